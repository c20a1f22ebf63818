//! Sheet (表計算): XLSX, XLSB, XLS and ODS to blocks over a text layer.
//!
//! The text layer is what the sheets show: a line with the name of each sheet, then each row as a line of cells joined by a tab,
//! a break inside a cell as a line break. Every cell's bytes in it are known, and so is the address they were printed from.

mod beside;
mod biff;
mod binary;
pub(in crate::read) mod container;
mod format;
mod layer;
mod ods;
mod outline;
pub(in crate::read) mod quiet;
mod region;
mod rich;
mod spreadsheetml;
mod workbook;
mod xls;
mod xlsb;
mod xlsx;
pub(in crate::read) mod xml;

pub use container::{MOST_MEMBERS, MOST_RATIO, MOST_UNPACKED, UNSUSPECTED};
pub(in crate::read) use outline::relations;
pub use workbook::{MOST_CELLS, MOST_MERGES};
pub use xls::MOST_SPANNED;

use crate::model::diagnostic::{Code, Diagnostic, Severity};
use crate::model::document::Document;
use crate::read::format::Format;
use workbook::Workbook;

/// Reads a workbook of the format that its bytes told; what cannot be read is told in the document's diagnostics.
pub fn read(format: Format, bytes: &[u8], name: &str) -> Document {
    let mut book = Workbook::default();
    let told = match format {
        Format::Xls => xls::read(bytes, name, &mut book),
        Format::Xlsb => xlsb::read(bytes, name, &mut book),
        Format::Ods => ods::read(bytes, name, &mut book),
        _ => xlsx::read(bytes, name, &mut book),
    };
    book.diagnostics.extend(told.err());
    laid(book, format, "binary", name)
}

/// Reads a workbook that is one file of XML (SpreadsheetML 2003), decoded.
pub fn read_xml(text: &str, encoding: &str, name: &str) -> Document {
    let mut book = Workbook::default();
    spreadsheetml::read(text, name, &mut book);
    laid(book, Format::XmlWorkbook, encoding, name)
}

fn laid(book: Workbook, format: Format, encoding: &str, name: &str) -> Document {
    let mut document = layer::lay(book, name);
    document.format = format.name();
    document.encoding = encoding.to_owned();
    if document.text.trim().is_empty() && document.diagnostics.iter().all(|diagnostic| diagnostic.code.severity() != Severity::Loss) {
        document.diagnostics.push(Diagnostic::new(Code::EmptyDocument, format!("{name}: the file holds no text")));
    }
    document
}
