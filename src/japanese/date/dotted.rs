//! Dotted dates (略記の日付): H23.4.1, R5/4/1, 2023-04-01, H24.3, 2023/4.

use super::day::{date, on};
use super::numeral::{Form, Numeral};
use super::{Basis, Date, Era, Grain, Moment, Period, Reader};

/// The year that opens a dotted date.
struct Head {
    western: i32,
    basis: Basis,
    era: Option<Era>,
    /// Separators it is written with.
    separators: &'static [char],
    end: usize,
    /// A month alone may follow: M7.3 and T5.8 are sizes.
    month_alone: bool,
}

impl Reader<'_> {
    /// A date written with dots, strokes or hyphens.
    pub(super) fn dotted(&self, at: usize, previous: Option<&Moment>) -> Option<Moment> {
        if let Some(day) = previous.and_then(|previous| self.same_year(at, previous)) {
            return Some(day);
        }
        let head = self.head(at, previous.is_some())?;
        let (separator, month) = self.part(head.end, head.separators)?;
        let Some((_, day)) = self.part(month.end, &[separator]) else {
            return self.month_alone(at, &head, separator, month);
        };
        if self.glued(day.end, true) {
            return None;
        }
        let read = date(head.western, month.value, day.value);
        // 2015-13-2 may be a code; a stroke or an era says that a date was meant.
        if read.is_none() && (separator == '-' || (head.basis == Basis::Western && separator == '.')) {
            return None;
        }
        // A bare 24.3.31 is a date only where a state is told for it or it ends a range of such.
        if head.basis == Basis::Inferred {
            let told = self.begins(day.end, &["現在", "時点"]) || previous.is_some_and(|previous| previous.grain == Grain::Day);
            if read.is_none() || !told || self.before(at).is_some_and(|before| before.is_ascii_alphanumeric() || ".,-/第".contains(before)) {
                return None;
            }
        }
        let why = || format!("{}-{}-{} is no day", head.western, month.value, day.value);
        Some(on(at..day.end, read, Grain::Day, head.basis, head.era, why))
    }

    /// 2023/4/1～4/30: the second date takes the first one's year.
    fn same_year(&self, at: usize, previous: &Moment) -> Option<Moment> {
        let start = previous.period.start.filter(|_| previous.grain == Grain::Day)?;
        let month = self.small(at).filter(|month| month.form == Form::Digits)?;
        let (separator, day) = self.part(month.end, &['.', '/'])?;
        let likewise = self.text.get(previous.period.range.clone())?.contains(separator) && !self.glued(day.end, false);
        let year = if month.value < start.month.into() { start.year + 1 } else { start.year };
        let read = date(year, month.value, day.value).filter(|_| likewise)?;
        Some(on(at..day.end, Some(read), Grain::Day, previous.period.era, previous.era, String::new))
    }

    fn head(&self, at: usize, linked: bool) -> Option<Head> {
        if let Some(mark) = self.mark(at, linked) {
            let mut number = self.numeral(self.over_blanks(mark.end))?;
            if number.form == Form::Kanji || number.length > 2 {
                return None;
            }
            let month_alone = match mark.letter {
                Some('S') => number.value >= 10,
                Some(letter) => matches!(letter, 'H' | 'R'),
                None => true,
            };
            if let Some((end, western)) = self.same_in_brackets(number.end) {
                number.end = end;
                if Some(western) != mark.era.western(number.value) {
                    return None;
                }
            }
            let western = mark.era.western(number.value)?;
            return Some(Head { western, basis: Basis::Printed, era: Some(mark.era), separators: &['.', '/'], end: number.end, month_alone });
        }
        let number = self.numeral(at).filter(|number| number.form == Form::Digits)?;
        let inside = self.before(at).is_some_and(|before| before.is_ascii_alphanumeric() || matches!(before, '.' | ',' | '-' | '/'));
        if number.length == 4 && (1900..2100).contains(&number.value) && !inside {
            let western = number.value as i32;
            return Some(Head { western, basis: Basis::Western, era: None, separators: &['.', '/', '-'], end: number.end, month_alone: true });
        }
        let era = self.setting.era.filter(|_| number.length <= 2 && !inside)?;
        Some(Head { western: era.western(number.value)?, basis: Basis::Inferred, era: Some(era), separators: &['.'], end: number.end, month_alone: false })
    }

    /// `(2011)` between an era's year and its month.
    fn same_in_brackets(&self, at: usize) -> Option<(usize, i32)> {
        let number = self.numeral(self.word(at, &["("])?).filter(|number| number.length == 4 && number.form == Form::Digits)?;
        Some((self.word(number.end, &[")"])?, number.value as i32))
    }

    fn part(&self, at: usize, separators: &[char]) -> Option<(char, Numeral)> {
        let separator = self.after(at).filter(|separator| separators.contains(separator))?;
        let number = self.small(self.over_blanks(at + separator.len_utf8())).filter(|number| number.form == Form::Digits)?;
        Some((separator, number))
    }

    /// What follows makes the number another one: H23.4.1.2, R0.5mm, 2019.5%.
    fn glued(&self, at: usize, whole: bool) -> bool {
        let mut rest = self.rest(at).chars();
        let Some(next) = rest.next() else { return false };
        let digit_after = rest.next().is_some_and(|next| next.is_ascii_digit());
        next.is_ascii_alphanumeric() || matches!(next, '%' | '×' | '°' | '℃' | '㎡' | '㎜' | '㎝' | '㎞') || (matches!(next, '.' | '/' | '-') && (digit_after || !whole))
    }

    fn month_alone(&self, at: usize, head: &Head, separator: char, month: Numeral) -> Option<Moment> {
        let allowed = head.month_alone && (separator != '-' || month.length == 2) && (1..=12).contains(&month.value);
        if !allowed || self.glued(month.end, false) {
            return None;
        }
        let end = self.word(month.end, &["月"]).unwrap_or(month.end);
        // 2019.5倍, H2.5点: a decimal with a counter.
        let counter = end == month.end && self.begins(end, &["倍", "点", "人", "円", "件", "回", "度", "割", "億", "万", "千", "年", "日", "時", "分", "歳", "号", "本", "台"]);
        if counter {
            return None;
        }
        let month = u8::try_from(month.value).ok()?;
        let period = Period { start: Date::new(head.western, month, 1), end: Date::month_end(head.western, month), ..Period::of(at..end, head.basis) };
        Some(Moment { period, grain: Grain::Month, era: head.era })
    }
}
