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
use crate::model::record::{Level, NoteKind};

/// The filled body cells of each column.
type Filled<'a> = [Vec<&'a Cell>];

impl Interpreter<'_> {
    /// Weighs header words against position and content.
    pub(super) fn settle_uses(&self, grid: &Grid, body: &[usize], columns: &mut [Column]) {
        let filled: Vec<Vec<&Cell>> = (0..columns.len())
            .map(|column| body.iter().filter(|row| grid.rows[**row] == RowKind::Body).map(|row| grid.cell(*row, column)).filter(|cell| !cell.is_blank()).collect())
            .collect();
        self.settle_kinds(columns, &filled);
        self.settle_row_kinds(columns, &filled);
        settle_levels(columns, &filled);
        settle_deed_titles(columns, &filled);
        self.settle_section_titles(columns, &filled);
        settle_titles_beside(columns);
        settle_inner_titles(columns, &filled);
        settle_sections_beyond(columns);
        settle_schedule(columns, &filled);
        self.settle_unknown_levels(columns, &filled);
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

    /// 目標 / 実績 row by row, left of columns of years.
    fn settle_row_kinds(&self, columns: &mut [Column], filled: &Filled) {
        for column in 0..columns.len() {
            let found = &filled[column];
            let kinds = found.iter().filter(|cell| self.row_kind(cell).is_some()).count();
            let timed = columns.iter().skip(column + 1).any(|other| other.under.period.is_some());
            if found.len() >= 2 && kinds == found.len() && timed && !matches!(columns[column].usage, Use::Indicator | Use::Label | Use::Unit) {
                columns[column].usage = Use::RowKind;
            }
        }
    }

    /// Names under a header that no one knows, left of the items and each over several of them: a level (目指す支所像, 改革の方向).
    fn settle_unknown_levels(&self, columns: &mut [Column], filled: &Filled) {
        let Some(title) = columns.iter().position(|column| matches!(column.usage, Use::Title | Use::Section)) else { return };
        for column in 0..title {
            let cells = &filled[column];
            let unknown =
                columns[column].usage == Use::Told && columns[column].under.unknown && columns[column].under.period.is_none() && !columns[column].under.headers.is_empty();
            let levels = cells.iter().any(|cell| cell.row_span > 1) && cells.iter().all(|cell| cell.flat().chars().count() > 2 && !self.is_mark(&cell.flat()));
            if unknown && levels && are_names(cells) {
                columns[column].usage = Use::Section;
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
            && let Some(column) = columns.iter().rposition(|column| column.usage == Use::Section)
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
    let code = |text: &str| text.chars().any(|c| c.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '.' | '(' | ')' | ' '));
    for column in 0..columns.len() {
        let found = &filled[column];
        if columns[column].usage == Use::Section && !found.is_empty() && found.iter().all(|cell| code(&cell.flat())) && !columns.iter().any(|other| other.usage == Use::Label) {
            columns[column].usage = Use::Label;
        }
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
    let words = found.iter().flat_map(|column| &filled[*column]).filter(|cell| whole_value(Text::new(&cell.flat()).normal()).is_none()).count();
    if found.len() < 2 || words == 0 {
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
