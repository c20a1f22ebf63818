//! Store (記録の棚): a dataset as lines of JSON by document, each parsed only when somebody looks at it.

use crate::error::Error;
use crate::tables::catalog::key_field;
use crate::tables::dataset::{ARRAYS, Part, Reader, array_number};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The lines of one document, by array.
#[derive(Default)]
pub struct Lines {
    /// Its id.
    pub id: String,
    tables: [Vec<Box<str>>; ARRAYS.len()],
}

/// A dataset by document.
pub struct Store {
    path: PathBuf,
    /// What each document has, in the order of the dataset.
    pub documents: Vec<Lines>,
    /// What belongs to no document: forms, slots, scales of slots.
    pub shared: Lines,
    at: HashMap<String, usize>,
}

#[derive(Deserialize)]
struct Owner {
    document_id: Option<String>,
}

impl Lines {
    /// The lines of an array.
    pub fn lines(&self, table: &str) -> &[Box<str>] {
        &self.tables[array_number(table)]
    }
}

impl Store {
    /// Reads the dataset of a folder.
    ///
    /// # Errors
    /// [`Error::Read`], or [`Error::Invalid`] with the line.
    pub fn open(folder: &Path) -> Result<Store, Error> {
        let path = folder.join("dataset.json");
        let mut reader = Reader::open(&path)?;
        let mut store = Store { path: path.clone(), documents: vec![], shared: Lines::default(), at: HashMap::new() };
        let mut table = 0;
        while let Some((number, part)) = reader.next_part()? {
            let text = match part {
                Part::Array(name) => {
                    table = array_number(name);
                    continue;
                }
                Part::MadeBy(_) => continue,
                Part::Record(text, _) => text,
            };
            let owner: Owner = crate::tables::dataset::parse(&path, number, text)?;
            if table == 0
                && let Some(id) = &owner.document_id
            {
                store.at.insert(id.clone(), store.documents.len());
                store.documents.push(Lines { id: id.clone(), ..Lines::default() });
            }
            let home = owner.document_id.and_then(|id| store.at.get(&id).copied());
            let lines = home.map_or(&mut store.shared, |at| &mut store.documents[at]);
            lines.tables[table].push(text.into());
        }
        Ok(store)
    }

    /// A document by its id.
    pub fn document(&self, id: &str) -> Option<&Lines> {
        self.at.get(id).map(|at| &self.documents[*at])
    }

    /// Rows of an array as a type of their own.
    ///
    /// # Errors
    /// [`Error::Invalid`] if a line is no such row.
    pub fn rows<T: DeserializeOwned>(&self, lines: &Lines, table: &str) -> Result<Vec<T>, Error> {
        lines.lines(table).iter().map(|line| self.parse(table, line)).collect()
    }

    /// A line as a type of its own.
    ///
    /// # Errors
    /// [`Error::Invalid`] if it is none.
    pub fn parse<T: DeserializeOwned>(&self, table: &str, line: &str) -> Result<T, Error> {
        serde_json::from_str(line).map_err(|error| self.fault(table, &error))
    }

    /// A row by its id, or a document by its path: its array, its document and itself.
    ///
    /// # Errors
    /// [`Error::Invalid`] if a line is no JSON.
    pub fn find(&self, id: &str) -> Result<Option<(&'static str, &Lines, Value)>, Error> {
        let printed = Value::String(id.to_owned()).to_string();
        for lines in self.documents.iter().chain([&self.shared]) {
            for table in ARRAYS {
                let Some(field) = key_field(table) else { continue };
                for line in lines.lines(table).iter().filter(|line| line.contains(&printed)) {
                    let row: Value = self.parse(table, line)?;
                    if row[field] == id || table == "documents" && row["path"] == id {
                        return Ok(Some((table, lines, row)));
                    }
                }
            }
        }
        Ok(None)
    }

    fn fault(&self, table: &str, error: &serde_json::Error) -> Error {
        Error::Invalid { path: self.path.clone(), reason: format!("{table}: {error}") }
    }
}
