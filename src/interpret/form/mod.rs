//! Form (評価シート): label cells beside or over value cells; one item a sheet.
//!
//! A sheet is split at its head rows (`region`); the cells that name its item are read first (`identity`), then each value
//! is told under the labels over and beside it (`value`), which may contradict each other (`decide`). Numbers name their
//! indicators by row (`number`).

mod decide;
mod identity;
mod indicator;
mod number;
mod region;
mod value;

use crate::interpret::Interpreter;
use crate::model::grid::{Cell, Grid};
use crate::model::header::Header;
use crate::model::lexicon::Matched;
use crate::model::record::Fate;
use foldhash::HashMap;
use region::{Region, first_value, regions};
use std::sync::Arc;

/// The label cells of a form, read.
type Headers = HashMap<usize, Arc<Header>>;

impl Interpreter<'_> {
    /// Reads a form.
    pub fn form(&mut self, grid: &Grid) {
        let headers: Headers = grid.cells.iter().enumerate().filter(|(_, cell)| cell.label && !cell.is_blank()).map(|(index, cell)| (index, self.label(cell))).collect();
        let regions = regions(grid, &headers);
        self.identity(grid, &headers, &regions);
        for region in &regions {
            self.unit_of_part(grid, &headers, region);
            if region.listed {
                let item = self.item_or_heading(&grid.place);
                self.item = Some(item);
                let from = first_value(grid, &region.body).min(region.first_head);
                self.rows(grid, &region.heads, &region.body, from, None);
                self.item = Some(item);
            } else {
                let chosen = self.choice_cells(grid, &headers, &region.body);
                self.values(grid, &headers, region, &chosen);
            }
        }
        let listed: Vec<usize> = regions.iter().filter(|region| region.listed).flat_map(|region| region.body.iter().copied()).collect();
        self.empty_indicators(grid, &headers, &listed);
    }

    /// Reads a label cell. P計画 printed upright names a part of the sheet: a word that only ends it says nothing of the values.
    fn label(&self, cell: &Cell) -> Arc<Header> {
        let mut header = self.header(&cell.flat());
        if cell.is_upright() && header.meaning.as_ref().is_some_and(|meaning| meaning.matched != Matched::Whole) {
            let read = Arc::make_mut(&mut header);
            (read.meaning, read.level) = (None, None);
        }
        header
    }

    /// 費用(単位:千円) over a part of the sheet: its unit holds for the rows below.
    fn unit_of_part(&mut self, grid: &Grid, headers: &Headers, region: &Region) {
        for row in &region.body {
            let filled: Vec<usize> = (0..grid.width).map(|column| grid.cell_at(*row, column)).filter(|id| !grid.cells[*id].is_blank()).collect();
            if let Some((first, rest)) = filled.split_first()
                && rest.iter().all(|id| id == first)
                && let Some(unit) = headers.get(first).and_then(|header| header.unit.clone())
            {
                self.unit = Some(unit);
                self.use_range(grid.cells[*first].place.range(), Fate::Header);
            }
        }
    }
}
