//! Reading one quantity (数量の読み取り): a number, its sign, unit, range and words; or what it is instead.

use crate::japanese::number::bound::{self, Words};
use crate::japanese::number::code::{self, Chain};
use crate::japanese::number::numeral::{Numeral, blank};
use crate::japanese::number::unit::rate_at;
use crate::japanese::number::{Quantity, UnitScale, context, range, share, sign, word};
use rust_decimal::Decimal;

/// Where a number is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    /// Everything before is told already.
    pub floor: usize,
    /// The text is a cell: a bare number is due.
    pub cell: bool,
    /// First and last byte that is no blank.
    pub bounds: (usize, usize),
    /// Where the last `1人` ended.
    pub one: Option<usize>,
}

/// What a number was.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub quantity: Option<Quantity>,
    /// Where to go on.
    pub end: usize,
    /// It was `1人` or its like, which may tell by what the next is measured.
    pub one: Option<usize>,
    /// 1人1日当たり, 1人1台: the one before it is no quantity either.
    pub undoes: bool,
}

impl Reading {
    fn passed(end: usize) -> Reading {
        Reading { end, ..Reading::default() }
    }

    fn found(quantity: Quantity) -> Reading {
        Reading { end: quantity.range.end, quantity: Some(quantity), ..Reading::default() }
    }
}

/// Reads the number with all that belongs to it.
pub(super) fn read(whole: &str, numeral: &Numeral, frame: &Frame) -> Reading {
    let head = &whole[frame.floor..numeral.range.start];
    let mut end = numeral.range.end;
    if code::is_named(head, &whole[numeral.range.clone()]) {
        return Reading::passed(code::drawn(whole, end, &['～', '〜', '・', '、', '-']));
    }
    let letters = if numeral.kanji { 0 } else { code::letters_before(head) };
    if numeral.coded && !frame.cell || whole[..numeral.range.start].ends_with('.') && head.trim_end_matches('.').ends_with(|c: char| c.is_ascii_digit()) {
        return Reading::passed(code::drawn(whole, end, &['-', '.', '/']));
    }
    match code::chain(whole, numeral) {
        Chain::Pair('-' | '‐' | '–' | '−', second) if letters == 0 && range::is_hyphened(whole, numeral, &second) => {}
        Chain::Pair('-' | '‐' | '–' | '−', second) => return Reading::passed(second.range.end),
        Chain::Code(end) => return Reading::passed(end),
        Chain::Pair(joint, _) if letters > 0 && joint != ':' => return Reading::passed(code::drawn(whole, end, &['-', '.', '/', ':'])),
        Chain::Pair(joint, second) => {
            if let Some(reading) = share::ratio(whole, numeral, joint, &second, frame).filter(|_| letters == 0) {
                return reading;
            }
            // 施策1:2件実施 and R6:120人 are a label and a count.
            let counted = joint == ':' && rate_at(&whole[second.range.end..]).is_some();
            return Reading::passed(if counted { second.range.start } else { second.range.end });
        }
        Chain::Free => {}
    }
    let after = &whole[end..];
    // 30数人, 十数名: no value is printed.
    if after.starts_with('数') && !after.starts_with("数値") && !after.starts_with("数字") {
        return Reading::passed(end + '数'.len_utf8());
    }
    if let Some(reading) = share::part(whole, numeral, frame).or_else(|| share::tenths(whole, numeral, frame)) {
        return reading;
    }
    let mut value = numeral.value;
    let mut upper = None;
    let mut kanji = numeral.kanji;
    if let Some((second, wave)) = range::partner(whole, end) {
        let tail = &whole[second.range.end..];
        let counted = context::unit_after(whole, second.range.end).is_some() || context::years(whole, second.range.end, &second, "").is_some();
        let free = numeral.dressed || second.dressed || frame.cell || frame.bounds == (numeral.range.start, second.range.end);
        let (first, last) = range::ends(numeral, &second);
        if wave && !counted && (code::is_position(tail) || !free) {
            return Reading::passed(second.range.end);
        }
        if last > first && (counted || wave) && !numeral.is_single_kanji() {
            (value, upper, end) = (first, Some(last), second.range.end);
            kanji = false;
        }
    }
    let edge = sign::before(head, frame);
    let (left, mut words) = bound::before(edge.left);
    let start = if words.approximate || words.cumulative { frame.floor + left.len() } else { frame.floor + edge.start };
    // 100余人.
    if let Some(rest) = whole[end..].strip_prefix('余').filter(|rest| rate_at(rest).is_some() && !rest.starts_with('り')) {
        words.approximate = true;
        end = whole.len() - rest.len();
    }
    let unit = context::unit_after(whole, end).or_else(|| context::years(whole, end, numeral, head).map(|stop| (UnitScale { factor: Decimal::ONE, unit: "年".to_owned() }, stop)));
    let Some((scale, stop)) = unit else {
        let printed = edge.money.then(|| "円".to_owned());
        let bare = !kanji && letters == 0 && (printed.is_some() || upper.is_some() || is_free(whole, numeral, &edge, start, frame));
        if !bare {
            return Reading::passed(code::drawn(whole, end, &[]));
        }
        return finish(whole, Quantity { range: start..end, value: edge.signed(value), unit: printed, upper, ..Quantity::default() }, words);
    };
    let after = &whole[stop..];
    let one = (value == Decimal::ONE && upper.is_none()).then_some(stop);
    let follows_one = frame.one == Some(numeral.range.start);
    if context::is_divisor(after, value) || follows_one && one.is_some() && !is_administrative(&scale.unit) {
        return Reading { end: stop, one, undoes: follows_one, ..Reading::default() };
    }
    let named = letters > 0 && (letters < 3 || scale.unit.is_ascii());
    let worded = kanji && !word::counts(&whole[numeral.range.clone()], head, &scale.unit, after);
    if named || worded || context::is_time(whole, numeral, &scale.unit, stop, frame) || context::is_idiom(whole, numeral.range.start, value, &scale.unit, after) {
        return Reading { one, ..Reading::passed(stop) };
    }
    let (Some(value), Some(upper)) = (value.checked_mul(scale.factor), upper.map(|upper| upper.checked_mul(scale.factor)).map_or(Some(None), |upper| upper.map(Some))) else {
        return Reading::passed(stop);
    };
    let mut quantity = Quantity { range: start..stop, value: edge.signed(value), unit: Some(scale.unit), upper, ..Quantity::default() };
    if quantity.upper.is_none() {
        range::join_upper(whole, &mut quantity);
    }
    Reading { one, ..finish(whole, quantity, words) }
}

