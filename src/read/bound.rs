//! Bound (上限) of what is read of one text: memory follows cells, lines and tags, so these are counted before they are made.

use crate::read::format::Format;

/// Cells, lines and tags of one document that are read.
pub const MOST_PARTS: usize = 1_000_000;
/// Bytes of one text that are read.
pub const MOST_TEXT: usize = 64 << 20;
/// So far back a line end is looked for, in bytes.
const LOOK_BACK: usize = 1 << 16;

/// Bytes of the text that are read: all of it, or what stands before the bound, whole lines where there are any.
pub fn end(text: &str, format: Format) -> usize {
    end_within(text, marks(format), MOST_PARTS, MOST_TEXT)
}

/// What opens or closes a part.
fn marks(format: Format) -> &'static [u8] {
    match format {
        Format::Html => b"<",
        Format::Csv | Format::Tsv => b",;\t\n",
        Format::Markdown => b"|\n<",
        _ => b"\t\n<",
    }
}

fn end_within(text: &str, marks: &[u8], parts: usize, bytes: usize) -> usize {
    let counted = if text.len() > parts { text.bytes().enumerate().filter(|(_, byte)| marks.contains(byte)).nth(parts).map(|(at, _)| at) } else { None };
    let Some(bound) = counted.into_iter().chain((text.len() > bytes).then_some(bytes)).min() else { return text.len() };
    let bound = boundary(text, bound);
    let back = boundary(text, bound.saturating_sub(LOOK_BACK));
    text[back..bound].rfind('\n').map_or(bound, |at| back + at + 1)
}

/// The last place between two characters up to `at` (`str::floor_char_boundary` is younger than the oldest compiler we promise).
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_within_the_bound_is_read_whole() {
        let text = "事業名\t評価\n図書館\tＡ\n";
        assert_eq!(end_within(text, b"\t\n", 4, text.len()), text.len());
    }

    #[test]
    fn a_text_beyond_the_bound_ends_with_a_whole_line() {
        let text = "事業名\t評価\n図書館\tＡ\n";
        let line = "事業名\t評価\n".len();
        assert_eq!(end_within(text, b"\t\n", 3, 1000), line);
        assert_eq!(end_within(text, b"\t\n", 1000, line + 4), line, "in the middle of a character");
    }

    #[test]
    fn without_lines_a_text_ends_at_a_mark_or_a_character() {
        assert_eq!(end_within("甲\t乙\t丙", b"\t", 1, 1000), "甲\t乙".len());
        assert_eq!(end_within("甲乙丙", b"\t", 1, 5), "甲".len());
    }
}
