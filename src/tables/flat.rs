//! Flat (平たい表): a table without lists and structs. A struct becomes columns of its own name and its fields'; a list becomes a child
//! table, with the key of its row and its position (from 1).

use crate::tables::catalog::japanese;
use crate::tables::shape::{Field, Table, Type};
use serde_json::{Number, Value};

/// What one cell holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing.
    Null,
    /// True or false.
    Boolean(bool),
    /// A number, as the dataset writes it.
    Number(&'a Number),
    /// A count made here: a position or the number of a row.
    Count(u64),
    /// A text, a code or a day.
    Text(&'a str),
}

/// A table and the tables of its lists, parents before children; a row of the dataset gives one row of the first and any number of the others.
pub struct Flat {
    /// The tables; the first is the table itself.
    pub tables: Vec<Table>,
    plan: Plan,
}

/// How the columns of one table come from a value.
struct Plan {
    at: usize,
    /// The key is the number of the row.
    numbered: bool,
    columns: Vec<Vec<String>>,
    /// Column of an area: its index and which of the four.
    areas: Vec<(usize, usize)>,
    /// Columns that are false where their field is left out.
    defaults: Vec<bool>,
    children: Vec<(Vec<String>, Plan)>,
}

impl Flat {
    /// The flat tables of a table.
    pub fn new(table: &Table) -> Flat {
        let mut tables = vec![];
        let numbered = table.key.is_empty();
        let mut main = Table { fields: vec![], ..table.clone() };
        if numbered {
            main.key = vec![format!("{}_number", table.one)];
            main.fields.push(Field::new(&main.key[0], Type::Integer, false, &japanese(&main.key[0]), "Number of the row in the dataset, from 1."));
        }
        let plan = plan(main, &table.fields, numbered, &mut tables);
        Flat { tables, plan }
    }

    /// Gives the rows of a value: for each the index of its table and its cells. `number` is the row's number in the dataset, from 1.
    ///
    /// # Errors
    /// Whatever `give` says.
    pub fn rows<E>(&self, value: &Value, number: u64, give: &mut impl FnMut(usize, &[Cell<'_>]) -> Result<(), E>) -> Result<(), E> {
        let key = if self.plan.numbered { vec![Cell::Count(number)] } else { vec![] };
        self.plan.rows(&self.tables, value, &key, give)
    }
}

/// Makes the table of these fields and, after it, those of its lists.
fn plan(mut main: Table, fields: &[Field], numbered: bool, tables: &mut Vec<Table>) -> Plan {
    let at = tables.len();
    let mut out = Plan { at, numbered, columns: vec![], areas: vec![], defaults: vec![], children: vec![] };
    let mut lists = vec![];
    spread(fields, &mut vec![], false, &mut main, &mut out, &mut lists);
    let keys: Vec<Field> = main.key.iter().filter_map(|key| main.field(key)).cloned().collect();
    let (name, one, title) = (main.name.clone(), main.one.clone(), main.japanese.clone());
    tables.push(main);
    for (path, field, heading) in lists {
        let Type::List(inner) = &field.kind else { continue };
        let joined = path.join("_");
        let mut child = Table {
            name: format!("{one}_{joined}"),
            one: format!("{one}_{joined}"),
            key: vec![],
            fields: vec![],
            japanese: format!("{title}・{heading}"),
            english: format!("{} One row each, in order.", field.english),
        };
        for key in &keys {
            let within = key.name == "position";
            let mut key = Field { nullable: false, ..key.clone() };
            if within {
                key.name = format!("{}_position", one.rsplit('_').next().unwrap_or(&one));
            }
            if key.refers.is_none() && !within && key.name != "position" {
                key.refers = Some(name.clone());
            }
            child.key.push(key.name.clone());
            child.fields.push(key);
        }
        child.key.push("position".to_owned());
        child.fields.push(Field::new("position", Type::Integer, false, &japanese("position"), "Position in the list, from 1."));
        let plan = match &**inner {
            Type::Struct(fields) => plan(child, fields, false, tables),
            other => {
                let refers = if joined == "same_as" && name == "targets" { Some(name.clone()) } else { None };
                let value = Field { name: "value".to_owned(), kind: other.clone(), nullable: false, refers, japanese: field.japanese.clone(), english: field.english.clone() };
                plan(child, &[value], false, tables)
            }
        };
        out.children.push((path, plan));
    }
    out
}

/// Columns of fields, structs spread out; lists are put aside.
fn spread(fields: &[Field], path: &mut Vec<String>, nullable: bool, main: &mut Table, out: &mut Plan, lists: &mut Vec<(Vec<String>, Field, String)>) {
    for field in fields {
        path.push(field.name.clone());
        let heading = if path.len() > 1 { format!("{}・{}", japanese(&path[path.len() - 2]), field.japanese) } else { field.japanese.clone() };
        let nullable = nullable || field.nullable;
        match &field.kind {
            Type::List(_) => lists.push((path.clone(), field.clone(), heading)),
            Type::Struct(inner) => spread(inner, path, nullable, main, out, lists),
            Type::Area => {
                for (index, side) in ["left", "top", "right", "bottom"].iter().enumerate() {
                    out.areas.push((out.columns.len(), index));
                    out.columns.push(path.clone());
                    out.defaults.push(false);
                    let heading = format!("{heading}・{}", japanese(&format!("box_{side}")));
                    main.fields.push(Field::new(&format!("{}_{side}", path.join("_")), Type::Number, true, &heading, &field.english));
                }
            }
            _ => {
                out.columns.push(path.clone());
                out.defaults.push(field.kind == Type::Boolean && !field.nullable);
                main.fields.push(Field { name: path.join("_"), nullable, japanese: heading, ..field.clone() });
            }
        }
        path.pop();
    }
}

impl Plan {
    fn rows<E>(&self, tables: &[Table], value: &Value, key: &[Cell<'_>], give: &mut impl FnMut(usize, &[Cell<'_>]) -> Result<(), E>) -> Result<(), E> {
        let mut cells = key.to_vec();
        let mut areas = self.areas.iter().peekable();
        for (index, path) in self.columns.iter().enumerate() {
            let found = at(value, path);
            match areas.next_if(|(column, _)| *column == index) {
                Some((_, side)) => cells.push(found.and_then(|area| area.get(*side)).map_or(Cell::Null, cell)),
                None if found.is_none() && self.defaults[index] => cells.push(at(value, &path[..path.len() - 1]).map_or(Cell::Null, |_| Cell::Boolean(false))),
                None => cells.push(found.map_or(Cell::Null, cell)),
            }
        }
        give(self.at, &cells)?;
        if self.children.is_empty() {
            return Ok(());
        }
        let table = &tables[self.at];
        let own: Vec<Cell<'_>> = table.key.iter().filter_map(|name| table.fields.iter().position(|field| field.name == *name)).map(|at| cells[at]).collect();
        for (path, plan) in &self.children {
            let Some(list) = at(value, path).and_then(Value::as_array) else { continue };
            for (index, entry) in list.iter().enumerate() {
                let mut key = own.clone();
                key.push(Cell::Count(index as u64 + 1));
                plan.rows(tables, entry, &key, give)?;
            }
        }
        Ok(())
    }
}

/// What stands at a path; a value that is no object is its own `value`.
fn at<'a>(value: &'a Value, path: &[String]) -> Option<&'a Value> {
    if !value.is_object() && path.len() == 1 && path[0] == "value" {
        return Some(value);
    }
    let mut at = value;
    for name in path {
        at = at.get(name)?;
    }
    if at.is_null() { None } else { Some(at) }
}

fn cell(value: &Value) -> Cell<'_> {
    match value {
        Value::Bool(value) => Cell::Boolean(*value),
        Value::Number(value) => Cell::Number(value),
        Value::String(value) => Cell::Text(value),
        _ => Cell::Null,
    }
}
