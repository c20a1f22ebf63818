//! Numeral (数字): figures with commas and a point, kanji, and both mixed with 千 万 億.

use rust_decimal::Decimal;
use std::ops::Range;

/// The longest run of figures that is a number; longer ones are identifiers.
const FIGURES: usize = 26;
/// The longest run of kanji numerals that is a number.
const KANJI: usize = 32;

/// A number as printed, without sign and unit.
#[derive(Clone, Debug)]
pub(super) struct Numeral {
    pub range: Range<usize>,
    pub value: Decimal,
    /// It is written in kanji.
    pub kanji: bool,
    /// It has a decimal point, thousands commas or a multiplier: surely a number.
    pub dressed: bool,
    /// 3億: 億, which 2～3億 lends to the 2.
    pub shared: Option<Decimal>,
    /// 0123 is a code.
    pub coded: bool,
}

impl Numeral {
    /// One kanji, which is more often part of a word than a number.
    pub fn is_single_kanji(&self) -> bool {
        self.kanji && self.range.len() <= '一'.len_utf8()
    }
}

const SMALL: [(char, u64); 3] = [('千', 1_000), ('百', 100), ('十', 10)];
const LARGE: [(char, u64); 3] = [('兆', 1_000_000_000_000), ('億', 100_000_000), ('万', 10_000)];

/// How many bytes of blanks layout may put inside a quantity.
pub(super) fn blank(text: &str) -> usize {
    text.bytes().take(3).take_while(|byte| *byte == b' ').count()
}

/// A number that begins at `at`.
pub(super) fn numeral_at(whole: &str, at: usize) -> Option<Numeral> {
    let rest = whole.get(at..)?;
    let first = rest.chars().next()?;
    if first.is_ascii_digit() {
        return arabic(rest).map(|numeral| Numeral { range: at..at + numeral.range.end, ..numeral });
    }
    if !is_kanji_digit(first) || first == '〇' {
        return None;
    }
    let length = kanji_run(rest);
    let run = &rest[..length];
    let placed = run.contains(['十', '百', '千', '拾', '万', '億', '兆']);
    // 参加, 七五三, 二三人 (two or three): words, and not one number.
    let formal = run.chars().count() == 1 && run.contains(['壱', '弐', '参', '拾']);
    let mut pair = run.chars().filter_map(kanji_digit);
    let either = !placed && matches!((pair.next(), pair.next(), pair.next()), (Some(first), Some(second), None) if second == first + 1);
    if length > KANJI * '一'.len_utf8() || formal || either || rest[length..].starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let value = kanji(run)?;
    Some(Numeral { range: at..at + length, value, kanji: true, dressed: false, shared: None, coded: false })
}

/// Bytes of the run of figures or of kanji numerals that opens `text`.
pub(super) fn run_length(text: &str) -> usize {
    let figures = text.bytes().take_while(u8::is_ascii_digit).count();
    if figures > 0 { figures } else { kanji_run(text) }
}

fn kanji_run(text: &str) -> usize {
    text.chars().take_while(|c| is_kanji_digit(*c) || matches!(c, '万' | '億' | '兆')).map(char::len_utf8).sum()
}

/// 42億 7,700万, 3億5千万, 2億3千4百万: each part with its multipliers, from the large to the small.
fn arabic(rest: &str) -> Option<Numeral> {
    let (mut first, mut length) = figures(rest)?;
    let printed = &rest[..length];
    if let Some((power, after)) = exponent(&rest[length..], printed.contains('.')) {
        first = first.checked_mul(power)?.normalize();
        length += after;
        return Some(Numeral { range: 0..length, value: first, kanji: false, dressed: true, shared: None, coded: false });
    }
    let mut dressed = printed.contains([',', '.']);
    let coded = printed.len() > 1 && printed.starts_with('0') && !printed.starts_with("0.");
    let (mut total, mut section, mut pending) = (Decimal::ZERO, Decimal::ZERO, Some(first));
    let (mut large, mut small) = (Decimal::MAX, Decimal::MAX);
    let mut parts = 1;
    while let Some((after, factor, is_large)) = multiplier(&rest[length..]) {
        if is_large {
            if factor >= large {
                break;
            }
            total = total.checked_add(section.checked_add(pending.take().unwrap_or_default())?.checked_mul(factor)?)?;
            (section, small, large) = (Decimal::ZERO, Decimal::MAX, factor);
        } else {
            let Some(value) = pending.filter(|_| factor < small) else { break };
            section = section.checked_add(value.checked_mul(factor)?)?;
            (pending, small) = (None, factor);
        }
        dressed = true;
        length += after;
        let gap = blank(&rest[length..]);
        if let Some((value, more)) = figures(&rest[length + gap..]) {
            let follows = multiplier(&rest[length + gap + more..]);
            if value < factor && (gap == 0 || is_large && follows.is_some_and(|(_, next, _)| next < factor)) {
                pending = Some(value);
                length += gap + more;
                parts += 1;
            }
        }
    }
    let value = total.checked_add(section)?.checked_add(pending.unwrap_or_default())?;
    let shared = (parts == 1 && !first.is_zero()).then(|| value.checked_div(first)).flatten().filter(|factor| *factor > Decimal::ONE);
    Some(Numeral { range: 0..length, value: value.normalize(), kanji: false, dressed, shared, coded })
}

