//! Names (職員の氏名): a release tells the role of an official, not the name: `庶務課長 山田 花子` under 評価責任者 becomes `庶務課長`, and where the
//! name stands elsewhere in the document each of its characters becomes `○`, so that counts of characters stay what they are.

use crate::error::Error;
use crate::tables::dataset::{ARRAYS, Part, Reader, parse};
use crate::tables::sink::File;
use regex::Regex;
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::LazyLock;

/// What labels of officials hold, spaces and marks apart.
const LABELS: [&str; 16] =
    ["責任者", "課長名", "部長名", "局長名", "室長名", "所長名", "係長名", "館長名", "園長名", "校長名", "担当者名", "記入者", "作成者", "評価者名", "氏名", "担当者"];
/// What a label of something else holds: 担当者数.
const OTHERS: [&str; 8] = ["数", "率", "研修", "利用者", "対象者", "コメント", "意見", "所見"];
/// How names of roles end.
const ROLES: [&str; 12] = ["長", "次長", "補佐", "主幹", "主査", "参事", "主任", "監", "官", "理事", "課員", "係員"];
/// How names of offices end: they are no names of persons.
const OFFICES: [char; 14] = ['課', '部', '室', '局', '所', '係', '館', '園', '校', '市', '区', '町', '村', '会'];
/// Fields that hold what sheets say.
const TEXTS: [&str; 14] = ["text", "title", "name", "comment", "before", "after", "header", "path", "message", "subject", "raw", "meaning", "label", "value"];

/// A name after a label in running text.
static INLINE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:責任者|課長名|部長名|局長名|記入者|作成者|担当者名|職氏名|氏名)[\s:：]*([\p{Han}々]{1,4}[ 　][\p{Han}\p{Hiragana}\p{Katakana}々]{1,4})(?:[\s　)）、。]|$)").ok()
});

/// Copies a dataset to a place with the names of officials reduced; gives how many names. With `keep` it is copied as it is.
///
/// # Errors
/// [`Error::Read`], [`Error::Write`] with the path, [`Error::Invalid`] with the line.
pub fn reduce(from: &Path, to: &Path, keep: bool) -> Result<usize, Error> {
    let names = if keep { HashMap::new() } else { collect(from)? };
    let patterns: HashMap<&str, Regex> = names.iter().filter_map(|(document, names)| Some((document.as_str(), pattern(names)?))).collect();
    let mut file = File::create(to.parent().unwrap_or(Path::new(".")), "dataset.json")?;
    let mut reader = Reader::open(from)?;
    let mut array: Option<(String, bool)> = None;
    let mut next = 0;
    file.add(b"{\n")?;
    let mut first = true;
    while let Some((line, part)) = reader.next_part()? {
        match part {
            Part::MadeBy(text) => {
                file.add(format!("\"made_by\": {text}").as_bytes())?;
                first = false;
            }
            Part::Array(name) => {
                close(&mut file, array.take())?;
                let at = ARRAYS.iter().position(|known| *known == name).unwrap_or(next);
                next = at + 1;
                file.add(format!("{}\"{name}\": [", if first { "" } else { ",\n" }).as_bytes())?;
                first = false;
                array = Some((name.to_owned(), false));
            }
            Part::Record(text, _) => {
                let Some((name, any)) = &mut array else { continue };
                file.add(if *any { b",\n" } else { b"\n" })?;
                *any = true;
                let mut row: Value = parse(from, line, text)?;
                let document = row["document_id"].as_str().map(str::to_owned).unwrap_or_default();
                if let Some(pattern) = patterns.get(document.as_str()) {
                    if is_official(&row)
                        && let Some((role, _)) = row["text"].as_str().and_then(|text| split(text, &row))
                    {
                        row["text"] = role.into();
                    }
                    if name != "documents" {
                        hide(&mut row, pattern);
                    }
                    file.add(row.to_string().as_bytes())?;
                } else {
                    file.add(text.as_bytes())?;
                }
            }
        }
    }
    close(&mut file, array)?;
    file.add(b"\n}\n")?;
    file.place()?;
    Ok(names.values().map(BTreeSet::len).sum())
}

