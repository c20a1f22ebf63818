//! Year (年): one year with its era, its unit and the same year told again in brackets.

use super::numeral::{Form, Numeral};
use super::{Basis, Era, Moment, Reader};

/// What a year counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// 年度.
    Fiscal,
    /// 年.
    Calendar,
}

/// One year as printed.
#[derive(Clone, Debug)]
pub(super) struct Year {
    pub start: usize,
    pub end: usize,
    /// The western year; `None` where the era has no such year (see `problem`) or none is known.
    pub western: Option<i32>,
    pub basis: Basis,
    /// The era printed or carried.
    pub era: Option<Era>,
    /// An era or a western year stands with it: it is a year whatever follows.
    pub sure: bool,
    /// The era mark stands with it.
    pub marked: bool,
    /// `h23`: a small letter alone is too weak.
    pub small_letter: bool,
    pub unit: Option<Unit>,
    pub problem: Option<String>,
    pub number: Numeral,
}

/// An era mark printed before a year.
pub(super) struct Mark {
    pub era: Era,
    pub end: usize,
    pub letter: Option<char>,
}

/// 令, 平, 昭: what is left of an era's name where it is told short. 大 and 明 begin too many words.
fn short(era: Era) -> Option<char> {
    era.name().chars().next().filter(|_| era >= Era::Showa)
}

