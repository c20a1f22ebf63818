//! Text of Markdown (本文): what the parser says was printed, led back to the bytes it was written with.

use crate::read::markdown::reader::Reader;
use crate::read::{fragment, grid};
use pulldown_cmark::{Event, TagEnd};
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

/// Columns from which a line may be one that an editor wrapped; shorter ones were ended on purpose.
const WRAP: usize = 40;

impl Reader<'_> {
    /// The event lies in what is left out or told already; the end of an element that began before it does not.
    pub(super) fn passes(&self, event: &Event, range: &Range<usize>) -> bool {
        range.start < self.past && (range.end <= self.past) && !matches!(event, Event::End(_))
            || matches!(event, Event::End(TagEnd::Link | TagEnd::Strikethrough)) && range.end <= self.past
    }

    /// A table drawn with `+---+`.
    pub(super) fn drawn(&mut self, range: Range<usize>) {
        self.blocks.extend(grid::read(self.text, range));
    }

    /// Leaves the bytes out of the text.
    pub(super) fn leave(&mut self, range: Range<usize>, reason: &'static str) {
        self.past = range.end;
        self.assembly.leave(range, reason);
    }

    /// The tag opens struck-out text or the mark of a note, which is left out to its end tag.
    pub(super) fn leave_element(&mut self, range: &Range<usize>) -> bool {
        // A cell ends at its stroke, a line at its end.
        let line = self.text[range.start..].lines().next().unwrap_or("");
        let within = if self.table.is_some() { line.split('|').next().unwrap_or(line) } else { line };
        let Some((end, reason)) = self.assembly.passed_over_tag(within, range.len()) else { return false };
        self.leave(range.start..range.start + end, reason);
        true
    }

    /// Text of the page. What the parser changed (an entity, an escape) stands for the bytes it was written with.
    pub(super) fn printed(&mut self, printed: &str, range: Range<usize>) {
        if range.end <= self.past {
            return;
        }
        if self.gathered.is_some() {
            self.gather(range);
        } else if self.text[range.clone()] != *printed {
            let mut characters = printed.chars();
            if let (Some(one), None) = (characters.next(), characters.next()) {
                self.assembly.entity(one, range.start, range.len());
            } else {
                self.assembly.text_as(printed, range);
            }
        } else if self.literal {
            for line in printed.split_inclusive('\n') {
                let start = range.start + (line.as_ptr() as usize - printed.as_ptr() as usize);
                self.assembly.text(line.trim_end_matches(['\n', '\r']), start);
                if line.ends_with('\n') {
                    self.assembly.end_line();
                }
            }
        } else {
            // An escape is left out of the event after it: `\|` is one sign of two bytes.
            let escaped = printed.starts_with(|c: char| c.is_ascii_punctuation()) && self.text[..range.start].bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1;
            let (sign, printed, start) = if escaped { (printed.chars().next(), &printed[1..], range.start + 1) } else { (None, printed, range.start) };
            if let Some(sign) = sign {
                self.assembly.entity(sign, range.start - 1, 2);
            }
            // Emphasis that CommonMark does not see beside Japanese letters (**担当課：**農林課) is left in the text.
            self.assembly.feed(printed, start, false);
        }
    }

    pub(super) fn code(&mut self, printed: &str, range: Range<usize>) {
        match self.text[range.clone()].find(printed) {
            Some(at) => self.assembly.text(printed, range.start + at),
            None => self.assembly.text_as(printed, range),
        }
    }

    pub(super) fn gather(&mut self, range: Range<usize>) {
        match &mut self.gathered {
            Some(gathered) => gathered.end = range.end,
            None => self.assembly.feed(&self.text[range.clone()], range.start, false),
        }
    }

    /// A line break in the source: an editor's wrap joins, as Japanese is written, without a space; any other ends the line.
    pub(super) fn soft_break(&mut self, range: Range<usize>) {
        let before = self.text[..range.start].rsplit('\n').next().unwrap_or("").trim_end();
        let after = self.text[range.end..].lines().next().unwrap_or("").trim_start_matches(['>', ' ', '\u{3000}']);
        let (width, next) = (before.width(), after.width());
        let ended = before.ends_with(['。', '.', '：', ':', '」', '）', ')', '】', '>', '|']);
        let opens = after.starts_with(|c: char| fragment::is_cell_bullet(c) || matches!(c, '①'..='⑳' | '※' | '●' | '○' | '◎' | '■' | '□' | '◆' | '◇' | '【' | '(' | '（' | '<'));
        if width < WRAP || ended || opens || next > width + 8 {
            self.assembly.end_line();
        } else if before.ends_with(|c: char| c.is_ascii_alphanumeric()) && after.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            self.assembly.text_as(" ", range);
        }
    }
}
