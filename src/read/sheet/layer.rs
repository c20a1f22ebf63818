//! Layer (文字層): sheets written as text, and the blocks over it.

use crate::model::block::{Block, Line, RawCell, RawRow, RawTable};
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::document::{Document, Spot, column_letters};
use crate::model::place::Place;
use crate::read::fragment::{indent_in_cell, plain_lines, plain_lines_leaving};
use crate::read::sheet::beside;
use crate::read::sheet::region::{self, Region, Row, Slot};
use crate::read::sheet::workbook::{Sheet, SheetCell, Workbook};
use std::ops::{Range, RangeInclusive};

/// Cells of all tables of a workbook, blank ones among them; and how many of them for each cell that holds text, beyond the free ones.
const MOST_SLOTS: usize = 4_000_000;
const FREE_SLOTS: usize = 200_000;
const SLOTS_FOR_A_CELL: usize = 64;

/// Writes a workbook as a document.
pub fn lay(book: Workbook, name: &str) -> Document {
    let cells: usize = book.sheets.iter().map(|sheet| sheet.cells.len()).sum();
    let slots = FREE_SLOTS.saturating_add(cells.saturating_mul(SLOTS_FOR_A_CELL)).min(MOST_SLOTS);
    let mut layer = Layer { document: Document { diagnostics: book.diagnostics, ..Document::default() }, name, sheet: 0, slots, left: vec![] };
    let several = book.sheets.iter().filter(|sheet| !sheet.hidden).count() > 1;
    for (index, mut sheet) in book.sheets.into_iter().enumerate() {
        layer.sheet = index as u32;
        layer.document.sheets.push(sheet.name.clone());
        layer.sheet(&mut sheet, several);
    }
    layer.document
}

struct Layer<'a> {
    document: Document,
    name: &'a str,
    sheet: u32,
    slots: usize,
    /// What the cells of the open table leave out.
    left: Vec<Block>,
}

