//! The floors of the house: imports run strictly downward, and a stage never imports another stage.

use crate::product::root;
use std::path::{Path, PathBuf};

const FLOORS: [(&str, u8); 22] = [
    ("main", 7),
    ("cli", 7),
    ("lib", 7),
    ("pipeline", 6),
    ("review", 6),
    ("forms", 5),
    ("release", 5),
    ("correct", 4),
    ("survey", 4),
    ("understand", 4),
    ("tell", 4),
    ("discover", 4),
    ("decode", 4),
    ("read", 4),
    ("rebuild", 4),
    ("interpret", 4),
    ("emit", 4),
    ("tables", 4),
    ("see", 3),
    ("model", 2),
    ("japanese", 1),
    ("error", 0),
];

fn floor(room: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == room).map(|(_, floor)| *floor)
}

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("src is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, out)
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            out.push(path)
        }
    }
}

/// The room of a file and every room it imports, where that runs upward or across.
fn breaches(room: &str, text: &str) -> Vec<String> {
    let own = floor(room).unwrap_or_else(|| panic!("{room} is on no floor"));
    // Only the tests at a file's end are left out: a module of tests may be declared among the others.
    let code: String = text.split("#[cfg(test)]\nmod tests").next().unwrap_or("").lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut out = vec![];
    for part in code.split("crate::").skip(1) {
        let group: Vec<&str> = match part.strip_prefix('{') {
            Some(inner) => inner.split('}').next().unwrap_or("").split(',').collect(),
            None => vec![part],
        };
        for name in group {
            let target: String = name.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if let Some(other) = floor(&target)
                && target != room
                && other >= own
                && own < 7
            {
                out.push(format!("{room} imports {target}"));
            }
        }
    }
    out
}

#[test]
fn imports_run_strictly_downward() {
    let source = root().join("src");
    let mut all = vec![];
    files(&source, &mut all);
    assert!(all.len() > 20);
    let mut found = vec![];
    for path in all {
        let relative = path.strip_prefix(&source).expect("under src");
        let room = relative.components().next().map(|part| part.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()).unwrap_or_default();
        let text = std::fs::read_to_string(&path).expect("reads");
        found.extend(breaches(&room, &text).into_iter().map(|breach| format!("{}: {breach}", relative.display())));
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_check_finds_a_breach() {
    assert_eq!(breaches("read", "use crate::interpret::x;"), ["read imports interpret"]);
    assert_eq!(breaches("japanese", "use crate::{model::grid, error};"), ["japanese imports model"]);
    assert_eq!(breaches("read", "#[cfg(test)]\nmod oracle;\nuse crate::emit::x;"), ["read imports emit"]);
    assert!(breaches("read", "#[cfg(test)]\nmod tests {\nuse crate::emit::x;").is_empty());
    assert!(breaches("emit", "use crate::model::record;").is_empty());
}
