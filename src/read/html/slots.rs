//! Slots (枡): the tables in one cell as slots, one table under the other.

use crate::model::block::{RawCell, RawTable};
use std::ops::Range;

/// Most columns that a cell of an inner table is taken to cover.
const MOST_COLUMNS: u32 = 64;

/// What stands in the slots of one cell; a cell of an inner table stands in its first one.
pub struct Slots {
    rows: Vec<Vec<Slot>>,
    width: usize,
    /// Where a blank is put that fills it up.
    at: usize,
}

#[derive(Clone, Debug)]
enum Slot {
    Free,
    /// A cell from the left or from above covers it.
    Covered,
    Cell(RawCell),
}

/// Columns of a table.
pub fn width(table: &RawTable) -> usize {
    table.rows.iter().map(|row| row.cells.iter().map(|cell| cell.column_span.clamp(1, MOST_COLUMNS) as usize).sum::<usize>()).max().unwrap_or(0)
}

impl Slots {
    /// The tables of a cell; text beside them is a row over them.
    pub fn new(cell: &RawCell, tables: Vec<RawTable>) -> Slots {
        let mut block = Slots { rows: vec![], width: tables.iter().map(width).max().unwrap_or(1).max(1), at: cell.source.start };
        if !cell.is_blank() {
            let ranges = || cell.lines.iter().map(|line| line.text.whole_source());
            let source = ranges().map(|range| range.start).min().unwrap_or(block.at)..ranges().map(|range| range.end).max().unwrap_or(block.at);
            let text = RawCell { lines: cell.lines.clone(), source, row_span: 1, column_span: block.width as u32, heading: cell.heading };
            block.table(vec![vec![text]]);
        }
        for table in tables {
            block.table(table.rows.into_iter().map(|row| row.cells).collect());
        }
        block
    }

    fn table(&mut self, rows: Vec<Vec<RawCell>>) {
        let (top, height) = (self.rows.len(), rows.len());
        self.rows.extend((0..height).map(|_| vec![Slot::Free; self.width]));
        for (row, cells) in rows.into_iter().enumerate() {
            let mut at = 0;
            for mut cell in cells {
                let free = |slot: &Slot| matches!(slot, Slot::Free);
                let Some(column) = self.rows[top + row].iter().skip(at).position(free).map(|offset| at + offset) else {
                    // Cells from above take its place: it stays, beside the row.
                    self.widen();
                    at = self.width - 1;
                    self.rows[top + row][at] = Slot::Cell(RawCell { row_span: 1, column_span: 1, ..cell });
                    at += 1;
                    continue;
                };
                let room = self.rows[top + row][column..].iter().take_while(|slot| free(slot)).count();
                let (down, right) = ((cell.row_span.max(1) as usize).min(height - row), (cell.column_span.clamp(1, MOST_COLUMNS) as usize).min(room));
                (cell.row_span, cell.column_span) = (down as u32, right as u32);
                for covered in &mut self.rows[top + row..top + row + down] {
                    covered[column..column + right].fill(Slot::Covered);
                }
                self.rows[top + row][column] = Slot::Cell(cell);
                at = column + right;
            }
        }
    }

    fn widen(&mut self) {
        self.width += 1;
        self.rows.iter_mut().for_each(|row| row.push(Slot::Free));
    }

    /// Rows.
    pub fn height(&self) -> usize {
        self.rows.len()
    }

    /// Columns.
    pub fn width(&self) -> usize {
        self.width
    }

    fn cells(&self, row: usize) -> impl Iterator<Item = &RawCell> {
        self.rows.get(row).into_iter().flatten().filter_map(|slot| if let Slot::Cell(cell) = slot { Some(cell) } else { None })
    }

    /// What the cells of a row say.
    pub fn texts(&self, row: usize) -> Vec<String> {
        self.cells(row).map(|cell| cell.lines.iter().map(|line| line.text.as_str()).collect()).collect()
    }

    /// Bytes of each row.
    pub fn sources(&self) -> impl Iterator<Item = Range<usize>> {
        (0..self.rows.len()).filter_map(|row| {
            let ends = |cell: &RawCell| cell.source.clone();
            Some(self.cells(row).map(ends).map(|source| source.start).min()?..self.cells(row).map(ends).map(|source| source.end).max()?)
        })
    }

    /// The source marks all cells of a row as heads.
    pub fn is_marked(&self, row: usize) -> bool {
        self.cells(row).next().is_some() && self.cells(row).all(|cell| cell.heading || cell.is_blank())
    }

    /// No cell reaches over the end of the row before `row`.
    pub fn closes_at(&self, row: usize) -> bool {
        (0..row).all(|above| self.cells(above).all(|cell| above + cell.row_span as usize <= row))
    }

    /// Takes the first rows.
    pub fn take_rows(&mut self, count: usize) -> Slots {
        let rest = self.rows.split_off(count.min(self.rows.len()));
        Slots { rows: std::mem::replace(&mut self.rows, rest), width: self.width, at: self.at }
    }

    /// Writes the cells into `lines`, from column `start` on; blanks fill the block up to the height of `lines` and to `width` columns.
    /// What ends with the lines reaches down over `further` rows that the outer cell covers.
    pub fn told(self, start: usize, width: usize, further: usize, lines: &mut [Vec<(usize, RawCell)>]) {
        let (at, own, height) = (self.at, self.rows.len(), lines.len());
        let blank = |column_span: usize, row_span: usize| RawCell { row_span: row_span as u32, column_span: column_span as u32, ..RawCell::new(vec![], at..at) };
        for (row, slots) in self.rows.into_iter().enumerate() {
            let down = |rows: usize| rows + if row + rows == height { further } else { 0 };
            for (column, slot) in slots.into_iter().enumerate() {
                match slot {
                    Slot::Free => lines[row].push((start + column, blank(1, down(1)))),
                    Slot::Covered => {}
                    Slot::Cell(cell) => lines[row].push((start + column, RawCell { row_span: down(cell.row_span as usize) as u32, ..cell })),
                }
            }
            if self.width < width {
                lines[row].push((start + self.width, blank(width - self.width, down(1))));
            }
        }
        if own < height {
            lines[own].push((start, blank(width, height - own + further)));
        }
    }
}
