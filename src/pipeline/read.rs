//! Read (読取): the format told, the bytes decoded, the blocks read; what cannot be read is a document with a diagnostic.

use crate::decode;
use crate::model::block::{BEYOND, Block};
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::document::{Document, Input};
use crate::read;
use crate::read::bound;
use crate::read::format::{self, Format};
use crate::read::refused::Refused;

/// Tells the format, decodes and reads; what cannot be read is a document with a diagnostic.
pub fn read(input: &Input) -> Document {
    let refused = |format: &'static str, encoding: &str, code: Code, words: &str| {
        let diagnostics = vec![Diagnostic::new(code, format!("{}: {words}", input.path))];
        Document { format, encoding: encoding.to_owned(), diagnostics, ..Document::default() }
    };
    if input.bytes.is_empty() {
        return refused("empty", "none", Code::EmptyDocument, "the file is empty");
    }
    match format::of_bytes(&input.bytes, &input.path) {
        Some(told) if told.is_sheet() => return read::sheet::read(told, &input.bytes, &input.path),
        Some(Format::Pdf) => return read::pdf::read(&input.bytes, &input.path),
        Some(Format::Word) => return read::word::read(&input.bytes, &input.path),
        Some(Format::XmlWorkbook) => {
            let decoded = decode::decode(&input.bytes, read::html::declared(&input.bytes).as_deref());
            let mut document = read::sheet::read_xml(&decoded.text, decoded.encoding, &input.path);
            document.diagnostics.splice(0..0, decoded.diagnostics);
            return document;
        }
        Some(Format::WebArchive) => {
            return match read::web_archive::page(&input.bytes) {
                Ok(page) => Document { format: "mhtml", ..text(&input.path, &page.bytes, page.charset, Some(Format::Html)) },
                Err(error) => refused("mhtml", "binary", Code::DamagedContainer, &format!("a web archive that cannot be read: {error}")),
            };
        }
        Some(Format::Zip) => return refused("zip", "binary", Code::UnsupportedFormat, "an archive; its members are read by extract, not as one document"),
        Some(told) => return *Refused::format(&input.path, told, String::new(), 0).document,
        None => {}
    }
    if decode::is_binary(&input.bytes) {
        return *Refused::binary(&input.path, String::new(), 0).document;
    }
    text(&input.path, &input.bytes, None, None)
}

/// Decodes text and reads it; `declared` and `told`: its encoding and its format, where what it came in tells them.
fn text(path: &str, bytes: &[u8], declared: Option<String>, told: Option<Format>) -> Document {
    let declared = declared.or_else(|| read::html::declared(bytes));
    let decoded = decode::decode(bytes, declared.as_deref());
    let told = told.unwrap_or_else(|| format::of_text(&decoded.text, path));
    if let Some(words) = told.refusal() {
        let diagnostics = vec![Diagnostic::new(Code::UnsupportedFormat, format!("{path}: {words}"))];
        return Document { format: told.name(), encoding: decoded.encoding.to_owned(), diagnostics, ..Document::default() };
    }
    let mut document = Document { format: told.name(), encoding: decoded.encoding.to_owned(), diagnostics: decoded.diagnostics, ..Document::default() };
    if decoded.text.trim().is_empty() {
        document.diagnostics.push(Diagnostic::new(Code::EmptyDocument, format!("{path}: the file holds no text")));
    }
    let bound = bound::end(&decoded.text, told);
    let text = &decoded.text[..bound];
    match told {
        Format::Csv | Format::Tsv => document.blocks = read::csv::read(text, told),
        Format::Markdown => (document.blocks, document.metadata) = read::markdown::read(text),
        Format::Html => {
            let page = read::html::read(text);
            document.diagnostics.extend(page.diagnostics);
            (document.blocks, document.metadata, document.hidden) = (page.blocks, page.metadata, page.hidden);
        }
        _ => document.blocks = read::mixed::read(text),
    }
    if bound < decoded.text.len() {
        let line = decoded.text[..bound].bytes().filter(|byte| *byte == b'\n').count() + 1;
        let message = format!(
            "{}: more than {} cells, lines and tags or {} bytes of text; from line {line} (byte {bound}) it was left to residue",
            path,
            bound::MOST_PARTS,
            bound::MOST_TEXT
        );
        document.diagnostics.push(Diagnostic::new(Code::LimitReached, message));
        document.blocks.push(Block::Furniture { source: bound..decoded.text.len(), reason: BEYOND });
    }
    document.text = decoded.text;
    document
}
