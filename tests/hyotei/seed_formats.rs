//! The five seeds as a page, as Markdown, as separated values and as two sheets, in four encodings (`fixtures/make/seeds.py`), and as two documents of
//! Word (`fixtures/make/word.py`): every
//! one gives the records of the seed.

use crate::product::{product_of, root};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

const SEEDS: [&str; 5] = ["000_4d45a82e3f29414a", "001_1c07ef8cd5ea9620", "002_9f3e10c7832f9a78", "003_1d8c4c27c433e51d", "004_60d463c5be032d0a"];
const FORMATS: [&str; 17] = [
    "utf8.html",
    "cp932.html",
    "eucjp.html",
    "iso2022jp.html",
    "plain.html",
    "utf8.md",
    "cp932.md",
    "utf16.md",
    "eucjp.md",
    "utf8.csv",
    "cp932.csv",
    "utf16.csv",
    "eucjp.csv",
    "merged.xlsx",
    "houganshi.xlsx",
    "python.docx",
    "writer.docx",
];
const TABLES: [&str; 6] = ["items", "indicators", "targets", "results", "ratings", "notes"];

/// What an item says of itself.
fn item(row: &Value) -> String {
    let departments: Vec<&Value> = row["departments"].as_array().into_iter().flatten().map(|one| &one["name"]).collect();
    format!("{} {} {} {departments:?}", row["label"], row["title"], row["path"])
}

/// The records of each table, as what they say and of which item; ids and places are left out.
fn records(path: &Path, bytes: Vec<u8>) -> BTreeMap<&'static str, Vec<String>> {
    let dataset = product_of(&path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default(), bytes);
    let rows = |table: &str| dataset[table].as_array().into_iter().flatten();
    let items: BTreeMap<&str, String> = rows("items").filter_map(|row| Some((row["item_id"].as_str()?, item(row)))).collect();
    let indicators: BTreeMap<&str, &str> = rows("indicators").filter_map(|row| Some((row["indicator_id"].as_str()?, row["name"].as_str()?))).collect();
    let told = |table: &str, row: &Value| {
        if table == "items" {
            return item(row);
        }
        let about = row["item_id"].as_str().and_then(|id| items.get(id)).map_or("-", String::as_str);
        let measure = row["indicator_id"].as_str().filter(|_| table != "indicators").and_then(|id| indicators.get(id)).unwrap_or(&"-");
        let fields = ["labels", "name", "text", "raw", "comment", "value", "unit", "value_status", "level", "kind", "rank", "of", "code", "baseline"];
        let fields: Vec<String> = fields.iter().filter(|name| !row[**name].is_null()).map(|name| format!("{name}={}", row[*name])).collect();
        format!("{} years={} measure={measure} of {about}", fields.join(" "), row["period"]["fiscal_years"])
    };
    TABLES
        .iter()
        .map(|table| {
            let mut found: Vec<String> = rows(table).map(|row| told(table, row)).collect();
            found.sort_unstable();
            (*table, found)
        })
        .collect()
}

/// Records only in the first, records only in the second; both are sorted.
fn apart<'a>(wanted: &'a [String], found: &'a [String]) -> (Vec<&'a str>, Vec<&'a str>) {
    let mut rest: Vec<&str> = found.iter().map(String::as_str).collect();
    let mut missed = vec![];
    for one in wanted {
        match rest.iter().position(|other| other == one) {
            Some(at) => {
                rest.remove(at);
            }
            None => missed.push(one.as_str()),
        }
    }
    (missed, rest)
}

fn f1(wanted: usize, found: usize, missed: usize) -> f64 {
    if wanted + found == 0 { 1.0 } else { 2.0 * (wanted - missed) as f64 / (wanted + found) as f64 }
}

/// Compares one seed with its forms: nothing may be missing, nothing more.
fn compare(seed: &str) {
    let verbose = std::env::var_os("HYOTEI_VERBOSE").is_some();
    let fixtures = root().join("fixtures");
    let path = fixtures.join(format!("{seed}.txt"));
    let text = std::fs::read_to_string(&path).expect("the seed reads");
    let whole = records(&path, text.clone().into_bytes());
    // No Japanese encoding has 实: where there are no references a spreadsheet program saves a question mark.
    let lossy = records(&path, text.replace('实', "?").into_bytes());
    println!("{seed:<22}{}", TABLES.map(|table| format!("{table:>12} {:>3}", whole[table].len())).concat());
    let mut low = vec![];
    for format in FORMATS {
        let wanted = if ["cp932.csv", "eucjp.csv"].contains(&format) { &lossy } else { &whole };
        let folder = if format.ends_with("docx") { "word/seeds" } else { "formats/seeds" };
        let path = fixtures.join(folder).join(format!("{}_{format}", &seed[..3]));
        let found = records(&path, std::fs::read(&path).expect("the fixture reads"));
        let mut printed = format!("    {format:<18}");
        for table in TABLES {
            let (missed, extra) = apart(&wanted[table], &found[table]);
            let score = f1(wanted[table].len(), found[table].len(), missed.len());
            printed += &format!("{score:>16.3}");
            if !missed.is_empty() || !extra.is_empty() {
                low.push(format!("{format} {table} {score:.3}: missed {} of {}, extra {}", missed.len(), wanted[table].len(), extra.len()));
            }
            if verbose {
                missed.iter().for_each(|one| println!("{format} {table} missed {one}"));
                extra.iter().for_each(|one| println!("{format} {table} extra  {one}"));
            }
        }
        println!("{printed}");
    }
    assert!(low.is_empty(), "{seed}: {low:#?}; run with HYOTEI_VERBOSE=1 --nocapture");
}

#[test]
fn seed_000_says_the_same_in_every_form() {
    compare(SEEDS[0]);
}

#[test]
fn seed_001_says_the_same_in_every_form() {
    compare(SEEDS[1]);
}

#[test]
fn seed_002_says_the_same_in_every_form() {
    compare(SEEDS[2]);
}

#[test]
fn seed_003_says_the_same_in_every_form() {
    compare(SEEDS[3]);
}

#[test]
fn seed_004_says_the_same_in_every_form() {
    compare(SEEDS[4]);
}
