//! Reader (読み手): one part of the package (the body, notes, a running head) to paragraphs and tables, in one pass.
//!
//! What is open stands on two lists, so that depth costs no stack: the elements, and the stories and tables that they fill.

use crate::read::bound::{MOST_PARTS, MOST_TEXT};
use crate::read::sheet::xml;
use crate::read::word::control::{self, Control, Field};
use crate::read::word::element::{Kind, kind};
use crate::read::word::frame::{Frame, Story};
use crate::read::word::part::{Bit, Cell, Look, Merge, NoteKey, Paragraph, Part, Row, Table};
use crate::read::word::style::{self, RunStyle, Styles};
use crate::read::word::symbol;
use quick_xml::events::{BytesStart, Event};
use std::io::BufRead;

/// Tables and text boxes that may stand in one another; deeper ones are read as if they were not there, with all their text.
pub const MOST_NESTED: usize = 16;
/// Columns of the grid that one cell may claim; no more is believed.
const MOST_SPAN: u32 = 1 << 20;

/// What may still be read of a document, and what there is to say of it.
#[derive(Debug)]
pub struct Budget {
    parts: usize,
    text: usize,
    /// A bound was reached.
    pub reached: bool,
    /// Tables and text boxes that stand too deep.
    pub flattened: usize,
    /// Parts of other formats that were not read.
    pub foreign: usize,
}

impl Default for Budget {
    fn default() -> Budget {
        Budget { parts: MOST_PARTS, text: MOST_TEXT, reached: false, flattened: 0, foreign: 0 }
    }
}

impl Budget {
    fn part(&mut self) -> bool {
        self.reached |= self.parts == 0;
        self.parts = self.parts.saturating_sub(1);
        !self.reached
    }

    fn text(&mut self, text: &str) -> bool {
        self.reached |= self.text < text.len();
        self.text = self.text.saturating_sub(text.len());
        !self.reached
    }
}

/// Paragraphs and tables of a part, and its notes by their ids.
#[derive(Debug, Default)]
pub struct Told {
    /// What stands in the part.
    pub parts: Vec<Part>,
    /// Notes that it holds.
    pub notes: Vec<(String, Vec<Part>)>,
}

/// Reads a part; `Err` holds what could be read, and why no more.
///
/// # Errors
/// Where and why the XML cannot be read to its end.
pub fn read(source: impl BufRead, styles: &Styles, budget: &mut Budget) -> (Told, Result<(), String>) {
    let mut reader = Reader {
        styles,
        budget,
        open: vec![],
        skipped: 0,
        root: Story::default(),
        frames: vec![],
        run: RunStyle::default(),
        base: RunStyle::default(),
        reading: 0,
        controls: vec![],
        fields: vec![],
        field: Field::default(),
        alternates: vec![],
        texts: 0,
        notes: vec![],
        note: None,
    };
    let mut told = xml::each_whole(source, |event| {
        reader.event(event);
        !reader.budget.reached
    });
    if told.is_ok() && !reader.open.is_empty() && !reader.budget.reached {
        told = Err("it is cut off".to_owned());
    }
    (reader.finish(), told)
}

struct Reader<'a> {
    styles: &'a Styles,
    budget: &'a mut Budget,
    open: Vec<Kind>,
    /// Open elements of which nothing is read.
    skipped: usize,
    /// The part's own story.
    root: Story,
    /// Tables in it, their cells, tables in these …
    frames: Vec<Frame>,
    /// What is told of the open run, and of runs of the open paragraph.
    run: RunStyle,
    base: RunStyle,
    reading: usize,
    controls: Vec<Control>,
    /// Open fields, and whether each is still telling what it is.
    fields: Vec<bool>,
    field: Field,
    /// How many texts there were where each choice between contents began, and whether one was taken.
    alternates: Vec<(usize, bool)>,
    texts: usize,
    notes: Vec<(String, Vec<Part>)>,
    note: Option<String>,
}

