//! Rebuild (復元): printed rows to grids of which each cell is where the author put it.
//!
//! The flow: tables that a page cut apart are stitched; each is spread over slots, its kind and header found, its rows
//! fitted to columns, its lost spans carried, and it is squared into a grid. What is done is recorded as a repair.

mod carry;
mod columns;
mod draft;
mod facing;
mod finish;
mod fit;
mod form;
mod halves;
mod head;
mod noise;
mod profile;
mod reading;
mod shape;
mod split;
mod spread;
mod stack;
mod stitch;
#[cfg(test)]
mod tests;
mod transpose;
mod upright;
mod years;

use crate::japanese::date::Setting;
use crate::japanese::label::leading_label;
use crate::model::block::{Block, Line, RawCell, RawTable};
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::document::Document;
use crate::model::grid::{GridKind, Piece, RowKind};
use crate::model::lexicon::Lexicon;
use crate::model::place::Place;
use draft::Draft;
use head::Labels;
use reading::Readings;
use std::collections::HashMap;

/// Columns beyond which rows of cells are no table.
const MOST_WIDTH: usize = 1024;
/// Lines that may stand between two parts of one table.
const MOST_LINES_BETWEEN: usize = 6;

/// Rebuilds every table of a document; other blocks pass through in their order.
pub fn rebuild(document: &Document, lexicon: &Lexicon, setting: &Setting) -> (Vec<Piece>, Vec<Diagnostic>) {
    let mut builder = Builder {
        lexicon,
        setting,
        repeats: stitch::repeats(&document.blocks),
        pieces: vec![],
        open: None,
        waiting: vec![],
        tables: 0,
        double: None,
        diagnostics: vec![],
        readings: Readings::default(),
    };
    let mut index = 0;
    while index < document.blocks.len() {
        let taken = builder.double_page(&document.blocks, index);
        if taken == 0 {
            builder.block(index, &document.blocks[index]);
        }
        index += taken.max(1);
    }
    builder.close();
    facing::join(&mut builder.pieces, lexicon, setting);
    (builder.pieces, builder.diagnostics)
}

/// A table that the next page may continue.
struct Open {
    draft: Draft,
    kind: GridKind,
    depth: usize,
    /// Its first rows, by which the next page is judged.
    sample: stitch::Sample,
}

struct Builder<'a> {
    lexicon: &'a Lexicon,
    setting: &'a Setting,
    repeats: HashMap<String, usize>,
    pieces: Vec<Piece>,
    open: Option<Open>,
    /// Blocks after the open table that may turn out to stand inside it.
    waiting: Vec<(Block, Place)>,
    tables: u32,
    /// Widths of the double page last seen.
    double: Option<spread::Widths>,
    diagnostics: Vec<Diagnostic>,
    readings: Readings,
}

