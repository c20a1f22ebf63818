//! Whole mark (記号だけの欄): a cell that is nothing but a mark, perhaps with its meaning.

use super::{Family, Mark};
use crate::japanese::text::Normal;
use regex::{Captures, Regex};
use rust_decimal::Decimal;
use std::sync::LazyLock;

static MARK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:(?P<letter>[A-ESa-e][+-]?)|(?P<circled>[①-⑩❶-❿])|(?P<roman>[Ⅰ-Ⅹ])|(?P<symbol>[◎○〇◯△×✕✖▲●☆□◇])|(?P<stars>★{1,5}[☆]{0,4})|(?P<digit>[0-9]))(?:\x20?評価|ランク|判定)?(?:(?:\x20*[.:．：・、=]\x20*|\x20+)(?P<plain>[^\x20].*)|[(（【「](?P<inner>[^)）】」]+)[)）】」])?$").ok()
});
static POINTS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(?P<value>\d{1,3}(?:\.\d+)?)\x20?点?\x20?(?:[/／]\x20?(?P<of>\d{1,3})\x20?点?|[(]?(?P<full>\d{1,3})点(?:満点|中)[)]?)?$").ok());
static PERCENT: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^(?P<value>\d{1,4}(?:\.\d+)?)\x20?%$").ok());

/// Longer texts are sentences, whatever they begin with.
const LONGEST: usize = 60;

/// A letter or symbol with a space and more than this is a noun phrase (`A 市民…`), not a mark with its meaning.
const LONGEST_AFTER_SPACE: usize = 12;

/// Roman numerals as a code folds them.
const ROMAN: [&str; 10] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"];

/// The text is nothing but a mark, perhaps with its meaning.
pub fn whole_mark(text: Normal<'_>) -> Option<Mark> {
    let whole = text.as_str();
    let body = whole.trim();
    let offset = whole.len() - whole.trim_start().len();
    if body.is_empty() || body.chars().nth(LONGEST).is_some() || body.contains('\n') {
        return None;
    }
    // 4.2点 is no 4 with a meaning.
    let bytes = body.as_bytes();
    let decimal = bytes.len() > 2 && bytes[0].is_ascii_digit() && bytes[1] == b'.' && bytes[2].is_ascii_digit();
    let found = MARK.as_ref().filter(|_| !decimal).and_then(|pattern| pattern.captures(body));
    match found {
        Some(found) => coded(&found, body, offset),
        None => measured(body, offset),
    }
}

/// A code, perhaps with its meaning.
fn coded(found: &Captures<'_>, body: &str, offset: usize) -> Option<Mark> {
    let plain = found.name("plain");
    let meaning = plain.or(found.name("inner")).map(|part| offset + part.start()..offset + part.end());
    let names = ["letter", "circled", "roman", "symbol", "stars", "digit"];
    let (name, part) = names.into_iter().find_map(|name| Some((name, found.name(name)?)))?;
    // Between a code and its meaning stands no stop, only a space.
    let spaced = plain.filter(|plain| body[part.end()..plain.start()].trim().is_empty());
    let long = spaced.is_some_and(|plain| plain.as_str().chars().nth(LONGEST_AFTER_SPACE).is_some());
    let printed = part.as_str();
    let character = printed.chars().next()?;
    let (code, family, value) = match name {
        "letter" if !long => (printed.to_owned(), Family::Letter, None),
        // `① 転入の手続での試行`: a circled number and a space is a marker of an enumeration.
        "circled" if spaced.is_none() && !plain.is_some_and(|plain| plain.as_str().contains(['①', '②', '③'])) => {
            let first = if character >= '❶' { '❶' } else { '①' };
            ((character as u32 - first as u32 + 1).to_string(), Family::CircledNumber, None)
        }
        "roman" => ((*ROMAN.get((character as u32 - 'Ⅰ' as u32) as usize)?).to_owned(), Family::CircledNumber, None),
        "symbol" if !long => (folded_symbol(printed).to_owned(), Family::Symbol, None),
        "stars" => (printed.to_owned(), Family::Stars, Some(Decimal::from(printed.chars().filter(|star| *star == '★').count() as u64))),
        "digit" if spaced.is_none() => (printed.to_owned(), Family::Number, printed.parse().ok()),
        _ => return None,
    };
    Some(Mark { range: offset + part.start()..offset + part.end(), code, family, value, of: None, meaning })
}

/// Look-alikes of a symbol as one.
pub fn folded_symbol(printed: &str) -> &str {
    match printed {
        "〇" | "◯" => "○",
        "✕" | "✖" => "×",
        other => other,
    }
}

/// Points and percents.
fn measured(body: &str, offset: usize) -> Option<Mark> {
    let make = |family, value: Decimal, of| Mark { range: offset..offset + body.len(), code: body.to_owned(), family, value: Some(value), of, meaning: None };
    if let Some(found) = PERCENT.as_ref().and_then(|pattern| pattern.captures(body)) {
        return Some(make(Family::Percent, found.name("value")?.as_str().parse().ok()?, None));
    }
    let found = POINTS.as_ref().filter(|_| body.contains('点')).and_then(|pattern| pattern.captures(body))?;
    let of = found.name("of").or(found.name("full")).and_then(|part| part.as_str().parse().ok());
    Some(make(Family::Points, found.name("value")?.as_str().parse().ok()?, of))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::japanese::text::Text;

    #[test]
    fn a_mark_tells_its_family_and_its_number() {
        let read =
            |text: &str| whole_mark(Text::new(text).normal()).map(|mark| (mark.code, mark.family, mark.value.map(|value| value.to_string()), mark.of.map(|of| of.to_string())));
        let number = |text: &str| Some(text.to_owned());
        assert_eq!(read("★★★☆☆"), Some(("★★★☆☆".into(), Family::Stars, number("3"), None)));
        assert_eq!(read("４／５点"), Some(("4/5点".into(), Family::Points, number("4"), number("5"))));
        assert_eq!(read("80点(100点満点)"), Some(("80点(100点満点)".into(), Family::Points, number("80"), number("100"))));
        assert_eq!(read("98.5％"), Some(("98.5%".into(), Family::Percent, number("98.5"), None)));
        assert_eq!(read("Ⅳ"), Some(("IV".into(), Family::CircledNumber, None, None)));
    }
}
