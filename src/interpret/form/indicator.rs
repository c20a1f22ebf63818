//! Blank indicator (空欄の指標): an 指標 row that the sheet leaves blank is an indicator declared empty.

use super::Headers;
use crate::interpret::Interpreter;
use crate::model::grid::{Grid, RowKind};
use crate::model::header::Header;
use crate::model::lexicon::Role;
use crate::model::record::{Fate, Indicator};
use std::sync::Arc;

impl Interpreter<'_> {
    /// An 指標 row that the sheet leaves blank.
    pub(super) fn empty_indicators(&mut self, grid: &Grid, headers: &Headers, listed: &[usize]) {
        let mut sorted: Vec<(&usize, &Arc<Header>)> = headers.iter().collect();
        sorted.sort_by_key(|(index, _)| **index);
        for (index, header) in sorted {
            let cell = &grid.cells[*index];
            if header.role() != Some(Role::Indicator) {
                continue;
            }
            let row = cell.row;
            let empty =
                (0..grid.width).all(|column| grid.cell_at(row, column) == *index || grid.cell(row, column).is_blank() || (column < cell.column && grid.cell(row, column).label));
            // Over a row of heads it is the name of a part of the sheet.
            let used_as_head = grid.rows[row] == RowKind::Header || grid.rows.get(row + 1) == Some(&RowKind::Header) || listed.contains(&row);
            if empty
                && !used_as_head
                && let Some(item) = self.item
            {
                self.use_range(cell.place.range(), Fate::Header);
                self.push_indicator(Indicator { item, name: String::new(), level: header.level(), unit: None, upward: None, declared_empty: true, place: cell.place.clone() });
            }
        }
    }
}
