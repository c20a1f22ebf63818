//! HTML page (ウェブページ): the decoded text of a whole page to blocks.
//!
//! `html5ever` and `scraper` make the tree, [`parse`] and [`sink`] tell where in the page each node stands, [`order`] lists it as it is
//! read. What is no content (navigation, scripts, hidden elements) is told as furniture with its reason: nothing is lost.

mod attribute;
mod charset;
mod context;
mod control;
mod depth;
mod element;
mod grid;
mod line;
mod links;
mod metadata;
mod name;
mod nest;
mod node;
mod opening;
mod order;
mod page;
mod parse;
mod picture;
mod reference;
mod remark;
mod running;
mod sink;
mod slots;
#[cfg(test)]
mod stock;
#[cfg(test)]
mod stock_damage;
mod survey;
mod tag;

pub use charset::declared;
pub use nest::{OuterRow, unfold};
pub use opening::{has_blocks, is_page, opens_with};

use crate::model::block::Block;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::document::Document;
use crate::model::place::Place;
use std::ops::Range;

/// Reads a page; encoding and what decoding had to say are left to the caller.
pub fn read(text: &str) -> Document {
    let parsed = parse::parse(text);
    let tree = order::order(&parsed, text);
    let roles = survey::survey(&tree, text);
    let page = page::read(&tree, &roles, text);
    let mut diagnostics = vec![];
    if parsed.flattened > 0 {
        let message = format!("{} elements stand deeper than {}; they were read as if they stood beside each other, with all their text", parsed.flattened, depth::MOST_DEPTH);
        diagnostics.push(Diagnostic::new(Code::LimitReached, message));
    }
    let hidden = page.blocks.iter().filter_map(|block| match block {
        Block::Furniture { source, reason: "hidden" } => Some(source),
        _ => None,
    });
    if let Some(first) = hidden.clone().next() {
        let place = Place { start: first.start, end: first.end, ..Place::default() };
        diagnostics.push(Diagnostic::at(Code::HiddenContent, format!("{} hidden element(s) were left to residue", hidden.count()), &place));
    }
    let metadata = metadata::metadata(&tree, text, &page.blocks, page.updated);
    let hidden = hidden_cells(&page.blocks);
    Document { format: "html", hidden, blocks: page.blocks, metadata, diagnostics, ..Document::default() }
}

/// Bytes of the cells of hidden rows.
fn hidden_cells(blocks: &[Block]) -> Vec<Range<usize>> {
    let tables = blocks.iter().filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None });
    let rows = tables.flat_map(|table| &table.rows).filter(|row| row.hidden);
    let mut cells: Vec<Range<usize>> = rows.flat_map(|row| &row.cells).map(|cell| cell.source.clone()).collect();
    // A table in a cell follows that cell's table, and a foot is shown last wherever it is written.
    cells.sort_unstable_by_key(|cell| (cell.start, cell.end));
    let mut apart: Vec<Range<usize>> = vec![];
    for cell in cells {
        match apart.last_mut() {
            Some(last) if cell.start < last.end => last.end = last.end.max(cell.end),
            _ => apart.push(cell),
        }
    }
    apart
}
