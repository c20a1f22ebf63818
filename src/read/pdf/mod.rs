//! PDF: text with positions and ruled tables to blocks over a text layer.
//!
//! The text layer is what the pages show, in the order it is read: lines as lines, each row of a table as a line of cells joined by
//! a tab, a break inside a cell as a line break. Every cell's bytes in it are known, and so are the page and the box they were
//! printed in. The stages: `hayro` opens the file, `operator` draws a page, `rule` and `lattice` make tables of its rules, `line`
//! makes lines of its glyphs, `page` puts the text into the tables, `furniture` takes out what belongs to the paper, `layer` writes.

mod border;
mod furniture;
mod hayro;
mod lattice;
mod layer;
mod letter;
mod line;
mod operator;
mod page;
mod path;
mod print;
mod rule;
mod sets;
mod state;
mod unpack;

pub use operator::MOST_ORDERS;
pub use print::{MOST_GLYPHS, MOST_SHAPES};
pub use unpack::MOST_ORDER_BYTES;

use crate::model::diagnostic::{Code, Diagnostic, Severity};
use crate::model::document::Document;
use furniture::Sheet;
use hayro::Refusal;
use print::{Printed, Printer};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Most pages of a file that are read.
pub const MOST_PAGES: usize = 10_000;
/// Most glyphs, shapes and drawing orders of a file that are read.
pub const MOST_WORK: usize = 40_000_000;

/// Reads a PDF; what cannot be read is told in the document's diagnostics.
pub fn read(bytes: &[u8], name: &str) -> Document {
    let mut document = Document { format: "pdf", encoding: "binary".to_owned(), ..Document::default() };
    match catch_unwind(AssertUnwindSafe(|| hayro::open(bytes))) {
        Ok(Ok(opened)) => {
            let sheets = sheets(&opened, name, &mut document.diagnostics);
            layer::lay(&sheets, &mut document);
        }
        Ok(Err(Refusal::Locked)) => {
            document.diagnostics.push(Diagnostic::new(Code::UnsupportedFormat, format!("{name}: a PDF file with a password; open it with the password and save it without")))
        }
        Ok(Err(Refusal::Damaged)) | Err(_) => {
            document.diagnostics.push(Diagnostic::new(Code::DamagedContainer, format!("{name}: a PDF file that is damaged beyond repair")));
        }
    }
    if document.text.trim().is_empty() && document.diagnostics.iter().all(|diagnostic| diagnostic.code.severity() != Severity::Loss) {
        document.diagnostics.push(Diagnostic::new(Code::EmptyDocument, format!("{name}: the file holds no text")));
    }
    document
}

/// The pages with what stands on them. A page at which the reading stops by a fault is left out and named.
fn sheets(opened: &hayro::Opened, name: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<Sheet> {
    let mut printer = opened.printer();
    let Ok(count) = catch_unwind(AssertUnwindSafe(|| printer.count())) else {
        diagnostics.push(Diagnostic::new(Code::DamagedContainer, format!("{name}: the list of its pages is damaged")));
        return vec![];
    };
    let mut told = Told::default();
    let mut sheets = vec![];
    let mut work = 0_usize;
    for index in 0..count.min(MOST_PAGES) {
        let made = catch_unwind(AssertUnwindSafe(|| {
            let page = printer.print(index);
            let (pieces, cut) = page::pieces(&page);
            (page, pieces, cut)
        }));
        let Ok((page, pieces, cut)) = made else {
            told.damaged.push(index + 1);
            printer = opened.printer();
            sheets.push(Sheet::default());
            continue;
        };
        told.page(index + 1, &page, cut);
        work += page.orders + page.glyphs.len() + page.rules.len() + page.filled.len();
        sheets.push(Sheet { height: page.height, pieces });
        if work > MOST_WORK {
            break;
        }
    }
    if sheets.len() < count {
        let message = format!("{name}: {} of {count} pages were read (most: {MOST_PAGES} pages and {MOST_WORK} glyphs, shapes and drawing orders)", sheets.len());
        diagnostics.push(Diagnostic::new(Code::LimitReached, message));
    }
    told.tell(name, diagnostics);
    sheets
}

/// What is to be said of pages, by their numbers.
#[derive(Default)]
struct Told {
    scanned: Vec<usize>,
    damaged: Vec<usize>,
    cut: Vec<usize>,
    unknown: usize,
}

impl Told {
    fn page(&mut self, number: usize, page: &Printed, cut: bool) {
        if page.pictures > 0 && page.glyphs.iter().all(|glyph| glyph.text.trim().is_empty()) {
            self.scanned.push(number);
        }
        if cut || page.cut {
            self.cut.push(number);
        }
        self.unknown += page.unknown;
    }

    fn tell(&self, name: &str, diagnostics: &mut Vec<Diagnostic>) {
        for (code, numbers, words) in [
            (Code::ScannedPage, &self.scanned, "a picture without text; read it by OCR and give the text"),
            (Code::DamagedContainer, &self.damaged, "reading it stopped at a fault; left out"),
            (Code::LimitReached, &self.cut, "more glyphs, rules, tables or drawing orders than are read"),
        ] {
            if !numbers.is_empty() {
                diagnostics.push(Diagnostic::new(code, format!("{name}: page {}: {words}", list(numbers))));
            }
        }
        if self.unknown > 0 {
            let message = format!("{name}: {} characters have a code that nothing in the file explains; they were replaced by U+FFFD", self.unknown);
            diagnostics.push(Diagnostic::new(Code::EncodingDamage, message));
        }
    }
}

/// `1, 3-5`.
fn list(numbers: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = vec![];
    for number in numbers {
        match runs.last_mut() {
            Some((_, end)) if *end + 1 == *number => *end = *number,
            _ => runs.push((*number, *number)),
        }
    }
    let more = if runs.len() > 20 { ", …" } else { "" };
    runs.iter().take(20).map(|(start, end)| if start == end { start.to_string() } else { format!("{start}-{end}") }).collect::<Vec<_>>().join(", ") + more
}

#[cfg(test)]
mod tests {
    #[test]
    fn pages_are_listed_as_runs() {
        assert_eq!(super::list(&[1, 3, 4, 5, 9]), "1, 3-5, 9");
    }
}
