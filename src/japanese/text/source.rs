//! Source (原文の位置): the way back from folded text to the bytes it was printed with.

use crate::japanese::text::Text;
use std::ops::Range;

impl Text {
    /// The document bytes that a range of the folded text came from.
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        if self.stored.runs.is_empty() {
            return 0..0;
        }
        let start = self.locate(range.start);
        let end = if range.end > range.start { self.locate_end(range.end) } else { start };
        start..end.max(start)
    }

    /// All document bytes that this text came from.
    pub fn whole_source(&self) -> Range<usize> {
        match (self.stored.runs.first(), self.stored.runs.last()) {
            (Some(first), Some(last)) => first.source as usize..last.source_end.max(first.source) as usize,
            _ => 0..0,
        }
    }

    /// The same text, printed `by` bytes further down.
    pub fn moved(&self, by: usize) -> Text {
        let mut stored = (*self.stored).clone();
        for run in &mut stored.runs {
            run.source = run.source.saturating_add(by as u32);
            run.source_end = run.source_end.saturating_add(by as u32);
        }
        Text { stored: std::sync::Arc::new(stored) }
    }

    fn locate(&self, at: usize) -> usize {
        // The last run that begins at or before `at`: empty runs before it lie outside.
        let index = self.stored.runs.partition_point(|run| run.normal as usize <= at).saturating_sub(1);
        let run = self.stored.runs[index];
        if run.plain { (run.source as usize + at.saturating_sub(run.normal as usize)).min(run.source_end as usize) } else { run.source as usize }
    }

    fn locate_end(&self, at: usize) -> usize {
        let index = self.stored.runs.partition_point(|run| (run.normal as usize) < at).saturating_sub(1);
        let run = self.stored.runs[index];
        if run.plain { (run.source as usize + at.saturating_sub(run.normal as usize)).min(run.source_end as usize) } else { run.source_end as usize }
    }

    /// The non-blank source stretches, in order: what coverage counts.
    pub fn source_stretches(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        self.stored.runs.iter().map(|run| run.source as usize..run.source_end as usize)
    }
}
