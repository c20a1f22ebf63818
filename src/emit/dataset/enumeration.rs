//! Enumerations (列挙値): the closed lists of words that a column of the dataset can hold.
//!
//! The lists of `model::record` say the same of the records; these are the ones whose spelling is promised.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Level of the logic model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 予算, 決算, 人工.
    Input,
    /// 取組内容, 計画, 工程, 取組状況.
    Activity,
    /// 業績目標, 活動指標, 実績.
    Output,
    /// 成果目標, 成果指標, 効果.
    Outcome,
}

/// Kind of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
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

/// Kind of a rating.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RatingKind {
    /// A, ①, ◎, 5点.
    Grade,
    /// 予定通り進捗, 遅れ.
    Progress,
    /// 達成, 達成率.
    Achievement,
    /// 拡充, 継続, 縮小, 廃止; never compared with the others.
    Disposition,
}

/// Who rates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Rater {
    /// 自己評価.
    #[serde(rename = "self")]
    Self_,
    /// 内部評価.
    Internal,
    /// 外部評価.
    External,
}

/// Why no number stands where one was due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
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
    /// Nothing printed; never 0.
    Blank,
}

/// What decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// What repeats in its form.
    Form,
    /// A printed header.
    Header,
    /// A heading inside the cell.
    InlineHeading,
    /// Where it stands.
    Structure,
    /// What it says.
    Content,
    /// A person, in the forms given.
    Person,
}

/// Where a year's era came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Era {
    /// Printed beside it.
    Printed,
    /// From the document.
    Inferred,
    /// A western year.
    Western,
}

/// Direction that is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Higher is better.
    Up,
    /// Lower is better.
    Down,
}

/// How a number bounds what is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// 以上.
    AtLeast,
    /// 以下.
    AtMost,
    /// 超.
    MoreThan,
    /// 未満.
    LessThan,
}

/// Which end of a scale is best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    /// The first member.
    FirstIsBest,
    /// The last member.
    FirstIsWorst,
    /// The document does not tell.
    Unknown,
}

/// Where a scale's meaning comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Legend {
    /// A legend stands in the document.
    Stated,
    /// The members make it plain.
    Inferred,
    /// No legend.
    NotFound,
}

/// Kind of a repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RepairKind {
    /// A cell moved to its column.
    RowShift,
    /// A value carried down a lost span.
    CarryDown,
    /// A header carried right over a lost span.
    CarryRight,
    /// Two parts of a cell joined over a page break.
    PageJoin,
    /// A row joined to its item on the facing page.
    FacingJoin,
    /// Two cells of one column joined.
    SplitJoin,
    /// A grid split in two.
    TableSplit,
    /// A broken label joined.
    LabelJoin,
    /// A repeated header dropped.
    RepeatedHeader,
    /// A variant glyph mended.
    Glyph,
    /// A layout space removed.
    Spacing,
    /// A person corrected it.
    Correction,
}

/// How grave a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Something is doubtful.
    Warning,
    /// Something did not reach the dataset.
    Loss,
}
