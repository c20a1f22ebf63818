//! Tree (木): the nodes of a page in document order, each with its bytes.
//!
//! Nodes stand in one list; a node's descendants are the nodes up to its `limit`. Bold and links are marks in the list, not
//! elements: they end where their end tag stands, whatever they overlap, as browsers show them. Text that browsers move out
//! of a table stays where it is written. Nothing here recurses.

use crate::read::html::attribute::{Attributes, Extra, Target};
use crate::read::html::metadata::Told;
use crate::read::html::tag::Tag;

/// Most elements that may be open at once, as in browsers; deeper ones are read as if they stood beside each other.
pub const MOST_DEPTH: usize = 512;

/// A node.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// What it is.
    pub tag: Tag,
    /// First byte: of its start tag or its text.
    pub start: u32,
    /// One past its last byte, the end tag included.
    pub end: u32,
    /// Index of the first node that is no descendant.
    pub limit: u32,
    /// Index of its extra, of its entity or of its target; 0 for none.
    pub extra: u32,
}

/// A page, parsed.
pub struct Tree {
    /// The nodes; the first is the root.
    pub nodes: Vec<Node>,
    /// What attributes say; the first is that of elements without any.
    pub extras: Vec<Extra>,
    /// What entities stand for, by node.
    pub entities: Vec<Box<str>>,
    /// What the head tells.
    pub told: Told,
    /// Elements that were too deep to nest.
    pub flattened: usize,
}

impl Tree {
    /// What the attributes of a node say.
    pub fn extra(&self, node: &Node) -> &Extra {
        &self.extras[node.extra as usize]
    }

    /// What an entity stands for.
    pub fn entity(&self, node: &Node) -> &str {
        &self.entities[node.extra as usize]
    }

    /// Where a link mark leads.
    pub fn target(node: &Node) -> Target {
        match node.extra {
            1 => Target::Fragment,
            2 => Target::File,
            3 => Target::Page,
            _ => Target::None,
        }
    }
}

/// Builds the tree from tags and text.
pub struct Builder {
    tree: Tree,
    /// Open elements, the root first.
    stack: Vec<u32>,
    /// Places in the stack of open tables.
    tables: Vec<usize>,
    /// How many elements of each tag are open.
    open: [u32; Tag::COUNT],
    /// Start tags of each tag that were too deep; their end tags end nothing.
    skipped: [u32; Tag::COUNT],
    any_skipped: bool,
    /// A raw element whose text is being read.
    raw: Option<u32>,
    /// Bold marks that are open in this cell, and outside it for each open cell.
    bold: u32,
    outer_bold: Vec<u32>,
    link: bool,
}

impl Builder {
    /// An empty page of `bytes` bytes.
    pub fn new(bytes: usize) -> Builder {
        let root = Node { tag: Tag::Root, start: 0, end: bytes as u32, limit: 0, extra: 0 };
        let mut open = [0; Tag::COUNT];
        open[Tag::Root as usize] = 1;
        Builder {
            tree: Tree { nodes: vec![root], extras: vec![Extra::default()], entities: vec![Box::from("")], told: Told::default(), flattened: 0 },
            stack: vec![0],
            tables: vec![],
            open,
            skipped: [0; Tag::COUNT],
            any_skipped: false,
            raw: None,
            bold: 0,
            outer_bold: vec![],
            link: false,
        }
    }

    /// The page is at its end.
    pub fn finish(mut self, end: usize) -> Tree {
        self.end_raw(end);
        while !self.stack.is_empty() {
            self.pop(end);
        }
        self.tree
    }

    /// Text of the bytes `start..end`.
    pub fn text(&mut self, start: usize, end: usize) {
        if let Some(last) = self.tree.nodes.last_mut()
            && last.tag == Tag::Text
            && last.end as usize == start
        {
            last.end = end as u32;
            return;
        }
        self.leaf(Tag::Text, start, end, 0);
    }

    /// An entity and what it stands for.
    pub fn entity(&mut self, start: usize, end: usize, text: &[u8]) {
        let index = self.tree.entities.len() as u32;
        self.tree.entities.push(String::from_utf8_lossy(text).into());
        self.leaf(Tag::Entity, start, end, index);
    }

    /// A comment.
    pub fn comment(&mut self, start: usize, end: usize) {
        self.leaf(Tag::Comment, start, end, 0);
    }

    /// Bytes that belong to no token: a tag that the end of the page cuts off.
    pub fn lost(&mut self, start: usize, end: usize) {
        self.leaf(Tag::Lost, start, end, 0);
    }

