//! Noise (柱・ノンブル・空行): what stands between the rows and at their ends, and says nothing.

use super::pages::page_number;
use super::printed::{Piece, Print, PrintedCell, PrintedRow, Role, Sheet};
use super::random::Random;
use super::table::Intact;

const RUNNING_HEADS: [&str; 5] = ["令和５年度　行政評価結果報告書", "行財政改革実施計画　進捗状況報告", "資料２－１", "【部外秘】庁内検討用", "事務事業評価　結果一覧（つづき）"];

fn noise_row(sheet: &Sheet, texts: &[(usize, String)]) -> PrintedRow {
    let mut cells: Vec<PrintedCell> = (0..sheet.width).map(PrintedCell::blank).collect();
    for (column, text) in texts {
        if let Some(cell) = cells.get_mut(*column) {
            cell.text = text.clone();
        }
    }
    PrintedRow { cells, role: Role::Noise, source: None, shifted: false }
}

/// Rows before which something may be put in: no cell reaches over, and the header is not torn apart.
fn gaps(sheet: &Sheet, table: &Intact) -> Vec<usize> {
    let header = sheet.rows_of(Role::Header).last().map_or(0, |last| last + 1);
    // A page of rows without a header begins with a row that belongs to the one before: nothing goes in above it.
    let first = header.max(1) + usize::from(table.is_form());
    (first..sheet.rows.len()).filter(|row| sheet.is_free_before(*row) && sheet.rows[row - 1].role != Role::Group).collect()
}

/// Blank rows, page numbers and running heads between the rows; sometimes a line that parts the table in two blocks.
pub fn interleaved(print: &mut Print, table: &Intact, random: &mut Random) -> bool {
    let places: Vec<usize> = print.sheets().map(|(place, _)| place).collect();
    let mut done = false;
    let running_head = random.pick(&RUNNING_HEADS).copied().unwrap_or_default();
    for place in places.into_iter().rev() {
        let Some(sheet) = print.sheet_mut(place) else { continue };
        let candidates = gaps(sheet, table);
        if candidates.is_empty() {
            continue;
        }
        let last = sheet.width - 1;
        let mut parted = None;
        for row in random.some(&candidates, 4).into_iter().rev() {
            done = true;
            match random.below(6) {
                0 if !table.is_form() => parted = parted.or(Some(row)),
                1 => {
                    let noise = noise_row(sheet, &[(last / 2, page_number(random))]);
                    sheet.rows.insert(row, noise);
                }
                2 if last > 0 => {
                    let noise = noise_row(sheet, &[(0, running_head.to_string()), (last, page_number(random))]);
                    sheet.rows.insert(row, noise);
                }
                3 => {
                    let noise = [noise_row(sheet, &[]), noise_row(sheet, &[])];
                    sheet.rows.splice(row..row, noise);
                }
                _ => {
                    let noise = noise_row(sheet, &[]);
                    sheet.rows.insert(row, noise);
                }
            }
            // What was put in above moves the parting.
            if let Some(parting) = parted.as_mut().filter(|parting| **parting > row) {
                *parting = sheet_shift(*parting, row, sheet);
            }
        }
        if let Some(row) = parted {
            let lower = sheet.cut_before(row);
            let lines = [Piece::Line(page_number(random)), Piece::Line(running_head.to_string()), Piece::Sheet(lower)];
            print.pieces.splice(place + 1..place + 1, lines);
        }
    }
    done
}

/// Where a row stands after noise was put in above it.
fn sheet_shift(row: usize, above: usize, sheet: &Sheet) -> usize {
    row + sheet.rows[above..].iter().take_while(|printed| printed.role == Role::Noise).count()
}

/// Rows end early where their last cells are blank, or carry blanks that belong to no column.
pub fn ragged_ends(print: &mut Print, _: &Intact, random: &mut Random) -> bool {
    let places: Vec<usize> = print.sheets().map(|(place, _)| place).collect();
    let mut done = false;
    for place in places {
        let Some(sheet) = print.sheet_mut(place) else { continue };
        let rows: Vec<usize> = (0..sheet.rows.len()).filter(|row| sheet.is_free_before(row + 1)).collect();
        if rows.is_empty() {
            continue;
        }
        let width = sheet.width;
        for row in random.some(&rows, rows.len()) {
            let cells = &mut sheet.rows[row].cells;
            let short = cells.iter().rposition(|cell| !cell.text.is_empty()).map_or(cells.len(), |last| last + 1);
            if short < cells.len() && random.chance(2, 3) {
                cells.truncate(short);
            } else {
                cells.extend((0..1 + random.below(3)).map(|_| PrintedCell::blank(width)));
            }
            done = true;
        }
    }
    done
}
