//! Embedded table (埋め込みの表): an HTML table inside a text, as OCR and converters print tables whose cells are merged.
//!
//! It is read by the HTML reader; its bytes are those of the text.

use crate::model::block::{Block, Line};
use crate::read::html;
use std::ops::Range;

/// The bytes of the HTML table that opens at byte `at` of `text`: to its closing tag, tables inside it included. `None` if
/// none opens here or it is never closed.
pub fn table_at(text: &str, at: usize) -> Option<Range<usize>> {
    if !opens(&text[at..]) {
        return None;
    }
    let mut open = 0usize;
    for (offset, _) in text[at..].match_indices('<') {
        let here = &text[at + offset..];
        if opens(here) {
            open += 1;
        } else if here.get(..8).is_some_and(|tag| tag.eq_ignore_ascii_case("</table>")) {
            open -= 1;
            if open == 0 {
                return Some(at..at + offset + 8);
            }
        }
    }
    None
}

/// `<table>` or `<table …`.
pub fn opens(text: &str) -> bool {
    text.get(..6).is_some_and(|tag| tag.eq_ignore_ascii_case("<table")) && text[6..].starts_with(|c: char| c == '>' || c.is_ascii_whitespace())
}

/// The blocks of the HTML that stands at `range` of `text`.
pub fn blocks(text: &str, range: Range<usize>) -> Vec<Block> {
    let mut found = html::read(&text[range.clone()]).blocks;
    for block in &mut found {
        shift(block, range.start);
    }
    found
}

fn shift(block: &mut Block, by: usize) {
    match block {
        Block::Heading { line, .. } | Block::Line(line) | Block::Bullet { line, .. } => shift_line(line, by),
        Block::Table(table) => {
            shift_range(&mut table.source, by);
            table.caption.iter_mut().for_each(|line| shift_line(line, by));
            for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
                shift_range(&mut cell.source, by);
                cell.lines.iter_mut().for_each(|line| shift_line(line, by));
            }
        }
        Block::Furniture { source, .. } => shift_range(source, by),
        Block::Blank => {}
    }
}

fn shift_line(line: &mut Line, by: usize) {
    line.text = line.text.shifted(by);
}

fn shift_range(range: &mut Range<usize>, by: usize) {
    *range = range.start + by..range.end + by;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_ends_with_its_own_closing_tag() {
        let text = "前 <table><tr><td><table></table></td></tr></TABLE> 後";
        assert_eq!(table_at(text, 4).map(|range| &text[range]), Some("<table><tr><td><table></table></td></tr></TABLE>"));
        assert_eq!(table_at("<tables>", 0), None);
        assert_eq!(table_at("<table><tr>", 0), None);
    }

    #[test]
    fn its_cells_lead_back_to_the_bytes_of_the_text() {
        let text = "目標\n<table><tr><td>甲</td><td>乙<br>丙</td></tr></table>";
        let found = blocks(text, table_at(text, 7).expect("a table stands here"));
        let Some(Block::Table(table)) = found.first() else { panic!("no table: {found:?}") };
        let shown: Vec<&str> = table.rows[0].cells.iter().flat_map(|cell| &cell.lines).map(|line| &text[line.text.whole_source()]).collect();
        assert_eq!(shown, ["甲", "乙", "丙"]);
    }
}
