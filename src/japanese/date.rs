//! Time (時期): dates, fiscal years and ranges in running text and headers.
//!
//! A fiscal year (年度) Y runs from Y-04-01 to Y+1-03-31 (地方自治法第208条). Years printed without an era take the document's
//! ([`Setting`]), never today's.

pub use crate::japanese::era::{Date, Era, era_of};
use crate::japanese::text::Normal;
use regex::Regex;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Where a year's era came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Basis {
    /// Printed beside it.
    Printed,
    /// From the document.
    Inferred,
    /// A western year.
    Western,
    /// No year was told.
    None,
}

/// A time told in text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// Bytes of the text it was read from.
    pub range: Range<usize>,
    /// Fiscal years it names.
    pub fiscal_years: Vec<i32>,
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
    /// The day a state is told for (24年3月末).
    pub as_of: Option<Date>,
    /// Where the era came from.
    pub era: Basis,
    /// It goes on (18年4月～, 平成27年度以降).
    pub open: bool,
    /// Why it cannot be.
    pub problem: Option<String>,
}

/// The document's context for years without an era.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Setting {
    /// The era the document makes plain.
    pub era: Option<Era>,
    /// Its main fiscal year.
    pub fiscal_year: Option<i32>,
    /// The evidence, in words.
    pub evidence: Vec<String>,
}

impl Setting {
    /// Counts eras printed in the document; the one printed most near years wins.
    pub fn infer<'a>(texts: impl Iterator<Item = Normal<'a>>) -> Setting {
        let mut counts: BTreeMap<Era, usize> = BTreeMap::new();
        let mut years: BTreeMap<i32, usize> = BTreeMap::new();
        let mut bare: Vec<u32> = vec![];
        // With an era lent to it, every bare year becomes visible; what the era is stays open.
        let probe = Setting { era: Some(Era::Heisei), ..Setting::default() };
        for text in texts {
            if !text.contains('年') && !text.bytes().any(|b| matches!(b, b'H' | b'R' | b'S' | b'h' | b'r')) {
                continue;
            }
            for period in periods(text, &probe) {
                let year = period.fiscal_years.first().copied().or(period.start.or(period.as_of).map(|date| date.year));
                if period.era == Basis::Inferred {
                    bare.extend(year.and_then(|year| u32::try_from(year + 1 - Era::Heisei.base()).ok()));
                    continue;
                }
                if period.era == Basis::Printed {
                    let printed = &text.as_str()[period.range.clone()];
                    if let Some(era) = Era::ALL.into_iter().find(|era| printed.starts_with(era.name()) || printed.starts_with(era.letter()) || printed.starts_with(era.ligature()))
                    {
                        *counts.entry(era).or_insert(0) += 1;
                    }
                }
                for year in &period.fiscal_years {
                    *years.entry(*year).or_insert(0) += 1;
                }
            }
        }
        let best = counts.iter().max_by_key(|(era, count)| (**count, **era));
        let fiscal_year = years.iter().max_by_key(|(year, count)| (**count, **year)).map(|(year, _)| *year);
        let mut evidence: Vec<String> = counts.iter().map(|(era, count)| format!("{} {count}回", era.name())).collect();
        let era = best.map(|(era, _)| *era).or_else(|| {
            let era = era_by_range(&bare)?;
            evidence.push(format!("元号の印字なし、年は{}～{}のみ", bare.iter().min()?, bare.iter().max()?));
            Some(era)
        });
        Setting { era, fiscal_year, evidence }
    }

    fn year(&self, number: u32) -> (Option<i32>, Basis) {
        if number >= 1868 {
            return (Some(number as i32), Basis::Western);
        }
        // No era printed and none plain: two-digit years of evaluations (which began in 1996) from 8 on are 平成, but that is a guess: none.
        (self.era.and_then(|era| era.western(number)), Basis::Inferred)
    }
}

/// Last year of 令和 that an evaluation in hand can speak of as past or near: a constant of this version, not a clock.
const KNOWN_REIWA: u32 = 10;

