//! Budget (枠の残り): what may still be read of a document: memory follows paragraphs, cells and runs, so these are counted.

use crate::read::bound::{MOST_PARTS, MOST_TEXT};

/// What may still be read of a document, and what there is to say of it.
#[derive(Debug)]
pub struct Budget {
    parts: usize,
    text: usize,
    /// A bound was reached.
    pub reached: bool,
    /// Tables and text boxes that stand too deep.
    pub flattened: usize,
    /// Parts of other formats that were not read.
    pub foreign: usize,
}

impl Default for Budget {
    /// Nothing used yet.
    fn default() -> Budget {
        Budget { parts: MOST_PARTS, text: MOST_TEXT, reached: false, flattened: 0, foreign: 0 }
    }
}

impl Budget {
    /// Takes the room for one more part; `false` if there is none.
    pub fn part(&mut self) -> bool {
        self.reached |= self.parts == 0;
        self.parts = self.parts.saturating_sub(1);
        !self.reached
    }

    /// Takes the room for a text; `false` if there is none.
    pub fn text(&mut self, text: &str) -> bool {
        self.reached |= self.text < text.len();
        self.text = self.text.saturating_sub(text.len());
        !self.reached
    }
}
