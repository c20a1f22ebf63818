//! Codebook (データの説明書): every table, field and code, the scales with their legends, the forms with their columns, and the rules by which
//! values were normalised; in Japanese and in English.

use crate::error::Error;
use crate::release::about::About;
use crate::tables::dataset::{Part, Reader, parse};
use crate::tables::flat::Flat;
use crate::tables::shape::{Field, Table, Type};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// The language of a codebook.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Language {
    /// Japanese.
    Japanese,
    /// English.
    English,
}

const RULES: [&str; 2] = [include_str!("rules.ja.md"), include_str!("rules.en.md")];

/// The text of a codebook.
///
/// # Errors
/// [`Error::Read`] with the path, [`Error::Invalid`] with the line.
pub fn codebook(dataset: &Path, tables: &[Table], about: &About, language: Language) -> Result<String, Error> {
    let say = |japanese: &'static str, english: &'static str| if language == Language::Japanese { japanese } else { english };
    let title = match language {
        Language::Japanese => &about.title,
        Language::English => about.title_en.as_ref().unwrap_or(&about.title),
    };
    let mut out = format!("# {}: {title}\n\n{}", say("データの説明書", "Codebook"), if language == Language::Japanese { RULES[0] } else { RULES[1] });
    out.push_str(&format!("\n## {}\n", say("表と列", "Tables and fields")));
    for table in tables.iter().flat_map(|table| Flat::new(table).tables) {
        if table.name.starts_with("form_") && table.name != "form_columns" && table.key.first().is_some_and(|key| key == "document_id" || key == "item_id") {
            // The columns of forms stand below.
            continue;
        }
        out.push_str(&format!("\n### {} `{}`\n\n", table.japanese, table.name));
        if !table.english.is_empty() && language == Language::English {
            out.push_str(&format!("{}\n\n", line(&table.english)));
        }
        out.push_str(&format!("{}: `{}`\n\n", say("主キー", "Key"), table.key.join("`, `")));
        out.push_str(say("| 列 | 見出し | 型 | 空欄 | 説明 |\n|---|---|---|---|---|\n", "| Field | Japanese heading | Type | Empty | Meaning |\n|---|---|---|---|---|\n"));
        for field in &table.fields {
            out.push_str(&row(field, language));
        }
    }
    out.push_str(&format!("\n## {}\n", say("コード表", "Codes")));
    let mut lists: BTreeMap<String, &Field> = BTreeMap::new();
    for table in tables {
        lists_of(&table.fields, &table.name, &mut lists);
    }
    for (name, field) in &lists {
        let Type::Code(codes) = &field.kind else { continue };
        out.push_str(&format!("\n### {} `{name}`\n\n", field.japanese));
        out.push_str(say("| コード | 意味 |\n|---|---|\n", "| Code | Japanese | Meaning |\n|---|---|---|\n"));
        for code in codes {
            match language {
                Language::Japanese => out.push_str(&format!("| `{}` | {} |\n", code.code, line(&code.japanese))),
                Language::English => out.push_str(&format!("| `{}` | {} | {} |\n", code.code, line(&code.japanese), line(&code.english))),
            }
        }
    }
    let (scales, forms) = observed(dataset)?;
    out.push_str(&format!("\n## {}\n\n", say("評価区分（凡例と使われた数）", "Rating scales (legend, and how many scales are so)")));
    if scales.is_empty() {
        out.push_str(say("評価区分はありません。\n", "None.\n"));
    }
    for (scale, count) in &scales {
        out.push_str(&format!("- {scale}: {count}\n"));
    }
    out.push_str(&format!("\n## {}\n", say("様式と列", "Forms and their columns")));
    if forms.is_empty() {
        out.push_str(say("\n様式はありません。\n", "\nNone.\n"));
    }
    for (form, slots) in &forms {
        out.push_str(&format!(
            "\n### {form}\n\n{}",
            say("| 欄 | 見出し | 役割 | 記入数 |\n|---|---|---|---:|\n", "| Slot | Printed labels | Role | Filled |\n|---|---|---|---:|\n")
        ));
        slots.iter().for_each(|slot| out.push_str(slot));
    }
    Ok(out)
}

/// A text in one cell of a table.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

