//! Small inputs that came out wrong (`fixtures/cases`), each with the right values, and variants of them in other containers and words.

mod marks;
mod numbers;
mod pages;
mod ratings;
mod sheets;
mod tables;
mod words;

use crate::product::{product, product_of, root};
use serde_json::Value;

/// An input of `fixtures/cases`, read.
fn case(name: &str) -> Value {
    product(&root().join("fixtures/cases").join(name))
}

/// Separated values, read.
fn csv(text: &str) -> Value {
    product_of("variant.csv", text.as_bytes().to_vec())
}

/// A text with tables of tabs, read; `|` stands for a tab.
fn tabs(text: &str) -> Value {
    product_of("variant.txt", text.replace('|', "\t").into_bytes())
}

/// Markdown, read.
fn markdown(text: &str) -> Value {
    product_of("variant.md", text.as_bytes().to_vec())
}

/// A page with one table of these rows, read; `|` parts the cells, and the first row is its head.
fn page(table: &str) -> Value {
    let mut rows = table.lines();
    let cells = |line: &str, tag: &str| line.split('|').map(|cell| format!("<{tag}>{cell}</{tag}>")).collect::<String>();
    let head = rows.next().map(|line| cells(line, "th")).unwrap_or_default();
    let body: String = rows.map(|line| format!("<tr>{}</tr>", cells(line, "td"))).collect();
    product_of("variant.html", format!("<!DOCTYPE html><html><body><table><tr>{head}</tr>{body}</table></body></html>").into_bytes())
}

/// The same table as separated values, as tabs, as Markdown and as a page; `|` parts the cells.
fn everywhere(table: &str) -> [(&'static str, Value); 4] {
    let stroked = |line: &str| format!("|{line}|");
    let mut lines: Vec<String> = table.lines().map(stroked).collect();
    let rule = lines[0].split('|').skip(2).map(|_| "|---").collect::<String>();
    lines.insert(1, format!("{rule}|"));
    let quoted = table.lines().map(|line| line.split('|').map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(",")).collect::<Vec<_>>().join("\n");
    [("csv", csv(&quoted)), ("tabs", tabs(&format!("事業一覧\n\n{table}\n"))), ("markdown", markdown(&format!("{}\n", lines.join("\n")))), ("page", page(table))]
}

fn rows<'a>(dataset: &'a Value, table: &str) -> Vec<&'a Value> {
    dataset[table].as_array().into_iter().flatten().collect()
}

fn text<'a>(row: &'a Value, field: &str) -> &'a str {
    row[field].as_str().unwrap_or("")
}

/// A field of the row that another row names.
fn named(dataset: &Value, table: &str, id: &str, wanted: &Value, field: &str) -> String {
    rows(dataset, table).into_iter().find(|row| row[id] == *wanted && !wanted.is_null()).map_or(String::new(), |row| text(row, field).to_owned())
}

fn item(dataset: &Value, row: &Value) -> String {
    named(dataset, "items", "item_id", &row["item_id"], "title")
}

/// Targets or results: item, indicator, value and unit.
fn measured(dataset: &Value, table: &str) -> Vec<String> {
    let told = |row: &&Value| {
        let indicator = named(dataset, "indicators", "indicator_id", &row["indicator_id"], "name");
        format!("{} {indicator} {} {}", item(dataset, row), row["value"], text(row, "unit"))
    };
    rows(dataset, table).iter().map(told).collect()
}

/// Targets or results: the value, its unit and status, and the years.
fn dated(dataset: &Value, table: &str) -> Vec<String> {
    rows(dataset, table).iter().map(|row| format!("{} {}{} {}", row["value"], text(row, "unit"), text(row, "value_status"), row["period"]["fiscal_years"])).collect()
}

/// Ratings: item and code.
fn rated(dataset: &Value) -> Vec<String> {
    rows(dataset, "ratings").iter().map(|row| format!("{} {}", item(dataset, row), text(row, "code"))).collect()
}

/// Items: number, title and offices.
fn listed(dataset: &Value) -> Vec<String> {
    let offices = |row: &Value| row["departments"].as_array().into_iter().flatten().map(|office| text(office, "name").to_owned()).collect::<Vec<_>>().join("+");
    rows(dataset, "items").iter().map(|row| format!("{} {} {}", text(row, "label"), text(row, "title"), offices(row)).trim().to_owned()).collect()
}

/// Residue of one reason.
fn left(dataset: &Value, reason: &str) -> Vec<String> {
    rows(dataset, "residue").iter().filter(|row| row["reason"] == reason).map(|row| text(row, "text").to_owned()).collect()
}

/// How often a diagnostic of this code was given.
fn said(dataset: &Value, code: &str) -> usize {
    // What is said in the same words is one row with its count: `… (3 times, first here)`.
    let times = |row: &&Value| text(row, "message").rsplit_once(" (").and_then(|(_, end)| end.split_once(" times")?.0.parse().ok()).unwrap_or(1);
    rows(dataset, "diagnostics").iter().filter(|row| row["code"] == code).map(times).sum()
}
