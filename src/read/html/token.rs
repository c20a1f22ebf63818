//! Token (字句): html5gum's tokenizer, driving the tree and telling where in the page each tag and stretch of text stands.

use crate::read::html::attribute::Attributes;
use crate::read::html::build::Builder;
use crate::read::html::tag::Tag;
use crate::read::html::tree::Tree;
use html5gum::{Emitter, Error, State, Tokenizer};
use std::convert::Infallible;
use std::ops::Range;

/// Reads a page into its tree.
pub fn parse(page: &str) -> Tree {
    let mut builder = Builder::new(page.len());
    let emitter = Driver {
        page: page.as_bytes(),
        builder: &mut builder,
        position: 0,
        cursor: 0,
        tag_start: 0,
        ending: false,
        self_closing: false,
        name: vec![],
        last_start: vec![],
        attributes: Attributes::default(),
    };
    // Reading from a string cannot fail.
    let Ok(()) = Tokenizer::new_with_emitter(page, emitter).finish();
    builder.finish(page.len())
}

struct Driver<'a> {
    page: &'a [u8],
    builder: &'a mut Builder,
    /// Bytes the tokenizer has consumed.
    position: usize,
    /// End of the last token or text.
    cursor: usize,
    tag_start: usize,
    ending: bool,
    self_closing: bool,
    name: Vec<u8>,
    last_start: Vec<u8>,
    attributes: Attributes,
}

impl Driver<'_> {
    /// Nothing of a tag that is cut off at the end of the page is lost.
    fn skip_to(&mut self, start: usize) {
        if self.cursor < start {
            self.builder.lost(self.cursor, start);
        }
        self.cursor = self.cursor.max(start);
    }
}

/// A picture of a mark is the mark: its `alt`, and the bytes of the tag that hold it. Other pictures say nothing that is counted on.
fn sign_in<'a>(page: &[u8], tag: Range<usize>, alt: &'a str) -> Option<(&'a str, Range<usize>)> {
    let sign = alt.trim();
    let mut characters = sign.chars();
    let (only, None) = (characters.next()?, characters.next()) else { return None };
    let is_mark = "◎○〇◯●△▲▽▼×✕☆★□■☑✓✔".contains(only);
    let source = page.get(tag.clone())?;
    let at = source.windows(sign.len()).rposition(|part| part == sign.as_bytes()).filter(|_| is_mark)?;
    Some((sign, tag.start + at..tag.start + at + sign.len()))
}

impl Emitter for Driver<'_> {
    type Token = Infallible;

    fn move_position(&mut self, offset: isize) {
        self.position = self.position.saturating_add_signed(offset);
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn emit_error(&mut self, _error: Error) {}

    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.last_start.clear();
        self.last_start.extend_from_slice(name.unwrap_or_default());
    }

    fn emit_string(&mut self, text: &[u8]) {
        let (start, end) = (self.cursor, self.position.min(self.page.len()));
        if text.is_empty() || end <= start {
            return;
        }
        self.cursor = end;
        let source = &self.page[start..end];
        if source == text || (text == b"\n" && source == b"\r") {
            self.builder.text(start, end);
        } else if source[0] != b'&' && source.ends_with(text) {
            self.builder.text(end - text.len(), end);
        } else {
            self.builder.entity(start, end, text);
        }
        // A line feed after a carriage return is passed over.
        if source.ends_with(b"\r") && self.page.get(end) == Some(&b'\n') {
            self.cursor += 1;
        }
    }

    fn emit_eof(&mut self) {
        self.skip_to(self.page.len());
    }

    fn start_open_tag(&mut self) {
        self.tag_start = self.position.saturating_sub(1);
    }

    fn init_start_tag(&mut self) {
        self.name.clear();
        self.attributes.clear();
        (self.ending, self.self_closing) = (false, false);
    }

    fn init_end_tag(&mut self) {
        self.name.clear();
        self.attributes.clear();
        (self.ending, self.self_closing) = (true, false);
        // In raw text no `start_open_tag` is told: the end tag begins at its `</`, before the letter just read.
        self.tag_start = self.tag_start.max(self.position.saturating_sub(3));
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        let (start, end) = (self.tag_start.max(self.cursor), self.position);
        self.cursor = self.cursor.max(end);
        let tag = Tag::of(&self.name);
        if self.ending {
            self.last_start.clear();
            self.builder.end(tag, &self.name, start, end);
            return None;
        }
        std::mem::swap(&mut self.last_start, &mut self.name);
        let in_tree = self.builder.start(tag, &self.last_start, &self.attributes, start, end, self.self_closing);
        if self.last_start == b"img"
            && let Some((sign, at)) = self.attributes.get("alt").and_then(|alt| sign_in(self.page, start..end, alt))
        {
            self.builder.entity(at.start, at.end, sign.as_bytes());
        }
        if !in_tree {
            return None;
        }
        match tag {
            Tag::Title | Tag::Textarea => Some(State::RcData),
            Tag::Script => Some(State::ScriptData),
            Tag::Plaintext => Some(State::PlainText),
            _ if tag.is_raw() => Some(State::RawText),
            _ => None,
        }
    }

    fn set_self_closing(&mut self) {
        self.self_closing = true;
    }

    fn push_tag_name(&mut self, part: &[u8]) {
        self.name.extend_from_slice(part);
    }

    fn init_attribute(&mut self) {
        self.attributes.begin();
    }

    fn push_attribute_name(&mut self, part: &[u8]) {
        self.attributes.name(part);
    }

    fn push_attribute_value(&mut self, part: &[u8]) {
        self.attributes.value(part);
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.ending && !self.last_start.is_empty() && self.last_start == self.name
    }

    fn init_comment(&mut self) {}

    fn push_comment(&mut self, _part: &[u8]) {}

    fn emit_current_comment(&mut self) {
        let start = self.cursor.min(self.position);
        self.cursor = self.cursor.max(self.position);
        self.builder.comment(start, self.position);
    }

    fn init_doctype(&mut self) {}

    fn emit_current_doctype(&mut self) {
        self.cursor = self.cursor.max(self.position);
    }

    fn set_force_quirks(&mut self) {}

    fn push_doctype_name(&mut self, _part: &[u8]) {}

    fn set_doctype_public_identifier(&mut self, _value: &[u8]) {}

    fn set_doctype_system_identifier(&mut self, _value: &[u8]) {}

    fn push_doctype_public_identifier(&mut self, _part: &[u8]) {}

    fn push_doctype_system_identifier(&mut self, _part: &[u8]) {}
}
