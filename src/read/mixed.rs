//! Mixed text (混在テキスト): free lines, headings, bullets, Markdown leftovers and tab-separated tables whose cells hold HTML
//! fragments: what comes out of PDFs by OCR.

use crate::japanese::number::{is_contents_entry, is_page_number};
use crate::model::block::{Block, Line, RawCell, RawRow, RawTable};
use crate::read::{fragment, grid, inset};

/// Reads decoded text into blocks.
pub fn read(text: &str) -> Vec<Block> {
    let mut reader = Reader { text, blocks: vec![], table: vec![], left: vec![] };
    let last_table = inset::last_end(text);
    let mut start = 0;
    while start < text.len() {
        if let Some(inset) = inset::range(text, start, last_table) {
            start = inset.end + 1;
            reader.end_table();
            reader.blocks.extend(inset::read(text, inset));
            continue;
        }
        if let Some(drawn) = grid::range(text, start) {
            start = drawn.end + 1;
            reader.end_table();
            reader.blocks.extend(grid::read(text, drawn));
            continue;
        }
        let end = list_end(text, start, line_end(text, start));
        reader.line(start, end);
        start = end + 1;
    }
    reader.end_table();
    reader.blocks
}

struct Reader<'a> {
    text: &'a str,
    blocks: Vec<Block>,
    table: Vec<RawRow>,
    /// What the cells of the open table leave out.
    left: Vec<Block>,
}

impl Reader<'_> {
    fn line(&mut self, start: usize, end: usize) {
        let line = self.text[start..end].trim_end_matches('\r');
        if line.trim().is_empty() && !line.contains('\t') {
            self.end_table();
            self.blocks.push(Block::Blank);
        } else if line.contains('\t') && !indented(line) {
            let row = row(line, start, &mut self.left);
            self.table.push(row);
        } else {
            self.end_table();
            self.free(line, start);
        }
    }

    fn end_table(&mut self) {
        let rows = std::mem::take(&mut self.table);
        let ends = rows.first().and_then(|row| row.cells.first()).zip(rows.last().and_then(|row| row.cells.last()));
        if let Some((first, last)) = ends {
            let source = first.source.start..last.source.end;
            let (rows, apart) = inset::nested(self.text, rows);
            self.blocks.push(Block::Table(RawTable { rows, source, ..RawTable::default() }));
            self.blocks.extend(apart);
        }
        self.blocks.append(&mut self.left);
    }

    fn free(&mut self, line: &str, start: usize) {
        let body = line.trim_start();
        let indent = line.len() - body.len();
        let at = start + indent;
        if let Some(level) = heading_level(body) {
            let skip = body.len() - body[level..].trim_start().len();
            if let Some(line) = fragment::joined(fragment::lines_leaving(&body[skip..], at + skip, &mut self.left)) {
                self.blocks.push(Block::Heading { level: level as u8, line: Line { bold: true, ..line } });
            }
            return;
        }
        if is_contents_entry(body) {
            self.blocks.push(Block::Furniture { source: at..at + body.trim_end().len(), reason: "table-of-contents" });
            return;
        }
        let depth = fragment::indent(line);
        if let Some(skip) = markdown_bullet(body).filter(|_| !is_page_number(body)) {
            for line in fragment::lines_leaving(&body[skip..], at + skip, &mut self.left) {
                self.blocks.push(Block::Bullet { depth, line: Line { bullet: true, ..line } });
            }
            return;
        }
        for line in fragment::lines_leaving(body, at, &mut self.left) {
            self.blocks.push(if line.bullet { Block::Bullet { depth, line } } else { Block::Line(line) });
        }
    }
}

/// Where the line that begins here ends.
fn line_end(text: &str, start: usize) -> usize {
    text[start..].find('\n').map_or(text.len(), |at| start + at)
}

/// Where a row ends whose last cell opened a list and does not close it: lines that go on with points of the list are of the cell.
fn list_end(text: &str, start: usize, end: usize) -> usize {
    let Some(tab) = text[start..end].rfind('\t') else { return end };
    let lists = |line: &str, tags: [&str; 2]| tags.iter().map(|tag| line.matches(tag).count()).sum::<usize>();
    let mut open = 0;
    let (mut from, mut to) = (start + tab, end);
    loop {
        let line = &text[from..to];
        open = (open + lists(line, ["<ul", "<ol"])).saturating_sub(lists(line, ["</ul", "</ol"]));
        let next = to + 1;
        if open == 0 || next >= text.len() || !goes_on(&text[next..]) {
            return to;
        }
        (from, to) = (next, line_end(text, next));
    }
}

/// A point of a list, or the end of one.
fn goes_on(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', '\u{3000}']);
    rest.starts_with("<li") || rest.starts_with("</")
}

/// A tab only before the text is indentation.
fn indented(line: &str) -> bool {
    let body = line.trim_start_matches(['\t', ' ']);
    !body.contains('\t') && markdown_bullet(body).is_some()
}

fn row(line: &str, start: usize, left: &mut Vec<Block>) -> RawRow {
    let mut cells = Vec::new();
    let mut at = 0;
    for part in line.split('\t') {
        cells.push(RawCell::new(fragment::lines_leaving(part, start + at, left), start + at..start + at + part.len()));
        at += part.len() + 1;
    }
    RawRow { cells, hidden: false }
}

/// `## x` → 2.
fn heading_level(body: &str) -> Option<usize> {
    let level = body.bytes().take_while(|byte| *byte == b'#').count();
    ((1..=6).contains(&level) && body[level..].starts_with([' ', '\u{3000}'])).then_some(level)
}

/// Bytes of a Markdown bullet (`- `, `* `, `+ `).
fn markdown_bullet(body: &str) -> Option<usize> {
    let mut characters = body.chars();
    (matches!(characters.next(), Some('-' | '*' | '+')) && characters.next() == Some(' ')).then_some(2)
}