impl Layer<'_> {
    fn sheet(&mut self, sheet: &mut Sheet, several: bool) {
        sheet.settle();
        self.title(sheet, several);
        self.tell_hidden(sheet);
        let regions = region::cut(sheet, &mut self.slots);
        sheet.notes.sort_by_key(|note| (note.row, note.column));
        let mut notes = sheet.notes.iter().peekable();
        for region in &regions {
            self.region(sheet, region);
            while let Some(note) = notes.next_if(|note| note.row <= region.bottom) {
                self.line(sheet, &note.text, note.row, note.column);
            }
            self.document.blocks.push(Block::Blank);
            self.document.text.push('\n');
        }
        for note in notes {
            self.line(sheet, &note.text, note.row, note.column);
        }
    }

    /// The sheet's name is a heading where it tells visible sheets apart.
    fn title(&mut self, sheet: &Sheet, several: bool) {
        let start = self.document.text.len();
        let name = sheet.name.replace(['\t', '\n', '\r'], " ");
        self.document.text.push_str(&name);
        self.document.text.push('\n');
        let source = start..start + name.len();
        let line = plain_lines(&name, start).into_iter().next().unwrap_or_default();
        let given = !is_default(line.text.as_str());
        self.document.blocks.push(if several && given && !sheet.hidden && !line.text.is_blank() {
            Block::Heading { level: 1, line }
        } else {
            Block::Furniture { source, reason: "sheet-name" }
        });
    }

    fn tell_hidden(&mut self, sheet: &Sheet) {
        let mut told = vec![];
        if sheet.hidden {
            told.push("the sheet itself".to_owned());
        }
        let list = |ranges: &[RangeInclusive<u32>], name: &dyn Fn(u32) -> String| {
            let mut words: Vec<String> = ranges
                .iter()
                .take(8)
                .map(|range| if range.start() == range.end() { name(*range.start()) } else { format!("{}-{}", name(*range.start()), name(*range.end())) })
                .collect();
            if ranges.len() > 8 {
                words.push("…".to_owned());
            }
            words.join(", ")
        };
        // Only what holds text is worth a word.
        let held = |ranges: &[RangeInclusive<u32>], of: &dyn Fn(&SheetCell) -> u32| -> Vec<RangeInclusive<u32>> {
            let mut used: Vec<u32> = sheet.cells.iter().map(of).collect();
            used.sort_unstable();
            used.dedup();
            ranges.iter().filter(|range| used.get(used.partition_point(|one| one < range.start())).is_some_and(|one| range.contains(one))).cloned().collect()
        };
        let rows = held(&sheet.hidden_rows, &|cell| cell.row);
        let columns = held(&sheet.hidden_columns, &|cell| cell.column);
        if !rows.is_empty() {
            told.push(format!("rows {}", list(&rows, &|row| (row + 1).to_string())));
        }
        if !columns.is_empty() {
            told.push(format!("columns {}", list(&columns, &column_letters)));
        }
        if !told.is_empty() {
            let message = format!("{}: hidden in {:?} and read: {}", self.name, sheet.name, told.join("; "));
            self.document.diagnostics.push(Diagnostic::new(Code::HiddenContent, message));
        }
    }

    fn region(&mut self, sheet: &Sheet, region: &Region) {
        if !region.loose.is_empty() {
            return self.loose(sheet, region);
        }
        for part in beside::parts(sheet, &region.rows) {
            self.part(sheet, &part);
        }
        for index in &region.covered {
            let cell = &sheet.cells[*index];
            let source = self.write(sheet, &cell.text, cell.row, cell.column);
            self.document.text.push('\n');
            self.document.blocks.push(Block::Furniture { source, reason: "under-a-merged-cell" });
        }
    }

    /// One table with the lines over and under it.
    fn part(&mut self, sheet: &Sheet, rows: &[Row]) {
        let lead = rows.iter().take_while(|row| row.only().is_some()).count();
        let tail = rows[lead..].iter().rev().take_while(|row| is_remark(sheet, row, rows)).count();
        let end = rows.len() - tail;
        self.lines(sheet, &rows[..lead]);
        if lead < end {
            self.table(sheet, &rows[lead..end]);
        }
        self.lines(sheet, &rows[end..]);
    }

    fn loose(&mut self, sheet: &Sheet, region: &Region) {
        let start = self.document.text.len();
        for index in &region.loose {
            let cell = &sheet.cells[*index];
            self.write(sheet, &cell.text, cell.row, cell.column);
            self.document.text.push('\n');
        }
        let source = start..self.document.text.len();
        self.document.blocks.push(Block::Furniture { source, reason: "table-too-wide" });
        let message = format!(
            "{}: cells of {:?} lie too far apart to be a table (more than {} columns, or too many blank cells) and were left to residue",
            self.name,
            sheet.name,
            region::MOST_COLUMNS
        );
        let place = Place { block: self.document.blocks.len() as u32 - 1, start, end: self.document.text.len(), ..Place::default() };
        self.document.diagnostics.push(Diagnostic::at(Code::LimitReached, message, &place));
    }

    fn lines(&mut self, sheet: &Sheet, rows: &[Row]) {
        for slot in rows.iter().filter_map(Row::only) {
            if let Some(cell) = slot.cell.map(|index| &sheet.cells[index]) {
                self.line(sheet, &cell.text, cell.row, cell.column);
            }
        }
    }

    fn line(&mut self, sheet: &Sheet, text: &str, row: u32, column: u32) {
        let source = self.write(sheet, text, row, column);
        let lines = plain_lines(&self.document.text[source.clone()], source.start);
        // A list is nested by spaces or by the column that a bullet stands in.
        let depth = |line: &Line| indent_in_cell(&self.document.text, source.start, line.text.whole_source().start).saturating_add(column.min(255) as u8);
        let blocks: Vec<Block> = lines.into_iter().map(|line| if line.bullet { Block::Bullet { depth: depth(&line), line } } else { Block::Line(line) }).collect();
        self.document.blocks.extend(blocks);
        self.document.text.push('\n');
    }

    fn table(&mut self, sheet: &Sheet, rows: &[Row]) {
        let start = self.document.text.len();
        let mut out = vec![];
        for row in rows {
            let cells = row.slots.iter().enumerate().map(|(index, slot)| self.cell(sheet, slot, index > 0)).collect();
            self.document.text.push('\n');
            out.push(RawRow { cells, hidden: sheet.hides_row(row.row) });
        }
        let origin = rows.first().map_or((0, 0), |row| (row.row, row.slots.first().map_or(0, |slot| slot.column)));
        let source = start..self.document.text.len() - 1;
        self.document.blocks.push(Block::Table(RawTable { rows: out, caption: None, spans_told: true, exact: true, sheet: Some(sheet.name.clone()), origin, source }));
        self.document.blocks.append(&mut self.left);
    }

    fn cell(&mut self, sheet: &Sheet, slot: &Slot, follows: bool) -> RawCell {
        if follows {
            self.document.text.push('\t');
        }
        let text = slot.cell.map_or("", |index| sheet.cells[index].text.as_str());
        let left = slot.cell.map_or(&[][..], |index| &sheet.cells[index].left);
        let source = self.write(sheet, text, slot.row, slot.column);
        let lines: Vec<Line> = plain_lines_leaving(&self.document.text[source.clone()], source.start, left, &mut self.left);
        RawCell { row_span: slot.row_span, column_span: slot.column_span, ..RawCell::new(lines, source) }
    }

    /// Writes the text of a cell and remembers where it was printed from.
    fn write(&mut self, sheet: &Sheet, text: &str, row: u32, column: u32) -> Range<usize> {
        let start = self.document.text.len();
        let out = &mut self.document.text;
        // A tab would look like the next cell, a carriage return is half a line break.
        let mut characters = text.trim_end().chars().peekable();
        while let Some(character) = characters.next() {
            match character {
                '\t' => out.push(' '),
                '\r' if characters.peek() == Some(&'\n') => {}
                '\r' | '\u{b}' => out.push('\n'),
                other => out.push(other),
            }
        }
        let range = start..out.len();
        if sheet.hides(row, column) {
            self.document.hidden.push(range.clone());
        }
        self.document.spots.push(Spot { range: range.clone(), sheet: self.sheet, row, column });
        range
    }
}

/// A line that only stands under a table: longer than what its column holds, or marked as a remark.
fn is_remark(sheet: &Sheet, row: &Row, rows: &[Row]) -> bool {
    let Some(slot) = row.only().filter(|slot| !slot.merged) else { return false };
    let text = |slot: &Slot| slot.cell.map_or("", |index| sheet.cells[index].text.trim());
    let own = text(&slot);
    let longest = rows
        .iter()
        .filter(|other| other.row != row.row && other.only().is_none())
        .filter_map(|other| other.slots.iter().find(|one| one.column == slot.column))
        .map(|one| text(one).chars().count())
        .max();
    own.starts_with(['※', '注', '＊', '*', '（', '(']) || longest.is_none_or(|longest| own.chars().count() > longest)
}

/// A name that nobody gave: `Sheet1`.
fn is_default(name: &str) -> bool {
    ["Sheet", "シート"].iter().any(|word| name.strip_prefix(word).is_some_and(|rest| rest.trim().chars().all(|c| c.is_ascii_digit())))
}
