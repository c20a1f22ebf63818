//! Statements (目標、実績、記述) to rows: one list of the records becomes three tables.

use crate::emit::convert::enumeration::{level, note_kind, status};
use crate::emit::convert::value::{basis, period, quantities};
use crate::emit::convert::{Conversion, numbered};
use crate::emit::dataset::{Dataset, NoteRow, Number, ResultRow, TargetRow};
use crate::model::record::{NoteKind, Statement, StatementKind};

/// A target or a result: their rows differ only in the name of the id.
macro_rules! statement_row {
    ($row:ident, $id:ident: $own:expr, $statement:expr, $ids:expr, $conversion:expr) => {
        $row {
            $id: $own.to_owned(),
            document_id: $conversion.id.clone(),
            item_id: $conversion.item_id($statement.item),
            slot_id: $statement.slot.clone(),
            indicator_id: $statement.indicator.map(|indicator| $conversion.indicator_id(indicator)),
            level: $statement.level.map(level),
            labels: $statement.labels.clone(),
            dimensions: vec![],
            text: $statement.text.clone(),
            value: $statement.value.map(Number::new),
            unit: $statement.unit.clone(),
            value_status: $statement.value_status.map(status),
            baseline: $statement.baseline,
            period: $statement.period.as_ref().map(|(raw, told)| period(raw, told)),
            dates: $statement.dates.iter().map(|(raw, told)| period(raw, told)).collect(),
            quantities: quantities(&$statement.text),
            same_as: $statement.same_as.iter().filter_map(|index| $ids.get(*index).cloned()).collect(),
            header: $statement.header.clone(),
            source: $conversion.locator.sources(&$statement.places),
            basis: basis($statement.basis),
        }
    };
}

impl Conversion<'_> {
    /// Adds the rows of the targets, results and notes.
    pub(super) fn statements(&self, out: &mut Dataset) {
        let ids = self.statement_ids();
        for (statement, own) in self.findings.statements.iter().zip(&ids) {
            match statement.kind {
                StatementKind::Target => out.targets.push(statement_row!(TargetRow, target_id: own, statement, ids, self)),
                StatementKind::Result => out.results.push(statement_row!(ResultRow, result_id: own, statement, ids, self)),
                StatementKind::Note(kind) => out.notes.push(self.note(statement, kind, own)),
            }
        }
    }

    /// Ids of the statements: each table counts its own. They are known before the first row, for 同上 may point ahead.
    fn statement_ids(&self) -> Vec<String> {
        let (mut targets, mut results, mut notes) = (0, 0, 0);
        let id = |statement: &Statement| {
            let (letter, count) = match statement.kind {
                StatementKind::Target => ('t', &mut targets),
                StatementKind::Result => ('r', &mut results),
                StatementKind::Note(_) => ('m', &mut notes),
            };
            *count += 1;
            numbered(&self.id, letter, *count)
        };
        self.findings.statements.iter().map(id).collect()
    }

    fn note(&self, statement: &Statement, kind: NoteKind, own: &str) -> NoteRow {
        NoteRow {
            note_id: own.to_owned(),
            document_id: self.id.clone(),
            item_id: self.item_id(statement.item),
            slot_id: statement.slot.clone(),
            kind: note_kind(kind),
            labels: statement.labels.clone(),
            text: statement.text.clone(),
            period: statement.period.as_ref().map(|(raw, told)| period(raw, told)),
            header: statement.header.clone(),
            source: self.locator.sources(&statement.places),
            basis: basis(statement.basis),
        }
    }
}
