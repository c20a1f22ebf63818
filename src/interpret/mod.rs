//! Interpret (解釈): grids and lines to records.
//!
//! Header words, inline headings, position and what the cells look like are weighed together; each record keeps what decided it.

mod cell;
mod choice;
mod form;
mod indicator;
mod item;
mod legend;
mod prose;
mod scales;
mod sections;
mod table;
mod tell;
mod under;
mod units;

use crate::japanese::date::{Basis as EraBasis, Setting};
use crate::japanese::label::Carry;
use crate::japanese::text::Text;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::document::Document;
use crate::model::grid::{GridKind, Piece};
use crate::model::lexicon::Lexicon;
use crate::model::place::Place;
use crate::model::record::{Fate, Findings, Item, Statement};
use legend::FoundLegend;
use sections::Sections;
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use under::Under;

/// Members of a scale that a rating's cell told, and bracketed texts of its headers.
type Hint = (Vec<(String, Option<String>)>, Vec<String>);

/// Turns the pieces of a document into records.
pub fn interpret(document: &Document, pieces: &[Piece], lexicon: &Lexicon, setting: &Setting) -> Findings {
    let mut interpreter = Interpreter {
        lexicon,
        setting,
        findings: Findings::default(),
        sections: Sections::default(),
        item: None,
        carries: HashMap::new(),
        hints: HashMap::new(),
        legends: vec![],
        unit: None,
        last_rating: None,
        past_deeds: false,
        legend_end: 0,
        title_end: prose::title_end(pieces),
        siblings: RefCell::default(),
        body_end: 0,
        printed_title: None,
        last_comment: None,
        whole_item: None,
        role: None,
        grid_items: HashMap::new(),
        unknown_told: BTreeSet::new(),
        sheet: None,
        sheet_part: SheetPart::default(),
    };
    interpreter.findings.title.clone_from(&document.metadata.title);
    interpreter.findings.municipality_name.clone_from(&document.metadata.publisher);
    interpreter.past_deeds = prose::deeds_are_past(pieces);
    let mut index = 0;
    while index < pieces.len() {
        match &pieces[index] {
            Piece::Grid(grid) => {
                interpreter.findings.repairs.extend(grid.repairs.iter().cloned());
                interpreter.findings.diagnostics.extend(grid.diagnostics.iter().cloned());
                interpreter.role = None;
                if interpreter.legend_table(grid) {
                    index += 1;
                    continue;
                }
                if counts_ratings(grid) {
                    for cell in &grid.cells {
                        interpreter.leave(cell.place.range(), "count-of-ratings");
                    }
                    index += 1;
                    continue;
                }
                match grid.kind {
                    GridKind::Form => interpreter.form(grid),
                    GridKind::List | GridKind::Transposed => interpreter.list(grid, index),
                }
                interpreter.unit = None;
            }
            Piece::Block { .. } => interpreter.prose(pieces, index),
        }
        index += 1;
    }
    interpreter.finish()
}

/// A small table that counts how often each mark was given: marks (and a total) in its first row, nothing but numbers under them.
fn counts_ratings(grid: &crate::model::grid::Grid) -> bool {
    if grid.height < 2 || grid.height > 4 || grid.width < 3 {
        return false;
    }
    let text = |row: usize, column: usize| Text::new(&grid.cell(row, column).flat());
    let marks =
        (1..grid.width).filter(|column| crate::japanese::mark::whole_mark(text(0, *column).normal()).is_some_and(|mark| mark.meaning.is_none() && mark.value.is_none())).count();
    let numbers =
        (1..grid.height).all(|row| (1..grid.width).all(|column| grid.cell(row, column).is_blank() || crate::japanese::number::whole_value(text(row, column).normal()).is_some()));
    marks >= 2 && marks + 2 >= grid.width - 1 && numbers
}

/// The state of reading one document.
pub struct Interpreter<'a> {
    lexicon: &'a Lexicon,
    setting: &'a Setting,
    findings: Findings,
    sections: Sections,
    /// The item that what follows belongs to.
    item: Option<usize>,
    carries: HashMap<(usize, u32), Carry>,
    hints: HashMap<usize, Hint>,
    legends: Vec<FoundLegend>,
    /// A unit told by a line over the next table.
    unit: Option<String>,
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
    /// Items of each list, in order, for facing tables.
    grid_items: HashMap<usize, Vec<usize>>,
    unknown_told: BTreeSet<String>,
    /// The item that a form opened, and how headings were marked before it: headings of another kind are parts of its sheet.
    sheet: Option<(usize, sections::Seen)>,
    /// What the part of the sheet is about: its level, and whether its rows are parts of the item.
    sheet_part: SheetPart,
}

/// What a part of a sheet says of the tables under it.
#[derive(Clone, Copy, Debug, Default)]
struct SheetPart {
    level: Option<crate::model::record::Level>,
    children: bool,
}

