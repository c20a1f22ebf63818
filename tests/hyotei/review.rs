//! Review: what is different in two datasets, one record explained, and the pages a person checks them on.

use crate::product::root;
use assert_cmd::Command;
use serde_json::Value;
use std::path::Path;

/// Runs the command; its code, and what it prints.
fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::cargo_bin("hyotei").expect("the binary builds").current_dir(folder).env("LC_ALL", "C").args(arguments).output().expect("it runs");
    (output.status.code(), format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)))
}

fn minase() -> String {
    root().join("fixtures/cities/minase/text").to_string_lossy().into_owned()
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("written")
}

fn dataset(folder: &Path) -> Value {
    serde_json::from_str(&read(&folder.join("dataset.json"))).expect("JSON")
}

/// A batch with its decisions, and the same batch after a person changed one slot by `mend`.
fn mended(folder: &Path, label: &str, mend: impl Fn(&mut Value)) {
    let minase = minase();
    assert_eq!(run(folder, &["extract", "-q", &minase, "-o", "old"]).0, Some(0));
    assert_eq!(run(folder, &["forms", &minase, "-o", "forms.json"]).0, Some(0));
    let mut forms: Value = serde_json::from_str(&read(&folder.join("forms.json"))).expect("JSON");
    let slots = forms["forms"][0]["slots"].as_array_mut().expect("slots");
    let of = |slot: &Value| slot["path"].as_array().map(|path| path.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" > ")).unwrap_or_default();
    let slot = slots.iter_mut().find(|slot| of(slot).ends_with(label)).expect("the slot");
    mend(slot);
    slot["by"] = "person".into();
    std::fs::write(folder.join("mine.json"), forms.to_string()).expect("written");
    let (code, told) = run(folder, &["extract", "-q", &minase, "-o", "new", "--forms", "mine.json"]);
    assert_eq!(code, Some(0), "{told}");
}

#[test]
fn two_datasets_differ_where_a_slot_was_changed_and_nowhere_else() {
    let folder = tempfile::tempdir().expect("a folder");
    mended(folder.path(), "根拠法令", |slot| slot["holds"] = "note:background".into());
    assert_eq!(run(folder.path(), &["diff", "old", "old"]).0, Some(0));
    let (code, told) = run(folder.path(), &["diff", "old", "new", "--to", "json"]);
    assert_eq!(code, Some(1));
    let told: Value = serde_json::from_str(&told).expect("JSON");
    let notes = &told["tables"]["notes"];
    assert_eq!((&notes["changed"], &notes["added"], &notes["removed"]), (&15.into(), &0.into(), &0.into()), "{notes}");
    for change in told["changes"].as_array().expect("changes").iter().filter(|change| change["table"] == "notes") {
        let field = |name: &str| change["fields"].as_array().and_then(|fields| fields.iter().find(|field| field["field"] == name)).cloned().unwrap_or_default();
        assert_eq!((&field("kind")["before"], &field("kind")["after"]), (&"legal_basis".into(), &"background".into()));
        assert_eq!(field("basis.by")["after"], "person");
    }
    for table in ["targets", "results", "items", "ratings"] {
        assert_eq!(told["tables"][table]["before"], told["tables"][table]["same"], "{table}");
    }
    let (_, text) = run(folder.path(), &["diff", "old", "new", "--lang", "en"]);
    assert!(text.contains("kind: \"legal_basis\" → \"background\"") && text.contains("minase-r7-101.txt\n"), "{text}");
}

#[test]
fn what_goes_to_another_table_has_moved() {
    let folder = tempfile::tempdir().expect("a folder");
    mended(folder.path(), "課題", |slot| slot["holds"] = "result:activity".into());
    let (_, told) = run(folder.path(), &["diff", "old", "new", "--to", "json"]);
    let told: Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!(told["tables"]["notes"]["moved"], 15, "{}", told["tables"]);
    let moved = |change: &&Value| change["change"] == "moved" && change["table"] == "notes" && change["to_table"] == "results";
    assert_eq!(told["changes"].as_array().expect("changes").iter().filter(moved).count(), 15);
}

