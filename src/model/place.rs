//! Place (出所): where in a document something stands.

use std::ops::Range;

/// Where something stands: its block, its cell if it is in a table, and its bytes in the decoded text.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Index of the block in reading order, from 0.
    pub block: u32,
    /// Index of the table in the document, from 0.
    pub table: Option<u32>,
    /// Row of the table as printed, from 0.
    pub row: Option<u32>,
    /// Column of the table as printed, from 0.
    pub column: Option<u32>,
    /// Byte offsets into the decoded text (the text layer of a binary format).
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Place {
    /// The same cell or block, other bytes.
    pub fn with_range(&self, range: Range<usize>) -> Place {
        Place { start: range.start, end: range.end, ..self.clone() }
    }

    /// The bytes.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}
