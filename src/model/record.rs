//! Records (記録): what the documents say, understood. Serialised shapes live in `emit`.

use crate::japanese::date::Period;
use crate::model::diagnostic::Diagnostic;
use crate::model::place::Place;
use rust_decimal::Decimal;
use std::ops::Range;

/// Level of the logic model (ロジックモデルの段階).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 予算, 決算, 人工.
    Input,
    /// 取組内容, 計画, 工程.
    Activity,
    /// 業績目標, 活動指標, 実績.
    Output,
    /// 成果目標, 成果指標, 効果.
    Outcome,
}

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

/// What a field was decided by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ground {
    /// A printed header.
    Header,
    /// A heading inside the cell (【成果目標】).
    InlineHeading,
    /// Where it stands.
    Structure,
    /// What it says.
    Content,
}

/// How a record's reading was decided, and how sure it is (0–1).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Basis {
    /// The deciding evidence.
    pub by: Ground,
    /// 0–1.
    pub confidence: f32,
}

/// A department (担当課).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Department {
    /// Its name as printed, mark removed.
    pub name: String,
    /// The sheet marks it as the lead (●).
    pub lead: bool,
}

/// An item (事項, 改革項目, 事務事業, 取組).
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Index of the item it is part of.
    pub parent: Option<usize>,
    /// Number as printed (`2-⑧`).
    pub label: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Titles of what it stands under, outermost first.
    pub path: Vec<String>,
    /// Who is responsible.
    pub departments: Vec<Department>,
    /// Where it is named.
    pub place: Place,
    /// Where its other parts (label, departments) stand.
    pub also: Vec<Place>,
}

/// An indicator (指標).
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// Index of its item.
    pub item: usize,
    /// Its name; empty where the sheet declares it empty.
    pub name: String,
    /// Level, where told.
    pub level: Option<Level>,
    /// Unit, where told.
    pub unit: Option<String>,
    /// `Some(true)` up, `Some(false)` down, where stated.
    pub upward: Option<bool>,
    /// The sheet leaves the row blank.
    pub declared_empty: bool,
    /// Where it stands.
    pub place: Place,
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

/// A rating (評価).
#[derive(Clone, Debug, PartialEq)]
pub struct Rating {
    /// Index of its item.
    pub item: usize,
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

/// Kind of a repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    /// An upright or cut label joined.
    LabelJoin,
    /// A repeated header dropped.
    RepeatedHeader,
    /// A variant glyph mended.
    Glyph,
    /// A layout space removed.
    Spacing,
}

/// A change made to what the source shows, reversible.
#[derive(Clone, Debug, PartialEq)]
pub struct Repair {
    /// What was done.
    pub kind: RepairKind,
    /// As printed.
    pub before: String,
    /// As read.
    pub after: String,
    /// Where.
    pub place: Place,
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
    /// Its title.
    pub title: Option<String>,
    /// The municipality's name, where the document tells it.
    pub municipality_name: Option<String>,
}
