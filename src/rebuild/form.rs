//! Form (様式): which cells of a form are labels, where heads of columns stand inside it, and blanks under tall labels.

use crate::model::grid::RowKind;
use crate::model::header::Header;
use crate::model::lexicon::Role;
use crate::model::record::{Repair, RepairKind};
use crate::rebuild::carry;
use crate::rebuild::columns;
use crate::rebuild::down;
use crate::rebuild::draft::Draft;
use crate::rebuild::labels::{LABEL, Labels};
use crate::rebuild::shape::Class;

/// Characters from which a text was wide.
const LEAST_WIDE_TEXT: usize = 25;

/// Marks label cells and head rows of a form; carries tall labels down over blanks.
pub fn mark(draft: &mut Draft, labels: &Labels) {
    let height = draft.rows.len();
    let labelled_edge = labelled_edge(draft, labels);
    for row in 0..height {
        let filled = draft.filled(row);
        for (index, column) in filled.iter().enumerate() {
            let slot = draft.rows[row][*column] as usize;
            let weight = labels.weights[slot];
            let shape = labels.shape(draft, row, *column);
            let short = shape.is_some_and(|shape| matches!(shape.class, Class::Noun | Class::Headed | Class::Time | Class::Numbered) && shape.length < 3.1);
            // An unknown short cell at the left edge with a value beside it is a label; so is one between labels and a value.
            let value_follows = filled.get(index + 1).is_some_and(|next| labels.weight(draft, row, *next) < LABEL);
            let alone = filled.len() == 1;
            let led = index == 0 || filled[..index].iter().all(|left| draft.cells[draft.rows[row][*left] as usize].label);
            let known_value = index > 0 && filled.len() == index + 1 && draft.cells[draft.rows[row][filled[index - 1]] as usize].label && weight < LABEL;
            // An unknown short cell at the left of nothing but heads is the name of what they head.
            let rest_are_heads = index == 0 && filled.len() >= 2 && filled[1..].iter().all(|other| labels.weight(draft, row, *other) >= LABEL);
            // A short cell alone at the edge where nearly every row has its label: a label whose value is blank.
            let blank_value = alone && *column == 0 && short && weight >= 0.3 && labelled_edge;
            // 担当課の考え | 今後の方向 | … over '' | その理由 | …: a tall label, blank below where the labels at its right go on.
            let tall = short && led && weight >= 0.35 && is_tall(draft, labels, row, *column, filled.get(index + 1).copied());
            let is_label = weight >= LABEL
                || tall
                || blank_value
                || (short && rest_are_heads && weight >= 0.4)
                || (short && !alone && value_follows && index == 0 && !known_value)
                || (short && led && value_follows && index == 1 && filled.len() >= 3 && weight >= 0.4);
            draft.cells[slot].label |= is_label;
        }
        demote_last_label(draft, labels, row, &filled);
        demote_last_time(draft, labels, row, &filled);
    }
    down::values_of_years(draft, labels);
    for row in 0..height {
        if is_head_row(draft, row) {
            draft.kinds[row] = RowKind::Header;
        }
    }
    values_under_heads(draft, labels);
    carry_labels(draft);
    let listed = columns::top_rows(draft, labels) > 0 && !opens_with_pairs(draft, labels);
    spread_values(draft, labels, listed);
    // Heads over several columns inside the form get their columns back.
    let width = draft.width();
    let mut row = 0;
    while row < height {
        let end = (row..height).find(|end| draft.kinds[*end] != RowKind::Header).unwrap_or(height);
        if end > row + 1 {
            carry::spread_header(draft, row, end, width);
        }
        row = end.max(row) + 1;
    }
}

/// Labels stand right of the cell, in its row and in the row below, where it and all left of it are blank.
fn is_tall(draft: &Draft, labels: &Labels, row: usize, column: usize, next: Option<usize>) -> bool {
    let Some(next) = next else { return false };
    // One text beside the label: rows of numbers are those of a table.
    let values = |row: usize| draft.filled(row).into_iter().filter(|column| *column > next).collect::<Vec<_>>();
    let labelled = |row: usize| {
        let told = values(row).iter().all(|value| labels.shape(draft, row, *value).is_some_and(|shape| shape.class != Class::Number));
        labels.weight(draft, row, next) >= LABEL && values(row).len() <= 1 && told
    };
    row + 1 < draft.rows.len() && values(row).len() == 1 && labelled(row) && labelled(row + 1) && (0..=column).all(|left| draft.is_blank(row + 1, left))
}