impl Builder<'_> {
    /// Takes a table and the table on the page that faces it; the number of blocks taken, 0 if there is no such pair.
    fn double_page(&mut self, blocks: &[Block], index: usize) -> usize {
        let Block::Table(left) = &blocks[index] else { return 0 };
        let Some(ahead) = blocks[index + 1..].iter().take(MOST_LINES_BETWEEN).position(|block| matches!(block, Block::Table(_))) else { return 0 };
        let between = &blocks[index + 1..index + 1 + ahead];
        let Block::Table(right) = &blocks[index + 1 + ahead] else { return 0 };
        let furniture = |block: &Block| match block {
            Block::Line(line) => stitch::is_page_furniture(line.text.as_str(), self.repeats.get(&crate::japanese::text::key(line.text.as_str())).copied().unwrap_or(0)),
            Block::Blank | Block::Furniture { .. } => true,
            _ => false,
        };
        let rows_known = left.rows.len().abs_diff(right.rows.len()) * 2 <= left.rows.len();
        if !rows_known || !between.iter().all(furniture) {
            return 0;
        }
        let place =
            |block: usize, table: &RawTable, number: u32| Place { block: block as u32, table: Some(number), start: table.source.start, end: table.source.end, ..Place::default() };
        let mut draft = Draft::spread(left, &place(index, left, self.tables), &self.readings);
        let other = Draft::spread(right, &place(index + 1 + ahead, right, self.tables + 1), &self.readings);
        if draft.width() + other.width() > MOST_WIDTH {
            return 0;
        }
        let (labels, other_labels) = (Labels::read(&draft, self.lexicon, self.setting), Labels::read(&other, self.lexicon, self.setting));
        if draft.sheet != other.sheet {
            return 0;
        }
        let Some(rows) = spread::rows_beside(&draft, &labels, &other, &other_labels, self.double) else { return 0 };
        self.double = Some((draft.printed_width(), other.printed_width()));
        spread::join(&mut draft, other, &rows);
        self.tables += 2;
        self.draft(draft);
        for (offset, block) in between.iter().enumerate() {
            self.block(index + 1 + offset, block);
        }
        ahead + 2
    }

    fn block(&mut self, index: usize, block: &Block) {
        let mut place = Place { block: index as u32, ..Place::default() };
        match block {
            Block::Table(table) => {
                place.table = Some(self.tables);
                (place.start, place.end) = (table.source.start, table.source.end);
                self.tables += 1;
                self.table(table, &place);
                return;
            }
            Block::Heading { line, .. } | Block::Line(line) | Block::Bullet { line, .. } => {
                let range = line.text.whole_source();
                (place.start, place.end) = (range.start, range.end);
            }
            Block::Furniture { source, .. } => (place.start, place.end) = (source.start, source.end),
            Block::Blank => {}
        }
        if self.open.is_some() {
            let closes = match block {
                Block::Blank | Block::Furniture { .. } => false,
                Block::Line(_) => self.waiting.len() >= MOST_LINES_BETWEEN,
                Block::Heading { line, .. } => self.repeats.get(&crate::japanese::text::key(line.text.as_str())).copied().unwrap_or(0) < 2,
                _ => true,
            };
            if closes {
                self.close();
            } else {
                if !matches!(block, Block::Blank) {
                    self.waiting.push((block.clone(), place));
                }
                return;
            }
        }
        if !matches!(block, Block::Blank) {
            self.pieces.push(Piece::Block { block: block.clone(), place });
        }
    }

    fn table(&mut self, table: &RawTable, place: &Place) {
        let mut draft = Draft::spread(table, place, &self.readings);
        if table.rows.iter().any(|row| row.hidden) {
            draft.diagnostics.push(Diagnostic::at(Code::HiddenContent, "hidden rows were read", place));
        }
        if draft.width() > MOST_WIDTH {
            self.close();
            self.diagnostics.push(Diagnostic::at(
                Code::LimitReached,
                format!("a table of {} columns; more than {MOST_WIDTH} are no table and were left to residue", draft.width()),
                place,
            ));
            self.pieces.push(Piece::Block { block: Block::Furniture { source: table.source.clone(), reason: "table-too-wide" }, place: place.clone() });
            return;
        }
        if (0..draft.rows.len()).all(|row| draft.filled(row).is_empty()) {
            return;
        }
        if (0..draft.rows.len()).all(|row| draft.filled(row).len() <= 1) && draft.rows.iter().enumerate().all(|(row, _)| draft.filled_width(row) <= 1) {
            self.one_column(table, place);
            return;
        }
        self.draft(draft);
    }

    /// Takes a table that is spread over slots: it goes on with the open one, or opens.
    fn draft(&mut self, mut draft: Draft) {
        noise::drop_rows(&mut draft, &mut self.repeats);
        for (index, part) in stack::parts(draft, self.lexicon, self.setting).into_iter().enumerate() {
            if index > 0 {
                self.close();
            }
            self.part(part);
        }
    }

    /// Takes one table.
    fn part(&mut self, mut draft: Draft) {
        let labels = Labels::read(&draft, self.lexicon, self.setting);
        let kind = head::kind(&draft, &labels);
        let depth = if kind == GridKind::List { head::header_rows(&draft, &labels, 0) } else { 0 };
        if let Some(mut open) = self.open.take() {
            // Tables of two sheets are two tables.
            let same_sheet = open.draft.sheet == draft.sheet;
            if let Some(skip) = same_sheet.then(|| self.continues(&open, &draft, kind, depth)).flatten() {
                self.absorb_waiting(&mut open.draft);
                if skip == 0 && open.depth > 0 {
                    let place = &draft.place.clone();
                    draft.diagnostics.push(Diagnostic::at(Code::HeaderCarried, "the table goes on without a header of its own", place));
                }
                stitch::append(&mut open.draft, draft, skip);
                if open.sample.is_short() {
                    open.sample = stitch::Sample::of(&open.draft, self.lexicon, self.setting);
                }
                self.open = Some(open);
                return;
            }
            self.open = Some(open);
            self.close();
        }
        let sample = stitch::Sample::of(&draft, self.lexicon, self.setting);
        self.open = Some(Open { draft, kind, depth, sample });
    }

    /// Leading rows of `next` to leave out if it goes on where `open` stopped; `None` if it is a table of its own.
    fn continues(&self, open: &Open, next: &Draft, kind: GridKind, depth: usize) -> Option<usize> {
        let repeated = stitch::repeated_header(&open.draft, open.depth, next, 0);
        if repeated > 0 {
            return Some(repeated);
        }
        let interrupted = self.waiting.iter().any(|(block, _)| !self.may_stand_inside(block));
        if interrupted {
            return None;
        }
        let open_width = (0..open.draft.rows.len()).map(|row| open.draft.filled_width(row)).max().unwrap_or(0);
        let next_width = (0..next.rows.len()).map(|row| next.filled_width(row)).max().unwrap_or(0);
        let same_width = next.width() == open.draft.width() || next_width == open_width || next_width.abs_diff(open_width) <= 1;
        let next_labels = Labels::read(next, self.lexicon, self.setting);
        let headless = depth == 0 && head::header_rows(next, &next_labels, 0) == 0;
        let cross = open.sample.is_cross();
        let headed = open.depth > 0 || cross;
        let goes_on = kind == GridKind::List || cross || !head::is_plainly_form(next, &next_labels);
        if headed && headless && goes_on && same_width && next_width >= 2 {
            return Some(0);
        }
        if next.width() == open.draft.width() && next_width >= 2 && open.sample.goes_on_in(next, &next_labels) {
            return Some(0);
        }
        if open.kind != GridKind::Form {
            return None;
        }
        let last = open.draft.part(open.draft.rows.len().checked_sub(1)?, open.draft.rows.len());
        let heads_only = last.filled(0).len() >= 2 && head::is_header_row(&last, &Labels::read(&last, self.lexicon, self.setting), 0, false);
        (kind != GridKind::List && heads_only && next.width() == open.draft.width()).then_some(0)
    }

    fn may_stand_inside(&self, block: &Block) -> bool {
        match block {
            Block::Line(line) | Block::Heading { line, .. } => {
                let text = line.text.as_str();
                let repeats = self.repeats.get(&crate::japanese::text::key(text)).copied().unwrap_or(0);
                stitch::is_page_furniture(text, repeats) || stitch::is_table_note(line) || is_group_line(line) || (matches!(block, Block::Line(_)) && self.is_running_line(line))
            }
            Block::Blank | Block::Furniture { .. } => true,
            _ => false,
        }
    }

    /// A short plain line between two parts of a table that have the same columns: a running head. A line that opens with
    /// a word for sections (重点戦略2 …) is none.
    fn is_running_line(&self, line: &Line) -> bool {
        let text = line.text.as_str().trim();
        let section = self.lexicon.group_words.iter().any(|word| text.starts_with(word.as_str()));
        let ornament = text.starts_with(['●', '○', '◎', '■', '□', '◆', '◇', '▼', '【', '≪', '<', '(']);
        text.chars().count() <= 40 && !text.contains(['。', '：', ':']) && !line.bold && !ornament && !section
    }

    /// Lines between two parts of a table: section names become group rows, page furniture passes through.
    fn absorb_waiting(&mut self, draft: &mut Draft) {
        for (block, place) in std::mem::take(&mut self.waiting) {
            let group = match &block {
                Block::Line(line) | Block::Heading { line, .. } => {
                    let repeats = self.repeats.get(&crate::japanese::text::key(line.text.as_str())).copied().unwrap_or(0);
                    (!stitch::is_page_furniture(line.text.as_str(), repeats) && !stitch::is_table_note(line) && (is_group_line(line) || !self.is_running_line(line)))
                        .then(|| line.clone())
                }
                _ => None,
            };
            match group {
                Some(line) => {
                    let row = crate::model::block::RawRow { cells: vec![RawCell::new(vec![line], place.start..place.end)], hidden: false };
                    let table = RawTable { rows: vec![row], source: place.start..place.end, ..RawTable::default() };
                    let place = Place { table: draft.place.table, ..place };
                    stitch::append(draft, Draft::spread(&table, &place, &self.readings), 0);
                    let last = draft.rows.len() - 1;
                    draft.kinds[last] = RowKind::Group;
                }
                None => self.pieces.push(Piece::Block { block, place }),
            }
        }
    }

    fn one_column(&mut self, table: &RawTable, place: &Place) {
        self.close();
        self.diagnostics.push(Diagnostic::at(Code::OneColumnTable, "a table of one column was read as lines", place));
        for line in table.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.lines) {
            let range = line.text.whole_source();
            let block = if line.bullet { Block::Bullet { depth: 0, line: line.clone() } } else { Block::Line(line.clone()) };
            self.pieces.push(Piece::Block { block, place: place.with_range(range) });
        }
    }

    fn close(&mut self) {
        if let Some(open) = self.open.take() {
            for grid in settle(open.draft, self.lexicon, self.setting) {
                self.pieces.push(Piece::Grid(grid));
            }
        }
        for (block, place) in self.waiting.drain(..) {
            self.pieces.push(Piece::Block { block, place });
        }
    }
}

