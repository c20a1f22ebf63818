//! Usage (列の役割): what each column is for, header words weighed against its position and its cells.
//!
//! One header word names items in one report and levels over items, kinds or numbers in the next (項目, 指標, 課題, 取組);
//! what stands under it decides. The steps go in order, each seeing what those before it settled: `measured` for numbers, `rated` for grades,
//! `naming` for items and the levels over them, `content` for what is told of them.

use super::Column;
use super::content::settle_sums;
use super::measured::{settle_schedule, settle_years};
use super::naming::{settle_deed_titles, settle_inner_titles, settle_levels, settle_named_titles, settle_sections_beyond, settle_timed_titles, settle_titles_beside};
use crate::interpret::Interpreter;
use crate::interpret::tell::is_number;
use crate::model::grid::{Cell, Grid, RowKind};

/// The filled body cells of each column.
pub(super) type Filled<'a> = [Vec<&'a Cell>];

impl Interpreter<'_> {
    /// Weighs header words against position and content.
    pub(super) fn settle_uses(&self, grid: &Grid, body: &[usize], columns: &mut [Column]) {
        let filled: Vec<Vec<&Cell>> = (0..columns.len())
            .map(|column| body.iter().filter(|row| grid.rows[**row] == RowKind::Body).map(|row| grid.cell(*row, column)).filter(|cell| !cell.is_blank()).collect())
            .collect();
        self.settle_kinds(columns, &filled);
        self.settle_criteria(columns, &filled);
        self.settle_measures(columns, &filled);
        self.settle_named_values(grid, columns, &filled);
        self.settle_row_kinds(columns, &filled);
        self.settle_subjects(columns, &filled);
        settle_levels(columns, &filled);
        settle_timed_titles(columns);
        settle_deed_titles(columns, &filled);
        self.settle_bare_titles(columns, &filled);
        self.settle_unknown_levels(columns, &filled);
        settle_named_titles(columns, &filled);
        self.settle_section_titles(columns, &filled);
        settle_titles_beside(columns);
        settle_inner_titles(columns, &filled);
        settle_sections_beyond(columns, &filled);
        settle_schedule(columns, &filled);
        self.settle_matter(columns, &filled);
        for (column, cells) in columns.iter_mut().zip(&filled) {
            self.settle_told(column, cells);
            column.numbers = cells.is_empty() || cells.iter().any(|cell| is_number(&cell.flat()));
        }
        settle_years(columns);
        settle_sums(columns);
    }
}

/// Most of the cells could be names: short, without sentences or bullets.
pub(super) fn are_names(found: &[&Cell]) -> bool {
    let short = found
        .iter()
        .filter(|cell| cell.flat().chars().count() <= 45 && !cell.flat().contains('。') && !cell.lines.iter().any(|line| line.bullet) && !cell.flat().starts_with('【'))
        .count();
    !found.is_empty() && short * 4 >= found.len() * 3
}
