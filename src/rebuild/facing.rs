//! Facing (見開き): a second table without keys whose n-th row belongs to the n-th item of the first.

use crate::japanese::date::Setting;
use crate::model::block::Block;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::grid::{Cell, Grid, GridKind, Piece, RowKind};
use crate::model::lexicon::{Lexicon, Role};
use crate::model::record::{Repair, RepairKind};
use crate::see::see;

/// Joins each keyless table to the keyed one before it, if their rows match in number.
pub fn join(pieces: &mut [Piece], lexicon: &Lexicon, setting: &Setting) {
    let mut keyed: Option<(usize, usize)> = None;
    // The header of the last page that faced another, for one that is printed without.
    let mut heads: Option<Heads> = None;
    for index in 0..pieces.len() {
        let Piece::Grid(grid) = &mut pieces[index] else { continue };
        if grid.kind == GridKind::List
            && grid.header_rows() == 0
            && let Some(heads) = heads.as_ref().filter(|heads| heads.width == grid.width && keyed.is_some_and(|(_, items)| items == grid.height))
        {
            heads.put_over(grid);
        }
        if grid.kind != GridKind::List || grid.header_rows() == 0 {
            continue;
        }
        let own_keys = keys(grid, lexicon, setting);
        if own_keys > 0 {
            keyed = Some((index, own_keys));
            continue;
        }
        // A table split off from the one before it in the same block is no page that faces it.
        if grid.repairs.iter().any(|repair| repair.kind == RepairKind::TableSplit) {
            continue;
        }
        let rows = grid.rows.iter().filter(|kind| **kind == RowKind::Body).count();
        let Some((first, items)) = keyed else { continue };
        // Between the two pages only page furniture may stand, no heading.
        let parted = pieces[first + 1..index].iter().any(|piece| matches!(piece, Piece::Block { block: Block::Heading { .. } | Block::Bullet { .. }, .. }));
        if parted {
            continue;
        }
        let Piece::Grid(grid) = &mut pieces[index] else { continue };
        if rows == items {
            grid.facing = Some(first);
            heads = Some(Heads::of(grid));
            let mut count = 0;
            for row in grid.header_rows()..grid.height {
                if grid.rows[row] == RowKind::Body {
                    count += 1;
                    let place = grid.cell(row, 0).place.clone();
                    grid.repairs.push(Repair { kind: RepairKind::FacingJoin, before: format!("row {count}, no key"), after: format!("item {count} of the table before"), place });
                }
            }
        } else {
            let place = grid.place.clone();
            grid.diagnostics.push(Diagnostic::at(Code::FacingUnmatched, format!("{rows} rows without keys, {items} items in the table before; not joined"), &place));
        }
    }
}

/// The header rows of a grid.
struct Heads {
    width: usize,
    cells: Vec<Cell>,
    slots: Vec<u32>,
}

impl Heads {
    fn of(grid: &Grid) -> Heads {
        let depth = grid.header_rows();
        let mut cells = vec![];
        let mut known: Vec<usize> = vec![];
        let slots = grid.slots[..depth * grid.width].iter().map(|slot| *slot as usize);
        let slots = slots
            .map(|slot| {
                known.iter().position(|old| *old == slot).unwrap_or_else(|| {
                    known.push(slot);
                    cells.push(grid.cells[slot].clone());
                    known.len() - 1
                }) as u32
            })
            .collect();
        Heads { width: grid.width, cells, slots }
    }

    /// Puts them over a grid that has none.
    fn put_over(&self, grid: &mut Grid) {
        let depth = self.slots.len() / self.width.max(1);
        let shift = grid.cells.len() as u32;
        for cell in &mut grid.cells {
            cell.row += depth;
        }
        grid.cells.extend(self.cells.iter().cloned());
        grid.slots.splice(0..0, self.slots.iter().map(|slot| slot + shift));
        grid.rows.splice(0..0, std::iter::repeat_n(RowKind::Header, depth));
        grid.height += depth;
        grid.diagnostics.retain(|diagnostic| diagnostic.code != Code::HeaderNotFound);
        let place = grid.place.clone();
        grid.diagnostics.push(Diagnostic::at(Code::HeaderCarried, "the header of the facing page before is taken for this one", &place));
    }
}

/// How many items the table names; 0 if it has no column that names them.
fn keys(grid: &Grid, lexicon: &Lexicon, setting: &Setting) -> usize {
    let depth = grid.header_rows();
    // 26年度以降の取組方針 names no item: a name has no time.
    let role = |column: usize| {
        (0..depth).rev().find_map(|row| {
            let header = see(&grid.cell(row, column).flat()).header(lexicon, setting);
            header.role().filter(|_| header.period.is_none())
        })
    };
    let roles: Vec<Option<Role>> = (0..grid.width).map(role).collect();
    let naming = |role: &Option<Role>| role.is_some_and(Role::is_naming);
    let Some(last) = roles.iter().rposition(|role| *role == Some(Role::Title)).or_else(|| roles.iter().rposition(naming)) else {
        return 0;
    };
    let mut groups = 0;
    let mut rows = 0;
    for row in depth..grid.height {
        match grid.rows[row] {
            RowKind::Group if grid.rows.get(row + 1) == Some(&RowKind::Body) => groups += 1,
            RowKind::Body => {
                let cell = grid.cell(row, last);
                if cell.row == row && !cell.is_blank() {
                    rows += 1;
                }
            }
            _ => {}
        }
    }
    // Group rows are the items where the naming column holds text under them.
    let texts = |row: usize| grid.rows[row] == RowKind::Body && grid.cell(row, last).row == row;
    let headed = (depth..grid.height).any(|row| texts(row) && grid.cell(row, last).flat().starts_with('【'));
    // One of them may have its name and its first text in one cell.
    let named = (depth..grid.height)
        .filter(|row| texts(*row) && grid.cell(*row, last).flat().find(" 【").is_some_and(|at| at > 0))
        .filter(|row| !grid.cell(*row, last).flat().starts_with('【'));
    if headed && groups + named.clone().count() > 0 { groups + named.count() } else { rows.max(usize::from(groups > 0)) }
}
