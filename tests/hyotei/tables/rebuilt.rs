//! Records rebuilt from flat tables, and records as they are compared: every field there, numbers as numbers.

use crate::tables::read_back::Flats;
use hyotei::tables::shape::{Field, Table, Type};
use serde_json::{Map, Value, json};

/// A record with every field that its table has: what the dataset leaves out is null, or false.
pub fn canonical(value: &Value, fields: &[Field]) -> Value {
    if value.is_null() {
        return Value::Null;
    }
    Value::Object(fields.iter().map(|field| (field.name.clone(), one(value.get(&field.name).unwrap_or(&Value::Null), &field.kind))).collect())
}

fn one(value: &Value, kind: &Type) -> Value {
    match (kind, value) {
        (Type::Struct(fields), value) => canonical(value, fields),
        (Type::List(inner), Value::Array(entries)) => json!(entries.iter().map(|entry| one(entry, inner)).collect::<Vec<_>>()),
        (Type::Boolean, Value::Null) => Value::Null,
        (Type::Number, Value::Number(number)) => json!(number.as_f64()),
        (Type::Area, Value::Array(sides)) => json!(sides.iter().map(Value::as_f64).collect::<Vec<_>>()),
        (_, value) => value.clone(),
    }
}

/// A record with `hidden` where it was left out.
pub fn with_hidden(mut value: Value) -> Value {
    fn walk(value: &mut Value) {
        match value {
            Value::Object(object) => {
                if object.contains_key("block") && !object.contains_key("hidden") {
                    object.insert("hidden".to_owned(), json!(false));
                }
                object.values_mut().for_each(walk);
            }
            Value::Array(entries) => entries.iter_mut().for_each(walk),
            _ => {}
        }
    }
    walk(&mut value);
    value
}

/// The records of a table, from its flat tables.
pub fn records(table: &Table, flats: &Flats) -> Vec<Value> {
    let numbered = format!("{}_number", table.one);
    let key = table.key.first().cloned().unwrap_or(numbered);
    flats[&table.name].iter().map(|row| object(&table.fields, row, "", &table.one, &[(key.clone(), row.get(&key).cloned().unwrap_or(Value::Null))], flats)).collect()
}

fn object(fields: &[Field], row: &Map<String, Value>, prefix: &str, one: &str, key: &[(String, Value)], flats: &Flats) -> Value {
    let mut out = Map::new();
    for field in fields {
        let name = format!("{prefix}{}", field.name);
        let value = match &field.kind {
            Type::Struct(inner) => {
                let value = object(inner, row, &format!("{name}_"), one, key, flats);
                // A struct that is null has none of what it cannot be without.
                let gone = inner.iter().any(|inner| !inner.nullable && inner.kind.is_scalar() && value[&inner.name].is_null());
                if gone { Value::Null } else { value }
            }
            Type::Area => {
                let sides: Vec<&Value> = ["left", "top", "right", "bottom"].iter().map(|side| &row[&format!("{name}_{side}")]).collect();
                if sides[0].is_null() { Value::Null } else { json!(sides.iter().map(|side| side.as_f64()).collect::<Vec<_>>()) }
            }
            Type::List(inner) => list(inner, &format!("{one}_{name}"), key, flats),
            Type::Number => json!(row[&name].as_f64()),
            _ => row.get(&name).cloned().unwrap_or_else(|| panic!("no column {name} in {one}")),
        };
        out.insert(field.name.clone(), value);
    }
    Value::Object(out)
}

fn list(inner: &Type, child: &str, key: &[(String, Value)], flats: &Flats) -> Value {
    let rows = flats[child].iter().filter(|row| key.iter().all(|(name, value)| row[name] == *value));
    let mut out = vec![];
    for (index, row) in rows.enumerate() {
        assert_eq!(row["position"], json!(index + 1), "{child}");
        out.push(match inner {
            Type::Struct(fields) => {
                let mut key = key.to_vec();
                let last = child.rsplit('_').next().unwrap_or(child);
                key.push((format!("{last}_position"), row["position"].clone()));
                object(fields, row, "", child, &key, flats)
            }
            _ => row["value"].clone(),
        });
    }
    json!(out)
}
