//! Fold (畳み込み): one printed character to what it is in folded text.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_canonical;

/// What a printed character is folded to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Folded {
    /// It stays.
    Same,
    /// Another one.
    To(char),
    /// Nothing: it was never seen.
    Gone,
}

/// It stays, and voices nothing before it: what most texts are made of.
pub(super) fn is_plain(character: char) -> bool {
    matches!(character, '\u{20}'..='\u{7e}' | '\u{3001}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{309d}'..='\u{30fe}' | '\u{4e00}'..='\u{9fff}' | '\u{2460}'..='\u{24ff}' | '\u{25a0}'..='\u{25ff}' | '\u{2160}'..='\u{217f}' | '\u{ff5e}')
}

/// The bytes that open a text with plain characters.
pub(super) fn plain_start(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        at += match bytes.get(at) {
            Some(0x20..=0x7e) => 1,
            // U+4E00 to U+9FFF, but for its first and last block, which are asked as the others.
            Some(0xe5..=0xe8) => 3,
            Some(0xe3) if bytes[at + 1] == 0x81 && bytes[at + 2] != 0x80 || bytes[at + 1] == 0x83 && bytes[at + 2] != 0xbf => 3,
            Some(_) => match text[at..].chars().next().filter(|character| is_plain(*character)) {
                Some(character) => character.len_utf8(),
                None => return at,
            },
            None => return at,
        };
    }
}

/// The contract's folding of one character.
pub(super) fn fold_character(character: char) -> Folded {
    match character {
        '\u{20}'..='\u{7e}' | '\u{3041}'..='\u{30fe}' | '\u{4e00}'..='\u{9fff}' => Folded::Same,
        '\t' | '\u{3000}' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' => Folded::To(' '),
        // FULLWIDTH TILDE is Japan's wave dash in cp932: it stays, it is no ASCII tilde.
        '\u{ff5e}' => Folded::Same,
        '\u{ff01}'..='\u{ff5d}' => Folded::from(char::from_u32(character as u32 - 0xfee0)),
        '\u{ffe5}' => Folded::To('¥'),
        '\u{ff61}'..='\u{ff9f}' | '\u{f900}'..='\u{faff}' | '\u{2f00}'..='\u{2fd5}' => {
            // 﨑 and its like have no decomposition and stay.
            let mut parts = std::iter::once(character).nfkc();
            match (parts.next(), parts.next()) {
                (Some(one), None) if one != character => Folded::To(one),
                _ => Folded::Same,
            }
        }
        '\u{2e80}'..='\u{2ef3}' => Folded::from(radical(character)),
        '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' | '\u{2060}' => Folded::Gone,
        '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => Folded::Gone,
        '\0'..='\u{9}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Folded::Gone,
        _ => {
            let mut single = None;
            let mut count = 0;
            decompose_canonical(character, |c| {
                single = Some(c);
                count += 1;
            });
            match single {
                Some(c) if count == 1 && c != character => Folded::To(c),
                _ => Folded::Same,
            }
        }
    }
}

impl Folded {
    fn from(character: Option<char>) -> Folded {
        character.map_or(Folded::Same, Folded::To)
    }
}

/// The ideographs that the radicals U+2E80 to U+2EF3 look like (Unicode, EquivalentUnifiedIdeograph); `・` where there is none in use.
const RADICALS: &str = "・厂乛乚乙亻冂・刀刂卜㔾小小兀尣尢・巳幺彑彐忄心扌攵・旡日月歺母民氵氺灬爫爫丬牛犭王・目示礻・糹纟罓罒㓁冗・羊・・耂肀聿肉・艹艹艹虎衤覀西见角・讠贝・车辶辶辶邑钅長镸长门・阝雨青韦页风飞食・飠饣・马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟";

/// The ideograph that a radical of the supplement looks like: ⻑ is 長.
fn radical(character: char) -> Option<char> {
    let at = (character as u32).checked_sub(0x2e80)? as usize;
    RADICALS.chars().nth(at).filter(|ideograph| *ideograph != '・')
}

/// A mark of voicing, which belongs to the kana before it.
pub(super) fn is_voicing(character: char) -> bool {
    matches!(character, '\u{ff9e}' | '\u{ff9f}' | '\u{3099}'..='\u{309c}')
}

/// The mark that composes with a kana.
pub(super) fn canonical_voicing(character: char) -> char {
    match character {
        '\u{ff9e}' | '\u{309b}' => '\u{3099}',
        '\u{ff9f}' | '\u{309c}' => '\u{309a}',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_plain_is_folded_to_itself_and_voices_nothing() {
        for character in ('\0'..=char::MAX).filter(|character| is_plain(*character)) {
            assert!(fold_character(character) == Folded::Same && !is_voicing(character), "{character:?}");
        }
    }

    #[test]
    fn every_radical_is_what_it_looks_like() {
        for (radical, told) in [
            ('⺅', '亻'),
            ('⺟', '母'),
            ('⺠', '民'),
            ('⻁', '虎'),
            ('⻄', '西'),
            ('⻑', '長'),
            ('⻘', '青'),
            ('⻝', '食'),
            ('⻨', '麦'),
            ('⻭', '歯'),
            ('⻯', '竜'),
            ('⻲', '亀'),
            ('⻳', '龟'),
        ] {
            assert!(fold_character(radical) == Folded::To(told), "{radical}");
        }
        assert_eq!(RADICALS.chars().count(), 0x2ef4 - 0x2e80);
    }

    #[test]
    fn the_plain_start_is_that_of_every_character() {
        for character in '\0'..=char::MAX {
            let text = format!("か{character}");
            assert_eq!(plain_start(&text), if is_plain(character) { text.len() } else { 3 }, "{character:?}");
        }
    }
}
