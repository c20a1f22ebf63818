//! Word (文書): `.docx` to blocks over a text layer.
//!
//! The stages: `style` and `numbering` read what the body refers to, `reader` makes paragraphs and tables of the XML (`element` says
//! what an element is, `property` what properties tell, `frame` what is open), `folded` finds the columns of tables, `layer` writes the text layer and its blocks.

mod budget;
mod control;
mod element;
mod folded;
mod frame;
mod layer;
mod numbering;
mod part;
mod print;
mod property;
mod reader;
mod style;
mod symbol;

pub use folded::MOST_COLUMNS;
pub use reader::MOST_NESTED;

use crate::model::diagnostic::{Code, Diagnostic, Severity};
use crate::model::document::Document;
use crate::read::bound::{MOST_PARTS, MOST_TEXT};
use crate::read::sheet::container::{self, Archive, member};
use crate::read::sheet::{relations, xml};
use budget::Budget;
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use layer::Layer;
use part::{NoteKey, Part};
use quick_xml::events::Event;
use reader::Told;
use style::Styles;

/// Running heads that are read.
const MOST_HEADS: usize = 64;

/// Reads a document; what cannot be read is told in its diagnostics.
pub fn read(bytes: &[u8], name: &str) -> Document {
    let mut diagnostics = vec![];
    let mut document = match container::open(bytes, name, &mut diagnostics) {
        Ok(mut archive) => package(&mut archive, name, &mut diagnostics),
        Err(error) => {
            diagnostics.push(error);
            Document::default()
        }
    };
    diagnostics.append(&mut document.diagnostics);
    document.diagnostics = diagnostics;
    document.format = "docx";
    document.encoding = "binary".to_owned();
    if document.text.trim().is_empty() && document.diagnostics.iter().all(|diagnostic| diagnostic.code.severity() != Severity::Loss) {
        document.diagnostics.push(Diagnostic::new(Code::EmptyDocument, format!("{name}: the file holds no text")));
    }
    document
}

fn package(archive: &mut Archive<'_>, name: &str, diagnostics: &mut Vec<Diagnostic>) -> Document {
    let main = main_part(archive);
    let related = relations(archive, &main);
    let part = |kind: &str| related.iter().find(|(_, own, _)| own.ends_with(kind)).map(|(_, _, target)| target.clone());
    let styles = style::styles(archive, &part("/styles").unwrap_or_default());
    let numbering = numbering::numbering(archive, &part("/numbering").unwrap_or_default());
    let mut reading = Reading { archive, styles, budget: Budget::default(), name, diagnostics };
    let body = reading.part(&main).unwrap_or_else(|| {
        reading.diagnostics.push(Diagnostic::new(Code::DamagedContainer, format!("{name}: {main} is missing or cannot be read")));
        Told::default()
    });
    let mut layer = Layer::new(name, numbering);
    for (kind, reason) in [("/header", "page-header"), ("/footer", "page-footer")] {
        let mut known: HashSet<Vec<String>> = HashSet::new();
        for (_, _, target) in related.iter().filter(|(_, own, _)| own.ends_with(kind)).take(MOST_HEADS) {
            let parts = reading.part(target).unwrap_or_default().parts;
            if known.insert(words(&parts)) {
                layer.furniture(&parts, reason);
            }
        }
        if kind == "/header" {
            layer.body(&body.parts, None);
            reading.notes(&mut layer, part("/footnotes"), part("/endnotes"));
        }
    }
    for (_, parts) in part("/comments").and_then(|target| reading.part(&target)).unwrap_or_default().notes {
        layer.furniture(&parts, "aside");
    }
    reading.tell();
    layer.finish()
}

/// The member that holds the body, by the list of types.
fn main_part(archive: &mut Archive<'_>) -> String {
    let mut found = None;
    if let Some(source) = member(archive, "[Content_Types].xml") {
        // What could be read before an error is used.
        let _ = xml::each(source, |event| {
            if let Event::Start(element) = event
                && xml::attribute(element, "ContentType").is_some_and(|kind| kind.ends_with(".main+xml"))
            {
                found = xml::attribute(element, "PartName");
            }
            found.is_none()
        });
    }
    let found = found.map(|path| path.trim_start_matches('/').to_owned());
    found.filter(|path| archive.index_for_name(path).is_some()).unwrap_or_else(|| "word/document.xml".to_owned())
}

/// The texts of paragraphs, to tell running heads apart.
fn words(parts: &[Part]) -> Vec<String> {
    parts.iter().map(|part| format!("{part:?}")).collect()
}

struct Reading<'a, 'b, 'c> {
    archive: &'a mut Archive<'b>,
    styles: Styles,
    budget: Budget,
    name: &'c str,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reading<'_, '_, '_> {
    /// A part of the package; `None` if it is not there.
    fn part(&mut self, path: &str) -> Option<Told> {
        let source = member(self.archive, path)?;
        let (told, outcome) = reader::read(source, &self.styles, &mut self.budget);
        if let Err(error) = outcome {
            let message = format!("{}: {path} cannot be read to its end: {error}; what stands before it was read", self.name);
            self.diagnostics.push(Diagnostic::new(Code::DamagedContainer, message));
        }
        Some(told)
    }

    /// Notes follow the text, in the order of their marks; a note that nothing leads to is residue.
    fn notes(&mut self, layer: &mut Layer<'_>, footnotes: Option<String>, endnotes: Option<String>) {
        let mut notes: Vec<(NoteKey, Vec<Part>)> = vec![];
        for (ending, target) in [(false, footnotes), (true, endnotes)] {
            let told = target.and_then(|target| self.part(&target)).unwrap_or_default();
            notes.extend(told.notes.into_iter().map(|(id, parts)| ((ending, id), parts)));
        }
        let mut by_key: HashMap<NoteKey, Vec<Part>> = HashMap::new();
        let order: Vec<NoteKey> = notes.iter().map(|(key, _)| key.clone()).collect();
        by_key.extend(notes);
        let mut at = 0;
        // A note may lead to another.
        while let Some(key) = layer.notes.order.get(at).cloned() {
            if let Some(parts) = by_key.remove(&key) {
                let mark = layer.notes.mark(&key);
                layer.body(&parts, Some(mark));
            }
            at += 1;
        }
        for key in order {
            if let Some(parts) = by_key.remove(&key) {
                layer.furniture(&parts, "aside");
            }
        }
    }

    fn tell(&mut self) {
        let name = self.name;
        let mut tell = |on: bool, code: Code, words: String| {
            if on {
                self.diagnostics.push(Diagnostic::new(code, format!("{name}: {words}")));
            }
        };
        let Budget { reached, flattened, foreign, .. } = self.budget;
        tell(reached, Code::LimitReached, format!("more than {MOST_PARTS} paragraphs, cells and runs or {MOST_TEXT} bytes of text; what lies beyond was not read"));
        tell(
            flattened > 0,
            Code::LimitReached,
            format!("{flattened} tables and text boxes stand deeper than {MOST_NESTED}; their text was read as that of the cell that holds them"),
        );
        tell(foreign > 0, Code::UnsupportedFormat, format!("{foreign} part(s) in another format stand in the text and were not read"));
    }
}
