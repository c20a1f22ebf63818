//! Links (リンク集): tables and lists that only lead elsewhere: navigation laid out as a table, other years' pages, lists of files.
//!
//! They are left to residue as a whole, names of files' owners (部, 年度) with them. A value of its own in any cell makes the table content.

use crate::read::html::attribute::Target;
use crate::read::html::node::Tree;
use crate::read::html::remark::is_about_a_file;
use crate::read::html::tag::Tag;

/// So much of a cell's own text is looked at, in bytes.
const LOOKED_AT: usize = 200;

/// An open table or list.
struct Held {
    node: usize,
    limit: u32,
    /// It is a list, and its items are its cells.
    list: bool,
    cell: Cell,
    /// Cells that are a link and nothing more.
    linked: u32,
    /// Of these the ones in the row at hand.
    linked_in_row: u32,
    /// Cells with text of their own, in the row at hand and before its last link.
    bare_in_row: u32,
    bare: u32,
    /// The last cell with text of the row at hand leads to a file.
    ends_in_file: bool,
    rows_of_files: u32,
    rows: u32,
    other_rows: u32,
}

/// An open cell.
#[derive(Default)]
struct Cell {
    open: bool,
    heading: bool,
    own: String,
    linked: bool,
    file: bool,
}

/// The nodes of tables and lists that only lead elsewhere.
pub fn only_links(tree: &Tree, page: &str) -> Vec<usize> {
    let mut found = vec![];
    let mut open: Vec<Held> = vec![];
    let mut target = Target::None;
    for (index, node) in tree.nodes.iter().enumerate() {
        while open.last().is_some_and(|held| held.limit as usize <= index) {
            close(&mut open, &mut found);
        }
        match node.tag {
            Tag::LinkOn => target = Tree::target(node),
            Tag::LinkOff => target = Target::None,
            Tag::Table | Tag::Ul | Tag::Ol => open.push(Held::new(index, node.limit, node.tag != Tag::Table)),
            _ => {}
        }
        let Some(held) = open.last_mut() else { continue };
        match node.tag {
            Tag::Tr if !held.list => held.end_row(),
            Tag::Td | Tag::Th if !held.list => held.begin_cell(node.tag == Tag::Th),
            Tag::Li if held.list => held.begin_cell(false),
            Tag::Text | Tag::Entity => {
                let text = if node.tag == Tag::Text { page.get(node.start as usize..node.end as usize).unwrap_or("") } else { tree.entity(node) };
                held.text(text, target);
            }
            _ => {}
        }
    }
    while !open.is_empty() {
        close(&mut open, &mut found);
    }
    found
}

/// Closes the innermost table or list; in what it stands in it is a link itself, or text.
fn close(open: &mut Vec<Held>, found: &mut Vec<usize>) {
    let Some(mut held) = open.pop() else { return };
    held.end_row();
    let leads = held.only_leads();
    if leads {
        found.push(held.node);
    }
    if let Some(outer) = open.last_mut() {
        outer.text("文", if leads { Target::Page } else { Target::None });
    }
}

impl Held {
    fn new(node: usize, limit: u32, list: bool) -> Held {
        Held { node, limit, list, cell: Cell::default(), linked: 0, linked_in_row: 0, bare_in_row: 0, bare: 0, ends_in_file: false, rows_of_files: 0, rows: 0, other_rows: 0 }
    }

    fn text(&mut self, text: &str, target: Target) {
        if text.trim().is_empty() {
            return;
        }
        if target != Target::None {
            (self.cell.linked, self.cell.file) = (true, target == Target::File);
        } else if !self.cell.open {
            self.bare += 1;
        } else if self.cell.own.len() < LOOKED_AT {
            self.cell.own.push_str(text);
        }
    }

    fn begin_cell(&mut self, heading: bool) {
        self.end_cell();
        self.cell = Cell { open: true, heading, ..Cell::default() };
    }

    fn end_cell(&mut self) {
        let cell = std::mem::take(&mut self.cell);
        let silent = cell.own.trim().is_empty() || cell.linked && is_about_a_file(&cell.own);
        if !silent {
            self.bare += u32::from(!cell.heading);
            self.bare_in_row += 1;
            self.ends_in_file = false;
        } else if cell.linked {
            self.linked += 1;
            self.linked_in_row += 1;
            self.ends_in_file = cell.file;
        }
    }

    fn end_row(&mut self) {
        self.end_cell();
        let first = self.rows == 0;
        if self.linked_in_row + self.bare_in_row > 0 {
            self.rows += 1;
            if self.ends_in_file && self.bare_in_row <= 1 {
                self.rows_of_files += 1;
            } else if !first || self.linked_in_row > 0 {
                self.other_rows += 1;
            }
        }
        (self.linked_in_row, self.bare_in_row, self.ends_in_file) = (0, 0, false);
    }

    fn only_leads(&self) -> bool {
        (self.linked >= 2 && self.bare == 0) || (!self.list && self.rows_of_files > 0 && self.other_rows == 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::html::order::order;
    use crate::read::html::parse::parse;

    fn found(page: &str) -> usize {
        only_links(&order(&parse(page), page), page).len()
    }

    #[test]
    fn what_only_leads_elsewhere_is_found() {
        assert_eq!(found("<table><tr><td><a href=a>くらし</a><td><a href=b>観光</a></table>"), 1);
        assert_eq!(found("<ul><li><a href=a>令和4年度の評価</a><li><a href=b>令和3年度の評価</a></ul>"), 1);
        assert_eq!(found("<table><tr><th>部<th>評価表<tr><td>総務部<td><a href=s.pdf>評価シート</a>（PDF：12KB）</table>"), 1);
        assert_eq!(found("<table><tr><td>部<td>評価表<tr><td>総務部<td><a href=s.pdf>評価シート</a></table>"), 1);
        assert_eq!(found("<table><tr><td><ul><li><a href=a>甲</a><li><a href=b>乙</a></ul><td><a href=c>丙</a></table>"), 2);
    }

    #[test]
    fn what_says_something_itself_is_content() {
        assert_eq!(found("<table><tr><th>事務事業名<th>評価<tr><td><a href=s.pdf>道路</a><td>Ａ</table>"), 0);
        assert_eq!(found("<table><tr><td>道路<td>Ａ<td><a href=s.pdf>評価シート</a></table>"), 0);
        assert_eq!(found("<table><tr><th>事務事業名<th>評価<tr><td><a href=a>道路</a><td><img src=a alt='○'></table>"), 0);
        assert_eq!(found("<ul><li><a href=a>目標</a><ul><li>80%</ul><li><a href=b>実績</a></ul>"), 0);
        assert_eq!(found("<ul><li>目標：80%<li><a href=b>実績</a></ul>"), 0);
    }
}
