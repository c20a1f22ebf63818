//! Place (位置): where in its form a record stands. Its printed labels say it; where a sheet has several rows under the same labels, each
//! with a name of its own (指標), the row's number says the rest.

use crate::tables::bundle::Bundle;
use crate::tables::record::{Basis, Indicator, Place as Source};
use serde_json::Number;
use std::collections::{BTreeMap, HashMap, HashSet};

/// What is the same in all instances for one column.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// Printed labels, outermost first.
    pub path: Vec<String>,
    /// 0 for the item that the instance is about, 1, 2 … for others in it.
    pub item: usize,
    /// 1, 2 … among the rows with names of their own; 0 for a row that has none.
    pub row: usize,
    /// Text, where numbers stand in the same place of other sheets: they are columns of their own.
    pub prose: bool,
    /// 1, 2 … among what stands in the same place.
    pub turn: usize,
}

/// A record, whichever table it is of.
pub struct Entry<'a> {
    /// Its table.
    pub content: &'static str,
    /// Its labels.
    pub header: &'a [String],
    /// Its item.
    pub item_id: &'a str,
    /// Its slot.
    pub slot_id: Option<&'a str>,
    /// Its indicator.
    pub indicator: Option<&'a Indicator>,
    /// As printed.
    pub text: &'a str,
    /// Its number, where it is one of a quantity.
    pub value: Option<&'a Number>,
    /// Whether it stands for a number that is not there.
    pub hole: bool,
    /// Unit of the number.
    pub unit: Option<&'a str>,
    /// What it is about, where that tells its column from others: subject of a rating; indicator and time of a number.
    pub about: Option<String>,
    /// Where it stands.
    pub source: &'a Source,
    /// How it was decided.
    pub basis: &'a Basis,
}

impl<'a> Entry<'a> {
    /// Its indicator, where that has a name of its own and not that of a printed label.
    pub fn own(&self) -> Option<&'a Indicator> {
        self.indicator.filter(|indicator| {
            let name = folded(&indicator.name);
            !self.header.iter().any(|label| folded(label) == name)
        })
    }
}

/// What one row is made of.
pub struct Instance {
    /// The item it is about.
    pub main: Option<usize>,
    /// Numbers of its items, the main one first, then those that have records.
    pub items: Vec<usize>,
    /// For each of them, which it is: 0 for the main one; what is named again, as on a second page, is the same.
    pub order: Vec<usize>,
}

impl Instance {
    fn new(bundle: &Bundle, main: Option<usize>, items: Vec<usize>, named_again: bool) -> Instance {
        let mut order: Vec<usize> = vec![];
        for (at, index) in items.iter().enumerate() {
            let item = &bundle.items[*index];
            let again = |before: &usize| {
                let other = &bundle.items[*before];
                named_again && item.title.is_some() && item.title == other.title && (item.label == other.label || item.label.is_none() || other.label.is_none())
            };
            let first = items[..at].iter().position(again).map(|first| order[first]);
            order.push(first.unwrap_or_else(|| order.iter().max().map_or(0, |last| last + 1)));
        }
        Instance { main, items, order }
    }
}

/// The instances in a document: a sheet is one; of other forms each outermost item with its parts.
pub fn instances(bundle: &Bundle, kind: &str) -> Vec<Instance> {
    let busy: HashSet<&str> = (bundle.targets.iter().chain(&bundle.results).map(|row| row.item_id.as_str()))
        .chain(bundle.ratings.iter().map(|row| row.item_id.as_str()))
        .chain(bundle.notes.iter().map(|row| row.item_id.as_str()))
        .collect();
    let at: HashMap<&str, usize> = bundle.items.iter().enumerate().map(|(index, item)| (item.item_id.as_str(), index)).collect();
    let root = |mut index: usize| {
        for _ in 0..bundle.items.len() {
            match bundle.items[index].parent_item_id.as_deref().and_then(|parent| at.get(parent)) {
                Some(parent) => index = *parent,
                None => break,
            }
        }
        index
    };
    let is_busy = |index: &usize| busy.contains(bundle.items[*index].item_id.as_str());
    let all = 0..bundle.items.len();
    if kind == "sheet" {
        let main =
            all.clone().find(|index| is_busy(index) && root(*index) == *index).or_else(|| all.clone().find(is_busy)).or(if bundle.items.is_empty() { None } else { Some(0) });
        let others = all.filter(|index| is_busy(index) && Some(*index) != main);
        return vec![Instance::new(bundle, main, main.into_iter().chain(others).collect(), true)];
    }
    let mut out: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for index in all.filter(is_busy) {
        let root = root(index);
        let items = out.entry(root).or_insert_with(|| vec![root]);
        if index != root {
            items.push(index);
        }
    }
    out.into_iter().map(|(root, items)| Instance::new(bundle, Some(root), items, false)).collect()
}

