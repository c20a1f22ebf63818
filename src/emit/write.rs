//! Write (書き出し): each file whole or not at all: a temporary file in the same folder, then a rename.

use crate::emit::dataset::Dataset;
use crate::error::Error;
use serde::Serialize;
use std::io::Write as _;
use std::path::Path;

/// Writes `dataset.json` and `documents/<document_id>.json` under `folder`.
///
/// # Errors
/// [`Error::Write`] with the path; files already there stay as they were.
pub fn write(folder: &Path, whole: &Dataset, parts: &[Dataset]) -> Result<(), Error> {
    let documents = folder.join("documents");
    std::fs::create_dir_all(&documents).map_err(|source| Error::Write { path: documents.clone(), source })?;
    for part in parts {
        for document in &part.documents {
            replace(&documents.join(format!("{}.json", document.document_id)), &json(part))?;
        }
    }
    replace(&folder.join("dataset.json"), &json(whole))
}

/// The document as bytes: the arrays in their order, one row a line.
pub fn json(dataset: &Dataset) -> Vec<u8> {
    let mut out = Vec::with_capacity(1 << 16);
    out.extend_from_slice(b"{");
    let mut first = true;
    rows(&mut out, "documents", &dataset.documents, &mut first);
    rows(&mut out, "items", &dataset.items, &mut first);
    rows(&mut out, "indicators", &dataset.indicators, &mut first);
    rows(&mut out, "targets", &dataset.targets, &mut first);
    rows(&mut out, "results", &dataset.results, &mut first);
    rows(&mut out, "ratings", &dataset.ratings, &mut first);
    rows(&mut out, "rating_scales", &dataset.rating_scales, &mut first);
    rows(&mut out, "notes", &dataset.notes, &mut first);
    rows(&mut out, "repairs", &dataset.repairs, &mut first);
    rows(&mut out, "residue", &dataset.residue, &mut first);
    rows(&mut out, "diagnostics", &dataset.diagnostics, &mut first);
    out.extend_from_slice(b"\n}\n");
    out
}

fn rows<T: Serialize>(out: &mut Vec<u8>, name: &str, rows: &[T], first: &mut bool) {
    out.extend_from_slice(if *first { b"\n" } else { b",\n" });
    *first = false;
    out.extend_from_slice(format!("\"{name}\": [").as_bytes());
    for (index, row) in rows.iter().enumerate() {
        out.extend_from_slice(if index == 0 { b"\n" } else { b",\n" });
        // Rows hold no map with other than string keys, so this cannot fail.
        if let Ok(line) = serde_json::to_vec(row) {
            out.extend_from_slice(&line);
        }
    }
    out.extend_from_slice(if rows.is_empty() { b"]" } else { b"\n]" });
}

/// Replaces a file whole, or leaves it untouched.
///
/// # Errors
/// [`Error::Write`] with the path.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let fail = |source| Error::Write { path: path.to_owned(), source };
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".hyotei-").tempfile_in(folder).map_err(fail)?;
    file.write_all(bytes).map_err(fail)?;
    file.as_file().sync_all().map_err(fail)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644)).map_err(fail)?;
    }
    file.persist(path).map_err(|error| fail(error.error))?;
    Ok(())
}
