//! Control (入力欄): boxes to tick, lists to choose from and other fields that stand in a document as it was filled in.

use crate::read::sheet::xml;
use quick_xml::events::BytesStart;

/// A content control.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Control {
    /// It is a box to tick, and whether it is ticked.
    pub ticked: Option<bool>,
    /// Its mark was told.
    pub told: bool,
    /// It holds only words that ask to be replaced.
    pub prompt: bool,
    /// It holds the table of contents.
    pub contents: bool,
}

/// The mark of a box.
pub fn mark(ticked: bool) -> &'static str {
    if ticked { "☑" } else { "□" }
}

/// `val`, where it is not told or anything but off.
pub fn is_on(element: &BytesStart<'_>) -> bool {
    !matches!(xml::attribute(element, "val").as_deref(), Some("0" | "false" | "off"))
}

/// A field of an old form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    is_box: bool,
    checked: Option<bool>,
    default: Option<u32>,
    chosen: Option<u32>,
    entries: Vec<String>,
}

/// Options of a list that are kept.
const MOST_ENTRIES: usize = 100;

impl Field {
    /// It is a box to tick.
    pub fn begin_box(&mut self) {
        self.is_box = true;
    }

    /// Takes what one property of it tells.
    pub fn take(&mut self, name: &str, element: &BytesStart<'_>) {
        match name {
            "checked" => self.checked = Some(is_on(element)),
            "default" => self.default = xml::number(element, "val").or(Some(u32::from(is_on(element)))),
            "result" => self.chosen = xml::number(element, "val"),
            "listEntry" if self.entries.len() < MOST_ENTRIES => self.entries.extend(xml::attribute(element, "val")),
            _ => {}
        }
    }

    /// What it shows.
    pub fn shown(self) -> Option<String> {
        if self.is_box {
            return Some(mark(self.checked.unwrap_or(self.default == Some(1))).to_owned());
        }
        self.entries.get(self.chosen.or(self.default).unwrap_or(0) as usize).cloned()
    }
}
