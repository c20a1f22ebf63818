//! Reference (文字参照): how far an entity reaches that stands in a text: `&amp;`, `&#12354;`, and `&copy` without its semicolon.

use html5ever::data::NAMED_ENTITIES;

/// Length of the entity that opens a text; `None` if the `&` is itself.
pub fn length(text: &str) -> Option<usize> {
    let body = text.strip_prefix('&')?;
    if let Some(number) = body.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let digits = hex.unwrap_or(number);
        let count = digits.bytes().take_while(|byte| if hex.is_some() { byte.is_ascii_hexdigit() } else { byte.is_ascii_digit() }).count();
        let length = text.len() - digits.len() + count;
        return (count > 0).then(|| length + usize::from(text[length..].starts_with(';')));
    }
    // The longest name counts; the table holds the beginnings of names as well.
    let mut found = None;
    for (at, character) in body.char_indices() {
        let end = at + character.len_utf8();
        match NAMED_ENTITIES.get(&body[..end]) {
            Some((0, _)) => {}
            Some(_) => found = Some(end + 1),
            None => break,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn entities_end_where_the_standard_says() {
        assert_eq!((length("&amp;x"), length("&ampx"), length("&copy2024"), length("&notit;")), (Some(5), Some(4), Some(5), Some(4)));
        assert_eq!((length("&#12354;x"), length("&#x3042 "), length("&#;"), length("&#xz")), (Some(8), Some(7), None, None));
        assert_eq!((length("& x"), length("&nosuch;"), length("&")), (None, None, None));
    }
}
