//! Remarks (備考): what the program changed, what it left over and what it has to say. Nothing is lost in silence.

use crate::emit::dataset::enumeration::{RepairKind, Severity};
use crate::emit::dataset::evidence::Source;
use crate::model::diagnostic::Code;
use crate::model::residue::Reason;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A change made to what the source shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RepairRow {
    /// Id.
    pub repair_id: String,
    /// Its document.
    pub document_id: String,
    /// What was done.
    pub kind: RepairKind,
    /// As printed.
    pub before: String,
    /// As read.
    pub after: String,
    /// Where it stands.
    pub source: Source,
}

/// Text that became neither record nor header.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ResidueRow {
    /// Its document.
    pub document_id: String,
    /// The text.
    pub text: String,
    /// Why, from the documented list.
    #[schemars(extend("enum" = Reason::ALL.iter().map(|reason| reason.as_str()).collect::<Vec<_>>()))]
    pub reason: String,
    /// Where it stands.
    pub source: Source,
}

/// What the program has to say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DiagnosticRow {
    /// Its document.
    pub document_id: String,
    /// From the documented list.
    #[schemars(extend("enum" = Code::ALL.iter().map(|code| code.as_str()).collect::<Vec<_>>()))]
    pub code: String,
    /// How grave.
    pub severity: Severity,
    /// In words.
    pub message: String,
    /// Where.
    pub source: Option<Source>,
}
