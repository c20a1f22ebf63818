//! Labels (縦書きの見出し): upright labels that the page gives letter by letter.

use super::printed::{Piece, Print, PrintedCell, Sheet};
use super::random::Random;
use super::table::Intact;

/// A label that could stand upright: two to six letters, no figures, no signs.
fn could_stand_upright(text: &str) -> bool {
    let letters = text.chars().count();
    (2..=6).contains(&letters) && text.chars().all(|letter| matches!(letter, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{4E00}'..='\u{9FFF}'))
}

/// Cells of header and stub that could stand upright, as (row, place).
fn candidates(sheet: &Sheet, table: &Intact) -> Vec<(usize, usize)> {
    let mut found = vec![];
    for (row, printed) in sheet.rows.iter().enumerate() {
        for (place, cell) in printed.cells.iter().enumerate() {
            let label = row < table.header_rows && cell.column_span == 1 || row >= table.header_rows && cell.column < table.stub_columns && cell.row_span > 1;
            if label && could_stand_upright(&cell.text) {
                found.push((row, place));
            }
        }
    }
    found
}

/// 内<br>部<br>評<br>価: up to four labels get a line end after each letter.
pub fn upright(print: &mut Print, table: &Intact, random: &mut Random) -> bool {
    let [Piece::Sheet(sheet)] = print.pieces.as_mut_slice() else { return false };
    let candidates = candidates(sheet, table);
    if candidates.is_empty() {
        return false;
    }
    for (row, place) in random.some(&candidates, 4) {
        let cell = &mut sheet.rows[row].cells[place];
        let letters: Vec<String> = cell.text.chars().map(String::from).collect();
        cell.text = letters.join("<br>");
    }
    true
}

/// 財 / 源 / 内 / 訳: a tall label of three letters or more stands one letter a row, its span lost.
pub fn letter_a_row(print: &mut Print, table: &Intact, random: &mut Random) -> bool {
    let [Piece::Sheet(sheet)] = print.pieces.as_mut_slice() else { return false };
    let fits = |sheet: &Sheet, (row, place): (usize, usize)| {
        let cell = &sheet.rows[row].cells[place];
        let letters = cell.text.chars().count();
        row >= table.header_rows && letters >= 3 && letters <= cell.row_span
    };
    let candidates: Vec<(usize, usize)> = candidates(sheet, table).into_iter().filter(|candidate| fits(sheet, *candidate)).collect();
    let Some((row, place)) = random.pick(&candidates).copied() else { return false };
    let cell = sheet.rows[row].cells[place].clone();
    sheet.lose_row_span(row, place, &[]);
    for (below, letter) in cell.text.chars().enumerate() {
        let blank: Option<&mut PrintedCell> = sheet.rows[row + below].cells.iter_mut().find(|other| other.column == cell.column);
        if let Some(blank) = blank {
            blank.text = letter.to_string();
            blank.origin = cell.origin;
        }
    }
    print.spans_lost = true;
    true
}