/// Under heads of times and values (現状, 平成27年度 計画) stand values: a short cell there that only its place made a label is none.
/// Left of a run of numbers stands their name, however long.
fn values_under_heads(draft: &mut Draft, labels: &Labels) {
    let width = draft.width();
    let mut under: Option<Vec<bool>> = None;
    for row in 0..draft.rows.len() {
        if draft.kinds[row] == RowKind::Header {
            under = under_times(draft, labels, row, width);
            continue;
        }
        let Some(over) = &under else { continue };
        let filled = draft.filled(row);
        for (index, column) in filled.iter().enumerate().skip(1) {
            let slot = draft.rows[row][*column] as usize;
            let weak = labels.weights[slot] < LABEL || (labels.weights[slot] < 0.75 && labels.headers[slot].role().is_none_or(|role| role == Role::Target || role == Role::Result));
            if draft.cells[slot].label && weak && over[*column] {
                draft.cells[slot].label = false;
            }
            let led = draft.cells[draft.rows[row][filled[index - 1]] as usize].label && index == 1;
            let numbers =
                filled.len() >= index + 3 && filled[index + 1..].iter().all(|right| over[*right] && labels.shape(draft, row, *right).is_some_and(|shape| shape.length < 2.8));
            let figures = filled[index + 1..].iter().filter(|right| labels.shape(draft, row, **right).is_some_and(|shape| shape.class == Class::Number)).count();
            let name = labels.shape(draft, row, *column).is_some_and(|shape| !matches!(shape.class, Class::Number | Class::Mark | Class::Sentence | Class::List));
            if led && name && numbers && figures >= 2 && !over[*column] {
                draft.cells[slot].label = true;
            }
        }
    }
}

/// Which columns stand under a time or a value, by the head row `head`; `None` if it tells no time.
fn under_times(draft: &Draft, labels: &Labels, head: usize, width: usize) -> Option<Vec<bool>> {
    let header = |column: usize| (!draft.is_blank(head, column)).then(|| labels.header(draft, head, column)).flatten();
    let times = |header: &Header| {
        header.period.is_some() || header.meaning.as_ref().is_some_and(|meaning| meaning.role == Role::Baseline || meaning.alternatives.contains(&Role::Baseline))
    };
    let valued = |header: &Header| times(header) || matches!(header.role(), Some(Role::Target | Role::Result | Role::TargetValue | Role::ResultValue));
    // What stands left of the first of them names the rows.
    let first = draft.filled(head).into_iter().find(|column| header(*column).is_some_and(times))?;
    Some((0..width).map(|column| column >= first && header(column).is_some_and(valued)).collect())
}

/// Two of three rows open with a cell that is a label by its words.
fn labelled_edge(draft: &Draft, labels: &Labels) -> bool {
    let opening: Vec<usize> = (0..draft.rows.len()).filter(|row| !draft.is_blank(*row, 0)).collect();
    let sure = opening.iter().filter(|row| labels.weight(draft, **row, 0) >= LABEL).count();
    opening.len() >= 3 && sure * 3 >= opening.len() * 2
}

/// `事業区分 | 事業費`: in a row of one known label and one cell that is a label only by its words' end, the second is the value.
fn demote_last_label(draft: &mut Draft, labels: &Labels, row: usize, filled: &[usize]) {
    let [first, second] = filled[..] else { return };
    let (first, second) = (draft.rows[row][first] as usize, draft.rows[row][second] as usize);
    let has_values_below = row + 1 < draft.rows.len() && {
        let column = filled[1];
        draft.cell(row + 1, column).is_some_and(|cell| !cell.is_blank()) && draft.filled(row + 1).first().is_some_and(|left| *left >= filled[0])
    };
    if labels.weights[first] >= 0.85
        && labels.weights[second] < 0.8
        && labels.weights[second] >= LABEL
        && !has_values_below
        && labels.headers.get(second).is_some_and(|header| !header.is_time())
    {
        draft.cells[second].label = false;
    }
}

/// `改善の実施時期 | 平成23年4月`: a time that ends a row after a label of its own is what the label asks for, unless values or
/// further times stand under it.
fn demote_last_time(draft: &mut Draft, labels: &Labels, row: usize, filled: &[usize]) {
    let [.., before, last] = filled[..] else { return };
    let (asks, slot) = (draft.rows[row][before] as usize, draft.rows[row][last] as usize);
    let is_time = |slot: usize| labels.headers.get(slot).is_some_and(|header| header.is_time());
    let asked = |below: usize| !draft.is_blank(below, before) && labels.weight(draft, below, before) >= LABEL;
    let empty_below = (row + 1..draft.rows.len().min(row + 3)).all(|below| draft.is_blank(below, last) || asked(below));
    let times = filled.iter().filter(|column| is_time(draft.rows[row][**column] as usize)).count();
    // In pairs of label and value, the label before the time may be an unknown one.
    let paired = filled.len().is_multiple_of(2) && (0..filled.len()).step_by(2).all(|index| labels.weight(draft, row, filled[index]) >= 0.4);
    let first = draft.rows[row][filled[0]] as usize;
    if paired && times == 1 && is_time(slot) && labels.weights[first] >= LABEL && empty_below {
        draft.cells[slot].label = false;
        draft.cells[asks].label = true;
    }
}

