//! Runs (実行): threads, folders, links, pipes, full devices, and what an earlier or another run left.

use crate::product::root;
use assert_cmd::Command;
use serde_json::Value;
use std::path::Path;

struct Run {
    code: i32,
    out: String,
    err: String,
}

fn run(folder: &Path, arguments: &[&str]) -> Run {
    let output =
        Command::cargo_bin("hyotei").expect("the binary builds").current_dir(folder).args(arguments).timeout(std::time::Duration::from_secs(60)).output().expect("it runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Run { code: output.status.code().unwrap_or(-1), out: text(&output.stdout), err: text(&output.stderr) }
}

const SHEET: &str = "事業名\t評価\n図書館\tＡ\n公民館\tＢ\n";

fn folder_with(files: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for name in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, format!("{SHEET}{name}\n")).expect("written");
    }
    folder
}

fn bytes(folder: &Path, output: &str) -> Vec<u8> {
    std::fs::read(folder.join(output).join("dataset.json")).expect("written")
}

fn dataset(folder: &Path, output: &str) -> Value {
    serde_json::from_slice(&bytes(folder, output)).expect("JSON")
}

fn paths(dataset: &Value) -> Vec<&str> {
    dataset["documents"].as_array().into_iter().flatten().filter_map(|row| row["path"].as_str()).collect()
}

#[test]
fn threads_beyond_the_processors_are_not_made_and_none_is_an_error() {
    let folder = folder_with(&["a.txt"]);
    let none = run(folder.path(), &["extract", "a.txt", "-o", "out", "--threads", "0"]);
    assert_eq!(none.code, 2);
    assert!(none.err.starts_with("hyotei: --threads 0: give 1 to ") && none.err.lines().count() == 1, "{}", none.err);
    let many = run(folder.path(), &["extract", "a.txt", "-o", "out", "--threads", "100000"]);
    assert_eq!(many.code, 0, "{}", many.err);
    assert!(many.err.contains("hyotei: --threads 100000: ") && many.err.contains("one for each processor"), "{}", many.err);
}

#[cfg(unix)]
#[test]
fn links_to_nothing_and_to_the_folder_above_are_told_and_the_bytes_are_the_same_for_any_spelling() {
    use std::os::unix::fs::symlink;
    let folder = folder_with(&["s/a.txt", "s/b/c.txt"]);
    symlink("nowhere", folder.path().join("s/dangling")).expect("a link");
    symlink("..", folder.path().join("s/b/up")).expect("a link");
    symlink("self", folder.path().join("s/self")).expect("a link");
    symlink("b", folder.path().join("s/twin")).expect("a link");
    let absolute = folder.path().join("s").to_string_lossy().into_owned();
    for (output, input) in [("one", "s"), ("two", "./s"), ("three", &absolute), ("four", "s/b/..")] {
        let done = run(folder.path(), &["extract", input, "-o", output]);
        assert_eq!(done.code, 1, "{}", done.err);
        assert!(done.out.contains("skipped                  1"), "{}", done.out);
        assert!(bytes(folder.path(), output) == bytes(folder.path(), "one"), "{input}");
    }
    let all = dataset(folder.path(), "one");
    assert_eq!(paths(&all), ["a.txt", "b/c.txt", "b/up", "dangling", "self"]);
    let told: Vec<&str> = all["diagnostics"].as_array().expect("diagnostics").iter().filter(|row| row["code"] == "unreadable").filter_map(|row| row["message"].as_str()).collect();
    assert!(told.iter().any(|message| message.contains("dangling: cannot be read: a link to what is not there")), "{told:?}");
    assert!(told.iter().any(|message| message.contains("b/up: cannot be read: a link to a folder that it stands in")), "{told:?}");
    assert!(told.iter().all(|message| !message.contains('\0') && !message.contains("unexpected NUL") && !message.contains(&absolute)), "{told:?}");
}