/// The records of an instance, in the order in which they stand.
pub fn entries<'a>(bundle: &'a Bundle, instance: &Instance) -> Vec<Entry<'a>> {
    let indicators: HashMap<&str, &Indicator> = bundle.indicators.iter().map(|indicator| (indicator.indicator_id.as_str(), indicator)).collect();
    let of = |id: Option<&'a str>| id.and_then(|id| indicators.get(id)).copied();
    let ours: HashSet<&str> = instance.items.iter().map(|index| bundle.items[*index].item_id.as_str()).collect();
    let mut out = vec![];
    for (content, rows) in [("targets", &bundle.targets), ("results", &bundle.results)] {
        out.extend(rows.iter().map(|row| {
            let indicator = of(row.indicator_id.as_deref());
            let time = row.period.as_ref().map(|period| &period.fiscal_years);
            Entry {
                content,
                header: &row.header,
                item_id: &row.item_id,
                slot_id: row.slot_id.as_deref(),
                indicator,
                text: &row.text,
                value: row.value.as_ref(),
                hole: row.value.is_none() && (row.value_status.is_some() || row.text.is_empty()),
                unit: row.unit.as_deref(),
                about: indicator.map(|indicator| format!("{content} {} {time:?} {}", folded(&indicator.name), row.baseline)),
                source: &row.source,
                basis: &row.basis,
            }
        }));
    }
    out.extend(bundle.ratings.iter().map(|row| Entry {
        content: "ratings",
        header: &row.header,
        item_id: &row.item_id,
        slot_id: row.slot_id.as_deref(),
        indicator: of(row.indicator_id.as_deref()),
        text: &row.raw,
        value: row.value.as_ref().filter(|_| row.kind == "achievement"),
        hole: row.raw.is_empty(),
        unit: None,
        about: Some(format!("rating {}", folded(&row.subject))).filter(|_| row.indicator_id.is_none() && row.kind != "achievement"),
        source: &row.source,
        basis: &row.basis,
    }));
    out.extend(bundle.notes.iter().map(|row| Entry {
        content: "notes",
        header: &row.header,
        item_id: &row.item_id,
        slot_id: row.slot_id.as_deref(),
        indicator: None,
        text: &row.text,
        value: None,
        hole: false,
        unit: None,
        about: None,
        source: &row.source,
        basis: &row.basis,
    }));
    out.retain(|entry| ours.contains(entry.item_id));
    out.sort_by_key(|entry| entry.source.start);
    out
}

/// A label without what layout does to it.
pub fn folded(label: &str) -> String {
    label.chars().filter(|character| character.is_alphanumeric()).collect()
}

/// Paths go together if they share one row of so many that the rarer of them has.
const SHARE: usize = 5;

/// Labels under which rows have names of their own, and which of them go together: those that speak of the same rows.
#[derive(Default)]
pub struct Families {
    /// For each path: how many of its records have an indicator with a name of its own.
    named: BTreeMap<Vec<String>, usize>,
    /// Paths that speak of one row, and in how many rows they do.
    together: BTreeMap<(Vec<String>, Vec<String>), usize>,
}

