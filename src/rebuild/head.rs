//! Head (表頭): which rows are column headers, which columns are stubs, which rows open a group.

use crate::model::grid::RowKind;
use crate::model::lexicon::Role;
use crate::rebuild::draft::Draft;
use crate::rebuild::labels::{LABEL, Labels};
use crate::rebuild::shape::Class;

/// Fewest characters of a numbered group.
const LEAST_GROUP: usize = 5;
/// Most header rows a table has.
const MOST_HEADER_ROWS: usize = 5;

/// How many of the rows from `from` on are column headers.
pub fn header_rows(draft: &Draft, labels: &Labels, from: usize) -> usize {
    let mut depth = 0;
    while from + depth < draft.rows.len() && depth < MOST_HEADER_ROWS && is_header_row(draft, labels, from + depth, depth > 0) {
        depth += 1;
    }
    // A header needs something under it, unless the page ends there.
    if depth > 0 && from + depth == draft.rows.len() && depth > 1 { depth - 1 } else { depth }
}

/// Every filled cell of the row could be a label and enough of them are.
pub fn is_header_row(draft: &Draft, labels: &Labels, row: usize, below_header: bool) -> bool {
    let filled = draft.filled(row);
    if filled.len() < 2 && !(below_header && draft.spans_told && filled.len() == 1) {
        return false;
    }
    let weights: Vec<f32> = filled.iter().map(|column| labels.weight(draft, row, *column)).collect();
    let sure = weights.iter().filter(|weight| **weight >= LABEL).count();
    let impossible = weights.iter().filter(|weight| **weight < 0.15).count();
    // 数値 | 内容 | 数値 | 内容: words that repeat under a header are heads, known or not.
    let mut words: Vec<String> = filled.iter().map(|column| draft.cells[draft.rows[row][*column] as usize].flat().into_owned()).collect();
    words.sort();
    words.dedup();
    // Short words that fill the blanks of the header above, and nothing beside them: the heads under a wide head.
    if below_header && row > 0 && filled.len() >= 2 && weights.iter().all(|weight| *weight >= 0.35) {
        let fills = filled.iter().filter(|column| draft.is_blank(row - 1, **column)).count();
        let stub_blank = draft.is_blank(row, 0) && !draft.is_blank(row - 1, 0);
        if fills > 0 && stub_blank && sure > 0 {
            return true;
        }
    }
    if below_header && filled.len() >= 4 && words.len() * 2 <= filled.len() && weights.iter().all(|weight| *weight >= 0.35) {
        return true;
    }
    if below_header
        && filled.iter().any(|column| labels.header(draft, row, *column).is_some_and(|header| header.role().is_none() && !header.is_time() && !header.filler))
        && sure * 3 < filled.len() * 2
    {
        return false;
    }
    impossible == 0 && sure >= 1 && sure * 2 >= filled.len()
}

/// Leading columns that name what a row is about: by the header's role, else by short cells and blanks.
pub fn stub_columns(draft: &Draft, labels: &Labels, depth: usize, width: usize) -> usize {
    let mut by_role = 0;
    for column in 0..width {
        if matches!(labels.role_over(draft, depth, column), Some(Role::Title | Role::Label | Role::Section | Role::Indicator)) {
            by_role = column + 1;
        } else if column > by_role {
            break;
        }
    }
    let body: Vec<usize> = (depth..draft.rows.len()).filter(|row| draft.kinds[*row] == RowKind::Body).collect();
    let mut by_content = 0;
    for column in 0..width.saturating_sub(1) {
        let mut filled = 0;
        let mut naming = 0;
        for row in &body {
            if let Some(shape) = labels.shape(draft, *row, column) {
                filled += 1;
                naming += usize::from(matches!(shape.class, Class::Noun | Class::Numbered | Class::Department));
            }
        }
        let gappy = filled * 3 < body.len() * 2;
        if filled > 0 && naming * 4 >= filled * 3 && (gappy || column < by_role) {
            by_content = column + 1;
        } else {
            break;
        }
    }
    // A numbered column or a title after the gappy ones is a stub as well.
    if by_content > 0 && by_role == 0 { (by_content + 1).min(width.saturating_sub(1)) } else { by_role.max(by_content).min(width.saturating_sub(1)).max(usize::from(width > 1)) }
}

/// Marks rows whose only filled cell opens a section or an item over the rows below.
pub fn mark_groups(draft: &mut Draft, labels: &Labels, depth: usize) {
    let width = draft.width();
    if width < 2 {
        return;
    }
    for row in depth..draft.rows.len() {
        let filled = draft.filled(row);
        let [column] = filled[..] else { continue };
        let slot = draft.rows[row][column] as usize;
        let cell = &draft.cells[slot];
        let flat = cell.flat();
        let characters = flat.chars().count();
        let spanning = draft.rows[row].iter().filter(|other| **other as usize == slot).count() * 2 > width;
        let headline = cell.lines.iter().all(|line| line.bold) || labels.shape(draft, row, column).is_some_and(|shape| matches!(shape.class, Class::Numbered));
        let sentence = flat.contains('。') || cell.lines.iter().any(|line| line.bullet) || flat.starts_with('【') || flat.starts_with('※');
        let noun = labels.shape(draft, row, column).is_some_and(|shape| match shape.class {
            Class::Number | Class::Sentence | Class::List | Class::Headed => false,
            // `Ⅰ 行政の改革` could be a grade with its meaning, but not alone in its row.
            Class::Mark => characters >= LEAST_GROUP,
            _ => true,
        });
        if column == 0 && !sentence && characters <= 70 && (headline || spanning || (noun && (width >= 3 || characters <= 40))) {
            draft.kinds[row] = RowKind::Group;
        }
    }
}
