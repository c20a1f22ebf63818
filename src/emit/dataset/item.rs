//! Item and indicator rows (事項、指標): what the other rows are about.

use crate::emit::dataset::enumeration::{Direction, Level};
use crate::emit::dataset::evidence::Source;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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

/// A department.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Department {
    /// Its name.
    pub name: String,
    /// The sheet marks it as the lead.
    pub lead: bool,
}

/// An indicator (指標).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct IndicatorRow {
    /// Id.
    pub indicator_id: String,
    /// Its document.
    pub document_id: String,
    /// Its item.
    pub item_id: String,
    /// Name.
    pub name: String,
    /// Level.
    pub level: Option<Level>,
    /// Canonical unit of its values.
    pub unit: Option<String>,
    /// Only where stated.
    pub direction: Option<Direction>,
    /// The sheet leaves the row blank.
    pub declared_empty: bool,
    /// Where it stands.
    pub source: Source,
}
