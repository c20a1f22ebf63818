//! Sheet (帳票): a document as the survey sees it: areas of cells, each cell holding the number of its text.
//!
//! A line outside a table is an area of one cell. Places that a merged cell covers point to its owner, so that a page, a workbook and
//! a text table of the same form look alike; where the source tells no spans, what is blank is blank.

use crate::model::place::Place;
use crate::model::record::Repair;
use serde::{Deserialize, Serialize};

/// Number of a distinct text of the batch.
pub type TextId = u32;

/// A cell with something in it.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Its text.
    pub text: TextId,
    /// First row, from 0.
    pub row: u32,
    /// First column, from 0.
    pub column: u32,
    /// Rows it covers, at least 1.
    pub rows: u32,
    /// Columns it covers, at least 1.
    pub columns: u32,
    /// The source marks it as a header (`th`, a heading).
    pub heading: bool,
    /// Where it stands.
    pub place: Place,
}

impl Cell {
    /// One past its last column.
    pub fn end(&self) -> u32 {
        self.column + self.columns
    }
}

/// What a line is in the outline of its prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outlined {
    /// It names what follows.
    Name,
    /// A key, with its value beside or below it.
    Key,
}

/// A stretch of a document: a table, or a line as a table of one cell.
#[derive(Clone, Debug)]
pub struct Area {
    /// It is a line outside tables.
    pub line: bool,
    /// What it is in the outline of its prose, if it stands in one.
    pub outlined: Option<Outlined>,
    /// The source tells spans itself.
    pub told: bool,
    /// Rows.
    pub rows: u32,
    /// Columns.
    pub width: u32,
    /// Its filled cells, row by row from left to right.
    pub cells: Vec<Cell>,
    /// For each place, row by row, the number of the cell that covers it plus one; 0 where nothing does.
    at: Vec<u32>,
    /// First cell of each row, and one more.
    starts: Vec<u32>,
}

/// Most places of one area: beyond it the area is kept without a grid.
const MOST_PLACES: usize = 4_000_000;

impl Area {
    /// An area of cells in reading order; spans that run into another cell or over the edge are cut.
    pub fn new(line: bool, told: bool, rows: u32, width: u32, mut cells: Vec<Cell>) -> Area {
        cells.sort_by_key(|cell| (cell.row, cell.column));
        let places = rows as usize * width as usize;
        let mut at = vec![0u32; if places > MOST_PLACES { 0 } else { places }];
        for (index, cell) in cells.iter_mut().enumerate() {
            cell.rows = cell.rows.min(rows - cell.row).max(1);
            cell.columns = cell.columns.min(width - cell.column).max(1);
            for row in cell.row..cell.row + cell.rows {
                for column in cell.column..cell.column + cell.columns {
                    if let Some(place) = at.get_mut(row as usize * width as usize + column as usize)
                        && (*place == 0 || row == cell.row && column == cell.column)
                    {
                        *place = index as u32 + 1;
                    }
                }
            }
        }
        let mut starts = vec![0u32; rows as usize + 1];
        for cell in &cells {
            starts[cell.row as usize + 1] += 1;
        }
        for row in 0..rows as usize {
            starts[row + 1] += starts[row];
        }
        Area { line, outlined: None, told, rows, width, cells, at, starts }
    }

    /// The same area in an outline.
    pub fn outlined(self, outlined: Option<Outlined>) -> Area {
        Area { outlined, ..self }
    }

    /// The cells that begin in a row.
    pub fn row(&self, row: u32) -> &[Cell] {
        &self.cells[self.row_range(row)]
    }

    /// Their numbers.
    pub fn row_range(&self, row: u32) -> std::ops::Range<usize> {
        self.starts[row as usize] as usize..self.starts[row as usize + 1] as usize
    }

    /// The cell that covers a place.
    pub fn covering(&self, row: u32, column: u32) -> Option<usize> {
        if column >= self.width {
            return None;
        }
        let place = *self.at.get(row as usize * self.width as usize + column as usize)?;
        (place > 0).then(|| place as usize - 1)
    }
}

/// A document as the survey sees it.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// What stands in it, in reading order.
    pub areas: Vec<Area>,
    /// What was mended as it was laid out.
    pub repairs: Vec<Repair>,
}

/// A cell of a sheet: its area and its number there.
pub type CellAt = (u32, u32);

impl Sheet {
    /// A cell.
    pub fn cell(&self, at: CellAt) -> &Cell {
        &self.areas[at.0 as usize].cells[at.1 as usize]
    }
}
