//! CSVW (CSV on the Web): `csv-metadata.json`, the W3C's description of the same tables.

use crate::release::DATA;
use crate::release::about::About;
use crate::release::package::{key_of, pretty};
use crate::tables::flat::Flat;
use crate::tables::shape::{Field, Table, Type};
use serde_json::{Map, Value, json};

/// The text of `csv-metadata.json`.
pub fn metadata(tables: &[Table], about: &About) -> String {
    let licence = about.licence().map(|licence| licence.url).unwrap_or_default();
    let tables: Vec<Value> = tables.iter().flat_map(|table| Flat::new(table).tables).map(|table| described(&table)).collect();
    let mut out = Map::new();
    out.insert("@context".to_owned(), json!(["http://www.w3.org/ns/csvw", {"@language": "ja"}]));
    out.insert("dc:title".to_owned(), json!(about.title));
    out.insert("dc:publisher".to_owned(), json!(about.publisher.name));
    out.insert("dc:license".to_owned(), json!({"@id": licence}));
    if let Some(issued) = &about.issued {
        out.insert("dc:issued".to_owned(), json!({"@value": issued, "@type": "xsd:date"}));
    }
    out.insert("dialect".to_owned(), json!({"encoding": "utf-8-sig", "lineTerminators": ["\r\n"], "header": true, "delimiter": ","}));
    out.insert("tables".to_owned(), json!(tables));
    pretty(&Value::Object(out))
}

fn url(name: &str) -> String {
    format!("{DATA}/{name}.csv")
}

fn described(table: &Table) -> Value {
    let columns: Vec<Value> = table.fields.iter().enumerate().map(|(index, field)| column(field, index, table)).collect();
    let mut schema = Map::new();
    schema.insert("columns".to_owned(), json!(columns));
    if !table.key.is_empty() {
        schema.insert("primaryKey".to_owned(), json!(table.key));
    }
    // A reference that can be null is told by `datapackage.json` alone: csvwvalidate takes none.
    let foreign: Vec<Value> = table
        .fields
        .iter()
        .filter(|field| !field.nullable)
        .filter_map(|field| {
            let target = field.refers.as_ref()?;
            Some(json!({"columnReference": field.name, "reference": {"resource": url(target), "columnReference": key_of(target, &field.name)}}))
        })
        .collect();
    if !foreign.is_empty() {
        schema.insert("foreignKeys".to_owned(), json!(foreign));
    }
    json!({"url": url(&table.name), "dc:title": table.japanese, "dc:description": {"@value": table.english, "@language": "en"}, "tableSchema": schema})
}

fn column(field: &Field, index: usize, table: &Table) -> Value {
    // A name is a variable of a URI template: letters, digits and underscores; printed labels stand as titles.
    let plain = field.name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let mut out = Map::new();
    out.insert("name".to_owned(), if plain { json!(field.name) } else { json!(format!("column_{}", index + 1)) });
    out.insert("titles".to_owned(), json!(field.name));
    let datatype = match &field.kind {
        Type::Integer => json!("integer"),
        Type::Number | Type::Area => json!("double"),
        Type::Boolean => json!({"base": "boolean", "format": "true|false"}),
        Type::Date => json!({"base": "date", "format": "yyyy-MM-dd"}),
        Type::Code(codes) => json!({"base": "string", "format": format!("^({})$", codes.iter().map(|code| regex::escape(&code.code)).collect::<Vec<_>>().join("|"))}),
        _ => json!("string"),
    };
    out.insert("datatype".to_owned(), datatype);
    out.insert("null".to_owned(), json!(""));
    if !field.nullable && (field.kind != Type::Text || table.key.contains(&field.name) || field.refers.is_some()) {
        out.insert("required".to_owned(), json!(true));
    }
    if field.japanese != field.name {
        out.insert("dc:title".to_owned(), json!(field.japanese));
    }
    if !field.english.is_empty() {
        out.insert("dc:description".to_owned(), json!({"@value": field.english, "@language": "en"}));
    }
    Value::Object(out)
}
