//! Noise (柱・ノンブル): rows of a table that are none: a page number, alone or with a running head beside it.
//!
//! Such a row leaves the draft; its text is nobody's and goes to residue.

use crate::japanese::number::is_page_number;
use crate::rebuild::draft::Draft;
use crate::see::{key, see};
use foldhash::HashMap;

/// Fewest columns of a table in which a row of one or two cells says that it belongs to no column.
const LEAST_WIDTH: usize = 3;
/// Longest running head, in characters.
const LONGEST_HEAD: usize = 40;

/// Drops page numbers and running heads from among the rows; `repeats` counts the free lines of the document.
pub fn drop_rows(draft: &mut Draft, repeats: &mut HashMap<String, usize>) {
    let width = draft.width();
    if width < LEAST_WIDTH {
        return;
    }
    let keep: Vec<bool> = (0..draft.rows.len()).map(|row| row == 0 || !is_noise(draft, row, width, repeats)).collect();
    for row in (0..keep.len()).filter(|row| !keep[*row]) {
        // What runs on inside a table is a running head between its parts as well.
        if let [first, _] = draft.filled(row)[..] {
            *repeats.entry(key(&draft.cells[draft.rows[row][first] as usize].flat())).or_insert(0) += 2;
        }
    }
    if keep.contains(&false) {
        draft.retain_rows(&keep);
    }
}

fn is_noise(draft: &Draft, row: usize, width: usize, repeats: &HashMap<String, usize>) -> bool {
    let texts: Vec<(usize, String)> = draft.filled(row).into_iter().map(|column| (column, draft.cells[draft.rows[row][column] as usize].flat().into_owned())).collect();
    match &texts[..] {
        [(_, only)] => is_page_number(only),
        [(0, head), (column, number)] => {
            let running = head.chars().count() <= LONGEST_HEAD && !head.contains('。') && see(head).number().is_none();
            let known = repeats.contains_key(&key(head));
            is_page_number(number) && running && (known || *column + 1 == width)
        }
        _ => false,
    }
}
