//! Glyph (字体): characters that OCR or old forms brought in.
//!
//! `glyphs.tsv` holds each variant, its standard form and the reason. Simplified Chinese forms are not written in Japanese: they
//! are mended wherever they stand. Old forms of 常用漢字 are written in names (國學院, 廣瀬): a run of kanji that holds them is mended
//! only as a whole, and only where each mended word stands more often in the document than the old one, or in the vocabulary of
//! evaluation sheets ([`Words`]).

use crate::japanese::text::Normal;
use foldhash::HashMap;
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

/// First and last of the characters that are looked up.
const FIRST: u32 = 0x4e00;
const LAST: u32 = 0x9fff;

/// The glyphs, and for each ideograph one more than its place among them; 0 for one that stands for itself.
static GLYPHS: LazyLock<(Vec<Glyph>, Vec<u8>)> = LazyLock::new(|| {
    let glyphs: Vec<Glyph> = glyphs().collect();
    let mut places = vec![0; (LAST - FIRST + 1) as usize];
    for (place, glyph) in glyphs.iter().enumerate() {
        if let Some(slot) = place_of(glyph.variant).and_then(|at| places.get_mut(at)) {
            *slot = u8::try_from(place + 1).unwrap_or(0);
        }
    }
    (glyphs, places)
});

fn place_of(character: char) -> Option<usize> {
    (character as u32).checked_sub(FIRST).map(|at| at as usize)
}

fn glyph(character: char) -> Option<&'static Glyph> {
    let (glyphs, places) = &*GLYPHS;
    let place = *places.get(place_of(character)?)?;
    glyphs.get((place as usize).checked_sub(1)?)
}

/// Words of evaluation prose that no lexicon of headers holds and no name is made of.
const WORDS: &[&str] = &["実践", "実施", "実績", "実情", "実現", "実態", "変更", "変化", "発展", "関係", "対応", "対象", "継続", "総合", "応じ"];

/// Words before or in which a name stands.
const TITLES: &[&str] = &["委員", "氏", "様", "会長", "市長", "町長", "村長", "知事", "部長", "課長", "先生", "教授"];

/// Pairs of kanji that stand side by side, and how often: the evidence for or against an old form.
#[derive(Clone, Debug, Default)]
pub struct Words {
    counts: HashMap<(char, char), u32>,
    known: std::collections::HashSet<(char, char)>,
}

impl Words {
    /// Counts the pairs of a document's text; `vocabulary` are words that count as known (headers of a lexicon). A text without an old
    /// form needs no evidence and gives an empty count, at the cost of one look at each character.
    pub fn of<'a>(text: &str, vocabulary: impl IntoIterator<Item = &'a str>) -> Words {
        let mut words = Words::default();
        if !text.chars().any(is_old) {
            return words;
        }
        for pair in pairs(text) {
            *words.counts.entry(pair).or_default() += 1;
        }
        for word in WORDS.iter().copied().chain(vocabulary) {
            words.known.extend(pairs(word));
        }
        words
    }

    /// The pair `new` is the word, and `old` a slip for it.
    fn favours(&self, new: (char, char), old: (char, char)) -> bool {
        let count = |pair| self.counts.get(&pair).copied().unwrap_or(0);
        self.known.contains(&new) || count(new) > count(old)
    }
}

fn is_kanji(character: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&character)
}

/// A 康熙字典体: a form that names keep.
fn is_old(character: char) -> bool {
    is_kanji(character) && glyph(character).is_some_and(|glyph| glyph.reason == Reason::Joyo)
}

/// Every character is as Japanese writes it today.
pub fn is_standard(text: &str) -> bool {
    let places = &GLYPHS.1;
    text.chars().all(|character| place_of(character).and_then(|at| places.get(at)).is_none_or(|place| *place == 0))
}

/// The character as Japanese writes it today: for comparison with words that no name is made of.
pub fn standard(character: char) -> char {
    glyph(character).map_or(character, |glyph| glyph.standard)
}

/// Characters side by side of which the first is a kanji or both are.
fn pairs(text: &str) -> impl Iterator<Item = (char, char)> {
    text.chars().zip(text.chars().skip(1)).filter(|(one, two)| is_kanji(*one) && (is_kanji(*two) || is_old(*one)) || is_kanji(*two) && is_old(*two))
}

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