impl Reader<'_> {
    /// 平成, H or ㍻ at `at`; `linked` to a year before it.
    pub(super) fn mark(&self, at: usize, linked: bool) -> Option<Mark> {
        let rest = self.rest(at);
        let first = rest.chars().next()?;
        let era =
            Era::ALL.into_iter().find(|era| rest.starts_with(era.name()) || first.to_ascii_uppercase() == era.letter() || first == era.ligature() || Some(first) == short(*era))?;
        if !first.is_ascii_alphabetic() {
            if !rest.starts_with(era.name()) && first != era.ligature() {
                // 令5, 平30: the first character of the era.
                let digit = rest[first.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
                let word = self.before(at).is_some_and(|before| ('\u{4e00}'..='\u{9fff}').contains(&before));
                return (digit && !word).then_some(Mark { era, end: at + first.len_utf8(), letter: None });
            }
            let length = if first == era.ligature() { first.len_utf8() } else { era.name().len() };
            return Some(Mark { era, end: at + length, letter: None });
        }
        // NH12, T-25, PM2.5: a letter inside a word is no era, unless a range links it to a year (H30-R2年度).
        let inside = self.before(at).is_some_and(|before| before.is_ascii_alphanumeric() || (!linked && matches!(before, '-' | '_' | '.' | '/')));
        (!inside).then_some(Mark { era, end: at + 1, letter: Some(first) })
    }

    /// The year at `at`; a bare one takes what `previous` tells.
    pub(super) fn year(&self, at: usize, previous: Option<&Moment>) -> Option<Year> {
        let year = self.year_alone(at, previous)?;
        Some(self.with_unit(year))
    }

    fn year_alone(&self, at: usize, previous: Option<&Moment>) -> Option<Year> {
        if let Some(year) = self.shortened(at) {
            return Some(year);
        }
        let fiscal = self.fiscal_sign(at);
        let named = self.word(at, &["西暦"]).or(fiscal);
        let mark = if named.is_none() { self.mark(at, previous.is_some()) } else { None };
        let mut from = named.or(mark.as_ref().map(|mark| mark.end)).unwrap_or(at);
        if mark.as_ref().is_some_and(|mark| mark.letter.is_some()) && self.rest(from).starts_with('.') {
            from += 1;
        }
        let number = self.numeral(self.over_blanks(from))?;
        let blank = Year {
            start: at,
            end: number.end,
            western: None,
            basis: Basis::None,
            era: None,
            sure: true,
            marked: mark.is_some(),
            small_letter: false,
            unit: None,
            problem: None,
            number,
        };
        if let Some(Mark { era, letter, .. }) = mark {
            if number.value > 99 || (number.form == Form::Digits && number.length > 2) || (letter.is_some() && number.form == Form::Kanji) {
                return None;
            }
            let western = era.western(number.value);
            let problem = western.is_none().then(|| format!("{}{}年 is no year", era.name(), number.value));
            let small_letter = letter.is_some_and(|letter| letter.is_ascii_lowercase());
            return Some(Year { western, basis: Basis::Printed, era: Some(era), problem, small_letter, ..blank });
        }
        if number.length == 4 && number.form != Form::First && (1868..=2100).contains(&number.value) {
            let unit = fiscal.map(|_| Unit::Fiscal);
            return Some(Year { western: Some(number.value as i32), basis: Basis::Western, marked: fiscal.is_some(), unit, ..blank });
        }
        if named.is_some() || number.value > 99 || (number.form == Form::Digits && number.length > 2) {
            return None;
        }
        let carried = previous.map(|previous| (previous.era, previous.period.era, previous.period.end.or(previous.period.as_of)));
        if let Some((Some(era), basis, _)) = carried {
            return Some(Year { western: Some(era.western(number.value)?), basis, era: Some(era), sure: false, ..blank });
        }
        if let Some((None, Basis::Western, Some(before))) = carried
            && number.form == Form::Digits
            && number.length == 2
        {
            // 2010～15年度: the century goes on.
            let western = before.year / 100 * 100 + number.value as i32;
            return Some(Year { western: Some(western), basis: Basis::Western, sure: false, ..blank });
        }
        let (era, western) = self.setting.bare_year(number.value)?;
        // 三年度 and 一年度 say how many: a bare kanji year has two characters.
        if number.form == Form::Kanji && number.length < 2 {
            return None;
        }
        Some(Year { western: Some(western), basis: Basis::Inferred, era: Some(era), sure: false, ..blank })
    }

    /// FY before a western year.
    fn fiscal_sign(&self, at: usize) -> Option<usize> {
        let free = !self.before(at).is_some_and(|before| before.is_ascii_alphanumeric());
        let end = self.word(at, &["FY", "ＦＹ"]).filter(|_| free)?;
        Some(self.over_blanks(end))
    }

    /// '23: the last two figures of a western year, with the sign for those left out.
    fn shortened(&self, at: usize) -> Option<Year> {
        let from = self.word(at, &["'", "’", "‘", "´"])?;
        let number = self.numeral(from).filter(|number| number.form == Form::Digits && number.length == 2)?;
        let free = !self.before(at).is_some_and(|before| before.is_ascii_alphanumeric());
        let western = if number.value < 70 { 2000 } else { 1900 } + number.value as i32;
        free.then_some(Year {
            start: at,
            end: number.end,
            western: Some(western),
            basis: Basis::Western,
            era: None,
            sure: true,
            marked: true,
            small_letter: false,
            unit: None,
            problem: None,
            number,
        })
    }

    /// H31/R1, 平成31・令和元: the same year told in the next era, with a stroke between.
    fn told_twice(&self, year: &Year) -> Option<usize> {
        let at = self.word(self.over_blanks(year.end), &["/", "・", "、"])?;
        if !year.marked {
            return None;
        }
        let carried = Moment { period: super::Period::of(0..0, year.basis), grain: super::Grain::Calendar, era: year.era };
        let again = self.year_alone(self.over_blanks(at), Some(&carried)).filter(|again| again.marked && again.sure)?;
        (again.western == year.western && again.western.is_some() && again.era != year.era).then_some(again.end)
    }

    /// Reads 年度 or 年, and the same year in brackets before or behind it.
    fn with_unit(&self, mut year: Year) -> Year {
        if let Some(end) = self.told_twice(&year) {
            (year.end, year.sure) = (end, true);
        }
        let mut at = year.end;
        if let Some((end, again)) = self.bracketed(at)
            && again.unit.is_none()
            && let Some((unit_end, unit)) = self.unit(self.over_blanks(end))
        {
            if again.western != year.western {
                year.problem = year.problem.or_else(|| self.text.get(year.start..end).map(|both| format!("{both} names two years")));
            }
            (year.end, year.unit, year.sure) = (unit_end, Some(unit), true);
            return year;
        }
        if let Some((end, unit)) = self.unit(self.over_blanks(at)) {
            (year.end, year.unit) = (end, Some(unit));
            at = end;
        }
        if let Some((end, again)) = self.bracketed(at)
            && again.western == year.western
            && year.western.is_some()
            && (again.unit == year.unit || again.unit.is_none())
        {
            (year.end, year.sure) = (end, true);
        }
        year
    }

    /// `(2015年)`, `(平成27)`: nothing but a year that needs no context; gives the end of the bracket.
    fn bracketed(&self, at: usize) -> Option<(usize, Year)> {
        let inside = self.word(at, &["("])?;
        let mut year = self.year_alone(self.over_blanks(inside), None)?;
        if !year.sure {
            return None;
        }
        if let Some((end, unit)) = self.unit(year.end) {
            (year.end, year.unit) = (end, Some(unit));
        }
        Some((self.word(self.over_blanks(year.end), &[")"])?, year))
    }

    fn unit(&self, at: usize) -> Option<(usize, Unit)> {
        if let Some(end) = self.word(at, &["年度", "年 度", "会計年度", "事業年度"]) {
            return Some((end, Unit::Fiscal));
        }
        let end = self.word(at, &["年"])?;
        // 1990年代, 平成20年代 are decades.
        (!self.begins(end, &["代"])).then_some((end, Unit::Calendar))
    }
}
