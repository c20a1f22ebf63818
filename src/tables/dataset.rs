//! Dataset (データセット): `dataset.json` read as a stream, a record a line as the contract lays it out, so that no more than one record
//! has to stand in memory; and an index of where the records of each document stand.

use crate::error::Error;
use serde::de::DeserializeOwned;
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// The arrays of a dataset, in their order.
pub const ARRAYS: [&str; 13] =
    ["documents", "forms", "slots", "items", "indicators", "targets", "results", "ratings", "rating_scales", "notes", "repairs", "residue", "diagnostics"];

/// The number of an array; of a name that is none, the first.
pub fn array_number(name: &str) -> usize {
    ARRAYS.iter().position(|array| *array == name).unwrap_or_default()
}

/// What stands next in a dataset.
pub enum Part<'a> {
    /// What made it, as JSON.
    MadeBy(&'a str),
    /// An array begins.
    Array(&'a str),
    /// A record of the array that began last, as JSON, and the byte of the file at which it begins.
    Record(&'a str, u64),
}

/// A dataset, read from its start.
pub struct Reader {
    path: PathBuf,
    input: BufReader<File>,
    line: Vec<u8>,
    number: u64,
    at: u64,
    inside: bool,
}

impl Reader {
    /// Opens a dataset.
    ///
    /// # Errors
    /// [`Error::Read`] with the path.
    pub fn open(path: &Path) -> Result<Reader, Error> {
        let file = File::open(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
        Ok(Reader { path: path.to_owned(), input: BufReader::with_capacity(1 << 17, file), line: vec![], number: 0, at: 0, inside: false })
    }

    /// What stands next, and its line from 1; `None` at the end.
    ///
    /// # Errors
    /// [`Error::Read`], or [`Error::Invalid`] with the line where the file is not laid out a record a line.
    pub fn next_part(&mut self) -> Result<Option<(u64, Part<'_>)>, Error> {
        loop {
            let start = self.at;
            self.line.clear();
            let read = self.input.read_until(b'\n', &mut self.line).map_err(|source| Error::Read { path: self.path.clone(), source })?;
            if read == 0 {
                return if self.inside { Err(self.fault("the file ends inside an array")) } else { Ok(None) };
            }
            self.at += read as u64;
            self.number += 1;
            if std::str::from_utf8(&self.line).is_err() {
                return Err(self.fault("this is not UTF-8"));
            }
            let (inside, text) = (self.inside, trimmed(&self.line));
            if inside && text == "]" {
                self.inside = false;
            } else if inside {
                return Ok(Some((self.number, Part::Record(trimmed(&self.line), start))));
            } else if text.is_empty() || text == "{" || text == "}" {
                continue;
            } else if text.starts_with("\"made_by\": ") {
                return Ok(Some((self.number, Part::MadeBy(&trimmed(&self.line)["\"made_by\": ".len()..]))));
            } else if array(text).is_none() {
                return Err(self.fault("an array was expected (a dataset is laid out a record a line)"));
            } else {
                self.inside = !text.ends_with("[]");
                return Ok(array(trimmed(&self.line)).map(|name| (self.number, Part::Array(name))));
            }
        }
    }

    fn fault(&self, reason: &str) -> Error {
        Error::Invalid { path: self.path.clone(), reason: format!("line {}: {reason}", self.number) }
    }
}

/// A line without its comma and end.
fn trimmed(line: &[u8]) -> &str {
    // The line was checked to be UTF-8.
    let text = std::str::from_utf8(line).unwrap_or_default().trim_end();
    text.strip_suffix(',').unwrap_or(text)
}

/// The name in `"name": [` or `"name": []`.
fn array(text: &str) -> Option<&str> {
    let (name, rest) = text.strip_prefix('"')?.split_once("\": [")?;
    if rest.is_empty() || rest == "]" { Some(name) } else { None }
}

/// A record as a type of its own, or a fault that names file and line.
///
/// # Errors
/// [`Error::Invalid`].
pub fn parse<T: DeserializeOwned>(path: &Path, line: u64, text: &str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|error| Error::Invalid { path: path.to_owned(), reason: format!("line {line}: {error}") })
}

/// Where the records of a document stand in one array: first byte, first line and how many.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Stretch {
    /// First byte in the file.
    pub start: u64,
    /// Line of it, from 1.
    pub line: u64,
    /// How many records.
    pub count: u64,
}

/// Where the records of each document stand.
#[derive(Default)]
pub struct Index {
    documents: Vec<[Stretch; ARRAYS.len()]>,
    arrays: [Stretch; ARRAYS.len()],
    ids: HashMap<String, usize>,
}

impl Index {
    /// How many documents.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether there is no document.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// The number of a document.
    pub fn document(&self, id: &str) -> Option<usize> {
        self.ids.get(id).copied()
    }

    /// Where records of a document stand.
    pub fn stretch(&self, document: usize, array: usize) -> Stretch {
        self.documents.get(document).map_or(Stretch::default(), |arrays| arrays[array])
    }

    /// Where an array stands.
    pub fn whole(&self, array: usize) -> Stretch {
        self.arrays[array]
    }

    /// Counts a record of an array.
    pub fn count(&mut self, array: usize, start: u64, line: u64) {
        let whole = &mut self.arrays[array];
        if whole.count == 0 {
            (whole.start, whole.line) = (start, line);
        }
        whole.count += 1;
    }

    /// Adds a record of a document.
    ///
    /// # Errors
    /// In words, where a document stands twice, is not there, or has its records in two stretches of one array.
    pub fn add(&mut self, array: usize, document: &str, start: u64, line: u64, follows: bool) -> Result<(), String> {
        if ARRAYS[array] == "documents" {
            if self.ids.insert(document.to_owned(), self.documents.len()).is_some() {
                return Err(format!("document {document} stands twice"));
            }
            self.documents.push([Stretch::default(); ARRAYS.len()]);
        }
        let Some(stretch) = self.ids.get(document).and_then(|at| self.documents.get_mut(*at)).map(|arrays| &mut arrays[array]) else {
            return Err(format!("document {document} is not in the dataset"));
        };
        match stretch.count {
            0 => *stretch = Stretch { start, line, count: 1 },
            _ if follows => stretch.count += 1,
            _ => return Err(format!("the records of document {document} do not stand together")),
        }
        Ok(())
    }
}

/// Reads stretches of one array.
pub struct Cursor {
    path: PathBuf,
    input: BufReader<File>,
    at: u64,
    line: String,
}

impl Cursor {
    /// Opens a dataset for stretches of it.
    ///
    /// # Errors
    /// [`Error::Read`] with the path.
    pub fn open(path: &Path) -> Result<Cursor, Error> {
        let file = File::open(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
        Ok(Cursor { path: path.to_owned(), input: BufReader::with_capacity(1 << 16, file), at: 0, line: String::new() })
    }

    /// The records of a stretch.
    ///
    /// # Errors
    /// [`Error::Read`], or [`Error::Invalid`] with the line.
    pub fn read<T: DeserializeOwned>(&mut self, stretch: Stretch) -> Result<Vec<T>, Error> {
        let fail = |source| Error::Read { path: self.path.clone(), source };
        if stretch.count == 0 {
            return Ok(vec![]);
        }
        match i64::try_from(i128::from(stretch.start) - i128::from(self.at)) {
            Ok(step) => self.input.seek_relative(step).map_err(fail)?,
            Err(_) => drop(self.input.seek(SeekFrom::Start(stretch.start)).map_err(fail)?),
        }
        self.at = stretch.start;
        let mut out = Vec::with_capacity(usize::try_from(stretch.count).unwrap_or_default().min(1 << 16));
        for line in stretch.line..stretch.line + stretch.count {
            self.line.clear();
            self.at += self.input.read_line(&mut self.line).map_err(fail)? as u64;
            out.push(parse(&self.path, line, trimmed(self.line.as_bytes()))?);
        }
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<String>, String> {
        let mut file = tempfile::NamedTempFile::new().expect("a file");
        std::io::Write::write_all(&mut file, text.as_bytes()).expect("writes");
        let mut reader = Reader::open(file.path()).map_err(|error| error.to_string())?;
        let mut out = vec![];
        loop {
            let part = match reader.next_part() {
                Ok(Some((_, Part::MadeBy(text)))) => format!("by {text}"),
                Ok(Some((_, Part::Array(name)))) => name.to_owned(),
                Ok(Some((_, Part::Record(text, start)))) => format!("{text} at {start}"),
                Ok(None) => return Ok(out),
                Err(error) => return Err(error.to_string().rsplit_once(": line").map(|(_, reason)| format!("line{reason}")).unwrap_or_default()),
            };
            out.push(part);
        }
    }

    #[test]
    fn a_dataset_is_read_a_record_at_a_time() {
        let text = "{\n\"made_by\": {\"contract\":2},\n\"documents\": [\n{\"a\":1},\n{\"a\":\"],\"}\n],\n\"forms\": []\n}\n";
        assert_eq!(read(text).expect("it reads"), ["by {\"contract\":2}", "documents", "{\"a\":1} at 44", "{\"a\":\"],\"} at 53", "forms"]);
    }

    #[test]
    fn what_is_no_dataset_is_named_by_line() {
        assert_eq!(read("{\n\"documents\": [\n{},\n").unwrap_err(), "line 3: the file ends inside an array");
        assert_eq!(read("{\n  \"documents\": [\n").unwrap_err(), "line 2: an array was expected (a dataset is laid out a record a line)");
    }

    #[test]
    fn records_of_a_document_stand_together() {
        let mut index = Index::default();
        index.add(0, "a", 0, 1, false).expect("new");
        index.add(0, "b", 9, 2, false).expect("new");
        index.add(5, "a", 20, 4, false).expect("first");
        index.add(5, "a", 30, 5, true).expect("second");
        assert_eq!(index.stretch(0, 5), Stretch { start: 20, line: 4, count: 2 });
        assert_eq!(index.add(5, "c", 40, 6, false).unwrap_err(), "document c is not in the dataset");
        index.add(5, "b", 40, 6, false).expect("first of b");
        assert_eq!(index.add(5, "a", 50, 7, false).unwrap_err(), "the records of document a do not stand together");
    }
}
