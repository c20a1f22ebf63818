//! Inventory (ファイルの一覧): the files of a release with their sizes and hashes.

use crate::error::Error;
use crate::model::digest;
use crate::tables::sink::File;
use std::collections::BTreeMap;
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
    let told = std::fs::File::open(path).and_then(|mut file| digest::of_stream(&[], &mut file));
    told.map(|(hash, bytes)| (bytes, hash)).map_err(|source| Error::Read { path: path.to_owned(), source })
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
