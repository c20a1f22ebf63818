//! XLSB: binary records in a ZIP ([MS-XLSB]), streamed; a record that is too short says nothing.

use crate::model::diagnostic::{Code, Diagnostic};
use crate::read::sheet::binary::{counted, error, long, packed, real, short};
use crate::read::sheet::container::{self, Archive};
use crate::read::sheet::format::{self, Format, Value};
use crate::read::sheet::outline::{self, extend};
use crate::read::sheet::workbook::{Budget, MOST_COLUMNS, MOST_ROWS, Merge, Sheet, Workbook};
use foldhash::{HashMap, HashMapExt};
use std::io::Read;

/// A record is never longer; one that claims more is damage.
const MOST_RECORD: usize = 16 << 20;

/// Reads a workbook into `book`.
///
/// # Errors
/// Why it cannot be opened.
pub fn read(bytes: &[u8], name: &str, book: &mut Workbook) -> Result<(), Diagnostic> {
    let mut archive = container::open(bytes, name, &mut book.diagnostics)?;
    let mut reading = Reading { budget: Budget::of(bytes.len()), epoch_1904: false, formats: vec![], strings: vec![] };
    let relations: HashMap<String, String> = outline::relations(&mut archive, "xl/workbook.bin").into_iter().map(|(id, _, target)| (id, target)).collect();
    let mut sheets = vec![];
    let mut damage = vec![];
    let mut told = each(&mut archive, "xl/workbook.bin", |kind, record| {
        match kind {
            0x99 => reading.epoch_1904 = long(record, 0).is_some_and(|flags| flags & 1 != 0),
            0x9c => {
                if let Some((id, name, hidden)) = bundle(record) {
                    sheets.push((relations.get(&id).cloned().unwrap_or_default(), Sheet { name, hidden, ..Sheet::default() }));
                }
            }
            _ => {}
        }
        true
    });
    told = told.and(reading.styles(&mut archive)).and(reading.strings(&mut archive));
    damage.extend(told.err());
    for (path, mut sheet) in sheets {
        // A chart or a dialog stands in a folder of its own.
        if !path.contains("worksheets/") {
            continue;
        }
        if !reading.budget.is_new(&path) {
            damage.push(format!("{path} is claimed by more than one sheet and was read once"));
            continue;
        }
        damage.extend(reading.sheet(&mut archive, &path, &mut sheet).err());
        reading.notes(&mut archive, &path, &mut sheet);
        book.sheets.push(sheet);
    }
    book.diagnostics.extend(damage.into_iter().take(8).map(|error| Diagnostic::new(Code::DamagedContainer, format!("{name}: {error}"))));
    if book.sheets.is_empty() {
        book.diagnostics.push(Diagnostic::new(Code::DamagedContainer, format!("{name}: no sheet is found in the workbook")));
    }
    reading.budget.tell(name, &mut book.diagnostics);
    Ok(())
}

fn bundle(record: &[u8]) -> Option<(String, String, bool)> {
    let (id, end) = counted(record, 8)?;
    Some((id, counted(record, end)?.0, long(record, 0)? != 0))
}

struct Reading {
    budget: Budget,
    epoch_1904: bool,
    formats: Vec<Format>,
    strings: Vec<String>,
}

impl Reading {
    fn styles(&mut self, archive: &mut Archive<'_>) -> Result<(), String> {
        let mut codes: HashMap<u16, String> = HashMap::new();
        let mut inside = false;
        each(archive, "xl/styles.bin", |kind, record| {
            match kind {
                0x2c => codes.extend(short(record, 0).zip(counted(record, 2).map(|told| told.0))),
                0x269 => inside = true,
                0x26a => inside = false,
                0x2f if inside => self.formats.push(Format::listed(&codes, short(record, 2).unwrap_or(0))),
                _ => {}
            }
            true
        })
    }

    fn strings(&mut self, archive: &mut Archive<'_>) -> Result<(), String> {
        each(archive, "xl/sharedStrings.bin", |kind, record| {
            if kind == 0x13 {
                self.strings.push(counted(record, 1).map_or_else(String::new, |told| told.0));
            }
            true
        })
    }

