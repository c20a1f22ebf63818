//! Columns (列の損傷): a cell split in two, a table split over facing pages, two tables in one grid.

use super::content::{Look, Looks, look};
use super::printed::{Piece, Print, PrintedCell, PrintedRow, Role, Sheet, Shift};
use super::random::Random;
use super::table::Intact;

/// Where a text may be split: after a sentence or before a line of a list.
fn boundaries(text: &str) -> Vec<usize> {
    let mut found: Vec<usize> = text.match_indices('。').map(|(at, mark)| at + mark.len()).chain(text.match_indices("<br>").map(|(at, _)| at)).collect();
    found.retain(|at| *at > 0 && !matches!(&text[*at..], "" | "<br>"));
    found.sort_unstable();
    found
}

/// Joining this pair of neighbours is the only way to make every cell of the row feel at home.
fn only_join(looks: &Looks, texts: &[String], pair: usize) -> bool {
    let home = |joined: usize| -> usize {
        let mut merged: Vec<Look> = texts.iter().map(|text| look(text)).collect();
        merged[joined] = look(&format!("{}{}", texts[joined], texts[joined + 1]));
        merged.remove(joined + 1);
        merged.iter().enumerate().filter(|(column, seen)| looks.fits(**seen, *column)).count()
    };
    // One cell may look odd (なし among sentences); the join must still be the only best one.
    let best = home(pair);
    best + 2 >= texts.len() && (0..texts.len() - 1).all(|other| other == pair || home(other) < best)
}

/// Cells that may be split: row, place, byte.
fn splittable(sheet: &Sheet, table: &Intact) -> Vec<(usize, usize, usize)> {
    let body = sheet.rows_of(Role::Body);
    let mut found = vec![];
    for row in &body {
        let printed = &sheet.rows[*row];
        if printed.shift != Shift::None || printed.cells.iter().any(|cell| cell.column_span > 1) {
            continue;
        }
        let others: Vec<usize> = body.iter().copied().filter(|other| other != row).collect();
        let looks = Looks::gather(table, &others);
        for (place, cell) in printed.cells.iter().enumerate() {
            if cell.row_span > 1 || cell.text.chars().count() < 20 || cell.column < table.stub_columns {
                continue;
            }
            for at in boundaries(&cell.text) {
                // As the row reads once its tall parents stand in it.
                let mut texts: Vec<String> = (0..table.width).map(|column| table.cell(printed.source.unwrap_or(0), column).text.clone()).collect();
                texts.splice(cell.column..=cell.column, [cell.text[..at].to_string(), cell.text[at..].to_string()]);
                if !texts.iter().any(String::is_empty) && only_join(&looks, &texts, cell.column) {
                    found.push((*row, place, at));
                }
            }
        }
    }
    found
}

/// In one to three rows a cell stands as two, so the row holds more cells than its header.
pub fn split_column(print: &mut Print, table: &Intact, random: &mut Random) -> bool {
    let [Piece::Sheet(sheet)] = print.pieces.as_mut_slice() else { return false };
    if table.is_form() {
        return false;
    }
    let candidates = splittable(sheet, table);
    if candidates.is_empty() {
        return false;
    }
    let most = (sheet.rows_of(Role::Body).len() / 2).clamp(1, 3);
    for (row, place, at) in random.some(&candidates, most) {
        let printed = &mut sheet.rows[row];
        if printed.shift != Shift::None {
            continue;
        }
        printed.shift = Shift::Split;
        let mut tail = printed.cells[place].clone();
        tail.text = tail.text.split_off(at).trim_start_matches("<br>").to_string();
        printed.cells[place].text.truncate(at);
        printed.cells.insert(place + 1, tail);
    }
    // Text formats keep the number of tabs: then every other row ends in a blank.
    if random.chance(1, 2) {
        let width = sheet.width;
        for printed in sheet.rows.iter_mut().filter(|printed| printed.shift == Shift::None) {
            printed.cells.push(PrintedCell::blank(width));
        }
    }
    true
}

/// The left and the right part of a sheet, if no cell but a group's reaches over the column.
fn part(sheet: &Sheet, column: usize) -> Option<(Sheet, Sheet)> {
    let mut left = Sheet { rows: vec![], width: column };
    let mut right = Sheet { rows: vec![], width: sheet.width - column };
    for printed in &sheet.rows {
        let mut halves = [vec![], vec![]];
        for cell in &printed.cells {
            let over = cell.column < column && cell.column + cell.column_span > column;
            if over && printed.role != Role::Group {
                return None;
            }
            if over {
                halves[1].push(PrintedCell { text: String::new(), column: 0, column_span: cell.column + cell.column_span - column, origin: None, ..cell.clone() });
                halves[0].push(PrintedCell { column_span: column - cell.column, ..cell.clone() });
            } else if cell.column < column {
                halves[0].push(cell.clone());
            } else {
                halves[1].push(PrintedCell { column: cell.column - column, ..cell.clone() });
            }
        }
        let [first, second] = halves;
        left.rows.push(PrintedRow { cells: first, ..printed.clone() });
        right.rows.push(PrintedRow { cells: second, ..printed.clone() });
    }
    Some((left, right))
}

