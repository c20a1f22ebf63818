//! Choices (選択肢): a printed list of options with one marked.

use super::phrase::{is_scale_phrase, is_short_word};
use super::ringed::ringed;
use crate::japanese::text::Normal;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// An option of a printed list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Bytes of its words.
    pub range: Range<usize>,
    /// Its words.
    pub text: String,
    /// It is the one chosen.
    pub marked: bool,
}

impl Choice {
    /// The words of `whole` in `range`, without what sets options apart.
    pub(super) fn new(whole: &str, range: Range<usize>, marked: bool) -> Choice {
        let apart = |c: char| c.is_whitespace() || matches!(c, '、' | '・' | '/' | ',');
        let raw = &whole[range.clone()];
        let text = raw.trim_matches(apart);
        let start = range.start + raw.len() - raw.trim_start_matches(apart).len();
        Choice { range: start..start + text.len(), text: text.to_owned(), marked }
    }
}

/// A printed list of options with one marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    /// In the order printed.
    pub options: Vec<Choice>,
}

impl Choices {
    /// No option is blank, a sentence or as long as one.
    fn sound(self) -> Option<Choices> {
        let sound = |option: &Choice| !option.text.is_empty() && option.text.chars().nth(LONGEST_OPTION).is_none() && !option.text.contains('。');
        self.options.iter().all(sound).then_some(self)
    }
}

/// The last ones are boxes of the font Wingdings, by their own codes (U+F0A8) and as letters (¨).
fn is_empty_box(character: char) -> bool {
    matches!(character, '□' | '☐' | '○' | '〇' | '◯' | '◇' | '\u{f0a8}' | '¨')
}

fn is_full_box(character: char) -> bool {
    matches!(character, '■' | '☑' | '☒' | '✓' | '✔' | '✅' | '●' | '◉' | '◎' | 'レ' | '◆' | '\u{f0fe}' | '\u{f0fd}' | '\u{f0fc}' | 'þ')
}

/// Boxes that a filler ticks; rings are bullets as often.
fn is_ticked(character: char) -> bool {
    matches!(character, '□' | '☐' | '■' | '☑' | '☒' | '✓' | '✔' | '✅' | '\u{f0a8}' | '¨' | '\u{f0fe}' | '\u{f0fd}' | '\u{f0fc}' | 'þ')
}

/// A list of options is never longer, nor is an option.
const LONGEST_LIST: usize = 400;
const LONGEST_OPTION: usize = 30;

/// Reads a printed list of options; `None` if it is none.
pub fn choices(text: Normal<'_>) -> Option<Choices> {
    let whole = text.as_str();
    if !whole.chars().any(sets_apart) || whole.chars().nth(LONGEST_LIST).is_some() {
        return None;
    }
    // Each list needs its own signs: two brackets, two boxes, a circled number, a ring.
    let brackets = whole.bytes().filter(|byte| matches!(byte, b'(' | b'[')).count() + whole.matches('〔').count();
    let in_brackets = if brackets >= 2 { bracketed(whole) } else { None };
    let numbered = || if whole.contains(|c| matches!(c, '①'..='⑨')) { circled_among(whole) } else { None };
    in_brackets.or_else(|| boxed(whole)).or_else(|| boxed_behind(whole)).or_else(numbered).or_else(|| ringed(whole))
}

/// A box, a ring, a bracket or a circled number: no list of options is without one. Most cells are.
fn sets_apart(character: char) -> bool {
    matches!(character, '(' | '[' | '〔' | '★' | '①'..='⑨') || is_empty_box(character) || is_full_box(character)
}

