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

/// Cells that stand first in a sheet: its heading is among them.
const FIRST_CELLS: usize = 6;

/// Words behind the year that a sheet judges.
const JUDGED: [&str; 6] = ["実績", "決算", "実施", "対象", "事後", "評価対象"];

/// A part of what the row above tells: うち一般財源.
fn is_share(key: &str) -> bool {
    ["うち", "(うち", "内、", "「うち"].iter().any(|word| key.starts_with(word))
}

/// What a word for values says they are.
fn value_kind(role: Role) -> Option<StatementKind> {
    match role {
        Role::TargetValue | Role::CostTarget | Role::Target => Some(StatementKind::Target),
        Role::ResultValue | Role::CostResult | Role::Result => Some(StatementKind::Result),
        _ => None,
    }
}

/// Target or result, by its own word.
pub(super) fn role_of(seen: &Seen) -> Option<StatementKind> {
    // 累計 sums targets as well as results.
    if seen.key.contains("累計") {
        return None;
    }
    match seen.meaning.as_ref()?.role {
        Role::Baseline => Some(StatementKind::Result),
        role => value_kind(role),
    }
}

/// Sheets that fill a slot, from which on its records have one level.
const SEVERAL: usize = 3;

impl Teller<'_> {
    /// A number is due here: a year, 目標値 or the like stands over or beside it.
    pub(super) fn is_value_place(&self, index: usize) -> bool {
        let frame = &self.frames[index];
        frame.heads.iter().any(|head| is_value_head(self.seen(*head)))
    }

    /// What a row's label that says nothing by itself is beside its counterpart.
    pub(super) fn role_of_counterpart(&self, strip: u32, label: CellAt) -> Option<StatementKind> {
        self.counterparts.get(&(strip, self.seen(label).anchor)).copied()
    }

    /// 上段：目標値　下段：実績値 in the head over the names: the row of the name is the upper one.
    fn role_of_layer(&self, index: usize) -> Option<StatementKind> {
        let frame = &self.frames[index];
        let own = self.sheet.cell(*frame.heads.last()?).row;
        let area = &self.sheet.areas[frame.at.0 as usize];
        let told = (own.saturating_sub(2)..=own)
            .flat_map(|row| area.row(row))
            .map(|cell| &self.scope.texts.get(cell.text).key)
            .find(|key| key.contains("上段") && key.contains("下段"))?;
        let name = frame.names.first().or(frame.label.as_ref())?;
        let layer = if self.sheet.cell(*name).row == self.sheet.cell(frame.at).row { "上段" } else { "下段" };
        let after = told[told.find(layer)? + layer.len()..].trim_start_matches([':', '：', '=', '…', '・']);
        let word: String = after.chars().take_while(|c| !"下上、,/／)）".contains(*c)).collect();
        value_kind(self.scope.lexicon.whole(&word)?.role)
    }

    /// What a label over several rows says of them: 計画 | 事業費, 実績 | 事業費; printed upright, too.
    fn role_of_group(&self, index: usize) -> Option<StatementKind> {
        let frame = &self.frames[index];
        let area = &self.sheet.areas[frame.at.0 as usize];
        let row = self.sheet.cell(frame.at).row;
        let groups = frame.outer.iter().rev().filter(|outer| outer.0 == frame.at.0 && !crate::model::upright::is_letter(area, outer.1 as usize, self.scope.texts));
        let groups = groups.map(|outer| self.seen(*outer)).filter(|seen| seen.is_known());
        groups.map(role_of).find(Option::is_some).flatten().or_else(|| {
            let word = crate::model::upright::upright(area, row, self.scope.texts)?;
            match self.scope.lexicon.whole(&word)?.role {
                Role::Schedule => Some(StatementKind::Target),
                Role::Deed => Some(StatementKind::Result),
                role => value_kind(role),
            }
        })
    }

    /// A sum, or a part, is what the rows over it are: 計 under 当初予算 and 補正予算 is a budget.
    fn role_of_sum(&self, index: usize) -> Option<StatementKind> {
        let frame = &self.frames[index];
        let label = frame.label.filter(|label| crate::model::lexicon::is_sum_word(&self.seen(*label).flat) || is_share(&self.seen(*label).key))?;
        let summed = self.frames[..index].iter().rev().take_while(|other| other.at.0 == frame.at.0 && other.strip == frame.strip);
        let above = summed.filter_map(|other| other.label).filter(|other| *other != label);
        above.map(|other| role_of(self.seen(other))).find(Option::is_some).flatten()
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
        // What stands over the number is nearer to it than what opens its row.
        let role = frame.heads.iter().rev().chain(&beside).find_map(|at| role_of(self.seen(*at))).or_else(|| frame.label.and_then(|label| role_of(self.seen(label))));
        let role = role.or_else(|| self.role_of_counterpart(frame.strip, frame.label?));
        let role = role.or_else(|| self.role_of_layer(index)).or_else(|| self.role_of_sum(index)).or_else(|| self.role_of_group(index));
        let baseline = near.iter().any(|at| self.seen(*at).meaning.as_ref().is_some_and(|meaning| meaning.role == Role::Baseline));
        // A base year's value is a result, also in a row of targets.
        let role = if baseline { Some(StatementKind::Result) } else { role };
        let rate = near.iter().any(|at| self.seen(*at).meaning.as_ref().is_some_and(|meaning| meaning.role == Role::Achievement));
        // What a person said of the slot wins over every label.
        let said = self.decided(index).map(|decided| &decided.said);
        let role = said.and_then(|said| said.kind).or(role);
        let period = said.and_then(|said| self.year_said(said.fiscal_year?)).or_else(|| self.year(index, &near));
        let level = self.level(name.map(|(name, _)| name), &frame.heads);
        let (value, unit) = self.value(index, name.map(|(name, _)| name), &near);
        // A number that nothing makes an amount is a code or a count of something else: a note.
        let amount = role.is_some() || unit.is_some() || level.is_some() || period.is_some() && self.is_value_place(index) || frame.over.is_some();
        if !amount && value.is_some() {
            return self.words(index, StatementKind::Note(crate::model::record::NoteKind::Other), None);
        }
        let status = seen.status.filter(|_| value.is_none());
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
        // Money without a unit may be thousands.
        if level == Some(Level::Input) && unit.is_none() && value.is_some() {
            sure *= 0.65;
        }
        // Nothing but a note over the table makes it an amount.
        if role.is_none()
            && level.is_none()
            && frame.unit.is_none()
            && !near.iter().any(|at| self.seen(*at).meaning.is_some() || self.seen(*at).unit_note.is_some() || self.seen(*at).year)
        {
            sure *= 0.85;
        }
        if name.is_none() {
            sure *= 0.5;
        }
        if rate {
            return self.rate(index, header, period);
        }
        let named = said.and_then(|said| said.name.clone());
        let indicator = name.or_else(|| named.is_some().then_some((frame.at, None))).map(|(name, under)| {
            let held = self.framed.get(&name).and_then(|at| self.decided(*at));
            let printed = named.unwrap_or_else(|| super::text::named(&super::text::title(self.seen(name), held), self.scope.lexicon));
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
            value_status: seen.status,
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
        // A year over the number is nearer to it than one beside the row.
        let over = |at: &&CellAt| frame.heads.contains(at);
        for at in near.iter().filter(over).chain(near.iter().filter(|at| !over(at))) {
            if let Some(period) = self.header(*at).period.clone() {
                return Some(period);
            }
        }
        if let Some(period) = near.iter().filter(|at| self.seen(**at).year).find_map(|at| self.year_within(*at)) {
            return Some(period);
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
        let Some(head) = frame.heads.last() else { return self.year_around(&frame, near) };
        let own = self.sheet.cell(*head);
        let area = &self.sheet.areas[frame.at.0 as usize];
        let outer = frame.heads.first().copied();
        let lefts: Vec<CellAt> = area
            .row_range(own.row)
            .filter(|cell| area.cells[*cell].column < own.column)
            .rev()
            .map(|cell| (frame.at.0, cell as u32))
            .take_while(|at| frame.heads.len() < 2 || outer.is_some_and(|outer| self.sheet.cell(outer).column <= self.sheet.cell(*at).column))
            .collect();
        // 計 behind several years sums them.
        let years = lefts.iter().filter(|at| self.seen(**at).year).count();
        let key = &self.seen(*head).key;
        let over_years = key.split('(').next().is_some_and(|bare| bare.contains("年間") && bare.ends_with('計'));
        if years >= 2 && (over_years || crate::model::lexicon::is_sum_word(&self.seen(*head).flat)) {
            return None;
        }
        for at in lefts {
            if let Some(period) = self.header(at).period.clone() {
                return Some(period);
            }
        }
        self.year_around(&frame, near)
    }

    /// The year of what stands round a number: groups, captions, the heading of the sheet.
    fn year_around(&mut self, frame: &crate::model::framed::Framed, near: &[CellAt]) -> Option<(String, Period)> {
        let by = near.iter().chain(&frame.label).find_map(|at| crate::model::seen::relative_year(&self.seen(*at).key)).unwrap_or(0);
        let stated = frame.outer.iter().rev().find_map(|outer| self.header(*outer).period.clone());
        let own = stated.or_else(|| frame.outer.iter().rev().find_map(|outer| self.year_within(*outer))).or_else(|| self.year_of_sheet());
        own.and_then(|(printed, period)| if by == 0 { Some((printed, period)) } else { self.years_later(&period, by) })
    }

    /// The fiscal year so many years after another.
    fn years_later(&self, period: &Period, by: i32) -> Option<(String, Period)> {
        self.year_said(period.fiscal_years.first()? + by)
    }

    /// A fiscal year by its number.
    fn year_said(&self, year: i32) -> Option<(String, Period)> {
        let printed = format!("{year}年度");
        let period = whole_period(Text::new(&printed).normal(), self.scope.setting)?;
        Some((printed, period))
    }

    /// The year whose work the heading of the sheet says it judges: 令和６年度実績, 令和５年度対象.
    fn year_of_sheet(&self) -> Option<(String, Period)> {
        let first = self.sheet.areas.iter().flat_map(|area| &area.cells).take(FIRST_CELLS);
        first.map(|cell| self.scope.texts.get(cell.text)).filter(|seen| seen.year && seen.short).find_map(|seen| {
            let folded = Text::new(&seen.flat);
            let told = periods(folded.normal(), self.scope.setting);
            let judged = |period: &Period| JUDGED.iter().any(|word| folded.as_str()[period.range.end..].trim_start_matches(['の', '（', '(', ' ']).starts_with(word));
            let period = told.into_iter().find(|period| period.fiscal_years.len() == 1 && judged(period))?;
            Some((folded.as_str()[period.range.clone()].to_owned(), period))
        })
    }

    /// A year that a caption names among other words; of several the earliest: a sheet of 令和7年度 tells the results of 令和6年度.
    fn year_within(&self, at: CellAt) -> Option<(String, Period)> {
        let seen = self.seen(at);
        let told = periods(Text::new(&seen.flat).normal(), self.scope.setting);
        let Some(earliest) = told.into_iter().filter(|period| period.fiscal_years.len() == 1).min_by_key(|period| period.fiscal_years.first().copied()) else {
            // Ｒ６人件費: a letter and a number that open a label without 年度.
            let end = seen.key.find(|c: char| !c.is_ascii_alphanumeric()).filter(|end| (2..=3).contains(end))?;
            let printed = format!("{}年度", seen.key[..end].to_ascii_uppercase());
            let period = whole_period(Text::new(&printed).normal(), self.scope.setting).filter(|_| seen.key.starts_with(['r', 'h', 's']))?;
            return Some((seen.key[..end].to_ascii_uppercase(), period));
        };
        Some((seen.flat.get(earliest.range.clone()).unwrap_or_default().to_owned(), earliest))
    }

    fn level(&self, name: Option<CellAt>, heads: &[CellAt]) -> Option<Level> {
        // A word that one author wrote (…補助金) says nothing of the slot: it has one level in all sheets.
        let recurs = |name: &CellAt| self.framed.get(name).and_then(|at| self.decided(*at)).is_some_and(|decided| decided.filled >= SEVERAL);
        let name = name.filter(|name| !recurs(name));
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
        let costs = frame.heads.iter().any(|head| self.says_money(*head));
        let column_unit = frame.unit.filter(|unit| {
            let group = first_head(*unit);
            if frame.over.is_some() {
                return true;
            }
            // 人 beside an indicator is no unit of the cost behind it.
            if costs && self.is_of_measure(*unit, frame.at) {
                return false;
            }
            self.sheet.cell(*unit).column < self.sheet.cell(frame.at).column && (group.is_none() || group == own_group)
        });
        // A head over several columns speaks of all rows: the row's own label knows better.
        let inner = near.iter().filter(|at| Some(*at) == frame.heads.last() || !frame.heads.contains(at)).find_map(noted);
        let over = || near.iter().find_map(noted).map(|over| frame.label.as_ref().and_then(noted).unwrap_or(over));
        let told = inner
            .or_else(over)
            .filter(|_| column_unit.is_none_or(|unit| !self.seen(unit).unit))
            .or_else(|| column_unit.map(|unit| noted(&unit).unwrap_or_else(|| self.seen(unit).flat.clone())))
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
        let told = self.decided(index).and_then(|decided| decided.said.unit.clone()).or(told);
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
        for other in before.take(8) {
            let seen = self.scope.texts.get(other.text);
            if seen.number.is_some() || seen.sentence {
                return None;
            }
            // `区分（単位：円）`, `投入コスト（千円）`: in the corner over the rows' labels.
            let corner = other.column == 0;
            if let Some(unit) = seen.unit_note.clone().filter(|unit| seen.key.contains("単位") || corner && unit.ends_with('円')) {
                return Some(unit);
            }
        }
        None
    }
}
