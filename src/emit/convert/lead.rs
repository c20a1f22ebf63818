//! Lead (見出しの先): what a label that no row repeats (事業名, 担当課) rules, and whether that reached a row.
//!
//! In a row that holds what reached one, a label rules what stands next to it. A label before a label, and a head, which rules what stands
//! under it in its own block or in the next that is more than labels, must be words that the lexicon knows: a cell that was taken for a
//! label and whose words no row repeats is lost.

use crate::emit::convert::vouch::{joined, split};
use crate::emit::convert::word::without_tags;
use crate::japanese::date::Setting;
use crate::japanese::number::{unit_note, whole_value};
use crate::japanese::text::Text;
use crate::model::block::Block;
use crate::model::document::Document;
use crate::model::header::Header;
use crate::model::lexicon::{Lexicon, Matched, Role};
use crate::model::record::Fate;
use crate::see::see;
use std::ops::Range;

const FREE: u8 = 0;
const PLACED: u8 = 1;
const LABEL: u8 = 2;

/// What stands behind a label.
pub(super) struct Leading<'a> {
    text: &'a str,
    lexicon: &'a Lexicon,
    /// For each byte, whether it is in the place of a row, in a label or in neither.
    marks: Vec<u8>,
    /// Rows of tables, in order.
    rows: Vec<Range<usize>>,
    /// The row of the label asked about last, and where what reached the dataset ends in it.
    row: Range<usize>,
    row_placed: usize,
    starts: &'a [usize],
    /// One past the last byte of each block that is in the place of a row; 0 if none is.
    last: Vec<usize>,
    /// For each block, whether the first block from there on that is more than labels holds what reached a row.
    onward: Vec<bool>,
}

