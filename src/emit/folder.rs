//! Output folder (出力先): made if it is not there, held by one run at a time, and rid of what a killed run left.
//!
//! The lock is the system's, on a file `.hyotei-lock`: a run that is killed holds it no longer.

use crate::error::Error;
use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// What names of files on their way begin with.
pub const PREFIX: &str = ".hyotei-";
const LOCK: &str = ".hyotei-lock";

/// A folder held by this run; set free when dropped.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    lock: Option<File>,
    /// Folders that were made for it, the innermost first.
    made: Vec<PathBuf>,
}

impl Folder {
    /// Makes the folder and holds it.
    ///
    /// # Errors
    /// [`Error::Busy`] if another run holds it; [`Error::Write`] if it cannot be made or written into.
    pub fn hold(path: &Path) -> Result<Folder, Error> {
        let fail = |source| Error::Write { path: path.to_owned(), source };
        let missing = path.ancestors().filter(|folder| !folder.as_os_str().is_empty()).take_while(|folder| !folder.exists());
        let mut folder = Folder { path: path.to_owned(), lock: None, made: missing.map(Path::to_owned).collect() };
        std::fs::create_dir_all(path).map_err(fail)?;
        let name = path.join(LOCK);
        // The file may be removed by the run before between our opening and our locking it: then there is a new one.
        for _ in 0..100 {
            let Some(file) = locked(&name).map_err(fail)? else { return Err(Error::Busy { path: path.to_owned() }) };
            if is_at(&file, &name) {
                folder.lock = Some(file);
                return Ok(folder);
            }
        }
        Err(Error::Busy { path: path.to_owned() })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Removes the files that a killed run left on their way, in the folder and in `documents/`; of those for which `keep` holds none.
    ///
    /// # Errors
    /// [`Error::Write`] with the path.
    pub fn sweep(&self, keep: impl Fn(&str) -> bool) -> Result<(), Error> {
        for folder in [self.path.clone(), self.path.join("documents")] {
            let Ok(entries) = std::fs::read_dir(&folder) else { continue };
            for path in entries.flatten().map(|entry| entry.path()) {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                if !name.starts_with(PREFIX) || name == LOCK || keep(&name) {
                    continue;
                }
                let removed = if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
                removed.map_err(|source| Error::Write { path: path.clone(), source })?;
            }
        }
        Ok(())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Of another run's lock nothing is ours; a folder that we made stays if anything is in it.
        if self.lock.is_some() {
            let _ = std::fs::remove_file(self.path.join(LOCK));
        }
        self.lock = None;
        for folder in &self.made {
            let _ = std::fs::remove_dir(folder);
        }
    }
}

/// The lock file, locked; none if another run has it.
#[cfg(unix)]
fn locked(name: &Path) -> io::Result<Option<File>> {
    use rustix::fs::{FlockOperation, flock};
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(name)?;
    match flock(&file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(Some(file)),
        Err(rustix::io::Errno::WOULDBLOCK) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Whether an open file is the one that stands under this name.
#[cfg(unix)]
fn is_at(file: &File, name: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    matches!((file.metadata(), std::fs::metadata(name)), (Ok(one), Ok(other)) if (one.dev(), one.ino()) == (other.dev(), other.ino()))
}

#[cfg(windows)]
fn locked(name: &Path) -> io::Result<Option<File>> {
    use std::os::windows::fs::OpenOptionsExt;
    const SHARING_VIOLATION: i32 = 32;
    match OpenOptions::new().create(true).truncate(false).write(true).share_mode(0).open(name) {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.raw_os_error() == Some(SHARING_VIOLATION) => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(not(any(unix, windows)))]
fn locked(name: &Path) -> io::Result<Option<File>> {
    OpenOptions::new().create(true).truncate(false).write(true).open(name).map(Some)
}

#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_held_once_and_goes_if_nothing_is_in_it() {
        let root = tempfile::tempdir().expect("a folder");
        let path = root.path().join("a/b");
        let first = Folder::hold(&path).expect("it is free");
        assert!(matches!(Folder::hold(&path), Err(Error::Busy { .. })));
        drop(first);
        assert!(!root.path().join("a").exists());
        let second = Folder::hold(&path).expect("it is free again");
        std::fs::write(path.join("x"), "").expect("written");
        drop(second);
        let left: Vec<_> = std::fs::read_dir(&path).expect("it stays").flatten().map(|entry| entry.file_name()).collect();
        assert_eq!(left, ["x"]);
    }

    #[test]
    fn what_a_killed_run_left_goes() {
        let root = tempfile::tempdir().expect("a folder");
        let folder = Folder::hold(root.path()).expect("it is free");
        std::fs::create_dir_all(root.path().join(".hyotei-spool/x")).expect("a folder");
        std::fs::create_dir(root.path().join("documents")).expect("a folder");
        for name in [".hyotei-a1", ".hyotei-b2", "documents/.hyotei-c3", "memo", ".other"] {
            std::fs::write(root.path().join(name), "").expect("written");
        }
        folder.sweep(|name| name == ".hyotei-b2").expect("swept");
        drop(folder);
        let mut left: Vec<_> = std::fs::read_dir(root.path()).expect("readable").flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        left.sort();
        assert_eq!(left, [".hyotei-b2", ".other", "documents", "memo"]);
    }
}
