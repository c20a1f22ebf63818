//! Usage (列の役割): what each column is for, header words weighed against its position and its cells.
//!
//! One header word names items in one report and levels over items, kinds or numbers in the next (項目, 指標, 課題, 取組);
//! what stands under it decides. The steps go in order: each sees what those before it settled.

use super::indicator::indicator_kind;
use super::title::opens_with_title;
use super::{Column, Use};
use crate::interpret::Interpreter;
use crate::interpret::under::plain;
use crate::japanese::number::whole_value;
use crate::japanese::text::Text;
use crate::model::grid::{Cell, Grid, RowKind};
use crate::model::lexicon::Role;
use crate::model::record::{Level, NoteKind, RatingKind};

/// The filled body cells of each column.
type Filled<'a> = [Vec<&'a Cell>];

impl Interpreter<'_> {
    /// Weighs header words against position and content.
    pub(super) fn settle_uses(&self, grid: &Grid, body: &[usize], columns: &mut [Column]) {
        let filled: Vec<Vec<&Cell>> = (0..columns.len())
            .map(|column| body.iter().filter(|row| grid.rows[**row] == RowKind::Body).map(|row| grid.cell(*row, column)).filter(|cell| !cell.is_blank()).collect())
            .collect();
        self.settle_kinds(columns, &filled);
        self.settle_criteria(columns, &filled);
        self.settle_measures(columns, &filled);
        self.settle_row_kinds(columns, &filled);
        self.settle_subjects(columns, &filled);
        settle_levels(columns, &filled);
        settle_timed_titles(columns);
        settle_deed_titles(columns, &filled);
        self.settle_unknown_levels(columns, &filled);
        settle_named_titles(columns, &filled);
        self.settle_section_titles(columns, &filled);
        settle_titles_beside(columns);
        settle_inner_titles(columns, &filled);
        settle_sections_beyond(columns);
        settle_schedule(columns, &filled);
        for (column, cells) in columns.iter_mut().zip(&filled) {
            self.settle_told(column, cells);
            column.numbers = cells.is_empty() || cells.iter().any(|cell| whole_value(Text::new(&cell.flat()).normal()).is_some());
        }
        settle_years(columns);
    }

    /// 指標 | 指標名: a column whose cells say only 活動指標 or 成果指標 tells the kind, the next one the name.
    fn settle_kinds(&self, columns: &mut [Column], filled: &Filled) {
        let indicator_columns: Vec<usize> = (0..columns.len()).filter(|column| columns[*column].usage == Use::Indicator).collect();
        let Some((last, others)) = indicator_columns.split_last() else { return };
        for &column in others {
            if filled[column].iter().all(|cell| self.lexicon.whole(&cell.flat()).is_some_and(|meaning| meaning.role == Role::Indicator)) {
                columns[column].usage = Use::Kind;
            }
        }
        for column in 0..*last {
            if !filled[column].is_empty() && filled[column].iter().all(|cell| indicator_kind(&cell.flat()).is_some()) {
                columns[column].usage = Use::Kind;
            }
        }
    }

    /// 評価の視点 | 評価 | 理由 about an open item: the rows name what is rated, and no items.
    fn settle_criteria(&self, columns: &mut [Column], filled: &Filled) {
        let Some(item) = self.item else { return };
        let in_sheet = self.sheet.as_ref().is_some_and(|(sheet, _)| *sheet == item);
        if columns.iter().any(|column| matches!(column.usage, Use::Title | Use::Indicator | Use::Label | Use::Department)) {
            return;
        }
        let Some(name) = columns.iter().rposition(|column| column.usage == Use::Section) else { return };
        let criterion = columns[name].under.meaning.as_ref().is_some_and(|meaning| meaning.alternatives.contains(&Role::Rating));
        let told: Vec<usize> = (name + 1..columns.len()).filter(|column| !filled[*column].is_empty()).collect();
        let graded = |column: &usize| filled[*column].iter().all(|cell| self.is_grade(cell));
        let full = |column: &usize| matches!(columns[*column].under.subject.as_str(), "配点" | "満点" | "配点(満点)" | "ウエイト");
        let fits = |column: &usize| graded(column) || full(column) || matches!(columns[*column].under.role(), Some(Role::Rating | Role::Comment | Role::Note));
        let rated = told.iter().any(|column| graded(column) && !full(column));
        if !(criterion || in_sheet) || !rated || !told.iter().all(fits) {
            return;
        }
        let marks: Vec<(usize, bool, bool)> = told.iter().map(|column| (*column, full(column), graded(column))).collect();
        for (column, full, graded) in marks {
            if full {
                columns[column].usage = Use::FullMarks;
            } else if graded && !matches!(columns[column].under.role(), Some(Role::Rating)) {
                let mut meaning = plain(Role::Rating);
                meaning.rating = Some(RatingKind::Grade);
                columns[column].under.meaning = Some(meaning);
            }
        }
        // What stands left of the criteria groups them.
        for column in &mut columns[..=name] {
            column.usage = Use::Criterion;
        }
    }

    /// 4点, A, or a word that stands where no grade does.
    fn is_grade(&self, cell: &Cell) -> bool {
        let flat = cell.flat();
        let points = flat.strip_suffix('点').is_some_and(|digits| !digits.is_empty() && digits.len() <= 3 && digits.bytes().all(|byte| byte.is_ascii_digit()));
        points || self.is_mark(&flat) && whole_value(Text::new(&flat).normal()).is_none() || self.lexicon.value_status(&flat).is_some()
    }

    /// 区分 | 計画 | 実績 over numbers inside a sheet: the rows name what is measured, and no items.
    fn settle_measures(&self, columns: &mut [Column], filled: &Filled) {
        let Some(item) = self.item else { return };
        let in_sheet = self.sheet.as_ref().is_some_and(|(sheet, _)| *sheet == item) && !self.sheet_part.children;
        if !in_sheet || columns.iter().any(|column| matches!(column.usage, Use::Title | Use::Indicator | Use::Label | Use::Department)) {
            return;
        }
        let Some(name) = columns.iter().rposition(|column| column.usage == Use::Section) else { return };
        let told: Vec<usize> = (name + 1..columns.len()).filter(|column| !filled[*column].is_empty()).collect();
        let value = |column: &usize| {
            let under = &columns[*column].under;
            let role =
                matches!(under.role(), Some(Role::Target | Role::Result | Role::TargetValue | Role::ResultValue | Role::Achievement | Role::Baseline | Role::Unit | Role::Comment));
            role || under.meaning.is_none() && under.period.is_some() || under.note() == NoteKind::Other
        };
        let number = |cell: &&&Cell| whole_value(Text::new(&cell.flat()).normal()).is_some() || self.lexicon.value_status(&cell.flat()).is_some();
        let (numbers, all) = told.iter().flat_map(|column| &filled[*column]).fold((0, 0), |(numbers, all), cell| (numbers + usize::from(number(&cell)), all + 1));
        if told.iter().all(value) && all > 0 && numbers * 4 >= all * 3 && are_names(&filled[name]) {
            columns[name].usage = Use::Indicator;
        }
    }

    /// 目標 / 実績 row by row, left of columns of years.
    fn settle_row_kinds(&self, columns: &mut [Column], filled: &Filled) {
        for column in 0..columns.len() {
            let found = &filled[column];
            let kinds = found.iter().filter(|cell| self.row_kind(cell).is_some()).count();
            let timed = columns.iter().skip(column + 1).any(|other| other.under.period.is_some());
            if found.len() >= 2 && kinds == found.len() && timed && !matches!(columns[column].usage, Use::Indicator | Use::Label) {
                columns[column].usage = Use::RowKind;
            }
        }
    }

    /// 視点 | 点検する項目 | 結果 | 理由: a column of what is rated (必要性, 有効性), left of one of marks; the section columns between
    /// them ask about it.
    fn settle_subjects(&self, columns: &mut [Column], filled: &Filled) {
        let marks = (1..columns.len()).find(|column| filled[*column].len() >= 2 && filled[*column].iter().all(|cell| self.is_mark(&cell.flat())));
        let Some(marks) = marks.filter(|_| !columns.iter().any(|column| column.usage == Use::Title)) else { return };
        let rated = |column: usize| {
            let found = filled[column].iter().filter(|cell| self.lexicon.whole(&cell.flat()).is_some_and(|meaning| meaning.role == Role::Rating)).count();
            found >= 2 && found * 3 >= filled[column].len() * 2
        };
        let Some(subject) = (0..marks).find(|column| columns[*column].usage == Use::Section && rated(*column)) else { return };
        columns[subject].usage = Use::Subject;
        for column in &mut columns[subject + 1..marks] {
            if column.usage == Use::Section {
                column.usage = Use::Question;
            }
        }
    }

    /// Names left of the items and each over several of them are a level, whatever stands over them (目指す支所像, 目標, 改革の方向); numbers
    /// under a header that no one knows are the items'.
    fn settle_unknown_levels(&self, columns: &mut [Column], filled: &Filled) {
        let Some(title) = columns.iter().position(|column| matches!(column.usage, Use::Title | Use::Section)) else { return };
        let labels = columns.iter().any(|column| column.usage == Use::Label);
        for column in 0..title {
            let (cells, under) = (&filled[column], &columns[column].under);
            if columns[column].usage != Use::Told || under.period.is_some() || under.headers.is_empty() || cells.is_empty() {
                continue;
            }
            let noted = matches!(under.role(), Some(Role::Note | Role::Target));
            let levels = cells.iter().any(|cell| cell.row_span > 1) && cells.iter().all(|cell| cell.flat().chars().count() > 2 && !self.is_mark(&cell.flat()));
            if (under.unknown || noted) && levels && are_names(cells) {
                columns[column].usage = Use::Section;
            } else if under.unknown && !labels && cells.iter().all(|cell| is_code(&cell.flat())) {
                columns[column].usage = Use::Label;
            }
        }
    }

    /// No column names items by its header: the innermost section column does, if it names each row.
    fn settle_section_titles(&self, columns: &mut [Column], filled: &Filled) {
        if columns.iter().any(|column| column.usage == Use::Title) {
            return;
        }
        let indicators = columns.iter().any(|column| column.usage == Use::Indicator);
        if !(indicators && self.item.is_some())
            && let Some(column) = innermost_level(columns)
            && columns[..column].iter().all(|left| matches!(left.usage, Use::Section | Use::Label))
            && (!indicators || are_names(&filled[column]))
        {
            columns[column].usage = Use::Title;
        }
    }
}

