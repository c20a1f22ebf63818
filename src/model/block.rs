//! Block (塊): what a reader found, in reading order, before anything is understood.

use crate::japanese::text::Text;
use std::ops::Range;

/// A line (行) of text: of the page, or inside a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The folded text, without the bullet.
    pub text: Text,
    /// It opened with a bullet (・ or a list element).
    pub bullet: bool,
    /// All of it is bold or marked as a heading.
    pub bold: bool,
}

impl Line {
    /// A plain line.
    pub fn plain(text: Text) -> Line {
        Line { text, bullet: false, bold: false }
    }
}

/// A cell as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawCell {
    /// Its lines; none for a blank cell.
    pub lines: Vec<Line>,
    /// Its bytes in the document, markup included.
    pub source: Range<usize>,
    /// Rows it covers as the source says (1 if it says nothing); not yet clamped.
    pub row_span: u32,
    /// Columns it covers as the source says; not yet clamped.
    pub column_span: u32,
    /// The source marks it as a header (`th`).
    pub heading: bool,
}

impl RawCell {
    /// A cell of one row and one column.
    pub fn new(lines: Vec<Line>, source: Range<usize>) -> RawCell {
        RawCell { lines, source, row_span: 1, column_span: 1, heading: false }
    }

    /// No text in it.
    pub fn is_blank(&self) -> bool {
        self.lines.iter().all(|line| line.text.is_blank())
    }
}

/// A row as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawRow {
    /// Its cells from left to right.
    pub cells: Vec<RawCell>,
    /// The source hides it (a hidden spreadsheet row, `display:none`).
    pub hidden: bool,
}

/// A table as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawTable {
    /// Its rows from top to bottom.
    pub rows: Vec<RawRow>,
    /// `caption`, or nothing.
    pub caption: Option<Line>,
    /// The source tells spans itself (HTML, spreadsheets), so blanks are real.
    pub spans_told: bool,
    /// A field's column is certain (CSV, Markdown): a row as long as the head is never realigned.
    pub exact: bool,
    /// Name of the sheet it stands on.
    pub sheet: Option<String>,
    /// Row and column of its first cell in the sheet, from 0.
    pub origin: (u32, u32),
    /// Its bytes in the document.
    pub source: Range<usize>,
}

/// The reason of residue that a bound kept from being read.
pub const BEYOND: &str = "beyond-bound";

/// What a reader found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading (見出し); level 1 is outermost. Level 0: it looks like one but nothing tells its depth.
    Heading { level: u8, line: Line },
    /// A free line or paragraph.
    Line(Line),
    /// A bullet of a list; a greater depth stands under a smaller one before it.
    Bullet { depth: u8, line: Line },
    /// A table.
    Table(RawTable),
    /// A blank line, which may end a table or only pause it.
    Blank,
    /// What the page carries beside its content (navigation, scripts): residue, with the reason.
    Furniture { source: Range<usize>, reason: &'static str },
}
