//! Spread (見開き): the right page of a double page put beside the left one, row by row, before anything else is decided.
//!
//! [`super::facing`] joins what is left: right pages whose rows stand for items, not for printed rows.

use crate::model::lexicon::Lexicon;
use crate::model::record::{Repair, RepairKind};
use crate::rebuild::columns;
use crate::rebuild::draft::{Draft, Slot};
use crate::rebuild::labels::Labels;
use crate::rebuild::shape::Class;
use crate::rebuild::{beside, kind, stitch};

/// Widths of the last double page: the next pages of the same table have them again.
pub type Widths = (usize, usize);

/// Two tables of as many rows are a double page at this sum of evidence.
const ENOUGH: f32 = 2.0;

/// The rows of `right` that go with each row of `left`; `None` if the two are no double page.
pub fn rows_beside(left: &Draft, left_labels: &Labels, right: &Draft, right_labels: &Labels, known: Option<Widths>, lexicon: &Lexicon) -> Option<Vec<Option<usize>>> {
    let again = known == Some((left.printed_width(), right.printed_width()));
    if left.spans_told != right.spans_told || left.rows.len() < if again { 1 } else { 3 } || right.width() == 0 {
        return None;
    }
    if holds_parts(left) {
        return None;
    }
    let rows = matched(left, left_labels, right)?;
    if again {
        return Some(rows);
    }
    let depth = depth(left, left_labels, right, right_labels);
    // A header that stands again heads the next page of the same table.
    // So does a group row; a wide head has heads under it.
    let opens_group = depth == 1 && right.width() > 1 && right.filled(0).len() == 1 && left.filled(0).len() > 1;
    if opens_group || stitch::repeated_header(left, depth, right, 0, lexicon) > 0 {
        return None;
    }
    let paired = kind::kind(right, right_labels) != crate::model::grid::GridKind::Form || columns::top_rows(right, right_labels) > 0;
    (depth > 0 && paired && beside::evidence(left, left_labels, right, right_labels, depth) >= ENOUGH).then_some(rows)
}

/// Header rows of both pages, which print as many; 0 if they cannot.
fn depth(left: &Draft, left_labels: &Labels, right: &Draft, right_labels: &Labels) -> usize {
    let (own, other) = (columns::top_rows(left, left_labels), columns::top_rows(right, right_labels));
    let deepest = own.max(other);
    // Tall cells of the header reach over its further rows.
    let reached = |draft: &Draft, row: usize| draft.rows[row].iter().zip(&draft.rows[row - 1]).any(|(slot, above)| slot == above);
    let covered = |draft: &Draft, from: usize| from > 0 && (from..deepest).all(|row| reached(draft, row));
    let heads = |draft: &Draft, labels: &Labels, from: usize| from == deepest || deepest < draft.rows.len() && (covered(draft, from) || may_be_heads(draft, labels, deepest));
    if heads(left, left_labels, own) && heads(right, right_labels, other) { deepest } else { 0 }
}

/// A first column of texts under inline headings (【ねらい】 …): several rows are one item, and its right half is one row.
pub fn holds_parts(draft: &Draft) -> bool {
    (0..draft.rows.len()).any(|row| draft.cell(row, 0).is_some_and(|cell| !cell.is_blank() && cell.flat().starts_with('【')))
}

/// Row for row, or row for row without the group rows of the left page, whose right halves are blank.
fn matched(left: &Draft, labels: &Labels, right: &Draft) -> Option<Vec<Option<usize>>> {
    let all: Vec<usize> = (0..left.rows.len()).collect();
    if all.len() == right.rows.len() {
        return Some(all.into_iter().map(Some).collect());
    }
    let filled = |draft: &Draft| -> Vec<usize> { (0..draft.rows.len()).filter(|row| !draft.filled(*row).is_empty()).collect() };
    let (left_rows, right_rows) = (filled(left), filled(right));
    let plain: Vec<usize> = left_rows.iter().copied().filter(|row| !is_group(left, labels, *row)).collect();
    let pairs: Vec<usize> = if left_rows.len() == right_rows.len() {
        left_rows
    } else if plain.len() == right_rows.len() && plain.len() >= 3 {
        plain
    } else {
        return None;
    };
    let mut out = vec![None; left.rows.len()];
    for (row, other) in pairs.into_iter().zip(right_rows) {
        out[row] = Some(other);
    }
    Some(out)
}

fn is_group(draft: &Draft, labels: &Labels, row: usize) -> bool {
    matches!(draft.filled(row)[..], [0]) && labels.shape(draft, row, 0).is_some_and(|shape| !matches!(shape.class, Class::Number | Class::Sentence | Class::List))
}

/// The first rows could all be heads.
fn may_be_heads(draft: &Draft, labels: &Labels, depth: usize) -> bool {
    (0..depth).all(|row| draft.filled(row).iter().all(|column| labels.weight(draft, row, *column) >= 0.35))
}

/// Puts `right` beside `left`.
pub fn join(left: &mut Draft, right: Draft, rows: &[Option<usize>]) {
    let width = left.printed_width();
    let right_width = right.width();
    let right_blank: Vec<bool> = (0..right.rows.len()).map(|row| right.filled(row).is_empty()).collect();
    let shift = left.cells.len() as Slot;
    let right_place = right.place.clone();
    left.cells.extend(right.cells);
    left.spans.extend(right.spans);
    for (row, other) in rows.iter().enumerate() {
        left.rows[row].truncate(width);
        left.pad(row, width);
        let blank = other.is_none_or(|other| right_blank[other]);
        if let ([only], true) = (&left.filled(row)[..], blank)
            && left.rows[row][*only..].iter().all(|slot| *slot == left.rows[row][*only])
            && width - only > 1
        {
            // A group row of the left page reaches over both.
            let slot = left.rows[row][*only];
            left.rows[row].extend(std::iter::repeat_n(slot, right_width));
        } else if let Some(other) = other {
            left.rows[row].extend(right.rows[*other].iter().map(|slot| slot + shift));
        }
    }
    left.repairs.extend(right.repairs);
    left.diagnostics.extend(right.diagnostics);
    left.notes.extend(right.notes);
    left.place.end = left.place.end.max(right_place.end);
    left.repairs.push(Repair {
        kind: RepairKind::FacingJoin,
        before: "a table of its own, without keys".to_owned(),
        after: format!("columns {} and on of the table before", width + 1),
        place: right_place,
    });
}
