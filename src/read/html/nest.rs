//! Nest (入れ子の表): a table in a cell becomes rows and columns of the table that holds it.
//!
//! 成果指標 over a cell with a table of 指標名 | 目標値 | 実績値: the cell's column becomes three, its row as many as the inner table
//! has; the other cells reach down over them, the outer head over the inner heads, which are printed once.

use crate::model::block::{Block, RawCell, RawRow, RawTable};
use crate::read::html::slots::{self, Slots};
use std::collections::BTreeMap;

/// Slots that tables may have once those in their cells are told with them; the others stay apart.
const MOST_SLOTS: usize = 200_000;
/// Rows of heads that inner tables may share.
const MOST_HEADS: usize = 3;

/// A row whose cells may hold tables.
pub struct OuterRow {
    /// Its cells.
    pub cells: Vec<(RawCell, Vec<RawTable>)>,
    /// The source hides it.
    pub hidden: bool,
}

/// An outer cell, its first column, and the slots that stand for it if it holds tables.
struct Placed {
    column: usize,
    cell: RawCell,
    tables: Vec<RawTable>,
    inner: Option<Slots>,
}

/// The rows with the tables in their cells told row by row, and what stands apart from them: tables that are no part of the form,
/// and heads that were printed before.
pub fn unfold(rows: Vec<OuterRow>) -> (Vec<RawRow>, Vec<Block>) {
    let hidden: Vec<bool> = rows.iter().map(|row| row.hidden).collect();
    let plain = |cells: Vec<RawCell>, row: usize| RawRow { cells, hidden: hidden[row] };
    if rows.iter().all(|row| row.cells.iter().all(|(_, tables)| tables.is_empty())) {
        return (rows.into_iter().enumerate().map(|(row, outer)| plain(outer.cells.into_iter().map(|(cell, _)| cell).collect(), row)).collect(), vec![]);
    }
    if area(&rows) > MOST_SLOTS {
        let mut apart = vec![];
        let mut cells = |outer: OuterRow| -> Vec<RawCell> {
            let cells = outer.cells.into_iter().map(|(cell, tables)| {
                apart.extend(tables.into_iter().map(Block::Table));
                cell
            });
            cells.collect()
        };
        let rows = rows.into_iter().enumerate().map(|(row, outer)| plain(cells(outer), row)).collect();
        return (rows, apart);
    }
    let mut placed = place(rows);
    let mut apart = settle(&mut placed);
    let heads = heads(&mut placed, &mut apart);
    let widths = widths(&placed, &heads);
    let heights: Vec<usize> = placed.iter().map(|row| row.iter().filter_map(|cell| cell.inner.as_ref()).map(Slots::height).max().unwrap_or(1).max(1)).collect();
    let starts: Vec<usize> = widths.iter().scan(0, |at, width| Some(std::mem::replace(at, *at + width))).collect();
    let host = placed.iter().position(|row| row.iter().any(|cell| cell.inner.is_some())).and_then(|first| first.checked_sub(1));
    let depth = heads.values().map(Slots::height).max().unwrap_or(0);
    let mut out: Vec<RawRow> = vec![];
    let mut heads = Some(heads).filter(|_| depth > 0);
    for (row, cells) in placed.into_iter().enumerate() {
        let mut lines: Vec<Vec<(usize, RawCell)>> = (0..heights[row]).map(|_| vec![]).collect();
        for Placed { column, mut cell, inner, .. } in cells {
            let span = cell.column_span as usize;
            let width: usize = widths[column..column + span].iter().sum();
            let below = (row + cell.row_span as usize).min(heights.len());
            if let Some(inner) = inner {
                inner.told(starts[column], width, heights[row + 1..below].iter().sum(), &mut lines);
                continue;
            }
            let ends_over_heads = host.is_some_and(|host| row <= host && below == host + 1);
            let own = heads.as_ref().and_then(|heads| heads.get(&column)).map_or(0, Slots::height);
            let reaches: usize = heights[row..below].iter().sum();
            cell.row_span = (reaches + if ends_over_heads { depth - own.min(depth) } else { 0 }) as u32;
            cell.column_span = width as u32;
            lines[0].push((starts[column], cell));
        }
        out.extend(lines.into_iter().map(|cells| row_of(cells, hidden[row])));
        if host == Some(row)
            && let Some(heads) = heads.take()
        {
            let mut lines: Vec<Vec<(usize, RawCell)>> = (0..depth).map(|_| vec![]).collect();
            for (column, head) in heads {
                // Lower heads stand right over their cells: what is over them is the outer head, drawn down.
                let from = depth - head.height();
                head.told(starts[column], widths[column], 0, &mut lines[from..]);
            }
            out.extend(lines.into_iter().map(|cells| row_of(cells, false)));
        }
    }
    (out, apart)
}

fn row_of(mut cells: Vec<(usize, RawCell)>, hidden: bool) -> RawRow {
    cells.sort_by_key(|(column, _)| *column);
    RawRow { cells: cells.into_iter().map(|(_, cell)| cell).collect(), hidden }
}

