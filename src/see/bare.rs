//! Bare (裸の文): what a printed stretch says without its markup, as it is held against the words that rows repeat.

use crate::japanese::label::leading_label;
use crate::japanese::number::{unit_note, unit_scale};
use crate::japanese::text::{Text, key};

/// What a printed stretch says without its markup.
#[derive(Clone, Debug)]
pub struct Bare {
    /// Its matching key.
    pub key: String,
    /// The key of what follows the number that opens it.
    pub unnumbered: Option<String>,
    /// The canonical unit that it is, if it is one.
    pub unit: String,
    /// The canonical unit that it tells for others: `（単位：千円）`.
    pub note: Option<String>,
}

impl Bare {
    pub(super) fn of(printed: &str) -> Bare {
        let bare = without_markup(printed);
        let text = Text::new(bare.trim());
        Bare {
            key: key(&bare),
            unnumbered: leading_label(text.normal()).map(|(_, end)| key(&text.as_str()[end..])),
            unit: unit_scale(text.normal()).unit,
            note: unit_note(text.normal()).map(|(_, unit)| unit_scale(Text::new(&unit).normal()).unit),
        }
    }
}

/// Without tags and references to characters.
fn without_markup(printed: &str) -> String {
    let mut out = String::with_capacity(printed.len());
    let mut rest = printed;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let tag = rest.starts_with('<') && rest[1..].starts_with(|next: char| next.is_ascii_alphabetic() || matches!(next, '/' | '!'));
        let reference = rest.strip_prefix('&').map_or(0, |name| name.find(|c: char| !c.is_ascii_alphanumeric() && c != '#').unwrap_or(0));
        let end = if tag { rest.find('>') } else { Some(reference + 1).filter(|end| reference > 0 && rest[*end..].starts_with(';')) };
        out.push_str(if end.is_none() { &rest[..1] } else { "" });
        rest = &rest[end.unwrap_or(0) + 1..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_references_are_no_words() {
        assert_eq!(without_markup("<b>事業&nbsp;名</b> A<B & C; &#x3042;"), "事業名 A<B & C; ");
    }
}
