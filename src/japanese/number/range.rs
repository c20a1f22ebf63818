//! Range (範囲): 10～20人, 100万～200万円, 10％～15％, 10から20人.

use crate::japanese::number::Quantity;
use crate::japanese::number::numeral::{Numeral, blank, numeral_at};
use crate::japanese::number::unit::rate_at;
use rust_decimal::Decimal;

/// What joins the ends of a range; a change (50人から80人) has the unit on both ends, so から joins only bare numbers.
const JOINTS: [(&str, bool); 10] =
    [("～", true), ("〜", true), ("~", true), ("-", false), ("‐", false), ("–", false), ("−", false), ("から", false), ("ないし", false), ("乃至", false)];

/// The number that a joint leads to, and whether the joint is a wave dash.
pub(super) fn partner(whole: &str, end: usize) -> Option<(Numeral, bool)> {
    let gap = blank(&whole[end..]);
    let rest = &whole[end + gap..];
    let (joint, wave) = JOINTS.iter().find(|(joint, wave)| rest.starts_with(joint) && (gap == 0 || *wave))?;
    let from = end + gap + joint.len();
    let numeral = numeral_at(whole, from + if *wave { blank(&whole[from..]) } else { 0 })?;
    Some((numeral, *wave))
}

/// Both ends; 2～3億 lends its 億 to the 2.
pub(super) fn ends(first: &Numeral, second: &Numeral) -> (Decimal, Decimal) {
    let lent = second
        .shared
        .filter(|factor| first.shared.is_none() && second.value.checked_div(*factor).is_some_and(|coefficient| first.value < coefficient))
        .and_then(|factor| first.value.checked_mul(factor));
    (lent.unwrap_or(first.value), second.value)
}

/// 10-20人 is a range; 施策3-1 and 671-0000 are codes.
pub(super) fn is_hyphened(whole: &str, first: &Numeral, second: &Numeral) -> bool {
    !second.coded && second.value > first.value && rate_at(&whole[second.range.end..]).is_some()
}

/// The second end of a range whose first has its own unit: 10％～15％.
pub(super) fn join_upper(whole: &str, quantity: &mut Quantity) {
    let Some((second, _)) = partner(whole, quantity.range.end).filter(|(second, wave)| *wave || !second.kanji && !whole[quantity.range.end..].starts_with("から")) else {
        return;
    };
    let gap = blank(&whole[second.range.end..]);
    let Some((scale, length)) = rate_at(&whole[second.range.end + gap..]) else { return };
    let Some(upper) = second.value.checked_mul(scale.factor) else { return };
    if Some(&scale.unit) == quantity.unit.as_ref() && upper > quantity.value && !quantity.value.is_sign_negative() {
        quantity.upper = Some(upper);
        quantity.range.end = second.range.end + gap + length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(text: &str) -> Option<(Numeral, Numeral)> {
        let first = numeral_at(text, 0)?;
        let (second, _) = partner(text, first.range.end)?;
        Some((first, second))
    }

    #[test]
    fn the_first_end_takes_the_multiplier_of_the_last_only_where_it_is_smaller() {
        let told = |text: &str| pair(text).map(|(first, second)| ends(&first, &second));
        assert_eq!(told("2～3億"), Some((Decimal::from(200_000_000), Decimal::from(300_000_000))));
        assert_eq!(told("5,000～1万"), Some((Decimal::from(5_000), Decimal::from(10_000))));
        assert_eq!(told("3万～5万"), Some((Decimal::from(30_000), Decimal::from(50_000))));
    }

    #[test]
    fn a_hyphen_is_a_range_only_upward_and_before_a_unit() {
        let hyphened = |text: &str| pair(text).is_some_and(|(first, second)| is_hyphened(text, &first, &second));
        assert!(hyphened("10-20人"));
        assert!(!hyphened("3-1"));
        assert!(!hyphened("20-10人"));
        assert!(!hyphened("3-045人"));
    }
}
