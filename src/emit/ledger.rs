//! Ledger (帳尻): what became of every non-blank character.
//!
//! Bytes are marked recorded or header by what used them. Markup, bullets and separators between used bytes of one cell or
//! line take the fate of their neighbour. Everything else is residue: by construction nothing is lost.

use crate::emit::dataset::Coverage;
use crate::model::record::Fate;
use crate::model::residue::Reason;
use std::ops::Range;

/// Residue of a document and its coverage.
pub struct Ledger {
    /// Bytes of each stretch of residue, and the reason; neighbours of one reason are one stretch.
    pub residue: Vec<(Range<usize>, Reason)>,
    /// The sums.
    pub coverage: Coverage,
}

const FREE: u8 = 0;
const RECORDED: u8 = 1;
const HEADER: u8 = 2;

/// Bullets, brackets and separators: what stands between used bytes without saying anything.
const SLACK: &str = "・•●○◎■□◆◇▼-*+#:：.．、。,;|()（）【】≪≫「」<>＜＞《》〔〕[]［］＊\"☑☐レ✓／/･";

/// Balances the books of a document.
///
/// Every character is counted under one fate; a build with assertions holds the sum against the text.
pub fn balance(text: &str, used: &[(Range<usize>, Fate)], reasons: &[(Range<usize>, Reason)]) -> Ledger {
    let mut fates = vec![FREE; text.len()];
    for (range, fate) in used {
        let value = if *fate == Fate::Recorded { RECORDED } else { HEADER };
        let end = range.end.min(text.len());
        for byte in &mut fates[range.start.min(end)..end] {
            // What is in a record stays there.
            if *byte != RECORDED {
                *byte = value;
            }
        }
    }
    let mut segment_start = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte == b'\t' || byte == b'\n' {
            adopt(text, &mut fates, segment_start..at);
            segment_start = at + 1;
        }
    }
    adopt(text, &mut fates, segment_start..text.len());
    // What the source strikes out and the marks of notes are in no text, though they stand in a cell that was used.
    for (range, _) in reasons.iter().filter(|(_, reason)| matches!(reason, Reason::StruckOut | Reason::NoteMark)) {
        let end = range.end.min(text.len());
        fates[range.start.min(end)..end].fill(FREE);
    }
    // Which reason was given for each byte; of several the first. Looking each stretch up in the list would be quadratic.
    let mut told = vec![0u32; text.len()];
    for (index, (range, _)) in reasons.iter().enumerate().rev() {
        let end = range.end.min(text.len());
        told[range.start.min(end)..end].fill(index as u32 + 1);
    }
    let mut coverage = Coverage { characters: 0, recorded: 0, headers: 0, residue: 0 };
    let mut residue: Vec<(Range<usize>, Reason)> = vec![];
    let mut open: Option<Range<usize>> = None;
    let close = |open: &mut Option<Range<usize>>, residue: &mut Vec<(Range<usize>, Reason)>| {
        let Some(range) = open.take() else { return };
        let reason = reason_of(text, &range, &told).map_or(Reason::Markup, |told| told.checked_sub(1).map_or(Reason::Unplaced, |index| reasons[index as usize].1));
        match residue.last_mut() {
            Some((last, before)) if *before == reason && text[last.end..range.start].trim().is_empty() => last.end = range.end,
            _ => residue.push((range, reason)),
        }
    };
    let mut counts = [0; 3];
    let mut at = 0;
    while at < text.len() {
        let (blank, length) = look(text, at);
        let fate = fates[at];
        counts[fate as usize] += u64::from(!blank);
        if fate == FREE && !blank {
            match &mut open {
                Some(range) => range.end = at + length,
                None => open = Some(at..at + length),
            }
        } else if open.is_some() && (fate != FREE || matches!(text.as_bytes()[at], b'\t' | b'\n')) {
            close(&mut open, &mut residue);
        }
        at += length;
    }
    close(&mut open, &mut residue);
    (coverage.residue, coverage.recorded, coverage.headers) = (counts[FREE as usize], counts[RECORDED as usize], counts[HEADER as usize]);
    coverage.characters = counts.iter().sum();
    debug_assert_eq!(coverage.characters, text.chars().filter(|character| !character.is_whitespace()).count() as u64, "coverage must sum");
    Ledger { residue, coverage }
}

