//! Brackets (括弧): what stands in them, and labels without the ones that enclose all of them.

use foldhash::{HashMap, HashMapExt};

/// Brackets that set a part of a header aside; 「…」 belongs to a name.
pub(super) const OPENING: [char; 7] = ['(', '[', '【', '〔', '<', '《', '≪'];

/// Bracketed texts, outermost only.
pub(super) fn bracketed(text: &str) -> Vec<&str> {
    let mut out = vec![];
    if !text.contains(OPENING) {
        return out;
    }
    let ends = ends(text);
    let mut at = 0;
    for (open, bracket) in text.match_indices(OPENING) {
        if let Some(end) = ends[open].filter(|_| open >= at) {
            let close = text[open..end].chars().next_back().map_or(0, char::len_utf8);
            out.push(&text[open + bracket.len()..end - close]);
            at = end;
        }
    }
    out
}

/// For each byte at which a bracket opens: the byte after the one that closes it. As [`matching`] tells, but for all of them in one look.
fn ends(text: &str) -> Vec<Option<usize>> {
    let mut ends = vec![None; text.len()];
    // Brackets of each kind that are open, by what closes them.
    let mut opened: HashMap<char, Vec<usize>> = HashMap::new();
    for (at, character) in text.char_indices() {
        let close = closing(character);
        if close != '\0' {
            opened.entry(close).or_default().push(at);
        } else if let Some(open) = opened.get_mut(&character).and_then(Vec::pop) {
            ends[open] = Some(at + character.len_utf8());
        }
    }
    ends
}

/// The text without brackets that enclose all of it, and without a leading ornament or a trailing colon.
pub fn unbracketed(text: &str) -> &str {
    let whole = text.trim().trim_end_matches([':', '：']).trim_start_matches(['■', '●', '○', '◆', '◇', '□', '▼', '▶', '◎', '※']).trim();
    let (mut from, mut to) = (0, whole.len());
    let mut known = vec![];
    while let Some(open) = whole[from..to].chars().next().filter(|open| !matches!(open, '「' | '『')) {
        let close = closing(open);
        if close == '\0' || !whole[from..to].ends_with(close) {
            break;
        }
        if known.is_empty() {
            known = ends(whole);
        }
        if known[from] != Some(to) {
            break;
        }
        let inner = &whole[from + open.len_utf8()..to - close.len_utf8()];
        from = to - close.len_utf8() - inner.trim_start().len();
        to = from + inner.trim().len();
    }
    &whole[from..to]
}

/// A title without brackets that enclose all of it; 「…」 and 『…』 are part of a title and stay.
pub fn unbracketed_title(text: &str) -> &str {
    if text.starts_with(['「', '『']) { text } else { unbracketed(text) }
}

/// The bracket that closes `open`; NUL if it opens nothing.
pub fn closing(open: char) -> char {
    match open {
        '(' => ')',
        '[' => ']',
        '【' => '】',
        '〔' => '〕',
        '<' => '>',
        '〈' => '〉',
        '《' => '》',
        '≪' => '≫',
        '「' => '」',
        '『' => '』',
        '{' => '}',
        _ => '\0',
    }
}

/// Bytes from the bracket that opens `text` to the one that closes it, inclusive.
pub fn matching(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0usize;
    for (at, character) in text.char_indices() {
        if character == open {
            depth += 1;
        } else if character == close {
            depth -= 1;
            if depth == 0 {
                return Some(at + close.len_utf8());
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_are_read_outermost_and_one_left_open_encloses_nothing() {
        assert_eq!(bracketed("目標(R5(年度))【実績】"), ["R5(年度)", "実績"]);
        assert_eq!(bracketed("((a) b"), ["a"]);
        assert_eq!(bracketed("(a[b)c]"), ["a[b"]);
        assert_eq!(unbracketed("■( 【単位】 )："), "単位");
        assert_eq!(unbracketed("(a)(b)"), "(a)(b)");
        assert_eq!(unbracketed("「名」"), "「名」");
    }

    #[test]
    fn many_brackets_cost_one_look() {
        let (open, nested) = ("(".repeat(200_000), "(".repeat(200_000) + &")".repeat(200_000));
        assert_eq!((bracketed(&open).len(), unbracketed(&nested)), (0, ""));
    }
}