#[cfg(unix)]
#[test]
fn a_pipe_in_a_folder_is_a_loss_and_a_pipe_or_device_alone_cannot_be_read() {
    let folder = folder_with(&["s/a.txt"]);
    let made = std::process::Command::new("mkfifo").arg(folder.path().join("s/pipe")).status();
    if !made.is_ok_and(|status| status.success()) {
        return;
    }
    let done = run(folder.path(), &["extract", "s", "-o", "out"]);
    assert_eq!(done.code, 1);
    assert!(done.err.contains("pipe: unreadable: pipe: cannot be read: a pipe, no file"), "{}", done.err);
    for path in ["s/pipe", "/dev/zero"] {
        for command in [&["extract", path, "-o", "out"][..], &["inspect", path]] {
            let done = run(folder.path(), command);
            assert_eq!((done.code, done.err.lines().count()), (2, 1), "{}", done.err);
            assert!(done.err.contains("no file; give `-`"), "{}", done.err);
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_one_line_and_no_panic() {
    let folder = folder_with(&["a.txt"]);
    for arguments in [&["schema"][..], &["diagnostics"], &["residue"], &["formats"], &["inspect", "a.txt"], &["extract", "a.txt", "-o", "out"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("it is there");
        let done = std::process::Command::new(assert_cmd::cargo::cargo_bin("hyotei")).current_dir(folder.path()).args(arguments).stdout(full).output().expect("it runs");
        let told = String::from_utf8_lossy(&done.stderr);
        assert_eq!(done.status.code(), Some(2), "{arguments:?} {told}");
        assert!(told.starts_with("hyotei: standard output: cannot be written") && told.lines().count() == 1, "{told}");
    }
    let done = run(folder.path(), &["extract", "a.txt", "-o", "/dev/full"]);
    assert_eq!((done.code, done.err.lines().count()), (2, 1), "{}", done.err);
}

#[test]
fn hidden_files_and_output_folders_are_counted_and_never_read() {
    let folder = folder_with(&["s/a.txt", "s/.b.txt", "s/.git/c.txt", "s/d/e.txt"]);
    let first = run(folder.path(), &["extract", "s", "-o", "s/out"]);
    assert_eq!(first.code, 0, "{}", first.err);
    assert!(first.out.contains("hidden, not read         2\nskipped                  0"), "{}", first.out);
    let before = bytes(folder.path(), "s/out");
    let again = run(folder.path(), &["extract", "s", "-o", "s/out"]);
    assert!(again.out.contains("skipped                  1"), "{}", again.out);
    assert!(bytes(folder.path(), "s/out") == before);
    run(folder.path(), &["extract", "s", "-o", "s/d/other"]);
    assert_eq!(paths(&dataset(folder.path(), "s/d/other")), ["a.txt", "d/e.txt"]);
    let own = run(folder.path(), &["extract", "s", "-o", "s"]);
    assert_eq!(own.code, 2);
    assert!(own.err.contains("this is the output folder itself"), "{}", own.err);
}

#[test]
fn tables_of_an_earlier_run_do_not_stand_beside_the_new_dataset() {
    let folder = folder_with(&["a.txt", "b.txt"]);
    run(folder.path(), &["extract", "a.txt", "-o", "out", "--to", "csv,ndjson,parquet,sqlite,json"]);
    std::fs::write(folder.path().join("out/memo.csv"), "mine").expect("written");
    std::fs::write(folder.path().join("out/.hyotei-killed"), "half").expect("written");
    assert!(folder.path().join("out/dataset.sqlite").exists() && folder.path().join("out/item_departments.csv").exists());
    let done = run(folder.path(), &["extract", "b.txt", "-o", "out"]);
    assert_eq!(done.code, 0, "{}", done.err);
    let mut left: Vec<_> = std::fs::read_dir(folder.path().join("out")).expect("a folder").flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    left.sort();
    assert_eq!(left, ["dataset.json", "memo.csv"]);
}

#[test]
fn a_second_run_into_a_folder_says_so_and_stops() {
    let folder = folder_with(&["a.txt"]);
    let held = hyotei::emit::folder::Folder::hold(&folder.path().join("out")).expect("it is free");
    let done = run(folder.path(), &["extract", "a.txt", "-o", "out"]);
    assert_eq!((done.code, done.err.as_str()), (2, "hyotei: out: another run of hyotei writes into this folder; wait for it to end, or give another folder\n"));
    assert!(!folder.path().join("out/dataset.json").exists());
    drop(held);
    assert_eq!(run(folder.path(), &["extract", "a.txt", "-o", "out"]).code, 0);
    assert_eq!(std::fs::read_dir(folder.path().join("out")).expect("a folder").count(), 1);
}

#[test]
fn what_is_said_several_times_is_said_once_with_its_count() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = "事業名\t今年度\n道路\t同上\n公園\t同上\n";
    std::fs::write(folder.path().join("a.txt"), format!("{table}\n本文\n\n{table}")).expect("written");
    run(folder.path(), &["extract", "a.txt", "-o", "out"]);
    let all = dataset(folder.path(), "out");
    let mut told: Vec<(String, String)> =
        all["diagnostics"].as_array().expect("diagnostics").iter().map(|row| (row["code"].to_string(), row["message"].as_str().unwrap_or("").to_owned())).collect();
    told.sort();
    assert!(told.iter().any(|(_, message)| message.ends_with("times, first here)")), "{told:?}");
    let count = told.len();
    told.dedup();
    assert_eq!(told.len(), count);
}

#[test]
fn what_is_refused_is_hashed_and_named_but_not_held() {
    use sha2::{Digest, Sha256};
    let folder = folder_with(&["a.txt"]);
    let mut png = b"\x89PNG\r\n\x1a\n\0\0".to_vec();
    png.resize(3 << 20, 7);
    std::fs::write(folder.path().join("b.png"), &png).expect("written");
    let mut junk = vec![0u8; 3 << 20];
    junk.iter_mut().enumerate().for_each(|(at, byte)| *byte = (at * 31 % 251) as u8);
    std::fs::write(folder.path().join("c.bin"), &junk).expect("written");
    std::fs::copy(root().join("fixtures/formats/report.docx"), folder.path().join("d.docx")).expect("copied");
    let done = run(folder.path(), &["extract", "a.txt", "b.png", "c.bin", "d.docx", "-o", "out"]);
    assert_eq!(done.code, 1, "{}", done.err);
    let all = dataset(folder.path(), "out");
    for (name, format, bytes) in [("b.png", "png", &png), ("c.bin", "binary", &junk)] {
        let row = all["documents"].as_array().expect("documents").iter().find(|row| row["path"] == name).expect("it is named");
        let hash: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!((&row["format"], &row["bytes"], &row["sha256"]), (&format.into(), &bytes.len().into(), &hash.into()));
    }
    assert!(all["documents"].as_array().expect("documents").iter().any(|row| row["format"] == "docx"));
}

#[test]
fn inspect_names_what_it_cannot_read_and_follows_the_width() {
    use unicode_width::UnicodeWidthStr;
    let folder = folder_with(&["a.txt"]);
    std::fs::write(folder.path().join("d.png"), b"\x89PNG\r\n\x1a\n\0\0").expect("written");
    let refused = run(folder.path(), &["inspect", "d.png"]);
    assert_eq!((refused.code, refused.out.as_str()), (1, "no tables\n"));
    assert!(refused.err.contains("d.png: unsupported-format: d.png: a PNG image"), "{}", refused.err);
    let seed = root().join("fixtures/004_60d463c5be032d0a.txt").to_string_lossy().into_owned();
    for width in ["40", "80", "200"] {
        let drawn = run(folder.path(), &["inspect", &seed, "--width", width]);
        let bound: usize = width.parse().expect("a number");
        let rows: Vec<&str> = drawn.out.lines().filter(|line| line.ends_with('|')).collect();
        assert!(rows.len() > 5 && rows.iter().all(|line| line.width() <= bound), "{width}: {}", drawn.out);
    }
    let one = run(folder.path(), &["inspect", "a.txt", "--table", "0"]);
    assert_eq!(one.out.lines().filter(|line| line.starts_with("table ")).count(), 1, "{}{}", one.out, one.err);
    let none = run(folder.path(), &["inspect", "a.txt", "--table", "99"]);
    assert_eq!((none.code, none.err.as_str()), (2, "hyotei: a.txt: no table 99; without --table all are shown\n"));
}

#[test]
fn a_killed_run_is_resumed_and_the_output_is_that_of_an_unbroken_one() {
    use crate::product::LEXICON;
    use hyotei::{
        correct::Corrections,
        discover::discover,
        emit::write::write_parts,
        pipeline::{Settings, spooled},
    };
    let none = Corrections::default();
    let plain = Settings { lexicon: &LEXICON, forms: None, corrections: &none };
    let folder = tempfile::tempdir().expect("a folder");
    // Some 11 MB of rows: more than stands in memory, so that a spool is there to be resumed.
    let seed = std::fs::read_to_string(root().join("fixtures/002_9f3e10c7832f9a78.txt")).expect("it reads");
    std::fs::create_dir_all(folder.path().join("in")).expect("made");
    for number in 0..100 {
        std::fs::write(folder.path().join(format!("in/{number:03}.txt")), format!("{seed}\n{number}\n")).expect("written");
    }
    let found = discover(&[folder.path().join("in")]).expect("files");
    let output = |name: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(&path).expect("made");
        path
    };
    let whole = spooled(&found, plain, &output("whole"), |_| {}).expect("told");
    write_parts(&output("whole"), &whole.spool, &whole.parts, false).expect("written");
    drop(whole);
    // Killed: the spool stays as it is, the end of it torn off.
    std::mem::forget(spooled(&found, plain, &output("broken"), |_| {}).expect("told"));
    let spool = output("broken").join(".hyotei-spool");
    let length = std::fs::metadata(&spool).expect("a batch of this size is spooled").len();
    std::fs::OpenOptions::new().write(true).open(&spool).expect("opens").set_len(length - 1_000).expect("torn");
    let resumed = spooled(&found, plain, &output("broken"), |_| {}).expect("told");
    assert!(resumed.resumed > 20 && resumed.resumed < 100, "{}", resumed.resumed);
    write_parts(&output("broken"), &resumed.spool, &resumed.parts, false).expect("written");
    drop(resumed);
    assert!(bytes(folder.path(), "broken") == bytes(folder.path(), "whole"));
    assert!(!spool.exists());
    // Other input, other corrections: nothing of it is taken.
    let corrected = folder.path().join("corrections.toml");
    std::fs::write(&corrected, "[[text]]\ndocument = \"000.txt\"\nbefore = \"市民\"\nafter = \"住民\"\n").expect("written");
    let corrections = Corrections::load(&corrected).expect("it reads");
    let all = &found;
    for (found, corrections) in [(&found[1..], &none), (&found[..], &corrections)] {
        std::mem::forget(spooled(all, plain, &output("broken"), |_| {}).expect("told"));
        assert_eq!(spooled(found, Settings { corrections, ..plain }, &output("broken"), |_| {}).expect("told").resumed, 0);
    }
}

#[test]
fn lines_of_colons_and_wide_rows_cost_linear_time() {
    // Name, what the line begins with, what is repeated in it.
    let shapes = [("colons", "", ":"), ("rules", "", "="), ("labels", "", "目標："), ("headed", "【目標】", "あ："), ("a wide row", "事業名\t評価\n", "評価：Ａ（達成）※1\t")];
    for (name, start, piece) in shapes {
        let text = |n: usize| hyotei::model::document::Input { path: "a.txt".to_owned(), bytes: format!("{start}{}\n", piece.repeat(n / piece.len())).into_bytes() };
        crate::cost::assert_linear(name, &text(30_000), &text(120_000), |input| {
            std::hint::black_box(hyotei::pipeline::document(input, &crate::product::LEXICON));
        });
    }
}