/// The era of bare years where none is printed: 行政評価 began in 平成8年 (三重県, 1996), so smaller years are 令和; years over
/// [`KNOWN_REIWA`] are 平成; what lies between is not decided.
fn era_by_range(bare: &[u32]) -> Option<Era> {
    let most = *bare.iter().max()?;
    match most {
        most if most > 31 => None,
        most if most > KNOWN_REIWA => Some(Era::Heisei),
        most if most < 8 => Some(Era::Reiwa),
        _ => None,
    }
}

/// A part of a fiscal year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// 上半期, 4–9月.
    FirstHalf,
    /// 下半期, 10–3月.
    SecondHalf,
    /// 第n四半期.
    Quarter(u8),
    /// n～m月.
    Months(u8, u8),
    /// 年度末.
    YearEnd,
    /// 年度当初.
    YearStart,
}

const ERA: &str = "(?:明治|大正|昭和|平成|令和|[㍾㍽㍼㍻㋿]|[MTSHRmtshr])";

static PATTERN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let tilde = "(?:～|〜|~|－|-|―|–|から|より|→)";
    let year = format!("(?:(?P<e>{ERA})[\\x20.]?)?(?P<y>\\d{{1,4}}|元)");
    let second = format!("(?:(?P<e2>{ERA})[\\x20.]?)?(?P<y2>\\d{{1,4}}|元)");
    Regex::new(&format!(
        "(?x)
        (?P<fyrange> {year} (?:年度|年)? (?:\\([^()]{{1,8}}\\))? \\x20? {tilde} \\x20? {second} \\x20? 年度 )
        | (?P<fylist> {y3} (?:年度|年)? (?: \\x20?(?:[、,・]|及び|と)\\x20? (?:{ERA})?(?:\\d{{1,4}}|元) (?:年度|年)? ){{1,6}} )
        | (?P<fy> {y4} \\x20? 年度 )
        | (?P<full> {y5} \\x20? 年 \\x20? (?P<m5>\\d{{1,2}}) \\x20? 月 \\x20? (?P<d5>\\d{{1,2}}) \\x20? 日 )
        | (?P<dot> (?P<e6>{ERA})\\x20?(?P<y6>\\d{{1,2}}|元)[./](?P<m6>\\d{{1,2}}) (?:[./](?P<d6>\\d{{1,2}}))? )
        | (?P<west> (?P<y7>(?:19|20)\\d\\d)[./-](?P<m7>\\d{{1,2}}) (?:[./-](?P<d7>\\d{{1,2}}))? )
        | (?P<month> {y8} \\x20? 年 \\x20? (?P<m8>\\d{{1,2}}) \\x20? (?: {tilde} \\x20? (?P<n8>\\d{{1,2}}) \\x20? )? 月 )
        | (?P<year> {y9} \\x20? 年 )
        | (?P<short> (?P<ea>{ERA}) (?P<ya>\\d{{1,2}}|元) (?: {tilde} (?P<eb>{ERA})?(?P<yb>\\d{{1,2}}) )? )
        | (?P<mon> (?P<mb>\\d{{1,2}}) \\x20? (?: {tilde} \\x20? (?P<nb>\\d{{1,2}}) \\x20? )? 月 (?:\\x20?(?P<db>\\d{{1,2}}) \\x20? 日)? )
        ",
        y3 = format!("(?:(?P<e3>{ERA})[\\x20.]?)?(?P<y3>\\d{{1,4}}|元)"),
        y4 = format!("(?:(?P<e4>{ERA})[\\x20.]?)?(?P<y4>\\d{{1,4}}|元)"),
        y5 = format!("(?:(?P<e5>{ERA})[\\x20.]?)?(?P<y5>\\d{{1,4}}|元)"),
        y8 = format!("(?:(?P<e8>{ERA})[\\x20.]?)?(?P<y8>\\d{{1,4}}|元)"),
        y9 = format!("(?:(?P<e9>{ERA})[\\x20.]?)?(?P<y9>\\d{{1,4}}|元)"),
    ))
    .ok()
});

