//! Rating and scale rows (評価、評価区分): a rating keeps its scale beside it, because a grade means nothing without one.

use crate::emit::dataset::enumeration::{Legend, Polarity, Rater, RatingKind, ValueStatus};
use crate::emit::dataset::evidence::{Basis, Source};
use crate::emit::dataset::value::{Number, Period};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A rating.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RatingRow {
    /// Id.
    pub rating_id: String,
    /// Its document.
    pub document_id: String,
    /// Its item.
    pub item_id: String,
    /// The slot it was read from.
    pub slot_id: Option<String>,
    /// Its indicator.
    pub indicator_id: Option<String>,
    /// Kind.
    pub kind: RatingKind,
    /// What is rated, as printed.
    pub subject: String,
    /// Who rates.
    pub rater: Option<Rater>,
    /// 総合評価 and its like; false for an aspect; null where the sheet does not say.
    pub overall: Option<bool>,
    /// As printed.
    pub raw: String,
    /// `raw` folded.
    pub code: String,
    /// Number of points or of a rate.
    pub value: Option<Number>,
    /// Points that could be given.
    pub full_marks: Option<Number>,
    /// Why there is none.
    pub value_status: Option<ValueStatus>,
    /// Its scale.
    pub scale_id: Option<String>,
    /// 1 = best; never guessed.
    pub rank: Option<u32>,
    /// Members of the scale, with a rank.
    pub of: Option<u32>,
    /// The time it speaks of.
    pub period: Option<Period>,
    /// The text that explains it.
    pub comment: Option<String>,
    /// Printed headers.
    pub header: Vec<String>,
    /// Where it stands.
    pub source: Source,
    /// How it was decided.
    pub basis: Basis,
}

/// A member of a scale.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ScaleMember {
    /// Folded.
    pub code: String,
    /// As printed.
    pub raw: String,
    /// Meaning.
    pub meaning: Option<String>,
    /// 1 = best.
    pub rank: Option<u32>,
}

/// A rating scale.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ScaleRow {
    /// Id.
    pub scale_id: String,
    /// Its document; null for the scale of a slot.
    pub document_id: Option<String>,
    /// Its slot; null for the scale of a document.
    pub slot_id: Option<String>,
    /// Kind.
    pub kind: RatingKind,
    /// Members.
    pub members: Vec<ScaleMember>,
    /// Which end is best.
    pub polarity: Polarity,
    /// Where that comes from.
    pub legend: Legend,
    /// Where the legend stands.
    pub source: Option<Source>,
}