/// A free line that may be a section name inside a table.
fn is_group_line(line: &Line) -> bool {
    let text = line.text.as_str().trim();
    text.chars().count() <= 40 && !text.contains('。') && leading_label(line.text.normal()).is_some()
}

/// Rebuilds one stitched table.
fn settle(mut draft: Draft, lexicon: &Lexicon, setting: &Setting) -> Vec<crate::model::grid::Grid> {
    let labels = Labels::read(&draft, lexicon, setting);
    years::line_up(&mut draft, &labels);
    split::side_by_side(draft, lexicon, setting)
        .into_iter()
        .flat_map(|draft| {
            let labels = Labels::read(&draft, lexicon, setting);
            halves::split(draft, &labels)
        })
        .flat_map(|draft| settle_one(draft, lexicon, setting))
        .collect()
}

/// Rebuilds one table.
fn settle_one(mut draft: Draft, lexicon: &Lexicon, setting: &Setting) -> Vec<crate::model::grid::Grid> {
    upright::join_letters(&mut draft);
    let labels = Labels::read(&draft, lexicon, setting);
    let mut kind = head::kind(&draft, &labels);
    if kind == GridKind::Form && head::header_rows(&draft, &labels, 0) == 0 && columns::is_plainly_list(&draft, &labels, lexicon, setting) {
        kind = GridKind::List;
    }
    match kind {
        GridKind::Form => {
            carry::join_cut_form_rows(&mut draft);
            form::mark(&mut draft, &labels);
            vec![finish::finish(draft, kind, 0)]
        }
        GridKind::List => vec![list(draft, &labels, kind, setting)],
        GridKind::Transposed => {
            let turned = transpose::turn(draft);
            let labels = Labels::read(&turned, lexicon, setting);
            vec![list(turned, &labels, kind, setting)]
        }
    }
}

