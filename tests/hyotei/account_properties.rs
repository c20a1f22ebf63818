//! Nothing is lost: the account of fixtures, real sheets, generated documents and mutations of fixtures, counted from the JSON.

use crate::account::complaints;
use crate::product::{LEXICON, product_of, root};
use hyotei::model::document::Input;
use proptest::prelude::*;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// Longest file that is mutated, in bytes: many short ones show more than a few long ones.
const MOST: u64 = 60_000;

fn under(folder: &Path, out: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            under(&path, out);
        } else {
            out.push(path);
        }
    }
    out.sort();
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut out = vec![];
    under(folder, &mut out);
    out.retain(|path| !path.extension().is_some_and(|extension| extension == "json" || extension == "zip"));
    out
}

/// The text that offsets point into, and the dataset.
fn read(name: &str, bytes: &[u8]) -> (String, Value) {
    let input = Input { path: name.to_owned(), bytes: bytes.to_vec() };
    let text = hyotei::pipeline::pieces(&input, &LEXICON).0.text;
    (text, product_of(name, bytes.to_vec()))
}

fn wrong(name: &str, bytes: &[u8]) -> Vec<String> {
    let (text, dataset) = read(name, bytes);
    complaints(&text, &dataset)
}

fn holds(folder: &Path) {
    let all = files(folder);
    if all.is_empty() {
        println!("{}: not here, skipped", folder.display());
        return;
    }
    let mut found = vec![];
    for path in &all {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        found.extend(wrong(&name, &std::fs::read(path).expect("it reads")).into_iter().map(|words| format!("{}: {words}", path.display())));
    }
    println!("{}: {} files", folder.display(), all.len());
    assert!(found.is_empty(), "{} places: {:#?}", found.len(), &found[..found.len().min(40)]);
}

#[test]
fn nothing_is_lost_of_the_fixtures() {
    holds(&root().join("fixtures"));
}

#[test]
fn nothing_is_lost_of_generated_documents() {
    holds(&root().join("fixtures/generated"));
}

#[test]
fn nothing_is_lost_of_real_sheets() {
    for folder in ["/work/shared/real", "/work/shared/cities"] {
        holds(Path::new(folder));
    }
}

#[test]
fn the_count_finds_what_was_dropped() {
    let path = root().join("fixtures/004_60d463c5be032d0a.txt");
    let (text, whole) = read("004.txt", &std::fs::read(path).expect("the seed reads"));
    assert!(complaints(&text, &whole).is_empty());
    for table in ["targets", "results", "ratings", "notes", "residue"] {
        let mut less = whole.clone();
        let list = less[table].as_array_mut().expect("a table");
        assert!(list.pop().is_some(), "{table} holds a row");
        assert!(!complaints(&text, &less).is_empty(), "a row of {table} was dropped and nobody saw it");
    }
    let mut lied = whole.clone();
    lied["documents"][0]["coverage"]["recorded"] = 1_000_000.into();
    assert!(!complaints(&text, &lied).is_empty());
}

static SHORT: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let paths = files(&root().join("fixtures")).into_iter().filter(|path| path.metadata().is_ok_and(|metadata| metadata.len() <= MOST));
    paths.map(|path| (path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(), std::fs::read(&path).expect("it reads"))).collect()
});

#[derive(Clone, Debug)]
enum Mutation {
    /// One byte is another.
    Byte(prop::sample::Index, u8),
    /// Bytes are gone.
    Cut(prop::sample::Index, usize),
    /// A line is gone.
    Line(prop::sample::Index),
    /// A line stands elsewhere too.
    Twice(prop::sample::Index, prop::sample::Index),
    /// A cell's blank is gone, or a line's end.
    Separator(prop::sample::Index),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let at = any::<prop::sample::Index>;
    prop_oneof![
        (at(), any::<u8>()).prop_map(|(place, byte)| Mutation::Byte(place, byte)),
        (at(), 1usize..200).prop_map(|(place, length)| Mutation::Cut(place, length)),
        at().prop_map(Mutation::Line),
        (at(), at()).prop_map(|(one, other)| Mutation::Twice(one, other)),
        at().prop_map(Mutation::Separator),
    ]
}

fn mutated(bytes: &[u8], mutations: &[Mutation]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for mutation in mutations {
        if bytes.is_empty() {
            break;
        }
        let mut lines: Vec<Vec<u8>> = vec![];
        match mutation {
            Mutation::Byte(place, byte) => {
                let at = place.index(bytes.len());
                bytes[at] = *byte;
            }
            Mutation::Cut(place, length) => {
                let at = place.index(bytes.len());
                bytes.drain(at..(at + length).min(bytes.len()));
            }
            Mutation::Separator(place) => {
                let places: Vec<usize> = (0..bytes.len()).filter(|at| matches!(bytes[*at], b'\t' | b'\n' | b',' | b'|' | b'>')).collect();
                if !places.is_empty() {
                    bytes.remove(places[place.index(places.len())]);
                }
            }
            Mutation::Line(_) | Mutation::Twice(..) => lines = bytes.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect(),
        }
        match mutation {
            Mutation::Line(line) => {
                lines.remove(line.index(lines.len()));
            }
            Mutation::Twice(one, other) => {
                let line = lines[one.index(lines.len())].clone();
                lines.insert(other.index(lines.len()), line);
            }
            _ => continue,
        }
        bytes = lines.join(&b'\n');
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(150), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_of_mutated_fixtures(which in any::<prop::sample::Index>(), mutations in prop::collection::vec(mutation(), 1..12)) {
        let (name, bytes) = &SHORT[which.index(SHORT.len())];
        let found = wrong(name, &mutated(bytes, &mutations));
        prop_assert!(found.is_empty(), "{name}: {found:#?}");
    }
}
