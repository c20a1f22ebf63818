//! Workbook (ブック): what every spreadsheet format is read into before it is laid out as text.

use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::document::column_letters;
use crate::read::bound::{MOST_PARTS, MOST_TEXT};
use foldhash::{HashSet, HashSetExt};
use std::ops::{Range, RangeInclusive};

/// Rows of a sheet of any format.
pub const MOST_ROWS: u32 = 1 << 20;
/// Columns of a sheet of any format.
pub const MOST_COLUMNS: u32 = 1 << 14;
/// Cells with text that are read of one workbook.
pub const MOST_CELLS: usize = MOST_PARTS;
/// Merged ranges that are read of one workbook.
pub const MOST_MERGES: usize = 1_000_000;

/// A cell (セル) with text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetCell {
    /// From 0.
    pub row: u32,
    /// From 0.
    pub column: u32,
    /// As the sheet shows it.
    pub text: String,
    /// Bytes of it that are struck out or mark a note, with the reason.
    pub left: Vec<(Range<usize>, &'static str)>,
}

/// A merged range (結合セル), both ends within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Merge {
    /// First row, from 0.
    pub top: u32,
    /// First column.
    pub left: u32,
    /// Last row.
    pub bottom: u32,
    /// Last column.
    pub right: u32,
}

/// A note (コメント・メモ) on a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Of the cell.
    pub row: u32,
    /// Of the cell.
    pub column: u32,
    /// Its text.
    pub text: String,
}

/// A sheet (シート).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// It is not shown.
    pub hidden: bool,
    /// Its cells with text, in any order.
    pub cells: Vec<SheetCell>,
    /// Its merged ranges, in any order.
    pub merges: Vec<Merge>,
    /// Rows that are not shown.
    pub hidden_rows: Vec<RangeInclusive<u32>>,
    /// Columns that are not shown.
    pub hidden_columns: Vec<RangeInclusive<u32>>,
    /// Its notes.
    pub notes: Vec<Note>,
}

impl Sheet {
    /// Brings what was read in any order into order, so that it can be searched.
    pub fn settle(&mut self) {
        self.merges.sort_unstable();
        for ranges in [&mut self.hidden_rows, &mut self.hidden_columns] {
            ranges.sort_unstable_by_key(|range| (*range.start(), *range.end()));
            let mut apart: Vec<RangeInclusive<u32>> = vec![];
            for range in ranges.drain(..) {
                match apart.last_mut() {
                    Some(last) if *range.start() <= last.end().saturating_add(1) => *last = *last.start()..=*last.end().max(range.end()),
                    _ => apart.push(range),
                }
            }
            *ranges = apart;
        }
    }

    /// A row is not shown. The sheet must be settled.
    pub fn hides_row(&self, row: u32) -> bool {
        self.hidden || covers(&self.hidden_rows, row, row)
    }

    /// Nothing of a cell is shown, nor of the cells that are merged with it. The sheet must be settled.
    pub fn hides(&self, row: u32, column: u32) -> bool {
        let at = self.merges.partition_point(|merge| (merge.top, merge.left) < (row, column));
        let merged = self.merges.get(at).filter(|merge| (merge.top, merge.left) == (row, column));
        let (bottom, right) = merged.map_or((row, column), |merge| (merge.bottom, merge.right));
        self.hidden || covers(&self.hidden_rows, row, bottom) || covers(&self.hidden_columns, column, right)
    }
}

/// One of the ranges, apart and in order, holds all from `first` to `last`.
fn covers(ranges: &[RangeInclusive<u32>], first: u32, last: u32) -> bool {
    let at = ranges.partition_point(|range| *range.end() < first);
    ranges.get(at).is_some_and(|range| *range.start() <= first && last <= *range.end())
}

/// A workbook.
#[derive(Clone, Debug, Default)]
pub struct Workbook {
    /// Its sheets in their order.
    pub sheets: Vec<Sheet>,
    /// What the reader has to say.
    pub diagnostics: Vec<Diagnostic>,
}

/// Cells that any workbook may have; beyond them it may have one for each of its bytes.
const FREE_CELLS: usize = 50_000;
/// Bytes of text that any workbook may show; beyond them it may show so many for each of its bytes.
const FREE_TEXT: usize = 1 << 20;
const TEXT_FOR_A_BYTE: usize = 64;
/// Copies that any workbook may ask for by saying that a row or cell is repeated, and how many more for each cell that it prints.
const FREE_COPIES: usize = 4_096;
const COPIES_FOR_A_CELL: usize = 16;

/// What may still be read of a workbook.
#[derive(Debug)]
pub struct Budget {
    most: usize,
    cells: usize,
    text: usize,
    merges: usize,
    copies: usize,
    told: bool,
    /// Repeated rows and cells that were read once, how often they stand, and where the first is.
    once: Option<(usize, u64, String)>,
    members: HashSet<String>,
}

impl Default for Budget {
    fn default() -> Budget {
        Budget::of(0)
    }
}

