//! Rich text (書式付き文字列): what an XLSX strikes out or raises inside a cell, which the plain text of the cell does not tell.

use crate::read::note_mark::is_note_mark;
use crate::read::sheet::container::{Archive, member};
use crate::read::sheet::xml;
use foldhash::HashMap;
use quick_xml::events::Event;
use std::ops::Range;

/// Bytes of a text and why they are left out of it.
type Left = Vec<(Range<usize>, &'static str)>;

/// Strings and styles of a workbook that leave something out.
#[derive(Default)]
pub struct Styled {
    strings: HashMap<String, Left>,
    /// By the number of a cell's style: its font is struck through.
    struck: Vec<bool>,
}

impl Styled {
    /// What is left out of a cell with this text and style.
    pub fn left_of(&self, text: &str, style: usize) -> Left {
        if let Some(left) = self.strings.get(text) {
            return left.clone();
        }
        let struck = self.struck.get(style).copied().unwrap_or(false) && !text.is_empty();
        if struck { vec![(0..text.len(), "struck-out")] } else { vec![] }
    }
}

/// A run of one style.
#[derive(Default)]
struct Run {
    text: String,
    struck: bool,
    raised: bool,
}

/// Reads the shared strings and the fonts of the cell styles.
pub fn strings(archive: &mut Archive<'_>) -> Styled {
    let mut styled = Styled { struck: struck_styles(archive), ..Styled::default() };
    let Some(source) = member(archive, "xl/sharedStrings.xml") else { return styled };
    let mut runs: Vec<Run> = vec![];
    let (mut text, mut phonetic) = (false, false);
    // What could be read before an error is used.
    let _ = xml::each(source, |event| {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "si" => runs.clear(),
                "r" => runs.push(Run::default()),
                "rPh" => phonetic = true,
                "t" => text = !phonetic,
                "strike" | "vertAlign" => {
                    let off = matches!(xml::attribute(element, "val").as_deref(), Some("0" | "false" | "baseline" | "subscript"));
                    if let Some(run) = runs.last_mut().filter(|_| !off) {
                        (run.struck, run.raised) = (run.struck || element.local_name().as_ref() == "strike", run.raised || element.local_name().as_ref() == "vertAlign");
                    }
                }
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "t" => text = false,
                "rPh" => phonetic = false,
                "si" => styled.add(&runs),
                _ => {}
            },
            other if text => {
                if let (Some(told), Some(run)) = (xml::characters(other), runs.last_mut()) {
                    run.text.push_str(&told);
                }
            }
            _ => {}
        }
        true
    });
    styled
}

impl Styled {
    fn add(&mut self, runs: &[Run]) {
        if !runs.iter().any(|run| run.struck || run.raised) {
            return;
        }
        let (mut whole, mut shown, mut left) = (String::new(), String::new(), vec![]);
        for run in runs {
            let range = whole.len()..whole.len() + run.text.len();
            whole.push_str(&run.text);
            if run.struck {
                left.push((range, "struck-out"));
            } else if run.raised && is_note_mark(&shown, &run.text) {
                left.push((range, "note-mark"));
            } else {
                shown.push_str(&run.text);
            }
        }
        if !left.is_empty() {
            self.strings.insert(whole, left);
        }
    }
}

/// Which cell styles have a font that is struck through.
fn struck_styles(archive: &mut Archive<'_>) -> Vec<bool> {
    let Some(source) = member(archive, "xl/styles.xml") else { return vec![] };
    let (mut fonts, mut out): (Vec<bool>, Vec<bool>) = (vec![], vec![]);
    let mut within = "";
    let _ = xml::each(source, |event| {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "fonts" => within = "fonts",
                "cellXfs" => within = "cellXfs",
                "font" if within == "fonts" => fonts.push(false),
                "strike" if within == "fonts" => {
                    let off = matches!(xml::attribute(element, "val").as_deref(), Some("0" | "false"));
                    if let Some(font) = fonts.last_mut() {
                        *font = !off;
                    }
                }
                "xf" if within == "cellXfs" => out.push(xml::number(element, "fontId").and_then(|font| fonts.get(font as usize)).copied().unwrap_or(false)),
                _ => {}
            },
            Event::End(element) if matches!(element.local_name().as_ref(), "fonts" | "cellXfs") => within = "",
            _ => {}
        }
        true
    });
    out
}
