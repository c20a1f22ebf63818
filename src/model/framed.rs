//! Framed (枠付き): a content cell with what rules it.

use crate::model::sheet::CellAt;

/// A content cell with what rules it.
#[derive(Clone, Debug, Default)]
pub struct Framed {
    /// The content.
    pub at: CellAt,
    /// Section lines, full-width rules and group labels, outermost first.
    pub outer: Vec<CellAt>,
    /// The label beside it, or the lone label over it.
    pub label: Option<CellAt>,
    /// Labels over its column, outermost first.
    pub heads: Vec<CellAt>,
    /// What authors filled in beside it, nearest first.
    pub names: Vec<CellAt>,
    /// The cell of its row under a head of units.
    pub unit: Option<CellAt>,
    /// The cell of its row that tells when its value is due.
    pub due: Option<CellAt>,
    /// The text that says the unit of what follows.
    pub unit_note: Option<CellAt>,
    /// The option that a mark stands for.
    pub option: Option<CellAt>,
    /// It stands under heads.
    pub column: bool,
    /// The strip over it, counted through the sheet; 0 for none.
    pub strip: u32,
    /// How many contents of its label stand before it in its row.
    pub nth: u32,
    /// The name that stands alone over its row of values.
    pub over: Option<CellAt>,
    /// It is a legend of a scale.
    pub legend: bool,
    /// It is a line that names what follows it.
    pub names_part: bool,
    /// It is prose that goes on with the one before.
    pub goes_on: bool,
}
