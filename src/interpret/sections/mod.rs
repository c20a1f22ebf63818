//! Sections (章立て): the headings that what follows stands under.

mod style;

use crate::model::place::Place;
use crate::see::key;
use foldhash::HashMap;
use style::{Style, style};

pub(super) use style::{pattern, series};

/// A heading on the way to what follows.
#[derive(Clone, Debug)]
pub struct Section {
    style: Style,
    /// Its text, ornament removed, number kept.
    pub title: String,
    /// It has a number or opens with a word for sections.
    pub numbered: bool,
    /// Where it stands.
    pub place: Place,
    /// It became part of an item's path.
    pub used: bool,
    /// The word that counts it and its like (柱 of 柱2 …), however they are marked.
    series: Option<String>,
}

/// The headings open at a place, outermost first.
#[derive(Clone, Debug, Default)]
pub struct Sections {
    /// Outermost first.
    pub open: Vec<Section>,
    /// Styles in the order they were first seen, outermost first.
    order: Vec<Style>,
    /// The number of the last heading of the form `1 …`.
    number: Option<u32>,
    /// Every heading so far, folded, and its style.
    headings: HashMap<String, Style>,
}

/// The ways in which headings were marked up to a place.
#[derive(Clone, Debug, Default)]
pub struct Seen(Vec<Style>);

impl Sections {
    /// Opens a heading; closes those it stands beside or over.
    pub fn enter(&mut self, text: &str, level: u8, group_words: &[String], place: &Place) {
        let text = without_continuation(text);
        let (mut style, title, mut numbered) = style(text, level, group_words);
        if let Some(number) = plain_number(&title) {
            if style == Style::Plain && self.goes_on(&title) {
                (style, numbered) = (Style::Numbered("N".to_owned()), true);
            }
            self.number = Some(number);
        }
        let series = series(&title);
        self.headings.insert(key(&title), style.clone());
        let alike = |section: &Section| section.style == style || (series.is_some() && section.series == series);
        if let Some(at) = self.open.iter().position(alike) {
            self.open.truncate(at);
        } else if let Style::Markdown(new) = style {
            self.open.retain(|section| !matches!(section.style, Style::Markdown(old) if old >= new) && matches!(section.style, Style::Markdown(_)));
        } else if let Some(at) = self.closes_numbers(&style) {
            self.open.truncate(at);
        } else if let Some(rank) = self.order.iter().position(|seen| *seen == style) {
            let order = &self.order;
            self.open.retain(|section| order.iter().position(|seen| *seen == section.style).is_none_or(|other| other < rank));
        }
        if !self.order.contains(&style) {
            // A new style stands under the innermost open one.
            let after = self.open.last().and_then(|section| self.order.iter().position(|seen| *seen == section.style)).map_or(0, |at| at + 1);
            self.order.insert(after, style.clone());
        }
        self.open.push(Section { style, title, numbered, place: place.clone(), used: false, series });
    }

    /// ○ 組織の変遷 after ■ 主な取組 and its parts 1, 2 and 3, of which the last holds items already: a shape that stood under none of the
    /// parts goes on beside their head. Where that head stands among the open ones.
    fn closes_numbers(&self, new: &Style) -> Option<usize> {
        // A new kind of shape is rare: headings are counted for no other.
        if !matches!(new, Style::Shape(_)) || self.order.contains(new) {
            return None;
        }
        let last = self.open.last()?;
        let part = |section: &Section| matches!(section.style, Style::Numbered(_) | Style::Worded(_));
        let counted = part(last) && last.used && self.headings.values().filter(|style| **style == last.style).count() >= 2;
        let head = self.open.iter().rposition(|section| !part(section))?;
        (counted && matches!(self.open[head].style, Style::Shape(_))).then_some(head)
    }

    /// A column of sections names a heading again that stood before its table: those it counts with are closed, the table names
    /// them itself.
    pub fn give_way(&mut self, text: &str) {
        if let Some(at) = self.headings.get(&key(text)).and_then(|style| self.open.iter().position(|section| section.style == *style)) {
            self.open.truncate(at);
        }
    }

