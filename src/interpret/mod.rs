//! Interpret (解釈): grids and lines to records.
//!
//! Header words, inline headings, position and what the cells look like are weighed together; each record keeps what decided it.

mod cell;
mod choice;
mod finish;
mod form;
mod front;
mod indicator;
mod item;
mod known;
mod legend;
mod open;
mod prose;
pub mod scales;
mod sections;
mod sums;
mod table;
mod tell;
mod under;
mod units;

use crate::japanese::date::{Period, Setting};
use crate::japanese::glyph::Words;
use crate::japanese::label::Carry;
use crate::japanese::text::Text;
use crate::model::document::Document;
use crate::model::grid::{Grid, GridKind, Piece};
use crate::model::header::Header;
use crate::model::lexicon::{Lexicon, Role};
use crate::model::record::{Fate, Findings, Level, Rater};
use crate::see::see;
use foldhash::{HashMap, HashMapExt};
use legend::FoundLegend;
use sections::Sections;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;
use under::{Printed, Under};

/// Members of a scale that a rating's cell told, and bracketed texts of its headers.
type Hint = (Vec<(String, Option<String>)>, Vec<String>);

/// Turns the pieces of a document into records.
pub fn interpret(document: &Document, pieces: &[Piece], lexicon: &Lexicon, setting: &Setting) -> Findings {
    let mut interpreter = Interpreter::new(document, pieces, lexicon, setting);
    interpreter.findings.title.clone_from(&document.metadata.title);
    interpreter.findings.municipality_name.clone_from(&document.metadata.publisher);
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Grid(grid) => interpreter.grid(grid, index),
            Piece::Block { .. } => interpreter.prose(pieces, index),
        }
    }
    interpreter.finish()
}

/// The state of reading one document.
pub struct Interpreter<'a> {
    lexicon: &'a Lexicon,
    /// What the document's own words say of the old forms in it.
    words: Words,
    setting: &'a Setting,
    findings: Findings,
    sections: Sections,
    /// The item that what follows belongs to.
    item: Option<usize>,
    carries: HashMap<(usize, u32, Vec<String>), Carry>,
    hints: HashMap<usize, Hint>,
    legends: Vec<FoundLegend>,
    /// A unit told by a line over the next table.
    unit: Option<String>,
    /// The same line tells % for shares, too.
    shares: bool,
    /// What a line over the next table says its amounts are.
    caption: Option<Printed>,
    last_rating: Option<usize>,
    /// Deeds of this document are told as done, by vote.
    past_deeds: bool,
    /// Pieces before this index were taken as a legend already.
    legend_end: usize,
    /// The document names itself no later than at this index.
    title_end: usize,
    /// By depth, the run of bullets judged last, and whether those with bullets under them say what stands there.
    siblings: RefCell<HashMap<u8, (Range<usize>, bool)>>,
    /// Pieces before this index were told already.
    body_end: usize,
    /// The report's own name, as its first lines print it.
    printed_title: Option<String>,
    /// The rating explained last, and the headers the explanation stood under.
    last_comment: Option<(usize, Vec<String>)>,
    /// The item that a table of parts (細事業) belongs to.
    whole_item: Option<usize>,
    /// The role that a heading gave to the lines under it.
    role: Option<Under>,
    /// What the last heading that named no item says of the lines under it.
    topic: Option<Under>,
    /// A numbered chapter named by what it tells (2 財政効果額) is open: no item stands over what it holds.
    chapter: bool,
    /// The sign that the last heading of a part of the item opened with.
    part_mark: Option<char>,
    /// Items that nothing names, or only the nearest heading.
    guessed: BTreeSet<usize>,
    /// Items by the key of their title.
    titles: HashMap<String, Vec<usize>>,
    /// What items stand under anywhere in the document, folded.
    section_names: BTreeSet<String>,
    /// The lines are those of a table of contents.
    in_contents: bool,
    neighbours: tell::Neighbours,
    /// Indicators by their item and the key of their name.
    indicators: HashMap<(usize, String), Vec<usize>>,
    /// Items of each list, in order, for facing tables.
    grid_items: HashMap<usize, Vec<usize>>,
    unknown_told: BTreeSet<String>,
    /// The item that a form opened, and how headings were marked before it: headings of another kind are parts of its sheet.
    sheet: Option<(usize, sections::Seen)>,
    /// The form of the sheet said what its item stands under.
    sections_told: bool,
    /// What the part of the sheet is about: its level, and whether its rows are parts of the item.
    sheet_part: SheetPart,
}