/// Every time told in a running text, in order.
pub fn periods(text: Normal<'_>, setting: &Setting) -> Vec<Period> {
    let mut out = vec![];
    let Some(pattern) = PATTERN.as_ref() else { return out };
    if !text.bytes().any(|byte| byte.is_ascii_digit()) && !text.contains('元') {
        return out;
    }
    let whole = text.as_str();
    let mut from = 0;
    while let Some(found) = pattern.captures_at(whole, from) {
        let Some(all) = found.get(0) else { break };
        from = all.end().max(from + 1);
        while from < whole.len() && !whole.is_char_boundary(from) {
            from += 1;
        }
        if bad_border(whole, all.start(), all.end(), &found) {
            // A shorter reading may begin inside.
            let mut next = all.start() + 1;
            while next < whole.len() && !whole.is_char_boundary(next) {
                next += 1;
            }
            // Digits of the same number do not begin a new one.
            while next < whole.len() && whole.as_bytes()[next].is_ascii_digit() && whole.as_bytes()[next - 1].is_ascii_digit() {
                next += 1;
            }
            from = next;
            continue;
        }
        if let Some(mut period) = read(&found, whole, setting) {
            period.range = all.range();
            extend(&mut period, whole, setting);
            from = period.range.end.max(from);
            out.push(period);
        }
        if from > whole.len() {
            break;
        }
    }
    out
}

/// What stands before or after makes it something else: `5年間`, `3年目`, `24時間`, `第2回`, `NH12`.
fn bad_border(whole: &str, start: usize, end: usize, found: &regex::Captures<'_>) -> bool {
    let before = whole[..start].chars().next_back();
    let after = &whole[end..];
    let text = &whole[start..end];
    let letter = text.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
    if letter && before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '-') {
        return true;
    }
    if before.is_some_and(|c| c.is_ascii_digit() || c == '.' || c == ',') && text.chars().next().is_some_and(|c| c.is_ascii_digit()) {
        return true;
    }
    if before == Some('第') || before == Some('約') {
        return true;
    }
    if found.name("year").is_some() {
        if ["間", "目", "生", "以上", "以内", "未満", "ごと", "毎", "程度", "ぶり", "連続", "余", "半", "後", "前", "に1", "分", "会"].iter().any(|word| after.starts_with(word))
        {
            return true;
        }
        // A bare one-digit year without era is a length.
        if text.chars().count() <= 3 && text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().filter(char::is_ascii_digit).count() == 1 {
            return true;
        }
    }
    if found.name("mon").is_some() && ["間", "分", "額", "謝", "例", "次"].iter().any(|word| after.starts_with(word)) {
        return true;
    }
    if found.name("short").is_some() && after.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '階' | '棟' | '号' | '系' | '造' | '番')) {
        return true;
    }
    if found.name("short").is_some() && text.starts_with(['M', 'T', 'm', 't', 's', 'h', 'r', 'S']) && text.chars().count() <= 2 {
        return true;
    }
    if found.name("dot").is_some() && after.starts_with('%') {
        return true;
    }
    false
}

fn number(text: &str) -> Option<u32> {
    if text == "元" { Some(1) } else { text.parse().ok() }
}

fn era_named(text: &str) -> Option<Era> {
    let first = text.chars().next()?;
    Era::ALL.into_iter().find(|era| text == era.name() || first.to_ascii_uppercase() == era.letter() || first == era.ligature())
}

