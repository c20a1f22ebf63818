//! Pipeline (流れ): discover → decode → read → rebuild → interpret → emit, one line a stage; a batch over rayon.

use crate::decode;
use crate::discover::Found;
use crate::emit::convert::{Reading, convert, sha256};
use crate::emit::dataset::Dataset;
use crate::interpret;
use crate::japanese::date::Setting;
use crate::model::block::Block;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::document::{Document, Input};
use crate::model::grid::Piece;
use crate::model::lexicon::Lexicon;
use crate::model::record::Findings;
use crate::read;
use crate::rebuild;
use rayon::prelude::*;
use std::collections::HashSet;
use std::io::Read as _;

/// Largest file that is read, in bytes.
pub const MOST_BYTES: u64 = 1 << 30;

/// A batch, read: the whole dataset and its parts, one a document, in the order of paths.
pub struct Batch {
    /// All documents.
    pub whole: Dataset,
    /// Each document by itself.
    pub parts: Vec<Dataset>,
}

/// Reads a batch of files; `done` is told after each.
pub fn batch(found: &[Found], lexicon: &Lexicon, done: impl Fn(&str) + Sync) -> Batch {
    let read: Vec<Vec<Dataset>> = found
        .par_iter()
        .map(|file| {
            let inputs = load(file);
            let out = inputs.into_iter().map(|input| one(input, lexicon)).collect();
            done(&file.name);
            out
        })
        .collect();
    let mut parts: Vec<Dataset> = vec![];
    let mut seen = HashSet::new();
    let mut twins: Vec<(String, String)> = vec![];
    for part in read.into_iter().flatten() {
        let Some(document) = part.documents.first() else { continue };
        if seen.insert(document.document_id.clone()) {
            parts.push(part);
        } else {
            twins.push((document.document_id.clone(), document.path.clone()));
        }
    }
    for (id, path) in twins {
        if let Some(part) = parts.iter_mut().find(|part| part.documents[0].document_id == id) {
            let message = format!("{path} has the same bytes and is the same document; it was read once");
            part.diagnostics.push(crate::emit::dataset::DiagnosticRow {
                document_id: id,
                code: Code::DuplicateDocument.as_str().to_owned(),
                severity: crate::emit::dataset::Severity::Note,
                message,
                source: None,
            });
        }
    }
    let mut whole = Dataset::default();
    for part in &parts {
        whole.extend(part.clone());
    }
    Batch { whole, parts }
}

/// The bytes of a file, or of standard input; an archive gives one input a member.
fn load(file: &Found) -> Vec<Result<Input, (String, Diagnostic)>> {
    let mut bytes = vec![];
    let read = if file.name == "-" {
        std::io::stdin().lock().take(MOST_BYTES + 1).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(&file.path).and_then(|open| open.take(MOST_BYTES + 1).read_to_end(&mut bytes))
    };
    match read {
        Err(error) => vec![Err((file.name.clone(), Diagnostic::new(Code::Unreadable, format!("{}: cannot be read: {error}", file.name))))],
        Ok(_) if bytes.len() as u64 > MOST_BYTES => {
            vec![Err((file.name.clone(), Diagnostic::new(Code::LimitReached, format!("{}: larger than {MOST_BYTES} bytes; not read", file.name))))]
        }
        Ok(_) => vec![Ok(Input { path: file.name.clone(), bytes })],
    }
}

/// Reads one document.
fn one(input: Result<Input, (String, Diagnostic)>, lexicon: &Lexicon) -> Dataset {
    match input {
        Ok(input) => document(&input, lexicon),
        Err((path, diagnostic)) => {
            let sha = sha256(path.as_bytes());
            convert(&Reading {
                path,
                sha256: sha,
                bytes: 0,
                document: Document { format: "unknown", encoding: "unknown".to_owned(), ..Document::default() },
                findings: Findings::default(),
                diagnostics: vec![diagnostic],
            })
        }
    }
}

/// Reads the bytes of one document into its part of the dataset.
pub fn document(input: &Input, lexicon: &Lexicon) -> Dataset {
    let document = read(input);
    let setting = setting(&document);
    let (pieces, diagnostics) = rebuild::rebuild(&document, lexicon, &setting);
    let mut findings = interpret::interpret(&document, &pieces, lexicon, &setting);
    if document.text.trim().is_empty() {
        findings.diagnostics.retain(|diagnostic| diagnostic.code != Code::NoRecords);
    }
    convert(&Reading { path: input.path.clone(), sha256: sha256(&input.bytes), bytes: input.bytes.len() as u64, document, findings, diagnostics })
}

/// The rebuilt pieces of a document, for `inspect`.
pub fn pieces(input: &Input, lexicon: &Lexicon) -> (Document, Setting, Vec<Piece>) {
    let document = read(input);
    let setting = setting(&document);
    let (pieces, _) = rebuild::rebuild(&document, lexicon, &setting);
    (document, setting, pieces)
}

/// Decodes and reads; what cannot be read is a document with a diagnostic.
fn read(input: &Input) -> Document {
    if input.bytes.is_empty() {
        let diagnostics = vec![Diagnostic::new(Code::EmptyDocument, format!("{}: the file is empty", input.path))];
        return Document { format: "empty", encoding: "none".to_owned(), diagnostics, ..Document::default() };
    }
    if decode::is_binary(&input.bytes) {
        let diagnostics = vec![Diagnostic::new(Code::BinaryInput, format!("{}: the bytes are no text and no format that is read", input.path))];
        return Document { format: "binary", encoding: "binary".to_owned(), diagnostics, ..Document::default() };
    }
    let declared = read::html::declared(&input.bytes);
    let decoded = decode::decode(&input.bytes, declared.as_deref());
    let mut document = Document { format: "mixed_text", encoding: decoded.encoding.to_owned(), diagnostics: decoded.diagnostics, ..Document::default() };
    if decoded.text.trim().is_empty() {
        document.diagnostics.push(Diagnostic::new(Code::EmptyDocument, format!("{}: the file holds no text", input.path)));
    }
    if read::html::is_page(&decoded.text) {
        let page = read::html::read(&decoded.text);
        document.diagnostics.extend(page.diagnostics);
        (document.format, document.blocks, document.metadata) = (page.format, page.blocks, page.metadata);
    } else {
        document.blocks = read::mixed::read(&decoded.text);
    }
    document.text = decoded.text;
    document
}

/// The document's context for years without an era.
fn setting(document: &Document) -> Setting {
    let lines = document.blocks.iter().flat_map(|block| -> Box<dyn Iterator<Item = &crate::model::block::Line>> {
        match block {
            Block::Heading { line, .. } | Block::Line(line) | Block::Bullet { line, .. } => Box::new(std::iter::once(line)),
            Block::Table(table) => Box::new(table.rows.iter().flat_map(|row| row.cells.iter().flat_map(|cell| cell.lines.iter()))),
            _ => Box::new(std::iter::empty()),
        }
    });
    Setting::infer(lines.map(|line| line.text.normal()))
}
