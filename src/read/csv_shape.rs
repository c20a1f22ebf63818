//! Shape of separated values (表らしさ): how regular a text is when it is cut at a delimiter, by which the delimiter is told.

use crate::read::csv_lexer::{Field, Lexer};
use std::collections::BTreeMap;

/// Records looked at to tell the delimiter.
const MOST_LOOKED_AT: usize = 500;
/// Lines over the table that a file without a telling name may have.
const MOST_PREAMBLE: usize = 5;

/// How a text looks when cut at a delimiter.
#[derive(Default)]
pub struct Shape {
    /// Records with text.
    pub filled: usize,
    /// Of them, those with two fields or more.
    pub many: usize,
    /// Of them, those with the commonest number of fields.
    agreeing: usize,
    /// The commonest number of fields.
    width: usize,
    /// Records of one field before the first with more.
    preamble: usize,
    /// Records of one field after it.
    free: usize,
    /// A field needed its quotes.
    pub quoting: bool,
    /// The first full record has a delimiter between digits: it may belong to a number (1,234).
    grouping: bool,
    /// Fields hold tags of HTML.
    pub tags: bool,
    /// A record of one field opens as headings and bullets do.
    pub headings: bool,
}

impl Shape {
    fn look(text: &str, delimiter: u8) -> Shape {
        let mut shape = Shape::default();
        let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
        for record in Lexer::new(text, delimiter, 0).take(MOST_LOOKED_AT) {
            if record.iter().all(|field| text[field.body.clone()].trim().is_empty()) {
                continue;
            }
            shape.filled += 1;
            if record.len() == 1 {
                *(if shape.many == 0 { &mut shape.preamble } else { &mut shape.free }) += 1;
                let line = text[record[0].body.clone()].trim_start();
                shape.headings |= line.starts_with(['#', '●', '○', '◎', '■', '□', '◆', '◇', '【']) || line.starts_with("- ");
                continue;
            }
            if shape.many == 0 {
                let pair =
                    |pair: &[Field]| text[..pair[0].source.end].ends_with(|c: char| c.is_ascii_digit()) && text[pair[1].source.start..].starts_with(|c: char| c.is_ascii_digit());
                shape.grouping = record.windows(2).any(pair);
            }
            shape.many += 1;
            *widths.entry(record.len()).or_insert(0) += 1;
            for field in &record {
                let body = &text[field.body.clone()];
                shape.quoting |= field.quoted && (body.contains(['\n', '\r', '"']) || body.bytes().any(|byte| byte == delimiter));
                shape.tags = shape.tags || has_tag(body);
            }
        }
        (shape.width, shape.agreeing) = widths.into_iter().max_by_key(|(width, count)| (*count, *width)).unwrap_or((0, 0));
        shape
    }

    /// Separated values and nothing else, by the content alone.
    pub fn is_plain(&self, delimiter: u8) -> bool {
        let wide = self.width >= 3 || self.quoting || delimiter == b'\t';
        self.agreeing >= 3 && wide && !self.grouping && self.preamble <= MOST_PREAMBLE && self.agreeing * 10 >= (self.filled - self.preamble) * 9
    }
}

/// A tag as cells hold them.
fn has_tag(body: &str) -> bool {
    memchr::memchr_iter(b'<', body.as_bytes()).any(|at| ["<p>", "<p ", "<ul", "<li", "<b>", "<br", "</"].iter().any(|tag| body[at..].starts_with(tag)))
}

/// The delimiter by which most records have the same number of fields.
pub fn best(text: &str, delimiters: &[u8]) -> Option<(u8, Shape)> {
    let shapes = delimiters.iter().filter(|delimiter| memchr::memchr(**delimiter, text.as_bytes()).is_some()).map(|delimiter| (*delimiter, Shape::look(text, *delimiter)));
    // Shares compare as products; of equals the first wins.
    shapes.filter(|(_, shape)| shape.many > 0).reduce(|one, other| {
        let (a, b) = (one.1.agreeing * other.1.filled.max(1), other.1.agreeing * one.1.filled.max(1));
        if (b, other.1.width) > (a, one.1.width) { other } else { one }
    })
}
