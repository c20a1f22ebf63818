//! Folded (折り畳み): the cells of a table on the columns that cells begin in, with the cells that are merged over several.

use crate::read::word::part::{Merge, Row, Table};
use foldhash::{HashMap, HashMapExt};

/// Columns, folded, beyond which cells are no table.
pub const MOST_COLUMNS: usize = 1024;

/// Where a cell stands, or why it does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// It covers so many rows and columns.
    Stands { rows: u32, columns: u32 },
    /// It goes on with the cell above it, which alone is shown.
    Covered,
}

/// Blank columns before a row, where its cells stand, and blank columns after it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoldedRow {
    /// Blank columns before its first cell.
    pub before: u32,
    /// One place a cell.
    pub places: Vec<Place>,
    /// Blank columns after its last cell.
    pub after: u32,
}

/// Folds a table; `None` if it has too many columns, or more slots than `slots`, of which it takes its own.
pub fn fold(table: &Table, slots: &mut usize) -> Option<Vec<FoldedRow>> {
    let spans: Vec<Vec<(u64, u64)>> = table.rows.iter().map(spans).collect();
    let mut starts: Vec<u64> = vec![];
    for (row, spans) in table.rows.iter().zip(&spans) {
        starts.extend((row.before > 0).then_some(0));
        starts.extend(spans.iter().map(|(start, _)| *start));
        // One sort of all starts of a table of a million rows would be as large as the table.
        if starts.len() > 1 << 16 {
            starts.sort_unstable();
            starts.dedup();
        }
    }
    starts.sort_unstable();
    starts.dedup();
    let width = starts.len();
    let size = width.saturating_mul(table.rows.len());
    if width > MOST_COLUMNS || size > *slots {
        return None;
    }
    *slots -= size;
    let at = |column: u64| starts.partition_point(|start| *start < column) as u32;
    let mut out: Vec<FoldedRow> = vec![];
    // Cells that the next row may go on with, by their first column: row, index, columns.
    let mut above: HashMap<u32, (usize, usize, u32)> = HashMap::new();
    for (row, spans) in table.rows.iter().zip(&spans) {
        let mut folded = FoldedRow { before: spans.first().map_or(0, |(start, _)| at(*start)), ..FoldedRow::default() };
        let mut below = HashMap::new();
        let mut end = folded.before;
        for (index, (cell, (start, stop))) in row.cells.iter().zip(spans).enumerate() {
            let (first, last) = (at(*start), at(*stop).max(at(*start) + u32::from(stop > start)));
            let columns = last - first;
            end = end.max(last);
            if columns == 0 {
                folded.places.push(Place::Covered);
                continue;
            }
            let opener = above.get(&first).filter(|opener| cell.merge == Merge::GoesOn && opener.2 == columns).copied();
            if let Some(opener) = opener {
                if let Some(Place::Stands { rows, .. }) = out.get_mut(opener.0).and_then(|row| row.places.get_mut(opener.1)) {
                    *rows += 1;
                }
                below.insert(first, opener);
                folded.places.push(Place::Covered);
                continue;
            }
            if cell.merge != Merge::None {
                below.insert(first, (out.len(), index, columns));
            }
            folded.places.push(Place::Stands { rows: 1, columns });
        }
        folded.after = (width as u32).saturating_sub(end);
        above = below;
        out.push(folded);
    }
    Some(out)
}

/// First column of each cell on the grid, and one past its last; a cell that is merged with the one to its left has none.
fn spans(row: &Row) -> Vec<(u64, u64)> {
    let mut out: Vec<(u64, u64)> = vec![];
    let mut at = u64::from(row.before);
    let mut own = None;
    for cell in &row.cells {
        let next = at + u64::from(cell.span);
        match own.and_then(|own: usize| out.get_mut(own)).filter(|_| cell.beside) {
            Some(before) => {
                before.1 = next;
                out.push((next, next));
            }
            None => {
                own = Some(out.len());
                out.push((at, next));
            }
        }
        at = next;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::word::part::Cell;

    fn row(before: u32, cells: &[(u32, Merge)]) -> Row {
        Row { before, cells: cells.iter().map(|(span, merge)| Cell { span: *span, merge: *merge, ..Cell::default() }).collect(), ..Row::default() }
    }

    #[test]
    fn cells_stand_on_the_columns_that_any_begins_in() {
        use Merge::{Begins, GoesOn, None};
        let table = Table { rows: vec![row(0, &[(2, Begins), (900_000, None), (3, None)]), row(0, &[(2, GoesOn), (900_000, None)]), row(2, &[(900_003, None)])] };
        let told = fold(&table, &mut 100).expect("it is small");
        let stands = |rows, columns| Place::Stands { rows, columns };
        assert_eq!(told[0], FoldedRow { before: 0, places: vec![stands(2, 1), stands(1, 1), stands(1, 1)], after: 0 });
        assert_eq!(told[1], FoldedRow { before: 0, places: vec![Place::Covered, stands(1, 1)], after: 1 });
        assert_eq!(told[2], FoldedRow { before: 1, places: vec![stands(1, 2)], after: 0 });
        assert_eq!(fold(&table, &mut 8), Option::None);
    }
}
