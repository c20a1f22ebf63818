//! Records (記録) of the dataset, with those of their fields from which other tables are made.

use serde::Deserialize;
use serde_json::Number;

/// A document.
#[derive(Debug, Deserialize)]
pub struct Document {
    /// Its id.
    pub document_id: String,
    /// Its file.
    pub path: String,
    /// The municipality, where told.
    pub municipality_name: Option<String>,
    /// The years it reports on.
    pub fiscal_years: Vec<i64>,
    /// The form it is an instance of.
    pub form_id: Option<String>,
}

/// A form.
#[derive(Debug, Deserialize)]
pub struct Form {
    /// Its id.
    pub form_id: String,
    /// `sheet`, `card`, `list` or `prose`.
    pub kind: String,
    /// How many instances.
    pub instances: u64,
    /// The slot that names its item.
    pub title_slot_id: Option<String>,
    /// Its labels, in the order in which they are printed.
    pub labels: Vec<String>,
}

/// A slot.
#[derive(Clone, Debug, Deserialize)]
pub struct Slot {
    /// Its id.
    pub slot_id: String,
    /// Its form.
    pub form_id: String,
    /// Labels over and beside it, outermost first.
    pub path: Vec<String>,
    /// What it holds.
    pub role: String,
    /// Instances in which something stands.
    pub filled: u64,
    /// 0–1.
    pub confidence: f64,
}

/// A department.
#[derive(Debug, Deserialize)]
pub struct Department {
    /// Its name.
    pub name: String,
}

/// Where something stands.
#[derive(Debug, Deserialize)]
pub struct Place {
    /// First byte.
    pub start: u64,
    /// Table.
    pub table: Option<u64>,
    /// Row.
    pub row: Option<u64>,
    /// Column.
    pub column: Option<u64>,
}

/// A time.
#[derive(Debug, Deserialize)]
pub struct Period {
    /// As printed.
    pub raw: String,
    /// Fiscal years it names.
    pub fiscal_years: Vec<i64>,
    /// The day a state is told for.
    pub as_of: Option<String>,
}

/// What decided a record.
#[derive(Debug, Deserialize)]
pub struct Basis {
    /// 0–1.
    pub confidence: f64,
}

/// An item.
#[derive(Debug, Deserialize)]
pub struct Item {
    /// Its id.
    pub item_id: String,
    /// The item it is part of.
    pub parent_item_id: Option<String>,
    /// As printed.
    pub label: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Titles of what it stands under.
    pub path: Vec<String>,
    /// Who is responsible.
    pub departments: Vec<Department>,
    /// Where its title stands.
    pub source: Place,
}

/// An indicator.
#[derive(Debug, Deserialize)]
pub struct Indicator {
    /// Its id.
    pub indicator_id: String,
    /// Its item.
    pub item_id: String,
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: Option<String>,
    /// Level.
    pub level: Option<String>,
    /// Where it stands.
    pub source: Place,
}

/// What tells two series apart.
#[derive(Debug, Deserialize)]
pub struct Dimension {
    /// What it is of.
    pub name: String,
    /// Which one.
    pub value: String,
}

/// A target or result.
#[derive(Debug, Deserialize)]
pub struct Statement {
    /// Its id.
    #[serde(alias = "target_id", alias = "result_id")]
    pub id: String,
    /// Its item.
    pub item_id: String,
    /// Its slot.
    pub slot_id: Option<String>,
    /// Its indicator.
    pub indicator_id: Option<String>,
    /// Level.
    pub level: Option<String>,
    /// Markers.
    pub labels: Vec<String>,
    /// What tells two series apart.
    pub dimensions: Vec<Dimension>,
    /// Text.
    pub text: String,
    /// Number.
    pub value: Option<Number>,
    /// Unit.
    pub unit: Option<String>,
    /// Why there is no number.
    pub value_status: Option<String>,
    /// Of the base year.
    pub baseline: bool,
    /// Time.
    pub period: Option<Period>,
    /// Printed headers.
    pub header: Vec<String>,
    /// Where it stands.
    pub source: Place,
    /// How it was decided.
    pub basis: Basis,
}

/// A rating.
#[derive(Debug, Deserialize)]
pub struct Rating {
    /// Its id.
    #[serde(alias = "rating_id")]
    pub id: String,
    /// Its item.
    pub item_id: String,
    /// Its slot.
    pub slot_id: Option<String>,
    /// Its indicator.
    pub indicator_id: Option<String>,
    /// Kind.
    pub kind: String,
    /// What is rated.
    pub subject: String,
    /// Whether it is 総合評価.
    pub overall: Option<bool>,
    /// As printed.
    pub raw: String,
    /// Folded.
    pub code: String,
    /// Number.
    pub value: Option<Number>,
    /// 1 = best.
    pub rank: Option<u64>,
    /// Of how many.
    pub of: Option<u64>,
    /// Time.
    pub period: Option<Period>,
    /// Printed headers.
    pub header: Vec<String>,
    /// Where it stands.
    pub source: Place,
    /// How it was decided.
    pub basis: Basis,
}

/// A note.
#[derive(Debug, Deserialize)]
pub struct Note {
    /// Its item.
    pub item_id: String,
    /// Its slot.
    pub slot_id: Option<String>,
    /// Text.
    pub text: String,
    /// Printed headers.
    pub header: Vec<String>,
    /// Where it stands.
    pub source: Place,
    /// How it was decided.
    pub basis: Basis,
}

/// A diagnostic.
#[derive(Debug, Deserialize)]
pub struct Diagnostic {
    /// How grave.
    pub severity: String,
}

/// First year, last year where there are several, and the day of a state.
pub fn years(period: Option<&Period>) -> (Option<i64>, Option<i64>, Option<&str>) {
    let Some(period) = period else { return (None, None, None) };
    let (first, last) = (period.fiscal_years.iter().min().copied(), period.fiscal_years.iter().max().copied());
    (first, last.filter(|last| Some(*last) != first), period.as_of.as_deref())
}