fn close(file: &mut File, array: Option<(String, bool)>) -> Result<(), Error> {
    match array {
        Some((_, true)) => file.add(b"\n]"),
        Some((_, false)) => file.add(b"]"),
        None => Ok(()),
    }
}

/// The names in each document.
fn collect(from: &Path) -> Result<HashMap<String, BTreeSet<String>>, Error> {
    let mut out: HashMap<String, BTreeSet<String>> = HashMap::new();
    let mut reader = Reader::open(from)?;
    loop {
        match reader.next_part()? {
            None => return Ok(out),
            Some((line, Part::Record(text, _))) if text.contains("者") || text.contains("長名") || text.contains("氏名") => {
                let row: Value = parse(from, line, text)?;
                let (Some(document), Some(text)) = (row["document_id"].as_str(), row["text"].as_str()) else { continue };
                let mut found = vec![];
                if is_official(&row) {
                    found.extend(split(text, &row).and_then(|(_, name)| name));
                }
                if let Some(inline) = &*INLINE {
                    found.extend(inline.captures_iter(text).filter_map(|found| Some(found.get(1)?.as_str().to_owned())));
                }
                for name in found {
                    out.entry(document.to_owned()).or_default().insert(name.chars().filter(|character| !character.is_whitespace()).collect());
                }
            }
            Some(_) => {}
        }
    }
}

/// Whether a record stands under a label of an official and is no sentence.
fn is_official(row: &Value) -> bool {
    let bare = |label: &str| label.chars().filter(|character| character.is_alphanumeric()).collect::<String>();
    let label = row["header"].as_array().and_then(|labels| labels.last()).and_then(Value::as_str).map(bare).unwrap_or_default();
    let text = row["text"].as_str().unwrap_or_default();
    LABELS.iter().any(|word| label.contains(word))
        && !OTHERS.iter().any(|word| label.contains(word))
        && text.chars().count() <= 40
        && !text.contains('。')
        && !text.chars().any(|character| character.is_ascii_digit())
}

/// The role, and the name behind it if there is one. Where no role is told it is the label's: 課長名 `山田 花子` is a 課長.
fn split(text: &str, row: &Value) -> Option<(String, Option<String>)> {
    let parts: Vec<&str> = text.split_whitespace().collect();
    let is_role = |part: &str| ROLES.iter().any(|role| part.trim_end_matches(['）', ')', '：', ':']).ends_with(role)) && part.chars().count() > 1;
    if let Some(at) = parts.iter().rposition(|part| is_role(part)) {
        let name = parts[at + 1..].join(" ");
        // Of several officials only the first is told: where a name ends and the next office begins is not known.
        let first = parts.iter().position(|part| is_role(part)).unwrap_or(at);
        return Some((parts[..=first].join(" ").trim_end_matches(['：', ':']).to_owned(), if is_name(&name) { Some(name) } else { None }));
    }
    if let [only] = parts[..]
        && let Some((at, role)) = only.rmatch_indices('長').next()
        && is_name(&only[at + role.len()..])
        && only[..at].chars().count() > 0
    {
        return Some((only[..at + role.len()].to_owned(), Some(only[at + role.len()..].to_owned())));
    }
    let label = row["header"].as_array().and_then(|labels| labels.last()).and_then(Value::as_str).unwrap_or_default().trim();
    // A word alone under 作成者 may be an office: a name has a space in it, or its label asks for one.
    if !is_name(text) || text.ends_with(OFFICES) || !(parts.len() > 1 || label.ends_with('名')) {
        return None;
    }
    let role = label.trim_end_matches('名').trim_end_matches('氏').trim();
    Some((if role.is_empty() { "職員" } else { role }.to_owned(), Some(text.to_owned())))
}

