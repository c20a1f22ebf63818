//! Values (値): times, quantities and the basis of a reading, as they are written.

use crate::emit::convert::enumeration::{bound, era, ground};
use crate::emit::dataset::{Basis, Number, Period, Quantity};
use crate::japanese::date::Period as InnerPeriod;
use crate::japanese::number::quantities as told_quantities;
use crate::japanese::text::Text;
use crate::model::record as inner;

/// A period as it is written.
pub(super) fn period(raw: &str, told: &InnerPeriod) -> Period {
    Period {
        raw: raw.to_owned(),
        fiscal_years: told.fiscal_years.clone(),
        start: told.start.map(|date| date.to_string()),
        end: told.end.map(|date| date.to_string()),
        as_of: told.as_of.map(|date| date.to_string()),
        era: era(told.era),
    }
}

/// The quantities that a text tells.
pub(super) fn quantities(text: &str) -> Vec<Quantity> {
    let text = Text::new(text);
    told_quantities(text.normal())
        .into_iter()
        .map(|quantity| Quantity {
            raw: text.as_str()[quantity.range].to_owned(),
            value: Number::new(quantity.value),
            unit: quantity.unit,
            bound: quantity.bound.map(bound),
            approximate: quantity.approximate,
            cumulative: quantity.cumulative,
            of: quantity.of.map(Number::new),
            upper: quantity.upper.map(Number::new),
        })
        .collect()
}

/// What decided, and how sure that is, to two decimals.
pub(super) fn basis(basis: inner::Basis) -> Basis {
    Basis { by: ground(basis.by), confidence: (basis.confidence * 100.0).round() / 100.0 }
}
