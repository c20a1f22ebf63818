//! Pages (ページ): a static site of an index, a page a form and a page a document, written to a folder.

mod document;
mod form;
mod grid;
mod index;
mod plot;
mod record;
mod shell;
mod summary;
mod words;

use crate::emit::dataset::{CONTRACT, DocumentRow, FormRow, SlotRow};
use crate::emit::write::whole;
use crate::error::Error;
use crate::forms::view::FormView;
use crate::review::Language;
use crate::review::original::Original;
use crate::review::store::{Lines, Store};
use form::{Shown, SlotRecords};
use plot::Series;
use rayon::prelude::*;
use record::Record;
use std::collections::HashMap;
use std::path::Path;
use summary::Summary;

/// Series of one document that may stand on the index.
const SERIES_OF_DOCUMENT: usize = 3;

/// Series that are kept for the index.
const SERIES_KEPT: usize = 12;

/// A form with a sheet, and the document of that sheet.
pub type DrawnForm = (FormView, Option<String>);

/// How the originals are looked at.
pub struct Look<'a> {
    /// The source of a document, if it is there.
    pub original: &'a (dyn Fn(&DocumentRow) -> Option<Original> + Sync),
    /// A form with a sheet, and the document of that sheet.
    pub form: &'a (dyn Fn(&str) -> Option<DrawnForm> + Sync),
    /// The language of the pages.
    pub language: Language,
}

/// What was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// Pages of documents.
    pub documents: usize,
    /// Of those, with their source.
    pub originals: usize,
    /// Pages of forms.
    pub forms: usize,
}

/// What the page of one document leaves for the index and the forms.
struct Left {
    summary: Summary,
    series: Vec<Series>,
    slots: HashMap<String, SlotRecords>,
}

/// Writes the site; pages of an earlier run go.
///
/// # Errors
/// [`Error::Write`] with the path; [`Error::Invalid`] if a line of the dataset is none.
pub fn write(store: &Store, folder: &Path, look: &Look<'_>) -> Result<Made, Error> {
    let (documents, forms) = (folder.join("documents"), folder.join("forms"));
    for folder in [&documents, &forms] {
        std::fs::create_dir_all(folder).map_err(|source| Error::Write { path: folder.clone(), source })?;
        clear(folder)?;
    }
    let left = store.documents.par_iter().map(|lines| one(store, lines, &documents, look)).collect::<Result<Vec<_>, Error>>()?;
    let mut slots: HashMap<String, SlotRecords> = HashMap::new();
    let (mut summaries, mut series) = (vec![], vec![]);
    for document in left.into_iter().flatten() {
        summaries.push(document.summary);
        series.extend(document.series);
        for (slot, own) in document.slots {
            let all = slots.entry(slot).or_default();
            all.count += own.count;
            all.doubts += own.doubts;
            for (word, count) in own.words {
                *all.words.entry(word).or_default() += count;
            }
        }
    }
    series.sort_by(|a, b| b.pairs().cmp(&a.pairs()).then_with(|| a.title.cmp(&b.title)));
    series.truncate(SERIES_KEPT);
    let every = || store.documents.iter().chain([&store.shared]);
    let rows: Vec<FormRow> = every().map(|lines| store.rows(lines, "forms")).collect::<Result<Vec<Vec<_>>, _>>()?.into_iter().flatten().collect();
    let of_forms: Vec<SlotRow> = every().map(|lines| store.rows(lines, "slots")).collect::<Result<Vec<Vec<_>>, _>>()?.into_iter().flatten().collect();
    for row in rows.iter().filter(|row| is_id(&row.form_id)) {
        let own: Vec<&SlotRow> = of_forms.iter().filter(|slot| slot.form_id == row.form_id).collect();
        let view = (look.form)(&row.form_id);
        let shown = Shown { form: row, slots: &own, view: view.as_ref(), records: &slots };
        whole(&forms.join(format!("{}.html", row.form_id)), form::page(&shown, CONTRACT, look.language).as_bytes())?;
    }
    whole(&folder.join("index.html"), index::page(&summaries, &rows, &series, look.language).as_bytes())?;
    Ok(Made { documents: summaries.len(), originals: summaries.iter().filter(|summary| summary.original).count(), forms: rows.len() })
}

/// Writes the page of a document.
fn one(store: &Store, lines: &Lines, folder: &Path, look: &Look<'_>) -> Result<Option<Left>, Error> {
    let Some(row) = store.rows::<DocumentRow>(lines, "documents")?.pop().filter(|row| is_id(&row.document_id)) else { return Ok(None) };
    let records = record::records(store, lines)?;
    let original = (look.original)(&row);
    let mut series = summary::series(store, lines)?;
    let mut summary = Summary::of(row, &records, original.is_some());
    summary.grades = summary::grades(store, lines)?;
    let html = document::page(&summary.document, &records, original.as_ref(), &summary, &series, look.language);
    whole(&folder.join(format!("{}.html", summary.document.document_id)), html.as_bytes())?;
    series.truncate(SERIES_OF_DOCUMENT);
    Ok(Some(Left { summary, series, slots: of_slots(&records) }))
}

fn of_slots(records: &[Record]) -> HashMap<String, SlotRecords> {
    let mut out: HashMap<String, SlotRecords> = HashMap::new();
    for record in records {
        let Some(slot) = &record.slot else { continue };
        let own = out.entry(slot.clone()).or_default();
        own.count += 1;
        own.doubts += usize::from(record.is_doubtful());
        *own.words.entry(record.words.clone()).or_default() += 1;
    }
    out
}

/// An id as the program makes them; only such become names of files.
fn is_id(id: &str) -> bool {
    id.len() == 16 && id.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Removes pages of an earlier run.
fn clear(folder: &Path) -> Result<(), Error> {
    let fail = |source| Error::Write { path: folder.to_owned(), source };
    for entry in std::fs::read_dir(folder).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        let ours = path.extension().is_some_and(|extension| extension == "html") && path.file_stem().is_some_and(|stem| is_id(&stem.to_string_lossy()));
        if ours {
            std::fs::remove_file(&path).map_err(|source| Error::Write { path: path.clone(), source })?;
        }
    }
    Ok(())
}
