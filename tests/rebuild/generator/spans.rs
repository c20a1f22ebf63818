//! Spans (結合の喪失): merged cells that come back as one text with blanks, or with not even those.

use super::content::{Looks, look};
use super::printed::{Piece, Print, PrintedCell, Role, Sheet, Shift};
use super::random::Random;
use super::table::Intact;

/// Tall cells whose blanks could only be their own, as (row, place), bottom first so that places stay right.
fn tall(sheet: &Sheet, table: &Intact) -> Vec<(usize, usize)> {
    let mut found = vec![];
    for (row, printed) in sheet.rows.iter().enumerate() {
        found.extend(
            printed
                .cells
                .iter()
                .enumerate()
                .filter(|(_, cell)| cell.row_span > 1 && cell.origin.is_some_and(|origin| table.may_lose_row_span(origin)))
                .map(|(place, _)| (row, place)),
        );
    }
    found.reverse();
    found
}

/// The text stands once, blanks below it.
pub fn lost_row_spans(print: &mut Print, table: &Intact, _: &mut Random) -> bool {
    let [Piece::Sheet(sheet)] = print.pieces.as_mut_slice() else { return false };
    let tall = tall(sheet, table);
    for (row, place) in &tall {
        sheet.lose_row_span(*row, *place, &[]);
    }
    print.spans_lost |= !tall.is_empty();
    !tall.is_empty()
}

/// Body rows that could slide left and still be understood, with their cells' true columns.
fn slidable(sheet: &Sheet, table: &Intact) -> Vec<usize> {
    let body: Vec<usize> = sheet.rows_of(Role::Body);
    let covered = |row: &usize| !sheet.hanging(*row).is_empty();
    let sure: Vec<usize> = body.iter().copied().filter(|row| !covered(row)).collect();
    if sure.len() < 3 {
        return vec![];
    }
    let looks = Looks::gather(table, &sure);
    let good = |row: &usize| {
        let printed = &sheet.rows[*row];
        let all_lost = sheet.hanging(*row).iter().all(|(above, place)| sheet.rows[*above].cells[*place].origin.is_some_and(|origin| table.may_lose_row_span(origin)));
        let single = printed.cells.iter().all(|cell| cell.column_span == 1) && printed.shift == Shift::None;
        let (seen, told): (Vec<_>, Vec<_>) = printed.cells.iter().map(|cell| (look(&cell.text), cell.column)).unzip();
        all_lost && single && looks.only_place(&seen, &told)
    };
    body.iter().copied().filter(|row| covered(row) && good(row)).collect()
}

/// The text stands once, and some rows below have slid left: fewer cells, or blanks at their right end.
pub fn slid_rows(print: &mut Print, table: &Intact, random: &mut Random) -> bool {
    let [Piece::Sheet(sheet)] = print.pieces.as_mut_slice() else { return false };
    let candidates = slidable(sheet, table);
    if candidates.is_empty() {
        return false;
    }
    // Half of the body stays as it was: the rows from which a reader learns the columns.
    let most = (sheet.rows_of(Role::Body).len() / 2).max(1);
    let slid = random.some(&candidates, most);
    for (row, place) in tall(sheet, table) {
        sheet.lose_row_span(row, place, &slid);
    }
    let padded = random.chance(1, 2);
    let width = sheet.width;
    for row in slid {
        let printed = &mut sheet.rows[row];
        printed.shift = Shift::Slid;
        while padded && printed.cells.len() < width {
            printed.cells.push(PrintedCell::blank(width));
        }
    }
    print.spans_lost = true;
    true
}

/// Wide cells for which `lost` holds, as (row, place), last first.
fn wide(sheet: &Sheet, lost: impl Fn(usize) -> bool) -> Vec<(usize, usize)> {
    let mut found = vec![];
    for (row, printed) in sheet.rows.iter().enumerate() {
        found.extend(printed.cells.iter().enumerate().filter(|(_, cell)| cell.column_span > 1 && cell.origin.is_some_and(&lost)).map(|(place, _)| (row, place)));
    }
    found.reverse();
    found
}

/// Heads over sub-heads and group rows stand once, blanks on their right.
pub fn lost_column_spans(print: &mut Print, table: &Intact, _: &mut Random) -> bool {
    let [Piece::Sheet(sheet)] = print.pieces.as_mut_slice() else { return false };
    let wide = wide(sheet, |origin| table.may_lose_column_span(origin));
    for (row, place) in &wide {
        sheet.lose_column_span(*row, *place);
    }
    print.spans_lost |= !wide.is_empty();
    !wide.is_empty()
}

/// A form's wide values stand once, blanks on their right; only in forms that the author left no blank in.
pub fn lost_form_column_spans(print: &mut Print, table: &Intact, _: &mut Random) -> bool {
    let [Piece::Sheet(sheet)] = print.pieces.as_mut_slice() else { return false };
    if !table.is_form() || table.cells.iter().any(|cell| cell.text.is_empty()) {
        return false;
    }
    let wide = wide(sheet, |origin| table.cells[origin].row_span == 1);
    for (row, place) in &wide {
        sheet.lose_column_span(*row, *place);
    }
    print.spans_lost |= !wide.is_empty();
    !wide.is_empty()
}