impl<'a> Leading<'a> {
    /// Of a document: the places of its rows, the labels that are borne out already, and all that reading used.
    pub(super) fn of(
        document: &'a Document,
        starts: &'a [usize],
        placed: &[Range<usize>],
        borne_out: &[(Range<usize>, Fate)],
        used: &[(Range<usize>, Fate)],
        lexicon: &'a Lexicon,
    ) -> Leading<'a> {
        let text = document.text.as_str();
        let mut marks = vec![FREE; text.len()];
        placed.iter().for_each(|range| fill(&mut marks, range, PLACED));
        // A head that names an indicator is its place, and a label all the same.
        borne_out.iter().filter(|(_, fate)| *fate == Fate::Header).for_each(|(range, _)| fill(&mut marks, range, LABEL));
        let mut rows: Vec<Range<usize>> = vec![];
        for block in &document.blocks {
            let Block::Table(table) = block else { continue };
            rows.extend(table.rows.iter().filter_map(|row| Some(row.cells.first()?.source.start..row.cells.last()?.source.end)));
        }
        rows.sort_unstable_by_key(|row| row.start);
        let used = joined(used.iter().map(|(range, _)| range.clone()).collect());
        let end_of = |index: usize| starts.get(index + 1).copied().unwrap_or(text.len()).min(text.len());
        let stretch = |index: usize| starts[index].min(end_of(index))..end_of(index);
        let last_in = |block: &Range<usize>| {
            let mut last = 0;
            split(block, placed, |part, in_row| last = if in_row { part.end } else { last });
            last
        };
        let last: Vec<usize> = (0..starts.len()).map(|index| last_in(&stretch(index))).collect();
        let says = |range: Range<usize>| text.get(range).is_some_and(|shown| shown.chars().any(char::is_alphanumeric));
        let mut onward = vec![false; starts.len() + 1];
        for (index, block) in document.blocks.iter().enumerate().take(starts.len()).rev() {
            let no_content = matches!(block, Block::Blank | Block::Furniture { .. });
            let mut content = false;
            if !no_content {
                split(&stretch(index), &used, |part, is_used| content = content || !is_used && says(part));
            }
            let labels_only = !content;
            onward[index] = last[index] > 0 || (labels_only && onward[index + 1]);
        }
        Leading { text, lexicon, marks, rows, row: 0..0, row_placed: 0, starts, last, onward }
    }

    /// What the label rules reached a row; then it is a label for those before it.
    pub(super) fn leads(&mut self, label: &Range<usize>) -> bool {
        if !self.can_be(label) {
            return false;
        }
        // A character alone (指, the half of an upright label; ア) rules nothing.
        if self.text.get(label.clone()).is_none_or(|shown| shown.trim().chars().nth(1).is_none()) {
            return false;
        }
        if label.start < self.row.start || label.end > self.row.end {
            self.row = self.row_of(label);
            self.row_placed = self.last_placed(&self.row);
        }
        let leads = if self.row_placed > label.end {
            match self.next(label.end..self.row.end) {
                Some(PLACED) => true,
                Some(LABEL) => self.knows(label),
                _ => false,
            }
        } else {
            let own = self.starts.partition_point(|start| *start <= label.start).saturating_sub(1);
            let under = self.last.get(own).is_some_and(|last| *last > label.end) || self.onward.get(own + 1).is_some_and(|onward| *onward);
            under && self.knows(label)
        };
        if leads {
            fill(&mut self.marks, label, LABEL);
        }
        leads
    }

    /// What a marker marks stands right behind it and reached a row.
    pub(super) fn marks(&mut self, marker: &Range<usize>) -> bool {
        let marks = self.next(marker.end..self.row_of(marker).end) == Some(PLACED);
        if marks {
            fill(&mut self.marks, marker, LABEL);
        }
        marks
    }

    /// The row of a table that holds the label, or its line.
    fn row_of(&self, label: &Range<usize>) -> Range<usize> {
        let row = self.rows.partition_point(|row| row.start <= label.start).checked_sub(1).map(|index| &self.rows[index]).filter(|row| row.end >= label.end);
        row.cloned().unwrap_or_else(|| {
            let start = self.text.get(..label.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
            start..self.text.get(label.end..).and_then(|behind| behind.find('\n')).map_or(self.text.len(), |at| label.end + at)
        })
    }

    /// Where the last character of a row ends that says something and is in the place of a row of the dataset; 0 if there is none.
    fn last_placed(&self, row: &Range<usize>) -> usize {
        let shown = self.text.get(row.clone()).unwrap_or_default();
        shown.char_indices().rev().find(|(at, character)| self.marks[row.start + at] == PLACED && !is_separator(*character)).map_or(0, |(at, _)| row.start + at + 1)
    }

    /// What the first word of a stretch is; tags and signs are none.
    fn next(&self, stretch: Range<usize>) -> Option<u8> {
        let mut at = stretch.start;
        while let Some(character) = self.text.get(at..stretch.end).and_then(|rest| rest.chars().next()) {
            let rest = &self.text[at..stretch.end];
            let tag = character == '<' && rest[1..].starts_with(|next: char| next.is_ascii_alphabetic() || matches!(next, '/' | '!'));
            match rest.find('>').filter(|_| tag) {
                Some(end) => at += end + 1,
                None if character.is_alphanumeric() || (self.marks[at] == PLACED && !is_separator(character)) => return Some(self.marks[at]),
                None => at += character.len_utf8(),
            }
        }
        None
    }

    /// Each of its lines looks like a label: short, no number, no sentence, no choice; or the lexicon knows it, not only by its end.
    fn can_be(&self, label: &Range<usize>) -> bool {
        let shown = without_tags(self.text.get(label.clone()).unwrap_or_default());
        let says = |line: &str| line.chars().any(char::is_alphanumeric);
        let known = |line: &str| self.is_known(&self.header(line), false);
        let mut lines = shown.split(['\t', '\n', '\r', '"', '|']).map(str::trim).filter(|line| says(line));
        lines.all(|line| looks_like_a_label(line) || known(line)) || known(&shown.split_whitespace().collect::<String>())
    }

    /// The lexicon knows the label; of an office not only by its end: 学校教育推進課 ends in 課 and is none.
    fn knows(&self, label: &Range<usize>) -> bool {
        let shown = self.text.get(label.clone()).unwrap_or_default();
        let header = self.header(shown);
        self.is_known(&header, true) || header.unit.is_some() || unit_note(Text::new(shown).normal()).is_some()
    }

    fn header(&self, shown: &str) -> std::sync::Arc<Header> {
        see(shown).header(self.lexicon, &Setting::default())
    }

    fn is_known(&self, header: &Header, by_its_end: bool) -> bool {
        header.meaning.as_ref().is_some_and(|meaning| meaning.matched <= Matched::Compound || by_its_end && meaning.role != Role::Department)
            || header.is_time()
            || header.filler
            || self.lexicon.is_form_part(&header.core)
    }
}

/// Short, no number, no sentence, no choice.
fn looks_like_a_label(line: &str) -> bool {
    line.chars().count() <= 60 && !line.contains(['。', '■', '□', '☑', '☐']) && line.chars().any(char::is_alphabetic) && whole_value(Text::new(line).normal()).is_none()
}

/// A cell's place may hold what parts it from the next.
fn is_separator(character: char) -> bool {
    character.is_whitespace() || matches!(character, '"' | '|' | ',' | ';')
}

fn fill(marks: &mut [u8], range: &Range<usize>, mark: u8) {
    let end = range.end.min(marks.len());
    marks[range.start.min(end)..end].fill(mark);
}
