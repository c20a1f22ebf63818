//! The tables of the forms of real sheets, against facts that an independent reading of those sheets found: each fact that a record says
//! exactly stands in the cell where it belongs. The sheets stand outside this project; where they are not, the test says so.

use assert_cmd::Command;
use hyotei::tables::dataset::ARRAYS;
use serde_json::Value;
use std::collections::HashMap;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

fn key(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace() && !"・,、。()[]（）「」【】-－‐―~〜～:：/".contains(*c)).collect()
}

fn holds(one: &str, other: &str) -> bool {
    let (one, other) = (key(one), key(other));
    !one.is_empty() && !other.is_empty() && (one.contains(&other) || other.contains(&one))
}

fn text<'a>(row: &'a Value, name: &str) -> &'a str {
    row[name].as_str().unwrap_or_default()
}

fn lines(folder: &Path, name: &str) -> Vec<Value> {
    let all = std::fs::read_to_string(folder.join(format!("{name}.ndjson"))).unwrap_or_else(|error| panic!("{name}: {error}"));
    all.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// The tables of a folder, and each row of a form with the columns of its table.
struct Tables {
    records: HashMap<String, Vec<(&'static str, Value)>>,
    rows: HashMap<String, Value>,
    columns: HashMap<String, Vec<Value>>,
    indicators: HashMap<String, String>,
    titles: HashMap<String, String>,
    forms: HashMap<String, String>,
}

impl Tables {
    fn read(folder: &Path) -> Tables {
        let mut out = Tables { records: HashMap::new(), rows: HashMap::new(), columns: HashMap::new(), indicators: HashMap::new(), titles: HashMap::new(), forms: HashMap::new() };
        for array in ARRAYS.iter().filter(|array| ["targets", "results", "ratings"].contains(*array)) {
            for row in lines(folder, array) {
                out.records.entry(text(&row, "document_id").to_owned()).or_default().push((array, row));
            }
        }
        out.indicators = lines(folder, "indicators").iter().map(|row| (text(row, "indicator_id").to_owned(), text(row, "name").to_owned())).collect();
        out.titles = lines(folder, "items").iter().map(|row| (text(row, "item_id").to_owned(), text(row, "title").to_owned())).collect();
        for column in lines(folder, "form_columns") {
            out.columns.entry(text(&column, "form_id").to_owned()).or_default().push(column);
        }
        for document in lines(folder, "documents") {
            out.forms.insert(text(&document, "document_id").to_owned(), text(&document, "form_id").to_owned());
        }
        for form in out.columns.keys() {
            out.rows.extend(lines(folder, &format!("form_{form}")).into_iter().map(|row| (text(&row, "document_id").to_owned(), row)));
        }
        out
    }

    /// A record that says a fact exactly.
    fn record(&self, document: &str, fact: &Value) -> Option<&(&'static str, Value)> {
        let title = |row: &Value| self.titles.get(text(row, "item_id")).is_some_and(|title| holds(title, text(fact, "item")));
        self.records.get(document)?.iter().find(|(array, row)| match text(fact, "t") {
            "rating" => *array == "ratings" && key(text(row, "raw")) == key(text(fact, "raw")) && holds(text(row, "subject"), text(fact, "subject")) && title(row),
            _ => {
                let year =
                    fact["year"].as_i64().is_none_or(|year| row["period"]["fiscal_years"].as_array().is_some_and(|years| years.iter().any(|told| told.as_i64() == Some(year))));
                let amount = fact["v"].as_f64().is_some_and(|printed| {
                    fact["scale"]
                        .as_array()
                        .into_iter()
                        .flatten()
                        .filter_map(Value::as_f64)
                        .any(|scale| row["value"].as_f64().is_some_and(|value| (value - printed * scale).abs() <= 1e-6 * (printed * scale).abs().max(1.0)))
                });
                let named = self.indicators.get(text(row, "indicator_id")).is_some_and(|name| text(fact, "ind").split('|').any(|told| holds(name, told)));
                year && amount && named && title(row) && fact["role"].as_str().is_none_or(|told| array.starts_with(told))
            }
        })
    }

    /// Whether a cell of the document's row holds what a record says, under its labels.
    fn is_in_its_cell(&self, document: &str, (array, record): &(&'static str, Value)) -> bool {
        let (Some(row), Some(columns)) = (self.rows.get(document), self.columns.get(&self.forms[document])) else { return false };
        let name = self.indicators.get(text(record, "indicator_id")).map(String::as_str).unwrap_or(text(record, "subject"));
        columns.iter().any(|column| {
            let heading = text(column, "column_name");
            let cell = &row[heading];
            let same = if *array == "ratings" { text(row, heading).contains(text(record, "raw")) } else { cell.is_number() && cell.as_f64() == record["value"].as_f64() };
            let path: Vec<&str> = text(column, "header_path").split(" > ").collect();
            let time = *array == "ratings" || record["period"].is_null() || path.iter().any(|label| holds(label, text(&record["period"], "raw")));
            // A row's own name stands in a column of names with the same number.
            let number = heading.rfind('[').map_or("", |at| &heading[at..]);
            let own = columns
                .iter()
                .any(|other| text(other, "content") == "indicators" && text(other, "column_name").ends_with(number) && key(text(row, text(other, "column_name"))) == key(name));
            same && time && text(column, "content").contains(array) && (path.iter().any(|label| holds(label, name)) || own)
        })
    }
}

#[test]
fn each_exact_fact_of_a_real_sheet_is_in_its_cell() {
    let real = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/real");
    let real = if real.is_dir() { real } else { Path::new("/work/shared/real").to_owned() };
    if !real.is_dir() {
        println!("no real sheets beside this project: nothing was compared");
        return;
    }
    // So many facts at least are compared.
    for (folder, city, least) in [("text", "ikeda", 4300), ("text", "kobe", 2500), ("xlsx", "kosai", 80), ("pdf", "ikeda", 100)] {
        let sheets = real.join(folder).join(city);
        if !sheets.is_dir() {
            println!("no {folder} of {city}");
            continue;
        }
        let out = tempfile::tempdir().expect("a folder");
        let name = out.path().to_str().expect("UTF-8");
        Command::cargo_bin("hyotei").expect("the binary builds").args(["extract", "-q", sheets.to_str().expect("UTF-8"), "-o", name, "--to", "ndjson"]).output().expect("it runs");
        let tables = Tables::read(out.path());
        let facts: Value = serde_json::from_slice(&std::fs::read(real.join("facts").join(format!("{city}.json"))).expect("facts")).expect("JSON");
        let (mut exact, mut placed, mut missed) = (0, 0, vec![]);
        for document in lines(out.path(), "documents") {
            let stem = Path::new(text(&document, "path")).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            let id = text(&document, "document_id");
            for fact in facts[&stem].as_array().into_iter().flatten() {
                let told = match text(fact, "t") {
                    "title" => tables.titles.iter().any(|(item, title)| item.starts_with(id) && key(title) == key(text(fact, "name"))).then(|| {
                        tables
                            .rows
                            .get(id)
                            .is_some_and(|row| row.as_object().into_iter().flatten().any(|(_, cell)| cell.as_str().is_some_and(|cell| key(cell) == key(text(fact, "name")))))
                    }),
                    "cost" | "val" | "rating" => tables.record(id, fact).map(|record| tables.is_in_its_cell(id, record)),
                    _ => None,
                };
                exact += usize::from(told.is_some());
                placed += usize::from(told == Some(true));
                if told == Some(false) {
                    missed.push(format!("{stem}: {fact}"));
                }
            }
        }
        println!("{folder} {city}: {placed} of {exact} facts said exactly stand in their cell");
        assert!(exact >= least, "{folder} {city}: {exact}");
        assert!(missed.is_empty(), "{} of {exact}: {:#?}", missed.len(), &missed[..missed.len().min(5)]);
    }
}
