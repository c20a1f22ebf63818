//! Form file (様式の台帳): `forms.json`, the decisions made from a survey, in words a person can read and change.
//!
//! A slot whose `by` is `person` wins over all evidence. Numbers of anchors hold for one batch only, so anchors stand here as printed,
//! with years and numbers as `#`.

use super::Form;
use crate::error::Error;
use crate::japanese::date::{Era, Setting};
use crate::model::digest;
use crate::model::form::{Address, Addresses, Decided, Holds, Items, Said, Understood};
use crate::model::record::StatementKind;
use crate::model::seen::Texts;
use crate::survey::frame::RowKinds;
use crate::survey::label::{BEHIND_CONTENT, Context, LabelModel, is_few};
use crate::survey::strip::Strips;
use foldhash::HashMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// All forms of a batch.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct FormsFile {
    /// Version of the dataset's contract.
    pub contract: u32,
    /// The forms, by their ids.
    pub forms: Vec<FormFile>,
}

/// A form, decided.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormFile {
    /// A hash of its anchors.
    pub form_id: String,
    /// Distinct sheets it was learnt from.
    pub sheets: usize,
    /// Era of years printed without one, by its letter (`R`).
    pub era: Option<char>,
    /// The main fiscal year of its sheets.
    pub fiscal_year: Option<i32>,
    /// The slot that names the item of a sheet, by its number in `slots`.
    pub title: Option<usize>,
    /// The slot that names blocks inside a sheet, by its number in `slots`.
    #[serde(default)]
    pub part: Option<usize>,
    /// Several titles in one sheet open an item each.
    pub title_repeats: bool,
    /// Heads of lists whose rows are items.
    pub item_lists: Vec<String>,
    /// Of those, heads over one row each, which opens a block of its item.
    #[serde(default)]
    pub item_blocks: Vec<String>,
    /// Where content stands, and what it is.
    pub slots: Vec<SlotFile>,
    /// Anchors that at least half of its sheets have.
    pub core: Vec<String>,
    /// The score of each anchor as a label: 1 and more is one.
    pub labels: BTreeMap<String, f64>,
    /// How far a place moves that score, look by look: left label, label above, anchor, score.
    pub places: Vec<Vec<(String, String, String, f64)>>,
    /// Runs of labels that rule what is under them, and the first member that does.
    pub heads: Vec<(Vec<String>, usize)>,
    /// Labels beside which nothing stands.
    pub lone: Vec<String>,
    /// Labels whose rows are label and value although heads stand over them.
    pub beside: Vec<String>,
    /// Heads under which units stand.
    #[serde(default)]
    pub units: Vec<String>,
    /// Labels that stand several times in a sheet.
    pub repeated: Vec<String>,
    /// Labels with several contents in a row.
    pub several: Vec<String>,
}

/// A slot of a form.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlotFile {
    /// Its id.
    pub slot_id: String,
    /// Its labels as printed, outermost first.
    pub path: Vec<String>,
    /// What it holds: `title`, `number`, `rating:grade`, `note:purpose` …
    pub holds: String,
    /// `evidence`, or `person` where a person said so.
    pub by: String,
    /// Sheets in which something stands.
    pub filled: usize,
    /// Different contents.
    pub distinct: usize,
    /// Different marks among them.
    #[serde(default)]
    pub marks: usize,
    /// How sure, 0–1.
    pub confidence: f32,
    /// By what it is found.
    pub address: Vec<String>,
    /// Lines inside its cells that are labels.
    pub inner: Vec<String>,
    /// A person says of its numbers: `target` or `result`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<String>,
    /// A person says of its numbers: of what they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A person says of its numbers: their unit; 千円 makes them thousands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// A person says of its numbers: their fiscal year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fiscal_year: Option<i32>,
}

/// How a place behind a content with no label before it is written.
const BEHIND: &str = "…";

/// Where the numbers of contents after the first begin in an address.
const NTH: u32 = u32::MAX - 1000;

