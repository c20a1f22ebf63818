//! Refused (不読): a file or member that is not read, and what there is to say of it. Its bytes are counted and hashed, never held.

use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::digest::sha256;
use crate::model::document::Document;
use crate::read::format::Format;

/// What is not read.
#[derive(Clone, Debug)]
pub struct Refused {
    /// Its path, as of any input.
    pub path: String,
    /// SHA-256 of its bytes, hexadecimal; of its path where the bytes could not be had.
    pub sha256: String,
    /// How many bytes it has, where they could be had.
    pub bytes: u64,
    /// A document without text that says why.
    pub document: Box<Document>,
}

impl Refused {
    /// Something of which no byte could be had.
    pub fn unread(path: &str, diagnostics: Vec<Diagnostic>) -> Refused {
        let document = Box::new(Document { format: "unknown", encoding: "unknown".to_owned(), diagnostics, ..Document::default() });
        Refused { path: path.to_owned(), sha256: sha256(path.as_bytes()), bytes: 0, document }
    }

    /// A format that is recognised and not read.
    pub fn format(path: &str, format: Format, sha256: String, bytes: u64) -> Refused {
        let words = format.refusal().unwrap_or_default();
        Refused::told(path, format.name(), Code::UnsupportedFormat, &words, sha256, bytes)
    }

    /// Bytes that are no text.
    pub fn binary(path: &str, sha256: String, bytes: u64) -> Refused {
        Refused::told(path, "binary", Code::BinaryInput, "the bytes are no text and no format that is read", sha256, bytes)
    }

    fn told(path: &str, format: &'static str, code: Code, words: &str, sha256: String, bytes: u64) -> Refused {
        let diagnostics = vec![Diagnostic::new(code, format!("{path}: {words}"))];
        Refused { path: path.to_owned(), sha256, bytes, document: Box::new(Document { format, encoding: "binary".to_owned(), diagnostics, ..Document::default() }) }
    }
}
