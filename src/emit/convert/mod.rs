//! Convert (変換): findings to rows of the dataset, with their ids.
//!
//! An id is the document's and a count, so that it stays what it is as long as the file does. Each kind of record has its module.

pub mod enumeration;
mod item;
mod lead;
mod locate;
mod rating;
mod remark;
mod statement;
mod value;
mod vouch;
mod word;

use crate::emit::dataset::{Coverage, Dataset, DocumentRow, MadeBy};
use crate::emit::ledger;
use crate::model::diagnostic::Diagnostic;
use crate::model::digest;
use crate::model::document::Document;
use crate::model::lexicon::Lexicon;
use crate::model::record::Findings;
use crate::model::residue::Reason;
use locate::Locator;

/// A document read and understood, ready to be written.
pub struct Reading<'a> {
    /// Path relative to the input root.
    pub path: &'a str,
    /// SHA-256 of the bytes, hexadecimal.
    pub sha256: &'a str,
    /// Number of bytes.
    pub bytes: u64,
    /// The document.
    pub document: &'a Document,
    /// What it says.
    pub findings: Findings,
    /// The lexicon it was read with.
    pub lexicon: &'a Lexicon,
    /// Diagnostics of the stages before `interpret`.
    pub diagnostics: Vec<Diagnostic>,
}

/// Turns a reading into its rows.
pub fn convert(reading: &Reading<'_>) -> Dataset {
    let Reading { document, findings, .. } = reading;
    let document: &Document = document;
    let conversion = Conversion { id: digest::id(reading.sha256), document, findings, locator: Locator::new(document) };
    let mut out = Dataset {
        made_by: MadeBy::with_lexicon(reading.lexicon.hash()),
        documents: vec![conversion.document(reading)],
        items: conversion.items(),
        indicators: conversion.indicators(),
        ratings: conversion.ratings(),
        rating_scales: conversion.scales(),
        repairs: conversion.repairs(),
        diagnostics: conversion.diagnostics(&reading.diagnostics),
        ..Dataset::default()
    };
    conversion.statements(&mut out);
    conversion.account(reading.lexicon, &mut out);
    out
}

/// An id of a document's own: `0123456789abcdef-r0042`.
fn numbered(document: &str, letter: char, count: usize) -> String {
    let mut out = String::with_capacity(document.len() + 8);
    out.push_str(document);
    out.push('-');
    out.push(letter);
    let mut unit = 1000;
    while count / unit >= 10 {
        unit *= 10;
    }
    while unit > 0 {
        out.push(char::from(b'0' + (count / unit % 10) as u8));
        unit /= 10;
    }
    out
}

/// The reason that a stage gave in its own word.
fn reason(word: &str) -> Reason {
    let told = Reason::told(word);
    debug_assert!(told.is_some(), "model::residue does not know the reason {word:?}");
    told.unwrap_or(Reason::Unplaced)
}

/// A document on its way to rows.
struct Conversion<'a> {
    /// The document's id, which every other id begins with.
    id: String,
    document: &'a Document,
    findings: &'a Findings,
    locator: Locator<'a>,
}

impl Conversion<'_> {
    /// Counts what became of every character, from the rows; what none of them bears out is residue.
    fn account(&self, lexicon: &Lexicon, out: &mut Dataset) {
        let Conversion { document, findings, locator, .. } = self;
        let vouched = vouch::vouched(document, &findings.used, out, locator.block_starts(), lexicon);
        // A reason that reading gave goes before.
        let given = findings.reasons.iter().map(|(range, word)| (range.clone(), reason(word)));
        let reasons: Vec<_> = given.chain(vouched.unplaced.into_iter().map(|range| (range, Reason::Unplaced))).collect();
        let books = ledger::balance(&document.text, &vouched.used, &reasons);
        out.residue = self.residue(books.residue);
        out.documents.iter_mut().for_each(|row| row.coverage = books.coverage.clone());
    }

    fn document(&self, reading: &Reading<'_>) -> DocumentRow {
        let Conversion { document, findings, .. } = self;
        DocumentRow {
            document_id: self.id.clone(),
            path: reading.path.to_owned(),
            sha256: reading.sha256.to_owned(),
            bytes: reading.bytes,
            format: document.format.to_owned(),
            encoding: document.encoding.clone(),
            title: findings.title.clone(),
            municipality_name: findings.municipality_name.clone(),
            municipality_code: None,
            fiscal_years: findings.fiscal_years.clone(),
            language: document.metadata.language.clone(),
            url: document.metadata.url.clone(),
            updated: document.metadata.updated.clone(),
            form_id: findings.form_id.clone(),
            coverage: Coverage::default(),
        }
    }

    fn item_id(&self, index: usize) -> String {
        numbered(&self.id, 'i', index + 1)
    }

    fn indicator_id(&self, index: usize) -> String {
        numbered(&self.id, 'n', index + 1)
    }
}
