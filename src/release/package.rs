//! Package (データパッケージ): `datapackage.json`, Data Package v2: every table with its fields, keys, closed lists, hashes and what a cell
//! without a value means.

use crate::release::about::About;
use crate::release::inventory::Inventory;
use crate::release::{DATA, Source};
use crate::tables::catalog::key_field;
use crate::tables::flat::Flat;
use crate::tables::shape::{Field, Table, Type};
use serde_json::{Map, Value, json};

/// The profile that it keeps.
const PROFILE: &str = "https://datapackage.org/profiles/2.0/datapackage.json";

/// The text of `datapackage.json`.
pub fn package(tables: &[Table], about: &About, sources: &[Source], inventory: &Inventory) -> String {
    let licence = about.licence().ok();
    let mut out = Map::new();
    out.insert("$schema".to_owned(), json!(PROFILE));
    out.insert("name".to_owned(), json!("hyotei-release"));
    out.insert("title".to_owned(), json!(about.title));
    out.insert("description".to_owned(), json!(about.description.clone().unwrap_or_else(|| about.title.clone())));
    out.insert("version".to_owned(), json!(about.version));
    if let Some(issued) = &about.issued {
        out.insert("created".to_owned(), json!(format!("{issued}T00:00:00Z")));
    }
    if !about.keywords.is_empty() {
        out.insert("keywords".to_owned(), json!(about.keywords));
    }
    let party = |party: &crate::release::about::Party, role: &str| {
        let mut out = Map::from_iter([("title".to_owned(), json!(party.name)), ("roles".to_owned(), json!([role]))]);
        out.extend(party.url.iter().map(|url| ("path".to_owned(), json!(url))));
        out.extend(party.email.iter().map(|email| ("email".to_owned(), json!(email))));
        Value::Object(out)
    };
    out.insert("contributors".to_owned(), json!([party(&about.publisher, "publisher"), party(&about.contact, "contact")]));
    if let Some(licence) = licence {
        out.insert("licenses".to_owned(), json!([{"name": licence.id, "title": licence.name, "path": licence.url}]));
    }
    if !sources.is_empty() {
        out.insert("sources".to_owned(), json!(sources.iter().map(|source| origin(source, about)).collect::<Vec<_>>()));
    }
    let resources: Vec<Value> = tables.iter().flat_map(|table| Flat::new(table).tables).map(|table| resource(&table, inventory)).collect();
    out.insert("resources".to_owned(), json!(resources));
    pretty(&Value::Object(out))
}

/// Pretty JSON with a line end.
pub fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

fn origin(source: &Source, about: &About) -> Value {
    let origin = about.origin(&source.path);
    let title = origin.map(|origin| origin.title.clone()).or_else(|| source.title.clone()).unwrap_or_else(|| source.path.clone());
    let mut out = Map::from_iter([("title".to_owned(), json!(format!("{title}（{}）", source.path)))]);
    if let Some(url) = source.url.clone().or_else(|| origin.and_then(|origin| origin.url.clone())) {
        out.insert("path".to_owned(), json!(url));
    }
    Value::Object(out)
}

fn resource(table: &Table, inventory: &Inventory) -> Value {
    let path = format!("{DATA}/{}.csv", table.name);
    let mut out = Map::new();
    out.insert("name".to_owned(), json!(table.name));
    out.insert("type".to_owned(), json!("table"));
    out.insert("path".to_owned(), json!(path));
    out.insert("title".to_owned(), json!(table.japanese));
    out.insert("description".to_owned(), json!(table.english));
    out.insert("format".to_owned(), json!("csv"));
    out.insert("mediatype".to_owned(), json!("text/csv"));
    out.insert("encoding".to_owned(), json!("utf-8"));
    if let Some((bytes, hash)) = inventory.get(&path) {
        out.insert("bytes".to_owned(), json!(bytes));
        out.insert("hash".to_owned(), json!(format!("sha256:{hash}")));
    }
    out.insert("dialect".to_owned(), json!({"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"", "doubleQuote": true, "header": true}));
    out.insert("schema".to_owned(), schema(table));
    Value::Object(out)
}

fn schema(table: &Table) -> Value {
    let mut out = Map::new();
    out.insert("fields".to_owned(), json!(table.fields.iter().map(|field| described(field, table)).collect::<Vec<_>>()));
    out.insert("missingValues".to_owned(), json!([{"value": "", "label": "値なし（理由は value_status などの列にある）"}]));
    if !table.key.is_empty() {
        out.insert("primaryKey".to_owned(), json!(table.key));
    }
    let foreign: Vec<Value> = table
        .fields
        .iter()
        .filter_map(|field| {
            let target = field.refers.as_ref()?;
            let key = key_of(target, &field.name);
            Some(json!({"fields": [field.name], "reference": {"resource": if *target == table.name { "" } else { target.as_str() }, "fields": [key]}}))
        })
        .collect();
    if !foreign.is_empty() {
        out.insert("foreignKeys".to_owned(), json!(foreign));
    }
    Value::Object(out)
}

/// The key of a table that a field of another refers to.
pub fn key_of(table: &str, field: &str) -> String {
    // A child table has the key of its parent under the same name.
    key_field(table).unwrap_or(field).to_owned()
}

fn described(field: &Field, table: &Table) -> Value {
    let mut out = Map::new();
    let kind = match &field.kind {
        Type::Integer => "integer",
        Type::Number | Type::Area => "number",
        Type::Boolean => "boolean",
        Type::Date => "date",
        _ => "string",
    };
    out.insert("name".to_owned(), json!(field.name));
    out.insert("type".to_owned(), json!(kind));
    out.insert("title".to_owned(), json!(field.japanese));
    if !field.english.is_empty() {
        out.insert("description".to_owned(), json!(field.english));
    }
    let mut constraints = Map::new();
    // A text that cannot be null can be empty, and an empty cell counts as missing.
    if !field.nullable && (field.kind != Type::Text || table.key.contains(&field.name) || field.refers.is_some()) {
        constraints.insert("required".to_owned(), json!(true));
    }
    if table.key == [field.name.clone()] {
        constraints.insert("unique".to_owned(), json!(true));
    }
    if let Type::Code(codes) = &field.kind {
        constraints.insert("enum".to_owned(), json!(codes.iter().map(|code| &code.code).collect::<Vec<_>>()));
        out.insert("categories".to_owned(), json!(codes.iter().map(|code| json!({"value": code.code, "label": code.japanese})).collect::<Vec<_>>()));
    }
    if field.kind == Type::Boolean {
        out.insert("trueValues".to_owned(), json!(["true"]));
        out.insert("falseValues".to_owned(), json!(["false"]));
    }
    if !constraints.is_empty() {
        out.insert("constraints".to_owned(), Value::Object(constraints));
    }
    Value::Object(out)
}
