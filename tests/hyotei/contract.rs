//! The contract: schema, references, spans, coverage, committed output.

use crate::gold::folded;
use crate::product::{LEXICON, product, root};
use serde_json::Value;
use std::path::PathBuf;

fn fixtures() -> Vec<PathBuf> {
    let mut out = vec![];
    for folder in ["fixtures", "fixtures/forms", "fixtures/formats"] {
        let entries = std::fs::read_dir(root().join(folder)).expect("fixtures are there");
        out.extend(entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).filter(|path| path.is_file() && !path.to_string_lossy().ends_with(".json")));
    }
    out.sort();
    out
}

#[test]
fn every_output_keeps_the_schema_and_its_promises() {
    for path in fixtures() {
        let complaints = hyotei::emit::validate::check(&product(&path));
        assert!(complaints.is_empty(), "{}: {complaints:#?}", path.display());
    }
}

#[test]
fn the_committed_schema_is_the_one_derived_from_the_types() {
    let committed = std::fs::read_to_string(root().join("schema.json")).expect("schema.json is committed");
    assert_eq!(committed, hyotei::emit::schema::text(), "run `hyotei schema > schema.json` and read the difference");
}

#[test]
fn the_validator_finds_a_broken_dataset() {
    let whole = product(&root().join("fixtures/004_60d463c5be032d0a.txt"));
    let broken = |change: &dyn Fn(&mut Value)| {
        let mut value = whole.clone();
        change(&mut value);
        hyotei::emit::validate::check(&value)
    };
    let has = |complaints: Vec<String>, words: &str| assert!(complaints.iter().any(|complaint| complaint.contains(words)), "{words}: {complaints:?}");
    has(broken(&|value| value["results"][0]["item_id"] = "nobody".into()), "nobody is referred to");
    has(broken(&|value| value["documents"][0]["coverage"]["residue"] = 1_000_000.into()), "does not sum");
    has(broken(&|value| value["residue"][0]["text"] = "字".repeat(1000).into()), "characters, not");
    has(broken(&|value| value["residue"][0]["reason"] = "because".into()), "schema");
    has(broken(&|value| value["made_by"]["contract"] = 1.into()), "made by contract 1");
    has(broken(&|value| value["rating_scales"][0]["slot_id"] = value["rating_scales"][0]["scale_id"].clone()), "one of the two");
    has(broken(&|value| value["results"][1]["result_id"] = value["results"][0]["result_id"].clone()), "stands twice");
    has(broken(&|value| value["results"][0]["source"]["start"] = 900_000_000.into()), "lies outside");
    for table in ["rating_scales", "repairs", "residue", "diagnostics"] {
        let far = |value: &mut Value| {
            let mut row = value[table][0].clone();
            row["source"] = value["results"][0]["source"].clone();
            row["source"]["end"] = 900_000_000.into();
            value[table][0] = row;
        };
        has(broken(&far), "lies outside");
    }
    has(
        broken(&|value| {
            value["results"][0].as_object_mut().expect("a row").remove("text");
        }),
        "schema",
    );
}

/// The slice without markup.
fn bare(slice: &str) -> String {
    let mut out = String::new();
    let mut rest = slice;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        match rest[open..].find('>').filter(|_| rest[open + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/')) {
            Some(end) => rest = &rest[open + end + 1..],
            None => {
                out.push('<');
                rest = &rest[open + 1..];
            }
        }
    }
    out.push_str(rest);
    folded(&out.replace("**", ""))
}

#[test]
fn every_record_stands_in_the_slice_it_names() {
    for path in fixtures()
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt") && std::fs::read(path).is_ok_and(|bytes| String::from_utf8(bytes).is_ok()))
    {
        let text = String::from_utf8(std::fs::read(&path).expect("reads")).expect("the fixtures are UTF-8");
        let product = product(&path);
        let slice = |source: &Value| -> String {
            let part = |source: &Value| text[source["start"].as_u64().unwrap_or(0) as usize..source["end"].as_u64().unwrap_or(0) as usize].to_owned();
            let mut out = part(source);
            for also in source["also"].as_array().into_iter().flatten() {
                out.push_str(&part(also));
            }
            out
        };
        for table in ["targets", "results", "notes"] {
            for row in product[table].as_array().into_iter().flatten() {
                let shown = bare(&slice(&row["source"]));
                for line in row["text"].as_str().unwrap_or("").lines() {
                    assert!(shown.contains(&folded(line)), "{}: {table} {line:?} is not in its slice {shown:?}", path.display());
                }
            }
        }
        for row in product["ratings"].as_array().into_iter().flatten() {
            let shown = bare(&slice(&row["source"]));
            assert!(shown.contains(&folded(row["raw"].as_str().unwrap_or(""))), "{}: rating {} is not in {shown:?}", path.display(), row["raw"]);
        }
    }
}

