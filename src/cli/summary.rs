//! Summary (集計): what a run gave, as a table.

use crate::discover::Discovery;
use crate::emit::dataset::Severity;
use crate::emit::spool::Part;

/// Diagnostics of severity loss.
pub fn losses(parts: &[Part]) -> usize {
    count(parts, Severity::Loss)
}

fn count(parts: &[Part], severity: Severity) -> usize {
    parts.iter().flat_map(|part| &part.head.diagnostics).filter(|row| row.severity == severity).count()
}

/// The table that `extract` prints.
pub fn table(parts: &[Part], found: &Discovery) -> String {
    let characters: u64 = parts.iter().flat_map(|part| &part.head.documents).map(|row| row.coverage.characters).sum();
    let residue: u64 = parts.iter().flat_map(|part| &part.head.documents).map(|row| row.coverage.residue).sum();
    let share = if characters == 0 { 0.0 } else { residue as f64 * 100.0 / characters as f64 };
    let rows = |array: &str| parts.iter().map(|part| part.count(array)).sum::<usize>().to_string();
    let lines = [
        ("documents", rows("documents")),
        ("items", rows("items")),
        ("indicators", rows("indicators")),
        ("targets", rows("targets")),
        ("results", rows("results")),
        ("ratings", rows("ratings")),
        ("notes", rows("notes")),
        ("repairs", rows("repairs")),
        ("residue", format!("{share:.1} % of {characters} characters")),
        ("losses", count(parts, Severity::Loss).to_string()),
        ("warnings", count(parts, Severity::Warning).to_string()),
        ("diagnostic notes", count(parts, Severity::Note).to_string()),
        ("hidden, not read", found.hidden.to_string()),
        ("skipped", found.skipped.to_string()),
    ];
    lines.iter().map(|(name, value)| format!("{name:<17} {value:>8}\n")).collect()
}
