//! Dataset (データセット): the serialised types. `?` of the contract is an `Option` that is always written.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

/// A number: an integer where it is one, else the shortest decimal.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, JsonSchema)]
#[schemars(transparent)]
pub struct Number(pub f64);

impl Number {
    /// From a decimal.
    pub fn new(value: Decimal) -> Number {
        Number(value.to_f64().unwrap_or(f64::NAN))
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.fract() == 0.0 && self.0.abs() < 9_007_199_254_740_992.0 { serializer.serialize_i64(self.0 as i64) } else { serializer.serialize_f64(self.0) }
    }
}

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
    /// A printed header.
    Header,
    /// A heading inside the cell.
    InlineHeading,
    /// Where it stands.
    Structure,
    /// What it says.
    Content,
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

/// Where something stands: `start`/`end` are byte offsets into the decoded text (of a binary format: its text layer).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// Block in reading order, from 0.
    pub block: u32,
    /// Table of the document, from 0.
    pub table: Option<u32>,
    /// Row of the table as printed, from 0.
    pub row: Option<u32>,
    /// Column of the table as printed, from 0.
    pub column: Option<u32>,
    /// Line of the text, from 1.
    pub line: u32,
    /// First byte.
    pub start: u64,
    /// One past the last byte.
    pub end: u64,
    /// Name of the sheet, for spreadsheets.
    pub sheet: Option<String>,
    /// A1 address, for spreadsheets.
    pub address: Option<String>,
    /// Other parts, for a record joined from several cells.
    pub also: Vec<Source>,
}

/// A time: ISO dates; a fiscal year Y runs from Y-04-01 to Y+1-03-31.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Period {
    /// The words that told it.
    pub raw: String,
    /// Fiscal years it names.
    pub fiscal_years: Vec<i32>,
    /// First day.
    pub start: Option<String>,
    /// Last day; null with a start: it goes on.
    pub end: Option<String>,
    /// The day a state is told for.
    pub as_of: Option<String>,
    /// Where the era came from.
    pub era: Option<Era>,
}

/// A quantity told in a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Quantity {
    /// As printed.
    pub raw: String,
    /// In the unit.
    pub value: Number,
    /// Canonical unit.
    pub unit: Option<String>,
    /// 以上 and the like.
    pub bound: Option<Bound>,
    /// 約, 程度.
    pub approximate: bool,
    /// 延べ.
    pub cumulative: bool,
    /// 24区中20区: of 24.
    pub of: Option<Number>,
    /// 10～20人: up to 20.
    pub upper: Option<Number>,
}

/// How a record was decided; the README says what `confidence` means.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Basis {
    /// The deciding evidence.
    pub by: Ground,
    /// 0–1.
    pub confidence: f32,
}

/// A department.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Department {
    /// Its name.
    pub name: String,
    /// The sheet marks it as the lead.
    pub lead: bool,
}

/// Non-blank characters of the decoded input and what became of them; the three parts sum to the first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Coverage {
    /// All.
    pub characters: u64,
    /// In records.
    pub recorded: u64,
    /// In headers or labels that were used as such.
    pub headers: u64,
    /// In residue.
    pub residue: u64,
}

/// A document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DocumentRow {
    /// First 16 hex digits of the SHA-256.
    pub document_id: String,
    /// Relative to the input root.
    pub path: String,
    /// SHA-256 of the bytes.
    pub sha256: String,
    /// Bytes.
    pub bytes: u64,
    /// `mixed_text`, `html`, `markdown`, `csv`, `tsv`, `xlsx` …
    pub format: String,
    /// Encoding.
    pub encoding: String,
    /// Its title.
    pub title: Option<String>,
    /// Name of the municipality, where told.
    pub municipality_name: Option<String>,
    /// 全国地方公共団体コード, 6 digits.
    pub municipality_code: Option<String>,
    /// The years it reports on.
    pub fiscal_years: Vec<i32>,
    /// `lang` of a page.
    pub language: Option<String>,
    /// Canonical address of a page.
    pub url: Option<String>,
    /// Date of last change, where told.
    pub updated: Option<String>,
    /// What became of its characters.
    pub coverage: Coverage,
}

/// An item (事項).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ItemRow {
    /// Id.
    pub item_id: String,
    /// Its document.
    pub document_id: String,
    /// The item it is part of.
    pub parent_item_id: Option<String>,
    /// As printed.
    pub label: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Titles of what it stands under, outermost first.
    pub path: Vec<String>,
    /// Who is responsible.
    pub departments: Vec<Department>,
    /// Where it stands.
    pub source: Source,
}

/// An indicator (指標).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct IndicatorRow {
    /// Id.
    pub indicator_id: String,
    /// Its item.
    pub item_id: String,
    /// Name.
    pub name: String,
    /// Level.
    pub level: Option<Level>,
    /// Unit as printed.
    pub unit: Option<String>,
    /// Only where stated.
    pub direction: Option<Direction>,
    /// The sheet leaves the row blank.
    pub declared_empty: bool,
    /// Where it stands.
    pub source: Source,
}

/// What was to be done or reached.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TargetRow {
    /// Id.
    pub target_id: String,
    /// Its item.
    pub item_id: String,
    /// Its indicator.
    pub indicator_id: Option<String>,
    /// Level.
    pub level: Option<Level>,
    /// Markers in full form.
    pub labels: Vec<String>,
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

/// What was done or reached.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ResultRow {
    /// Id.
    pub result_id: String,
    /// Its item.
    pub item_id: String,
    /// Its indicator.
    pub indicator_id: Option<String>,
    /// Level.
    pub level: Option<Level>,
    /// Markers in full form.
    pub labels: Vec<String>,
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

/// A rating.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RatingRow {
    /// Id.
    pub rating_id: String,
    /// Its item.
    pub item_id: String,
    /// Its indicator.
    pub indicator_id: Option<String>,
    /// Kind.
    pub kind: RatingKind,
    /// What is rated, as printed.
    pub subject: String,
    /// Who rates.
    pub rater: Option<Rater>,
    /// As printed.
    pub raw: String,
    /// `raw` folded.
    pub code: String,
    /// Number of points or of a rate.
    pub value: Option<Number>,
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
    /// Its document.
    pub document_id: String,
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

/// A note.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NoteRow {
    /// Id.
    pub note_id: String,
    /// Its item.
    pub item_id: String,
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
    /// Why.
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
    pub code: String,
    /// How grave.
    pub severity: Severity,
    /// In words.
    pub message: String,
    /// Where.
    pub source: Option<Source>,
}

/// The whole dataset.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Dataset {
    /// Documents.
    pub documents: Vec<DocumentRow>,
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

impl Dataset {
    /// Appends another part's rows.
    pub fn extend(&mut self, other: Dataset) {
        self.documents.extend(other.documents);
        self.items.extend(other.items);
        self.indicators.extend(other.indicators);
        self.targets.extend(other.targets);
        self.results.extend(other.results);
        self.ratings.extend(other.ratings);
        self.rating_scales.extend(other.rating_scales);
        self.notes.extend(other.notes);
        self.repairs.extend(other.repairs);
        self.residue.extend(other.residue);
        self.diagnostics.extend(other.diagnostics);
    }
}