impl FormFile {
    /// A form as data.
    pub(super) fn of(form: &Form, texts: &Texts) -> FormFile {
        let print = |anchor: &u32| texts.anchor(*anchor).to_owned();
        let step = |at: usize, step: &u32| match *step {
            0 => String::new(),
            step if at == 0 => step.to_string(),
            step if step > NTH => format!("+{}", u32::MAX - step),
            step => format!("={}", texts.anchor(step - 1)),
        };
        let place = |place: u32| match place {
            0 => String::new(),
            BEHIND_CONTENT => BEHIND.to_owned(),
            place => texts.anchor(place - 1).to_owned(),
        };
        let slots: Vec<(&Address, &Decided)> = form.understood.slots.iter().collect();
        FormFile {
            form_id: form_id(form, texts),
            sheets: form.sheets,
            era: form.setting.era.map(Era::letter),
            fiscal_year: form.setting.fiscal_year,
            title: form.understood.items.title.as_ref().and_then(|title| slots.iter().position(|(address, _)| *address == title)),
            part: form.understood.items.part.as_ref().and_then(|part| slots.iter().position(|(address, _)| *address == part)),
            title_repeats: form.understood.items.repeats,
            item_lists: form.understood.items.lists.iter().map(print).collect(),
            item_blocks: form.understood.items.blocks.iter().map(print).collect(),
            slots: slots
                .iter()
                .map(|(address, decided)| SlotFile {
                    slot_id: decided.slot_id.clone(),
                    path: decided.path.clone(),
                    holds: decided.holds.name(),
                    by: if decided.by_person { "person" } else { "evidence" }.to_owned(),
                    filled: decided.filled,
                    distinct: decided.distinct,
                    marks: decided.marks,
                    confidence: decided.sure,
                    address: address.iter().enumerate().map(|(at, part)| step(at, part)).collect(),
                    inner: decided.inner.clone(),
                    told: decided.said.kind.map(|kind| if kind == StatementKind::Target { "target" } else { "result" }.to_owned()),
                    name: decided.said.name.clone(),
                    unit: decided.said.unit.clone(),
                    fiscal_year: decided.said.fiscal_year,
                })
                .collect(),
            core: sorted(form.core.iter().map(print)),
            labels: form.model.scores.iter().map(|(anchor, score)| (print(anchor), rounded(*score))).collect(),
            places: form
                .model
                .looks
                .iter()
                .map(|look| {
                    let mut rows: Vec<(String, String, String, f64)> = look
                        .iter()
                        .filter(|(_, moved)| **moved != 0.0)
                        .map(|(((left, above), anchor), moved)| (place(*left), place(*above), print(anchor), rounded(*moved)))
                        .collect();
                    rows.sort_by(|a, b| (&a.0, &a.1, &a.2).cmp(&(&b.0, &b.1, &b.2)));
                    rows
                })
                .collect(),
            heads: sorted(form.strips.heads.iter().map(|(run, first)| (run.iter().map(print).collect(), *first))),
            lone: sorted(form.strips.lone.iter().map(print)),
            beside: sorted(form.kinds.beside.iter().map(print)),
            units: sorted(form.kinds.units.iter().map(print)),
            repeated: sorted(form.understood.addresses.repeated.iter().map(print)),
            several: sorted(form.understood.addresses.several.iter().map(print)),
        }
    }

