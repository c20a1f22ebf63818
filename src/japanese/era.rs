//! Era (元号) and date (日付). First days: 明治 1868-10-23 (慶応4年9月8日, lunar until 1872-12-31), 大正 1912-07-30, 昭和 1926-12-25,
//! 平成 1989-01-08, 令和 2019-05-01 (元号法 and the cabinet orders under it).

use std::fmt::{self, Write as _};

/// A day of the Gregorian calendar that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Western year.
    pub year: i32,
    /// 1–12.
    pub month: u8,
    /// 1–31.
    pub day: u8,
}

impl Date {
    /// `None` if there is no such day.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Date> {
        ((1..=12).contains(&month) && day >= 1 && day <= last_day(year, month)).then_some(Date { year, month, day })
    }

    /// The last day of a month; `None` if there is no such month.
    pub fn month_end(year: i32, month: u8) -> Option<Date> {
        (1..=12).contains(&month).then(|| Date { year, month, day: last_day(year, month) })
    }

    /// The fiscal year (年度, from 1 April) that the day falls in.
    pub fn fiscal_year(self) -> i32 {
        if self.month >= 4 { self.year } else { self.year - 1 }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(year) = u32::try_from(self.year).ok().filter(|year| *year < 10_000) else {
            return write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day);
        };
        let digit = |number: u32| char::from(b'0' + (number % 10) as u8);
        let (month, day) = (u32::from(self.month), u32::from(self.day));
        let signs = [digit(year / 1000), digit(year / 100), digit(year / 10), digit(year), '-', digit(month / 10), digit(month), '-', digit(day / 10), digit(day)];
        signs.into_iter().try_for_each(|sign| formatter.write_char(sign))
    }
}

/// Days of a month.
pub fn last_day(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Era (元号).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Era {
    /// 明治.
    Meiji,
    /// 大正.
    Taisho,
    /// 昭和.
    Showa,
    /// 平成.
    Heisei,
    /// 令和.
    Reiwa,
}

impl Era {
    /// All, oldest first.
    pub const ALL: [Era; 5] = [Era::Meiji, Era::Taisho, Era::Showa, Era::Heisei, Era::Reiwa];

    /// 明治 …
    pub fn name(self) -> &'static str {
        ["明治", "大正", "昭和", "平成", "令和"][self as usize]
    }

    /// M T S H R.
    pub fn letter(self) -> char {
        ['M', 'T', 'S', 'H', 'R'][self as usize]
    }

    /// The one-character forms ㍾ ㍽ ㍼ ㍻ ㋿.
    pub fn ligature(self) -> char {
        ['㍾', '㍽', '㍼', '㍻', '㋿'][self as usize]
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        let (year, month, day) = [(1868, 10, 23), (1912, 7, 30), (1926, 12, 25), (1989, 1, 8), (2019, 5, 1)][self as usize];
        Date { year, month, day }
    }

    /// Western year of its year 1.
    pub fn base(self) -> i32 {
        self.first_day().year
    }

    /// The western year of a year of the era. 平成 may be written on past its end (平成31年度, 平成35年度 in old plans); 昭和 to 65.
    pub fn western(self, year: u32) -> Option<i32> {
        let most = [45, 15, 65, 50, 99][self as usize];
        (1..=most).contains(&year).then(|| self.base() + year as i32 - 1)
    }
}

/// The era and year of a day; `None` before 1868-10-23.
pub fn era_of(date: Date) -> Option<(Era, u32)> {
    let era = Era::ALL.into_iter().rev().find(|era| era.first_day() <= date)?;
    Some((era, (date.year - era.base() + 1) as u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eras_begin_on_their_first_day() {
        let day = |y, m, d| Date::new(y, m, d).and_then(era_of);
        assert_eq!(day(1989, 1, 7), Some((Era::Showa, 64)));
        assert_eq!(day(1989, 1, 8), Some((Era::Heisei, 1)));
        assert_eq!(day(2019, 4, 30), Some((Era::Heisei, 31)));
        assert_eq!(day(2019, 5, 1), Some((Era::Reiwa, 1)));
        assert_eq!(day(1868, 10, 22), None);
    }

    #[test]
    fn days_that_are_not_are_refused() {
        assert_eq!(Date::new(2023, 2, 29), None);
        assert_eq!(Date::new(2000, 2, 29).map(|d| d.to_string()).as_deref(), Some("2000-02-29"));
        assert_eq!(Date::new(2023, 13, 1), None);
    }
}
