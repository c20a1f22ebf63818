//! Part (年度の一部): halves, quarters and months of a fiscal year.

use super::{Date, Period};
use crate::japanese::text::Normal;

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

const PARTS: [(&str, Part); 18] = [
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
    ("第一四半期", Part::Quarter(1)),
    ("第二四半期", Part::Quarter(2)),
    ("第三四半期", Part::Quarter(3)),
    ("第四四半期", Part::Quarter(4)),
];

/// Behind 前期 and 後期 these name a plan or the insurance of the old (後期高齢者医療), no half of a year.
const OTHER_WORDS: [&str; 9] = ["高齢", "基本", "計画", "実施計画", "行動", "総合", "アクション", "プラン", "戦略"];

/// The part named at `at` behind a fiscal year, and its end.
pub(super) fn part_at(text: &str, at: usize) -> Option<(Part, usize)> {
    let rest = text.get(at..)?;
    let (word, part) = PARTS.into_iter().find(|(word, _)| rest.starts_with(word))?;
    let after = &rest[word.len()..];
    (!OTHER_WORDS.iter().any(|other| after.starts_with(other))).then_some((part, at + word.len()))
}

/// The text says nothing but a part of a year.
pub fn whole_part(text: Normal<'_>) -> Option<Part> {
    // Each of the words has one of these.
    if !text.as_str().contains(['期', '半', '末', '初', '月']) {
        return None;
    }
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