impl Budget {
    /// Nothing used yet of what a file of so many bytes may have: what is written follows what is printed, not what is claimed. Text counts
    /// as printed: a shared string can be printed a million times.
    pub fn of(size: usize) -> Budget {
        let most = FREE_CELLS.saturating_add(size).min(MOST_CELLS);
        let text = FREE_TEXT.saturating_add(size.saturating_mul(TEXT_FOR_A_BYTE)).min(MOST_TEXT);
        Budget { most, cells: most, text, merges: MOST_MERGES, copies: FREE_COPIES, told: false, once: None, members: HashSet::new() }
    }

    /// Whether what the file says it repeats may be copied `times` times, `cells` cells each time; if not it is read once and counted.
    pub fn copies(&mut self, sheet: &Sheet, row: u32, column: u32, times: u32, cells: usize) -> bool {
        let asked = (times as usize).saturating_mul(cells);
        if let Some(left) = self.copies.checked_sub(asked) {
            self.copies = left;
            return true;
        }
        let (count, stands, _) = self.once.get_or_insert_with(|| (0, 0, format!("{:?} {}{}", sheet.name, column_letters(column), u64::from(row) + 1)));
        *count += 1;
        *stands += u64::from(times) + 1;
        false
    }

    /// A member is read once, however many sheets claim it.
    pub fn is_new(&mut self, member: &str) -> bool {
        self.members.insert(member.to_owned())
    }

    /// Adds a cell to a sheet; `false` when a bound is reached and reading should stop.
    pub fn cell(&mut self, sheet: &mut Sheet, row: u32, column: u32, text: String) -> bool {
        if text.trim().is_empty() || row >= MOST_ROWS || column >= MOST_COLUMNS {
            return true;
        }
        let fits = self.takes(&text);
        if fits {
            self.copies = self.copies.saturating_add(COPIES_FOR_A_CELL);
            sheet.cells.push(SheetCell { row, column, text, left: vec![] });
        }
        fits
    }

    /// Takes the room for one more text; `false` if there is none.
    fn takes(&mut self, text: &str) -> bool {
        if self.cells == 0 || self.text < text.len() {
            self.told = true;
            return false;
        }
        self.cells -= 1;
        self.text -= text.len();
        true
    }

    /// Adds a merged range of more than one cell.
    pub fn merge(&mut self, sheet: &mut Sheet, merge: Merge) {
        let sound = merge.top <= merge.bottom && merge.left <= merge.right && merge.top < MOST_ROWS && merge.left < MOST_COLUMNS;
        if !sound || (merge.top, merge.left) == (merge.bottom, merge.right) {
            return;
        }
        if self.merges == 0 {
            self.told = true;
            return;
        }
        self.merges -= 1;
        sheet.merges.push(Merge { bottom: merge.bottom.min(MOST_ROWS - 1), right: merge.right.min(MOST_COLUMNS - 1), ..merge });
    }

    /// Adds a note.
    pub fn note(&mut self, sheet: &mut Sheet, row: u32, column: u32, text: String) {
        if !text.trim().is_empty() && self.takes(&text) {
            sheet.notes.push(Note { row, column, text });
        }
    }

    /// Says that a bound was reached, if one was.
    pub fn tell(&self, name: &str, diagnostics: &mut Vec<Diagnostic>) {
        if self.told {
            let message = format!("{name}: more than {} cells, more text than a file of its size holds, or {MOST_MERGES} merged ranges; what lies beyond was not read", self.most);
            diagnostics.push(Diagnostic::new(Code::LimitReached, message));
        }
        if let Some((count, stands, first)) = &self.once {
            let message = format!("{name}: {count} repeated row(s) or cell(s) that stand {stands} times in all were read once each, the first at {first}");
            diagnostics.push(Diagnostic::new(Code::LimitReached, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_follow_what_is_printed() {
        let (mut budget, mut sheet) = (Budget::of(100), Sheet::default());
        assert!(budget.copies(&sheet, 0, 0, 4_000, 1) && !budget.copies(&sheet, 1, 27, 97, 1));
        assert!(budget.cell(&mut sheet, 0, 0, "甲".to_owned()) && budget.copies(&sheet, 2, 0, 112, 1));
        let mut told = vec![];
        budget.tell("a.ods", &mut told);
        assert_eq!(told[0].message, "a.ods: 1 repeated row(s) or cell(s) that stand 98 times in all were read once each, the first at \"\" AB2");
    }

    #[test]
    fn cells_and_text_follow_the_size_of_the_file() {
        let (mut budget, mut sheet) = (Budget::of(0), Sheet::default());
        let read = (0..FREE_CELLS as u32 + 5).filter(|row| budget.cell(&mut sheet, *row, 0, "甲".to_owned())).count();
        assert_eq!(read, FREE_CELLS);
        let mut budget = Budget::of(10);
        assert!(!budget.cell(&mut sheet, 0, 0, "x".repeat(FREE_TEXT + 641)) && budget.cell(&mut sheet, 0, 0, "x".repeat(FREE_TEXT + 640)));
    }
}
