//! `review`, `explain` and `diff` (確認・説明・差分).

use super::source::{Sources, id};
use crate::cli::{CLEAN, FAILED, LOSSES};
use crate::emit::dataset::DocumentRow;
use crate::error::Error;
use crate::forms::file::FormsFile;
use crate::forms::{self, Batch};
use crate::model::lexicon::Lexicon;
use crate::pipeline;
use crate::review::difference::{Change, Difference, RecordChange, difference};
use crate::review::explanation::explanation;
use crate::review::original::Original;
use crate::review::store::Store;
use crate::review::{self, Language};
use std::collections::HashMap;
use std::io::{self, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

/// How a difference is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Telling {
    /// For a person.
    Text,
    /// For a machine.
    Json,
}

/// By what a dataset was read.
pub(super) struct Reading<'a> {
    /// Its documents.
    pub sources: &'a [PathBuf],
    /// The forms that were given.
    pub forms: &'a [PathBuf],
    /// The words.
    pub lexicon: &'a Lexicon,
}

fn documents(store: &Store) -> Result<Vec<DocumentRow>, Error> {
    let rows = store.documents.iter().map(|lines| store.rows::<DocumentRow>(lines, "documents"));
    Ok(rows.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

/// Makes the pages.
pub(super) fn review(directory: &Path, output: &Path, reading: &Reading<'_>, language: Language) -> Result<u8, Error> {
    let store = Store::open(directory)?;
    let documents = documents(&store)?;
    let sources = Sources::find(reading.sources, directory, &documents)?;
    let given = super::load_forms(reading.forms)?;
    let (batch, numbers) = survey(&sources, reading.lexicon, given.as_ref());
    let original = |document: &DocumentRow| {
        let input = sources.input(&document.document_id)?;
        let by_form = document.form_id.as_ref().and_then(|form| batch.sheet_view(*numbers.get(&document.document_id)?, form));
        if let Some(sheet) = by_form {
            return Some(Original::by_form(pipeline::read(&input).text, sheet));
        }
        let (read, _, pieces) = pipeline::pieces(&input, reading.lexicon);
        Some(Original::rebuilt(read.text, &pieces))
    };
    let ids: HashMap<usize, &str> = numbers.iter().map(|(id, number)| (*number, id.as_str())).collect();
    let form = |form_id: &str| {
        let view = batch.form_view(form_id)?;
        let drawn = view.drawn.and_then(|number| ids.get(&number)).map(|id| (*id).to_owned());
        Some((view, drawn))
    };
    let made = review::pages::write(&store, output, &review::pages::Look { original: &original, form: &form, language })?;
    println!("{}", output.join("index.html").display());
    match language {
        Language::Japanese => println!("文書{}件（うち原本あり{}件）、様式{}件", made.documents, made.originals, made.forms),
        Language::English => println!("{} documents ({} with their source), {} forms", made.documents, made.originals, made.forms),
    }
    if made.originals < made.documents && !reading.sources.is_empty() || sources.len() == 0 {
        eprintln!(
            "{}",
            language.say(
                "原本が見つからない文書があります。--source で extract に渡した場所を示してください",
                "some sources were not found: name by --source what was given to extract"
            )
        );
    }
    Ok(CLEAN)
}

/// The forms of the sources, and the number of each document in the batch.
fn survey(sources: &Sources, lexicon: &Lexicon, given: Option<&FormsFile>) -> (Batch, HashMap<String, usize>) {
    let mut numbers = HashMap::new();
    let mut laid_out = vec![];
    for input in sources.files().iter().flat_map(pipeline::inputs) {
        numbers.entry(id(&input)).or_insert_with(|| {
            laid_out.push(forms::prepare(&pipeline::read(&input)));
            laid_out.len() - 1
        });
    }
    (Batch::survey(laid_out, lexicon, given), numbers)
}

/// Explains a record.
pub(super) fn explain(id: &str, directory: &Path, sources: &[PathBuf], language: Language) -> Result<u8, Error> {
    let store = Store::open(directory)?;
    let Some(found) = explanation(&store, id)? else {
        eprintln!("hyotei: {id}: {}", language.say("この番号の記録はありません", "no record has this id"));
        return Ok(FAILED);
    };
    let own = store.document(found.document_id()).map(|lines| store.rows::<DocumentRow>(lines, "documents")).transpose()?.unwrap_or_default();
    let input = Sources::find(sources, directory, &own)?.input(found.document_id());
    let text = input.map(|input| pipeline::read(&input).text);
    let colour = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    print!("{}", found.told(text.as_deref(), language, colour)?);
    if text.is_none() && found.path.is_some() {
        eprintln!("{}", language.say("原本が見つかりません。--source で示すと図になります", "the source was not found: name it by --source to see it drawn"));
    }
    Ok(CLEAN)
}

/// Tells what is different.
pub(super) fn diff(before: &Path, after: &Path, telling: Telling, language: Language) -> Result<u8, Error> {
    let found = difference(&Store::open(before)?, &Store::open(after)?)?;
    let mut out = io::stdout().lock();
    let written = match telling {
        Telling::Json => serde_json::to_writer_pretty(&mut out, &found).map_err(io::Error::from).and_then(|()| writeln!(out)),
        Telling::Text => tell(&found, language, &mut out),
    };
    match written {
        // Who reads has seen enough.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => return Err(Error::Write { path: PathBuf::from("-"), source: error }),
        _ => {}
    }
    Ok(if found.changes.is_empty() { CLEAN } else { LOSSES })
}

fn tell(found: &Difference, language: Language, mut out: impl Write) -> io::Result<()> {
    let heads = match language {
        Language::Japanese => ["前", "後", "同じ", "変更", "移動", "追加", "削除"],
        Language::English => ["before", "after", "same", "changed", "moved", "added", "removed"],
    };
    let column = |text: &str| " ".repeat(9usize.saturating_sub(unicode_width::UnicodeWidthStr::width(text))) + text;
    writeln!(out, "{:<14}{}", "", heads.map(column).concat())?;
    for (table, count) in &found.tables {
        let cells = [count.before, count.after, count.same, count.changed, count.moved, count.added, count.removed];
        writeln!(out, "{table:<14}{}", cells.map(|cell| column(&cell.to_string())).concat())?;
    }
    let mut open = None;
    for change in &found.changes {
        if open != Some(&change.path) {
            writeln!(out, "\n{}", change.path.as_deref().unwrap_or(language.say("（様式）", "(forms)")))?;
            open = Some(&change.path);
        }
        record(change, &mut out)?;
    }
    Ok(())
}

fn record(change: &RecordChange, out: &mut impl Write) -> io::Result<()> {
    let line = change.line.map_or(String::new(), |line| format!(":{line}"));
    let about = cut(&change.about, 60);
    let id = change.id_after.as_deref().or(change.id_before.as_deref()).unwrap_or_default();
    match (change.change, change.to_table) {
        (Change::Moved, Some(to)) => writeln!(out, "  > {} → {to}{line} {id} {about}", change.table)?,
        (Change::Added, _) => writeln!(out, "  + {}{line} {id} {about}", change.table)?,
        (Change::Removed, _) => writeln!(out, "  - {}{line} {id} {about}", change.table)?,
        _ => {
            writeln!(out, "  ~ {}{line} {id} {about}", change.table)?;
            for field in &change.fields {
                writeln!(out, "      {}: {} → {}", field.field, cut(&field.before.to_string(), 60), cut(&field.after.to_string(), 60))?;
            }
        }
    }
    Ok(())
}

/// So many characters; control characters never reach the terminal.
fn cut(text: &str, most: usize) -> String {
    let mut out: String = text.chars().take(most).map(|character| if review::is_hidden(character) { '\u{fffd}' } else { character }).collect();
    if text.chars().nth(most).is_some() {
        out.push('…');
    }
    out
}
