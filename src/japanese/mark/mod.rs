//! Mark (評価記号): what stands in rating cells: codes, choices on a printed list, legends.

mod choices;
mod dash;
mod legend;
mod phrase;
mod polarity;
mod ringed;
mod whole;

pub use choices::{Choice, Choices, choices};
pub use dash::{is_dash, is_dash_sign};
pub use legend::{Legend, LegendMember, counts_codes, legend};
pub use phrase::is_scale_phrase;
pub use polarity::{Polarity, polarity};
pub use whole::whole_mark;

use rust_decimal::Decimal;
use std::ops::Range;

/// What a mark looks like; marks of one scale are of one family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// A, S.
    Letter,
    /// 3.
    Number,
    /// ①, Ⅲ.
    CircledNumber,
    /// ◎ ○ △ ×.
    Symbol,
    /// ★★★.
    Stars,
    /// 4.2点.
    Points,
    /// 95%.
    Percent,
    /// 順調.
    Phrase,
}

/// A mark in a rating cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its bytes.
    pub range: Range<usize>,
    /// Folded: ① → 1.
    pub code: String,
    /// What it looks like.
    pub family: Family,
    /// Its number, for stars, points and percents.
    pub value: Option<Decimal>,
    /// Out of how many, where printed (4/5点).
    pub of: Option<Decimal>,
    /// Bytes of its meaning (A.順調に推移している).
    pub meaning: Option<Range<usize>>,
}
