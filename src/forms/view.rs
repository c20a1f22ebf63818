//! View (様式の眺め): forms and sheets as a page shows them: cells in their places, each with its slot and what the slot holds.

use super::file::FormFile;
use super::{Batch, Form};
use crate::survey::frame::frames;
use crate::survey::strip::runs;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// Contents of a slot that are listed.
const MOST_CONTENTS: usize = 6;

/// A cell of a sheet.
#[derive(Clone, Debug)]
pub struct CellView {
    /// First row of its area.
    pub row: u32,
    /// First column.
    pub column: u32,
    /// Rows it covers.
    pub rows: u32,
    /// Columns it covers.
    pub columns: u32,
    /// What stands in it.
    pub text: String,
    /// Its bytes in the document.
    pub range: Range<usize>,
    /// It is a label.
    pub label: bool,
    /// It heads a column.
    pub head: bool,
    /// Its slot, by its number in the form.
    pub slot: Option<usize>,
    /// What that slot holds.
    pub holds: Option<String>,
}

/// A table, or a line as a table of one cell.
#[derive(Clone, Debug)]
pub struct AreaView {
    /// It is a line outside tables.
    pub line: bool,
    /// Its filled cells.
    pub cells: Vec<CellView>,
}

/// A sheet.
#[derive(Clone, Debug, Default)]
pub struct SheetView {
    /// Its areas in reading order.
    pub areas: Vec<AreaView>,
}

/// A form with a sheet to draw it by.
#[derive(Clone, Debug)]
pub struct FormView {
    /// Its decisions, as `forms.json` holds them.
    pub file: FormFile,
    /// The document that is drawn, by its number in the batch.
    pub drawn: Option<usize>,
    /// Its sheet.
    pub sheet: SheetView,
    /// The commonest contents of each slot and how often each stands.
    pub contents: Vec<Vec<(String, usize)>>,
    /// The documents of the form, by their numbers.
    pub documents: Vec<usize>,
}

impl Batch {
    /// The sheet of a document as its form sees it; none if it has no form of that id.
    pub fn sheet_view(&self, document: usize, form_id: &str) -> Option<SheetView> {
        let form = self.forms.iter().find(|form| form.form_id == form_id)?;
        form.labels.contains_key(&document).then(|| self.sheet_of(form, document))
    }

    /// The form of an id.
    pub fn form_view(&self, form_id: &str) -> Option<FormView> {
        let form = self.forms.iter().find(|form| form.form_id == form_id)?;
        let mut counts: Vec<HashMap<String, usize>> = vec![HashMap::new(); form.understood.slots.len()];
        let mut best: Option<(usize, usize)> = None;
        for document in form.labels.keys() {
            let sheet = self.sheet_of(form, *document);
            let mut filled = 0;
            for cell in sheet.areas.into_iter().flat_map(|area| area.cells) {
                if let Some(slot) = cell.slot {
                    filled += 1;
                    *counts[slot].entry(cell.text).or_default() += 1;
                }
            }
            if best.is_none_or(|(_, most)| filled > most) {
                best = Some((*document, filled));
            }
        }
        let commonest = |counts: HashMap<String, usize>| {
            let mut all: Vec<(String, usize)> = counts.into_iter().collect();
            all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            all.truncate(MOST_CONTENTS);
            all
        };
        let drawn = best.map(|(document, _)| document);
        Some(FormView {
            file: FormFile::of(form, &self.texts),
            drawn,
            sheet: drawn.map_or_else(SheetView::default, |document| self.sheet_of(form, document)),
            contents: counts.into_iter().map(commonest).collect(),
            documents: form.labels.keys().copied().collect(),
        })
    }

    fn sheet_of(&self, form: &Form, document: usize) -> SheetView {
        let (sheet, labels) = (&self.sheets[document], &form.labels[&document]);
        let numbers: BTreeMap<_, usize> = form.understood.slots.keys().enumerate().map(|(number, address)| (address, number)).collect();
        let mut slots: HashMap<(u32, u32), usize> = HashMap::new();
        for frame in frames(sheet, labels, &form.strips, &form.kinds, &self.texts) {
            if let Some(number) = numbers.get(&form.understood.addresses.of(sheet, &frame, &self.texts)) {
                slots.entry(frame.at).or_insert(*number);
            }
        }
        let holds: Vec<String> = form.understood.slots.values().map(|slot| slot.holds.name()).collect();
        let areas = sheet.areas.iter().zip(labels).enumerate().map(|(at, (area, own))| {
            let heads = |row: u32| runs(area, own, row, &self.texts).iter().any(|run| form.strips.first(&run.key).is_some());
            let headed: HashMap<u32, bool> = (0..area.rows).filter(|row| !area.row(*row).is_empty()).map(|row| (row, heads(row))).collect();
            let cells = area.cells.iter().enumerate().map(|(index, cell)| {
                let slot = slots.get(&(at as u32, index as u32)).copied();
                CellView {
                    row: cell.row,
                    column: cell.column,
                    rows: cell.rows,
                    columns: cell.columns,
                    text: self.texts.get(cell.text).lines.join("\n"),
                    range: cell.place.range(),
                    label: own[index],
                    head: own[index] && headed.get(&cell.row) == Some(&true),
                    slot,
                    holds: slot.map(|slot| holds[slot].clone()),
                }
            });
            AreaView { line: area.line, cells: cells.collect() }
        });
        SheetView { areas: areas.collect() }
    }
}
