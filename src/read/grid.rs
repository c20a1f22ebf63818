//! Grid (罫線文字の表): a table drawn with `+---+` and `|`, as Pandoc and reStructuredText write it.

use crate::model::block::{Block, Line, RawCell, RawRow, RawTable};
use crate::read::fragment;
use std::ops::Range;

/// The bytes of the drawn table that opens with the line at `start`; `None` if none does.
pub fn range(text: &str, start: usize) -> Option<Range<usize>> {
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next()?;
    if !is_rule(first) {
        return None;
    }
    let mut end = start + first.len();
    let mut last = None;
    for line in lines {
        let rule = is_rule(line);
        if !rule && !line.trim_start().starts_with('|') {
            break;
        }
        end += line.len();
        if rule {
            last = Some(end);
        }
    }
    last.map(|end| start..start + text[start..end].trim_end().len())
}

/// Reads the drawn table.
pub fn read(text: &str, drawn: Range<usize>) -> Vec<Block> {
    let mut left = vec![];
    let mut rows: Vec<RawRow> = vec![];
    let mut open: Vec<RawCell> = vec![];
    let mut at = drawn.start;
    for line in text[drawn.clone()].split_inclusive('\n') {
        if is_rule(line) {
            if !open.is_empty() {
                rows.push(RawRow { cells: std::mem::take(&mut open), hidden: false });
            }
            if line.contains('=') {
                rows.iter_mut().flat_map(|row| &mut row.cells).for_each(|cell| cell.heading = true);
            }
            left.push(Block::Furniture { source: at..at + line.trim_end().len(), reason: "table-rule" });
        } else {
            add(&mut open, line, at, &mut left);
        }
        at += line.len();
    }
    if rows.is_empty() {
        return left;
    }
    let mut out = vec![Block::Table(RawTable { rows, source: drawn, exact: true, ..RawTable::default() })];
    out.append(&mut left);
    out
}

/// The cells of one printed line go on with those above it: a word that the drawing broke is one.
fn add(open: &mut Vec<RawCell>, line: &str, start: usize, left: &mut Vec<Block>) {
    let body = line.trim_end();
    let Some(first) = body.find('|') else { return };
    let mut at = start + first + 1;
    for (index, part) in body[first + 1..].trim_end_matches('|').split('|').enumerate() {
        let lines = fragment::lines_leaving(part, at, left);
        let source = at..at + part.len();
        match open.get_mut(index) {
            Some(cell) => {
                cell.source.end = source.end.max(cell.source.end);
                go_on(cell, lines);
            }
            None => open.push(RawCell::new(lines, source)),
        }
        at += part.len() + 1;
    }
}

fn go_on(cell: &mut RawCell, lines: Vec<Line>) {
    for line in lines {
        match cell.lines.last_mut().filter(|last| !line.bullet && !last.text.as_str().ends_with(['。', ':'])) {
            Some(last) => {
                let wide = |c: char| !c.is_ascii();
                let joins = last.text.as_str().ends_with(wide) || line.text.as_str().starts_with(wide);
                if !joins {
                    let end = last.text.whole_source().end;
                    last.text.push_as(" ", end..line.text.whole_source().start.max(end));
                }
                last.text.append(&line.text);
            }
            None => cell.lines.push(line),
        }
    }
}

/// `+------+=====+`.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 5 && line.starts_with('+') && line.ends_with('+') && line.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'=' | b':')) && line[1..].contains(['-', '='])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawn_table_is_read_and_a_broken_word_is_whole() {
        let text = "表\n+----+----+\n| 名 | 値 |\n+====+====+\n| 図書館運営 | 1 |\n| 事業 |  |\n+----+----+\n後";
        let start = text.find('+').unwrap_or(0);
        let drawn = range(text, start).expect("a table");
        let blocks = read(text, drawn);
        let Some(Block::Table(table)) = blocks.first() else { panic!("{blocks:?}") };
        let shown: Vec<Vec<&str>> = table.rows.iter().map(|row| row.cells.iter().map(|cell| cell.lines.first().map_or("", |line| line.text.as_str())).collect()).collect();
        assert_eq!(shown, [["名", "値"], ["図書館運営事業", "1"]]);
        assert!(table.rows[0].cells[0].heading && !table.rows[1].cells[0].heading);
        assert_eq!(range(text, 0), None);
    }
}
