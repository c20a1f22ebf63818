//! Transpose (転置): a table whose items stand as columns, turned so that each is a row.

use crate::model::grid::RowKind;
use crate::rebuild::draft::Draft;

/// Turns rows into columns.
pub fn turn(mut draft: Draft) -> Draft {
    let (height, width) = (draft.rows.len(), draft.width());
    for row in 0..height {
        draft.pad(row, width);
    }
    draft.rows = (0..width).map(|column| (0..height).map(|row| draft.rows[row][column]).collect()).collect();
    draft.kinds = vec![RowKind::Body; width];
    draft.page_starts = vec![0];
    // Blanks of the turned table are real: its rows were printed as columns.
    draft.spans_told = true;
    draft.drop_blank_rows();
    draft
}
