//! Survey (下見): before the page is read in order, which tables hold data and which only lay out, which lists of terms make a
//! table, and what is furniture.

use crate::read::html::links::only_links;
use crate::read::html::node::{Node, Tree};
use crate::read::html::tag::Tag;

/// What becomes of a node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// What its tag says.
    #[default]
    Plain,
    /// A table, or a list of terms that makes one.
    Data,
    /// No content.
    Furniture,
    /// It only leads elsewhere.
    Links,
}

/// What a table or a list of terms holds.
struct Held {
    node: usize,
    limit: u32,
    rows: u32,
    cells: u32,
    widest: u32,
    filled: u32,
    headers: u32,
    headings: u32,
    nested: u32,
    nesting_cells: u32,
    cell_filled: bool,
    cell_nests: bool,
    /// Its first row is one of three texts or more: heads, it may be.
    headed: bool,
    /// Terms and descriptions do not alternate.
    uneven: bool,
}

/// The role of every node.
pub fn survey(tree: &Tree, page: &str) -> Vec<Role> {
    let mut roles = vec![Role::Plain; tree.nodes.len()];
    let mut open: Vec<Held> = vec![];
    for (index, node) in tree.nodes.iter().enumerate() {
        while open.last().is_some_and(|held| held.limit as usize <= index) {
            if let Some(held) = open.pop() {
                roles[held.node] = held.role(tree);
            }
        }
        if let Some(held) = open.last_mut() {
            held.meet(tree, node, page);
        }
        if matches!(node.tag, Tag::Table | Tag::Dl) {
            open.push(Held::new(index, node.limit));
        }
    }
    for held in open.into_iter().rev() {
        roles[held.node] = held.role(tree);
    }
    for node in only_links(tree, page) {
        roles[node] = Role::Links;
    }
    let contents = Contents::read(tree);
    for (index, node) in tree.nodes.iter().enumerate() {
        if contents.is_furniture(tree, index, node, page) {
            roles[index] = Role::Furniture;
        }
    }
    roles
}

impl Held {
    fn new(node: usize, limit: u32) -> Held {
        Held {
            node,
            limit,
            rows: 0,
            cells: 0,
            widest: 0,
            filled: 0,
            headers: 0,
            headings: 0,
            nested: 0,
            nesting_cells: 0,
            cell_filled: false,
            cell_nests: false,
            headed: false,
            uneven: false,
        }
    }

    fn meet(&mut self, tree: &Tree, node: &Node, page: &str) {
        match node.tag {
            Tag::Tr => {
                self.headed |= self.rows == 1 && self.cells >= 3 && self.filled == self.cells && self.nested == 0;
                self.rows += 1;
                self.cells = 0;
            }
            Tag::Td | Tag::Th | Tag::Dt | Tag::Dd => {
                self.uneven |= match node.tag {
                    Tag::Dt => self.cells % 2 == 1,
                    Tag::Dd => self.cells.is_multiple_of(2),
                    _ => false,
                };
                self.cells += 1;
                self.widest = self.widest.max(self.cells);
                self.headers += u32::from(node.tag == Tag::Th);
                (self.cell_filled, self.cell_nests) = (false, false);
            }
            Tag::Caption | Tag::Thead => self.headers += 1,
            Tag::Table => {
                self.nested += 1;
                if !std::mem::replace(&mut self.cell_nests, true) {
                    self.nesting_cells += 1;
                }
            }
            // A list of terms is no table if more than text stands in it.
            Tag::Dl => self.headings += 1,
            Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6 => self.headings += 1,
            Tag::Text | Tag::Entity if !self.cell_filled => {
                let text = if node.tag == Tag::Text { page.get(node.start as usize..node.end as usize).unwrap_or("") } else { tree.entity(node) };
                if !text.trim().is_empty() {
                    self.cell_filled = true;
                    self.filled += 1;
                }
            }
            _ => {}
        }
    }

    fn role(&self, tree: &Tree) -> Role {
        let node = &tree.nodes[self.node];
        let data = if node.tag == Tag::Dl { self.makes_a_table() } else { !self.lays_out(tree.extra(node).presentation) };
        if data { Role::Data } else { Role::Plain }
    }

    fn makes_a_table(&self) -> bool {
        self.cells >= 2 && self.cells.is_multiple_of(2) && !self.uneven && self.nested == 0 && self.headings == 0
    }

    fn lays_out(&self, presentation: bool) -> bool {
        if presentation || (self.rows <= 1 && self.widest <= 1) {
            return true;
        }
        if self.headers > 0 {
            return false;
        }
        // One column is prose; a table among others is data only where few of its cells hold tables, or no more than half under heads.
        let most = if self.headed { 2 } else { 4 };
        self.widest <= 1 || self.headings > 0 || (self.nested > 0 && (self.rows < 2 || self.nesting_cells * most > self.filled))
    }
}

/// Where the elements stand that say whether a named element is furniture, in order.
struct Contents {
    tables: Vec<u32>,
    mains: Vec<u32>,
    links: Vec<u32>,
    titles: Vec<u32>,
}

impl Contents {
    fn read(tree: &Tree) -> Contents {
        let mut contents = Contents { tables: vec![], mains: vec![], links: vec![], titles: vec![] };
        for (index, node) in tree.nodes.iter().enumerate() {
            match node.tag {
                Tag::Table => contents.tables.push(index as u32),
                Tag::Main => contents.mains.push(index as u32),
                Tag::LinkOn => contents.links.push(index as u32),
                _ => {}
            }
        }
        // A linked title is the site's name, not the page's.
        let h1 = tree.nodes.iter().enumerate().filter(|(_, node)| node.tag == Tag::H1);
        contents.titles = h1.filter(|(index, node)| !within(&contents.links, *index, node.limit)).map(|(index, _)| index as u32).collect();
        contents
    }

    fn is_furniture(&self, tree: &Tree, index: usize, node: &Node, page: &str) -> bool {
        if node.extra == 0 || matches!(node.tag, Tag::Text | Tag::Entity | Tag::LinkOn | Tag::LinkOff | Tag::Input) {
            return false;
        }
        let extra = tree.extra(node);
        if extra.hidden {
            // Hidden rows are read, and marked.
            return !(node.tag == Tag::Tr || node.tag.is_row_group());
        }
        if extra.furniture.is_none() || node.tag.is_cell() || node.tag == Tag::Tr || node.tag.is_row_group() {
            return false;
        }
        let holds = |places: &[u32]| within(places, index, node.limit);
        if holds(&self.mains) || (holds(&self.titles) && extra.furniture == Some("page-header")) {
            return false;
        }
        if !extra.by_name {
            return true;
        }
        let says_so = || page.get(node.start as usize..node.end as usize).is_some_and(|source| source.contains("opyright") || source.contains('©') || source.contains("&copy;"));
        !holds(&self.tables) && !holds(&self.titles) && (holds(&self.links) || (extra.furniture == Some("page-footer") && says_so()))
    }
}

/// One of the places stands inside the node.
fn within(places: &[u32], index: usize, limit: u32) -> bool {
    let next = places.partition_point(|place| (*place as usize) <= index);
    places.get(next).is_some_and(|place| *place < limit)
}
