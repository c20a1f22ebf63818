//! Codes (番号・符号): telephone numbers, addresses, clock times, ordinals and names that hold figures.

use crate::japanese::number::numeral::{Numeral, blank, numeral_at, run_length};

const ERAS: [&str; 6] = ["平成", "令和", "昭和", "大正", "明治", "西暦"];
/// Labels whose figures name something.
const LABELS: [&str; 15] = ["番号", "コード", "No", "NO", "no", "ID", "頁", "ページ", "電話", "内線", "TEL", "FAX", "年", "月", "日"];

/// The end of an address of the web or of mail that begins at `at`.
pub(super) fn address(whole: &str, at: usize) -> Option<usize> {
    let rest = &whole[at..];
    ["http://", "https://", "www."]
        .iter()
        .any(|word| rest.starts_with(word))
        .then(|| at + rest.bytes().take_while(|byte| byte.is_ascii_graphic() && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'"')).count())
}

/// What stands before the figures makes a code, an ordinal or a year of them.
pub(super) fn is_named(head: &str, number: &str) -> bool {
    let mut back = head.chars().rev();
    let (last, before) = (back.next(), back.next());
    let Some(last) = last else { return false };
    if matches!(last, '第' | '№' | '#' | '〒' | '何' | '幾') {
        return true;
    }
    // 数十人, 数10人 print no value; 件数5件 does.
    if last == '数' && (!before.is_some_and(|c| c.is_alphanumeric()) || number.starts_with(['十', '百', '千'])) {
        return true;
    }
    // P.12, Ver.3, COVID-19, B-1, Ⅱ-3, ②-1.
    if matches!(last, '.' | '-' | '_' | '‐' | '–') && before.is_some_and(is_sign_of_code) {
        return true;
    }
    let bare = head.trim_end_matches([' ', '.']);
    bare.len() + 3 > head.len() && (ERAS.iter().any(|era| bare.ends_with(era)) || bare.ends_with("No") || bare.ends_with('第'))
}

fn is_sign_of_code(character: char) -> bool {
    character.is_ascii_alphanumeric() || ('\u{2160}'..='\u{217f}').contains(&character) || ('\u{2460}'..='\u{24ff}').contains(&character)
}

/// How many Latin letters the figures follow directly: R6, PM2.5, ISO14001, NPO5団体.
pub(super) fn letters_before(head: &str) -> usize {
    head.bytes().rev().take(8).take_while(u8::is_ascii_alphabetic).count()
}

/// `事業番号：`, `No.：`: the label of a code.
pub(super) fn is_code_label(head: &str) -> bool {
    let bare = head.trim_end_matches([':', ' ', '=', '.']);
    LABELS.iter().any(|label| bare.ends_with(label))
}

/// Figures joined to figures.
pub(super) enum Chain {
    /// They stand alone.
    Free,
    /// A code; where it ends.
    Code(usize),
    /// Just two: 10-20, 3/5, 1:2.
    Pair(char, Numeral),
}

/// What follows a number without a blank: 045-123-4567, 2024.4.1, 10:30, 3/5, 2-⑧.
pub(super) fn chain(whole: &str, numeral: &Numeral) -> Chain {
    let is_joint = |c: char| matches!(c, '-' | '‐' | '–' | '−' | '/' | ':' | '.');
    let Some(first) = whole[numeral.range.end..].chars().next().filter(|c| is_joint(*c)) else { return Chain::Free };
    let second = numeral.range.end + first.len_utf8();
    if !whole[second..].starts_with(|c: char| c.is_ascii_digit()) {
        return if matches!(first, '-' | '‐') && !numeral.dressed { Chain::Code(second) } else { Chain::Free };
    }
    let mut end = second + run_length(&whole[second..]);
    let mut parts = 2;
    loop {
        let mut characters = whole[end..].chars();
        let (Some(joint), Some(next)) = (characters.next(), characters.next()) else { break };
        if !(is_joint(joint) || joint == ',') || !next.is_ascii_digit() {
            break;
        }
        parts += usize::from(!matches!(joint, '.' | ','));
        end += joint.len_utf8() + run_length(&whole[end + joint.len_utf8()..]);
    }
    match numeral_at(whole, second) {
        Some(other) if parts == 2 && first != '.' && other.range.end >= end => Chain::Pair(first, other),
        _ => Chain::Code(end),
    }
}

/// The end of all that a rejected number draws with it: 第1～3回, 第2・第4, 4Kx.
pub(super) fn drawn(whole: &str, mut end: usize, joints: &[char]) -> usize {
    loop {
        let rest = &whole[end..];
        let letters = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if letters > 0 {
            end += letters;
            continue;
        }
        let Some(joint) = rest.chars().next().filter(|c| joints.contains(c)) else { return end };
        let next = end + joint.len_utf8();
        let run = run_length(&whole[next..]);
        if run == 0 {
            return end;
        }
        end = next + run;
    }
}

/// A day, a month, a number of a house or a floor: what follows is no unit of an amount.
pub(super) fn is_position(after: &str) -> bool {
    const POSITIONS: [&str; 25] =
        ["年度", "年", "月", "時", "号", "階", "次", "番", "条", "項", "款", "目", "歳児", "級", "学年", "等", "期", "世紀", "代", "周年", "日", "位", "限", "丁目", "組"];
    POSITIONS.iter().any(|word| after.starts_with(word))
}

/// After 6/30 this makes it a day.
pub(super) fn follows_day(after: &str) -> bool {
    let after = &after[blank(after)..];
    ["現在", "時点", "から", "より", "まで", "付", "締", "開催", "実施", "施行", "以降", "～", "〜", "(月", "(火", "(水", "(木", "(金", "(土", "(日"]
        .iter()
        .any(|word| after.starts_with(word))
}
