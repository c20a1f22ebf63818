//! Sinks (書き手): one for each form of output. Tables come one after another, rows one at a time; a file is put in its place when its table
//! ends, so that none is ever half written.

pub mod csv;
mod file;
mod json;
pub mod parquet;
pub(crate) mod sqlite;

pub use file::File;

use crate::error::Error;
use crate::tables::shape::Table;
use serde_json::Value;
use std::path::Path;

/// A form of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Form {
    /// `dataset.json`, and the tables made from it as arrays.
    Json,
    /// One line of JSON a record.
    Ndjson,
    /// Flat tables, UTF-8 with a byte order mark.
    Csv,
    /// Columns with Arrow types.
    Parquet,
    /// One database with keys, indexes, full-text search and views.
    Sqlite,
}

impl Form {
    /// All forms.
    pub const ALL: [Form; 5] = [Form::Json, Form::Ndjson, Form::Csv, Form::Parquet, Form::Sqlite];

    /// How names of its files end.
    pub fn extension(self) -> &'static str {
        match self {
            Form::Json => "json",
            Form::Ndjson => "ndjson",
            Form::Csv => "csv",
            Form::Parquet => "parquet",
            Form::Sqlite => "sqlite",
        }
    }

    /// A writer of this form into a folder.
    ///
    /// # Errors
    /// [`Error::Write`] with the path.
    pub fn sink(self, folder: &Path) -> Result<Box<dyn Sink>, Error> {
        Ok(match self {
            Form::Json => Box::new(json::Json::new(folder, json::Layout::Array)),
            Form::Ndjson => Box::new(json::Json::new(folder, json::Layout::Lines)),
            Form::Csv => Box::new(csv::Csv::new(folder, csv::Heading::Names)),
            Form::Parquet => Box::new(parquet::Parquet::new(folder)),
            Form::Sqlite => Box::new(sqlite::Sqlite::new(folder)?),
        })
    }
}

/// Writes tables in one form.
pub trait Sink {
    /// A table begins.
    ///
    /// # Errors
    /// [`Error::Write`] with the path.
    fn begin(&mut self, table: &Table) -> Result<(), Error>;

    /// A row of it.
    ///
    /// # Errors
    /// [`Error::Write`] with the path.
    fn row(&mut self, row: &Value) -> Result<(), Error>;

    /// The table ends.
    ///
    /// # Errors
    /// [`Error::Write`] with the path.
    fn end(&mut self) -> Result<(), Error>;

    /// All tables are written; gives the names of the files made, in order.
    ///
    /// # Errors
    /// [`Error::Write`] with the path.
    fn finish(self: Box<Self>) -> Result<Vec<String>, Error>;
}
