//! Indicator of a row (行の指標): the indicator that the numbers of a row measure, named in a column, in the cell of its kind
//! or by the column of amounts they stand in.
//!
//! A name may hold its unit in brackets, and a column of its own may say whether it is 活動指標 or 成果指標.

use super::{Column, Table, Use};
use crate::interpret::Interpreter;
use crate::interpret::indicator::without_unit;
use crate::interpret::item::indicator_name;
use crate::interpret::under::Under;
use crate::model::grid::{Cell, Grid};
use crate::model::lexicon::{Cue, Lexicon, Role};
use crate::model::record::{Fate, Indicator, Level};
use crate::see::see;
use std::ops::Range;

impl Interpreter<'_> {
    /// The indicators a row is about, and from which column on: 活動指標 with its years, and beside them 成果指標 with its own.
    pub(super) fn row_indicators(&mut self, table: &Table, row: usize, item: usize) -> Vec<(usize, Option<usize>)> {
        let mut naming: Vec<usize> = (0..table.columns.len()).filter(|column| table.columns[*column].usage == Use::Indicator).collect();
        // A name over two columns is one.
        naming.dedup_by_key(|column| table.grid.cell_at(row, *column));
        match naming[..] {
            [] => vec![(0, self.indicator_of_kind_cell(table.grid, row, item))],
            [only] => vec![(0, self.row_indicator(table, row, item, &(only..table.columns.len()), 0))],
            _ => {
                let ends = naming.iter().skip(1).copied().chain([table.columns.len()]);
                let mut from = 0;
                let spans: Vec<(usize, Range<usize>)> = naming.iter().zip(ends).map(|(column, end)| (std::mem::replace(&mut from, end), *column..end)).collect();
                spans.into_iter().map(|(left, span)| (left, self.row_indicator(table, row, item, &span, left))).collect()
            }
        }
    }

    /// The indicator that the first column of `span` names for all of them; what tells its kind stands no further left than `left`.
    fn row_indicator(&mut self, table: &Table, row: usize, item: usize, span: &Range<usize>, left: usize) -> Option<usize> {
        let (grid, columns, column) = (table.grid, &table.columns, span.start);
        let alone = span.end == columns.len() && left == 0;
        let cell = grid.cell(row, column);
        if cell.is_blank() {
            let silent = span.clone().all(|other| grid.cell(row, other).is_blank());
            if !alone {
                // 成果指標 beside the 活動指標 of the row, and nothing in it.
                return silent.then(|| self.push_indicator(empty_indicator(item, columns[column].under.level, cell)));
            }
            if silent && self.declared_empty(grid, row, column, item) {
                return None;
            }
            return self.findings.indicators.len().checked_sub(1).filter(|last| self.findings.indicators[*last].item == item);
        }
        if cell.row != row {
            return self.findings.indicators.iter().rposition(|known| known.place.start == cell.place.start);
        }
        let name = closed(cell);
        let header = self.header(&name);
        let (name, unit) = match self.unit_beside(table, row, left..span.end) {
            Some(unit) => (name, Some(unit)),
            None => without_unit(&name),
        };
        self.use_range(cell.place.range(), Fate::Recorded);
        for spec in columns.iter().filter(|column| matches!(column.usage, Use::Indicator | Use::Kind | Use::Unit)) {
            self.use_heads(spec);
        }
        let told_level = self.level_beside(table, row, left..column);
        let name = indicator_name(&name).to_owned();
        // 貸出冊数 | 12,000冊 under 目標, and once more under 実績: one indicator.
        let beside = !alone && matches!(columns[column].under.role(), Some(Role::Target | Role::Result | Role::TargetValue | Role::ResultValue));
        let place = |known: &Indicator| (known.item, known.place.table, known.place.row) == (item, cell.place.table, cell.place.row);
        if let Some(known) = self.findings.indicators.iter().rposition(|known| beside && place(known) && known.name == name) {
            return Some(known);
        }
        let level = told_level.or(header.level).or(columns[column].under.level).or(self.sheet_part.level);
        Some(self.push_indicator(Indicator {
            item,
            declared_empty: name.is_empty() && !self.has_values(grid, row, span),
            name,
            level,
            unit: unit.or_else(|| self.unit.clone()),
            upward: None,
            place: cell.place.clone(),
        }))
    }

    /// The row names its kind left of `column` and nothing else: an indicator declared empty.
    fn declared_empty(&mut self, grid: &Grid, row: usize, column: usize, item: usize) -> bool {
        let kind = (0..column)
            .map(|other| grid.cell(row, other))
            .find_map(|cell| Some((see(&cell.flat()).whole(self.lexicon).filter(|meaning| meaning.role == Role::Indicator)?.level, cell.place.clone())));
        let Some((level, place)) = kind else { return false };
        self.use_range(place.range(), Fate::Header);
        self.push_indicator(Indicator { item, name: String::new(), level, unit: None, upward: None, declared_empty: true, place });
        true
    }

    /// Something stands in the row beyond the indicator's name and 目標 / 実績.
    fn has_values(&self, grid: &Grid, row: usize, span: &Range<usize>) -> bool {
        (span.start + 1..span.end).map(|other| grid.cell(row, other)).any(|cell| !cell.is_blank() && self.row_kind(cell).is_none())
    }

    /// The unit of a row, in a column of its own.
    fn unit_beside(&mut self, table: &Table, row: usize, mut among: Range<usize>) -> Option<String> {
        let column = among.find(|column| table.columns[*column].usage == Use::Unit)?;
        let cell = table.grid.cell(row, column);
        if cell.is_blank() {
            return None;
        }
        self.use_range(cell.place.range(), Fate::Recorded);
        Some(cell.flat().into_owned())
    }

    /// 区分: 活動指標 or 成果指標 in a column of its own.
    fn level_beside(&mut self, table: &Table, row: usize, among: Range<usize>) -> Option<Level> {
        let specs = table.columns.iter().enumerate().skip(among.start);
        let kind = specs.filter(|(_, spec)| matches!(spec.usage, Use::Section | Use::Told | Use::Kind)).find_map(|(other, spec)| {
            let cell = table.grid.cell(row, other);
            if let Some(level) = indicator_kind(&cell.flat(), self.lexicon).filter(|_| spec.usage == Use::Kind) {
                return Some((Some(level), cell.place.range(), spec));
            }
            let meaning = see(&cell.flat()).whole(self.lexicon).filter(|meaning| meaning.role == Role::Indicator && meaning.level.is_some() && other < among.end)?;
            Some((meaning.level, cell.place.range(), spec))
        });
        let (level, range, spec) = kind?;
        self.use_range(range, Fate::Header);
        self.use_heads(spec);
        level
    }

    /// The heads of a column are used.
    pub(super) fn use_heads(&mut self, spec: &Column) {
        for range in &spec.under.ranges {
            self.use_range(range.clone(), Fate::Header);
        }
    }

    /// 区分 with `成果指標<br>平均の待ち時間(分)` in a row of numbers: the first line tells the kind, the rest the name.
    fn indicator_of_kind_cell(&mut self, grid: &Grid, row: usize, item: usize) -> Option<usize> {
        let cell = (0..grid.width).map(|column| grid.cell(row, column)).find(|cell| {
            cell.row == row
                && cell.lines.len() >= 2
                && see(cell.lines[0].text.as_str()).whole(self.lexicon).is_some_and(|meaning| meaning.role == Role::Indicator && meaning.level.is_some())
        })?;
        let level = see(cell.lines[0].text.as_str()).whole(self.lexicon).and_then(|meaning| meaning.level);
        let name: String = cell.lines[1..].iter().map(|line| line.text.as_str().trim()).collect();
        let (name, unit) = without_unit(&name);
        self.use_range(cell.place.range(), Fate::Recorded);
        Some(self.push_indicator(Indicator { item, name: name.trim().to_owned(), level, unit, upward: None, declared_empty: false, place: cell.place.clone() }))
    }

    /// The indicator of a blank in a column of amounts, where another year of the same amount is filled in its row.
    pub(super) fn amount_beside(&mut self, table: &Table, row: usize, column: usize, item: usize) -> Option<usize> {
        let columns = &table.columns;
        let subject = &columns[column].under.subject;
        let other = (0..columns.len())
            .find(|other| *other != column && columns[*other].under.subject == *subject && columns[*other].usage == Use::Told && !table.grid.cell(row, *other).is_blank())?;
        self.column_indicator(item, table.grid.cell(row, other), &columns[other].under)
    }

    /// A column of amounts (事業費, 効果額) names its own indicator, one for each item.
    pub(super) fn column_indicator(&mut self, item: usize, cell: &Cell, under: &Under) -> Option<usize> {
        let cost = matches!(under.role(), Some(Role::Cost | Role::CostTarget | Role::CostResult));
        let amount = cost || (under.unit.is_some() && matches!(under.role(), Some(Role::Target | Role::Result | Role::TargetValue | Role::ResultValue)));
        if !amount || !self.is_value(&cell.flat()) || under.subject.is_empty() {
            return None;
        }
        let name = under.subject.clone();
        if let Some(known) = self.indicators_named(item, &name).iter().find(|known| self.findings.indicators[**known].name == name) {
            return Some(*known);
        }
        let range = under.ranges.last().cloned().unwrap_or(cell.place.range());
        let level = if cost { Some(Level::Input) } else { under.level };
        Some(self.push_indicator(Indicator { item, name, level, unit: under.unit.clone(), upward: None, declared_empty: false, place: cell.place.with_range(range) }))
    }
}

/// The words of a name; a line end between two characters of Japanese writing is layout.
fn closed(cell: &Cell) -> String {
    let wide = |c: char| !c.is_ascii() && c != '・';
    let mut out = String::new();
    for line in &cell.lines {
        let text = line.text.as_str().trim();
        if !out.is_empty() && (line.bullet || !out.ends_with(wide) || !text.starts_with(wide)) {
            out.push(' ');
        }
        out.push_str(text);
    }
    out
}

/// A place for an indicator in which nothing stands.
fn empty_indicator(item: usize, level: Option<Level>, cell: &Cell) -> Indicator {
    Indicator { item, name: String::new(), level, unit: None, upward: None, declared_empty: true, place: cell.place.clone() }
}

/// 活動 or 成果 in a column of its own: what kind of indicator the row names.
pub(super) fn indicator_kind(text: &str, lexicon: &Lexicon) -> Option<Level> {
    let kinds = [(Cue::OutputKind, Level::Output), (Cue::OutcomeKind, Level::Outcome), (Cue::InputKind, Level::Input)];
    kinds.into_iter().find(|(cue, _)| lexicon.is_cue(*cue, text)).map(|(_, level)| level)
}
