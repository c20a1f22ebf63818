//! ODS: `content.xml` in one pass. The file holds what each cell shows, so no number format is needed.

use crate::model::diagnostic::{Code, Diagnostic};
use crate::read::sheet::container;
use crate::read::sheet::outline::extend;
use crate::read::sheet::workbook::{Budget, MOST_COLUMNS, MOST_ROWS, Merge, Sheet, Workbook};
use crate::read::sheet::xml;
use foldhash::HashSet;
use quick_xml::events::{BytesStart, Event};

/// Reads a workbook into `book`.
///
/// # Errors
/// Why it cannot be opened.
pub fn read(bytes: &[u8], name: &str, book: &mut Workbook) -> Result<(), Diagnostic> {
    let mut archive = container::open(bytes, name, &mut book.diagnostics)?;
    let Some(content) = container::member(&mut archive, "content.xml") else {
        return Err(Diagnostic::new(Code::DamagedContainer, format!("{name}: content.xml is missing or cannot be read")));
    };
    let mut reading = Reading::new(Budget::of(bytes.len()));
    let told = xml::each(content, |event| reading.event(event));
    reading.end_sheet();
    if let Err(error) = told {
        book.diagnostics.push(Diagnostic::new(Code::DamagedContainer, format!("{name}: content.xml cannot be read to its end: {error}")));
    }
    if reading.external {
        book.diagnostics.push(Diagnostic::new(Code::ExternalReference, format!("{name}: content.xml takes values from another document; nothing was fetched")));
    }
    reading.budget.tell(name, &mut book.diagnostics);
    book.sheets = reading.sheets;
    Ok(())
}

/// A cell on its way, and how many columns it stands in.
#[derive(Default)]
struct Open {
    text: String,
    value: String,
    paragraphs: usize,
    times: u32,
    down: u32,
    right: u32,
}

struct Reading {
    sheets: Vec<Sheet>,
    budget: Budget,
    sheet: Option<Sheet>,
    style: String,
    hidden_styles: HashSet<String>,
    external: bool,
    /// Elements of which nothing is shown in the sheet.
    skipped: u32,
    row: u32,
    column: u32,
    repeats: u32,
    /// First column, times, text, spans: of the row's cells.
    cells: Vec<(u32, Open)>,
    cell: Option<Open>,
    note: Option<String>,
    paragraph: bool,
    ruby: bool,
}

impl Reading {
    fn new(budget: Budget) -> Reading {
        Reading {
            sheets: vec![],
            budget,
            sheet: None,
            style: String::new(),
            hidden_styles: HashSet::default(),
            external: false,
            skipped: 0,
            row: 0,
            column: 0,
            repeats: 1,
            cells: vec![],
            cell: None,
            note: None,
            paragraph: false,
            ruby: false,
        }
    }

    fn event(&mut self, event: &Event<'_>) -> bool {
        match event {
            Event::Start(element) => {
                let name = element.local_name();
                if self.skipped > 0 || matches!(name.as_ref(), "tracked-changes" | "dde-links" | "shapes") {
                    self.external |= name.as_ref() == "dde-link";
                    self.skipped += 1;
                    return true;
                }
                self.start(name.as_ref(), element)
            }
            Event::End(_) if self.skipped > 0 => {
                self.skipped -= 1;
                true
            }
            Event::End(element) => self.end(element.local_name().as_ref()),
            other => {
                if self.skipped == 0
                    && self.paragraph
                    && !self.ruby
                    && let Some(part) = xml::characters(other)
                {
                    self.push(&part);
                }
                true
            }
        }
    }

