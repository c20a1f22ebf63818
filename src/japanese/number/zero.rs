//! Zero (皆無): nothing counted, told in a word or with the circle of a kanji numeral.

use super::unit::rate_at;
use super::{Quantity, bound};
use rust_decimal::Decimal;

/// Words that say zero without a unit.
const ALONE: [&str; 3] = ["ゼロ", "零", "皆無"];
/// What may stand before a unit.
const BEFORE_UNIT: [&str; 5] = ["ゼロ", "零", "〇", "○", "◯"];

/// ○件: a circle of another kind printed for 〇; the number as it should be.
pub fn circle_zero(words: &str) -> Option<String> {
    let rest = words.strip_prefix(['○', '◯'])?;
    zero(words).map(|_| format!("〇{rest}"))
}

/// 〇件, ゼロ, 皆無, 零件以下: zero, with its unit; the range is left to the caller.
pub(super) fn zero(body: &str) -> Option<Quantity> {
    let found = Quantity { value: Decimal::ZERO, ..Quantity::default() };
    if ALONE.contains(&body) {
        return Some(found);
    }
    let rest = BEFORE_UNIT.iter().find_map(|word| body.strip_prefix(word))?.trim_start();
    let (scale, length) = rate_at(rest)?;
    let (bounded, words) = bound::after(&rest[length..]);
    let mut found = Quantity { unit: Some(scale.unit), ..found };
    words.dress(&mut found);
    rest[length + bounded..].trim().is_empty().then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_zero_in_words() {
        let read = |text: &str| zero(text).map(|found| (found.value.to_string(), found.unit));
        let of = |unit: &str| Some(("0".to_owned(), Some(unit.to_owned())));
        for text in ["〇件", "零件", "ゼロ件", "○件", "◯ 件", "〇件以下"] {
            assert_eq!(read(text), of("件"), "{text}");
        }
        assert_eq!(read("ゼロ"), Some(("0".to_owned(), None)));
        assert_eq!(read("皆無"), Some(("0".to_owned(), None)));
        for text in ["○", "〇", "ゼロカーボン", "零細企業", "○継続", "〇 民間"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