impl Reader<'_> {
    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(_) if self.skipped > 0 => self.skipped += 1,
            Event::End(_) if self.skipped > 0 => self.skipped -= 1,
            Event::Start(element) => self.start(element),
            Event::End(_) => {
                if let Some(kind) = self.open.pop() {
                    self.end(kind);
                }
            }
            other => {
                if self.skipped == 0
                    && self.open.last() == Some(&Kind::Text)
                    && let Some(text) = xml::characters(other)
                {
                    self.text(&text);
                }
            }
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        let name = element.local_name();
        let name = name.as_ref();
        let parent = self.open.last().copied().unwrap_or(Kind::Through);
        let mut kind = kind(name, parent);
        match kind {
            Kind::Property => self.property(name, parent, element),
            Kind::Paragraph if self.story().paragraph.is_some() => {
                // A paragraph of a drawing.
                self.story().push(Bit::Break);
                kind = Kind::Through;
            }
            Kind::Paragraph if self.budget.part() => self.begin_paragraph(),
            Kind::Run => self.run = RunStyle::default(),
            Kind::Reading => self.reading += 1,
            Kind::Table | Kind::TextBox => {
                if self.frames.len() >= 2 * MOST_NESTED {
                    self.budget.flattened += 1;
                    kind = Kind::Through;
                } else if kind == Kind::Table {
                    self.frames.push(Frame::Table(Table::default(), None));
                } else {
                    self.frames.push(Frame::Story(Story::default()));
                }
            }
            Kind::Row => match self.frames.last_mut() {
                Some(Frame::Table(_, row @ None)) if self.budget.part() => *row = Some(Row::default()),
                _ => kind = Kind::Through,
            },
            Kind::Cell => match self.frames.last() {
                Some(Frame::Table(_, Some(_))) if self.budget.part() => {
                    self.frames.push(Frame::Story(Story { cell: Some(Cell { span: 1, ..Cell::default() }), ..Story::default() }));
                }
                _ => kind = Kind::Through,
            },
            Kind::Alternate => self.alternates.push((self.texts, false)),
            Kind::Choice | Kind::Fallback => {
                // Of several ways to show one thing the first that has text is read.
                let told = self.alternates.last_mut().map(|(texts, taken)| std::mem::replace(taken, true) && self.texts > *texts);
                if told == Some(true) {
                    kind = Kind::Skipped;
                }
            }
            Kind::Control => self.controls.push(Control::default()),
            Kind::ControlBox => self.controls.iter_mut().next_back().into_iter().for_each(|control| control.ticked = Some(false)),
            Kind::Field => self.begin_field(element),
            Kind::FieldBox => self.field.begin_box(),
            Kind::Note => {
                // Lines that part notes from the text are notes of a type.
                if xml::attribute(element, "type").is_some_and(|kind| kind != "normal") {
                    kind = Kind::Skipped;
                } else {
                    self.note = xml::attribute(element, "id");
                }
            }
            Kind::Through => self.sign(name, parent, element),
            _ => {}
        }
        if kind == Kind::Skipped {
            self.skipped = 1;
        } else {
            self.open.push(kind);
        }
    }

    fn end(&mut self, kind: Kind) {
        match kind {
            Kind::Paragraph => {
                self.fields.iter_mut().for_each(|telling| *telling = false);
                self.story().end();
            }
            Kind::Run => self.run = RunStyle::default(),
            Kind::Reading => self.reading = self.reading.saturating_sub(1),
            Kind::Table | Kind::Row | Kind::Cell | Kind::TextBox => self.end_frame(kind),
            Kind::Alternate => {
                self.alternates.pop();
            }
            Kind::Control => {
                self.controls.pop();
            }
            Kind::Field => {
                if let Some(shown) = std::mem::take(&mut self.field).shown() {
                    self.text(&shown);
                }
            }
            Kind::Note => {
                let parts = std::mem::take(self.story()).finish();
                self.notes.extend(self.note.take().map(|id| (id, parts)));
            }
            _ => {}
        }
    }

    /// The innermost story; what stands in a table and in no cell belongs to the story that holds the table.
    fn story(&mut self) -> &mut Story {
        let innermost = self.frames.iter_mut().rev().find_map(|frame| match frame {
            Frame::Story(story) => Some(story),
            Frame::Table(..) => None,
        });
        innermost.unwrap_or(&mut self.root)
    }

    fn begin_paragraph(&mut self) {
        let plain = self.styles.plain();
        (self.base, self.run) = (plain.run, RunStyle::default());
        let contents = self.controls.iter().any(|control| control.contents);
        self.story().begin();
        let heading = plain.heading;
        self.with_paragraph(|paragraph| (paragraph.contents, paragraph.heading) = (contents, heading));
    }

    fn with_paragraph(&mut self, change: impl FnOnce(&mut Paragraph)) {
        if let Some(paragraph) = &mut self.story().paragraph {
            change(paragraph);
        }
    }

    /// A row, a cell, a table or a text box ends.
    fn end_frame(&mut self, kind: Kind) {
        if kind == Kind::Row {
            if let Some(Frame::Table(table, row)) = self.frames.last_mut() {
                table.rows.extend(row.take().filter(|row| !row.deleted));
            }
            return;
        }
        match self.frames.pop() {
            Some(Frame::Story(Story { cell: Some(cell), parts, paragraph, boxes })) => {
                let parts = Story { parts, paragraph, boxes, cell: None }.finish();
                if let Some(Frame::Table(_, Some(row))) = self.frames.last_mut() {
                    row.cells.push(Cell { parts, ..cell });
                }
            }
            Some(Frame::Story(story)) => {
                let parts = story.finish();
                self.story().boxes.extend(parts);
                if self.story().paragraph.is_none() {
                    self.story().end();
                }
            }
            Some(Frame::Table(mut table, row)) => {
                table.rows.extend(row);
                let story = self.story();
                if story.paragraph.is_some() {
                    story.boxes.push(Part::Table(table));
                } else {
                    story.parts.push(Part::Table(table));
                }
            }
            None => {}
        }
    }

    /// A property of what is open.
    fn property(&mut self, name: &str, parent: Kind, element: &BytesStart<'_>) {
        match (parent, name) {
            (Kind::ParagraphProperties, "pStyle") => {
                let style = self.styles.named(&xml::attribute(element, "val").unwrap_or_default());
                self.base = style.run;
                self.with_paragraph(|paragraph| {
                    paragraph.heading = style.heading.filter(|level| *level > 0);
                    paragraph.contents |= style.contents;
                    paragraph.item = style.list.map(|list| (list, style.level.unwrap_or(0)));
                    paragraph.indent = style.indent;
                });
            }
            (Kind::ParagraphProperties, "outlineLvl") => self.with_paragraph(|paragraph| paragraph.heading = style::outline(element).filter(|level| *level > 0)),
            (Kind::ParagraphProperties, "ind") => self.with_paragraph(|paragraph| paragraph.indent = style::indent(element).or(paragraph.indent)),
            (Kind::List, "ilvl") => {
                let level = xml::number(element, "val").unwrap_or(0).min(8) as u8;
                self.with_paragraph(|paragraph| paragraph.item = Some((paragraph.item.map_or(0, |item| item.0), level)));
            }
            (Kind::List, "numId") => {
                let list = xml::number(element, "val").unwrap_or(0);
                self.with_paragraph(|paragraph| paragraph.item = Some((list, paragraph.item.map_or(0, |item| item.1))));
            }
            (Kind::EndProperties, "del" | "moveFrom") => self.with_paragraph(|paragraph| paragraph.joined = true),
            (Kind::RunProperties, "rStyle") => {
                let style = self.styles.named(&xml::attribute(element, "val").unwrap_or_default());
                self.run = self.run.over(style.run);
            }
            (Kind::RunProperties, _) => self.run.take(name, element),
            (Kind::RowProperties, _) => {
                if let Some(Frame::Table(_, Some(row))) = self.frames.last_mut() {
                    match name {
                        "gridBefore" => row.before = xml::number(element, "val").unwrap_or(0).min(MOST_SPAN),
                        "hidden" => row.hidden = control::is_on(element),
                        "tblHeader" => row.heads = control::is_on(element),
                        "del" => row.deleted = true,
                        _ => {}
                    }
                }
            }
            (Kind::CellProperties, _) => {
                let continues = || xml::attribute(element, "val").is_none_or(|value| value == "continue");
                if let Some(cell) = &mut self.story().cell {
                    match name {
                        "gridSpan" => cell.span = xml::number(element, "val").unwrap_or(1).clamp(1, MOST_SPAN),
                        "vMerge" => cell.merge = if continues() { Merge::GoesOn } else { Merge::Begins },
                        "hMerge" => cell.beside = continues(),
                        _ => {}
                    }
                }
            }
            (Kind::ControlProperties, _) => {
                if let Some(control) = self.controls.last_mut() {
                    match name {
                        "showingPlcHdr" => control.prompt = control::is_on(element),
                        "docPartGallery" => control.contents = xml::attribute(element, "val").as_deref() == Some("Table of Contents"),
                        _ => {}
                    }
                }
            }
            (Kind::ControlBox, "checked") => self.controls.iter_mut().next_back().into_iter().for_each(|control| control.ticked = Some(control::is_on(element))),
            (Kind::FieldBox | Kind::FieldList, _) => self.field.take(name, element),
            _ => {}
        }
    }

    /// A sign of a run that is no text.
    fn sign(&mut self, name: &str, parent: Kind, element: &BytesStart<'_>) {
        match name {
            "altChunk" => self.budget.foreign += 1,
            _ if parent != Kind::Run => {}
            "tab" | "ptab" => self.text(" "),
            "br" | "cr" => self.story().push(Bit::Break),
            "noBreakHyphen" => self.text("-"),
            "sym" => {
                let code = xml::attribute(element, "char").and_then(|code| u32::from_str_radix(code.trim(), 16).ok()).unwrap_or(0);
                let font = xml::attribute(element, "font").unwrap_or_default();
                let shown = symbol::sign(&font, code);
                let signs = self.run.signs.replace(false);
                self.text(&shown);
                self.run.signs = signs;
            }
            "footnoteReference" | "endnoteReference" => {
                let told: NoteKey = (name.starts_with('e'), xml::attribute(element, "id").unwrap_or_default());
                self.texts += 1;
                self.story().push(Bit::Mark(told));
            }
            _ => {}
        }
    }

    fn begin_field(&mut self, element: &BytesStart<'_>) {
        self.field = Field::default();
        match xml::attribute(element, "fldCharType").as_deref() {
            Some("begin") if self.fields.len() < MOST_PARTS => self.fields.push(true),
            Some("separate") => self.fields.iter_mut().next_back().into_iter().for_each(|telling| *telling = false),
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        // What a field within the words that tell another one shows is not shown.
        let outer = self.fields.len().saturating_sub(1);
        if self.fields[..outer].contains(&true) || !self.budget.part() || !self.budget.text(text) {
            return;
        }
        let run = self.run.over(self.base);
        let mut shown = if run.signs == Some(true) { symbol::shown(text) } else { text.to_owned() };
        if let Some(control) = self.controls.last_mut()
            && let Some(ticked) = control.ticked
        {
            if std::mem::replace(&mut control.told, true) {
                return;
            }
            shown = control::mark(ticked).to_owned();
        }
        self.texts += usize::from(!shown.trim().is_empty());
        let on = |told: Option<bool>| told == Some(true);
        let left = match () {
            _ if self.reading > 0 => Some("ruby"),
            _ if on(run.hidden) => Some("hidden"),
            _ if on(run.struck) => Some("struck-out"),
            _ if self.controls.iter().any(|control| control.prompt) => Some("form-control"),
            _ => None,
        };
        self.story().text(&shown, Look { bold: on(run.bold), raised: on(run.raised), left });
    }

    /// What was read; what is still open ends here.
    fn finish(mut self) -> Told {
        while !self.frames.is_empty() {
            self.end_frame(Kind::Table);
        }
        let parts = std::mem::take(self.story()).finish();
        Told { parts, notes: self.notes }
    }
}
