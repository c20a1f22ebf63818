//! Items and indicators (事項、指標): what a document reports on, and by what it measures itself.

use crate::model::place::Place;

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
