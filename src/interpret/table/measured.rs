//! Columns of a table of numbers (指標の表): what is measured, what the numbers of a row are, years and schedules.

use super::indicator::indicator_kind;
use super::usage::{Filled, are_names};
use super::{Column, Use};
use crate::interpret::Interpreter;
use crate::interpret::tell::is_number;
use crate::interpret::under::plain;
use crate::model::grid::{Cell, Grid};
use crate::model::lexicon::Role;
use crate::model::record::{Level, NoteKind};
use crate::see::see;

impl Interpreter<'_> {
    /// 指標 | 指標名: a column whose cells say only 活動指標 or 成果指標 tells the kind, the next one the name.
    pub(super) fn settle_kinds(&self, columns: &mut [Column], filled: &Filled) {
        let indicator_columns: Vec<usize> = (0..columns.len()).filter(|column| columns[*column].usage == Use::Indicator).collect();
        let Some((last, others)) = indicator_columns.split_last() else { return };
        for &column in others {
            if filled[column].iter().all(|cell| see(&cell.flat()).whole(self.lexicon).is_some_and(|meaning| meaning.role == Role::Indicator)) {
                columns[column].usage = Use::Kind;
            }
        }
        for column in 0..*last {
            if !filled[column].is_empty() && filled[column].iter().all(|cell| indicator_kind(&cell.flat(), self.lexicon).is_some()) {
                columns[column].usage = Use::Kind;
            }
        }
    }

    /// 区分 | 計画 | 実績 over numbers inside a sheet: the rows name what is measured, and no items.
    pub(super) fn settle_measures(&self, columns: &mut [Column], filled: &Filled) {
        let Some(item) = self.item else { return };
        let in_sheet = self.sheet.as_ref().is_some_and(|(sheet, _)| *sheet == item) && !self.sheet_part.children;
        if !in_sheet || columns.iter().any(|column| matches!(column.usage, Use::Title | Use::Indicator | Use::Label | Use::Department)) {
            return;
        }
        let Some(name) = columns.iter().rposition(|column| column.usage == Use::Section) else { return };
        let told: Vec<usize> = (name + 1..columns.len()).filter(|column| columns[*column].usage != Use::Unit && !filled[*column].is_empty()).collect();
        let value = |column: &usize| {
            let under = &columns[*column].under;
            let role =
                matches!(under.role(), Some(Role::Target | Role::Result | Role::TargetValue | Role::ResultValue | Role::Achievement | Role::Baseline | Role::Unit | Role::Comment));
            role || under.meaning.is_none() && under.period.is_some() || under.note() == NoteKind::Other
        };
        let number = |cell: &&&Cell| self.is_value(&cell.flat());
        let (numbers, all) = told.iter().flat_map(|column| &filled[*column]).fold((0, 0), |(numbers, all), cell| (numbers + usize::from(number(&cell)), all + 1));
        if told.iter().all(value) && all > 0 && numbers * 4 >= all * 3 && are_names(&filled[name]) {
            columns[name].usage = Use::Indicator;
        }
    }

    /// 目標 over a name and a number (貸出冊数 | 12,000冊): the name says what is measured.
    pub(super) fn settle_named_values(&self, grid: &Grid, columns: &mut [Column], filled: &Filled) {
        let Some(head) = grid.header_rows().checked_sub(1).filter(|_| columns.iter().all(|column| column.usage != Use::Indicator)) else { return };
        for name in 0..columns.len().saturating_sub(1) {
            let over = |column: usize| (column < grid.width).then(|| grid.cell_at(head, column));
            let pair = over(name) == over(name + 1) && over(name + 2) != over(name) && name.checked_sub(1).is_none_or(|left| over(left) != over(name));
            let measured = matches!(columns[name].under.role(), Some(Role::Target | Role::Result | Role::TargetValue | Role::ResultValue));
            let (names, values) = (&filled[name], &filled[name + 1]);
            let told = !values.is_empty() && values.iter().all(|cell| self.is_value(&cell.flat())) && are_names(names) && !names.iter().any(|cell| self.is_value(&cell.flat()));
            if pair && measured && told {
                columns[name].usage = Use::Indicator;
            }
        }
    }

    /// 目標 / 実績 row by row, left of columns of years.
    pub(super) fn settle_row_kinds(&self, columns: &mut [Column], filled: &Filled) {
        for column in 0..columns.len() {
            let found = &filled[column];
            let kinds = found.iter().filter(|cell| self.row_kind(cell).is_some()).count();
            let timed = columns.iter().skip(column + 1).any(|other| other.under.period.is_some());
            if found.len() >= 2 && kinds == found.len() && timed && !matches!(columns[column].usage, Use::Indicator | Use::Label) {
                columns[column].usage = Use::RowKind;
            }
        }
    }
}

/// 実施年度 over years, and under them what is done in each (検討, 実施, →): a schedule.
pub(super) fn settle_schedule(columns: &mut [Column], filled: &Filled) {
    let years = |column: &Column| {
        let under = &column.under;
        under.period.is_some() && under.headers.len() >= 2 && (under.role() == Some(Role::Period) || (under.role() == Some(Role::Note) && under.note() == NoteKind::Other))
    };
    let found: Vec<usize> = (0..columns.len()).filter(|column| columns[*column].usage == Use::Told && years(&columns[*column])).collect();
    let cells: usize = found.iter().map(|column| filled[*column].len()).sum();
    let words = found.iter().flat_map(|column| &filled[*column]).filter(|cell| !is_number(&cell.flat())).count();
    // Years of amounts (差引) are no plan.
    if found.len() < 2 || words * 2 <= cells {
        return;
    }
    for column in found {
        columns[column].under.meaning = Some(plain(Role::Schedule));
        columns[column].under.level = Some(Level::Activity);
        columns[column].under.unknown = false;
    }
}

/// Years alone over numbers: results, unless another column of that kind is told.
pub(super) fn settle_years(columns: &mut [Column]) {
    let has_indicator = columns.iter().any(|column| column.usage == Use::Indicator);
    for column in columns.iter_mut() {
        if column.usage == Use::Told && column.under.meaning.is_none() && column.under.period.is_some() && has_indicator {
            column.under.meaning = Some(plain(Role::ResultValue));
            column.under.unknown = false;
        }
    }
}

/// 成果指標 over 指標, 目標値 and 実績値, with other columns beside them: what stands under it is about the indicators, the rest about the item.
pub(super) fn head_of_measures(columns: &[Column]) -> Option<String> {
    let named = columns.iter().find(|column| column.usage == Use::Indicator && column.under.headers.len() >= 2)?;
    let head = named.under.headers.first()?;
    let value = |column: &&Column| matches!(column.under.role(), Some(Role::Target | Role::Result | Role::TargetValue | Role::ResultValue));
    let under = columns.iter().filter(value).filter(|column| column.under.headers.first() == Some(head)).count();
    let beside = columns.iter().filter(value).count() > under;
    (under > 0 && beside).then(|| head.clone())
}
