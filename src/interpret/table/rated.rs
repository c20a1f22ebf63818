//! What is rated (評価の観点): a column that names, row by row, what the grades right of it are about.
//!
//! Such a row opens no item: 必要性 | Ａ | 理由 tells a grade and a comment of the item the table is about.

use super::usage::Filled;
use super::{Column, Table, Use};
use crate::interpret::Interpreter;
use crate::interpret::item::indicator_name;
use crate::interpret::tell::is_number;
use crate::interpret::under::{Under, plain};
use crate::model::grid::Cell;
use crate::model::lexicon::{Cue, Role};
use crate::model::record::RatingKind;
use crate::see::see;
use std::ops::Range;

/// What the grades of a row are about.
pub(super) struct Rated {
    words: String,
    range: Range<usize>,
    /// The kind of rating its name tells.
    kind: Option<RatingKind>,
}

impl Rated {
    /// Names a grade of the row, or the comment on it.
    pub(super) fn name(&self, under: &mut Under) {
        let Some(meaning) = under.meaning.as_mut().filter(|meaning| matches!(meaning.role, Role::Rating | Role::Comment)) else { return };
        // No head says what kind of grade stands here: the row does.
        if meaning.role == Role::Rating && meaning.rating.is_none() {
            meaning.rating = self.kind.or(Some(RatingKind::Grade));
        }
        under.headers.push(self.words.clone());
        under.ranges.push(self.range.clone());
        under.subject = indicator_name(&self.words).to_owned();
    }
}

impl Interpreter<'_> {
    /// What the grades of a row are about: the innermost name in its columns for that (合計 stands left of a blank).
    pub(super) fn rated_in(&self, table: &Table, row: usize) -> Option<Rated> {
        let naming = (0..table.columns.len()).rev().filter(|column| table.columns[*column].usage == Use::Rated);
        let cell = naming.map(|column| table.grid.cell(row, column)).find(|cell| !cell.is_blank())?;
        let words = cell.flat().into_owned();
        let kind = see(&words).whole(self.lexicon).and_then(|meaning| meaning.rating);
        Some(Rated { words, range: cell.place.range(), kind })
    }

    /// 評価の視点 | 評価 | 理由 about an open item: the rows name what is rated, and no items.
    pub(super) fn settle_criteria(&self, columns: &mut [Column], filled: &Filled) {
        let Some(item) = self.item else { return };
        let in_sheet = self.sheet.as_ref().is_some_and(|(sheet, _)| *sheet == item);
        if columns.iter().any(|column| matches!(column.usage, Use::Title | Use::Indicator | Use::Label | Use::Department)) {
            return;
        }
        let Some(name) = columns.iter().rposition(|column| column.usage == Use::Section) else { return };
        let criterion = columns[name].under.meaning.as_ref().is_some_and(|meaning| meaning.alternatives.contains(&Role::Rating));
        let told: Vec<usize> = (name + 1..columns.len()).filter(|column| !filled[*column].is_empty()).collect();
        let graded = |column: &usize| filled[*column].iter().all(|cell| self.is_grade(cell));
        let full = |column: &usize| self.lexicon.is_cue(Cue::FullMarks, &columns[*column].under.subject);
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
            column.usage = Use::Rated;
        }
    }

    /// 4点, A, or a word that stands where no grade does.
    fn is_grade(&self, cell: &Cell) -> bool {
        let flat = cell.flat();
        let points = flat.strip_suffix('点').is_some_and(|digits| !digits.is_empty() && digits.len() <= 3 && digits.bytes().all(|byte| byte.is_ascii_digit()));
        points || self.is_mark(&flat) && !is_number(&flat) || see(&flat).status(self.lexicon).is_some()
    }

    /// 視点 | 点検する項目 | 結果 | 理由: a column of what is rated (必要性, 有効性), left of one of marks; the section columns between
    /// them ask about it.
    pub(super) fn settle_subjects(&self, columns: &mut [Column], filled: &Filled) {
        let marks = |column: &usize| filled[*column].len() >= 2 && filled[*column].iter().all(|cell| self.is_mark(&cell.flat()));
        let Some(first) = (1..columns.len()).find(marks).filter(|_| !columns.iter().any(|column| column.usage == Use::Title)) else { return };
        let rated = |column: usize| {
            let found = filled[column].iter().filter(|cell| see(&cell.flat()).whole(self.lexicon).is_some_and(|meaning| meaning.role == Role::Rating)).count();
            found >= 2 && found * 3 >= filled[column].len() * 2
        };
        let Some(subject) = (0..first).find(|column| columns[*column].usage == Use::Section && rated(*column)) else { return };
        columns[subject].usage = Use::Rated;
        for column in (first..columns.len()).filter(marks) {
            columns[column].under.meaning = Some(plain(Role::Rating));
        }
        for column in &mut columns[subject + 1..first] {
            if column.usage == Use::Section {
                column.usage = Use::Question;
            }
        }
    }
}
