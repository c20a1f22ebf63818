//! Headless (頭なし): rows of a table that a blank line cut from the head of years above them.
//!
//! `効果額 | 目標 | 8,000 | 16,000` after a blank line has no years of its own. The head printed last holds for it where its rows
//! say what their values are (目標, 実績) and hold exactly as many of them as the head has years.

use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::grid::{Cell, Origin, RowKind};
use crate::rebuild::draft::{Draft, Slot};
use crate::rebuild::labels::Labels;
use crate::rebuild::years::{MOST_NAMES, kind_of_values, names_before_years};

/// The years of the last head of years in a table, if it has one.
pub fn years_of(draft: &Draft, labels: &Labels) -> Option<Vec<Cell>> {
    let (row, first) = (0..draft.rows.len()).rev().find_map(|row| names_before_years(draft, labels, row).map(|first| (row, first)))?;
    let years: Vec<Cell> = (first..draft.filled_width(row)).filter_map(|column| draft.cell(row, column).cloned()).collect();
    // A year over two columns has more values than years.
    let apart = draft.filled(row).into_iter().filter(|column| *column >= first).count() == years.len();
    apart.then_some(years)
}

/// The rows lack the head that `years` years are: each has one value for each of them.
pub fn lacks_years(draft: &Draft, labels: &Labels, years: usize) -> bool {
    let timed = |row: usize| (0..draft.rows[row].len()).any(|column| labels.header(draft, row, column).is_some_and(|header| header.is_time()));
    if draft.spans_told || years < 2 || (0..draft.rows.len()).any(timed) {
        return false;
    }
    // Names before the value of a row that says what its values are.
    let names = |row: usize| {
        let kind = (1..draft.rows[row].len().min(MOST_NAMES + 1)).find(|column| kind_of_values(labels, draft, row, *column))?;
        let named = (0..kind).all(|column| draft.is_blank(row, column) || labels.weight(draft, row, column) >= 0.35);
        named.then_some(kind + 1)
    };
    let Some(most) = (0..draft.rows.len()).filter_map(names).max() else { return false };
    let fits = |row: usize| draft.filled_width(row) > 1 && [1, most].iter().any(|names| draft.rows[row].len() == names + years);
    let told = (0..draft.rows.len()).filter(|row| names(*row).is_some_and(|names| draft.rows[*row].len() == names + years)).count();
    told > 0 && (0..draft.rows.len()).all(fits)
}

/// Puts the years over the rows.
pub fn give_years(draft: &mut Draft, years: &[Cell]) {
    let place = draft.place.clone();
    let mut head: Vec<Slot> = vec![draft.blank(&place)];
    for year in years {
        head.push(draft.cells.len() as Slot);
        draft.cells.push(Cell { label: false, origin: Origin::Repeated, ..year.clone() });
        draft.spans.push((1, 1));
    }
    draft.rows.insert(0, head);
    draft.kinds.insert(0, RowKind::Body);
    for start in draft.page_starts.iter_mut().skip(1) {
        *start += 1;
    }
    draft.diagnostics.push(Diagnostic::at(Code::HeaderCarried, "the years of the table above hold for these rows", &place));
}
