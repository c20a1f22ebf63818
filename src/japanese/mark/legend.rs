//! Legend (凡例): what the codes of a scale mean.

use super::phrase::is_scale_phrase;
use super::polarity::{Polarity, polarity};
use super::whole_mark;
use crate::japanese::number::whole_value;
use crate::japanese::text::{Normal, Text};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

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
    Regex::new(
        r"(?:^|[\s()（）、,/／「【】『』:：。;；・※])(?P<code>[A-ES]|[a-e]|[①-⑩]|[Ⅰ-Ⅹ]|[◎○〇◯△×✕▲●☆]|★{1,5}|[0-9])(?:点\x20?[:：=＝]|\x20?(?:[:：=＝]|…+|‥+|・・+|→|\x20-\x20|(?P<bracket>[(（])|(?P<stop>[.．])))\x20?",
    )
    .ok()
});

/// A meaning is never longer.
const LONGEST_MEANING: usize = 80;

/// Reads a legend: at least two members with their meanings.
pub fn legend(text: Normal<'_>) -> Option<Legend> {
    let whole = text.as_str();
    let members = stopped(whole).or_else(|| close_set(whole))?;
    if members.iter().any(|member| member.meaning.as_deref().is_some_and(is_count)) {
        return None;
    }
    let family = |member: &LegendMember| whole_mark(Text::new(&member.raw).normal()).map(|mark| mark.family);
    let first = family(members.first()?)?;
    if members.iter().any(|member| family(member) != Some(first)) {
        return None;
    }
    Some(Legend { polarity: polarity(&members), members })
}

/// 3, 12件: how often, and no meaning; 16点以上 and 100% are what a code stands for.
fn is_count(meaning: &str) -> bool {
    let counted = |unit: &str| ["件", "項目", "事業", "施策", "取組", "個"].contains(&unit);
    whole_value(Text::new(meaning).normal()).is_some_and(|count| count.bound.is_none() && count.upper.is_none() && count.unit.as_deref().is_none_or(counted))
}

/// `S:0、A:3、B:4`: codes and how often each was given, and nothing else.
pub fn counts_codes(whole: &str) -> bool {
    let members = stopped(whole).unwrap_or_default();
    members.len() >= 2 && members.iter().all(|member| member.meaning.as_deref().is_some_and(is_count))
}

/// One more member; `None` if its code stands already.
fn push(members: &mut Vec<LegendMember>, raw: &str, meaning: &str) -> Option<()> {
    if meaning.is_empty() || meaning.chars().nth(LONGEST_MEANING).is_some() || members.iter().any(|member| member.raw == raw) {
        return None;
    }
    let code = whole_mark(Text::new(raw).normal()).map_or_else(|| raw.to_owned(), |mark| mark.code);
    members.push(LegendMember { code, raw: raw.to_owned(), meaning: Some(meaning.to_owned()) });
    Some(())
}

/// `A：達成 B：概ね達成`, `A（達成）、B（概ね達成）`: something sets each code off from its meaning.
fn stopped(whole: &str) -> Option<Vec<LegendMember>> {
    let mut stops = 0;
    let found: Vec<(Range<usize>, &str, bool)> = MEMBER
        .as_ref()?
        .captures_iter(whole)
        .filter_map(|found| {
            // `A.順調` is a member; a number and a stop is a deed in a list, or 5.0.
            let code = found.name("code").filter(|code| found.name("stop").is_none() || code.as_str().starts_with(|c: char| c.is_ascii_alphabetic()))?;
            stops += usize::from(found.name("stop").is_some());
            Some((code.start()..found.get(0)?.end(), code.as_str(), found.name("bracket").is_some()))
        })
        .collect();
    if found.len() < 2 || stops > 0 && (stops < 3 || stops < found.len()) {
        return None;
    }
    let mut members = vec![];
    for (index, (range, code, bracket)) in found.iter().enumerate() {
        let end = found.get(index + 1).map_or(whole.len(), |next| next.0.start);
        let mut meaning = whole[range.end..end].trim();
        meaning = meaning.trim_end_matches([' ', '、', ',', '/', '／', '」', '「', '【', '】', '『', '』', '。', ';', '・', '※', '\n', '(', '（']);
        if *bracket || meaning.matches(')').count() > meaning.matches('(').count() {
            meaning = meaning.trim_end_matches([')', '）']);
        }
        push(&mut members, code, meaning.lines().next().unwrap_or(meaning).trim())?;
    }
    Some(members)
}

