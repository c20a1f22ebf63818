//! Text (文): one statement for each labelled piece of a part, and where a target or result is text or a number.

use super::Told;
use super::state::places;
use crate::interpret::Interpreter;
use crate::interpret::cell::{self, Part};
use crate::interpret::under::Under;
use crate::japanese::label::Carry;
use crate::japanese::number::whole_value;
use crate::model::lexicon::Role;
use crate::model::place::Place;
use crate::model::record::{Fate, Level, Statement, StatementKind, ValueStatus};

impl Interpreter<'_> {
    /// Text or a number under 目標 or 実績.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn target_or_result(&mut self, item: usize, part: &Part, place: &Place, also: &[Place], under: &Under, kind: StatementKind, told: &mut Told) {
        let flat = cell::joined(&part.lines);
        let numeric = whole_value(flat.normal()).is_some();
        let status = self.lexicon.value_status(flat.as_str());
        let number_due = under.indicator.is_some() || under.unit.is_some();
        // A dash in a year of a plan of deeds: nothing is planned for it, and no number was due.
        let planned = under.role() == Some(Role::Schedule) || (under.role() == Some(Role::Target) && under.level == Some(Level::Activity) && under.period.is_some());
        if planned && !number_due && status == Some(ValueStatus::NotSet) && flat.as_str().trim().chars().count() <= 2 {
            self.use_text(&flat, Fate::Recorded);
            return;
        }
        if (numeric && (number_due || under.unit.is_some() || under.headers.iter().any(|header| header.contains('額') || header.contains('値'))))
            || (status.is_some() && (number_due || matches!(status, Some(ValueStatus::NotSet | ValueStatus::Pending))))
        {
            let role = if kind == StatementKind::Target { Role::TargetValue } else { Role::ResultValue };
            self.number(item, part, place, also, &under.with_role(role), told);
        } else {
            let lines = self.indicator_lines(item, part, place, also, under, kind, told);
            if !lines.is_empty() {
                self.texts(item, &Part { lines, ..part.clone() }, place, also, under, kind, told);
            }
        }
    }

    /// One statement for each labelled piece.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn texts(&mut self, item: usize, part: &Part, place: &Place, also: &[Place], under: &Under, kind: StatementKind, told: &mut Told) {
        let column = place.column.unwrap_or(u32::MAX);
        let mut carry = self.carries.remove(&(item, column, under.headers.clone())).unwrap_or_default();
        if part.heading.is_some() {
            carry = Carry::default();
        }
        for piece in cell::pieces(&part.lines, &mut carry) {
            if piece.text.is_empty() {
                continue;
            }
            self.use_range(piece.marker.clone(), Fate::Recorded);
            self.use_text(&piece.body, Fate::Recorded);
            let statement = Statement {
                kind,
                item,
                indicator: under.indicator,
                level: if matches!(kind, StatementKind::Note(_)) { None } else { under.level },
                labels: piece.labels,
                text: piece.text,
                value: None,
                unit: None,
                value_status: None,
                baseline: false,
                period: under.period.clone(),
                dates: vec![],
                same_as: vec![],
                header: under.headers.clone(),
                places: places(place, also, piece.source),
                basis: under.basis(),
            };
            told.statements.push(self.state(statement));
        }
        self.carries.insert((item, column, under.headers.clone()), carry);
    }
}
