//! Printed (刷り上がり): a table on its way from the intact grid to what a reader of the damaged page gets.
//!
//! Cells keep the column that they belong to, whatever is done to them, so damages can follow one another.

use super::table::{Intact, Matrix};
use super::{Block, RawCell};

/// What a printed row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Header,
    Body,
    Group,
    /// A blank row, a running head, a page number.
    Noise,
}

/// How the cells of a row have moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    None,
    /// Left, for want of the tall cells above.
    Slid,
    /// Right, since one cell became two.
    Split,
}

/// A cell on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedCell {
    pub text: String,
    /// The column that it belongs to, which the page does not show.
    pub column: usize,
    pub row_span: usize,
    pub column_span: usize,
    /// Index of the intact cell that it came from; none for a blank that the damage made.
    pub origin: Option<usize>,
}

impl PrintedCell {
    /// A blank that damage made.
    pub fn blank(column: usize) -> PrintedCell {
        PrintedCell { text: String::new(), column, row_span: 1, column_span: 1, origin: None }
    }
}

/// A row on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedRow {
    pub cells: Vec<PrintedCell>,
    pub role: Role,
    /// Row of the intact table.
    pub source: Option<usize>,
    /// Whether its cells still stand under their columns; a shifted row takes no second damage of that sort.
    pub shift: Shift,
}

/// A run of rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    pub rows: Vec<PrintedRow>,
    pub width: usize,
}

/// A block on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Sheet(Sheet),
    Line(String),
}

/// The page, with what it should be read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Print {
    pub pieces: Vec<Piece>,
    pub truth: Vec<Matrix>,
    pub header_rows: Vec<usize>,
    pub stub_columns: Vec<usize>,
    /// Merged cells came without their spans, so blanks need not be the author's.
    pub spans_lost: bool,
    /// The other table, where two were put together.
    pub other: Option<String>,
}

impl Sheet {
    /// The intact table as printed, spans and all.
    pub fn intact(table: &Intact) -> Sheet {
        let rows = (0..table.slots.len()).map(|row| PrintedRow {
            cells: table
                .cells
                .iter()
                .enumerate()
                .filter(|(_, cell)| cell.row == row)
                .map(|(index, cell)| PrintedCell { text: cell.text.clone(), column: cell.column, row_span: cell.row_span, column_span: cell.column_span, origin: Some(index) })
                .collect(),
            role: if row < table.header_rows {
                Role::Header
            } else if table.is_group_row(row) {
                Role::Group
            } else {
                Role::Body
            },
            source: Some(row),
            shift: Shift::None,
        });
        Sheet { rows: rows.collect(), width: table.width }
    }

    /// Cells of rows above that reach into this row: row, place in the row.
    pub fn hanging(&self, row: usize) -> Vec<(usize, usize)> {
        let mut found = vec![];
        for (above, printed) in self.rows.iter().enumerate().take(row) {
            found.extend(printed.cells.iter().enumerate().filter(|(_, cell)| above + cell.row_span > row).map(|(place, _)| (above, place)));
        }
        found
    }

    /// No cell reaches over the boundary before this row.
    pub fn is_free_before(&self, row: usize) -> bool {
        self.hanging(row).is_empty()
    }

    /// Puts a cell into a row where its column says.
    pub fn insert(&mut self, row: usize, cell: PrintedCell) {
        let cells = &mut self.rows[row].cells;
        let place = cells.iter().position(|other| other.column > cell.column).unwrap_or(cells.len());
        cells.insert(place, cell);
    }

    /// Takes a cell's rowspan away and leaves blanks in the rows it covered, but not in those of `without`.
    pub fn lose_row_span(&mut self, row: usize, place: usize, without: &[usize]) {
        let (column, wide, tall) = {
            let cell = &mut self.rows[row].cells[place];
            let told = (cell.column, cell.column_span, cell.row_span);
            cell.row_span = 1;
            told
        };
        for lower in row + 1..row + tall {
            if !without.contains(&lower) {
                for column in column..column + wide {
                    self.insert(lower, PrintedCell::blank(column));
                }
            }
        }
    }

    /// Takes a cell's colspan away and leaves blanks on its right.
    pub fn lose_column_span(&mut self, row: usize, place: usize) {
        let cell = &mut self.rows[row].cells[place];
        let (column, wide) = (cell.column, cell.column_span);
        cell.column_span = 1;
        for column in column + 1..column + wide {
            self.insert(row, PrintedCell::blank(column));
        }
    }

    /// Cuts the sheet before a row; what reached over the cut goes on as a blank of its own. Returns the rest.
    pub fn cut_before(&mut self, row: usize) -> Sheet {
        let mut over: Vec<PrintedCell> = vec![];
        for (above, place) in self.hanging(row) {
            let cell = &mut self.rows[above].cells[place];
            let rest = above + cell.row_span - row;
            cell.row_span -= rest;
            over.push(PrintedCell { text: String::new(), row_span: rest, origin: None, ..cell.clone() });
        }
        let mut lower = Sheet { rows: self.rows.split_off(row), width: self.width };
        for cell in over {
            lower.insert(0, cell);
        }
        lower
    }

    /// Rows of a role.
    pub fn rows_of(&self, role: Role) -> Vec<usize> {
        (0..self.rows.len()).filter(|row| self.rows[*row].role == role).collect()
    }
}

impl Print {
    /// The undamaged page.
    pub fn intact(table: &Intact) -> Print {
        Print {
            pieces: vec![Piece::Sheet(Sheet::intact(table))],
            truth: vec![table.truth()],
            header_rows: vec![table.header_rows],
            stub_columns: vec![table.stub_columns],
            spans_lost: false,
            other: None,
        }
    }

    /// The sheets with their place among the pieces.
    pub fn sheets(&self) -> impl Iterator<Item = (usize, &Sheet)> {
        self.pieces.iter().enumerate().filter_map(|(place, piece)| match piece {
            Piece::Sheet(sheet) => Some((place, sheet)),
            Piece::Line(_) => None,
        })
    }

    /// The sheet at a place.
    pub fn sheet_mut(&mut self, place: usize) -> Option<&mut Sheet> {
        match self.pieces.get_mut(place) {
            Some(Piece::Sheet(sheet)) => Some(sheet),
            _ => None,
        }
    }

    /// The page is still one sheet.
    pub fn is_one_sheet(&self) -> bool {
        self.pieces.len() == 1 && matches!(self.pieces.first(), Some(Piece::Sheet(_)))
    }

    /// The source tells spans (HTML, sheets) and told all of them: blanks are the author's. A page of single cells tells nothing, as text formats do.
    pub fn spans_told(&self) -> bool {
        !self.spans_lost && self.sheets().any(|(_, sheet)| sheet.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.row_span > 1 || cell.column_span > 1))
    }

    /// What a reader gets: no columns, no roles.
    pub fn blocks(&self) -> Vec<Block> {
        let raw = |cell: &PrintedCell| RawCell {
            text: cell.text.clone(),
            row_span: cell.row_span as u32,
            column_span: cell.column_span as u32,
            origin: cell.origin.map(|origin| origin as u32),
        };
        let block = |piece: &Piece| match piece {
            Piece::Line(line) => Block::Line(line.clone()),
            Piece::Sheet(sheet) => Block::Table(sheet.rows.iter().map(|row| row.cells.iter().map(raw).collect()).collect()),
        };
        self.pieces.iter().map(block).collect()
    }
}
