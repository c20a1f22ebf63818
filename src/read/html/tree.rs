//! Tree (木): the nodes of a page in document order, each with its bytes.
//!
//! Nodes stand in one list; a node's descendants are the nodes up to its `limit`. Bold and links are marks in the list, not
//! elements: they end where their end tag stands, whatever they overlap, as browsers show them.

use crate::read::html::attribute::{Extra, Target};
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
