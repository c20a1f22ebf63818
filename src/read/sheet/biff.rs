//! BIFF: the records of an XLS workbook ([MS-XLS]) that `calamine` does not hand out: number formats, hidden rows and columns,
//! notes, and the range that the cells span.

use crate::read::sheet::binary::{short, wide};
use crate::read::sheet::format::Format;
use crate::read::sheet::outline::extend;
use foldhash::{HashMap, HashMapExt};
use std::io::{Cursor, Read};
use std::ops::RangeInclusive;

/// What the records of a workbook say.
#[derive(Debug, Default)]
pub struct Records {
    /// It asks for a password.
    pub encrypted: bool,
    /// It takes values from another workbook.
    pub external: bool,
    /// Number format of each cell style.
    pub formats: Vec<Format>,
    /// Its sheets in their order.
    pub sheets: Vec<SheetRecords>,
}

/// What the records of a sheet say.
#[derive(Debug, Default)]
pub struct SheetRecords {
    /// Style of each cell.
    pub styles: HashMap<(u32, u32), u16>,
    /// Rows that are not shown.
    pub hidden_rows: Vec<RangeInclusive<u32>>,
    /// Columns that are not shown.
    pub hidden_columns: Vec<RangeInclusive<u32>>,
    /// Row, column and text of its notes.
    pub notes: Vec<(u32, u32, String)>,
}

impl Records {
    /// Cells that the sheets span, blank ones among them.
    pub fn spanned(&self) -> u64 {
        self.sheets
            .iter()
            .map(|sheet| {
                let span = |part: fn(&(u32, u32)) -> u32| {
                    let (least, most) = (sheet.styles.keys().map(part).min(), sheet.styles.keys().map(part).max());
                    least.zip(most).map_or(0, |(least, most)| u64::from(most - least) + 1)
                };
                span(|cell| cell.0) * span(|cell| cell.1)
            })
            .sum()
    }
}

/// Reads the records of a workbook.
pub fn records(bytes: &[u8]) -> Result<Records, String> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let name = ["/Workbook", "/WORKBOOK", "/Book"].into_iter().find(|name| file.is_stream(name)).ok_or("it holds no workbook")?;
    let mut stream = vec![];
    let most = bytes.len() as u64 + 4096;
    file.open_stream(name).and_then(|open| open.take(most).read_to_end(&mut stream)).map_err(|error| error.to_string())?;
    let mut out = Records::default();
    let mut codes: HashMap<u16, String> = HashMap::new();
    let mut starts = vec![];
    each(&stream, 0, |kind, record, _| {
        match kind {
            0x2f => out.encrypted = true,
            0x85 => starts.extend(record.get(..4).map(|at| u32::from_le_bytes([at[0], at[1], at[2], at[3]]) as usize)),
            0x41e => codes.extend(short(record, 0).zip(string(record, 2))),
            0xe0 => out.formats.push(Format::listed(&codes, short(record, 2).unwrap_or(0))),
            // The book itself is named by two bytes 01 04, an add-in by 01 3A.
            0x1ae => out.external |= record.get(2..4).is_some_and(|tag| tag != [1, 4] && tag != [1, 0x3a]),
            _ => {}
        }
    });
    // Sheets lie one after the other; where they overlap, somebody counts on our patience.
    let mut left = stream.len().saturating_mul(2);
    for start in starts {
        let (sheet, length) = sheet(&stream, start);
        left = left.checked_sub(length).ok_or("its sheets overlap")?;
        out.sheets.push(sheet);
    }
    Ok(out)
}

fn sheet(stream: &[u8], start: usize) -> (SheetRecords, usize) {
    let mut out = SheetRecords::default();
    let mut object = 0;
    let mut texts: HashMap<u16, String> = HashMap::new();
    let mut notes = vec![];
    let length = each(stream, start, |kind, record, after| {
        let (Some(first), Some(second)) = (short(record, 0), short(record, 2)) else { return };
        match kind {
            0x208 if short(record, 12).is_some_and(|flags| flags & 0x20 != 0) => extend(&mut out.hidden_rows, u32::from(first)),
            0x7d if short(record, 8).is_some_and(|flags| flags & 1 != 0) && first <= second => out.hidden_columns.push(u32::from(first)..=u32::from(second)),
            0x06 | 0xfd | 0x201 | 0x203 | 0x204 | 0x205 | 0x27e | 0xd6 => {
                out.styles.insert((u32::from(first), u32::from(second)), short(record, 4).unwrap_or(0));
            }
            // Many packed numbers, or many blanks.
            0xbd | 0xbe => {
                let size = if kind == 0xbd { 6 } else { 2 };
                let count = record.len().saturating_sub(6) / size;
                for index in 0..count {
                    out.styles.insert((u32::from(first), u32::from(second) + index as u32), short(record, 4 + index * size).unwrap_or(0));
                }
            }
            0x5d if first == 0x15 => object = short(record, 6).unwrap_or(0),
            0x1b6 => {
                let units = short(record, 10).unwrap_or(0);
                if let Some(text) = continued(after, usize::from(units)) {
                    texts.insert(object, text);
                }
            }
            0x1c => notes.push((u32::from(first), u32::from(second), short(record, 6).unwrap_or(0))),
            _ => {}
        }
    });
    out.notes = notes.into_iter().filter_map(|(row, column, object)| Some((row, column, texts.remove(&object)?))).collect();
    (out, length)
}

/// Calls `visit` with the kind and the bytes of every record of a substream, and all that follows it; returns its length.
fn each<'a>(stream: &'a [u8], start: usize, mut visit: impl FnMut(u16, &'a [u8], &'a [u8])) -> usize {
    let mut at = start;
    let mut depth = 0i64;
    while let (Some(kind), Some(length)) = (short(stream, at), short(stream, at + 2)) {
        let body = at + 4;
        let end = body + usize::from(length);
        let Some(record) = stream.get(body..end) else { break };
        match kind {
            // A chart inside a sheet has a substream of its own.
            0x809 => depth += 1,
            0x0a => depth -= 1,
            _ if depth == 1 => visit(kind, record, &stream[end..]),
            _ => {}
        }
        at = end;
        if depth <= 0 {
            break;
        }
    }
    at - start
}

/// The text of a note: in CONTINUE records after it, each with a byte that tells its width.
fn continued(mut after: &[u8], units: usize) -> Option<String> {
    let mut out = String::new();
    let mut left = units;
    while left > 0 && short(after, 0)? == 0x3c {
        let length = usize::from(short(after, 2)?);
        let record = after.get(4..4 + length)?;
        let is_wide = record.first()? & 1 != 0;
        let count = left.min(if is_wide { (length - 1) / 2 } else { length - 1 });
        if is_wide {
            out.push_str(&wide(record, 1, count)?);
        } else {
            out.extend(record.get(1..1 + count)?.iter().map(|byte| char::from(*byte)));
        }
        if count == 0 {
            break;
        }
        left -= count;
        after = &after[4 + length..];
    }
    Some(out)
}

/// A string after its length in two bytes and its width in one.
fn string(record: &[u8], at: usize) -> Option<String> {
    let units = usize::from(short(record, at)?);
    let is_wide = record.get(at + 2)? & 1 != 0;
    if is_wide { wide(record, at + 3, units) } else { Some(record.get(at + 3..at + 3 + units)?.iter().map(|byte| char::from(*byte)).collect()) }
}
