//! Account (勘定): an independent count, from the JSON, of what became of every non-blank character.
//!
//! Each is in the place of a record, in a residue row, or in a label. A label has no place in the dataset, so it must show that it is one: the
//! records repeat its words, or the lexicon knows it, or it looks like a label and stands before a record. A number, a sentence, a grade
//! does not pass for a label.

use crate::gold::folded;
use crate::product::LEXICON;
use hyotei::japanese::date::Setting;
use hyotei::japanese::number::{unit_scale, whole_value};
use hyotei::japanese::text::Text;
use hyotei::model::header::Header;
use hyotei::model::lexicon::Matched;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The tables whose rows are records.
const RECORDS: [&str; 7] = ["items", "indicators", "targets", "results", "ratings", "rating_scales", "notes"];

/// Fields that hold no words of the document.
const NO_WORDS: [&str; 11] = ["source", "basis", "kind", "level", "rater", "direction", "legend", "polarity", "value_status", "same_as", "era"];

const FREE: u8 = 0;
const RECORD: u8 = 1;
const RESIDUE: u8 = 2;

/// How far before a record a label may stand, in bytes.
const REACH: usize = 2000;

fn rows<'a>(dataset: &'a Value, table: &str) -> &'a [Value] {
    dataset[table].as_array().map_or(&[], Vec::as_slice)
}

/// Every string that a row shows, its ids and its places aside.
fn strings(value: &Value, out: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => {
            out.insert(folded(text));
        }
        Value::Array(list) => list.iter().for_each(|one| strings(one, out)),
        Value::Object(fields) => fields.iter().filter(|(name, _)| !NO_WORDS.contains(&name.as_str()) && !name.ends_with("_id")).for_each(|(_, one)| strings(one, out)),
        _ => {}
    }
}

fn mark(source: &Value, what: u8, bytes: &mut [u8]) {
    let number = |name: &str| source[name].as_u64().unwrap_or(0) as usize;
    let end = number("end").min(bytes.len());
    for byte in &mut bytes[number("start").min(end)..end] {
        *byte = (*byte).max(what);
    }
    for part in source["also"].as_array().into_iter().flatten() {
        mark(part, what, bytes);
    }
}

/// What is wrong with the account of one document, in words.
pub fn complaints(text: &str, dataset: &Value) -> Vec<String> {
    let mut bytes = vec![FREE; text.len()];
    let mut told = BTreeSet::new();
    for row in RECORDS.iter().flat_map(|table| rows(dataset, table)) {
        mark(&row["source"], RECORD, &mut bytes);
        strings(row, &mut told);
    }
    rows(dataset, "residue").iter().for_each(|row| mark(&row["source"], RESIDUE, &mut bytes));
    let document = &dataset["documents"][0];
    for name in ["title", "municipality_name"] {
        strings(&document[name], &mut told);
    }
    told.remove("");
    let mut counts: BTreeMap<u8, u64> = BTreeMap::new();
    for (at, _) in text.char_indices().filter(|(_, character)| !character.is_whitespace()) {
        *counts.entry(bytes[at]).or_default() += 1;
    }
    let count = |what: u8| counts.get(&what).copied().unwrap_or(0);
    let stated = |name: &str| document["coverage"][name].as_u64().unwrap_or(u64::MAX);
    let mut out = vec![];
    let mut must = |holds: bool, words: String| {
        if !holds {
            out.push(words);
        }
    };
    let all = count(FREE) + count(RECORD) + count(RESIDUE);
    must(stated("characters") == all, format!("{} characters stated, {all} counted", stated("characters")));
    must(stated("residue") == count(RESIDUE), format!("{} characters of residue stated, {} counted", stated("residue"), count(RESIDUE)));
    let labels = stretches(text, &bytes);
    // Tags, bullets and brackets go with what they stand beside.
    let words: u64 = labels.iter().map(|(shown, ..)| shown.chars().filter(|character| character.is_alphanumeric()).count() as u64).sum();
    let slack = count(FREE) - words;
    must(stated("recorded") <= count(RECORD) + slack, format!("{} characters recorded, {} in the places of records", stated("recorded"), count(RECORD)));
    must(stated("headers") >= words, format!("{} characters of labels, {words} in no record and no residue", stated("headers")));
    let trimmed = told.iter().map(|one| one.trim_matches(|character: char| !character.is_alphanumeric()).to_owned()).collect();
    let told = Told { bare: trimmed, joined: told.iter().map(String::as_str).collect::<Vec<_>>().join("\n"), all: told };
    for (shown, whole, end) in &labels {
        let label = told.tell(shown) || told.tell(whole) || is_known(whole) || is_known(shown) || (looks_like_a_label(shown) && leads(text, &bytes, *end));
        must(label, format!("before byte {end}: {shown:?} is in no record, no label and no residue"));
    }
    out
}

