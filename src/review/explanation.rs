//! Explanation (説明): one record, led back to its source: what was read where, who decided it, and what else is told of the same place.

use crate::error::Error;
use crate::model::diagnostic::Code;
use crate::review::difference::about;
use crate::review::language::Language;
use crate::review::picture::{Mark, picture};
use crate::review::store::{Lines, Store};
use crate::tables::catalog::japanese;
use crate::tables::catalog::key_field;
use crate::tables::dataset::ARRAYS;
use serde_json::Value;
use std::fmt::Write as _;

/// Other records that are listed of each kind.
const MOST_OTHERS: usize = 12;

/// A record with all that is told beside it.
pub struct Explanation<'a> {
    /// Its table.
    pub table: &'static str,
    /// Itself.
    pub row: Value,
    /// Its document's path.
    pub path: Option<String>,
    store: &'a Store,
    lines: &'a Lines,
}

/// Finds a record.
///
/// # Errors
/// [`Error::Invalid`] if a line of the dataset is no JSON.
pub fn explanation<'a>(store: &'a Store, id: &str) -> Result<Option<Explanation<'a>>, Error> {
    let Some((table, lines, row)) = store.find(id)? else { return Ok(None) };
    let path = store.rows::<Value>(lines, "documents")?.first().and_then(|document| document["path"].as_str().map(str::to_owned));
    Ok(Some(Explanation { table, row, path, store, lines }))
}

