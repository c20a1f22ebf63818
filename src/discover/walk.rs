//! Walk (巡回): a folder read to its bottom, in the order of names. Links are followed; each real folder is read once, so that neither a
//! loop nor a fan of links has more than the tree has folders.

use crate::discover::{Discovery, Found, special};
use std::collections::HashSet;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// Folders inside folders that are read.
const DEPTH: usize = 64;

/// A walk under way.
pub(super) struct Walk<'a> {
    root: &'a Path,
    output: Option<&'a Path>,
    out: &'a mut Discovery,
    /// Real folders that were entered.
    entered: HashSet<PathBuf>,
    /// Real folders that are open now, the root first.
    open: Vec<PathBuf>,
}

impl<'a> Walk<'a> {
    /// A walk from a real folder; what stands in `output` is left out.
    pub(super) fn new(root: &'a Path, output: Option<&'a Path>, out: &'a mut Discovery) -> Walk<'a> {
        Walk { root, output, out, entered: HashSet::new(), open: vec![] }
    }

    /// Reads the root.
    ///
    /// # Errors
    /// If it cannot be read; of a folder inside it that is said of the folder, and the walk goes on.
    pub(super) fn root(mut self) -> io::Result<()> {
        let root = self.root.to_owned();
        self.entered.insert(root.clone());
        self.folder(&root, &root)
    }

    /// Reads the folder at `path`, which is really `real`.
    fn folder(&mut self, path: &Path, real: &Path) -> io::Result<()> {
        let mut entries: Vec<PathBuf> = std::fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<_>>()?;
        entries.sort();
        self.open.push(real.to_owned());
        for entry in entries {
            self.entry(entry);
        }
        self.open.pop();
        Ok(())
    }

    fn entry(&mut self, path: PathBuf) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') {
            self.out.hidden += 1;
            return;
        }
        if name == "dataset.json" && is_dataset(&path) {
            self.out.skipped += 1;
            return;
        }
        match std::fs::metadata(&path) {
            Err(error) => self.refuse(path, told(&error)),
            Ok(metadata) if metadata.is_dir() => self.inner(path),
            Ok(metadata) => match special(&metadata) {
                Some(kind) => self.refuse(path, kind.to_owned()),
                None => self.found(path, None),
            },
        }
    }

    /// A folder inside a folder.
    fn inner(&mut self, path: PathBuf) {
        let real = match path.canonicalize() {
            Ok(real) => real,
            Err(error) => return self.refuse(path, told(&error)),
        };
        if self.open.contains(&real) {
            return self.refuse(path, "a link to a folder that it stands in; not followed".to_owned());
        }
        if self.output == Some(&real) || is_dataset(&real.join("dataset.json")) || !self.entered.insert(real.clone()) {
            self.out.skipped += 1;
            return;
        }
        if self.open.len() >= DEPTH {
            return self.refuse(path, format!("more than {DEPTH} folders deep; not read"));
        }
        if let Err(error) = self.folder(&path, &real) {
            self.refuse(path, told(&error));
        }
    }

    fn refuse(&mut self, path: PathBuf, why: String) {
        self.found(path, Some(why));
    }

    fn found(&mut self, path: PathBuf, refused: Option<String>) {
        let relative = path.strip_prefix(self.root).unwrap_or(&path);
        let name = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
        self.out.files.push(Found { name, path, refused });
    }
}

/// An error in words that do not name the path as it was written.
fn told(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "a link to what is not there".to_owned(),
        _ => error.to_string(),
    }
}

/// Whether a file is a dataset of ours: its folder holds output.
fn is_dataset(path: &Path) -> bool {
    const START: &[u8] = b"{\n\"made_by\": {";
    let mut start = [0; START.len()];
    path.is_file() && std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut start)).is_ok() && start == START
}
