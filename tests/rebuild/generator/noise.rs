//! Noise (柱・ノンブル・空行): what stands between the rows and at their ends, and says nothing.

use super::pages::page_number;
use super::printed::{Piece, Print, PrintedCell, PrintedRow, Role, Sheet, Shift};
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
    PrintedRow { cells, role: Role::Noise, source: None, shift: Shift::None }
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
    // A block is parted only where it is a whole page: half of a pair of facing pages is not.
    let may_part = print.is_one_sheet() && !table.is_form();
    let running_head = random.pick(&RUNNING_HEADS).copied().unwrap_or_default();
    for place in places.into_iter().rev() {
        let Some(sheet) = print.sheet_mut(place) else { continue };
        let candidates = gaps(sheet, table);
        if candidates.is_empty() {
            continue;
        }
        let last = sheet.width - 1;
        let mut parted: Option<usize> = None;
        for row in random.some(&candidates, 4).into_iter().rev() {
            done = true;
            let noise = match random.below(6) {
                0 if may_part => {
                    parted = parted.or(Some(row));
                    vec![]
                }
                1 => vec![noise_row(sheet, &[(last / 2, page_number(random))])],
                2 if last > 0 => vec![noise_row(sheet, &[(0, running_head.to_string()), (last, page_number(random))])],
                3 => vec![noise_row(sheet, &[]), noise_row(sheet, &[])],
                _ => vec![noise_row(sheet, &[])],
            };
            // What is put in above moves the parting down.
            parted = parted.map(|parting| if parting > row { parting + noise.len() } else { parting });
            sheet.rows.splice(row..row, noise);
        }
        if let Some(row) = parted {
            let lower = sheet.cut_before(row);
            let lines = [Piece::Line(page_number(random)), Piece::Line(running_head.to_string()), Piece::Sheet(lower)];
            print.pieces.splice(place + 1..place + 1, lines);
        }
    }
    done
}

/// Rows end early where their last cells are blank, or carry blanks that belong to no column.
pub fn ragged_ends(print: &mut Print, _: &Intact, random: &mut Random) -> bool {
    let places: Vec<usize> = print.sheets().map(|(place, _)| place).collect();
    let mut done = false;
    for place in places {
        let Some(sheet) = print.sheet_mut(place) else { continue };
        let rows: Vec<usize> = (0..sheet.rows.len()).collect();
        let width = sheet.width;
        for row in random.some(&rows, rows.len().max(1)) {
            let reach = sheet.hanging(row).iter().map(|(above, index)| sheet.rows[*above].cells[*index].column + 1).max().unwrap_or(0);
            let cells = &mut sheet.rows[row].cells;
            let filled = cells.iter().rposition(|cell| !cell.text.is_empty()).map_or(cells.len(), |last| last + 1);
            // Where a cell from above stands right of a blank, the blank keeps the place.
            let droppable = filled < cells.len() && cells[filled..].iter().all(|cell| cell.row_span == 1 && cell.column >= reach);
            if droppable && random.chance(2, 3) {
                cells.truncate(filled);
            } else {
                cells.extend((0..1 + random.below(3)).map(|_| PrintedCell::blank(width)));
            }
            done = true;
        }
    }
    done
}
