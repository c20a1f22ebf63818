//! Text (文): one statement for each labelled piece of a part, and where a target or result is text or a number.

use super::{Standing, Told};
use crate::interpret::Interpreter;
use crate::interpret::cell::{self, Part};
use crate::japanese::label::Carry;
use crate::model::lexicon::Role;
use crate::model::record::{Fate, Level, Statement, StatementKind, ValueStatus};
use crate::see::{see, whole_value};

impl Interpreter<'_> {
    /// Text or a number under 目標 or 実績.
    pub(super) fn target_or_result(&mut self, part: &Part, standing: Standing, kind: StatementKind, told: &mut Told) {
        let under = standing.under;
        let flat = cell::joined(&part.lines);
        let numeric = whole_value(flat.normal()).is_some();
        let status = see(flat.as_str()).status(self.lexicon);
        let number_due = under.indicator.is_some() || under.unit.is_some();
        // A dash in a year of a plan of deeds: nothing is planned for it, and no number was due.
        let planned = under.role() == Some(Role::Schedule) || (under.role() == Some(Role::Target) && under.level == Some(Level::Activity) && under.period.is_some());
        if planned && !number_due && status == Some(ValueStatus::NotSet) && flat.as_str().trim().chars().count() <= 2 {
            self.use_text(&flat, Fate::Recorded);
            return;
        }
        if (numeric && (number_due || under.headers.iter().any(|header| header.contains('額') || header.contains('値'))))
            || (status.is_some() && (number_due || matches!(status, Some(ValueStatus::NotSet | ValueStatus::Pending))))
        {
            let role = if kind == StatementKind::Target { Role::TargetValue } else { Role::ResultValue };
            self.number(part, standing.below(&under.with_role(role)), told);
        } else {
            let lines = self.indicator_lines(part, standing, kind, told);
            if !lines.is_empty() {
                self.texts(&Part { lines, ..part.clone() }, standing, kind, told);
            }
        }
    }

    /// One statement for each labelled piece.
    pub(super) fn texts(&mut self, part: &Part, standing: Standing, kind: StatementKind, told: &mut Told) {
        let series = (standing.item, standing.place.column.unwrap_or(u32::MAX), standing.under.headers.clone());
        let mut carry = self.carries.remove(&series).unwrap_or_default();
        if part.heading.is_some() {
            carry = Carry::default();
        }
        for piece in cell::pieces(&part.lines, &mut carry) {
            if piece.text.is_empty() {
                continue;
            }
            self.use_range(piece.marker.clone(), Fate::Recorded);
            self.use_text(&piece.body, Fate::Recorded);
            let level = if matches!(kind, StatementKind::Note(_)) { None } else { standing.under.level };
            told.statements.push(self.state(Statement { level, labels: piece.labels, ..standing.statement(kind, piece.text, piece.source) }));
        }
        self.carries.insert(series, carry);
    }
}
