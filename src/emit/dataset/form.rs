//! Form and slot rows (様式、欄): what repeats, and the places in it where content stands.

use crate::emit::dataset::enumeration::{Level, NoteKind, RatingKind};
use crate::emit::dataset::value::Period;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a form's instances are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FormKind {
    /// Documents, or sheets of one: 事務事業評価シート.
    Sheet,
    /// Cards in a document.
    Card,
    /// Rows of a list, or groups of rows.
    List,
    /// Sections of prose with the same keys.
    Prose,
}

/// What a slot holds: the table its content goes to, or the part it takes in what others say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SlotRole {
    /// Content goes to targets.
    Targets,
    /// Content goes to results.
    Results,
    /// Content goes to ratings.
    Ratings,
    /// Content goes to notes.
    Notes,
    /// Names of indicators.
    Indicators,
    /// The item's title.
    Title,
    /// The item's number.
    Label,
    /// What the item stands under.
    Section,
    /// Who is responsible.
    Department,
    /// A unit.
    Unit,
    /// A time.
    Period,
    /// Which way is better.
    Direction,
    /// A name that tells two series of one indicator apart.
    Dimension,
    /// Options of a choice.
    Option,
    /// What a scale's members mean.
    Legend,
    /// Nothing that a record is made of.
    Residue,
}

/// Kind of what a slot holds: of its notes or of its ratings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum SlotKind {
    /// Of notes.
    Note(NoteKind),
    /// Of ratings.
    Rating(RatingKind),
}

/// Who decided what a slot holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SlotGround {
    /// A person, in the forms given.
    Person,
    /// The evidence of its instances.
    Evidence,
}

/// A form (様式).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FormRow {
    /// Id: a hash of its anchors, years and numbers left open.
    pub form_id: String,
    /// The form it is nested in.
    pub parent_form_id: Option<String>,
    /// What its instances are.
    pub kind: FormKind,
    /// How many documents hold an instance.
    pub documents: u64,
    /// How many instances.
    pub instances: u64,
    /// Its labels as printed, in order.
    pub labels: Vec<String>,
    /// The slot that names its item.
    pub title_slot_id: Option<String>,
}

/// A slot (欄): a place of a form where content stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SlotRow {
    /// Id.
    pub slot_id: String,
    /// Its form.
    pub form_id: String,
    /// Labels over and beside it, outermost first.
    pub path: Vec<String>,
    /// What it holds.
    pub role: SlotRole,
    /// Kind of its notes or ratings.
    pub kind: Option<SlotKind>,
    /// Level.
    pub level: Option<Level>,
    /// Canonical unit.
    pub unit: Option<String>,
    /// The time it speaks of.
    pub period: Option<Period>,
    /// Instances in which something stands.
    pub filled: u64,
    /// Different contents.
    pub distinct: u64,
    /// Who decided.
    pub by: SlotGround,
    /// 0–1.
    pub confidence: f32,
    /// The next best role.
    pub runner_up: Option<SlotRole>,
}
