//! Numeral (数字): the number of a year, month or day, in digits, in kanji, or 元.

use super::Reader;

/// A number read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numeral {
    pub value: u32,
    pub end: usize,
    /// Characters it is printed with.
    pub length: usize,
    pub form: Form,
}

/// How a number is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Digits,
    /// 二十三, 二三.
    Kanji,
    /// 元.
    First,
}

/// The value of a kanji numeral; tens and hundreds as 10 and 100.
pub(super) fn kanji(character: char) -> Option<u32> {
    Some(match character {
        '〇' | '零' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        '百' => 100,
        _ => return None,
    })
}

impl Reader<'_> {
    /// The number at `at`. No time has more than four digits or, in kanji, seven characters: what is longer is none.
    pub(super) fn numeral(&self, at: usize) -> Option<Numeral> {
        let rest = self.rest(at);
        if rest.starts_with('元') {
            return Some(Numeral { value: 1, end: at + '元'.len_utf8(), length: 1, form: Form::First });
        }
        let digits = rest.bytes().take(5).take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            let thousands = rest[digits..].strip_prefix(',').is_some_and(|rest| rest.bytes().take(3).filter(u8::is_ascii_digit).count() == 3);
            let value = rest.get(..digits)?.parse().ok()?;
            return (digits <= 4 && !thousands).then_some(Numeral { value, end: at + digits, length: digits, form: Form::Digits });
        }
        let mut values = vec![];
        let mut end = at;
        for character in rest.chars().take(8) {
            let Some(value) = kanji(character) else { break };
            values.push(value);
            end += character.len_utf8();
        }
        if values.is_empty() || values.len() > 7 {
            return None;
        }
        Some(Numeral { value: kanji_value(&values)?, end, length: values.len(), form: Form::Kanji })
    }

    /// A number of one or two digits (or kanji up to 99): a month or a day.
    pub(super) fn small(&self, at: usize) -> Option<Numeral> {
        self.numeral(at).filter(|number| number.value < 100 && number.form != Form::First && (number.form == Form::Kanji || number.length <= 2))
    }
}

/// 二三 and 二〇一五 by place, 四十五 by value.
fn kanji_value(values: &[u32]) -> Option<u32> {
    if values.iter().all(|value| *value < 10) {
        return (values.len() <= 4).then(|| values.iter().fold(0, |sum, value| sum * 10 + value));
    }
    let mut sum = 0;
    let mut ones = None;
    let mut last_place = 1000;
    for value in values {
        match *value {
            place @ (10 | 100) => {
                if place >= last_place {
                    return None;
                }
                last_place = place;
                sum += ones.take().unwrap_or(1) * place;
            }
            one => {
                if ones.is_some() || one == 0 {
                    return None;
                }
                ones = Some(one);
            }
        }
    }
    Some(sum + ones.unwrap_or(0))
}