/// 1.2E+04, 1.2e8: the power of ten of a number that a spreadsheet printed short, and its length.
fn exponent(text: &str, pointed: bool) -> Option<(Decimal, usize)> {
    let rest = text.strip_prefix(['E', 'e'])?;
    let digits = rest.trim_start_matches(['+', '-']);
    let sign = &rest[..rest.len() - digits.len()];
    let count = digits.bytes().take_while(u8::is_ascii_digit).count();
    let ends = !digits[count..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '.');
    let power: u32 = digits.get(..count)?.parse().ok().filter(|power| (1..=15).contains(power))?;
    let told = sign.len() == 1 || sign.is_empty() && pointed;
    let mut factor = Decimal::ONE;
    for _ in 0..power {
        factor = if sign == "-" { factor.checked_div(Decimal::TEN)? } else { factor.checked_mul(Decimal::TEN)? };
    }
    (told && ends && count <= 3).then(|| (factor, text.len() - digits.len() + count))
}

/// A multiplier at the start of `text`, perhaps after a blank: its end, its worth, and whether it is 万 or more.
fn multiplier(text: &str) -> Option<(usize, Decimal, bool)> {
    let gap = blank(text);
    let character = text[gap..].chars().next()?;
    let after = &text[gap + character.len_utf8()..];
    let (factor, is_large) = LARGE
        .iter()
        .find(|(sign, _)| *sign == character)
        .map(|(_, factor)| (*factor, true))
        .or_else(|| SMALL.iter().find(|(sign, _)| *sign == character).map(|(_, factor)| (*factor, false)))?;
    // 千葉, 百貨店, 万全 are words; after a blank a small one needs its unit.
    let words: &[char] = match character {
        '千' => &['葉', '代', '種', '鳥', '曲', '里', '住', '草', '早', '客', '差', '歳'],
        '百' => &['貨', '科', '葉', '歳', '選'],
        '十' => &['字', '分', '和', '勝'],
        '万' => &['全', '一', '引', '葉', '能', '博', '年', '遍'],
        _ => &['劫'],
    };
    let unit = ['円', '人', '件', '名', '世', '枚', '本', '株', '冊', '万', '億', '㎡', 'k', 't', 'm', 'ト'];
    let fits = !after.starts_with(words) && (gap == 0 || is_large || after.starts_with(unit));
    fits.then(|| (gap + character.len_utf8(), Decimal::from(factor), is_large))
}

/// Figures with thousands commas and a point, and their length.
pub(super) fn figures(text: &str) -> Option<(Decimal, usize)> {
    let bytes = text.as_bytes();
    let mut end = 0;
    let mut plain = String::new();
    let mut point = false;
    while let Some(byte) = bytes.get(end) {
        match byte {
            digit if digit.is_ascii_digit() => plain.push(char::from(*digit)),
            b',' if !point && !plain.is_empty() && is_group(&bytes[end + 1..]) => {}
            b'.' if !point && !plain.is_empty() && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) => {
                point = true;
                plain.push('.');
            }
            _ => break,
        }
        end += 1;
        if plain.len() > FIGURES {
            return None;
        }
    }
    plain.parse().ok().map(|value| (value, end))
}

/// Three digits and then no fourth.
fn is_group(bytes: &[u8]) -> bool {
    bytes.len() >= 3 && bytes[..3].iter().all(u8::is_ascii_digit) && !bytes.get(3).is_some_and(u8::is_ascii_digit)
}

pub(super) fn is_kanji_digit(character: char) -> bool {
    kanji_digit(character).is_some() || matches!(character, '十' | '百' | '千' | '拾')
}

fn kanji_digit(character: char) -> Option<u64> {
    Some(match character {
        '〇' => 0,
        '一' | '壱' => 1,
        '二' | '弐' => 2,
        '三' | '参' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// 三百二十, 二〇, 一万二千.
pub fn kanji(text: &str) -> Option<Decimal> {
    if text.is_empty() {
        return None;
    }
    if text.chars().all(|c| kanji_digit(c).is_some()) {
        let mut value = 0u64;
        for digit in text.chars().filter_map(kanji_digit) {
            value = value.checked_mul(10)?.checked_add(digit)?;
        }
        return Some(Decimal::from(value));
    }
    let (mut total, mut section, mut current) = (0u64, 0u64, None::<u64>);
    let (mut large, mut small) = (u64::MAX, u64::MAX);
    for character in text.chars() {
        if let Some(value) = kanji_digit(character) {
            // 四〇万 goes on in places only where no 十 or 百 has been.
            current = Some(match current {
                None => value,
                Some(before) if small == u64::MAX => before.checked_mul(10)?.checked_add(value)?,
                Some(_) => return None,
            });
            continue;
        }
        let sign = if character == '拾' { '十' } else { character };
        if let Some((_, factor)) = SMALL.iter().find(|(small, _)| *small == sign) {
            let digit = current.take().unwrap_or(1);
            if *factor >= small || digit == 0 || digit > 9 {
                return None;
            }
            (section, small) = (section + digit * factor, *factor);
        } else {
            let (_, factor) = LARGE.iter().find(|(large, _)| *large == sign)?;
            let part = section.checked_add(current.take().unwrap_or(0))?;
            if *factor >= large || part == 0 {
                return None;
            }
            total = total.checked_add(part.checked_mul(*factor)?)?;
            (section, small, large) = (0, u64::MAX, *factor);
        }
    }
    Some(Decimal::from(total.checked_add(section)?.checked_add(current.unwrap_or(0))?))
}
