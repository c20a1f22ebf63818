//! Region (シートの区画): a stretch of a form under one block of heads, or under none.
//!
//! A sheet is several small tables under each other; labels are looked for inside the region only.

use super::Headers;
use crate::model::grid::{Grid, RowKind};
use crate::model::header::Header;
use crate::model::lexicon::Role;

/// A stretch of a form under one block of heads (or under none).
pub(super) struct Region {
    pub(super) heads: Vec<usize>,
    pub(super) body: Vec<usize>,
    /// Its heads name indicators and units: its rows are read as a list.
    pub(super) listed: bool,
    /// The column its heads begin over.
    pub(super) first_head: usize,
}

impl Region {
    /// Labels over a column, outermost first; a blank head belongs to the one at its left.
    pub(super) fn over(&self, grid: &Grid, column: usize) -> Vec<usize> {
        let mut out: Vec<usize> = vec![];
        for row in &self.heads {
            let mut at = column;
            loop {
                let id = grid.cell_at(*row, at);
                let cell = &grid.cells[id];
                if cell.label && !cell.is_blank() {
                    if (at >= self.first_head || at == column) && !out.contains(&id) {
                        out.push(id);
                    }
                    break;
                }
                if at == 0 || at <= self.first_head {
                    break;
                }
                at -= 1;
            }
        }
        out
    }
}
/// Splits a form at its head rows.
pub(super) fn regions(grid: &Grid, headers: &Headers) -> Vec<Region> {
    let mut out: Vec<Region> = vec![Region { heads: vec![], body: vec![], listed: false, first_head: 0 }];
    for row in 0..grid.height {
        if grid.rows[row] == RowKind::Header {
            let opens = out.last().is_none_or(|region| !region.body.is_empty() || region.heads.is_empty());
            if opens {
                out.push(Region { heads: vec![], body: vec![], listed: false, first_head: usize::MAX });
            }
            if let Some(region) = out.last_mut() {
                region.heads.push(row);
            }
        } else if let Some(region) = out.last_mut() {
            region.body.push(row);
        }
    }
    for region in &mut out {
        // Heads begin where the first value below stands; what is left of it names the region's rows.
        let first_value = first_value(grid, &region.body);
        region.first_head = if region.heads.is_empty() { 0 } else { first_value };
        let roles: Vec<Role> =
            region.heads.iter().flat_map(|row| (0..grid.width).map(move |column| grid.cell_at(*row, column))).filter_map(|id| headers.get(&id).and_then(Header::role)).collect();
        region.listed = is_measured(grid, headers, region)
            || roles.contains(&Role::Indicator)
                && roles.len() >= 2
                && region.heads.iter().any(|row| {
                    (0..grid.width).any(|column| {
                        column >= first_value.saturating_sub(1)
                            && headers.get(&grid.cell_at(*row, column)).and_then(Header::role) == Some(Role::Indicator)
                            && column_has_values(grid, region, column)
                    })
                });
    }
    out.retain(|region| !region.body.is_empty());
    out
}

/// 項目 | 単位 | 元年度 | 3年度 …: heads that name a column of units beside columns of years stand over rows of what is measured.
fn is_measured(grid: &Grid, headers: &Headers, region: &Region) -> bool {
    let [head] = region.heads[..] else { return false };
    let header = |column: usize| headers.get(&grid.cell_at(head, column));
    let Some(unit) = (1..grid.width).find(|column| header(*column).and_then(Header::role) == Some(Role::Unit)) else { return false };
    let named = header(unit - 1).is_some_and(|header| header.role() == Some(Role::Section));
    let years = (unit + 1..grid.width).filter(|column| header(*column).is_some_and(|header| header.is_time())).count();
    named && years >= 2 && years == grid.width - unit - 1 && region.body.iter().all(|row| !grid.cell(*row, unit).is_blank())
}

/// The first column that holds a value in one of the rows.
pub(super) fn first_value(grid: &Grid, body: &[usize]) -> usize {
    body.iter().filter_map(|row| (0..grid.width).find(|column| !grid.cell(*row, *column).label && !grid.cell(*row, *column).is_blank())).min().unwrap_or(0)
}

fn column_has_values(grid: &Grid, region: &Region, column: usize) -> bool {
    region
        .body
        .iter()
        .any(|row| !grid.cell(*row, column).is_blank() && (!grid.cell(*row, column).label || grid.cell(*row, column).row == *row && !grid.rows[*row].eq(&RowKind::Header)))
}

/// Labels at the left of a value: the nearest run of labels; under heads, the row's stub labels beyond other values as well.
pub(super) fn beside(grid: &Grid, row: usize, column: usize, headed: bool) -> Vec<usize> {
    let mut out: Vec<usize> = vec![];
    let mut met = false;
    for left in (0..column).rev() {
        let id = grid.cell_at(row, left);
        let cell = &grid.cells[id];
        if cell.is_blank() {
            continue;
        }
        if cell.label {
            met = true;
            if !out.contains(&id) {
                out.push(id);
            }
        } else if met || !headed {
            if met {
                break;
            }
            // Another value between: without heads it belongs to the same label.
            continue;
        }
    }
    out.reverse();
    out
}
