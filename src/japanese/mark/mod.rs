//! Mark (評価記号): what stands in rating cells: codes, choices on a printed list, legends.

use crate::japanese::text::Normal;
use regex::Regex;
use rust_decimal::Decimal;
use std::ops::Range;
use std::sync::LazyLock;

/// What a mark looks like; marks of one scale are of one family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// A, S.
    Letter,
    /// 3.
    Number,
    /// ①, Ⅲ.
    CircledNumber,
    /// ◎ ○ △ ×.
    Symbol,
    /// ★★★.
    Stars,
    /// 4.2点.
    Points,
    /// 95%.
    Percent,
    /// 順調.
    Phrase,
}

/// A mark in a rating cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its bytes.
    pub range: Range<usize>,
    /// Folded: ① → 1.
    pub code: String,
    /// What it looks like.
    pub family: Family,
    /// Its number, for stars, points and percents.
    pub value: Option<Decimal>,
    /// Out of how many, where printed (4/5点).
    pub of: Option<Decimal>,
    /// Bytes of its meaning (A.順調に推移している).
    pub meaning: Option<Range<usize>>,
}

static MARK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:(?P<letter>[A-ESa-e][+-]?)|(?P<circled>[①-⑩❶-❿])|(?P<roman>[Ⅰ-Ⅹ])|(?P<symbol>[◎○〇◯△×✕✖▲●☆□◇])|(?P<stars>★{1,5}[☆]{0,4})|(?P<digit>[0-9]))(?:\x20?評価|ランク|判定)?(?:(?:\x20*[.:．：・、=]\x20*|\x20+)(?P<plain>[^\x20].*)|[(（【「](?P<inner>[^)）】」]+)[)）】」])?$").ok()
});
static POINTS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(?P<value>\d{1,3}(?:\.\d+)?)\x20?点?\x20?(?:[/／]\x20?(?P<of>\d{1,3})\x20?点?|[(]?(?P<full>\d{1,3})点(?:満点|中)[)]?)?$").ok());

/// The text is nothing but a mark, perhaps with its meaning.
pub fn whole_mark(text: Normal<'_>) -> Option<Mark> {
    let whole = text.as_str();
    let body = whole.trim();
    let offset = whole.len() - whole.trim_start().len();
    if body.is_empty() || body.chars().count() > 60 || body.contains('\n') {
        return None;
    }
    // 4.2点 is no 4 with a meaning.
    let decimal = body.len() > 2 && body.as_bytes()[0].is_ascii_digit() && body.as_bytes()[1] == b'.' && body.as_bytes()[2].is_ascii_digit();
    if let Some(found) = MARK.as_ref().filter(|_| !decimal).and_then(|pattern| pattern.captures(body)) {
        let meaning = found.name("plain").or(found.name("inner")).map(|part| offset + part.start()..offset + part.end());
        let get = |name: &str| found.name(name);
        let (range, code, family, value) = if let Some(part) = get("letter") {
            // `A 市民` is no mark: a letter and a word need a stop between them, unless the word is short.
            if found.name("plain").is_some_and(|plain| body[part.end()..plain.start()].trim().is_empty() && plain.as_str().chars().count() > 12) {
                return None;
            }
            (part.range(), part.as_str().to_owned(), Family::Letter, None)
        } else if let Some(part) = get("circled") {
            // `① 転入の手続での試行`: a circled number and a space is a marker of an enumeration.
            if found.name("plain").is_some_and(|plain| body[part.end()..plain.start()].trim().is_empty() || plain.as_str().contains(['①', '②', '③'])) {
                return None;
            }
            let character = part.as_str().chars().next()?;
            let number = if character >= '❶' { character as u32 - '❶' as u32 + 1 } else { character as u32 - '①' as u32 + 1 };
            (part.range(), number.to_string(), Family::CircledNumber, None)
        } else if let Some(part) = get("roman") {
            let number = part.as_str().chars().next()? as u32 - 'Ⅰ' as u32;
            let code = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"].get(number as usize)?;
            (part.range(), (*code).to_owned(), Family::CircledNumber, None)
        } else if let Some(part) = get("symbol") {
            if found.name("plain").is_some_and(|plain| plain.as_str().chars().count() > 12 && body[part.end()..plain.start()].trim().is_empty()) {
                return None;
            }
            let code = match part.as_str() {
                "〇" | "◯" => "○",
                "✕" | "✖" => "×",
                other => other,
            };
            (part.range(), code.to_owned(), Family::Symbol, None)
        } else if let Some(part) = get("stars") {
            let count = part.as_str().chars().filter(|c| *c == '★').count();
            (part.range(), part.as_str().to_owned(), Family::Stars, Some(Decimal::from(count as u64)))
        } else {
            let part = get("digit")?;
            if found.name("plain").is_some_and(|plain| body[part.end()..plain.start()].trim().is_empty()) {
                return None;
            }
            (part.range(), part.as_str().to_owned(), Family::Number, part.as_str().parse().ok())
        };
        return Some(Mark { range: offset + range.start..offset + range.end, code, family, value, of: None, meaning });
    }
    let found = POINTS.as_ref().and_then(|pattern| pattern.captures(body))?;
    if !body.contains('点') {
        return None;
    }
    let value: Decimal = found.name("value")?.as_str().parse().ok()?;
    let of = found.name("of").or(found.name("full")).and_then(|part| part.as_str().parse().ok());
    Some(Mark { range: offset..offset + body.len(), code: body.to_owned(), family: Family::Points, value: Some(value), of, meaning: None })
}

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

