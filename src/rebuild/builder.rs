//! Builder (組み立て): the blocks of a document taken one by one; a table stays open until it is known that the next page
//! does not go on with it.

use crate::japanese::date::Setting;
use crate::model::block::{Block, Line, RawTable};
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::grid::{Cell, GridKind, Piece};
use crate::model::lexicon::Lexicon;
use crate::model::place::Place;
use crate::rebuild::draft::Draft;
use crate::rebuild::labels::Labels;
use crate::rebuild::settle::settle;
use crate::rebuild::{between, columns, cut, down, head, headless, kind, lend, mixture, noise, spread, stack, stitch};
use crate::see::key;
use foldhash::HashMap;

/// Columns beyond which rows of cells are no table.
pub const MOST_WIDTH: usize = 1024;
/// Lines that may stand between two parts of one table.
const MOST_LINES_BETWEEN: usize = 6;

/// A table that the next page may continue.
pub struct Open {
    pub draft: Draft,
    pub kind: GridKind,
    pub depth: usize,
    /// Columns of its widest row, and up to its last filled slot: a long table is not measured again on each page.
    pub width: usize,
    pub printed_width: usize,
    /// Its first rows, by which the next page is judged.
    pub sample: stitch::Sample,
}

/// What is known between two blocks.
pub struct Builder<'a> {
    pub lexicon: &'a Lexicon,
    pub setting: &'a Setting,
    pub repeats: HashMap<String, usize>,
    pub pieces: Vec<Piece>,
    pub open: Option<Open>,
    /// Blocks after the open table that may turn out to stand inside it.
    pub waiting: Vec<(Block, Place)>,
    pub tables: u32,
    /// Widths of the double page last seen.
    pub double: Option<spread::Widths>,
    /// The years that the table before this one stands under.
    pub years: Option<Vec<Cell>>,
    pub diagnostics: Vec<Diagnostic>,
    pub lenders: lend::Lenders,
}

