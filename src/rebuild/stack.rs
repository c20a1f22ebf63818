//! Stack (積み重ね): two tables one below the other in one block, told apart by a second header.
//!
//! A row opens another table if it could be a header, is unlike the rows above it and unlike those below it, and the
//! rows below fit columns of their own better than those above. A blank row before it and another number of columns
//! support that. A row that repeats the table's own header opens no other table; it stays where it is.

use crate::japanese::date::Setting;
use crate::model::grid::GridKind;
use crate::model::lexicon::Lexicon;
use crate::model::record::{Repair, RepairKind};
use crate::rebuild::columns::{self, Columns, WITNESSES, may_be_head, rows_unlike_body};
use crate::rebuild::draft::Draft;
use crate::rebuild::labels::{LABEL, Labels};
use crate::rebuild::stitch;
use crate::rebuild::{head, kind};
use crate::see::key;

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
/// Without words that heads are known by: cells cost so much more than usual.
const UNLIKE: f32 = 1.0;
/// Characters from which a text was wide.
const LEAST_WIDE_TEXT: usize = 10;
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
    let reader = Reader { draft: &draft, labels: &labels, after_blank: &after_blank, lexicon, setting };
    let mut openings = vec![];
    reader.openings(0, 2, draft.rows.len(), &mut openings);
    cut(draft, &openings)
}

struct Reader<'a> {
    draft: &'a Draft,
    labels: &'a Labels,
    /// Each row stands below a blank one.
    after_blank: &'a [bool],
    lexicon: &'a Lexicon,
    setting: &'a Setting,
}

impl Reader<'_> {
    /// The rows of `from..end` that open tables, where the first table began at `start`. Of several that could, the likeliest within
    /// sight does, and those above it are asked again.
    fn openings(&self, mut start: usize, from: usize, end: usize, found: &mut Vec<usize>) {
        let mut row = from;
        while row + 1 < end {
            let Some(evidence) = self.evidence(start, row, end) else {
                row += 1;
                continue;
            };
            let later = (row + 1..(row + WITNESSES).min(end - 1)).filter_map(|later| self.evidence(start, later, end).map(|evidence| (evidence, later)));
            let (_, best) = later.fold((evidence, row), |best, other| if other.0 > best.0 { other } else { best });
            if best > row {
                self.openings(start, row, best, found);
            }
            found.push(best);
            start = best;
            row = best + 2;
        }
    }

    /// Header rows at `row`, of a table that ends before `end`.
    fn depth(&self, row: usize, end: usize) -> usize {
        let known = head::header_rows(self.draft, self.labels, row);
        let depth = if known > 0 { known } else { rows_unlike_body(self.draft, self.labels, row, end) };
        if depth == 0 && self.is_parallel(row, end) { 1 } else { depth }
    }

    /// Items stand as columns in the rows `from..to`.
    fn is_parallel(&self, from: usize, to: usize) -> bool {
        to <= from + WITNESSES && kind::is_parallel(self.draft, self.labels, from..to)
    }

    /// How much says that another table opens at `row` and ends before `end`, if it is enough; the one above began at `start`.
    fn evidence(&self, start: usize, row: usize, end: usize) -> Option<f32> {
        let (draft, labels, after_blank) = (self.draft, self.labels, self.after_blank[row]);
        if draft.is_blank(row, 0) || reaches_over(draft, row) || !may_be_head(draft, labels, row) {
            return None;
        }
        let filled = draft.filled(row);
        let known = filled.iter().filter(|column| labels.weight(draft, row, **column) >= LABEL).count() as f32 / filled.len() as f32;
        // Heads that no one knows are each another word.
        if known == 0.0 && !after_blank && !all_different(draft, row, &filled) {
            return None;
        }
        let (above_depth, depth) = (self.depth(start, row), self.depth(row, end).max(1));
        if above_depth == 0 || start + above_depth >= row || row + depth >= end || repeats(draft, start, row, self.lexicon) {
            return None;
        }
        let above: Vec<usize> = (start + above_depth..row).rev().take(WITNESSES).collect();
        let below: Vec<usize> = (row + depth..end).take(WITNESSES).collect();
        let (old, new) = (Columns::of(draft, labels, &above), Columns::of(draft, labels, &below));
        let usual = old.mean(draft, labels, &above, above.len() > 1);
        let width = |rows: &[usize]| rows.iter().map(|row| draft.filled_width(*row)).max().unwrap_or(0);
        let other_width = width(&above).max(draft.filled_width(start)) != width(&below) && draft.filled_width(row) <= width(&below);
        let unlike_below = new.mean(draft, labels, &[row], false) - new.mean(draft, labels, &below, below.len() > 1);
        let below_unlike_above = old.mean(draft, labels, &below, false) - usual;
        // Where items stand as columns, the rows of a column have nothing in common: that they are as unlike says nothing.
        let least = if self.is_parallel(start, row) { 0.0 } else { -MOST / 2.0 };
        let evidence = (old.mean(draft, labels, &[row], false) - usual).clamp(least, MOST)
            + unlike_below.clamp(-MOST / 2.0, MOST)
            + below_unlike_above.clamp(least, MOST)
            + known * KNOWN
            + if after_blank { BLANK_BEFORE } else { 0.0 }
            + if other_width { OTHER_WIDTH } else { 0.0 };
        // Without one word that heads are known by, a row of short cells is a row of the list, unless it heads all that stands below it
        // and that is plainly other than what stands above it.
        if known == 0.0 && !(after_blank && other_width) && !(unlike_below >= UNLIKE && below_unlike_above >= UNLIKE && self.heads_all(row, depth, &below)) {
            return None;
        }
        let supported = after_blank || other_width;
        let enough = evidence >= ENOUGH && (supported || above.len() >= 2) && self.is_table(start, above_depth, row) && (supported || self.is_table(row, depth, end));
        enough.then_some(evidence)
    }

    /// Each column that the rows `below` fill has a head, each another.
    fn heads_all(&self, row: usize, depth: usize, below: &[usize]) -> bool {
        let draft = self.draft;
        let width = below.iter().map(|row| draft.filled_width(*row)).max().unwrap_or(0);
        let headed = |column: usize| (row..row + depth).any(|head| !draft.is_blank(head, column));
        below.len() >= 2 && all_different(draft, row, &draft.filled(row)) && (0..width).all(headed) && draft.filled_width(row) <= width
    }

    /// The rows `from..to` under their heads do not open with labels of several roles, as those of a form do.
    fn is_table(&self, from: usize, depth: usize, to: usize) -> bool {
        let to = to.min(from + 2 * WITNESSES);
        let own = self.draft.part(from, to);
        if has_wide_value(&own) {
            return false;
        }
        let labels = Labels::read(&own, self.lexicon, self.setting);
        if kind::kind(&own, &labels) != GridKind::Form || kind::cross_depth(&own, &labels) > 0 || kind::is_parallel(&own, &labels, 0..own.rows.len()) {
            return true;
        }
        if columns::told_rows(&own, &labels, 0, own.rows.len()) > 1 {
            return true;
        }
        !kind::is_plainly_form(self.draft, self.labels, from + depth..to)
    }
}