/// A printed list of options with one marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    /// In the order printed.
    pub options: Vec<Choice>,
}

const EMPTY_BOXES: &str = "□☐○〇◯◇";
const FULL_BOXES: &str = "■☑☒✓✔✅●◉◎レ◆";

/// Reads a printed list of options; `None` if it is none.
pub fn choices(text: Normal<'_>) -> Option<Choices> {
    let whole = text.as_str();
    if whole.chars().count() > 400 {
        return None;
    }
    bracketed(whole).or_else(|| boxed(whole)).or_else(|| circled_among(whole))
}

/// `□拡充 ■継続`, `○拡充 ●継続`, `☑ 継続`.
fn boxed(whole: &str) -> Option<Choices> {
    let mut marks: Vec<(usize, char)> = vec![];
    let mut before = ' ';
    for (at, character) in whole.char_indices() {
        let next = whole[at + character.len_utf8()..].chars().next();
        let word = next.is_some_and(|c| c == ' ' || c.is_alphanumeric());
        let free = before.is_whitespace()
            || matches!(before, '、' | '・' | '/' | '\n' | ')' | ',')
            || EMPTY_BOXES.contains(character)
            || FULL_BOXES.contains(character) && character != 'レ';
        if (EMPTY_BOXES.contains(character) || FULL_BOXES.contains(character)) && word && free {
            marks.push((at, character));
        }
        before = character;
    }
    if marks.len() < 2 || !whole[..marks[0].0].trim().is_empty() {
        return None;
    }
    let boxes = marks.iter().filter(|(_, mark)| "□☐■☑☒".contains(*mark)).count();
    let kinds: Vec<char> = marks.iter().map(|(_, mark)| *mark).collect();
    let mixed = kinds.iter().any(|mark| *mark != kinds[0]);
    // A row of ○ alone is a list of bullets; a row of □ alone is a list of options with none marked.
    if !mixed && boxes == 0 {
        return None;
    }
    let options: Vec<Choice> = marks
        .iter()
        .enumerate()
        .map(|(index, (at, mark))| {
            let start = at + mark.len_utf8();
            let end = marks.get(index + 1).map_or(whole.len(), |next| next.0);
            let raw = &whole[start..end];
            let body = raw.trim_matches([' ', '\n', '、', '・', '/', ',']);
            let from = start + (raw.len() - raw.trim_start_matches([' ', '\n', '、', '・', '/', ',']).len());
            let full = FULL_BOXES.contains(*mark) || (boxes > 0 && boxes < marks.len() && "○〇◯".contains(*mark));
            Choice { range: from..from + body.len(), text: body.to_owned(), marked: full }
        })
        .collect();
    if options.iter().any(|option| option.text.is_empty() || option.text.chars().count() > 30 || option.text.contains('。')) {
        return None;
    }
    Some(Choices { options })
}

