//! Format (表示形式): a number as the sheet shows it. A code is up to four sections (positive; negative; zero; text), each a
//! row of parts.

mod builtin;
mod date;
mod number;
mod parse;

use date::Moment;
use foldhash::HashMap;

/// Bytes of a code; the sheet itself allows 255 characters.
const MOST_CODE: usize = 1024;

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// A number, a date among them.
    Number(f64),
    /// Text.
    Text(&'a str),
}

/// A part of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Printed as it stands.
    Literal(String),
    /// `0`, `#` or `?`.
    Digit(char),
    /// `.`
    Point,
    /// `,` between digits or after them.
    Comma,
    /// `%`
    Percent,
    /// `E+` or `E-`
    Exponent(bool),
    /// A run of one letter of a date: `yyyy`, `ggge`'s `ggg` and `e`, `aaa`.
    Date(char, usize),
    /// `[h]`, `[mm]`, `[s]`: counted on past its natural end.
    Elapsed(char, usize),
    /// `AM/PM`, `A/P`, `上午/下午`.
    Half(bool),
    /// `@`
    Text,
    /// `General`, `標準`, `G/標準`.
    General,
    /// `/` of a fraction.
    Slash,
}

/// A section with its condition, e.g. `[>=100]`.
#[derive(Clone, Debug, Default, PartialEq)]
struct Section {
    parts: Vec<Part>,
    condition: Option<(String, f64)>,
    /// The first year of an era is 元年.
    gannen: bool,
}

impl Section {
    fn is_date(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Date(..) | Part::Elapsed(..)))
    }

    fn holds(&self, number: f64) -> Option<bool> {
        let (operator, bound) = self.condition.as_ref()?;
        Some(match operator.as_str() {
            "<" => number < *bound,
            "<=" => number <= *bound,
            ">" => number > *bound,
            ">=" => number >= *bound,
            "<>" => number != *bound,
            _ => number == *bound,
        })
    }
}

/// A number format.
#[derive(Clone, Debug, PartialEq)]
pub struct Format {
    sections: Vec<Section>,
}

/// `TRUE` or `FALSE`.
pub fn boolean(value: bool) -> &'static str {
    if value { "TRUE" } else { "FALSE" }
}

impl Format {
    /// `General` (標準).
    pub fn general() -> Format {
        Format { sections: vec![Section { parts: vec![Part::General], ..Section::default() }] }
    }

    /// From the number that the file gives it, and its code; the numbers below 164 that Japanese Excel shows its own way come first.
    pub fn of(id: Option<u32>, code: &str) -> Format {
        // A code of the workbook that merely bears a reserved number is not overruled.
        let told = id.and_then(builtin::japanese).filter(|_| code.is_empty() || code == "General" || id == Some(14) || id == Some(22));
        Format::new(told.unwrap_or(code))
    }

    /// From its number alone: the workbook's own list of codes comes first, then the reserved ones.
    pub fn listed(codes: &HashMap<u16, String>, id: u16) -> Format {
        let number = u32::from(id);
        match codes.get(&id) {
            Some(code) => Format::of(Some(number), code),
            None => Format::new(builtin::japanese(number).or_else(|| builtin::common(number)).unwrap_or("General")),
        }
    }

    /// From its code.
    pub fn new(code: &str) -> Format {
        let code = if code.len() > MOST_CODE { "General" } else { code };
        let mut sections: Vec<Section> = parse::sections(code).into_iter().take(4).map(parse::section).collect();
        if sections.iter().all(|section| section.parts.is_empty() && section.condition.is_none()) && sections.len() <= 1 {
            sections = Format::general().sections;
        }
        Format { sections }
    }

    /// A value as the sheet shows it.
    pub fn print(&self, value: &Value<'_>, epoch_1904: bool) -> String {
        match value {
            Value::Text(text) => self.text(text),
            Value::Number(number) if number.is_finite() => self.number(*number, epoch_1904),
            Value::Number(_) => "#NUM!".to_owned(),
        }
    }

    /// An ISO date or time (`t="d"`) as the sheet shows it; as it is if it is none.
    pub fn print_iso(&self, text: &str) -> String {
        match Moment::from_iso(text) {
            Some(serial) if self.sections.first().is_some_and(Section::is_date) => self.number(serial, false),
            _ => text.to_owned(),
        }
    }

    fn text(&self, text: &str) -> String {
        let section = match self.sections.len() {
            4 => self.sections.get(3),
            1 => self.sections.first().filter(|section| section.parts.contains(&Part::Text)),
            _ => None,
        };
        let Some(section) = section.filter(|section| section.parts.contains(&Part::Text)) else { return text.to_owned() };
        section
            .parts
            .iter()
            .map(|part| match part {
                Part::Literal(literal) => literal.as_str(),
                Part::Text => text,
                _ => "",
            })
            .collect()
    }

    fn number(&self, number: f64, epoch_1904: bool) -> String {
        let (section, signed) = self.choose(number);
        let Some(section) = section else { return number::general(number) };
        if section.is_date() {
            return date::print(&section.parts, number, epoch_1904, section.gannen).unwrap_or_else(|| number::general(number));
        }
        number::print(&section.parts, if signed { number } else { number.abs() })
    }

    /// The section for a number, and whether its sign is printed by us (a section of its own prints it itself).
    fn choose(&self, number: f64) -> (Option<&Section>, bool) {
        let numeric = &self.sections[..self.sections.len().min(3)];
        if numeric.iter().any(|section| section.condition.is_some()) {
            for (index, section) in numeric.iter().enumerate() {
                match section.holds(number) {
                    Some(true) => return (Some(section), index == 0 || number >= 0.0),
                    Some(false) => {}
                    None if index + 1 == numeric.len() || number < 0.0 => return (Some(section), index == 0),
                    None => {}
                }
            }
            return (numeric.last(), true);
        }
        match numeric {
            [one] => (Some(one), true),
            [positive, negative, rest @ ..] => match rest.first() {
                Some(zero) if number == 0.0 => (Some(zero), false),
                // What rounds to nothing is not printed as negative.
                _ if number < 0.0 => (Some(negative), false),
                _ => (Some(positive), false),
            },
            [] => (None, true),
        }
    }
}

#[cfg(test)]
mod tests;