/// `□拡充 ■継続`, `○拡充 ●継続`, `☑ 継続`.
fn boxed(whole: &str) -> Option<Choices> {
    let mut marks: Vec<(usize, char)> = vec![];
    let mut before = ' ';
    for (at, character) in whole.char_indices() {
        let next = whole[at + character.len_utf8()..].chars().next();
        let word = next.is_some_and(|c| c == ' ' || c.is_alphanumeric());
        let full = is_full_box(character);
        let free = character != 'レ' || before.is_whitespace() || matches!(before, '、' | '・' | '/' | ')' | ',');
        if (full || is_empty_box(character)) && word && free {
            marks.push((at, character));
        }
        before = character;
    }
    if marks.len() < 2 || !whole[..marks[0].0].trim().is_empty() {
        return None;
    }
    let boxes = marks.iter().filter(|(_, mark)| is_ticked(*mark)).count();
    let options: Vec<Choice> = marks
        .iter()
        .enumerate()
        .map(|(index, (at, mark))| {
            let end = marks.get(index + 1).map_or(whole.len(), |next| next.0);
            let ring = boxes > 0 && boxes < marks.len() && matches!(*mark, '○' | '〇' | '◯');
            Choice::new(whole, at + mark.len_utf8()..end, is_full_box(*mark) || ring)
        })
        .collect();
    let mixed = marks.iter().any(|(_, mark)| *mark != marks[0].1);
    let phrases = options.iter().filter(|option| is_scale_phrase(&option.text)).count();
    let plausible = match (mixed, boxes) {
        // ● over ○ is a list and its sub-list as often as a choice.
        (true, 0) => phrases * 2 >= options.len(),
        (true, _) => true,
        // A row of ○ or ● alone is a list of bullets.
        (false, 0) => false,
        // A row of □ alone is a list of options with none marked; a row of ■ alone mostly headings.
        (false, _) if matches!(marks[0].1, '■' | '□') => phrases == options.len() || marks[0].1 == '□' && options.iter().all(|option| is_short_word(&option.text, 8)),
        (false, _) => true,
    };
    Choices { options }.sound().filter(|_| plausible)
}

/// `拡充■ 継続□ 縮小□`: the box stands behind its option.
fn boxed_behind(whole: &str) -> Option<Choices> {
    let marks: Vec<(usize, char)> = whole.char_indices().filter(|(_, character)| is_ticked(*character)).collect();
    let last = marks.last().filter(|_| marks.len() >= 2)?;
    if whole[last.0 + last.1.len_utf8()..].chars().any(|c| !c.is_whitespace()) {
        return None;
    }
    let mut from = 0;
    let mut options = vec![];
    for (at, mark) in marks {
        options.push(Choice::new(whole, from..at, is_full_box(mark)));
        from = at + mark.len_utf8();
    }
    Choices { options }.sound()
}

/// Options, each from the end of its mark to the next mark.
fn between(whole: &str, marks: &[(Range<usize>, bool)]) -> Option<Choices> {
    let first = marks.first()?;
    if !whole[..first.0.start].trim().is_empty() {
        return None;
    }
    let ends = marks.iter().skip(1).map(|next| next.0.start).chain([whole.len()]);
    Choices { options: marks.iter().zip(ends).map(|((range, marked), end)| Choice::new(whole, range.end..end, *marked)).collect() }.sound()
}

/// `( )拡充 (○)継続`, `[x] 継続 [ ] 廃止`.
fn bracketed(whole: &str) -> Option<Choices> {
    static BRACKETS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[(\[〔]\x20{0,4}(?P<mark>[○〇◯◎●レ✓✔xX■]?)\x20{0,4}[)\]〕]").ok());
    let found: Vec<(Range<usize>, bool)> =
        BRACKETS.as_ref()?.captures_iter(whole).filter_map(|found| Some((found.get(0)?.range(), !found.name("mark")?.as_str().is_empty()))).collect();
    if found.len() < 2 { None } else { between(whole, &found) }
}

/// `1 拡充 ②継続 3 縮小`: one number circled among plain ones.
fn circled_among(whole: &str) -> Option<Choices> {
    static NUMBERS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?P<circled>[①-⑨])\x20?|(?:^|[\x20\n])(?P<plain>[1-9])[.\x20]\x20?").ok());
    let mut marks = vec![];
    for found in NUMBERS.as_ref()?.captures_iter(whole) {
        let (number, circled) = match (found.name("circled"), found.name("plain")) {
            (Some(mark), _) => (mark.as_str().chars().next()? as usize - '①' as usize + 1, true),
            (_, Some(mark)) => (mark.as_str().parse().ok()?, false),
            _ => return None,
        };
        marks.push((found.get(0)?.range(), circled));
        if number != marks.len() {
            return None;
        }
    }
    if marks.len() < 3 || marks.iter().filter(|mark| mark.1).count() != 1 { None } else { between(whole, &marks) }
}
