//! Layer (文字層): paragraphs and tables written as text, and the blocks over it.
//!
//! The text layer is what the document shows: a paragraph as a line, each row of a table as a line of cells joined by a tab, a break
//! inside a cell as a line break; a table in a cell as lines of that cell.

use crate::model::block::{Block, Line, RawCell, RawRow, RawTable};
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::document::Document;
use crate::read::fragment::{indent, joined};
use crate::read::html::{OuterRow, unfold};
use crate::read::word::folded::{self, FoldedRow, Place};
use crate::read::word::numbering::Numbering;
use crate::read::word::part::{Paragraph, Part, Row, Table};
use crate::read::word::print::{Notes, Opening, Printed, print};
use std::ops::Range;

/// Cells of all tables of a document, blank ones among them.
const MOST_SLOTS: usize = 4_000_000;
/// A character of text of 10.5 points, in twentieths of a point.
const CHARACTER: u32 = 210;
/// Characters that a level of a list is moved in where the file does not tell.
const LEVEL: u8 = 2;
/// So many tables that hold each other are told as one.
const MOST_TOLD_AS_ONE: usize = 4;

/// Writes a document.
pub struct Layer<'a> {
    /// What was written.
    pub document: Document,
    /// Marks of notes, in the order that they were met.
    pub notes: Notes,
    name: &'a str,
    numbering: Numbering,
    slots: usize,
    /// What the cells of the open table leave out, and what stands apart from them.
    apart: Vec<Block>,
    /// Bytes of rows that are not shown.
    hidden: Vec<Range<usize>>,
}

/// What stands in a cell.
#[derive(Default)]
struct Held {
    lines: Vec<Line>,
    tables: Vec<RawTable>,
    written: bool,
}

