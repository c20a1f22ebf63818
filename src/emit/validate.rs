//! Validate (検査): a dataset against its schema and its own promises.

use crate::emit::dataset::{CONTRACT, Dataset, Source};
use crate::emit::schema;
use crate::error::Error;
use jsonschema::Validator;
use serde::Deserialize as _;
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::LazyLock;

/// The schema, ready to check with: made once, however many files there are.
static SCHEMA: LazyLock<Result<Validator, String>> = LazyLock::new(|| jsonschema::validator_for(&schema::schema()).map_err(|error| error.to_string()));

/// Checks `dir/dataset.json` and every `dir/documents/*.json`; returns what is wrong, in words.
///
/// # Errors
/// [`Error::Read`] or [`Error::Invalid`] if a file cannot be read or is no JSON.
pub fn validate(dir: &Path) -> Result<Vec<String>, Error> {
    let mut out = vec![];
    let mut files = vec![dir.join("dataset.json")];
    let documents = dir.join("documents");
    if documents.is_dir() {
        let entries = std::fs::read_dir(&documents).map_err(|source| Error::Read { path: documents.clone(), source })?;
        files.extend(entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).filter(|path| path.extension().is_some_and(|extension| extension == "json")));
    }
    files.sort();
    for path in files {
        let text = std::fs::read_to_string(&path).map_err(|source| Error::Read { path: path.clone(), source })?;
        let value: serde_json::Value = serde_json::from_str(&text).map_err(|error| Error::Invalid { path: path.clone(), reason: error.to_string() })?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        out.extend(check(&value).into_iter().map(|complaint| format!("{name}: {complaint}")));
    }
    Ok(out)
}

/// Checks one dataset.
pub fn check(value: &serde_json::Value) -> Vec<String> {
    let mut out = vec![];
    match &*SCHEMA {
        Ok(validator) => out.extend(validator.iter_errors(value).take(50).map(|error| format!("schema: {} at {}", error, error.instance_path()))),
        Err(error) => out.push(format!("schema itself: {error}")),
    }
    match Dataset::deserialize(value) {
        Ok(dataset) => promises(&dataset, &mut out),
        Err(error) => out.push(format!("types: {error}")),
    }
    out
}

fn promises(dataset: &Dataset, out: &mut Vec<String>) {
    let ids = ids(dataset, out);
    references(dataset, &ids, out);
    for document in &dataset.documents {
        let coverage = &document.coverage;
        if coverage.recorded + coverage.headers + coverage.residue != coverage.characters {
            out.push(format!("coverage of {} does not sum", document.document_id));
        }
    }
    account(dataset, out);
    owners(dataset, out);
    spans(dataset, out);
    if dataset.made_by.contract != CONTRACT {
        out.push(format!("made by contract {}, not {CONTRACT}", dataset.made_by.contract));
    }
}

/// The rows of residue hold as many characters as a document says.
fn account(dataset: &Dataset, out: &mut Vec<String>) {
    let mut held: HashMap<&str, u64> = HashMap::new();
    for row in &dataset.residue {
        *held.entry(&row.document_id).or_default() += row.text.chars().filter(|character| !character.is_whitespace()).count() as u64;
    }
    for document in &dataset.documents {
        let held = held.get(document.document_id.as_str()).copied().unwrap_or(0);
        if held != document.coverage.residue {
            out.push(format!("residue of {} holds {held} characters, not {}", document.document_id, document.coverage.residue));
        }
    }
}

/// A record stands in the document of its item; a scale is of a document or of a slot.
fn owners(dataset: &Dataset, out: &mut Vec<String>) {
    let items: HashMap<&str, &str> = dataset.items.iter().map(|row| (row.item_id.as_str(), row.document_id.as_str())).collect();
    let records = (dataset.indicators.iter().map(|row| (&row.indicator_id, &row.item_id, &row.document_id)))
        .chain(dataset.targets.iter().map(|row| (&row.target_id, &row.item_id, &row.document_id)))
        .chain(dataset.results.iter().map(|row| (&row.result_id, &row.item_id, &row.document_id)))
        .chain(dataset.ratings.iter().map(|row| (&row.rating_id, &row.item_id, &row.document_id)))
        .chain(dataset.notes.iter().map(|row| (&row.note_id, &row.item_id, &row.document_id)));
    for (id, item, document) in records {
        if items.get(item.as_str()).is_some_and(|owner| owner != document) {
            out.push(format!("{id} names {document}, but its item stands in another document"));
        }
    }
    for row in dataset.rating_scales.iter().filter(|row| row.document_id.is_some() == row.slot_id.is_some()) {
        out.push(format!("{} is of a document or of a slot, one of the two", row.scale_id));
    }
}

