//! Rows (様式の行): forms and slots as rows of the dataset.

use super::{Batch, Form};
use crate::emit::convert::enumeration::{level, note_kind, rating_kind};
use crate::emit::dataset::{Dataset, FormKind, FormRow, SlotGround, SlotKind, SlotRole, SlotRow};
use crate::emit::json;
use crate::model::digest;
use crate::model::form::{Decided, Holds};
use std::collections::HashSet;

impl Batch {
    /// Adds forms and slots to the part of the first document of each, and the hash of the forms to all parts.
    pub fn add_rows(&self, parts: &mut [Dataset]) {
        // The forms by which documents were read; a reading that lost to another is none.
        let used: HashSet<String> = parts.iter().flat_map(|part| &part.documents).filter_map(|document| document.form_id.clone()).collect();
        if used.is_empty() {
            return;
        }
        let used_file = self.file_of(|form| used.contains(&form.form_id));
        let mut file = vec![];
        // A file of forms has no map with other than string keys.
        let _ = json::append(&mut file, &used_file);
        let hash = digest::sha256(&file);
        let mut told = HashSet::new();
        for part in parts.iter_mut() {
            part.made_by.forms = Some(hash.clone());
            let Some(id) = part.documents.first().and_then(|document| document.form_id.clone()) else { continue };
            let Some(form) = self.forms.iter().find(|form| form.form_id == id).filter(|form| told.insert(form.form_id.clone())) else { continue };
            part.forms.push(self.form_row(form));
            part.slots.extend(form.understood.slots.values().map(|slot| slot_row(form, slot)));
        }
    }

    fn form_row(&self, form: &Form) -> FormRow {
        // Labels in the order of the first sheet.
        let mut labels = vec![];
        if let Some((document, own)) = form.labels.iter().next() {
            for (area, own) in self.sheets[*document].areas.iter().zip(own) {
                for (cell, _) in area.cells.iter().zip(own).filter(|(_, label)| **label) {
                    let printed = self.texts.get(cell.text).flat.clone();
                    if !labels.contains(&printed) {
                        labels.push(printed);
                    }
                }
            }
        }
        let title = form.understood.items.title.as_ref().and_then(|title| form.understood.slots.get(title));
        FormRow {
            form_id: form.form_id.clone(),
            parent_form_id: None,
            kind: FormKind::Sheet,
            documents: form.labels.len() as u64,
            instances: form.sheets as u64,
            labels,
            title_slot_id: title.map(|slot| slot.slot_id.clone()),
        }
    }
}

fn slot_row(form: &Form, slot: &Decided) -> SlotRow {
    let (role, kind, told) = match slot.holds {
        Holds::Title => (SlotRole::Title, None, None),
        Holds::Section => (SlotRole::Section, None, None),
        Holds::Label => (SlotRole::Label, None, None),
        Holds::Department => (SlotRole::Department, None, None),
        Holds::Rating(kind) => (SlotRole::Ratings, Some(SlotKind::Rating(rating_kind(kind))), None),
        Holds::Comment => (SlotRole::Notes, None, None),
        Holds::Number => (SlotRole::Results, None, None),
        Holds::Target(told) => (SlotRole::Targets, None, told),
        Holds::Result(told) => (SlotRole::Results, None, told),
        Holds::Name => (SlotRole::Indicators, None, None),
        Holds::Unit => (SlotRole::Unit, None, None),
        Holds::Due => (SlotRole::Period, None, None),
        Holds::Direction => (SlotRole::Direction, None, None),
        Holds::Note(kind) => (SlotRole::Notes, Some(SlotKind::Note(note_kind(kind))), None),
        Holds::Choice => (SlotRole::Option, None, None),
        Holds::Count => (SlotRole::Residue, None, None),
        Holds::Legend => (SlotRole::Legend, None, None),
    };
    SlotRow {
        slot_id: slot.slot_id.clone(),
        form_id: form.form_id.clone(),
        path: slot.path.clone(),
        role,
        kind,
        level: told.map(level),
        unit: None,
        period: None,
        filled: slot.filled as u64,
        distinct: slot.distinct as u64,
        by: if slot.by_person { SlotGround::Person } else { SlotGround::Evidence },
        confidence: slot.sure,
        runner_up: None,
    }
}
