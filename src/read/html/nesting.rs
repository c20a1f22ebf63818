//! Nesting (入れ子): which open elements a tag ends, and how elements are opened and closed.

use crate::read::html::build::Builder;
use crate::read::html::tag::Tag;
use crate::read::html::tree::{MOST_DEPTH, Node};

impl Builder {
    /// Ends what a start tag ends by itself, and makes the row that a cell lacks.
    pub(super) fn make_room(&mut self, tag: Tag, start: usize, end: usize) {
        match tag {
            Tag::Li => self.end_sibling(|open| open == Tag::Li, start),
            Tag::Dt | Tag::Dd => self.end_sibling(|open| matches!(open, Tag::Dt | Tag::Dd), start),
            Tag::Option | Tag::Optgroup if self.top() == Tag::Option => self.pop(start),
            Tag::Rt | Tag::Rp => self.end_reading(start),
            Tag::Button => self.close(Tag::Button, start),
            _ if tag.heading().is_some() && self.top().heading().is_some() => self.pop(start),
            Tag::Table => {
                // A table straight in a table ends it.
                if let Some(table) = self.tables.last().copied()
                    && !self.stack[table + 1..].iter().any(|index| matches!(self.tree.nodes[*index as usize].tag, Tag::Td | Tag::Th | Tag::Caption))
                {
                    self.cut(table, start, start);
                }
            }
            Tag::Caption | Tag::Tbody | Tag::Thead | Tag::Tfoot => {
                if let Some(table) = self.tables.last().copied() {
                    self.cut(table + 1, start, start);
                }
            }
            Tag::Tr => self.up_to_row_group(start),
            Tag::Td | Tag::Th => {
                let Some(table) = self.tables.last().copied() else { return };
                match self.find(|open| open == Tag::Tr, |open| open == Tag::Table) {
                    Some(row) => self.cut(row + 1, start, start),
                    None => {
                        self.up_to_row_group(start);
                        if self.stack.len() > table && self.stack.len() < MOST_DEPTH {
                            self.push(Tag::Tr, start, end, 0);
                        }
                    }
                }
            }
            _ => {}
        }
    }

    fn up_to_row_group(&mut self, start: usize) {
        let Some(table) = self.tables.last().copied() else { return };
        let group = self.find(Tag::is_row_group, |open| open == Tag::Table);
        self.cut(group.unwrap_or(table) + 1, start, start);
    }

    fn top(&self) -> Tag {
        self.stack.last().map_or(Tag::Root, |index| self.tree.nodes[*index as usize].tag)
    }

    pub(super) fn tag_at(&self, at: usize) -> Tag {
        self.tree.nodes[self.stack[at] as usize].tag
    }

    /// The nearest open element that is wanted and no bound stands before.
    pub(super) fn find(&self, wanted: impl Fn(Tag) -> bool, bound: impl Fn(Tag) -> bool) -> Option<usize> {
        for at in (0..self.stack.len()).rev() {
            let open = self.tag_at(at);
            if wanted(open) {
                return Some(at);
            }
            if bound(open) {
                return None;
            }
        }
        None
    }

    pub(super) fn find_tag(&self, tag: Tag, bound: impl Fn(Tag) -> bool) -> Option<usize> {
        if self.open[tag as usize] == 0 {
            return None;
        }
        self.find(|open| open == tag, bound)
    }

    pub(super) fn close(&mut self, tag: Tag, start: usize) {
        if let Some(at) = self.find_tag(tag, Tag::is_bound) {
            self.cut(at, start, start);
        }
    }

    pub(super) fn end_paragraph(&mut self, start: usize) {
        if let Some(at) = self.find_tag(Tag::P, |open| open.is_bound() || open == Tag::Button) {
            self.cut(at, start, start);
        }
    }

    pub(super) fn end_reading(&mut self, start: usize) {
        while matches!(self.top(), Tag::Rt | Tag::Rp) {
            self.pop(start);
        }
    }

    fn end_sibling(&mut self, sibling: impl Fn(Tag) -> bool, start: usize) {
        let bound = |open: Tag| open.is_special() && !matches!(open, Tag::Address | Tag::Div | Tag::P);
        if let Some(at) = self.find(sibling, bound) {
            self.cut(at, start, start);
        }
    }

    pub(super) fn leave_foreign(&mut self, start: usize) {
        if let Some(at) = self.stack.iter().position(|index| matches!(self.tree.nodes[*index as usize].tag, Tag::Svg | Tag::Math)) {
            self.cut(at, start, start);
        }
    }

    pub(super) fn unlink(&mut self, start: usize) {
        if std::mem::take(&mut self.link) {
            self.leaf(Tag::LinkOff, start, start, 0);
        }
    }

    pub(super) fn end_raw(&mut self, end: usize) {
        if let Some(index) = self.raw.take() {
            let limit = self.tree.nodes.len() as u32;
            let node = &mut self.tree.nodes[index as usize];
            (node.end, node.limit) = (end as u32, limit);
        }
    }

    pub(super) fn leaf(&mut self, tag: Tag, start: usize, end: usize, extra: u32) -> u32 {
        let index = self.tree.nodes.len() as u32;
        self.tree.nodes.push(Node { tag, start: start as u32, end: end as u32, limit: index + 1, extra });
        index
    }

    pub(super) fn push(&mut self, tag: Tag, start: usize, end: usize, extra: u32) {
        let index = self.leaf(tag, start, end, extra);
        if tag == Tag::Table {
            self.tables.push(self.stack.len());
        }
        self.open[tag as usize] += 1;
        self.stack.push(index);
    }

    /// Closes the element at `at` of the stack and all in it; its end tag stands at `start..end`.
    pub(super) fn cut(&mut self, at: usize, start: usize, end: usize) {
        let at = at.max(1);
        while self.stack.len() > at + 1 {
            self.pop(start);
        }
        if self.stack.len() > at {
            self.pop(end);
        }
    }

    pub(super) fn pop(&mut self, end: usize) {
        let Some(index) = self.stack.pop() else { return };
        let limit = self.tree.nodes.len() as u32;
        let node = &mut self.tree.nodes[index as usize];
        (node.end, node.limit) = (end as u32, limit);
        let tag = node.tag;
        self.open[tag as usize] = self.open[tag as usize].saturating_sub(1);
        if tag == Tag::Table {
            self.tables.pop();
        }
        if tag.is_cell() || tag == Tag::Caption {
            self.bold = self.outer_bold.pop().unwrap_or(0);
            if std::mem::take(&mut self.any_skipped) {
                self.skipped = [0; Tag::COUNT];
            }
        }
    }
}