/// All filled cells are labels, at least one beyond the first column, and values stand under them.
fn is_head_row(draft: &Draft, row: usize) -> bool {
    let filled = draft.filled(row);
    if filled.is_empty() || filled.iter().any(|column| !draft.cells[draft.rows[row][*column] as usize].label) {
        return false;
    }
    let heads: Vec<usize> = filled.iter().copied().filter(|column| *column > 0).collect();
    if heads.is_empty() || filled.len() < 2 {
        return false;
    }
    // Values, or further heads, stand below at least one of them.
    for below in row + 1..draft.rows.len().min(row + 4) {
        let under = draft.filled(below);
        if under.is_empty() {
            continue;
        }
        let values: Vec<usize> = under.iter().copied().filter(|column| !draft.cells[draft.rows[below][*column] as usize].label).collect();
        if values.is_empty() {
            continue;
        }
        let left_label = under.first().is_some_and(|first| draft.cells[draft.rows[below][*first] as usize].label);
        let matched = heads.iter().filter(|head| values.contains(head)).count();
        // `label | value` pairs of the next row do not stand under heads: their labels stand there.
        // Labels left of the first value are the names of rows, and what stands over them the heads of those names.
        let first_value = values.iter().copied().min().unwrap_or(0);
        let clash = heads.iter().filter(|head| **head > first_value).filter(|head| under.contains(head) && draft.cells[draft.rows[below][**head] as usize].label).count();
        return matched > 0 && (clash == 0 || !left_label || matched > clash);
    }
    false
}

/// A value beside its label gets the blank columns up to the next label, or to the end of the row: it was as wide as they
/// are. Not where heads of columns stand above: there a blank is a missing value.
fn spread_values(draft: &mut Draft, labels: &Labels, listed: bool) {
    if draft.spans_told {
        return;
    }
    let mut used = vec![false; draft.width()];
    for row in 0..draft.rows.len() {
        draft.filled(row).into_iter().for_each(|column| used[column] = true);
    }
    let mut headed = listed;
    for row in 0..draft.rows.len() {
        headed |= draft.kinds[row] == RowKind::Header;
        // Below heads only a text that no narrow column would hold was wide.
        if headed && !is_wide_text(draft, labels, row) {
            continue;
        }
        let labelled = |draft: &Draft, column: usize| draft.cell(row, column).is_some_and(|cell| cell.label);
        let mut led = false;
        let mut column = 0;
        while column + 1 < draft.rows[row].len() {
            led |= !draft.is_blank(row, column) && labelled(draft, column);
            let end = (column + 1..draft.rows[row].len()).find(|next| !draft.is_blank(row, *next)).unwrap_or(draft.rows[row].len());
            let value = !draft.is_blank(row, column) && !labelled(draft, column);
            let closed = end == draft.rows[row].len() || labelled(draft, end);
            if led && value && closed && end > column + 1 && used[column + 1..end].iter().all(|used| *used) {
                let slot = draft.rows[row][column];
                draft.rows[row][column + 1..end].fill(slot);
                let cell = draft.cells[slot as usize].clone();
                draft.repairs.push(Repair { kind: RepairKind::CarryRight, before: String::new(), after: cell.flat().into_owned(), place: cell.place });
            }
            column = end.max(column + 1);
        }
    }
}

/// `label | value | label | value`: the first row is none of heads.
fn opens_with_pairs(draft: &Draft, labels: &Labels) -> bool {
    let filled = draft.filled(0);
    filled.len() >= 4 && filled.len().is_multiple_of(2) && filled.iter().enumerate().all(|(index, column)| (labels.weight(draft, 0, *column) >= LABEL) == (index % 2 == 0))
}

/// A label at the edge and beside it one text that no narrow column would hold.
fn is_wide_text(draft: &Draft, labels: &Labels, row: usize) -> bool {
    matches!(draft.filled(row)[..], [0, 1])
        && labels.shape(draft, row, 1).is_some_and(|shape| matches!(shape.class, Class::Sentence | Class::List) || shape.length >= ((LEAST_WIDE_TEXT + 1) as f32).ln())
}

/// A tall label at the left whose blanks were printed below it keeps its rows.
fn carry_labels(draft: &mut Draft) {
    if draft.spans_told {
        return;
    }
    for row in 1..draft.rows.len() {
        let filled = draft.filled(row);
        let Some(first) = filled.first().copied() else { continue };
        let mut fresh = false;
        for column in 0..first {
            if fresh || !draft.is_blank(row, column) || column >= draft.rows[row - 1].len() {
                fresh = true;
                continue;
            }
            let above = draft.rows[row - 1][column];
            let cell = &draft.cells[above as usize];
            // A label that has its value beside it in its own row does not reach down over a value column.
            if cell.is_blank() || !cell.label {
                continue;
            }
            draft.rows[row][column] = above;
            let text = draft.cells[above as usize].flat().into_owned();
            let place = draft.cells[draft.rows[row][first] as usize].place.clone();
            draft.repairs.push(Repair { kind: RepairKind::CarryDown, before: String::new(), after: text, place });
        }
    }
}
