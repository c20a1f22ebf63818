//! Bad input: a clear word for each, and the batch goes on.

use crate::product::{product_of, root};
use assert_cmd::Command;
use serde_json::Value;
use std::path::Path;

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("hyotei").expect("the binary builds").current_dir(folder).args(arguments).output().expect("it runs");
    (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&output.stdout).into_owned(), String::from_utf8_lossy(&output.stderr).into_owned())
}

fn seed() -> Vec<u8> {
    std::fs::read(root().join("fixtures/004_60d463c5be032d0a.txt")).expect("the seed reads")
}

fn diagnostics(folder: &Path) -> Vec<(String, String, String)> {
    let dataset: Value = serde_json::from_slice(&std::fs::read(folder.join("out/dataset.json")).expect("written")).expect("JSON");
    let path_of = |id: &Value| {
        dataset["documents"].as_array().into_iter().flatten().find(|row| row["document_id"] == *id).map_or(String::new(), |row| row["path"].as_str().unwrap_or("").to_owned())
    };
    dataset["diagnostics"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|row| (path_of(&row["document_id"]), row["code"].as_str().unwrap_or("").to_owned(), row["message"].as_str().unwrap_or("").to_owned()))
        .collect()
}

#[test]
fn bad_files_are_told_and_the_others_delivered() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("in");
    std::fs::create_dir(&input).expect("a folder");
    let write = |name: &str, bytes: &[u8]| std::fs::write(input.join(name), bytes).expect("written");
    write("good.txt", &seed());
    write("empty.txt", b"");
    write("blank.txt", b"\n \n\n");
    write("junk.bin", &(0..4096u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect::<Vec<u8>>());
    let mut cut = seed();
    cut.extend_from_slice("終".as_bytes().split_last().expect("three bytes").1);
    write("cut.txt", &cut);
    write("one_column.txt", "事業名\t\n道路整備\t\n公園整備\t\n".as_bytes());
    let wide = format!("事業名\t{}\n", "あ\t".repeat(200_000));
    write("wide.txt", wide.as_bytes());
    let (code, stdout, stderr) = run(folder.path(), &["extract", "in", "-o", "out"]);
    assert_eq!(code, 1, "{stdout}{stderr}");
    let told = diagnostics(folder.path());
    let has = |path: &str, code: &str, words: &str| assert!(told.iter().any(|row| row.0 == path && row.1 == code && row.2.contains(words)), "{path} {code}: {told:?}");
    has("empty.txt", "empty-document", "the file is empty");
    has("blank.txt", "empty-document", "holds no text");
    has("junk.bin", "binary-input", "no text and no format that is read");
    has("cut.txt", "encoding-damage", "no character in UTF-8");
    has("one_column.txt", "one-column-table", "one column");
    assert!(stderr.contains("junk.bin") && stderr.contains("cut.txt"), "{stderr}");
    assert!(stdout.contains("documents               7") || stdout.contains("documents                7"), "{stdout}");
    let dataset: Value = serde_json::from_slice(&std::fs::read(folder.path().join("out/dataset.json")).expect("written")).expect("JSON");
    assert!(dataset["ratings"].as_array().is_some_and(|rows| rows.len() >= 7), "the good document is delivered");
    let (code, stdout, _) = run(folder.path(), &["validate", "out"]);
    assert_eq!(code, 0, "{stdout}");
}

#[test]
fn a_folder_without_documents_and_a_missing_path_cannot_run() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("in")).expect("a folder");
    let (code, _, stderr) = run(folder.path(), &["extract", "in", "-o", "out"]);
    assert_eq!((code, stderr.as_str()), (2, "hyotei: no document found under in\n"));
    let (code, _, stderr) = run(folder.path(), &["extract", "nowhere", "-o", "out"]);
    assert_eq!(code, 2);
    assert!(stderr.starts_with("hyotei: nowhere: cannot be read"), "{stderr}");
    assert!(!folder.path().join("out").exists());
}

#[test]
fn an_unreadable_file_is_a_loss_and_strict_writes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("in");
    std::fs::create_dir(&input).expect("a folder");
    std::fs::write(input.join("good.txt"), seed()).expect("written");
    // A link to itself cannot be opened, even by root.
    #[cfg(unix)]
    std::os::unix::fs::symlink("loop.txt", input.join("loop.txt")).expect("a link");
    let good = input.join("good.txt").to_string_lossy().into_owned();
    let looped = input.join("loop.txt").to_string_lossy().into_owned();
    let (code, _, stderr) = run(folder.path(), &["extract", &good, &looped, "-o", "out"]);
    assert!(code == 2 && stderr.contains("loop.txt: cannot be read"), "{code} {stderr}");
    std::fs::write(input.join("junk.bin"), [0u8; 64]).expect("written");
    let junk = input.join("junk.bin").to_string_lossy().into_owned();
    let (code, _, stderr) = run(folder.path(), &["extract", &good, &junk, "-o", "out", "--strict"]);
    assert_eq!(code, 1);
    assert!(stderr.contains("nothing was written") && !folder.path().join("out").exists(), "{stderr}");
}