    /// A start tag; `true` if the element is in the tree or is known to the head, so that raw text may follow.
    pub fn start(&mut self, tag: Tag, name: &[u8], attributes: &Attributes, start: usize, end: usize, self_closing: bool) -> bool {
        let foreign = self.open[Tag::Svg as usize] + self.open[Tag::Math as usize] > 0;
        if foreign {
            if tag.is_block() || matches!(tag, Tag::Body | Tag::Br | Tag::Select) {
                self.leave_foreign(start);
            } else if self_closing || tag.is_raw() {
                return false;
            }
        }
        match tag {
            Tag::Html => {
                self.tree.told.language(attributes);
                return false;
            }
            Tag::Head | Tag::Body | Tag::Colgroup => return false,
            Tag::Meta | Tag::Link | Tag::Base => {
                self.tree.told.element(tag, attributes);
                return false;
            }
            _ => {}
        }
        if self.open[Tag::Select as usize] > 0 && (tag.is_block() || matches!(tag, Tag::Input | Tag::Select | Tag::Textarea)) {
            self.close(Tag::Select, start);
        }
        if tag.is_block() && self.open[Tag::Rt as usize] + self.open[Tag::Rp as usize] > 0 {
            self.end_reading(start);
        }
        if tag.ends_paragraph() {
            self.end_paragraph(start);
        }
        self.make_room(tag, start, end);
        let own_link = tag == Tag::A;
        if own_link || (self.link && (tag.is_cell() || tag.heading().is_some() || matches!(tag, Tag::Li | Tag::P | Tag::Tr | Tag::Table | Tag::Dt | Tag::Dd))) {
            self.unlink(start);
        }
        match tag {
            Tag::A => {
                let target = attributes.get("href").map_or(Target::None, Target::of);
                self.link = target != Target::None;
                if self.link {
                    self.leaf(Tag::LinkOn, start, end, target as u32);
                }
                return false;
            }
            Tag::B | Tag::Strong => {
                self.bold += 1;
                self.leaf(Tag::BoldOn, start, end, 0);
                return false;
            }
            Tag::Br | Tag::Hr => {
                self.leaf(if tag == Tag::Br { Tag::Br } else { Tag::Break }, start, end, 0);
                return false;
            }
            Tag::Ruby => return false,
            _ if tag.is_void() => return false,
            _ => {}
        }
        let inner = self.open[Tag::Main as usize] + self.open[Tag::Article as usize] > 0;
        let mut extra = Extra::read(tag, attributes, inner);
        if tag == Tag::Inline {
            if extra.is_plain() && self.open[Tag::Inline as usize] == 0 {
                return false;
            }
            extra.name = hash(name);
        }
        let index = if extra.is_plain() && tag != Tag::Inline {
            0
        } else {
            self.tree.extras.push(extra);
            self.tree.extras.len() as u32 - 1
        };
        if tag.is_raw() {
            let node = self.leaf(tag, start, end, index);
            self.raw = Some(node);
            return true;
        }
        if self.stack.len() >= MOST_DEPTH {
            self.tree.flattened += 1;
            self.skipped[tag as usize] += 1;
            self.any_skipped = true;
            if tag.is_block() {
                self.leaf(Tag::Break, start, end, 0);
            }
            return tag == Tag::Plaintext;
        }
        self.push(tag, start, end, index);
        if tag.is_cell() || tag == Tag::Caption {
            self.outer_bold.push(std::mem::take(&mut self.bold));
        }
        true
    }

