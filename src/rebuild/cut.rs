//! Cut (改ページの切れ目): rows and cells that a page cut in two, made one again.

use crate::japanese::date::Setting;
use crate::model::grid::RowKind;
use crate::model::record::RepairKind;
use crate::rebuild::draft::{Draft, Slot};
use crate::rebuild::join::{LEAST_HEAD, is_cut, is_cut_sentence, join};
use crate::rebuild::shape::{Class, shape};

/// Joins a row whose stub cells are all blank to the row above, where a page break cut a cell in mid-sentence.
pub fn join_cut_rows(draft: &mut Draft, depth: usize, stubs: usize, setting: &Setting) {
    let mut keep = vec![true; draft.rows.len()];
    let mut last_kept = None;
    for row in depth..draft.rows.len() {
        if let Some(above) = last_kept
            && let Some(confidence) = continues(draft, above, row, stubs, setting)
        {
            join_row(draft, above, row, confidence);
            keep[row] = false;
        } else {
            last_kept = Some(row);
        }
    }
    draft.retain_rows(&keep);
}

/// How sure it is that the row of a list only goes on with the row above; `None` if it is a row of its own.
fn continues(draft: &Draft, above: usize, row: usize, stubs: usize, setting: &Setting) -> Option<f32> {
    if draft.kinds[row] != RowKind::Body || draft.kinds[above] != RowKind::Body {
        return None;
    }
    let page = draft.page_starts.binary_search(&row).is_ok();
    let filled = draft.filled(row);
    // Inside a page, a cell alone in its row that goes on with the sentence over it.
    if filled.is_empty() || !page && (draft.spans_told || filled.len() != 1) {
        return None;
    }
    if filled.iter().any(|column| *column < stubs && !name_goes_on(draft, above, row, *column)) || is_row_of_its_own(draft, above, row, &filled, setting) {
        return None;
    }
    // Inside a page only a whole sentence that was cut says so.
    let sentence = |column: &usize| draft.cell(above, *column).zip(draft.cell(row, *column)).is_some_and(|(head, tail)| is_cut_sentence(head, tail, true));
    if !page && !filled.iter().all(sentence) {
        return None;
    }
    let cut = filled.iter().any(|column| goes_on(draft, above, row, *column));
    let blank_stubs = stubs > 0 && page;
    (cut || blank_stubs).then_some(if cut { 0.9 } else { 0.7 })
}

/// Joins the cells of a row to those above them, or puts them into the blanks there.
fn join_row(draft: &mut Draft, above: usize, row: usize, confidence: f32) {
    for column in draft.filled(row) {
        let tail = draft.rows[row][column];
        if draft.is_blank(above, column) {
            stand(draft, above, column, tail);
        } else {
            let head = draft.rows[above][column];
            join(draft, head, tail, RepairKind::PageJoin, confidence);
        }
    }
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
        join_row(draft, above, row, 0.9);
        keep[row] = false;
    }
    draft.retain_rows(&keep);
}

/// Puts a cell into a blank of a row. The row may be shorter: what stands beyond it is not lost.
fn stand(draft: &mut Draft, row: usize, column: usize, slot: Slot) {
    draft.pad(row, column + 1);
    draft.rows[row][column] = slot;
}

/// Two rows that both hold a value in the same column are two rows; so are two that both fill most columns, if few of the texts above
/// stop in mid-sentence.
pub fn is_row_of_its_own(draft: &Draft, above: usize, row: usize, filled: &[usize], setting: &Setting) -> bool {
    let value = |row: usize, column: usize| {
        draft.cell(row, column).and_then(|cell| shape(cell, setting)).is_some_and(|shape| matches!(shape.class, Class::Number | Class::Mark | Class::Time))
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
    draft.cell(above, column).zip(draft.cell(row, column)).is_some_and(|(head, tail)| is_cut_sentence(head, tail, true))
}

/// The first row of `next` goes on with the last row of `open`, which a page cut: it opens with a blank and has a cell in mid-sentence.
/// Both are as wide.
pub fn goes_on_over(open: &Draft, next: &Draft) -> bool {
    let Some(last) = open.rows.len().checked_sub(1) else { return false };
    if open.spans_told || next.spans_told || next.rows.is_empty() || !next.is_blank(0, 0) || open.is_blank(last, 0) {
        return false;
    }
    next.filled(0).into_iter().any(|column| {
        let (Some(head), Some(tail)) = (open.cell(last, column), next.cell(0, column)) else { return false };
        is_cut_sentence(head, tail, false)
    })
}

/// The first row of `next` holds nothing but the rest of the last value of `open`, which a page cut in mid-sentence. Both are as wide.
pub fn value_goes_on_over(open: &Draft, next: &Draft) -> bool {
    let Some(last) = open.rows.len().checked_sub(1) else { return false };
    let [column] = next.filled(0)[..] else { return false };
    let (Some(head), Some(tail)) = (open.cell(last, column), next.cell(0, column)) else { return false };
    column > 0 && open.filled(last).last() == Some(&column) && is_cut(head, tail)
}

/// The cell of the row above stops in mid-sentence and that of this row goes on, or ends the sentence.
fn goes_on(draft: &Draft, above: usize, row: usize, column: usize) -> bool {
    let (Some(head), Some(tail)) = (draft.cell(above, column), draft.cell(row, column)) else { return false };
    let (first, last) = (head.flat(), tail.flat());
    let bullet = tail.lines.first().is_some_and(|line| line.bullet);
    if !bullet && last.trim_end().ends_with('。') && !first.trim_end().ends_with(['。', ')', '）', '」']) && first.chars().count() >= LEAST_HEAD {
        return true;
    }
    is_cut(head, tail)
}
