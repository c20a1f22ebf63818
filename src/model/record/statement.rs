//! Statements (目標、実績、記述): what is said about an item. Targets, results and notes are one type: which of them a sentence is
//! is decided late, and all three keep the same evidence.

use crate::japanese::date::Period;
use crate::model::place::Place;
use crate::model::record::{Basis, Level};
use rust_decimal::Decimal;

/// Kind of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoteKind {
    /// 趣旨・目的.
    Purpose,
    /// 対象.
    Subject,
    /// 手段、実施方法.
    Means,
    /// 根拠法令.
    LegalBasis,
    /// 事業概要.
    Summary,
    /// 取組の考え方.
    Approach,
    /// 現状.
    Background,
    /// 考えられる効果.
    Effect,
    /// 評価の文.
    Assessment,
    /// 外部委員・市民の意見.
    Opinion,
    /// 課題.
    Issue,
    /// 今後の方針.
    NextStep,
    /// Anything else.
    Other,
}

/// Why no number stands where one was due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ValueStatus {
    /// 設定なし, －.
    NotSet,
    /// 集計中, 未確定.
    Pending,
    /// 調査なし.
    NotSurveyed,
    /// 該当なし.
    NotApplicable,
    /// 非公表.
    Withheld,
    /// Nothing printed.
    Blank,
}

/// What a statement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatementKind {
    /// What was to be done or reached.
    Target,
    /// What was done or reached.
    Result,
    /// The rest of what a sheet says about an item.
    Note(NoteKind),
}

/// A target, a result or a note.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// What it is.
    pub kind: StatementKind,
    /// Index of its item.
    pub item: usize,
    /// The slot of its form.
    pub slot: Option<String>,
    /// Index of its indicator.
    pub indicator: Option<usize>,
    /// Level, where told.
    pub level: Option<Level>,
    /// Markers in full form.
    pub labels: Vec<String>,
    /// Normalised text.
    pub text: String,
    /// The number, where one was due and stands.
    pub value: Option<Decimal>,
    /// Its unit.
    pub unit: Option<String>,
    /// Why none stands.
    pub value_status: Option<ValueStatus>,
    /// A result of the base year (基準値).
    pub baseline: bool,
    /// The time it speaks of, and the words that say so.
    pub period: Option<(String, Period)>,
    /// Times told in the text, with their words.
    pub dates: Vec<(String, Period)>,
    /// Indices of the statements that 同上 / 同左 stands for.
    pub same_as: Vec<usize>,
    /// Printed headers it stood under, outermost first.
    pub header: Vec<String>,
    /// Where it stands; more than one where it was joined.
    pub places: Vec<Place>,
    /// How it was decided.
    pub basis: Basis,
}
