//! Text (文): what was printed and its folded form, side by side.
//!
//! Only [`Text`] makes a [`Normal`], and every parser of this floor takes a [`Normal`]: code cannot be handed
//! text that was not folded. Folding follows the contract (`Normalised text`): full-width ASCII and half-width
//! kana are folded, ① Ⅰ ㈱ ㎡ stay, wave dashes, minus signs and long vowels are never folded into each other.

mod fold;
mod key;
mod normal;
mod source;

pub use key::key;
pub use normal::Normal;

use fold::{Folded, canonical_voicing, fold_character, is_plain, is_voicing, plain_start};
use std::ops::Range;
use std::sync::Arc;
use unicode_normalization::char::compose;

/// Where a stretch of the folded text begins, and where it stands in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    normal: u32,
    source: u32,
    source_end: u32,
    /// One source byte for each folded byte, so offsets inside map exactly.
    plain: bool,
}

/// A folded text and the way back to the bytes it was printed with.
///
/// A clone shares what it was cloned from: a cell's text is stored once, however many stages hold it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    stored: Arc<Stored>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Stored {
    normal: String,
    runs: Vec<Run>,
}

impl Text {
    /// Folds `printed`; source offsets are byte offsets into `printed`.
    pub fn new(printed: &str) -> Text {
        let mut text = Text::default();
        text.push(printed, 0);
        text
    }

    /// The folded text.
    pub fn normal(&self) -> Normal<'_> {
        Normal(&self.stored.normal)
    }

    /// The folded text as a plain string slice.
    pub fn as_str(&self) -> &str {
        &self.stored.normal
    }

    /// Nothing but white space.
    pub fn is_blank(&self) -> bool {
        self.stored.normal.chars().all(char::is_whitespace)
    }

    /// Appends `printed`, folded, that stands at byte `source` of the document.
    pub fn push(&mut self, printed: &str, source: usize) {
        let plain = plain_start(printed);
        if plain == printed.len() {
            return self.push_plain(printed, source);
        }
        let mut plain_from = 0;
        // A voicing mark behind the plain start may belong to its last character.
        let known = printed[..plain].trim_end_matches(' ').char_indices().next_back().map_or(0, |(at, _)| at);
        let mut characters = printed[known..].char_indices().map(|(at, character)| (known + at, character));
        while let Some((at, character)) = characters.next() {
            let (gap, combining) = voicing(&printed[at + character.len_utf8()..]);
            if combining.is_none() && (is_plain(character) || fold_character(character) == Folded::Same) {
                continue;
            }
            self.push_plain(&printed[plain_from..at], source + plain_from);
            let mut end = at + character.len_utf8();
            let mut folded = match fold_character(character) {
                Folded::Same => Some(character),
                Folded::To(other) => Some(other),
                Folded::Gone => None,
            };
            if let (Some(base), Some(mark)) = (folded, combining)
                && let Some(voiced) = compose(base, canonical_voicing(mark))
            {
                folded = Some(voiced);
                end += gap + mark.len_utf8();
                characters.nth(gap);
            }
            let mut buffer = [0; 4];
            let out = folded.map_or("", |c| c.encode_utf8(&mut buffer));
            self.push_as(out, source + at..source + end);
            plain_from = end;
        }
        self.push_plain(&printed[plain_from..], source + plain_from);
    }

    /// Appends `out`, which stands for the bytes `source` of the document (an entity, a mended glyph, nothing).
    pub fn push_as(&mut self, out: &str, source: Range<usize>) {
        if out.is_empty() && source.is_empty() {
            return;
        }
        let stored = Arc::make_mut(&mut self.stored);
        stored.runs.push(Run {
            normal: stored.normal.len() as u32,
            source: source.start as u32,
            source_end: source.end as u32,
            plain: out.len() == source.len() && out.len() == 1,
        });
        stored.normal.push_str(out);
    }

    fn push_plain(&mut self, out: &str, source: usize) {
        if out.is_empty() {
            return;
        }
        let stored = Arc::make_mut(&mut self.stored);
        if stored.runs.is_empty() {
            // Most texts are one run.
            stored.runs = vec![Run { normal: 0, source: source as u32, source_end: (source + out.len()) as u32, plain: true }];
            stored.normal = out.to_owned();
            return;
        }
        if let Some(last) = stored.runs.last_mut()
            && last.plain
            && last.source_end as usize == source
        {
            last.source_end += out.len() as u32;
        } else {
            stored.runs.push(Run { normal: stored.normal.len() as u32, source: source as u32, source_end: (source + out.len()) as u32, plain: true });
        }
        stored.normal.push_str(out);
    }

    /// A part of the text, with its way back; clamped to character boundaries.
    pub fn slice(&self, range: Range<usize>) -> Text {
        let Some(normal) = self.stored.normal.get(range.clone()) else {
            return Text::default();
        };
        let first = self.stored.runs.partition_point(|run| run.normal as usize <= range.start).saturating_sub(1);
        let mut runs = Vec::new();
        for (offset, run) in self.stored.runs.iter().enumerate().skip(first) {
            let end = self.stored.runs.get(offset + 1).map_or(self.stored.normal.len(), |next| next.normal as usize);
            let (from, to) = ((run.normal as usize).max(range.start), end.min(range.end));
            if run.normal as usize >= range.end {
                break;
            }
            if to <= from {
                continue;
            }
            let cut = if run.plain {
                let source = run.source as usize + (from - run.normal as usize);
                Run { normal: (from - range.start) as u32, source: source as u32, source_end: (source + to - from) as u32, plain: true }
            } else {
                Run { normal: (from - range.start) as u32, ..*run }
            };
            runs.push(cut);
        }
        Text { stored: Arc::new(Stored { normal: normal.to_owned(), runs }) }
    }

    /// Without white space at both ends.
    pub fn trimmed(&self) -> Text {
        let body = self.stored.normal.trim();
        if body.len() == self.stored.normal.len() {
            return self.clone();
        }
        let start = self.stored.normal.len() - self.stored.normal.trim_start().len();
        self.slice(start..start + body.len())
    }

    /// Appends another text, keeping its way back.
    pub fn append(&mut self, other: &Text) {
        let stored = Arc::make_mut(&mut self.stored);
        let shift = stored.normal.len() as u32;
        stored.runs.extend(other.stored.runs.iter().map(|run| Run { normal: run.normal + shift, ..*run }));
        stored.normal.push_str(&other.stored.normal);
    }

    /// The text with the bytes of `range` replaced; the replacement stands for the same source bytes.
    pub fn replaced(&self, range: Range<usize>, with: &str) -> Text {
        let mut out = self.slice(0..range.start);
        out.push_as(with, self.source(range.clone()));
        out.append(&self.slice(range.end..self.stored.normal.len()));
        out
    }
}

