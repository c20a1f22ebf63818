//! Number (数量): quantities in running text and in cells.
//!
//! A number (`numeral`) is read with what belongs to it (`read`): sign, unit, range, share and the words round it; what only
//! looks like an amount is passed over: codes and ordinals (`code`), dates and idioms (`context`), words (`word`).

mod bound;
mod code;
mod context;
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

pub use note::{is_unit, unit_note};
pub use numeral::kanji;
pub use page::{is_contents_entry, is_page_number};
pub use unit::unit_scale;

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
    let mut out: Vec<Quantity> = vec![];
    let body = whole.trim();
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

/// The text is nothing but one number with its dress.
pub fn whole_value(text: Normal<'_>) -> Option<Quantity> {
    let whole = text.as_str();
    let mut body = whole.trim();
    if body.is_empty() || body.chars().nth(40).is_some() {
        return None;
    }
    let mut lead = whole.len() - whole.trim_start().len();
    // Footnote marks and brackets round it.
    if body.ends_with(['1', '2', '3', '※', '*']) {
        for mark in ["※1", "※2", "※3", "*1", "*2", "※", "*"] {
            body = body.strip_suffix(mark).unwrap_or(body).trim_end();
        }
    }
    if let Some(inner) = body.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        (body, lead) = (inner, lead + 1);
    }
    let start = body.find(|c: char| c.is_ascii_digit() || numeral::is_kanji_digit(c))?;
    let number = numeral::numeral_at(body, start)?;
    let frame = Frame { floor: 0, cell: true, bounds: (0, body.len()), one: None };
    let mut found = read::read(body, &number, &frame).quantity?;
    let tail = body[found.range.end..].trim();
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
