//! Carry (引き継ぎ): merged cells whose spans were lost, given their span again; headers over several columns as well.

use crate::japanese::date::Setting;
use crate::model::grid::{Origin, RowKind};
use crate::model::lexicon::Role;
use crate::model::record::{Repair, RepairKind};
use crate::rebuild::cut::is_row_of_its_own;
use crate::rebuild::draft::Draft;
use crate::rebuild::labels::Labels;
use crate::see::see;

/// Carries stub values down over blanks.
pub fn carry_down(draft: &mut Draft, depth: usize, stubs: usize) {
    if draft.spans_told {
        return;
    }
    for row in depth + 1..draft.rows.len() {
        // What adds the rows up is no child of the last one.
        if draft.kinds[row] != RowKind::Body || draft.kinds[row - 1] != RowKind::Body || is_sum_row(draft, row) {
            continue;
        }
        let mut fresh = false;
        for column in 0..stubs {
            if !draft.is_blank(row, column) {
                fresh = true;
                continue;
            }
            // A blank right of a new value is a blank of its own.
            if fresh || draft.is_blank(row - 1, column) || column >= draft.rows[row].len() {
                continue;
            }
            // Only where something to the right begins: a wholly continued row is no new child.
            if draft.filled(row).is_empty() {
                continue;
            }
            let above = draft.rows[row - 1][column];
            draft.rows[row][column] = above;
            let cell = &mut draft.cells[above as usize];
            if cell.origin == Origin::Printed {
                cell.origin = Origin::CarriedDown;
            }
            let place = draft.cells[draft.filled(row).last().map_or(above, |last| draft.rows[row][*last]) as usize].place.clone();
            let after = draft.cells[above as usize].flat().into_owned();
            draft.repairs.push(Repair { kind: RepairKind::CarryDown, before: String::new(), after, place });
        }
    }
}

/// Columns whose head names offices (担当課).
pub fn department_columns(draft: &Draft, labels: &Labels, depth: usize) -> Vec<usize> {
    (0..draft.width()).filter(|column| labels.role_over(draft, depth, *column) == Some(Role::Department)).collect()
}

/// 担当課 printed once for several rows: the office holds down to the next one, where every stretch of rows begins with its own.
pub fn carry_departments(draft: &mut Draft, columns: &[usize], depth: usize) {
    if draft.spans_told {
        return;
    }
    for column in columns.iter().copied() {
        let body: Vec<usize> = (depth..draft.rows.len()).filter(|row| draft.kinds[*row] == RowKind::Body && !is_sum_row(draft, *row)).collect();
        let begins = |row: usize| row == depth || draft.kinds[row - 1] != RowKind::Body;
        if body.iter().any(|row| begins(*row) && draft.is_blank(*row, column)) {
            continue;
        }
        for row in body {
            if begins(row) || !draft.is_blank(row, column) || column >= draft.rows[row].len() || draft.is_blank(row - 1, column) {
                continue;
            }
            let above = draft.rows[row - 1][column];
            let place = draft.rows[row].first().map_or(draft.place.clone(), |slot| draft.cells[*slot as usize].place.clone());
            draft.rows[row][column] = above;
            draft.repairs.push(Repair { kind: RepairKind::CarryDown, before: String::new(), after: draft.cells[above as usize].flat().into_owned(), place });
        }
    }
}

/// The row opens with 合計, 小計 or 計 and its like.
pub fn is_sum_row(draft: &Draft, row: usize) -> bool {
    draft.filled(row).first().is_some_and(|first| see(&draft.cells[draft.rows[row][*first] as usize].flat()).is_sum())
}

/// A tall stub cell that a page cut in two: blank at the top of the next page, it goes on down to where the blank ends.
/// Only where the source tells spans; else every blank below a stub is carried.
pub fn carry_over_page(draft: &mut Draft, depth: usize, stubs: usize, setting: &Setting) {
    if !draft.spans_told {
        return;
    }
    for row in draft.page_starts.clone() {
        if row <= depth || row >= draft.rows.len() || draft.kinds[row] != RowKind::Body || draft.kinds[row - 1] != RowKind::Body {
            continue;
        }
        let Some(first) = draft.filled(row).first().copied() else { continue };
        // The row must be one of its own, not the rest of a cut one.
        let above: Vec<usize> = (0..first).filter(|column| !draft.is_blank(row - 1, *column)).collect();
        if first == 0 || above.len() < first || (first >= stubs && !is_row_of_its_own(draft, row - 1, row, &draft.filled(row), setting)) {
            continue;
        }
        for column in 0..first {
            let (blank, cell) = (draft.rows[row][column], draft.rows[row - 1][column]);
            let mut next = row;
            while next < draft.rows.len() && draft.rows[next].get(column) == Some(&blank) {
                draft.rows[next][column] = cell;
                next += 1;
            }
            let place = draft.cells[draft.rows[row][first] as usize].place.clone();
            let after = draft.cells[cell as usize].flat().into_owned();
            draft.repairs.push(Repair { kind: RepairKind::CarryDown, before: String::new(), after, place });
        }
    }
}

/// Gives a wide head its columns and a tall head its rows, where spans were lost in a header of several rows.
pub fn spread_header(draft: &mut Draft, from: usize, depth: usize, width: usize) {
    if draft.spans_told || depth <= from {
        return;
    }
    for row in from..depth {
        draft.pad(row, width);
    }
    for row in from..depth {
        for column in 1..width {
            if !draft.is_blank(row, column) || draft.is_blank(row, column - 1) {
                continue;
            }
            let below = |draft: &Draft, column: usize| (row + 1..depth).any(|lower| !draft.is_blank(lower, column));
            let above = row == from
                || (from..row).all(|upper| draft.rows[upper][column] == draft.rows[upper][column - 1] || draft.is_blank(upper, column) && draft.is_blank(upper, column - 1));
            let last_row = row + 1 == depth;
            let spans = !last_row && below(draft, column) && below(draft, column - 1);
            if spans && above {
                let left = draft.rows[row][column - 1];
                draft.rows[row][column] = left;
                let cell = draft.cells[left as usize].clone();
                draft.repairs.push(Repair { kind: RepairKind::CarryRight, before: String::new(), after: cell.flat().into_owned(), place: cell.place });
            }
        }
    }
    for row in from + 1..depth {
        for column in 0..width {
            if draft.is_blank(row, column) && !draft.is_blank(row - 1, column) {
                let above = draft.rows[row - 1][column];
                let alone = column + 1 >= width || draft.rows[row - 1][column + 1] != above;
                let alone_left = column == 0 || draft.rows[row - 1][column - 1] != above;
                if alone && alone_left {
                    draft.rows[row][column] = above;
                }
            }
        }
    }
}
