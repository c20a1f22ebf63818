//! Unit note (単位の注記): a unit told in a header or over a table.

use crate::japanese::number::unit::{MULTIPLIERS, is_column_unit};
use crate::japanese::text::Normal;
use std::ops::Range;

/// A unit told in a header or a note over a table: `(単位:千円)`, `予算額(千円)`.
pub fn unit_note(text: Normal<'_>) -> Option<(Range<usize>, String)> {
    let whole = text.as_str();
    if let Some(at) = whole.find("単位") {
        let after = &whole[at + "単位".len()..];
        let told = after.strip_prefix('は').filter(|rest| is_unit(rest.trim().trim_end_matches(['。', ')', 'で', 'す'])));
        let body = told.unwrap_or(after).trim_start_matches([' ', ':', '：', '=']);
        if body.len() == after.len() {
            return None;
        }
        let end = body.find([')', '）', ']', '】', '、', '。', ' ', '・', 'で']).unwrap_or(body.len());
        let unit = body[..end].trim();
        let stop = whole.len() - body.len() + end;
        return (!unit.is_empty() && unit.chars().count() <= 10).then(|| (at..stop, unit.to_owned()));
    }
    for (open, close) in [('(', ')'), ('[', ']'), ('【', '】'), ('〔', '〕')] {
        let Some(from) = whole.rfind(open) else { continue };
        let inner = &whole[from + open.len_utf8()..];
        let Some(end) = inner.find(close) else { continue };
        let inner = inner[..end].trim();
        if is_unit(inner) {
            return Some((from..from + open.len_utf8() + end + close.len_utf8(), inner.to_owned()));
        }
    }
    None
}

/// The whole text is a unit.
pub fn is_unit(text: &str) -> bool {
    let bare = text.trim();
    if bare.is_empty() || bare.chars().nth(10).is_some() {
        return false;
    }
    let one = |part: &str| {
        let rest = MULTIPLIERS.iter().find_map(|(word, _)| part.strip_prefix(word).filter(|after| !after.is_empty())).unwrap_or(part);
        is_column_unit(rest) || matches!(rest, "％" | "年")
    };
    one(bare) || bare.split_once('/').is_some_and(|(first, second)| one(first) && (one(second) || matches!(second, "年" | "月" | "日" | "年度")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::japanese::text::Text;

    #[test]
    fn units_in_notes_and_headers() {
        let told = |text: &str| unit_note(Text::new(text).normal()).map(|(_, unit)| unit);
        assert_eq!(told("（単位：千円）").as_deref(), Some("千円"));
        assert_eq!(told("予算額（百万円）").as_deref(), Some("百万円"));
        assert_eq!(told("ごみ排出量(g/人)").as_deref(), Some("g/人"));
        assert_eq!(told("目標値（計画）"), None);
        assert_eq!(told("単位が異なる"), None);
    }
}
