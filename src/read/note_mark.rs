//! Note mark (注記号): a raised sign behind a number, a grade or a name that leads to a note; raised digits of units stay.

use crate::japanese::text::Text;
use std::ops::Range;

/// Longest mark, in characters.
const LONGEST: usize = 6;

/// The raised text `sign` is a mark of a note to what stands before it on the line.
pub fn is_note_mark(before: &str, sign: &str) -> bool {
    let before = before.trim_end();
    let folded = Text::new(sign);
    let sign = folded.as_str().trim();
    if before.is_empty() || sign.is_empty() || sign.chars().nth(LONGEST).is_some() {
        return false;
    }
    let body = sign.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '〔' | '〕'));
    let number = body.trim_start_matches(['※', '注', '*', '†', '‡', '#']);
    let counts = number.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '、' | '・' | ' ' | '-'));
    if body.is_empty() || !counts {
        return false;
    }
    // ※1, (2) and the like mark notes only; a bare digit may belong to a unit or to a power of ten.
    number.len() < sign.len() || !(is_unit(before, number) || before.ends_with("×10"))
}

/// m², km³, CO²: letters that a grade is not.
fn is_unit(before: &str, number: &str) -> bool {
    let letters = before.len() - before.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
    let is_grade = letters == before.len() && letters == 1 && before.starts_with(|c: char| c.is_ascii_uppercase());
    matches!(number, "2" | "3") && letters > 0 && !is_grade
}

/// A line without the marks of notes that stand in it as signs of their own (210¹, 450※1, 名称（注2）, 事業`[^1]`), and their bytes.
pub fn without_marks(text: &Text) -> (Text, Vec<Range<usize>>) {
    let found = marks(text.as_str());
    if found.is_empty() {
        return (text.clone(), vec![]);
    }
    let mut out = Text::default();
    let mut at = 0;
    for mark in &found {
        out.append(&text.slice(at..mark.start));
        at = mark.end;
    }
    out.append(&text.slice(at..text.as_str().len()));
    (out, found.into_iter().map(|mark| text.source(mark)).collect())
}

/// Raised figures, as characters of their own.
const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

fn marks(whole: &str) -> Vec<Range<usize>> {
    let mut out = vec![];
    let mut at = 0;
    // A raised figure, `[^`, and ※ or 注 at the end: what none of them is in has no mark.
    while let Some(found) = whole[at..].find(|c: char| RAISED.contains(&c) || c == '[') {
        let start = at + found;
        let rest = &whole[start..];
        let length = if rest.starts_with('[') { footnote(rest) } else { rest.find(|c: char| !RAISED.contains(&c)).unwrap_or(rest.len()) };
        let sign: String = rest[..length].chars().filter_map(|c| RAISED.iter().position(|raised| *raised == c)).map(|digit| digit.to_string()).collect();
        let before = &whole[..start];
        let power = before.ends_with("10") && !before.trim_end_matches("10").ends_with(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'));
        let marks = if rest.starts_with('[') { !before.trim().is_empty() } else { !power && is_note_mark(before, &sign) };
        if length > 0 && marks {
            out.push(start..start + length);
        }
        at = start + length.max(1);
    }
    let end = out.last().filter(|last| last.end == whole.len()).map_or(whole.len(), |last| last.start);
    if let Some(start) = trailing(&whole[..end]) {
        out.retain(|mark| mark.end <= start);
        out.push(start..whole.len());
    }
    out
}

/// Bytes of `[^1]` at the start of `rest`; 0 if it is none, or if the note itself begins there.
fn footnote(rest: &str) -> usize {
    let Some(body) = rest.strip_prefix("[^") else { return 0 };
    let Some(end) = body.find(']').filter(|end| (1..=12).contains(end)) else { return 0 };
    if body[end + 1..].starts_with(':') || body[..end].contains(char::is_whitespace) { 0 } else { end + 3 }
}

/// Where a mark begins that ends the text: ※1, ※, (※1), (注2).
fn trailing(whole: &str) -> Option<usize> {
    let body = whole.trim_end();
    let inner = body.strip_suffix(')');
    let figures = inner.unwrap_or(body).trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '、'));
    let count = inner.unwrap_or(body).len() - figures.len();
    let head = figures.strip_suffix('※').or_else(|| figures.strip_suffix('注').filter(|_| inner.is_some()))?;
    let head = if inner.is_some() { head.strip_suffix('(')? } else { head };
    let before = head.trim_end();
    // 450※: a sign without a number marks only what it is printed at.
    let bare = count == 0 && !before.ends_with(|c: char| c.is_ascii_digit());
    let told = count <= 3 && !bare && !before.is_empty() && !before.ends_with(['※', '(', '「', '注', 'は', 'の', '、', '。', ':']);
    told.then_some(head.len())
}

#[cfg(test)]
mod tests {
    use super::{is_note_mark, without_marks};
    use crate::japanese::text::Text;

    #[test]
    fn marks_of_notes_go_and_units_stay() {
        for (before, sign) in [("11,400", "1"), ("11,400冊", "※２"), ("B", "3"), ("図書館運営事業", "（注1）"), ("450", "*"), ("10m", "※1")] {
            assert!(is_note_mark(before, sign), "{before} {sign}");
        }
        for (before, sign) in [("120m", "2"), ("m", "３"), ("CO", "2"), ("", "1"), ("約5×10", "3"), ("1", "st"), ("環境", "改善")] {
            assert!(!is_note_mark(before, sign), "{before} {sign}");
        }
    }
    #[test]
    fn signs_of_notes_leave_the_line() {
        let told = |text: &str| without_marks(&Text::new(text)).0.as_str().to_owned();
        for (printed, left) in [
            ("210¹", "210"),
            ("11,400※1", "11,400"),
            ("110m²", "110m²"),
            ("図書館運営事業（※1）", "図書館運営事業"),
            ("利用者数（注2）", "利用者数"),
            ("事業[^1]", "事業"),
            ("事業¹の実績", "事業の実績"),
            ("[^1]: 速報値", "[^1]: 速報値"),
            ("※1 速報値", "※1 速報値"),
            ("詳細は※", "詳細は※"),
            ("B²", "B"),
            ("10⁶", "10⁶"),
        ] {
            assert_eq!(told(printed), left);
        }
    }
}
