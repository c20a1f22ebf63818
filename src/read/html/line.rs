//! Line (行): stretches of text of one line of a page, put together as a browser would show them.

use crate::japanese::text::Text;
use crate::model::block::Line;
use crate::read::fragment::{split_bullets, tidied};
use crate::read::html::attribute::Target;
use crate::read::note_mark::without_marks;
use std::ops::Range;

/// How the text that comes next is shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// Bold.
    pub bold: bool,
    /// Where a link on it leads.
    pub target: Target,
}

/// What a finished line is made of.
#[derive(Debug)]
pub struct Finished {
    /// The lines; more than one where bullets stand inside.
    pub lines: Vec<Line>,
    /// The first one opens an element of a list.
    pub item: bool,
    /// Some of it links to a file, or to a place on the page.
    pub file: bool,
    pub fragment: bool,
    /// Some of it links to another page.
    pub page: bool,
    /// Any of it is a link.
    pub linked: bool,
    /// What of it is no link (its first characters).
    pub rest: String,
    /// The bytes it came from.
    pub source: Range<usize>,
    /// Of them, the marks of notes, which are not in its text.
    pub marks: Vec<Range<usize>>,
}

/// A line on its way.
#[derive(Default)]
pub struct Assembler {
    text: Text,
    last: Option<char>,
    /// White space with a line feed that may or may not show.
    gap: Option<Range<usize>>,
    any: bool,
    light: bool,
    /// The next text opens an element of a list.
    pub item: bool,
    file: bool,
    fragment: bool,
    page: bool,
    linked: bool,
    rest: String,
}

impl Assembler {
    /// Appends text that stands at byte `at`.
    pub fn text(&mut self, printed: &str, at: usize, style: Style) {
        let bytes = printed.as_bytes();
        let mut from = 0;
        while from < bytes.len() {
            let feed = bytes[from..].iter().position(|byte| matches!(byte, b'\n' | b'\r' | b'\t' | 0xc)).map_or(bytes.len(), |length| from + length);
            let shown = printed[from..feed].trim_end_matches(' ').len();
            // Spaces before a line feed go with it.
            let shown = if feed < bytes.len() { shown } else { feed - from };
            self.shown(&printed[from..from + shown], at + from, style);
            let mut end = feed;
            while end < bytes.len() && matches!(bytes[end], b'\n' | b'\r' | b'\t' | 0xc | b' ') {
                end += 1;
            }
            if feed < bytes.len() {
                let start = self.gap.as_ref().map_or(at + from + shown, |gap| gap.start);
                self.gap = Some(start..at + end);
            }
            from = end.max(from + 1);
        }
    }

    /// Appends what an entity stands for.
    pub fn entity(&mut self, text: &str, source: Range<usize>, style: Style) {
        let folded = Text::new(text);
        self.close_gap(text.chars().next());
        self.text.push_as(folded.as_str(), source);
        self.count(text, style);
    }

    fn shown(&mut self, printed: &str, at: usize, style: Style) {
        if printed.is_empty() {
            return;
        }
        self.close_gap(printed.chars().next());
        self.text.push(printed, at);
        self.count(printed, style);
    }

    /// A line feed between two characters of Japanese writing is no space.
    fn close_gap(&mut self, next: Option<char>) {
        if let Some(gap) = self.gap.take()
            && let Some(last) = self.last
            && !(is_wide(last) && next.is_some_and(is_wide))
        {
            self.text.push_as(" ", gap);
        }
    }

    fn count(&mut self, printed: &str, style: Style) {
        self.last = printed.chars().next_back().or(self.last);
        if printed.trim().is_empty() {
            return;
        }
        self.any = true;
        self.light |= !style.bold;
        self.linked |= style.target != Target::None;
        match style.target {
            Target::File => self.file = true,
            Target::Fragment => self.fragment = true,
            Target::Page => self.page = true,
            Target::None if self.rest.len() < 200 => self.rest.extend(printed.chars().take(80)),
            _ => {}
        }
    }

