//! Number (数量): quantities in running text and in cells.
//!
//! A number (`numeral`) is read with what belongs to it (`read`): sign, unit, range, share and the words round it; what only
//! looks like an amount is passed over: codes and ordinals (`code`), dates and idioms (`context`), words (`word`).

mod bound;
mod code;
mod context;
mod error;
mod longer;
mod note;
mod numeral;
mod page;
mod range;
mod read;
mod share;
mod sign;
mod unit;
mod word;
mod zero;

pub use error::is_error;
pub use note::{is_unit, unit_note};
pub use numeral::kanji;
pub use page::{is_contents_entry, is_page_number};
pub use unit::unit_scale;
pub use zero::circle_zero;

use crate::japanese::text::Normal;
use read::Frame;
use rust_decimal::Decimal;
use std::ops::Range;

/// How a number bounds what is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// 以上.
    AtLeast,
    /// 以下, 以内, まで.
    AtMost,
    /// 超, を超える.
    MoreThan,
    /// 未満.
    LessThan,
}

/// A quantity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quantity {
    /// Bytes of the text it was read from.
    pub range: Range<usize>,
    /// In the unit below: 42億7,700万円 is 4277000000.
    pub value: Decimal,
    /// Canonical unit; a percent keeps its number and `%`.
    pub unit: Option<String>,
    /// 以上 and the like.
    pub bound: Option<Bound>,
    /// 約, 程度.
    pub approximate: bool,
    /// 延べ.
    pub cumulative: bool,
    /// 24区中20区: 20 of 24.
    pub of: Option<Decimal>,
    /// 10～20人: from 10 up to 20.
    pub upper: Option<Decimal>,
}

/// What one of a printed unit is worth in its canonical unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitScale {
    /// 千円: 1000.
    pub factor: Decimal,
    /// 千円: 円.
    pub unit: String,
}

/// Every quantity in a running text, in order.
pub fn quantities(text: Normal<'_>) -> Vec<Quantity> {
    let whole = text.as_str();
    if let Some(told) = alone(whole) {
        return told;
    }
    let body = whole.trim();
    if sign::is_unknown(body) && whole_value(Normal::of_folded(body.trim_start_matches(['▽', '▿']))).is_some() {
        return vec![];
    }
    let mut out: Vec<Quantity> = vec![];
    let lead = whole.len() - whole.trim_start().len();
    let mut frame = Frame { floor: 0, cell: false, bounds: (lead, lead + body.len()), one: None };
    let mut at = lead;
    while let Some(character) = whole[at..].chars().next() {
        let next = at + character.len_utf8();
        if character.is_ascii_alphabetic() {
            at = code::address(whole, at).unwrap_or(next);
            continue;
        }
        if !character.is_ascii_digit() && !numeral::is_kanji_digit(character) {
            at = next;
            continue;
        }
        let Some(number) = numeral::numeral_at(whole, at) else {
            // Too long, or no number: all of the run is passed over.
            at += numeral::run_length(&whole[at..]).max(1);
            frame.floor = at;
            continue;
        };
        let reading = read::read(whole, &number, &frame);
        if reading.undoes && out.last().is_some_and(|last| last.range.end == number.range.start) {
            out.pop();
        }
        at = reading.end.max(number.range.end);
        frame.one = reading.one;
        frame.floor = at;
        let Some(quantity) = reading.quantity else { continue };
        let joined = out.last().and_then(|before| share::of_whole(&whole[before.range.end..quantity.range.start], before, &quantity));
        if joined.is_some() {
            out.pop();
        }
        out.push(joined.unwrap_or(quantity));
    }
    out
}

/// What a text tells that is nothing but a number: its sign is read as in a cell, and a second number in brackets stands beside it.
fn alone(whole: &str) -> Option<Vec<Quantity>> {
    // A plain number is read as in any text: 2015年 is none.
    if whole.trim_start().starts_with(|c: char| c.is_ascii_digit()) && !whole.contains(['(', 'E', 'e']) {
        return None;
    }
    let found = whole_value(Normal::of_folded(whole))?;
    let body = whole.trim_end();
    let Some(open) = body.find('(').filter(|open| *open > found.range.start && body.ends_with(')')) else { return Some(vec![found]) };
    let first = whole_value(Normal::of_folded(&whole[..open]))?;
    let mut second = whole_value(Normal::of_folded(&body[open + 1..body.len() - 1]))?;
    second.range = open + 1 + second.range.start..open + 1 + second.range.end;
    Some(vec![first, second])
}

/// The text is nothing but one number with its dress; one in brackets behind it (86(50)) is told beside it.
pub fn whole_value(text: Normal<'_>) -> Option<Quantity> {
    let whole = text.as_str();
    let mut body = whole.trim();
    if body.is_empty() || body.chars().nth(40).is_some() {
        return None;
    }
    let lead = whole.len() - whole.trim_start().len();
    // Footnote marks behind it.
    if body.ends_with(['1', '2', '3', '※', '*']) {
        for mark in ["※1", "※2", "※3", "*1", "*2", "※", "*"] {
            body = body.strip_suffix(mark).unwrap_or(body).trim_end();
        }
    }
    if sign::is_unknown(body) {
        return None;
    }
    if let Some(zero) = zero::zero(body) {
        return Some(Quantity { range: lead..lead + body.len(), ..zero });
    }
    let start = body.find(|c: char| c.is_ascii_digit() || numeral::is_kanji_digit(c))?;
    let number = numeral::numeral_at(body, start)?;
    let frame = Frame { floor: 0, cell: true, bounds: (0, body.len()), one: None };
    let mut found = read::read(body, &number, &frame).quantity?;
    let mut tail = body[found.range.end..].trim();
    if let Some(inner) = tail.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'))
        && !inner.contains(['(', ')'])
        && inner.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '▲' | '△' | '-' | '−'))
        && whole_value(Normal::of_folded(inner)).is_some()
    {
        tail = "";
    }
    if !body[..found.range.start].trim().is_empty() || !(tail.is_empty() || found.unit.is_none() && is_unit(tail)) {
        return None;
    }
    if !tail.is_empty() {
        let scale = unit::unit_scale_of(tail);
        found.value = found.value.checked_mul(scale.factor)?.normalize();
        found.unit = Some(scale.unit);
    }
    found.range = lead + found.range.start..lead + body.trim_end().len();
    Some(found)
}
