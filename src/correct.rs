//! Correct (訂正): single places that a person mends: a text at a place of one document, or what a header means in all of them.
//!
//! A text is replaced behind reading and before everything else; its bytes stay those of the source. Each correction that is used
//! leaves a repair; [`Corrections::unused`] names those that no longer match anything.

use crate::error::Error;
use crate::japanese::text::{Text, key};
use crate::model::block::{Block, Line};
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::digest;
use crate::model::document::Document;
use crate::model::place::Place;
use crate::model::record::{Repair, RepairKind};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A text to be replaced.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextCorrection {
    /// Path of the document as the dataset has it, or its id.
    document: String,
    /// Line of the source; every line of the document if it is not given.
    line: Option<u32>,
    /// What stands there.
    before: String,
    /// What should.
    after: String,
    #[serde(skip)]
    used: AtomicUsize,
}

/// What a header means.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeaderCorrection {
    /// The header as printed.
    text: String,
    /// Its role, as a lexicon names it: `target`, `result`, `rating`, `note` …
    means: String,
    /// Kind of a note or rating.
    kind: Option<String>,
    /// Level of the logic model.
    level: Option<String>,
    #[serde(skip)]
    used: AtomicUsize,
}

/// The corrections of a file.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Corrections {
    text: Vec<TextCorrection>,
    header: Vec<HeaderCorrection>,
    #[serde(skip)]
    path: PathBuf,
    #[serde(skip)]
    hash: String,
}

impl Corrections {
    /// Reads `corrections.toml`.
    ///
    /// # Errors
    /// [`Error::Read`] if it cannot be read, [`Error::Invalid`] with the line if it holds something else.
    pub fn load(path: &Path) -> Result<Corrections, Error> {
        let text = std::fs::read_to_string(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
        let invalid = |reason: String| Error::Invalid { path: path.to_owned(), reason };
        let mut found: Corrections = toml::from_str(&text).map_err(|error| invalid(error.to_string()))?;
        if found.text.iter().any(|one| one.before.trim().is_empty()) || found.header.iter().any(|one| one.text.trim().is_empty()) {
            return Err(invalid("a correction of nothing: `before` and `text` hold what stands in the source".to_owned()));
        }
        found.path = path.to_owned();
        found.hash = digest::sha256(text.as_bytes());
        Ok(found)
    }

    /// A hash of the file; empty where none is given.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The headers as entries of a lexicon.
    pub fn lexicon(&self) -> Option<String> {
        let entry = |one: &HeaderCorrection| {
            let told = [("role", Some(&one.means)), ("kind", one.kind.as_ref()), ("level", one.level.as_ref())];
            let mut fields: BTreeMap<&str, toml::Value> = told.into_iter().filter_map(|(name, value)| Some((name, value?.as_str().into()))).collect();
            fields.insert("words", vec![one.text.as_str()].into());
            fields
        };
        let entries: Vec<_> = self.header.iter().map(entry).collect();
        if entries.is_empty() { None } else { toml::to_string(&BTreeMap::from([("header", entries)])).ok() }
    }

    /// Corrects a document; a text that is not there leaves a diagnostic.
    pub fn apply(&self, document: &mut Document, path: &str, sha256: &str) {
        let id = digest::id(sha256);
        let own: Vec<&TextCorrection> = self.text.iter().filter(|one| one.document == path || one.document == id).collect();
        if own.is_empty() && self.header.is_empty() {
            return;
        }
        let starts: Vec<usize> = std::iter::once(0).chain(document.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1)).collect();
        let headers: Vec<(&HeaderCorrection, String)> = self.header.iter().map(|one| (one, key(&one.text))).collect();
        let mut matched = vec![false; own.len()];
        let mut repairs = vec![];
        let mut table = 0;
        for (number, block) in document.blocks.iter_mut().enumerate() {
            let number = number as u32;
            each_line(block, &mut |line, cell| {
                let source = line.text.whole_source();
                let place =
                    Place { block: number, table: cell.map(|_| table), row: cell.map(|cell| cell.0), column: cell.map(|cell| cell.1), start: source.start, end: source.end };
                let at = starts.partition_point(|start| *start <= source.start) as u32;
                for (one, matched) in own.iter().zip(&mut matched).filter(|(one, _)| one.line.is_none_or(|line| line == at)) {
                    if let Some(text) = replaced(&line.text, &one.before, &one.after) {
                        repairs.push(Repair { kind: RepairKind::Correction, before: line.text.as_str().to_owned(), after: text.as_str().to_owned(), place: place.clone() });
                        line.text = text;
                        *matched = true;
                    }
                }
            });
            each_text(block, &mut |lines, cell| {
                let printed = lines.iter().map(|line| line.text.as_str()).collect::<String>();
                for (one, _) in headers.iter().filter(|(_, wanted)| *wanted == key(&printed)) {
                    one.used.fetch_add(1, Ordering::Relaxed);
                    let (start, end) = (lines.first().map_or(0, |line| line.text.whole_source().start), lines.last().map_or(0, |line| line.text.whole_source().end));
                    let place = Place { block: number, table: cell.map(|_| table), row: cell.map(|cell| cell.0), column: cell.map(|cell| cell.1), start, end };
                    let means = one.kind.as_ref().map_or_else(|| one.means.clone(), |kind| format!("{}:{kind}", one.means));
                    repairs.push(Repair { kind: RepairKind::Correction, before: printed.clone(), after: format!("header: {means}"), place });
                }
            });
            table += u32::from(matches!(block, Block::Table(_)));
        }
        for (one, matched) in own.iter().zip(matched) {
            one.used.fetch_add(1, Ordering::Relaxed);
            if !matched {
                let line = one.line.map_or_else(String::new, |line| format!(" line {line}:"));
                document
                    .diagnostics
                    .push(Diagnostic::new(Code::CorrectionUnmatched, format!("{path}:{line} {:?} does not stand there; it was not corrected to {:?}", one.before, one.after)));
            }
        }
        document.repairs.extend(repairs);
    }

