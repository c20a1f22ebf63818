//! Repairs (修復): changes made to what the source shows, each kept so that it can be undone.

use crate::model::place::Place;

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
    /// A person corrected it.
    Correction,
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