/// Mends for the glyphs of a text, in order; `words` is what the document and the vocabulary say of its old forms.
pub fn mended(text: Normal<'_>, words: &Words) -> Vec<Mend> {
    let whole = text.as_str();
    let mut out = vec![];
    if whole.is_ascii() {
        return out;
    }
    let characters: Vec<(usize, char)> = whole.char_indices().collect();
    let mut at = 0;
    while at < characters.len() {
        if !is_kanji(characters[at].1) {
            at += 1;
            continue;
        }
        let end = characters[at..].iter().position(|(_, character)| !is_kanji(*character)).map_or(characters.len(), |length| at + length);
        let run = &characters[at..end];
        let old_forms_go = run.iter().any(|(_, character)| is_old(*character)) && !names_someone(run, characters.get(end)) && supported(run, words);
        for (start, character) in run {
            if let Some(glyph) = glyph(*character)
                && (glyph.reason != Reason::Joyo || old_forms_go)
            {
                out.push(Mend { range: *start..start + character.len_utf8(), after: glyph.standard.to_string() });
            }
        }
        at = end;
    }
    out
}

/// A person's name ends the run, or a title follows it.
fn names_someone(run: &[(usize, char)], next: Option<&(usize, char)>) -> bool {
    let whole: String = run.iter().map(|(_, character)| standard(*character)).chain(next.map(|(_, character)| *character)).collect();
    TITLES.iter().any(|title| whole.ends_with(title) || run.len() <= 6 && whole.contains(title))
}

/// For each old form of the run, a pair of the mended run that holds it is a word of the document or of the vocabulary.
fn supported(run: &[(usize, char)], words: &Words) -> bool {
    let pair = |at: usize| run.get(at).zip(run.get(at + 1)).map(|(one, two)| (one.1, two.1));
    let favoured = |old: (char, char)| words.favours((standard(old.0), standard(old.1)), old);
    run.iter().enumerate().filter(|(_, (_, character))| is_old(*character)).all(|(at, _)| pair(at).is_some_and(favoured) || at.checked_sub(1).and_then(pair).is_some_and(favoured))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::japanese::text::Text;
    use std::collections::HashSet;

    fn shown(text: &str) -> String {
        shown_in(text, text)
    }

    fn shown_in(text: &str, document: &str) -> String {
        let mut out = text.to_owned();
        for mend in mended(Text::new(text).normal(), &Words::of(document, [])).into_iter().rev() {
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
    fn an_old_form_goes_where_the_document_writes_the_new_one_more_often() {
        assert_eq!(shown_in("區民の意見", "區民の意見、区民の参加、区民の声"), "区民の意見");
        assert_eq!(shown_in("區民の意見", "區民の意見、區民の参加、区民の声"), "區民の意見", "the document writes it so");
        assert_eq!(shown_in("國學院大學", "國學院大學、大学、大学、学校"), "國學院大學", "a name is mended whole or not at all");
        assert_eq!(shown_in("應接", "應接、応援、応援"), "應接", "another word is no evidence");
    }

    #[test]
    fn a_person_keeps_the_form_of_the_name() {
        assert_eq!(shown_in("廣瀬委員の意見", "廣瀬委員の意見、広瀬、広瀬地区"), "廣瀬委員の意見");
        assert_eq!(shown_in("廣田氏", "廣田氏、広田、広田"), "廣田氏");
    }

    #[test]
    fn every_row_of_the_table_is_read_once_and_changes_something() {
        let variants: HashSet<char> = glyphs().map(|glyph| glyph.variant).collect();
        assert_eq!(variants.len(), TABLE.lines().count() - 1, "a row is malformed or told twice");
        assert!(glyphs().all(|glyph| glyph.variant != glyph.standard && !variants.contains(&glyph.standard)));
        assert!(glyphs().all(|one| glyph(one.variant) == Some(&one)), "the table of places holds fewer");
    }

    #[test]
    fn a_word_is_looked_for_between_characters_only() {
        // Three bytes before 踐 is the middle of an é.
        assert_eq!(shown("éé踐"), "éé踐");
    }
}