/// Whether the character at a byte is white space, and how many bytes it has.
fn look(text: &str, at: usize) -> (bool, usize) {
    let bytes = text.as_bytes();
    match bytes[at] {
        byte @ ..0x80 => (matches!(byte, b' ' | b'\t'..=b'\r'), 1),
        0xe3 => (bytes[at + 1] == 0x80 && bytes[at + 2] == 0x80, 3),
        0xe4..=0xef => (false, 3),
        _ => text[at..].chars().next().map_or((false, 1), |character| (character.is_whitespace(), character.len_utf8())),
    }
}

/// What is told of the first text of a stretch, or of the tag that it opens with; `None` if it is nothing but tags.
fn reason_of(text: &str, range: &Range<usize>, told: &[u32]) -> Option<u32> {
    let mut at = range.start;
    while let Some(character) = text.get(at..range.end).and_then(|rest| rest.chars().next()) {
        let rest = &text[at..range.end];
        let end = if is_tag(rest) { rest.find('>') } else { None };
        match end {
            _ if told[at] != 0 => return Some(told[at]),
            Some(end) => at += end + 1,
            None if character.is_whitespace() => at += character.len_utf8(),
            None => return Some(0),
        }
    }
    None
}

/// Gives markup and separators in one cell or line to their used neighbour.
fn adopt(text: &str, fates: &mut [u8], segment: Range<usize>) {
    if segment.is_empty() || !fates[segment.clone()].iter().any(|fate| *fate != FREE) {
        return;
    }
    let mut at = segment.start;
    let mut left = FREE;
    while at < segment.end {
        if fates[at] != FREE {
            left = fates[at];
            at += 1;
            continue;
        }
        let mut end = at;
        while end < segment.end && fates[end] == FREE {
            end += 1;
        }
        let right = if end < segment.end { fates[end] } else { FREE };
        if let Some(gap) = text.get(at..end)
            && is_slack(gap)
        {
            let fate = if left != FREE { left } else { right };
            fates[at..end].fill(fate);
        }
        at = end;
    }
}

/// A tag begins here: a name, an end or a declaration follows its bracket.
fn is_tag(rest: &str) -> bool {
    rest.strip_prefix('<').is_some_and(|inside| inside.starts_with(|next: char| next.is_ascii_alphabetic() || matches!(next, '/' | '!')))
}

/// Nothing but tags, references to white space, bullets, brackets, separators and white space.
pub fn is_slack(gap: &str) -> bool {
    let mut rest = gap;
    while let Some(character) = rest.chars().next() {
        // `<>` and `<５` are no tags: what stands behind them is text.
        if is_tag(rest) {
            let Some(end) = rest.find('>') else { return false };
            rest = &rest[end + 1..];
            continue;
        }
        if let Some(behind) = rest.strip_prefix("&nbsp;") {
            rest = behind;
            continue;
        }
        let slack = character.is_whitespace() || SLACK.contains(character);
        if !slack {
            return false;
        }
        rest = &rest[character.len_utf8()..];
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_of_one_reason_are_one_stretch() {
        let text = "甲\t乙\n丙\n丁\t戊\n";
        let bound = text.find('丙').unwrap_or_default();
        let ledger = balance(text, &[(0..3, Fate::Recorded)], &[(bound..text.len(), Reason::BeyondBound)]);
        let stretches: Vec<(&str, Reason)> = ledger.residue.iter().map(|(range, reason)| (&text[range.clone()], *reason)).collect();
        assert_eq!(stretches, [("乙", Reason::Unplaced), ("丙\n丁\t戊", Reason::BeyondBound)]);
        assert_eq!((ledger.coverage.characters, ledger.coverage.residue), (5, 4));
    }

    #[test]
    fn what_looks_like_a_tag_and_is_none_says_something() {
        assert!(is_slack("</td>\n<td class=x>&nbsp;・"));
        assert!(!is_slack("<５>") && !is_slack("td>６<>"));
        assert!(is_slack("<>"));
    }
}