/// Headings that may stand before a legend: `【凡例】`, `(評価区分)`, `※`.
fn headless(whole: &str) -> &str {
    let mut rest = whole.trim_start_matches(['※', ' ', '\n']);
    for (open, close) in [('【', '】'), ('(', ')'), ('〔', '〕'), ('<', '>')] {
        if let Some(inner) = rest.strip_prefix(open)
            && let Some(end) = inner.char_indices().take(12).find(|(_, c)| *c == close).map(|(at, _)| at)
        {
            rest = inner[end + close.len_utf8()..].trim_start();
        }
    }
    rest
}

/// `◎達成 ○概ね達成 ×未達成`: nothing sets them off, so that every meaning must be a word of a scale.
fn close_set(whole: &str) -> Option<Vec<LegendMember>> {
    let mut members = vec![];
    let mut pending: Option<char> = None;
    let body = headless(whole);
    let body = body.strip_prefix('(').and_then(|inner| inner.trim_end().strip_suffix(')')).unwrap_or(body);
    for part in body.split([' ', '\n', '、', ',', '/', '／', ';']).filter(|part| !part.is_empty()) {
        let (code, meaning) = match pending.take() {
            Some(code) => (code, part),
            None => {
                let code = part.chars().next().filter(|c| matches!(c, '◎' | '○' | '〇' | '◯' | '△' | '×' | '✕' | '▲' | '☆' | '①'..='⑩' | 'Ⅰ'..='Ⅹ' | 'A'..='E' | 'S'))?;
                (code, &part[code.len_utf8()..])
            }
        };
        if meaning.is_empty() {
            pending = Some(code);
            continue;
        }
        if !is_scale_phrase(meaning) {
            return None;
        }
        push(&mut members, code.encode_utf8(&mut [0; 4]), meaning)?;
    }
    (members.len() >= 2 && pending.is_none()).then_some(members)
}

#[cfg(test)]
mod tests {
    use super::super::Family;
    use super::*;

    #[test]
    fn letters_with_a_stop_are_members() {
        let meanings = |text: &str| legend(Text::new(text).normal()).map(|found| found.members.into_iter().filter_map(|member| member.meaning).collect::<Vec<_>>());
        let expected = ["無駄がない", "工夫の余地がある", "無駄が多い"].map(str::to_owned).to_vec();
        assert_eq!(meanings("Ａ．無駄がない　Ｂ．工夫の余地がある　Ｃ．無駄が多い"), Some(expected.clone()));
        assert_eq!(meanings("効率性　A.無駄がない　B.工夫の余地がある　C.無駄が多い"), Some(expected));
        assert_eq!(meanings("A：5.0以上 B：3.0以上5.0未満 C：3.0未満"), Some(["5.0以上", "3.0以上5.0未満", "3.0未満"].map(str::to_owned).to_vec()));
    }

    #[test]
    fn members_of_two_families_or_twice_the_same_code_are_no_legend() {
        for none in
            ["A：達成 ①：未達成", "A：達成 A：未達成", "○達成", "①研修の実施 ②窓口の設置", "◎達成 担当課", "Q.使えますか。 A.使えます。", "1.講座の開催 2.研修の実施 3.相談の受付"]
        {
            assert_eq!(legend(Text::new(none).normal()), None, "{none}");
        }
        let families: Vec<Option<Family>> = ["A", "①", "×"].iter().map(|raw| whole_mark(Text::new(raw).normal()).map(|mark| mark.family)).collect();
        assert_eq!(families, [Some(Family::Letter), Some(Family::CircledNumber), Some(Family::Symbol)]);
    }
}