    /// Where the line ends so far; `None` if nothing stands on it.
    pub fn reaches(&self) -> Option<usize> {
        self.any.then(|| self.gap.as_ref().map_or(0, |gap| gap.end).max(self.text.whole_source().end))
    }

    /// What stands on the line so far.
    pub fn so_far(&self) -> &str {
        self.text.as_str()
    }

    /// Nothing but white space so far.
    pub fn is_blank(&self) -> bool {
        !self.any
    }

    /// Ends the line; `None` if there is nothing in it.
    pub fn end(&mut self) -> Option<Finished> {
        if !self.any {
            let item = self.item;
            *self = Assembler { item, ..Assembler::default() };
            return None;
        }
        let done = std::mem::take(self);
        let bold = !done.light;
        let source = done.text.whole_source();
        let mut lines = vec![];
        let (text, marks) = without_marks(&done.text);
        for (piece, bullet) in split_bullets(&text) {
            let piece = tidied(&piece);
            if !piece.is_blank() {
                let first = lines.is_empty() && done.item;
                lines.push(Line { text: piece, bullet: bullet || first, bold });
            }
        }
        Some(Finished { lines, item: done.item, file: done.file, fragment: done.fragment, page: done.page, linked: done.linked, rest: done.rest, source, marks })
    }
}

/// What comes at byte `start` does not follow what ends at `end`: text that stands loose in a table is moved before it, and the bytes of
/// cells lie between.
pub fn jumps(page: &str, end: usize, start: usize) -> bool {
    let Some(between) = page.get(end..start) else { return true };
    between.match_indices('<').any(|(at, _)| {
        let name = between[at + 1..].trim_start_matches('/').as_bytes();
        matches!(name, [b't' | b'T', b'd' | b'h' | b'r' | b'a' | b'b' | b'D' | b'H' | b'R' | b'A' | b'B', ..])
    })
}

/// Lines as one, a space between them.
pub fn joined(lines: Vec<Line>) -> Option<Line> {
    let mut lines = lines.into_iter();
    let mut out = lines.next()?;
    out.bullet = false;
    for line in lines {
        let (end, next) = (out.text.whole_source().end, line.text.whole_source().start);
        out.text.push_as(" ", end..next.max(end));
        out.text.append(&line.text);
        out.bold &= line.bold;
    }
    Some(out)
}

/// Characters of Japanese writing, between which a line feed shows nothing.
fn is_wide(character: char) -> bool {
    matches!(character, '\u{3000}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(parts: &[&str]) -> String {
        let mut line = Assembler::default();
        let mut at = 0;
        for part in parts {
            line.text(part, at, Style::default());
            at += part.len();
        }
        line.end().map_or(String::new(), |done| done.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("|"))
    }

    #[test]
    fn a_line_feed_shows_only_where_words_need_a_space() {
        assert_eq!(shown(&["\n  子育て\r\n\t支援 \n", "の充実"]), "子育て支援の充実");
        assert_eq!(shown(&["Web\nsite", "\n", "2024"]), "Web site 2024");
        assert_eq!(shown(&["  \n", "\n "]), "");
    }

    #[test]
    fn an_entity_leads_back_to_its_bytes() {
        let page = "Ａ&amp;Ｂ";
        let mut line = Assembler::default();
        line.text("Ａ", 0, Style::default());
        line.entity("&", 3..8, Style::default());
        line.text("Ｂ", 8, Style::default());
        let done = line.end().expect("a line");
        assert_eq!(done.lines[0].text.as_str(), "A&B");
        assert_eq!(&page[done.lines[0].text.source(1..2)], "&amp;");
    }

    #[test]
    fn a_line_does_not_go_over_cells() {
        let page = "甲<b>乙</b><td>丙";
        assert!(!jumps(page, 3, 6) && jumps(page, 9, 17) && jumps(page, 17, 3));
    }
}
