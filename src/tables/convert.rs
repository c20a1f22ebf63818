//! Convert (変換): a dataset to other forms of output, one pass over it for its own tables, then what is made from them.

use crate::error::Error;
use crate::tables::bundle::{self, Bundles};
use crate::tables::catalog;
use crate::tables::dataset::{ARRAYS, Index, Part, Reader, parse};
use crate::tables::flat::Flat;
use crate::tables::shape::{Table, Type};
use crate::tables::sink::{Form, Sink, sqlite};
use crate::tables::wide::{self, Wide};
use crate::tables::{observation, overview};
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// What a conversion made.
#[derive(Debug, Default)]
pub struct Made {
    /// Names of the files, in the order of the forms.
    pub files: Vec<String>,
    /// The tables and how many rows each has.
    pub tables: Vec<(Table, u64)>,
}

/// Writes a dataset (the path of its `dataset.json`) to a folder in several forms. `schema` is the text of the dataset's JSON Schema.
///
/// # Errors
/// [`Error::Read`], [`Error::Write`] with the path; [`Error::Invalid`] with the line of a dataset that is none.
pub fn convert(dataset: &Path, folder: &Path, forms: &[Form], schema: &str) -> Result<Made, Error> {
    std::fs::create_dir_all(folder).map_err(|source| Error::Write { path: folder.to_owned(), source })?;
    let mut forms = forms.to_vec();
    forms.sort();
    forms.dedup();
    let sinks = forms.iter().map(|form| form.sink(folder)).collect::<Result<Vec<_>, _>>()?;
    let mut made = convert_to(dataset, sinks, schema)?;
    if forms.contains(&Form::Json) {
        copy(dataset, &folder.join("dataset.json"))?;
        made.files.insert(0, "dataset.json".to_owned());
    }
    tidy(folder, &forms, &made.files)?;
    Ok(made)
}

/// Removes tables of forms that an earlier conversion left and this one did not make.
fn tidy(folder: &Path, forms: &[Form], made: &[String]) -> Result<(), Error> {
    let fail = |source| Error::Write { path: folder.to_owned(), source };
    for entry in std::fs::read_dir(folder).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let ours = forms.iter().filter_map(|form| name.strip_suffix(&format!(".{}", form.extension()))).any(is_form);
        if ours && !made.contains(&name) {
            std::fs::remove_file(&path).map_err(|source| Error::Write { path: path.clone(), source })?;
        }
    }
    Ok(())
}

/// Removes every table that an earlier conversion put into a folder beside its dataset.
///
/// # Errors
/// [`Error::Write`] with the path; [`Error::Invalid`] if the schema is none.
pub fn clear(folder: &Path, schema: &str) -> Result<(), Error> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(()) };
    if !folder.join("dataset.json").is_file() {
        return Ok(());
    }
    let own = [observation::table(&Type::Text, &Type::Text), overview::table(), wide::columns_table()];
    let contract = catalog::tables(schema).map_err(|reason| Error::Invalid { path: folder.to_owned(), reason })?;
    let names: HashSet<String> = contract.iter().chain(&own).flat_map(|table| Flat::new(table).tables).map(|table| table.name).collect();
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let ours = Form::ALL.iter().filter_map(|form| name.strip_suffix(&format!(".{}", form.extension()))).any(|table| names.contains(table) || is_form(table));
        if (ours || name == sqlite::NAME) && path.is_file() {
            std::fs::remove_file(&path).map_err(|source| Error::Write { path: path.clone(), source })?;
        }
    }
    Ok(())
}

