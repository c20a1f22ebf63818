//! Survey file (調査票): what a survey counted, in a form that adds in any order: the distinct sheets, each once.
//!
//! Decisions are made from sheets, so that the survey of two halves, added, is that of the whole. Long texts are kept up to
//! [`LONGEST`] characters: what lies behind tells nothing of the form.

use super::{Batch, LaidOut};
use crate::error::Error;
use crate::model::digest;
use crate::model::document::Document;
use crate::model::place::Place;
use crate::model::sheet::{Area, Cell, Outlined, Sheet};
use crate::survey::layout::{Printed, lay_out};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// Characters of a text that are kept.
const LONGEST: usize = 200;

/// The sheets of a survey by their ids.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SurveyFile {
    /// Version of the dataset's contract.
    pub contract: u32,
    /// Sheets by a hash of what stands in them: the same sheet is there once, whatever the format.
    pub sheets: BTreeMap<String, Vec<AreaFile>>,
}

/// A table, or a line as a table of one cell.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AreaFile {
    line: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    outlined: Option<Outlined>,
    told: bool,
    rows: u32,
    width: u32,
    /// Row, column, rows, columns, heading, text.
    cells: Vec<(u32, u32, u32, u32, bool, String)>,
}

impl SurveyFile {
    /// Adds a document.
    pub fn add(&mut self, document: &Document) {
        let (sheet, printed) = lay_out(document);
        let areas: Vec<AreaFile> = sheet
            .areas
            .iter()
            .map(|area| AreaFile {
                line: area.line,
                outlined: area.outlined,
                told: area.told,
                rows: area.rows,
                width: area.width,
                cells: area
                    .cells
                    .iter()
                    .map(|cell| (cell.row, cell.column, cell.rows, cell.columns, cell.heading, printed.text(cell.text).chars().take(LONGEST).collect()))
                    .collect(),
            })
            .collect();
        if areas.is_empty() {
            return;
        }
        let mut texts: Vec<String> = areas.iter().flat_map(|area| &area.cells).map(|cell| crate::japanese::text::key(&cell.5)).collect();
        texts.sort_unstable();
        texts.dedup();
        let id = digest::id(&digest::sha256(texts.join("\n").as_bytes()));
        self.keep(id, areas);
    }

    /// Keeps a sheet. Of two formats of one sheet the one that tells its spans says more; between equals their print decides, so that
    /// surveys add in any order.
    fn keep(&mut self, id: String, areas: Vec<AreaFile>) {
        self.contract = super::CONTRACT;
        let weight = |areas: &[AreaFile]| (areas.iter().filter(|area| area.told).count(), serde_json::to_string(areas).unwrap_or_default());
        if self.sheets.get(&id).is_none_or(|known| weight(known) < weight(&areas)) {
            self.sheets.insert(id, areas);
        }
    }

    /// Adds another survey.
    pub fn merge(&mut self, other: SurveyFile) {
        self.contract = super::CONTRACT;
        for (id, areas) in other.sheets {
            self.keep(id, areas);
        }
    }

    /// Its sheets, laid out for a batch in the order of their ids.
    pub fn laid_out(&self) -> Vec<Option<LaidOut>> {
        self.sheets
            .values()
            .map(|areas| {
                let mut printed = Printed::default();
                let areas = areas
                    .iter()
                    .map(|area| {
                        let cells = area
                            .cells
                            .iter()
                            .map(|(row, column, rows, columns, heading, text)| Cell {
                                text: printed.number(vec![text.clone()]),
                                row: *row,
                                column: *column,
                                rows: *rows,
                                columns: *columns,
                                heading: *heading,
                                place: Place::default(),
                            })
                            .filter(|cell| cell.row < area.rows && cell.column < area.width)
                            .collect();
                        Area::new(area.line, area.told, area.rows, area.width, cells).outlined(area.outlined)
                    })
                    .collect();
                Some(LaidOut(Sheet { areas, repairs: vec![] }, printed))
            })
            .collect()
    }

    /// Reads `survey.json`; none if the file is something else.
    ///
    /// # Errors
    /// [`Error::Read`] if the file cannot be read.
    pub fn load(path: &Path) -> Result<Option<SurveyFile>, Error> {
        let text = std::fs::read_to_string(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
        Ok(serde_json::from_str(&text).ok())
    }

    /// The batch of its sheets.
    pub fn batch(&self, lexicon: &crate::model::lexicon::Lexicon) -> Batch {
        Batch::survey(self.laid_out(), lexicon, None)
    }
}
