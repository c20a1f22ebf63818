//! Discover (探索): the files under the paths given, sorted, each with its path relative to the root it was found under.

use crate::error::Error;
use std::path::{Path, PathBuf};

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Path relative to the input root, with `/`.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
}

/// Finds every file under `paths`. Folders are walked recursively; hidden files are left out.
///
/// # Errors
/// [`Error::Read`] if a path does not exist; [`Error::NoDocuments`] if there is no file at all.
pub fn discover(paths: &[PathBuf]) -> Result<Vec<Found>, Error> {
    let mut found = Vec::new();
    for root in paths {
        if root == Path::new("-") {
            found.push(Found { name: "-".to_owned(), path: root.clone() });
            continue;
        }
        let metadata = std::fs::metadata(root).map_err(|source| Error::Read { path: root.clone(), source })?;
        if !metadata.is_dir() {
            let name = root.file_name().map_or_else(|| root.to_string_lossy().into_owned(), |name| name.to_string_lossy().into_owned());
            found.push(Found { name, path: root.clone() });
            continue;
        }
        for entry in ignore::WalkBuilder::new(root).standard_filters(false).hidden(true).follow_links(true).build() {
            let entry = match entry {
                Ok(entry) => entry,
                // An unreadable folder inside the root: the batch goes on, `pipeline` reports the path.
                Err(error) => {
                    found.push(Found { name: error.to_string(), path: root.join("\0unreadable") });
                    continue;
                }
            };
            if entry.file_type().is_some_and(|kind| kind.is_file()) {
                let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
                let name = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
                found.push(Found { name, path: entry.path().to_owned() });
            }
        }
    }
    found.sort();
    found.dedup();
    if found.is_empty() {
        let paths = paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ");
        return Err(Error::NoDocuments { paths });
    }
    Ok(found)
}
