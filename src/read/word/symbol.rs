//! Symbol (記号フォント): signs that a font shows in place of letters, as characters.

/// Codes of Wingdings and what they show.
const WINGDINGS: &[(u32, &str)] = &[
    (0x6c, "●"),
    (0x6d, "○"),
    (0x6e, "■"),
    (0x6f, "□"),
    (0x70, "□"),
    (0x71, "□"),
    (0x72, "□"),
    (0x74, "◆"),
    (0x75, "◆"),
    (0x77, "◆"),
    (0x9e, "・"),
    (0x9f, "・"),
    (0xa1, "○"),
    (0xa2, "○"),
    (0xa4, "◎"),
    (0xa7, "■"),
    (0xa8, "□"),
    (0xab, "★"),
    (0xd8, "➢"),
    (0xdf, "←"),
    (0xe0, "→"),
    (0xe1, "↑"),
    (0xe2, "↓"),
    (0xe8, "→"),
    (0xf0, "⇒"),
    (0xfb, "☒"),
    (0xfc, "✓"),
    (0xfd, "☒"),
    (0xfe, "☑"),
];

/// Of Wingdings 2.
const WINGDINGS_2: &[(u32, &str)] = &[(0x4f, "☒"), (0x50, "✓"), (0x51, "☒"), (0x52, "☑"), (0x53, "☒"), (0x54, "☒"), (0x97, "●"), (0x98, "●"), (0xa2, "■"), (0xa3, "□")];

/// What a code of a font of signs shows; codes stand as they are or from U+F000 on. A sign that is not known is its code.
pub fn sign(font: &str, code: u32) -> String {
    let low = if (0xf000..=0xf0ff).contains(&code) { code - 0xf000 } else { code };
    let told = |list: &[(u32, &'static str)]| list.iter().find(|(own, _)| *own == low).map(|(_, shown)| (*shown).to_owned());
    let known = match font {
        "Wingdings 2" => told(WINGDINGS_2),
        "Symbol" => (low == 0xb7).then(|| "・".to_owned()),
        font if font.starts_with("Wingdings") => told(WINGDINGS).or_else(|| circled(low)),
        _ => None,
    };
    known.or_else(|| char::from_u32(code).map(String::from)).unwrap_or_default()
}

/// ① to ⑩, white and black.
fn circled(low: u32) -> Option<String> {
    match low {
        0x81..=0x8a => char::from_u32(0x2460 + low - 0x81),
        0x8c..=0x95 => char::from_u32(0x2776 + low - 0x8c),
        _ => None,
    }
    .map(String::from)
}

/// Text in Wingdings as it is shown.
pub fn shown(text: &str) -> String {
    let is_code = |code: u32| (0x21..=0xff).contains(&code) || (0xf000..=0xf0ff).contains(&code);
    text.chars().map(|character| if is_code(character.into()) { sign("Wingdings", character.into()) } else { character.to_string() }).collect()
}

#[cfg(test)]
mod tests {
    use super::{shown, sign};

    #[test]
    fn boxes_are_told_by_their_code() {
        assert_eq!(sign("Wingdings", 0xf0fe), "☑");
        assert_eq!(sign("Wingdings", 0xa8), "□");
        assert_eq!(sign("Wingdings 2", 0xf052), "☑");
        assert_eq!(sign("Wingdings", 0xf082), "②");
        assert_eq!(sign("游明朝", 0x3042), "あ");
        assert_eq!(shown("\u{f0a8}\u{fe} 評"), "□☑ 評");
    }
}
