//! Marker (見出し記号): what may open a segment: one atom, a chain of them (`ア(イ)`), or several chains (`ウ・エ`, `ア～ウ`).

use super::atom::{Atom, Family, KANA, atom, is_kana, is_kanji};

/// Marker groups found at a place: each group a chain (ア then (イ)).
pub struct Marker {
    /// Never empty, and no chain is.
    pub chains: Vec<Vec<Atom>>,
    /// Bytes it takes.
    pub length: usize,
    /// Nothing sets it apart from the word that follows (ア市民講座).
    pub tight: bool,
}

impl Marker {
    /// Its first atom.
    pub fn first(&self) -> Option<&Atom> {
        self.chains.first().and_then(|chain| chain.first())
    }
}

/// More labels than this share no text; a list of kana as long is a chart of kana.
const MOST_CHAINS: usize = 48;

/// What a sentence goes on with after it has named a marker: `①のとおり`, `(1)及び(2)に基づき`.
const REFERENCES: [&str; 20] = [
    "を",
    "のとおり",
    "の通り",
    "については",
    "について",
    "に基づ",
    "に掲げ",
    "に係る",
    "における",
    "により",
    "による",
    "に関",
    "は、",
    "が、",
    "及び",
    "又は",
    "並びに",
    "から(",
    "から①",
    "に示",
];

/// `ア`, `ア(イ)`, `ウ・エ`, `ア(ア)・ア(イ)・イ`, `(1)`, `①`, `1.` at the beginning of `text`.
pub fn marker(text: &str) -> Option<Marker> {
    let (first, mut length) = chain(text)?;
    let mut chains = vec![first];
    while chains.len() < MOST_CHAINS {
        let rest = &text[length..];
        let Some(separator) = rest.chars().next().filter(|c| matches!(c, '・' | '、' | ',' | '~' | '～' | '〜')) else { break };
        let after = &rest[separator.len_utf8()..];
        let blank = usize::from(after.starts_with(' '));
        let Some((next, more)) = chain(&after[blank..]) else { break };
        // `ウ・協働事業`: what follows the dot must be a marker by itself, and one like those before it.
        if !ends(&after[blank + more..], next.last().map(|atom| atom.family)) || !alike(&chains, &next) {
            break;
        }
        if matches!(separator, '~' | '～' | '〜') {
            chains.extend(between(chains.last(), &next));
        }
        length += separator.len_utf8() + blank + more;
        chains.push(next);
    }
    let family = chains.last().and_then(|chain| chain.last()).map(|atom| atom.family);
    let rest = &text[length..];
    if !ends(rest, family) {
        return None;
    }
    // A stop after the marker belongs to it; of a number's it is part already.
    let stop = if matches!(family, Some(Family::Kana | Family::Roman | Family::Kanji)) { rest.chars().next().filter(|c| matches!(c, ':' | '.' | '、' | ')')) } else { None };
    let after = &rest[stop.map_or(0, char::len_utf8)..];
    let tight = stop.is_none() && after.starts_with(is_kanji);
    Some(Marker { chains, length: length + stop.map_or(0, char::len_utf8), tight })
}

/// Chains of one marker share a family: `ア(ア)・(イ)・イ`, not `ア・①`.
fn alike(chains: &[Vec<Atom>], next: &[Atom]) -> bool {
    next.iter().any(|atom| chains.iter().flatten().any(|other| other.family == atom.family))
}

/// The markers that `ア～エ` leaves out.
fn between(from: Option<&Vec<Atom>>, to: &[Atom]) -> Vec<Vec<Atom>> {
    let (Some([from]), [to]) = (from.map(Vec::as_slice), to) else { return vec![] };
    if from.family != Family::Kana || to.family != Family::Kana {
        return vec![];
    }
    (from.rank + 1..to.rank).filter_map(|rank| KANA.chars().nth(rank as usize - 1).map(|kana| vec![Atom { family: Family::Kana, rank, text: kana.to_string() }])).collect()
}

/// One chain: a marker and the markers under it.
fn chain(text: &str) -> Option<(Vec<Atom>, usize)> {
    let (first, mut length) = atom(text)?;
    let mut out = vec![first];
    while let Some((next, more)) = atom(&text[length..]) {
        let opens_anew = matches!(next.family, Family::Kana | Family::DotNumber | Family::ParenNumber | Family::ParenLetter | Family::Roman | Family::Kanji | Family::Block);
        // (2)ア 本庁舎: official documents count ア under (1), and write the two as one.
        let under_number = next.family == Family::Kana && text[length + more..].starts_with([' ', '\n']) && out.last().is_some_and(|open| open.family == Family::BracketNumber);
        if (opens_anew && !under_number) || out.iter().any(|open| open.family == next.family) {
            break;
        }
        length += more;
        out.push(next);
        if out.len() == 3 {
            break;
        }
    }
    Some((out, length))
}

/// `rest` may follow a marker: a bare kana needs a break or a word that is not kana; `(1)` must not be `(1)次`.
fn ends(rest: &str, family: Option<Family>) -> bool {
    let next = rest.chars().next();
    let break_or_stop = next.is_none_or(|c| c.is_whitespace() || matches!(c, '.' | '、' | ':'));
    match family {
        Some(Family::Kana) => match next {
            Some('(') => !rest[1..].starts_with(is_kana) && !rest[1..].starts_with(|c: char| c.is_ascii_digit()),
            Some(')' | '・' | '「' | '『' | '【' | '≪' | '〔') => true,
            Some(c) if is_kanji(c) => !rest.starts_with(['案', '号', '欄']),
            _ => break_or_stop,
        },
        Some(Family::Roman) => break_or_stop || next.is_some_and(|c| is_kanji(c) && !"期種型類級部章節編系群度次者世号案".contains(c)),
        Some(Family::Kanji) => break_or_stop && !rest.trim_start_matches(['、', '.']).starts_with(|c: char| "一二三四五六七八九十".contains(c)),
        Some(_) => !refers(rest) && !counts(rest),
        None => false,
    }
}

/// A sentence that names the marker goes on.
fn refers(rest: &str) -> bool {
    REFERENCES.iter().any(|word| rest.starts_with(word))
}

/// A counter with nothing that would make it a word: `(2)人`, `(2)人が`, but not `(2)人材の育成`.
fn counts(rest: &str) -> bool {
    let mut characters = rest.chars();
    match characters.next() {
        Some('%' | ')') => true,
        Some('次' | '年' | '月' | '日' | '人' | '件' | '回' | '号') => !characters.next().is_some_and(is_kanji),
        _ => false,
    }
}
