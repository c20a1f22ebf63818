//! Changes (更新履歴): what a release has that the one before had not, table by table and file by file.

use crate::error::Error;
use crate::release::about::About;
use crate::tables::catalog;
use crate::tables::dataset::{ARRAYS, Part, Reader, parse};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

/// The `dataset.json` of a release or of the folder of a dataset.
pub fn dataset(folder: &Path) -> PathBuf {
    let inner = folder.join(crate::release::DATA).join("dataset.json");
    if inner.is_file() { inner } else { folder.join("dataset.json") }
}

/// Rows of a dataset: for each array the first eight bytes of the hash of each row, by its key.
struct Rows {
    arrays: Vec<HashMap<String, u64>>,
    documents: BTreeMap<String, String>,
    made_by: Value,
}

impl Rows {
    fn read(path: &Path, keys: &HashMap<String, String>) -> Result<Rows, Error> {
        let mut out = Rows { arrays: vec![HashMap::new(); ARRAYS.len()], documents: BTreeMap::new(), made_by: Value::Null };
        let mut reader = Reader::open(path)?;
        let mut at = None;
        loop {
            match reader.next_part()? {
                None => return Ok(out),
                Some((line, Part::MadeBy(text))) => out.made_by = parse(path, line, text)?,
                Some((_, Part::Array(name))) => at = ARRAYS.iter().position(|known| *known == name),
                Some((line, Part::Record(text, _))) => {
                    let Some(at) = at else { continue };
                    let digest = Sha256::digest(text.as_bytes());
                    let hash = digest.iter().take(8).fold(0u64, |hash, byte| hash << 8 | u64::from(*byte));
                    let row: Value = parse(path, line, text)?;
                    if at == 0 {
                        out.documents.insert(row["path"].as_str().unwrap_or_default().to_owned(), row["sha256"].as_str().unwrap_or_default().to_owned());
                    }
                    // A row without a key is itself.
                    let key = keys.get(ARRAYS[at]).and_then(|key| row[key].as_str()).map_or_else(|| format!("{hash:x}"), str::to_owned);
                    out.arrays[at].insert(key, hash);
                }
            }
        }
    }
}

/// The text of `CHANGELOG.md`.
///
/// # Errors
/// [`Error::Read`] with the path, [`Error::Invalid`] with the line.
pub fn changelog(now: &Path, before: Option<&Path>, about: &About, schema: &str) -> Result<String, Error> {
    let day = about.issued.as_deref().map(|day| format!("（{day}）")).unwrap_or_default();
    let mut out = format!("# 更新履歴（Changelog）\n\n## {}{day}\n\n", about.version);
    let tables = catalog::tables(schema).map_err(|reason| Error::Invalid { path: now.to_owned(), reason })?;
    let keys: HashMap<String, String> = tables.iter().filter_map(|table| Some((table.name.clone(), table.key.first()?.clone()))).collect();
    let Some(before) = before else {
        out.push_str("最初の公開です。 The first release.\n");
        return Ok(out);
    };
    let (new, old) = (Rows::read(now, &keys)?, Rows::read(before, &keys)?);
    out.push_str("| 表 Table | 前回 Before | 今回 Now | 追加 Added | 削除 Removed | 変更 Changed |\n|---|---:|---:|---:|---:|---:|\n");
    for (at, array) in ARRAYS.iter().enumerate() {
        let (new, old) = (&new.arrays[at], &old.arrays[at]);
        let added = new.keys().filter(|key| !old.contains_key(*key)).count();
        let removed = old.keys().filter(|key| !new.contains_key(*key)).count();
        let changed = new.iter().filter(|(key, hash)| old.get(*key).is_some_and(|before| before != *hash)).count();
        let title = tables.iter().find(|table| table.name == *array).map_or(*array, |table| table.japanese.as_str());
        out.push_str(&format!("| {title} `{array}` | {} | {} | {added} | {removed} | {changed} |\n", old.len(), new.len()));
    }
    let mut list = |heading: &str, paths: Vec<&String>| {
        if !paths.is_empty() {
            out.push_str(&format!("\n### {heading}\n\n"));
            paths.iter().for_each(|path| out.push_str(&format!("- `{path}`\n")));
        }
    };
    list("追加した文書 Documents added", new.documents.keys().filter(|path| !old.documents.contains_key(*path)).collect());
    list("削除した文書 Documents removed", old.documents.keys().filter(|path| !new.documents.contains_key(*path)).collect());
    list(
        "内容が変わった文書 Documents whose file changed",
        new.documents.iter().filter(|(path, hash)| old.documents.get(*path).is_some_and(|before| before != *hash)).map(|(path, _)| path).collect(),
    );
    for (name, label) in [("contract", "データ仕様の版 Contract"), ("program", "プログラム Program"), ("lexicon", "語彙 Lexicon"), ("forms", "様式 Forms")] {
        if new.made_by[name] != old.made_by[name] {
            out.push_str(&format!("\n- {label}: `{}` → `{}`\n", plain(&old.made_by[name]), plain(&new.made_by[name])));
        }
    }
    Ok(out)
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
