//! Spool (仮置き): the rows of each document, printed as soon as it is told, so that a batch holds no more than what it works on. They stand
//! in memory up to a bound, then in a file in the output folder, from which a run that was killed can be resumed.
//!
//! A record is its head as JSON, then the printed rows of each array, then a mark. What was cut off has no mark and is told again.

use crate::emit::dataset::Dataset;
use crate::emit::folder::PREFIX;
use crate::emit::json;
use crate::error::Error;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The arrays of a dataset, in their order.
pub const ARRAYS: [&str; 13] =
    ["documents", "forms", "slots", "items", "indicators", "targets", "results", "ratings", "rating_scales", "notes", "repairs", "residue", "diagnostics"];
/// Name of the file in the output folder, behind [`PREFIX`].
const NAME: &str = "spool";
/// Bytes that stand in memory before they go to the file.
const IN_MEMORY: usize = 8 << 20;
const MARK: &[u8; 8] = b"\nhyotei\n";
/// Longest head of a record; a longer one is damage.
const LONGEST_HEAD: u32 = 64 << 20;

/// A document's part of a dataset: what the end of a batch still adds to, and where its other rows stand in the spool.
#[derive(Serialize, Deserialize)]
pub struct Part {
    /// What made it, its document, forms, slots and diagnostics.
    pub head: Dataset,
    /// How many rows each array has; those of the head are counted there.
    counts: [u64; ARRAYS.len()],
    lengths: [u64; ARRAYS.len()],
    at: u64,
}

impl Part {
    /// Rows of an array.
    pub fn count(&self, array: &str) -> usize {
        match array {
            "documents" => self.head.documents.len(),
            "forms" => self.head.forms.len(),
            "slots" => self.head.slots.len(),
            "diagnostics" => self.head.diagnostics.len(),
            other => ARRAYS.iter().position(|name| *name == other).map_or(0, |index| self.counts[index] as usize),
        }
    }
}

/// Where printed rows stand until all are written.
pub struct Spool {
    path: Option<PathBuf>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    file: Option<File>,
    /// Bytes in the file.
    written: u64,
    waiting: Vec<u8>,
}

impl Spool {
    /// A spool that never leaves memory.
    pub fn in_memory() -> Spool {
        Spool { path: None, state: Mutex::default() }
    }

    /// Whether a file of this name is a spool.
    pub fn is_spool(name: &str) -> bool {
        name.strip_prefix(PREFIX) == Some(NAME)
    }

    /// A spool in a folder for the run of this key, and the parts that are in it already: only those of a killed run of the same key.
    ///
    /// # Errors
    /// [`Error::Write`] with the path.
    pub fn open(folder: &Path, key: &str) -> Result<(Spool, HashMap<String, Part>), Error> {
        let path = folder.join(format!("{PREFIX}{NAME}"));
        let fail = |source| Error::Write { path: path.clone(), source };
        let mut known = HashMap::new();
        let mut state = State { waiting: format!("{key}\n").into_bytes(), ..State::default() };
        if let Ok(file) = OpenOptions::new().read(true).write(true).open(&path) {
            let end = told(&file, key, &mut known).map_err(fail)?;
            if end > 0 {
                file.set_len(end).map_err(fail)?;
                state = State { file: Some(file), written: end, waiting: vec![] };
            }
        }
        Ok((Spool { path: Some(path), state: Mutex::new(state) }, known))
    }

    /// Takes the rows of a document.
    ///
    /// # Errors
    /// [`Error::Write`] if the file takes no more.
    pub fn add(&self, part: Dataset) -> Result<Part, Error> {
        let (counts, printed) = print(&part);
        let lengths = printed.each_ref().map(|rows| rows.len() as u64);
        let Dataset { made_by, documents, forms, slots, diagnostics, .. } = part;
        let head = Dataset { made_by, documents, forms, slots, diagnostics, ..Dataset::default() };
        let mut part = Part { head, counts, lengths, at: 0 };
        let mut start = vec![];
        if self.path.is_some() {
            // Heads hold no map with other than string keys.
            let _ = json::append(&mut start, &part);
        }
        let mut state = self.state();
        state.waiting.extend_from_slice(&(start.len() as u32).to_le_bytes());
        state.waiting.extend_from_slice(&start);
        part.at = state.written + state.waiting.len() as u64;
        printed.iter().for_each(|rows| state.waiting.extend_from_slice(rows));
        state.waiting.extend_from_slice(MARK);
        if let Some(path) = self.path.as_ref().filter(|_| state.waiting.len() > IN_MEMORY) {
            state.spill(path).map_err(|source| Error::Write { path: path.clone(), source })?;
        }
        Ok(part)
    }

