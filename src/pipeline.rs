//! Pipeline (流れ): discover → decode → read → survey → understand → tell → emit, one line a stage; a batch over rayon, in two passes.

use crate::correct::Corrections;
use crate::decode;
use crate::discover::Found;
use crate::emit::convert::{Reading, convert, sha256};
use crate::emit::dataset::Dataset;
use crate::forms::file::FormsFile;
use crate::forms::{self, Batch, LaidOut, SurveyFile};
use crate::interpret;
use crate::japanese::date::Setting;
use crate::model::block::{BEYOND, Block};
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::document::{Document, Input};
use crate::model::grid::Piece;
use crate::model::lexicon::Lexicon;
use crate::model::record::Findings;
use crate::read;
use crate::read::archive::Member;
use crate::read::bound;
use crate::read::format::{self, Format};
use crate::rebuild;
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::io::Read as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Largest file that is read, in bytes.
pub const MOST_BYTES: u64 = 256 << 20;

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
            let id: String = member.sha256.chars().take(16).collect();
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
            loaded.resize_with(kept.len(), || Err((String::new(), vec![])));
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
            part.diagnostics.push(crate::emit::dataset::DiagnosticRow {
                document_id: id,
                code: Code::DuplicateDocument.as_str().to_owned(),
                severity: crate::emit::dataset::Severity::Note,
                message,
                source: None,
            });
        }
    }
    forms.add_rows(&mut parts);
    parts
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

/// The documents of a file, not read yet; what could not be loaded is left out.
pub fn inputs(file: &Found) -> Vec<Input> {
    load(file).into_iter().flatten().collect()
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
}

/// A document, read, with its hash and how many bytes it has.
struct Known {
    path: String,
    sha256: String,
    bytes: u64,
    document: Document,
}

/// Bytes of the documents that are kept from the first pass to the second. A document in memory is some ten to twenty times as large as its bytes.
const MOST_KEPT: usize = 4 << 20;

/// Lays a document out for the survey; keeps it if there is room left.
fn first_look(member: Member, keep: bool, left: &AtomicUsize, corrections: &Corrections) -> Seen {
    let kept = |member: Member| if keep { Kept::Member(member) } else { Kept::Nothing };
    let input = match member {
        Ok(input) => input,
        Err((path, diagnostics)) => return Seen { path: path.clone(), sha256: sha256(path.as_bytes()), laid_out: None, kept: kept(Err((path, diagnostics))) },
    };
    let (path, sha256, bytes) = (input.path.clone(), sha256(&input.bytes), input.bytes.len());
    let read = catch_unwind(AssertUnwindSafe(|| {
        let document = read_corrected(&input, &sha256, corrections);
        (forms::prepare(&document), document)
    }));
    let Ok((laid_out, document)) = read else { return Seen { path, sha256, laid_out: None, kept: kept(Ok(input)) } };
    // What a packed format holds counts as text.
    let size = bytes.max(document.text.len());
    let room = left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(size)).is_ok();
    let kept = if room { Kept::Document(Box::new(Known { path: path.clone(), sha256: sha256.clone(), bytes: bytes as u64, document })) } else { kept(Ok(input)) };
    Seen { path, sha256, laid_out, kept }
}

/// The bytes of a file, or of standard input; an archive gives one input a member.
fn load(file: &Found) -> Vec<Member> {
    let mut bytes = vec![];
    let read = if file.name == "-" {
        std::io::stdin().lock().take(MOST_BYTES + 1).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(&file.path).and_then(|open| open.take(MOST_BYTES + 1).read_to_end(&mut bytes))
    };
    let refused = |code: Code, words: String| vec![Err((file.name.clone(), vec![Diagnostic::new(code, format!("{}: {words}", file.name))]))];
    match read {
        Err(error) => refused(Code::Unreadable, format!("cannot be read: {error}")),
        Ok(_) if bytes.len() as u64 > MOST_BYTES => refused(Code::LimitReached, format!("larger than {MOST_BYTES} bytes; not read")),
        Ok(_) if format::of_bytes(&bytes, &file.name) == Some(Format::Zip) => read::archive::members(&file.name, &bytes),
        Ok(_) => vec![Ok(Input { path: file.name.clone(), bytes })],
    }
}

/// Tells one document.
fn one(kept: Kept, lexicon: &Lexicon, forms: &Batch, number: usize, corrections: &Corrections) -> Dataset {
    let known = match kept {
        Kept::Document(known) => *known,
        Kept::Member(Ok(input)) => Known::of(&input, corrections),
        Kept::Member(Err((path, diagnostics))) => {
            let sha256 = sha256(path.as_bytes());
            return Known { path, sha256, bytes: 0, document: unknown() }.converted(Findings::default(), lexicon, diagnostics);
        }
        Kept::Nothing => unreachable!("what was not kept was loaded again"),
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

/// A document of which nothing could be told.
fn unknown() -> Document {
    Document { format: "unknown", encoding: "unknown".to_owned(), ..Document::default() }
}

impl Known {
    /// Reads a document; one whose reading fails by a fault of ours is unknown.
    fn of(input: &Input, corrections: &Corrections) -> Known {
        let sha256 = sha256(&input.bytes);
        let document = catch_unwind(AssertUnwindSafe(|| read_corrected(input, &sha256, corrections))).unwrap_or_else(|fault| {
            let diagnostics = vec![internal_error(&input.path, &*fault)];
            Document { diagnostics, ..unknown() }
        });
        Known { path: input.path.clone(), sha256, bytes: input.bytes.len() as u64, document }
    }

    /// Its rows.
    fn converted(&self, findings: Findings, lexicon: &Lexicon, diagnostics: Vec<Diagnostic>) -> Dataset {
        convert(&Reading { path: &self.path, sha256: &self.sha256, bytes: self.bytes, document: &self.document, findings, lexicon, diagnostics })
    }
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

/// Reads a document and corrects what a person says of it.
fn read_corrected(input: &Input, sha256: &str, corrections: &Corrections) -> Document {
    let mut document = read(input);
    corrections.apply(&mut document, &input.path, sha256);
    document
}

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
        Some(told) => {
            let words = told.refusal().unwrap_or_default();
            return refused(told.name(), "binary", Code::UnsupportedFormat, &words);
        }
        None => {}
    }
    if decode::is_binary(&input.bytes) {
        return refused("binary", "binary", Code::BinaryInput, "the bytes are no text and no format that is read");
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
        document.diagnostics.push(Diagnostic::new(Code::EmptyDocument, format!("{}: the file holds no text", path)));
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
