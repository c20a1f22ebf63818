//! The same records from every form, field by field.

use crate::product::root;
use crate::tables::{read_back, rebuilt};
use assert_cmd::Command;
use hyotei::tables::catalog;
use serde_json::Value;
use std::path::Path;

fn run(arguments: &[&str]) {
    let output = Command::cargo_bin("hyotei").expect("the binary builds").args(arguments).output().expect("it runs");
    assert!(output.status.code().is_some_and(|code| code < 2), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Every table of a folder of all forms against its dataset.
fn every_form_says_the_same(folder: &Path) -> usize {
    let dataset: Value = serde_json::from_slice(&std::fs::read(folder.join("dataset.json")).expect("written")).expect("JSON");
    let mut count = 0;
    for table in catalog::tables(&hyotei::emit::schema::text()).expect("the schema is one of tables") {
        let told: Vec<&Value> = if table.name == "made_by" { vec![&dataset["made_by"]] } else { dataset[&table.name].as_array().expect("an array").iter().collect() };
        let lines = read_back::ndjson(folder, &table.name);
        assert!(lines.iter().collect::<Vec<_>>() == told, "{}.ndjson", table.name);
        let wanted: Vec<Value> = told.iter().map(|row| rebuilt::canonical(&rebuilt::with_hidden((*row).clone()), &table.fields)).collect();
        for (form, rows) in [
            ("csv", rebuilt::records(&table, &read_back::csv(folder, &table))),
            ("sqlite", rebuilt::records(&table, &read_back::sqlite(folder, &table))),
            ("parquet", read_back::parquet(folder, &table)),
        ] {
            assert_eq!(rows.len(), wanted.len(), "{form} {}", table.name);
            for (row, wanted) in rows.iter().zip(&wanted) {
                assert_eq!(row, wanted, "{form} {}", table.name);
            }
        }
        count += wanted.len();
    }
    count
}

#[test]
fn every_form_of_a_batch_says_what_the_dataset_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out");
    let name = out.to_str().expect("UTF-8");
    // Spreadsheets bring addresses, a report merged cells and 同上, a PDF pages.
    let inputs =
        ["fixtures/cities/minase/text", "fixtures/cities/minase/xlsx", "fixtures/002_9f3e10c7832f9a78.txt", "fixtures/004_60d463c5be032d0a.txt"].map(|path| root().join(path));
    let mut arguments = vec!["extract", "-q", "-o", name, "--to", "json,ndjson,csv,parquet,sqlite"];
    arguments.extend(inputs.iter().filter(|path| path.exists()).filter_map(|path| path.to_str()));
    run(&arguments);
    assert!(every_form_says_the_same(&out) > 1000);
    let database = rusqlite::Connection::open(out.join("dataset.sqlite")).expect("opens");
    let broken: Vec<String> = database.prepare("PRAGMA foreign_key_check").and_then(|mut all| all.query_map([], |row| row.get(0))?.collect()).expect("a check");
    assert!(broken.is_empty(), "{broken:?}");
    let found: i64 = database.query_row("SELECT count(*) FROM search WHERE search MATCH '消費者'", [], |row| row.get(0)).expect("a search");
    assert!(found > 0);
}

#[test]
fn a_conversion_gives_the_bytes_that_the_extraction_gave() {
    let folder = tempfile::tempdir().expect("a folder");
    let (first, second) = (folder.path().join("first"), folder.path().join("second"));
    let sheet = root().join("fixtures/004_60d463c5be032d0a.txt");
    let forms = "csv,ndjson,parquet,sqlite";
    run(&["extract", "-q", sheet.to_str().expect("UTF-8"), "-o", first.to_str().expect("UTF-8"), "--to", forms]);
    run(&["convert", "-q", first.to_str().expect("UTF-8"), "-o", second.to_str().expect("UTF-8"), "--to", forms]);
    let mut names: Vec<String> = std::fs::read_dir(&second).expect("written").flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    assert!(names.len() > 80 && !names.contains(&"dataset.json".to_owned()), "{names:?}");
    for name in names {
        assert!(std::fs::read(first.join(&name)).expect("written") == std::fs::read(second.join(&name)).expect("written"), "{name}");
    }
}
