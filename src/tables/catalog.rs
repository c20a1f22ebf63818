//! Catalog (目録): the tables of the contract, read from the schema of the dataset, so that there is one list of fields.
//!
//! Descriptions in English are the schema's; names in Japanese stand in `japanese.toml`.

use crate::tables::shape::{Code, Field, Table, Type};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Names in Japanese.
#[derive(Deserialize)]
struct Japanese {
    tables: BTreeMap<String, String>,
    fields: BTreeMap<String, String>,
    codes: BTreeMap<String, String>,
}

static JAPANESE: LazyLock<Japanese> =
    LazyLock::new(|| toml::from_str(include_str!("japanese.toml")).unwrap_or_else(|_| Japanese { tables: BTreeMap::new(), fields: BTreeMap::new(), codes: BTreeMap::new() }));

/// Name, name of one row, and key of each table.
const TABLES: [(&str, &str, &str); 13] = [
    ("documents", "document", "document_id"),
    ("forms", "form", "form_id"),
    ("slots", "slot", "slot_id"),
    ("items", "item", "item_id"),
    ("indicators", "indicator", "indicator_id"),
    ("targets", "target", "target_id"),
    ("results", "result", "result_id"),
    ("ratings", "rating", "rating_id"),
    ("rating_scales", "rating_scale", "scale_id"),
    ("notes", "note", "note_id"),
    ("repairs", "repair", "repair_id"),
    ("residue", "residue", ""),
    ("diagnostics", "diagnostic", ""),
];

/// The field that holds the key of a table; none where rows have none.
pub fn key_field(table: &str) -> Option<&'static str> {
    TABLES.iter().find(|(name, ..)| *name == table).map(|(_, _, key)| *key).filter(|key| !key.is_empty())
}

/// A field of a table that is made of others: name, type, nullable, description in English.
pub type Row = (&'static str, Type, bool, &'static str);

/// Fields of a table that is made of others; `refers`: fields that hold keys, and the tables they lead to.
pub fn made(rows: Vec<Row>, refers: &[(&str, &str)]) -> Vec<Field> {
    let field = |(name, kind, nullable, english)| Field {
        refers: refers.iter().find(|(field, _)| *field == name).map(|(_, table)| (*table).to_owned()),
        ..Field::new(name, kind, nullable, &japanese(name), english)
    };
    rows.into_iter().map(field).collect()
}

/// Fields that hold keys of a table.
const REFERENCES: [(&str, &str); 9] = [
    ("document_id", "documents"),
    ("form_id", "forms"),
    ("parent_form_id", "forms"),
    ("slot_id", "slots"),
    ("title_slot_id", "slots"),
    ("item_id", "items"),
    ("parent_item_id", "items"),
    ("indicator_id", "indicators"),
    ("scale_id", "rating_scales"),
];

/// Fields that hold days.
const DAYS: [&str; 3] = ["start", "end", "as_of"];

/// The tables of the contract, in its order, from the text of its JSON Schema; `made_by` goes first, as a table of one row.
///
/// # Errors
/// In words, naming the definition, where the text is not the schema of a dataset.
pub fn tables(schema: &str) -> Result<Vec<Table>, String> {
    let schema: Value = serde_json::from_str(schema).map_err(|error| format!("the schema: {error}"))?;
    let mut out = vec![table(&schema, &schema["properties"]["made_by"], ("made_by", "made_by", ""))?];
    for names in TABLES {
        let array = &schema["properties"][names.0];
        out.push(table(&schema, &array["items"], names)?);
    }
    Ok(out)
}

/// The name in Japanese of a table, a field or (`field.code`) a code; the name itself where there is none.
pub fn japanese(name: &str) -> String {
    let known = JAPANESE.fields.get(name).or_else(|| JAPANESE.tables.get(name)).or_else(|| JAPANESE.codes.get(name));
    known.map_or_else(|| name.to_owned(), Clone::clone)
}

fn table(schema: &Value, row: &Value, (name, one, key): (&str, &str, &str)) -> Result<Table, String> {
    let definition = resolve(schema, row)?;
    let mut fields = fields(schema, definition, name, false)?;
    for field in &mut fields {
        if field.name != key {
            field.refers = REFERENCES.iter().find(|(reference, _)| *reference == field.name).map(|(_, table)| (*table).to_owned());
        }
    }
    Ok(Table {
        name: name.to_owned(),
        one: one.to_owned(),
        key: if key.is_empty() { vec![] } else { vec![key.to_owned()] },
        fields,
        japanese: JAPANESE.tables.get(name).cloned().unwrap_or_else(|| name.to_owned()),
        english: text(definition, "description"),
    })
}

