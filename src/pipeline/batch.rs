//! Batch (一括): many files over rayon, in two passes.

use crate::correct::Corrections;
use crate::discover::Found;
use crate::emit::dataset::{Dataset, DiagnosticRow, Severity};
use crate::forms::file::FormsFile;
use crate::forms::{self, Batch, LaidOut, SurveyFile};
use crate::model::diagnostic::Code;
use crate::model::digest::{self, sha256};
use crate::model::document::{Document, Input};
use crate::model::lexicon::Lexicon;
use crate::model::record::Findings;
use crate::pipeline::intake::load;
use crate::pipeline::{Known, alone, guarded, read, read_corrected};
use crate::read::archive::Member;
use crate::read::refused::Refused;
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Reads a batch of files; `done` is told after each. One part a document, in the order of paths.
///
/// Two passes: in the first every document is laid out, and what repeats over the batch is decided as forms; in the second each
/// document is told, by its form where it has one. Between them the sheets are kept, and the first documents ([`MOST_KEPT`]); the
/// others are read again.
pub fn batch(found: &[Found], lexicon: &Lexicon, given: Option<&FormsFile>, done: impl Fn(&str) + Sync) -> Vec<Dataset> {
    corrected_batch(found, lexicon, given, &Corrections::default(), done)
}

/// The same, with what a person corrected.
pub fn corrected_batch(found: &[Found], lexicon: &Lexicon, given: Option<&FormsFile>, corrections: &Corrections, done: impl Fn(&str) + Sync) -> Vec<Dataset> {
    let left = AtomicUsize::new(MOST_KEPT);
    let loaded: Vec<Vec<Seen>> = found.par_iter().map(|file| load(file).into_iter().map(|member| first_look(member, file.name == "-", &left, corrections)).collect()).collect();
    let mut seen = HashSet::new();
    let mut twins: Vec<(String, String)> = vec![];
    let mut laid_out = vec![];
    let mut numbers: Vec<Vec<Option<usize>>> = vec![];
    let mut kept: Vec<Vec<Kept>> = vec![];
    for members in loaded {
        let (mut own, mut again) = (vec![], vec![]);
        for member in members {
            let id = digest::id(&member.sha256);
            if seen.insert(id.clone()) {
                own.push(Some(laid_out.len()));
                laid_out.push(member.laid_out);
            } else {
                own.push(None);
                twins.push((id, member.path));
            }
            again.push(member.kept);
        }
        numbers.push(own);
        kept.push(again);
    }
    let forms = Batch::survey(laid_out, lexicon, given);
    let read: Vec<Vec<Dataset>> = found
        .par_iter()
        .zip(numbers)
        .zip(kept)
        .map(|((file, numbers), kept)| {
            let mut loaded = if kept.iter().any(|kept| matches!(kept, Kept::Nothing)) { load(file) } else { vec![] };
            loaded.resize_with(kept.len(), || Err(Refused::unread(&file.name, vec![])));
            let again: Vec<Kept> = kept.into_iter().zip(loaded).map(|(kept, loaded)| if matches!(kept, Kept::Nothing) { Kept::Member(loaded) } else { kept }).collect();
            let out = again.into_par_iter().zip(numbers).filter_map(|(kept, number)| Some(one(kept, lexicon, &forms, number?, corrections))).collect();
            done(&file.name);
            out
        })
        .collect();
    let mut parts: Vec<Dataset> = read.into_iter().flatten().collect();
    let at: HashMap<String, usize> = parts.iter().enumerate().filter_map(|(index, part)| Some((part.documents.first()?.document_id.clone(), index))).collect();
    for (id, path) in twins {
        if let Some(part) = at.get(&id).map(|index| &mut parts[*index]) {
            let message = format!("{path} has the same bytes and is the same document; it was read once");
            part.diagnostics.push(DiagnosticRow { document_id: id, code: Code::DuplicateDocument.as_str().to_owned(), severity: Severity::Note, message, source: None });
        }
    }
    forms.add_rows(&mut parts);
    parts
}

/// A document after the first pass.
struct Seen {
    path: String,
    sha256: String,
    laid_out: Option<LaidOut>,
    kept: Kept,
}

/// What of a document is at hand in the second pass.
enum Kept {
    /// It is loaded and read again.
    Nothing,
    /// Its bytes: they are read again. Of standard input they cannot be loaded twice.
    Member(Member),
    /// All of it.
    Document(Box<Known>),
    /// It is not read at all.
    Refused(Box<Refused>),
}

/// Bytes of the documents that are kept from the first pass to the second. A document in memory is some ten to twenty times as large as its bytes.
const MOST_KEPT: usize = 4 << 20;

/// Lays a document out for the survey; keeps it if there is room left.
fn first_look(member: Member, keep: bool, left: &AtomicUsize, corrections: &Corrections) -> Seen {
    let input = match member {
        Ok(input) => input,
        Err(refused) => return Seen { path: refused.path.clone(), sha256: refused.sha256.clone(), laid_out: None, kept: Kept::Refused(Box::new(refused)) },
    };
    let again = |input: Input| if keep { Kept::Member(Ok(input)) } else { Kept::Nothing };
    let (path, sha256, bytes) = (input.path.clone(), sha256(&input.bytes), input.bytes.len());
    let read = catch_unwind(AssertUnwindSafe(|| {
        let document = read_corrected(&input, &sha256, corrections);
        (forms::prepare(&document), document)
    }));
    let Ok((laid_out, document)) = read else { return Seen { path, sha256, laid_out: None, kept: again(input) } };
    // What a packed format holds counts as text.
    let size = bytes.max(document.text.len());
    let room = left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(size)).is_ok();
    let kept = if room { Kept::Document(Box::new(Known { path: path.clone(), sha256: sha256.clone(), bytes: bytes as u64, document })) } else { again(input) };
    Seen { path, sha256, laid_out, kept }
}

/// Tells one document.
fn one(kept: Kept, lexicon: &Lexicon, forms: &Batch, number: usize, corrections: &Corrections) -> Dataset {
    let known = match kept {
        Kept::Document(known) => *known,
        Kept::Member(Ok(input)) => Known::of(&input, corrections),
        Kept::Member(Err(refused)) => return Known::refused(refused).converted(Findings::default(), lexicon, vec![]),
        Kept::Refused(refused) => return Known::refused(*refused).converted(Findings::default(), lexicon, vec![]),
        Kept::Nothing => return Known::refused(Refused::unread("", vec![])).converted(Findings::default(), lexicon, vec![]),
    };
    guarded(&known, lexicon, || {
        let sure = forms.is_sure(number);
        let by_form = if sure || !forms.is_prose(number) { forms.findings(number, lexicon) } else { None };
        if sure && let Some(findings) = by_form {
            return known.converted(findings, lexicon, vec![]);
        }
        let (own, diagnostics) = alone(&known.document, lexicon);
        match by_form {
            Some(findings) if forms::form_wins(&findings, &own) => known.converted(findings, lexicon, vec![]),
            _ => known.converted(own, lexicon, diagnostics),
        }
    })
}

/// Surveys files: their distinct sheets.
pub fn survey(found: &[Found]) -> SurveyFile {
    let documents: Vec<Vec<Document>> =
        found.par_iter().map(|file| load(file).into_iter().flatten().filter_map(|input| catch_unwind(AssertUnwindSafe(|| read(&input))).ok()).collect()).collect();
    let mut survey = SurveyFile::default();
    for document in documents.iter().flatten() {
        survey.add(document);
    }
    survey
}
