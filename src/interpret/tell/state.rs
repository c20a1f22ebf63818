//! Statement (記録): filed with the times its text tells, what it points to and where each part of it stands.

use super::Standing;
use crate::interpret::Interpreter;
use crate::japanese::date::periods;
use crate::japanese::glyph::mended;
use crate::japanese::text::Text;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::place::Place;
use crate::model::record::{Repair, RepairKind, Statement, StatementKind};
use crate::see::see;
use std::ops::Range;

impl Interpreter<'_> {
    /// Files a statement, with the times its text tells and what it points to.
    pub(super) fn state(&mut self, mut statement: Statement) -> usize {
        self.mend(&mut statement);
        let text = Text::new(&statement.text);
        if statement.value.is_none() {
            for period in periods(text.normal(), self.setting) {
                if let Some(problem) = &period.problem {
                    self.findings.diagnostics.push(Diagnostic::at(Code::ImpossibleDate, problem.clone(), &statement.places[0]));
                }
                statement.dates.push((text.as_str()[period.range.clone()].to_owned(), period));
            }
        }
        let bare = statement.text.as_str().trim_matches(['・', '。', ' ']);
        let under_year = statement.period.is_some() && matches!(statement.kind, StatementKind::Target | StatementKind::Result);
        let pointer = see(bare).pointer(self.lexicon);
        let points = pointer.is_some();
        if let Some(pointer) = pointer.filter(|_| under_year || !bare.ends_with(['→', '⇒', '➡', '⇨', '➔', '>'])) {
            statement.same_as = self.pointed(&statement, pointer);
            if statement.same_as.is_empty() {
                self.findings.diagnostics.push(Diagnostic::at(Code::SameAsUnresolved, format!("{bare} has nothing to point to"), &statement.places[0]));
            }
        }
        self.push_statement(statement, points)
    }

    /// Mends glyphs that no Japanese word is written with, each with a repair.
    fn mend(&mut self, statement: &mut Statement) {
        let text = Text::new(&statement.text);
        let mends = mended(text.normal(), &self.words);
        if !mends.is_empty() && text.as_str() != statement.text {
            // Lines that were joined compose (か + ゙): the mends point into the folded text.
            statement.text = text.as_str().to_owned();
        }
        for mend in mends.into_iter().rev() {
            let before: String = statement.text[mend.range.clone()].to_owned();
            statement.text.replace_range(mend.range.clone(), &mend.after);
            self.findings.repairs.push(Repair { kind: RepairKind::Glyph, before, after: mend.after, place: statement.places[0].clone() });
        }
    }
}

impl Standing<'_> {
    /// A statement of these lines: what their headers tell of it, and nothing yet of what it says besides its text.
    pub(in crate::interpret) fn statement(&self, kind: StatementKind, text: String, source: Range<usize>) -> Statement {
        let under = self.under;
        Statement {
            slot: None,
            kind,
            item: self.item,
            indicator: under.indicator,
            level: under.level,
            labels: vec![],
            text,
            value: None,
            unit: None,
            value_status: None,
            baseline: false,
            period: under.period.clone(),
            dates: vec![],
            same_as: vec![],
            header: under.headers.clone(),
            places: places(self.place, self.also, source),
            basis: under.basis(),
        }
    }
}

/// The places of a text.
fn places(place: &Place, also: &[Place], source: Range<usize>) -> Vec<Place> {
    // A joined cell's text reaches over its parts: each part is a place of its own.
    if also.is_empty() || (source.start >= place.start && source.end <= place.end) {
        return vec![place.with_range(source)];
    }
    let mut out = vec![];
    for part in std::iter::once(place).chain(also) {
        let (start, end) = (source.start.max(part.start), source.end.min(part.end));
        if start < end {
            out.push(part.with_range(start..end));
        }
    }
    if out.is_empty() {
        out.push(place.clone());
    }
    out
}
