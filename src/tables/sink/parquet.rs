//! Parquet: the records with their lists and structs, in Arrow types (days as Date32, whole numbers as Int64).

use crate::error::Error;
use crate::tables::shape::{Field, Table, Type};
use crate::tables::sink::{File, Sink};
use arrow_array::builder::{BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, ListArray, RecordBatch, StructArray};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{DataType, Fields, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Rows that are made into columns at a time.
const CHUNK: usize = 2048;
/// Bytes of encoded columns that are held before they go to the file.
const GROUP: usize = 24 << 20;

/// Writes Parquet.
pub struct Parquet {
    folder: PathBuf,
    open: Option<Open>,
    made: Vec<String>,
}

struct Open {
    table: Table,
    schema: Arc<Schema>,
    writer: ArrowWriter<File>,
    rows: Vec<Value>,
}

impl Parquet {
    /// A writer into a folder.
    pub fn new(folder: &Path) -> Parquet {
        Parquet { folder: folder.to_owned(), open: None, made: vec![] }
    }
}

impl Sink for Parquet {
    fn begin(&mut self, table: &Table) -> Result<(), Error> {
        let name = format!("{}.parquet", table.name);
        let file = File::create(&self.folder, &name)?;
        let path = file.path().to_owned();
        let schema = Arc::new(Schema::new(fields(&table.fields)));
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).set_max_row_group_row_count(Some(1 << 17)).build();
        let writer = ArrowWriter::try_new(file, schema.clone(), Some(properties)).map_err(|error| fault(&path, &error))?;
        self.open = Some(Open { table: table.clone(), schema, writer, rows: Vec::with_capacity(CHUNK) });
        self.made.push(name);
        Ok(())
    }

    fn row(&mut self, row: &Value) -> Result<(), Error> {
        let Some(open) = &mut self.open else { return Ok(()) };
        open.rows.push(row.clone());
        if open.rows.len() == CHUNK { open.chunk(&self.folder) } else { Ok(()) }
    }

    fn end(&mut self) -> Result<(), Error> {
        let Some(mut open) = self.open.take() else { return Ok(()) };
        open.chunk(&self.folder)?;
        let path = self.folder.join(format!("{}.parquet", open.table.name));
        open.writer.into_inner().map_err(|error| fault(&path, &error))?.place()
    }

    fn finish(self: Box<Self>) -> Result<Vec<String>, Error> {
        Ok(self.made)
    }
}

impl Open {
    fn chunk(&mut self, folder: &Path) -> Result<(), Error> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let path = folder.join(format!("{}.parquet", self.table.name));
        let rows: Vec<Option<&Value>> = self.rows.iter().map(Some).collect();
        let columns = self.table.fields.iter().map(|field| column(field, &inside(&rows, &field.name))).collect::<Result<Vec<_>, _>>();
        let batch = columns.and_then(|columns| RecordBatch::try_new(self.schema.clone(), columns)).map_err(|error| fault(&path, &error))?;
        self.writer.write(&batch).map_err(|error| fault(&path, &error))?;
        if self.writer.in_progress_size() > GROUP {
            self.writer.flush().map_err(|error| fault(&path, &error))?;
        }
        self.rows.clear();
        Ok(())
    }
}

fn fault(path: &Path, error: &dyn std::fmt::Display) -> Error {
    Error::Write { path: path.to_owned(), source: std::io::Error::other(error.to_string()) }
}

/// The Arrow fields of a table.
fn fields(all: &[Field]) -> Fields {
    all.iter().map(|field| arrow_schema::Field::new(&field.name, data_type(&field.kind), field.nullable)).collect()
}

fn data_type(kind: &Type) -> DataType {
    match kind {
        Type::Text | Type::Code(_) => DataType::Utf8,
        Type::Integer => DataType::Int64,
        Type::Number => DataType::Float64,
        Type::Boolean => DataType::Boolean,
        Type::Date => DataType::Date32,
        Type::Area => list(&Type::Number),
        Type::List(inner) => list(inner),
        Type::Struct(inner) => DataType::Struct(fields(inner)),
    }
}

