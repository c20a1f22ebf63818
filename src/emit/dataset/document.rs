//! Document rows (文書): one a document, with the account of its characters.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Non-blank characters of the decoded input and what became of them; the three parts sum to the first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Coverage {
    /// All.
    pub characters: u64,
    /// In records.
    pub recorded: u64,
    /// In headers or labels that were used as such.
    pub headers: u64,
    /// In residue.
    pub residue: u64,
}

/// A document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DocumentRow {
    /// First 16 hex digits of the SHA-256.
    pub document_id: String,
    /// Relative to the input root.
    pub path: String,
    /// SHA-256 of the bytes.
    pub sha256: String,
    /// Bytes.
    pub bytes: u64,
    /// `mixed_text`, `html`, `markdown`, `csv`, `tsv`, `xlsx` …
    pub format: String,
    /// Encoding.
    pub encoding: String,
    /// Its title.
    pub title: Option<String>,
    /// Name of the municipality, where told.
    pub municipality_name: Option<String>,
    /// 全国地方公共団体コード, 6 digits.
    pub municipality_code: Option<String>,
    /// The years it reports on.
    pub fiscal_years: Vec<i32>,
    /// `lang` of a page.
    pub language: Option<String>,
    /// Canonical address of a page.
    pub url: Option<String>,
    /// Date of last change, where told.
    pub updated: Option<String>,
    /// The form it is an instance of.
    pub form_id: Option<String>,
    /// What became of its characters.
    pub coverage: Coverage,
}
