//! Metadata (書誌): what a page says of itself: title, language, address, date of change, municipality.

use crate::japanese::era::{Date, Era};
use crate::japanese::municipality::municipality;
use crate::japanese::text::Text;
use crate::model::block::Block;
use crate::model::document::Metadata;
use crate::read::html::attribute::Attributes;
use crate::read::html::line::{Assembler, Style};
use crate::read::html::node::Tree;
use crate::read::html::tag::Tag;
use regex::Regex;
use std::sync::LazyLock;

/// What the head tells.
#[derive(Clone, Debug, Default)]
pub struct Told {
    language: Option<String>,
    canonical: Option<String>,
    address: Option<String>,
    site: Option<String>,
    publisher: Option<String>,
    modified: Option<String>,
}

impl Told {
    /// Reads the attributes of `html`.
    pub fn language(&mut self, attributes: Attributes) {
        let told = attributes.get("lang").or_else(|| attributes.get("xml:lang")).map(str::trim).filter(|language| !language.is_empty());
        self.language = self.language.take().or_else(|| told.map(str::to_owned));
    }

    /// Reads a `meta` or a `link`.
    pub fn element(&mut self, tag: Tag, attributes: Attributes) {
        if tag == Tag::Link {
            if attributes.get("rel").is_some_and(|rel| rel.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("canonical"))) {
                keep(&mut self.canonical, attributes.get("href"));
            }
            return;
        }
        let Some(name) = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|name| attributes.get(name)) else { return };
        let place = match name.trim().to_ascii_lowercase().as_str() {
            "og:url" => &mut self.address,
            "og:site_name" | "application-name" => &mut self.site,
            "author" | "dc.publisher" | "dc.creator" | "dcterms.publisher" | "publisher" | "copyright" => &mut self.publisher,
            "article:modified_time" | "og:updated_time" | "last-modified" | "dcterms.modified" | "dc.date.modified" | "datemodified" | "date" | "dc.date" => &mut self.modified,
            "content-language" => &mut self.language,
            _ => return,
        };
        keep(place, attributes.get("content"));
    }
}

fn keep(place: &mut Option<String>, told: Option<&str>) {
    if place.is_none() {
        *place = told.map(|told| Text::new(told.trim()).as_str().to_owned()).filter(|told| !told.is_empty());
    }
}

/// What a page says of itself; `updated` is the date that a line of it tells.
pub fn metadata(tree: &Tree, page: &str, blocks: &[Block], updated: Option<String>) -> Metadata {
    let title = title(tree, page);
    let told = &tree.told;
    let publisher = [&told.site, &told.publisher].into_iter().flatten().find_map(|text| municipality(text, false));
    let publisher = publisher.or_else(|| title.as_deref().and_then(|title| municipality(title, true)));
    let publisher = publisher.or_else(|| footer(tree, page, blocks));
    Metadata {
        title,
        language: told.language.clone(),
        url: told.canonical.clone().or_else(|| told.address.clone()),
        updated: updated.or_else(|| told.modified.as_deref().and_then(date)),
        publisher,
    }
}

fn title(tree: &Tree, page: &str) -> Option<String> {
    let at = tree.nodes.iter().position(|node| node.tag == Tag::Title)?;
    shown(tree, page, at..tree.nodes[at].limit as usize)
}

/// Text of some nodes on one line.
fn shown(tree: &Tree, page: &str, nodes: std::ops::Range<usize>) -> Option<String> {
    let mut line = Assembler::default();
    for node in tree.nodes.get(nodes)? {
        let source = node.start as usize..node.end as usize;
        match node.tag {
            Tag::Text => line.text(page.get(source.clone())?, source.start, Style::default()),
            Tag::Entity => line.entity(tree.entity(node), source, Style::default()),
            tag if tag.is_block() || tag == Tag::Br => line.text("\n", source.start, Style::default()),
            _ => {}
        }
    }
    line.end().map(|done| done.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" "))
}

/// The municipality that the foot of the page names.
fn footer(tree: &Tree, page: &str, blocks: &[Block]) -> Option<String> {
    let foot = blocks.iter().rev().find_map(|block| match block {
        Block::Furniture { source, reason: "page-footer" } => Some(source.clone()),
        _ => None,
    })?;
    let first = tree.nodes.partition_point(|node| (node.start as usize) < foot.start);
    let last = tree.nodes.partition_point(|node| (node.start as usize) < foot.end);
    municipality(&shown(tree, page, first.max(1)..last)?, false)
}

/// The first date of a text as ISO.
pub fn date(text: &str) -> Option<String> {
    static WESTERN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})").ok());
    static ERA: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(令和|平成|昭和)\s*(元|\d{1,2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日").ok());
    let folded = Text::new(text);
    let whole = folded.as_str();
    let made = |year: i32, found: &regex::Captures, at: usize| {
        let part = |index: usize| found.get(index).and_then(|part| part.as_str().parse::<u8>().ok());
        Date::new(year, part(at)?, part(at + 1)?).map(|date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day))
    };
    let western = WESTERN.as_ref().and_then(|pattern| pattern.captures(whole));
    if let Some(found) = western {
        return made(found[1].parse().ok()?, &found, 2);
    }
    let found = ERA.as_ref().and_then(|pattern| pattern.captures(whole))?;
    let era = match &found[1] {
        "令和" => Era::Reiwa,
        "平成" => Era::Heisei,
        _ => Era::Showa,
    };
    let year = if &found[2] == "元" { 1 } else { found[2].parse().ok()? };
    made(era.western(year)?, &found, 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_either_count() {
        assert_eq!(date("更新日：２０２４年９月２７日").as_deref(), Some("2024-09-27"));
        assert_eq!(date("最終更新日:令和元年 5月7日").as_deref(), Some("2019-05-07"));
        assert_eq!(date("2023-04-01T09:00:00+09:00").as_deref(), Some("2023-04-01"));
        assert_eq!((date("2023年13月1日"), date("令和5年度")), (None, None));
    }
}
