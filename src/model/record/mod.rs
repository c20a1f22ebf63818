//! Records (記録): what the documents say, understood. Serialised shapes live in `emit`.

mod item;
mod rating;
mod repair;
mod statement;

pub use item::{Department, Indicator, Item, Level};
pub use rating::{LegendBasis, Polarity, Rater, Rating, RatingKind, Scale, ScaleMember};
pub use repair::{Repair, RepairKind};
pub use statement::{NoteKind, Statement, StatementKind, ValueStatus};

use crate::model::diagnostic::Diagnostic;
use std::ops::Range;

/// What a field was decided by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ground {
    /// What repeats in its form.
    Form,
    /// A printed header.
    Header,
    /// A heading inside the cell (【成果目標】).
    InlineHeading,
    /// Where it stands.
    Structure,
    /// What it says.
    Content,
    /// A person, in the forms given.
    Person,
}

/// How a record's reading was decided, and how sure it is (0–1).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Basis {
    /// The deciding evidence.
    pub by: Ground,
    /// 0–1.
    pub confidence: f32,
}

/// What became of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// In a record.
    Recorded,
    /// In a header or label that was used as one.
    Header,
}

/// All that a document says.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// Items.
    pub items: Vec<Item>,
    /// Indicators.
    pub indicators: Vec<Indicator>,
    /// Targets, results and notes.
    pub statements: Vec<Statement>,
    /// Ratings.
    pub ratings: Vec<Rating>,
    /// Scales.
    pub scales: Vec<Scale>,
    /// Repairs.
    pub repairs: Vec<Repair>,
    /// Diagnostics.
    pub diagnostics: Vec<Diagnostic>,
    /// Bytes used, and for what; the rest is residue.
    pub used: Vec<(Range<usize>, Fate)>,
    /// Why stretches are residue, where a reason is known.
    pub reasons: Vec<(Range<usize>, &'static str)>,
    /// Fiscal years the document reports on.
    pub fiscal_years: Vec<i32>,
    /// The form it was read by.
    pub form_id: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// The municipality's name, where the document tells it.
    pub municipality_name: Option<String>,
}