/// Whether a text can be a person's name: two to eight characters of Japanese.
fn is_name(text: &str) -> bool {
    let bare: Vec<char> = text.chars().filter(|character| !character.is_whitespace()).collect();
    (2..=8).contains(&bare.len()) && bare.iter().all(|character| matches!(character, '々' | 'ヶ' | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'))
}

/// Finds the names, whatever spaces stand in them.
fn pattern(names: &BTreeSet<String>) -> Option<Regex> {
    let one = |name: &String| name.chars().map(|character| regex::escape(&character.to_string())).collect::<Vec<_>>().join(r"\s*");
    // The longest first: of two names that begin alike the whole is hidden.
    let mut all: Vec<&String> = names.iter().collect();
    all.sort_by_key(|name| std::cmp::Reverse(name.chars().count()));
    if all.is_empty() { None } else { Regex::new(&all.into_iter().map(one).collect::<Vec<_>>().join("|")).ok() }
}

/// Hides names in the fields of a record that hold what the sheet says.
fn hide(value: &mut Value, pattern: &Regex) {
    match value {
        Value::Object(object) => {
            object.iter_mut().filter(|(name, value)| TEXTS.contains(&name.as_str()) || value.is_object() || value.is_array()).for_each(|(_, value)| hide(value, pattern))
        }
        Value::Array(entries) => entries.iter_mut().for_each(|value| hide(value, pattern)),
        Value::String(text) if pattern.is_match(text) => {
            let hidden = pattern
                .replace_all(text, |found: &regex::Captures<'_>| found[0].chars().map(|character| if character.is_whitespace() { character } else { '○' }).collect::<String>());
            *value = hidden.into_owned().into();
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn row(label: &str, text: &str) -> Value {
        json!({"document_id": "a", "header": ["所属", label], "text": text})
    }

    #[test]
    fn an_official_is_told_by_the_role() {
        let cases = [
            ("評価責任者", "庶務課長 山田 花子", Some(("庶務課長", Some("山田 花子")))),
            ("評価責任者", "庶務課長山田花子", Some(("庶務課長", Some("山田花子")))),
            ("課 長 名", "山田　花子", Some(("課 長", Some("山田　花子")))),
            ("評価責任者", "庶務課長 鈴木 一郎区政振興課長 山田 花子", Some(("庶務課長", Some("山田 花子")))),
            ("記入者", "主査 鈴木", Some(("主査", Some("鈴木")))),
            ("評価責任者", "市民協働課", None),
            ("作成者", "企画政策", None),
            ("評価責任者", "健康福祉部長", Some(("健康福祉部長", None))),
        ];
        for (label, text, wanted) in cases {
            let row = row(label, text);
            assert!(is_official(&row), "{label}");
            assert_eq!(split(text, &row), wanted.map(|(role, name)| (role.to_owned(), name.map(str::to_owned))), "{text}");
        }
    }

    #[test]
    fn what_is_no_official_stays() {
        for (label, text) in [("担当者数", "山田"), ("対象者", "市民"), ("作成者の所見", "良好"), ("責任者", "体制を見直した。"), ("目的", "山田 花子")]
        {
            assert!(!is_official(&row(label, text)), "{label}");
        }
    }

    #[test]
    fn a_name_is_hidden_wherever_it_stands_and_counts_stay() {
        let pattern = pattern(&BTreeSet::from(["山田花子".to_owned()])).expect("a pattern");
        let mut row = json!({"document_id": "山田花子", "text": "作成 山 田　花子（課）", "source": {"line": 1}, "header": ["山田花子"]});
        hide(&mut row, &pattern);
        assert_eq!(row, json!({"document_id": "山田花子", "text": "作成 ○ ○　○○（課）", "source": {"line": 1}, "header": ["○○○○"]}));
    }
}
