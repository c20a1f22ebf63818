//! SpreadsheetML 2003 (XMLスプレッドシート): a workbook as one XML file, in one pass.

use crate::model::diagnostic::{Code, Diagnostic};
use crate::read::sheet::format::{Format, Value, boolean};
use crate::read::sheet::workbook::{Budget, MOST_COLUMNS, MOST_ROWS, Merge, Sheet, Workbook};
use crate::read::sheet::xml;
use foldhash::HashMap;
use quick_xml::events::{BytesStart, Event};
use std::ops::RangeInclusive;

/// Formats of numbers that have a name of their own, as Excel prints them in Japanese.
const NAMED: &[(&str, &str)] = &[
    ("General Number", "General"),
    ("Fixed", "0.00"),
    ("Standard", "#,##0.00"),
    ("Percent", "0.00%"),
    ("Scientific", "0.00E+00"),
    ("Short Date", "yyyy/m/d"),
    ("Medium Date", "d-mmm-yy"),
    ("Long Date", "yyyy年m月d日"),
    ("General Date", "yyyy/m/d h:mm"),
    ("Short Time", "h:mm"),
    ("Long Time", "h:mm:ss"),
];

/// Reads a workbook into `book`.
pub fn read(text: &str, name: &str, book: &mut Workbook) {
    let mut reading = Reading { budget: Budget::of(text.len()), ..Reading::default() };
    let told = xml::each_whole(text.as_bytes(), |event| reading.event(event));
    reading.end_sheet();
    if let Err(error) = told {
        book.diagnostics.push(Diagnostic::new(Code::DamagedContainer, format!("{name}: the workbook cannot be read to its end: {error}; what stands before it was read")));
    }
    reading.budget.tell(name, &mut book.diagnostics);
    book.sheets = reading.sheets;
}

#[derive(Default)]
struct Reading {
    sheets: Vec<Sheet>,
    budget: Budget,
    sheet: Option<Sheet>,
    /// Formats of numbers, by the id of their style.
    styles: HashMap<String, Format>,
    style: String,
    /// Styles of columns and of the open row, for cells that have none of their own.
    column_styles: Vec<(RangeInclusive<u32>, String)>,
    row_style: String,
    epoch_1904: bool,
    /// The next row and the next column, from 0.
    row: u32,
    column: u32,
    /// Columns and rows that the open cell covers beside its own.
    across: u32,
    down: u32,
    own_style: String,
    kind: String,
    text: String,
    note: bool,
    /// The open element holds text: of a cell, or of a note on it.
    inside: bool,
    /// The open element tells whether the sheet is shown.
    visible: bool,
    rows_repeat: u32,
}

