//! Summary (集計): what a run gave, as a table.

use crate::emit::dataset::{Dataset, Severity};

/// Diagnostics of severity loss.
pub fn losses(dataset: &Dataset) -> usize {
    count(dataset, Severity::Loss)
}

fn count(dataset: &Dataset, severity: Severity) -> usize {
    dataset.diagnostics.iter().filter(|row| row.severity == severity).count()
}

/// The table that `extract` prints.
pub fn table(dataset: &Dataset) -> String {
    let characters: u64 = dataset.documents.iter().map(|row| row.coverage.characters).sum();
    let residue: u64 = dataset.documents.iter().map(|row| row.coverage.residue).sum();
    let share = if characters == 0 { 0.0 } else { residue as f64 * 100.0 / characters as f64 };
    let rows = [
        ("documents", dataset.documents.len().to_string()),
        ("items", dataset.items.len().to_string()),
        ("indicators", dataset.indicators.len().to_string()),
        ("targets", dataset.targets.len().to_string()),
        ("results", dataset.results.len().to_string()),
        ("ratings", dataset.ratings.len().to_string()),
        ("notes", dataset.notes.len().to_string()),
        ("repairs", dataset.repairs.len().to_string()),
        ("residue", format!("{share:.1} % of {characters} characters")),
        ("losses", count(dataset, Severity::Loss).to_string()),
        ("warnings", count(dataset, Severity::Warning).to_string()),
        ("diagnostic notes", count(dataset, Severity::Note).to_string()),
    ];
    rows.iter().map(|(name, value)| format!("{name:<17} {value:>8}\n")).collect()
}
