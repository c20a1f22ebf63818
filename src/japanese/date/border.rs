//! Border (境): what stands before or behind a number makes it a year or something else: 5年間, 第2期, 築40年, H鋼.

use super::numeral::Form;
use super::year::{Unit, Year};
use super::{Era, Reader};

/// Before a bare number these say that it counts or orders.
const COUNTING_BEFORE: [char; 24] =
    ['第', '約', '全', '計', '各', '前', '初', '翌', '次', '毎', '満', '延', '数', '築', '続', '期', '命', '用', '学', '丸', '同', '単', '両', '間'];
const COUNTING_WORDS_BEFORE: [&str; 8] = ["過去", "今後", "直近", "最近", "向こう", "およそ", "おおむね", "概ね"];
/// Behind 年 or 年度 these say the same.
const COUNTING_BEHIND: [&str; 24] =
    ["間", "目", "生", "以上", "以内", "未満", "ごと", "毎", "程度", "ぶり", "連続", "余", "半", "後", "前", "に1", "に一", "分の", "会", "経", "もの", "にわた", "に渡", "制"];
/// Behind a year with an era or four digits only these do.
const LENGTH_BEHIND: [&str; 3] = ["間", "目", "ぶり"];
/// What may stand behind a year that has an era but no unit (H23実績, R5末).
const BEHIND_SHORT: [&str; 31] = [
    "実績", "決算", "予算", "目標", "計画", "見込", "予定", "当初", "補正", "末", "以降", "以後", "から", "まで", "より", "に", "を", "の", "は", "が", "比", "完了", "策定",
    "開始", "実施", "着手", "現在", "時点", "事業", "達成", "評価",
];

impl Reader<'_> {
    /// Years with a unit are years: printed with an era or four digits, or bare where nothing says that they count.
    pub(super) fn stands(&self, years: &[Year], carried: bool) -> bool {
        let (Some(first), Some(last)) = (years.first(), years.last()) else { return false };
        let fiscal = last.unit == Some(Unit::Fiscal);
        if years.iter().any(|year| year.sure) {
            let ancient = !fiscal && last.number.length == 4 && !last.marked && (self.begins(last.end, &["前", "後"]) && !self.begins(last.end, &["前半", "後半", "前期", "後期"]));
            return !ancient && (fiscal || self.begins(last.end, &["目標", "目途", "目指"]) || !self.begins(last.end, &LENGTH_BEHIND));
        }
        // 24年度目標, 25年度計画値, 24年度後期: words of their own, no counting.
        let word = self.begins(last.end, &["目標", "目途", "目指", "目的", "前期", "前半", "後期", "後半", "生産", "経費", "経常", "会計", "半期", "制度", "余剰"]);
        if self.begins(last.end, &COUNTING_BEHIND) && !(fiscal && word) {
            return false;
        }
        if carried {
            return true;
        }
        self.bare_begins(first) && (fiscal || self.calendar_stands(first, last))
    }

    /// Nothing before a bare number makes it a part of a word, a code or a count.
    pub(super) fn bare_begins(&self, year: &Year) -> bool {
        let before = self.text.get(..year.start).unwrap_or("");
        let Some(last) = before.chars().next_back() else { return true };
        if last.is_ascii_alphanumeric() || matches!(last, '.' | ',' | '-' | '/' | '－' | '−' | '+') || COUNTING_BEFORE.contains(&last) {
            return false;
        }
        // 次元年度: 元 ends a word.
        let word = last.is_alphabetic() && !('ぁ'..='ん').contains(&last);
        let of_kanji = year.number.form != Form::Digits && word;
        !of_kanji && !COUNTING_WORDS_BEFORE.iter().any(|word| before.ends_with(word))
    }

    /// A bare `24年` is a length more often than a year: it is a year only where it stands alone. 令和 has no such years yet.
    fn calendar_stands(&self, first: &Year, last: &Year) -> bool {
        let opened = self.before(first.start).is_none_or(|before| before.is_whitespace() || "、。・(【「『<〈《〔[:~～〜|".contains(before));
        let closed = self.after(last.end).is_none_or(|after| after.is_whitespace() || "、。・)】」』>〉》〕]~～〜|".contains(after))
            || self.begins(last.end, &["末", "以降", "以後", "現在", "時点"])
            || self.word(last.end, &["に"]).is_some_and(|end| self.kanji_follows(end) && !self.begins(end, &["及", "達", "延", "一", "短", "満", "相"]));
        let two_digits = first.number.value >= 10 && first.number.form == Form::Digits;
        opened && closed && two_digits && first.era != Some(Era::Reiwa)
    }

    pub(super) fn kanji_follows(&self, at: usize) -> bool {
        self.after(at).is_some_and(|next| ('\u{4e00}'..='\u{9fff}').contains(&next))
    }

    /// 平成23 or H23 without a unit: only where the era is printed and what follows can follow a year.
    pub(super) fn stands_without_unit(&self, years: &[Year]) -> bool {
        let (Some(first), Some(last)) = (years.first(), years.last()) else { return false };
        if !first.marked || first.small_letter || first.number.form == Form::Kanji {
            return false;
        }
        let digits = self.text.get(first.start..first.end).unwrap_or("");
        let least = match (digits.chars().next(), first.era) {
            (Some('M' | 'T'), _) => return false,
            (Some('S'), _) => 10,
            _ => 1,
        };
        // R134, H200 are no years, R32 and H60 not yet or never.
        let plausible = years.iter().all(|year| match year.era {
            Some(Era::Reiwa) => year.number.value <= 30,
            Some(Era::Heisei) => year.number.value <= 42,
            Some(Era::Showa) => year.number.value <= 64,
            // FY2023, '23.
            None => year.western.is_some(),
            _ => false,
        });
        // S45-C, R2-5 are codes; H22-H25 is none.
        let clean = years.iter().all(|year| year.marked) || self.text.get(first.start..last.end).is_some_and(|text| !text.contains('-'));
        let follows = self.after(last.end).is_none_or(|after| after.is_whitespace() || "、。・)】」』>〉》〕]~～〜→:|".contains(after)) || self.begins(last.end, &BEHIND_SHORT);
        first.number.value >= least && plausible && clean && follows
    }

    /// A month or day that is no part of a length, an age or an average (3月間, 20日目, 1月当たり).
    pub(super) fn counts(&self, at: usize) -> bool {
        self.begins(at, &["間", "目", "当たり", "あたり", "につき", "以内", "ごと", "分の"])
    }
}
