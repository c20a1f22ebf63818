//! File (ファイル): written beside its place and put there whole.

use crate::error::Error;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A file on its way to its place.
pub struct File {
    path: PathBuf,
    out: BufWriter<NamedTempFile>,
}

impl File {
    /// Begins a file.
    ///
    /// # Errors
    /// [`Error::Write`] with the path.
    pub fn create(folder: &Path, name: &str) -> Result<File, Error> {
        let path = folder.join(name);
        let out = tempfile::Builder::new().prefix(".hyotei-").tempfile_in(folder).map_err(|source| Error::Write { path: path.clone(), source })?;
        Ok(File { path, out: BufWriter::with_capacity(1 << 16, out) })
    }

    /// Where it will stand.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where it stands until then.
    pub fn temporary(&self) -> &Path {
        self.out.get_ref().path()
    }

    /// Adds bytes.
    ///
    /// # Errors
    /// [`Error::Write`] with the path.
    pub fn add(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.out.write_all(bytes).map_err(|source| Error::Write { path: self.path.clone(), source })
    }

    /// Puts it in its place.
    ///
    /// # Errors
    /// [`Error::Write`] with the path; what stood there before stays.
    pub fn place(self) -> Result<(), Error> {
        let File { path, out } = self;
        let fail = |source| Error::Write { path: path.clone(), source };
        let file = out.into_inner().map_err(|error| fail(error.into_error()))?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644)).map_err(fail)?;
        }
        file.persist(&path).map_err(|error| fail(error.error))?;
        Ok(())
    }
}

impl Write for File {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
