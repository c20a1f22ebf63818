//! Fit (当てはめ): rows to columns by one global alignment.
//!
//! Each filled cell has a cost in each column (how far it is from what the column's sure cells look like), each column left
//! out has a gap cost (how seldom it is blank; carried-down parents are cheap), and a column that takes two cells costs a
//! split. The cheapest order-preserving assignment wins, in time `cells × columns` a row; a row moves only where the win
//! is clear, and where it is not but the printed reading is bad, the row is left and `row-alignment-uncertain` said.

use crate::japanese::date::Setting;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::grid::{Origin, RowKind};
use crate::model::record::{Repair, RepairKind};
use crate::rebuild::draft::{Draft, Slot};
use crate::rebuild::fitter::{Fitter, MOST_COLUMNS, Outcome, is_square, wide_pages};
use crate::rebuild::join::join;
use crate::rebuild::profile::Profile;
use crate::rebuild::shape::{Shape, shape};
use foldhash::{HashMap, HashMapExt};

/// Looks after the first.
const MORE_LOOKS: usize = 2;

/// Fits every body row of `draft` to `width` columns; `stubs` leading columns may be blank below a filled one.
pub fn fit(draft: &mut Draft, width: usize, stubs: usize, setting: &Setting) {
    if !(3..=MOST_COLUMNS).contains(&width) {
        return;
    }
    let body: Vec<usize> = (0..draft.rows.len()).filter(|row| draft.kinds[*row] == RowKind::Body).collect();
    let wide = wide_pages(draft, width);
    // Where the source tells spans, only a row with more cells than the table has columns is in doubt.
    if draft.spans_told && wide.is_empty() {
        return;
    }
    if body.len() < 2 || body.iter().all(|row| is_square(draft, *row, width, &wide)) {
        return;
    }
    let shapes: Vec<Option<Shape>> = draft.cells.iter().map(|cell| shape(cell, setting)).collect();
    let mut fitter = Fitter { width, stubs, profiles: vec![Profile::default(); width], wide, split_pages: vec![], learned: HashMap::new() };
    fitter.learn_printed(draft, &body, &shapes);
    // Further looks, with what the ones before found, settle columns that were split throughout a page.
    let mut chosen = fitter.look(draft, &body, &shapes);
    for _ in 0..MORE_LOOKS {
        fitter.learn(draft, &body, &shapes, &chosen);
        fitter.find_split_pages(draft, &shapes);
        chosen = fitter.look(draft, &body, &shapes);
    }
    for (row, outcome) in body.iter().zip(chosen) {
        if draft.exact {
            if draft.filled_width(*row) <= width {
                continue;
            }
            too_long(draft, *row, width);
        }
        match outcome {
            Outcome::Keep => {}
            // It was said already.
            Outcome::Uncertain(_) if draft.exact => {}
            Outcome::Uncertain(excess) => {
                let slot = draft.rows[*row].first().copied();
                let place = slot.map_or(draft.place.clone(), |slot| draft.cells[slot as usize].place.clone());
                draft.diagnostics.push(Diagnostic::at(
                    Code::RowAlignmentUncertain,
                    format!("row {} does not look like its table ({excess:.1} over the usual cost) and no other reading is clearly better; left as printed", row + 1),
                    &place,
                ));
                for slot in draft.rows[*row].clone() {
                    draft.cells[slot as usize].confidence = 0.4;
                }
            }
            Outcome::Move(assignment, win) => apply(draft, *row, &assignment, width, win),
        }
    }
}

/// A row with more fields than the head has: a separator stands inside one of them, and where is a guess.
fn too_long(draft: &mut Draft, row: usize, width: usize) {
    let place = draft.rows[row].first().map_or(draft.place.clone(), |slot| draft.cells[*slot as usize].place.clone());
    let message = format!("row {} has {} fields under {width} heads: a separator may stand inside one of them", row + 1, draft.filled_width(row));
    draft.diagnostics.push(Diagnostic::at(Code::RowAlignmentUncertain, message, &place));
    for slot in draft.rows[row].clone() {
        draft.cells[slot as usize].confidence = 0.4;
    }
}

/// Writes an assignment into the row.
fn apply(draft: &mut Draft, row: usize, assignment: &[usize], width: usize, win: f32) {
    let filled = draft.filled(row);
    let old: Vec<Slot> = draft.rows[row].clone();
    let confidence = (0.55 + win / 30.0).min(0.95);
    let mut blanks: Vec<Slot> = (0..old.len()).filter(|column| !filled.contains(column)).map(|column| old[column]).collect();
    let mut slots: Vec<Option<Slot>> = vec![None; width];
    for (column, target) in filled.iter().zip(assignment) {
        let slot = old[*column];
        match slots[*target] {
            None => {
                slots[*target] = Some(slot);
                if target != column {
                    let cell = &mut draft.cells[slot as usize];
                    (cell.origin, cell.confidence) = (Origin::Shifted, confidence);
                    draft.repairs.push(Repair {
                        kind: RepairKind::RowShift,
                        before: format!("column {}", column + 1),
                        after: format!("column {}", target + 1),
                        place: cell.place.clone(),
                    });
                }
            }
            Some(head) => join(draft, head, slot, RepairKind::SplitJoin, confidence),
        }
    }
    let place = draft.place.clone();
    draft.rows[row] = slots.into_iter().map(|slot| slot.or_else(|| blanks.pop()).unwrap_or_else(|| draft.blank(&place))).collect();
}