/// 取組項目 | 実施した取組: where names reach over several rows, and the cells of the next column open with titles of their own
/// within one of them, those are the items and the names the level over them.
fn settle_inner_titles(columns: &mut [Column], filled: &Filled) {
    let Some(title) = columns.iter().rposition(|column| column.usage == Use::Title) else { return };
    let Some(inner) = columns.get(title + 1).filter(|inner| inner.usage == Use::Told) else { return };
    if !matches!(inner.under.role(), Some(Role::Deed | Role::Result | Role::Target)) {
        return;
    }
    let titled: Vec<usize> = filled[title + 1].iter().filter(|cell| opens_with_title(cell)).map(|cell| cell.row).collect();
    let tall = filled[title].iter().any(|name| titled.iter().filter(|row| (name.row..name.row + name.row_span).contains(*row)).count() >= 2);
    if tall && titled.len() * 2 >= filled[title + 1].len() {
        columns[title].usage = Use::Section;
        columns[title + 1].usage = Use::Title;
    }
}

/// The innermost column of levels; one that also tells how things are to be reached (戦略) only where there is no other.
fn innermost_level(columns: &[Column]) -> Option<usize> {
    let level = |column: &Column| column.usage == Use::Section;
    let plain_level = |column: &Column| level(column) && column.under.meaning.as_ref().is_none_or(|meaning| meaning.note.is_none());
    columns.iter().rposition(plain_level).or_else(|| columns.iter().rposition(level))
}

