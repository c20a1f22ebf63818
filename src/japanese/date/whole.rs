//! Whole (時期だけの文字): texts that say nothing but a time, and headers that begin with one.

use super::{Period, Reader, Setting};
use crate::japanese::text::Normal;

/// No header that only tells a time is longer.
const LONGEST: usize = 30;

/// The text says nothing but a time.
pub fn whole_period(text: Normal<'_>, setting: &Setting) -> Option<Period> {
    if text.as_str().trim().chars().count() > LONGEST {
        return None;
    }
    // Nothing but brackets and blanks stands before it.
    let start = text.as_str().find(|c| !matches!(c, ' ' | '(' | '【' | '['))?;
    let first = Reader { text: text.as_str(), setting }.time_at(start).filter(is_known)?;
    let after = text.as_str()[first.range.end..].trim_matches([' ', ')', '】', ']', ':']);
    let after = after.trim_matches(['(', ')']);
    matches!(after, "" | "まで" | "見込" | "見込み" | "予定").then_some(first)
}

/// The time that opens a header, and where it ends.
pub fn leading_period(text: Normal<'_>, setting: &Setting) -> Option<(Period, usize)> {
    let first = Reader { text: text.as_str(), setting }.time_at(0).filter(is_known)?;
    let end = first.range.end;
    Some((first, end))
}

fn is_known(period: &Period) -> bool {
    !period.fiscal_years.is_empty() || period.start.is_some() || period.end.is_some() || period.as_of.is_some()
}
