//! Inset (文中の表): a whole HTML table that stands among the lines of a mixed text, as some OCR prints tables it is sure of.
//!
//! The page reader reads it as it reads a table of a page; only its bytes stand further down.

use crate::model::block::{Block, Line, RawCell, RawRow, RawTable};
use crate::read::html;
use std::ops::Range;

/// The bytes of the table that opens at `start`, which is the beginning of a line: to the end of the line of its end tag.
///
/// `None` where no table opens, or where it never ends: such tags are told as text, as before.
pub fn range(text: &str, start: usize, last_end: usize) -> Option<Range<usize>> {
    if start >= last_end || !opens_table(text[start..].lines().next()?) {
        return None;
    }
    let mut depth = 0usize;
    let mut at = start;
    while let Some(tag) = text[at..=last_end].find('<').map(|offset| at + offset) {
        let rest = &text[tag..];
        if html::opens_with(rest, "<table") {
            depth += 1;
        } else if html::opens_with(rest, "</table") {
            depth = depth.saturating_sub(1);
            // A table that is opened more often than it is closed ends with the last end tag there is.
            if depth == 0 || tag == last_end {
                return Some(start..rest.find('\n').map_or(text.len(), |end| tag + end));
            }
        }
        at = tag + 1;
    }
    None
}

/// Where the last end tag of a table stands; 0 if there is none.
pub fn last_end(text: &str) -> usize {
    text.rmatch_indices("</").find(|(at, _)| html::opens_with(&text[*at..], "</table")).map_or(0, |(at, _)| at)
}

/// Rows of cells in which whole tables stand (`<table>…</table>` in one field), told row by row as a page tells them; and what stands apart.
pub fn nested(text: &str, rows: Vec<RawRow>) -> (Vec<RawRow>, Vec<Block>) {
    let holds = |cell: &RawCell| text.get(cell.source.clone()).is_some_and(|body| body.contains("</table") || body.contains("</TABLE"));
    if !rows.iter().flat_map(|row| &row.cells).any(holds) {
        return (rows, vec![]);
    }
    let outer = rows.into_iter().map(|row| {
        let cells = row.cells.into_iter().map(|mut cell| {
            if !holds(&cell) {
                return (cell, vec![]);
            }
            let tables: Vec<RawTable> = read(text, cell.source.clone()).into_iter().filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None }).collect();
            let within = |line: &Line| tables.iter().any(|table| table.source.contains(&line.text.whole_source().start));
            cell.lines.retain(|line| !within(line));
            (cell, tables)
        });
        html::OuterRow { cells: cells.collect(), hidden: row.hidden }
    });
    html::unfold(outer.collect())
}

/// Reads the table at `range`.
pub fn read(text: &str, range: Range<usize>) -> Vec<Block> {
    let mut blocks = html::read(&text[range.clone()]).blocks;
    for block in &mut blocks {
        match block {
            Block::Heading { line, .. } | Block::Line(line) | Block::Bullet { line, .. } => moved(line, range.start),
            Block::Table(table) => moved_table(table, range.start),
            Block::Furniture { source, .. } => *source = source.start + range.start..source.end + range.start,
            Block::Blank => {}
        }
    }
    blocks
}

fn moved_table(table: &mut RawTable, by: usize) {
    // OCR that prints no span at all does not know them: its blanks may be those of merged cells.
    table.spans_told &= table.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.row_span > 1 || cell.column_span > 1);
    let further = |source: &Range<usize>| source.start + by..source.end + by;
    table.source = further(&table.source);
    if let Some(caption) = &mut table.caption {
        moved(caption, by);
    }
    for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
        cell.source = further(&cell.source);
        for line in &mut cell.lines {
            moved(line, by);
        }
    }
}

fn moved(line: &mut Line, by: usize) {
    line.text = line.text.moved(by);
}

/// The line is the start tag of a table, perhaps after those of what holds it (`<html><body><table>`).
fn opens_table(line: &str) -> bool {
    let mut rest = line.trim_start();
    loop {
        if html::opens_with(rest, "<table") {
            return true;
        }
        if !["<html", "<body", "<div", "<center", "<figure"].iter().any(|name| html::opens_with(rest, name)) {
            return false;
        }
        let Some(end) = rest.find('>') else { return false };
        rest = rest[end + 1..].trim_start();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_reaches_to_its_own_end() {
        let text = "前\n<table><tr><td>一<table></table></td></tr>\n</table> \n後\n<table>";
        let start = text.find("<table").unwrap_or(0);
        let found = range(text, start, last_end(text));
        assert_eq!(found.map(|found| &text[found]), Some("<table><tr><td>一<table></table></td></tr>\n</table> "));
        assert_eq!(range(text, text.rfind("<table").unwrap_or(0), last_end(text)), None);
        assert_eq!(range(text, 0, last_end(text)), None);
    }

    #[test]
    fn what_it_holds_leads_back_to_its_bytes() {
        let text = "## 見出し\n<table><tr><td>項目</td><td>値</td></tr><tr><td>１件</td><td>乙</td></tr></table>\n";
        let start = text.find("<table").unwrap_or(0);
        let blocks = read(text, range(text, start, last_end(text)).unwrap_or(0..0));
        let [Block::Table(table)] = &blocks[..] else { panic!("{blocks:?}") };
        assert_eq!(&text[table.rows[1].cells[0].lines[0].text.whole_source()], "１件");
    }
}
