//! Share (割合): 3/5, 1:2, 3分の2, 3割5分, 24区中20区.

use crate::japanese::number::bound;
use crate::japanese::number::code::{follows_day, is_position};
use crate::japanese::number::numeral::{Numeral, blank, figures, numeral_at};
use crate::japanese::number::range::{ends, partner};
use crate::japanese::number::read::{Frame, Reading, finish};
use crate::japanese::number::unit::rate_at;
use crate::japanese::number::{Quantity, sign};
use rust_decimal::Decimal;
use std::ops::Range;

/// The quantity of a share with the words round it; shares have no sign.
fn told(whole: &str, frame: &Frame, start: usize, quantity: Quantity) -> Reading {
    let (left, words) = bound::before(&whole[frame.floor..start]);
    let start = if words.approximate || words.cumulative { frame.floor + left.len() } else { start };
    finish(whole, Quantity { range: start..quantity.range.end, ..quantity }, words)
}

/// 3/5 and 1:2, told from days (6/30現在) and clock times (10:30).
pub(super) fn ratio(whole: &str, first: &Numeral, joint: char, second: &Numeral, frame: &Frame) -> Option<Reading> {
    let head = &whole[frame.floor..first.range.start];
    let after = &whole[second.range.end..];
    let label = head.trim_end_matches(['は', 'が', 'を', ':', ' ', '約', '(']);
    let of_a_rate = label.ends_with(['率', '比', '合']);
    if first.coded || second.coded || second.value.is_zero() || head.ends_with(['/', ':']) {
        return None;
    }
    let mut quantity = Quantity { range: first.range.start..second.range.end, value: first.value, of: Some(second.value), ..Quantity::default() };
    if joint == '/' {
        let month_and_day = first.value <= Decimal::from(12) && second.value <= Decimal::from(31);
        let month_end = second.value >= Decimal::from(28) || second.value > Decimal::from(12) && after.starts_with('に');
        let day = month_and_day && !of_a_rate && (month_end || follows_day(after) || head.ends_with(['～', '〜', '(', 'R', 'H']) && !after.starts_with(')'));
        if first.dressed || second.dressed || first.value >= second.value || first.value.is_zero() || day {
            return None;
        }
        if let Some((scale, length)) = rate_at(after) {
            quantity.unit = Some(scale.unit);
            quantity.range.end += length;
        } else if is_position(after) {
            return None;
        }
        return Some(told(whole, frame, first.range.start, quantity));
    }
    let clock = first.value <= Decimal::from(24) && second.range.len() == 2 && second.value < Decimal::from(60);
    let free = frame.bounds.0 == first.range.start || head.ends_with([' ', '(', '、', 'は', 'が', 'を']);
    if joint != ':' || rate_at(after).is_some() || !of_a_rate && (clock || !free) || after.starts_with(['～', '〜', '-']) {
        return None;
    }
    Some(told(whole, frame, first.range.start, quantity))
}

/// 3分の2.
pub(super) fn part(whole: &str, denominator: &Numeral, frame: &Frame) -> Option<Reading> {
    let from = denominator.range.end + whole[denominator.range.end..].strip_prefix("分の").map(|_| "分の".len())?;
    let numerator = numeral_at(whole, from).filter(|numerator| numerator.value <= denominator.value && !denominator.dressed)?;
    let quantity = Quantity { range: denominator.range.start..numerator.range.end, value: numerator.value, of: Some(denominator.value), ..Quantity::default() };
    Some(told(whole, frame, denominator.range.start, quantity))
}

/// 3割5分2厘 is 0.352; 7～8割 has both ends.
pub(super) fn tenths(whole: &str, numeral: &Numeral, frame: &Frame) -> Option<Reading> {
    let ten = Decimal::TEN;
    let head = &whole[frame.floor..numeral.range.start];
    let edge = sign::before(head, frame);
    let (mut value, mut upper, mut end) = (numeral.value / ten, None, numeral.range.end);
    if let Some((second, _)) = partner(whole, end).filter(|(second, _)| whole[second.range.end..].starts_with('割')) {
        let (first, last) = ends(numeral, &second);
        (value, end) = (first / ten, second.range.end);
        upper = Some(last / ten).filter(|last| *last > value);
    }
    end += blank(&whole[end..]);
    let mut rest = whole[end..].strip_prefix('割')?;
    if rest.starts_with(['合', '当', 'り', '安', '高', '烹']) {
        return None;
    }
    let mut step = ten * ten;
    for mark in ['分', '厘'] {
        let digit = figures(rest).or_else(|| numeral_at(rest, 0).map(|digit| (digit.value, digit.range.end)));
        if let Some((digit, used)) = digit.filter(|(digit, used)| *digit < ten && rest[*used..].starts_with(mark)) {
            value += digit / step;
            rest = &rest[used + mark.len_utf8()..];
        }
        step *= ten;
    }
    let quantity = Quantity { range: 0..whole.len() - rest.len(), value: edge.signed(value), upper, ..Quantity::default() };
    Some(told(whole, frame, frame.floor + edge.start, quantity))
}

/// 24区中20区, 120人のうち96人, 96人/120人: the part with its whole, where `between` stands between the two.
pub(super) fn of_whole(between: &str, first: &Quantity, second: &Quantity) -> Option<Quantity> {
    if first.unit.is_none() || first.unit != second.unit || first.bound.is_some() || first.upper.is_some() || first.of.is_some() || second.of.is_some() {
        return None;
    }
    let range: Range<usize> = first.range.start..second.range.end;
    match between.trim().trim_end_matches(['、', ',', ' ']) {
        "中" | "満点中" | "のうち" | "の内" | "の中" | "中の" | "のうちの" if second.value <= first.value => {
            Some(Quantity { range, of: Some(first.value), approximate: first.approximate || second.approximate, ..second.clone() })
        }
        "/" if first.value <= second.value => Some(Quantity { range, of: Some(second.value), approximate: first.approximate || second.approximate, ..first.clone() }),
        _ => None,
    }
}
