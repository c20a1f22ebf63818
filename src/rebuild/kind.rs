//! Kind (表の型): how a draft is to be read: a list, a form, or a table whose items stand as columns.

use crate::model::grid::GridKind;
use crate::model::lexicon::Role;
use crate::rebuild::draft::Draft;
use crate::rebuild::head::header_rows;
use crate::rebuild::labels::{LABEL, Labels};
use crate::rebuild::mixture::is_pairs;
use crate::rebuild::shape::Class;
use std::ops::Range;

/// Decides how a draft is to be read.
pub fn kind(draft: &Draft, labels: &Labels) -> GridKind {
    // 事業名 | 甲 | 担当課 | 乙, and nothing below: a form of one row.
    if draft.rows.len() == 1 && is_pairs(draft, labels, 0) {
        return GridKind::Form;
    }
    let depth = header_rows(draft, labels, 0);
    let height = draft.rows.len();
    let width = draft.width();
    let mut first_column_labels = 0;
    let mut first_column_filled = 0;
    let mut roles: Vec<Role> = vec![];
    let mut parallel = 0;
    let head_role = |column: usize| (0..depth).find_map(|row| labels.role(draft, row, column));
    let names = (0..width).find(|column| matches!(head_role(*column), Some(Role::Title | Role::Label)));
    for row in depth..height {
        // The row's own name: its first filled cell, wherever blanks under a tall label put it. What reaches down from the header
        // rows is a tall label too.
        let from_header = |column: usize| depth > 0 && draft.rows[depth - 1].get(column) == draft.rows[row].get(column);
        let Some(first) = draft.filled(row).into_iter().find(|column| !from_header(*column)) else { continue };
        first_column_filled += 1;
        // 計画, 実績 under a head of their own (区分), right of the names of items: values of a list, no names of rows.
        if names.is_some_and(|names| names < first) && head_role(first).is_some() {
            continue;
        }
        if labels.weight(draft, row, first) >= LABEL {
            first_column_labels += 1;
            if let Some(role) = labels.role(draft, row, first) {
                if !roles.contains(&role) {
                    roles.push(role);
                }
                if first == 0 && draft.filled(row).len() >= 3 && draft.filled(row).iter().skip(1).all(|column| labels.weight(draft, row, *column) < LABEL) {
                    parallel += 1;
                }
            }
        }
    }
    let labelled_down = first_column_labels * 2 >= first_column_filled.max(1) && (first_column_labels >= 2 || (first_column_filled == 1 && first_column_labels == 1));
    if depth > 0 {
        let header_roles: Vec<Role> = (0..depth).flat_map(|row| (0..draft.rows[row].len()).filter_map(move |column| labels.role(draft, row, column))).collect();
        let names_items = header_roles.iter().any(|role| matches!(role, Role::Title | Role::Label | Role::Indicator | Role::Section));
        if is_cross(draft, labels, depth) {
            return GridKind::Form;
        }
        if names_items && !labelled_down {
            return GridKind::List;
        }
        if labelled_down && !(names_items && header_roles.len() >= 3 && roles.iter().all(|role| matches!(role, Role::Cost | Role::Section))) {
            return if is_transposed(draft, labels, &roles, parallel) { GridKind::Transposed } else { GridKind::Form };
        }
        return GridKind::List;
    }
    if is_transposed(draft, labels, &roles, parallel) {
        return GridKind::Transposed;
    }
    let any_labels = (0..height).filter(|row| draft.filled(*row).iter().any(|column| labels.weight(draft, *row, *column) >= LABEL)).count();
    if labelled_down || (any_labels * 2 >= height && any_labels > 0 && width >= 2) || (height <= 2 && any_labels > 0) { GridKind::Form } else { GridKind::List }
}

/// Header rows of a table of years over numbers; 0 if it is none.
pub fn cross_depth(draft: &Draft, labels: &Labels) -> usize {
    let depth = header_rows(draft, labels, 0);
    if depth > 0 && depth < draft.rows.len() && is_cross(draft, labels, depth) { depth } else { 0 }
}

/// These rows open with labels of several roles: label and value, no part of a list.
pub fn is_plainly_form(draft: &Draft, labels: &Labels, rows: Range<usize>) -> bool {
    let mut roles: Vec<Role> = vec![];
    let mut labelled = 0;
    for row in rows.clone() {
        let Some(first) = draft.filled(row).first().copied() else { continue };
        if labels.weight(draft, row, first) >= LABEL {
            labelled += 1;
            if let Some(role) = labels.role(draft, row, first)
                && !roles.contains(&role)
            {
                roles.push(role);
            }
        }
    }
    labelled * 2 >= rows.len() && roles.len() >= 2
}

/// Years over numbers: every head beyond the row names tells a time, and most of what stands under them is numbers.
fn is_cross(draft: &Draft, labels: &Labels, depth: usize) -> bool {
    let last = depth - 1;
    let timed = |column: usize| (0..depth).any(|row| labels.header(draft, row, column).is_some_and(|header| header.period.is_some()));
    let heads: Vec<usize> = draft.filled(last).into_iter().filter(|column| *column > 0).collect();
    let Some(first) = heads.iter().copied().find(|column| timed(*column)) else { return false };
    if heads.iter().filter(|column| **column >= first).any(|column| !timed(*column)) || heads.iter().any(|column| *column < first && *column > 1) {
        return false;
    }
    let named = (0..first).any(|column| (0..depth).any(|row| labels.role(draft, row, column).is_some_and(|role| !matches!(role, Role::Section | Role::Cost))));
    let mut numbers = 0;
    let mut all = 0;
    for row in depth..draft.rows.len() {
        for column in first..draft.rows[row].len() {
            if let Some(shape) = labels.shape(draft, row, column) {
                all += 1;
                numbers += usize::from(shape.class == Class::Number);
            }
        }
    }
    !named && all > 0 && numbers * 3 >= all * 2
}

/// Items stand as columns: the first column names attributes, the title row has several titles, most rows have several values.
fn is_transposed(draft: &Draft, labels: &Labels, roles: &[Role], parallel: usize) -> bool {
    if draft.width() < 3 || roles.len() < 3 || parallel < 3 || parallel * 3 < draft.rows.len() * 2 {
        return false;
    }
    (0..draft.rows.len().min(3)).any(|row| {
        let titled = matches!(labels.role(draft, row, 0), Some(Role::Title | Role::Label));
        titled && draft.filled(row).len() >= 3 && draft.filled(row).iter().skip(1).all(|column| labels.weight(draft, row, *column) < LABEL)
    })
}

/// Names down the first column of these rows and something beside them in each other one, none of it a label: items that stand as columns.
pub fn is_parallel(draft: &Draft, labels: &Labels, rows: Range<usize>) -> bool {
    let width = rows.clone().map(|row| draft.filled_width(row)).max().unwrap_or(0);
    let full = rows.clone().all(|row| draft.filled(row).len() == width);
    let labelled = rows.clone().flat_map(|row| (1..width).map(move |column| (row, column))).filter(|(row, column)| labels.weight(draft, *row, *column) >= LABEL).count();
    width >= 3 && rows.len() >= 2 && full && labelled * 4 <= rows.len() * (width - 1)
}
