//! Draft (下書き): a table on its way from printed rows to a grid. Cells are stored once; rows are lists of slots.
//!
//! All clamping of spans happens here.

use crate::model::block::{Line, RawTable};
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::grid::{Cell, Origin, RowKind};
use crate::model::place::Place;
use crate::model::record::Repair;
use foldhash::{HashMap, HashMapExt};

/// Most slots a table may have; beyond it spans are read as 1.
pub const MOST_SLOTS: usize = 4_000_000;
/// Slots that the spans of any table may make, and how many more for each byte of its source: what is made follows what is printed.
const FREE_SLOTS: usize = 200_000;
const SLOTS_FOR_A_BYTE: usize = 4;
/// HTML's own bound on `colspan`.
const MOST_COLUMN_SPAN: u32 = 1000;

/// A slot: which cell covers it.
pub type Slot = u32;

/// A table being rebuilt.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Every cell once; a cell's `row`, `column` and spans are set only when the grid is made.
    pub cells: Vec<Cell>,
    /// Slots of each row; rows may differ in length until squared.
    pub rows: Vec<Vec<Slot>>,
    /// What each row is.
    pub kinds: Vec<RowKind>,
    /// The source told the spans.
    pub spans_told: bool,
    /// A field's column is certain: a row no longer than the head stands as printed.
    pub exact: bool,
    /// Rows at which a page begins.
    pub page_starts: Vec<usize>,
    /// What was mended.
    pub repairs: Vec<Repair>,
    /// What there is to say.
    pub diagnostics: Vec<Diagnostic>,
    /// Lines that speak of the table.
    pub notes: Vec<Line>,
    /// The table as a whole.
    pub place: Place,
    /// Name of the sheet it stands on.
    pub sheet: Option<String>,
    /// Spans of cells that the source told: rows, columns.
    pub spans: Vec<(u32, u32)>,
}

/// Slots that the spans of a table may make.
fn most_slots(table: &RawTable) -> usize {
    FREE_SLOTS.saturating_add(table.source.len().saturating_mul(SLOTS_FOR_A_BYTE)).min(MOST_SLOTS)
}

impl Draft {
    /// Spreads a printed table over slots; spans are clamped to the table.
    pub fn spread(table: &RawTable, place: &Place) -> Draft {
        let mut draft = Draft {
            cells: vec![],
            rows: vec![],
            kinds: vec![],
            spans_told: table.spans_told,
            exact: table.exact,
            page_starts: vec![0],
            repairs: vec![],
            diagnostics: vec![],
            notes: table.caption.iter().cloned().collect(),
            place: place.clone(),
            sheet: table.sheet.clone(),
            spans: vec![],
        };
        let height = table.rows.len();
        let widest = table.rows.iter().map(|row| row.cells.iter().map(|cell| cell.column_span.clamp(1, MOST_COLUMN_SPAN) as usize).sum::<usize>()).max().unwrap_or(0);
        let most = most_slots(table);
        let mut honour = height.saturating_mul(widest) <= most;
        if !honour {
            draft.diagnostics.push(Diagnostic::at(Code::LimitReached, format!("{height} rows by {widest} columns are more than {most} slots; spans were read as 1"), place));
        }
        // Cells that reach down into the next rows: (column, rows left, cell).
        let mut hanging: Vec<(usize, u32, Slot)> = vec![];
        let mut made = 0;
        for (row_index, row) in table.rows.iter().enumerate() {
            // Cells that reach down push those of the next rows ever further to the right.
            if honour && made > most {
                honour = false;
                hanging.clear();
                draft.diagnostics.push(Diagnostic::at(
                    Code::LimitReached,
                    format!("the spans cover more than {most} slots; from row {} on they were read as 1", row_index + 1),
                    place,
                ));
            }
            let mut slots: Vec<Slot> = vec![];
            let mut cells = row.cells.iter().enumerate();
            let mut next_hanging = vec![];
            let mut pending = hanging.iter().peekable();
            loop {
                while let Some((column, left, cell)) = pending.peek().copied().copied() {
                    if column != slots.len() {
                        break;
                    }
                    pending.next();
                    slots.push(cell);
                    if left > 1 {
                        next_hanging.push((column, left - 1, cell));
                    }
                }
                let Some((column_index, raw)) = cells.next() else { break };
                let id = draft.cells.len() as Slot;
                let (down, right) = if honour { (raw.row_span.clamp(1, (height - row_index) as u32), raw.column_span.clamp(1, MOST_COLUMN_SPAN)) } else { (1, 1) };
                let place = Place { row: Some(row_index as u32), column: Some(column_index as u32), start: raw.source.start, end: raw.source.end, ..place.clone() };
                draft.cells.push(Cell {
                    lines: raw.lines.clone(),
                    place,
                    also: vec![],
                    row: 0,
                    column: 0,
                    row_span: 1,
                    column_span: 1,
                    label: raw.heading,
                    origin: Origin::Printed,
                    confidence: 1.0,
                });
                draft.spans.push((down, right));
                for _ in 0..right {
                    // A cell never covers a slot that one from above covers already.
                    if pending.peek().is_some_and(|hang| hang.0 == slots.len()) {
                        break;
                    }
                    if down > 1 {
                        next_hanging.push((slots.len(), down - 1, id));
                    }
                    slots.push(id);
                }
            }
            // What hangs beyond the row's last cell still covers its slots.
            for (column, left, cell) in pending {
                while slots.len() < *column {
                    let blank = draft.blank(place);
                    slots.push(blank);
                }
                slots.push(*cell);
                if *left > 1 {
                    next_hanging.push((*column, left - 1, *cell));
                }
            }
            next_hanging.sort_unstable();
            hanging = next_hanging;
            made += slots.len();
            draft.rows.push(slots);
            draft.kinds.push(RowKind::Body);
        }
        draft
    }

