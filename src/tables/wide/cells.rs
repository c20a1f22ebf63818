//! Cells (セル): what stands in each column of one instance.

use crate::tables::bundle::Bundle;
use crate::tables::record::{Item, Slot};
use crate::tables::wide::layout::{Key, Layout};
use crate::tables::wide::place::{Instance, places};
use serde_json::{Map, Number, Value, json};
use std::collections::HashSet;

/// What one column holds of one instance.
pub struct Content<'a> {
    /// The column.
    pub key: Key,
    /// The table that it is of, or what of the item it is.
    pub content: &'static str,
    /// As printed.
    pub text: String,
    /// Its number.
    pub value: Option<&'a Number>,
    /// It stands for a number that is not there.
    pub hole: bool,
    /// Unit of the number.
    pub unit: Option<&'a str>,
    /// What tells its column from others.
    pub about: Option<String>,
    /// Its slot.
    pub slot: Option<&'a str>,
    /// 0–1.
    pub confidence: f64,
}

/// The contents of an instance.
pub fn contents<'a>(bundle: &'a Bundle, instance: &Instance, layout: &'a Layout) -> Vec<Content<'a>> {
    let mut out = vec![];
    if let Some(main) = instance.main {
        let titles = titles(bundle, layout);
        about_item(&bundle.items[main], layout, titles.is_none(), &mut out);
        others(bundle, instance, titles.is_none(), &mut out);
        match titles {
            Some(titles) => out.extend(titles.into_iter().map(|(slot, title)| told(slot, "title", title.to_owned()))),
            None => {
                // Titles that are no item's with records: 施策名 over the 事務事業.
                let others = bundle.items.iter().enumerate().filter(|(index, item)| !instance.items.contains(index) && item.title.is_some() && layout.is_sheet());
                let others = layout.other_titles().iter().zip(others);
                out.extend(others.map(|(slot, (_, item))| told(slot, "title", item.title.clone().unwrap_or_default())));
            }
        }
    }
    let placed = places(bundle, instance, layout.families());
    let mut named: HashSet<(usize, usize, usize)> = HashSet::new();
    for (place, entry) in placed {
        if let (Some(indicator), Some(family)) = (entry.own(), layout.families().get(entry.header))
            && named.insert((*family, place.item, place.row))
        {
            let name = |key, content, text: &str| Content {
                key,
                content,
                text: text.to_owned(),
                value: None,
                hole: false,
                unit: None,
                about: None,
                slot: layout.name_slot(*family).map(|slot| slot.slot_id.as_str()),
                confidence: layout.name_slot(*family).map_or(entry.basis.confidence, |slot| slot.confidence),
            };
            out.push(name(Key::Name(*family, place.item, place.row), "indicators", &indicator.name));
            if let Some(unit) = &indicator.unit {
                out.push(name(Key::Unit(*family, place.item, place.row), "unit", unit));
            }
        }
        out.push(Content {
            key: Key::Place(place),
            content: entry.content,
            text: entry.text.to_owned(),
            value: entry.value,
            hole: entry.hole,
            unit: entry.unit,
            about: entry.about,
            slot: entry.slot_id,
            confidence: entry.basis.confidence,
        });
    }
    out
}

fn told<'a>(slot: &'a Slot, content: &'static str, text: String) -> Content<'a> {
    Content { key: Key::Slot(slot.slot_id.clone()), content, text, value: None, hole: false, unit: None, about: None, slot: Some(&slot.slot_id), confidence: slot.confidence }
}

/// The slot of each title of a sheet, where it has as many titles as slots: both as they are printed, one after the other. Which of them
/// names the item that has the records is another question (施策名 may stand over it or under it).
fn titles<'a>(bundle: &'a Bundle, layout: &'a Layout) -> Option<Vec<(&'a Slot, &'a str)>> {
    let mut items: Vec<(u64, &str)> = bundle.items.iter().filter_map(|item| Some((item.source.start, item.title.as_deref()?))).collect();
    items.sort_unstable();
    let mut named = HashSet::new();
    items.retain(|(_, title)| named.insert(*title));
    (layout.is_sheet() && !items.is_empty() && items.len() == layout.titles().len()).then(|| layout.titles().iter().zip(items).map(|(slot, (_, title))| (slot, title)).collect())
}

