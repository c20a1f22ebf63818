//! Sink (木の受け手): scraper's tree, and beside it the bytes that each of its nodes came from.
//!
//! `html5ever` tells no places. What is made while a token is taken came from that token's bytes; text goes back to the tokens of
//! text that wait in order, because text in a table is held back until the next tag and may go elsewhere.

use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, LocalName, QualName};
use scraper::{Html, HtmlTreeSink};
use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};
use std::collections::VecDeque;
use std::ops::Range;

/// Names a node of the tree; later nodes are greater.
pub type NodeId = <HtmlTreeSink as TreeSink>::Handle;

/// A stretch of text as it stands in the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Its bytes.
    pub source: Range<usize>,
    /// What they stand for, where that is not what they are: `&amp;`.
    pub entity: Option<Box<str>>,
}

/// Scraper's tree, and the bytes of its nodes.
pub struct Sink<'a> {
    html: HtmlTreeSink,
    page: &'a str,
    /// Bytes of the token that is being taken.
    pub token: Cell<(usize, usize)>,
    /// Bytes of every node's token, in the order of their making.
    spans: RefCell<Vec<(usize, usize)>>,
    /// Text that was cut from the page and is in no node yet.
    pub waiting: RefCell<VecDeque<Stretch>>,
    /// Text that is in a node.
    placed: RefCell<Vec<(NodeId, Stretch)>>,
    /// Elements made of the token that is being taken.
    pub made: RefCell<Vec<LocalName>>,
}

/// A page as a tree, and where its nodes stand.
pub struct Placed {
    /// The tree.
    pub html: Html,
    /// Bytes of the token that made each node, in the order of [`NodeId`].
    pub spans: Vec<(usize, usize)>,
    /// Stretches of text, by node.
    pub stretches: Vec<(NodeId, Stretch)>,
}

impl<'a> Sink<'a> {
    /// An empty tree of a page.
    pub fn new(page: &'a str) -> Sink<'a> {
        Sink {
            html: HtmlTreeSink::new(Html::new_document()),
            page,
            token: Cell::default(),
            spans: RefCell::new(vec![(0, page.len())]),
            waiting: RefCell::default(),
            placed: RefCell::default(),
            made: RefCell::default(),
        }
    }

    /// New nodes came from the token at hand.
    fn note(&self) {
        let length = self.html.0.borrow().tree.values().len();
        self.spans.borrow_mut().resize(length, self.token.get());
    }

    /// Text went to the end of the children of a node, or before a node.
    fn place(&self, text: &str, parent: Option<&NodeId>, before: Option<&NodeId>) {
        let node = {
            let html = self.html.0.borrow();
            let node = |id: &NodeId| html.tree.get(*id);
            let found = parent.and_then(node).and_then(|parent| parent.last_child());
            found.or_else(|| before.and_then(node).and_then(|sibling| sibling.prev_sibling())).map(|node| node.id())
        };
        let (Some(node), Some(stretch)) = (node, self.taken(text)) else { return };
        let mut placed = self.placed.borrow_mut();
        if let Some((last_node, last)) = placed.last_mut()
            && *last_node == node
            && last.source.end == stretch.source.start
            && last.entity.is_none()
            && stretch.entity.is_none()
        {
            last.source.end = stretch.source.end;
            return;
        }
        placed.push((node, stretch));
    }

    /// Takes a text from what waits; what stands before it was left out (white space between rows).
    fn taken(&self, text: &str) -> Option<Stretch> {
        let mut waiting = self.waiting.borrow_mut();
        while let Some(first) = waiting.front_mut() {
            if let Some(entity) = &first.entity {
                let fits = **entity == *text;
                let stretch = waiting.pop_front();
                if fits {
                    return stretch;
                }
                continue;
            }
            let source = first.source.clone();
            let printed = self.page.get(source.clone()).unwrap_or("");
            // A line end may be written with two characters.
            if printed == text || (text == "\n" && printed.starts_with('\r')) {
                return waiting.pop_front();
            }
            if let Some(at) = printed.find(text) {
                let start = source.start + at;
                first.source.start = start + text.len();
                return Some(Stretch { source: start..start + text.len(), entity: None });
            }
            waiting.pop_front();
        }
        None
    }

    fn before(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let text = text_of(&child);
        self.html.append_before_sibling(sibling, child);
        if let Some(text) = text {
            self.note();
            self.place(&text, None, Some(sibling));
        }
    }
}

fn text_of(child: &NodeOrText<NodeId>) -> Option<StrTendril> {
    match child {
        NodeOrText::AppendText(text) => Some(text.clone()),
        NodeOrText::AppendNode(_) => None,
    }
}

impl TreeSink for Sink<'_> {
    type Handle = NodeId;
    type Output = Placed;
    type ElemName<'b>
        = Ref<'b, QualName>
    where
        Self: 'b;

    fn finish(self) -> Placed {
        let mut stretches = self.placed.into_inner();
        // Stable: the stretches of one node stay in their order.
        stretches.sort_by_key(|(node, _)| *node);
        Placed { html: self.html.0.into_inner(), spans: self.spans.into_inner(), stretches }
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        self.html.get_document()
    }

    fn elem_name<'b>(&'b self, target: &'b NodeId) -> Ref<'b, QualName> {
        self.html.elem_name(target)
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        self.made.borrow_mut().push(name.local.clone());
        let node = self.html.create_element(name, attributes, flags);
        self.note();
        node
    }

    fn create_comment(&self, text: StrTendril) -> NodeId {
        let node = self.html.create_comment(text);
        self.note();
        node
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> NodeId {
        let node = self.html.create_pi(target, data);
        self.note();
        node
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        let text = text_of(&child);
        self.html.append(parent, child);
        if let Some(text) = text {
            self.note();
            self.place(&text, Some(parent), None);
        }
    }

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        self.before(sibling, child);
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        let has_parent = self.html.0.borrow().tree.get(*element).is_some_and(|node| node.parent().is_some());
        if has_parent { self.before(element, child) } else { self.append(previous, child) }
    }

    fn append_doctype_to_document(&self, name: StrTendril, public_id: StrTendril, system_id: StrTendril) {
        self.html.append_doctype_to_document(name, public_id, system_id);
        self.note();
    }

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        self.html.get_template_contents(target)
    }

    fn same_node(&self, one: &NodeId, other: &NodeId) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.html.set_quirks_mode(mode);
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        self.html.add_attrs_if_missing(target, attributes);
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.html.remove_from_parent(target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        self.html.reparent_children(node, new_parent);
    }
}
