//! Indicator in a cell (セル内の指標): lines that name an indicator, alone or with its number.

use super::number::measured;
use super::{Standing, Told};
use crate::interpret::Interpreter;
use crate::interpret::cell::Part;
use crate::interpret::indicator::{self, value_label};
use crate::japanese::date::Period;
use crate::japanese::text::Text;
use crate::model::block::Line;
use crate::model::header::unbracketed;
use crate::model::lexicon::Role;
use crate::model::place::Place;
use crate::model::record::{Fate, Indicator, Level, Statement, StatementKind};
use crate::see::{see, whole_value};
use std::ops::Range;

/// A number told in a line: its bytes, what it is, and its time.
struct Number {
    value: Range<usize>,
    kind: StatementKind,
    baseline: bool,
    period: Option<(String, Period)>,
}

impl Interpreter<'_> {
    /// Lines that tell an indicator with its number (`・指標：導入量【数値目標：8,339kW】`, `・補助件数：326件`) become an
    /// indicator and a value; the lines between them are left for [`Self::texts`].
    pub(super) fn indicator_lines(&mut self, part: &Part, standing: Standing, kind: StatementKind, told: &mut Told) -> Vec<Line> {
        let mut rest = vec![];
        for line in &part.lines {
            if self.indicator_in(line, standing, kind, told).is_none_or(|(_, filed)| !filed) {
                rest.push(line.clone());
            }
        }
        rest
    }

    /// Lines under 活動指標: an indicator each, with the numbers told of it in its own line and in those that follow.
    pub(super) fn indicator_line(&mut self, part: &Part, standing: Standing, told: &mut Told) {
        let Standing { item, place, under, .. } = standing;
        let mut current: Option<usize> = None;
        for line in &part.lines {
            if let Some((index, true)) = self.indicator_in(line, standing, StatementKind::Result, told) {
                current = Some(index);
                continue;
            }
            if let (Some(index), Some((_, number))) = (current, self.number_line(line)) {
                if !self.file_number(line, number, index, standing, told) {
                    self.leave(line.text.whole_source(), "number-unread");
                }
                continue;
            }
            let start = ["指標:", "指標：", "指標名:", "指標名："].iter().find(|opener| line.text.as_str().starts_with(**opener)).map_or(0, |opener| opener.len());
            let name = line.text.slice(start..line.text.as_str().len()).trimmed();
            self.use_range(line.text.whole_source(), Fate::Recorded);
            current = Some(self.new_indicator(item, name.as_str().trim(), under.level, under.unit.clone(), place.with_range(name.whole_source())));
        }
        for range in under.ranges.clone() {
            self.use_range(range, Fate::Header);
        }
    }

    /// 経費 over `令和5年度決算：12,480千円`: each line a number of what the heading names. False if a line is none.
    pub(super) fn cost_lines(&mut self, part: &Part, standing: Standing, told: &mut Told) -> bool {
        let Standing { item, place, under, .. } = standing;
        let numbers: Vec<Number> =
            part.lines.iter().filter_map(|line| self.number_line(line)).filter(|(role, _)| matches!(role, Role::CostTarget | Role::CostResult)).map(|(_, number)| number).collect();
        let name = if under.subject.is_empty() { under.headers.last().map_or(String::new(), |header| unbracketed(header).to_owned()) } else { under.subject.clone() };
        if numbers.len() != part.lines.len() || numbers.iter().any(|number| number.period.is_none()) || name.is_empty() {
            return false;
        }
        let known = self.indicators_named(item, &name).first().copied();
        let named = place.with_range(under.ranges.last().cloned().unwrap_or(place.range()));
        let index = known.unwrap_or_else(|| self.new_indicator(item, &name, Some(Level::Input), under.unit.clone(), named));
        for (line, number) in part.lines.iter().zip(numbers) {
            if !self.file_number(line, number, index, standing, told) {
                self.leave(line.text.whole_source(), "number-unread");
            }
        }
        true
    }

    /// An indicator with its number in one line; whether the number was filed.
    fn indicator_in(&mut self, line: &Line, standing: Standing, kind: StatementKind, told: &mut Told) -> Option<(usize, bool)> {
        let item = standing.item;
        let known = |name: &str| self.indicators_named(item, name.trim_start_matches('・')).first().copied();
        let found = indicator::told_in(line.text.as_str(), self.lexicon, self.setting, known)?;
        let index = match found.known {
            Some(index) => index,
            None => {
                let source = line.text.source(found.name.clone());
                let name = line.text.as_str()[found.name.clone()].trim().to_owned();
                self.new_indicator(item, &name, standing.under.level, None, standing.place.with_range(source))
            }
        };
        let kind = match found.role {
            Some(Role::TargetValue | Role::Target) => StatementKind::Target,
            Some(Role::ResultValue | Role::Result | Role::Baseline) => StatementKind::Result,
            _ => kind,
        };
        let number = Number { value: found.value, kind, baseline: found.role == Some(Role::Baseline), period: found.period };
        Some((index, self.file_number(line, number, index, standing, told)))
    }

    /// `令和4年度実績：82手続`: a line that says no more than whose number it is.
    fn number_line(&self, line: &Line) -> Option<(Role, Number)> {
        let text = line.text.as_str();
        let (label, value) = text.split_once(':')?;
        let (role, period) = value_label(label.trim(), self.lexicon, self.setting)?;
        if value.trim().is_empty() {
            return None;
        }
        let kind = if matches!(role, Role::TargetValue | Role::CostTarget) { StatementKind::Target } else { StatementKind::Result };
        Some((role, Number { value: label.len() + 1..text.len(), kind, baseline: role == Role::Baseline, period }))
    }

    fn new_indicator(&mut self, item: usize, name: &str, level: Option<Level>, unit: Option<String>, place: Place) -> usize {
        self.push_indicator(Indicator { item, name: name.to_owned(), level, unit, upward: None, declared_empty: false, place })
    }

    /// Files the number of an indicator; false if there is none to read.
    fn file_number(&mut self, line: &Line, number: Number, index: usize, standing: Standing, told: &mut Told) -> bool {
        let value = Text::new(line.text.as_str()[number.value.clone()].trim());
        let quantity = whole_value(value.normal());
        let status = if quantity.is_none() { see(value.as_str()).status(self.lexicon) } else { None };
        if quantity.is_none() && status.is_none() {
            return false;
        }
        let (value, unit) = quantity.map_or((None, None), |quantity| measured(&quantity, None));
        if self.findings.indicators[index].unit.is_none() {
            self.findings.indicators[index].unit.clone_from(&unit);
        }
        self.use_text(&line.text, Fate::Recorded);
        let under = standing.under;
        let statement = Statement {
            slot: None,
            indicator: Some(index),
            level: under.level.or(self.findings.indicators[index].level),
            value,
            unit: unit.or_else(|| self.findings.indicators[index].unit.clone()),
            value_status: status,
            baseline: number.baseline,
            period: number.period.or_else(|| under.period.clone()),
            ..standing.statement(number.kind, line.text.as_str().trim().to_owned(), line.text.whole_source())
        };
        told.statements.push(self.state(statement));
        true
    }
}
