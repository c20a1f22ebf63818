//! Batch (一括): many files over rayon, in two passes.

use crate::correct::Corrections;
use crate::discover::Found;
use crate::emit::dataset::{Dataset, DiagnosticRow, Severity};
use crate::emit::json;
use crate::emit::spool::{Part, Spool};
use crate::error::Error;
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
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// By what a batch is read.
#[derive(Clone, Copy)]
pub struct Settings<'a> {
    /// The words.
    pub lexicon: &'a Lexicon,
    /// Forms that were decided before.
    pub forms: Option<&'a FormsFile>,
    /// What a person mended.
    pub corrections: &'a Corrections,
}

/// A batch whose rows stand in a spool.
pub struct Spooled {
    /// Where the rows are.
    pub spool: Spool,
    /// The documents, in the order of paths.
    pub parts: Vec<Part>,
    /// How many of them a killed run had told already.
    pub resumed: usize,
}

/// Reads a batch of files; `done` is told after each. One part a document, in the order of paths.
pub fn batch(found: &[Found], lexicon: &Lexicon, given: Option<&FormsFile>, done: impl Fn(&str) + Sync) -> Vec<Dataset> {
    let settings = Settings { lexicon, forms: given, corrections: &Corrections::default() };
    let told = First::pass(found, settings.corrections).second(settings, done, |_| None, Ok::<Dataset, Error>, |part| part);
    // To keep a part in memory cannot fail.
    told.unwrap_or_default()
}

/// Reads a batch of files as [`batch`] does, the rows into a spool in the output folder: a part is out of memory when it is told. What a
/// killed run of the same program, settings and input left there is not told again.
///
/// # Errors
/// [`Error::Write`] if the spool takes no more.
pub fn spooled(found: &[Found], settings: Settings, folder: &Path, done: impl Fn(&str) + Sync) -> Result<Spooled, Error> {
    let first = First::pass(found, settings.corrections);
    let (spool, known) = Spool::open(folder, &first.key(settings))?;
    let resumed = known.len();
    let known = Mutex::new(known);
    let told = |id: &str| known.lock().unwrap_or_else(PoisonError::into_inner).remove(id);
    let parts = first.second(settings, done, told, |part| spool.add(part), |part| &mut part.head)?;
    Ok(Spooled { spool, parts, resumed })
}

/// A batch after the first pass: every document is laid out, so that what repeats over the batch can be decided as forms.
struct First<'a> {
    found: &'a [Found],
    laid_out: Vec<Option<LaidOut>>,
    /// Of each file the documents that it holds, in their order.
    members: Vec<Vec<Waiting>>,
    /// Documents that were there already: whose twin, and the path.
    twins: Vec<(String, String)>,
}

/// A document between the passes: its number among the different ones, if it is one, its id, and what of it is at hand.
struct Waiting {
    number: Option<usize>,
    id: String,
    kept: Kept,
}

impl First<'_> {
    fn pass<'a>(found: &'a [Found], corrections: &Corrections) -> First<'a> {
        let left = AtomicUsize::new(MOST_KEPT);
        let loaded: Vec<Vec<Seen>> = found.par_iter().map(|file| load(file).into_iter().map(|member| first_look(member, file.name == "-", &left, corrections)).collect()).collect();
        let mut seen = HashSet::new();
        let mut first = First { found, laid_out: vec![], members: vec![], twins: vec![] };
        for members in loaded {
            let mut own = vec![];
            for Seen { path, sha256, laid_out, kept } in members {
                let id = digest::id(&sha256);
                let number = seen.insert(id.clone()).then_some(first.laid_out.len());
                match number {
                    Some(_) => first.laid_out.push(laid_out),
                    None => first.twins.push((id.clone(), path)),
                }
                own.push(Waiting { number, id, kept });
            }
            first.members.push(own);
        }
        first
    }

    /// A hash of all that the output depends on: the program, the settings, names and bytes of the input.
    fn key(&self, settings: Settings) -> String {
        let program = std::env::current_exe().and_then(std::fs::metadata).ok();
        let built = program.map(|program| (program.len(), program.modified().ok()));
        let mut text = format!("{} {built:?} {} {}\n", env!("CARGO_PKG_VERSION"), settings.lexicon.hash(), settings.corrections.hash()).into_bytes();
        // A file of forms has no map with other than string keys.
        let _ = json::append(&mut text, &settings.forms);
        for (file, members) in self.found.iter().zip(&self.members) {
            text.extend_from_slice(file.name.as_bytes());
            members.iter().for_each(|member| text.extend_from_slice(format!(" {}", member.id).as_bytes()));
            text.push(b'\n');
        }
        sha256(&text)
    }

    /// The second pass: each document is told, by its form where it has one. Between the passes the sheets are kept, and the first documents
    /// ([`MOST_KEPT`]); the others are read again.
    fn second<T: Send, E: Send>(
        self,
        settings: Settings,
        done: impl Fn(&str) + Sync,
        known: impl Fn(&str) -> Option<T> + Sync,
        keep: impl Fn(Dataset) -> Result<T, E> + Sync,
        head: impl Fn(&mut T) -> &mut Dataset,
    ) -> Result<Vec<T>, E> {
        let Settings { lexicon, corrections, .. } = settings;
        let forms = Batch::survey(self.laid_out, lexicon, settings.forms);
        let told = |member: Waiting| -> Option<Result<T, E>> {
            let number = member.number?;
            Some(known(&member.id).map_or_else(|| keep(one(member.kept, lexicon, &forms, number, corrections)), Ok))
        };
        let read = self.found.par_iter().zip(self.members).map(|(file, mut members)| {
            if members.iter().any(|member| matches!(member.kept, Kept::Nothing)) {
                let again = load(file).into_iter().chain(std::iter::repeat_with(|| Err(Refused::unread(&file.name, vec![]))));
                for (member, again) in members.iter_mut().zip(again).filter(|(member, _)| matches!(member.kept, Kept::Nothing)) {
                    member.kept = Kept::Member(again);
                }
            }
            let out = members.into_par_iter().filter_map(told).collect::<Result<Vec<T>, E>>();
            done(&file.name);
            out
        });
        let mut parts: Vec<T> = read.collect::<Result<Vec<Vec<T>>, E>>()?.into_iter().flatten().collect();
        let mut heads: Vec<Dataset> = parts.iter_mut().map(|part| std::mem::take(head(part))).collect();
        let at: HashMap<String, usize> = heads.iter().enumerate().filter_map(|(index, part)| Some((part.documents.first()?.document_id.clone(), index))).collect();
        for (id, path) in self.twins {
            if let Some(part) = at.get(&id).map(|index| &mut heads[*index]) {
                let message = format!("{path} has the same bytes and is the same document; it was read once");
                part.diagnostics.push(DiagnosticRow { document_id: id, code: Code::DuplicateDocument.as_str().to_owned(), severity: Severity::Note, message, source: None });
            }
        }
        forms.add_rows(&mut heads);
        for (part, own) in parts.iter_mut().zip(heads) {
            *head(part) = own;
        }
        Ok(parts)
    }
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
