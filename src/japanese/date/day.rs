//! Day (月日): months and days behind a year, and those that take the year of the time before them.

use super::numeral::Numeral;
use super::span::Link;
use super::year::{Unit, Year};
use super::{Basis, Date, Era, Grain, Moment, Period, Reader};

/// Months and days as printed: 4月, 4～9月, 4月1日, 4月1～5日.
pub(super) struct Printed {
    pub end: usize,
    month: u32,
    last_month: Option<u32>,
    day: Option<u32>,
    last_day: Option<u32>,
}

impl Reader<'_> {
    /// One time without what may stand behind it; `previous` is the first end of a range.
    pub(super) fn moment(&self, at: usize, previous: Option<&Moment>) -> Option<Moment> {
        if let Some(dotted) = self.dotted(at, previous) {
            return Some(dotted);
        }
        if let Some(year) = self.year(at, previous) {
            if year.unit == Some(Unit::Calendar)
                && (year.sure || previous.is_some() || self.bare_begins(&year))
                && (year.western.is_some() || year.problem.is_some())
                && let Some(printed) = self.months(self.over_blanks(year.end))
            {
                return Some(dated(&year, &printed));
            }
            if let Some(years) = self.years(year, previous) {
                return Some(years);
            }
        }
        self.continued(at, previous?)
    }

    /// A month stands at `at` behind a year.
    pub(super) fn month_follows(&self, at: usize) -> bool {
        self.months(self.over_blanks(at)).is_some()
    }

    /// Months and days at `at`.
    pub(super) fn months(&self, at: usize) -> Option<Printed> {
        let (month, last_month, after) = self.counted(at, "月")?;
        let mut printed = Printed { end: after, month, last_month, day: None, last_day: None };
        if last_month.is_none()
            && let Some((day, last_day, end)) = self.counted(self.over_blanks(after), "日")
        {
            (printed.day, printed.last_day, printed.end) = (Some(day), last_day, end);
        }
        Some(printed)
    }

    /// `4月`, `4～9月`, `4・5月`, each with its unit once.
    fn counted(&self, at: usize, unit: &str) -> Option<(u32, Option<u32>, usize)> {
        let first = self.small(at)?;
        let mut last: Option<Numeral> = None;
        let mut end = self.over_blanks(first.end);
        if let Some((Link::Wave | Link::Dash | Link::List, next)) = self.link(end)
            && let Some(second) = self.small(next)
        {
            last = Some(second);
            end = self.over_blanks(second.end);
        }
        let end = self.word(end, &[unit])?;
        (!self.counts(end)).then_some((first.value, last.map(|last| last.value), end))
    }

    /// A month, a day or a second year's date that takes what is missing from `previous`.
    fn continued(&self, at: usize, previous: &Moment) -> Option<Moment> {
        let start = previous.period.start.or(previous.period.as_of)?;
        let era = previous.period.era;
        if previous.grain == Grain::Day
            && let Some((day, None, end)) = self.counted(at, "日")
        {
            let read = date(start.year, start.month.into(), day);
            return Some(on(at..end, read, Grain::Day, era, previous.era, || format!("{}-{}-{day} is no day", start.year, start.month)));
        }
        if !matches!(previous.grain, Grain::Month | Grain::Day) {
            return None;
        }
        let printed = self.months(at)?;
        if printed.last_month.is_some() || printed.last_day.is_some() {
            return None;
        }
        let year = if printed.month < start.month.into() { start.year + 1 } else { start.year };
        Some(told(at..printed.end, year, &printed, era, previous.era))
    }

    /// Months inside a fiscal year: 平成23年度3月, 平成23年度4～6月.
    pub(super) fn within(&self, fiscal_year: i32, printed: &Printed) -> Option<(Date, Date)> {
        let year = |month: u32| if month >= 4 { fiscal_year } else { fiscal_year + 1 };
        let last = printed.last_month.unwrap_or(printed.month);
        let first = date(year(printed.month), printed.month, printed.day.unwrap_or(1))?;
        let end = match printed.last_day.or(printed.day) {
            Some(day) => date(year(last), last, day)?,
            None => Date::month_end(year(last), u8::try_from(last).ok()?)?,
        };
        (first <= end).then_some((first, end))
    }
}

pub(super) fn date(year: i32, month: u32, day: u32) -> Option<Date> {
    Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

fn dated(year: &Year, printed: &Printed) -> Moment {
    let range = year.start..printed.end;
    let Some(western) = year.western else {
        return Moment { period: Period { problem: year.problem.clone(), ..Period::of(range, year.basis) }, grain: Grain::Day, era: year.era };
    };
    let mut moment = told(range, western, printed, year.basis, year.era);
    moment.period.problem = moment.period.problem.or_else(|| year.problem.clone());
    moment
}

/// Months and days of a year.
fn told(range: std::ops::Range<usize>, year: i32, printed: &Printed, basis: Basis, era: Option<Era>) -> Moment {
    let month = printed.month;
    if let Some(day) = printed.day {
        let mut moment = on(range, date(year, month, day), Grain::Day, basis, era, || format!("{year}-{month}-{day} is no day"));
        if let (Some(last), Some(start)) = (printed.last_day, moment.period.start) {
            match date(year, month, last).filter(|end| *end >= start) {
                Some(end) => moment.period.end = Some(end),
                None => moment.period.problem = Some(format!("{year}-{month}-{last} is no day after {day}")),
            }
        }
        return moment;
    }
    let mut moment = on(range, date(year, month, 1), Grain::Month, basis, era, || format!("{year}-{month} is no month"));
    if let Some(start) = moment.period.start {
        let last = printed.last_month.unwrap_or(month);
        moment.period.end = u8::try_from(last).ok().and_then(|last| Date::month_end(if last < start.month { year + 1 } else { year }, last));
        if moment.period.end.is_none() {
            moment.period.problem = Some(format!("{year}-{last} is no month"));
        }
    }
    moment
}

/// One day, or why it cannot be.
pub(super) fn on(range: std::ops::Range<usize>, day: Option<Date>, grain: Grain, basis: Basis, era: Option<Era>, why: impl FnOnce() -> String) -> Moment {
    let problem = if day.is_none() { Some(why()) } else { None };
    Moment { period: Period { start: day, end: day, problem, ..Period::of(range, basis) }, grain, era }
}
