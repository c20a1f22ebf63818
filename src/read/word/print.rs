//! Print (印字): a paragraph written to the text layer, and its lines.

use crate::japanese::text::Text;
use crate::model::block::{Block, Line};
use crate::read::fragment::Assembly;
use crate::read::note_mark::is_note_mark;
use crate::read::word::numbering::{Label, Numbering};
use crate::read::word::part::{Bit, Look, NoteKey, Paragraph};
use foldhash::HashMap;
use std::ops::Range;

/// What is shown before a paragraph and does not stand in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opening {
    /// Nothing.
    None,
    /// A number, or the mark of a note.
    Words(String),
}

/// Marks of notes, in the order that they were met.
#[derive(Debug, Default)]
pub struct Notes {
    numbers: HashMap<NoteKey, usize>,
    /// The notes in their order.
    pub order: Vec<NoteKey>,
}

impl Notes {
    /// The mark of a note.
    pub fn mark(&mut self, key: &NoteKey) -> String {
        let order = &mut self.order;
        let number = self.numbers.entry(key.clone()).or_insert_with(|| {
            order.push(key.clone());
            order.len()
        });
        format!("※{number}")
    }
}

/// A paragraph, written.
pub struct Printed {
    /// Its bytes, without those of hidden text.
    pub source: Range<usize>,
    /// One past its last byte.
    pub end: usize,
    /// Its lines.
    pub lines: Vec<Line>,
    /// What they leave out.
    pub left: Vec<Block>,
}

/// Writes a paragraph behind `out`.
pub fn print(paragraph: &Paragraph, opening: Opening, out: &mut String, notes: &mut Notes) -> Printed {
    let start = out.len();
    let mut assembly = Assembly::default();
    // What the line shows so far.
    let mut shown = String::new();
    // Of what is not shown in the line the text stands behind it, so that no line holds its bytes.
    let mut behind: Vec<(String, &'static str)> = vec![];
    if paragraph.is_blank() && opening == Opening::None {
        return Printed { source: start..start, end: start, lines: vec![], left: vec![] };
    }
    if let Opening::Words(words) = opening {
        let words = format!("{words} ");
        assembly.text(&words, start);
        out.push_str(&words);
    }
    for bit in &paragraph.bits {
        let at = out.len();
        match bit {
            Bit::Break => {
                out.push('\n');
                assembly.end_line();
                shown.clear();
            }
            Bit::Mark(key) => {
                out.push_str(&notes.mark(key));
                assembly.leave(at..out.len(), "note-mark");
            }
            Bit::Text(text, Look { left: Some(reason @ ("hidden" | "ruby" | "form-control")), .. }) => behind.push((text.clone(), reason)),
            Bit::Text(text, look) => {
                // A tab would look like the next cell.
                out.extend(text.chars().map(|one| if matches!(one, '\t' | '\n' | '\r') { ' ' } else { one }));
                let printed = &out[at..];
                if let Some(reason) = look.left {
                    assembly.leave(at..out.len(), reason);
                } else if look.raised && is_note_mark(Text::new(&shown).as_str(), printed) {
                    assembly.leave(at..out.len(), "note-mark");
                } else {
                    assembly.bold(look.bold);
                    assembly.text(printed, at);
                    shown.push_str(printed);
                }
            }
        }
    }
    let end = out.len();
    let mut left = vec![];
    let lines = assembly.finish_leaving(&mut left);
    for (text, reason) in behind.into_iter().filter(|(text, _)| !text.trim().is_empty()) {
        if out.len() > start {
            out.push('\n');
        }
        let at = out.len();
        out.extend(text.chars().map(|one| if matches!(one, '\t' | '\n' | '\r') { ' ' } else { one }));
        left.push(Block::Furniture { source: at..out.len(), reason });
    }
    Printed { source: start..end, end: out.len(), lines, left }
}

impl Numbering {
    /// What stands before a paragraph, and whether it is a point of a list. The number of a heading is shown, and so is one that
    /// stands alone; numbers of a list of several are bullets, as those of pages.
    pub fn opening(&mut self, paragraph: &Paragraph, alone: bool) -> (Opening, bool) {
        let told = paragraph.item.filter(|item| item.0 > 0).and_then(|(list, level)| self.next(list, level));
        match told {
            None => (Opening::None, false),
            Some(Label::Number(number)) if paragraph.heading.is_some() || alone || paragraph.is_blank() => (Opening::Words(number), false),
            Some(_) if paragraph.is_blank() => (Opening::None, false),
            Some(_) => (Opening::None, paragraph.heading.is_none()),
        }
    }
}