impl Reading {
    fn event(&mut self, event: &Event<'_>) -> bool {
        match event {
            Event::Start(element) => self.start(element),
            Event::End(element) => return self.end(element.local_name().as_ref()),
            other => {
                if (self.inside || self.visible)
                    && let Some(part) = xml::characters(other)
                {
                    self.text.push_str(&part);
                }
            }
        }
        true
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        let number = |name: &str| xml::number(element, name).unwrap_or(0);
        match element.local_name().as_ref() {
            "Style" => {
                self.style = xml::attribute(element, "ID").unwrap_or_default();
                if let Some(format) = xml::attribute(element, "Parent").and_then(|parent| self.styles.get(&parent).cloned()) {
                    self.styles.insert(self.style.clone(), format);
                }
            }
            "NumberFormat" => {
                let code = xml::attribute(element, "Format").unwrap_or_default();
                let code = NAMED.iter().find(|(name, _)| *name == code).map_or(code.as_str(), |(_, code)| code);
                self.styles.insert(self.style.clone(), Format::new(code));
            }
            "Date1904" => self.epoch_1904 = true,
            "Worksheet" => {
                self.end_sheet();
                self.sheet = Some(Sheet { name: xml::attribute(element, "Name").unwrap_or_default(), ..Sheet::default() });
                (self.row, self.column_styles) = (0, vec![]);
            }
            "Visible" => {
                self.visible = true;
                self.text.clear();
            }
            "Column" => {
                self.column = number("Index").checked_sub(1).unwrap_or(self.column);
                let last = self.column.saturating_add(number("Span"));
                if xml::is_on(element, "Hidden")
                    && let Some(sheet) = &mut self.sheet
                {
                    sheet.hidden_columns.push(self.column..=last.min(MOST_COLUMNS));
                }
                if let Some(style) = xml::attribute(element, "StyleID").filter(|_| self.column_styles.len() < MOST_COLUMNS as usize) {
                    self.column_styles.push((self.column..=last, style));
                }
                self.column = last.saturating_add(1);
            }
            "Table" => self.column = 0,
            "Row" => {
                self.row = number("Index").checked_sub(1).unwrap_or(self.row);
                self.column = 0;
                self.rows_repeat = number("Span").min(MOST_ROWS);
                self.row_style = xml::attribute(element, "StyleID").unwrap_or_default();
                if xml::is_on(element, "Hidden")
                    && let Some(sheet) = &mut self.sheet
                {
                    sheet.hidden_rows.push(self.row..=self.row.saturating_add(self.rows_repeat).min(MOST_ROWS));
                }
            }
            "Cell" => {
                self.column = number("Index").checked_sub(1).unwrap_or(self.column);
                (self.across, self.down) = (number("MergeAcross").min(MOST_COLUMNS), number("MergeDown").min(MOST_ROWS));
                self.own_style = xml::attribute(element, "StyleID").unwrap_or_else(|| self.given_style());
                if let Some(sheet) = &mut self.sheet {
                    let merge = Merge { top: self.row, left: self.column, bottom: self.row.saturating_add(self.down), right: self.column.saturating_add(self.across) };
                    self.budget.merge(sheet, merge);
                }
            }
            "Comment" => self.note = true,
            "Data" => {
                self.kind = xml::attribute(element, "Type").unwrap_or_default();
                self.inside = true;
                self.text.clear();
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) -> bool {
        match name {
            "Data" => {
                self.inside = false;
                return self.end_data();
            }
            "Comment" => self.note = false,
            "Cell" => self.column = self.column.saturating_add(self.across).saturating_add(1),
            "Row" => self.row = self.row.saturating_add(self.rows_repeat).saturating_add(1),
            "Visible" => {
                self.visible = false;
                if let Some(sheet) = &mut self.sheet {
                    sheet.hidden = self.text.contains("Hidden");
                }
            }
            "Worksheet" => self.end_sheet(),
            _ => {}
        }
        true
    }

    /// What the cell shows; `false` when a bound is reached.
    fn end_data(&mut self) -> bool {
        let text = std::mem::take(&mut self.text);
        let Some(sheet) = &mut self.sheet else { return true };
        if self.note {
            self.budget.note(sheet, self.row, self.column, text);
            return true;
        }
        let general = Format::general();
        let format = self.styles.get(&self.own_style).or_else(|| self.styles.get("Default")).unwrap_or(&general);
        let number = || text.trim().parse::<f64>().ok();
        let shown = match self.kind.as_str() {
            "Number" => number().map(|number| format.print(&Value::Number(number), self.epoch_1904)),
            "DateTime" => Some(format.print_iso(text.trim())).map(|shown| if shown == text.trim() { Format::new("yyyy/m/d").print_iso(&shown) } else { shown }),
            "Boolean" => Some(boolean(text.trim() == "1").to_owned()),
            "String" => Some(format.print(&Value::Text(&text), self.epoch_1904)),
            _ => None,
        };
        self.budget.cell(sheet, self.row, self.column, shown.unwrap_or(text))
    }

    /// The style of a cell that has none of its own.
    fn given_style(&self) -> String {
        if !self.row_style.is_empty() {
            return self.row_style.clone();
        }
        let of_column = self.column_styles.iter().find(|(columns, _)| columns.contains(&self.column));
        of_column.map(|(_, style)| style.clone()).unwrap_or_default()
    }

    fn end_sheet(&mut self) {
        self.sheets.extend(self.sheet.take());
    }
}
