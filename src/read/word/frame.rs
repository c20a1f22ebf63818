//! Frame (枠): what is open while a document is read: a story of paragraphs (a body, a cell, a text box), or a table.

use crate::read::word::part::{Bit, Cell, Look, Paragraph, Part, Row, Table};

/// A story or a table that is being read.
#[derive(Debug)]
pub enum Frame {
    /// Paragraphs and tables one after the other.
    Story(Story),
    /// A table, and its row that is being read.
    Table(Table, Option<Row>),
}

/// A story that is being read.
#[derive(Debug, Default)]
pub struct Story {
    /// What was read.
    pub parts: Vec<Part>,
    /// The open paragraph.
    pub paragraph: Option<Paragraph>,
    /// Text boxes that stand at the open paragraph.
    pub boxes: Vec<Part>,
    /// A cell: what it is, without what stands in it.
    pub cell: Option<Cell>,
}

impl Story {
    /// Begins a paragraph; one whose end was deleted goes on.
    pub fn begin(&mut self) {
        self.end();
        let before = match self.parts.pop() {
            Some(Part::Paragraph(before)) if before.joined => before.bits,
            other => {
                self.parts.extend(other);
                vec![]
            }
        };
        self.paragraph = Some(Paragraph { bits: before, ..Paragraph::default() });
    }

    /// Ends the open paragraph.
    pub fn end(&mut self) {
        self.parts.extend(self.paragraph.take().map(Part::Paragraph));
        self.parts.append(&mut self.boxes);
    }

    /// What stands in the story.
    pub fn finish(mut self) -> Vec<Part> {
        self.end();
        self.parts
    }

    /// Appends to the open paragraph; a story without one begins it.
    pub fn push(&mut self, bit: Bit) {
        let bits = &mut self.paragraph.get_or_insert_default().bits;
        match (bits.last_mut(), bit) {
            (Some(Bit::Text(before, look)), Bit::Text(text, own)) if *look == own => before.push_str(&text),
            (_, bit) => bits.push(bit),
        }
    }

    /// Appends text of one look.
    pub fn text(&mut self, text: &str, look: Look) {
        self.push(Bit::Text(text.to_owned(), look));
    }
}
