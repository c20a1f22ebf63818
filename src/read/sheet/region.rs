//! Region (範囲): a sheet cut at its empty rows, with columns and rows folded in which nothing begins (Excel方眼紙).

use crate::read::sheet::workbook::{Merge, Sheet, SheetCell};
use foldhash::{HashMap, HashMapExt};

/// Columns, folded, beyond which cells are no table.
pub const MOST_COLUMNS: usize = 1024;

/// A cell of a region, blank ones among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Index into the sheet's cells; none for a blank cell.
    pub cell: Option<usize>,
    /// Row of the sheet.
    pub row: u32,
    /// Column of the sheet.
    pub column: u32,
    /// Last column of the sheet that it covers.
    pub right: u32,
    /// Folded rows it covers.
    pub row_span: u32,
    /// Folded columns it covers.
    pub column_span: u32,
    /// The sheet merges it.
    pub merged: bool,
}

/// A row of a region.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Row of the sheet.
    pub row: u32,
    /// Cells that begin in it, from left to right.
    pub slots: Vec<Slot>,
    /// A cell from above reaches into it.
    pub covered: bool,
}

impl Row {
    /// The only cell with text, if nothing else stands in the row.
    pub fn only(&self) -> Option<Slot> {
        let mut filled = self.slots.iter().filter(|slot| slot.cell.is_some());
        let first = filled.next()?;
        (filled.next().is_none() && !self.covered && first.row_span == 1).then_some(*first)
    }
}

/// Rows that stand together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Region {
    /// Its rows.
    pub rows: Vec<Row>,
    /// Cells of the sheet that stand under a merged cell and are not shown.
    pub covered: Vec<usize>,
    /// Too many columns or cells to be a table: its cells with text, in order, in place of rows.
    pub loose: Vec<usize>,
    /// Last row of the sheet that it reaches.
    pub bottom: u32,
}

/// Cuts a sheet; `slots` is how many cells may still be made, blank ones among them. Sorts the cells of the sheet, which must be settled.
pub fn cut(sheet: &mut Sheet, slots: &mut usize) -> Vec<Region> {
    sheet.cells.sort_by_key(|cell| (cell.row, cell.column));
    sheet.cells.dedup_by_key(|cell| (cell.row, cell.column));
    let mut merged: HashMap<(u32, u32), Merge> = HashMap::new();
    for merge in &sheet.merges {
        merged.entry((merge.top, merge.left)).or_insert(*merge);
    }
    let mut regions = vec![];
    let mut start = 0;
    let mut bottom = 0;
    for index in 0..=sheet.cells.len() {
        let next = sheet.cells.get(index);
        let ends = index > start && next.is_none_or(|cell| cell.row > bottom + 1);
        if ends {
            regions.push(fold(sheet, start..index, bottom, &merged, slots));
            start = index;
        }
        if let Some(cell) = next {
            let reach = merged.get(&(cell.row, cell.column)).map_or(cell.row, |merge| merge.bottom);
            bottom = if index == start { reach } else { bottom.max(reach) };
        }
    }
    regions
}

/// What begins somewhere in a region.
struct Item {
    cell: Option<usize>,
    merge: Merge,
    merged: bool,
}

fn fold(sheet: &Sheet, cells: std::ops::Range<usize>, bottom: u32, merged: &HashMap<(u32, u32), Merge>, budget: &mut usize) -> Region {
    let top = sheet.cells[cells.start].row;
    let mut items: Vec<Item> = cells.clone().map(|index| item(&sheet.cells[index], index, merged)).collect();
    let filled: std::collections::HashSet<(u32, u32)> = items.iter().map(|item| (item.merge.top, item.merge.left)).collect();
    let first = sheet.merges.partition_point(|merge| merge.top < top);
    let blank = sheet.merges[first..].iter().take_while(|merge| merge.top <= bottom).filter(|merge| !filled.contains(&(merge.top, merge.left)));
    items.extend(blank.map(|merge| Item { cell: None, merge: Merge { bottom: merge.bottom.min(bottom), ..*merge }, merged: true }));
    items.sort_by_key(|item| (item.merge.top, item.merge.left));
    let mut columns: Vec<u32> = items.iter().map(|item| item.merge.left).collect();
    columns.sort_unstable();
    columns.dedup();
    let mut rows: Vec<u32> = items.iter().map(|item| item.merge.top).collect();
    rows.dedup();
    let size = rows.len().saturating_mul(columns.len());
    if columns.len() > MOST_COLUMNS || size > *budget {
        return Region { loose: cells.collect(), bottom, ..Region::default() };
    }
    *budget -= size;
    place(&items, &rows, &columns, bottom)
}

fn item(cell: &SheetCell, index: usize, merged: &HashMap<(u32, u32), Merge>) -> Item {
    let (row, column) = (cell.row, cell.column);
    let told = merged.get(&(row, column)).copied();
    Item { cell: Some(index), merge: told.unwrap_or(Merge { top: row, left: column, bottom: row, right: column }), merged: told.is_some() }
}

/// Gives each item its slots, first come first served: each slot is taken once, so overlapping ranges cost no more.
fn place(items: &[Item], rows: &[u32], columns: &[u32], bottom: u32) -> Region {
    let width = columns.len();
    let mut taken = vec![0u32; rows.len() * width];
    let mut spans = vec![(1u32, 1u32); items.len()];
    let mut covered = vec![];
    for (index, item) in items.iter().enumerate() {
        let row = rows.partition_point(|row| *row < item.merge.top);
        let column = columns.partition_point(|column| *column < item.merge.left);
        if taken[row * width + column] != 0 {
            covered.extend(item.cell);
            continue;
        }
        let last_row = rows.partition_point(|row| *row <= item.merge.bottom);
        let last_column = columns.partition_point(|column| *column <= item.merge.right);
        let right = (column..last_column).find(|at| taken[row * width + at] != 0).unwrap_or(last_column);
        let down = (row..last_row).find(|at| taken[at * width + column..at * width + right].iter().any(|slot| *slot != 0)).unwrap_or(last_row);
        for at in row..down {
            taken[at * width + column..at * width + right].fill(index as u32 + 1);
        }
        spans[index] = ((down - row) as u32, (right - column) as u32);
    }
    let mut out = Region { covered, bottom, ..Region::default() };
    for (row_index, row) in rows.iter().enumerate() {
        let mut line = Row { row: *row, ..Row::default() };
        for (column_index, column) in columns.iter().enumerate() {
            let blank = Slot { cell: None, row: *row, column: *column, right: *column, row_span: 1, column_span: 1, merged: false };
            match taken[row_index * width + column_index] {
                0 => line.slots.push(blank),
                number => {
                    let index = number as usize - 1;
                    let item = &items[index];
                    if item.merge.top != *row {
                        line.covered |= item.cell.is_some();
                    } else if item.merge.left == *column {
                        line.slots.push(Slot { cell: item.cell, row_span: spans[index].0, column_span: spans[index].1, merged: item.merged, right: item.merge.right, ..blank });
                    }
                }
            }
        }
        out.rows.push(line);
    }
    out
}
