//! JSON and NDJSON: the records as the dataset has them. As JSON the tables of the contract stand in `dataset.json` already; only the tables
//! made from them are written, each an array, a row a line.

use crate::error::Error;
use crate::tables::dataset::ARRAYS;
use crate::tables::shape::Table;
use crate::tables::sink::{File, Sink};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// How rows follow each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Layout {
    /// An array.
    Array,
    /// A line each, and nothing between.
    Lines,
}

/// Writes JSON.
pub struct Json {
    folder: PathBuf,
    layout: Layout,
    file: Option<File>,
    any: bool,
    made: Vec<String>,
}

impl Json {
    /// A writer into a folder.
    pub fn new(folder: &Path, layout: Layout) -> Json {
        Json { folder: folder.to_owned(), layout, file: None, any: false, made: vec![] }
    }
}

impl Sink for Json {
    fn begin(&mut self, table: &Table) -> Result<(), Error> {
        self.any = false;
        self.file = None;
        if self.layout == Layout::Array && (table.name == "made_by" || ARRAYS.contains(&table.name.as_str())) {
            return Ok(());
        }
        let name = format!("{}.{}", table.name, if self.layout == Layout::Array { "json" } else { "ndjson" });
        let mut file = File::create(&self.folder, &name)?;
        if self.layout == Layout::Array {
            file.add(b"[")?;
        }
        self.file = Some(file);
        self.made.push(name);
        Ok(())
    }

    fn row(&mut self, row: &Value) -> Result<(), Error> {
        let Some(file) = &mut self.file else { return Ok(()) };
        if self.layout == Layout::Array {
            file.add(if self.any { b",\n" } else { b"\n" })?;
        }
        self.any = true;
        let path = file.path().to_owned();
        serde_json::to_writer(&mut *file, row).map_err(|error| Error::Write { path, source: error.into() })?;
        if self.layout == Layout::Lines { file.add(b"\n") } else { Ok(()) }
    }

    fn end(&mut self) -> Result<(), Error> {
        let Some(mut file) = self.file.take() else { return Ok(()) };
        if self.layout == Layout::Array {
            file.add(if self.any { b"\n]\n" } else { b"]\n" })?;
        }
        file.place()
    }

    fn finish(self: Box<Self>) -> Result<Vec<String>, Error> {
        Ok(self.made)
    }
}
