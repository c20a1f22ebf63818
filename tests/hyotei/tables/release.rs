//! A release: the same to the byte on every run, without names of officials, and judged for what it promises.

use crate::tables::hand::{Hand, sheet};
use hyotei::release::check::check;
use hyotei::release::{About, Settings, release};
use std::path::Path;

const ABOUT: &str = "title = \"水瀬市の事務事業評価\"\nlicence = \"PDL1.0\"\nissued = \"2026-11-28\"\n[publisher]\nname = \"水瀬市\"\n[contact]\nname = \"企画課\"\n\
                     [[source]]\ntitle = \"評価シート\"\npublisher = \"水瀬市\"\nurl = \"https://example.jp/hyoka\"\n";

fn about(folder: &Path, text: &str) -> Result<About, String> {
    let path = folder.join("about.toml");
    std::fs::write(&path, text).expect("written");
    About::load(&path).map_err(|error| error.to_string())
}

fn made(hand: &Hand, folder: &Path, name: &str, keep_names: bool) -> usize {
    hand.write(folder);
    let about = about(folder, ABOUT).expect("it reads");
    let settings = Settings { about: &about, previous: None, keep_names, schema: &hyotei::emit::schema::text() };
    release(&folder.join("dataset.json"), &folder.join(name), &settings).expect("it is made").names
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let sums = std::fs::read_to_string(folder.join("SHA256SUMS")).expect("hashes");
    let names = sums.lines().filter_map(|line| line.split_once("  ")).map(|(_, name)| name.to_owned());
    names.map(|name| (name.clone(), std::fs::read(folder.join(name)).expect("the file is there"))).collect()
}

fn one() -> Hand {
    let mut hand = Hand::default();
    sheet(&mut hand, "a", None, &[("講座", [Some(12.0), Some(9.0)])]);
    hand.note("a-k1", "a-i1", &["基本", "評価責任者"], "庶務課長 山田 花子", 960);
    hand.note("a-k2", "a-i1", &["概要", "連絡先"], "窓口は山田花子", 970);
    hand
}

#[test]
fn a_release_is_the_same_to_the_byte_and_keeps_the_rules() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["one", "two", "two"] {
        made(&one(), folder.path(), name, false);
    }
    let (first, second) = (files(&folder.path().join("one")), files(&folder.path().join("two")));
    assert!(first.len() > 100 && first == second);
    let report = check(&folder.path().join("one")).expect("it is judged");
    assert_eq!(report.findings, []);
    let attribution = std::fs::read_to_string(folder.path().join("one/ATTRIBUTION.md")).expect("written");
    assert!(attribution.contains("出典：水瀬市「評価シート」（https://example.jp/hyoka）を加工して作成"), "{attribution}");
}

#[test]
fn an_official_is_told_by_the_role_in_every_text_form_unless_names_are_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(made(&one(), folder.path(), "short", false), 1);
    for (name, bytes) in files(&folder.path().join("short")) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("山田"), "{name}");
    }
    let notes = std::fs::read_to_string(folder.path().join("short/data/notes.csv")).expect("written");
    assert!(notes.contains(",庶務課長,") && notes.contains(",窓口は○○○○,"), "{notes}");
    assert_eq!(made(&one(), folder.path(), "whole", true), 0);
    assert!(std::fs::read_to_string(folder.path().join("whole/data/notes.csv")).expect("written").contains("庶務課長 山田 花子"));
}

#[test]
fn a_release_that_was_touched_is_found() {
    let folder = tempfile::tempdir().expect("a folder");
    made(&one(), folder.path(), "one", false);
    let release = folder.path().join("one");
    let notes = release.join("data/notes.csv");
    let text = std::fs::read_to_string(&notes).expect("written");
    std::fs::write(&notes, text.replace("a-k2,a,", "a-k1,b,").replace("purpose", "aim")).expect("written");
    std::fs::remove_file(release.join("data/items.ndjson")).expect("removed");
    std::fs::write(release.join("data/memo.pdf"), "x").expect("written");
    let found: Vec<String> = check(&release).expect("it is judged").findings.iter().map(ToString::to_string).collect();
    for words in [
        "data/notes.csv: 内容が SHA256SUMS",
        "data/items.ndjson: SHA256SUMS にありますが",
        "data/memo.pdf: SHA256SUMS にない",
        "[L1-01] data/memo.pdf",
        "主キー a-k1 が重複",
        "[L2-04] data/notes.csv 2行目",
        "の b が documents にありません",
    ] {
        assert!(found.iter().any(|line| line.contains(words)), "{words}: {found:#?}");
    }
}

#[test]
fn settings_that_are_none_are_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let told = |text: &str| about(folder.path(), text).expect_err("it is refused");
    assert!(told(&ABOUT.replace("PDL1.0", "free")).contains("licence: \"free\" is none of"));
    assert!(told(&ABOUT.replace("2026-11-28", "11月")).contains("issued: \"11月\" is no day"));
    assert!(told(&ABOUT.replace("title = \"水瀬市の", "titel = \"水瀬市の")).contains("titel"));
}