#[test]
fn coverage_sums_to_the_character() {
    for path in fixtures() {
        let product = product(&path);
        let coverage = &product["documents"][0]["coverage"];
        let number = |name: &str| coverage[name].as_u64().expect("a number");
        assert_eq!(number("recorded") + number("headers") + number("residue"), number("characters"), "{}", path.display());
        let residue: usize = product["residue"].as_array().into_iter().flatten().map(|row| row["text"].as_str().unwrap_or("").chars().filter(|c| !c.is_whitespace()).count()).sum();
        assert_eq!(residue as u64, number("residue"), "{}: the residue rows hold other characters than are counted", path.display());
    }
}

#[test]
fn committed_output_is_what_the_fixtures_give() {
    let found = hyotei::discover::discover(&seeds()).expect("the seeds are there");
    let parts = hyotei::pipeline::batch(&found, &LEXICON, None, |_| {});
    let fresh = String::from_utf8(hyotei::emit::write::json(&parts)).expect("JSON is UTF-8");
    let committed = std::fs::read_to_string(root().join("output/dataset.json")).expect("output/dataset.json is committed");
    for (index, (a, b)) in committed.lines().zip(fresh.lines()).enumerate() {
        assert_eq!(a, b, "output/dataset.json line {}: run `cargo run --release -- extract fixtures/*.txt -o output` and read the difference", index + 1);
    }
    assert_eq!(committed.len(), fresh.len());
    assert!(!root().join("output/documents").exists(), "one copy is written");
}

fn seeds() -> Vec<PathBuf> {
    let mut out: Vec<PathBuf> = std::fs::read_dir(root().join("fixtures"))
        .expect("fixtures")
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    out.sort();
    out
}

#[test]
fn what_the_seeds_must_show() {
    let read = |name: &str| product(&root().join("fixtures").join(name));
    let first = read("000_4d45a82e3f29414a.txt");
    assert!(first["repairs"].as_array().is_some_and(|rows| rows.iter().any(|row| row["kind"] == "facing_join")));
    let above = first["targets"].as_array().into_iter().flatten().filter(|row| row["text"].as_str().is_some_and(|text| text == "同上"));
    let mut count = 0;
    for row in above {
        count += 1;
        let target = row["same_as"][0].as_str().expect("同上 points to something");
        let named = first["targets"].as_array().into_iter().flatten().find(|other| other["target_id"] == target).expect("it stands there");
        assert_eq!(named["level"], "activity");
        assert_eq!(named["header"][0], "23年度を取組内容");
    }
    assert_eq!(count, 2);
    let second = read("002_9f3e10c7832f9a78.txt");
    let glyphs: Vec<&Value> = second["repairs"].as_array().into_iter().flatten().filter(|row| row["kind"] == "glyph").collect();
    assert!(glyphs.iter().any(|row| row["before"] == "实" && row["after"] == "実"), "{glyphs:?}");
    assert!(second["repairs"].as_array().is_some_and(|rows| rows.iter().any(|row| row["kind"] == "row_shift")));
    let third = read("003_1d8c4c27c433e51d.txt");
    assert!(third["diagnostics"].as_array().is_some_and(|rows| rows.iter().any(|row| row["code"] == "untitled-item")));
    assert!(third["targets"].as_array().is_some_and(|rows| rows.iter().any(|row| row["text"].as_str().is_some_and(|text| text.contains("意見の活用、区のホームページ")))));
    assert!(third["results"].as_array().is_some_and(|rows| rows.iter().any(|row| row["text"].as_str().is_some_and(|text| text.ends_with("業務の効率化を図ることができた。")))));
    let fifth = read("004_60d463c5be032d0a.txt");
    assert_eq!(fifth["items"][0]["departments"][0], serde_json::json!({"name": "行政経営課", "lead": true}));
    assert_eq!(fifth["rating_scales"].as_array().map(Vec::len), Some(2));
    assert_eq!(fifth["indicators"][0]["declared_empty"], true);
}
