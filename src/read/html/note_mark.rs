//! Note mark (注記号): a raised sign behind a number, a grade or a name that leads to a note; raised digits of units stay.

use crate::japanese::text::Text;

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

#[cfg(test)]
mod tests {
    use super::is_note_mark;

    #[test]
    fn marks_of_notes_go_and_units_stay() {
        for (before, sign) in [("11,400", "1"), ("11,400冊", "※２"), ("B", "3"), ("図書館運営事業", "（注1）"), ("450", "*"), ("10m", "※1")] {
            assert!(is_note_mark(before, sign), "{before} {sign}");
        }
        for (before, sign) in [("120m", "2"), ("m", "３"), ("CO", "2"), ("", "1"), ("約5×10", "3"), ("1", "st"), ("環境", "改善")] {
            assert!(!is_note_mark(before, sign), "{before} {sign}");
        }
    }
}
