//! Refused (不読): a file or member that is not read, and what there is to say of it. Its bytes are counted and hashed, never held.

use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::document::Document;
use crate::read::format::Format;
use sha2::{Digest, Sha256};
use std::io::{self, Read};

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
        Refused { path: path.to_owned(), sha256: digits(Sha256::digest(path.as_bytes()).as_slice()), bytes: 0, document }
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

/// The hash of what begins with `start` and goes on in `rest`, and how many bytes that is.
///
/// # Errors
/// If it cannot be read to its end.
pub fn hash(start: &[u8], rest: &mut impl Read) -> io::Result<(String, u64)> {
    let mut hash = Sha256::new();
    hash.update(start);
    let mut count = start.len() as u64;
    let mut buffer = vec![0; 1 << 16];
    loop {
        match rest.read(&mut buffer) {
            Ok(0) => return Ok((digits(hash.finalize().as_slice()), count)),
            Ok(length) => {
                hash.update(&buffer[..length]);
                count += length as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

fn digits(hash: &[u8]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}