/// `( )拡充 (○)継続`, `[x] 継続 [ ] 廃止`.
fn bracketed(whole: &str) -> Option<Choices> {
    static BRACKETS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[(\[]\x20?(?P<mark>[○〇●レ✓✔xX■]?)\x20?[)\]]\x20?").ok());
    let found: Vec<(Range<usize>, bool)> =
        BRACKETS.as_ref()?.captures_iter(whole).filter_map(|found| Some((found.get(0)?.range(), !found.name("mark")?.as_str().is_empty()))).collect();
    if found.len() < 2 || !whole[..found[0].0.start].trim().is_empty() {
        return None;
    }
    let options: Vec<Choice> = found
        .iter()
        .enumerate()
        .map(|(index, (range, marked))| {
            let end = found.get(index + 1).map_or(whole.len(), |next| next.0.start);
            let body = whole[range.end..end].trim();
            Choice { range: range.end..range.end + body.len(), text: body.to_owned(), marked: *marked }
        })
        .collect();
    options.iter().all(|option| !option.text.is_empty() && option.text.chars().count() <= 30).then_some(Choices { options })
}

/// `1 拡充 ②継続 3 縮小`: one number circled among plain ones.
fn circled_among(whole: &str) -> Option<Choices> {
    static NUMBERS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?P<circled>[①-⑨])\x20?|(?:^|[\x20\n])(?P<plain>[1-9])[.\x20]\x20?").ok());
    let found: Vec<(Range<usize>, u32, bool)> = NUMBERS
        .as_ref()?
        .captures_iter(whole)
        .filter_map(|found| {
            let range = found.get(0)?.range();
            match (found.name("circled"), found.name("plain")) {
                (Some(mark), _) => Some((range, mark.as_str().chars().next()? as u32 - '①' as u32 + 1, true)),
                (_, Some(mark)) => Some((range, mark.as_str().parse().ok()?, false)),
                _ => None,
            }
        })
        .collect();
    let circled = found.iter().filter(|mark| mark.2).count();
    let counts_on = found.iter().enumerate().all(|(index, mark)| mark.1 as usize == index + 1);
    if found.len() < 3 || circled != 1 || !counts_on || !whole[..found[0].0.start].trim().is_empty() {
        return None;
    }
    let options = found
        .iter()
        .enumerate()
        .map(|(index, (range, _, marked))| {
            let end = found.get(index + 1).map_or(whole.len(), |next| next.0.start);
            let body = whole[range.end..end].trim();
            Choice { range: range.end..range.end + body.len(), text: body.to_owned(), marked: *marked }
        })
        .collect::<Vec<_>>();
    options.iter().all(|option| !option.text.is_empty() && option.text.chars().count() <= 30).then_some(Choices { options })
}

/// Which end of a legend is best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Polarity {
    /// The first member.
    FirstIsBest,
    /// The last.
    FirstIsWorst,
    /// The words do not tell.
    Unknown,
}

/// A member of a legend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegendMember {
    /// Folded.
    pub code: String,
    /// As printed.
    pub raw: String,
    /// What it means.
    pub meaning: Option<String>,
}

/// A legend (凡例): what the codes of a scale mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Legend {
    /// In the order printed.
    pub members: Vec<LegendMember>,
    /// Which end is best.
    pub polarity: Polarity,
}

static MEMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?P<open>^|[\s(（、,，/／「【『:：。;；・])(?P<code>[A-ES]|[①-⑩]|[Ⅰ-Ⅹ]|[◎○〇△×▲●☆]|★{1,5}|[0-9])\x20?(?:[:：=＝]|…+|‥+|・・+|→|\x20-\x20|(?P<bracket>[(（]))\x20?")
        .ok()
});

/// Reads a legend: at least two members with their meanings.
pub fn legend(text: Normal<'_>) -> Option<Legend> {
    let whole = text.as_str();
    let pattern = MEMBER.as_ref()?;
    let mut found: Vec<(Range<usize>, String, bool)> = vec![];
    let mut from = 0;
    while let Some(next) = pattern.captures_at(whole, from) {
        let (Some(all), Some(code)) = (next.get(0), next.name("code")) else { break };
        found.push((code.start()..all.end(), code.as_str().to_owned(), next.name("bracket").is_some()));
        from = all.end().max(from + 1);
        while from < whole.len() && !whole.is_char_boundary(from) {
            from += 1;
        }
        if from >= whole.len() {
            break;
        }
    }
    if found.len() < 2 {
        return None;
    }
    let mut members: Vec<LegendMember> = vec![];
    for (index, (range, code, bracket)) in found.iter().enumerate() {
        let end = found.get(index + 1).map_or(whole.len(), |next| next.0.start);
        let mut meaning = whole[range.end..end].trim();
        meaning = meaning.trim_end_matches([' ', '、', ',', '/', '／', '」', '「', '】', '。', ';', '・', '\n', '(', '（']);
        if *bracket || meaning.matches(')').count() > meaning.matches('(').count() {
            meaning = meaning.trim_end_matches([')', '）']);
        }
        if meaning.is_empty() || meaning.chars().count() > 80 || members.iter().any(|member| member.raw == *code) {
            return None;
        }
        let folded = whole_mark(crate::japanese::text::Text::new(code).normal()).map_or(code.clone(), |mark| mark.code);
        members.push(LegendMember { code: folded, raw: code.clone(), meaning: Some(meaning.lines().next().unwrap_or(meaning).trim().to_owned()) });
    }
    let families: Vec<Option<Family>> = members.iter().map(|member| whole_mark(crate::japanese::text::Text::new(&member.raw).normal()).map(|mark| mark.family)).collect();
    if families.iter().any(|family| family.is_none() || *family != families[0]) {
        return None;
    }
    let polarity = polarity(&members);
    Some(Legend { members, polarity })
}

const GOOD: [&str; 18] =
    ["達成", "順調", "高い", "高く", "良", "十分", "優", "計画以上", "予定以上", "目標以上", "上回", "有効", "適切", "妥当", "計画どおり", "計画通り", "完了", "成果が上"];
const BAD: [&str; 18] =
    ["未達成", "未達", "遅れ", "低い", "低く", "悪", "不十分", "劣", "下回", "未満", "できな", "未着手", "見直", "要改善", "不適切", "至らな", "停滞", "上がっていない"];

/// By the words of the first and the last meaning.
pub fn polarity(members: &[LegendMember]) -> Polarity {
    let score = |member: Option<&LegendMember>| -> i32 {
        let Some(meaning) = member.and_then(|member| member.meaning.as_deref()) else { return 0 };
        let bad = BAD.iter().any(|word| meaning.contains(word));
        let good = GOOD.iter().any(|word| meaning.contains(word)) && !bad;
        let share = meaning.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).filter_map(|part| part.parse::<i32>().ok()).next();
        match (good, bad, share) {
            (_, true, _) => -1,
            (true, _, _) => 1,
            (_, _, Some(_)) if meaning.contains("以上") && !meaning.contains("未満") => 1,
            _ => 0,
        }
    };
    match (score(members.first()), score(members.last())) {
        (first, last) if first > last => Polarity::FirstIsBest,
        (first, last) if first < last => Polarity::FirstIsWorst,
        _ => Polarity::Unknown,
    }
}
