//! Evidence (根拠): where a row stands in its document, and what decided its reading. Every row can be led back.

use crate::emit::dataset::enumeration::Ground;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
    /// Page, from 1, for a PDF. Left out for any other format.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Left, top, right and bottom of the line or cell on that page, in points from its upper left corner.
    #[serde(default, rename = "box", skip_serializing_if = "Option::is_none")]
    pub area: Option<[f64; 4]>,
    /// The source hides it: it stands in a hidden row, column or sheet. Left out where it does not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    /// Other parts, for a record joined from several cells.
    pub also: Vec<Source>,
}

/// How a record was decided; the README says what `confidence` means.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Basis {
    /// The deciding evidence.
    pub by: Ground,
    /// 0–1.
    pub confidence: f32,
}
