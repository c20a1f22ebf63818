//! Form (様式): what repeats, understood: its slots, what each holds, and what names its items.

use crate::model::framed::Framed;
use crate::model::record::{Level, NoteKind, RatingKind, StatementKind};
use crate::model::seen::{AnchorId, Texts};
use crate::model::sheet::{CellAt, Sheet};
use std::collections::{BTreeMap, BTreeSet};

/// The address of a slot: anchors of what rules it, outermost first; see [`Addresses::of`].
pub type Address = Vec<u32>;

/// How the slots of a form are told apart.
#[derive(Clone, Debug, Default)]
pub struct Addresses {
    /// Labels that stand more than once in most sheets: what stands over them joins in.
    pub repeated: BTreeSet<AnchorId>,
    /// Labels with several contents in a row: their number joins in.
    pub several: BTreeSet<AnchorId>,
}

impl Addresses {
    /// The address of a content: for a row under heads the label beside it and its heads, else its label.
    pub fn of(&self, sheet: &Sheet, frame: &Framed, texts: &Texts) -> Address {
        let anchor = |at: CellAt| texts.get(sheet.cell(at).text).anchor + 1;
        let mut out = vec![];
        if frame.column {
            out.push(1);
            out.push(frame.label.map_or(0, anchor));
            out.extend(frame.heads.iter().map(|head| anchor(*head)));
            return out;
        }
        out.push(2);
        let Some(label) = frame.label else {
            out.extend(frame.outer.last().map(|outer| anchor(*outer)));
            return out;
        };
        if self.repeated.contains(&texts.get(sheet.cell(label).text).anchor) {
            out.extend(frame.outer.last().map(|outer| anchor(*outer)));
        }
        out.push(anchor(label));
        if frame.nth > 0 && self.several.contains(&texts.get(sheet.cell(label).text).anchor) {
            out.push(u32::MAX - frame.nth);
        }
        out
    }
}

/// A form, understood.
#[derive(Clone, Debug)]
pub struct Understood {
    /// How its slots are told apart.
    pub addresses: Addresses,
    /// What each slot holds.
    pub slots: BTreeMap<Address, Decided>,
    /// What names its items.
    pub items: Items,
}

/// What the contents of a slot become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// The item's name.
    Title,
    /// What the item stands under.
    Section,
    /// The item's number.
    Label,
    /// The offices responsible.
    Department,
    /// Ratings.
    Rating(RatingKind),
    /// What explains the rating beside it.
    Comment,
    /// Numbers.
    Number,
    /// Targets in words.
    Target(Option<Level>),
    /// Results in words.
    Result(Option<Level>),
    /// The name of an indicator or of a row.
    Name,
    /// The unit of its row.
    Unit,
    /// The time at which a value of its row is due.
    Due,
    /// The direction in which the indicator of its row should go.
    Direction,
    /// Everything else a sheet says.
    Note(NoteKind),
    /// An option beside its mark.
    Choice,
    /// How many chose an option.
    Count,
    /// A legend or note to the filler.
    Legend,
}

/// A slot, decided.
#[derive(Clone, Debug)]
pub struct Decided {
    /// Its id.
    pub slot_id: String,
    /// What it holds.
    pub holds: Holds,
    /// How sure, 0–1, from its own evidence.
    pub sure: f32,
    /// Its labels as printed, outermost first.
    pub path: Vec<String>,
    /// Sheets in which something stands.
    pub filled: usize,
    /// Different contents.
    pub distinct: usize,
    /// Different marks among them.
    pub marks: usize,
    /// Lines that recur inside its cells: labels in it.
    pub inner: Vec<String>,
    /// A person said so: no evidence weighs against it.
    pub by_person: bool,
    /// What a person said of its numbers.
    pub said: Said,
}

/// What a person says of the numbers of a slot; it wins over every label.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Targets, or results.
    pub kind: Option<StatementKind>,
    /// Of what.
    pub name: Option<String>,
    /// In what.
    pub unit: Option<String>,
    /// Of which fiscal year.
    pub fiscal_year: Option<i32>,
}

/// What names the items of a form.
#[derive(Clone, Debug, Default)]
pub struct Items {
    /// The slot of the sheet's own name.
    pub title: Option<Address>,
    /// Its margin over the next best, as a share.
    pub margin: f32,
    /// Heads of lists whose rows are items.
    pub lists: BTreeSet<AnchorId>,
    /// Of those, heads that stand over one row each: the row opens a block, and what follows up to the next is about its item.
    pub blocks: BTreeSet<AnchorId>,
    /// The slot that names blocks inside a sheet, each an item of its own.
    pub part: Option<Address>,
    /// The title stands several times in a sheet: each opens an item.
    pub repeats: bool,
}

