//! Control (入力欄): boxes to tick and lists to choose from that stand in a page as it was filled in: the marks that a reader sees.

use crate::read::html::attribute::Extra;
use crate::read::html::node::{Node, Tree};
use crate::read::html::tag::Tag;

/// Options of a list that are told as options; of a longer one only what was chosen is.
const MOST_OPTIONS: usize = 12;

/// `input` that is ticked, or is not; by the number that stands for it in the list of nodes.
pub fn ticked(node: &Node) -> bool {
    node.extra == 1
}

/// Puts marks where boxes and options are that belong to what the page tells: in cells, and in lines where one is ticked.
pub fn settle(tree: &mut Tree, page: &str) {
    let mut cell_end = 0;
    let mut line: Vec<usize> = vec![];
    for index in 0..tree.nodes.len() {
        let node = tree.nodes[index];
        match node.tag {
            tag if tag.is_cell() || tag == Tag::Dd => cell_end = cell_end.max(node.limit as usize),
            Tag::Input => line.push(index),
            Tag::Select if index < cell_end => list(tree, index, page),
            _ => {}
        }
        let ends = tree.nodes.get(index + 1).is_none_or(|next| next.tag.is_block() || next.tag == Tag::Br);
        if ends && !line.is_empty() {
            let told = index < cell_end || line.iter().any(|input| ticked(&tree.nodes[*input]));
            for input in line.drain(..).filter(|_| told) {
                let mark = if ticked(&tree.nodes[input]) { "☑" } else { "□" };
                sign(tree, input, mark);
            }
        }
    }
}

/// A list of options of which the page says which one is chosen.
fn list(tree: &mut Tree, select: usize, page: &str) {
    let options: Vec<usize> = (select + 1..tree.nodes[select].limit as usize).filter(|index| tree.nodes[*index].tag == Tag::Option).collect();
    let chosen = |tree: &Tree, index: usize| tree.extra(&tree.nodes[index]).chosen;
    let words = |tree: &Tree, index: usize| page.get(tree.nodes[index].start as usize..tree.nodes[index].end as usize).unwrap_or("").to_owned();
    let marked: Vec<usize> = options.iter().copied().filter(|index| chosen(tree, *index)).collect();
    // 選択してください is no choice.
    if marked.is_empty() || marked.iter().any(|index| words(tree, *index).contains("選択")) {
        return;
    }
    tree.nodes[select].extra = 0;
    let long = options.len() > MOST_OPTIONS;
    for option in options {
        let is_chosen = marked.contains(&option);
        if long {
            // What was chosen is text; the others are not told.
            if is_chosen {
                continue;
            }
            tree.extras.push(Extra { furniture: Some("option"), ..Extra::default() });
            tree.nodes[option].extra = tree.extras.len() as u32 - 1;
        } else {
            let end = page[tree.nodes[option].start as usize..].find('>').map_or(tree.nodes[option].end, |at| tree.nodes[option].start + at as u32 + 1);
            tree.nodes[option].end = end;
            sign(tree, option, if is_chosen { " ☑" } else { " □" });
        }
    }
}

/// The node is a mark; what stood in it follows.
fn sign(tree: &mut Tree, index: usize, mark: &str) {
    tree.entities.push(mark.into());
    let extra = tree.entities.len() as u32 - 1;
    let node = &mut tree.nodes[index];
    (node.tag, node.limit, node.extra) = (Tag::Entity, index as u32 + 1, extra);
}
