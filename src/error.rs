//! How a run can fail. Content never fails a run; only finding, decoding and writing files can.

use std::path::PathBuf;

/// A run's failure; each names the path it is about.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder could not be read.
    #[error("{path}: cannot be read: {source}")]
    Read { path: PathBuf, source: std::io::Error },
    /// An output file could not be written; the old one stands untouched.
    #[error("{path}: cannot be written: {source}")]
    Write { path: PathBuf, source: std::io::Error },
    /// A file is not what it should be (a lexicon, a dataset to validate).
    #[error("{path}: {reason}")]
    Invalid { path: PathBuf, reason: String },
    /// Another run writes into the output folder.
    #[error("{path}: another run of hyotei writes into this folder; wait for it to end, or give another folder")]
    Busy { path: PathBuf },
    /// An argument asks for what cannot be.
    #[error("{0}")]
    Argument(String),
    /// No document was found under the paths given.
    #[error("no document found under {paths}")]
    NoDocuments { paths: String },
}
