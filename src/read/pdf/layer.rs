//! Layer (文字層): pages written as text, and the blocks over it.

use crate::model::block::{Block, Line, RawCell, RawRow, RawTable};
use crate::model::document::{Document, PrintSpot};
use crate::read::fragment::plain_lines;
use crate::read::pdf::furniture::{self, Sheet};
use crate::read::pdf::line::PrintedLine;
use crate::read::pdf::page::{Filled, Piece, Table};
use crate::read::pdf::print::Area;
use std::collections::BTreeMap;
use std::ops::Range;

/// A line so much larger than the body is a heading.
const HEADING: f64 = 1.25;
/// A heading is no longer, in characters.
const LONGEST_HEADING: usize = 60;

/// Writes pages into a document.
pub fn lay(sheets: &[Sheet], document: &mut Document) {
    let body = body_size(sheets);
    let furniture = furniture::furniture(sheets, body);
    for (page, (sheet, furniture)) in sheets.iter().zip(furniture).enumerate() {
        let left = sheet.pieces.iter().map(|piece| piece.area().left).fold(f64::INFINITY, f64::min);
        let mut layer = Layer { document, page: page as u32, body, left };
        for (index, piece) in sheet.pieces.iter().enumerate() {
            match piece {
                Piece::Line(line) if furniture.contains(&index) => layer.furniture(line),
                Piece::Line(line) => layer.line(line),
                Piece::Table(table) => layer.table(table),
            }
        }
        if !sheet.pieces.is_empty() {
            layer.blank();
        }
    }
}

/// The size that most of the text is printed in.
fn body_size(sheets: &[Sheet]) -> f64 {
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    let mut count = |line: &PrintedLine| *counts.entry((line.size * 2.).round() as i64).or_default() += line.text.chars().count();
    for piece in sheets.iter().flat_map(|sheet| &sheet.pieces) {
        match piece {
            Piece::Line(line) => count(line),
            Piece::Table(table) => table.cells.iter().flat_map(|cell| &cell.lines).for_each(&mut count),
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map_or(10., |(size, _)| size as f64 / 2.)
}

struct Layer<'a> {
    document: &'a mut Document,
    page: u32,
    body: f64,
    left: f64,
}

impl Layer<'_> {
    fn furniture(&mut self, line: &PrintedLine) {
        let source = self.write(&line.text, line.area);
        self.document.text.push('\n');
        self.document.blocks.push(Block::Furniture { source, reason: "page-furniture" });
    }

    fn line(&mut self, line: &PrintedLine) {
        let source = self.write(&line.text, line.area);
        self.document.text.push('\n');
        let lines = plain_lines(&self.document.text[source.clone()], source.start);
        let large = line.size >= HEADING * self.body && line.text.chars().count() <= LONGEST_HEADING;
        let depth = ((line.area.left - self.left) / line.size.max(1.)).clamp(0., 100.) as u8;
        for own in lines {
            let own = Line { bold: own.bold || line.bold, ..own };
            self.document.blocks.push(match own.bullet {
                true => Block::Bullet { depth, line: own },
                false if large => Block::Heading { level: 0, line: own },
                false => Block::Line(own),
            });
        }
    }

    fn table(&mut self, table: &Table) {
        let start = self.document.text.len();
        let mut by_place: BTreeMap<(usize, usize), &Filled> = table.cells.iter().map(|cell| ((cell.cell.row, cell.cell.column), cell)).collect();
        let mut covered = vec![false; table.rows * table.columns];
        let mut rows = vec![];
        for row in 0..table.rows {
            let mut cells = vec![];
            for column in 0..table.columns {
                if covered[row * table.columns + column] {
                    continue;
                }
                if !cells.is_empty() {
                    self.document.text.push('\t');
                }
                let Some(filled) = by_place.remove(&(row, column)) else {
                    // A notch of the table keeps its place.
                    let at = self.document.text.len();
                    cells.push(RawCell::new(vec![], at..at));
                    continue;
                };
                for row in row..row + filled.cell.rows {
                    let start = row * table.columns + column;
                    covered[start..start + filled.cell.columns].fill(true);
                }
                cells.push(self.cell(filled));
            }
            self.document.text.push('\n');
            rows.push(RawRow { cells, hidden: false });
        }
        let source = start..self.document.text.len() - 1;
        self.document.blocks.push(Block::Table(RawTable { rows, caption: None, spans_told: true, exact: true, sheet: None, origin: (0, 0), source }));
        self.blank();
    }

    fn cell(&mut self, filled: &Filled) -> RawCell {
        let text = filled.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n");
        let source = self.write(&text, filled.area);
        let lines = plain_lines(&self.document.text[source.clone()], source.start);
        RawCell { row_span: filled.cell.rows as u32, column_span: filled.cell.columns as u32, ..RawCell::new(lines, source) }
    }

    fn blank(&mut self) {
        self.document.text.push('\n');
        self.document.blocks.push(Block::Blank);
    }

    /// Writes a text and remembers where it was printed.
    fn write(&mut self, text: &str, area: Area) -> Range<usize> {
        let start = self.document.text.len();
        // A tab would look like the next cell.
        self.document.text.extend(text.chars().map(|one| if one == '\t' { ' ' } else { one }));
        let range = start..self.document.text.len();
        let points = |point: f64| (point * 10.).round() / 10.;
        let area = [area.left, area.top, area.right, area.bottom].map(points);
        self.document.prints.push(PrintSpot { range: range.clone(), page: self.page + 1, area });
        range
    }
}