/// A year with its era, or with the era of the one before it, or with the document's.
fn year_of(era: Option<&str>, year: &str, follow: Option<Era>, setting: &Setting) -> (Option<i32>, Basis, Option<String>, Option<Era>) {
    let Some(value) = number(year) else { return (None, Basis::None, None, None) };
    if let Some(era) = era.and_then(era_named) {
        let western = era.western(value);
        let problem = western.is_none().then(|| format!("{}{value}年 is no year", era.name()));
        return (western, Basis::Printed, problem, Some(era));
    }
    if let Some(era) = follow
        && value < 100
    {
        return (era.western(value), Basis::Printed, None, Some(era));
    }
    if (100..1868).contains(&value) || value > 2100 {
        return (None, Basis::None, None, None);
    }
    if year == "元" && setting.era.is_none() {
        return (None, Basis::None, None, None);
    }
    let (western, basis) = setting.year(value);
    (western, basis, None, None)
}

fn blank() -> Period {
    Period { range: 0..0, fiscal_years: vec![], start: None, end: None, as_of: None, era: Basis::None, open: false, problem: None }
}

fn fiscal(years: Vec<i32>, era: Basis) -> Period {
    let start = years.first().and_then(|year| Date::new(*year, 4, 1));
    let end = years.last().and_then(|year| Date::new(*year + 1, 3, 31));
    Period { fiscal_years: years, start, end, era, ..blank() }
}

fn read(found: &regex::Captures<'_>, whole: &str, setting: &Setting) -> Option<Period> {
    let get = |name: &str| found.name(name).map(|part| part.as_str());
    if get("fyrange").is_some() {
        let (first, basis, problem, era) = year_of(get("e"), get("y")?, None, setting);
        let (last, _, _, _) = year_of(get("e2"), get("y2")?, era, setting);
        let (Some(first), Some(last)) = (first, last) else { return None };
        // `2010～15年度`: the century goes on.
        let last = if last < first && last < 100 { first / 100 * 100 + last } else { last };
        if last < first || last - first > 60 {
            return None;
        }
        return Some(Period { problem, ..fiscal((first..=last).collect(), basis) });
    }
    if let Some(list) = get("fylist") {
        if !list.ends_with("年度") && !list.ends_with('年') {
            return None;
        }
        return list_of(list, list.ends_with("年度"), setting);
    }
    if get("fy").is_some() {
        let (year, basis, problem, _) = year_of(get("e4"), get("y4")?, None, setting);
        let unknown = year.is_none();
        if unknown && basis == Basis::None {
            return None;
        }
        return Some(Period { problem, ..fiscal(year.into_iter().collect(), basis) });
    }
    let day = |year: Option<i32>, basis: Basis, month: &str, day: Option<&str>, problem: Option<String>| -> Option<Period> {
        let month: u8 = month.parse().ok()?;
        let Some(year) = year else { return Some(Period { era: basis, problem, ..blank() }) };
        let day: Option<u8> = day.and_then(|day| day.parse().ok());
        let (start, end) = match day {
            Some(day) => (Date::new(year, month, day), Date::new(year, month, day)),
            None => (Date::new(year, month, 1), Date::month_end(year, month)),
        };
        let problem = problem.or_else(|| start.is_none().then(|| format!("{year}-{month}-{} is no day", day.unwrap_or(1))));
        Some(Period { start, end, era: basis, problem, ..blank() })
    };
    if get("full").is_some() {
        let (year, basis, problem, _) = year_of(get("e5"), get("y5")?, None, setting);
        return day(year, basis, get("m5")?, get("d5"), problem);
    }
    if get("dot").is_some() {
        let (year, basis, problem, _) = year_of(get("e6"), get("y6")?, None, setting);
        return day(year, basis, get("m6")?, get("d6"), problem);
    }
    if get("west").is_some() {
        return day(get("y7")?.parse().ok(), Basis::Western, get("m7")?, get("d7"), None);
    }
    if get("month").is_some() {
        let (year, basis, problem, _) = year_of(get("e8"), get("y8")?, None, setting);
        let first = day(year, basis, get("m8")?, None, problem)?;
        if let (Some(last), Some(year)) = (get("n8"), year) {
            let from: u8 = get("m8")?.parse().ok()?;
            let last: u8 = last.parse().ok()?;
            let end = Date::month_end(if last < from { year + 1 } else { year }, last);
            return Some(Period { end, ..first });
        }
        return Some(first);
    }
    if get("year").is_some() {
        let (year, basis, problem, _) = year_of(get("e9"), get("y9")?, None, setting);
        if year.is_none() && problem.is_none() {
            return None;
        }
        let start = year.and_then(|year| Date::new(year, 1, 1));
        let end = year.and_then(|year| Date::new(year, 12, 31));
        return Some(Period { start, end, era: basis, problem, ..blank() });
    }
    if get("short").is_some() {
        let (year, basis, problem, era) = year_of(get("ea"), get("ya")?, None, setting);
        let first = year?;
        if let Some(last) = get("yb") {
            let (last, _, _, _) = year_of(get("eb"), last, era, setting);
            let last = last.filter(|last| *last >= first && last - first < 60)?;
            return Some(fiscal((first..=last).collect(), basis));
        }
        return Some(Period { problem, ..fiscal(vec![first], basis) });
    }
    if get("mon").is_some() {
        let month: u8 = get("mb")?.parse().ok()?;
        if !(1..=12).contains(&month) {
            return Some(Period { problem: Some(format!("month {month} is no month")), ..blank() });
        }
        let _ = whole;
        return Some(blank());
    }
    None
}

