//! Element (要素): what the start and the end of a block-level element do to the page that is being read.

use crate::model::block::{Block, RawCell, RawTable};
use crate::read::html::context::{Context, Kind, Owner};
use crate::read::html::grid::Grid;
use crate::read::html::line::joined;
use crate::read::html::node::Node;
use crate::read::html::page::Walker;
use crate::read::html::survey::Role;
use crate::read::html::tag::Tag;

/// So many tables that hold each other are told as one.
const MOST_NESTED: usize = 4;

impl Walker<'_> {
    /// A block-level element begins.
    pub(super) fn block(&mut self, index: usize, node: &Node) {
        let extra = self.tree.extra(node);
        let in_table = self.owner() == Owner::Table;
        let context = self.context();
        // An unclosed heading ends where the next block begins.
        if context.heading.is_some() && context.kind == Kind::Page && (!context.lines.is_empty() || matches!(node.tag, Tag::Table | Tag::Dl)) {
            self.end_heading();
        }
        match node.tag {
            Tag::Table | Tag::Dl => {
                let data = self.roles[index] == Role::Data && (node.tag == Tag::Table || self.context().kind == Kind::Page);
                if data {
                    self.grids.push(Grid::new(node.start as usize..node.end as usize));
                    self.contexts.push(Context::new(Kind::Page));
                }
                self.owners.push(match (data, node.tag) {
                    (false, _) => Owner::Dissolved,
                    (true, Tag::Table) => Owner::Table,
                    (true, _) => Owner::Terms,
                });
            }
            Tag::Tr if in_table => self.with_grid(|grid| grid.begin_row(extra.hidden)),
            Tag::Thead | Tag::Tbody | Tag::Tfoot if in_table => self.with_grid(|grid| grid.begin_group(node.tag == Tag::Tfoot, extra.hidden)),
            Tag::Caption if in_table => self.contexts.push(Context::new(Kind::Caption)),
            tag if self.is_cell(tag) => {
                if tag == Tag::Dt {
                    self.with_grid(|grid| grid.begin_row(false));
                }
                self.contexts.push(Context::new(Kind::Cell));
            }
            Tag::Th | Tag::Caption => self.context().bold += 1,
            Tag::Dt => self.context().heading = Some(0),
            Tag::Ul | Tag::Ol | Tag::Menu | Tag::Dir => self.context().lists += 1,
            Tag::Li => self.context().line.item = true,
            Tag::Pre | Tag::Listing | Tag::Xmp | Tag::Plaintext => self.context().preformatted += 1,
            tag => {
                if let Some(level) = tag.heading() {
                    self.context().heading = Some(level);
                }
            }
        }
    }

    /// An element ends.
    pub(super) fn leave(&mut self, index: usize) {
        let node = &self.tree.nodes[index];
        if !node.tag.is_block() {
            return;
        }
        self.end_line();
        let in_table = self.owner() == Owner::Table;
        match node.tag {
            Tag::Table | Tag::Dl => self.end_owner(),
            Tag::Thead | Tag::Tbody | Tag::Tfoot if in_table => self.with_grid(Grid::end_group),
            Tag::Caption if in_table => self.end_caption(),
            tag if self.is_cell(tag) => self.end_cell(node),
            Tag::Th | Tag::Caption => {
                let context = self.context();
                context.bold = context.bold.saturating_sub(1);
            }
            Tag::Ul | Tag::Ol | Tag::Menu | Tag::Dir => {
                let context = self.context();
                context.lists = context.lists.saturating_sub(1);
                context.line.item = false;
            }
            Tag::Li => self.context().line.item = false,
            Tag::Pre | Tag::Listing | Tag::Xmp | Tag::Plaintext => {
                let context = self.context();
                context.preformatted = context.preformatted.saturating_sub(1);
            }
            tag if tag.heading().is_some() || tag == Tag::Dt => self.end_heading(),
            _ => {}
        }
    }

    fn end_caption(&mut self) {
        let caption = self.contexts.pop().and_then(|context| joined(context.lines));
        let Some(caption) = caption else { return };
        match self.grids.last_mut() {
            Some(grid) if grid.caption.is_none() => grid.caption = Some(caption),
            _ => self.emit(Block::Line(caption)),
        }
    }

    fn with_grid(&mut self, change: impl FnOnce(&mut Grid)) {
        if let Some(grid) = self.grids.last_mut() {
            change(grid);
        }
    }

    fn end_cell(&mut self, node: &Node) {
        let (lines, tables) = self.contexts.pop().map_or((vec![], vec![]), |context| (context.lines, context.tables));
        let extra = self.tree.extra(node);
        let heading = matches!(node.tag, Tag::Th | Tag::Dt);
        let source = node.start as usize..node.end as usize;
        let cell = RawCell { lines, source, row_span: extra.row_span, column_span: extra.column_span, heading };
        self.with_grid(|grid| grid.cell(cell, tables));
    }

    /// A table or a list of terms ends.
    fn end_owner(&mut self) {
        if self.owners.pop().is_none_or(|owner| owner == Owner::Dissolved) {
            return;
        }
        self.contexts.pop();
        let Some(grid) = self.grids.pop() else { return };
        let (table, after) = grid.finish();
        match table {
            Some(table) if self.is_told_with_the_outer_one(&table) => self.context().tables.push(table),
            Some(table) => self.emit(Block::Table(table)),
            None => {}
        }
        for block in after {
            self.emit(block);
        }
    }

    /// A table in a cell belongs to the row and column that hold it.
    fn is_told_with_the_outer_one(&mut self, table: &RawTable) -> bool {
        self.grids.len() <= MOST_NESTED && !self.grids.is_empty() && self.context().kind == Kind::Cell && table.caption.is_none()
    }

    fn end_heading(&mut self) {
        let context = self.context();
        let Some(level) = context.heading.take() else { return };
        if context.kind == Kind::Page {
            let line = joined(std::mem::take(&mut context.lines));
            let mut pending = std::mem::take(&mut context.pending).into_iter().peekable();
            if let Some(line) = line {
                let start = line.text.whole_source().start;
                while let Some(before) = pending.next_if(|block| matches!(block, Block::Furniture { source, .. } if source.start < start)) {
                    self.emit(before);
                }
                self.emit(Block::Heading { level, line });
            }
            for block in pending {
                self.emit(block);
            }
        }
    }
}
