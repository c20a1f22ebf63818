//! The functions of `fuzz/`, run over seeded mutations of the fixtures: the same bytes on every machine.

#[path = "../../fuzz/functions.rs"]
mod functions;

use crate::product::root;
use std::path::PathBuf;

/// A generator of numbers that gives the same for the same seed (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }
}

/// Words that mean something to a reader.
const WORDS: &[&[u8]] = &[
    "：".as_bytes(),
    "【".as_bytes(),
    "】".as_bytes(),
    b"\t",
    b"\n",
    b"<td rowspan=9>",
    b"</table>",
    b"|",
    b"\"",
    b"\0",
    b"\xff",
    "同上".as_bytes(),
    b"repeated=\"99\"",
    b"&#x",
    b"obj",
];

fn mutated(bytes: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..1 + random.below(8) {
        let at = random.below(bytes.len());
        match random.below(6) {
            _ if bytes.is_empty() => bytes.extend_from_slice(WORDS[random.below(WORDS.len())]),
            0 => bytes[at] = random.below(256) as u8,
            1 => drop(bytes.splice(at..at, WORDS[random.below(WORDS.len())].iter().copied())),
            2 => drop(bytes.drain(at..(at + random.below(40)).min(bytes.len()))),
            3 => {
                let piece = bytes[at..(at + random.below(200)).min(bytes.len())].to_vec();
                let to = random.below(bytes.len());
                drop(bytes.splice(to..to, piece));
            }
            4 => bytes.truncate(at),
            _ => bytes[at] ^= 1 << random.below(8),
        }
    }
}

/// The shortest fixtures of each kind that is fuzzed by a function of this name.
fn seeds(function: &str) -> Vec<Vec<u8>> {
    let endings: &[&str] = match function {
        "html" => &["html"],
        "markdown" => &["md"],
        "csv" => &["csv", "tsv"],
        "xlsx" => &["xlsx", "xlsb"],
        "xls" => &["xls"],
        "ods" => &["ods"],
        "pdf" => &["pdf"],
        "archive" => &["zip"],
        "mixed" => &["txt"],
        _ => &["html", "md", "csv", "tsv", "xlsx", "xlsb", "xls", "ods", "pdf", "txt"],
    };
    let folders = ["fixtures/formats", "fixtures/formats/pdf", "fixtures/forms", "fixtures/confusion"];
    let mut paths: Vec<(u64, PathBuf)> = folders
        .iter()
        .flat_map(|folder| std::fs::read_dir(root().join(folder)).into_iter().flatten().flatten())
        .map(|entry| (entry.metadata().map_or(0, |about| about.len()), entry.path()))
        .collect();
    paths.retain(|(size, path)| *size < 200_000 && path.extension().is_some_and(|ending| endings.iter().any(|one| ending == *one)));
    paths.sort();
    paths.into_iter().take(10).map(|(_, path)| std::fs::read(path).expect("it reads")).collect()
}

#[test]
fn mutations_of_the_fixtures_break_no_function() {
    let rounds: usize = std::env::var("FUZZ_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(6);
    for (number, (name, function)) in functions::ALL.iter().enumerate() {
        let seeds = seeds(name);
        assert!(!seeds.is_empty(), "{name} has seeds");
        let mut random = Random(0x9e37_79b9_7f4a_7c15 + number as u64);
        for seed in &seeds {
            for _ in 0..rounds {
                let mut bytes = seed.clone();
                mutated(&mut bytes, &mut random);
                function(&bytes);
            }
        }
    }
}
