//! Open (事項の開始): opens the item that what follows belongs to, and its indicators.
//!
//! An item takes its path from the open sections. Where none is named the nearest heading is taken, and said so.

use super::Interpreter;
use super::item::titled;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::place::Place;
use crate::model::record::{Fate, Indicator, Item};
use crate::see::key;

impl Interpreter<'_> {
    /// Opens an item under the open sections.
    pub(super) fn open_item(&mut self, text: &str, path: Vec<String>, place: &Place) -> usize {
        let (label, title) = titled(text);
        let title = (!title.is_empty()).then_some(title);
        self.push_item(Item { parent: None, label, title, path, departments: vec![], place: place.clone(), also: vec![] })
    }

    pub(super) fn push_item(&mut self, item: Item) -> usize {
        self.use_range(item.place.range(), Fate::Recorded);
        let index = self.findings.items.len();
        if let Some(title) = &item.title {
            self.titles.entry(key(title)).or_default().push(index);
        }
        self.findings.items.push(item);
        self.item = Some(index);
        self.last_rating = None;
        index
    }

    /// The item that what stands at `place` belongs to; made from the nearest heading where none is named.
    pub(super) fn item_or_heading(&mut self, place: &Place) -> usize {
        if let Some(item) = self.item {
            return item;
        }
        if let Some(section) = self.sections.open.pop() {
            let path = self.sections.path(false);
            let index = self.open_item(&section.title, path, &section.place);
            self.guessed.insert(index);
            self.findings.diagnostics.push(Diagnostic::at(Code::ItemCreated, format!("no item is named here; the heading {:?} was taken", section.title), place));
            return index;
        }
        self.untitled(place)
    }

    /// An item whose title is not in the document.
    pub(super) fn untitled(&mut self, place: &Place) -> usize {
        let path = self.sections.path(true);
        self.findings.diagnostics.push(Diagnostic::at(Code::UntitledItem, "the title of the item is not in the document", place));
        let index = self.push_item(Item { parent: None, label: None, title: None, path, departments: vec![], place: place.with_range(place.start..place.start), also: vec![] });
        self.guessed.insert(index);
        index
    }

    /// Files an indicator.
    pub(super) fn push_indicator(&mut self, indicator: Indicator) -> usize {
        let index = self.findings.indicators.len();
        self.indicators.entry((indicator.item, key(&indicator.name))).or_default().push(index);
        self.findings.indicators.push(indicator);
        index
    }

    /// The indicators of an item that have this name, white space aside, in order.
    pub(super) fn indicators_named(&self, item: usize, name: &str) -> &[usize] {
        self.indicators.get(&(item, key(name))).map_or(&[], Vec::as_slice)
    }
}