fn row(field: &Field, language: Language) -> String {
    let kind = match (&field.kind, language) {
        (Type::Text, Language::Japanese) => "文字列",
        (Type::Code(_), Language::Japanese) => "コード",
        (Type::Integer, Language::Japanese) => "整数",
        (Type::Number | Type::Area, Language::Japanese) => "数値",
        (Type::Boolean, Language::Japanese) => "真偽（true / false）",
        (Type::Date, Language::Japanese) => "日付（YYYY-MM-DD）",
        (Type::Text, _) => "text",
        (Type::Code(_), _) => "code",
        (Type::Integer, _) => "integer",
        (Type::Number | Type::Area, _) => "number",
        (Type::Boolean, _) => "boolean",
        (Type::Date, _) => "date",
        _ => "",
    };
    let empty = match (field.nullable, language) {
        (true, Language::Japanese) => "可",
        (true, Language::English) => "yes",
        (false, _) => "",
    };
    let meaning = match (language, &field.refers) {
        (Language::Japanese, Some(table)) => format!("`{table}` のキー。{}", field.japanese),
        (Language::Japanese, None) => field.japanese.clone(),
        (Language::English, Some(table)) => format!("{} A key of `{table}`.", field.english),
        (Language::English, None) => field.english.clone(),
    };
    format!("| `{}` | {} | {kind} | {empty} | {} |\n", line(&field.name), line(&field.japanese), line(&meaning))
}

/// Every closed list, once for each name and content.
fn lists_of<'a>(fields: &'a [Field], owner: &str, out: &mut BTreeMap<String, &'a Field>) {
    for field in fields {
        let inner = match &field.kind {
            Type::List(inner) => inner,
            other => other,
        };
        match inner {
            Type::Code(_) => {
                let name = if out.get(&field.name).is_some_and(|known| known.kind != field.kind) { format!("{owner}.{}", field.name) } else { field.name.clone() };
                out.entry(name).or_insert(field);
            }
            Type::Struct(fields) => lists_of(fields, owner, out),
            _ => {}
        }
    }
}

type Observed = (BTreeMap<String, usize>, Vec<(String, Vec<String>)>);

/// The scales of a dataset, those of the same members together, and its forms with their slots.
fn observed(dataset: &Path) -> Result<Observed, Error> {
    let mut scales = BTreeMap::new();
    let mut forms: Vec<(String, String, Vec<String>)> = vec![];
    let mut reader = Reader::open(dataset)?;
    let mut array = String::new();
    loop {
        match reader.next_part()? {
            None => return Ok((scales, forms.into_iter().map(|(_, title, slots)| (title, slots)).collect())),
            Some((_, Part::MadeBy(_))) => {}
            Some((_, Part::Array(name))) => name.clone_into(&mut array),
            Some((number, Part::Record(text, _))) if ["forms", "slots", "rating_scales"].contains(&array.as_str()) => {
                let row: Value = parse(dataset, number, text)?;
                let own = |name: &str| row[name].as_str().unwrap_or_default();
                match array.as_str() {
                    "forms" => forms.push((own("form_id").to_owned(), format!("`form_{}` ({}: {})", own("form_id"), own("kind"), row["instances"]), vec![])),
                    "slots" => {
                        let path: Vec<&str> = row["path"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
                        let slot = format!("| `{}` | {} | `{}` | {} |\n", own("slot_id"), line(&path.join(" > ")), own("role"), row["filled"]);
                        forms.iter_mut().filter(|(id, ..)| id == own("form_id")).for_each(|(_, _, slots)| slots.push(slot.clone()));
                    }
                    _ => *scales.entry(scale(&row)).or_insert(0) += 1,
                }
            }
            Some((_, Part::Record(..))) => {}
        }
    }
}

fn scale(row: &Value) -> String {
    let member = |member: &Value| {
        let meaning = member["meaning"].as_str().map(|meaning| format!(" = {}", line(meaning))).unwrap_or_default();
        let rank = member["rank"].as_u64().map(|rank| format!(" ({rank})")).unwrap_or_default();
        format!("{}{meaning}{rank}", line(member["code"].as_str().unwrap_or_default()))
    };
    let members: Vec<String> = row["members"].as_array().into_iter().flatten().map(member).collect();
    format!("`{}` `{}` {}", row["kind"].as_str().unwrap_or_default(), row["legend"].as_str().unwrap_or_default(), members.join("; "))
}
