//! Grid (升目): cells with spans as rows of an HTML table; no source can make it larger than a bound.

use maud::{Markup, html};
use std::collections::{BTreeMap, HashSet};

/// Places of one table that are drawn.
const MOST_PLACES: usize = 40_000;

/// A cell and where it stands.
pub struct Placed {
    /// First row.
    pub row: usize,
    /// First column.
    pub column: usize,
    /// Rows it covers.
    pub rows: usize,
    /// Columns it covers.
    pub columns: usize,
}

/// The rows of a table; `draw` gives what stands inside `tr` for a cell, with its spans. The second value tells whether rows were cut.
pub fn rows(cells: &[Placed], draw: impl Fn(usize, usize, usize) -> Markup) -> (Markup, bool) {
    let width = cells.iter().map(|cell| cell.column.saturating_add(cell.columns)).max().unwrap_or(0).min(MOST_PLACES);
    let height = cells.iter().map(|cell| cell.row + 1).max().unwrap_or(0);
    let mut by_row: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, cell) in cells.iter().enumerate() {
        by_row.entry(cell.row).or_default().push(at);
    }
    let shown = height.min(MOST_PLACES / width.clamp(1, MOST_PLACES));
    let mut taken: HashSet<(usize, usize)> = HashSet::new();
    let body = html! {
        @for row in 0..shown {
            tr {
                (drawn_row(row, width, shown, cells, by_row.get(&row).map_or(&[][..], Vec::as_slice), &mut taken, &draw))
            }
        }
    };
    (body, shown < height)
}

fn drawn_row(
    row: usize,
    width: usize,
    height: usize,
    cells: &[Placed],
    own: &[usize],
    taken: &mut HashSet<(usize, usize)>,
    draw: &impl Fn(usize, usize, usize) -> Markup,
) -> Markup {
    let starts: BTreeMap<usize, usize> = own.iter().rev().map(|at| (cells[*at].column, *at)).collect();
    let mut parts = vec![];
    let mut column = 0;
    while column < width {
        if taken.contains(&(row, column)) {
            column += 1;
            continue;
        }
        let free = |from: usize, most: usize| (from..from.saturating_add(most).min(width)).take_while(|at| !taken.contains(&(row, *at))).count().max(1);
        if let Some(at) = starts.get(&column) {
            // A span ends where another cell begins.
            let next = starts.range(column + 1..).next().map_or(width, |(column, _)| *column);
            let columns = free(column, cells[*at].columns.min(next - column));
            let tall = cells[*at].rows.clamp(1, height - row);
            for below in row + 1..row + tall {
                taken.extend((column..column + columns).map(|across| (below, across)));
            }
            parts.push(draw(*at, tall, columns));
            column += columns;
            continue;
        }
        let next = starts.range(column + 1..).next().map_or(width, |(column, _)| *column);
        let blank = free(column, next - column);
        parts.push(html! { td.blank colspan=[(blank > 1).then_some(blank)] {} });
        column += blank;
    }
    html! { @for part in parts { (part) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(cells: &[(usize, usize, usize, usize)]) -> (String, bool) {
        let cells: Vec<Placed> = cells.iter().map(|(row, column, rows, columns)| Placed { row: *row, column: *column, rows: *rows, columns: *columns }).collect();
        let (body, cut) = rows(&cells, |at, rows, columns| html! { td { (at) "/" (rows) "/" (columns) } });
        (body.into_string(), cut)
    }

    #[test]
    fn spans_and_blanks_fill_a_row() {
        let (body, cut) = drawn(&[(0, 0, 2, 1), (0, 2, 1, 1), (1, 2, 1, 9)]);
        assert_eq!(body, "<tr><td>0/2/1</td><td class=\"blank\"></td><td>1/1/1</td><td class=\"blank\" colspan=\"8\"></td></tr><tr><td class=\"blank\"></td><td>2/1/9</td></tr>");
        assert!(!cut);
    }

    #[test]
    fn a_claimed_million_of_rows_is_cut() {
        assert!(drawn(&[(1_000_000, 0, 1, 1)]).1);
        assert!(drawn(&[(0, 0, usize::MAX, usize::MAX), (3, 16_384, 1, 1)]).0.len() < 2_000_000);
    }
}
