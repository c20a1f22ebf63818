//! Assembly (組み立て): lines as they grow out of text and markup.

use crate::japanese::text::Text;
use crate::model::block::Line;
use crate::read::fragment::layout::{split_bullets, tidied};
use crate::read::fragment::markup::{self, Effect, Sign};
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
            Effect::Inline => {}
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

    /// The lines.
    pub(in crate::read) fn finish(mut self) -> Vec<Line> {
        self.end_line();
        self.lines
    }
}