impl Builder<'_> {
    /// Takes a table and the table on the page that faces it; the number of blocks taken, 0 if there is no such pair.
    pub fn double_page(&mut self, blocks: &[Block], index: usize) -> usize {
        let Block::Table(left) = &blocks[index] else { return 0 };
        let Some(ahead) = blocks[index + 1..].iter().take(MOST_LINES_BETWEEN).position(|block| matches!(block, Block::Table(_))) else { return 0 };
        let between = &blocks[index + 1..index + 1 + ahead];
        let Block::Table(right) = &blocks[index + 1 + ahead] else { return 0 };
        let furniture = |block: &Block| match block {
            // (3) 事業費の推移 stands on every sheet and is a heading all the same.
            Block::Line(line) => {
                let repeats = if between::is_group_line(line) { 0 } else { self.repeats_of(line) };
                stitch::is_page_furniture(line.text.as_str(), repeats)
            }
            Block::Blank | Block::Furniture { .. } => true,
            _ => false,
        };
        let rows_known = left.rows.len().abs_diff(right.rows.len()) * 2 <= left.rows.len();
        if !rows_known || !between.iter().all(furniture) {
            return 0;
        }
        let place =
            |block: usize, table: &RawTable, number: u32| Place { block: block as u32, table: Some(number), start: table.source.start, end: table.source.end, ..Place::default() };
        let mut draft = Draft::spread(left, &place(index, left, self.tables));
        let mut other = Draft::spread(right, &place(index + 1 + ahead, right, self.tables + 1));
        if draft.width() + other.width() > MOST_WIDTH {
            return 0;
        }
        for page in [&mut draft, &mut other] {
            noise::drop_rows(page, &mut self.repeats);
        }
        let (labels, other_labels) = (Labels::read(&draft, self.lexicon, self.setting), Labels::read(&other, self.lexicon, self.setting));
        if draft.sheet != other.sheet {
            return 0;
        }
        let Some(rows) = spread::rows_beside(&draft, &labels, &other, &other_labels, self.double, self.lexicon) else { return 0 };
        self.double = Some((draft.printed_width(), other.printed_width()));
        spread::join(&mut draft, other, &rows);
        self.tables += 2;
        self.draft(draft);
        for (offset, block) in between.iter().enumerate() {
            self.block(index + 1 + offset, block);
        }
        ahead + 2
    }

    /// The unit in the caption of a table is told over it, and so is all of it where it is the first word of the document.
    pub fn caption(&mut self, index: usize, blocks: &[Block]) {
        let Block::Table(RawTable { caption: Some(caption), .. }) = &blocks[index] else { return };
        let text = caption.text.as_str();
        let first = || self.tables == 0 && blocks[..index].iter().all(|block| matches!(block, Block::Blank | Block::Furniture { .. }));
        let unit = || ["(単位", "[単位", "【単位", "〔単位"].iter().find_map(|opening| text.find(opening)).map(|at| Line::plain(caption.text.slice(at..text.len())));
        let told = if stitch::is_table_note(caption) || first() { Some(caption.clone()) } else { unit() };
        if let Some(line) = told {
            self.block(index, &Block::Line(line));
        }
    }

    /// How often the document prints the line.
    pub fn repeats_of(&self, line: &Line) -> usize {
        self.repeats.get(&key(line.text.as_str())).copied().unwrap_or(0)
    }

    pub fn block(&mut self, index: usize, block: &Block) {
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
        let between = match block {
            Block::Blank | Block::Furniture { .. } => true,
            Block::Line(line) => stitch::is_table_note(line) || stitch::is_page_furniture(line.text.as_str(), self.repeats_of(line)),
            _ => false,
        };
        if !between {
            self.years = None;
        }
        if self.open.is_some() {
            let closes = match block {
                Block::Blank | Block::Furniture { .. } => false,
                Block::Line(_) => self.waiting.len() >= MOST_LINES_BETWEEN,
                Block::Heading { line, .. } => self.repeats_of(line) < 2,
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

    /// Takes a table that holds nothing but its own rows.
    pub fn clean_table(&mut self, table: &RawTable, place: &Place) {
        let mut draft = Draft::spread(table, place);
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
        let parts = mixture::parts(draft, self.lexicon, self.setting).into_iter().flat_map(|part| stack::parts(part, self.lexicon, self.setting));
        for (index, part) in parts.collect::<Vec<_>>().into_iter().enumerate() {
            if index > 0 {
                self.close();
            }
            self.part(part);
        }
    }

    /// Takes one table.
    fn part(&mut self, mut draft: Draft) {
        let (labels, mut kind, mut depth) = self.read(&draft);
        if let Some(mut open) = self.open.take() {
            // Tables of two sheets are two tables.
            let same_sheet = open.draft.sheet == draft.sheet;
            if let Some(skip) = same_sheet.then(|| self.continues(&open, &draft, &labels, kind, depth)).flatten() {
                self.absorb_waiting(&mut open.draft);
                if skip == 0 && open.depth > 0 {
                    let place = &draft.place.clone();
                    draft.diagnostics.push(Diagnostic::at(Code::HeaderCarried, "the table goes on without a header of its own", place));
                }
                (open.width, open.printed_width) = (open.width.max(draft.width()), open.printed_width.max(draft.printed_width()));
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
        if let Some(years) = self.years.take().filter(|years| depth == 0 && headless::lacks_years(&draft, &labels, years.len())) {
            headless::give_years(&mut draft, &years);
            (_, kind, depth) = self.read(&draft);
            self.years = Some(years);
        } else {
            self.years = headless::years_of(&draft, &labels);
            if kind == GridKind::List && depth == 0 && !stitch::is_tally(&draft) {
                (draft, depth) = self.lenders.lend(draft, &labels, self.lexicon, self.setting);
            }
        }
        let sample = stitch::Sample::of(&draft, self.lexicon, self.setting);
        self.open = Some(Open { width: draft.width(), printed_width: draft.printed_width(), draft, kind, depth, sample });
    }

    /// What the cells of a table say, how it is to be read, and the header rows that a list has.
    pub fn read(&self, draft: &Draft) -> (Labels, GridKind, usize) {
        let labels = Labels::read(draft, self.lexicon, self.setting);
        let kind = kind::kind(draft, &labels);
        let depth = if kind == GridKind::List { head::header_rows(draft, &labels, 0) } else { 0 };
        (labels, kind, depth)
    }

    /// Leading rows of `next` to leave out if it goes on where `open` stopped; `None` if it is a table of its own.
    fn continues(&self, open: &Open, next: &Draft, labels: &Labels, kind: GridKind, depth: usize) -> Option<usize> {
        let repeated = stitch::repeated_header(&open.draft, open.depth, next, 0, self.lexicon);
        if repeated > 0 {
            return Some(repeated);
        }
        let opens = || down::opens_sheet(next, labels) || self.waiting.iter().any(|(block, _)| between::is_heading(block)) && columns::opens_anew(next, labels);
        if stitch::is_tally(next) || depth == 0 && opens() {
            return None;
        }
        let interrupted = self.waiting.iter().any(|(block, _)| !self.may_stand_inside(block));
        if interrupted {
            return None;
        }
        let as_wide = next.width() == open.width;
        if kind != GridKind::Transposed && depth == 0 && as_wide && open.width >= 2 && cut::goes_on_over(&open.draft, next) {
            return Some(0);
        }
        let next_width = next.printed_width();
        let same_width = as_wide || next_width.abs_diff(open.printed_width) <= 1;
        let headless = depth == 0 && head::header_rows(next, labels, 0) == 0;
        let cross = open.sample.is_cross();
        let headed = open.depth > 0 || cross;
        let goes_on = kind == GridKind::List || cross || !kind::is_plainly_form(next, labels, 0..next.rows.len());
        if headed && headless && goes_on && same_width && next_width >= 2 {
            return Some(0);
        }
        if as_wide && next_width >= 2 && open.sample.goes_on_in(next, labels, self.lexicon, self.setting) {
            return Some(0);
        }
        // Nothing but heads, by the spans that the source tells: its rows are on the next page.
        let heads = columns::told_rows(&open.draft, &open.sample.labels, 0, open.draft.rows.len());
        if heads > 1 && heads == open.draft.rows.len() && headless && as_wide {
            return Some(0);
        }
        if headless && open.sample.goes_on_beside(next, labels) {
            return Some(0);
        }
        if open.kind != GridKind::Form {
            return None;
        }
        if as_wide && cut::value_goes_on_over(&open.draft, next) {
            return Some(0);
        }
        let last = open.draft.part(open.draft.rows.len().checked_sub(1)?, open.draft.rows.len());
        let last_labels = Labels::read(&last, self.lexicon, self.setting);
        if headless && same_width && down::years_go_on(&last, &last_labels, next, labels) {
            return Some(0);
        }
        let heads_only = last.filled(0).len() >= 2 && head::is_header_row(&last, &last_labels, 0, false);
        (kind != GridKind::List && heads_only && as_wide).then_some(0)
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

    pub fn close(&mut self) {
        if let Some(Open { draft, kind, depth, sample, .. }) = self.open.take() {
            if kind == GridKind::List {
                self.lenders.remember(&draft, depth, sample);
            }
            for grid in settle(draft, self.lexicon, self.setting) {
                self.pieces.push(Piece::Grid(grid));
            }
        }
        for (block, place) in self.waiting.drain(..) {
            self.pieces.push(Piece::Block { block, place });
        }
    }
}