impl Layer<'_> {
    /// Nothing written yet.
    pub fn new(name: &str, numbering: Numbering) -> Layer<'_> {
        Layer { document: Document::default(), notes: Notes::default(), name, numbering, slots: MOST_SLOTS, apart: vec![], hidden: vec![] }
    }

    /// Writes what stands in the body, or in a note.
    pub fn body(&mut self, parts: &[Part], mut opening: Option<String>) {
        for (index, part) in parts.iter().enumerate() {
            match part {
                Part::Paragraph(paragraph) => self.free(paragraph, is_alone(parts, index), opening.take()),
                Part::Table(table) if table.lays_out() => table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| self.body(&cell.parts, None)),
                Part::Table(table) => {
                    if let Some(table) = self.table(table, 1) {
                        self.document.blocks.push(Block::Table(table));
                    }
                    self.document.text.push('\n');
                    self.document.blocks.append(&mut self.apart);
                }
            }
        }
    }

    /// Writes what is no content of its own.
    pub fn furniture(&mut self, parts: &[Part], reason: &'static str) {
        for part in parts {
            match part {
                Part::Table(table) => table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| self.furniture(&cell.parts, reason)),
                Part::Paragraph(paragraph) => {
                    let printed = print(paragraph, Opening::None, &mut self.document.text, &mut self.notes);
                    if !printed.source.is_empty() {
                        self.document.text.push('\n');
                        self.document.blocks.push(Block::Furniture { source: printed.source.start..printed.end, reason });
                    }
                }
            }
        }
    }

    /// Ends the document.
    pub fn finish(mut self) -> Document {
        self.hidden.sort_unstable_by_key(|range| (range.start, range.end));
        for range in std::mem::take(&mut self.hidden) {
            match self.document.hidden.last_mut() {
                Some(last) if range.start < last.end => last.end = last.end.max(range.end),
                _ => self.document.hidden.push(range),
            }
        }
        let unread = self.document.blocks.iter().filter(|block| matches!(block, Block::Furniture { reason: "hidden", .. })).count();
        if unread > 0 || !self.document.hidden.is_empty() {
            let message = format!("{}: {unread} hidden text(s) were left to residue, {} hidden row(s) were read", self.name, self.document.hidden.len());
            self.document.diagnostics.push(Diagnostic::new(Code::HiddenContent, message));
        }
        self.document
    }

    /// A paragraph that stands in no table.
    fn free(&mut self, paragraph: &Paragraph, alone: bool, opening: Option<String>) {
        let (opening, bullet) = match opening {
            Some(mark) => (Opening::Words(mark), false),
            None => self.numbering.opening(paragraph, alone),
        };
        let Printed { source, end, lines, left } = print(paragraph, opening, &mut self.document.text, &mut self.notes);
        if source.is_empty() && left.is_empty() {
            return;
        }
        self.document.text.push('\n');
        let depth = self.depth(paragraph).saturating_add(indent(&self.document.text[source.clone()]));
        let blocks = &mut self.document.blocks;
        if paragraph.contents {
            blocks.push(Block::Furniture { source: source.start..end, reason: "table-of-contents" });
            return;
        }
        if let Some(level) = paragraph.heading {
            blocks.extend(joined(lines).map(|line| Block::Heading { level, line: Line { bold: true, bullet: false, ..line } }));
        } else {
            for (index, line) in lines.into_iter().enumerate() {
                let opens = bullet && index == 0;
                blocks.push(if opens || line.bullet {
                    Block::Bullet { depth: depth.saturating_add(u8::from(bullet && !opens)), line: Line { bullet: true, ..line } }
                } else {
                    Block::Line(line)
                });
            }
        }
        blocks.extend(left);
    }

    /// How deep a list stands: by how far it is moved in, or by its level.
    fn depth(&self, paragraph: &Paragraph) -> u8 {
        let told = paragraph.indent.or_else(|| paragraph.item.and_then(|(list, level)| self.numbering.indent(list, level)));
        let level = paragraph.item.map_or(0, |item| item.1 * LEVEL);
        told.map_or(level, |twips| (twips.saturating_add(CHARACTER / 2) / CHARACTER).min(200) as u8)
    }

    /// A table; `None` if nothing stands in it. What stands apart from it waits in `apart`.
    fn table(&mut self, table: &Table, depth: usize) -> Option<RawTable> {
        let start = self.document.text.len();
        let Some(folded) = folded::fold(table, &mut self.slots) else {
            self.loose(table);
            return None;
        };
        let mut rows = vec![];
        for (index, (row, places)) in table.rows.iter().zip(&folded).enumerate() {
            if index > 0 {
                self.document.text.push('\n');
            }
            let from = self.document.text.len();
            rows.push(self.row(row, places, depth));
            if row.hidden {
                self.hidden.push(from..self.document.text.len());
            }
        }
        let source = start..self.document.text.len();
        let (rows, apart): (Vec<RawRow>, Vec<Block>) = unfold(rows);
        self.apart.extend(apart);
        let blank = rows.iter().all(|row| row.cells.iter().all(RawCell::is_blank));
        (!blank).then_some(RawTable { rows, caption: None, spans_told: true, exact: true, sheet: None, origin: (0, 0), source })
    }

    fn row(&mut self, row: &Row, folded: &FoldedRow, depth: usize) -> OuterRow {
        let mut cells = vec![];
        self.blank(folded.before, &mut cells);
        for (cell, place) in row.cells.iter().zip(&folded.places) {
            let Place::Stands { rows, columns } = *place else {
                self.furniture_in_cell(&cell.parts);
                continue;
            };
            if !cells.is_empty() {
                self.document.text.push('\t');
            }
            let start = self.document.text.len();
            let mut held = Held::default();
            self.cell(&cell.parts, depth, &mut held);
            let source = start..self.document.text.len();
            cells.push((RawCell { lines: held.lines, source, row_span: rows, column_span: columns, heading: row.heads }, held.tables));
        }
        self.blank(folded.after, &mut cells);
        OuterRow { cells, hidden: row.hidden }
    }

    /// A blank cell over so many columns, if any.
    fn blank(&mut self, columns: u32, cells: &mut Vec<(RawCell, Vec<RawTable>)>) {
        if columns == 0 {
            return;
        }
        if !cells.is_empty() {
            self.document.text.push('\t');
        }
        let at = self.document.text.len();
        cells.push((RawCell { column_span: columns, ..RawCell::new(vec![], at..at) }, vec![]));
    }

    fn cell(&mut self, parts: &[Part], depth: usize, held: &mut Held) {
        for (index, part) in parts.iter().enumerate() {
            match part {
                Part::Paragraph(paragraph) => {
                    let (opening, bullet) = self.numbering.opening(paragraph, is_alone(parts, index));
                    if held.written && !(paragraph.is_blank() && opening == Opening::None) {
                        self.document.text.push('\n');
                    }
                    let mut printed = print(paragraph, opening, &mut self.document.text, &mut self.notes);
                    held.written |= !printed.source.is_empty() || !printed.left.is_empty();
                    if let Some(first) = printed.lines.first_mut() {
                        first.bullet |= bullet;
                    }
                    held.lines.extend(printed.lines.into_iter().map(|line| Line { bold: line.bold || paragraph.heading.is_some(), ..line }));
                    self.apart.extend(printed.left);
                }
                Part::Table(table) if table.lays_out() => table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| self.cell(&cell.parts, depth, held)),
                Part::Table(table) => {
                    if held.written {
                        self.document.text.push('\n');
                    }
                    held.written = true;
                    match self.table(table, depth + 1) {
                        Some(table) if depth < MOST_TOLD_AS_ONE => held.tables.push(table),
                        told => self.apart.extend(told.map(Block::Table)),
                    }
                }
            }
        }
    }

    /// What stands in a cell that goes on with the one above it is not shown.
    fn furniture_in_cell(&mut self, parts: &[Part]) {
        for part in parts {
            match part {
                Part::Table(table) => table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| self.furniture_in_cell(&cell.parts)),
                Part::Paragraph(paragraph) if paragraph.is_blank() => {}
                Part::Paragraph(paragraph) => {
                    self.document.text.push('\n');
                    let printed = print(paragraph, Opening::None, &mut self.document.text, &mut self.notes);
                    self.apart.push(Block::Furniture { source: printed.source.start..printed.end, reason: "under-a-merged-cell" });
                }
            }
        }
    }

    /// A table with too many columns or cells.
    fn loose(&mut self, table: &Table) {
        let (start, before) = (self.document.text.len(), self.document.blocks.len());
        for cell in table.rows.iter().flat_map(|row| &row.cells) {
            self.furniture(&cell.parts, "table-too-wide");
        }
        // They are told as one.
        self.document.blocks.truncate(before);
        let source = start..self.document.text.len();
        self.apart.push(Block::Furniture { source, reason: "table-too-wide" });
        let message = format!("{}: a table has more than {} columns, or the tables more than {MOST_SLOTS} cells; it was left to residue", self.name, folded::MOST_COLUMNS);
        self.document.diagnostics.push(Diagnostic::new(Code::LimitReached, message));
    }
}

/// The paragraph is no point of a list of several.
fn is_alone(parts: &[Part], index: usize) -> bool {
    let listed = |at: Option<usize>| {
        at.and_then(|at| parts.get(at)).is_some_and(|part| matches!(part, Part::Paragraph(paragraph) if paragraph.item.is_some() && paragraph.heading.is_none()))
    };
    !listed(index.checked_sub(1)) && !listed(Some(index + 1))
}
