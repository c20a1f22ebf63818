//! Context (文脈): where the text that comes next goes: the page, a cell or a caption, and how it is shown there.

use crate::model::block::{Block, Line, RawTable};
use crate::read::html::attribute::Target;
use crate::read::html::line::{Assembler, Style};

/// Where text goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Page,
    Cell,
    Caption,
}

pub(super) struct Context {
    pub(super) kind: Kind,
    pub(super) line: Assembler,
    /// Lines of a cell, a caption or a heading.
    pub(super) lines: Vec<Line>,
    pub(super) bold: u32,
    pub(super) target: Target,
    pub(super) lists: u32,
    pub(super) heading: Option<u8>,
    pub(super) preformatted: u32,
    /// Tables in the cell.
    pub(super) tables: Vec<RawTable>,
    /// Furniture inside the line.
    pub(super) pending: Vec<Block>,
}

impl Context {
    pub(super) fn new(kind: Kind) -> Context {
        Context { kind, line: Assembler::default(), lines: vec![], bold: 0, target: Target::None, lists: 0, heading: None, preformatted: 0, tables: vec![], pending: vec![] }
    }

    pub(super) fn style(&self) -> Style {
        Style { bold: self.bold > 0 || self.heading.is_some(), target: self.target }
    }
}

/// What an open table or list of terms is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// Its content stands by itself.
    Dissolved,
    /// A table of data.
    Table,
    /// A list of terms that makes a table.
    Terms,
}