impl Interpreter<'_> {
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

    /// Says why bytes will be residue.
    fn leave(&mut self, range: Range<usize>, reason: &'static str) {
        if range.start < range.end {
            self.findings.reasons.push((range, reason));
        }
    }

    /// Opens an item under the open sections.
    fn open_item(&mut self, text: &str, path: Vec<String>, place: &Place) -> usize {
        let (label, title) = item::titled(text);
        let title = (!title.is_empty()).then_some(title);
        self.push_item(Item { parent: None, label, title, path, departments: vec![], place: place.clone(), also: vec![] })
    }

    fn push_item(&mut self, item: Item) -> usize {
        self.use_range(item.place.range(), Fate::Recorded);
        self.findings.items.push(item);
        let index = self.findings.items.len() - 1;
        self.item = Some(index);
        self.last_rating = None;
        index
    }

    /// The item that what stands at `place` belongs to; made from the nearest heading where none is named.
    fn item_or_heading(&mut self, place: &Place) -> usize {
        if let Some(item) = self.item {
            return item;
        }
        if let Some(section) = self.sections.open.pop() {
            let path = self.sections.path(false);
            let index = self.open_item(&section.title, path, &section.place);
            self.findings.diagnostics.push(Diagnostic::at(Code::ItemCreated, format!("no item is named here; the heading {:?} was taken", section.title), place));
            return index;
        }
        self.untitled(place)
    }

    /// An item whose title is not in the document.
    fn untitled(&mut self, place: &Place) -> usize {
        let path = self.sections.path(true);
        self.findings.diagnostics.push(Diagnostic::at(Code::UntitledItem, "the title of the item is not in the document", place));
        let index = self.findings.items.len();
        self.findings.items.push(Item { parent: None, label: None, title: None, path, departments: vec![], place: place.with_range(place.start..place.start), also: vec![] });
        self.item = Some(index);
        self.last_rating = None;
        index
    }

    /// Says once that a header is not in the lexicon, with the nearest entries.
    fn unknown_header(&mut self, header: &str, under: &Under, place: &Place) {
        if self.unknown_told.insert(header.to_owned()) {
            let nearest = self.lexicon.nearest(header, 3).join(", ");
            let place = under.ranges.last().map_or_else(|| place.clone(), |range| place.with_range(range.clone()));
            let place = Place { row: None, column: None, ..place };
            self.findings.diagnostics.push(Diagnostic::at(Code::UnknownHeader, format!("header {header:?} is not in the lexicon; nearest entries: {nearest}"), &place));
        }
    }

    /// Mends glyphs that no Japanese word is written with, each with a repair.
    fn mend(&mut self, statement: &mut Statement) {
        for mend in crate::japanese::glyph::mended(Text::new(&statement.text).normal()).into_iter().rev() {
            let before: String = statement.text[mend.range.clone()].to_owned();
            statement.text.replace_range(mend.range.clone(), &mend.after);
            self.findings.repairs.push(crate::model::record::Repair {
                kind: crate::model::record::RepairKind::Glyph,
                before,
                after: mend.after,
                place: statement.places[0].clone(),
            });
        }
    }

    /// Binds scales, checks rates, gathers years.
    fn finish(mut self) -> Findings {
        for section in &self.sections.open {
            if section.used {
                self.findings.used.push((section.place.range(), Fate::Recorded));
            }
        }
        scales::bind(&mut self.findings, &self.hints, &self.legends);
        scales::check_achievement(&mut self.findings);
        let mut years = BTreeSet::new();
        let mut inferred = 0;
        for period in self.findings.statements.iter().filter_map(|s| s.period.as_ref()).chain(self.findings.ratings.iter().filter_map(|r| r.period.as_ref())) {
            years.extend(period.1.fiscal_years.iter().copied());
            inferred += usize::from(period.1.era == EraBasis::Inferred);
        }
        if years.is_empty() {
            years.extend(self.setting.fiscal_year);
        }
        let dated: usize = self.findings.statements.iter().flat_map(|s| &s.dates).filter(|(_, period)| period.era == EraBasis::Inferred).count();
        if inferred + dated > 0
            && let Some(era) = self.setting.era
        {
            let message = format!("{} year(s) printed without an era were read as {} ({})", inferred + dated, era.name(), self.setting.evidence.join("、"));
            self.findings.diagnostics.push(Diagnostic::new(Code::EraInferred, message));
        }
        if !self.setting.undecided.is_empty() {
            let years = self.setting.undecided.iter().map(|year| format!("{year}年")).collect::<Vec<_>>().join("、");
            self.findings.diagnostics.push(Diagnostic::new(Code::EraUnknown, format!("years without an era, and none is printed in the document: {years}; they were left unread")));
        }
        units::check(&mut self.findings);
        self.findings.fiscal_years = years.into_iter().collect();
        let mended = self.findings.repairs.iter().filter(|repair| repair.kind == crate::model::record::RepairKind::Glyph).count();
        if mended > 0 {
            self.findings.diagnostics.push(Diagnostic::new(Code::GlyphMended, format!("{mended} variant glyph(s) were mended")));
        }
        if self.findings.statements.is_empty() && self.findings.ratings.is_empty() {
            self.findings.diagnostics.push(Diagnostic::new(Code::NoRecords, "nothing was recognised as a target, result, rating or note"));
        }
        self.findings
    }
}