#[test]
fn what_a_person_says_of_a_slots_numbers_wins_over_its_labels() {
    let folder = tempfile::tempdir().expect("a folder");
    mended(folder.path(), "活動 > 実績値 > 令和4年度", |slot| {
        slot["told"] = "target".into();
        slot["name"] = "活動量".into();
        slot["unit"] = "千件".into();
        slot["fiscal_year"] = 2019.into();
    });
    let (old, new) = (dataset(&folder.path().join("old")), dataset(&folder.path().join("new")));
    let slot = new["targets"].as_array().expect("targets").iter().find(|row| row["basis"]["by"] == "person").expect("a target")["slot_id"].clone();
    let of = |all: &Value, table: &str| all[table].as_array().expect("rows").iter().filter(|row| row["slot_id"] == slot).cloned().collect::<Vec<Value>>();
    assert!(of(&new, "results").is_empty());
    assert_eq!(of(&new, "targets").len(), of(&old, "results").len());
    let name = |row: &Value| new["indicators"].as_array().and_then(|rows| rows.iter().find(|other| other["indicator_id"] == row["indicator_id"])).map(|row| row["name"].clone());
    let told = |row: &Value| row["unit"] == "件" && row["period"]["fiscal_years"] == serde_json::json!([2019]) && name(row) == Some("活動量".into());
    let own = of(&new, "targets").into_iter().find(|row| row["text"] == "262").expect("the number of the first sheet");
    assert!(told(&own) && own["value"] == 262_000, "{own}");
}

