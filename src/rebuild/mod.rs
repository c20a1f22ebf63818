//! Rebuild (復元): printed rows to grids of which each cell is where the author put it.
//!
//! The flow: tables that a page cut apart are stitched; each is spread over slots, its kind and header found, its rows
//! fitted to columns, its lost spans carried, and it is squared into a grid. What is done is recorded as a repair.

mod align;
mod beside;
mod between;
mod builder;
mod carry;
mod columns;
mod crown;
mod cut;
mod down;
mod draft;
mod facing;
mod finish;
mod fit;
mod fitter;
mod form;
mod halves;
mod head;
mod headless;
mod join;
mod kind;
mod labels;
mod lend;
mod mixture;
mod noise;
mod profile;
mod reading;
mod settle;
mod shape;
mod split;
mod spread;
mod stack;
mod stitch;
#[cfg(test)]
mod tests;
mod transpose;
mod upright;
mod years;

use crate::japanese::date::Setting;
use crate::model::diagnostic::Diagnostic;
use crate::model::document::Document;
use crate::model::grid::Piece;
use crate::model::lexicon::Lexicon;
use builder::Builder;

/// Rebuilds every table of a document; other blocks pass through in their order.
pub fn rebuild(document: &Document, lexicon: &Lexicon, setting: &Setting) -> (Vec<Piece>, Vec<Diagnostic>) {
    let mut builder = Builder {
        lexicon,
        setting,
        repeats: stitch::repeats(&document.blocks),
        pieces: vec![],
        open: None,
        waiting: vec![],
        tables: 0,
        double: None,
        years: None,
        diagnostics: vec![],
        lenders: lend::Lenders::default(),
    };
    let mut index = 0;
    while index < document.blocks.len() {
        builder.caption(index, &document.blocks);
        let taken = builder.double_page(&document.blocks, index);
        if taken == 0 {
            builder.block(index, &document.blocks[index]);
        }
        index += taken.max(1);
    }
    builder.close();
    facing::join(&mut builder.pieces, lexicon, setting);
    (builder.pieces, builder.diagnostics)
}
