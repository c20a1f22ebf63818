//! Grid (格子): a table made whole. Cells are stored once; the grid is a view of slots onto cells.

use crate::model::block::{Block, Line};
use crate::model::diagnostic::Diagnostic;
use crate::model::place::Place;
use crate::model::record::Repair;
use std::borrow::Cow;

/// How a cell came to its slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// As printed.
    Printed,
    /// Printed once above (a merged cell whose span was lost) and carried down.
    CarriedDown,
    /// Moved sideways to the column it belongs to.
    Shifted,
    /// Joined from two cells that a page or a column cut apart.
    Joined,
    /// A head printed over another table, whose years hold here as well.
    Repeated,
}

/// A cell (セル) of a grid.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Its lines; none for a blank cell.
    pub lines: Vec<Line>,
    /// Where it stands in the source.
    pub place: Place,
    /// Where its other parts stand, if it was joined.
    pub also: Vec<Place>,
    /// First row it covers.
    pub row: usize,
    /// First column it covers.
    pub column: usize,
    /// Rows it covers.
    pub row_span: usize,
    /// Columns it covers.
    pub column_span: usize,
    /// It is a header or a label: by the source's word or by evidence.
    pub label: bool,
    /// How it came here.
    pub origin: Origin,
    /// 0–1: how sure its slot is.
    pub confidence: f32,
}

impl Cell {
    /// No text in it.
    pub fn is_blank(&self) -> bool {
        self.lines.iter().all(|line| line.text.is_blank())
    }

    /// Printed letter by letter, a line each (財⏎源): a label.
    pub fn is_upright(&self) -> bool {
        let letter = |line: &Line| !line.bullet && line.text.as_str().trim().chars().count() == 1;
        self.lines.len() >= 2 && self.lines.iter().all(letter)
    }

    /// Its folded text on one line (parts separated by one space).
    pub fn flat(&self) -> Cow<'_, str> {
        match &self.lines[..] {
            [] => return Cow::Borrowed(""),
            [line] if !line.bullet => return Cow::Borrowed(bare(line.text.as_str())),
            _ => {}
        }
        let mut out = String::new();
        // An upright label, printed letter by letter, is one word.
        if self.is_upright() {
            return self.lines.iter().map(|line| line.text.as_str().trim()).collect();
        }
        for line in &self.lines {
            let text = line.text.as_str().trim();
            if text.is_empty() {
                continue;
            }
            if !out.is_empty() {
                out.push(' ');
            }
            if line.bullet {
                out.push('・');
            }
            out.push_str(text);
        }
        Cow::Owned(out)
    }
}

/// Without white space at both ends; of most texts one look at the ends tells that there is none.
fn bare(text: &str) -> &str {
    let bytes = text.as_bytes();
    // ASCII but for the space and what stands before it, kana and CJK signs after U+3000 to U+303F, whatever comes after U+4000.
    let begins = matches!(bytes, [0x21..=0x7e | 0xe4..=0xef, ..] | [0xe3, 0x81..=0xbf, ..]);
    let ends = matches!(bytes, [.., 0x21..=0x7e] | [.., 0xe4..=0xef, _, _] | [.., 0xe3, 0x81..=0xbf, _]);
    if begins && ends { text } else { text.trim() }
}

/// What a row of a grid is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// Column headers.
    Header,
    /// Values.
    Body,
    /// One cell that opens a new item or section over the rows below.
    Group,
}

/// How a grid is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GridKind {
    /// Header rows on top, one record a row.
    List,
    /// Label cells beside or over value cells.
    Form,
    /// Items stand as columns; the grid was turned.
    Transposed,
}

/// A table made whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    /// Every cell once.
    pub cells: Vec<Cell>,
    /// `height * width` indices into `cells`, row by row; each slot has exactly one cell.
    pub slots: Vec<u32>,
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// What each row is.
    pub rows: Vec<RowKind>,
    /// Columns at the left that name what the row is about.
    pub stub_columns: usize,
    /// How to read it.
    pub kind: GridKind,
    /// Index of the grid whose n-th item this grid's n-th row continues (facing pages), and the rows that do.
    pub facing: Option<usize>,
    /// Lines over or under the table that speak of it (units, legends, notes).
    pub notes: Vec<Line>,
    /// What was mended.
    pub repairs: Vec<Repair>,
    /// What there is to say.
    pub diagnostics: Vec<Diagnostic>,
    /// The table as a whole.
    pub place: Place,
}

impl Grid {
    /// Index of the cell in a slot.
    pub fn cell_at(&self, row: usize, column: usize) -> usize {
        self.slots[row * self.width + column] as usize
    }

    /// The cell in a slot.
    pub fn cell(&self, row: usize, column: usize) -> &Cell {
        &self.cells[self.cell_at(row, column)]
    }

    /// The number of leading header rows.
    pub fn header_rows(&self) -> usize {
        self.rows.iter().take_while(|kind| **kind == RowKind::Header).count()
    }
}

/// What rebuilding hands on, in reading order.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// A block that is no table, with its place.
    Block { block: Block, place: Place },
    /// A table made whole.
    Grid(Grid),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_at_the_ends_finds_all_white_space() {
        for character in '\0'..=char::MAX {
            for text in [character.to_string(), format!("か{character}"), format!("{character}か"), format!("a{character}"), format!("{character}a")] {
                assert_eq!(bare(&text), text.trim(), "{text:?}");
            }
        }
    }
}