/// What a part of a sheet says of the tables under it.
#[derive(Clone, Debug, Default)]
struct SheetPart {
    level: Option<Level>,
    children: bool,
    /// Who rates in it: 一次評価, 外部評価.
    rater: Option<Rater>,
    /// The one year it is about: 令和５年度の主な取組と成果.
    period: Option<(String, Period)>,
}

impl<'a> Interpreter<'a> {
    /// Nothing read yet; how the document tells deeds and where it names itself is looked up over all of it.
    fn new(document: &Document, pieces: &[Piece], lexicon: &'a Lexicon, setting: &'a Setting) -> Interpreter<'a> {
        Interpreter {
            words: Words::of(&document.text, lexicon.words()),
            lexicon,
            setting,
            findings: Findings::default(),
            sections: Sections::default(),
            item: None,
            carries: HashMap::new(),
            hints: HashMap::new(),
            legends: vec![],
            unit: None,
            shares: false,
            caption: None,
            last_rating: None,
            past_deeds: prose::deeds_are_past(pieces, lexicon),
            legend_end: 0,
            title_end: prose::title_end(pieces),
            siblings: RefCell::default(),
            body_end: 0,
            printed_title: None,
            last_comment: None,
            whole_item: None,
            role: None,
            topic: None,
            chapter: false,
            part_mark: None,
            titles: HashMap::new(),
            in_contents: false,
            section_names: sums::section_names(pieces, lexicon, setting),
            neighbours: tell::Neighbours::default(),
            indicators: HashMap::new(),
            grid_items: HashMap::new(),
            unknown_told: BTreeSet::new(),
            guessed: BTreeSet::new(),
            sheet: None,
            sections_told: false,
            sheet_part: SheetPart::default(),
        }
    }
}

impl Interpreter<'_> {
    /// Reads a grid: a legend and a count of ratings tell nothing of an item.
    fn grid(&mut self, grid: &Grid, index: usize) {
        self.findings.repairs.extend(grid.repairs.iter().cloned());
        self.findings.diagnostics.extend(grid.diagnostics.iter().cloned());
        self.role = None;
        if self.contents_table(grid) {
            return self.leave_cells(grid, "table-of-contents");
        }
        // Counts beside each grade and its meaning: a legend all the same.
        if self.take_counted_legend(grid) {
            return;
        }
        if self.counts_ratings(grid) {
            return self.leave_cells(grid, "count-of-ratings");
        }
        if self.legend_table(grid) {
            return;
        }
        if sums::sums_sections(grid, &self.section_names) {
            return self.leave_cells(grid, "sum-of-items");
        }
        if self.chapter && self.item.is_none() && !self.names_items(grid) {
            self.leave(grid.place.range(), "outside-items");
        } else {
            match grid.kind {
                GridKind::Form => self.form(grid),
                GridKind::List | GridKind::Transposed => self.list(grid, index),
            }
        }
        self.unit = None;
        self.shares = false;
        self.caption = None;
        if self.sheet.is_none() {
            self.sheet_part.level = None;
        }
    }

    /// A label or head of the table is one that items are named by.
    fn names_items(&self, grid: &Grid) -> bool {
        let names = |role: Role| matches!(role, Role::Title | Role::Label | Role::Section | Role::Department | Role::Indicator);
        grid.cells.iter().filter(|cell| cell.label && !cell.is_blank()).any(|cell| self.header(&cell.flat()).role().is_some_and(names))
    }

    /// What a text says as a header.
    fn header(&self, text: &str) -> Arc<Header> {
        see(text).header(self.lexicon, self.setting)
    }

    /// Marks bytes as used.
    fn use_range(&mut self, range: Range<usize>, fate: Fate) {
        if range.start < range.end {
            self.findings.used.push((range, fate));
        }
    }

    /// Marks the bytes of a text as used, and none between its parts.
    fn use_text(&mut self, text: &Text, fate: Fate) {
        for range in text.source_stretches() {
            if range.start < range.end {
                self.findings.used.push((range, fate));
            }
        }
    }

    /// Says why the cells of a table will be residue.
    fn leave_cells(&mut self, grid: &Grid, reason: &'static str) {
        for cell in &grid.cells {
            self.leave(cell.place.range(), reason);
        }
    }

    /// Says why bytes will be residue.
    fn leave(&mut self, range: Range<usize>, reason: &'static str) {
        if range.start < range.end {
            self.findings.reasons.push((range, reason));
        }
    }
}
