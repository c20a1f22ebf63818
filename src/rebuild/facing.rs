//! Facing (見開き): a second table without keys whose n-th row belongs to the n-th item of the first.

use crate::japanese::date::Setting;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::grid::{Grid, GridKind, Piece, RowKind};
use crate::model::header::Header;
use crate::model::lexicon::{Lexicon, Role};
use crate::model::record::{Repair, RepairKind};

/// Joins each keyless table to the keyed one before it, if their rows match in number.
pub fn join(pieces: &mut [Piece], lexicon: &Lexicon, setting: &Setting) {
    let mut keyed: Option<(usize, usize)> = None;
    for index in 0..pieces.len() {
        let Piece::Grid(grid) = &pieces[index] else { continue };
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
        let parted = pieces[first + 1..index]
            .iter()
            .any(|piece| matches!(piece, Piece::Block { block: crate::model::block::Block::Heading { .. } | crate::model::block::Block::Bullet { .. }, .. }));
        if parted {
            continue;
        }
        let Piece::Grid(grid) = &mut pieces[index] else { continue };
        if rows == items {
            grid.facing = Some(first);
            let header = grid.rows.iter().take_while(|kind| **kind == RowKind::Header).count();
            let mut count = 0;
            for row in header..grid.height {
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

/// How many items the table names; 0 if it has no column that names them.
fn keys(grid: &Grid, lexicon: &Lexicon, setting: &Setting) -> usize {
    let depth = grid.header_rows();
    let role = |column: usize| (0..depth).rev().find_map(|row| Header::read(&grid.cell(row, column).flat(), lexicon, setting).role());
    let naming: Vec<usize> =
        (0..grid.width).filter(|column| matches!(role(*column), Some(Role::Title | Role::Label | Role::Section | Role::Indicator | Role::Municipality))).collect();
    let Some(last) = naming.iter().copied().rfind(|column| role(*column) == Some(Role::Title)).or(naming.last().copied()) else {
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
    let headed = (depth..grid.height).any(|row| grid.rows[row] == RowKind::Body && grid.cell(row, last).flat().starts_with('【'));
    if groups > 0 && headed { groups } else { rows.max(usize::from(groups > 0)) }
}
