//! SQLite: one database of the flat tables, with keys and indexes, a full-text search over every text (three characters or more), and views.

use crate::error::Error;
use crate::tables::flat::{Cell, Flat};
use crate::tables::shape::{Field, Table, Type};
use crate::tables::sink::{File, Sink};
use rusqlite::types::{ToSqlOutput, Value as Held, ValueRef};
use rusqlite::{Connection, ToSql};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Name of the database.
pub const NAME: &str = "dataset.sqlite";

/// Tables and the fields of theirs that the full-text search looks through, with the field that names the row.
const SEARCHED: [(&str, &str, &str); 6] = [
    ("items", "item_id", "title"),
    ("indicators", "indicator_id", "name"),
    ("targets", "target_id", "text"),
    ("results", "result_id", "text"),
    ("ratings", "rating_id", "comment"),
    ("notes", "note_id", "text"),
];

/// Views: the joins that everyone writes.
const VIEWS: &str = include_str!("views.sql");

/// Writes a database.
pub struct Sqlite {
    file: File,
    connection: Connection,
    flat: Option<Flat>,
    inserts: Vec<String>,
    rows: u64,
    searched: Option<(usize, usize)>,
}

impl Sqlite {
    /// A writer into a folder.
    ///
    /// # Errors
    /// [`Error::Write`] with the path.
    pub fn new(folder: &Path) -> Result<Sqlite, Error> {
        let file = File::create(folder, NAME)?;
        let open = || -> rusqlite::Result<Connection> {
            let connection = Connection::open(file.temporary())?;
            connection.execute_batch(
                "PRAGMA foreign_keys = OFF; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096; PRAGMA cache_size = -16000; PRAGMA temp_store = FILE;
                 BEGIN;
                 CREATE VIRTUAL TABLE search USING fts5(text, table_name UNINDEXED, id UNINDEXED, tokenize = 'trigram');",
            )?;
            Ok(connection)
        };
        let connection = open().map_err(|error| fault(file.path(), &error))?;
        Ok(Sqlite { file, connection, flat: None, inserts: vec![], rows: 0, searched: None })
    }

    fn run(&self, statement: &str) -> Result<(), Error> {
        self.connection.execute_batch(statement).map_err(|error| fault(self.file.path(), &error))
    }
}

impl Sink for Sqlite {
    fn begin(&mut self, table: &Table) -> Result<(), Error> {
        let flat = Flat::new(table);
        self.inserts.clear();
        self.rows = 0;
        for table in &flat.tables {
            self.run(&create(table))?;
            let holes: Vec<&str> = table.fields.iter().map(|_| "?").collect();
            self.inserts.push(format!("INSERT INTO {} VALUES ({})", quoted(&table.name), holes.join(",")));
        }
        let place = |name: &str| flat.tables[0].fields.iter().position(|field| field.name == name);
        self.searched = SEARCHED.iter().find(|(name, ..)| *name == table.name).and_then(|(_, id, text)| Some((place(id)?, place(text)?)));
        self.flat = Some(flat);
        Ok(())
    }

    fn row(&mut self, row: &Value) -> Result<(), Error> {
        let Sqlite { file, connection, flat: Some(flat), inserts, rows, searched } = self else { return Ok(()) };
        *rows += 1;
        let name = &flat.tables[0].name;
        let result: Result<(), rusqlite::Error> = flat.rows(row, *rows, &mut |at, cells| {
            let fields = flat.tables[at].fields.iter();
            connection.prepare_cached(&inserts[at])?.execute(rusqlite::params_from_iter(cells.iter().zip(fields).map(|(cell, field)| Bound(*cell, field))))?;
            if let (0, Some((id, text))) = (at, *searched)
                && let (Cell::Text(id), Cell::Text(text)) = (cells[id], cells[text])
                && !text.is_empty()
            {
                connection.prepare_cached("INSERT INTO search (text, table_name, id) VALUES (?, ?, ?)")?.execute((text, name, id))?;
            }
            Ok(())
        });
        result.map_err(|error| fault(file.path(), &format!("table {name}, row {rows}: {error}")))
    }

    fn end(&mut self) -> Result<(), Error> {
        let Some(flat) = self.flat.take() else { return Ok(()) };
        for table in &flat.tables {
            for field in table.fields.iter().filter(|field| field.refers.is_some() && table.key.first() != Some(&field.name) || field.name == "fiscal_year") {
                self.run(&format!("CREATE INDEX {} ON {} ({})", quoted(&format!("{}_by_{}", table.name, field.name)), quoted(&table.name), quoted(&field.name)))?;
            }
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Vec<String>, Error> {
        self.run(VIEWS)?;
        self.run("INSERT INTO search (search) VALUES ('optimize'); COMMIT;")?;
        let Sqlite { file, connection, .. } = *self;
        connection.close().map_err(|(_, error)| fault(file.path(), &error))?;
        file.place()?;
        Ok(vec![NAME.to_owned()])
    }
}

fn fault(path: &Path, error: &dyn std::fmt::Display) -> Error {
    Error::Write { path: PathBuf::from(path), source: std::io::Error::other(error.to_string()) }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The statement that makes a table.
fn create(table: &Table) -> String {
    let mut parts: Vec<String> = table.fields.iter().map(definition).collect();
    if !table.key.is_empty() {
        let key: Vec<String> = table.key.iter().map(|name| quoted(name)).collect();
        parts.push(format!("PRIMARY KEY ({})", key.join(", ")));
    }
    format!("CREATE TABLE {} (\n  {}\n) STRICT;", quoted(&table.name), parts.join(",\n  "))
}

fn definition(field: &Field) -> String {
    let kind = match field.kind {
        Type::Integer | Type::Boolean => "INTEGER",
        Type::Number | Type::Area => "REAL",
        _ => "TEXT",
    };
    let name = quoted(&field.name);
    let mut out = format!("{name} {kind}");
    if !field.nullable {
        out.push_str(" NOT NULL");
    }
    match &field.kind {
        Type::Boolean => out.push_str(&format!(" CHECK ({name} IN (0, 1))")),
        Type::Code(codes) if !codes.is_empty() => {
            let words: Vec<String> = codes.iter().map(|code| format!("'{}'", code.code.replace('\'', "''"))).collect();
            out.push_str(&format!(" CHECK ({name} IN ({}))", words.join(", ")));
        }
        _ => {}
    }
    if let Some(table) = &field.refers {
        out.push_str(&format!(" REFERENCES {}", quoted(table)));
    }
    out
}

/// A cell bound to a statement.
struct Bound<'a>(Cell<'a>, &'a Field);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self.0 {
            Cell::Null => ToSqlOutput::Owned(Held::Null),
            Cell::Boolean(value) => ToSqlOutput::Owned(Held::Integer(i64::from(value))),
            Cell::Count(value) => ToSqlOutput::Owned(Held::Integer(i64::try_from(value).unwrap_or(i64::MAX))),
            Cell::Number(value) => ToSqlOutput::Owned(match (value.as_i64(), &self.1.kind) {
                (Some(value), Type::Integer) => Held::Integer(value),
                _ => value.as_f64().map_or(Held::Null, Held::Real),
            }),
            Cell::Text(value) => ToSqlOutput::Borrowed(ValueRef::Text(value.as_bytes())),
        })
    }
}
