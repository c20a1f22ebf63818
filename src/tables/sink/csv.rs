//! CSV: flat tables, UTF-8 with a byte order mark, lines ended by CR LF, one line a record.
//!
//! Nothing is lost by it: in a text, a backslash stands before what a line or a spreadsheet would take for something else. `\n` is a line
//! end, `\r` a carriage return, `\\` a backslash, `\uXXXX` another separator of lines; a text that begins with `=`, `+`, `-`, `@` or a tab
//! has a backslash before it; a lone `\` is an empty text where null, which is an empty cell, could stand too.

use crate::error::Error;
use crate::tables::flat::{Cell, Flat};
use crate::tables::shape::{Table, Type};
use crate::tables::sink::{File, Sink};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// What stands in the first line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Heading {
    /// Names of fields.
    Names,
    /// Japanese headings; codes are written in Japanese too.
    Japanese,
}

/// Writes CSV.
pub struct Csv {
    folder: PathBuf,
    heading: Heading,
    flat: Option<Flat>,
    files: Vec<File>,
    rows: u64,
    line: Vec<u8>,
    made: Vec<String>,
}

impl Csv {
    /// A writer into a folder.
    pub fn new(folder: &Path, heading: Heading) -> Csv {
        Csv { folder: folder.to_owned(), heading, flat: None, files: vec![], rows: 0, line: vec![], made: vec![] }
    }

    /// The Japanese headings of a table; a heading that stands twice has the name of its field behind it.
    pub fn headings(table: &Table) -> Vec<String> {
        let all: Vec<&String> = table.fields.iter().map(|field| &field.japanese).collect();
        let repeats = |heading: &String| all.iter().filter(|other| **other == heading).count() > 1;
        table.fields.iter().map(|field| if repeats(&field.japanese) { format!("{}（{}）", field.japanese, field.name) } else { field.japanese.clone() }).collect()
    }
}

impl Sink for Csv {
    fn begin(&mut self, table: &Table) -> Result<(), Error> {
        let flat = Flat::new(table);
        self.rows = 0;
        for table in &flat.tables {
            let name = match self.heading {
                Heading::Names => format!("{}.csv", table.name),
                Heading::Japanese => format!("{}.ja.csv", table.name),
            };
            let mut file = File::create(&self.folder, &name)?;
            let headings = match self.heading {
                Heading::Names => table.fields.iter().map(|field| field.name.clone()).collect(),
                Heading::Japanese => Csv::headings(table),
            };
            let mut line = "\u{feff}".as_bytes().to_vec();
            for (index, heading) in headings.iter().enumerate() {
                if index > 0 {
                    line.push(b',');
                }
                text(&mut line, heading, false);
            }
            line.extend_from_slice(b"\r\n");
            file.add(&line)?;
            self.files.push(file);
            self.made.push(name);
        }
        self.flat = Some(flat);
        Ok(())
    }

    fn row(&mut self, row: &Value) -> Result<(), Error> {
        let Csv { flat: Some(flat), files, rows, line, heading, .. } = self else { return Ok(()) };
        *rows += 1;
        flat.rows(row, *rows, &mut |at, cells| {
            line.clear();
            for (index, (cell, field)) in cells.iter().zip(&flat.tables[at].fields).enumerate() {
                if index > 0 {
                    line.push(b',');
                }
                match cell {
                    Cell::Null => {}
                    Cell::Boolean(value) => line.extend_from_slice(if *value { b"true" } else { b"false" }),
                    Cell::Number(value) => line.extend_from_slice(value.to_string().as_bytes()),
                    Cell::Count(value) => line.extend_from_slice(value.to_string().as_bytes()),
                    Cell::Text(value) => match &field.kind {
                        Type::Code(codes) if *heading == Heading::Japanese => {
                            text(line, codes.iter().find(|code| code.code == *value).map_or(value, |code| &code.japanese), field.nullable);
                        }
                        _ => text(line, value, field.nullable),
                    },
                }
            }
            line.extend_from_slice(b"\r\n");
            files[at].add(line)
        })
    }

    fn end(&mut self) -> Result<(), Error> {
        self.flat = None;
        self.files.drain(..).try_for_each(File::place)
    }

    fn finish(self: Box<Self>) -> Result<Vec<String>, Error> {
        Ok(self.made)
    }
}

/// Adds a text, escaped, and in quotes where it holds what CSV gives a meaning.
fn text(line: &mut Vec<u8>, text: &str, nullable: bool) {
    let escaped = escape(text, nullable);
    let quoted = escaped.bytes().any(|byte| matches!(byte, b',' | b'"')) || escaped.starts_with(' ') || escaped.ends_with(' ');
    if quoted {
        line.push(b'"');
        line.extend_from_slice(escaped.replace('"', "\"\"").as_bytes());
        line.push(b'"');
    } else {
        line.extend_from_slice(escaped.as_bytes());
    }
}

/// A text as it stands in a cell.
pub fn escape(text: &str, nullable: bool) -> String {
    if text.is_empty() && nullable {
        return "\\".to_owned();
    }
    let mut out = String::with_capacity(text.len() + 2);
    if text.starts_with(['=', '+', '-', '@', '\t']) {
        out.push('\\');
    }
    for character in text.chars() {
        match character {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\0' => out.push_str(&format!("\\u{:04x}", u32::from(character))),
            other => out.push(other),
        }
    }
    out
}

/// The text that a cell stands for; of a nullable one `None` where it is empty.
pub fn unescape(cell: &str, nullable: bool) -> Option<String> {
    if cell.is_empty() && nullable {
        return None;
    }
    let mut out = String::with_capacity(cell.len());
    let mut rest = cell.chars();
    while let Some(character) = rest.next() {
        if character != '\\' {
            out.push(character);
            continue;
        }
        match rest.next() {
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('u') => {
                let digits: String = rest.by_ref().take(4).collect();
                out.extend(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32));
            }
            Some(other) => out.push(other),
            None => {}
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_one_line_and_no_formula_and_gives_its_text_back() {
        let cases = [
            ("・広報\n・講座", "・広報\\n・講座"),
            ("-5.3%", "\\-5.3%"),
            ("=1+1", "\\=1+1"),
            ("C:\\new", "C:\\\\new"),
            ("a\u{2028}b\rc", "a\\u2028b\\rc"),
            ("\tx", "\\\tx"),
            ("－", "－"),
            ("", "\\"),
        ];
        for (text, cell) in cases {
            assert_eq!(escape(text, true), cell);
            assert_eq!(unescape(cell, true).as_deref(), Some(text), "{cell}");
        }
        assert_eq!(escape("", false), "");
        assert_eq!(unescape("", false).as_deref(), Some(""));
        assert_eq!(unescape("", true), None);
    }

    #[test]
    fn a_cell_with_commas_or_quotes_is_quoted() {
        let mut line = vec![];
        text(&mut line, "1,200 \"件\"", false);
        assert_eq!(String::from_utf8(line).expect("text"), "\"1,200 \"\"件\"\"\"");
    }
}
