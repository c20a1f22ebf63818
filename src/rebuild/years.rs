//! Years (年次の列): rows under a head of years, whose names stand in one cell here and in two there.
//!
//! `年度別の取組 | 29年度 | 30年度` stands over `計画 | … | …` and over `効果額 | 目標 | 10 | 12`: the name of the first two lost the
//! columns that it reached over. The years and the values stand at the right end of their rows, so the rows are lined up there,
//! and what is missing is given back to the name. Only a row whose additional cells are names (目標, 実績) says that there is
//! another column of names at all.

use crate::model::lexicon::{Matched, Role};
use crate::model::record::{Repair, RepairKind};
use crate::rebuild::draft::Draft;
use crate::rebuild::head;
use crate::rebuild::labels::{LABEL, Labels};
use crate::rebuild::shape::Class;

/// Most columns of names that a row has more than the head.
pub const MOST_NAMES: usize = 3;
/// Fewest years that make a head of years.
const FEWEST_YEARS: usize = 2;

/// Fewest rows that say where 目標 and 実績 stand.
const FEWEST_SETTLED: usize = 2;

/// Lines up the rows under each head of years. Tables whose source told the spans are left alone.
pub fn line_up(draft: &mut Draft, labels: &Labels) {
    if draft.spans_told {
        return;
    }
    let mut row = 0;
    while row < draft.rows.len() {
        let Some(names) = names_before_years(draft, labels, row) else {
            row += 1;
            continue;
        };
        let end = block_end(draft, labels, row);
        slid_kinds(draft, labels, row, end, names);
        block(draft, labels, row, end, names);
        row = end;
    }
}

/// Columns before the first year, where the row is a head that ends in years.
pub fn names_before_years(draft: &Draft, labels: &Labels, row: usize) -> Option<usize> {
    let end = draft.filled_width(row);
    // 29年度, 29年度決算, 29年度目標.
    let is_year = |column: usize| {
        labels.header(draft, row, column).is_some_and(|header| {
            let valued = header.meaning.as_ref().is_some_and(|meaning| {
                meaning.matched == Matched::Whole
                    && matches!(meaning.role, Role::CostResult | Role::CostTarget | Role::Target | Role::Result | Role::TargetValue | Role::ResultValue)
            });
            header.period.is_some() && (header.is_time() || valued)
        })
    };
    let first = (0..end).find(|column| is_year(*column))?;
    let years = (first..end).filter(|column| is_year(*column)).count();
    let plain = (0..first).all(|column| draft.is_blank(row, column) || labels.weight(draft, row, column) >= 0.35);
    (first >= 1 && years >= FEWEST_YEARS && years == end - first && plain).then_some(first)
}

/// The row after the last one that stands under the head of years at `head`.
fn block_end(draft: &Draft, labels: &Labels, head: usize) -> usize {
    (head + 1..draft.rows.len())
        .find(|row| names_before_years(draft, labels, *row).is_some() || (*row > head + 1 && head::is_header_row(draft, labels, *row, false)))
        .unwrap_or(draft.rows.len())
}

/// How many columns of names a row has more than the head, by its own words.
fn more_names(draft: &Draft, labels: &Labels, row: usize, names: usize, head_width: usize) -> Option<usize> {
    let width = draft.rows[row].len();
    let more = width.checked_sub(head_width).filter(|more| (1..=MOST_NAMES).contains(more))?;
    let name = |column: usize| draft.is_blank(row, column) || is_name(draft, labels, row, column);
    let last = names + more - 1;
    let kind = kind_of_values(labels, draft, row, last);
    let values = (last + 1..width).filter(|column| !draft.is_blank(row, *column)).count();
    // 財源 | 国・県支出金 | 150 | …: names, then a number for each year.
    let years = head_width - names;
    let numbers =
        values >= 2 && width - last == years + 1 && (0..=last).all(name) && !draft.is_blank(row, last) && (last + 1..width).all(|column| is_number(draft, labels, row, column));
    if numbers {
        return Some(more);
    }
    let named = (0..last).all(name) && kind && (last + 1..width).all(|column| !kind_of_values(labels, draft, row, column));
    (named && values > 0).then_some(more)
}

fn is_number(draft: &Draft, labels: &Labels, row: usize, column: usize) -> bool {
    draft.is_blank(row, column) || labels.shape(draft, row, column).is_some_and(|shape| shape.class == Class::Number)
}

