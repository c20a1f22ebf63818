//! Discover (探索): the files under the paths given, sorted, each with its path relative to the root it was found under.

mod walk;

use crate::error::Error;
use std::io;
use std::path::{Path, PathBuf};

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Path relative to the input root, with `/`.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// Why it cannot be read, where that is known.
    pub refused: Option<String>,
}

/// What there is under the paths given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Discovery {
    /// The files, sorted by name.
    pub files: Vec<Found>,
    /// Files and folders whose names begin with a dot, not looked into.
    pub hidden: usize,
    /// What is no input: folders that hold a dataset of ours, and links to folders that were read already.
    pub skipped: usize,
}

/// Finds every file under `paths`. Folders are walked recursively; hidden files are left out.
///
/// # Errors
/// As [`look`].
pub fn discover(paths: &[PathBuf]) -> Result<Vec<Found>, Error> {
    Ok(look(paths, None)?.files)
}

/// Finds every file under `paths` except what stands in `output`, the folder that is written to.
///
/// # Errors
/// [`Error::Read`] if a path does not exist or is neither file nor folder; [`Error::Invalid`] if one is the output folder itself;
/// [`Error::NoDocuments`] if there is no file at all.
pub fn look(paths: &[PathBuf], output: Option<&Path>) -> Result<Discovery, Error> {
    let output = output.and_then(|output| output.canonicalize().ok());
    let mut out = Discovery::default();
    for root in paths {
        if root == Path::new("-") {
            out.files.push(Found { name: "-".to_owned(), path: root.clone(), refused: None });
            continue;
        }
        let fail = |source| Error::Read { path: root.clone(), source };
        let metadata = std::fs::metadata(root).map_err(fail)?;
        // The same file has one path, however it was written: order and number of the files do not follow the spelling.
        let path = root.canonicalize().map_err(fail)?;
        if metadata.is_dir() {
            if output.as_ref() == Some(&path) {
                let reason = "this is the output folder itself; what is written is not read: give another output folder, one inside it will do".to_owned();
                return Err(Error::Invalid { path: root.clone(), reason });
            }
            walk::Walk::new(&path, output.as_deref(), &mut out).root().map_err(fail)?;
            continue;
        }
        if let Some(kind) = special(&metadata) {
            return Err(fail(io::Error::other(format!("{kind}; give `-` to read it from standard input"))));
        }
        let name = root.file_name().map_or_else(|| root.to_string_lossy().into_owned(), |name| name.to_string_lossy().into_owned());
        out.files.push(Found { name, path, refused: None });
    }
    out.files.sort();
    out.files.dedup();
    if out.files.is_empty() {
        let paths = paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ");
        return Err(Error::NoDocuments { paths });
    }
    Ok(out)
}

/// What a path is if it is no file: to open a pipe would wait for ever, a device has no end.
fn special(metadata: &std::fs::Metadata) -> Option<&'static str> {
    if metadata.is_file() {
        return None;
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        let kind = metadata.file_type();
        if kind.is_fifo() {
            return Some("a pipe, no file");
        }
        if kind.is_socket() {
            return Some("a socket, no file");
        }
        if kind.is_block_device() || kind.is_char_device() {
            return Some("a device, no file");
        }
    }
    Some("no file")
}