impl Families {
    /// Looks at an instance.
    pub fn see(&mut self, bundle: &Bundle, instance: &Instance) {
        let mut rows: HashMap<(&str, u64), &[String]> = HashMap::new();
        for entry in entries(bundle, instance) {
            let Some(indicator) = entry.own() else { continue };
            match self.named.get_mut(entry.header) {
                Some(count) => *count += 1,
                None => drop(self.named.insert(entry.header.to_vec(), 1)),
            }
            let first = rows.entry((entry.item_id, indicator.source.start)).or_insert(entry.header);
            if *first != entry.header {
                *self.together.entry((first.to_vec(), entry.header.to_vec())).or_default() += 1;
            }
        }
    }

    /// The family of each path that has one.
    pub fn settle(self) -> HashMap<Vec<String>, usize> {
        let paths: Vec<&Vec<String>> = self.named.iter().filter(|(_, own)| **own > 0).map(|(path, _)| path).collect();
        let at: HashMap<&Vec<String>, usize> = paths.iter().enumerate().map(|(index, path)| (*path, index)).collect();
        let mut root: Vec<usize> = (0..paths.len()).collect();
        fn find(root: &mut [usize], mut at: usize) -> usize {
            while root[at] != at {
                root[at] = root[root[at]];
                at = root[at];
            }
            at
        }
        for ((a, b), count) in &self.together {
            let least = self.named[a].min(self.named[b]);
            // A few sheets in which a row was read for another do not make one family of two.
            if let (Some(a), Some(b), true) = (at.get(a), at.get(b), count * SHARE >= least) {
                let (a, b) = (find(&mut root, *a), find(&mut root, *b));
                let (low, high) = (a.min(b), a.max(b));
                root[high] = low;
            }
        }
        paths.iter().enumerate().map(|(index, path)| ((*path).clone(), find(&mut root, index))).collect()
    }
}

/// A turn and the cell (table, row, column) that it stands in.
type Turn = (usize, Option<(u64, u64, u64)>);

/// Where each record of an instance stands; what stands in one cell and is text is one entry's continuation, with the same place.
pub fn places<'a>(bundle: &'a Bundle, instance: &Instance, families: &HashMap<Vec<String>, usize>) -> Vec<(Place, Entry<'a>)> {
    let order: HashMap<&str, usize> = instance.items.iter().zip(&instance.order).map(|(index, order)| (bundle.items[*index].item_id.as_str(), *order)).collect();
    let entries = entries(bundle, instance);
    let family = |entry: &Entry<'_>| entry.own().and_then(|_| families.get(entry.header)).copied();
    // Rows of each family, in the order in which they stand.
    let mut rows: HashMap<(usize, &str), Vec<u64>> = HashMap::new();
    for entry in &entries {
        if let (Some(family), Some(indicator)) = (family(entry), entry.indicator) {
            rows.entry((family, entry.item_id)).or_default().push(indicator.source.start);
        }
    }
    for places in rows.values_mut() {
        places.sort_unstable();
        places.dedup();
    }
    // The last turn of each place, and its cell.
    let mut turns: HashMap<(&[String], usize, usize, bool), Turn> = HashMap::new();
    let mut out = vec![];
    for entry in entries {
        let item = order.get(entry.item_id).copied().unwrap_or_default();
        let row = match (family(&entry), entry.indicator) {
            (Some(family), Some(indicator)) => rows[&(family, entry.item_id)].iter().position(|start| *start == indicator.source.start).map_or(0, |at| at + 1),
            _ => 0,
        };
        let cell = match (entry.source.table, entry.source.row, entry.source.column) {
            (Some(table), Some(row), Some(column)) => Some((table, row, column)),
            _ => None,
        };
        let prose = entry.value.is_none() && !entry.hole;
        let turn = match turns.get_mut(&(entry.header, item, row, prose)) {
            // Text of one cell, or of no cell, goes on where it stood.
            Some((turn, before)) if prose && *before == cell => *turn,
            Some(last) => {
                *last = (last.0 + 1, cell);
                last.0
            }
            None => {
                turns.insert((entry.header, item, row, prose), (1, cell));
                1
            }
        };
        out.push((Place { path: entry.header.to_vec(), item, row, prose, turn }, entry));
    }
    out
}
