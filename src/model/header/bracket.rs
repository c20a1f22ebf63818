//! Brackets (括弧): what stands in them, and labels without the ones that enclose all of them.

/// Brackets that set a part of a header aside; 「…」 belongs to a name.
pub(super) const OPENING: [char; 7] = ['(', '[', '【', '〔', '<', '《', '≪'];

/// Bracketed texts, outermost only.
pub(super) fn bracketed(text: &str) -> Vec<&str> {
    let mut out = vec![];
    let mut at = 0;
    while let Some(open) = text[at..].find(OPENING).map(|found| at + found) {
        let bracket = text[open..].chars().next().unwrap_or('(');
        let close = closing(bracket);
        match matching(&text[open..], bracket, close) {
            Some(length) => {
                out.push(&text[open + bracket.len_utf8()..open + length - close.len_utf8()]);
                at = open + length;
            }
            None => at = open + bracket.len_utf8(),
        }
    }
    out
}

/// The text without brackets that enclose all of it, and without a leading ornament or a trailing colon.
pub fn unbracketed(text: &str) -> &str {
    let mut body = text.trim().trim_end_matches([':', '：']).trim_start_matches(['■', '●', '○', '◆', '◇', '□', '▼', '▶', '◎', '※']).trim();
    while let Some(open) = body.chars().next() {
        let close = if matches!(open, '「' | '『') { '\0' } else { closing(open) };
        if close == '\0' || matching(body, open, close) != Some(body.len()) {
            break;
        }
        body = body[open.len_utf8()..body.len() - close.len_utf8()].trim();
    }
    body
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
