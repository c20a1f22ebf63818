//! Summary (集計): what a run gave, as a table.

use crate::discover::Discovery;
use crate::emit::dataset::{Dataset, Severity};

/// Diagnostics of severity loss.
pub fn losses(parts: &[Dataset]) -> usize {
    count(parts, Severity::Loss)
}

fn count(parts: &[Dataset], severity: Severity) -> usize {
    parts.iter().flat_map(|part| &part.diagnostics).filter(|row| row.severity == severity).count()
}

/// The table that `extract` prints.
pub fn table(parts: &[Dataset], found: &Discovery) -> String {
    let characters: u64 = parts.iter().flat_map(|part| &part.documents).map(|row| row.coverage.characters).sum();
    let residue: u64 = parts.iter().flat_map(|part| &part.documents).map(|row| row.coverage.residue).sum();
    let share = if characters == 0 { 0.0 } else { residue as f64 * 100.0 / characters as f64 };
    let rows = |length: fn(&Dataset) -> usize| parts.iter().map(length).sum::<usize>().to_string();
    let lines = [
        ("documents", rows(|part| part.documents.len())),
        ("items", rows(|part| part.items.len())),
        ("indicators", rows(|part| part.indicators.len())),
        ("targets", rows(|part| part.targets.len())),
        ("results", rows(|part| part.results.len())),
        ("ratings", rows(|part| part.ratings.len())),
        ("notes", rows(|part| part.notes.len())),
        ("repairs", rows(|part| part.repairs.len())),
        ("residue", format!("{share:.1} % of {characters} characters")),
        ("losses", count(parts, Severity::Loss).to_string()),
        ("warnings", count(parts, Severity::Warning).to_string()),
        ("diagnostic notes", count(parts, Severity::Note).to_string()),
        ("hidden, not read", found.hidden.to_string()),
        ("skipped", found.skipped.to_string()),
    ];
    lines.iter().map(|(name, value)| format!("{name:<17} {value:>8}\n")).collect()
}
