//! Row (行): the cells of one body row, told of its item.
//!
//! A cell is told under its column's heads, after what the row itself says of its numbers (目標 / 実績, the indicator).

use super::rated::Rated;
use super::{Column, Table, Use};
use crate::interpret::Interpreter;
use crate::interpret::item::departments_in;
use crate::interpret::tell::Told;
use crate::interpret::under::Under;
use crate::model::grid::{Cell, Origin};
use crate::model::lexicon::{Cue, Meaning, Role};
use crate::model::record::{Fate, Level, NoteKind, StatementKind};
use crate::see::see;

/// What a row says of its own cells.
pub(super) struct Row<'a> {
    pub(super) table: &'a Table<'a>,
    pub(super) item: usize,
    /// The indicators the row is about, each from which column on.
    indicators: Vec<(usize, Option<usize>)>,
    /// 目標 / 実績, told by a cell of the row.
    kind: Option<(&'a Cell, Meaning)>,
    /// What its grades are about, where a column tells it.
    rated: Option<Rated>,
}

impl Interpreter<'_> {
    /// Tells the cells of a row.
    pub(super) fn row(&mut self, table: &Table, row: usize, item: usize) {
        let grid = table.grid;
        if self.remark_row(table, row, item) {
            return;
        }
        let indicators = self.row_indicators(table, row, item);
        self.last_rating = None;
        let kind = table.columns.iter().position(|column| column.usage == Use::RowKind).map(|column| grid.cell(row, column));
        let kind = kind.and_then(|cell| Some((cell, self.row_kind(cell)?)));
        let told_row = Row { table, item, indicators, kind, rated: self.rated_in(table, row) };
        let mut waiting: Option<(usize, Told)> = None;
        for (column, spec) in table.columns.iter().enumerate() {
            let cell = grid.cell(row, column);
            if cell.is_blank() {
                self.blank_value(&told_row, row, column);
                continue;
            }
            if spec.usage == Use::Department && cell.row != row && self.findings.items[item].departments.is_empty() && self.findings.items[item].place.start >= cell.place.start {
                // The office of several rows: of each item that begins in them.
                self.department(cell, spec, item);
                continue;
            }
            if cell.row != row || (cell.column != column) {
                continue;
            }
            match spec.usage {
                Use::Title if Some(column) == table.title => self.rest_of_title(cell, item, spec),
                // What the item stands under was told with it.
                Use::Section if column > table.title.unwrap_or(column) => {}
                Use::Section if self.findings.items[item].title.is_some() && column > table.title.unwrap_or(0) => {
                    self.tell(item, &cell.lines, &cell.place, &cell.also, &spec.under);
                }
                Use::Told if spec.fact => {
                    let kind = StatementKind::Note(spec.under.note());
                    self.tell_fact(item, cell, &spec.under, kind);
                }
                Use::FullMarks => self.leave(cell.place.range(), "full-marks"),
                Use::Question => self.use_range(cell.place.range(), Fate::Header),
                Use::Title | Use::Section | Use::Label | Use::Indicator | Use::Kind | Use::RowKind | Use::Unit | Use::Rated => {}
                Use::Department => self.department(cell, spec, item),
                // 区分: 内容 or the name of the row's indicator says what the row holds.
                Use::Told if spec.under.note() == NoteKind::Other && spec.under.role() == Some(Role::Note) && self.names_row(cell, told_row.indicator(column)) => {
                    self.use_range(cell.place.range(), Fate::Header);
                    self.use_heads(spec);
                }
                Use::Told => {
                    let told = self.told_cell(&told_row, cell, spec);
                    // A text and its grade under one wide header: the text explains the grade.
                    if let Some((left, before)) = &waiting
                        && *left + 1 == column
                        && before.assessment
                        && let [rating] = told.ratings[..]
                        && table.columns[*left].under.headers == told_row.under(spec, column).headers
                    {
                        self.explain(rating, &before.statements);
                    }
                    waiting = Some((column, told));
                }
            }
        }
    }

    /// The departments of the item, in a column of their own.
    fn department(&mut self, cell: &Cell, spec: &Column, item: usize) {
        for department in departments_in(cell) {
            let listed = &mut self.findings.items[item].departments;
            if !listed.iter().any(|other| other.name == department.name) {
                listed.push(department);
            }
        }
        self.findings.items[item].also.push(cell.place.clone());
        self.use_range(cell.place.range(), Fate::Recorded);
        self.use_heads(spec);
    }

    /// Tells one cell under its column's heads and what its row says.
    fn told_cell(&mut self, row: &Row, cell: &Cell, spec: &Column) -> Told {
        let mut under = row.under(spec, cell.column);
        under.indicator = row.indicator(cell.column).filter(|_| {
            matches!(
                under.role(),
                Some(Role::TargetValue | Role::ResultValue | Role::Baseline | Role::Target | Role::Result | Role::Achievement | Role::Rating | Role::Comment) | None
            )
        });
        // 目標 | 成果指標 (指標, 目標値, 実績値) | 実績: the texts beside the wide head are about the item.
        if row.table.measures.as_ref().is_some_and(|head| under.headers.first() != Some(head)) && !self.is_value(&cell.flat()) && under.role() != Some(Role::Rating) {
            under.indicator = None;
        }
        if under.indicator.is_none() {
            under.indicator = self.column_indicator(row.item, cell, &under);
        }
        // Ratings stand for the indicators of a table only where it has a column of them.
        if under.indicator.is_some() && matches!(under.role(), Some(Role::Rating)) && !row.table.columns.iter().any(|column| column.usage == Use::Indicator) {
            under.indicator = None;
        }
        let first = self.findings.statements.len();
        let told = self.tell(row.item, &cell.lines, &cell.place, &cell.also, &under);
        if cell.origin == Origin::Shifted || cell.confidence < 0.5 {
            for statement in &mut self.findings.statements[first..] {
                statement.basis.confidence = statement.basis.confidence.min(cell.confidence);
            }
        }
        told
    }

    /// A cell that says what the numbers of its row are: 目標, 実績, 達成率.
    pub(super) fn row_kind(&self, cell: &Cell) -> Option<Meaning> {
        let meaning = see(&cell.flat()).whole(self.lexicon)?;
        let values =
            matches!(meaning.role, Role::Target | Role::Result | Role::TargetValue | Role::ResultValue | Role::Baseline | Role::Achievement | Role::CostTarget | Role::CostResult);
        values.then(|| {
            let mut meaning = meaning.clone();
            meaning.role = match meaning.role {
                Role::Target => Role::TargetValue,
                Role::Result => Role::ResultValue,
                other => other,
            };
            meaning
        })
    }

    /// The cell is the one that named the row's indicator, or says no more than 内容.
    fn names_row(&self, cell: &Cell, indicator: Option<usize>) -> bool {
        indicator.is_some_and(|indicator| self.findings.indicators[indicator].place.start == cell.place.start) || self.lexicon.is_cue(Cue::Matter, &cell.flat())
    }
}

