//! Oracle (照合): `html5ever`'s tree, against which the own one is held: the same tables with the same cells, the same visible
//! text, and every visible character in a block.

use super::page;
use super::survey::survey;
use super::tag::Tag;
use super::token::parse;
use crate::model::block::{Block, Line};
use scraper::{ElementRef, Html, Node};

/// Rows and cells of every table, by where it begins; cells without white space and without tables inside them.
type Tables = Vec<Vec<Vec<String>>>;

const UNSEEN: [&str; 11] = ["script", "style", "noscript", "title", "template", "iframe", "noembed", "noframes", "textarea", "select", "datalist"];

fn is_unseen(tag: Tag) -> bool {
    tag.is_raw() && tag != Tag::Xmp || matches!(tag, Tag::Template | Tag::Select | Tag::Datalist)
}

fn push(out: &mut String, text: &str) {
    out.extend(text.chars().filter(|c| !c.is_whitespace() && *c != '\0'));
}

/// What `html5ever` sees.
pub(super) fn theirs(page: &str) -> (Tables, String) {
    let html = Html::parse_document(page);
    let mut tables: Tables = vec![];
    let mut visible = String::new();
    let mut open: Vec<usize> = vec![];
    let mut unseen = 0;
    let mut stack = vec![(html.tree.root(), false)];
    while let Some((node, closing)) = stack.pop() {
        if closing {
            if let Node::Element(element) = node.value() {
                unseen -= usize::from(UNSEEN.contains(&element.name()));
                if element.name() == "table" {
                    open.pop();
                }
            }
            continue;
        }
        stack.push((node, true));
        stack.extend(node.children().rev().map(|child| (child, false)));
        match node.value() {
            Node::Text(text) if unseen == 0 => {
                push(&mut visible, text);
                // The cell that the text stands in, however deep.
                let nearest = node.ancestors().filter_map(ElementRef::wrap).map(|element| element.value().name()).find(|name| matches!(*name, "td" | "th" | "table"));
                if let (Some(table), Some("td" | "th")) = (open.last(), nearest)
                    && let Some(cell) = tables[*table].last_mut().and_then(|row| row.last_mut())
                {
                    push(cell, text);
                }
            }
            Node::Element(element) => {
                unseen += usize::from(UNSEEN.contains(&element.name()));
                match (element.name(), open.last().copied()) {
                    ("table", _) => {
                        open.push(tables.len());
                        tables.push(vec![]);
                    }
                    ("tr", Some(table)) => tables[table].push(vec![]),
                    ("td" | "th", Some(table)) => {
                        if let Some(row) = tables[table].last_mut() {
                            row.push(String::new());
                        }
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
    (tables, visible)
}

/// What the own tree holds.
pub(super) fn ours(page: &str) -> (Tables, String) {
    let tree = parse(page);
    let mut tables: Tables = vec![];
    let mut visible = String::new();
    // Open tables and cells: limit, table, it is a cell.
    let mut open: Vec<(u32, usize, bool)> = vec![];
    let mut index = 0;
    while index < tree.nodes.len() {
        while open.last().is_some_and(|held| held.0 as usize <= index) {
            open.pop();
        }
        let node = &tree.nodes[index];
        if is_unseen(node.tag) {
            index = node.limit as usize;
            continue;
        }
        match (node.tag, open.last().copied()) {
            (Tag::Table, _) => {
                open.push((node.limit, tables.len(), false));
                tables.push(vec![]);
            }
            (Tag::Tr, Some((_, table, _))) => tables[table].push(vec![]),
            (Tag::Td | Tag::Th, Some((_, table, _))) => {
                if let Some(row) = tables[table].last_mut() {
                    row.push(String::new());
                }
                open.push((node.limit, table, true));
            }
            (Tag::Text | Tag::Entity, held) => {
                let text = if node.tag == Tag::Text { &page[node.start as usize..node.end as usize] } else { tree.entity(node) };
                push(&mut visible, text);
                if let Some((_, table, true)) = held
                    && let Some(cell) = tables[table].last_mut().and_then(|row| row.last_mut())
                {
                    push(cell, text);
                }
            }
            _ => {}
        }
        index += 1;
    }
    (tables, visible)
}

/// Bytes of visible text that stand in no block.
pub(super) fn missing(text: &str) -> Option<String> {
    let tree = parse(text);
    let roles = survey(&tree, text);
    let read = page::read(&tree, &roles, text);
    let mut covered = vec![false; text.len()];
    let mut mark = |range: std::ops::Range<usize>| covered[range].fill(true);
    let mut last = 0;
    for block in &read.blocks {
        let mut lines = |lines: &[Line]| lines.iter().for_each(|line| line.text.source_stretches().for_each(&mut mark));
        let start = match block {
            Block::Heading { line, .. } | Block::Line(line) | Block::Bullet { line, .. } => {
                lines(std::slice::from_ref(line));
                line.text.whole_source().start
            }
            Block::Table(table) => {
                lines(table.caption.as_slice());
                table.rows.iter().for_each(|row| row.cells.iter().for_each(|cell| lines(&cell.lines)));
                table.source.start
            }
            Block::Furniture { source, .. } => {
                mark(source.clone());
                source.start
            }
            Block::Blank => last,
        };
        assert!(start >= last, "blocks stand in the order of their bytes: {start} after {last} in {text}");
        last = start;
    }
    for node in tree.nodes.iter().filter(|node| matches!(node.tag, Tag::Text | Tag::Entity)) {
        let shown = if node.tag == Tag::Entity { tree.entity(node).to_owned() } else { text[node.start as usize..node.end as usize].to_owned() };
        let mut at = node.start as usize;
        for character in shown.chars() {
            let slack = character.is_whitespace()
                || character.is_control()
                || super::super::fragment::is_cell_bullet(character)
                || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}');
            if !slack && !covered[at] {
                return Some(format!("{character:?} at {at}: {:?}", text[at..].chars().take(30).collect::<String>()));
            }
            at += if node.tag == Tag::Entity { 0 } else { character.len_utf8() };
        }
    }
    None
}

pub(super) fn fixtures() -> Vec<(String, String)> {
    let folder = std::path::Path::new(option_env!("HYOTEI_FIXTURES").unwrap_or(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures")));
    let mut out = vec![];
    for inner in ["forms", "formats"] {
        for entry in std::fs::read_dir(folder.join(inner)).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.extension().is_some_and(|extension| extension == "html") {
                let bytes = std::fs::read(&path).expect("the fixture reads");
                let label = super::declared(&bytes).unwrap_or_else(|| "utf-8".to_owned());
                let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).expect("a known label");
                out.push((path.display().to_string(), encoding.decode(&bytes).0.into_owned()));
            }
        }
    }
    out.sort();
    assert!(!out.is_empty(), "there are fixtures");
    out
}

#[test]
fn fixtures_are_read_as_html5ever_reads_them() {
    for (name, text) in fixtures() {
        let (their_tables, their_text) = theirs(&text);
        let (own_tables, own_text) = ours(&text);
        assert_eq!(own_tables, their_tables, "{name}");
        assert_eq!(own_text, their_text, "{name}");
        assert_eq!(missing(&text), None, "{name}");
    }
}
