//! Layout (配置): blocks of a document to areas of cells. Texts get their numbers when the batch takes the document in.

use crate::japanese::number::is_page_number;
use crate::model::block::{Block, Line, RawTable};
use crate::model::document::Document;
use crate::model::place::Place;
use crate::model::record::Repair;
use crate::model::seen::Texts;
use crate::model::sheet::{Area, Cell, Outlined, Sheet, TextId};
use crate::survey::outline::{Part, outline};
use crate::survey::shift;
use foldhash::{HashMap, HashSet};
use std::ops::Range;

/// Longest key of a `key：value` line, in characters.
const LONGEST_KEY: usize = 20;

/// The texts of a document, each once: lines joined by line ends.
#[derive(Default)]
pub struct Printed {
    texts: Vec<String>,
    by_print: HashMap<String, TextId>,
}

impl Printed {
    /// A text by its number.
    pub fn text(&self, number: TextId) -> &str {
        &self.texts[number as usize]
    }

    /// The number of a text of these lines.
    pub fn number(&mut self, mut lines: Vec<String>) -> TextId {
        let printed = if let [_] = lines[..] { lines.swap_remove(0) } else { lines.join("\n") };
        if let Some(id) = self.by_print.get(&printed) {
            return *id;
        }
        let id = self.texts.len() as TextId;
        self.texts.push(printed.clone());
        self.by_print.insert(printed, id);
        id
    }
}

/// Takes a sheet into the batch: its texts get their numbers there.
pub fn take_in(mut sheet: Sheet, printed: Printed, texts: &mut Texts) -> Sheet {
    let numbers = texts.adopt(printed.texts);
    for cell in sheet.areas.iter_mut().flat_map(|area| &mut area.cells) {
        cell.text = numbers[cell.text as usize];
    }
    sheet
}

/// Lays a document out.
pub fn lay_out(document: &Document) -> (Sheet, Printed) {
    let mut sheet = Sheet::default();
    let mut printed_texts = Printed::default();
    let texts = &mut printed_texts;
    let mut tables = 0;
    let outline = outline(document);
    for (index, block) in document.blocks.iter().enumerate() {
        let block_number = index as u32;
        match block {
            Block::Heading { line, .. } | Block::Line(line) if outline.contains_key(&index) => prose_area(line, block_number, &outline[&index], &mut sheet.areas, texts),
            Block::Heading { line, .. } => sheet.areas.extend(line_area(line, block_number, true, texts)),
            Block::Line(line) | Block::Bullet { line, .. } => sheet.areas.extend(line_area(line, block_number, line.bold, texts)),
            Block::Table(table) => {
                if let Some(caption) = &table.caption {
                    sheet.areas.extend(line_area(caption, block_number, true, texts));
                }
                sheet.areas.extend(table_area(table, block_number, tables, texts, &mut sheet.repairs));
                tables += 1;
            }
            Block::Blank | Block::Furniture { .. } => {}
        }
    }
    sheet.areas = joined_pages(sheet.areas, &printed_texts);
    (sheet, printed_texts)
}

/// Joins a table with what goes on from it on the next page: nothing but lines that stood before (running heads) between them, the same columns,
/// and the first row filled as the last one is, its numbers under numbers.
fn joined_pages(areas: Vec<Area>, texts: &Printed) -> Vec<Area> {
    // Each area with those that go on from it.
    let mut out: Vec<Vec<Area>> = Vec::with_capacity(areas.len());
    let mut lines: HashSet<TextId> = HashSet::default();
    // The last table, if only running heads have stood since.
    let mut open: Option<usize> = None;
    for area in areas {
        if area.line {
            let new = area.cells.iter().any(|cell| lines.insert(cell.text));
            open = open.filter(|_| !new);
            out.push(vec![area]);
            continue;
        }
        match open.filter(|open| out[*open].last().is_some_and(|before| goes_on(before, &area, texts))) {
            Some(open) => out[open].push(area),
            None => {
                open = Some(out.len());
                out.push(vec![area]);
            }
        }
    }
    out.into_iter().filter_map(joined).collect()
}

/// Areas of one width under each other, as one.
fn joined(mut pages: Vec<Area>) -> Option<Area> {
    if pages.len() < 2 {
        return pages.pop();
    }
    let (told, width) = (pages[0].told, pages[0].width);
    let (mut rows, mut cells) = (0, vec![]);
    for page in pages {
        cells.extend(page.cells.into_iter().map(|cell| Cell { row: cell.row + rows, ..cell }));
        rows += page.rows;
    }
    Some(Area::new(false, told, rows, width, cells))
}

