//! Our own cities: each form is read off its sheets, and no city falls below its floor (`fixtures/cities/floors.txt`). Facts come from
//! the makers' data, never from what was rendered. `benches/cities/score.py` tells more, fact by fact.

use crate::product::{LEXICON, root};
use hyotei::discover::discover;
use serde_json::Value;
use std::collections::HashMap;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

/// NFKC, no white space, no punctuation.
fn key(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace() && !"・,、。()[]（）「」【】-－‐―~〜～:：/".contains(*c)).flat_map(char::to_lowercase).collect()
}

fn holds(one: &str, other: &str) -> bool {
    let (one, other) = (key(one), key(other));
    !one.is_empty() && !other.is_empty() && (one.contains(&other) || other.contains(&one))
}

/// The dataset of a folder read as one batch.
fn batch(folder: &Path) -> Value {
    let found = discover(&[folder.to_owned()]).expect("sheets");
    let parts = hyotei::pipeline::batch(&found, &LEXICON, None, |_| {});
    serde_json::from_slice(&hyotei::emit::write::json(&parts)).expect("JSON")
}

struct Sheet<'a> {
    titles: HashMap<&'a str, &'a str>,
    indicators: HashMap<&'a str, &'a str>,
    records: Vec<(&'static str, &'a Value)>,
    ratings: Vec<&'a Value>,
}

fn text<'a>(row: &'a Value, name: &str) -> &'a str {
    row[name].as_str().unwrap_or("")
}

/// One record says the fact: with the right item, indicator or subject, year, role and amount.
fn is_said(fact: &Value, sheet: &Sheet) -> bool {
    let item = |row: &Value| sheet.titles.get(text(row, "item_id")).is_some_and(|title| holds(title, text(fact, "item")));
    match text(fact, "t") {
        "title" => sheet.titles.values().any(|title| key(title) == key(text(fact, "name"))),
        "rating" => {
            let raw = key(text(fact, "raw"));
            sheet.ratings.iter().any(|row| key(text(row, "raw")) == raw && holds(text(row, "subject"), text(fact, "subject")) && item(row))
        }
        "cost" | "val" => sheet.records.iter().any(|(role, row)| {
            let year = fact["year"].as_i64().is_none_or(|year| row["period"]["fiscal_years"].as_array().is_some_and(|years| years.iter().any(|told| told.as_i64() == Some(year))));
            let amount = row["value"].as_f64().is_some_and(|value| {
                let printed = fact["v"].as_f64().unwrap_or(f64::NAN);
                fact["scale"].as_array().into_iter().flatten().filter_map(Value::as_f64).any(|scale| (value - printed * scale).abs() <= 1e-6 * (printed * scale).abs().max(1.0))
            });
            let named = sheet.indicators.get(text(row, "indicator_id")).is_some_and(|name| text(fact, "ind").split('|').any(|told| holds(name, told)));
            year && amount && named && item(row) && fact["role"].as_str().is_none_or(|told| told == *role)
        }),
        _ => true,
    }
}

/// Facts said, and all.
fn score(dataset: &Value, facts: &Value) -> (usize, usize) {
    let rows = |table: &str| dataset[table].as_array().into_iter().flatten();
    let (mut said, mut all) = (0, 0);
    for document in rows("documents") {
        let id = text(document, "document_id");
        let stem = text(document, "path").rsplit_once('.').map_or("", |(stem, _)| stem);
        let own = |row: &&Value| text(row, "item_id").starts_with(id);
        let sheet = Sheet {
            titles: rows("items").filter(own).map(|row| (text(row, "item_id"), text(row, "title"))).collect(),
            indicators: rows("indicators").filter(own).map(|row| (text(row, "indicator_id"), text(row, "name"))).collect(),
            records: rows("targets").filter(own).map(|row| ("target", row)).chain(rows("results").filter(own).map(|row| ("result", row))).collect(),
            ratings: rows("ratings").filter(own).collect(),
        };
        for fact in facts[stem].as_array().into_iter().flatten() {
            all += 1;
            said += usize::from(is_said(fact, &sheet));
        }
    }
    (said, all)
}

#[test]
fn no_city_falls_below_its_floor() {
    let cities = root().join("fixtures/cities");
    let floors = std::fs::read_to_string(cities.join("floors.txt")).expect("floors");
    let mut low = vec![];
    for line in floors.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let mut words = line.split_whitespace();
        let (Some(city), Some(format), Some(floor)) = (words.next(), words.next(), words.next().and_then(|floor| floor.parse::<f64>().ok())) else {
            panic!("floors.txt: {line:?} is no city, format and share");
        };
        let facts: Value = serde_json::from_slice(&std::fs::read(cities.join(city).join("facts.json")).expect("facts")).expect("JSON");
        let (said, all) = score(&batch(&cities.join(city).join(format)), &facts);
        assert!(all > 100, "{city} {format}: {all} facts");
        if (said as f64) < floor * all as f64 {
            low.push(format!("{city} {format}: {said} of {all}, floor {floor}"));
        }
    }
    assert!(low.is_empty(), "{low:#?}");
}
