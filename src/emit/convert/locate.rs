//! Locate (所在): places of the records to sources: the line, the block, and of a workbook the sheet and the address.

use crate::emit::dataset::Source;
use crate::model::block::Block;
use crate::model::document::{Document, column_letters};
use crate::model::place::Place;

/// Line numbers and sheets of places.
pub(super) struct Locator<'a> {
    line_starts: Vec<usize>,
    block_starts: Vec<usize>,
    document: &'a Document,
}

impl<'a> Locator<'a> {
    /// For the places of a document.
    pub(super) fn new(document: &'a Document) -> Locator<'a> {
        let line_starts = std::iter::once(0).chain(document.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1)).collect();
        Locator { line_starts, block_starts: block_starts(&document.blocks), document }
    }

    /// Where each block begins.
    pub(super) fn block_starts(&self) -> &[usize] {
        &self.block_starts
    }

    /// The block that holds a byte.
    pub(super) fn block_at(&self, at: usize) -> u32 {
        self.block_starts.partition_point(|start| *start <= at).saturating_sub(1) as u32
    }

    /// The source that a place is written as.
    pub(super) fn source(&self, place: &Place) -> Source {
        let line = self.line_starts.partition_point(|start| *start <= place.start) as u32;
        let (sheet, address) = self.address(place).unzip();
        let (page, area) = self.printed(place).unzip();
        Source {
            block: place.block,
            table: place.table,
            row: place.row,
            column: place.column,
            line,
            start: place.start as u64,
            end: place.end as u64,
            sheet,
            address,
            page,
            area,
            hidden: self.is_hidden(place),
            also: vec![],
        }
    }

    /// Some of the bytes stand in a cell that the source hides.
    fn is_hidden(&self, place: &Place) -> bool {
        let hidden = &self.document.hidden;
        let empty = place.start == place.end;
        // A blank cell has no bytes, but a place.
        let first = hidden.partition_point(|range| range.end < place.start || range.end == place.start && !empty);
        hidden.get(first).is_some_and(|range| range.start < place.end || range.start == place.start)
    }

    /// Page and box of the lines or cells of a PDF that the bytes were printed from; of those on its first page, if they are on several.
    fn printed(&self, place: &Place) -> Option<(u32, [f64; 4])> {
        let prints = &self.document.prints;
        let empty = place.start == place.end;
        let first = prints.partition_point(|spot| spot.range.end < place.start || spot.range.end == place.start && (!empty || !spot.range.is_empty()));
        let page = prints.get(first)?.page;
        let held = prints[first..].iter().take_while(|spot| spot.page == page && (spot.range.start < place.end || empty && spot.range.start == place.end));
        let area = held.map(|spot| spot.area).reduce(|all, one| [all[0].min(one[0]), all[1].min(one[1]), all[2].max(one[2]), all[3].max(one[3])])?;
        Some((page, area))
    }

    /// Sheet and A1 address of the cells that the bytes were printed from; `B3:D9` if there are several.
    fn address(&self, place: &Place) -> Option<(String, String)> {
        let spots = &self.document.spots;
        // A blank cell is a spot without bytes.
        let empty = place.start == place.end;
        let first = spots.partition_point(|spot| spot.range.end < place.start || spot.range.end == place.start && (!empty || !spot.range.is_empty()));
        let last = spots.partition_point(|spot| spot.range.start < place.end || empty && spot.range.start == place.end);
        if last <= first {
            return None;
        }
        let (first, last) = (spots.get(first)?, spots.get(last - 1)?);
        let sheet = self.document.sheets.get(first.sheet as usize)?.clone();
        let start = address(first.row, first.column);
        if (first.sheet, first.row, first.column) == (last.sheet, last.row, last.column) || first.sheet != last.sheet {
            return Some((sheet, start));
        }
        Some((sheet, format!("{}:{}", address(first.row, first.column.min(last.column)), address(last.row, last.column.max(first.column)))))
    }

    /// The source of a record that was joined from several places.
    pub(super) fn sources(&self, places: &[Place]) -> Source {
        let mut places = places.iter();
        let mut first = self.source(places.next().unwrap_or(&Place::default()));
        first.also = places.map(|place| self.source(place)).collect();
        first
    }
}

/// `B3` from row 2, column 1.
fn address(row: u32, column: u32) -> String {
    format!("{}{}", column_letters(column), row + 1)
}

/// Where each block begins, or what stands behind it if that begins before it: the rule of a Markdown table is told before the
/// table that it stands in. A blank has no place of its own.
fn block_starts(blocks: &[Block]) -> Vec<usize> {
    let mut next = usize::MAX;
    let mut starts: Vec<usize> = blocks
        .iter()
        .rev()
        .map(|block| {
            let own = match block {
                Block::Heading { line, .. } | Block::Line(line) | Block::Bullet { line, .. } => line.text.whole_source().start,
                Block::Table(table) => table.source.start,
                Block::Furniture { source, .. } => source.start,
                Block::Blank => next,
            };
            next = next.min(own);
            next
        })
        .collect();
    starts.reverse();
    starts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::japanese::text::Text;
    use crate::model::block::{Line, RawTable};

    #[test]
    fn a_table_holds_its_rule_that_is_told_before_it() {
        let line = |at: usize| {
            let mut text = Text::default();
            text.push("行", at);
            Block::Line(Line::plain(text))
        };
        let rule = Block::Furniture { source: 30..35, reason: "table-rule" };
        let table = Block::Table(RawTable { source: 10..60, ..RawTable::default() });
        let document = Document { blocks: vec![line(0), rule, table, Block::Blank, line(70)], ..Document::default() };
        let locator = Locator::new(&document);
        assert_eq!([0, 12, 40, 65, 70, 99].map(|at| locator.block_at(at)), [0, 2, 2, 2, 4, 4]);
    }
}