/// Most of the cells could be names: short, without sentences or bullets.
fn are_names(found: &[&Cell]) -> bool {
    let short = found
        .iter()
        .filter(|cell| cell.flat().chars().count() <= 45 && !cell.flat().contains('。') && !cell.lines.iter().any(|line| line.bullet) && !cell.flat().starts_with('【'))
        .count();
    !found.is_empty() && short * 4 >= found.len() * 3
}

/// Columns of levels over items, and columns of numbers that only look like them.
fn settle_levels(columns: &mut [Column], filled: &Filled) {
    // 課題 and its like over a column of short names at the left edge is a level over items.
    if let Some(edge) = columns.first_mut().filter(|edge| edge.usage == Use::Told)
        && edge.under.meaning.as_ref().is_some_and(|meaning| meaning.alternatives.contains(&Role::Section))
        && are_names(&filled[0])
    {
        edge.usage = Use::Section;
    }
    // 項目 over 1-1, 1-2: numbers, no names.
    for column in 0..columns.len() {
        let found = &filled[column];
        if columns[column].usage == Use::Section && !found.is_empty() && found.iter().all(|cell| is_code(&cell.flat())) && !columns.iter().any(|other| other.usage == Use::Label) {
            columns[column].usage = Use::Label;
        }
    }
}

/// 1-1, 2-(3), 4.2: a number and no name.
fn is_code(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '.' | '(' | ')' | ' '))
}

/// 24年度の取組事項 beside 重点事項: a name has no time, what is done in a year has.
fn settle_timed_titles(columns: &mut [Column]) {
    if !columns.iter().any(|column| column.usage == Use::Title && column.under.period.is_none()) {
        return;
    }
    for column in columns.iter_mut().filter(|column| column.usage == Use::Title && column.under.period.is_some()) {
        column.usage = Use::Told;
        column.under = column.under.with_role(Role::Deed);
    }
}

