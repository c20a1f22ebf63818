//! Normal (正規化された文字列): a folded slice, as the parsers of this floor take it.

use std::ops::{Deref, Range};

/// A folded string slice; made only by [`Text`] (or cut from another `Normal`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Normal<'a>(pub(super) &'a str);

impl<'a> Normal<'a> {
    /// A part of a text that was folded already.
    pub(in crate::japanese) fn of_folded(folded: &'a str) -> Normal<'a> {
        Normal(folded)
    }

    /// The folded characters.
    pub fn as_str(self) -> &'a str {
        self.0
    }

    /// A part of it; `None` outside the text or inside a character.
    pub fn get(self, range: Range<usize>) -> Option<Normal<'a>> {
        self.0.get(range).map(Normal)
    }

    /// Without white space at both ends.
    pub fn trim(self) -> Normal<'a> {
        Normal(self.0.trim())
    }
}

impl Deref for Normal<'_> {
    type Target = str;
    fn deref(&self) -> &str {
        self.0
    }
}
