//! Order (読み順): the nodes of a page in the order of reading, each with its bytes, as far as a reader needs them.
//!
//! Bold and links become marks in the list, not elements: they mean something for a stretch of text, whatever stands in it.

use crate::read::html::attribute::{Attributes, Extra, Target};
use crate::read::html::metadata::Told;
use crate::read::html::node::{Node, Tree};
use crate::read::html::parse::Parsed;
use crate::read::html::sink::{NodeId, Stretch};
use crate::read::html::tag::Tag;
use crate::read::html::{control, picture};
use scraper::Node as Content;
use scraper::node::Element;
use std::ops::Range;

/// Lists a page.
pub fn order(parsed: &Parsed, page: &str) -> Tree {
    let html = &parsed.placed.html;
    let tree = Tree { nodes: vec![], extras: vec![Extra::default()], entities: vec![Box::from("")], told: Told::default() };
    let mut writer = Writer { page, parsed, ids: html.tree.nodes().map(|node| node.id()).collect(), last: 0, tree, open: vec![], link: false, inner: 0, cells: 0 };
    writer.push(Tag::Root, 0..page.len(), 0);
    let mut node = html.tree.root();
    'pages: loop {
        writer.enter(node.id(), node.value());
        if let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        loop {
            writer.leave(node.value());
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) => node = parent,
                None => break 'pages,
            }
        }
    }
    if parsed.cut < page.len() {
        writer.push(Tag::Lost, parsed.cut..page.len(), 0);
    }
    let limit = writer.tree.nodes.len() as u32;
    let mut tree = writer.tree;
    tree.nodes[0].limit = limit;
    control::settle(&mut tree, page);
    tree
}

/// An open node of the tree.
struct Open {
    tag: Tag,
    /// Its node in the list, if it has one.
    node: Option<usize>,
    /// So far its content reaches.
    end: usize,
}

struct Writer<'a> {
    page: &'a str,
    parsed: &'a Parsed,
    /// Every node of the tree, in the order of their making.
    ids: Vec<NodeId>,
    last: usize,
    tree: Tree,
    open: Vec<Open>,
    link: bool,
    /// Open elements that are the main part of the page.
    inner: usize,
    /// Open cells.
    cells: usize,
}