    /// The form of a file, for the texts of a batch.
    pub(super) fn form(&self, texts: &mut Texts) -> Result<Form, String> {
        let mut number = |anchor: &String| texts.anchor_of(anchor);
        let mut slots = BTreeMap::new();
        let mut addresses = vec![];
        for slot in &self.slots {
            let mut address: Address = vec![];
            for (at, step) in slot.address.iter().enumerate() {
                let bad = || format!("{step:?} is no step of an address");
                address.push(match step.as_str() {
                    "" => 0,
                    step if at == 0 => step.parse().map_err(|_| bad())?,
                    step => match (step.strip_prefix('='), step.strip_prefix('+')) {
                        (Some(anchor), _) => number(&anchor.to_owned()) + 1,
                        (_, Some(nth)) => u32::MAX - nth.parse::<u32>().map_err(|_| bad())?.min(1000),
                        _ => return Err(bad()),
                    },
                });
            }
            let holds = Holds::from_name(&slot.holds).ok_or_else(|| format!("{:?} is nothing a slot holds", slot.holds))?;
            addresses.push(address.clone());
            slots.insert(
                address,
                Decided {
                    slot_id: slot.slot_id.clone(),
                    holds,
                    sure: slot.confidence,
                    path: slot.path.clone(),
                    filled: slot.filled,
                    distinct: slot.distinct,
                    marks: slot.marks,
                    inner: slot.inner.clone(),
                    by_person: slot.by == "person",
                    said: slot.said()?,
                },
            );
        }
        // A slot that a person calls the title is the title.
        let said = self.slots.iter().position(|slot| slot.by == "person" && slot.holds == "title");
        let title = said.or(self.title).and_then(|at| addresses.get(at).cloned());
        let part = self.part.and_then(|at| addresses.get(at).cloned());
        let place = |place: &String, number: &mut dyn FnMut(&String) -> u32| match place.as_str() {
            "" => 0,
            BEHIND => BEHIND_CONTENT,
            _ => number(place) + 1,
        };
        let mut looks: Vec<BTreeMap<(Context, u32), f64>> = vec![];
        for rows in &self.places {
            looks.push(rows.iter().map(|(left, above, anchor, moved)| (((place(left, &mut number), place(above, &mut number)), number(anchor)), *moved)).collect());
        }
        let scores: HashMap<u32, f64> = self.labels.iter().map(|(anchor, score)| (number(anchor), *score)).collect();
        let era = self.era.and_then(|letter| Era::ALL.into_iter().find(|era| era.letter() == letter));
        Ok(Form {
            form_id: self.form_id.clone(),
            core: self.core.iter().map(&mut number).collect(),
            sheets: self.sheets,
            given: true,
            labels: BTreeMap::new(),
            strips: Strips {
                heads: self.heads.iter().map(|(run, first)| (run.iter().map(&mut number).collect(), *first)).collect(),
                lone: self.lone.iter().map(&mut number).collect(),
            },
            kinds: RowKinds { beside: self.beside.iter().map(&mut number).collect(), units: self.units.iter().map(&mut number).collect() },
            understood: Understood {
                addresses: Addresses { repeated: self.repeated.iter().map(&mut number).collect(), several: self.several.iter().map(&mut number).collect() },
                slots,
                items: Items {
                    title,
                    margin: 1.0,
                    lists: self.item_lists.iter().map(&mut number).collect(),
                    part,
                    blocks: self.item_blocks.iter().map(&mut number).collect(),
                    repeats: self.title_repeats,
                },
            },
            model: LabelModel { scores, looks, few: is_few(self.sheets) },
            setting: Setting { era, fiscal_year: self.fiscal_year, ..Setting::default() },
            trust: super::trust(self.sheets),
        })
    }
}

impl SlotFile {
    fn said(&self) -> Result<Said, String> {
        let kind = match self.told.as_deref() {
            None | Some("") => None,
            Some("target") => Some(StatementKind::Target),
            Some("result") => Some(StatementKind::Result),
            Some(other) => return Err(format!("{other:?} is neither target nor result")),
        };
        let told = |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        Ok(Said { kind, name: told(&self.name), unit: told(&self.unit), fiscal_year: self.fiscal_year })
    }
}

/// Scores are kept to a thousandth: more says nothing, and reads badly.
fn rounded(score: f64) -> f64 {
    (score * 1000.0).round() / 1000.0
}

fn sorted<T: Ord>(rows: impl Iterator<Item = T>) -> Vec<T> {
    let mut rows: Vec<T> = rows.collect();
    rows.sort_unstable();
    rows
}

/// First 16 hex digits of a hash of a form's labels, years and numbers as holes.
pub(super) fn form_id(form: &Form, texts: &Texts) -> String {
    let mut labels: Vec<&str> = form.core.iter().filter(|anchor| form.model.scores.get(anchor).is_some_and(|score| *score >= 1.0)).map(|anchor| texts.anchor(*anchor)).collect();
    labels.sort_unstable();
    digest::id(&digest::sha256(labels.join("\n").as_bytes()))
}

/// Reads `forms.json`.
///
/// # Errors
/// [`Error::Read`] if it cannot be read, [`Error::Invalid`] if it is no file of forms.
pub fn load(path: &Path) -> Result<FormsFile, Error> {
    let text = std::fs::read_to_string(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
    let file: FormsFile = serde_json::from_str(&text).map_err(|error| Error::Invalid { path: path.to_owned(), reason: error.to_string() })?;
    // What a slot holds is checked before a batch is read.
    let mut texts = Texts::default();
    for form in &file.forms {
        form.form(&mut texts).map_err(|message| Error::Invalid { path: path.to_owned(), reason: format!("form {}: {message}", form.form_id) })?;
    }
    Ok(file)
}
