//! Title's label (題の番号): the number that opens a title or heading.

use super::atom::{Family, KANA, KANJI, atom, circled};
use crate::japanese::text::Normal;

/// Words that stand before a title's number and are no part of it.
const NUMBER_WORDS: [&str; 13] = ["事項", "改革課題", "取組項目", "改革項目", "取組", "事業", "項目", "施策", "No.", "No", "NO.", "№", "実施項目"];

/// The longest of them, in characters.
const LONGEST_NUMBER_WORD: usize = 8;

/// What a lone number before a space counts: `1 次評価`, `24 区役所`, `5 年間`.
const COUNTERS: [&str; 31] = [
    "次",
    "人",
    "名",
    "件",
    "年",
    "月",
    "日",
    "回",
    "か所",
    "箇所",
    "ヶ所",
    "%",
    "円",
    "割",
    "時",
    "階",
    "歳",
    "点",
    "千円",
    "百万円",
    "億",
    "万",
    "団体",
    "世帯",
    "～",
    "〜",
    "-",
    "/",
    "カ所",
    "倍",
    "位",
];

/// The number that opens a title or heading (`2-⑧` of `事項2-⑧ …`), and where the title begins.
pub fn leading_label(text: Normal<'_>) -> Option<(String, usize)> {
    let whole = text.as_str();
    let trimmed = whole.trim_start_matches([' ', '\n']);
    let offset = whole.len() - trimmed.len();
    // The words that stand before a number: 重点事項 is one that ends in 事項.
    let kanji: usize = trimmed.chars().take(LONGEST_NUMBER_WORD).take_while(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).map(char::len_utf8).sum();
    let opened = kanji > 0 || trimmed.starts_with(['N', '№']);
    for word in NUMBER_WORDS.iter().filter(|_| opened) {
        if let Some((word, rest)) = number_word(trimmed, kanji, word) {
            let body = rest.trim_start_matches([' ', '.']);
            if let Some((label, length)) = number_label(body) {
                let tail = &body[length..];
                if tail.is_empty() || tail.starts_with([' ', '\n', ':', '：', '「', '【', '.', '．']) {
                    let skip = tail.len() - tail.trim_start_matches([' ', '\n', ':', '：', '.', '．']).len();
                    return Some((label, offset + word.len() + (rest.len() - body.len()) + length + skip));
                }
            }
        }
    }
    if let Some(rest) = trimmed.strip_prefix('第') {
        let digits: usize =
            rest.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')).map(char::len_utf8).sum();
        let unit = rest[digits..].chars().next()?;
        if digits > 0 && matches!(unit, '章' | '節' | '部' | '編' | '項') {
            let end = '第'.len_utf8() + digits + unit.len_utf8();
            return Some((trimmed[..end].to_owned(), offset + end + blank(&trimmed[end..])));
        }
        return None;
    }
    let (label, length) = number_label(trimmed)?;
    let tail = &trimmed[length..];
    let next = tail.chars().next();
    let spaced = next.is_none_or(|c| c.is_whitespace());
    let lone = label.chars().all(|c| c.is_ascii_digit());
    let romanish = label.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    let kana = label.chars().count() == 1 && label.chars().all(|c| KANA.contains(c));
    let kanji = label.chars().all(|c| KANJI.contains(c));
    if (lone || romanish || kana || kanji) && length == label.len() {
        // `1 区の自律経営`, but not `1 次評価`, `24 区役所`, `5 年間`.
        if !spaced || tail.trim().is_empty() {
            return None;
        }
        let word = tail.trim_start();
        if lone && COUNTERS.iter().any(|counter| word.starts_with(counter)) {
            return None;
        }
        if lone && label.len() > 3 {
            return None;
        }
    }
    if tail.trim().is_empty() && length == trimmed.len() && !label.contains('-') {
        return None;
    }
    Some((label, offset + length + blank(tail)))
}

