//! Blank value (空欄): a blank where the indicator's other years hold numbers is a fact, and is stated.

use super::{Table, Use};
use crate::interpret::Interpreter;
use crate::interpret::under::{Printed, Under};
use crate::japanese::number::{unit_scale, whole_value};
use crate::japanese::text::Text;
use crate::model::lexicon::{Meaning, Role};
use crate::model::place::Place;
use crate::model::record::{Statement, StatementKind, ValueStatus};

impl Interpreter<'_> {
    /// A blank where the indicator's other years hold numbers is a fact.
    pub(super) fn blank_value(&mut self, table: &Table, row: usize, column: usize, item: usize, indicator: Option<usize>, kind: Option<&(Printed, Meaning)>) {
        let (grid, spec) = (table.grid, &table.columns[column]);
        // A row that was printed to its end before this column has nothing to say here.
        let last_printed = (0..grid.width).rev().find(|other| !grid.cell(row, *other).is_blank());
        if kind.is_some() && last_printed.is_some_and(|last| last < column) {
            return;
        }
        let mut under = spec.under.clone();
        if let Some((printed, meaning)) = kind {
            under.headers.push(printed.header.printed.clone());
            under.meaning = Some(meaning.clone());
        }
        if indicator.is_none() || spec.usage != Use::Told || spec.under.period.is_none() || !spec.numbers {
            return;
        }
        if !matches!(under.role(), Some(Role::TargetValue | Role::ResultValue | Role::Target | Role::Result | Role::CostTarget | Role::CostResult)) {
            return;
        }
        let others = (0..grid.width).any(|other| other != column && whole_value(Text::new(&grid.cell(row, other).flat()).normal()).is_some());
        if others {
            self.blank_statement(item, indicator, &grid.cell(row, column).place.clone(), &under);
        }
    }

    /// A blank where a number was due.
    fn blank_statement(&mut self, item: usize, indicator: Option<usize>, place: &Place, under: &Under) {
        let role = under.role().unwrap_or(Role::ResultValue);
        let target = matches!(role, Role::TargetValue | Role::Target | Role::CostTarget);
        self.findings.statements.push(Statement {
            kind: if target { StatementKind::Target } else { StatementKind::Result },
            item,
            indicator,
            level: indicator.and_then(|indicator| self.findings.indicators[indicator].level).or(under.level),
            labels: vec![],
            text: String::new(),
            value: None,
            unit: indicator.and_then(|indicator| self.findings.indicators[indicator].unit.as_deref()).map(|unit| unit_scale(Text::new(unit).normal()).unit),
            value_status: Some(ValueStatus::Blank),
            baseline: role == Role::Baseline,
            period: under.period.clone(),
            dates: vec![],
            same_as: vec![],
            header: under.headers.clone(),
            places: vec![place.clone()],
            basis: under.basis(),
        });
    }
}