/// The definition that a reference points to; the value itself if it is none.
fn resolve<'a>(schema: &'a Value, value: &'a Value) -> Result<&'a Value, String> {
    match value["$ref"].as_str() {
        None => Ok(value),
        Some(path) => path.strip_prefix("#/$defs/").and_then(|name| schema["$defs"].get(name)).ok_or_else(|| format!("the schema: {path} is not there")),
    }
}

/// `inner` within a list of its own kind: a source among the `also` of a source has none.
fn fields(schema: &Value, definition: &Value, owner: &str, inner: bool) -> Result<Vec<Field>, String> {
    let Some(properties) = definition["properties"].as_object() else {
        return Err(format!("the schema: {owner} has no properties"));
    };
    let required = |name: &str| definition["required"].as_array().is_some_and(|list| list.iter().any(|one| one == name));
    let mut out = vec![];
    for (name, property) in properties.iter().filter(|(name, _)| !(inner && *name == "also")) {
        let (bare, null) = not_null(property);
        let target = resolve(schema, bare)?;
        let kind = kind(schema, target, name)?;
        let english = [text(property, "description"), text(target, "description")].into_iter().find(|text| !text.is_empty()).unwrap_or_default();
        let japanese = JAPANESE.fields.get(&format!("{owner}.{name}")).or_else(|| JAPANESE.fields.get(name)).cloned().unwrap_or_else(|| name.clone());
        // `hidden` is left out where it is false.
        let nullable = null || (!required(name) && kind != Type::Boolean);
        out.push(Field { name: name.clone(), kind, nullable, refers: None, japanese, english });
    }
    Ok(out)
}

/// A property without its null, and whether it had one.
fn not_null(property: &Value) -> (&Value, bool) {
    if let Some(choices) = property["anyOf"].as_array() {
        let is_null = |choice: &&Value| choice["type"] == "null";
        if choices.iter().any(|choice| is_null(&choice)) {
            return (choices.iter().find(|choice| !is_null(choice)).unwrap_or(property), true);
        }
    }
    (property, property["type"].as_array().is_some_and(|types| types.iter().any(|one| one == "null")))
}

fn kind(schema: &Value, definition: &Value, name: &str) -> Result<Type, String> {
    let codes = codes(schema, definition, name)?;
    if !codes.is_empty() {
        return Ok(Type::Code(codes));
    }
    let types = [&definition["type"]].into_iter().chain(definition["type"].as_array().into_iter().flatten());
    match types.filter_map(Value::as_str).find(|one| *one != "null") {
        Some("string") if DAYS.contains(&name) => Ok(Type::Date),
        Some("string") => Ok(Type::Text),
        Some("integer") => Ok(Type::Integer),
        Some("number") => Ok(Type::Number),
        Some("boolean") => Ok(Type::Boolean),
        Some("array") if name == "box" => Ok(Type::Area),
        Some("array") => {
            let (bare, _) = not_null(&definition["items"]);
            Ok(Type::List(Box::new(match kind(schema, resolve(schema, bare)?, name)? {
                Type::Struct(_) => Type::Struct(fields(schema, resolve(schema, bare)?, name, true)?),
                other => other,
            })))
        }
        // The definition of a source stands within its own `also`.
        Some("object") if name == "also" => Ok(Type::Struct(vec![])),
        Some("object") => Ok(Type::Struct(fields(schema, definition, name, false)?)),
        _ => Err(format!("the schema: {name} is of no type that a table can hold")),
    }
}

/// The words of a closed list, with what they mean.
fn codes(schema: &Value, definition: &Value, name: &str) -> Result<Vec<Code>, String> {
    let code = |code: &str, english: String| Code {
        code: code.to_owned(),
        english,
        japanese: JAPANESE.codes.get(&format!("{name}.{code}")).or_else(|| JAPANESE.codes.get(code)).cloned().unwrap_or_else(|| code.to_owned()),
    };
    if let Some(words) = definition["enum"].as_array() {
        return Ok(words.iter().filter_map(Value::as_str).map(|word| code(word, String::new())).collect());
    }
    let mut out = vec![];
    for choice in ["oneOf", "anyOf"].iter().filter_map(|list| definition[*list].as_array()).flatten() {
        let target = resolve(schema, choice)?;
        match target["const"].as_str() {
            Some(word) => out.push(code(word, text(target, "description"))),
            None => out.extend(codes(schema, target, name)?),
        }
    }
    let mut seen = std::collections::HashSet::new();
    out.retain(|code: &Code| seen.insert(code.code.clone()));
    Ok(out)
}

fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_default().to_owned()
}