/// What stands in the slots that tell of the item itself; its title, where that has not its slot already.
fn about_item<'a>(item: &'a Item, layout: &'a Layout, with_title: bool, out: &mut Vec<Content<'a>>) {
    let own =
        |content: &'static str, text: String| Content { key: Key::Own(content), content, text, value: None, hole: false, unit: None, about: None, slot: None, confidence: 1.0 };
    let departments: Vec<&str> = item.departments.iter().map(|department| department.name.as_str()).collect();
    let titles: Vec<&str> = item.title.as_deref().filter(|_| with_title).into_iter().collect();
    let labels: Vec<&str> = item.label.as_deref().into_iter().collect();
    let sections: Vec<&str> = item.path.iter().map(String::as_str).collect();
    for (content, texts, between) in [("label", labels, " "), ("title", titles, " "), ("section", sections, " > "), ("department", departments, "、")] {
        if texts.is_empty() {
            continue;
        }
        let slots = layout.told(content);
        // As many slots as there are texts, the fullest, in their order; else all texts stand in the first.
        let mut fullest: Vec<&Slot> = slots.iter().collect();
        fullest.sort_by_key(|slot| std::cmp::Reverse(slot.filled));
        fullest.truncate(texts.len());
        fullest.sort_by(|a, b| a.slot_id.cmp(&b.slot_id));
        match fullest.first() {
            None => out.push(own(content, texts.join(between))),
            Some(_) if fullest.len() == texts.len() => out.extend(fullest.iter().zip(texts).map(|(slot, text)| told(slot, content, text.to_owned()))),
            Some(first) => out.push(told(first, content, texts.join(between))),
        }
    }
}

/// What is told of the other items that have records: whose the columns of theirs are.
fn others(bundle: &Bundle, instance: &Instance, with_title: bool, out: &mut Vec<Content<'_>>) {
    for (at, order) in instance.order.iter().enumerate().filter(|(at, order)| **order > 0 && !instance.order[..*at].contains(order)) {
        let item = &bundle.items[instance.items[at]];
        let departments: Vec<&str> = item.departments.iter().map(|department| department.name.as_str()).collect();
        let title = item.title.clone().filter(|_| with_title);
        for (content, text) in [("label", item.label.clone()), ("title", title), ("department", Some(departments.join("、")))] {
            let Some(text) = text.filter(|text| !text.is_empty()) else { continue };
            out.push(Content { key: Key::Other(content, *order), content, text, value: None, hole: false, unit: None, about: None, slot: None, confidence: 1.0 });
        }
    }
}

/// The row of an instance; with `confidence` each cell has that of what stands in the same cell of the other table.
pub fn row(bundle: &Bundle, instance: &Instance, layout: &Layout, confidence: bool) -> Value {
    let mut row = Map::new();
    row.insert("document_id".to_owned(), json!(bundle.document.document_id));
    row.insert("item_id".to_owned(), json!(instance.main.map(|index| &bundle.items[index].item_id)));
    row.insert("path".to_owned(), json!(bundle.document.path));
    row.insert("municipality_name".to_owned(), json!(bundle.document.municipality_name));
    for column in layout.columns() {
        row.insert(column.name.clone(), Value::Null);
    }
    for content in contents(bundle, instance, layout) {
        let Some(column) = layout.column(&content.key) else { continue };
        let Some(cell) = row.get_mut(&column.name) else { continue };
        if content.text.is_empty() && content.value.is_none() {
            continue;
        }
        if confidence {
            let before = cell.as_f64().unwrap_or(1.0);
            *cell = json!(content.confidence.min(before));
        } else if column.numeric {
            *cell = content.value.map_or(Value::Null, |value| Value::Number(value.clone()));
        } else {
            let before = cell.as_str().map(|before| format!("{before}\n")).unwrap_or_default();
            *cell = json!(before + &content.text);
        }
    }
    Value::Object(row)
}