    /// An end tag.
    pub fn end(&mut self, tag: Tag, name: &[u8], start: usize, end: usize) {
        if self.raw.is_some() {
            self.end_raw(end);
            return;
        }
        if self.skipped[tag as usize] > 0 {
            self.skipped[tag as usize] -= 1;
            if tag.is_block() {
                self.leaf(Tag::Break, start, end, 0);
            }
            return;
        }
        match tag {
            Tag::A => self.unlink(start),
            Tag::B | Tag::Strong => {
                if self.bold > 0 {
                    self.bold -= 1;
                    self.leaf(Tag::BoldOff, start, end, 0);
                }
            }
            Tag::Br => {
                self.leaf(Tag::Br, start, end, 0);
            }
            Tag::Ruby => self.end_reading(start),
            Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6 => {
                if let Some(at) = self.find(|open| open.heading().is_some(), Tag::is_bound) {
                    self.cut(at, start, end);
                }
            }
            Tag::Td | Tag::Th | Tag::Tr | Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Caption | Tag::Table => {
                if let Some(at) = self.find(|open| open == tag, |open| open == Tag::Table) {
                    self.cut(at, start, end);
                } else {
                    self.leaf(Tag::Break, start, end, 0);
                }
            }
            Tag::Inline => {
                let wanted = hash(name);
                let tree = &self.tree;
                let found = (self.open[Tag::Inline as usize] > 0)
                    .then(|| {
                        self.stack.iter().rposition(|index| {
                            let node = &tree.nodes[*index as usize];
                            node.tag.is_special() || (node.tag == Tag::Inline && tree.extra(node).name == wanted)
                        })
                    })
                    .flatten();
                if let Some(at) = found.filter(|at| self.tag_at(*at) == Tag::Inline) {
                    self.cut(at, start, end);
                }
            }
            _ if tag.is_block() || tag.is_special() => {
                let bound = if tag == Tag::Li { |open: Tag| open.is_bound() || matches!(open, Tag::Ul | Tag::Ol) } else { |open: Tag| open.is_bound() };
                if let Some(at) = self.find_tag(tag, bound) {
                    self.cut(at, start, end);
                } else if tag == Tag::P {
                    self.leaf(Tag::Break, start, end, 0);
                }
            }
            _ => {
                if let Some(at) = self.find_tag(tag, Tag::is_special) {
                    self.cut(at, start, end);
                }
            }
        }
    }

    /// Ends what a start tag ends by itself, and makes the row that a cell lacks.
    fn make_room(&mut self, tag: Tag, start: usize, end: usize) {
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

    fn tag_at(&self, at: usize) -> Tag {
        self.tree.nodes[self.stack[at] as usize].tag
    }

    /// The nearest open element that is wanted and no bound stands before.
    fn find(&self, wanted: impl Fn(Tag) -> bool, bound: impl Fn(Tag) -> bool) -> Option<usize> {
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

    fn find_tag(&self, tag: Tag, bound: impl Fn(Tag) -> bool) -> Option<usize> {
        if self.open[tag as usize] == 0 {
            return None;
        }
        self.find(|open| open == tag, bound)
    }

    fn close(&mut self, tag: Tag, start: usize) {
        if let Some(at) = self.find_tag(tag, Tag::is_bound) {
            self.cut(at, start, start);
        }
    }

    fn end_paragraph(&mut self, start: usize) {
        if let Some(at) = self.find_tag(Tag::P, |open| open.is_bound() || open == Tag::Button) {
            self.cut(at, start, start);
        }
    }

    fn end_reading(&mut self, start: usize) {
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

    fn leave_foreign(&mut self, start: usize) {
        if let Some(at) = self.stack.iter().position(|index| matches!(self.tree.nodes[*index as usize].tag, Tag::Svg | Tag::Math)) {
            self.cut(at, start, start);
        }
    }

    fn unlink(&mut self, start: usize) {
        if std::mem::take(&mut self.link) {
            self.leaf(Tag::LinkOff, start, start, 0);
        }
    }

    fn end_raw(&mut self, end: usize) {
        if let Some(index) = self.raw.take() {
            let limit = self.tree.nodes.len() as u32;
            let node = &mut self.tree.nodes[index as usize];
            (node.end, node.limit) = (end as u32, limit);
        }
    }

    fn leaf(&mut self, tag: Tag, start: usize, end: usize, extra: u32) -> u32 {
        let index = self.tree.nodes.len() as u32;
        self.tree.nodes.push(Node { tag, start: start as u32, end: end as u32, limit: index + 1, extra });
        index
    }

    fn push(&mut self, tag: Tag, start: usize, end: usize, extra: u32) {
        let index = self.leaf(tag, start, end, extra);
        if tag == Tag::Table {
            self.tables.push(self.stack.len());
        }
        self.open[tag as usize] += 1;
        self.stack.push(index);
    }

    /// Closes the element at `at` of the stack and all in it; its end tag stands at `start..end`.
    fn cut(&mut self, at: usize, start: usize, end: usize) {
        let at = at.max(1);
        while self.stack.len() > at + 1 {
            self.pop(start);
        }
        if self.stack.len() > at {
            self.pop(end);
        }
    }

    fn pop(&mut self, end: usize) {
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

/// FNV-1a.
fn hash(name: &[u8]) -> u32 {
    name.iter().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}
