//! Time (時期): dates, fiscal years and ranges in running text and headers.
//!
//! A fiscal year (年度) Y runs from Y-04-01 to Y+1-03-31 (地方自治法第208条). Years printed without an era take the document's
//! ([`Setting`]), never today's. One time is read in four steps: [`year`] a year with its era and unit, [`years`] and [`day`]
//! what a year belongs to, [`suffix`] what stands behind it (末, 上半期, 現在), [`span`] the second end of a range. What a
//! neighbour makes something else (5年間, 第2期, H鋼) is said in [`border`].

mod border;
mod day;
mod dotted;
mod numeral;
mod part;
mod setting;
mod span;
mod suffix;
mod whole;
mod year;
mod years;

pub use crate::japanese::era::{Date, Era, era_of};
pub use part::{Part, whole_part};
pub use setting::Setting;
pub use whole::{leading_period, whole_period};

use crate::japanese::text::Normal;
use std::ops::Range;

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

impl Period {
    fn of(range: Range<usize>, era: Basis) -> Period {
        Period { range, fiscal_years: vec![], start: None, end: None, as_of: None, era, open: false, problem: None }
    }
}

/// How fine a time is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Grain {
    Fiscal,
    Calendar,
    Month,
    Day,
}

/// A time with what a second one behind it may leave out.
#[derive(Clone, Debug)]
struct Moment {
    period: Period,
    grain: Grain,
    /// The era printed or carried; a bare year behind it takes it.
    era: Option<Era>,
}

/// A text being read, and the document it stands in.
#[derive(Clone, Copy)]
struct Reader<'a> {
    text: &'a str,
    setting: &'a Setting,
}

impl<'a> Reader<'a> {
    fn rest(&self, at: usize) -> &'a str {
        self.text.get(at..).unwrap_or("")
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text.get(..at).and_then(|before| before.chars().next_back())
    }

    fn after(&self, at: usize) -> Option<char> {
        self.rest(at).chars().next()
    }

    fn begins(&self, at: usize, words: &[&str]) -> bool {
        let rest = self.rest(at);
        words.iter().any(|word| rest.starts_with(word))
    }

    /// The end of the first of `words` that stands at `at`.
    fn word(&self, at: usize, words: &[&str]) -> Option<usize> {
        let rest = self.rest(at);
        words.iter().find(|word| rest.starts_with(**word)).map(|word| at + word.len())
    }

    /// The time that begins at `at`.
    fn time_at(&self, at: usize) -> Option<Period> {
        match self.after(at)? {
            character if !begins_time(character) => None,
            character if span::is_wave(character) => self.until(at),
            _ => self.period(at, None),
        }
    }

    /// Over at most three blanks: layout puts spaces between a number and its unit; more are a gap.
    fn over_blanks(&self, at: usize) -> usize {
        at + self.rest(at).bytes().take(3).take_while(|byte| *byte == b' ').count()
    }
}

/// Every time told in a running text, in order. A month or a part of a year without a year is none.
pub fn periods(text: Normal<'_>, setting: &Setting) -> Vec<Period> {
    let reader = Reader { text: text.as_str(), setting };
    let mut out = vec![];
    let mut at = 0;
    while let Some(character) = reader.after(at) {
        if let Some(period) = reader.time_at(at) {
            at = period.range.end.max(at + character.len_utf8());
            out.push(period);
        } else {
            at += character.len_utf8();
            // Digits of one number do not begin a second one.
            while character.is_ascii_digit() && reader.after(at).is_some_and(|next| next.is_ascii_digit()) {
                at += 1;
            }
        }
    }
    out
}

/// A time may begin with this: a digit, an era, 西暦, or the wave dash of a range that is open at its beginning.
fn begins_time(character: char) -> bool {
    character.is_ascii_digit()
        || numeral::kanji(character).is_some()
        || span::is_wave(character)
        || matches!(character, '元' | '西' | '\'' | '’' | '‘' | '´' | '明' | '大' | '昭' | '平' | '令' | '㍾' | '㍽' | '㍼' | '㍻' | '㋿')
        || matches!(character.to_ascii_uppercase(), 'M' | 'T' | 'S' | 'H' | 'R' | 'F')
}
