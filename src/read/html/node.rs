//! Node (節): what a reader needs of the parts of a page, in the order of reading.
//!
//! Nodes stand in one list; a node's descendants are the nodes up to its `limit`.

use crate::read::html::attribute::{Extra, Target};
use crate::read::html::metadata::Told;
use crate::read::html::tag::Tag;

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

/// A page in the order of reading.
pub struct Tree {
    /// The nodes; the first is the root.
    pub nodes: Vec<Node>,
    /// What attributes say; the first is that of elements without any.
    pub extras: Vec<Extra>,
    /// What entities stand for, by node.
    pub entities: Vec<Box<str>>,
    /// What the head tells.
    pub told: Told,
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
