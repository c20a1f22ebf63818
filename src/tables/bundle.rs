//! Bundle (文書一式): what the dataset says of one document, gathered from its arrays.

use crate::error::Error;
use crate::tables::dataset::{ARRAYS, Cursor, Index, Stretch, array_number};
use crate::tables::record::{Diagnostic, Document, Form, Indicator, Item, Note, Rating, Slot, Statement};
use serde::de::DeserializeOwned;
use std::path::Path;

/// All about one document.
pub struct Bundle {
    /// It.
    pub document: Document,
    /// Its items.
    pub items: Vec<Item>,
    /// Its indicators.
    pub indicators: Vec<Indicator>,
    /// Its targets.
    pub targets: Vec<Statement>,
    /// Its results.
    pub results: Vec<Statement>,
    /// Its ratings.
    pub ratings: Vec<Rating>,
    /// Its notes.
    pub notes: Vec<Note>,
    /// Its diagnostics.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads bundles in any order; quickest in the dataset's.
pub struct Bundles<'a> {
    index: &'a Index,
    cursors: Vec<Cursor>,
}

impl<'a> Bundles<'a> {
    /// Of a dataset and its index.
    ///
    /// # Errors
    /// [`Error::Read`] with the path.
    pub fn open(path: &Path, index: &'a Index) -> Result<Bundles<'a>, Error> {
        Ok(Bundles { index, cursors: ARRAYS.iter().map(|_| Cursor::open(path)).collect::<Result<_, _>>()? })
    }

    /// How many documents there are.
    pub fn documents(&self) -> usize {
        self.index.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.index.is_empty()
    }

    /// The document alone.
    ///
    /// # Errors
    /// [`Error::Read`], or [`Error::Invalid`] with the line.
    pub fn document(&mut self, number: usize) -> Result<Option<Document>, Error> {
        Ok(self.rows(number, "documents")?.pop())
    }

    /// All about a document; `None` past the last.
    ///
    /// # Errors
    /// [`Error::Read`], or [`Error::Invalid`] with the line.
    pub fn bundle(&mut self, number: usize) -> Result<Option<Bundle>, Error> {
        let Some(document) = self.document(number)? else { return Ok(None) };
        Ok(Some(Bundle {
            document,
            items: self.rows(number, "items")?,
            indicators: self.rows(number, "indicators")?,
            targets: self.rows(number, "targets")?,
            results: self.rows(number, "results")?,
            ratings: self.rows(number, "ratings")?,
            notes: self.rows(number, "notes")?,
            diagnostics: self.rows(number, "diagnostics")?,
        }))
    }

    fn rows<T: DeserializeOwned>(&mut self, number: usize, array: &str) -> Result<Vec<T>, Error> {
        let at = array_number(array);
        self.cursors[at].read(self.index.stretch(number, at))
    }
}

/// The forms and slots of a dataset.
///
/// # Errors
/// [`Error::Read`], or [`Error::Invalid`] with the line.
pub fn forms(path: &Path, forms: Stretch, slots: Stretch) -> Result<(Vec<Form>, Vec<Slot>), Error> {
    let mut cursor = Cursor::open(path)?;
    let all = cursor.read(forms)?;
    Ok((all, cursor.read(slots)?))
}
