//! Batches: a form is decided once, the same for any order and any number of threads; surveys add; what a person says of a form wins.

use crate::product::root;
use assert_cmd::Command;
use serde_json::Value;
use std::path::{Path, PathBuf};

fn run(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::cargo_bin("hyotei").expect("the binary builds").current_dir(folder).args(arguments).output().expect("it runs");
    let told = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{arguments:?}: {told}");
    told
}

fn sheets(city: &str) -> Vec<PathBuf> {
    let folder = root().join("fixtures/cities").join(city).join("text");
    let mut sheets: Vec<PathBuf> = std::fs::read_dir(folder).expect("sheets").flatten().map(|entry| entry.path()).collect();
    sheets.sort();
    sheets
}

fn dataset(folder: &Path, name: &str) -> Value {
    serde_json::from_slice(&std::fs::read(folder.join(name).join("dataset.json")).expect("written")).expect("JSON")
}

#[test]
fn a_batch_is_the_same_for_any_order_and_number_of_threads() {
    let folder = tempfile::tempdir().expect("a folder");
    let sheets = sheets("hamayuu");
    let names: Vec<&str> = sheets.iter().map(|path| path.to_str().expect("UTF-8")).collect();
    let backwards: Vec<&str> = names.iter().rev().copied().collect();
    run(folder.path(), &[&["extract", "-q", "-o", "one", "--threads", "1"], &names[..]].concat());
    run(folder.path(), &[&["extract", "-q", "-o", "two", "--threads", "2"], &backwards[..]].concat());
    let read = |name: &str| std::fs::read(folder.path().join(name).join("dataset.json")).expect("written");
    assert!(read("one") == read("two"));
    let all = dataset(folder.path(), "one");
    assert_eq!(all["forms"].as_array().map(Vec::len), Some(1));
    let id = &all["forms"][0]["form_id"];
    assert!(all["documents"].as_array().expect("documents").iter().all(|row| row["form_id"] == *id));
    assert!(all["results"].as_array().expect("results").iter().all(|row| row["slot_id"].is_string() && row["basis"]["by"] == "form"));
}

#[test]
fn the_survey_of_two_halves_added_is_that_of_the_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let sheets = sheets("otonashi");
    let names: Vec<&str> = sheets.iter().map(|path| path.to_str().expect("UTF-8")).collect();
    let (first, second) = names.split_at(names.len() / 2);
    run(folder.path(), &[&["survey", "-o", "a.json"], first].concat());
    run(folder.path(), &[&["survey", "-o", "b.json"], second].concat());
    run(folder.path(), &[&["survey", "-o", "all.json"], &names[..]].concat());
    run(folder.path(), &["survey", "b.json", "a.json", "-o", "added.json"]);
    let read = |name: &str| std::fs::read(folder.path().join(name)).expect("written");
    assert!(read("added.json") == read("all.json"));
    run(folder.path(), &["forms", "all.json", "-o", "forms.json"]);
    let forms: Value = serde_json::from_slice(&read("forms.json")).expect("JSON");
    assert_eq!(forms["forms"].as_array().map(Vec::len), Some(1));
}

/// What a dataset says in numbers: text, year and value of each result and target.
fn numbers(dataset: &Value) -> Vec<String> {
    let rows = ["targets", "results"].into_iter().flat_map(|table| dataset[table].as_array().into_iter().flatten());
    let mut told: Vec<String> = rows.filter(|row| row["value"].is_number()).map(|row| format!("{} {} {}", row["text"], row["value"], row["period"]["fiscal_years"])).collect();
    told.sort();
    told
}

#[test]
fn a_sheet_that_comes_alone_is_read_by_the_form_learnt_from_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let sheets = sheets("minase");
    let names: Vec<&str> = sheets.iter().map(|path| path.to_str().expect("UTF-8")).collect();
    let (last, others) = names.split_last().expect("sheets");
    run(folder.path(), &[&["survey", "-o", "survey.json"], others].concat());
    run(folder.path(), &["forms", "survey.json", "-o", "forms.json"]);
    run(folder.path(), &["extract", "-q", last, "-o", "alone", "--forms", "forms.json"]);
    run(folder.path(), &[&["extract", "-q", "-o", "batch"], &names[..]].concat());
    let alone = dataset(folder.path(), "alone");
    let batch = dataset(folder.path(), "batch");
    let id = alone["documents"][0]["document_id"].as_str().expect("an id").to_owned();
    let mut own = batch.clone();
    for table in ["targets", "results"] {
        if let Some(rows) = own[table].as_array_mut() {
            rows.retain(|row| row["document_id"] == id.as_str());
        }
    }
    let told = numbers(&alone);
    assert!(told.len() > 40, "{told:?}");
    assert_eq!(told, numbers(&own));
}

#[test]
fn what_a_person_says_of_a_slot_holds_for_all_sheets() {
    let folder = tempfile::tempdir().expect("a folder");
    let sheets = sheets("minase");
    let names: Vec<&str> = sheets.iter().map(|path| path.to_str().expect("UTF-8")).collect();
    run(folder.path(), &[&["forms", "-o", "forms.json"], &names[..]].concat());
    let mut forms: Value = serde_json::from_slice(&std::fs::read(folder.path().join("forms.json")).expect("written")).expect("JSON");
    let slots = forms["forms"][0]["slots"].as_array_mut().expect("slots");
    let slot = slots.iter_mut().find(|slot| slot["path"].as_array().and_then(|path| path.last()).is_some_and(|label| label == "根拠法令")).expect("a slot of 根拠法令");
    slot["holds"] = "note:background".into();
    slot["by"] = "person".into();
    let id = slot["slot_id"].clone();
    std::fs::write(folder.path().join("mine.json"), forms.to_string()).expect("written");
    run(folder.path(), &[&["extract", "-q", "-o", "out", "--forms", "mine.json"], &names[..]].concat());
    let all = dataset(folder.path(), "out");
    let changed: Vec<&Value> = all["notes"].as_array().expect("notes").iter().filter(|row| row["slot_id"] == id).collect();
    assert!(changed.len() >= 10, "{changed:?}");
    assert!(changed.iter().all(|row| row["kind"] == "background" && row["basis"]["by"] == "person"));
}