/// The text opens with this word, or its first `kanji` bytes end in it (重点事項, 推進項目, 主要施策); that word, and what follows.
fn number_word<'a>(text: &'a str, kanji: usize, word: &str) -> Option<(&'a str, &'a str)> {
    if let Some(rest) = text.strip_prefix(word) {
        return Some((&text[..word.len()], rest));
    }
    text[..kanji].ends_with(word).then(|| text.split_at(kanji))
}

fn blank(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\n', '.', '．', ':', '：']).len()
}

/// `2-⑧`, `1-2-3`, `1.2`, `(3)`, `①`, `Ⅱ`, `II`, `10.`, `10`, `ア` and the bytes they take.
fn number_label(text: &str) -> Option<(String, usize)> {
    let first = text.chars().next()?;
    if first.is_ascii_digit() || ('Ⅰ'..='Ⅻ').contains(&first) {
        let mut end = text.chars().take_while(|c| c.is_ascii_digit() || ('Ⅰ'..='Ⅻ').contains(c)).map(char::len_utf8).sum::<usize>();
        loop {
            let rest = &text[end..];
            let Some(separator) = rest.chars().next().filter(|c| matches!(c, '-' | '－' | '‐' | '−' | '.' | '―' | 'ー')) else { break };
            let after = &rest[separator.len_utf8()..];
            let Some(next) = after.chars().next() else { break };
            let more = if next.is_ascii_digit() {
                after.bytes().take_while(u8::is_ascii_digit).count()
            } else if circled(next).is_some() || ('Ⅰ'..='Ⅻ').contains(&next) {
                next.len_utf8()
            } else if next == '(' {
                match atom(after) {
                    Some((_, length)) => length,
                    None => break,
                }
            } else {
                break;
            };
            end += separator.len_utf8() + more;
        }
        let label = text[..end].to_owned();
        if first.is_ascii_digit() && end <= 3 && label.bytes().all(|byte| byte.is_ascii_digit()) {
            let after = text[end..].chars().next();
            if matches!(after, Some('.' | '．' | ')' | '）' | ':' | '：')) {
                let mark = after.map_or(0, char::len_utf8);
                return Some((label, end + mark));
            }
        }
        return Some((label, end));
    }
    if let Some((atom, length)) = atom(text)
        && matches!(atom.family, Family::Kana | Family::BracketKana | Family::BracketNumber | Family::Circled | Family::BracketLetter)
    {
        // A title keeps its number as printed: ⑴ stays.
        return Some((if ('⑴'..='⒇').contains(&first) { first.to_string() } else { atom.text }, length));
    }
    let roman = text.bytes().take_while(|byte| matches!(byte, b'I' | b'V' | b'X')).count();
    if roman > 0 && !text[roman..].starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return Some((text[..roman].to_owned(), roman));
    }
    let kanji: usize = text.chars().take_while(|c| KANJI.contains(*c)).map(char::len_utf8).sum();
    if kanji > 0 && text[kanji..].starts_with([' ', '、', '.', '．']) {
        return Some((text[..kanji].to_owned(), kanji));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::japanese::text::Text;

    #[test]
    fn titles_give_their_numbers() {
        let label = |text: &str| leading_label(Text::new(text).normal()).map(|(label, end)| (label, Text::new(text).as_str()[end..].to_owned()));
        let some = |a: &str, b: &str| Some((a.to_owned(), b.to_owned()));
        assert_eq!(label("事項2-⑧ 区役所"), some("2-⑧", "区役所"));
        assert_eq!(label("重点事項4-① 区民の声"), some("4-①", "区民の声"));
        assert_eq!(label("①区長への"), some("①", "区長への"));
        assert_eq!(label("⑴ 区長への"), some("⑴", "区長への"));
        assert_eq!(label("II 区政改革"), some("II", "区政改革"));
        assert_eq!(label("1 区の自律経営"), some("1", "区の自律経営"));
        assert_eq!(label("第2章 方針"), some("第2章", "方針"));
        for none in ["1次評価", "1 次評価", "24区役所", "5年間の成果", "平成25年度", "2階"] {
            assert_eq!(label(none), None, "{none}");
        }
    }
}