fn is_name(draft: &Draft, labels: &Labels, row: usize, column: usize) -> bool {
    labels.weight(draft, row, column) >= 0.35 && labels.shape(draft, row, column).is_some_and(|shape| matches!(shape.class, Class::Noun | Class::Headed | Class::Numbered))
}

/// The cell says which values stand at its right: 目標, 計画, 実績, 達成率.
pub fn kind_of_values(labels: &Labels, draft: &Draft, row: usize, column: usize) -> bool {
    labels.weight(draft, row, column) >= LABEL
        && labels.role(draft, row, column).is_some_and(|role| {
            matches!(
                role,
                Role::Target
                    | Role::Result
                    | Role::TargetValue
                    | Role::ResultValue
                    | Role::CostTarget
                    | Role::CostResult
                    | Role::Achievement
                    | Role::Baseline
                    | Role::Deed
                    | Role::Schedule
            )
        })
}

/// 目標 and 実績 stand in one column before the years; a row that opens with one of them left of it lost blanks on the way.
fn slid_kinds(draft: &mut Draft, labels: &Labels, head: usize, end: usize, names: usize) {
    let kind = |draft: &Draft, row: usize, column: usize| kind_of_values(labels, draft, row, column);
    let column = names - 1;
    let opening = |draft: &Draft, row: usize| draft.filled(row).first().copied().filter(|first| *first < column && kind(draft, row, *first));
    let settled = (head + 1..end).filter(|row| kind(draft, *row, column)).count();
    let slid: Vec<(usize, usize)> = (head + 1..end).filter_map(|row| Some((row, opening(draft, row)?))).collect();
    if column == 0 || settled < FEWEST_SETTLED || slid.len() * 2 > settled {
        return;
    }
    let width = draft.filled_width(head);
    for (row, first) in slid {
        let missing = column - first;
        let own = (first + 1..draft.rows[row].len()).rev().find(|column| !draft.is_blank(row, *column)).unwrap_or(first);
        let values = (first + 1..=own).all(|column| !kind(draft, row, column));
        if !values || own + missing >= width {
            continue;
        }
        let place = draft.cells[draft.rows[row][first] as usize].place.clone();
        for _ in 0..missing {
            let blank = draft.blank(&place);
            draft.rows[row].insert(0, blank);
        }
        draft.rows[row].truncate(width);
        draft.repairs.push(Repair { kind: RepairKind::RowShift, before: format!("column {}", first + 1), after: format!("column {}", column + 1), place });
    }
}

/// Lines up the rows `head..end`, of which the head has `names` columns before its years.
fn block(draft: &mut Draft, labels: &Labels, head: usize, end: usize, names: usize) {
    let head_width = draft.filled_width(head);
    // Only where the head itself is printed without the column.
    if draft.rows[head].len() != head_width {
        return;
    }
    let more: Vec<Option<usize>> = (head..end).map(|row| more_names(draft, labels, row, names, head_width)).collect();
    let Some(missing) = more.iter().flatten().max().copied() else { return };
    let mut kinds: Vec<String> = vec![];
    for row in head..end {
        let width = draft.rows[row].len();
        if more[row - head].is_some() {
            kinds = (0..names + missing).map(|column| draft.cell(row, column).map(|cell| cell.flat().into_owned()).unwrap_or_default()).collect();
        }
        if width > head_width || width < names + 1 {
            continue;
        }
        // 実績 right under 目標, which has a name before it: its own name reached down and left no blank.
        let slid = row > head
            && !kinds.is_empty()
            && names == 1
            && kind_of_values(labels, draft, row, 0)
            && more[row - head - 1].is_some()
            && kinds.last().is_some_and(|kind| *kind != draft.cells[draft.rows[row][0] as usize].flat());
        if slid {
            let place = draft.cells[draft.rows[row][0] as usize].place.clone();
            for _ in 0..missing {
                let blank = draft.blank(&place);
                draft.rows[row].insert(0, blank);
            }
            draft.repairs.push(Repair { kind: RepairKind::RowShift, before: "column 1".to_owned(), after: format!("column {}", missing + 1), place });
            continue;
        }
        let name = draft.rows[row][names - 1];
        let cell = &draft.cells[name as usize];
        if cell.is_blank() && row > head {
            continue;
        }
        let repair = Repair { kind: RepairKind::CarryRight, before: String::new(), after: cell.flat().into_owned(), place: cell.place.clone() };
        draft.rows[row].splice(names..names, std::iter::repeat_n(name, missing));
        draft.repairs.push(repair);
    }
}