/// Slots that the table has at most once it is unfolded.
fn area(rows: &[OuterRow]) -> usize {
    let of = |table: &RawTable| table.rows.len().saturating_mul(slots::width(table));
    let inner: usize = rows.iter().flat_map(|row| &row.cells).flat_map(|(_, tables)| tables).map(of).fold(0, usize::saturating_add);
    let longest = |row: &OuterRow| row.cells.iter().map(|(_, tables)| tables.iter().map(|table| table.rows.len() + 1).sum::<usize>()).max().unwrap_or(1).max(1);
    let height: usize = rows.iter().map(longest).sum();
    let wide = |cell: &RawCell, tables: &[RawTable]| (cell.column_span as usize).max(tables.iter().map(slots::width).max().unwrap_or(1));
    let width = rows.iter().map(|row| row.cells.iter().map(|(cell, tables)| wide(cell, tables)).fold(0, usize::saturating_add)).max().unwrap_or(0);
    inner.saturating_add(height.saturating_mul(width))
}

/// The first column of every cell, by the cells that reach down from above.
fn place(rows: Vec<OuterRow>) -> Vec<Vec<Placed>> {
    let height = rows.len();
    // Rows down to which each column is taken.
    let mut taken: Vec<usize> = vec![];
    let mut out = vec![];
    for (row, outer) in rows.into_iter().enumerate() {
        let mut at = 0;
        let mut cells = vec![];
        for (mut cell, tables) in outer.cells {
            while taken.get(at).is_some_and(|end| *end > row) {
                at += 1;
            }
            let room = taken[at.min(taken.len())..].iter().position(|end| *end > row).unwrap_or(usize::MAX);
            cell.column_span = (cell.column_span.max(1) as usize).min(room) as u32;
            cell.row_span = cell.row_span.clamp(1, (height - row) as u32);
            let end = at + cell.column_span as usize;
            taken.resize(taken.len().max(end), 0);
            taken[at..end].fill(row + cell.row_span as usize);
            cells.push(Placed { column: at, cell, tables, inner: None });
            at = end;
        }
        out.push(cells);
    }
    out
}

/// Tables that most cells of a column hold are part of the form; one among texts is content of its own and stands apart.
fn settle(rows: &mut [Vec<Placed>]) -> Vec<Block> {
    let first = rows.iter().position(|row| row.iter().any(|cell| !cell.tables.is_empty())).unwrap_or(0);
    let mut counts: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for cell in rows.iter().skip(first.min(1)).flatten() {
        let (holding, filled) = counts.entry(cell.column).or_default();
        *holding += usize::from(!cell.tables.is_empty());
        *filled += usize::from(!cell.tables.is_empty() || !cell.cell.is_blank());
    }
    let mut apart = vec![];
    for cell in rows.iter_mut().flatten().filter(|cell| !cell.tables.is_empty()) {
        let tables = std::mem::take(&mut cell.tables);
        if counts.get(&cell.column).is_some_and(|(holding, filled)| holding * 2 >= *filled) {
            cell.inner = Some(Slots::new(&cell.cell, tables));
        } else {
            apart.extend(tables.into_iter().map(Block::Table));
        }
    }
    apart
}

/// Heads that all tables of a column share are printed once, under the head of the column.
fn heads(rows: &mut [Vec<Placed>], apart: &mut Vec<Block>) -> BTreeMap<usize, Slots> {
    let first = rows.iter().position(|row| row.iter().any(|cell| cell.inner.is_some())).unwrap_or(0);
    let over = first.checked_sub(1).map(|host| &rows[host]);
    if !over.is_some_and(|host| first == 1 || host.iter().all(|cell| cell.cell.heading)) {
        return BTreeMap::new();
    }
    let mut columns: BTreeMap<usize, Vec<&mut Slots>> = BTreeMap::new();
    for cell in rows.iter_mut().flatten() {
        if let Some(inner) = &mut cell.inner {
            columns.entry(cell.column).or_default().push(inner);
        }
    }
    let mut out = BTreeMap::new();
    for (column, mut blocks) in columns {
        let depth = (0..MOST_HEADS).take_while(|row| is_head(&blocks, *row)).count();
        if depth > 0 && blocks.iter().all(|block| block.closes_at(depth)) {
            let mut taken: Vec<Slots> = blocks.iter_mut().map(|block| block.take_rows(depth)).collect();
            let head = taken.remove(0);
            let repeated = taken.iter().flat_map(Slots::sources);
            apart.extend(repeated.map(|source| Block::Furniture { source, reason: "furniture" }));
            out.insert(column, head);
        }
    }
    out
}

/// A row of every block holds heads, and the same ones.
fn is_head(blocks: &[&mut Slots], row: usize) -> bool {
    let Some(first) = blocks.first() else { return false };
    let texts = first.texts(row);
    let marked = first.is_marked(row);
    let told = marked || (row == 0 && blocks.len() > 1 && texts.len() > 1 && texts.iter().all(|text| !text.chars().any(|c| c.is_ascii_digit())));
    told && blocks.iter().all(|block| block.height() > row + 1 && block.texts(row) == texts)
}

/// Columns that stand for each column of the outer table.
fn widths(rows: &[Vec<Placed>], heads: &BTreeMap<usize, Slots>) -> Vec<usize> {
    let columns = rows.iter().flatten().map(|cell| cell.column + cell.cell.column_span as usize).max().unwrap_or(0);
    let mut widths = vec![1; columns];
    for cell in rows.iter().flatten() {
        let Some(inner) = &cell.inner else { continue };
        let span = cell.column..cell.column + cell.cell.column_span as usize;
        let room: usize = widths[span.clone()].iter().sum();
        let wanted = inner.width().max(heads.get(&cell.column).map_or(0, Slots::width));
        widths[span.start] += wanted.saturating_sub(room);
    }
    widths
}