/// The first row of a table is filled as the last one of another is.
fn goes_on(before: &Area, area: &Area, texts: &Printed) -> bool {
    if before.told != area.told || before.width != area.width || before.width < 3 || before.rows == 0 {
        return false;
    }
    let numeric = |cell: &Cell| is_numeric(texts.text(cell.text));
    let looks = |cells: &[Cell]| cells.iter().map(|cell| (cell.column, numeric(cell))).collect::<HashSet<_>>();
    let (last, first) = (looks(before.row(before.rows - 1)), looks(area.row(0)));
    let alike = first.iter().filter(|look| last.contains(look)).count();
    first.iter().any(|(_, number)| *number) && alike * 10 >= first.len().max(last.len()) * 9
}

fn is_numeric(text: &str) -> bool {
    let text = text.trim();
    text.chars().any(|c| c.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_digit() || ",.%％△▲-－−".contains(c))
}

/// The folded text of a line, with its bullet.
fn printed(line: &Line) -> String {
    let text = line.text.as_str().trim();
    match text.strip_prefix("- ") {
        Some(rest) => format!("・{}", rest.trim_start()),
        None if line.bullet => format!("・{text}"),
        None => text.to_owned(),
    }
}

fn line_area(line: &Line, block: u32, heading: bool, texts: &mut Printed) -> Option<Area> {
    let whole = line.text.as_str();
    if whole.trim().is_empty() || is_page_number(whole.trim()) {
        return None;
    }
    let place = Place { block, ..Place::default() };
    let cell = Cell { text: 0, row: 0, column: 0, rows: 1, columns: 1, heading, place };
    if let Some(pair) = key_and_answer(line, &cell, texts) {
        return Some(Area::new(false, false, 1, 2, pair.into()));
    }
    let text = texts.number(vec![printed(line)]);
    let place = cell.place.with_range(line.text.source(0..whole.len()));
    Some(Area::new(true, false, 1, 1, vec![Cell { text, place, ..cell }]))
}

/// A line of an outline: a key beside its value, a key alone, a name, or more of the value before it.
fn prose_area(line: &Line, block: u32, part: &Part, areas: &mut Vec<Area>, texts: &mut Printed) {
    let whole = line.text.as_str();
    let place = Place { block, ..Place::default() };
    let mut cell = |range: Range<usize>, column: u32, heading: bool| Cell {
        text: texts.number(vec![whole[range.clone()].trim().to_owned()]),
        row: 0,
        column,
        rows: 1,
        columns: 1,
        heading,
        place: place.with_range(line.text.source(range)),
    };
    match part {
        Part::Key(key, Some(value)) => {
            let pair = vec![cell(key.clone(), 0, true), cell(value.clone(), 1, false)];
            areas.push(Area::new(false, false, 1, 2, pair).outlined(Some(Outlined::Key)));
        }
        Part::Key(key, None) => areas.push(Area::new(true, false, 1, 1, vec![cell(key.clone(), 0, true)]).outlined(Some(Outlined::Key))),
        Part::Name(name) => areas.push(Area::new(true, false, 1, 1, vec![cell(name.clone(), 0, false)]).outlined(Some(Outlined::Name))),
        Part::Further => {
            if let Some(value) = areas.last_mut().and_then(|area| area.cells.last_mut()) {
                let mut lines: Vec<String> = texts.text(value.text).split('\n').map(str::to_owned).collect();
                lines.push(whole.trim().to_owned());
                value.text = texts.number(lines);
                value.place.end = line.text.source(0..whole.len()).end.max(value.place.end);
            }
        }
    }
}

/// `key：value` on one line as a cell and the one to its right, the first in the place of `cell`.
fn key_and_answer(line: &Line, cell: &Cell, texts: &mut Printed) -> Option<[Cell; 2]> {
    let whole = line.text.as_str();
    let (key_end, value_start) = key_and_value(whole).filter(|_| !line.bullet)?;
    Some([(0, 0..key_end), (1, value_start..whole.len())].map(|(right, range)| Cell {
        text: texts.number(vec![whole[range.clone()].trim().to_owned()]),
        column: cell.column + right,
        columns: 1,
        place: cell.place.with_range(line.text.source(range)),
        ..cell.clone()
    }))
}

/// `key：value` on one line: where the key ends and the value begins.
fn key_and_value(whole: &str) -> Option<(usize, usize)> {
    let (at, colon) = whole.char_indices().find(|(_, c)| matches!(c, ':' | '：'))?;
    let key = whole[..at].trim();
    let value = &whole[at + colon.len_utf8()..];
    let sound = !key.is_empty()
        && key.chars().count() <= LONGEST_KEY
        && !key.contains('。')
        && key != "単位"
        && !key.starts_with(['(', '（', '※'])
        && key.matches(['(', '（', '【', '≪']).count() == key.matches([')', '）', '】', '≫']).count()
        && !value.trim().is_empty()
        && !value.contains([':', '：'])
        && !key.chars().all(|c| c.is_ascii_digit());
    sound.then_some((at, at + colon.len_utf8()))
}

