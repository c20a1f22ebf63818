//! Layout (列の並び): which columns the table of a form has, learned from all its instances.

use crate::tables::bundle::Bundle;
use crate::tables::record::{Form, Slot};
use crate::tables::wide::cells::contents;
use crate::tables::wide::place::{Instance, Place};
use crate::tables::wide::{COLUMNS, LEAD, heading};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What tells one column from the others.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// A slot that tells of the item.
    Slot(String),
    /// What is told of the item without a slot.
    Own(&'static str),
    /// What is told of another item that has records: title, number or department, and which item.
    Other(&'static str, usize),
    /// Name of a row: family of paths, item, row.
    Name(usize, usize, usize),
    /// Unit of a row, likewise.
    Unit(usize, usize, usize),
    /// Where a record stands.
    Place(Place),
}

/// A column.
#[derive(Clone, Debug, Default)]
pub struct Column {
    /// Its heading.
    pub name: String,
    /// Printed labels, outermost first.
    pub path: Vec<String>,
    /// What stands in it.
    pub content: BTreeSet<&'static str>,
    /// Whether all of it are numbers.
    pub numeric: bool,
    /// Slots that it was read from.
    pub slots: BTreeSet<String>,
    /// Instances in which something stands.
    pub filled: u64,
    units: BTreeSet<String>,
    numbers: u64,
    texts: u64,
    about: Option<String>,
    differs: bool,
    instances: Vec<u32>,
    suffix: String,
}

impl Column {
    /// The unit of its numbers, where all have the same.
    pub fn unit(&self) -> Option<&str> {
        if self.numeric && self.units.len() == 1 { self.units.first().map(String::as_str) } else { None }
    }
}

/// The columns of a form.
pub struct Layout {
    sheet: bool,
    title: Option<String>,
    slots: BTreeMap<&'static str, Vec<Slot>>,
    other_titles: Vec<Slot>,
    /// Slots of all titles, in the order in which they are printed.
    titles: Vec<Slot>,
    families: HashMap<Vec<String>, usize>,
    names: HashMap<usize, Slot>,
    /// Most rows of each family in one instance.
    rows: HashMap<usize, usize>,
    found: BTreeMap<Key, Column>,
    /// The keys as they follow each other: what one instance has and those before had not stands behind what it follows there.
    order: Vec<Key>,
    instances: u32,
    columns: Vec<Column>,
    at: HashMap<Key, usize>,
}

impl Layout {
    /// A layout without columns. `families` of paths are those whose rows have names of their own.
    pub fn new(form: &Form, slots: Vec<Slot>, families: HashMap<Vec<String>, usize>) -> Layout {
        let mut told: BTreeMap<&'static str, Vec<Slot>> = BTreeMap::new();
        let mut other_titles = vec![];
        for slot in &slots {
            let is_title = form.title_slot_id.as_ref() == Some(&slot.slot_id);
            match slot.role.as_str() {
                "title" if is_title => told.entry("title").or_default().push(slot.clone()),
                "title" => other_titles.push(slot.clone()),
                "label" => told.entry("label").or_default().push(slot.clone()),
                "section" => told.entry("section").or_default().push(slot.clone()),
                "department" => told.entry("department").or_default().push(slot.clone()),
                _ => {}
            }
        }
        let mut titles: Vec<Slot> = slots.iter().filter(|slot| slot.role == "title").cloned().collect();
        let printed = |slot: &Slot| slot.path.last().and_then(|label| form.labels.iter().position(|other| other == label)).unwrap_or(usize::MAX);
        titles.sort_by_key(|slot| (printed(slot), slot.slot_id.clone()));
        let mut names = HashMap::new();
        for (path, family) in families.iter().collect::<BTreeMap<_, _>>() {
            let shared = |slot: &&Slot| slot.path.iter().zip(path).take_while(|(a, b)| a == b).count();
            let best =
                slots.iter().filter(|slot| slot.role == "indicators").max_by_key(|slot| (shared(slot), std::cmp::Reverse(slot.slot_id.clone()))).filter(|slot| shared(slot) > 0);
            if let Some(slot) = best {
                names.entry(*family).or_insert_with(|| slot.clone());
            }
        }
        // A slot that two families would have names neither.
        let mut claims: HashMap<String, usize> = HashMap::new();
        names.values().for_each(|slot: &Slot| *claims.entry(slot.slot_id.clone()).or_default() += 1);
        names.retain(|_, slot| claims.get(&slot.slot_id) == Some(&1));
        let title = form.title_slot_id.clone();
        Layout {
            sheet: form.kind == "sheet",
            title,
            slots: told,
            other_titles,
            titles,
            families,
            names,
            rows: HashMap::new(),
            found: BTreeMap::new(),
            order: vec![],
            instances: 0,
            columns: vec![],
            at: HashMap::new(),
        }
    }

    /// Whether an instance is a sheet.
    pub fn is_sheet(&self) -> bool {
        self.sheet
    }

    /// Families of paths.
    pub fn families(&self) -> &HashMap<Vec<String>, usize> {
        &self.families
    }

    /// Slots that tell something of the item.
    pub fn told(&self, content: &str) -> &[Slot] {
        self.slots.get(content).map_or(&[], Vec::as_slice)
    }

    /// Slots of titles that are not the item's.
    pub fn other_titles(&self) -> &[Slot] {
        &self.other_titles
    }

    /// Slots of all titles, in the order in which they are printed.
    pub fn titles(&self) -> &[Slot] {
        &self.titles
    }

    /// The slot that names the rows of a family.
    pub fn name_slot(&self, family: usize) -> Option<&Slot> {
        self.names.get(&family)
    }

    /// The columns of the table.
    pub fn columns(&self) -> &[Column] {
        &self.columns[..self.columns.len().min(COLUMNS)]
    }

    /// The columns, with those that have no place in the table.
    pub fn every(&self) -> &[Column] {
        &self.columns
    }

    /// The column of a key.
    pub fn column(&self, key: &Key) -> Option<&Column> {
        self.at.get(key).filter(|at| **at < COLUMNS).map(|at| &self.columns[*at])
    }

    /// Looks at an instance.
    pub fn see(&mut self, bundle: &Bundle, instance: &Instance) {
        let number = self.instances;
        self.instances += 1;
        let seen: Vec<_> = contents(bundle, instance, self)
            .into_iter()
            .map(|content| {
                let slot = content.slot.map(str::to_owned);
                (content.key, content.content, content.value.is_some(), content.hole || content.text.is_empty(), content.unit.map(str::to_owned), content.about, slot)
            })
            .collect();
        let mut after = 0;
        for (key, content, number_there, hole, unit, about, slot) in seen {
            if self.found.contains_key(&key) {
                after = self.order.iter().position(|known| *known == key).map_or(after, |at| at + 1);
            } else {
                self.order.insert(after, key.clone());
                after += 1;
            }
            if let Key::Name(family, _, row) = key {
                let most = self.rows.entry(family).or_default();
                *most = row.max(*most);
            }
            let path = self.path(&key);
            let column = self.found.entry(key).or_insert_with(|| Column { path, about: about.clone(), ..Column::default() });
            column.content.insert(content);
            column.differs |= column.about != about;
            column.slots.extend(slot);
            column.units.extend(unit);
            column.numbers += u64::from(number_there);
            column.texts += u64::from(!number_there && !hole);
            if column.instances.last() != Some(&number) {
                column.instances.push(number);
                column.filled += u64::from(number_there || !hole);
            }
        }
    }

    fn path(&self, key: &Key) -> Vec<String> {
        let slot = |id: &str| self.slots.values().flatten().chain(&self.other_titles).find(|slot| slot.slot_id == id);
        match key {
            Key::Slot(id) => slot(id).map(|slot| slot.path.clone()).unwrap_or_default(),
            Key::Other(content, _) if !self.told(content).is_empty() => self.told(content)[0].path.clone(),
            Key::Own(content) | Key::Other(content, _) => vec![crate::tables::catalog::japanese(&format!("role.{content}"))],
            Key::Place(place) => place.path.clone(),
            Key::Name(family, ..) => self.names.get(family).map_or_else(|| self.stem(*family, "名称"), |slot| slot.path.clone()),
            Key::Unit(family, ..) => self
                .names
                .get(family)
                .map_or_else(|| self.stem(*family, "単位"), |slot| slot.path[..slot.path.len().saturating_sub(1)].iter().cloned().chain(["単位".to_owned()]).collect()),
        }
    }

    /// What the paths of a family have in common, and a label.
    fn stem(&self, family: usize, label: &str) -> Vec<String> {
        let mut paths = self.families.iter().filter(|(_, own)| **own == family).map(|(path, _)| path);
        let first = paths.next().cloned().unwrap_or_default();
        let shared = paths.fold(first.len().saturating_sub(1), |shared, path| first.iter().zip(path).take_while(|(a, b)| a == b).count().min(shared));
        first[..shared].iter().cloned().chain([label.to_owned()]).collect()
    }

    /// Decides the columns: what is one column under two paths is put together, all are headed and put in order.
    pub fn settle(&mut self) {
        let found = std::mem::take(&mut self.found);
        let mut columns: Vec<(Vec<Key>, Column)> = vec![];
        let mut alike: HashMap<(String, Place), Vec<usize>> = HashMap::new();
        let mut all: Vec<(Key, Column)> = found.into_iter().collect();
        let numbered: HashSet<(Vec<String>, usize, usize)> = all
            .iter()
            .filter_map(|(key, _)| match key {
                Key::Place(place) if !place.prose => Some((place.path.clone(), place.item, place.row)),
                _ => None,
            })
            .collect();
        // Where rows of printed names stand, too.
        let printed: HashSet<Vec<String>> = all
            .iter()
            .filter_map(|(key, _)| match key {
                Key::Place(place) if place.row == 0 => Some(place.path.clone()),
                _ => None,
            })
            .collect();
        // The fullest first, so that others are put to it.
        all.sort_by(|(a, first), (b, second)| second.filled.cmp(&first.filled).then_with(|| a.cmp(b)));
        for (key, mut column) in all {
            column.numeric = column.numbers > 0 && column.texts == 0;
            column.suffix = self.suffix(&key, &printed);
            if let Key::Place(place) = &key
                && place.prose
                && numbered.contains(&(place.path.clone(), place.item, place.row))
            {
                column.suffix.push_str("（文）");
            }
            if let (Key::Place(place), Some(about), false) = (&key, &column.about, column.differs)
                && place.row == 0
            {
                let seats = alike.entry((about.clone(), Place { path: vec![], ..place.clone() })).or_default();
                if let Some(seat) = seats.iter().find(|seat| apart(&columns[**seat].1, &column)) {
                    let (keys, into) = &mut columns[*seat];
                    keys.push(key);
                    join(into, column);
                    continue;
                }
                seats.push(columns.len());
            }
            columns.push((vec![key], column));
        }
        let order: HashMap<&Key, usize> = self.order.iter().enumerate().map(|(index, key)| (key, index)).collect();
        // What is told of the item goes first: its number, its title, the rest of it.
        let rank = |keys: &[Key], column: &Column| match &keys[0] {
            Key::Own("label") => (0, 0),
            Key::Slot(_) if column.content.contains("label") => (0, 0),
            Key::Own("title") => (1, 0),
            Key::Slot(id) if Some(id) == self.title.as_ref() => (1, 0),
            key @ (Key::Slot(_) | Key::Own(_)) => (2, order.get(key).copied().unwrap_or_default()),
            key => (3, order.get(key).copied().unwrap_or_default()),
        };
        // Of more columns than a table takes the fullest keep their place.
        columns.sort_by(|a, b| b.1.filled.cmp(&a.1.filled).then_with(|| a.0.cmp(&b.0)));
        let rest = columns.split_off(columns.len().min(COLUMNS));
        columns.sort_by_cached_key(|(keys, column)| (rank(keys, column), keys.clone()));
        columns.extend(rest);
        let paths: Vec<Vec<String>> = columns.iter().map(|(_, column)| column.path.clone()).collect();
        let mut names: Vec<String> = heading::shortest(&paths).into_iter().zip(&columns).map(|(name, (_, column))| name + &column.suffix).collect();
        heading::apart(&mut names, &LEAD.map(|(name, ..)| name));
        for (index, ((keys, mut column), name)) in columns.into_iter().zip(names).enumerate() {
            column.name = name;
            column.instances = vec![];
            self.at.extend(keys.into_iter().map(|key| (key, index)));
            self.columns.push(column);
        }
    }

    /// What is behind the labels of a column where its place is one of several.
    fn suffix(&self, key: &Key, printed: &HashSet<Vec<String>>) -> String {
        let (item, row, turn, several) = match key {
            // As the numbers beside it are headed.
            Key::Name(family, item, row) | Key::Unit(family, item, row) => {
                let beside = self.families.iter().any(|(path, own)| own == family && printed.contains(path));
                (*item, *row, 1, beside || self.rows.get(family).is_some_and(|rows| *rows > 1))
            }
            Key::Place(place) => (
                place.item,
                place.row,
                place.turn,
                printed.contains(&place.path) || self.families.get(&place.path).and_then(|family| self.rows.get(family)).is_some_and(|rows| *rows > 1),
            ),
            Key::Other(_, item) => (*item, 0, 1, false),
            Key::Slot(_) | Key::Own(_) => return String::new(),
        };
        let mut out = String::new();
        if item > 0 {
            out.push_str(&format!(" [事項{}]", item + 1));
        }
        if several && row > 0 {
            out.push_str(&format!(" [{row}]"));
        }
        if turn > 1 {
            out.push_str(&format!(" ({turn})"));
        }
        out
    }
}

/// Whether two columns are both numbers or both texts, and never filled in one instance.
fn apart(a: &Column, b: &Column) -> bool {
    let (mut left, mut right) = (a.instances.iter().peekable(), b.instances.iter().peekable());
    while let (Some(x), Some(y)) = (left.peek(), right.peek()) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => drop(left.next()),
            std::cmp::Ordering::Greater => drop(right.next()),
            std::cmp::Ordering::Equal => return false,
        }
    }
    (a.numbers > 0) == (b.numbers > 0) && (a.texts > 0) == (b.texts > 0)
}

fn join(into: &mut Column, other: Column) {
    into.content.extend(other.content);
    into.slots.extend(other.slots);
    into.units.extend(other.units);
    into.filled += other.filled;
    into.instances.extend(other.instances);
    into.instances.sort_unstable();
}
