//! Grid (表組み): rows and cells of a table on their way to a [`RawTable`].

use crate::model::block::{Block, Line, RawCell, RawTable};
use crate::read::html::nest::{self, OuterRow};
use crate::read::html::running;
use std::ops::Range;

/// A table that is being read.
pub struct Grid {
    rows: Vec<OuterRow>,
    /// Group of each row, and whether it is a foot.
    groups: Vec<(u32, bool)>,
    group: (u32, bool),
    /// `caption`.
    pub caption: Option<Line>,
    /// What stands in the table and is no cell: stray text, tables that cannot be told with it.
    pub after: Vec<Block>,
    source: Range<usize>,
    hidden: bool,
}

impl Grid {
    /// A table of the bytes `source`.
    pub fn new(source: Range<usize>) -> Grid {
        Grid { rows: vec![], groups: vec![], group: (0, false), caption: None, after: vec![], source, hidden: false }
    }

    /// A `thead`, `tbody` or `tfoot` begins.
    pub fn begin_group(&mut self, foot: bool, hidden: bool) {
        self.group = (self.group.0 + 1, foot);
        self.hidden = hidden;
    }

    /// It ends.
    pub fn end_group(&mut self) {
        self.group = (self.group.0 + 1, false);
        self.hidden = false;
    }

    /// A row begins.
    pub fn begin_row(&mut self, hidden: bool) {
        self.rows.push(OuterRow { cells: vec![], hidden: hidden || self.hidden });
        self.groups.push(self.group);
    }

    /// The next cell of the row, with the tables that stand in it.
    pub fn cell(&mut self, cell: RawCell, tables: Vec<RawTable>) {
        if self.rows.is_empty() {
            self.begin_row(false);
        }
        if let Some(row) = self.rows.last_mut() {
            row.cells.push((cell, tables));
        }
    }

    /// The table, and what follows it.
    pub fn finish(mut self) -> (Option<RawTable>, Vec<Block>) {
        self.bound_rows();
        // A foot is shown last wherever it is written.
        let (foot, mut rows): (Vec<_>, Vec<_>) = self.rows.into_iter().zip(self.groups).partition(|(_, (_, foot))| *foot);
        rows.extend(foot);
        let (mut rows, apart) = nest::unfold(rows.into_iter().map(|(row, _)| row).collect());
        self.after.extend(running::take(&mut rows));
        self.after.extend(apart);
        let table = RawTable { rows, caption: self.caption, spans_told: true, source: self.source, ..RawTable::default() };
        let empty = table.rows.iter().all(|row| row.cells.iter().all(RawCell::is_blank)) && table.caption.is_none();
        ((!empty).then_some(table), self.after)
    }

    /// A cell never reaches out of its group of rows, and `rowspan="0"` reaches to its end.
    fn bound_rows(&mut self) {
        let mut end = self.rows.len();
        for row in (0..self.rows.len()).rev() {
            if row + 1 < end && self.groups[row] != self.groups[row + 1] {
                end = row + 1;
            }
            let last_group = end == self.rows.len();
            let left = (end - row) as u32;
            for (cell, _) in &mut self.rows[row].cells {
                if cell.row_span == 0 || (!last_group && cell.row_span > left) {
                    cell.row_span = left;
                }
            }
        }
    }
}
