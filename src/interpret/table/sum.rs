//! Sum (合計行): a row that adds the items above up belongs to none of them.

use super::Table;
use crate::interpret::Interpreter;
use crate::model::grid::Cell;
use crate::see::{key, see};

impl Interpreter<'_> {
    /// The row is named 合計 where its item would be named: it is left to residue.
    pub(super) fn sums_up(&mut self, table: &Table, row: usize) -> bool {
        let Some(title) = table.title else { return false };
        let own = |column: usize| Some(table.grid.cell(row, column)).filter(|cell| cell.row == row && !cell.is_blank());
        let Some(first) = (0..table.grid.width).find_map(own) else { return false };
        let named = first.column <= title && is_sum(first);
        let nameless = own(title).is_none_or(|cell| cell.place == first.place);
        if !named || !nameless {
            return false;
        }
        for cell in (0..table.grid.width).filter_map(own) {
            self.leave(cell.place.range(), "sum-of-items");
        }
        true
    }
}

/// 合計, (小計), 【区分計】.
fn is_sum(cell: &Cell) -> bool {
    see(key(&cell.flat()).trim_matches(['(', ')', '【', '】'])).is_sum()
}