/// 改革の柱 | 取組 | 目標 …: where no header names items, the first column after the levels and numbers does if its cells are short
/// names, a new one in each row, and there are more of them than of the level left of it.
fn settle_named_titles(columns: &mut [Column], filled: &Filled) {
    if columns.iter().any(|column| matches!(column.usage, Use::Title | Use::Indicator)) {
        return;
    }
    let Some(column) = columns.iter().position(|column| !matches!(column.usage, Use::Section | Use::Label)).filter(|column| *column > 0) else { return };
    let told = columns.iter().skip(column + 1).filter(|other| other.usage == Use::Told).count();
    let role = columns[column].under.role();
    let cells = &filled[column];
    let plain_names = cells.iter().all(|cell| cell.lines.len() <= 2) && are_names(cells);
    let printed = |cells: &[&Cell]| cells.windows(2).filter(|pair| pair[0].row != pair[1].row).count() + usize::from(!cells.is_empty());
    let finer = match columns[column - 1].usage {
        Use::Section => printed(cells) > printed(&filled[column - 1]),
        _ => printed(cells) >= printed(&filled[column - 1]),
    };
    if columns[column].usage == Use::Told
        && matches!(role, Some(Role::Deed | Role::Note | Role::Target))
        && columns[column].under.period.is_none()
        && told >= 3
        && cells.len() >= 2
        && plain_names
        && finer
    {
        columns[column].usage = Use::Title;
    }
}

/// A deed column whose cells begin with a title and go on with bullets names the items.
fn settle_deed_titles(columns: &mut [Column], filled: &Filled) {
    if columns.iter().any(|column| column.usage == Use::Title) {
        return;
    }
    let deed = (0..columns.len()).find(|column| {
        let meaning = columns[*column].under.meaning.as_ref();
        meaning.is_some_and(|meaning| meaning.alternatives.contains(&Role::Title) && meaning.role == Role::Deed) && {
            let found = &filled[*column];
            let titled = found.iter().filter(|cell| opens_with_title(cell)).count();
            titled * 2 >= found.len().max(1) || (titled > 0 && column_after_sections(columns, *column))
        }
    });
    if let Some(column) = deed {
        columns[column].usage = Use::Title;
    }
}

fn column_after_sections(columns: &[Column], column: usize) -> bool {
    column > 0 && columns[..column].iter().all(|left| matches!(left.usage, Use::Section | Use::Label))
}

/// Of several title columns side by side the last names the item, those before it are levels over it.
fn settle_titles_beside(columns: &mut [Column]) {
    let titles: Vec<usize> = (0..columns.len()).filter(|column| columns[*column].usage == Use::Title).collect();
    let Some((last, others)) = titles.split_last() else { return };
    // A title column far right of the first told column is text, not a name.
    let first_told = columns.iter().position(|column| column.usage == Use::Told && !column.under.headers.is_empty()).unwrap_or(columns.len());
    let last = if *last > first_told && !others.is_empty() { *others.last().unwrap_or(last) } else { *last };
    for column in titles {
        if column < last {
            columns[column].usage = Use::Section;
        } else if column > last {
            columns[column].usage = Use::Told;
            columns[column].under.meaning = Some(plain(Role::Deed));
        }
    }
}

/// Sections right of the title are notes.
fn settle_sections_beyond(columns: &mut [Column]) {
    let Some(title) = columns.iter().position(|column| column.usage == Use::Title) else { return };
    for column in columns.iter_mut().skip(title + 1) {
        if column.usage == Use::Section {
            column.usage = Use::Told;
            let mut meaning = plain(Role::Note);
            meaning.note = column.under.meaning.as_ref().and_then(|meaning| meaning.note).or(Some(NoteKind::Other));
            column.under.meaning = Some(meaning);
        }
    }
}

/// 実施年度 over years, and under them what is done in each (検討, 実施, →): a schedule.
fn settle_schedule(columns: &mut [Column], filled: &Filled) {
    let years = |column: &Column| {
        let under = &column.under;
        under.period.is_some() && under.headers.len() >= 2 && (under.role() == Some(Role::Period) || (under.role() == Some(Role::Note) && under.note() == NoteKind::Other))
    };
    let found: Vec<usize> = (0..columns.len()).filter(|column| columns[*column].usage == Use::Told && years(&columns[*column])).collect();
    let cells: usize = found.iter().map(|column| filled[*column].len()).sum();
    let words = found.iter().flat_map(|column| &filled[*column]).filter(|cell| whole_value(Text::new(&cell.flat()).normal()).is_none()).count();
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
fn settle_years(columns: &mut [Column]) {
    let has_indicator = columns.iter().any(|column| column.usage == Use::Indicator);
    for column in columns.iter_mut() {
        if column.usage == Use::Told && column.under.meaning.is_none() && column.under.period.is_some() && has_indicator {
            column.under.meaning = Some(plain(Role::ResultValue));
            column.under.unknown = false;
        }
    }
}
