//! XLSX: cells and number formats by `calamine`, streamed; merges, hidden rows and columns and notes by an own pass.

use crate::model::diagnostic::{Code, Diagnostic};
use crate::read::sheet::container::{self, Archive};
use crate::read::sheet::format::{self, Format, Value};
use crate::read::sheet::workbook::{Budget, Sheet, Workbook};
use crate::read::sheet::{outline, quiet, rich};
use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx};
use foldhash::HashMap;
use std::io::Cursor;

/// Sheets whose member is not found by the workbook's relations.
const MOST_UNKNOWN: usize = 64;

/// Reads a workbook into `book`.
///
/// # Errors
/// Why it cannot be opened.
pub fn read(bytes: &[u8], name: &str, book: &mut Workbook) -> Result<(), Diagnostic> {
    let mut archive = container::open(bytes, name, &mut book.diagnostics)?;
    let opened = quiet::guarded(|| Xlsx::new(Cursor::new(bytes)).map_err(|error| error.to_string()));
    let mut foreign = opened.map_err(|error| Diagnostic::new(Code::DamagedContainer, format!("{name}: the workbook cannot be read: {error}")))?;
    let epoch_1904 = foreign.has_1904_epoch();
    let parts = outline::parts(&mut archive);
    let styled = rich::strings(&mut archive);
    let mut budget = Budget::of(bytes.len());
    for told in foreign.sheets_metadata().to_vec() {
        if told.typ != SheetType::WorkSheet {
            continue;
        }
        // A sheet whose member we do not find is left to calamine; there are few of them.
        let member = parts.get(&told.name).cloned().unwrap_or_else(|| format!("unknown {}", book.sheets.len() % MOST_UNKNOWN));
        if !budget.is_new(&member) {
            book.diagnostics.push(Diagnostic::new(Code::DamagedContainer, format!("{name}: {member} is claimed by more than one sheet and was read once")));
            continue;
        }
        let mut sheet = Sheet { name: told.name, hidden: told.visible != SheetVisible::Visible, ..Sheet::default() };
        let read = quiet::guarded(|| cells(&mut foreign, &mut sheet, epoch_1904, &styled, &mut budget));
        if let Err(error) = read {
            book.diagnostics.push(Diagnostic::new(Code::DamagedContainer, format!("{name}: the sheet {:?} cannot be read to its end: {error}", sheet.name)));
        }
        surroundings(&mut archive, &parts, &mut sheet, &mut budget, name, &mut book.diagnostics);
        book.sheets.push(sheet);
    }
    budget.tell(name, &mut book.diagnostics);
    Ok(())
}

fn surroundings(archive: &mut Archive<'_>, parts: &HashMap<String, String>, sheet: &mut Sheet, budget: &mut Budget, name: &str, diagnostics: &mut Vec<Diagnostic>) {
    let Some(path) = parts.get(&sheet.name) else { return };
    if let Err(error) = outline::read(archive, path, sheet, budget) {
        diagnostics
            .push(Diagnostic::new(Code::DamagedContainer, format!("{name}: merged cells and hidden rows of the sheet {:?} cannot be read to their end: {error}", sheet.name)));
    }
    outline::notes(archive, path, sheet, budget);
}

/// Streams the cells of a sheet: memory follows the cells that are there, not the range that is claimed.
fn cells(foreign: &mut Xlsx<Cursor<&[u8]>>, sheet: &mut Sheet, epoch_1904: bool, styled: &rich::Styled, budget: &mut Budget) -> Result<(), String> {
    let mut reader = foreign.worksheet_cells_reader(&sheet.name).map_err(|error| error.to_string())?;
    let formats: Vec<Format> =
        reader.styles().iter().map(|style| style.number_format.as_ref().map_or_else(Format::general, |told| Format::of(told.format_id, &told.format_code))).collect();
    let general = Format::general();
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(|error| error.to_string())? {
        let (row, column) = cell.get_position();
        let format = formats.get(style).unwrap_or(&general);
        let text = match cell.get_value() {
            DataRef::Empty => continue,
            DataRef::Int(number) => format.print(&Value::Number(*number as f64), epoch_1904),
            DataRef::Float(number) => format.print(&Value::Number(*number), epoch_1904),
            DataRef::DateTime(moment) => format.print(&Value::Number(moment.as_f64()), epoch_1904),
            DataRef::String(text) => format.print(&Value::Text(text), epoch_1904),
            DataRef::SharedString(text) => format.print(&Value::Text(text), epoch_1904),
            DataRef::Bool(value) => format::boolean(*value).to_owned(),
            DataRef::DateTimeIso(text) => format.print_iso(text),
            DataRef::DurationIso(text) => text.clone(),
            DataRef::Error(error) => error.to_string(),
        };
        let left = styled.left_of(&text, style);
        if !budget.cell(sheet, row, column, text) {
            return Ok(());
        }
        if let Some(cell) = sheet.cells.last_mut().filter(|cell| (cell.row, cell.column) == (row, column)) {
            cell.left = left;
        }
    }
    Ok(())
}