/// Rows of a form: a label and one value over all the other columns, or beside blanks where spans were lost.
fn has_wide_value(draft: &Draft) -> bool {
    let width = draft.printed_width();
    let pairs: Vec<usize> = (0..draft.rows.len()).filter(|row| matches!(draft.filled(*row)[..], [0, 1])).collect();
    let whole = |row: usize| draft.rows[row].len() >= width && draft.rows[row][1..width].iter().all(|slot| *slot == draft.rows[row][1]);
    let long = |row: usize| draft.cell(row, 1).is_some_and(|cell| cell.flat().chars().count() >= LEAST_WIDE_TEXT);
    width >= 4 && (pairs.iter().any(|row| whole(*row)) || pairs.iter().filter(|row| long(**row)).count() >= 2)
}

/// A cell of the row above reaches into this one.
fn reaches_over(draft: &Draft, row: usize) -> bool {
    draft.rows[row].iter().zip(&draft.rows[row - 1]).any(|(slot, above)| slot == above)
}

/// The two rows hold the same texts in the same columns.
fn repeats(draft: &Draft, first: usize, second: usize, lexicon: &Lexicon) -> bool {
    let texts = |row: usize| draft.filled(row).into_iter().map(|column| (column, key(&draft.cells[draft.rows[row][column] as usize].flat()))).collect::<Vec<_>>();
    stitch::alike(&texts(first), &texts(second), lexicon)
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

/// No two of the cells say the same.
fn all_different(draft: &Draft, row: usize, filled: &[usize]) -> bool {
    let mut texts: Vec<String> = filled.iter().map(|column| key(&draft.cells[draft.rows[row][*column] as usize].flat())).collect();
    texts.sort_unstable();
    texts.dedup();
    texts.len() == filled.len()
}
