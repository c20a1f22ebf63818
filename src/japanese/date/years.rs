//! Years (年の列): lists and ranges of years that share a unit (平成23、24年度; 18～22年度), and single years.

use super::span::Link;
use super::year::{Unit, Year};
use super::{Basis, Date, Grain, Moment, Period, Reader};

/// No list of years in a sheet is longer; the bound keeps the cost linear.
const MOST_YEARS: usize = 20;
/// No plan runs longer.
pub(super) const MOST_SPAN: i32 = 60;

impl Reader<'_> {
    /// The years that begin with `first`.
    pub(super) fn years(&self, first: Year, previous: Option<&Moment>) -> Option<Moment> {
        if first.western.is_none() {
            return self.impossible(first);
        }
        let mut links = vec![];
        let mut years = vec![first];
        while years.len() < MOST_YEARS
            && let Some((link, next)) = self.next_year(&years)
        {
            links.push(link);
            years.push(next);
        }
        // What has no unit of its own takes the next one's: the last must have one, or be 平成23 or H23 with nothing after it.
        while let Some(last) = years.last() {
            let whole = match last.unit {
                Some(_) => self.stands(&years, previous.is_some()),
                None => years.iter().all(|year| year.unit.is_none()) && self.stands_without_unit(&years),
            };
            if whole {
                return moment(&years, &links);
            }
            years.pop();
            links.pop();
        }
        None
    }

    /// 昭和70年度 is told, but there is none.
    fn impossible(&self, year: Year) -> Option<Moment> {
        let unit = year.unit?;
        let grain = if unit == Unit::Fiscal { Grain::Fiscal } else { Grain::Calendar };
        let period = Period { problem: Some(year.problem?), ..Period::of(year.start..year.end, year.basis) };
        Some(Moment { period, grain, era: year.era })
    }

    /// The year that goes on from the last one.
    fn next_year(&self, years: &[Year]) -> Option<(Link, Year)> {
        let last = years.last()?;
        let (link, at) = self.link(last.end)?;
        // 平成20年度～平成23年度 is put together by the range; a list of whole years is one time.
        if link == Link::Than || (last.unit.is_some() && link != Link::List) {
            return None;
        }
        let year =
            Moment { period: Period { end: last.western.and_then(|western| Date::new(western, 12, 31)), ..Period::of(0..0, last.basis) }, grain: Grain::Calendar, era: last.era };
        let next = self.year(at, Some(&year))?;
        let ascends = next.western? > last.western? && (link == Link::List || next.western? - last.western? <= MOST_SPAN);
        let same_unit = last.unit.is_none() || next.unit == last.unit;
        let date_begins = next.unit == Some(Unit::Calendar) && self.month_follows(next.end);
        (ascends && same_unit && !date_begins).then_some((link, next))
    }
}

/// The time that years tell together.
fn moment(years: &[Year], links: &[Link]) -> Option<Moment> {
    let (first, last) = (years.first()?, years.last()?);
    let mut all = vec![first.western?];
    for (year, link) in years[1..].iter().zip(links) {
        let western = year.western?;
        match link {
            Link::List => all.push(western),
            _ => all.extend(all.last().copied()? + 1..=western),
        }
    }
    let range = first.start..last.end;
    let basis = if years.iter().any(|year| year.basis == Basis::Printed) { Basis::Printed } else { first.basis };
    let problem = years.iter().find_map(|year| year.problem.clone());
    let blank = Period { problem, ..Period::of(range, basis) };
    let (from, to) = (*all.first()?, *all.last()?);
    if last.unit == Some(Unit::Calendar) {
        let period = Period { start: Date::new(from, 1, 1), end: Date::new(to, 12, 31), ..blank };
        return Some(Moment { period, grain: Grain::Calendar, era: last.era });
    }
    let period = Period { start: Date::new(from, 4, 1), end: Date::new(to + 1, 3, 31), fiscal_years: all, ..blank };
    Some(Moment { period, grain: Grain::Fiscal, era: last.era })
}
