//! Numbers: thousands, decimals, percent, scaling by trailing commas, exponents and fractions.

use super::Part;
use rust_decimal::prelude::*;

/// Prints a number by a section without dates.
pub fn print(parts: &[Part], number: f64) -> String {
    if parts.contains(&Part::Slash) {
        return fraction(parts, number);
    }
    if let Some(at) = parts.iter().position(|part| matches!(part, Part::Exponent(_))) {
        return exponent(parts, at, number);
    }
    let first = parts.iter().position(|part| matches!(part, Part::Digit(_)));
    let Some(first) = first else { return without_digits(parts, number) };
    let last = parts.iter().rposition(|part| matches!(part, Part::Digit(_) | Part::Point)).unwrap_or(first);
    let point = parts.iter().position(|part| *part == Part::Point).unwrap_or(last + 1);
    let scale = parts[last..].iter().take_while(|part| matches!(part, Part::Digit(_) | Part::Comma | Part::Point)).filter(|part| **part == Part::Comma).count();
    let grouped = parts[first..point.min(last + 1).max(first)].contains(&Part::Comma);
    let percents = parts.iter().filter(|part| **part == Part::Percent).count();
    let (before, after) = parts.split_at(point.min(parts.len()));
    let (slots, places) = (digits(before), digits(after));
    let power = 2 * percents as i32 - 3 * scale as i32;
    let rounded = rounded(number.abs(), power, places.len());
    let (whole, decimals) = rounded.split_once('.').unwrap_or((&rounded, ""));
    let minus = number < 0.0 && rounded.bytes().any(|byte| byte.is_ascii_digit() && byte != b'0');
    let whole = whole.trim_start_matches('0');
    let mut out = String::new();
    if minus {
        out.push('-');
    }
    // Digits to print: as many as the number has, and a zero for each slot from the first `0` on.
    let zeros = slots.iter().position(|kind| *kind == '0').map_or(0, |first| slots.len() - first);
    let length = whole.len().max(zeros);
    let padded = format!("{whole:0>length$}");
    // Decimals that are printed: `0` always, `#` only up to the last that is not zero.
    let forced = places.iter().rposition(|kind| *kind != '#').map_or(0, |last| last + 1);
    let shown = forced.max(decimals.trim_end_matches('0').len());
    let mut printed = 0;
    let mut seen = 0;
    let mut decimal = 0;
    for (index, part) in parts.iter().enumerate() {
        match part {
            Part::Literal(text) => out.push_str(text),
            Part::Percent => out.push('%'),
            Part::Point if index == point && (shown > 0 || places.is_empty()) => out.push('.'),
            Part::Digit(_) if index < point => {
                seen += 1;
                // The last slots take the last digits; the first takes all that are left over.
                let due = padded.len().saturating_sub(slots.len() - seen);
                while printed < due {
                    out.push_str(&padded[printed..=printed]);
                    printed += 1;
                    let left = padded.len() - printed;
                    if grouped && left > 0 && left.is_multiple_of(3) {
                        out.push(',');
                    }
                }
            }
            Part::Digit(_) => {
                if decimal < shown {
                    out.push_str(decimals.get(decimal..=decimal).unwrap_or("0"));
                }
                decimal += 1;
            }
            Part::General => out.push_str(&general(number.abs())),
            _ => {}
        }
    }
    out
}

/// The kinds of digits (`0`, `#`, `?`) among some parts.
fn digits(parts: &[Part]) -> Vec<char> {
    parts.iter().filter_map(|part| if let Part::Digit(kind) = part { Some(*kind) } else { None }).collect()
}

/// No digit in the section: `"-"`, `General`, nothing.
fn without_digits(parts: &[Part], number: f64) -> String {
    let mut out = String::new();
    for part in parts {
        match part {
            Part::Literal(text) => out.push_str(text),
            Part::Percent => out.push('%'),
            Part::General | Part::Text => out.push_str(&general(number)),
            Part::Point => out.push('.'),
            Part::Comma => out.push(','),
            _ => {}
        }
    }
    out
}

