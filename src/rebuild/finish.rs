//! Finish (仕上げ): a draft squared into a grid, each slot with exactly one cell.

use crate::model::grid::{Grid, GridKind};
use crate::rebuild::draft::Draft;

/// Squares the draft: missing slots become blank cells, and cells learn where they stand.
pub fn finish(mut draft: Draft, kind: GridKind, stub_columns: usize) -> Grid {
    let width = draft.width();
    let place = draft.place.clone();
    for row in 0..draft.rows.len() {
        draft.pad(row, width);
    }
    separate(&mut draft);
    let height = draft.rows.len();
    // Rows and columns fit 32 bits, as slots do: a large table has millions of cells.
    let mut first: Vec<Option<(u32, u32)>> = vec![None; draft.cells.len()];
    let mut last: Vec<(u32, u32)> = vec![(0, 0); draft.cells.len()];
    for (row, slots) in draft.rows.iter().enumerate() {
        for (column, slot) in slots.iter().enumerate() {
            first[*slot as usize].get_or_insert((row as u32, column as u32));
            last[*slot as usize] = (row as u32, column as u32);
        }
    }
    // Cells that stand nowhere any more (replaced blanks) leave; the others keep their order.
    let mut new_index = vec![0u32; draft.cells.len()];
    let mut kept = 0;
    let mut index = 0;
    draft.cells.retain_mut(|cell| {
        index += 1;
        let Some((row, column)) = first[index - 1] else { return false };
        let (last_row, last_column) = last[index - 1];
        (cell.row, cell.column) = (row as usize, column as usize);
        (cell.row_span, cell.column_span) = ((last_row - row) as usize + 1, last_column.saturating_sub(column) as usize + 1);
        new_index[index - 1] = kept;
        kept += 1;
        true
    });
    let cells = draft.cells;
    let slots = draft.rows.iter().flatten().map(|slot| new_index[*slot as usize]).collect();
    Grid { cells, slots, width, height, rows: draft.kinds, stub_columns, kind, facing: None, notes: draft.notes, repairs: draft.repairs, diagnostics: draft.diagnostics, place }
}

/// A cell covers a rectangle; where edits broke one apart, the slots outside the first rectangle become blank cells.
fn separate(draft: &mut Draft) {
    let width = draft.width();
    let place = draft.place.clone();
    let mut seen: Vec<Option<(u32, u32, u32, u32)>> = vec![None; draft.cells.len()];
    for row in 0..draft.rows.len() {
        let mut column = 0;
        while column < width {
            let slot = draft.rows[row][column] as usize;
            let mut end = column + 1;
            while end < width && draft.rows[row][end] as usize == slot {
                end += 1;
            }
            let whole = match seen.get(slot).copied().flatten() {
                None => true,
                Some((_, bottom, left, right)) => bottom as usize + 1 == row && left as usize == column && right as usize == end,
            };
            if whole {
                let top = seen[slot].map_or(row as u32, |old| old.0);
                seen[slot] = Some((top, row as u32, column as u32, end as u32));
            } else {
                for target in column..end {
                    let blank = draft.blank(&place);
                    draft.rows[row][target] = blank;
                    seen.push(Some((row as u32, row as u32, target as u32, target as u32 + 1)));
                }
            }
            column = end;
        }
    }
}
