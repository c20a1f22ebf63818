//! Tables of Markdown (表): what CommonMark drops or hides of them.

use crate::model::block::{Block, RawCell};
use crate::read::fragment;
use crate::read::markdown::reader::Reader;
use std::ops::Range;

impl Reader<'_> {
    /// Cells beyond the table's width, which CommonMark drops, are kept.
    pub(super) fn end_row(&mut self, range: Range<usize>) {
        let text = self.text;
        let Some(row) = self.table.as_mut().and_then(|table| table.rows.last_mut()) else { return };
        let from = row.cells.last().map_or(range.start, |cell| cell.source.end).max(range.start);
        let rest = text.get(from..range.end).unwrap_or("");
        if rest.bytes().all(|byte| matches!(byte, b'|' | b'\n' | b'\r' | b' ' | b'\t' | b'>')) {
            return;
        }
        let mut at = from;
        for part in rest.trim_end().trim_end_matches('|').split('|') {
            if at > from {
                row.cells.push(RawCell::new(fragment::lines_leaving(part, at, &mut self.waiting), at..at + part.len()));
            }
            at += part.len() + 1;
        }
    }

    /// The `|---|` line under a table's head is markup.
    pub(super) fn rule(&mut self, from: usize) {
        let rest = &self.text[from..];
        let start = from + rest.len() - rest.trim_start().len();
        let line = self.text[start..].lines().next().unwrap_or("");
        if is_rule(line) {
            self.blocks.push(Block::Furniture { source: start..start + line.len(), reason: "table-rule" });
        }
    }
}

/// `|:--|--:|`.
pub(super) fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.contains('|') && line.contains('-') && line.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' '))
}
