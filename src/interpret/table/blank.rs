//! Blank value (空欄): a blank where the indicator's other years hold numbers is a fact, and is stated.

use super::Use;
use super::row::Row;
use crate::interpret::Interpreter;
use crate::interpret::tell::{Standing, is_number};
use crate::japanese::number::unit_scale;
use crate::japanese::text::Text;
use crate::model::lexicon::Role;
use crate::model::record::{Statement, StatementKind, ValueStatus};

impl Interpreter<'_> {
    /// A blank where the indicator's other years hold numbers is a fact.
    pub(super) fn blank_value(&mut self, told: &Row, row: usize, column: usize) {
        let (grid, spec) = (told.table.grid, &told.table.columns[column]);
        // 目標値 beside 実績値 of one indicator, as well as its years.
        let paired = told.indicator(column).is_some() && matches!(spec.under.role(), Some(Role::TargetValue | Role::ResultValue));
        if spec.usage != Use::Told || spec.under.period.is_none() && !paired || !spec.numbers || told.contradicts(spec) {
            return;
        }
        // A row that was printed to its end before this column has nothing to say here.
        let last_printed = (0..grid.width).rev().find(|other| !grid.cell(row, *other).is_blank());
        if told.kind_under(spec).is_some() && last_printed.is_some_and(|last| last < column) {
            return;
        }
        let mut under = told.under(spec, column);
        let kind = match under.role() {
            Some(Role::TargetValue | Role::Target | Role::CostTarget) => StatementKind::Target,
            Some(Role::ResultValue | Role::Result | Role::CostResult) => StatementKind::Result,
            _ => return,
        };
        if !(0..grid.width).any(|other| other != column && is_number(&grid.cell(row, other).flat())) {
            return;
        }
        let Some(indicator) = told.indicator(column).or_else(|| self.amount_beside(told.table, row, column, told.item)) else { return };
        under.indicator = Some(indicator);
        let known = &self.findings.indicators[indicator];
        let place = &grid.cell(row, column).place;
        let statement = Statement {
            slot: None,
            level: known.level.or(under.level),
            unit: known.unit.as_deref().map(|unit| unit_scale(Text::new(unit).normal()).unit),
            value_status: Some(ValueStatus::Blank),
            ..Standing { item: told.item, place, also: &[], under: &under }.statement(kind, String::new(), place.range())
        };
        self.push_statement(statement, false);
    }
}
