//! Headed pairs (見出しと項目): `【No.1 市税の収納率の向上】 担当課：収納対策課 評価：Ａ`, the name of an item and pairs on one line.

use crate::interpret::Interpreter;
use crate::interpret::item::titled;
use crate::model::block::Line;
use crate::model::header::{Header, closing, matching};
use crate::model::lexicon::{Matched, Role};
use crate::model::place::Place;
use crate::model::record::Fate;
use crate::see::key;
use std::ops::Range;
use std::sync::Arc;

/// Longest label of a pair, in bytes.
const LONGEST_LABEL: usize = 240;

/// A pair on the line: what its label says, where it begins, and its value.
struct Pair {
    header: Arc<Header>,
    start: usize,
    value: Range<usize>,
}

impl Interpreter<'_> {
    /// Takes a heading in brackets with pairs after it: an item, told again or new, and what the pairs say of it. False if it is none.
    pub(super) fn headed_pairs(&mut self, line: &Line, place: &Place) -> bool {
        let Some((name, pairs)) = self.headed(line.text.as_str()) else { return false };
        let text = line.text.slice(name.clone());
        let (label, title) = titled(text.as_str());
        let label = label.as_deref().map(key);
        let mut known = self.namesakes(&title).iter().filter(|item| self.findings.items[**item].label.as_deref().map(key) == label).copied();
        let only = known.next().filter(|_| known.next().is_none());
        let name_place = place.with_range(line.text.source(name));
        let item = match only {
            Some(item) => {
                self.findings.items[item].also.push(name_place.clone());
                self.use_range(name_place.range(), Fate::Recorded);
                self.last_rating = None;
                item
            }
            None => {
                let path = self.sections.path(false);
                self.open_item(text.as_str(), path, &name_place)
            }
        };
        self.item = Some(item);
        for Pair { header, start, value } in pairs {
            let own = Line::plain(line.text.slice(start..value.end));
            let value = Line::plain(line.text.slice(value).trimmed());
            self.pair(&header, &own, &value, &place.with_range(own.text.whole_source()));
        }
        self.role = None;
        true
    }

    /// The line is a name in brackets with pairs after it.
    pub(super) fn is_headed(&self, line: &Line) -> bool {
        self.headed(line.text.as_str()).is_some()
    }

    /// The name in the brackets and the pairs after them, if the line is nothing else.
    fn headed(&self, text: &str) -> Option<(Range<usize>, Vec<Pair>)> {
        let open = text.chars().next().filter(|open| matches!(open, '【' | '≪' | '《' | '〔' | '[' | '<' | '〈'))?;
        let close = closing(open);
        let length = matching(text, open, close)?;
        let name = open.len_utf8()..length - close.len_utf8();
        let rest = &text[length..];
        let mut pairs: Vec<Pair> = vec![];
        // Where the open label begins; what is too long for one is none, so that a line of nothing but colons is read once.
        let mut from = 0;
        for (at, colon) in rest.char_indices() {
            if colon == ' ' {
                from = at + 1;
            }
            if !matches!(colon, ':' | '：') || at - from > LONGEST_LABEL {
                continue;
            }
            let header = self.header(&rest[from..at]);
            // A colon inside a value is no label's.
            if !header.meaning.as_ref().is_some_and(|meaning| meaning.matched <= Matched::Compound && !matches!(meaning.role, Role::Title | Role::Section)) {
                continue;
            }
            if let Some(before) = pairs.last_mut() {
                before.value.end = length + from;
            }
            pairs.push(Pair { header, start: length + from, value: length + at + colon.len_utf8()..text.len() });
        }
        let first = pairs.first()?;
        let joined = text[length..first.start].trim().is_empty() && !text[name.clone()].trim().is_empty();
        (joined && pairs.iter().all(|pair| !text[pair.value.clone()].trim().is_empty())).then_some((name, pairs))
    }
}
