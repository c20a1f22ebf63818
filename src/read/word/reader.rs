//! Reader (読み手): one part of the package (the body, notes, a running head) to paragraphs and tables, in one pass.
//!
//! What is open stands on two lists, so that depth costs no stack: the elements, and the stories and tables that they fill.

use crate::read::sheet::xml;
use crate::read::word::budget::Budget;
use crate::read::word::control::{self, Control, Field};
use crate::read::word::element::{Kind, kind};
use crate::read::word::frame::{Frame, Story};
use crate::read::word::part::{Bit, Cell, Look, Paragraph, Part, Row, Table};
use crate::read::word::style::{RunStyle, Styles};
use crate::read::word::symbol;
use quick_xml::events::{BytesStart, Event};
use std::io::BufRead;

/// Tables and text boxes that may stand in one another; deeper ones are read as if they were not there, with all their text.
pub const MOST_NESTED: usize = 16;
/// Paragraphs and tables of a part, and its notes by their ids.
#[derive(Debug, Default)]
pub struct Told {
    /// What stands in the part.
    pub parts: Vec<Part>,
    /// Notes that it holds.
    pub notes: Vec<(String, Vec<Part>)>,
}

/// Reads a part: what could be read of it, and where and why no more, if so.
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

/// What is open, and what was read.
pub(super) struct Reader<'a> {
    pub(super) styles: &'a Styles,
    pub(super) budget: &'a mut Budget,
    pub(super) open: Vec<Kind>,
    /// Open elements of which nothing is read.
    pub(super) skipped: usize,
    /// The part's own story.
    pub(super) root: Story,
    /// Tables in it, their cells, tables in these …
    pub(super) frames: Vec<Frame>,
    /// What is told of the open run, and of runs of the open paragraph.
    pub(super) run: RunStyle,
    pub(super) base: RunStyle,
    pub(super) reading: usize,
    pub(super) controls: Vec<Control>,
    /// Open fields, and whether each is still telling what it is.
    pub(super) fields: Vec<bool>,
    pub(super) field: Field,
    /// How many texts there were where each choice between contents began, and whether one was taken.
    pub(super) alternates: Vec<(usize, bool)>,
    pub(super) texts: usize,
    pub(super) notes: Vec<(String, Vec<Part>)>,
    pub(super) note: Option<String>,
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
    pub(super) fn story(&mut self) -> &mut Story {
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

    pub(super) fn with_paragraph(&mut self, change: impl FnOnce(&mut Paragraph)) {
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

    pub(super) fn text(&mut self, text: &str) {
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
