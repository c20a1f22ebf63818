//! Record (記録): a row of any table as the page of its document shows it.

use crate::error::Error;
use crate::review::store::{Lines, Store};
use crate::tables::catalog::key_field;
use serde_json::Value;
use std::collections::HashMap;

/// Tables in the order in which a page lists them.
pub const TABLES: [&str; 9] = ["items", "indicators", "targets", "results", "ratings", "notes", "diagnostics", "repairs", "residue"];

/// Below it a person should look.
pub const DOUBTFUL: f64 = 0.7;

/// A row of any table.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its table.
    pub table: &'static str,
    /// Its id, if it has one.
    pub id: String,
    /// Innermost printed header, kind or code.
    pub head: String,
    /// What it says.
    pub words: String,
    /// Item, indicator, time, value: what else it says.
    pub more: Vec<String>,
    /// How sure.
    pub confidence: Option<f64>,
    /// Who decided.
    pub by: Option<String>,
    /// Its slot.
    pub slot: Option<String>,
    /// A diagnostic that says that something is doubtful or lost.
    pub failed: bool,
    /// Its bytes, first its own, then those of its other parts.
    pub spans: Vec<(u64, u64)>,
    /// Line of the source.
    pub line: Option<u64>,
    /// Block, table, row and column of each span, for a page without the source.
    pub cells: Vec<[Option<u64>; 4]>,
}

impl Record {
    /// How early a page lists it: failed checks, then what is least sure, then the rest, residue last.
    pub fn urgency(&self) -> (u8, u32) {
        match (self.failed, self.confidence) {
            (true, _) => (0, 0),
            (_, Some(confidence)) => (1, (confidence * 1000.0) as u32),
            _ if self.table == "repairs" => (2, 0),
            _ if self.table == "residue" => (4, 0),
            _ => (3, 0),
        }
    }

    /// Below the mark.
    pub fn is_doubtful(&self) -> bool {
        self.confidence.is_some_and(|confidence| confidence < DOUBTFUL)
    }
}

/// All records of a document in their order.
///
/// # Errors
/// [`Error::Invalid`] if a line of the dataset is no JSON.
pub fn records(store: &Store, lines: &Lines) -> Result<Vec<Record>, Error> {
    let mut names: HashMap<String, String> = HashMap::new();
    for (table, id, name) in [("items", "item_id", "title"), ("indicators", "indicator_id", "name")] {
        for row in store.rows::<Value>(lines, table)? {
            if let (Some(id), Some(name)) = (row[id].as_str(), row[name].as_str()) {
                names.insert(id.to_owned(), name.to_owned());
            }
        }
    }
    let mut out = vec![];
    for table in TABLES {
        out.extend(store.rows::<Value>(lines, table)?.iter().map(|row| record(table, row, &names)));
    }
    Ok(out)
}

fn record(table: &'static str, row: &Value, names: &HashMap<String, String>) -> Record {
    let text = |field: &str| row[field].as_str().unwrap_or_default().to_owned();
    let last = |field: &str| row[field].as_array().and_then(|list| list.last()).and_then(Value::as_str).unwrap_or_default().to_owned();
    let name = |field: &str| row[field].as_str().and_then(|id| names.get(id)).cloned().unwrap_or_default();
    let (head, words) = match table {
        "items" => (text("label"), text("title")),
        "indicators" => (text("level"), text("name")),
        "ratings" => (text("subject"), text("raw")),
        "repairs" => (text("kind"), format!("{} → {}", text("before"), text("after"))),
        "residue" => (text("reason"), text("text")),
        "diagnostics" => (text("code"), text("message")),
        _ => (last("header"), text("text")),
    };
    let mut more = vec![name("item_id"), name("indicator_id")];
    more.push(row["period"]["raw"].as_str().unwrap_or_default().to_owned());
    if !row["value"].is_null() {
        more.push(format!("{} {}", row["value"], text("unit")).trim_end().to_owned());
    } else if table == "indicators" {
        more.push(text("unit"));
    }
    for field in ["value_status", "kind", "comment"] {
        if table != "repairs" {
            more.push(text(field));
        }
    }
    for field in ["path", "departments"] {
        more.extend(row[field].as_array().into_iter().flatten().filter_map(|entry| entry.as_str().or_else(|| entry["name"].as_str())).map(str::to_owned));
    }
    more.retain(|part| !part.is_empty());
    let sources = || std::iter::once(&row["source"]).chain(row["source"]["also"].as_array().into_iter().flatten()).filter(|source| source.is_object());
    let number = |source: &Value, field: &str| source[field].as_u64();
    Record {
        table,
        id: key_field(table).map(text).unwrap_or_default(),
        head,
        words,
        more,
        confidence: row["basis"]["confidence"].as_f64(),
        by: row["basis"]["by"].as_str().map(str::to_owned),
        slot: row["slot_id"].as_str().map(str::to_owned),
        failed: matches!(row["severity"].as_str(), Some("warning" | "loss")),
        spans: sources().filter_map(|source| Some((number(source, "start")?, number(source, "end")?))).collect(),
        line: number(&row["source"], "line"),
        cells: sources().map(|source| ["block", "table", "row", "column"].map(|field| number(source, field))).collect(),
    }
}

/// Finds the records whose bytes meet a stretch.
pub struct Spans {
    /// Start, end, record; by start.
    spans: Vec<(u64, u64, usize)>,
    /// The farthest end of all spans up to each.
    reach: Vec<u64>,
}

impl Spans {
    /// Of records.
    pub fn of(records: &[Record]) -> Spans {
        let mut spans: Vec<(u64, u64, usize)> =
            records.iter().enumerate().flat_map(|(at, record)| record.spans.iter().filter(|(start, end)| start < end).map(move |(start, end)| (*start, *end, at))).collect();
        spans.sort_unstable();
        let mut far = 0;
        let reach = spans
            .iter()
            .map(|(_, end, _)| {
                far = far.max(*end);
                far
            })
            .collect();
        Spans { spans, reach }
    }

    /// The records that meet a stretch, in their order.
    pub fn within(&self, start: u64, end: u64) -> Vec<usize> {
        let mut at = self.spans.partition_point(|span| span.0 < end);
        let mut out = vec![];
        while at > 0 && self.reach[at - 1] > start {
            at -= 1;
            if self.spans[at].1 > start {
                out.push(self.spans[at].2);
            }
        }
        out.sort_unstable();
        out.dedup();
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(spans: &[(u64, u64)]) -> Record {
        let row = serde_json::json!({"source": {"start": 0, "end": 0}});
        Record { spans: spans.to_vec(), ..record("notes", &row, &HashMap::new()) }
    }

    #[test]
    fn a_stretch_finds_the_records_it_meets() {
        let spans = Spans::of(&[of(&[(0, 100)]), of(&[(10, 20), (50, 60)]), of(&[(20, 30)]), of(&[(5, 5)])]);
        assert_eq!(spans.within(10, 20), [0, 1]);
        assert_eq!(spans.within(15, 25), [0, 1, 2]);
        assert_eq!(spans.within(60, 99), [0]);
        assert_eq!(spans.within(100, 200), [0; 0]);
    }

    #[test]
    fn failed_checks_and_doubts_come_first() {
        let mut all = [of(&[]), of(&[]), of(&[]), of(&[])];
        (all[0].table, all[1].confidence, all[2].confidence, all[3].failed) = ("residue", Some(0.9), Some(0.3), true);
        let mut order = [0, 1, 2, 3];
        order.sort_by_key(|at| all[*at].urgency());
        assert_eq!(order, [3, 2, 1, 0]);
    }
}
