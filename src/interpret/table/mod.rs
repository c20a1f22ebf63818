//! Table (一覧表): a grid with headers on top; each row is an item, or belongs to one.
//!
//! What each column is for is settled first (`heads`, `usage`, `content`); then the rows are walked from the top: a group
//! row opens a section or an item (`group`), the title cell of a body row an item (`item`, `title`), and the other cells
//! are told of it (`row`, `indicator`, `blank`).

mod blank;
mod content;
mod group;
mod heads;
mod indicator;
mod item;
mod measured;
mod naming;
mod rated;
mod remark;
mod row;
mod sum;
mod title;
mod usage;

use crate::interpret::Interpreter;
use crate::interpret::under::Under;
use crate::model::grid::{Grid, RowKind};
use group::Group;

/// What a column is for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Use {
    Section,
    Title,
    Label,
    Department,
    Indicator,
    /// 活動指標 / 成果指標 beside each indicator.
    Kind,
    /// 目標 / 実績 row by row: says what the numbers of the row are.
    RowKind,
    Unit,
    /// What is rated, row by row: 必要性, 職員の配置.
    Rated,
    /// 配点: how many points there are to give.
    FullMarks,
    /// The question that a mark answers.
    Question,
    /// Cells are told as records.
    Told,
}

struct Column {
    under: Under,
    usage: Use,
    /// Numbers stand in it, or nothing: a blank may be a number that is missing.
    numbers: bool,
}

/// A table on the way through its rows.
struct Table<'a> {
    grid: &'a Grid,
    /// Its body rows, from the top.
    body: &'a [usize],
    columns: Vec<Column>,
    /// The column that names the items.
    title: Option<usize>,
}

/// What the rows walked so far opened.
#[derive(Default)]
struct Opened {
    /// Group rows over the next row, outermost first.
    groups: Vec<Group>,
    /// The item that a row without a title of its own belongs to.
    current: Option<usize>,
    /// The items, in order.
    made: Vec<usize>,
    /// Items from this index on were opened by this table.
    first: usize,
    /// The last group row named an item: the rows under it belong to that one.
    by_group: bool,
}

impl Interpreter<'_> {
    /// Reads a list.
    pub fn list(&mut self, grid: &Grid, index: usize) {
        let depth = grid.header_rows();
        let body: Vec<usize> = (depth..grid.height).collect();
        self.rows(grid, &(0..depth).collect::<Vec<_>>(), &body, 0, Some(index));
    }

    /// Reads the rows `body` under the header rows `heads`, from column `from` on.
    pub fn rows(&mut self, grid: &Grid, heads: &[usize], body: &[usize], from: usize, index: Option<usize>) {
        let mut columns = self.columns(grid, heads, body, from);
        self.settle_uses(grid, body, &mut columns);
        let title = columns.iter().rposition(|column| column.usage == Use::Title);
        let table = Table { grid, body, columns, title };
        // A facing table goes on about the items of the one before it, row by row.
        let mut facing = grid.facing.and_then(|first| self.grid_items.get(&first).cloned()).map(Vec::into_iter);
        let mut opened = Opened { first: self.findings.items.len(), ..Opened::default() };
        let outer_item = self.item;
        self.whole_item = outer_item;
        for &row in body {
            if grid.rows[row] == RowKind::Group {
                self.group(&table, row, &mut opened);
                continue;
            }
            if grid.rows[row] == RowKind::Header || self.sums_up(&table, row) {
                continue;
            }
            let item = match &mut facing {
                Some(items) => items.next(),
                None => self.row_item(&table, row, &mut opened),
            };
            if let Some(item) = item.or(outer_item) {
                self.item = Some(item);
                self.row(&table, row, item);
            } else if (from..grid.width).any(|column| !grid.cell(row, column).is_blank()) {
                // Nothing names an item here.
                let item = self.item_or_heading(&grid.cell(row, from).place);
                opened.current = Some(item);
                self.row(&table, row, item);
            }
        }
        if opened.made.iter().any(|item| self.findings.items[*item].parent.is_some()) {
            self.item = outer_item;
        }
        if let Some(index) = index {
            self.grid_items.insert(index, opened.made);
        }
    }
}