/// 平成23、24年度; 18年・19年.
fn list_of(list: &str, fiscal_list: bool, setting: &Setting) -> Option<Period> {
    let mut years = vec![];
    let mut follow = None;
    let mut basis = Basis::None;
    for part in list.split(['、', ',', '・', 'と']).flat_map(|part| part.split("及び")) {
        let part = part.trim().trim_end_matches("年度").trim_end_matches('年').trim();
        let digits = part.find(|c: char| c.is_ascii_digit() || c == '元')?;
        let era = (digits > 0).then(|| part[..digits].trim());
        let (year, found, _, named) = year_of(era, &part[digits..], follow, setting);
        follow = named.or(follow);
        if basis == Basis::None {
            basis = found;
        }
        years.push(year?);
    }
    if !fiscal_list {
        let start = Date::new(*years.first()?, 1, 1);
        let end = Date::new(*years.last()?, 12, 31);
        return Some(Period { start, end, era: basis, ..blank() });
    }
    if years.windows(2).any(|pair| pair[0] >= pair[1]) {
        return None;
    }
    Some(fiscal(years, basis))
}

/// What follows a time and belongs to it: 末, 末時点, ～, 以降, (令和元年度), ～H23年度.
fn extend(period: &mut Period, whole: &str, setting: &Setting) {
    let mut rest = &whole[period.range.end..];
    // 平成31年度(令和元年度) is one time told twice.
    if let Some(inner) = rest.strip_prefix('(').and_then(|inner| inner.find(')').map(|end| &inner[..end]))
        && inner.chars().count() <= 14
        && (inner.ends_with("年度") || inner.ends_with('年'))
        && let Some(pattern) = PATTERN.as_ref()
        && let Some(found) = pattern.captures(inner)
        && let Some(again) = read(&found, inner, setting)
        && ((!again.fiscal_years.is_empty() && again.fiscal_years == period.fiscal_years) || (again.start.is_some() && again.start == period.start))
    {
        period.range.end += inner.len() + 2;
        rest = &whole[period.range.end..];
    }
    // A second time after a wave dash: 平成18年4月～平成19年3月, H17年度～H21年度.
    let after_blank = rest.trim_start_matches(' ');
    let tilde = ["～", "〜", "~", "から", "－", "→"].into_iter().find(|tilde| after_blank.starts_with(tilde));
    if let Some(tilde) = tilde {
        let offset = rest.len() - after_blank.len() + tilde.len();
        let tail = rest[offset..].trim_start_matches(' ');
        let skipped = rest[offset..].len() - tail.len();
        if let Some(pattern) = PATTERN.as_ref()
            && let Some(found) = pattern.captures(tail)
            && let Some(all) = found.get(0)
            && all.start() == 0
            && !bad_border(tail, 0, all.end(), &found)
            && let Some(second) = until(&found, tail, period, setting)
        {
            if !period.fiscal_years.is_empty() && !second.fiscal_years.is_empty() {
                let (first, last) = (period.fiscal_years[0], second.fiscal_years[second.fiscal_years.len() - 1]);
                if last >= first && last - first < 60 {
                    period.fiscal_years = (first..=last).collect();
                }
            }
            if second.end >= period.start {
                period.end = second.end.or(second.as_of);
                period.range.end += offset + skipped + all.end();
                let rest = &whole[period.range.end..];
                if let Some(found) = ["年度", "年"].iter().find(|word| rest.starts_with(**word)) {
                    period.range.end += found.len();
                }
                return;
            }
        } else if tilde != "から" && tilde != "→" && tilde != "－" {
            let next = tail.chars().next();
            if next.is_none_or(|c| matches!(c, ')' | '）' | '」' | '、' | '。' | ' ' | '】')) || !next.is_some_and(|c| c.is_ascii_digit()) {
                period.range.end += rest.len() - after_blank.len() + tilde.len();
                period.open = true;
                period.end = None;
                return;
            }
        }
    }
    for word in ["以降", "以後"] {
        if rest.starts_with(word) {
            period.range.end += word.len();
            period.open = true;
            period.end = None;
            return;
        }
    }
    for word in ["末時点", "末現在", "末日", "末まで", "末"] {
        if rest.starts_with(word) && (period.end.is_some()) {
            period.range.end += if word == "末まで" { "末".len() } else { word.len() };
            period.as_of = period.end;
            (period.start, period.end) = (None, None);
            period.fiscal_years = vec![];
            return;
        }
    }
    for word in ["時点", "現在"] {
        if rest.starts_with(word) && period.end.is_some() {
            period.range.end += word.len();
            period.as_of = period.end;
            (period.start, period.end) = (None, None);
            period.fiscal_years = vec![];
            return;
        }
    }
    // 平成25年度上半期.
    for (word, part) in PARTS {
        let blank = rest.len() - rest.trim_start_matches(' ').len();
        if rest.trim_start_matches(' ').starts_with(word) && !period.fiscal_years.is_empty() {
            let range = period.range.start..period.range.end + blank + word.len();
            *period = period.narrowed(&part);
            period.range = range;
            return;
        }
    }
}