    /// The rows `from..to` as a draft of their own, with the cells that stand in them.
    pub fn part(&self, from: usize, to: usize) -> Draft {
        let mut out = Draft {
            cells: vec![],
            rows: vec![],
            kinds: self.kinds[from..to].to_vec(),
            spans_told: self.spans_told,
            exact: self.exact,
            page_starts: [0].into_iter().chain(self.page_starts.iter().filter(|start| (from + 1..to).contains(start)).map(|start| start - from)).collect(),
            repairs: vec![],
            diagnostics: vec![],
            notes: vec![],
            place: self.place.clone(),
            sheet: self.sheet.clone(),
            spans: vec![],
        };
        let mut moved: HashMap<Slot, Slot> = HashMap::new();
        for row in &self.rows[from..to] {
            let slots = row
                .iter()
                .map(|slot| {
                    *moved.entry(*slot).or_insert_with(|| {
                        out.cells.push(self.cells[*slot as usize].clone());
                        out.spans.push(self.spans[*slot as usize]);
                        (out.cells.len() - 1) as Slot
                    })
                })
                .collect();
            out.rows.push(slots);
        }
        out
    }

    /// A new blank cell of the table.
    pub fn blank(&mut self, place: &Place) -> Slot {
        let id = self.cells.len() as Slot;
        self.cells.push(Cell {
            lines: vec![],
            place: Place { end: place.start, ..place.clone() },
            also: vec![],
            row: 0,
            column: 0,
            row_span: 1,
            column_span: 1,
            label: false,
            origin: Origin::Printed,
            confidence: 1.0,
        });
        self.spans.push((1, 1));
        id
    }

    /// Fills a row up with blanks to `width` slots.
    pub fn pad(&mut self, row: usize, width: usize) {
        let place = self.place.clone();
        while self.rows[row].len() < width {
            let blank = self.blank(&place);
            self.rows[row].push(blank);
        }
    }

    /// The cell of a slot.
    pub fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        self.rows.get(row)?.get(column).map(|slot| &self.cells[*slot as usize])
    }

    /// The slot is blank or is not there.
    pub fn is_blank(&self, row: usize, column: usize) -> bool {
        self.cell(row, column).is_none_or(Cell::is_blank)
    }

    /// Columns of the widest row.
    pub fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// Columns of a row up to its last filled slot.
    pub fn filled_width(&self, row: usize) -> usize {
        (0..self.rows[row].len()).rev().find(|column| !self.is_blank(row, *column)).map_or(0, |column| column + 1)
    }

    /// Columns up to the last filled slot of any row.
    pub fn printed_width(&self) -> usize {
        (0..self.rows.len()).map(|row| self.filled_width(row)).max().unwrap_or(0)
    }

    /// Filled slots of a row, a spanning cell once.
    pub fn filled(&self, row: usize) -> Vec<usize> {
        let mut out: Vec<usize> = Vec::with_capacity(self.rows[row].len());
        let mut last = None;
        for (column, slot) in self.rows[row].iter().enumerate() {
            if last != Some(*slot) && !self.cells[*slot as usize].is_blank() {
                out.push(column);
            }
            last = Some(*slot);
        }
        out
    }

    /// Removes rows without any text.
    pub fn drop_blank_rows(&mut self) {
        let keep: Vec<bool> = (0..self.rows.len()).map(|row| !self.filled(row).is_empty()).collect();
        self.retain_rows(&keep);
    }

    /// Keeps the rows marked `true`, page starts moved along.
    pub fn retain_rows(&mut self, keep: &[bool]) {
        let mut moved = 0;
        let new_index: Vec<usize> = keep
            .iter()
            .map(|kept| {
                let index = moved;
                moved += usize::from(*kept);
                index
            })
            .collect();
        self.page_starts = self.page_starts.iter().map(|row| new_index.get(*row).copied().unwrap_or(moved)).collect();
        self.page_starts.dedup();
        let mut index = 0;
        self.rows.retain(|_| {
            index += 1;
            keep[index - 1]
        });
        index = 0;
        self.kinds.retain(|_| {
            index += 1;
            keep[index - 1]
        });
    }
}
