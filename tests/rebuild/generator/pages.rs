//! Pages (改ページ): a table that goes on over a page, its header repeated or lost, a cell cut in mid-sentence.

use super::printed::{Piece, Print, PrintedCell, PrintedRow, Role, Sheet, Shift};
use super::random::Random;
use super::table::Intact;

/// What may stand at the foot of a page.
pub fn page_number(random: &mut Random) -> String {
    let page = 2 + random.below(60);
    match random.below(4) {
        0 => format!("－ {page} －"),
        1 => format!("- {page} -"),
        2 => format!("{page} / 72"),
        _ => format!("{page}ページ"),
    }
}

/// Everything that reaches over the boundary could only go on below.
fn may_break_before(sheet: &Sheet, table: &Intact, row: usize) -> bool {
    sheet.hanging(row).iter().all(|(above, place)| {
        let cell = &sheet.rows[*above].cells[*place];
        cell.origin.is_some_and(|origin| table.may_lose_row_span(origin)) || cell.text.is_empty() && cell.column < table.stub_columns
    })
}

/// Sheet and row before which a page may end.
fn breaks(print: &Print, table: &Intact) -> Vec<(usize, usize)> {
    let mut found = vec![];
    if table.is_form() {
        return found;
    }
    for (place, sheet) in print.sheets() {
        let body = |row: usize| sheet.rows[row].role != Role::Header;
        for row in 1..sheet.rows.len() {
            let rows_above = (0..row).filter(|row| body(*row)).count();
            if rows_above > 0 && body(row) && sheet.rows[row - 1].role != Role::Group && may_break_before(sheet, table, row) {
                found.push((place, row));
            }
        }
    }
    found
}

/// The header rows of the sheet, as printed.
fn header_of(sheet: &Sheet) -> Vec<PrintedRow> {
    sheet.rows.iter().filter(|row| row.role == Role::Header).cloned().collect()
}

/// Ends the page before a row of a sheet.
fn break_page(print: &mut Print, place: usize, row: usize, repeated: bool, random: &mut Random) {
    let Some(header) = print.sheets().next().map(|(_, first)| header_of(first)) else { return };
    let Some(sheet) = print.sheet_mut(place) else { return };
    let mut lower = sheet.cut_before(row);
    if repeated {
        lower.rows.splice(0..0, header);
    }
    let mut pieces = vec![];
    if random.chance(1, 2) {
        pieces.push(Piece::Line(page_number(random)));
    }
    pieces.push(Piece::Sheet(lower));
    print.pieces.splice(place + 1..place + 1, pieces);
}

/// One page break, two in a long table.
fn page_break(print: &mut Print, table: &Intact, repeated: bool, random: &mut Random) -> bool {
    let wanted = if table.slots.len() > 14 { 1 + random.below(2) } else { 1 };
    let mut done = false;
    for _ in 0..wanted {
        let Some((place, row)) = random.pick(&breaks(print, table)).copied() else { break };
        break_page(print, place, row, repeated, random);
        done = true;
    }
    done
}

/// The next page begins with the header again.
pub fn break_with_header(print: &mut Print, table: &Intact, random: &mut Random) -> bool {
    page_break(print, table, true, random)
}

/// The next page begins with a body row.
pub fn break_without_header(print: &mut Print, table: &Intact, random: &mut Random) -> bool {
    page_break(print, table, false, random)
}

/// Bytes at which a text may be cut so that both parts show it: in mid-sentence, no marker, no figure beside the cut.
fn cuts(text: &str) -> Vec<usize> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let plain = |letter: char| matches!(letter, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{4E00}'..='\u{9FFF}');
    if letters.len() < 20 {
        return vec![];
    }
    (5..letters.len() - 5).filter(|at| plain(letters[at - 1].1) && plain(letters[*at].1)).map(|at| letters[at].0).collect()
}

/// Cells that may be cut: sheet, row, places in the row. A row of which two cells can be cut is told once.
fn cuttable(print: &Print, table: &Intact) -> Vec<(usize, usize, Vec<usize>)> {
    let mut found = vec![];
    if table.is_form() {
        return found;
    }
    for (place, sheet) in print.sheets() {
        for (row, printed) in sheet.rows.iter().enumerate() {
            if printed.role != Role::Body || printed.shift != Shift::None {
                continue;
            }
            let fits = |cell: &PrintedCell| cell.row_span == 1 && cell.column_span == 1 && cell.column >= table.stub_columns && !cuts(&cell.text).is_empty();
            let places: Vec<usize> = (0..printed.cells.len()).filter(|index| fits(&printed.cells[*index])).collect();
            let plain = printed.cells.iter().all(|cell| cell.row_span == 1 || cell.origin.is_some_and(|origin| table.may_lose_row_span(origin)));
            let last = row + 1 == sheet.rows.len();
            if !places.is_empty() && plain && (last || may_break_before(sheet, table, row + 1)) {
                found.push((place, row, places));
            }
        }
    }
    found
}

/// One row's text cells go on, in mid-sentence, in a row of the next page that is blank elsewhere.
pub fn cut_cell(print: &mut Print, table: &Intact, random: &mut Random) -> bool {
    let candidates = cuttable(print, table);
    let Some((place, row, places)) = random.pick(&candidates).cloned() else { return false };
    let chosen = random.some(&places, 3);
    let Some(sheet) = print.sheet_mut(place) else { return false };
    let mut tails = vec![];
    for index in chosen {
        let cell = &mut sheet.rows[row].cells[index];
        let Some(at) = random.pick(&cuts(&cell.text)).copied() else { continue };
        let text = cell.text.split_off(at);
        tails.push(PrintedCell { text, ..cell.clone() });
    }
    // What reaches below this row reaches over its second half as well.
    let over: Vec<(usize, usize)> = sheet.hanging(row + 1);
    let mut covered = vec![false; sheet.width];
    for (above, index) in over {
        let cell = &mut sheet.rows[above].cells[index];
        cell.row_span += 1;
        covered.iter_mut().skip(cell.column).take(cell.column_span).for_each(|slot| *slot = true);
    }
    let mut rest = PrintedRow { cells: vec![], role: Role::Body, source: sheet.rows[row].source, shift: Shift::None };
    for column in (0..sheet.width).filter(|column| !covered[*column]) {
        let tail = tails.iter().find(|tail| tail.column == column);
        rest.cells.push(tail.cloned().unwrap_or_else(|| PrintedCell::blank(column)));
    }
    sheet.rows.insert(row + 1, rest);
    let repeated = random.chance(1, 2);
    break_page(print, place, row + 1, repeated, random);
    true
}
