//! The whole flow on reports that were damaged at random: no fault of ours, the contract's promises kept, nothing lost.

use crate::product::{LEXICON, root};
use hyotei::model::document::Input;
use hyotei::pipeline::document;
use proptest::prelude::*;
use std::sync::LazyLock;

/// Lines of the seeds and of the hand-made sheets.
static LINES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut paths: Vec<_> = ["fixtures", "fixtures/forms"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(root().join(folder)).expect("the folder reads"))
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt" || extension == "md"))
        .collect();
    paths.sort();
    let text: Vec<String> = paths.iter().map(|path| std::fs::read_to_string(path).expect("it is UTF-8")).collect();
    text.iter().flat_map(|text| text.lines().map(str::to_owned)).collect()
});

/// Characters that fold to more or fewer bytes, compose, join, or mean something to a reader.
const ODD: &[&str] = &[
    "\u{3099}",
    "か\u{3099}",
    "é",
    "e\u{301}",
    "\u{fe00}",
    "ﾊﾟ",
    "㌔",
    "㈱",
    "\t",
    "\t\t",
    "<br>",
    "<p>",
    "</p>",
    "<td",
    "&amp;",
    "&#x3099;",
    "(",
    "（",
    "】",
    "\u{3000}",
    "①",
    "↑",
    "→",
    "\u{200b}",
    "🉐",
    "𠮷",
    "１",
    "：",
    "・",
    "同上",
    "〃",
    "|",
];

#[derive(Clone, Debug)]
enum Damage {
    Drop(prop::sample::Index),
    Twice(prop::sample::Index),
    Insert(prop::sample::Index, prop::sample::Index, usize),
    Cut(prop::sample::Index, prop::sample::Index),
    Swap(prop::sample::Index, prop::sample::Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<prop::sample::Index>;
    prop_oneof![
        at().prop_map(Damage::Drop),
        at().prop_map(Damage::Twice),
        (at(), at(), 0..ODD.len()).prop_map(|(line, place, odd)| Damage::Insert(line, place, odd)),
        (at(), at(), 0..ODD.len()).prop_map(|(line, place, odd)| Damage::Insert(line, place, odd)),
        (at(), at()).prop_map(|(line, place)| Damage::Cut(line, place)),
        (at(), at()).prop_map(|(one, other)| Damage::Swap(one, other)),
    ]
}

/// A place between two characters of a line.
fn place(line: &str, index: &prop::sample::Index) -> usize {
    let places: Vec<usize> = line.char_indices().map(|(at, _)| at).chain([line.len()]).collect();
    places[index.index(places.len())]
}

fn damaged(mut lines: Vec<String>, damages: &[Damage]) -> String {
    for damage in damages {
        match damage {
            _ if lines.is_empty() => break,
            Damage::Drop(line) => {
                lines.remove(line.index(lines.len()));
            }
            Damage::Twice(line) => {
                let at = line.index(lines.len());
                lines.insert(at, lines[at].clone());
            }
            Damage::Insert(line, at, odd) => {
                let line = line.index(lines.len());
                let at = place(&lines[line], at);
                lines[line].insert_str(at, ODD[*odd]);
            }
            Damage::Cut(line, at) => {
                let line = line.index(lines.len());
                let at = place(&lines[line], at);
                lines[line].truncate(at);
            }
            Damage::Swap(one, other) => {
                let (one, other) = (one.index(lines.len()), other.index(lines.len()));
                lines.swap(one, other);
            }
        }
    }
    lines.join("\n")
}

fn kept(text: &str, name: &str) {
    let dataset = document(&Input { path: name.to_owned(), bytes: text.as_bytes().to_vec() }, &LEXICON);
    let problems = hyotei::emit::validate::check(&serde_json::to_value(&dataset).expect("it is JSON"));
    assert!(problems.is_empty(), "{problems:?}\n{text}");
    for document in &dataset.documents {
        let coverage = &document.coverage;
        assert_eq!(coverage.characters, coverage.recorded + coverage.headers + coverage.residue, "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(300), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pages_damaged_at_random_keep_the_promises(
        start in any::<prop::sample::Index>(),
        length in 3usize..60,
        damages in prop::collection::vec(damage(), 0..25),
        form in 0usize..3,
    ) {
        let from = start.index(LINES.len());
        let lines = LINES[from..(from + length).min(LINES.len())].to_vec();
        let text = damaged(lines, &damages);
        match form {
            0 => kept(&text, "a.txt"),
            1 => {
                let rows: String = text.lines().map(|line| format!("<tr><td>{}</td></tr>", line.replace('\t', "</td><td>"))).collect();
                kept(&format!("<html><body><h1>令和5年度 事務事業評価</h1><table>{rows}</table></body></html>"), "a.html");
            }
            _ => kept(&text.replace('\t', ","), "a.csv"),
        }
    }
}
