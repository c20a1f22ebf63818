//! Assembly (組み立て): lines as they grow out of text and markup.

use crate::japanese::text::Text;
use crate::model::block::{Block, Line};
use crate::read::fragment::layout::{split_bullets, tidied};
use crate::read::fragment::markup::{self, Effect, Sign};
use crate::read::note_mark::{is_note_mark, without_marks};
use std::ops::Range;

/// Lines as they grow, fed by a reader in the order of the page.
#[derive(Default)]
pub(in crate::read) struct Assembly {
    lines: Vec<Line>,
    text: Text,
    bullet: bool,
    bold: bool,
    /// Some text of the line so far is not bold.
    light: bool,
    any: bool,
    ruby: bool,
    /// What the source shows and the text leaves out, with the reason.
    left: Vec<(Range<usize>, &'static str)>,
}

impl Assembly {
    /// Takes text with its markup; `doubled`: a doubled quote is one.
    pub(in crate::read) fn feed(&mut self, fragment: &str, base: usize, doubled: bool) {
        let mut rest = 0;
        let mut at = 0;
        while let Some(next) = markup::next(fragment, at) {
            at = next;
            let Some((length, sign)) = markup::sign(fragment, at, doubled) else {
                at += 1;
                continue;
            };
            self.text(&fragment[rest..at], base + rest);
            if let Sign::Tag(Effect::Struck | Effect::Raised) = sign
                && let Some((end, reason)) = self.passed_over(fragment, at, length)
            {
                self.left.push((base + at..base + end, reason));
                (at, rest) = (end, end);
                continue;
            }
            match sign {
                Sign::Tag(effect) => self.apply(effect),
                Sign::Character(character) => self.entity(character, base + at, length),
                Sign::LineEnd => self.end_line(),
                Sign::Asterisks => self.asterisks(),
            }
            at += length;
            rest = at;
        }
        self.text(&fragment[rest..], base + rest);
    }

    /// Text that was struck out, or a raised mark of a note: where it ends behind the tag of `length` bytes at `at`, and why it is left out.
    fn passed_over(&self, text: &str, at: usize, length: usize) -> Option<(usize, &'static str)> {
        let (name, inner, end) = markup::element(text, at, length)?;
        if name != "sup" {
            return Some((end, "struck-out"));
        }
        is_note_mark(self.text.as_str(), &markup::untagged(inner)).then_some((end, "note-mark"))
    }

    /// The same for a tag of `length` bytes that opens `text`.
    pub(in crate::read) fn passed_over_tag(&self, text: &str, length: usize) -> Option<(usize, &'static str)> {
        self.passed_over(text, 0, length)
    }

    /// Leaves bytes out of the text.
    pub(in crate::read) fn leave(&mut self, source: Range<usize>, reason: &'static str) {
        self.left.push((source, reason));
    }

    /// What was left out so far.
    pub(in crate::read) fn take_left(&mut self) -> Vec<Block> {
        std::mem::take(&mut self.left).into_iter().map(|(source, reason)| Block::Furniture { source, reason }).collect()
    }

    /// Takes text as it is printed.
    pub(in crate::read) fn text(&mut self, printed: &str, source: usize) {
        if printed.is_empty() || self.ruby {
            return;
        }
        self.text.push(printed, source);
        self.weigh(printed);
    }

    /// Takes a character that stands for `length` bytes.
    pub(in crate::read) fn entity(&mut self, character: char, source: usize, length: usize) {
        if self.ruby {
            return;
        }
        let folded = Text::new(character.encode_utf8(&mut [0; 4]));
        self.text.push_as(folded.as_str(), source..source + length);
        self.any |= !character.is_whitespace();
    }

    /// Takes text that stands for other bytes than its own.
    pub(in crate::read) fn text_as(&mut self, printed: &str, source: Range<usize>) {
        if printed.is_empty() || self.ruby {
            return;
        }
        self.text.push_as(Text::new(printed).as_str(), source);
        self.weigh(printed);
    }

    /// Notes whether there is text on the line, and whether all of it is bold.
    fn weigh(&mut self, printed: &str) {
        if !printed.trim().is_empty() {
            self.any = true;
            self.light |= !self.bold;
        }
    }

    /// Bold begins or ends.
    pub(in crate::read) fn bold(&mut self, on: bool) {
        self.bold = on;
    }

    fn apply(&mut self, effect: Effect) {
        match effect {
            Effect::Break => self.end_line(),
            Effect::Bullet => {
                self.end_line();
                self.bullet = true;
            }
            Effect::Bold(on) => self.bold = on,
            Effect::Ruby(on) => self.ruby = on,
            Effect::Inline | Effect::Struck | Effect::Raised => {}
        }
    }

    fn asterisks(&mut self) {
        // A leftover `x**` makes what stands before it bold.
        if !self.bold && self.any {
            self.light = false;
        } else {
            self.bold = !self.bold;
        }
    }

    /// Ends the line.
    pub(in crate::read) fn end_line(&mut self) {
        let text = std::mem::take(&mut self.text);
        let bold = self.any && !self.light;
        let (text, marks) = without_marks(&text);
        self.left.extend(marks.into_iter().map(|source| (source, "note-mark")));
        for (piece, bullet) in split_bullets(&text) {
            let piece = tidied(&piece);
            if !piece.is_blank() {
                self.lines.push(Line { text: piece, bullet: bullet || self.bullet, bold });
                self.bullet = false;
            }
        }
        if self.any {
            self.bullet = false;
        }
        (self.any, self.light) = (false, false);
    }

    /// The lines; what they leave out goes to `left`.
    pub(in crate::read) fn finish_leaving(mut self, left: &mut Vec<Block>) -> Vec<Line> {
        self.end_line();
        left.extend(self.take_left());
        self.lines
    }
}
