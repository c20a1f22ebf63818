//! Stitch (綴じ合わせ): tables that a page break cut apart, put together again.

use crate::japanese::text::key;
use crate::model::block::{Block, Line};
use crate::model::record::{Repair, RepairKind};
use crate::rebuild::draft::{Draft, Slot};
use std::collections::HashMap;

/// A page number or a running line: what a page prints beside its content.
pub fn is_page_furniture(text: &str, repeats: usize) -> bool {
    let body: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = body.trim_matches(['-', '－', '―', '–', '—', '‐', '−', '(', ')', '[', ']', '<', '>', 'p', 'P', '.', '頁', '/', 'ペ', 'ー', 'ジ', '~', '～']);
    let number = !bare.is_empty() && bare.chars().count() <= 7 && bare.chars().all(|c| c.is_ascii_digit() || matches!(c, '/' | '-'));
    let dressed = bare.len() < body.len() || bare.chars().all(|c| c.is_ascii_digit());
    (number && dressed) || (repeats >= 2 && body.chars().count() <= 40)
}

/// How often each free line stands in the document.
pub fn repeats(blocks: &[Block]) -> HashMap<String, usize> {
    let mut out = HashMap::new();
    for block in blocks {
        if let Block::Line(line) | Block::Heading { line, .. } = block {
            *out.entry(key(line.text.as_str())).or_insert(0) += 1;
        }
    }
    out
}

/// A line that speaks of the table it stands over or under: a unit, a legend, a note.
pub fn is_table_note(line: &Line) -> bool {
    let text = line.text.as_str().trim();
    let opener = text.trim_start_matches(['(', '[', '【', '〔', '<', ' ']);
    opener.starts_with("単位") || opener.starts_with('※') || opener.starts_with("凡例") || opener.starts_with("注") || text.starts_with('*')
}

/// How many leading rows of `next` repeat the header rows of `first`.
pub fn repeated_header(first: &Draft, depth: usize, next: &Draft, next_row: usize) -> usize {
    let row_keys = |draft: &Draft, row: usize| -> Vec<(usize, String)> {
        draft.filled(row).into_iter().map(|column| (column, key(&draft.cells[draft.rows[row][column] as usize].flat()))).collect()
    };
    // Whatever the table is: rows that open both parts alike, cell for cell, are its header.
    let most = first.rows.len().min(next.rows.len()).min(5);
    let same = (0..most).take_while(|row| alike(&row_keys(first, *row), &row_keys(next, *row)) && first.filled(*row).len() >= 2).count();
    if same > 0 && same < next.rows.len() && same < first.rows.len() && same >= depth {
        return same;
    }
    for skip in 0..depth {
        let mut same = 0;
        while skip + same < depth && next_row + same < next.rows.len() && alike(&row_keys(first, skip + same), &row_keys(next, next_row + same)) {
            same += 1;
        }
        if same > 0 && skip + same == depth {
            return same;
        }
    }
    0
}

/// The same cells in the same columns; one of six may differ by a slip of OCR. A table with one column more is another table.
fn alike(a: &[(usize, String)], b: &[(usize, String)]) -> bool {
    if a.len() != b.len() || a.is_empty() {
        return false;
    }
    let shared = a.iter().zip(b).filter(|(x, y)| x.1 == y.1).count();
    shared * 6 >= a.len() * 5
}

/// Appends `next` to `first`, leaving out its first `skip` rows (a repeated header).
pub fn append(first: &mut Draft, mut next: Draft, skip: usize) {
    let shift = first.cells.len() as Slot;
    first.page_starts.push(first.rows.len());
    for row in 0..skip.min(next.rows.len()) {
        for column in next.filled(row) {
            let cell = &next.cells[next.rows[row][column] as usize];
            first.repairs.push(Repair { kind: RepairKind::RepeatedHeader, before: cell.flat(), after: String::new(), place: cell.place.clone() });
        }
    }
    let rows = next.rows.split_off(skip.min(next.rows.len()));
    first.kinds.extend(next.kinds.split_off(skip.min(next.kinds.len())));
    first.rows.extend(rows.into_iter().map(|row| row.into_iter().map(|slot| slot + shift).collect()));
    first.cells.extend(next.cells);
    first.spans.extend(next.spans);
    first.repairs.extend(next.repairs);
    first.diagnostics.extend(next.diagnostics);
    first.notes.extend(next.notes);
    first.place.end = first.place.end.max(next.place.end);
}