    /// The heading opened last is no part of a path where others are.
    pub fn demote(&mut self) {
        if let Some(section) = self.open.last_mut() {
            section.numbered = false;
        }
    }

    /// `2 財政効果額` after the chapter `1 …`: that one is closed, with all that stands under it. True if nothing stands over them.
    pub fn close_chapter(&mut self, text: &str, group_words: &[String]) -> bool {
        let (style, title, _) = style(text, 0, group_words);
        let Some(at) = self.open.iter().position(|section| section.style == style).filter(|_| matches!(style, Style::Numbered(_)) && self.goes_on(&title)) else { return false };
        self.open.truncate(at);
        self.number = plain_number(&title);
        self.open.is_empty()
    }

    /// The heading is marked by the shape of the innermost open one, under which no item stood.
    pub fn stands_beside(&self, text: &str, group_words: &[String]) -> bool {
        let (style, _, _) = style(text, 0, group_words);
        matches!(style, Style::Shape(_)) && self.open.len() > 1 && self.open.last().is_some_and(|section| section.style == style && !section.used)
    }

    /// A numbered chapter of the report is open that is no part of a path.
    pub fn in_chapter(&self) -> bool {
        self.open.iter().any(|section| !section.numbered && plain_number(&section.title).is_some())
    }

    /// 第2章 評価の結果 after 第1章 計画の概要, which was a chapter of the report.
    pub fn beside_chapter(&self, text: &str, group_words: &[String]) -> bool {
        let (style, _, _) = style(text, 0, group_words);
        matches!(style, Style::Numbered(_)) && self.open.iter().any(|section| !section.numbered && section.style == style)
    }

    /// `2 …` after a heading `1 …`.
    pub fn goes_on(&self, text: &str) -> bool {
        plain_number(text).is_some_and(|number| number > 1 && self.number == Some(number - 1))
    }

    /// A mark of the ways in which headings were marked so far.
    pub fn seen(&self) -> Seen {
        Seen(self.order.clone())
    }

    /// No heading marked like this one stood before `seen`, and it is marked somehow.
    pub fn is_new_since(&self, seen: &Seen, text: &str, level: u8, group_words: &[String]) -> bool {
        let (style, _, _) = style(text, level, group_words);
        style != Style::Plain && !seen.0.contains(&style)
    }

    /// A heading marked like this one, or counted by the same word, is open.
    pub fn has_style_of(&self, text: &str, group_words: &[String]) -> bool {
        let (style, title, _) = style(text, 0, group_words);
        let series = series(&title);
        style != Style::Plain && self.open.iter().any(|section| section.style == style || (series.is_some() && section.series == series))
    }

    /// Titles of what an item stands under: numbered headings, or the nearest plain one if nothing else is told.
    pub fn path(&mut self, has_columns: bool) -> Vec<String> {
        let mut out = vec![];
        for section in &mut self.open {
            if section.numbered {
                section.used = true;
                out.push(section.title.clone());
            }
        }
        let nearest_plain = self.open.last().is_some_and(|section| !section.numbered);
        if out.is_empty()
            && nearest_plain
            && !has_columns
            && let Some(section) = self.open.last_mut()
        {
            section.used = true;
            out.push(section.title.clone());
        }
        out
    }
}

/// `Ⅲ 人を活かす組織(続き)`: the heading of the page before, printed again.
pub fn without_continuation(text: &str) -> &str {
    let body = text.trim_end();
    for (open, close) in [('(', ')'), ('（', '）'), ('【', '】'), ('[', ']'), ('〔', '〕'), ('<', '>')] {
        if let Some(inside) = body.strip_suffix(close)
            && let Some(at) = inside.rfind(open)
            && ["続き", "つづき", "続"].iter().any(|word| inside[at + open.len_utf8()..].trim().ends_with(word))
            && at > 0
        {
            return body[..at].trim_end();
        }
    }
    text
}

/// The number of `2 人と組織を見直す`: digits, then a space.
fn plain_number(text: &str) -> Option<u32> {
    let (digits, rest) = text.trim().split_once(' ')?;
    (!rest.trim().is_empty() && digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.parse().ok())?
}
