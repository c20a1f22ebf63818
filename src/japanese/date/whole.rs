//! Whole (時期だけの文字): texts that say nothing but a time, and headers that begin with one.

use super::{Period, Setting, periods};
use crate::japanese::text::Normal;

/// No header that only tells a time is longer.
const LONGEST: usize = 30;

/// The text says nothing but a time.
pub fn whole_period(text: Normal<'_>, setting: &Setting) -> Option<Period> {
    if text.as_str().trim().chars().count() > LONGEST {
        return None;
    }
    let first = periods(text, setting).into_iter().next().filter(is_known)?;
    let before = text.as_str()[..first.range.start].trim_matches([' ', '(', '【', '[']);
    let after = text.as_str()[first.range.end..].trim_matches([' ', ')', '】', ']', ':']);
    let after = after.trim_matches(['(', ')']);
    (before.is_empty() && matches!(after, "" | "まで" | "見込" | "見込み" | "予定")).then_some(first)
}

/// The time that opens a header, and where it ends.
pub fn leading_period(text: Normal<'_>, setting: &Setting) -> Option<(Period, usize)> {
    let first = periods(text, setting).into_iter().next().filter(is_known)?;
    let end = first.range.end;
    (first.range.start == 0).then_some((first, end))
}

fn is_known(period: &Period) -> bool {
    !period.fiscal_years.is_empty() || period.start.is_some() || period.end.is_some() || period.as_of.is_some()
}
