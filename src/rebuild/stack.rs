//! Stack (積み重ね): two tables one below the other in one block, told apart by a second header.
//!
//! A row opens another table if it could be a header, is unlike the rows above it and unlike those below it, and the
//! rows below fit columns of their own better than those above. A blank row before it and another number of columns
//! support that. A row that repeats the table's own header opens no other table; it stays where it is.

use crate::japanese::date::Setting;
use crate::japanese::text::key;
use crate::model::grid::GridKind;
use crate::model::lexicon::Lexicon;
use crate::model::record::{Repair, RepairKind};
use crate::rebuild::columns::{Columns, WITNESSES, may_be_head, rows_unlike_body};
use crate::rebuild::draft::Draft;
use crate::rebuild::labels::{LABEL, Labels};
use crate::rebuild::stitch;
use crate::rebuild::{head, kind};

/// A row opens a table at this sum of evidence.
const ENOUGH: f32 = 6.0;
/// What one comparison of rows with columns can say at most.
const MOST: f32 = 4.0;
/// Evidence of a row all of whose heads are known.
const KNOWN: f32 = 3.0;
/// Evidence of a blank row before the header.
const BLANK_BEFORE: f32 = 2.0;
/// Evidence of a table that is wider or narrower from here on.
const OTHER_WIDTH: f32 = 2.5;
/// Columns beyond which nothing is compared.
const MOST_COLUMNS: usize = 256;

/// Parts a draft before each row that opens another table; blank rows must still be in it.
pub fn parts(mut draft: Draft, lexicon: &Lexicon, setting: &Setting) -> Vec<Draft> {
    let blank: Vec<bool> = (0..draft.rows.len()).map(|row| draft.filled(row).is_empty()).collect();
    let after_blank: Vec<bool> = (0..blank.len()).filter(|row| !blank[*row]).map(|row| row > 0 && blank[row - 1]).collect();
    draft.drop_blank_rows();
    if draft.rows.len() < 5 || !(2..=MOST_COLUMNS).contains(&draft.width()) {
        return vec![draft];
    }
    let labels = Labels::read(&draft, lexicon, setting);
    let reader = Reader { draft: &draft, labels: &labels, lexicon, setting };
    let mut openings = vec![];
    let mut start = 0;
    let mut row = 2;
    while row + 1 < draft.rows.len() {
        if reader.opens(start, row, after_blank[row]) {
            openings.push(row);
            start = row;
            row += 2;
        } else {
            row += 1;
        }
    }
    cut(draft, &openings)
}

struct Reader<'a> {
    draft: &'a Draft,
    labels: &'a Labels,
    lexicon: &'a Lexicon,
    setting: &'a Setting,
}

impl Reader<'_> {
    /// Header rows at `row`, of a table that ends before `end`.
    fn depth(&self, row: usize, end: usize) -> usize {
        let known = head::header_rows(self.draft, self.labels, row);
        if known > 0 { known } else { rows_unlike_body(self.draft, self.labels, row, end) }
    }

    /// Another table opens at `row`; the one above began at `start`.
    fn opens(&self, start: usize, row: usize, after_blank: bool) -> bool {
        let (draft, labels) = (self.draft, self.labels);
        if !may_be_head(draft, labels, row) || draft.is_blank(row, 0) || reaches_over(draft, row) {
            return false;
        }
        let (above_depth, depth) = (self.depth(start, row), head::header_rows(draft, labels, row).max(1));
        if above_depth == 0 || start + above_depth >= row || row + depth >= draft.rows.len() || repeats(draft, start, row) {
            return false;
        }
        let above: Vec<usize> = (start + above_depth..row).rev().take(WITNESSES).collect();
        let below: Vec<usize> = (row + depth..draft.rows.len()).take(WITNESSES).collect();
        let (old, new) = (Columns::of(draft, labels, &above), Columns::of(draft, labels, &below));
        let usual = old.mean(draft, labels, &above, true);
        let filled = draft.filled(row);
        let known = filled.iter().filter(|column| labels.weight(draft, row, **column) >= LABEL).count() as f32 / filled.len() as f32;
        let width = |rows: &[usize]| rows.iter().map(|row| draft.filled_width(*row)).max().unwrap_or(0);
        let other_width = width(&above).max(draft.filled_width(start)) != width(&below) && draft.filled_width(row) <= width(&below);
        let evidence = (old.mean(draft, labels, &[row], false) - usual).clamp(-MOST / 2.0, MOST)
            + (new.mean(draft, labels, &[row], false) - new.mean(draft, labels, &below, true)).clamp(-MOST / 2.0, MOST)
            + (old.mean(draft, labels, &below, false) - usual).clamp(-MOST / 2.0, MOST)
            + known * KNOWN
            + if after_blank { BLANK_BEFORE } else { 0.0 }
            + if other_width { OTHER_WIDTH } else { 0.0 };
        // Without one word that heads are known by, a row of short cells is a row of the list: only a gap and another width say more.
        if known == 0.0 && !(after_blank && other_width) {
            return false;
        }
        let supported = after_blank || other_width;
        evidence >= ENOUGH && (supported || above.len() >= 2) && self.is_table(start, above_depth, row) && (supported || self.is_table(row, depth, draft.rows.len()))
    }

    /// The rows `from..to` under their heads do not open with labels of several roles, as those of a form do.
    fn is_table(&self, from: usize, depth: usize, to: usize) -> bool {
        let to = to.min(from + 2 * WITNESSES);
        let own = self.draft.part(from, to);
        let labels = Labels::read(&own, self.lexicon, self.setting);
        if kind::kind(&own, &labels) != GridKind::Form || kind::cross_depth(&own, &labels) > 0 {
            return true;
        }
        let body = self.draft.part(from + depth, to);
        !kind::is_plainly_form(&body, &Labels::read(&body, self.lexicon, self.setting))
    }
}

/// A cell of the row above reaches into this one.
fn reaches_over(draft: &Draft, row: usize) -> bool {
    draft.rows[row].iter().zip(&draft.rows[row - 1]).any(|(slot, above)| slot == above)
}

/// The two rows hold the same texts in the same columns.
fn repeats(draft: &Draft, first: usize, second: usize) -> bool {
    let texts = |row: usize| draft.filled(row).into_iter().map(|column| (column, key(&draft.cells[draft.rows[row][column] as usize].flat()))).collect::<Vec<_>>();
    stitch::alike(&texts(first), &texts(second))
}

/// Parts a draft before the rows given.
fn cut(draft: Draft, openings: &[usize]) -> Vec<Draft> {
    if openings.is_empty() {
        return vec![draft];
    }
    let mut out: Vec<Draft> = vec![];
    let ends = openings.iter().copied().chain([draft.rows.len()]);
    for (from, to) in [0].into_iter().chain(openings.iter().copied()).zip(ends) {
        let mut next = draft.part(from, to);
        if from == 0 {
            next.repairs = draft.repairs.clone();
            next.diagnostics = draft.diagnostics.clone();
            next.notes = draft.notes.clone();
        } else {
            let place = next.rows[0].first().map_or(draft.place.clone(), |slot| next.cells[*slot as usize].place.clone());
            next.repairs.push(Repair { kind: RepairKind::TableSplit, before: format!("row {}", from + 1), after: "a table of its own".to_owned(), place });
        }
        out.push(next);
    }
    out
}