    fn start(&mut self, name: &str, element: &BytesStart<'_>) -> bool {
        match name {
            "style" => self.style = xml::attribute(element, "name").unwrap_or_default(),
            "table-properties" if xml::attribute(element, "display").as_deref() == Some("false") => {
                self.hidden_styles.insert(self.style.clone());
            }
            "table" if self.cell.is_none() => {
                self.end_sheet();
                let hidden = xml::attribute(element, "style-name").is_some_and(|style| self.hidden_styles.contains(&style));
                self.sheet = Some(Sheet { name: xml::attribute(element, "name").unwrap_or_default(), hidden, ..Sheet::default() });
                (self.row, self.column) = (0, 0);
            }
            "table-source" | "cell-range-source" => self.external = true,
            "table-column" => {
                let times = xml::number(element, "number-columns-repeated").unwrap_or(1).clamp(1, MOST_COLUMNS);
                if let Some(sheet) = &mut self.sheet
                    && is_hidden(element)
                {
                    sheet.hidden_columns.push(self.column..=self.column.saturating_add(times - 1));
                }
                self.column = self.column.saturating_add(times);
            }
            "table-row" => {
                self.repeats = xml::number(element, "number-rows-repeated").unwrap_or(1).clamp(1, MOST_ROWS);
                self.column = 0;
                if let Some(sheet) = &mut self.sheet
                    && is_hidden(element)
                {
                    extend(&mut sheet.hidden_rows, self.row);
                    if let Some(last) = sheet.hidden_rows.last_mut() {
                        *last = *last.start()..=self.row.saturating_add(self.repeats - 1);
                    }
                }
            }
            "table-cell" | "covered-table-cell" => {
                let number = |name| xml::number(element, name).unwrap_or(1).max(1);
                let value = ["string-value", "date-value", "time-value", "value", "boolean-value"].iter().find_map(|name| xml::attribute(element, name)).unwrap_or_default();
                let (down, right) = (number("number-rows-spanned"), number("number-columns-spanned"));
                self.cell = Some(Open { value, times: number("number-columns-repeated").min(MOST_COLUMNS), down, right, ..Open::default() });
            }
            "annotation" => self.note = Some(String::new()),
            "p" | "h" => {
                self.paragraph = true;
                match (&mut self.note, &mut self.cell) {
                    (Some(note), _) if !note.is_empty() => note.push('\n'),
                    (None, Some(cell)) => {
                        if cell.paragraphs > 0 {
                            cell.text.push('\n');
                        }
                        cell.paragraphs += 1;
                    }
                    _ => {}
                }
            }
            "ruby-text" => self.ruby = true,
            "s" if self.paragraph => {
                let count = xml::number(element, "c").unwrap_or(1).min(1000) as usize;
                self.push(&" ".repeat(count));
            }
            "tab" => self.push(" "),
            "line-break" => self.push("\n"),
            _ => {}
        }
        true
    }

    fn push(&mut self, part: &str) {
        match (&mut self.note, &mut self.cell) {
            (Some(note), _) => note.push_str(part),
            (None, Some(cell)) => cell.text.push_str(part),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) -> bool {
        match name {
            "p" | "h" => self.paragraph = false,
            "ruby-text" => self.ruby = false,
            "annotation" => {
                if let (Some(note), Some(sheet)) = (self.note.take(), &mut self.sheet) {
                    self.budget.note(sheet, self.row, self.column, note);
                }
            }
            "table-cell" | "covered-table-cell" => {
                if let Some(mut cell) = self.cell.take() {
                    if cell.paragraphs == 0 {
                        cell.text = std::mem::take(&mut cell.value);
                    }
                    let at = self.column;
                    self.column = self.column.saturating_add(cell.times);
                    if !cell.text.trim().is_empty() || cell.down > 1 || cell.right > 1 {
                        self.cells.push((at, cell));
                    }
                }
            }
            "table-row" => return self.end_row(),
            "table" => self.end_sheet(),
            _ => {}
        }
        true
    }

    /// Adds the row as often as it is repeated, within what may be copied; `false` when a bound is reached.
    fn end_row(&mut self) -> bool {
        let mut cells = std::mem::take(&mut self.cells);
        let first = self.row;
        self.row = self.row.saturating_add(self.repeats);
        let Some(sheet) = &mut self.sheet else { return true };
        if cells.is_empty() {
            return true;
        }
        for (column, cell) in &mut cells {
            let blank = cell.text.trim().is_empty();
            if cell.times > 1 && (blank || !self.budget.copies(sheet, first, *column, cell.times - 1, 1)) {
                cell.times = 1;
            }
        }
        let each: usize = cells.iter().map(|(_, cell)| cell.times as usize).sum();
        let copied = self.repeats <= 1 || self.budget.copies(sheet, first, cells.first().map_or(0, |cell| cell.0), self.repeats - 1, each);
        let end = if copied { self.row } else { first.saturating_add(1) };
        for row in first..end.min(MOST_ROWS) {
            for (column, cell) in &cells {
                let merge = Merge { top: row, left: *column, bottom: row.saturating_add(cell.down - 1), right: column.saturating_add(cell.right - 1) };
                self.budget.merge(sheet, merge);
                for at in *column..column.saturating_add(cell.times).min(MOST_COLUMNS) {
                    if !self.budget.cell(sheet, row, at, cell.text.clone()) {
                        return false;
                    }
                }
            }
        }
        true
    }

    fn end_sheet(&mut self) {
        self.sheets.extend(self.sheet.take());
    }
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    matches!(xml::attribute(element, "visibility").as_deref(), Some("collapse" | "filter"))
}
