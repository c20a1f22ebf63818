//! Page (頁): walks the tree in order and fills the blocks.

use crate::model::block::Block;
use crate::read::html::attribute::Target;
use crate::read::html::context::{Context, Kind, Owner};
use crate::read::html::grid::Grid;
use crate::read::html::line::{Finished, jumps};
use crate::read::html::node::{Node, Tree};
use crate::read::html::remark;
use crate::read::html::survey::Role;
use crate::read::html::tag::Tag;
use crate::read::note_mark::is_note_mark;
use std::ops::Range;

/// What was read of a page.
pub struct Page {
    /// Its blocks, in reading order.
    pub blocks: Vec<Block>,
    /// The date it tells as its last change.
    pub updated: Option<String>,
}

/// Reads the tree of a page.
pub fn read(tree: &Tree, roles: &[Role], page: &str) -> Page {
    let first_heading = tree.nodes.iter().find(|node| node.tag.heading().is_some()).map(|node| node.start as usize);
    let mut walker = Walker { tree, roles, page, contexts: vec![Context::new(Kind::Page)], grids: vec![], owners: vec![], blocks: vec![], updated: None, first_heading };
    let mut open: Vec<usize> = vec![];
    let mut index = 0;
    while index < tree.nodes.len() {
        while let Some(last) = open.last().copied()
            && tree.nodes[last].limit as usize <= index
        {
            open.pop();
            walker.leave(last);
        }
        let node = &tree.nodes[index];
        if walker.enter(index, node) {
            if node.limit as usize > index + 1 || !is_leaf(node.tag) {
                open.push(index);
            }
            index += 1;
        } else {
            index = node.limit as usize;
        }
    }
    while let Some(last) = open.pop() {
        walker.leave(last);
    }
    walker.end_line();
    Page { blocks: walker.blocks, updated: walker.updated }
}

fn is_leaf(tag: Tag) -> bool {
    matches!(tag, Tag::Text | Tag::Entity | Tag::Comment | Tag::Lost | Tag::Break | Tag::Br | Tag::BoldOn | Tag::BoldOff | Tag::LinkOn | Tag::LinkOff)
}

pub(super) struct Walker<'a> {
    pub(super) tree: &'a Tree,
    pub(super) roles: &'a [Role],
    pub(super) page: &'a str,
    /// Never empty: the page's own is at the bottom.
    pub(super) contexts: Vec<Context>,
    /// Open data tables.
    pub(super) grids: Vec<Grid>,
    /// What every open table or list of terms is.
    pub(super) owners: Vec<Owner>,
    blocks: Vec<Block>,
    updated: Option<String>,
    first_heading: Option<usize>,
}