fn list(inner: &Type) -> DataType {
    DataType::List(Arc::new(arrow_schema::Field::new("item", data_type(inner), false)))
}

/// What each value has under a name; a list's entry that is no object is its own.
fn inside<'a>(values: &[Option<&'a Value>], name: &str) -> Vec<Option<&'a Value>> {
    values.iter().map(|value| value.and_then(|value| value.get(name)).filter(|value| !value.is_null())).collect()
}

/// A column of values; where a field that cannot be null has none, within a struct that is null, a blank of its type stands.
fn column(field: &Field, values: &[Option<&Value>]) -> Result<ArrayRef, arrow_schema::ArrowError> {
    let blank = !field.nullable;
    Ok(match &field.kind {
        Type::Text | Type::Code(_) => {
            let mut out = StringBuilder::new();
            values.iter().for_each(|value| out.append_option(value.and_then(Value::as_str).or(blank.then_some(""))));
            Arc::new(out.finish())
        }
        Type::Integer => {
            let mut out = Int64Builder::with_capacity(values.len());
            values.iter().for_each(|value| out.append_option(value.and_then(Value::as_i64).or(blank.then_some(0))));
            Arc::new(out.finish())
        }
        Type::Number => {
            let mut out = Float64Builder::with_capacity(values.len());
            values.iter().for_each(|value| out.append_option(value.and_then(Value::as_f64).or(blank.then_some(0.0))));
            Arc::new(out.finish())
        }
        Type::Boolean => {
            let mut out = BooleanBuilder::with_capacity(values.len());
            values.iter().for_each(|value| out.append_option(value.and_then(Value::as_bool).or(blank.then_some(false))));
            Arc::new(out.finish())
        }
        Type::Date => {
            let mut out = Date32Builder::with_capacity(values.len());
            for value in values {
                let day = value
                    .and_then(Value::as_str)
                    .map(|text| day(text).ok_or_else(|| arrow_schema::ArrowError::ParseError(format!("{}: {text:?} is no day", field.name))))
                    .transpose()?;
                out.append_option(day.or(blank.then_some(0)));
            }
            Arc::new(out.finish())
        }
        Type::Area => lists(&Field::new("item", Type::Number, false, "", ""), field, values)?,
        Type::List(inner) => lists(&Field::new("item", (**inner).clone(), false, "", ""), field, values)?,
        Type::Struct(inner) => {
            let columns = inner.iter().map(|field| column(field, &inside(values, &field.name))).collect::<Result<Vec<_>, _>>()?;
            let nulls = field.nullable.then(|| NullBuffer::from_iter(values.iter().map(Option::is_some)));
            Arc::new(StructArray::try_new_with_length(fields(inner), columns, nulls, values.len())?)
        }
    })
}

fn lists(item: &Field, field: &Field, values: &[Option<&Value>]) -> Result<ArrayRef, arrow_schema::ArrowError> {
    let entries = |value: &Option<&'_ Value>| value.and_then(|value| value.as_array()).map_or(0, Vec::len);
    let offsets = OffsetBuffer::from_lengths(values.iter().map(entries));
    let flat: Vec<Option<&Value>> = values.iter().flatten().filter_map(|value| value.as_array()).flatten().map(Some).collect();
    let nulls = field.nullable.then(|| NullBuffer::from_iter(values.iter().map(Option::is_some)));
    let inner = Arc::new(arrow_schema::Field::new("item", data_type(&item.kind), false));
    Ok(Arc::new(ListArray::try_new(inner, offsets, column(item, &flat)?, nulls)?))
}

/// Days since 1970-01-01 of a day in the proleptic Gregorian calendar, `YYYY-MM-DD`.
pub fn day(text: &str) -> Option<i32> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    let (year, month, day): (i32, i32, i32) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Years that begin in March, so that the leap day is the last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * month + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        for (text, days) in [("1970-01-01", 0), ("1970-03-01", 59), ("2000-02-29", 11_016), ("2013-03-31", 15_795), ("1969-12-31", -1)] {
            assert_eq!(day(text), Some(days), "{text}");
        }
        assert_eq!(day("2013-13-01"), None);
        assert_eq!(day("平成25年"), None);
    }
}
