//! Stock (照合): the tree is the one that `html5ever` and `scraper` make of the page without us, every node knows its bytes, and
//! every visible character is in a block.

use super::order::order;
use super::page;
use super::parse::parse;
use super::sink::Stretch;
use super::survey::survey;
use super::tag::Tag;
use crate::model::block::{Block, Line};
use scraper::{Html, Node};

/// What is wrong with the tree of a page, or with the bytes of its nodes.
pub(super) fn fault(text: &str) -> Option<String> {
    let parsed = parse(text);
    let tree = &parsed.placed.html.tree;
    if *tree != Html::parse_document(text).tree {
        return Some("another tree".to_owned());
    }
    for (node, span) in tree.nodes().zip(&parsed.placed.spans) {
        match node.value() {
            Node::Text(held) => {
                let stretches = parsed.placed.stretches.iter().filter(|(id, _)| *id == node.id()).map(|(_, stretch)| stretch);
                let told: String = stretches
                    .map(|Stretch { source, entity }| entity.as_deref().map_or_else(|| text[source.clone()].replace("\r\n", "\n").replace('\r', "\n"), str::to_owned))
                    .collect();
                if told != **held {
                    return Some(format!("{held:?} was told as {told:?}"));
                }
            }
            Node::Element(element) if matches!(element.name(), "td" | "th" | "div" | "li" | "h1" | "caption") => {
                let source = text[span.0..span.1].to_ascii_lowercase();
                if !source.starts_with(&format!("<{}", element.name())) {
                    return Some(format!("{} stands at {source:?}", element.name()));
                }
            }
            Node::Comment(_) if !text[span.0..span.1].starts_with('<') => return Some(format!("a comment stands at {:?}", &text[span.0..span.1])),
            _ => {}
        }
    }
    None
}

/// Bytes of visible text that stand in no block.
pub(super) fn missing(text: &str) -> Option<String> {
    let tree = order(&parse(text), text);
    let roles = survey(&tree, text);
    let read = page::read(&tree, &roles, text);
    let mut covered = vec![false; text.len()];
    let mut mark = |range: std::ops::Range<usize>| covered[range].fill(true);
    for block in &read.blocks {
        let mut lines = |lines: &[Line]| lines.iter().for_each(|line| line.text.source_stretches().for_each(&mut mark));
        match block {
            Block::Heading { line, .. } | Block::Line(line) | Block::Bullet { line, .. } => lines(std::slice::from_ref(line)),
            Block::Table(table) => {
                lines(table.caption.as_slice());
                table.rows.iter().for_each(|row| row.cells.iter().for_each(|cell| lines(&cell.lines)));
            }
            Block::Furniture { source, .. } => mark(source.clone()),
            Block::Blank => {}
        }
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
    for inner in ["forms", "formats", "cases"] {
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
        assert_eq!(fault(&text), None, "{name}");
        assert_eq!(missing(&text), None, "{name}");
    }
}

#[test]
fn places_hold_where_pages_are_odd() {
    for page in [
        "<!DOCTYPE html><p>a < b &amp; c<table><tr><td title='x<y>z' rowspan=2>評価<br>Ａ<!-- <td>no --><td>目標</tr>迷子<tr><th>実績</table><script>if(a<b){document.write('<td>')}</script><p>末尾",
        "<table>甲<tr>乙&lt;丙<td>丁</table>戊",
        "\u{feff}甲\r\n乙\r丙&nvlt;&ampx&nosuch;&#13;&<<td><td>丁",
        "<pre>\n\n甲\0乙</pre><textarea>\n&lt;丙</textarea><xmp>&amp;<b></xmp>",
        "<svg><title>甲\0</title></svg><b><p>乙</b>丙<a href=x>丁<a href=y>戊",
    ] {
        assert_eq!(fault(page), None, "{page}");
    }
}