    /// Writes the rows of an array of a part, if they are not in its head.
    ///
    /// # Errors
    /// If the spool cannot be read or the other file not be written.
    pub fn rows(&self, part: &Part, array: usize, out: &mut impl Write) -> io::Result<()> {
        let mut state = self.state();
        let (mut at, mut left) = (part.at + part.lengths[..array].iter().sum::<u64>(), part.lengths[array]);
        if at >= state.written {
            let from = (at - state.written) as usize;
            let rows = from.checked_add(left as usize).and_then(|end| state.waiting.get(from..end));
            return out.write_all(rows.ok_or(io::ErrorKind::UnexpectedEof)?);
        }
        let Some(file) = &mut state.file else { return Err(io::ErrorKind::UnexpectedEof.into()) };
        let mut buffer = vec![0; left.min(1 << 16) as usize];
        file.seek(SeekFrom::Start(at))?;
        while left > 0 {
            let length = left.min(buffer.len() as u64) as usize;
            file.read_exact(&mut buffer[..length])?;
            out.write_all(&buffer[..length])?;
            (at, left) = (at + length as u64, left - length as u64);
        }
        Ok(())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A fault of another thread leaves the state whole: it only grows.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Spool {
    fn drop(&mut self) {
        if let Some(path) = &self.path {
            let _ = std::fs::remove_file(path);
        }
    }
}

impl State {
    /// Moves what waits to the file.
    fn spill(&mut self, path: &Path) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            None => self.file.insert(OpenOptions::new().read(true).write(true).create(true).truncate(true).open(path)?),
        };
        file.seek(SeekFrom::Start(self.written))?;
        file.write_all(&self.waiting)?;
        self.written += self.waiting.len() as u64;
        self.waiting.clear();
        Ok(())
    }
}

/// Reads the whole records of a spool of this key; gives where they end, 0 if it is another run's.
fn told(file: &File, key: &str, known: &mut HashMap<String, Part>) -> io::Result<u64> {
    let length = file.metadata()?.len();
    let mut from = BufReader::new(file);
    let mut start = vec![0; key.len() + 1];
    if from.read_exact(&mut start).is_err() || start != format!("{key}\n").as_bytes() {
        return Ok(0);
    }
    let mut end = start.len() as u64;
    while let Some(part) = record(&mut from, end, length)? {
        end = part.at + part.lengths.iter().sum::<u64>() + MARK.len() as u64;
        from.seek(SeekFrom::Start(end))?;
        if let Some(document) = part.head.documents.first() {
            known.insert(document.document_id.clone(), part);
        }
    }
    Ok(end)
}

/// The record that begins at a place; none if it is not whole.
fn record(from: &mut BufReader<&File>, at: u64, length: u64) -> io::Result<Option<Part>> {
    let mut size = [0; 4];
    if from.read_exact(&mut size).is_err() || u32::from_le_bytes(size) > LONGEST_HEAD {
        return Ok(None);
    }
    let mut head = vec![0; u32::from_le_bytes(size) as usize];
    if from.read_exact(&mut head).is_err() {
        return Ok(None);
    }
    let Ok(mut part) = serde_json::from_slice::<Part>(&head) else { return Ok(None) };
    part.at = at + 4 + head.len() as u64;
    let Some(rows) = part.lengths.iter().try_fold(0u64, |sum, length| sum.checked_add(*length)) else { return Ok(None) };
    let mark_at = part.at.saturating_add(rows);
    if mark_at.saturating_add(MARK.len() as u64) > length {
        return Ok(None);
    }
    let mut mark = [0; MARK.len()];
    from.seek(SeekFrom::Start(mark_at))?;
    from.read_exact(&mut mark)?;
    Ok((mark == *MARK).then_some(part))
}

/// The rows of each array, one a line, and how many there are; those that stay in the head are left out.
fn print(part: &Dataset) -> ([u64; ARRAYS.len()], [Vec<u8>; ARRAYS.len()]) {
    let counts = [
        0,
        0,
        0,
        part.items.len(),
        part.indicators.len(),
        part.targets.len(),
        part.results.len(),
        part.ratings.len(),
        part.rating_scales.len(),
        part.notes.len(),
        part.repairs.len(),
        part.residue.len(),
        0,
    ];
    let printed = [
        vec![],
        vec![],
        vec![],
        printed(&part.items),
        printed(&part.indicators),
        printed(&part.targets),
        printed(&part.results),
        printed(&part.ratings),
        printed(&part.rating_scales),
        printed(&part.notes),
        printed(&part.repairs),
        printed(&part.residue),
        vec![],
    ];
    (counts.map(|count| count as u64), printed)
}

/// Rows as bytes, one a line.
pub fn printed<T: Serialize>(rows: &[T]) -> Vec<u8> {
    let mut out = vec![];
    for (index, row) in rows.iter().enumerate() {
        if index == 1 {
            // The others are about as long as the first; growing copies what is written.
            out.reserve((out.len() * rows.len()).min(1 << 20));
        }
        if index > 0 {
            out.extend_from_slice(b",\n");
        }
        // Rows hold no map with other than string keys, and memory takes every byte: this cannot fail.
        let _ = json::append(&mut out, row);
    }
    out
}