/// Adds the words before and after.
pub(super) fn finish(whole: &str, mut quantity: Quantity, words: Words) -> Reading {
    let (length, after) = bound::after(&whole[quantity.range.end..]);
    quantity.range.end += length;
    words.dress(&mut quantity);
    after.dress(&mut quantity);
    quantity.value = quantity.value.normalize();
    quantity.upper = quantity.upper.map(|upper| upper.normalize());
    Reading::found(quantity)
}

/// A number without a unit is one if it is dressed as one, stands alone, or something points at it.
fn is_free(whole: &str, numeral: &Numeral, edge: &sign::Edge<'_>, start: usize, frame: &Frame) -> bool {
    let end = numeral.range.end;
    let after = &whole[end..];
    let next = after.chars().next();
    if frame.cell || frame.bounds == (start, end) {
        return true;
    }
    // 120), 1. and 2-: markers; 8020運動, 4K: names.
    let marker = after.starts_with([')', '）', '-', ':']) || after.starts_with('.');
    let opens = frame.bounds.0 == start && numeral.range.start == start;
    if marker && (opens || !numeral.dressed)
        || next.is_some_and(|c| c.is_ascii_alphabetic())
        || code::is_position(after)
        || edge.hyphened
        || code::follows_day(after) && !numeral.dressed
    {
        return false;
    }
    if numeral.dressed {
        // 3.1 目的 is a heading.
        return !(opens && blank(after) > 0);
    }
    let pointed = edge.left.trim_end_matches(' ').ends_with([':', '=', '→', '⇒', '＝']) && !code::is_code_label(edge.left);
    let ends = next.is_none_or(|c| matches!(c, ' ' | '、' | '。' | '\n' | ')' | '→' | '⇒' | '(' | '/'));
    (pointed || edge.negative || edge.left.ends_with(['→', '⇒'])) && ends
}

fn is_administrative(unit: &str) -> bool {
    matches!(unit, "市" | "町" | "村" | "区" | "県")
}