/// A number that is not negative, times ten to a power, rounded half up to decimals: on its 15 digits, as the sheet does.
fn rounded(number: f64, power: i32, places: usize) -> String {
    let digits = format!("{number:.14e}");
    let decimal = Decimal::from_scientific(&digits).ok().and_then(|decimal| {
        let factor = Decimal::from_i128_with_scale(10i128.checked_pow(power.unsigned_abs())?, 0);
        if power < 0 { decimal.checked_div(factor) } else { decimal.checked_mul(factor) }
    });
    match decimal {
        Some(decimal) if places <= 28 => format!("{:.places$}", decimal.round_dp_with_strategy(places as u32, RoundingStrategy::MidpointAwayFromZero)),
        _ => format!("{:.*}", places.min(30), number * 10f64.powi(power)),
    }
}

/// `General`: up to eleven characters, without trailing zeros; whole numbers whole.
pub fn general(number: f64) -> String {
    let size = number.abs();
    if size == 0.0 {
        return "0".to_owned();
    }
    if !(1e-9..1e15).contains(&size) {
        let text = format!("{number:.5e}");
        let (mantissa, power) = text.split_once('e').unwrap_or((&text, "0"));
        let mantissa = if mantissa.contains('.') { mantissa.trim_end_matches('0').trim_end_matches('.') } else { mantissa };
        let power: i32 = power.parse().unwrap_or(0);
        return format!("{mantissa}E{}{:02}", if power < 0 { '-' } else { '+' }, power.abs());
    }
    let whole = size.log10().floor().max(0.0) as usize + 1;
    let text = rounded(size, 0, 10usize.saturating_sub(whole));
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if number < 0.0 && text != "0" { format!("-{text}") } else { text.to_owned() }
}

/// `0.00E+00`.
fn exponent(parts: &[Part], at: usize, number: f64) -> String {
    let point = parts.iter().position(|part| *part == Part::Point).unwrap_or(at);
    let places = parts[point.min(at)..at].iter().filter(|part| matches!(part, Part::Digit(_))).count();
    let least = parts[at..].iter().filter(|part| matches!(part, Part::Digit(_))).count();
    let text = format!("{number:.places$e}");
    let (mantissa, power) = text.split_once('e').unwrap_or((&text, "0"));
    let power: i32 = power.parse().unwrap_or(0);
    let sign = if power < 0 {
        "-"
    } else if matches!(parts[at], Part::Exponent(true)) {
        "+"
    } else {
        ""
    };
    format!("{mantissa}E{sign}{:0least$}", power.abs())
}

/// `# ?/?`: the nearest fraction with as many digits below as asked.
fn fraction(parts: &[Part], number: f64) -> String {
    let slash = parts.iter().position(|part| *part == Part::Slash).unwrap_or(0);
    let digits = parts[slash..].iter().filter(|part| matches!(part, Part::Digit(_))).count().clamp(1, 3);
    let most = 10u32.pow(digits as u32) - 1;
    let size = number.abs();
    let part = size.fract();
    let (mut best, mut error) = ((0u32, 1u32), part);
    for below in 1..=most {
        let above = (part * f64::from(below)).round();
        let off = (part - above / f64::from(below)).abs();
        if off < error - 1e-12 {
            (best, error) = ((above as u32, below), off);
        }
    }
    let mut whole = size.trunc();
    if best.0 == best.1 {
        whole += 1.0;
        best.0 = 0;
    }
    let sign = if number < 0.0 { "-" } else { "" };
    match (whole == 0.0, best.0 == 0) {
        (_, true) => format!("{sign}{whole:.0}"),
        (true, false) => format!("{sign}{}/{}", best.0, best.1),
        (false, false) => format!("{sign}{whole:.0} {}/{}", best.0, best.1),
    }
}
