//! Statement rows (目標、実績、記述): targets, results and notes.

use crate::emit::dataset::enumeration::{Level, NoteKind, ValueStatus};
use crate::emit::dataset::evidence::{Basis, Source};
use crate::emit::dataset::value::{Number, Period, Quantity};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Targets and results have the same columns but for the name of their id, which keeps the two tables apart for who joins them:
/// the columns stand once.
macro_rules! statement_row {
    ($(#[$about:meta])* $row:ident, $id:ident) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
        pub struct $row {
            /// Id.
            pub $id: String,
            /// Its document.
            pub document_id: String,
            /// Its item.
            pub item_id: String,
            /// The slot it was read from.
            pub slot_id: Option<String>,
            /// Its indicator.
            pub indicator_id: Option<String>,
            /// Level.
            pub level: Option<Level>,
            /// Markers in full form.
            pub labels: Vec<String>,
            /// What tells two series of one indicator apart.
            pub dimensions: Vec<Dimension>,
            /// Normalised text.
            pub text: String,
            /// The number.
            pub value: Option<Number>,
            /// Canonical unit of the number.
            pub unit: Option<String>,
            /// Why none stands.
            pub value_status: Option<ValueStatus>,
            /// A value of the base year (基準値).
            pub baseline: bool,
            /// The time it speaks of.
            pub period: Option<Period>,
            /// Times told in the text.
            pub dates: Vec<Period>,
            /// Quantities told in the text.
            pub quantities: Vec<Quantity>,
            /// What 同上 / 同左 stands for.
            pub same_as: Vec<String>,
            /// Printed headers it stood under, outermost first.
            pub header: Vec<String>,
            /// Where it stands.
            pub source: Source,
            /// How it was decided.
            pub basis: Basis,
        }
    };
}

statement_row! {
    /// What was to be done or reached.
    TargetRow, target_id
}

statement_row! {
    /// What was done or reached.
    ResultRow, result_id
}

/// A dimension (区分): 対象 3歳児, 地区 東部.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Dimension {
    /// What it is of.
    pub name: String,
    /// Which one.
    pub value: String,
}

/// A note.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NoteRow {
    /// Id.
    pub note_id: String,
    /// Its document.
    pub document_id: String,
    /// Its item.
    pub item_id: String,
    /// The slot it was read from.
    pub slot_id: Option<String>,
    /// Kind.
    pub kind: NoteKind,
    /// Markers in full form.
    pub labels: Vec<String>,
    /// Normalised text.
    pub text: String,
    /// The time it speaks of.
    pub period: Option<Period>,
    /// Printed headers.
    pub header: Vec<String>,
    /// Where it stands.
    pub source: Source,
    /// How it was decided.
    pub basis: Basis,
}
