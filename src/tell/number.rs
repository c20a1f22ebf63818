//! Numbers (数値): a value with its name, year, role and unit, each from the nearest label that tells it.

use super::Teller;
use crate::japanese::date::{Period, periods, whole_period};
use crate::japanese::number::unit_scale;
use crate::japanese::text::Text;
use crate::model::lexicon::Role;
use crate::model::record::{Fate, Level, Statement, StatementKind};
use crate::model::seen::Seen;
use crate::model::seen::is_value_head;
use crate::model::sheet::CellAt;

impl Teller<'_> {
    /// A number is due here: a year, 目標値 or the like stands over or beside it.
    pub(super) fn is_value_place(&self, index: usize) -> bool {
        let frame = &self.frames[index];
        frame.heads.iter().any(|head| is_value_head(self.seen(*head)))
    }

    /// Target or result, by the nearest word that says so.
    fn role_of(&self, seen: &Seen) -> Option<StatementKind> {
        match seen.meaning.as_ref()?.role {
            Role::TargetValue | Role::CostTarget | Role::Target => Some(StatementKind::Target),
            Role::ResultValue | Role::CostResult | Role::Result | Role::Baseline => Some(StatementKind::Result),
            _ => None,
        }
    }

    pub(super) fn number(&mut self, index: usize) {
        let frame = self.frames[index].clone();
        let seen = self.seen(frame.at);
        if seen.mark && !seen.dash {
            self.use_labels(&frame);
            return;
        }
        let mut sure = 0.97f32;
        let header = self.use_labels(&frame);
        let item = self.item_of[index];
        let name = self.name_of(index);
        // Words of the row win where the row's label says nothing else.
        let beside: Vec<CellAt> = frame.label.into_iter().filter(|label| self.says_only_value(self.seen(*label))).collect();
        let near: Vec<CellAt> = beside.iter().chain(frame.heads.iter().rev()).copied().collect();
        let role = near.iter().find_map(|at| self.role_of(self.seen(*at))).or_else(|| frame.label.and_then(|label| self.role_of(self.seen(label))));
        let baseline = near.iter().any(|at| self.seen(*at).meaning.as_ref().is_some_and(|meaning| meaning.role == Role::Baseline));
        // A base year's value is a result, also in a row of targets.
        let role = if baseline { Some(StatementKind::Result) } else { role };
        let rate = near.iter().any(|at| self.seen(*at).meaning.as_ref().is_some_and(|meaning| meaning.role == Role::Achievement));
        let period = self.year(index, &near);
        let level = self.level(name.map(|(name, _)| name), &frame.heads);
        let (value, unit) = self.value(index, name.map(|(name, _)| name), &near);
        // A number that nothing makes an amount is a code or a count of something else: a note.
        let amount = role.is_some() || unit.is_some() || level.is_some() || period.is_some() && self.is_value_place(index) || frame.over.is_some();
        if !amount && value.is_some() {
            return self.words(index, StatementKind::Note(crate::model::record::NoteKind::Other), None);
        }
        let status = if value.is_none() { self.scope.lexicon.value_status(&seen.flat) } else { None };
        if role.is_none() {
            sure *= 0.8;
        }
        // Words where a number was due may belong elsewhere.
        if value.is_none() && status.is_none() && seen.number.is_none() {
            sure *= 0.6;
        }
        if period.is_none() {
            sure *= 0.75;
        }
        if name.is_none() {
            sure *= 0.5;
        }
        if rate {
            return self.rate(index, header, period);
        }
        let indicator = name.map(|(name, under)| {
            let held = self.framed.get(&name).and_then(|at| self.decided(*at));
            let printed = super::text::named(&super::text::title(self.seen(name), held), self.scope.lexicon);
            let under = under.map_or_else(String::new, |under| self.seen(under).flat.clone());
            self.used.insert(name, Fate::Recorded);
            self.indicator(item, &printed, &under, unit.clone(), level, name)
        });
        self.used.insert(frame.at, Fate::Recorded);
        let places = vec![self.place(frame.at)];
        let statement = Statement {
            slot: self.slot_of(index),
            kind: role.unwrap_or(StatementKind::Result),
            item,
            indicator,
            level,
            labels: vec![],
            text: super::text::joined(&seen.lines),
            value,
            unit,
            value_status: status,
            baseline,
            period,
            dates: vec![],
            same_as: vec![],
            header,
            places,
            basis: self.basis(sure),
        };
        self.findings.statements.push(statement);
    }

    /// A rate of achievement is a rating of its indicator.
    fn rate(&mut self, index: usize, header: Vec<String>, period: Option<(String, Period)>) {
        let frame = &self.frames[index];
        let seen = self.seen(frame.at);
        self.used.insert(frame.at, Fate::Recorded);
        if seen.dash {
            return;
        }
        let subject = self.subject(index);
        let item = self.item_of[index];
        let indicator = self.name_of(index).and_then(|(name, _)| {
            let key = crate::japanese::text::key(&super::text::title(self.seen(name), None));
            self.findings.indicators.iter().position(|indicator| indicator.item == item && crate::japanese::text::key(&indicator.name) == key)
        });
        let places = vec![self.place(frame.at)];
        let basis = self.basis(0.9);
        self.findings.ratings.push(crate::model::record::Rating {
            slot: self.slot_of(index),
            overall: None,
            full_marks: None,
            item,
            indicator,
            kind: crate::model::record::RatingKind::Achievement,
            subject,
            rater: None,
            raw: seen.flat.clone(),
            code: seen.flat.clone(),
            value: seen.number.as_ref().map(|number| number.value),
            value_status: self.scope.lexicon.value_status(&seen.flat),
            scale: None,
            period,
            comment: None,
            header,
            places,
            basis,
        });
    }

    /// The fiscal year of a value: of the nearest label that names one, of the due column, of the head to the left in its group.
    fn year(&mut self, index: usize, near: &[CellAt]) -> Option<(String, Period)> {
        let frame = self.frames[index].clone();
        if let Some(dated) = &self.seen(frame.at).dated
            && let Some(period) = whole_period(Text::new(dated).normal(), self.scope.setting)
        {
            return Some((dated.clone(), period));
        }
        for at in near {
            if let Some(period) = self.header(*at).period.clone() {
                return Some(period);
            }
        }
        if let Some(due) = frame.due {
            self.used.entry(due).or_insert(Fate::Recorded);
            let printed = self.seen(due).flat.clone();
            if let Some(period) = whole_period(Text::new(&printed).normal(), self.scope.setting) {
                return Some((printed, period));
            }
        }
        if let Some(label) = frame.label
            && let Some(period) = self.header(label).period.clone()
        {
            return Some(period);
        }
        // The head to the left in the same group names the year of those that name none.
        let own = self.sheet.cell(*frame.heads.last()?);
        let area = &self.sheet.areas[frame.at.0 as usize];
        let outer = frame.heads.first().copied();
        let lefts: Vec<CellAt> = area
            .row_range(own.row)
            .filter(|cell| area.cells[*cell].column < own.column)
            .rev()
            .map(|cell| (frame.at.0, cell as u32))
            .take_while(|at| frame.heads.len() < 2 || outer.is_some_and(|outer| self.sheet.cell(outer).column <= self.sheet.cell(*at).column))
            .collect();
        for at in lefts {
            if let Some(period) = self.header(at).period.clone() {
                return Some(period);
            }
        }
        for outer in frame.outer.iter().rev() {
            if let Some(period) = self.header(*outer).period.clone() {
                return Some(period);
            }
        }
        frame.outer.iter().rev().find_map(|outer| self.year_within(*outer))
    }

    /// A year that a caption names among other words; of several the earliest: a sheet of 令和7年度 tells the results of 令和6年度.
    fn year_within(&self, at: CellAt) -> Option<(String, Period)> {
        let seen = self.seen(at);
        let told = periods(Text::new(&seen.flat).normal(), self.scope.setting);
        let earliest = told.into_iter().filter(|period| period.fiscal_years.len() == 1).min_by_key(|period| period.fiscal_years.first().copied())?;
        Some((seen.flat.get(earliest.range.clone()).unwrap_or_default().to_owned(), earliest))
    }

    fn level(&self, name: Option<CellAt>, heads: &[CellAt]) -> Option<Level> {
        let cost = |at: &CellAt| self.seen(*at).meaning.as_ref().is_some_and(|meaning| matches!(meaning.role, Role::Cost | Role::CostTarget | Role::CostResult));
        if name.as_ref().is_some_and(cost) || heads.iter().any(cost) {
            return Some(Level::Input);
        }
        heads.iter().rev().chain(name.iter()).find_map(|at| self.seen(*at).meaning.as_ref().and_then(|meaning| meaning.level))
    }

    /// The number in its canonical unit: its own, its row's, its name's, its heads', the note over the table.
    fn value(&mut self, index: usize, name: Option<CellAt>, near: &[CellAt]) -> (Option<rust_decimal::Decimal>, Option<String>) {
        let frame = &self.frames[index];
        let seen = self.seen(frame.at);
        let noted = |at: &CellAt| self.seen(*at).unit_note.clone();
        let own = seen.number.as_ref().and_then(|number| number.unit.clone());
        // A head of units rules the values to its right that stand under the same group of heads.
        let first_head = |at: CellAt| self.framed.get(&at).map(|other| &self.frames[*other]).and_then(|other| (other.heads.len() > 1).then(|| other.heads[0]));
        let own_group = (frame.heads.len() > 1).then(|| frame.heads[0]);
        let column_unit = frame.unit.filter(|unit| {
            let group = first_head(*unit);
            self.sheet.cell(*unit).column < self.sheet.cell(frame.at).column && (group.is_none() || group == own_group)
        });
        let told = near
            .iter()
            .find_map(noted)
            .filter(|_| column_unit.is_none_or(|unit| !self.seen(unit).unit))
            .or_else(|| column_unit.map(|unit| self.seen(unit).flat.clone()))
            .or_else(|| name.as_ref().and_then(noted))
            .or_else(|| frame.label.as_ref().and_then(noted))
            .or_else(|| self.strip_note(frame.heads.last().copied()))
            .or_else(|| frame.unit_note.as_ref().and_then(noted))
            .or_else(|| frame.outer.iter().rev().find_map(noted));
        if let Some(unit) = column_unit {
            self.used.entry(unit).or_insert(Fate::Recorded);
        }
        if let Some(note) = frame.unit_note {
            self.used.entry(note).or_insert(Fate::Header);
        }
        let number = seen.number.as_ref().map(|number| number.value);
        match (own, told) {
            (Some(own), _) => (number, Some(own)),
            (None, Some(told)) => {
                let scale = unit_scale(Text::new(&told).normal());
                let plain = scale.factor == rust_decimal::Decimal::ONE;
                (number.and_then(|number| number.checked_mul(scale.factor)).map(|number| number.normalize()), Some(if plain { told } else { scale.unit }))
            }
            (None, None) => (number, None),
        }
    }

    /// A unit that the first head of the strip tells for all of it: `区分（単位：円）`.
    fn strip_note(&self, head: Option<CellAt>) -> Option<String> {
        let head = head?;
        let area = &self.sheet.areas[head.0 as usize];
        let cell = self.sheet.cell(head);
        let before = area.row_range(cell.row).filter(|index| area.cells[*index].column < cell.column).rev().map(|index| &area.cells[index]);
        for other in before.take(4) {
            let seen = self.scope.texts.get(other.text);
            if seen.number.is_some() || seen.sentence {
                return None;
            }
            if let Some(unit) = seen.unit_note.clone().filter(|_| seen.key.contains("単位")) {
                return Some(unit);
            }
        }
        None
    }
}
