//! Keys (照合キー): what two spellings of one word have in common.

use unicode_normalization::UnicodeNormalization;

/// The matching key (照合キー): NFKC, no white space, lower case; for comparing, never for output.
pub fn key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let bytes = text.as_bytes();
    // From here to `at` it stays as it is: what NFKC leaves alone, whatever of it stands beside it.
    let mut from = 0;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let other = match byte {
            b' ' | b'\t'..=b'\r' => None,
            b'A'..=b'Z' => Some(byte.to_ascii_lowercase()),
            0..=0x7f => {
                at += 1;
                continue;
            }
            // Ideographs, U+4E00 to U+9FFF.
            0xe5..=0xe9 => {
                at += 3;
                continue;
            }
            0xe4 if bytes[at + 1] >= 0xb8 => {
                at += 3;
                continue;
            }
            // Punctuation (U+3001 to U+301C) and kana (U+3041 to U+3096, U+30A1 to U+30FE).
            0xe3 => match (bytes[at + 1], bytes[at + 2]) {
                (0x80, 0x80) => None,
                (0x80, 0x81..=0x9c) | (0x81, 0x81..) | (0x82, 0x80..=0x96 | 0xa1..) | (0x83, ..=0xbe) => {
                    at += 3;
                    continue;
                }
                _ => return whole_key(text),
            },
            // Full-width ASCII, U+FF01 to U+FF5E.
            0xef => match (bytes[at + 1], bytes[at + 2]) {
                (0xbc, last @ 0x81..) => Some((last - 0x60).to_ascii_lowercase()),
                (0xbd, last @ ..=0x9e) => Some((last - 0x20).to_ascii_lowercase()),
                _ => return whole_key(text),
            },
            _ => return whole_key(text),
        };
        out.push_str(&text[from..at]);
        out.extend(other.map(char::from));
        at += if *byte < 0x80 { 1 } else { 3 };
        from = at;
    }
    out.push_str(&text[from..]);
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
