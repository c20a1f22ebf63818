//! No seed and no sheet of fixtures/forms falls below its own figure of fixtures/floors.json, table by table.
//!
//! A sum over all sheets hides a sheet that breaks where another one mends. `benches/sheets/score.py --write-floors` writes the figures; a sheet
//! that is read badly has a low floor, not none.

use crate::gold::{Score, compare};
use crate::product::{product, root};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// F1 by table, by sheet.
type Floors = BTreeMap<String, BTreeMap<String, f64>>;

fn read(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).expect("the file reads")).expect("the file is JSON")
}

/// Every fixture that has gold: its name, its path, its gold.
fn sheets() -> Vec<(String, PathBuf, PathBuf)> {
    let mut out = vec![];
    for (folder, golds) in [("fixtures", "fixtures/gold"), ("fixtures/forms", "fixtures/forms")] {
        for path in std::fs::read_dir(root().join(folder)).expect("the folder is there").flatten().map(|entry| entry.path()) {
            let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            let gold = root().join(golds).join(format!("{name}.gold.json"));
            if path.extension().is_some_and(|extension| extension != "json") && gold.exists() {
                out.push((name, path, gold));
            }
        }
    }
    out.sort();
    out
}

/// What of a sheet stands below its floor, or has none.
fn fallen(name: &str, scores: &BTreeMap<&'static str, Score>, floors: &Floors) -> Vec<String> {
    let Some(floor) = floors.get(name) else { return vec![format!("{name} has no floor: run benches/sheets/score.py --write-floors")] };
    let mut out = vec![];
    for (table, least) in floor {
        match scores.get(table.as_str()) {
            Some(score) if score.f1() >= *least => {}
            Some(score) => {
                out.push(format!("{name}: {table} has F1 {:.4}, its floor is {least}: found {} of {} gold, {} in product", score.f1(), score.found, score.gold, score.product))
            }
            None => out.push(format!("{name}: {table} has a floor and no gold")),
        }
    }
    out
}

#[test]
fn no_sheet_falls_below_its_own_figure() {
    let floors: Floors = serde_json::from_value(read(&root().join("fixtures/floors.json"))).expect("floors are figures by table, by sheet");
    let sheets = sheets();
    let found: Vec<String> = sheets.iter().flat_map(|(name, path, gold)| fallen(name, &compare(&product(path), &read(gold), false), &floors)).collect();
    assert!(found.is_empty(), "{found:#?}");
    for name in floors.keys() {
        assert!(sheets.iter().any(|(sheet, ..)| sheet == name), "{name} has floors and is no sheet");
    }
}

#[test]
fn a_sheet_that_falls_is_told() {
    let floors: Floors = [("a".to_owned(), [("items".to_owned(), 0.9)].into())].into();
    let half = Score { found: 1, gold: 2, product: 2 };
    let whole = Score { found: 2, gold: 2, product: 2 };
    assert!(fallen("a", &[("items", whole)].into(), &floors).is_empty());
    assert_eq!(fallen("a", &[("items", half)].into(), &floors).len(), 1);
    assert_eq!(fallen("a", &[("notes", whole)].into(), &floors).len(), 1);
    assert_eq!(fallen("b", &[("items", whole)].into(), &floors).len(), 1);
}
