//! Difference (差分): two datasets, record by record. A record is known again by the place it was read from, not by its number.

use crate::error::Error;
use crate::review::store::{Lines, Store};
use crate::tables::catalog::key_field;
use crate::tables::dataset::ARRAYS;
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Some of its fields are others.
    Changed,
    /// What stands at its place is told in another table.
    Moved,
    /// Only the second dataset has it.
    Added,
    /// Only the first dataset has it.
    Removed,
}

/// A field of a record before and after.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FieldChange {
    /// Its path: `basis.by`.
    pub field: String,
    /// Before.
    pub before: Value,
    /// After.
    pub after: Value,
}

/// A record that is not the same.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RecordChange {
    /// Its document; null for forms and slots.
    pub document_id: Option<String>,
    /// Path of the document.
    pub path: Option<String>,
    /// Its table in the first dataset, or in the second for an added one.
    pub table: &'static str,
    /// Its table in the second dataset, if it moved.
    pub to_table: Option<&'static str>,
    /// What became of it.
    pub change: Change,
    /// Its id before.
    pub id_before: Option<String>,
    /// Its id after.
    pub id_after: Option<String>,
    /// Line of the source.
    pub line: Option<u64>,
    /// What it says, in short.
    pub about: String,
    /// What is different.
    pub fields: Vec<FieldChange>,
}

/// Records of a table, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// In the first dataset.
    pub before: usize,
    /// In the second.
    pub after: usize,
    /// In both, and the same.
    pub same: usize,
    /// In both, with other fields.
    pub changed: usize,
    /// Now in another table.
    pub moved: usize,
    /// Only in the second.
    pub added: usize,
    /// Only in the first.
    pub removed: usize,
}

/// All that is different.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Difference {
    /// Each table.
    pub tables: BTreeMap<&'static str, Count>,
    /// Each record.
    pub changes: Vec<RecordChange>,
}

/// A record in one of the datasets: its fields with names for references, and what it is known by.
struct Known {
    row: Value,
    id: Option<String>,
    key: String,
}

/// Compares two datasets.
///
/// # Errors
/// [`Error::Invalid`] if a line is no JSON.
pub fn difference(before: &Store, after: &Store) -> Result<Difference, Error> {
    let mut out = Difference::default();
    let none = Lines::default();
    for lines in &before.documents {
        document(Some(&lines.id), before, lines, after, after.document(&lines.id).unwrap_or(&none), &mut out)?;
    }
    for lines in after.documents.iter().filter(|lines| before.document(&lines.id).is_none()) {
        document(Some(&lines.id), before, &none, after, lines, &mut out)?;
    }
    document(None, before, &before.shared, after, &after.shared, &mut out)?;
    Ok(out)
}

