//! Legend (凡例): where the document says what its marks stand for.
//!
//! Read from a small table of codes and meanings (`table`), a line or a bracket (`phrase`), and lines of one member each
//! (`lines`); `scales` binds what is found to the ratings. A table that counts the marks (`counts`) is none.

mod counts;
mod lines;
mod phrase;
mod table;

use crate::japanese::mark::Legend;
use crate::model::place::Place;

/// A legend found in the document.
#[derive(Clone, Debug)]
pub struct FoundLegend {
    pub(super) legend: Legend,
    pub(super) place: Place,
    /// The words it stood with, which may name its subject.
    pub(super) words: String,
}
