//! Beside (横並びの表): tables that stand side by side in the same rows, parted by empty columns.
//!
//! An empty column also stands inside one table, between a key and its values: it parts two tables only where the right side
//! has a key of its own. That is so if it begins with the header that the left side begins with, or if the two sides end or
//! begin in other rows and every row of the shorter one has its key.

use crate::read::sheet::region::{Row, Slot};
use crate::read::sheet::workbook::Sheet;

/// Rows that one side must reach beyond the other.
const BEYOND: u32 = 2;
/// Groups of columns beyond which the empty columns are a pattern and part no tables.
const MOST_SIDES: usize = 16;

/// The rows of a region, one part a table, from left to right; a part that an empty row cuts is several.
pub fn parts(sheet: &Sheet, rows: &[Row]) -> Vec<Vec<Row>> {
    // Lines over the tables reach over the gap, and so do merged ones under them.
    let lead = rows.iter().take_while(|row| row.only().is_some()).count();
    let tail = rows[lead..].iter().rev().take_while(|row| row.only().is_some_and(|slot| slot.merged)).count();
    let body = &rows[lead..rows.len() - tail];
    let sides = sides(sheet, body);
    if sides.len() < 2 {
        return vec![rows.to_vec()];
    }
    let mut out = vec![rows[..lead].to_vec()];
    for (first, last) in sides {
        let mut part: Vec<Row> = vec![];
        for row in side(body, first, last) {
            if row.slots.iter().any(|slot| slot.cell.is_some()) || row.covered {
                part.push(row);
            } else if !part.is_empty() {
                out.push(std::mem::take(&mut part));
            }
        }
        out.push(part);
    }
    out.push(rows[rows.len() - tail..].to_vec());
    out.retain(|part| !part.is_empty());
    out
}

/// First and last column of the tables that stand beside each other; one pair if it is one table.
fn sides(sheet: &Sheet, rows: &[Row]) -> Vec<(u32, u32)> {
    let mut groups: Vec<(u32, u32)> = vec![];
    let mut extents: Vec<(u32, u32)> = rows.iter().flat_map(|row| &row.slots).filter(|slot| slot.cell.is_some() || slot.merged).map(|slot| (slot.column, slot.right)).collect();
    extents.sort_unstable();
    for (left, right) in extents {
        match groups.last_mut() {
            Some(last) if left <= last.1 + 1 => last.1 = last.1.max(right),
            _ => groups.push((left, right)),
        }
    }
    if groups.len() > MOST_SIDES {
        return vec![];
    }
    // What is no table of its own stays with what stands to its left.
    let mut out: Vec<(u32, u32)> = vec![];
    let mut before: Option<Look> = None;
    for (first, last) in groups {
        let look = Look::of(sheet, rows, first, last);
        match (out.last_mut(), before.take(), look) {
            (Some(_), Some(left), Some(right)) if left.is_apart_from(&right) => {
                out.push((first, last));
                before = Some(right);
            }
            (Some(open), _, _) => {
                open.1 = last;
                before = Look::of(sheet, rows, open.0, last);
            }
            (None, _, look) => {
                out.push((first, last));
                before = look;
            }
        }
    }
    out
}

/// The rows with only the slots of some columns; a slot without a cell covers what reaches into it from above.
fn side(rows: &[Row], first: u32, last: u32) -> impl Iterator<Item = Row> + '_ {
    let mut reach: u32 = 0;
    rows.iter().enumerate().map(move |(index, row)| {
        let slots: Vec<Slot> = row.slots.iter().filter(|slot| (first..=last).contains(&slot.column)).copied().collect();
        let covered = index < reach as usize;
        reach = reach.max(slots.iter().filter(|slot| slot.cell.is_some()).map(|slot| index as u32 + slot.row_span).max().unwrap_or(0));
        Row { row: row.row, slots, covered }
    })
}

/// What a side looks like.
struct Look<'a> {
    /// The first text of its first row with more than one.
    key: &'a str,
    /// Sheet rows of that row and of the last one with text.
    rows: (u32, u32),
    /// Every row from its head on has its first column filled.
    keyed: bool,
}

impl<'a> Look<'a> {
    /// `None` if it is no table: two rows of two cells at least.
    fn of(sheet: &'a Sheet, rows: &[Row], first: u32, last: u32) -> Option<Look<'a>> {
        let filled = |row: &Row| -> Vec<Slot> { row.slots.iter().filter(|slot| slot.cell.is_some() && (first..=last).contains(&slot.column)).copied().collect() };
        let lines: Vec<(u32, Vec<Slot>)> = side(rows, first, last).map(|row| (row.row, filled(&row))).filter(|(_, slots)| !slots.is_empty()).collect();
        let head = lines.iter().position(|(_, slots)| slots.len() > 1)?;
        if lines.iter().filter(|(_, slots)| slots.len() > 1).count() < 2 {
            return None;
        }
        let key = lines[head].1.first()?;
        let keyed = lines.len() - head > 2 && lines[head..].iter().all(|(_, slots)| slots.first().is_some_and(|slot| slot.column == key.column));
        Some(Look { key: sheet.cells.get(key.cell?)?.text.trim(), rows: (lines[head].0, lines.last()?.0), keyed })
    }

    fn is_apart_from(&self, right: &Look<'_>) -> bool {
        if self.key == right.key {
            return true;
        }
        let beyond = self.rows.0.abs_diff(right.rows.0) + self.rows.1.abs_diff(right.rows.1);
        let shorter = if self.rows.1 - self.rows.0 < right.rows.1 - right.rows.0 { self } else { right };
        beyond >= BEYOND && shorter.keyed && right.keyed
    }
}
