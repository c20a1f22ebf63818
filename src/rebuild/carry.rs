//! Carry (引き継ぎ): merged cells whose spans were lost, given their span again; headers over several columns as well.

use crate::japanese::number::whole_value;
use crate::japanese::text::Text;
use crate::model::grid::{Origin, RowKind};
use crate::model::record::{Repair, RepairKind};
use crate::rebuild::draft::{Draft, Slot};
use crate::rebuild::fit::{is_cut, join};

/// Carries stub values down over blanks, and joins rows that only continue the row above over a page break.
pub fn carry_down(draft: &mut Draft, depth: usize, stubs: usize) {
    if draft.spans_told {
        return;
    }
    for row in depth + 1..draft.rows.len() {
        if draft.kinds[row] != RowKind::Body || draft.kinds[row - 1] != RowKind::Body {
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
            let after = draft.cells[above as usize].flat();
            draft.repairs.push(Repair { kind: RepairKind::CarryDown, before: String::new(), after, place });
        }
    }
}

/// Joins a row whose stub cells are all blank to the row above, where a page break cut a cell in mid-sentence.
/// Returns the rows that went.
pub fn join_cut_rows(draft: &mut Draft, depth: usize, stubs: usize) {
    let mut keep = vec![true; draft.rows.len()];
    for row in depth..draft.rows.len() {
        if draft.kinds[row] != RowKind::Body || row == 0 {
            continue;
        }
        let page = draft.page_starts.contains(&row);
        if !page && draft.filled(row).len() > 1 {
            continue;
        }
        let Some(above) = (depth..row).rev().find(|above| keep[*above]) else { continue };
        if draft.kinds[above] != RowKind::Body {
            continue;
        }
        let filled = draft.filled(row);
        if filled.is_empty() || filled.iter().any(|column| *column < stubs) {
            continue;
        }
        if is_row_of_its_own(draft, above, row, &filled) {
            continue;
        }
        let cut = filled.iter().any(|column| {
            draft.cell(above, *column).is_some_and(|head| {
                draft
                    .cell(row, *column)
                    .is_some_and(|tail| is_cut(head.lines.last().map(|line| line.text.as_str()), tail.lines.first().map(|line| (line.bullet, line.text.as_str()))))
            })
        });
        // A cell that only goes on in mid-sentence is no row, wherever the page ends; on a new page blank names are enough.
        let sentence = filled.iter().all(|column| draft.cell(above, *column).is_some_and(|head| head.flat().chars().count() >= 15));
        if !cut && !(page && stubs > 0) || !page && !sentence {
            continue;
        }
        for column in filled {
            let tail = draft.rows[row][column];
            if draft.is_blank(above, column) {
                stand(draft, above, column, tail);
            } else {
                let head = draft.rows[above][column];
                join(draft, head, tail, RepairKind::PageJoin, if cut { 0.9 } else { 0.7 });
            }
        }
        keep[row] = false;
    }
    draft.retain_rows(&keep);
}

/// Puts a cell into a blank of a row. The row may be shorter: what stands beyond it is not lost.
fn stand(draft: &mut Draft, row: usize, column: usize, slot: Slot) {
    while draft.rows[row].len() <= column {
        let place = draft.place.clone();
        let blank = draft.blank(&place);
        draft.rows[row].push(blank);
    }
    draft.rows[row][column] = slot;
}

/// Joins the first row of a page to the row it continues: in a form, one whose labels are blank and whose first cell goes on
/// in mid-sentence. What stands beside it fills the blanks of the row above.
pub fn join_cut_form_rows(draft: &mut Draft) {
    let mut keep = vec![true; draft.rows.len()];
    for row in draft.page_starts.clone() {
        if row == 0 || row >= draft.rows.len() {
            continue;
        }
        let (above, filled) = (row - 1, draft.filled(row));
        let Some(first) = filled.first().copied().filter(|first| *first > 0) else { continue };
        let text = |draft: &Draft, row: usize, column: usize, last: bool| -> Option<(bool, String)> {
            let cell = draft.cell(row, column).filter(|cell| !cell.is_blank())?;
            let line = if last { cell.lines.last() } else { cell.lines.first() }?;
            Some((line.bullet, line.text.as_str().to_owned()))
        };
        let goes_on = |draft: &Draft, column: usize| {
            let (head, tail) = (text(draft, above, column, true), text(draft, row, column, false));
            is_cut(head.as_ref().map(|(_, head)| head.as_str()), tail.as_ref().map(|(bullet, tail)| (*bullet, tail.as_str())))
        };
        let fits = filled.iter().all(|column| draft.is_blank(above, *column) || goes_on(draft, *column));
        if !goes_on(draft, first) || !fits || is_row_of_its_own(draft, above, row, &filled) {
            continue;
        }
        for column in filled {
            let tail = draft.rows[row][column];
            if draft.is_blank(above, column) {
                stand(draft, above, column, tail);
            } else {
                let head = draft.rows[above][column];
                join(draft, head, tail, RepairKind::PageJoin, 0.9);
            }
        }
        keep[row] = false;
    }
    draft.retain_rows(&keep);
}

/// Two rows that both hold a value in the same column are two rows.
fn is_row_of_its_own(draft: &Draft, above: usize, row: usize, filled: &[usize]) -> bool {
    let value = |row: usize, column: usize| draft.cell(row, column).is_some_and(|cell| whole_value(Text::new(&cell.flat()).normal()).is_some());
    filled.iter().any(|column| value(above, *column) && value(row, *column))
}

/// A tall stub cell that a page cut in two: blank at the top of the next page, it goes on down to where the blank ends.
/// Only where the source tells spans; else every blank below a stub is carried.
pub fn carry_over_page(draft: &mut Draft, depth: usize, stubs: usize) {
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
        if first == 0 || above.len() < first || (first >= stubs && !is_row_of_its_own(draft, row - 1, row, &draft.filled(row))) {
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
            let after = draft.cells[cell as usize].flat();
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
        while draft.rows[row].len() < width {
            let place = draft.place.clone();
            let blank = draft.blank(&place);
            draft.rows[row].push(blank);
        }
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
                draft.repairs.push(Repair { kind: RepairKind::CarryRight, before: String::new(), after: cell.flat(), place: cell.place });
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