/// The second time of a range; a bare month or year takes what is missing from the first.
fn until(found: &regex::Captures<'_>, tail: &str, first: &Period, setting: &Setting) -> Option<Period> {
    if found.name("mon").is_some() {
        let start = first.start?;
        let month: u8 = found.name("mb")?.as_str().parse().ok()?;
        let year = if month < start.month { start.year + 1 } else { start.year };
        let end = match found.name("db").and_then(|day| day.as_str().parse().ok()) {
            Some(day) => Date::new(year, month, day),
            None => Date::month_end(year, month),
        };
        return Some(Period { end, ..blank() });
    }
    let mut second = read(found, tail, setting)?;
    if second.era == Basis::Inferred && first.era == Basis::Printed {
        // 平成18年4月～20年3月: the era goes on.
        let shift = Setting { era: first.start.and_then(era_of).map(|(era, _)| era), ..Setting::default() };
        second = read(found, tail, &shift).unwrap_or(second);
    }
    Some(second)
}

const PARTS: [(&str, Part); 14] = [
    ("上半期", Part::FirstHalf),
    ("下半期", Part::SecondHalf),
    ("上期", Part::FirstHalf),
    ("下期", Part::SecondHalf),
    ("前半期", Part::FirstHalf),
    ("後半期", Part::SecondHalf),
    ("前半", Part::FirstHalf),
    ("後半", Part::SecondHalf),
    ("前期", Part::FirstHalf),
    ("後期", Part::SecondHalf),
    ("第1四半期", Part::Quarter(1)),
    ("第2四半期", Part::Quarter(2)),
    ("第3四半期", Part::Quarter(3)),
    ("第4四半期", Part::Quarter(4)),
];