/// Blanks that layout may put between a kana and its loose mark.
const MOST_BLANKS: usize = 2;

/// The mark of voicing that opens `rest`, perhaps after blanks: how many, and the mark.
fn voicing(rest: &str) -> (usize, Option<char>) {
    let gap = rest.bytes().take(MOST_BLANKS).take_while(|byte| *byte == b' ').count();
    (gap, rest[gap..].chars().next().filter(|next| is_voicing(*next)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loose_marks_of_voicing_join_their_kana() {
        for (printed, told) in [("か゛ん検診フ゜ロク゛ラム", "がん検診プログラム"), ("カ \u{3099}ン", "ガン"), ("ｸﾞﾙｰﾌﾟ", "グループ"), ("ア゛", "ア゛"), ("事業 ゛", "事業 ゛")]
        {
            assert_eq!(Text::new(printed).as_str(), told);
        }
    }

    #[test]
    fn full_width_ascii_and_half_width_kana_are_folded() {
        assert_eq!(Text::new("Ｈ２５年度（ｱﾝｹｰﾄ、ｶﾞﾊﾞﾅﾝｽ）").as_str(), "H25年度(アンケート、ガバナンス)");
    }

    #[test]
    fn circled_numbers_wave_dashes_and_long_vowels_stay() {
        for kept in ["①Ⅰ㈱㎡", "10～20", "10〜20", "−5", "コーナー", "▲3"] {
            assert_eq!(Text::new(kept).as_str(), kept);
        }
    }

    #[test]
    fn compatibility_ideographs_radicals_and_selectors_are_folded() {
        assert_eq!(Text::new("⽇本 葛\u{e0100}城 \u{f98e}").as_str(), "日本 葛城 年");
    }

    #[test]
    fn a_range_leads_back_to_its_source_bytes() {
        let printed = "ｶﾞ１２年度";
        let text = Text::new(printed);
        assert_eq!(text.as_str(), "ガ12年度");
        assert_eq!(&printed[text.source(0..3)], "ｶﾞ");
        assert_eq!(&printed[text.source(3..5)], "１２");
        assert_eq!(&printed[text.source(5..8)], "年");
        let part = text.slice(3..8);
        assert_eq!(&printed[part.whole_source()], "１２年");
    }
}
