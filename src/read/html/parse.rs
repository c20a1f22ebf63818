//! Parse (構文解析): `html5ever` reads the page; between its tokenizer and its tree builder the bytes of each token are told.
//!
//! The page is fed in pieces that end after a `>`, so that a tag ends with its piece; it begins where the text before it ended.

use crate::read::html::depth::Depth;
use crate::read::html::reference;
use crate::read::html::sink::{Placed, Sink, Stretch};
use html5ever::interface::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeSink};
use std::cell::Cell;

/// From so many bytes on, a piece is fed with care.
const LARGE: usize = 4096;
/// Signs that may part attributes in one tag; what follows is not read: a tokenizer compares every attribute with all before it.
const MOST_SIGNS: usize = 1000;

/// A page as a tree whose nodes know their bytes.
pub struct Parsed {
    /// The tree.
    pub placed: Placed,
    /// Where a tag begins that the end of the page cuts off; the length of the page if there is none.
    pub cut: usize,
    /// Elements that were too deep to nest.
    pub flattened: usize,
}

/// Reads a page.
pub fn parse(page: &str) -> Parsed {
    let builder = TreeBuilder::new(Sink::new(page), Default::default());
    let tap = Tap { builder, page, cursor: Cell::new(0), piece_end: Cell::new(0), entity: Cell::new(0), depth: Depth::default() };
    let tokenizer = Tokenizer::new(tap, TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() });
    let whole = StrTendril::from_slice(page);
    let queue = BufferQueue::default();
    let feed = |start: usize, end: usize| {
        tokenizer.sink.piece_end.set(end);
        queue.push_back(whole.subtendril(start as u32, (end - start) as u32));
        // A script's end tag stops the tokenizer so that it may be run; nobody does.
        while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
    };
    // A byte order mark is no text.
    let mut start = if page.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    tokenizer.sink.cursor.set(start);
    while start < page.len() {
        let end = page[start..].find('>').map_or(page.len(), |length| start + length + 1);
        if end - start < LARGE {
            feed(start, end);
        } else {
            feed_with_care(page, start, end, &tokenizer.sink.cursor, &feed);
        }
        start = end;
    }
    tokenizer.sink.piece_end.set(page.len());
    tokenizer.end();
    let tap = tokenizer.sink;
    Parsed { cut: tap.cursor.get(), flattened: tap.depth.flattened.get(), placed: tap.builder.sink.finish() }
}

/// Feeds a large piece tag by tag, and leaves out what a tag holds beyond all measure but for its end.
fn feed_with_care(page: &str, start: usize, end: usize, cursor: &Cell<usize>, feed: &impl Fn(usize, usize)) {
    let (mut at, mut held_from, mut signs) = (start, usize::MAX, 0);
    while at < end {
        let next = page.as_bytes()[at + 1..end].iter().position(|byte| *byte == b'<').map_or(end, |length| at + 1 + length);
        if cursor.get() != held_from {
            (held_from, signs) = (cursor.get(), 0);
        }
        let in_tag = held_from < at || page[at..].starts_with('<');
        signs += page[at..next].bytes().filter(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'/' | b'"' | b'\'')).count();
        if in_tag && signs > MOST_SIGNS {
            let last = end.saturating_sub(3).max(at);
            return feed((last..end).find(|at| page.is_char_boundary(*at)).unwrap_or(end), end);
        }
        feed(at, next);
        at = next;
    }
}

/// Stands between the tokenizer and the tree builder.
struct Tap<'a> {
    builder: TreeBuilder<<Sink<'a> as TreeSink>::Handle, Sink<'a>>,
    page: &'a str,
    /// End of the last token.
    cursor: Cell<usize>,
    /// End of the piece that is being read.
    piece_end: Cell<usize>,
    /// Where the last entity began.
    entity: Cell<usize>,
    depth: Depth,
}

impl Tap<'_> {
    /// Past `</>`, which is nothing at all.
    fn after_nothing(&self, mut start: usize, text: &str) -> usize {
        while !text.starts_with('<') && self.page[start..].starts_with("</>") {
            start += 3;
        }
        start
    }

    /// Where a text stands that the tokenizer has cut off.
    fn cut(&self, text: &str) -> Stretch {
        let start = self.after_nothing(self.cursor.get(), text);
        let rest = &self.page[start..];
        let stretch = |start: usize, length: usize, stands_for: bool| {
            self.cursor.set(start + length);
            Stretch { source: start..start + length, entity: stands_for.then(|| text.into()) }
        };
        let single = text.chars().nth(1).is_none();
        if single
            && rest.starts_with('&')
            && let Some(length) = reference::length(rest)
        {
            self.entity.set(start);
            return stretch(start, length, true);
        }
        if rest.starts_with(text) {
            return stretch(start, text.len(), false);
        }
        if text == "\n" && rest.starts_with('\r') {
            return stretch(start, if rest.starts_with("\r\n") { 2 } else { 1 }, false);
        }
        if rest.starts_with('\0') {
            return stretch(start, 1, true);
        }
        // The second character of an entity; or the page was left out in between.
        match self.page.get(start..self.piece_end.get()).and_then(|piece| piece.find(text)) {
            Some(at) if start > self.entity.get() && !single => stretch(start + at, text.len(), false),
            _ => Stretch { source: self.entity.get().min(start)..start, entity: Some(text.into()) },
        }
    }
}

impl TokenSink for Tap<'_> {
    type Handle = <Sink<'static> as TreeSink>::Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Self::Handle> {
        let sink = &self.builder.sink;
        match token {
            Token::ParseError(_) => TokenSinkResult::Continue,
            Token::CharacterTokens(text) => {
                let stretch = self.cut(&text);
                sink.token.set((stretch.source.start, stretch.source.end));
                sink.waiting.borrow_mut().push_back(stretch);
                let result = self.builder.process_token(Token::CharacterTokens(text), line);
                self.depth.settle(&self.builder, line);
                result
            }
            Token::NullCharacterToken => {
                self.cursor.set((self.cursor.get() + 1).min(self.page.len()));
                self.builder.process_token(token, line)
            }
            token => {
                let is_end = matches!(token, Token::EOFToken);
                let start = self.after_nothing(self.cursor.get(), "");
                sink.token.set((start, self.piece_end.get()));
                if !is_end {
                    self.cursor.set(self.piece_end.get());
                }
                let Some(token) = self.depth.bounded(token, &self.builder) else { return TokenSinkResult::Continue };
                let result = self.builder.process_token(token, line);
                sink.waiting.borrow_mut().clear();
                self.depth.settle(&self.builder, line);
                result
            }
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}