/// Whether a table is that of a form.
pub fn is_form(name: &str) -> bool {
    let id = name.strip_prefix("form_").map(|rest| rest.strip_suffix("_confidence").unwrap_or(rest));
    id.is_some_and(|id| id.len() == 16 && id.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Writes a dataset to sinks of any kind.
///
/// # Errors
/// As [`convert`].
pub fn convert_to(dataset: &Path, sinks: Vec<Box<dyn Sink>>, schema: &str) -> Result<Made, Error> {
    let mut run = Run { path: dataset.to_owned(), sinks, made: Made::default() };
    let tables = catalog::tables(schema).map_err(|reason| Error::Invalid { path: dataset.to_owned(), reason })?;
    let index = run.contract(&tables)?;
    run.derived(&tables, &index)?;
    for sink in run.sinks {
        run.made.files.extend(sink.finish()?);
    }
    Ok(run.made)
}

/// A conversion under way.
pub(crate) struct Run {
    pub(crate) path: PathBuf,
    pub(crate) sinks: Vec<Box<dyn Sink>>,
    pub(crate) made: Made,
}

impl Run {
    /// A table of rows.
    pub(crate) fn begin(&mut self, table: &Table) -> Result<(), Error> {
        self.made.tables.push((table.clone(), 0));
        self.sinks.iter_mut().try_for_each(|sink| sink.begin(table))
    }

    pub(crate) fn row(&mut self, row: &Value) -> Result<(), Error> {
        if let Some((_, rows)) = self.made.tables.last_mut() {
            *rows += 1;
        }
        self.sinks.iter_mut().try_for_each(|sink| sink.row(row))
    }

    pub(crate) fn end(&mut self) -> Result<(), Error> {
        self.sinks.iter_mut().try_for_each(|sink| sink.end())
    }

    /// The tables of the contract, and where the records of each document stand.
    fn contract(&mut self, tables: &[Table]) -> Result<Index, Error> {
        let mut reader = Reader::open(&self.path)?;
        let mut index = Index::default();
        let mut last = String::new();
        // Number of the array that is open.
        let mut open: Option<usize> = None;
        let mut next = 0;
        while let Some((line, part)) = reader.next_part()? {
            match part {
                Part::MadeBy(text) => {
                    let row = parse(&self.path, line, text)?;
                    self.whole(table(tables, "made_by"), &[row])?;
                }
                Part::Array(name) => {
                    let Some(at) = ARRAYS.iter().position(|known| *known == name).filter(|at| *at >= next) else {
                        return Err(Error::Invalid { path: self.path.clone(), reason: format!("line {line}: no array {name:?} is expected here") });
                    };
                    self.close(&mut open)?;
                    for missing in next..at {
                        self.whole(table(tables, ARRAYS[missing]), &[])?;
                    }
                    if let Some(table) = table(tables, ARRAYS[at]) {
                        self.begin(table)?;
                    }
                    (open, next) = (Some(at), at + 1);
                    last.clear();
                }
                Part::Record(text, start) => {
                    let row: Value = parse(&self.path, line, text)?;
                    if let (Some(at), Some(document)) = (open, row["document_id"].as_str()) {
                        let follows = last == document;
                        index.add(at, document, start, line, follows).map_err(|reason| Error::Invalid { path: self.path.clone(), reason: format!("line {line}: {reason}") })?;
                        if !follows {
                            document.clone_into(&mut last);
                        }
                    }
                    if let Some(at) = open {
                        index.count(at, start, line);
                    }
                    self.row(&row)?;
                }
            }
        }
        self.close(&mut open)?;
        for missing in next..ARRAYS.len() {
            self.whole(table(tables, ARRAYS[missing]), &[])?;
        }
        Ok(index)
    }

    /// The tables made from those of the contract.
    fn derived(&mut self, tables: &[Table], index: &Index) -> Result<(), Error> {
        let path = self.path.clone();
        let mut bundles = Bundles::open(&path, index)?;
        let kind = |name: &str| table(tables, "targets").and_then(|table| table.field(name)).map_or(Type::Text, |field| field.kind.clone());
        self.begin(&observation::table(&kind("level"), &kind("value_status")))?;
        for number in 0..bundles.documents() {
            if let Some(bundle) = bundles.bundle(number)? {
                observation::rows(&bundle).iter().try_for_each(|row| self.row(row))?;
            }
        }
        self.end()?;
        self.begin(&overview::table())?;
        for number in 0..bundles.documents() {
            if let Some(bundle) = bundles.bundle(number)? {
                overview::rows(&bundle).iter().try_for_each(|row| self.row(row))?;
            }
        }
        self.end()?;
        self.wide(&mut bundles, index)
    }

    /// The tables of forms.
    fn wide(&mut self, bundles: &mut Bundles<'_>, index: &Index) -> Result<(), Error> {
        let mut of: HashMap<String, Vec<usize>> = HashMap::new();
        for number in 0..bundles.documents() {
            if let Some(form) = bundles.document(number)?.and_then(|document| document.form_id) {
                of.entry(form).or_default().push(number);
            }
        }
        let (forms, slots) = bundle::forms(&self.path, index.whole(1), index.whole(2))?;
        let mut described = vec![];
        for form in forms.iter().filter(|form| form.instances >= wide::INSTANCES) {
            let wide = Wide::learn(form, &slots, of.remove(&form.form_id).unwrap_or_default(), bundles)?;
            for confidence in [false, true] {
                self.begin(&wide.table(confidence))?;
                wide.rows(confidence, bundles, &mut |row| self.row(row))?;
                self.end()?;
            }
            described.extend(wide.described());
        }
        self.whole(Some(&wide::columns_table()), &described)
    }

    fn close(&mut self, open: &mut Option<usize>) -> Result<(), Error> {
        if open.take().is_some() { self.end() } else { Ok(()) }
    }

    /// A table whose rows are all here.
    pub(crate) fn whole(&mut self, table: Option<&Table>, rows: &[Value]) -> Result<(), Error> {
        let Some(table) = table else { return Ok(()) };
        self.begin(table)?;
        for row in rows {
            self.row(row)?;
        }
        self.end()
    }
}

fn table<'a>(tables: &'a [Table], name: &str) -> Option<&'a Table> {
    tables.iter().find(|table| table.name == name)
}

/// Copies a dataset to another folder.
fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    let same = |a: &Path, b: &Path| matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b);
    if same(from, to) {
        return Ok(());
    }
    let read = |source| Error::Read { path: from.to_owned(), source };
    let mut input = std::fs::File::open(from).map_err(read)?;
    let name = to.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut out = crate::tables::sink::File::create(to.parent().unwrap_or(Path::new(".")), &name)?;
    std::io::copy(&mut input, &mut out).and_then(|_| out.flush()).map_err(|source| Error::Write { path: to.to_owned(), source })?;
    out.place()
}
