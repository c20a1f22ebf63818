//! Picture (図): a stretch of the source with carets under what is meant.

use annotate_snippets::{Annotation, AnnotationKind, Level, Renderer, Snippet};
use serde_json::Value;
use std::ops::Range;

/// Lines shown before and after what is meant.
const AROUND: usize = 1;

/// Longest stretch of one line that is shown on each side, in bytes.
const WIDEST: usize = 160;

/// A stretch of the source that is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    range: Range<usize>,
    words: String,
    primary: bool,
}

impl Mark {
    /// Of a `source` of the dataset.
    pub fn of(source: &Value, words: String, primary: bool) -> Option<Mark> {
        let at = |field: &str| usize::try_from(source[field].as_u64()?).ok();
        Some(Mark { range: at("start")?..at("end")?, words, primary })
    }
}

/// Draws the marks of a source, each group of near ones together.
pub fn picture(text: &str, path: &str, title: &str, marks: &[Mark], hint: Option<&str>, colour: bool) -> String {
    let shown = title.replace('\n', " ");
    let mut group = Level::NOTE.primary_title(plain(&shown)).elements([] as [Snippet<'_, Annotation<'_>>; 0]);
    for mark in marks {
        let range = sound(text, &mark.range);
        let window = window(text, &range);
        let line = text[..window.start].bytes().filter(|byte| *byte == b'\n').count() + 1;
        let slice = plain(&text[window.clone()]);
        let kind = if mark.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        let span = range.start - window.start..range.end - window.start;
        group = group.element(Snippet::source(slice).line_start(line).path(path.to_owned()).fold(false).annotation(kind.span(span).label(plain(&mark.words))));
    }
    if let Some(hint) = hint {
        group = group.element(Level::HELP.message(hint));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&[group]) + "\n"
}

/// A range on the borders of characters, inside the text.
fn sound(text: &str, range: &Range<usize>) -> Range<usize> {
    let border = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = border(range.start);
    start..border(range.end).max(start)
}

/// The lines around a range; of a long line no more than what stands near.
fn window(text: &str, range: &Range<usize>) -> Range<usize> {
    let mut start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let mut end = text[range.end..].find('\n').map_or(text.len(), |at| range.end + at);
    for _ in 0..AROUND {
        if start > 0 && start + WIDEST > range.start {
            let before = text[..start - 1].rfind('\n').map_or(0, |at| at + 1);
            start = if start - before <= WIDEST { before } else { start };
        }
        if end < text.len() && end < range.end + WIDEST {
            let after = text[end + 1..].find('\n').map_or(text.len(), |at| end + 1 + at);
            end = if after - end <= WIDEST { after } else { end };
        }
    }
    let cut = sound(text, &(start.max(range.start.saturating_sub(WIDEST))..end.min(range.end + WIDEST)));
    cut.start..cut.end.max(range.end)
}

/// Signs that would move or hide what a terminal shows, each as one of the same length in bytes, so that offsets hold.
fn plain(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\n' => '\n',
            '\t' => ' ',
            control if control.is_ascii_control() => '?',
            // Three bytes each in UTF-8, as U+FFFD.
            '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => '\u{fffd}',
            '\u{61c}' | '\u{80}'..='\u{9f}' => '¿',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(text: &str, part: &str) -> Mark {
        let start = text.find(part).unwrap_or_default();
        Mark { range: start..start + part.len(), words: "評価".to_owned(), primary: true }
    }

    #[test]
    fn a_caret_stands_under_what_is_meant() {
        let text = "事業名\t図書館\n評価\tＡ\n課題\tなし\n";
        let drawn = picture(text, "一.txt", "ratings x: Ａ", &[mark(text, "Ａ")], None, false);
        assert!(drawn.contains("note: ratings x: Ａ") && drawn.contains("一.txt:2:4") && drawn.contains("2 | 評価 Ａ") && drawn.contains("^^ 評価"), "{drawn}");
    }

    #[test]
    fn what_would_turn_the_line_around_is_shown_as_a_sign() {
        let text = "a\u{202e}b\u{1b}[31mc\n";
        let drawn = picture(text, "x", "t", &[mark(text, "b")], Some("hint"), false);
        assert!(!drawn.contains('\u{202e}') && !drawn.contains('\u{1b}') && drawn.contains("help: hint"), "{drawn:?}");
    }

    #[test]
    fn a_range_beyond_the_text_or_inside_a_character_draws_something() {
        // A source may claim a range that ends before it begins.
        let backwards = std::ops::Range { start: 2, end: 1 };
        for range in [100..200, 1..2, backwards, 0..0] {
            let drawn = picture("評価", "x", "t", &[Mark { range, words: String::new(), primary: true }], None, false);
            assert!(drawn.contains("評価"), "{drawn}");
        }
    }
}