#[test]
fn a_record_is_explained_with_its_place_and_grounds() {
    let folder = tempfile::tempdir().expect("a folder");
    let minase = minase();
    run(folder.path(), &["extract", "-q", &minase, "-o", "out"]);
    let all = dataset(&folder.path().join("out"));
    let row = all["ratings"].as_array().expect("ratings").iter().find(|row| row["subject"] == "総合評価").expect("a rating");
    let id = row["rating_id"].as_str().expect("an id");
    let (code, told) = run(folder.path(), &["explain", id, "out", "--source", &minase, "--lang", "ja"]);
    assert_eq!(code, Some(0), "{told}");
    let line = row["source"]["line"].to_string();
    for words in ["様式と欄: ", "= ratings", "根拠: form", "^", &format!(".txt:{line}:"), "| 総合評価"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let (_, told) = run(folder.path(), &["explain", id, "out", "--lang", "en"]);
    assert!(told.contains("grounds: form (what repeats over the sheets of its form)") && told.contains("name it by --source"), "{told}");
    assert_eq!(run(folder.path(), &["explain", "nothing", "out"]).0, Some(2));
}

#[test]
fn the_diagnostics_of_a_document_are_drawn() {
    let folder = tempfile::tempdir().expect("a folder");
    let source = root().join("fixtures/confusion/impossible_date.txt").to_string_lossy().into_owned();
    run(folder.path(), &["extract", "-q", &source, "-o", "out"]);
    let (code, told) = run(folder.path(), &["explain", "impossible_date.txt", "out", "--source", &source, "--lang", "en"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("note: impossible-date: ") && told.contains("help: A date cannot be") && told.contains('^'), "{told}");
    let (_, told) = run(folder.path(), &["explain", "impossible_date.txt", "out", "--source", &source, "--lang", "ja"]);
    assert!(told.contains("help: ありえない日付"), "{told}");
}

#[test]
fn the_pages_of_a_batch_are_written_with_and_without_the_source() {
    let folder = tempfile::tempdir().expect("a folder");
    let minase = minase();
    run(folder.path(), &["extract", "-q", &minase, "-o", "out"]);
    let (code, told) = run(folder.path(), &["review", "out", "-o", "with", "--source", &minase, "--lang", "ja"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("文書15件（うち原本あり15件）、様式1件"), "{told}");
    let form = read(&folder.path().join("with/forms/85d2c0936db9c6ac.html"));
    assert!(form.contains("data-slot=\"0\"") && form.contains("id=\"export\"") && form.contains("\"holds\":\"indicator\""));
    let document =
        read(&folder.path().join("with/documents").join(format!("{}.html", dataset(&folder.path().join("out"))["documents"][0]["document_id"].as_str().expect("an id"))));
    assert!(document.contains("default-src 'none'") && document.contains("data-r=\"") && !document.contains("://"), "a page asks for nothing outside");
    run(folder.path(), &["review", "out", "-o", "without", "--lang", "en"]);
    assert!(read(&folder.path().join("without/forms/85d2c0936db9c6ac.html")).contains("The sources were not found"));
    assert_eq!(std::fs::read_dir(folder.path().join("without/documents")).expect("pages").count(), 15);
}

#[test]
fn the_pages_are_the_same_twice() {
    let folder = tempfile::tempdir().expect("a folder");
    let minase = minase();
    run(folder.path(), &["extract", "-q", &minase, "-o", "out"]);
    for name in ["one", "two"] {
        run(folder.path(), &["review", "out", "-o", name, "--source", &minase, "--lang", "ja"]);
    }
    for name in ["index.html", "forms/85d2c0936db9c6ac.html"] {
        assert!(read(&folder.path().join("one").join(name)) == read(&folder.path().join("two").join(name)), "{name}");
    }
}

#[test]
fn a_correction_mends_one_place_and_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let minase = minase();
    let corrections = "[[text]]\ndocument = \"minase-r7-101.txt\"\nline = 21\nbefore = \"100.3%\"\nafter = \"103.0%\"\n\n[[text]]\ndocument = \"minase-r7-101.txt\"\nline = 3\nbefore = \"ここにはない\"\nafter = \"x\"\n\n[[header]]\ntext = \"改善策\"\nmeans = \"note\"\nkind = \"background\"\n\n[[header]]\ntext = \"どこにもない\"\nmeans = \"note\"\n";
    std::fs::write(folder.path().join("corrections.toml"), corrections).expect("written");
    let (code, told) = run(folder.path(), &["extract", "-q", &minase, "-o", "out", "--corrections", "corrections.toml"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("no header \"どこにもない\" stands in any document"), "{told}");
    let all = dataset(&folder.path().join("out"));
    let rows = |table: &str| all[table].as_array().expect("rows").clone();
    let corrected: Vec<Value> = rows("repairs").into_iter().filter(|row| row["kind"] == "correction").collect();
    let text: Vec<&Value> = corrected.iter().filter(|row| row["after"] == "103.0%").collect();
    // One of the fifteen sheets has no such label.
    assert_eq!((text.len(), corrected.len() - 1), (1, 14), "{corrected:?}");
    assert_eq!((&text[0]["before"], &text[0]["source"]["line"]), (&"100.3%".into(), &21.into()));
    assert!(rows("ratings").iter().any(|row| row["raw"] == "103.0%" && row["source"]["start"] == text[0]["source"]["start"]));
    let doubts: Vec<Value> = rows("diagnostics").into_iter().filter(|row| row["code"] == "correction-unmatched").collect();
    assert!(doubts.len() == 1 && doubts[0]["message"].as_str().is_some_and(|message| message.contains("line 3") && message.contains("ここにはない")), "{doubts:?}");
    assert!(rows("notes").iter().filter(|row| row["header"].as_array().is_some_and(|header| header.iter().any(|label| label == "改善策"))).all(|row| row["kind"] == "background"));
    assert_eq!(run(folder.path(), &["validate", "out"]).0, Some(0));
    std::fs::write(folder.path().join("bad.toml"), "[[text]]\nbefore = 1\n").expect("written");
    assert_eq!(run(folder.path(), &["extract", &minase, "-o", "out", "--corrections", "bad.toml"]).0, Some(2));
}

#[test]
fn completions_and_the_manual_name_every_command() {
    let folder = tempfile::tempdir().expect("a folder");
    let (_, bash) = run(folder.path(), &["completions", "bash"]);
    let (_, man) = run(folder.path(), &["man"]);
    for command in ["extract", "review", "diff", "explain"] {
        assert!(bash.contains(command) && man.contains(&format!(".SH {}", command.to_uppercase())), "{command}");
    }
    assert!(man.contains("\\-\\-per\\-document"));
}