    fn sheet(&mut self, archive: &mut Archive<'_>, path: &str, sheet: &mut Sheet) -> Result<(), String> {
        let mut row = 0;
        // Column of the next cell: a short record stands after the cell before it and does not say so.
        let mut next = 0u32;
        each(archive, path, |kind, record| {
            match kind {
                0x00 => {
                    next = 0;
                    row = long(record, 0).unwrap_or(row);
                    if record.get(11).is_some_and(|flags| flags & 0x10 != 0) && row < MOST_ROWS {
                        extend(&mut sheet.hidden_rows, row);
                    }
                }
                0x01..=0x0b => {
                    let column = long(record, 0).unwrap_or(next);
                    next = column.saturating_add(1);
                    if let Some(text) = self.text(kind, record.get(4..).unwrap_or_default()) {
                        return self.budget.cell(sheet, row, column, text);
                    }
                }
                0x0c..=0x12 => {
                    let column = next;
                    next = column.saturating_add(1);
                    if let Some(text) = self.text(kind - 0x0b, record) {
                        return self.budget.cell(sheet, row, column, text);
                    }
                }
                0x3c => {
                    if let (Some(first), Some(last)) = (long(record, 0), long(record, 4))
                        && short(record, 16).is_some_and(|flags| flags & 1 != 0)
                    {
                        sheet.hidden_columns.push(first..=last.min(MOST_COLUMNS));
                    }
                }
                0xb0 => {
                    if let (Some(top), Some(bottom), Some(left), Some(right)) = (long(record, 0), long(record, 4), long(record, 8), long(record, 12)) {
                        self.budget.merge(sheet, Merge { top, left, bottom, right });
                    }
                }
                _ => {}
            }
            true
        })
    }

    /// The text of a cell from its style on.
    fn text(&self, kind: u32, record: &[u8]) -> Option<String> {
        let style = (long(record, 0)? & 0x00ff_ffff) as usize;
        let print = |value: Value<'_>| match self.formats.get(style) {
            Some(format) => format.print(&value, self.epoch_1904),
            None => Format::general().print(&value, self.epoch_1904),
        };
        Some(match kind {
            0x02 => print(Value::Number(packed(record, 4)?)),
            0x03 | 0x0b => error(*record.get(4)?).to_owned(),
            0x04 | 0x0a => format::boolean(*record.get(4)? != 0).to_owned(),
            0x05 | 0x09 => print(Value::Number(real(record, 4)?)),
            0x06 | 0x08 => print(Value::Text(&counted(record, 4)?.0)),
            0x07 => print(Value::Text(self.strings.get(long(record, 4)? as usize)?)),
            _ => return None,
        })
    }

    fn notes(&mut self, archive: &mut Archive<'_>, path: &str, sheet: &mut Sheet) {
        for target in outline::comments(archive, path, &mut self.budget) {
            let mut at = None;
            // What could be read before an error is used.
            let _ = each(archive, &target, |kind, record| {
                match kind {
                    0x27b => at = long(record, 4).zip(long(record, 12)),
                    0x27d => {
                        if let (Some((row, column)), Some((text, _))) = (at.take(), counted(record, 1)) {
                            self.budget.note(sheet, row, column, text);
                        }
                    }
                    _ => {}
                }
                true
            });
        }
    }
}

/// Calls `visit` with the kind and the bytes of every record of a member until it says `false`.
fn each(archive: &mut Archive<'_>, path: &str, mut visit: impl FnMut(u32, &[u8]) -> bool) -> Result<(), String> {
    let Some(mut source) = container::member(archive, path) else { return Ok(()) };
    let mut record = vec![];
    let broken = || format!("{path} breaks off inside a record");
    while let Some(low) = byte(&mut source) {
        let kind = if low & 0x80 == 0 { u32::from(low) } else { u32::from(low & 0x7f) | u32::from(byte(&mut source).ok_or_else(broken)? & 0x7f) << 7 };
        let mut length = 0usize;
        for shift in [0, 7, 14, 21] {
            let part = byte(&mut source).ok_or_else(broken)?;
            length |= usize::from(part & 0x7f) << shift;
            if part & 0x80 == 0 {
                break;
            }
        }
        if length > MOST_RECORD {
            return Err(format!("{path} claims a record of {length} bytes"));
        }
        record.clear();
        let count = source.by_ref().take(length as u64).read_to_end(&mut record).map_err(|error| format!("{path}: {error}"))?;
        if count < length {
            return Err(broken());
        }
        if !visit(kind, &record) {
            return Ok(());
        }
    }
    Ok(())
}

fn byte(source: &mut impl Read) -> Option<u8> {
    let mut one = [0];
    source.read_exact(&mut one).ok().map(|()| one[0])
}
