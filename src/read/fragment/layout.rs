//! Layout (体裁): indents, bullets and spaces that a printed line was laid out with, told from those that belong to its words.

use crate::japanese::text::Text;

/// The white space that a printed line opens with in columns, a full-width space counting two.
pub fn indent(line: &str) -> u8 {
    let columns = line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\u{3000}' { 2 } else { 1 }).take(255).sum::<usize>();
    columns.min(255) as u8
}

/// The indent of the printed line of a cell in which byte `at` of the text stands.
pub fn indent_in_cell(text: &str, cell: usize, at: usize) -> u8 {
    let before = text.get(cell..at).unwrap_or("");
    indent(before.rsplit(['\n', '\r']).next().unwrap_or("").trim_start_matches('"'))
}

/// Bullets that never mean anything else inside a cell.
pub fn is_cell_bullet(character: char) -> bool {
    matches!(character, '・' | '•' | '‣' | '▪' | '◦' | '･')
}

/// Cuts `A ・B ・C` and `A。・B` before each bullet; the bullets themselves are left out.
pub fn split_bullets(text: &Text) -> Vec<(Text, bool)> {
    let whole = text.as_str();
    let mut cuts = vec![];
    // Every bullet has one of these bytes: ・ at its end (0xBB), the others at their beginning.
    for found in memchr::memchr3_iter(0xbb, 0xe2, 0xef, whole.as_bytes()) {
        let at = if whole.as_bytes()[found] == 0xbb { found.saturating_sub(2) } else { found };
        let Some(character) = whole.get(at..).and_then(|rest| rest.chars().next()).filter(|character| is_cell_bullet(*character)) else { continue };
        // 評価結果 ・・・・ 3: dots that lead to a page open nothing.
        let leads = whole[at + character.len_utf8()..].starts_with(is_cell_bullet);
        let before = whole[..at].chars().next_back();
        if !leads && matches!(before, None | Some(' ' | '。' | '】')) && !whole[..at].trim_end().ends_with(['・', '、', '｢', '「']) {
            cuts.push((at, character.len_utf8()));
        }
    }
    if cuts.is_empty() {
        return vec![(text.clone(), false)];
    }
    let mut out = vec![];
    if cuts[0].0 > 0 {
        out.push((text.slice(0..cuts[0].0), false));
    }
    for (index, (at, length)) in cuts.iter().enumerate() {
        let end = cuts.get(index + 1).map_or(whole.len(), |next| next.0);
        out.push((text.slice(at + length..end), true));
    }
    out
}

/// One space for each run of white space, none at the ends, and none inside a word that layout spread out (`課 題`).
pub fn tidied(text: &Text) -> Text {
    let whole = text.as_str();
    if memchr::memchr(b' ', whole.as_bytes()).is_none() {
        return text.clone();
    }
    let spread = is_spread(whole.trim());
    if !spread && !whole.contains("  ") && !whole.starts_with(' ') && !whole.ends_with(' ') {
        return text.clone();
    }
    let mut out = Text::default();
    let mut at = 0;
    for word in whole.split(' ') {
        if !word.is_empty() {
            if !spread && !out.as_str().is_empty() {
                out.append(&text.slice(at - 1..at));
            }
            out.append(&text.slice(at..at + word.len()));
        }
        at += word.len() + 1;
    }
    out
}

/// A short label of single characters set apart by spaces: `課 題`, `実 施 内 容`, `備　考`.
fn is_spread(text: &str) -> bool {
    let mut count = 0;
    for part in text.split(' ').filter(|part| !part.is_empty()) {
        let mut characters = part.chars();
        match (characters.next(), characters.next()) {
            (Some(one), None) if ('\u{3041}'..='\u{9fff}').contains(&one) && !matches!(one, '\u{30fb}') => count += 1,
            _ => return false,
        }
    }
    (2..=12).contains(&count)
}
