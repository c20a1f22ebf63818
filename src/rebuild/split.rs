//! Split (分割): two tables side by side in one grid, told apart by an empty column between them.

use crate::model::record::{Repair, RepairKind};
use crate::rebuild::draft::Draft;

/// Splits a draft at a column that is blank in every row, where the rows right of it do not go with those left of it:
/// one side ends before the other. Otherwise the draft is returned whole.
pub fn side_by_side(draft: Draft) -> Vec<Draft> {
    let width = draft.width();
    if draft.rows.len() < 3 || width < 5 {
        return vec![draft];
    }
    let blank = |column: usize| (0..draft.rows.len()).all(|row| draft.is_blank(row, column));
    let filled_rows = |from: usize, to: usize| -> Vec<usize> { (0..draft.rows.len()).filter(|row| (from..to).any(|column| !draft.is_blank(*row, column))).collect() };
    for column in 2..width.saturating_sub(2) {
        if !blank(column) {
            continue;
        }
        let (left, right) = (filled_rows(0, column), filled_rows(column + 1, width));
        let both_headed = left.first() == right.first() || right.first() == Some(&0);
        // One side ends before the other, without gaps: its rows belong to nothing beside them.
        let solid = |rows: &[usize]| rows.iter().skip(1).zip(rows.iter().skip(2)).all(|(above, below)| *below == above + 1) && rows.get(1).is_none_or(|second| *second <= 3);
        if left.len() >= 2 && right.len() >= 2 && both_headed && solid(&left) && solid(&right) && left.last() != right.last() {
            return vec![part(&draft, 0, column), part(&draft, column + 1, width)].into_iter().flat_map(side_by_side).collect();
        }
    }
    vec![draft]
}

/// The columns `from..to` as a table of their own.
pub fn part(draft: &Draft, from: usize, to: usize) -> Draft {
    let mut out = draft.clone();
    for row in &mut out.rows {
        let end = to.min(row.len());
        *row = if from < end { row[from..end].to_vec() } else { vec![] };
    }
    if from > 0 {
        out.repairs = vec![Repair { kind: RepairKind::TableSplit, before: format!("column {}", from + 1), after: "a table of its own".to_owned(), place: draft.place.clone() }];
        out.diagnostics.clear();
        out.notes.clear();
    }
    out.drop_blank_rows();
    out
}
