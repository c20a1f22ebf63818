//! Atom (記号の一つ): one marker by itself: `ア`, `(イ)`, `①`, `(1)`, `1.`, `1)`, `a)`, `Ⅰ`, `一`, `【1】`.

/// A family of markers; markers of one family count on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// Ⅰ, ⅰ.
    Roman,
    /// 一.
    Kanji,
    /// 【1】, 〔1〕, ≪1≫.
    Block,
    /// 1.
    DotNumber,
    /// (1), ⑴.
    BracketNumber,
    /// 1)
    ParenNumber,
    /// ①.
    Circled,
    /// ア.
    Kana,
    /// (ア).
    BracketKana,
    /// a)
    ParenLetter,
    /// (a).
    BracketLetter,
}

impl Family {
    /// How many families there are.
    pub const COUNT: usize = 11;

    /// Its place in the order that official documents nest by (Ⅰ, 一, 1, (1), ア, (ア), a); `None` where writers differ.
    pub fn level(self) -> Option<u8> {
        match self {
            Family::Roman => Some(0),
            Family::Kanji => Some(1),
            Family::DotNumber => Some(2),
            Family::BracketNumber => Some(3),
            Family::Kana => Some(4),
            Family::BracketKana => Some(5),
            Family::ParenLetter => Some(6),
            Family::BracketLetter => Some(7),
            Family::Block | Family::ParenNumber | Family::Circled => None,
        }
    }
}

/// A marker: its family, its place in the family, and how a label shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Atom {
    /// Its family.
    pub family: Family,
    /// 1 for ア, ①, (1).
    pub rank: u32,
    /// As a label shows it.
    pub text: String,
}

/// Kana in the order of enumerations.
pub const KANA: &str = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワ";

/// Kanji numerals to ten.
pub const KANJI: &str = "一二三四五六七八九十";

/// A bracketed marker is never longer: the search for its end stops here.
const LONGEST_BRACKET: usize = 12;

/// Katakana, hiragana or a long vowel: a letter before one is part of a word.
pub fn is_kana(character: char) -> bool {
    ('\u{30a1}'..='\u{30fa}').contains(&character) || character == 'ー' || ('\u{3041}'..='\u{3096}').contains(&character)
}

/// A kanji.
pub fn is_kanji(character: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&character) || character == '々'
}

/// The number of a kana in its list.
pub fn kana_rank(character: char) -> Option<u32> {
    if !('ア'..='ワ').contains(&character) {
        return None;
    }
    KANA.chars().position(|kana| kana == character).map(|at| at as u32 + 1)
}

/// The number of ① to ㊿.
pub fn circled(character: char) -> Option<u32> {
    let from = |first: char, number: u32| character as u32 - first as u32 + number;
    match character {
        '①'..='⑳' => Some(from('①', 1)),
        '㉑'..='㉟' => Some(from('㉑', 21)),
        '㊱'..='㊿' => Some(from('㊱', 36)),
        _ => None,
    }
}

/// The marker that opens `text`, and the bytes it takes.
pub fn atom(text: &str) -> Option<(Atom, usize)> {
    let first = text.chars().next()?;
    let length = first.len_utf8();
    let one = |family, rank| Some((Atom { family, rank, text: first.to_string() }, length));
    if let Some(rank) = kana_rank(first) {
        return if text[length..].starts_with(is_kana) { None } else { one(Family::Kana, rank) };
    }
    if let Some(rank) = circled(first) {
        return one(Family::Circled, rank);
    }
    match first {
        '⑴'..='⒇' => {
            let rank = first as u32 - '⑴' as u32 + 1;
            Some((Atom { family: Family::BracketNumber, rank, text: format!("({rank})") }, length))
        }
        'Ⅰ'..='Ⅻ' => one(Family::Roman, first as u32 - 'Ⅰ' as u32 + 1),
        'ⅰ'..='ⅻ' => one(Family::Roman, first as u32 - 'ⅰ' as u32 + 1),
        '(' => bracketed(text),
        '【' | '〔' | '≪' => block(text, first),
        'a'..='z' if text[1..].starts_with(')') => Some((Atom { family: Family::ParenLetter, rank: first as u32 - 'a' as u32 + 1, text: text[..2].to_owned() }, 2)),
        '0'..='9' => number(text),
        _ if KANJI.contains(first) => kanji(text),
        _ => None,
    }
}

/// What stands in the bracket that opens `text`, and the bytes up to its end.
fn inside(text: &str, close: char) -> Option<(&str, usize)> {
    let open = text.chars().next()?.len_utf8();
    let (end, _) = text.char_indices().take_while(|(at, _)| *at <= open + LONGEST_BRACKET).find(|(_, character)| *character == close)?;
    // A bracket that a line end parts encloses no marker.
    (!text[open..end].contains('\n')).then(|| (text[open..end].trim(), end + close.len_utf8()))
}

/// A number of one or two digits; 0 counts nothing.
fn digits(text: &str) -> Option<u32> {
    let short = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| short && *number > 0)
}

fn bracketed(text: &str) -> Option<(Atom, usize)> {
    let (inner, length) = inside(text, ')')?;
    let mut characters = inner.chars();
    let sole = characters.next().filter(|_| characters.next().is_none());
    let (family, rank) = match (sole, digits(inner)) {
        (_, Some(number)) => (Family::BracketNumber, number),
        (Some(letter @ 'a'..='z'), _) => (Family::BracketLetter, letter as u32 - 'a' as u32 + 1),
        (Some(kana), _) => (Family::BracketKana, kana_rank(kana)?),
        (None, None) => return None,
    };
    Some((Atom { family, rank, text: format!("({inner})") }, length))
}

fn block(text: &str, open: char) -> Option<(Atom, usize)> {
    let close = match open {
        '【' => '】',
        '〔' => '〕',
        _ => '≫',
    };
    let (inner, length) = inside(text, close)?;
    Some((Atom { family: Family::Block, rank: digits(inner)?, text: inner.to_owned() }, length))
}

/// `1.` and `1)`, but not `1.5`.
fn number(text: &str) -> Option<(Atom, usize)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    let rank = text.get(..length).and_then(digits)?;
    match text[length..].chars().next()? {
        '.' if !text[length + 1..].starts_with(|c: char| c.is_ascii_digit()) => Some((Atom { family: Family::DotNumber, rank, text: text[..length].to_owned() }, length + 1)),
        ')' => Some((Atom { family: Family::ParenNumber, rank, text: text[..=length].to_owned() }, length + 1)),
        _ => None,
    }
}

/// 一 to 十九.
fn kanji(text: &str) -> Option<(Atom, usize)> {
    let numeral: String = text.chars().take(3).take_while(|character| KANJI.contains(*character)).collect();
    let value = |character: char| KANJI.chars().position(|numeral| numeral == character).map(|at| at as u32 + 1);
    let mut characters = numeral.chars();
    let rank = match (characters.next(), characters.next(), characters.next()) {
        (Some(one), None, _) => value(one)?,
        (Some('十'), Some(unit), None) if unit != '十' => 10 + value(unit)?,
        _ => return None,
    };
    let length = numeral.len();
    Some((Atom { family: Family::Kanji, rank, text: numeral }, length))
}
