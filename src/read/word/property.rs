//! Property (書式): what the properties of paragraphs, runs, rows, cells and fields tell, and the signs of a run that are no text.

use crate::read::bound::MOST_PARTS;
use crate::read::sheet::xml;
use crate::read::word::control::{self, Field};
use crate::read::word::element::Kind;
use crate::read::word::frame::Frame;
use crate::read::word::part::{Bit, Merge, NoteKey};
use crate::read::word::reader::Reader;
use crate::read::word::{style, symbol};
use quick_xml::events::BytesStart;

/// Columns of the grid that one cell may claim; no more is believed.
const MOST_SPAN: u32 = 1 << 20;

impl Reader<'_> {
    /// A property of what is open.
    pub(super) fn property(&mut self, name: &str, parent: Kind, element: &BytesStart<'_>) {
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
    pub(super) fn sign(&mut self, name: &str, parent: Kind, element: &BytesStart<'_>) {
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

    /// A field begins, shows what it tells, or ends.
    pub(super) fn begin_field(&mut self, element: &BytesStart<'_>) {
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
}
