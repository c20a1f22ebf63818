//! `release` (公開) and `check` (点検).

use crate::cli::console::print;
use crate::cli::{CLEAN, LOSSES};
use crate::emit::schema;
use crate::error::Error;
use crate::release::{self, About, Settings};
use std::path::Path;

/// Makes a release of the dataset of a folder.
pub(super) fn release(from: &Path, to: &Path, about: &Path, previous: Option<&Path>, keep_names: bool) -> Result<u8, Error> {
    let about = About::load(about)?;
    let made = release::release(&from.join("dataset.json"), to, &Settings { about: &about, previous, keep_names, schema: &schema::text() })?;
    print(&format!(
        "{} files, {} tables, {} rows; {} name(s) of officials reduced to the role\n",
        made.files,
        made.tables.len(),
        made.tables.iter().map(|(_, rows)| rows).sum::<u64>(),
        made.names
    ))?;
    Ok(CLEAN)
}

/// Judges a release: prints each finding and a line for each rule.
pub(super) fn check(folder: &Path) -> Result<u8, Error> {
    let report = release::check::check(folder)?;
    let findings = report.findings.iter().map(|finding| format!("{finding}\n"));
    let lines = report.summary().into_iter().map(|line| format!("{line}\n"));
    let end = format!("{}個の表を点検し、{}件の指摘がありました。\n", report.tables, report.findings.len());
    print(&findings.chain(lines).chain([end]).collect::<String>())?;
    Ok(if report.findings.is_empty() { CLEAN } else { LOSSES })
}
