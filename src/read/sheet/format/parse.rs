//! Parse (解析): the code of a number format to its sections and their parts.

use super::{Part, Section};

/// Cuts a code at `;`, outside quotes, brackets and escapes.
pub(super) fn sections(code: &str) -> Vec<&str> {
    let mut out = vec![];
    let (mut start, mut quoted, mut bracketed, mut escaped) = (0, false, false, false);
    for (at, character) in code.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '\\' | '!' | '_' | '*' if !bracketed => escaped = true,
            '[' => bracketed = true,
            ']' => bracketed = false,
            ';' if !bracketed => {
                out.push(&code[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    out.push(&code[start..]);
    out
}

/// Takes a section apart.
pub(super) fn section(code: &str) -> Section {
    let mut section = Section::default();
    let mut rest = code;
    let literal = |section: &mut Section, text: &str| match section.parts.last_mut() {
        Some(Part::Literal(last)) => last.push_str(text),
        _ => section.parts.push(Part::Literal(text.to_owned())),
    };
    while let Some(character) = rest.chars().next() {
        let mut taken = character.len_utf8();
        let after = &rest[taken..];
        match character {
            '"' => {
                let end = after.find('"').unwrap_or(after.len());
                literal(&mut section, &after[..end]);
                taken += (end + 1).min(after.len());
            }
            '\\' | '!' => {
                if let Some(next) = after.chars().next() {
                    literal(&mut section, next.encode_utf8(&mut [0; 4]));
                    taken += next.len_utf8();
                }
            }
            // `_)` leaves room, `* ` fills the cell.
            '_' | '*' => taken += after.chars().next().map_or(0, char::len_utf8),
            '[' => {
                let end = after.find(']').unwrap_or(after.len());
                bracket(&mut section, &after[..end], &literal);
                taken += (end + 1).min(after.len());
            }
            '0' | '#' | '?' => section.parts.push(Part::Digit(character)),
            '.' => section.parts.push(Part::Point),
            ',' => section.parts.push(Part::Comma),
            '%' => section.parts.push(Part::Percent),
            '@' => section.parts.push(Part::Text),
            '/' if !section.is_date() && section.parts.iter().any(|part| matches!(part, Part::Digit(_))) => section.parts.push(Part::Slash),
            'E' if after.starts_with(['+', '-']) => {
                section.parts.push(Part::Exponent(after.starts_with('+')));
                taken += 1;
            }
            _ if starts_with(rest, "AM/PM") => {
                section.parts.push(Part::Half(true));
                taken = 5;
            }
            _ if starts_with(rest, "A/P") => {
                section.parts.push(Part::Half(false));
                taken = 3;
            }
            _ if starts_with(rest, "General") => {
                section.parts.push(Part::General);
                taken = 7;
            }
            _ if rest.starts_with("G/標準") || rest.starts_with("標準") => {
                section.parts.push(Part::General);
                taken = if rest.starts_with('G') { "G/標準".len() } else { "標準".len() };
            }
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'g' | 'G' | 'e' | 'E' | 'a' | 'A' | 'r' | 'R' | 'b' | 'B' => {
                let count = rest.chars().take_while(|other| other.eq_ignore_ascii_case(&character)).count();
                let letter = character.to_ascii_lowercase();
                match (letter, count) {
                    ('r', 1) => section.parts.extend([Part::Date('g', 1), Part::Date('e', 1)]),
                    ('r', _) => section.parts.extend([Part::Date('g', 3), Part::Date('e', 2)]),
                    ('a', 1 | 2) => literal(&mut section, &rest[..count]),
                    _ => section.parts.push(Part::Date(letter, count)),
                }
                taken = count;
            }
            other => literal(&mut section, other.encode_utf8(&mut [0; 4])),
        }
        rest = &rest[taken..];
    }
    section
}

fn starts_with(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
}

/// `[$¥-411]`, `[Red]`, `[赤]`, `[h]`, `[>=100]`, `[DBNum1]`.
fn bracket(section: &mut Section, inside: &str, literal: &impl Fn(&mut Section, &str)) {
    if let Some(symbol) = inside.strip_prefix('$') {
        let (symbol, locale) = symbol.split_once('-').unwrap_or((symbol, ""));
        section.gannen |= locale.contains("gannen");
        if !symbol.is_empty() {
            literal(section, symbol);
        }
        return;
    }
    let letter = inside.chars().next().map_or(' ', |c| c.to_ascii_lowercase());
    if matches!(letter, 'h' | 'm' | 's') && inside.chars().all(|c| c.to_ascii_lowercase() == letter) {
        section.parts.push(Part::Elapsed(letter, inside.len()));
        return;
    }
    let operator = inside.len() - inside.trim_start_matches(['<', '>', '=']).len();
    if operator > 0
        && let Ok(bound) = inside[operator..].trim().parse()
    {
        section.condition = Some((inside[..operator].to_owned(), bound));
    }
}