/// The printed cell that names the item of a list's row.
pub fn is_list_title(sheet: &Sheet, frame: &Framed, items: &Items, texts: &Texts) -> bool {
    frame.column && frame.label.is_none() && frame.heads.last().is_some_and(|head: &CellAt| items.lists.contains(&texts.get(sheet.cell(*head).text).anchor))
}

impl Holds {
    /// Its name in `forms.json`.
    pub fn name(self) -> String {
        let (word, more) = match self {
            Holds::Title => ("title", None),
            Holds::Section => ("section", None),
            Holds::Label => ("label", None),
            Holds::Department => ("department", None),
            Holds::Rating(kind) => ("rating", RATINGS.iter().find(|(_, other)| *other == kind).map(|(name, _)| *name)),
            Holds::Comment => ("comment", None),
            Holds::Number => ("number", None),
            Holds::Target(level) => ("target", level.and_then(|level| LEVELS.iter().find(|(_, other)| *other == level)).map(|(name, _)| *name)),
            Holds::Result(level) => ("result", level.and_then(|level| LEVELS.iter().find(|(_, other)| *other == level)).map(|(name, _)| *name)),
            Holds::Name => ("indicator", None),
            Holds::Unit => ("unit", None),
            Holds::Due => ("due", None),
            Holds::Direction => ("direction", None),
            Holds::Note(kind) => ("note", NOTES.iter().find(|(_, other)| *other == kind).map(|(name, _)| *name)),
            Holds::Choice => ("choice", None),
            Holds::Count => ("count", None),
            Holds::Legend => ("legend", None),
        };
        more.map_or_else(|| word.to_owned(), |more| format!("{word}:{more}"))
    }

    /// Every name, in the order in which a person looks for one.
    pub fn names() -> Vec<String> {
        let plain = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let with = |word: &str, more: &mut dyn Iterator<Item = &'static str>| more.map(|more| format!("{word}:{more}")).collect::<Vec<_>>();
        let levels = || LEVELS.iter().map(|(name, _)| *name);
        [
            plain(&["title", "label", "section", "department", "number", "indicator", "unit", "due", "direction"]),
            with("rating", &mut RATINGS.iter().map(|(name, _)| *name)),
            plain(&["comment", "target"]),
            with("target", &mut levels()),
            plain(&["result"]),
            with("result", &mut levels()),
            with("note", &mut NOTES.iter().map(|(name, _)| *name)),
            plain(&["choice", "count", "legend"]),
        ]
        .concat()
    }

    /// What a name in `forms.json` stands for.
    pub fn from_name(name: &str) -> Option<Holds> {
        let (word, more) = name.split_once(':').map_or((name, ""), |(word, more)| (word, more));
        let level = LEVELS.iter().find(|(name, _)| *name == more).map(|(_, level)| *level);
        Some(match word {
            "title" => Holds::Title,
            "section" => Holds::Section,
            "label" => Holds::Label,
            "department" => Holds::Department,
            "rating" => Holds::Rating(RATINGS.iter().find(|(name, _)| *name == more).map_or(RatingKind::Grade, |(_, kind)| *kind)),
            "comment" => Holds::Comment,
            "number" => Holds::Number,
            "target" => Holds::Target(level),
            "result" => Holds::Result(level),
            "indicator" => Holds::Name,
            "unit" => Holds::Unit,
            "due" => Holds::Due,
            "direction" => Holds::Direction,
            "note" => Holds::Note(NOTES.iter().find(|(name, _)| *name == more).map_or(NoteKind::Other, |(_, kind)| *kind)),
            "choice" => Holds::Choice,
            "count" => Holds::Count,
            "legend" => Holds::Legend,
            _ => return None,
        })
    }
}

const RATINGS: [(&str, RatingKind); 4] =
    [("grade", RatingKind::Grade), ("progress", RatingKind::Progress), ("achievement", RatingKind::Achievement), ("disposition", RatingKind::Disposition)];

const LEVELS: [(&str, Level); 4] = [("input", Level::Input), ("activity", Level::Activity), ("output", Level::Output), ("outcome", Level::Outcome)];

const NOTES: [(&str, NoteKind); 13] = [
    ("purpose", NoteKind::Purpose),
    ("subject", NoteKind::Subject),
    ("means", NoteKind::Means),
    ("legal_basis", NoteKind::LegalBasis),
    ("summary", NoteKind::Summary),
    ("approach", NoteKind::Approach),
    ("background", NoteKind::Background),
    ("effect", NoteKind::Effect),
    ("assessment", NoteKind::Assessment),
    ("opinion", NoteKind::Opinion),
    ("issue", NoteKind::Issue),
    ("next_step", NoteKind::NextStep),
    ("other", NoteKind::Other),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_what_a_slot_holds_reads_back() {
        let names = Holds::names();
        assert_eq!(names.len(), 40);
        assert!(names.iter().all(|name| Holds::from_name(name).is_some_and(|holds| holds.name() == *name)), "{names:?}");
    }
}
