//! Indicator in a cell (セル内の指標): lines that name an indicator, alone or with its number.

use super::Told;
use super::number::measured;
use super::state::places;
use crate::interpret::Interpreter;
use crate::interpret::cell::Part;
use crate::interpret::indicator;
use crate::interpret::under::Under;
use crate::japanese::number::whole_value;
use crate::japanese::text::Text;
use crate::model::block::Line;
use crate::model::lexicon::Role;
use crate::model::place::Place;
use crate::model::record::{Fate, Indicator, Statement, StatementKind};

impl Interpreter<'_> {
    /// Lines that tell an indicator with its number (`・指標：導入量【数値目標：8,339kW】`, `・補助件数：326件`) become an
    /// indicator and a value; the lines between them are left for [`Self::texts`].
    #[allow(clippy::too_many_arguments)]
    pub(super) fn indicator_lines(&mut self, item: usize, part: &Part, place: &Place, also: &[Place], under: &Under, kind: StatementKind, told: &mut Told) -> Vec<Line> {
        let mut rest = vec![];
        for line in &part.lines {
            let known: Vec<(usize, String)> =
                self.findings.indicators.iter().enumerate().filter(|(_, one)| one.item == item).map(|(index, one)| (index, one.name.clone())).collect();
            let Some(found) = indicator::told_in(line.text.as_str(), self.lexicon, &known) else {
                rest.push(line.clone());
                continue;
            };
            let index = match found.known {
                Some(index) => index,
                None => {
                    let source = line.text.source(found.name.clone());
                    let name = line.text.as_str()[found.name.clone()].trim().to_owned();
                    self.findings.indicators.push(Indicator { item, name, level: under.level, unit: None, upward: None, declared_empty: false, place: place.with_range(source) });
                    self.findings.indicators.len() - 1
                }
            };
            let value = Text::new(line.text.as_str()[found.value.clone()].trim());
            let quantity = whole_value(value.normal());
            let status = if quantity.is_none() { self.lexicon.value_status(value.as_str()) } else { None };
            if quantity.is_none() && status.is_none() {
                rest.push(line.clone());
                continue;
            }
            let (number, unit) = quantity.map_or((None, None), |quantity| measured(&quantity, None));
            if self.findings.indicators[index].unit.is_none() {
                self.findings.indicators[index].unit.clone_from(&unit);
            }
            let kind = match found.role {
                Some(Role::TargetValue | Role::Target) => StatementKind::Target,
                Some(Role::ResultValue | Role::Result | Role::Baseline) => StatementKind::Result,
                _ => kind,
            };
            self.use_text(&line.text, Fate::Recorded);
            let statement = Statement {
                kind,
                item,
                indicator: Some(index),
                level: under.level.or(self.findings.indicators[index].level),
                labels: vec![],
                text: line.text.as_str().trim().to_owned(),
                value: number,
                unit: unit.or_else(|| self.findings.indicators[index].unit.clone()),
                value_status: status,
                baseline: found.role == Some(Role::Baseline),
                period: under.period.clone(),
                dates: vec![],
                same_as: vec![],
                header: under.headers.clone(),
                places: places(place, also, line.text.whole_source()),
                basis: under.basis(),
            };
            told.statements.push(self.state(statement));
        }
        rest
    }

    /// Names of indicators in a cell.
    pub(super) fn indicator_line(&mut self, item: usize, part: &Part, place: &Place, under: &Under) {
        for line in &part.lines {
            let name = line.text.as_str().trim().to_owned();
            let source = line.text.whole_source();
            self.use_range(source.clone(), Fate::Recorded);
            self.findings.indicators.push(Indicator {
                item,
                name,
                level: under.level,
                unit: under.unit.clone(),
                upward: None,
                declared_empty: false,
                place: place.with_range(source),
            });
        }
        for range in under.ranges.clone() {
            self.use_range(range, Fate::Header);
        }
    }
}
