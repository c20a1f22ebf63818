//! Lend (表頭の借用): a table printed without heads takes those of a table that stood a little before, beyond the one between them.
//!
//! Reports over facing pages print the heads of both pages once and leave them out from then on: the left page goes on
//! where the left page before it stopped, with a right page in between.

use crate::japanese::date::Setting;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::lexicon::Lexicon;
use crate::rebuild::draft::Draft;
use crate::rebuild::labels::Labels;
use crate::rebuild::spread::holds_parts;
use crate::rebuild::stitch::{self, Sample};
use std::collections::VecDeque;

/// Closed tables that may lend their heads.
const MOST_LENDERS: usize = 3;
/// Columns from which looks alone tell that a table goes on beyond another.
const TELLING_WIDTH: usize = 4;

/// The headed tables last closed.
#[derive(Default)]
pub struct Lenders(VecDeque<Lender>);

/// A closed table: its header rows, and what its rows look like.
struct Lender {
    header: Draft,
    sample: Sample,
}

impl Lenders {
    /// A table closes; its first `depth` rows are its heads.
    pub fn remember(&mut self, draft: &Draft, depth: usize, sample: Sample) {
        if depth == 0 || depth >= draft.rows.len() {
            return;
        }
        self.0.push_back(Lender { header: draft.part(0, depth), sample });
        if self.0.len() > MOST_LENDERS {
            self.0.pop_front();
        }
    }

    /// The table under the heads of one whose rows look like its own, or as it is; and how many header rows it has now.
    pub fn lend(&self, draft: Draft, labels: &Labels, lexicon: &Lexicon, setting: &Setting) -> (Draft, usize) {
        let by_looks = draft.width() >= TELLING_WIDTH || holds_parts(&draft);
        let fits = |lender: &&Lender| lender.header.width() == draft.width() && lender.sample.goes_on_in(&draft, labels, lexicon, setting);
        let Some(lender) = self.0.iter().rev().find(|lender| by_looks && !draft.spans_told && fits(lender)) else { return (draft, 0) };
        let mut whole = lender.header.clone();
        let depth = whole.rows.len();
        whole.place = draft.place.clone();
        whole.diagnostics.push(Diagnostic::at(Code::HeaderCarried, "the header of a table before is taken for this one", &draft.place));
        stitch::append(&mut whole, draft, 0);
        (whole, depth)
    }
}
