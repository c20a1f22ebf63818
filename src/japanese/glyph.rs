//! Glyph (字体): characters that OCR or old forms brought in.
//!
//! `glyphs.tsv` holds each variant, its standard form and the reason. Simplified Chinese forms are not written in Japanese: they
//! are mended wherever they stand. Old forms of 常用漢字 are written in names: they are mended only inside words that no name holds.

use crate::japanese::text::Normal;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// A proposed mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// Bytes of the glyph.
    pub range: Range<usize>,
    /// What it should be.
    pub after: String,
}

/// Why a glyph stands for another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The old form that 常用漢字表 (2010) prints in brackets (康熙字典体). Names keep it.
    Joyo,
    /// A variant in JIS X 0208 that JNTAJIS shrinks to the standard form and modern text does not use (决, 况).
    Variant,
    /// A simplified form of a character that Japanese rewrites with another one (划 is 劃, since 1956 written 画).
    Rewritten,
    /// The simplified Chinese form of the same character, not in JIS X 0208: a slip of OCR.
    Simplified,
}

/// A glyph and what it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// As it was read.
    pub variant: char,
    /// As Japanese writes it today.
    pub standard: char,
    /// Why.
    pub reason: Reason,
}

/// Left out, though OCR may print them: forms that are Japanese characters of their own (庄 据 范 气 价 坏: 庄内, 据え置く) and
/// forms that stand for several (复 for 復 and 複, 钟 for 鐘 and 鍾, 办 for 弁 and 辦).
const TABLE: &str = include_str!("glyphs.tsv");

static GLYPHS: LazyLock<HashMap<char, Glyph>> = LazyLock::new(|| glyphs().map(|glyph| (glyph.variant, glyph)).collect());

/// Words that OCR writes with old forms, mended where the whole word stands.
const WORDS: &[&str] = &["實踐", "実踐", "實施", "實績", "實情", "實現"];

/// The table of glyphs, in its order.
pub fn glyphs() -> impl Iterator<Item = Glyph> {
    TABLE.lines().skip(1).filter_map(|line| {
        let mut columns = line.split('\t');
        let mut one = || columns.next().filter(|column| column.chars().count() == 1).and_then(|column| column.chars().next());
        let (variant, standard) = (one()?, one()?);
        let reason = match columns.next()? {
            "joyo" => Reason::Joyo,
            "variant" => Reason::Variant,
            "rewritten" => Reason::Rewritten,
            "simplified" => Reason::Simplified,
            _ => return None,
        };
        Some(Glyph { variant, standard, reason })
    })
}

/// Mends for the glyphs of a text, in order.
pub fn mended(text: Normal<'_>) -> Vec<Mend> {
    let whole = text.as_str();
    let mut out = vec![];
    if whole.is_ascii() {
        return out;
    }
    for (at, character) in whole.char_indices() {
        if !('\u{4e00}'..='\u{9fff}').contains(&character) {
            continue;
        }
        if let Some(glyph) = GLYPHS.get(&character)
            && (glyph.reason != Reason::Joyo || in_a_word(whole, at, character))
        {
            out.push(Mend { range: at..at + character.len_utf8(), after: glyph.standard.to_string() });
        }
    }
    out
}

/// One of [`WORDS`] stands around the glyph at `at`.
fn in_a_word(whole: &str, at: usize, glyph: char) -> bool {
    WORDS.iter().any(|word| word.match_indices(glyph).any(|(inside, _)| at.checked_sub(inside).and_then(|start| whole.get(start..)).is_some_and(|rest| rest.starts_with(word))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::japanese::text::Text;
    use std::collections::HashSet;

    fn shown(text: &str) -> String {
        let mut out = text.to_owned();
        for mend in mended(Text::new(text).normal()).into_iter().rev() {
            out.replace_range(mend.range, &mend.after);
        }
        out
    }

    #[test]
    fn simplified_forms_and_old_words_are_mended() {
        assert_eq!(shown("地域の实情に応じた实施"), "地域の実情に応じた実施");
        assert_eq!(shown("自治を實踐する"), "自治を実践する");
        assert_eq!(shown("预金の管理、计划の决定"), "預金の管理、計画の決定");
    }

    #[test]
    fn names_and_japanese_characters_are_left_alone() {
        for name in ["髙橋委員", "廣島", "國學院大學", "山﨑", "庄内", "据え置く", "范氏", "実践女子"] {
            assert_eq!(shown(name), name);
        }
    }

    #[test]
    fn every_row_of_the_table_is_read_once_and_changes_something() {
        let variants: HashSet<char> = glyphs().map(|glyph| glyph.variant).collect();
        assert_eq!(variants.len(), TABLE.lines().count() - 1, "a row is malformed or told twice");
        assert!(glyphs().all(|glyph| glyph.variant != glyph.standard && !variants.contains(&glyph.standard)));
    }

    #[test]
    fn a_word_is_looked_for_between_characters_only() {
        // Three bytes before 踐 is the middle of an é.
        assert_eq!(shown("éé踐"), "éé踐");
    }
}