/// The words of the records.
struct Told {
    all: BTreeSet<String>,
    /// Without what stands round them.
    bare: BTreeSet<String>,
    joined: String,
}

impl Told {
    /// Records repeat the words, or the words hold one that records repeat; a number is not repeated by chance.
    fn tell(&self, shown: &str) -> bool {
        let own = folded(shown);
        let word = |text: &str| text.chars().any(char::is_alphabetic) && text.chars().count() > 1;
        let repeats = |own: &str| self.all.contains(own) || self.bare.contains(own.trim_matches(|character: char| !character.is_alphanumeric()));
        let repeated = (word(&own) && (self.joined.contains(&own) || self.all.iter().any(|one| word(one) && own.contains(one.as_str()))))
            || self.all.contains(&unit_scale(Text::new(shown).normal()).unit)
            || repeats(&own)
            || shown.split(['・', '、', ',']).all(|part| repeats(&folded(part)));
        repeated || !own.chars().any(char::is_alphanumeric)
    }
}

/// What is printed in no record and no residue, line by line and cell by cell, with the whole of its stretch and where that ends.
fn stretches(text: &str, bytes: &[u8]) -> Vec<(String, String, usize)> {
    let mut out = vec![];
    let mut open: Option<usize> = None;
    for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
        match (open, bytes.get(at) == Some(&FREE)) {
            (None, true) => open = Some(at),
            (Some(start), false) => {
                let shown = bare(&text[start..at]);
                let cells = shown.split(['\t', '\n', '\r', '"', '|']).map(|cell| cell.trim_matches([' ', '\u{3000}', ',', ';']));
                let whole: String = shown.split_whitespace().collect();
                out.extend(cells.filter(|cell| !cell.is_empty()).map(|cell| (cell.to_owned(), whole.clone(), at)));
                open = None;
            }
            _ => {}
        }
    }
    out
}

/// Without tags and references; a tag parts what stands beside it.
fn bare(shown: &str) -> String {
    let mut out = String::new();
    let mut rest = shown;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        let tag = rest[1..].starts_with(|next: char| next.is_ascii_alphabetic() || matches!(next, '/' | '!'));
        let end = if tag { rest.find('>').unwrap_or(rest.len() - 1) } else { 0 };
        out.push(if tag { '\n' } else { '<' });
        rest = &rest[end + 1..];
    }
    (out + rest).replace("&nbsp;", "").replace("**", "")
}

/// The lexicon knows it as a label, not only by its end, or it is a time or a note to who fills the form.
fn is_known(shown: &str) -> bool {
    let header = Header::read(Text::new(shown).as_str(), &LEXICON, &Setting::default());
    header.meaning.as_ref().is_some_and(|meaning| meaning.matched <= Matched::Compound) || header.is_time() || header.filler || LEXICON.is_form_part(&header.core)
}

/// Short, no number, no sentence, no choice.
fn looks_like_a_label(shown: &str) -> bool {
    let text = Text::new(shown);
    shown.chars().count() <= 60 && !shown.contains(['。', '■', '□', '☑', '☐']) && whole_value(text.normal()).is_none() && shown.chars().any(char::is_alphabetic)
}

/// A record stands not far behind; where one stands in the same row, right behind.
fn leads(text: &str, bytes: &[u8], end: usize) -> bool {
    let rest = text[end..].split('\n').next().unwrap_or("");
    let mut row = rest.char_indices().filter(|(at, character)| character.is_alphanumeric() || bytes[end + at] == RECORD).map(|(at, _)| bytes[end + at]);
    // A line of a page is no row.
    if !text.contains("<t") && row.clone().any(|what| what == RECORD) {
        return row.next() == Some(RECORD);
    }
    bytes[end..].iter().take(REACH).any(|byte| *byte == RECORD)
}