    /// Corrections that met no document or no header, in words.
    pub fn unused(&self) -> Vec<String> {
        let texts = self.text.iter().filter(|one| one.used.load(Ordering::Relaxed) == 0).map(|one| format!("{}: no document {:?} was read", self.path.display(), one.document));
        let headers =
            self.header.iter().filter(|one| one.used.load(Ordering::Relaxed) == 0).map(|one| format!("{}: no header {:?} stands in any document", self.path.display(), one.text));
        texts.chain(headers).collect()
    }
}

/// A text with every instance of another replaced; `None` if there is none.
fn replaced(text: &Text, before: &str, after: &str) -> Option<Text> {
    let (before, after) = (Text::new(before), Text::new(after));
    let mut out: Option<Text> = None;
    let mut from = 0;
    while let Some(at) = out.as_ref().unwrap_or(text).as_str().get(from..).and_then(|rest| rest.find(before.as_str())) {
        let start = from + at;
        let next = out.as_ref().unwrap_or(text).replaced(start..start + before.as_str().len(), after.as_str());
        from = start + after.as_str().len();
        out = Some(next);
    }
    out
}

/// Every line of a block, and the row and column of its cell.
fn each_line(block: &mut Block, see: &mut impl FnMut(&mut Line, Option<(u32, u32)>)) {
    match block {
        Block::Heading { line, .. } | Block::Line(line) | Block::Bullet { line, .. } => see(line, None),
        Block::Table(table) => {
            if let Some(line) = &mut table.caption {
                see(line, None);
            }
            for (row, cells) in table.rows.iter_mut().enumerate() {
                for (column, cell) in cells.cells.iter_mut().enumerate() {
                    for line in &mut cell.lines {
                        see(line, Some((row as u32, column as u32)));
                    }
                }
            }
        }
        Block::Blank | Block::Furniture { .. } => {}
    }
}

/// Every text of a block: a line, or all lines of a cell, which a label may be cut into.
fn each_text(block: &Block, see: &mut impl FnMut(&[Line], Option<(u32, u32)>)) {
    match block {
        Block::Heading { line, .. } | Block::Line(line) | Block::Bullet { line, .. } => see(std::slice::from_ref(line), None),
        Block::Table(table) => {
            for (row, cells) in table.rows.iter().enumerate() {
                for (column, cell) in cells.cells.iter().enumerate() {
                    see(&cell.lines, Some((row as u32, column as u32)));
                }
            }
        }
        Block::Blank | Block::Furniture { .. } => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_instance_is_replaced_and_keeps_its_bytes() {
        let text = replaced(&Text::new("実實実實。"), "實", "実").expect("there are some");
        assert_eq!((text.as_str(), text.source(3..6)), ("実実実実。", 3..6));
        assert!(replaced(&Text::new("実"), "價", "価").is_none());
        assert_eq!(replaced(&Text::new("aa"), "a", "aa").map(|text| text.as_str().to_owned()).as_deref(), Some("aaaa"));
    }

    #[test]
    fn headers_become_entries_of_a_lexicon() {
        let found: Corrections = toml::from_str("[[header]]\ntext = \"執行の状況\"\nmeans = \"note\"\nkind = \"issue\"\n").expect("it reads");
        assert_eq!(found.lexicon().as_deref(), Some("[[header]]\nkind = \"issue\"\nrole = \"note\"\nwords = [\"執行の状況\"]\n"));
    }
}
