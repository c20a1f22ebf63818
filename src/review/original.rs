//! Original (原本): a source document as a person looks at it: its text, and its lines and tables with the bytes of each cell.

use crate::forms::view::SheetView;
use crate::model::block::Block;
use crate::model::grid::{Cell, Grid, Origin, Piece};
use std::ops::Range;

/// A document to look at.
#[derive(Clone, Debug, Default)]
pub struct Original {
    /// The decoded text; offsets of sources point into it.
    pub text: String,
    /// What stands in it, in reading order.
    pub parts: Vec<PrintedPart>,
}

/// A line, or a table.
#[derive(Clone, Debug)]
pub enum PrintedPart {
    /// A line outside tables; a heading is shown as one.
    Line { text: String, range: Range<usize>, heading: bool },
    /// A table.
    Table(Vec<PrintedCell>),
}

/// A cell of a table.
#[derive(Clone, Debug, Default)]
pub struct PrintedCell {
    /// First row.
    pub row: usize,
    /// First column.
    pub column: usize,
    /// Rows it covers.
    pub rows: usize,
    /// Columns it covers.
    pub columns: usize,
    /// What stands in it.
    pub text: String,
    /// Its bytes, and those of its other parts.
    pub ranges: Vec<Range<usize>>,
    /// It is a label.
    pub label: bool,
    /// What it holds, by its form.
    pub holds: Option<String>,
    /// How it was mended.
    pub mended: Option<&'static str>,
}

impl Original {
    /// As the old heart rebuilt it.
    pub fn rebuilt(text: String, pieces: &[Piece]) -> Original {
        let parts = pieces.iter().filter_map(|piece| match piece {
            Piece::Grid(grid) => Some(PrintedPart::Table(grid.cells.iter().filter(|cell| !cell.is_blank()).map(|cell| printed(cell, grid)).collect())),
            Piece::Block { block, .. } => {
                let (line, heading) = match block {
                    Block::Heading { line, .. } => (line, true),
                    Block::Line(line) | Block::Bullet { line, .. } => (line, false),
                    _ => return None,
                };
                Some(PrintedPart::Line { text: line.text.as_str().to_owned(), range: line.text.whole_source(), heading })
            }
        });
        Original { parts: parts.collect(), text }
    }

    /// As its form sees it.
    pub fn by_form(text: String, sheet: SheetView) -> Original {
        let parts = sheet.areas.into_iter().map(|area| {
            let mut cells = area.cells.into_iter();
            if area.line
                && let Some(cell) = cells.next()
            {
                return PrintedPart::Line { text: cell.text, range: cell.range, heading: cell.label };
            }
            let cells = cells.map(|cell| PrintedCell {
                row: cell.row as usize,
                column: cell.column as usize,
                rows: cell.rows as usize,
                columns: cell.columns as usize,
                text: cell.text,
                ranges: vec![cell.range],
                label: cell.label,
                holds: cell.holds,
                mended: None,
            });
            PrintedPart::Table(cells.collect())
        });
        Original { parts: parts.collect(), text }
    }
}

fn printed(cell: &Cell, grid: &Grid) -> PrintedCell {
    let lines: Vec<String> = cell.lines.iter().map(|line| if line.bullet { format!("・{}", line.text.as_str()) } else { line.text.as_str().to_owned() }).collect();
    PrintedCell {
        row: cell.row,
        column: cell.column,
        rows: cell.row_span.min(grid.height).max(1),
        columns: cell.column_span.min(grid.width).max(1),
        text: lines.join("\n"),
        ranges: std::iter::once(&cell.place).chain(&cell.also).map(|place| place.start..place.end).collect(),
        label: cell.label,
        holds: None,
        mended: match cell.origin {
            Origin::Printed => None,
            Origin::CarriedDown => Some("carry_down"),
            Origin::Shifted => Some("row_shift"),
            Origin::Joined => Some("split_join"),
            Origin::Repeated => Some("repeated_header"),
        },
    }
}
