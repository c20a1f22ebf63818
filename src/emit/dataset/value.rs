//! Values (値): a number, a time and a quantity, as they are written wherever a row tells one.

use crate::emit::dataset::enumeration::{Bound, Era};
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
