//! Depth (深さ): bounds on what a page may nest, so that it is read in linear time; beyond them elements stand beside each other.

use crate::read::html::sink::{NodeId, Sink};
use html5ever::interface::Tracer;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink};
use html5ever::tree_builder::TreeBuilder;
use html5ever::{LocalName, local_name};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;

/// Most elements that may be open at once, as in browsers; deeper ones are read as if they stood beside each other.
pub const MOST_DEPTH: usize = 512;
/// Most marks of style (`font`, `b`) that may be taken over from one paragraph to the next; more are closed.
const MOST_TAKEN_OVER: usize = 16;

/// How deep the page is.
#[derive(Default)]
pub struct Depth {
    /// Open elements and marks of style, or more: what was made since they were counted is added.
    open: Cell<usize>,
    /// Start tags that were too deep; their end tags end nothing.
    skipped: RefCell<HashMap<LocalName, u32>>,
    /// How many there were, marks of style not counted.
    pub flattened: Cell<usize>,
}

/// Counts what a tree builder holds open.
#[derive(Default)]
struct Count(Cell<usize>);

impl Tracer for Count {
    type Handle = NodeId;

    fn trace_handle(&self, _node: &NodeId) {
        self.0.set(self.0.get() + 1);
    }
}

impl Depth {
    /// The token as the tree builder may have it; `None` if it is left out.
    pub fn bounded(&self, token: Token, builder: &TreeBuilder<NodeId, Sink>) -> Option<Token> {
        let Token::TagToken(tag) = &token else { return Some(token) };
        if tag.kind == TagKind::EndTag {
            let mut skipped = self.skipped.borrow_mut();
            let waits = skipped.get_mut(&tag.name).filter(|count| **count > 0);
            return match waits {
                Some(count) => {
                    *count -= 1;
                    None
                }
                None => Some(token),
            };
        }
        if self.open.get() < MOST_DEPTH || is_leaf(&tag.name) {
            return Some(token);
        }
        let count = Count::default();
        builder.trace_handles(&count);
        self.open.set(count.0.get());
        if self.open.get() < MOST_DEPTH {
            self.skipped.borrow_mut().clear();
            return Some(token);
        }
        *self.skipped.borrow_mut().entry(tag.name.clone()).or_default() += 1;
        if is_style(&tag.name) {
            return None;
        }
        self.flattened.set(self.flattened.get() + 1);
        // Its text still begins a line.
        let name = local_name!("br");
        Some(Token::TagToken(Tag { kind: TagKind::StartTag, name, self_closing: false, attrs: vec![], had_duplicate_attributes: false }))
    }

    /// Closes marks of style that one token took over from the paragraph before where they are too many: a page would grow as the
    /// square of its length.
    pub fn settle(&self, builder: &TreeBuilder<NodeId, Sink>, line: u64) {
        let mut made = builder.sink.made.borrow_mut();
        self.open.set(self.open.get() + made.len());
        if made.len() <= MOST_TAKEN_OVER {
            made.clear();
            return;
        }
        let names = std::mem::take(&mut *made);
        drop(made);
        for name in names.into_iter().filter(is_style) {
            let tag = Tag { kind: TagKind::EndTag, name, self_closing: false, attrs: vec![], had_duplicate_attributes: false };
            let _ = builder.process_token(Token::TagToken(tag), line);
        }
        builder.sink.made.borrow_mut().clear();
    }
}

/// Elements that a tree builder takes over into the next paragraph.
fn is_style(name: &LocalName) -> bool {
    matches!(&**name, "a" | "b" | "big" | "code" | "em" | "font" | "i" | "nobr" | "s" | "small" | "strike" | "strong" | "tt" | "u")
}

/// Elements that hold none.
fn is_leaf(name: &LocalName) -> bool {
    matches!(
        &**name,
        "br" | "hr" | "img" | "input" | "meta" | "link" | "script" | "style" | "title" | "textarea" | "xmp" | "iframe" | "noembed" | "noframes" | "noscript" | "plaintext"
    )
}
