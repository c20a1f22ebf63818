//! Readers of each form: rows as JSON, as flat as they stand.

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int64Type};
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;
use hyotei::tables::flat::Flat;
use hyotei::tables::shape::{Table, Type};
use hyotei::tables::sink::csv::unescape;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::path::Path;

/// Rows of the flat tables of a table, by the name of the flat table.
pub type Flats = HashMap<String, Vec<Map<String, Value>>>;

pub fn csv(folder: &Path, table: &Table) -> Flats {
    let mut out = Flats::new();
    for flat in Flat::new(table).tables {
        let bytes = std::fs::read(folder.join(format!("{}.csv", flat.name))).expect("the table is there");
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).expect("a byte order mark");
        let mut reader = ::csv::Reader::from_reader(bytes);
        let names: Vec<&str> = flat.fields.iter().map(|field| field.name.as_str()).collect();
        assert_eq!(reader.headers().expect("headings").iter().collect::<Vec<_>>(), names);
        let rows: Vec<::csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
        assert_eq!(rows.len() + 1, bytes.split(|byte| *byte == b'\n').count() - 1, "{}: a row is a line", flat.name);
        let read = |cell: &str, kind: &Type, nullable: bool| match kind {
            _ if cell.is_empty() && nullable => Value::Null,
            Type::Integer | Type::Number => serde_json::from_str(cell).expect("a number"),
            Type::Boolean => json!(cell == "true"),
            _ => json!(unescape(cell, nullable)),
        };
        let row = |row: &::csv::StringRecord| flat.fields.iter().zip(row).map(|(field, cell)| (field.name.clone(), read(cell, &field.kind, field.nullable))).collect();
        out.insert(flat.name.clone(), rows.iter().map(row).collect());
    }
    out
}

pub fn sqlite(folder: &Path, table: &Table) -> Flats {
    let database = rusqlite::Connection::open(folder.join("dataset.sqlite")).expect("opens");
    let mut out = Flats::new();
    for flat in Flat::new(table).tables {
        let mut statement = database.prepare(&format!("SELECT * FROM \"{}\" ORDER BY rowid", flat.name)).expect("the table is there");
        let rows = statement
            .query_map([], |row| {
                let mut out = Map::new();
                for (index, field) in flat.fields.iter().enumerate() {
                    let value = match row.get::<_, rusqlite::types::Value>(index)? {
                        rusqlite::types::Value::Null => Value::Null,
                        rusqlite::types::Value::Integer(value) if field.kind == Type::Boolean => json!(value == 1),
                        rusqlite::types::Value::Integer(value) => json!(value),
                        rusqlite::types::Value::Real(value) => json!(value),
                        rusqlite::types::Value::Text(value) => json!(value),
                        rusqlite::types::Value::Blob(_) => panic!("a blob"),
                    };
                    out.insert(field.name.clone(), value);
                }
                Ok(out)
            })
            .expect("rows");
        out.insert(flat.name.clone(), rows.map(|row| row.expect("a row")).collect());
    }
    out
}

/// Rows with their lists and structs.
pub fn parquet(folder: &Path, table: &Table) -> Vec<Value> {
    let file = std::fs::File::open(folder.join(format!("{}.parquet", table.name))).expect("the table is there");
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).expect("Parquet").build().expect("Parquet");
    let mut out = vec![];
    for batch in reader {
        let batch = batch.expect("a batch");
        for row in 0..batch.num_rows() {
            let schema = batch.schema();
            out.push(Value::Object(schema.fields().iter().zip(batch.columns()).map(|(field, column)| (field.name().clone(), value(column, row))).collect()));
        }
    }
    out
}

fn value(column: &ArrayRef, row: usize) -> Value {
    if column.is_null(row) {
        return Value::Null;
    }
    match column.data_type() {
        DataType::Utf8 => json!(column.as_string::<i32>().value(row)),
        DataType::Int64 => json!(column.as_primitive::<Int64Type>().value(row)),
        DataType::Float64 => json!(column.as_primitive::<Float64Type>().value(row)),
        DataType::Boolean => json!(column.as_boolean().value(row)),
        DataType::Date32 => json!(date(column.as_primitive::<Date32Type>().value(row))),
        DataType::List(_) => {
            let entries = column.as_list::<i32>().value(row);
            json!((0..entries.len()).map(|entry| value(&entries, entry)).collect::<Vec<_>>())
        }
        DataType::Struct(fields) => Value::Object(fields.iter().zip(column.as_struct().columns()).map(|(field, column)| (field.name().clone(), value(column, row))).collect()),
        other => panic!("{other} was not written by us"),
    }
}

/// The day that is so many days after 1970-01-01, counted a day at a time.
fn date(days: i32) -> String {
    let (mut year, mut month, mut day) = (1970, 1, 1);
    let leap = |year: i32| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = |year, month| match month {
        2 if leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    assert!(days >= 0, "no day before 1970 in these tests");
    for _ in 0..days {
        day += 1;
        if day > length(year, month) {
            (day, month) = (1, month + 1);
        }
        if month > 12 {
            (month, year) = (1, year + 1);
        }
    }
    format!("{year:04}-{month:02}-{day:02}")
}

/// The lines of an NDJSON table.
pub fn ndjson(folder: &Path, name: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(folder.join(format!("{name}.ndjson"))).expect("the table is there");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}