impl Row<'_> {
    /// The indicator that a column of the row is about.
    pub(super) fn indicator(&self, column: usize) -> Option<usize> {
        self.indicators.iter().rev().find(|(from, _)| *from <= column).and_then(|(_, indicator)| *indicator)
    }

    /// 目標 or 実績 of the row, where the column's heads leave it open: years alone, or years of an amount (財政効果額, 事業費).
    pub(super) fn kind_under(&self, spec: &Column) -> Option<&(&Cell, Meaning)> {
        let yearly = |meaning: &Meaning| spec.under.period.is_some() && spec.under.headers.len() >= 2 && is_amount(meaning);
        self.kind.as_ref().filter(|_| spec.under.meaning.as_ref().is_none_or(|meaning| meaning.word.is_empty() || yearly(meaning)))
    }

    /// 実績 of the row under 目標値: nothing is due there.
    pub(super) fn contradicts(&self, spec: &Column) -> bool {
        let Some((_, own)) = self.kind.as_ref().filter(|_| self.kind_under(spec).is_none()) else { return false };
        let due = |role: Role| matches!(role, Role::Target | Role::TargetValue | Role::CostTarget);
        spec.under.role().is_some_and(|role| due(role) != due(own.role) || own.role == Role::Achievement)
    }

    /// What a cell of the row stands under: the row says 目標 or 実績 where its column does not.
    pub(super) fn under(&self, spec: &Column, column: usize) -> Under {
        let mut under = spec.under.clone();
        if let Some(rated) = &self.rated {
            rated.name(&mut under);
        }
        if let Some((cell, meaning)) = self.kind_under(spec) {
            under.headers.push(cell.flat().into_owned());
            under.ranges.push(cell.place.range());
            // Of an amount the head tells the level and what it is an amount of.
            let amount = spec.under.meaning.as_ref().is_some_and(is_amount);
            under.level = meaning.level.filter(|_| self.indicator(column).is_none() && !amount).or(under.level);
            let cost = matches!(spec.under.role(), Some(Role::Cost));
            under.meaning = Some(if cost { cost_of(meaning) } else { meaning.clone() });
            under.unknown = false;
        }
        under
    }
}

/// 財政効果額, 事業費: an amount of which the head does not say whether it was due or reached.
fn is_amount(meaning: &Meaning) -> bool {
    let effect = meaning.role == Role::Result && meaning.level == Some(Level::Outcome) && meaning.alternatives.contains(&Role::Target) && meaning.word.contains('額');
    effect || meaning.role == Role::Cost
}

/// 計画 and 実績 of a cost.
fn cost_of(kind: &Meaning) -> Meaning {
    let role = match kind.role {
        Role::TargetValue => Role::CostTarget,
        Role::ResultValue => Role::CostResult,
        other => other,
    };
    Meaning { role, ..kind.clone() }
}
