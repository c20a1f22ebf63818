//! Build (組み立て): start tags, end tags and text to the tree, by the rules of the HTML standard as far as they decide what is
//! read. Text that browsers move out of a table stays where it is written. Nothing here recurses.

use crate::read::html::attribute::{Attributes, Extra, Target};
use crate::read::html::metadata::Told;
use crate::read::html::tag::Tag;
use crate::read::html::tree::{MOST_DEPTH, Node, Tree};

/// Builds the tree from tags and text.
pub struct Builder {
    pub(super) tree: Tree,
    /// Open elements, the root first.
    pub(super) stack: Vec<u32>,
    /// Places in the stack of open tables.
    pub(super) tables: Vec<usize>,
    /// How many elements of each tag are open.
    pub(super) open: [u32; Tag::COUNT],
    /// Start tags of each tag that were too deep; their end tags end nothing.
    pub(super) skipped: [u32; Tag::COUNT],
    pub(super) any_skipped: bool,
    /// A raw element whose text is being read.
    pub(super) raw: Option<u32>,
    /// Bold marks that are open in this cell, and outside it for each open cell.
    pub(super) bold: u32,
    pub(super) outer_bold: Vec<u32>,
    pub(super) link: bool,
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
}

/// FNV-1a.
fn hash(name: &[u8]) -> u32 {
    name.iter().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}
