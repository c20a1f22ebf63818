//! Write (書き出し): each file whole or not at all: a temporary file in the same folder, then a rename.
//!
//! `dataset.json` is written once. A file for each document is written only on request, and what an earlier run left of such files goes
//! first: no document of another run stands beside the dataset. Only `dataset.json`, the last file, is forced to the disk: to wait for
//! the disk once a document took longer than all reading. After a run that was cut short every file is whole, the old or the new one;
//! after a power failure run again.

use crate::emit::dataset::{Dataset, MadeBy};
use crate::emit::spool::{ARRAYS, Part, Spool, printed};
use crate::error::Error;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Writes `dataset.json` under `folder`, and `documents/<document_id>.json` if asked for; `parts` are the documents in their order.
///
/// # Errors
/// As [`write_parts`].
pub fn write(folder: &Path, parts: Vec<Dataset>, per_document: bool) -> Result<(), Error> {
    let spool = Spool::in_memory();
    let parts = parts.into_iter().map(|part| spool.add(part)).collect::<Result<Vec<_>, Error>>()?;
    write_parts(folder, &spool, &parts, per_document)
}

/// Writes what stands in a spool.
///
/// # Errors
/// [`Error::Write`] with the path; no file is left half written.
pub fn write_parts(folder: &Path, spool: &Spool, parts: &[Part], per_document: bool) -> Result<(), Error> {
    let documents = folder.join("documents");
    let make = |path: &Path| std::fs::create_dir_all(path).map_err(|source| Error::Write { path: path.to_owned(), source });
    make(folder)?;
    clear(&documents).map_err(|source| Error::Write { path: documents.clone(), source })?;
    if per_document {
        make(&documents)?;
        for part in parts {
            for document in &part.head.documents {
                replace(&documents.join(format!("{}.json", document.document_id)), spool, std::slice::from_ref(part), false)?;
            }
        }
    }
    replace(&folder.join("dataset.json"), spool, parts, true)
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
    let spool = Spool::in_memory();
    // Memory takes and gives every byte.
    let parts: Vec<Part> = parts.iter().filter_map(|part| spool.add(part.clone()).ok()).collect();
    let mut out = vec![];
    let _ = join(&mut out, &spool, &parts);
    out
}

fn join(out: &mut impl Write, spool: &Spool, parts: &[Part]) -> io::Result<()> {
    let made_by = parts.first().map_or_else(MadeBy::default, |part| part.head.made_by.clone());
    out.write_all(b"{\n\"made_by\": ")?;
    out.write_all(&printed(&[made_by]))?;
    for (index, name) in ARRAYS.iter().enumerate() {
        write!(out, ",\n\"{name}\": [")?;
        let mut before = "\n";
        for part in parts.iter().filter(|part| part.count(name) > 0) {
            out.write_all(before.as_bytes())?;
            match *name {
                "documents" => out.write_all(&printed(&part.head.documents))?,
                "forms" => out.write_all(&printed(&part.head.forms))?,
                "slots" => out.write_all(&printed(&part.head.slots))?,
                "diagnostics" => out.write_all(&printed(&part.head.diagnostics))?,
                _ => spool.rows(part, index, out)?,
            }
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
fn replace(path: &Path, spool: &Spool, parts: &[Part], to_disk: bool) -> Result<(), Error> {
    let fail = |source| Error::Write { path: path.to_owned(), source };
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".hyotei-").tempfile_in(folder).map_err(fail)?;
    let mut buffered = BufWriter::with_capacity(1 << 16, file.as_file_mut());
    join(&mut buffered, spool, parts).and_then(|()| buffered.flush()).map_err(fail)?;
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