impl Walker<'_> {
    pub(super) fn context(&mut self) -> &mut Context {
        if self.contexts.is_empty() {
            self.contexts.push(Context::new(Kind::Page));
        }
        let last = self.contexts.len() - 1;
        &mut self.contexts[last]
    }

    pub(super) fn owner(&self) -> Owner {
        self.owners.last().copied().unwrap_or(Owner::Dissolved)
    }

    /// The element is a cell of the innermost open table of data.
    pub(super) fn is_cell(&self, tag: Tag) -> bool {
        match self.owner() {
            Owner::Dissolved => false,
            Owner::Table => tag.is_cell(),
            Owner::Terms => matches!(tag, Tag::Dt | Tag::Dd),
        }
    }

    /// Enters a node; `false` passes over all in it.
    fn enter(&mut self, index: usize, node: &Node) -> bool {
        let source = node.start as usize..node.end as usize;
        if matches!(self.roles[index], Role::Furniture | Role::Links) {
            let extra = self.tree.extra(node);
            let reason = match extra.furniture {
                _ if extra.hidden => "hidden",
                None if self.roles[index] == Role::Links && self.is_before_headings(source.start) => "navigation",
                None if self.roles[index] == Role::Links => "links",
                told => told.unwrap_or("hidden"),
            };
            self.furniture(source, reason, node.tag.is_block());
            return false;
        }
        match node.tag {
            Tag::Text => self.text(source),
            Tag::Entity => {
                self.part(source.start);
                let text = self.tree.entity(node);
                let context = self.context();
                let style = context.style();
                context.line.entity(text, source, style);
            }
            Tag::Sup if self.is_note_mark(index, node) => {
                self.furniture(source, "note-mark", false);
                return false;
            }
            Tag::Comment => self.furniture(source, "comment", false),
            Tag::Lost => self.furniture(source, "cut-off-tag", false),
            Tag::Break | Tag::Br => self.end_line(),
            Tag::BoldOn => self.context().bold += 1,
            Tag::BoldOff => self.context().bold = self.context().bold.saturating_sub(1),
            Tag::LinkOn => self.context().target = Tree::target(node),
            Tag::LinkOff => self.context().target = Target::None,
            tag if tag.is_block() => {
                self.end_line();
                self.block(index, node);
            }
            _ => {}
        }
        true
    }

    /// A raised sign leads to a note.
    fn is_note_mark(&mut self, index: usize, node: &Node) -> bool {
        let mut sign = String::new();
        for held in &self.tree.nodes[index + 1..node.limit as usize] {
            match held.tag {
                Tag::Text => sign.push_str(self.page.get(held.start as usize..held.end as usize).unwrap_or("")),
                Tag::Entity => sign.push_str(self.tree.entity(held)),
                _ => {}
            }
        }
        is_note_mark(self.context().line.so_far(), &sign)
    }

    /// Ends the line where the text at byte `start` stands elsewhere in the page: a line holds no bytes of another.
    fn part(&mut self, start: usize) {
        let page = self.page;
        if self.context().line.reaches().is_some_and(|end| end != start && jumps(page, end, start)) {
            self.end_line();
        }
    }

    fn text(&mut self, source: Range<usize>) {
        let Some(printed) = self.page.get(source.clone()) else { return };
        self.part(source.start);
        let context = self.context();
        let style = context.style();
        if context.preformatted == 0 {
            context.line.text(printed, source.start, style);
            return;
        }
        let mut at = source.start;
        for (index, line) in printed.split('\n').enumerate() {
            if index > 0 {
                self.end_line();
            }
            self.context().line.text(line, at, style);
            at += line.len() + 1;
        }
    }

    fn furniture(&mut self, source: Range<usize>, reason: &'static str, block: bool) {
        if block {
            self.end_line();
        }
        let furniture = Block::Furniture { source, reason };
        let context = self.context();
        if context.line.is_blank() && context.heading.is_none() {
            self.emit(furniture);
        } else {
            context.pending.push(furniture);
        }
    }

    pub(super) fn end_line(&mut self) {
        let context = self.context();
        let finished = context.line.end();
        let marks = finished.iter().flat_map(|finished| &finished.marks).map(|source| Block::Furniture { source: source.clone(), reason: "note-mark" });
        context.pending.extend(marks);
        let in_page = context.kind == Kind::Page && context.heading.is_none();
        let lists = context.lists;
        match finished {
            Some(finished) if in_page => self.emit_line(finished, lists),
            Some(finished) => context.lines.extend(finished.lines),
            None => {}
        }
        if self.context().heading.is_none() {
            for block in std::mem::take(&mut self.context().pending) {
                self.emit(block);
            }
        }
    }

    /// Before the first heading of a page its way about the site stands.
    fn is_before_headings(&self, at: usize) -> bool {
        self.first_heading.is_some_and(|heading| at < heading)
    }

    fn emit_line(&mut self, finished: Finished, lists: u32) {
        let before = self.is_before_headings(finished.source.start);
        if let Some(reason) = remark::furniture(&finished, before) {
            if reason == "page-information" {
                self.updated = self.updated.take().or_else(|| remark::updated(&finished));
            }
            self.emit(Block::Furniture { source: finished.source, reason });
            return;
        }
        for (index, line) in finished.lines.into_iter().enumerate() {
            let outer = finished.item && index == 0;
            let depth = lists.saturating_sub(u32::from(outer)).min(255) as u8;
            self.emit(if line.bullet { Block::Bullet { depth, line } } else { Block::Line(line) });
        }
    }

    /// Appends a block; inside a data table it waits until the table is done.
    pub(super) fn emit(&mut self, block: Block) {
        let blocks = match self.grids.last_mut() {
            Some(grid) => &mut grid.after,
            None => &mut self.blocks,
        };
        if let (Some(Block::Furniture { source: last, reason: before }), Block::Furniture { source, reason }) = (blocks.last_mut(), &block)
            && before == reason
            && self.page.get(last.end..source.start).is_some_and(|between| between.trim().is_empty())
        {
            last.end = source.end;
            return;
        }
        blocks.push(block);
    }
}
