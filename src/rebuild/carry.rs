//! Carry (引き継ぎ): merged cells whose spans were lost, given their span again; headers over several columns as well.

use crate::japanese::date::Setting;
use crate::model::grid::{Origin, RowKind};
use crate::model::header::Header;
use crate::model::lexicon::{Role, is_sum_word};
use crate::model::record::{Repair, RepairKind};
use crate::rebuild::draft::{Draft, Slot};
use crate::rebuild::join::{is_cut, join};
use crate::rebuild::labels::Labels;
use crate::rebuild::shape::Class;

/// Characters of a sentence that a page cut, before the cut.
const LEAST_HEAD: usize = 5;

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

/// Columns whose head names offices (担当課).
pub fn department_columns(draft: &Draft, labels: &Labels, depth: usize) -> Vec<usize> {
    let told = |column: &usize| (0..depth).rev().find_map(|row| labels.header(draft, row, *column).and_then(Header::role)) == Some(Role::Department);
    (0..draft.width()).filter(told).collect()
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
            draft.repairs.push(Repair { kind: RepairKind::CarryDown, before: String::new(), after: draft.cells[above as usize].flat(), place });
        }
    }
}

/// The row opens with 合計, 小計 or 計 and its like.
fn is_sum_row(draft: &Draft, row: usize) -> bool {
    draft.filled(row).first().is_some_and(|first| is_sum_word(&draft.cells[draft.rows[row][*first] as usize].flat()))
}

/// Joins a row whose stub cells are all blank to the row above, where a page break cut a cell in mid-sentence.
/// Returns the rows that went.
pub fn join_cut_rows(draft: &mut Draft, depth: usize, stubs: usize, setting: &Setting) {
    let mut keep = vec![true; draft.rows.len()];
    for row in depth..draft.rows.len() {
        if draft.kinds[row] != RowKind::Body || row == 0 {
            continue;
        }
        let page = draft.page_starts.contains(&row);
        // Inside a page, a cell alone in its row that goes on with the sentence over it.
        if !page && (draft.spans_told || draft.filled(row).len() != 1) {
            continue;
        }
        let Some(above) = (depth..row).rev().find(|above| keep[*above]) else { continue };
        if draft.kinds[above] != RowKind::Body {
            continue;
        }
        let filled = draft.filled(row);
        if filled.is_empty() || filled.iter().any(|column| *column < stubs && !name_goes_on(draft, above, row, *column)) {
            continue;
        }
        if is_row_of_its_own(draft, above, row, &filled, setting) {
            continue;
        }
        let cut = filled.iter().any(|column| goes_on(draft, above, row, *column));
        let all_blank_stubs = stubs > 0 && page;
        // Inside a page only a whole sentence that was cut says so.
        let sentence = |column: &usize| {
            let (head, tail) = (draft.cell(above, *column).map(|cell| cell.flat()).unwrap_or_default(), draft.cell(row, *column).map(|cell| cell.flat()).unwrap_or_default());
            tail.contains('。') && (head.chars().count() >= 15 || head.ends_with('、'))
        };
        if !page && !filled.iter().all(sentence) {
            continue;
        }
        if !cut && !all_blank_stubs {
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
pub fn join_cut_form_rows(draft: &mut Draft, setting: &Setting) {
    let mut keep = vec![true; draft.rows.len()];
    for row in draft.page_starts.clone() {
        if row == 0 || row >= draft.rows.len() {
            continue;
        }
        let (above, filled) = (row - 1, draft.filled(row));
        let Some(first) = filled.first().copied().filter(|first| *first > 0) else { continue };
        let fits = filled.iter().all(|column| draft.is_blank(above, *column) || goes_on(draft, above, row, *column));
        if !goes_on(draft, above, row, first) || !fits || is_row_of_its_own(draft, above, row, &filled, setting) {
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

/// Two rows that both hold a value in the same column are two rows; so are two that both fill most columns, if few of the texts above
/// stop in mid-sentence.
fn is_row_of_its_own(draft: &Draft, above: usize, row: usize, filled: &[usize], setting: &Setting) -> bool {
    let value = |row: usize, column: usize| {
        draft.cell(row, column).and_then(|cell| draft.readings.shape(cell, setting)).is_some_and(|shape| matches!(shape.class, Class::Number | Class::Mark | Class::Time))
    };
    if filled.iter().any(|column| value(above, *column) && value(row, *column)) {
        return true;
    }
    let width = draft.filled_width(above).max(draft.filled_width(row));
    let shared: Vec<usize> = filled.iter().copied().filter(|column| !draft.is_blank(above, *column)).collect();
    let cut = shared.iter().filter(|column| goes_on(draft, above, row, **column)).count();
    let from = filled.first().copied().unwrap_or(0);
    shared.len() >= 3 && shared.len() * 3 >= width.saturating_sub(from) * 2 && cut * 2 < shared.len()
}

/// A text in a naming column (【取組の考え方】 …) that the page cut in mid-sentence: long before the cut, a sentence's end after it.
fn name_goes_on(draft: &Draft, above: usize, row: usize, column: usize) -> bool {
    let (Some(head), Some(tail)) = (draft.cell(above, column), draft.cell(row, column)) else { return false };
    let sentence = head.flat().chars().count() > 30 && tail.flat().contains('。');
    sentence && is_cut(head.lines.last().map(|line| line.text.as_str()), tail.lines.first().map(|line| (line.bullet, line.text.as_str())))
}

/// The first row of `next` goes on with the last row of `open`, which a page cut: of the same width, opening with a blank, and with a
/// cell in mid-sentence.
pub fn goes_on_over(open: &Draft, next: &Draft) -> bool {
    let Some(last) = open.rows.len().checked_sub(1) else { return false };
    if open.spans_told || next.spans_told || next.rows.is_empty() || open.width() != next.width() || next.width() < 2 || !next.is_blank(0, 0) || open.is_blank(last, 0) {
        return false;
    }
    next.filled(0).into_iter().any(|column| {
        let (Some(head), Some(tail)) = (open.cell(last, column), next.cell(0, column)) else { return false };
        head.flat().chars().count() > 15 && is_cut(head.lines.last().map(|line| line.text.as_str()), tail.lines.first().map(|line| (line.bullet, line.text.as_str())))
    })
}

/// The cell of the row above stops in mid-sentence and that of this row goes on, or ends the sentence.
fn goes_on(draft: &Draft, above: usize, row: usize, column: usize) -> bool {
    let (Some(head), Some(tail)) = (draft.cell(above, column), draft.cell(row, column)) else { return false };
    let (first, last) = (head.flat(), tail.flat());
    let bullet = tail.lines.first().is_some_and(|line| line.bullet);
    if !bullet && last.trim_end().ends_with('。') && !first.trim_end().ends_with(['。', ')', '）', '」']) && first.chars().count() >= LEAST_HEAD {
        return true;
    }
    is_cut(head.lines.last().map(|line| line.text.as_str()), tail.lines.first().map(|line| (line.bullet, line.text.as_str())))
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