/// Columns of a table that is a sheet; what is wider is a line with many tabs.
const MOST_COLUMNS: u32 = 1024;

fn table_area(table: &RawTable, block: u32, number: u32, texts: &mut Printed, repairs: &mut Vec<Repair>) -> Option<Area> {
    let rows = table.rows.len() as u32;
    let mut cells = vec![];
    let mut width = 0u32;
    // Places that a span from above or from the left covers.
    let mut taken: HashSet<(u32, u32)> = HashSet::default();
    for (row, raw) in table.rows.iter().enumerate() {
        let row = row as u32;
        let mut column = 0u32;
        let alone = raw.cells.iter().filter(|cell| !cell.is_blank()).take(2).count() == 1;
        for cell in &raw.cells {
            while table.spans_told && taken.contains(&(row, column)) {
                column += 1;
            }
            let columns = cell.column_span.clamp(1, 1000);
            let tall = cell.row_span.clamp(1, 65_000).min(rows - row);
            if (tall > 1 || columns > 1) && taken.len() < 2_000_000 {
                for covered in row..row + tall {
                    for across in column..column + columns {
                        if covered > row && taken.len() < 2_000_000 {
                            taken.insert((covered, across));
                        }
                    }
                }
            }
            if !cell.is_blank() {
                let lines: Vec<String> = cell.lines.iter().map(printed).filter(|line| !line.is_empty() && line != "・").collect();
                let source = cell
                    .lines
                    .iter()
                    .filter(|line| !line.text.is_blank())
                    .map(|line| line.text.whole_source())
                    .reduce(|first, next| first.start.min(next.start)..first.end.max(next.end));
                let source = source.unwrap_or(cell.source.clone());
                let place = Place { block, table: Some(number), row: Some(row), column: Some(column), start: source.start, end: source.end };
                let mut laid = Cell { text: 0, row, column, rows: tall, columns, heading: cell.heading, place };
                // `課題：…` alone in its row is a label and its answer.
                let line = if let [line] = &cell.lines[..] { Some(line) } else { None };
                let line = line.filter(|_| alone);
                if let Some(pair) = line.and_then(|line| key_and_answer(line, &laid, texts)) {
                    // The answer may stand beyond the last column.
                    width = width.max(column + 2);
                    cells.extend(pair);
                } else {
                    laid.text = texts.number(lines);
                    cells.push(laid);
                }
            }
            column += columns;
            width = width.max(column);
        }
    }
    if cells.is_empty() || width > MOST_COLUMNS {
        return None;
    }
    if !table.spans_told && !table.exact {
        repairs.extend(shift::short_rows(&mut cells, table, texts));
    }
    let cells = joined_years(cells, texts);
    Some(Area::new(false, table.spans_told, rows, width, cells))
}

/// `令和 | 5 | 年度 ～ 令和 | 9 | 年度`: a time that the form cut into cells is one.
fn joined_years(cells: Vec<Cell>, texts: &mut Printed) -> Vec<Cell> {
    let mut out: Vec<Cell> = vec![];
    let mut at = 0;
    while at < cells.len() {
        let text = |index: usize| cells.get(index).filter(|cell| cell.row == cells[at].row).map(|cell| texts.text(cell.text).trim());
        let era = |text: &str| text.ends_with("令和") || text.ends_with("平成") || text.ends_with("昭和");
        let number = |text: &str| !text.is_empty() && text.chars().count() <= 2 && text.chars().all(|c| c.is_ascii_digit() || c == '元');
        let mut end = at;
        if text(at).is_some_and(|text| text.chars().count() <= 3 && era(text)) {
            end += 1;
            while text(end).is_some_and(number) && text(end + 1).is_some_and(|text| text.starts_with('年') && text.chars().count() <= 12) {
                end += 2;
                if !text(end - 1).is_some_and(era) {
                    break;
                }
            }
        }
        if end < at + 3 {
            out.push(cells[at].clone());
            at += 1;
            continue;
        }
        let joined: String = (at..end).filter_map(text).collect();
        let mut cell = cells[at].clone();
        let last = &cells[end - 1];
        cell.columns = last.end().saturating_sub(cell.column).max(1);
        cell.place.end = last.place.end;
        cell.text = texts.number(vec![joined]);
        out.push(cell);
        at = end;
    }
    out
}