impl Explanation<'_> {
    /// Its document.
    pub fn document_id(&self) -> &str {
        &self.lines.id
    }

    /// In words, with the source drawn where its text is there.
    ///
    /// # Errors
    /// [`Error::Invalid`] if a line of the dataset is no such row.
    pub fn told(&self, source: Option<&str>, language: Language, colour: bool) -> Result<String, Error> {
        let mut out = String::new();
        let id = key_field(self.table).and_then(|field| self.row[field].as_str()).unwrap_or_default();
        let title = format!("{} {id}: {}", self.table, about(&self.row));
        match source {
            Some(text) if self.row["source"].is_object() => {
                out.push_str(&picture(text, self.path.as_deref().unwrap_or_default(), &title, &self.marks(language), self.hint(language), colour));
                out.push('\n');
            }
            _ => {
                let _ = writeln!(out, "{title}");
                if let (Some(path), Some(line)) = (&self.path, self.row["source"]["line"].as_u64()) {
                    let _ = writeln!(out, "  --> {path}:{line}");
                }
            }
        }
        if self.table == "documents" {
            self.remarks(source, language, colour, &mut out)?;
            return Ok(out);
        }
        let mut line = |japanese: &str, english: &str, value: String| {
            if !value.is_empty() {
                let _ = writeln!(out, "{}: {value}", language.say(japanese, english));
            }
        };
        let joined = |value: &Value| value.as_array().map(|list| list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" > ")).unwrap_or_default();
        line("場所", "place", self.place(language));
        line("見出し", "headers", joined(&self.row["header"]));
        line("事項", "item", self.named("items", "item_id", "title")?);
        line("指標", "indicator", self.named("indicators", "indicator_id", "name")?);
        line("読み", "read as", self.reading());
        line("様式と欄", "form and slot", self.slot(language)?);
        line("根拠", "grounds", self.grounds(language));
        self.others(language, &mut out)?;
        Ok(out)
    }

    /// Of a document: each of its diagnostics, drawn where it stands.
    fn remarks(&self, source: Option<&str>, language: Language, colour: bool, out: &mut String) -> Result<(), Error> {
        let path = self.path.as_deref().unwrap_or_default();
        for row in self.store.rows::<Value>(self.lines, "diagnostics")? {
            let code = row["code"].as_str().unwrap_or_default();
            let meaning = Code::ALL.iter().find(|known| known.as_str() == code).map_or("", |known| known.meaning());
            let hint = match language {
                Language::Japanese => japanese(code),
                Language::English => meaning.to_owned(),
            };
            let title = format!("{code}: {}", row["message"].as_str().unwrap_or_default());
            let mark = Mark::of(&row["source"], String::new(), true);
            match source.zip(mark) {
                Some((text, mark)) => out.push_str(&picture(text, path, &title, &[mark], Some(&hint), colour)),
                None => {
                    let _ = writeln!(out, "{title}\n  = {hint}");
                }
            }
            out.push('\n');
        }
        Ok(())
    }

    fn marks(&self, language: Language) -> Vec<Mark> {
        let source = &self.row["source"];
        let header = self.row["header"].as_array().and_then(|list| list.last()).and_then(Value::as_str).unwrap_or_default();
        let own = source["also"].as_array().into_iter().flatten().filter_map(|part| Mark::of(part, language.say("これも", "this, too").to_owned(), false));
        Mark::of(source, header.to_owned(), true).into_iter().chain(own).collect()
    }

    fn hint(&self, language: Language) -> Option<&'static str> {
        let confidence = self.row["basis"]["confidence"].as_f64()?;
        let by = self.row["basis"]["by"].as_str().unwrap_or_default();
        match (by, language) {
            ("form", Language::Japanese) if confidence < 0.7 => Some("様式の欄が誤りなら review の様式のページで直し、extract --forms で読み直す"),
            ("form", Language::English) if confidence < 0.7 => Some("if the slot is wrong, mend it on the form's page of `review` and read again by `extract --forms`"),
            (_, Language::Japanese) if confidence < 0.5 => Some("見出しが分からない。--lexicon に語を足すか、原本を見る"),
            (_, Language::English) if confidence < 0.5 => Some("its header is not known: add the word to a --lexicon, or look at the source"),
            _ => None,
        }
    }

    fn place(&self, language: Language) -> String {
        let source = &self.row["source"];
        let number = |field: &str| source[field].as_u64();
        let mut parts = vec![];
        for (field, japanese, english) in [("page", "ページ", "page"), ("table", "表", "table"), ("row", "行", "row"), ("column", "列", "column"), ("line", "原文の行", "line")]
        {
            if let Some(value) = number(field) {
                parts.push(format!("{} {value}", language.say(japanese, english)));
            }
        }
        for field in ["sheet", "address"] {
            parts.extend(source[field].as_str().map(str::to_owned));
        }
        if let (Some(start), Some(end)) = (number("start"), number("end")) {
            parts.push(format!("{} {start}–{end}", language.say("バイト", "bytes")));
        }
        parts.join(", ")
    }

    fn named(&self, table: &str, field: &str, name: &str) -> Result<String, Error> {
        let Some(id) = self.row[field].as_str().filter(|_| key_field(self.table) != Some(field)) else { return Ok(String::new()) };
        let rows: Vec<Value> = self.store.rows(self.lines, table)?;
        let found = rows.iter().find(|row| row[field] == id).and_then(|row| row[name].as_str());
        Ok(found.map_or_else(|| id.to_owned(), |name| format!("{name} ({id})")))
    }

    /// Its kind, value, unit, time.
    fn reading(&self) -> String {
        let row = &self.row;
        let mut parts = vec![];
        for field in ["kind", "level", "value", "unit", "value_status", "code", "rank", "of", "subject", "rater"] {
            match &row[field] {
                Value::Null => {}
                Value::String(text) => parts.push(format!("{field}={text}")),
                other => parts.push(format!("{field}={other}")),
            }
        }
        if let Some(years) = row["period"]["fiscal_years"].as_array() {
            let years: Vec<String> = years.iter().map(Value::to_string).collect();
            parts.push(format!("period={} ({})", row["period"]["raw"].as_str().unwrap_or_default(), years.join(", ")));
        }
        parts.join(", ")
    }

    fn slot(&self, language: Language) -> Result<String, Error> {
        let Some(id) = self.row["slot_id"].as_str() else { return Ok(String::new()) };
        let every = self.store.documents.iter().chain([&self.store.shared]);
        for lines in every.filter(|lines| !lines.lines("slots").is_empty()) {
            if let Some(slot) = self.store.rows::<Value>(lines, "slots")?.into_iter().find(|slot| slot["slot_id"] == id) {
                let path = slot["path"].as_array().map(|path| path.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" > ")).unwrap_or_default();
                let word = |field: &str| slot[field].as_str().unwrap_or(language.say("なし", "none")).to_owned();
                let counts = format!("{} {}, {} {}", language.say("記入", "filled"), slot["filled"], language.say("異なる内容", "different contents"), slot["distinct"]);
                return Ok(format!(
                    "{id} [{path}] = {} ({} {}, {} {}, {counts}, {} {})",
                    word("role"),
                    language.say("決めたもの", "by"),
                    word("by"),
                    language.say("確信度", "confidence"),
                    slot["confidence"],
                    language.say("次点", "runner-up"),
                    word("runner_up")
                ));
            }
        }
        Ok(id.to_owned())
    }

    fn grounds(&self, language: Language) -> String {
        let Some(by) = self.row["basis"]["by"].as_str() else { return String::new() };
        let meaning = match by {
            "form" => language.say("同じ様式のすべての帳票に繰り返されるもの", "what repeats over the sheets of its form"),
            "header" => language.say("印刷された見出し", "a printed header"),
            "inline_heading" => language.say("欄の中の見出し", "a heading inside the cell"),
            "structure" => language.say("置かれた場所", "where it stands"),
            "content" => language.say("書かれた内容", "what it says"),
            "person" => language.say("人が様式を直した", "a person, who changed the form"),
            _ => "",
        };
        format!("{by} ({meaning}), {} {}", language.say("確信度", "confidence"), self.row["basis"]["confidence"])
    }

    /// What else is recorded: of the same place, of the same indicator, in the same line; repairs, residue and remarks.
    fn others(&self, language: Language, out: &mut String) -> Result<(), Error> {
        let span = |row: &Value| Some((row["source"]["start"].as_u64()?, row["source"]["end"].as_u64()?));
        let own = span(&self.row);
        let own_id = key_field(self.table).and_then(|field| self.row[field].as_str());
        let (mut here, mut indicator, mut remarks) = (vec![], vec![], vec![]);
        for table in ARRAYS.into_iter().filter(|table| *table != "documents" && *table != "slots" && *table != "forms") {
            for row in self.store.rows::<Value>(self.lines, table)? {
                let id = key_field(table).and_then(|field| row[field].as_str()).unwrap_or(table);
                if Some(id) == own_id {
                    continue;
                }
                let told = || format!("  {id:<26} {}{}", about(&row), row["period"]["raw"].as_str().map(|raw| format!(" ({raw})")).unwrap_or_default());
                let overlaps = own.zip(span(&row)).is_some_and(|(a, b)| a.0 < b.1 && b.0 < a.1);
                let same_line = row["source"]["line"].is_u64() && row["source"]["line"] == self.row["source"]["line"];
                let remark = matches!(table, "repairs" | "residue" | "diagnostics");
                if remark && (overlaps || same_line) {
                    remarks.push(format!("{} [{}]", told(), [&row["kind"], &row["reason"], &row["code"]].into_iter().find_map(Value::as_str).unwrap_or(table)));
                } else if overlaps {
                    here.push(told());
                } else if !remark && row["indicator_id"].is_string() && row["indicator_id"] == self.row["indicator_id"] {
                    indicator.push(told());
                }
            }
        }
        let groups = [
            (language.say("同じ場所からの記録", "also recorded from this place"), here),
            (language.say("同じ指標の記録", "also recorded of this indicator"), indicator),
            (language.say("この行の補修・残り・診断", "repairs, residue and diagnostics of this line"), remarks),
        ];
        for (title, rows) in groups.into_iter().filter(|(_, rows)| !rows.is_empty()) {
            let _ = writeln!(out, "{title}: {}", rows.len());
            for row in rows.iter().take(MOST_OTHERS) {
                let _ = writeln!(out, "{row}");
            }
        }
        Ok(())
    }
}
