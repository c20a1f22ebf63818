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
mod office;
mod rated;
mod remark;
mod row;
mod sum;
mod title;
mod usage;

use crate::interpret::Interpreter;
use crate::interpret::under::Under;
use crate::model::grid::{Grid, RowKind};
use crate::model::lexicon::Role;
use crate::model::record::NoteKind;
use foldhash::{HashMap, HashMapExt};
use group::Group;
use measured::head_of_measures;
use office::offices_after_names;

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
    /// Its cells are facts about the item, whatever they look like.
    fact: bool,
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
    /// The offices stand in brackets after the names of the items.
    offices: bool,
    /// The wide head over the indicators and their values, where the table has one.
    measures: Option<String>,
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
        if self.item.is_none() && index.is_some() && grid.facing.is_none() && !tells_of_items(&columns) && !holds_sentences(grid, body) {
            self.leave(grid.place.range(), "table-outside-items");
            return;
        }
        let title = columns.iter().rposition(|column| column.usage == Use::Title);
        let offices = title.is_some_and(|title| offices_after_names(grid, body, &columns, title));
        let measures = head_of_measures(&columns);
        let table = Table { grid, body, columns, title, offices, measures };
        // A facing table goes on about the items of the one before it, row by row.
        let mut facing = grid.facing.and_then(|first| self.grid_items.get(&first).cloned()).map(Vec::into_iter);
        let numbered = if facing.is_none() { self.numbered_rows(&table) } else { HashMap::new() };
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
                None if !numbered.is_empty() => {
                    if let Some(item) = numbered.get(&row) {
                        opened.current = Some(*item);
                        opened.made.push(*item);
                    }
                    opened.current
                }
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

/// A head says what is told of items, or names them: 職名 | 氏名 | 所属, 区分 | 項目数 | 構成比 outside of any item do not.
fn tells_of_items(columns: &[Column]) -> bool {
    let told = |column: &Column| {
        column.under.period.is_some()
            || column.under.role().is_some_and(|role| match role {
                Role::Note => column.under.note() != NoteKind::Other,
                role => !matches!(role, Role::Section | Role::Label | Role::Period | Role::Unit),
            })
    };
    columns.iter().any(told)
}

/// A quarter of the cells are sentences: something is told, whatever the heads would have said.
fn holds_sentences(grid: &Grid, body: &[usize]) -> bool {
    let cells = body.iter().flat_map(|row| (0..grid.width).map(move |column| (*row, column)));
    let (mut told, mut all) = (0, 0);
    for cell in cells.map(|(row, column)| grid.cell(row, column)).filter(|cell| !cell.is_blank()) {
        all += 1;
        told += usize::from(cell.flat().contains('。'));
    }
    told * 4 >= all
}
