//! Repairs, residue and diagnostics (修復、残余、診断) to rows.

use crate::emit::convert::enumeration::{repair_kind, severity};
use crate::emit::convert::{Conversion, numbered};
use crate::emit::dataset::{DiagnosticRow, RepairRow, ResidueRow};
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::place::Place;
use crate::model::record::Repair;
use crate::model::residue::Reason;
use std::collections::HashMap;
use std::ops::Range;

impl Conversion<'_> {
    /// The rows of the repairs.
    pub(super) fn repairs(&self) -> Vec<RepairRow> {
        let row = |(index, repair): (usize, &Repair)| RepairRow {
            repair_id: numbered(&self.id, 'f', index + 1),
            document_id: self.id.clone(),
            kind: repair_kind(repair.kind),
            before: repair.before.clone(),
            after: repair.after.clone(),
            source: self.locator.source(&repair.place),
        };
        self.document.repairs.iter().chain(&self.findings.repairs).enumerate().map(row).collect()
    }

    /// The rows of what no record and no header took.
    pub(super) fn residue(&self, stretches: Vec<(Range<usize>, Reason)>) -> Vec<ResidueRow> {
        let row = |(range, reason): (Range<usize>, Reason)| {
            let text = self.document.text.get(range.clone()).unwrap_or_default().to_owned();
            let place = Place { block: self.locator.block_at(range.start), start: range.start, end: range.end, ..Place::default() };
            ResidueRow { document_id: self.id.clone(), text, reason: reason.as_str().to_owned(), source: self.locator.source(&place) }
        };
        stretches.into_iter().map(row).collect()
    }

    /// The rows of the diagnostics, in the order of the stages; `between` are those of the stages between reading and interpreting. What
    /// is said several times in the same words is said once, with the count, at its first place.
    pub(super) fn diagnostics(&self, between: &[Diagnostic]) -> Vec<DiagnosticRow> {
        let mut told: Vec<(&Diagnostic, usize)> = vec![];
        let mut first: HashMap<(Code, &str), usize> = HashMap::new();
        for diagnostic in self.document.diagnostics.iter().chain(between).chain(&self.findings.diagnostics) {
            let at = *first.entry((diagnostic.code, &diagnostic.message)).or_insert(told.len());
            match told.get_mut(at) {
                Some((known, count)) => {
                    *count += 1;
                    if known.place.is_none() {
                        *known = diagnostic;
                    }
                }
                None => told.push((diagnostic, 1)),
            }
        }
        let row = |(diagnostic, count): (&Diagnostic, usize)| DiagnosticRow {
            document_id: self.id.clone(),
            code: diagnostic.code.as_str().to_owned(),
            severity: severity(diagnostic.code.severity()),
            message: match (count, &diagnostic.place) {
                (1, _) => diagnostic.message.clone(),
                (_, Some(_)) => format!("{} ({count} times, first here)", diagnostic.message),
                (_, None) => format!("{} ({count} times)", diagnostic.message),
            },
            source: diagnostic.place.as_ref().map(|place| self.locator.source(place)),
        };
        told.into_iter().map(row).collect()
    }
}