/// The text says nothing but a part of a year.
pub fn whole_part(text: Normal<'_>) -> Option<Part> {
    let closed: String = text.as_str().chars().filter(|c| !c.is_whitespace()).collect();
    let mut rest = closed.trim_matches(['(', ')', '【', '】', '[', ']']);
    let mut part = None;
    for (word, found) in PARTS {
        if let Some(after) = rest.strip_prefix(word) {
            part = Some(found);
            rest = after;
            break;
        }
    }
    rest = rest.trim_matches(['(', ')']);
    if rest.is_empty() {
        return part;
    }
    if part.is_none() {
        match rest {
            "年度末" => return Some(Part::YearEnd),
            "当初" | "年度当初" => return Some(Part::YearStart),
            _ => {}
        }
    }
    let months = rest.strip_suffix('月')?;
    let (from, to) = ["～", "〜", "~", "-", "－", "から"].into_iter().find_map(|tilde| months.split_once(tilde))?;
    let from: u8 = from.trim_end_matches('月').parse().ok()?;
    let to: u8 = to.parse().ok()?;
    if !(1..=12).contains(&from) || !(1..=12).contains(&to) {
        return None;
    }
    Some(match (part, from, to) {
        (Some(part), _, _) => part,
        (None, 4, 9) => Part::FirstHalf,
        (None, 10, 3) => Part::SecondHalf,
        (None, from, to) => Part::Months(from, to),
    })
}

impl Period {
    /// The part of its fiscal year.
    pub fn narrowed(&self, part: &Part) -> Period {
        let Some(year) = self.fiscal_years.first().copied() else { return self.clone() };
        let month = |month: u8| if month >= 4 { year } else { year + 1 };
        let span = |from: u8, to: u8| (Date::new(month(from), from, 1), Date::month_end(month(to), to));
        let (start, end) = match part {
            Part::FirstHalf => span(4, 9),
            Part::SecondHalf => span(10, 3),
            Part::Quarter(1) => span(4, 6),
            Part::Quarter(2) => span(7, 9),
            Part::Quarter(3) => span(10, 12),
            Part::Quarter(_) => span(1, 3),
            Part::Months(from, to) => span(*from, *to),
            Part::YearEnd => return Period { as_of: Date::new(year + 1, 3, 31), start: None, end: None, ..self.clone() },
            Part::YearStart => return Period { as_of: Date::new(year, 4, 1), start: None, end: None, ..self.clone() },
        };
        Period { start, end, ..self.clone() }
    }
}

/// The text says nothing but a time.
pub fn whole_period(text: Normal<'_>, setting: &Setting) -> Option<Period> {
    let whole = text.as_str().trim();
    if whole.chars().count() > 30 {
        return None;
    }
    let found = periods(text, setting);
    let first = found.into_iter().next()?;
    if first.fiscal_years.is_empty() && first.start.is_none() && first.as_of.is_none() {
        return None;
    }
    let before = text.as_str()[..first.range.start].trim_matches([' ', '(', '【', '[']);
    let after = text.as_str()[first.range.end..].trim_matches([' ', ')', '】', ']', ':']);
    let after = after.trim_matches(['(', ')']);
    (before.is_empty() && matches!(after, "" | "まで" | "見込" | "見込み" | "予定")).then_some(first)
}

/// The time that opens a header, and where it ends.
pub fn leading_period(text: Normal<'_>, setting: &Setting) -> Option<(Period, usize)> {
    let first = periods(text, setting).into_iter().next()?;
    let known = !first.fiscal_years.is_empty() || first.start.is_some() || first.as_of.is_some();
    let end = first.range.end;
    (known && first.range.start == 0).then_some((first, end))
}