/// Every id of the dataset; each stands once.
fn ids<'a>(dataset: &'a Dataset, out: &mut Vec<String>) -> HashSet<&'a str> {
    let mut ids: HashSet<&str> = HashSet::new();
    let all = dataset
        .documents
        .iter()
        .map(|row| &row.document_id)
        .chain(dataset.forms.iter().map(|row| &row.form_id))
        .chain(dataset.slots.iter().map(|row| &row.slot_id))
        .chain(dataset.items.iter().map(|row| &row.item_id))
        .chain(dataset.indicators.iter().map(|row| &row.indicator_id))
        .chain(dataset.targets.iter().map(|row| &row.target_id))
        .chain(dataset.results.iter().map(|row| &row.result_id))
        .chain(dataset.ratings.iter().map(|row| &row.rating_id))
        .chain(dataset.rating_scales.iter().map(|row| &row.scale_id))
        .chain(dataset.notes.iter().map(|row| &row.note_id))
        .chain(dataset.repairs.iter().map(|row| &row.repair_id));
    for id in all {
        if !ids.insert(id) {
            out.push(format!("id {id} stands twice"));
        }
    }
    ids
}

/// What a row refers to stands in the dataset.
fn references(dataset: &Dataset, ids: &HashSet<&str>, out: &mut Vec<String>) {
    let references = dataset
        .items
        .iter()
        .map(|row| Some(&row.document_id))
        .chain(dataset.documents.iter().map(|row| row.form_id.as_ref()))
        .chain(dataset.forms.iter().flat_map(|row| [row.parent_form_id.as_ref(), row.title_slot_id.as_ref()]))
        .chain(dataset.slots.iter().map(|row| Some(&row.form_id)))
        .chain(dataset.items.iter().map(|row| row.parent_item_id.as_ref()))
        .chain(dataset.indicators.iter().flat_map(|row| [Some(&row.document_id), Some(&row.item_id)]))
        .chain(
            dataset
                .targets
                .iter()
                .flat_map(|row| [Some(&row.document_id), Some(&row.item_id), row.slot_id.as_ref(), row.indicator_id.as_ref()].into_iter().chain(row.same_as.iter().map(Some))),
        )
        .chain(
            dataset
                .results
                .iter()
                .flat_map(|row| [Some(&row.document_id), Some(&row.item_id), row.slot_id.as_ref(), row.indicator_id.as_ref()].into_iter().chain(row.same_as.iter().map(Some))),
        )
        .chain(dataset.ratings.iter().flat_map(|row| [Some(&row.document_id), Some(&row.item_id), row.slot_id.as_ref(), row.indicator_id.as_ref(), row.scale_id.as_ref()]))
        .chain(dataset.rating_scales.iter().flat_map(|row| [row.document_id.as_ref(), row.slot_id.as_ref()]))
        .chain(dataset.notes.iter().flat_map(|row| [Some(&row.document_id), Some(&row.item_id), row.slot_id.as_ref()]))
        .chain(dataset.repairs.iter().map(|row| Some(&row.document_id)))
        .chain(dataset.residue.iter().map(|row| Some(&row.document_id)))
        .chain(dataset.diagnostics.iter().map(|row| Some(&row.document_id)));
    for reference in references.flatten() {
        if !ids.contains(reference.as_str()) {
            out.push(format!("{reference} is referred to and does not stand in the dataset"));
        }
    }
}

/// Spans run forward; a document's text is never longer than three bytes for each of its bytes.
fn spans(dataset: &Dataset, out: &mut Vec<String>) {
    let sizes: HashMap<&str, u64> = dataset.documents.iter().map(|row| (row.document_id.as_str(), if row.encoding == "binary" { u64::MAX } else { row.bytes })).collect();
    let mut look = |id: &str, source: &Source| {
        for part in std::iter::once(source).chain(&source.also) {
            let size = id.split('-').next().and_then(|document| sizes.get(document)).copied().unwrap_or(u64::MAX);
            if part.start > part.end || part.end > size.saturating_mul(3) {
                out.push(format!("span {}..{} of {id} lies outside its document", part.start, part.end));
            }
        }
    };
    dataset.items.iter().for_each(|row| look(&row.item_id, &row.source));
    dataset.indicators.iter().for_each(|row| look(&row.indicator_id, &row.source));
    dataset.targets.iter().for_each(|row| look(&row.target_id, &row.source));
    dataset.results.iter().for_each(|row| look(&row.result_id, &row.source));
    dataset.ratings.iter().for_each(|row| look(&row.rating_id, &row.source));
    dataset.notes.iter().for_each(|row| look(&row.note_id, &row.source));
    dataset.rating_scales.iter().for_each(|row| row.source.iter().for_each(|source| look(&row.scale_id, source)));
    dataset.repairs.iter().for_each(|row| look(&row.repair_id, &row.source));
    dataset.residue.iter().for_each(|row| look(&row.document_id, &row.source));
    dataset.diagnostics.iter().for_each(|row| row.source.iter().for_each(|source| look(&row.document_id, source)));
}