impl Writer<'_> {
    fn push(&mut self, tag: Tag, source: Range<usize>, extra: usize) -> usize {
        let index = self.tree.nodes.len();
        self.tree.nodes.push(Node { tag, start: source.start as u32, end: source.end as u32, limit: index as u32 + 1, extra: extra as u32 });
        index
    }

    /// Bytes of the token that made a node; as a rule it was made after the one before it in the order of reading.
    fn span(&mut self, id: NodeId) -> Range<usize> {
        let next = self.last + 1;
        self.last = if self.ids.get(next) == Some(&id) { next } else { self.ids.binary_search(&id).unwrap_or(0) };
        let (start, end) = self.parsed.placed.spans.get(self.last).copied().unwrap_or_default();
        start..end
    }

    fn enter(&mut self, id: NodeId, content: &Content) {
        let span = self.span(id);
        let mut open = Open { tag: Tag::Inline, node: None, end: span.start };
        match content {
            Content::Element(element) => open = self.element(element, span),
            Content::Text(_) => open.end = self.text(id).unwrap_or(span.start),
            Content::Comment(_) => {
                open.end = span.end;
                self.push(Tag::Comment, span, 0);
            }
            _ => {}
        }
        self.open.push(open);
    }

    fn element(&mut self, element: &Element, span: Range<usize>) -> Open {
        let tag = Tag::of(element.name());
        let attributes = Attributes(element);
        // What the page leaves out has no bytes: `tbody`, a mark of style taken over from the paragraph before.
        let stands = self.page.get(span.start + 1..span.end).is_some_and(|source| opens_with_name(source, element.name()));
        let span = if stands { span } else { span.start..span.start };
        let mut open = Open { tag, node: None, end: span.end };
        if self.link && (tag.is_cell() || tag.heading().is_some() || matches!(tag, Tag::Li | Tag::P | Tag::Tr | Tag::Table | Tag::Dt | Tag::Dd)) {
            self.unlink(span.start);
        }
        match tag {
            Tag::Html => self.tree.told.language(attributes),
            Tag::Meta | Tag::Link => self.tree.told.element(tag, attributes),
            Tag::Head | Tag::Body | Tag::Colgroup | Tag::Ruby => {}
            Tag::A => {
                self.unlink(span.start);
                let target = attributes.get("href").map_or(Target::None, Target::of);
                self.link = stands && target != Target::None;
                if self.link {
                    self.push(Tag::LinkOn, span, target as usize);
                }
            }
            Tag::B | Tag::Strong => drop(self.push(Tag::BoldOn, span, 0)),
            Tag::Br => drop(self.push(Tag::Br, span, 0)),
            Tag::Hr => drop(self.push(Tag::Break, span, 0)),
            Tag::Img => {
                if let Some((sign, source)) = attributes.get("alt").and_then(|alt| picture::sign(self.page, span, alt, self.cells > 0)) {
                    self.entity(sign.into(), source);
                }
            }
            Tag::Input => {
                let kind = attributes.get("type").unwrap_or("");
                if kind.eq_ignore_ascii_case("radio") || kind.eq_ignore_ascii_case("checkbox") {
                    self.push(Tag::Input, span, usize::from(attributes.get("checked").is_some()));
                }
            }
            _ => {
                let extra = Extra::read(tag, attributes, self.inner > 0);
                if extra.is_plain() {
                    open.node = (tag != Tag::Inline).then(|| self.push(tag, span, 0));
                } else {
                    self.tree.extras.push(extra);
                    open.node = Some(self.push(tag, span, self.tree.extras.len() - 1));
                }
                self.inner += usize::from(is_inner(tag));
                self.cells += usize::from(tag.is_cell());
            }
        }
        open
    }

    fn leave(&mut self, content: &Content) {
        let Some(mut open) = self.open.pop() else { return };
        if let Content::Element(element) = content {
            let content_end = open.end;
            open.end = self.end_tag(content_end, element.name());
            match open.tag {
                Tag::A => self.unlink(content_end),
                Tag::B | Tag::Strong => drop(self.push(Tag::BoldOff, content_end..open.end, 0)),
                _ => {}
            }
            self.inner -= usize::from(is_inner(open.tag));
            self.cells -= usize::from(open.tag.is_cell());
        }
        if let Some(index) = open.node {
            let limit = self.tree.nodes.len() as u32;
            let node = &mut self.tree.nodes[index];
            (node.end, node.limit) = (open.end as u32, limit);
        }
        if let Some(outer) = self.open.last_mut() {
            outer.end = outer.end.max(open.end);
        }
    }

    /// One past the end tag that stands where an element's content ends; end tags of style that end nothing may stand before it.
    fn end_tag(&self, content_end: usize, name: &str) -> usize {
        let mut at = content_end;
        while let Some(body) = self.page.get(at..).and_then(|rest| rest.strip_prefix("</")) {
            let Some(length) = body.find('>') else { break };
            at += 2 + length + 1;
            if opens_with_name(body, name) {
                return at;
            }
            let other = body[..length].split(|c: char| c.is_ascii_whitespace() || c == '/').next().unwrap_or("").to_ascii_lowercase();
            if !matches!(Tag::of(&other), Tag::Inline | Tag::A | Tag::B | Tag::Strong) {
                break;
            }
        }
        content_end
    }

    /// The stretches of a text; where the last one ends.
    fn text(&mut self, id: NodeId) -> Option<usize> {
        let stretches = &self.parsed.placed.stretches;
        let first = stretches.partition_point(|(node, _)| *node < id);
        let mut end = None;
        for (_, Stretch { source, entity }) in stretches[first..].iter().take_while(|(node, _)| *node == id) {
            end = end.max(Some(source.end));
            match entity {
                Some(entity) => self.entity(entity.clone(), source.clone()),
                None => self.printed(source.clone()),
            }
        }
        end
    }

    fn printed(&mut self, source: Range<usize>) {
        match self.tree.nodes.last_mut() {
            Some(last) if last.tag == Tag::Text && last.end as usize == source.start => last.end = source.end as u32,
            _ => drop(self.push(Tag::Text, source, 0)),
        }
    }

    fn entity(&mut self, text: Box<str>, source: Range<usize>) {
        self.tree.entities.push(text);
        self.push(Tag::Entity, source, self.tree.entities.len() - 1);
    }

    fn unlink(&mut self, at: usize) {
        if std::mem::take(&mut self.link) {
            self.push(Tag::LinkOff, at..at, 0);
        }
    }
}

/// Heads and feet in it are its own.
fn is_inner(tag: Tag) -> bool {
    matches!(tag, Tag::Main | Tag::Article)
}

/// A tag without its brackets has this name.
fn opens_with_name(source: &str, name: &str) -> bool {
    source.get(..name.len()).is_some_and(|written| written.eq_ignore_ascii_case(name))
        && !source.as_bytes().get(name.len()).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
}