#[test]
fn output_is_the_same_for_any_threads_and_order_and_from_standard_input() {
    let folder = tempfile::tempdir().expect("a folder");
    let names = ["000_4d45a82e3f29414a.txt", "002_9f3e10c7832f9a78.txt", "004_60d463c5be032d0a.txt"].map(|name| root().join("fixtures").join(name).to_string_lossy().into_owned());
    let out = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (code, ..) = run(folder.path(), &["extract", &names[0], &names[1], &names[2], "-o", &out("a"), "--threads", "1"]);
    assert_eq!(code, 0);
    let (code, ..) = run(folder.path(), &["extract", &names[2], &names[0], &names[1], &names[0], "-o", &out("b"), "--threads", "8"]);
    assert_eq!(code, 0);
    let read = |name: &str| std::fs::read(folder.path().join(name).join("dataset.json")).expect("written");
    assert!(read("a") == read("b"));
    let piped = Command::cargo_bin("hyotei").expect("builds").args(["extract", "-", "-o", &out("c"), "-q"]).write_stdin(seed()).output().expect("runs");
    assert_eq!(piped.status.code(), Some(0));
    let dataset: Value = serde_json::from_slice(&read("c")).expect("JSON");
    assert_eq!(dataset["documents"][0]["path"], "-");
}

#[test]
fn documents_have_files_of_their_own_only_on_request_and_none_of_an_earlier_run_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("a.txt"), seed()).expect("written");
    std::fs::write(folder.path().join("b.txt"), "事業名\t評価\n図書館\tＡ\n").expect("written");
    let files = || -> Vec<String> {
        let entries = std::fs::read_dir(folder.path().join("out/documents")).into_iter().flatten().flatten();
        let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    };
    let extract = |arguments: &[&str]| assert_eq!(run(folder.path(), arguments).0, 0, "{arguments:?}");
    extract(&["extract", "a.txt", "b.txt", "-o", "out", "--per-document"]);
    let both = files();
    assert_eq!(both.len(), 2);
    let one: Value = serde_json::from_slice(&std::fs::read(folder.path().join("out/documents").join(&both[0])).expect("written")).expect("JSON");
    assert!(hyotei::emit::validate::check(&one).is_empty());
    extract(&["extract", "b.txt", "-o", "out", "--per-document"]);
    assert!(files().len() == 1 && both.contains(&files()[0]));
    // What is not ours stays.
    std::fs::write(folder.path().join("out/documents/memo.json"), "{}").expect("written");
    extract(&["extract", "a.txt", "-o", "out"]);
    assert_eq!(files(), ["memo.json"]);
    std::fs::remove_file(folder.path().join("out/documents/memo.json")).expect("removed");
    extract(&["extract", "a.txt", "-o", "out"]);
    assert!(!folder.path().join("out/documents").exists());
}

#[test]
fn the_dataset_says_what_made_it() {
    let dataset = product_of("a.txt", seed());
    let made = &dataset["made_by"];
    assert_eq!((&made["contract"], &made["weights"], &made["forms"]), (&2.into(), &Value::Null, &Value::Null));
    assert_eq!(made["program"], format!("hyotei {}", env!("CARGO_PKG_VERSION")));
    let hash = |lexicon: &hyotei::model::lexicon::Lexicon| lexicon.hash().to_owned();
    assert_eq!(made["lexicon"], hash(&crate::product::LEXICON));
    let mut own = crate::product::LEXICON.clone();
    own.add("[[header]]\nwords = [\"着地点\"]\nrole = \"target\"", Path::new("my.toml")).expect("it reads");
    assert!(hash(&own) != hash(&crate::product::LEXICON) && hash(&own).len() == 64);
}

#[test]
fn files_are_replaced_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir_all(folder.path().join("out/documents")).expect("a folder");
    // A folder stands where the file should: the write fails, names it, and leaves no temporary file.
    std::fs::create_dir(folder.path().join("out/dataset.json")).expect("a folder");
    std::fs::write(folder.path().join("good.txt"), seed()).expect("written");
    let (code, _, stderr) = run(folder.path(), &["extract", "good.txt", "-o", "out"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("dataset.json: cannot be written"), "{stderr}");
    let left: Vec<_> = std::fs::read_dir(folder.path().join("out"))
        .expect("readable")
        .filter_map(|entry| entry.ok())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with(".hyotei"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn every_encoding_of_japan_gives_the_same_records() {
    let text = String::from_utf8(seed()).expect("UTF-8");
    let texts = |product: &Value| -> Vec<String> {
        ["targets", "results", "notes"]
            .iter()
            .flat_map(|table| product[*table].as_array().cloned().unwrap_or_default())
            .map(|row| row["text"].as_str().unwrap_or("").to_owned())
            .collect()
    };
    let read = |bytes: Vec<u8>| product_of("x", bytes);
    let plain = texts(&read(text.clone().into_bytes()));
    assert!(plain.len() > 5);
    for (name, encoding) in [("Shift_JIS", encoding_rs::SHIFT_JIS), ("EUC-JP", encoding_rs::EUC_JP), ("ISO-2022-JP", encoding_rs::ISO_2022_JP)] {
        let product = read(encoding.encode(&text).0.into_owned());
        assert_eq!(product["documents"][0]["encoding"], name);
        assert_eq!(texts(&product), plain, "{name}");
    }
    let marked: Vec<u8> = [0xef, 0xbb, 0xbf].into_iter().chain(text.bytes()).collect();
    assert_eq!(texts(&read(marked)), plain);
    let little: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(texts(&read(little)), plain);
    let unmarked: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(read(unmarked)["documents"][0]["encoding"], "UTF-16BE");
}
