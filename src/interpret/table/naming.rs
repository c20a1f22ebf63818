//! Naming columns (名称の列): which columns name the items, which the levels over them, and which hold their numbers.

use super::title::opens_with_title;
use super::usage::{Filled, are_names};
use super::{Column, Use};
use crate::interpret::Interpreter;
use crate::interpret::under::plain;
use crate::model::grid::Cell;
use crate::model::lexicon::Role;
use crate::model::record::NoteKind;

impl Interpreter<'_> {
    /// Names left of the items and each over several of them are a level, whatever stands over them (目指す支所像, 目標, 改革の方向); numbers
    /// under a header that no one knows are the items'.
    pub(super) fn settle_unknown_levels(&self, columns: &mut [Column], filled: &Filled) {
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

    /// 事業 alone over names at the left edge, where no other head names the items.
    pub(super) fn settle_bare_titles(&self, columns: &mut [Column], filled: &Filled) {
        if columns.iter().any(|column| matches!(column.usage, Use::Title | Use::Indicator)) {
            return;
        }
        let bare = |column: usize| {
            let under = &columns[column].under;
            under.unknown && matches!(under.headers.last().map(String::as_str), Some("事業" | "取組" | "施設" | "団体" | "補助金" | "事務"))
        };
        if let Some(column) = (0..columns.len().min(2)).find(|column| bare(*column) && are_names(&filled[*column])) {
            columns[column].usage = Use::Title;
        }
    }

    /// No column names items by its header: the innermost section column does, if it names each row.
    pub(super) fn settle_section_titles(&self, columns: &mut [Column], filled: &Filled) {
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

/// Columns of levels over items, and columns of numbers that only look like them.
pub(super) fn settle_levels(columns: &mut [Column], filled: &Filled) {
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
pub(super) fn settle_timed_titles(columns: &mut [Column]) {
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
pub(super) fn settle_named_titles(columns: &mut [Column], filled: &Filled) {
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
pub(super) fn settle_deed_titles(columns: &mut [Column], filled: &Filled) {
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
pub(super) fn settle_titles_beside(columns: &mut [Column]) {
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

/// 取組項目 | 実施した取組: where names reach over several rows, and the cells of the next column open with titles of their own
/// within one of them, those are the items and the names the level over them.
pub(super) fn settle_inner_titles(columns: &mut [Column], filled: &Filled) {
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

/// Sections right of the title are notes.
pub(super) fn settle_sections_beyond(columns: &mut [Column], filled: &Filled) {
    let Some(title) = columns.iter().position(|column| column.usage == Use::Title) else { return };
    let rows = filled[title].len();
    for (column, cells) in columns.iter_mut().zip(filled).skip(title + 1) {
        // 施策 right of the name: what the item stands under, all the same.
        if column.usage == Use::Section && is_level(column) && are_names(cells) && cells.len() * 2 >= rows {
            continue;
        }
        if column.usage == Use::Section {
            column.usage = Use::Told;
            let mut meaning = plain(Role::Note);
            meaning.note = column.under.meaning.as_ref().and_then(|meaning| meaning.note).or(Some(NoteKind::Other));
            column.under.meaning = Some(meaning);
        }
    }
}

/// 施策, 政策名, 分野: a head that names a level of a plan and nothing else.
fn is_level(column: &Column) -> bool {
    let whole = column.under.meaning.as_ref().is_some_and(|meaning| meaning.note.is_none() && meaning.alternatives.is_empty());
    let named = ["施策", "政策", "分野", "基本目標", "基本方針", "大項目", "中項目", "小項目", "基本事業", "まちづくりの目標"];
    let head = column.under.headers.last().map(|head| head.trim_end_matches(['名', '称']).to_owned()).unwrap_or_default();
    column.under.headers.len() == 1 && (whole || named.iter().any(|word| head.ends_with(word)))
}

/// The innermost column of levels; one that also tells how things are to be reached (戦略) only where there is no other.
fn innermost_level(columns: &[Column]) -> Option<usize> {
    let level = |column: &Column| column.usage == Use::Section;
    let plain_level = |column: &Column| level(column) && column.under.meaning.as_ref().is_none_or(|meaning| meaning.note.is_none());
    columns.iter().rposition(plain_level).or_else(|| columns.iter().rposition(level))
}
