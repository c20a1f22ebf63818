//! XLS: values and merges by `calamine`; number formats, hidden rows and columns and notes by an own pass over the records.

use crate::model::diagnostic::{Code, Diagnostic};
use crate::read::sheet::biff::{self, Records};
use crate::read::sheet::format::{self, Format, Value};
use crate::read::sheet::quiet;
use crate::read::sheet::workbook::{Budget, Merge, Sheet, Workbook};
use calamine::{Data, Reader as _, SheetType, SheetVisible, Xls};
use std::io::Cursor;

/// Cells, blank ones among them, that the sheets of a workbook may span together: `calamine` holds them all.
pub const MOST_SPANNED: u64 = 24_000_000;

/// Reads a workbook into `book`.
///
/// # Errors
/// Why it cannot be opened.
pub fn read(bytes: &[u8], name: &str, book: &mut Workbook) -> Result<(), Diagnostic> {
    let records = quiet::guarded(|| biff::records(bytes)).map_err(|error| Diagnostic::new(Code::DamagedContainer, format!("{name}: the container is damaged: {error}")))?;
    if records.encrypted {
        return Err(Diagnostic::new(Code::UnsupportedFormat, format!("{name}: the workbook is protected by a password; nothing was read")));
    }
    if records.spanned() > MOST_SPANNED {
        return Err(Diagnostic::new(Code::LimitReached, format!("{name}: its sheets span more than {MOST_SPANNED} cells; it was not opened")));
    }
    let opened = quiet::guarded(|| Xls::new(Cursor::new(bytes)).map_err(|error| error.to_string()));
    let mut foreign = opened.map_err(|error| Diagnostic::new(Code::DamagedContainer, format!("{name}: the workbook cannot be read: {error}")))?;
    if records.external {
        book.diagnostics.push(Diagnostic::new(Code::ExternalReference, format!("{name}: the workbook takes values from another workbook; nothing was fetched")));
    }
    let epoch_1904 = foreign.has_1904_epoch();
    let mut budget = Budget::of(bytes.len());
    for (index, told) in foreign.sheets_metadata().to_vec().into_iter().enumerate() {
        if told.typ != SheetType::WorkSheet {
            continue;
        }
        let mut sheet = Sheet { name: told.name, hidden: told.visible != SheetVisible::Visible, ..Sheet::default() };
        let read = quiet::guarded(|| cells(&mut foreign, &mut sheet, index, &records, epoch_1904, &mut budget));
        if let Err(error) = read {
            book.diagnostics.push(Diagnostic::new(Code::DamagedContainer, format!("{name}: the sheet {:?} cannot be read: {error}", sheet.name)));
        }
        if let Some(own) = records.sheets.get(index) {
            sheet.hidden_rows = own.hidden_rows.clone();
            sheet.hidden_columns = own.hidden_columns.clone();
            for (row, column, text) in &own.notes {
                budget.note(&mut sheet, *row, *column, text.clone());
            }
        }
        book.sheets.push(sheet);
    }
    budget.tell(name, &mut book.diagnostics);
    Ok(())
}

fn cells(foreign: &mut Xls<Cursor<&[u8]>>, sheet: &mut Sheet, index: usize, records: &Records, epoch_1904: bool, budget: &mut Budget) -> Result<(), String> {
    // Without merges the sheet still has its cells.
    for merge in foreign.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default() {
        budget.merge(sheet, Merge { top: merge.start.0, left: merge.start.1, bottom: merge.end.0, right: merge.end.1 });
    }
    let range = foreign.worksheet_range(&sheet.name).map_err(|error| error.to_string())?;
    let Some((top, left)) = range.start() else { return Ok(()) };
    let general = Format::general();
    for (row, column, value) in range.used_cells() {
        let (row, column) = (top + row as u32, left + column as u32);
        let format = records.sheets.get(index).and_then(|own| own.styles.get(&(row, column))).and_then(|style| records.formats.get(usize::from(*style))).unwrap_or(&general);
        let text = match value {
            Data::Empty => continue,
            Data::Int(number) => format.print(&Value::Number(*number as f64), epoch_1904),
            Data::Float(number) => format.print(&Value::Number(*number), epoch_1904),
            Data::DateTime(moment) => format.print(&Value::Number(moment.as_f64()), epoch_1904),
            Data::String(text) => format.print(&Value::Text(text), epoch_1904),
            Data::Bool(value) => format::boolean(*value).to_owned(),
            Data::Error(error) => error.to_string(),
            other => other.to_string(),
        };
        if !budget.cell(sheet, row, column, text) {
            return Ok(());
        }
    }
    Ok(())
}
