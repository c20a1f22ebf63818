//! Dash (横棒): what is printed where nothing stands.

/// A dash, however long and wide, a middle dot or a slash.
pub fn is_dash_sign(character: char) -> bool {
    matches!(character, '-' | '－' | '―' | '—' | '–' | '‐' | '−' | 'ー' | '─' | '・' | '／' | '/')
}

/// A text that is nothing but dashes: nothing stands there.
pub fn is_dash(text: &str) -> bool {
    let mut signs = text.chars().filter(|character| !character.is_whitespace()).peekable();
    signs.peek().is_some() && signs.all(is_dash_sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_of_every_kind_mean_nothing() {
        assert!(["-", "－", "―", "ー", "−−−", " ─ ", "/", "・"].iter().all(|text| is_dash(text)));
        assert!(["", " ", "-5", "○", "1/2"].iter().all(|text| !is_dash(text)));
    }
}