fn document(id: Option<&str>, store_a: &Store, a: &Lines, store_b: &Store, b: &Lines, out: &mut Difference) -> Result<(), Error> {
    let mut left: [Vec<(&'static str, Known)>; 2] = [vec![], vec![]];
    let names = [names(store_a, a)?, names(store_b, b)?];
    let path = [(store_b, b), (store_a, a)].into_iter().find_map(|(store, lines)| store.rows::<Value>(lines, "documents").ok()?.first()?["path"].as_str().map(str::to_owned));
    for table in ARRAYS {
        let count = out.tables.entry(table).or_default();
        count.before += a.lines(table).len();
        count.after += b.lines(table).len();
        // What is the same line is the same record.
        let mut equal: HashMap<&str, usize> = HashMap::new();
        for line in a.lines(table) {
            *equal.entry(line).or_default() += 1;
        }
        let others: Vec<&str> = b.lines(table).iter().map(|line| &**line).filter(|line| !take(&mut equal, line)).collect();
        count.same += b.lines(table).len() - others.len();
        let own: Vec<&str> = a.lines(table).iter().map(|line| &**line).filter(|line| take(&mut equal, line)).collect();
        let mut by_key: HashMap<String, Vec<Known>> = HashMap::new();
        for line in others.iter().rev() {
            let known = known(store_b, table, line, &names[1])?;
            by_key.entry(known.key.clone()).or_default().push(known);
        }
        for line in own {
            let first = known(store_a, table, line, &names[0])?;
            let Some(second) = by_key.get_mut(&first.key).and_then(Vec::pop) else {
                left[0].push((table, first));
                continue;
            };
            let fields = fields(&first.row, &second.row);
            if fields.is_empty() {
                count.same += 1;
                continue;
            }
            count.changed += 1;
            out.changes.push(change(id, &path, (table, None), Change::Changed, Some(&first), Some(&second), fields));
        }
        let mut rest: Vec<Known> = by_key.into_values().flatten().collect();
        rest.sort_by(|x, y| place(&x.row).cmp(&place(&y.row)).then_with(|| x.key.cmp(&y.key)));
        left[1].extend(rest.into_iter().map(|known| (table, known)));
    }
    let [removed, mut added] = left;
    for (table, first) in removed {
        // The same place, told in another table.
        let at = place(&first.row).filter(|_| key_field(table).is_some());
        let moved = at.and_then(|at| added.iter().position(|(other, second)| key_field(other).is_some() && *other != table && place(&second.row) == Some(at)));
        if let Some((to, second)) = moved.map(|moved| added.remove(moved)) {
            out.tables.entry(table).or_default().moved += 1;
            out.changes.push(change(id, &path, (table, Some(to)), Change::Moved, Some(&first), Some(&second), vec![]));
        } else {
            out.tables.entry(table).or_default().removed += 1;
            out.changes.push(change(id, &path, (table, None), Change::Removed, Some(&first), None, vec![]));
        }
    }
    for (table, second) in added {
        out.tables.entry(table).or_default().added += 1;
        out.changes.push(change(id, &path, (table, None), Change::Added, None, Some(&second), vec![]));
    }
    Ok(())
}

/// Takes one of the equal lines, if one is left.
fn take(equal: &mut HashMap<&str, usize>, line: &str) -> bool {
    equal.get_mut(line).filter(|left| **left > 0).map(|left| *left -= 1).is_some()
}

fn change(
    id: Option<&str>,
    path: &Option<String>,
    (table, to_table): (&'static str, Option<&'static str>),
    change: Change,
    first: Option<&Known>,
    second: Option<&Known>,
    fields: Vec<FieldChange>,
) -> RecordChange {
    let row = first.or(second).map(|known| &known.row);
    RecordChange {
        document_id: id.map(str::to_owned),
        path: path.clone(),
        table,
        to_table,
        change,
        id_before: first.and_then(|known| known.id.clone()),
        id_after: second.and_then(|known| known.id.clone()),
        line: row.and_then(|row| row["source"]["line"].as_u64()),
        about: row.map(about).unwrap_or_default(),
        fields,
    }
}

/// What a record says, in short: its innermost header and its words.
pub fn about(row: &Value) -> String {
    let text = |field: &str| row[field].as_str().filter(|text| !text.is_empty()).map(str::to_owned);
    let words = ["text", "raw", "title", "name", "message", "after", "path"].into_iter().find_map(text).unwrap_or_default();
    let last = |field: &str| row[field].as_array().and_then(|list| list.last()).and_then(Value::as_str).unwrap_or_default().to_owned();
    let header = if row["header"].is_array() { last("header") } else { last("path") };
    let words = words.replace('\n', " ");
    if header.is_empty() { words } else { format!("{header}: {words}") }
}

/// Names of items, indicators and scales of a document by their ids: numbers may shift, names stay.
fn names(store: &Store, lines: &Lines) -> Result<HashMap<String, Value>, Error> {
    let mut out = HashMap::new();
    for (table, id, name) in [("items", "item_id", "title"), ("indicators", "indicator_id", "name"), ("rating_scales", "scale_id", "members")] {
        for row in store.rows::<Value>(lines, table)? {
            if let Some(id) = row[id].as_str() {
                out.insert(id.to_owned(), row[name].clone());
            }
        }
    }
    Ok(out)
}

fn known(store: &Store, table: &'static str, line: &str, names: &HashMap<String, Value>) -> Result<Known, Error> {
    let mut row: Value = store.parse(table, line)?;
    let mut id = None;
    if let Some(fields) = row.as_object_mut() {
        let own = key_field(table).unwrap_or_default();
        let shifting = !matches!(table, "documents" | "forms" | "slots");
        id = fields.get(own).and_then(Value::as_str).map(str::to_owned);
        if shifting {
            fields.shift_remove(own);
            // Numbers of records may shift from one reading to the next.
            fields.shift_remove("same_as");
        }
        for reference in ["item_id", "parent_item_id", "indicator_id", "scale_id"] {
            let Some(name) = fields.get(reference).and_then(Value::as_str).map(|id| names.get(id).cloned().unwrap_or(Value::Null)) else { continue };
            fields.shift_remove(reference);
            fields.insert(reference.trim_end_matches("_id").to_owned(), name);
        }
    }
    let key = match table {
        "documents" | "forms" | "slots" => id.clone().unwrap_or_default(),
        "rating_scales" => {
            format!("{} {} {}", row["kind"], row["slot_id"], row["members"].as_array().map_or(Value::Null, |members| members.iter().map(|member| member["code"].clone()).collect()))
        }
        "diagnostics" => format!("{} {} {:?}", row["code"], row["message"], place(&row)),
        "residue" => format!("{:?} {}", place(&row), row["text"]),
        _ => format!("{:?} {}", place(&row), row["labels"]),
    };
    Ok(Known { row, id, key })
}

/// Where a record stands.
fn place(row: &Value) -> Option<(u64, u64)> {
    Some((row["source"]["start"].as_u64()?, row["source"]["end"].as_u64()?))
}

/// The fields that differ; fields of structs each by its path.
fn fields(before: &Value, after: &Value) -> Vec<FieldChange> {
    let mut out = vec![];
    walk("", before, after, &mut out);
    out
}

fn walk(path: &str, before: &Value, after: &Value, out: &mut Vec<FieldChange>) {
    if before == after {
        return;
    }
    let (Some(first), Some(second)) = (before.as_object(), after.as_object()) else {
        return out.push(FieldChange { field: path.to_owned(), before: before.clone(), after: after.clone() });
    };
    let more = second.keys().filter(|name| !first.contains_key(*name));
    for name in first.keys().chain(more) {
        let inner = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        walk(&inner, &before[name], &after[name], out);
    }
}
