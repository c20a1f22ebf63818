//! Spread (見開き): the right page of a double page put beside the left one, row by row, before anything else is decided.
//!
//! [`super::facing`] joins what is left: right pages whose rows stand for items, not for printed rows.

use crate::japanese::text::key;
use crate::model::header::Header;
use crate::model::lexicon::Role;
use crate::model::record::{Repair, RepairKind};
use crate::rebuild::columns;
use crate::rebuild::draft::{Draft, Slot};
use crate::rebuild::head::{self, Labels};
use crate::rebuild::shape::Class;
use std::collections::HashSet;

/// Widths of the last double page: the next pages of the same table have them again.
pub type Widths = (usize, usize);

/// Share of different names in a column that names rows of its own.
const ALL: f32 = 1.0;
/// Share of different names in a column that names rows together with those right of it.
const SOME: f32 = 0.3;

/// The rows of `right` that go with each row of `left`; `None` if the two are no double page.
pub fn rows_beside(left: &Draft, left_labels: &Labels, right: &Draft, right_labels: &Labels, known: Option<Widths>) -> Option<Vec<Option<usize>>> {
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
    let (depth, right_depth) = (columns::top_rows(left, left_labels), columns::top_rows(right, right_labels));
    // Heads that no one knows on the left stand beside those known on the right.
    let depth = if depth == 0 && may_be_heads(left, left_labels, right_depth) { right_depth } else { depth };
    // The same tall cells reach over the further header rows.
    let covered = right_depth > 0 && (right_depth..depth).all(|row| left.rows[row].first() == left.rows[row - 1].first());
    let headed = depth > 0 && (depth == right_depth || covered || may_be_heads(right, right_labels, depth));
    let paired = head::kind(right, right_labels) != crate::model::grid::GridKind::Form || right_depth > 0;
    (headed && paired && is_keyed(left, left_labels, depth, SOME) && !is_keyed(right, right_labels, depth, ALL)).then_some(rows)
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

/// Its first column names what its rows are about: by its header, else by cells that are short, all different, and no values.
fn is_keyed(draft: &Draft, labels: &Labels, depth: usize, share: f32) -> bool {
    let heads = |column: usize| (0..depth).rev().find_map(|row| labels.header(draft, row, column).filter(|header| header.role().is_some() || header.is_time()));
    match heads(0).map(Header::role) {
        Some(Some(Role::Title | Role::Label | Role::Section | Role::Indicator | Role::Municipality)) => return true,
        Some(Some(_)) => return false,
        _ => {}
    }
    let mut naming = 0;
    let mut seen = HashSet::new();
    let mut filled = 0;
    for row in depth..draft.rows.len() {
        let Some(shape) = labels.shape(draft, row, 0) else { continue };
        filled += 1;
        naming += usize::from(matches!(shape.class, Class::Noun | Class::Numbered | Class::Time | Class::Department));
        seen.insert(key(&draft.cells[draft.rows[row][0] as usize].flat()));
    }
    filled > 0 && naming * 4 >= filled * 3 && seen.len() as f32 >= filled as f32 * share
}

/// Puts `right` beside `left`.
pub fn join(left: &mut Draft, right: Draft, rows: &[Option<usize>]) {
    let width = left.printed_width();
    let right_width = right.width();
    let right_blank: Vec<bool> = (0..right.rows.len()).map(|row| right.filled(row).is_empty()).collect();
    let shift = left.cells.len() as Slot;
    let place = left.place.clone();
    let right_place = right.place.clone();
    left.cells.extend(right.cells);
    left.spans.extend(right.spans);
    for (row, other) in rows.iter().enumerate() {
        left.rows[row].truncate(width);
        while left.rows[row].len() < width {
            let blank = left.blank(&place);
            left.rows[row].push(blank);
        }
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
