//! Vouch (裏付け): which bytes that reading used are borne out by the rows that were emitted.
//!
//! Reading says what it means to use; what counts is what reached the dataset. Bytes in the place of a row stand. A label has no
//! place of its own in the dataset: it stands where a row repeats its words (the headers it stood under, the path of an item, a
//! unit, a member of a scale), or where it was read as a label and what it rules reached a row. The rest is residue.

use crate::emit::convert::lead::Leading;
use crate::emit::convert::word::Words;
use crate::emit::dataset::{Dataset, Source};
use crate::emit::ledger::is_slack;
use crate::model::block::{Block, Line};
use crate::model::document::Document;
use crate::model::lexicon::Lexicon;
use crate::model::record::Fate;
use foldhash::{HashMap, HashMapExt};
use std::ops::Range;

/// What was used and is borne out, and what is not.
pub(super) struct Vouched {
    /// Bytes in rows, and in labels of rows.
    pub(super) used: Vec<(Range<usize>, Fate)>,
    /// Bytes that nothing emitted bears out.
    pub(super) unplaced: Vec<Range<usize>>,
}

/// Holds what reading used against the rows; `starts` are where the blocks of the document begin.
pub(super) fn vouched(document: &Document, used: &[(Range<usize>, Fate)], rows: &Dataset, starts: &[usize], lexicon: &Lexicon) -> Vouched {
    let text = &document.text;
    let placed = placed(rows);
    let words = Words::of(rows);
    let mut out = Vouched { used: vec![], unplaced: vec![] };
    let mut told: HashMap<(&str, bool), bool> = HashMap::new();
    let mut labels: Vec<Range<usize>> = vec![];
    let printed = printed(document);
    for (range, fate) in used {
        split(range, &placed, |part, in_row| {
            if !in_row && holds_more(text, &part, &printed) {
                out.unplaced.push(part);
                return;
            }
            let shown = text.get(part.clone()).unwrap_or_default();
            let as_label = *fate == Fate::Header;
            if in_row {
                out.used.push((part, *fate));
            } else if *told.entry((shown, as_label)).or_insert_with(|| if as_label { words.label(shown) } else { words.name(shown) }) {
                out.used.push((part, Fate::Header));
            } else if as_label || words.note(shown) || words.lower_marker(shown) {
                labels.push(part);
            } else {
                out.unplaced.push(part);
            }
        });
    }
    labels.sort_unstable_by_key(|label| (label.start, label.end));
    let mut leading = Leading::of(document, starts, &placed, &out.used, used, lexicon);
    // The last first: what a label leads to may be a label.
    for label in labels.into_iter().rev() {
        let marker = || words.lower_marker(text.get(label.clone()).unwrap_or_default());
        if leading.leads(&label) || (marker() && leading.marks(&label)) {
            out.used.push((label, Fate::Header));
        } else {
            out.unplaced.push(label);
        }
    }
    out
}

/// The bytes that a page's text was read from, in order and apart; nothing for other documents, whose cells hold nothing else.
fn printed(document: &Document) -> Vec<Range<usize>> {
    if document.format != "html" {
        return vec![];
    }
    let mut out: Vec<Range<usize>> = vec![];
    let mut add = |line: &Line| out.extend(line.text.source_stretches());
    for block in &document.blocks {
        match block {
            Block::Heading { line, .. } | Block::Line(line) | Block::Bullet { line, .. } => add(line),
            Block::Table(table) => table.caption.iter().chain(table.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.lines)).for_each(&mut add),
            Block::Blank | Block::Furniture { .. } => {}
        }
    }
    joined(out)
}

/// Words stand in it that were not read: a quote that is not closed makes them a part of a tag.
fn holds_more(text: &str, range: &Range<usize>, printed: &[Range<usize>]) -> bool {
    let is_said = |part: &Range<usize>| text.get(part.clone()).is_some_and(|shown| !is_slack(shown));
    let mut more = false;
    if !printed.is_empty() {
        split(range, printed, |part, read| more |= !read && is_said(&part));
    }
    more
}

/// The places of all rows, in order and apart.
fn placed(rows: &Dataset) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = vec![];
    let mut add = |source: &Source| out.extend(std::iter::once(source).chain(&source.also).map(|part| part.start as usize..part.end as usize).filter(|range| !range.is_empty()));
    rows.items.iter().for_each(|row| add(&row.source));
    rows.indicators.iter().for_each(|row| add(&row.source));
    rows.targets.iter().for_each(|row| add(&row.source));
    rows.results.iter().for_each(|row| add(&row.source));
    rows.ratings.iter().for_each(|row| add(&row.source));
    rows.notes.iter().for_each(|row| add(&row.source));
    rows.rating_scales.iter().for_each(|row| row.source.iter().for_each(&mut add));
    joined(out)
}

/// The ranges in order, joined where they touch.
pub(super) fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|range| range.start);
    let mut out: Vec<Range<usize>> = vec![];
    for range in ranges {
        match out.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}

/// Hands over the parts of a range, in order, and whether each lies inside one of others, which are in order and apart.
pub(super) fn split(range: &Range<usize>, others: &[Range<usize>], mut take: impl FnMut(Range<usize>, bool)) {
    let mut at = range.start;
    let first = others.partition_point(|other| other.end <= range.start);
    for other in others[first..].iter().take_while(|other| other.start < range.end) {
        if at < other.start {
            take(at..other.start, false);
        }
        let end = other.end.min(range.end);
        take(at.max(other.start)..end, true);
        at = end;
    }
    if at < range.end {
        take(at..range.end, false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_parted_where_rows_begin_and_end() {
        let parts = |range: Range<usize>, others: &[Range<usize>]| {
            let mut out = vec![];
            split(&range, others, |part, inside| out.push((part, inside)));
            out
        };
        assert_eq!(parts(2..9, &[0..3, 5..6]), [(2..3, true), (3..5, false), (5..6, true), (6..9, false)]);
        assert_eq!(parts(2..9, &[]), [(2..9, false)]);
        assert_eq!(parts(2..4, &[4..6, 8..9]), [(2..4, false)]);
    }

    #[test]
    fn what_no_row_holds_is_unplaced() {
        let document = Document { text: "甲\t乙".to_owned(), ..Document::default() };
        let used = [(0..3, Fate::Recorded), (4..7, Fate::Header)];
        let vouched = vouched(&document, &used, &Dataset::default(), &[], &Lexicon::default());
        assert_eq!((vouched.used.len(), vouched.unplaced), (0, vec![0..3, 4..7]));
    }
}
