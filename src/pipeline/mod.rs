//! Pipeline (流れ): discover → decode → read → survey → understand → tell → emit, one line a stage; a batch over rayon, in two passes.

mod batch;
mod intake;
mod read;

pub use batch::{Settings, Spooled, batch, spooled, survey};
pub use intake::{MOST_BYTES, inputs, load};
pub use read::read;

use crate::correct::Corrections;
use crate::emit::convert::{Reading, convert};
use crate::emit::dataset::Dataset;
use crate::interpret;
use crate::japanese::date::Setting;
use crate::model::block::Block;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::digest::sha256;
use crate::model::document::{Document, Input};
use crate::model::grid::Piece;
use crate::model::lexicon::Lexicon;
use crate::model::record::Findings;
use crate::read::refused::Refused;
use crate::rebuild;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A document, read, with its hash and how many bytes it has.
struct Known {
    path: String,
    sha256: String,
    bytes: u64,
    document: Document,
}

impl Known {
    /// Reads a document; one whose reading fails by a fault of ours is unknown.
    fn of(input: &Input, corrections: &Corrections) -> Known {
        let sha256 = sha256(&input.bytes);
        let document = catch_unwind(AssertUnwindSafe(|| read_corrected(input, &sha256, corrections)))
            .unwrap_or_else(|fault| *Refused::unread(&input.path, vec![internal_error(&input.path, &*fault)]).document);
        Known { path: input.path.clone(), sha256, bytes: input.bytes.len() as u64, document }
    }

    /// What is not read.
    fn refused(refused: Refused) -> Known {
        let Refused { path, sha256, bytes, document } = refused;
        Known { path, sha256, bytes, document: *document }
    }

    /// Its rows.
    fn converted(&self, findings: Findings, lexicon: &Lexicon, diagnostics: Vec<Diagnostic>) -> Dataset {
        convert(&Reading { path: &self.path, sha256: &self.sha256, bytes: self.bytes, document: &self.document, findings, lexicon, diagnostics })
    }
}

/// Reads a document and corrects what a person says of it.
fn read_corrected(input: &Input, sha256: &str, corrections: &Corrections) -> Document {
    let mut document = read(input);
    corrections.apply(&mut document, &input.path, sha256);
    document
}

fn internal_error(path: &str, fault: &(dyn std::any::Any + Send)) -> Diagnostic {
    let words = fault.downcast_ref::<&str>().map(|words| (*words).to_owned()).or_else(|| fault.downcast_ref::<String>().cloned()).unwrap_or_default();
    Diagnostic::new(Code::InternalError, format!("{path}: reading stopped at a fault of hyotei ({words}); please report it"))
}

/// Tells a document; if the telling itself fails by a fault of ours, its text is kept as residue and the batch goes on.
fn guarded(known: &Known, lexicon: &Lexicon, telling: impl FnOnce() -> Dataset) -> Dataset {
    catch_unwind(AssertUnwindSafe(telling)).unwrap_or_else(|fault| {
        let document = Document { blocks: vec![], ..known.document.clone() };
        let bare = Known { path: known.path.clone(), sha256: known.sha256.clone(), bytes: known.bytes, document };
        bare.converted(Findings::default(), lexicon, vec![internal_error(&known.path, &*fault)])
    })
}

/// Reads the bytes of one document into its part of the dataset.
pub fn document(input: &Input, lexicon: &Lexicon) -> Dataset {
    let known = Known { path: input.path.clone(), sha256: sha256(&input.bytes), bytes: input.bytes.len() as u64, document: read(input) };
    let (findings, diagnostics) = alone(&known.document, lexicon);
    known.converted(findings, lexicon, diagnostics)
}

/// What a document says by itself, without a form.
fn alone(document: &Document, lexicon: &Lexicon) -> (Findings, Vec<Diagnostic>) {
    let setting = setting(document);
    let (pieces, diagnostics) = rebuild::rebuild(document, lexicon, &setting);
    let mut findings = interpret::interpret(document, &pieces, lexicon, &setting);
    if document.text.trim().is_empty() {
        findings.diagnostics.retain(|diagnostic| diagnostic.code != Code::NoRecords);
    }
    (findings, diagnostics)
}

/// The rebuilt pieces of a document, for `inspect`.
pub fn pieces(input: &Input, lexicon: &Lexicon) -> (Document, Setting, Vec<Piece>) {
    let document = read(input);
    let setting = setting(&document);
    let (pieces, _) = rebuild::rebuild(&document, lexicon, &setting);
    (document, setting, pieces)
}

/// The document's context for years without an era.
fn setting(document: &Document) -> Setting {
    let lines = document.blocks.iter().flat_map(|block| -> Box<dyn Iterator<Item = &crate::model::block::Line>> {
        match block {
            Block::Heading { line, .. } | Block::Line(line) | Block::Bullet { line, .. } => Box::new(std::iter::once(line)),
            Block::Table(table) => Box::new(table.caption.iter().chain(table.rows.iter().flat_map(|row| row.cells.iter().flat_map(|cell| cell.lines.iter())))),
            _ => Box::new(std::iter::empty()),
        }
    });
    Setting::infer(lines.map(|line| line.text.normal()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_ours_keeps_the_text_and_names_the_file() {
        let input = Input { path: "令和5年度.txt".to_owned(), bytes: "事業名\t評価\n図書館\tＡ\n".as_bytes().to_vec() };
        let dataset = guarded(&Known::of(&input, &Corrections::default()), &Lexicon::default(), || panic!("at byte 3"));
        let told: Vec<(&str, bool)> =
            dataset.diagnostics.iter().map(|row| (row.code.as_str(), row.message.contains("令和5年度.txt") && row.message.contains("at byte 3"))).collect();
        assert_eq!(told, [("internal-error", true)]);
        let kept: String = dataset.residue.iter().map(|row| row.text.as_str()).collect::<Vec<_>>().join("");
        assert!(["事業名", "評価", "図書館", "Ａ"].iter().all(|word| kept.contains(word)), "{kept}");
        let coverage = &dataset.documents[0].coverage;
        assert_eq!((coverage.characters, coverage.residue), (9, 9));
    }
}