/// Each page comes as two blocks, the second without the columns that name the row.
pub fn facing_pages(print: &mut Print, table: &Intact, random: &mut Random) -> bool {
    if table.is_form() || table.width < 5 || table.slots.len() < table.header_rows + 3 {
        return false;
    }
    let sheets: Vec<Sheet> = print.sheets().map(|(_, sheet)| sheet.clone()).collect();
    // A row that has slid hides which of its cells belong to the right page.
    if sheets.iter().any(|sheet| sheet.rows.iter().any(|row| row.shift == Shift::Slid)) {
        return false;
    }
    let columns: Vec<usize> = (table.stub_columns + 1..table.width - 1).filter(|column| sheets.iter().all(|sheet| part(sheet, *column).is_some())).collect();
    // Near the middle, where a printer would put the fold.
    let Some(column) = columns.iter().copied().min_by_key(|column| (column.abs_diff(table.width / 2), random.below(8))) else { return false };
    let mut pieces = vec![];
    for piece in &print.pieces {
        match piece {
            Piece::Line(_) => pieces.push(piece.clone()),
            Piece::Sheet(sheet) => {
                if let Some((left, right)) = part(sheet, column) {
                    pieces.extend([Piece::Sheet(left), Piece::Sheet(right)]);
                }
            }
        }
    }
    print.pieces = pieces;
    true
}

/// Origins of the second table are told apart by this.
pub const OTHER_ORIGIN: usize = 100_000;

/// Another table that can share a grid with this one.
fn partner<'a>(table: &Intact, pool: &'a [Intact], random: &mut Random, fits: impl Fn(&Intact) -> bool) -> Option<&'a Intact> {
    let whole = |other: &Intact| !other.is_form() && other.name != table.name && !(0..other.slots.len()).any(|row| other.is_group_row(row));
    let candidates: Vec<&Intact> = pool.iter().filter(|other| whole(other) && fits(other)).collect();
    random.pick(&candidates).copied()
}

fn other_sheet(other: &Intact, columns: usize) -> Sheet {
    let mut sheet = Sheet::intact(other);
    for cell in sheet.rows.iter_mut().flat_map(|row| row.cells.iter_mut()) {
        cell.column += columns;
        cell.origin = cell.origin.map(|origin| origin + OTHER_ORIGIN);
    }
    sheet
}

fn told_of(print: &mut Print, other: &Intact) {
    print.truth.push(other.truth());
    print.header_rows.push(other.header_rows);
    print.stub_columns.push(other.stub_columns);
    print.other = Some(other.name.clone());
}

/// Another table, of another height, stands on the right in the same rows, with or without a blank column between.
pub fn side_by_side(print: &mut Print, table: &Intact, pool: &[Intact], random: &mut Random) -> bool {
    let [Piece::Sheet(sheet)] = print.pieces.as_mut_slice() else { return false };
    if table.is_form() || sheet.rows.iter().any(|row| row.shift != Shift::None || row.role == Role::Group) {
        return false;
    }
    let fits = |other: &Intact| other.slots.len().abs_diff(table.slots.len()) >= 2 && other.width + table.width < 24;
    let Some(other) = partner(table, pool, random, fits) else { return false };
    let gutter = random.below(2);
    let start = sheet.width + gutter;
    let right = other_sheet(other, start);
    let (left_height, right_height) = (sheet.rows.len(), right.rows.len());
    let blank_row = PrintedRow { cells: vec![], role: Role::Body, source: None, shift: Shift::None };
    for row in 0..left_height.max(right_height) {
        if row >= left_height {
            sheet.rows.push(blank_row.clone());
            sheet.rows[row].cells.extend((0..sheet.width).map(PrintedCell::blank));
        }
        if gutter == 1 {
            let column = sheet.width;
            sheet.rows[row].cells.push(PrintedCell::blank(column));
        }
        match right.rows.get(row) {
            Some(other) => sheet.rows[row].cells.extend(other.cells.iter().cloned()),
            None => sheet.rows[row].cells.extend((start..start + other.width).map(PrintedCell::blank)),
        }
    }
    sheet.width = start + other.width;
    told_of(print, other);
    true
}

/// Another table follows below in the same block, with or without a blank row between.
pub fn stacked(print: &mut Print, table: &Intact, pool: &[Intact], random: &mut Random) -> bool {
    let [Piece::Sheet(sheet)] = print.pieces.as_mut_slice() else { return false };
    if table.is_form() {
        return false;
    }
    let Some(other) = partner(table, pool, random, |other| other.kind != table.kind) else { return false };
    let below = other_sheet(other, 0);
    let width = sheet.width.max(below.width);
    if random.chance(1, 2) {
        sheet.rows.push(PrintedRow { cells: (0..width).map(PrintedCell::blank).collect(), role: Role::Noise, source: None, shift: Shift::None });
    }
    sheet.rows.extend(below.rows);
    sheet.width = width;
    told_of(print, other);
    true
}
