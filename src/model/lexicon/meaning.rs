//! Meanings (意味): what the words of the lexicon can mean.

use crate::model::record::{Level, NoteKind, Rater, RatingKind};

/// What a header makes of the cells under or beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// 番号, No.: the item's label.
    Label,
    /// 事業名, 取組項目: the item itself.
    Title,
    /// 大項目, 施策: what items stand under.
    Section,
    /// 担当課.
    Department,
    /// 市区町村名.
    Municipality,
    /// What is to be done or reached.
    Target,
    /// What was done or reached.
    Result,
    /// 取組: a result if it tells the past, else a target.
    Deed,
    /// 目標値.
    TargetValue,
    /// 実績値.
    ResultValue,
    /// 基準値.
    Baseline,
    /// 達成率.
    Achievement,
    /// 予算額.
    CostTarget,
    /// 決算額.
    CostResult,
    /// 事業費, 人件費: a row of a cost table.
    Cost,
    /// A rating.
    Rating,
    /// 判断理由: explains the rating before it.
    Comment,
    /// The rest of what is said about an item.
    Note,
    /// 指標名.
    Indicator,
    /// 単位.
    Unit,
    /// 方向.
    Direction,
    /// 年度, 期間.
    Period,
    /// 評価基準, 凡例.
    Legend,
    /// 工程.
    Schedule,
}

impl Role {
    /// What stands under it names what a row is about.
    pub fn is_naming(self) -> bool {
        matches!(self, Role::Title | Role::Label | Role::Section | Role::Indicator | Role::Municipality)
    }
}

/// What a header word means.
#[derive(Clone, Debug, PartialEq)]
pub struct Meaning {
    /// The role of what stands under it.
    pub role: Role,
    /// Level of the logic model, where the word tells it.
    pub level: Option<Level>,
    /// Kind of note, for notes.
    pub note: Option<NoteKind>,
    /// Kind of rating, for ratings.
    pub rating: Option<RatingKind>,
    /// Who rates, where the word tells it.
    pub rater: Option<Rater>,
    /// Other roles the word often has.
    pub alternatives: Vec<Role>,
    /// How the word was matched.
    pub matched: Matched,
    /// The lexicon's word.
    pub word: String,
}

/// How a header was matched, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matched {
    /// The whole label is a word of the lexicon.
    Whole,
    /// Its parts on ・ / 、 are.
    Compound,
    /// It ends with one: a Japanese noun phrase has its head at its end.
    Head,
}

/// What a word in a rating cell tells.
#[derive(Clone, Debug, PartialEq)]
pub struct ScaleWord {
    /// Kind of rating it stands for.
    pub kind: RatingKind,
    /// Family of words it belongs with.
    pub family: Option<String>,
}

/// Where 同上-like words point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointer {
    /// 同上.
    Above,
    /// 同左.
    Left,
}
