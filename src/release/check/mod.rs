//! Check (点検): a release against 行政データにおける機械可読性に関するルール (2026-03-31), by the numbers of its rules, in the words of an office, and
//! against what a spreadsheet would do to its cells. Rules for Excel alone (L1-10 to L1-13, L2-06) do not apply: a release has no workbook.

mod rules;
mod sheet;

use crate::error::Error;
use crate::release::inventory::Inventory;
use crate::release::{DATA, TWINS};
use rules::{Judged, Rule};
use serde_json::Value;
use std::collections::HashMap;
use std::path::Path;

/// Something that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Number of the rule; `安全` for the safety of spreadsheets, `整合` for what a release promises of itself.
    pub rule: String,
    /// File within the release.
    pub file: String,
    /// Line, from 1, where there is one.
    pub line: Option<u64>,
    /// In words.
    pub words: String,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let line = self.line.map(|line| format!(" {line}行目")).unwrap_or_default();
        write!(formatter, "[{}] {}{line}: {}", self.rule, self.file, self.words)
    }
}

/// The judgement of a release.
#[derive(Debug, Default)]
pub struct Report {
    /// What breaks a rule, in order.
    pub findings: Vec<Finding>,
    /// How many tables were looked at.
    pub tables: usize,
}

impl Report {
    /// A line for each rule: kept, in how many places it is broken, or not looked at (`点検せず`: a person has to).
    pub fn summary(&self) -> Vec<String> {
        let count = |rule: &str| self.findings.iter().filter(|finding| finding.rule == rule).count();
        rules::ALL
            .iter()
            .map(|Rule { number, asks, judged }| match (judged, count(number)) {
                (Judged::NotOurs, _) => format!("{number}  対象外  {asks}"),
                (Judged::No, _) => format!("{number}  点検せず {asks}"),
                (Judged::Yes, 0) => format!("{number}  適合    {asks}"),
                (Judged::Yes, found) => format!("{number}  {found:>4}件  {asks}"),
            })
            .collect()
    }
}

/// Most findings of one rule in one file that are told one by one.
const TOLD: usize = 5;

/// Judges a release.
///
/// # Errors
/// [`Error::Read`] with the path; [`Error::Invalid`] where the folder is no release.
pub fn check(folder: &Path) -> Result<Report, Error> {
    let package = folder.join("datapackage.json");
    let bytes = std::fs::read(&package).map_err(|source| Error::Read { path: package.clone(), source })?;
    let package: Value = serde_json::from_slice(&bytes).map_err(|error| Error::Invalid { path: package, reason: error.to_string() })?;
    let mut report = Report::default();
    let schemas: HashMap<&str, &Value> =
        package["resources"].as_array().into_iter().flatten().filter_map(|resource| Some((resource["path"].as_str()?, &resource["schema"]))).collect();
    let inventory = Inventory::of(folder)?;
    promises(folder, &inventory, &schemas, &mut report)?;
    let mut keys = sheet::Keys::default();
    for (name, ..) in inventory.iter() {
        if !rules::READABLE.iter().any(|ending| name.ends_with(ending)) && name.contains('/') {
            report.findings.push(rules::finding("L1-01", name, None, "機械が直接読み取れる形式（CSV、JSON など）ではありません。"));
        }
        if name.ends_with(".csv") {
            report.tables += 1;
            let twin = name.starts_with(&format!("{TWINS}/"));
            let schema = if twin { None } else { schemas.get(name).copied() };
            if schema.is_none() && !twin {
                report.findings.push(rules::finding("L3-08", name, None, "列の定義が datapackage.json にありません。"));
            }
            let mut found = vec![];
            sheet::look(folder, name, schema, &mut keys, &mut found)?;
            report.findings.extend(few(found));
        }
    }
    report.findings.extend(keys.dangling());
    for needed in ["codebook.ja.md", "CHANGELOG.md"] {
        if inventory.get(needed).is_none() {
            report.findings.push(rules::finding("L3-08", needed, None, "データの定義・更新履歴のファイルがありません。"));
        }
    }
    if inventory.get("codebook.ja.md").is_none() && schemas.values().any(|schema| schema.to_string().contains("\"enum\"")) {
        report.findings.push(rules::finding("L3-02", "codebook.ja.md", None, "コード表がありません。"));
    }
    report.findings.sort();
    Ok(report)
}

/// The first findings of each rule, and how many more there are.
fn few(found: Vec<Finding>) -> Vec<Finding> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    let mut out = vec![];
    for finding in found {
        let count = counts.entry(finding.rule.clone()).or_default();
        *count += 1;
        if *count <= TOLD {
            out.push(finding);
        }
    }
    let file = out.first().map(|finding| finding.file.clone()).unwrap_or_default();
    let more = counts.into_iter().filter(|(_, count)| *count > TOLD).map(|(rule, count)| Finding {
        rule,
        file: file.clone(),
        line: None,
        words: format!("ほかに{}件あります。", count - TOLD),
    });
    out.extend(more);
    out
}

/// Hashes, and files that are missing or that nobody promised.
fn promises(folder: &Path, inventory: &Inventory, schemas: &HashMap<&str, &Value>, report: &mut Report) -> Result<(), Error> {
    let path = folder.join("SHA256SUMS");
    let sums = std::fs::read_to_string(&path).map_err(|source| Error::Read { path, source })?;
    let promised: HashMap<&str, &str> = sums.lines().filter_map(|line| line.split_once("  ").map(|(hash, name)| (name, hash))).collect();
    for (name, hash) in &promised {
        match inventory.get(name) {
            None => report.findings.push(rules::finding("整合", name, None, "SHA256SUMS にありますが、ファイルがありません。")),
            Some((_, own)) if own != *hash => report.findings.push(rules::finding("整合", name, None, "内容が SHA256SUMS のハッシュ値と一致しません。")),
            Some(_) => {}
        }
    }
    for (name, ..) in inventory.iter().filter(|(name, ..)| !promised.contains_key(name)) {
        report.findings.push(rules::finding("整合", name, None, "SHA256SUMS にないファイルです。"));
    }
    for path in schemas.keys().filter(|path| inventory.get(path).is_none()) {
        report.findings.push(rules::finding("整合", path, None, "datapackage.json にありますが、ファイルがありません。"));
    }
    if inventory.iter().all(|(name, ..)| !name.starts_with(&format!("{DATA}/"))) {
        report.findings.push(rules::finding("整合", DATA, None, "データのファイルがありません。"));
    }
    Ok(())
}
