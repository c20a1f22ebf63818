//! Document (文書): what a reader made of one input.

use crate::model::block::Block;
use crate::model::diagnostic::Diagnostic;
use crate::model::record::Repair;
use std::ops::Range;

/// Bytes to read, and where they came from.
#[derive(Clone, Debug)]
pub struct Input {
    /// Path relative to the input root, with `/`; `-` for standard input; `archive.zip!member` for a member.
    pub path: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Spot (番地): the cell of a sheet that a stretch of the text layer was printed from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Its bytes in the text layer.
    pub range: Range<usize>,
    /// Index into the document's sheets.
    pub sheet: u32,
    /// Row of the sheet, from 0.
    pub row: u32,
    /// Column of the sheet, from 0.
    pub column: u32,
}

/// Print spot (印字位置): where on a page a stretch of the text layer was printed.
#[derive(Clone, Debug, PartialEq)]
pub struct PrintSpot {
    /// Its bytes in the text layer.
    pub range: Range<usize>,
    /// Page, from 1.
    pub page: u32,
    /// Left, top, right and bottom of its box, in points from the upper left corner of the page.
    pub area: [f64; 4],
}

/// The letters of a column of a sheet: `AB` from 27.
pub fn column_letters(column: u32) -> String {
    let mut letters = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.insert(0, char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters
}

/// What a page or file says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// Its title, where the format has one.
    pub title: Option<String>,
    /// `lang`, where told.
    pub language: Option<String>,
    /// Canonical address, where told.
    pub url: Option<String>,
    /// Date of last change as ISO, where told.
    pub updated: Option<String>,
    /// Name of the municipality where the format tells it (a site name, a footer).
    pub publisher: Option<String>,
}

/// A document, read: its text and its blocks.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// `mixed_text`, `html`, `markdown`, `csv`, `tsv`, `xlsx`, …
    pub format: &'static str,
    /// Name of the encoding (`UTF-8`, `Shift_JIS` …); `binary` for spreadsheets.
    pub encoding: String,
    /// The decoded text (of a binary format: its text layer). Every offset points into it.
    pub text: String,
    /// What stands in it, in reading order.
    pub blocks: Vec<Block>,
    /// Names of its sheets, for a spreadsheet.
    pub sheets: Vec<String>,
    /// Where each cell of a sheet stands in the text layer, in the order of bytes; empty for any other format.
    pub spots: Vec<Spot>,
    /// Where each line and cell of a PDF stands in the text layer, in the order of bytes; empty for any other format.
    pub prints: Vec<PrintSpot>,
    /// Bytes of cells that the source hides (hidden rows, columns and sheets), in order and apart.
    pub hidden: Vec<Range<usize>>,
    /// What it says of itself.
    pub metadata: Metadata,
    /// What the reader has to say.
    pub diagnostics: Vec<Diagnostic>,
    /// What a person corrected in it.
    pub repairs: Vec<Repair>,
}
