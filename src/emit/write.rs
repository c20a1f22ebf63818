//! Write (書き出し): each file whole or not at all: a temporary file in the same folder, then a rename.
//!
//! `dataset.json` is written once. A file for each document is written only on request, and what an earlier run left of such files goes
//! first: no document of another run stands beside the dataset. Only `dataset.json`, the last file, is forced to the disk: to wait for
//! the disk once a document took longer than all reading. After a run that was cut short every file is whole, the old or the new one;
//! after a power failure run again.

use crate::emit::dataset::{Dataset, MadeBy};
use crate::emit::json;
use crate::error::Error;
use rayon::prelude::*;
use serde::Serialize;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// The arrays of a dataset, in their order.
const ARRAYS: [&str; 13] = ["documents", "forms", "slots", "items", "indicators", "targets", "results", "ratings", "rating_scales", "notes", "repairs", "residue", "diagnostics"];

/// A part of a dataset as bytes: what made it, and its rows, one a line, array by array.
struct Printed {
    made_by: Vec<u8>,
    rows: [Vec<u8>; ARRAYS.len()],
}

/// Writes `dataset.json` under `folder`, and `documents/<document_id>.json` if asked for; `parts` are the documents in their order.
///
/// # Errors
/// [`Error::Write`] with the path; no file is left half written.
pub fn write(folder: &Path, parts: Vec<Dataset>, per_document: bool) -> Result<(), Error> {
    let documents = folder.join("documents");
    let make = |path: &Path| std::fs::create_dir_all(path).map_err(|source| Error::Write { path: path.to_owned(), source });
    make(folder)?;
    clear(&documents).map_err(|source| Error::Write { path: documents.clone(), source })?;
    if per_document {
        make(&documents)?;
    }
    let printed = parts
        .into_par_iter()
        .map(|part| {
            let printed = print(&part);
            for document in part.documents.iter().filter(|_| per_document) {
                replace(&documents.join(format!("{}.json", document.document_id)), std::slice::from_ref(&printed), false)?;
            }
            Ok(printed)
        })
        .collect::<Result<Vec<_>, Error>>()?;
    replace(&folder.join("dataset.json"), &printed, true)
}

/// Removes what an earlier run left of files for each document, and their folder if nothing else is in it.
fn clear(documents: &Path) -> io::Result<()> {
    let entries = match std::fs::read_dir(documents) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    let mut others = false;
    for entry in entries {
        let path = entry?.path();
        let ours = |name: &str| name.strip_suffix(".json").is_some_and(|id| id.len() == 16 && id.bytes().all(|byte| byte.is_ascii_hexdigit()));
        if path.file_name().is_some_and(|name| name.to_str().is_some_and(ours)) {
            std::fs::remove_file(&path)?;
        } else {
            others = true;
        }
    }
    if others { Ok(()) } else { std::fs::remove_dir(documents) }
}

/// A dataset of several documents as it is written; with one of them, the document's own file.
pub fn json(parts: &[Dataset]) -> Vec<u8> {
    let printed: Vec<Printed> = parts.iter().map(print).collect();
    let mut out = vec![];
    // Writing to memory cannot fail.
    let _ = join(&mut out, &printed);
    out
}

fn print(part: &Dataset) -> Printed {
    let arrays = [
        rows(&part.documents),
        rows(&part.forms),
        rows(&part.slots),
        rows(&part.items),
        rows(&part.indicators),
        rows(&part.targets),
        rows(&part.results),
        rows(&part.ratings),
        rows(&part.rating_scales),
        rows(&part.notes),
        rows(&part.repairs),
        rows(&part.residue),
        rows(&part.diagnostics),
    ];
    Printed { made_by: rows(std::slice::from_ref(&part.made_by)), rows: arrays }
}

fn rows<T: Serialize>(rows: &[T]) -> Vec<u8> {
    let mut out = vec![];
    for (index, row) in rows.iter().enumerate() {
        if index == 1 {
            // The others are about as long as the first; growing copies what is written.
            out.reserve((out.len() * rows.len()).min(1 << 20));
        }
        if index > 0 {
            out.extend_from_slice(b",\n");
        }
        // Rows hold no map with other than string keys, and memory takes every byte: this cannot fail.
        let _ = json::append(&mut out, row);
    }
    out
}

fn join(out: &mut impl Write, parts: &[Printed]) -> io::Result<()> {
    let made_by = parts.first().map_or_else(|| rows(&[MadeBy::default()]), |part| part.made_by.clone());
    out.write_all(b"{\n\"made_by\": ")?;
    out.write_all(&made_by)?;
    for (index, name) in ARRAYS.iter().enumerate() {
        write!(out, ",\n\"{name}\": [")?;
        let mut before = "\n";
        for rows in parts.iter().map(|part| &part.rows[index]).filter(|rows| !rows.is_empty()) {
            out.write_all(before.as_bytes())?;
            out.write_all(rows)?;
            before = ",\n";
        }
        out.write_all(if before == "\n" { b"]" } else { b"\n]" })?;
    }
    out.write_all(b"\n}\n")
}

/// Writes a file of these bytes whole, or leaves the old one untouched.
///
/// # Errors
/// [`Error::Write`] with the path.
pub fn whole(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let fail = |source| Error::Write { path: path.to_owned(), source };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".hyotei-").tempfile_in(folder).map_err(fail)?;
    file.write_all(bytes).map_err(fail)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644)).map_err(fail)?;
    }
    file.persist(path).map_err(|error| fail(error.error))?;
    Ok(())
}

/// Replaces a file whole, or leaves it untouched.
fn replace(path: &Path, parts: &[Printed], to_disk: bool) -> Result<(), Error> {
    let fail = |source| Error::Write { path: path.to_owned(), source };
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".hyotei-").tempfile_in(folder).map_err(fail)?;
    let mut buffered = BufWriter::with_capacity(1 << 16, file.as_file_mut());
    join(&mut buffered, parts).and_then(|()| buffered.flush()).map_err(fail)?;
    drop(buffered);
    if to_disk {
        file.as_file().sync_all().map_err(fail)?;
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644)).map_err(fail)?;
    }
    file.persist(path).map_err(|error| fail(error.error))?;
    Ok(())
}
