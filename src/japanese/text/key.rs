//! Keys (照合キー): what two spellings of one word have in common.

use unicode_normalization::UnicodeNormalization;

/// The matching key (照合キー): NFKC, no white space, lower case; for comparing, never for output.
pub fn key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            ' ' | '\t'..='\r' | '\u{3000}' => {}
            '\0'..='\u{7f}' => out.push(character.to_ascii_lowercase()),
            // What NFKC leaves alone, whatever of this list stands beside it: punctuation, kana, ideographs.
            '\u{3001}'..='\u{301c}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fe}' | '\u{4e00}'..='\u{9fff}' => out.push(character),
            // Full-width ASCII.
            '\u{ff01}'..='\u{ff5e}' => out.extend(char::from_u32(u32::from(character) - 0xfee0).map(|c| c.to_ascii_lowercase())),
            _ => return whole_key(text),
        }
    }
    out
}

/// The matching key of any text.
fn whole_key(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_way_to_a_key_is_that_of_every_character() {
        for character in '\0'..='\u{ffff}' {
            for text in [character.to_string(), format!("か{character}"), format!("{character}が A"), format!("{character}\u{ff9e}"), format!("ＡＢ{character}")] {
                assert_eq!(key(&text), whole_key(&text), "{text:?}");
            }
        }
    }
}