/// Rebuilds a table with its headers on top.
fn list(mut draft: Draft, labels: &Labels, kind: GridKind, setting: &Setting) -> crate::model::grid::Grid {
    let depth = if kind == GridKind::Transposed { 1 } else { columns::list_depth(&draft, labels) };
    for kind in draft.kinds.iter_mut().take(depth) {
        *kind = RowKind::Header;
    }
    for row in 0..depth {
        for slot in draft.rows[row].clone() {
            if !draft.cells[slot as usize].is_blank() {
                draft.cells[slot as usize].label = true;
            }
        }
    }
    if depth == 0 {
        let place = draft.place.clone();
        draft.diagnostics.push(Diagnostic::at(Code::HeaderNotFound, "no row of this table looks like its header", &place));
    }
    head::mark_groups(&mut draft, labels, depth);
    let width = width(&draft, depth);
    carry::spread_header(&mut draft, 0, depth, width);
    let stubs = head::stub_columns(&draft, labels, depth, width);
    carry::carry_over_page(&mut draft, depth, stubs);
    carry::join_cut_rows(&mut draft, depth, stubs);
    fit::fit(&mut draft, width, stubs, setting);
    carry::carry_down(&mut draft, depth, stubs);
    finish::finish(draft, kind, stubs)
}

/// Columns of the table: those of its header, or those that most rows fill.
fn width(draft: &Draft, depth: usize) -> usize {
    let head = (0..depth).map(|row| draft.filled_width(row)).max().unwrap_or(0);
    let mut counts: HashMap<usize, usize> = HashMap::new();
    let mut rows = 0;
    for row in depth..draft.rows.len() {
        if draft.kinds[row] == RowKind::Body {
            *counts.entry(draft.filled_width(row)).or_insert(0) += 1;
            rows += 1;
        }
    }
    let common = counts.iter().max_by_key(|(width, count)| (**count, **width)).map_or(0, |(width, _)| *width);
    let agreeing = counts.get(&common).copied().unwrap_or(0);
    if head == 0 || (common > head && agreeing * 5 >= rows * 3) { common.max(1) } else { head }
}
