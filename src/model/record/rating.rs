//! Ratings and their scales (評価、評価区分): a grade means something only beside the members it was chosen from.

use crate::japanese::date::Period;
use crate::model::place::Place;
use crate::model::record::{Basis, ValueStatus};
use rust_decimal::Decimal;

/// Kind of a rating or scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RatingKind {
    /// A, ①, ◎, 5点.
    Grade,
    /// 予定通り進捗, 遅れ.
    Progress,
    /// 達成, 達成率.
    Achievement,
    /// 拡充, 継続, 縮小, 廃止.
    Disposition,
}

/// Who rates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rater {
    /// 自己評価.
    SelfRating,
    /// 内部評価 (2次評価 …).
    Internal,
    /// 外部評価.
    External,
}

/// A rating (評価).
#[derive(Clone, Debug, PartialEq)]
pub struct Rating {
    /// Index of its item.
    pub item: usize,
    /// The slot of its form.
    pub slot: Option<String>,
    /// It is the 総合評価 (true), that of an aspect (false), or the sheet does not say.
    pub overall: Option<bool>,
    /// Points of how many, where the sheet says.
    pub full_marks: Option<Decimal>,
    /// Index of its indicator.
    pub indicator: Option<usize>,
    /// Kind.
    pub kind: RatingKind,
    /// What is rated, as printed.
    pub subject: String,
    /// Who rates.
    pub rater: Option<Rater>,
    /// As printed, folded for layout only.
    pub raw: String,
    /// `raw` folded: ① → 1.
    pub code: String,
    /// The number of a 達成率 or of points.
    pub value: Option<Decimal>,
    /// No choice marked, 集計中 and the like.
    pub value_status: Option<ValueStatus>,
    /// Index of its scale.
    pub scale: Option<usize>,
    /// The time it speaks of.
    pub period: Option<(String, Period)>,
    /// The text that explains it.
    pub comment: Option<String>,
    /// Printed headers, outermost first.
    pub header: Vec<String>,
    /// Where it stands; the comment's place follows.
    pub places: Vec<Place>,
    /// How it was decided.
    pub basis: Basis,
}

/// A member of a scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScaleMember {
    /// Folded.
    pub code: String,
    /// As printed.
    pub raw: String,
    /// What it means.
    pub meaning: Option<String>,
    /// 1 = best.
    pub rank: Option<u32>,
}

/// Which end of a scale is best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Polarity {
    /// The first member is best.
    FirstIsBest,
    /// The first member is worst.
    FirstIsWorst,
    /// The document does not tell.
    Unknown,
}

/// Where a scale's meaning comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LegendBasis {
    /// A legend stands in the document.
    Stated,
    /// The members make it plain.
    Inferred,
    /// No legend.
    NotFound,
}

/// A rating scale (評価区分).
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// Kind.
    pub kind: RatingKind,
    /// Subject it was made for; only for telling scales apart.
    pub subject: String,
    /// Members in the order of the legend, or of first appearance.
    pub members: Vec<ScaleMember>,
    /// Which end is best.
    pub polarity: Polarity,
    /// Where that comes from.
    pub legend: LegendBasis,
    /// Where the legend stands.
    pub place: Option<Place>,
}
