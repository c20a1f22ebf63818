//! Inventory (ファイルの一覧): the files of a release with their sizes and hashes.

use crate::error::Error;
use crate::tables::sink::File;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

/// Files by their paths within a folder, with `/` between.
#[derive(Default)]
pub struct Inventory {
    files: BTreeMap<String, (u64, String)>,
}

impl Inventory {
    /// Every file of a folder but `SHA256SUMS`.
    ///
    /// # Errors
    /// [`Error::Read`] with the path.
    pub fn of(folder: &Path) -> Result<Inventory, Error> {
        let mut out = Inventory::default();
        out.add(folder, "")?;
        out.files.remove("SHA256SUMS");
        Ok(out)
    }

    fn add(&mut self, folder: &Path, prefix: &str) -> Result<(), Error> {
        let fail = |source| Error::Read { path: folder.to_owned(), source };
        for entry in std::fs::read_dir(folder).map_err(fail)? {
            let path = entry.map_err(fail)?.path();
            let name = format!("{prefix}{}", path.file_name().unwrap_or_default().to_string_lossy());
            if path.is_dir() {
                self.add(&path, &format!("{name}/"))?;
            } else {
                self.files.insert(name, hash(&path)?);
            }
        }
        Ok(())
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Size in bytes and SHA-256 of a file.
    pub fn get(&self, name: &str) -> Option<(u64, &str)> {
        self.files.get(name).map(|(bytes, hash)| (*bytes, hash.as_str()))
    }

    /// All, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u64, &str)> {
        self.files.iter().map(|(name, (bytes, hash))| (name.as_str(), *bytes, hash.as_str()))
    }

    /// As `sha256sum --check` reads them.
    pub fn sums(&self) -> String {
        self.files.iter().map(|(name, (_, hash))| format!("{hash}  {name}\n")).collect()
    }
}

/// Size and SHA-256 of a file.
fn hash(path: &Path) -> Result<(u64, String), Error> {
    let fail = |source| Error::Read { path: path.to_owned(), source };
    let mut file = std::fs::File::open(path).map_err(fail)?;
    let mut digest = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    let mut bytes = 0;
    loop {
        let read = file.read(&mut buffer).map_err(fail)?;
        if read == 0 {
            break;
        }
        bytes += read as u64;
        digest.update(&buffer[..read]);
    }
    Ok((bytes, digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()))
}

/// Writes a file of a release.
///
/// # Errors
/// [`Error::Write`] with the path.
pub fn put(folder: &Path, name: &str, text: &str) -> Result<(), Error> {
    let mut file = File::create(folder, name)?;
    file.add(text.as_bytes())?;
    file.place()
}
