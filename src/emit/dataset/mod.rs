//! Dataset (データセット): the serialised types. `?` of the contract is an `Option` that is always written.
//!
//! They stand apart from the records of `model`: a serialised shape is a promise, and a record may change.

mod document;
mod enumeration;
mod evidence;
mod form;
mod item;
mod made;
mod rating;
mod remark;
mod statement;
mod value;

pub use document::{Coverage, DocumentRow};
pub use enumeration::{Bound, Direction, Era, Ground, Legend, Level, NoteKind, Polarity, Rater, RatingKind, RepairKind, Severity, ValueStatus};
pub use evidence::{Basis, Source};
pub use form::{FormKind, FormRow, SlotGround, SlotKind, SlotRole, SlotRow};
pub use item::{Department, IndicatorRow, ItemRow};
pub use made::{CONTRACT, MadeBy};
pub use rating::{RatingRow, ScaleMember, ScaleRow};
pub use remark::{DiagnosticRow, RepairRow, ResidueRow};
pub use statement::{Dimension, NoteRow, ResultRow, TargetRow};
pub use value::{Number, Period, Quantity};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The whole dataset.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Dataset {
    /// What made it.
    pub made_by: MadeBy,
    /// Documents.
    pub documents: Vec<DocumentRow>,
    /// What repeats.
    pub forms: Vec<FormRow>,
    /// Where content stands in what repeats.
    pub slots: Vec<SlotRow>,
    /// Items.
    pub items: Vec<ItemRow>,
    /// Indicators.
    pub indicators: Vec<IndicatorRow>,
    /// Targets.
    pub targets: Vec<TargetRow>,
    /// Results.
    pub results: Vec<ResultRow>,
    /// Ratings.
    pub ratings: Vec<RatingRow>,
    /// Scales.
    pub rating_scales: Vec<ScaleRow>,
    /// Notes.
    pub notes: Vec<NoteRow>,
    /// Repairs.
    pub repairs: Vec<RepairRow>,
    /// Residue.
    pub residue: Vec<ResidueRow>,
    /// Diagnostics.
    pub diagnostics: Vec<DiagnosticRow>,
}
