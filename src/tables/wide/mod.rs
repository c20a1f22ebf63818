//! Wide tables (様式の表): for each form of three instances or more one table, a row an instance, a column a place of the sheet, headed by
//! the printed labels; and its twin with the confidence of each cell. `form_columns` says what each column is.
//!
//! Columns are learned from all instances first: `place` says where each record of one instance stands, `layout` which places there are
//! and how they are headed, `cells` fills the rows.

mod cells;
mod heading;
mod layout;
mod place;

pub use layout::{Column, Layout};

use crate::error::Error;
use crate::tables::bundle::Bundles;
use crate::tables::catalog::japanese;
use crate::tables::record::{Form, Slot};
use crate::tables::shape::{Field, Table, Type};
use serde_json::{Value, json};

/// Fewest instances of a form that has a table.
pub const INSTANCES: u64 = 3;
/// Most columns of a table: a database takes no more than 2,000.
pub const COLUMNS: usize = 1900;
/// Columns before those of the form.
const LEAD: [(&str, Option<&str>, &str); 4] = [
    ("document_id", Some("documents"), "The document."),
    ("item_id", Some("items"), "The item that the instance is about."),
    ("path", None, "Its file."),
    ("municipality_name", None, "Name of the municipality, where told."),
];

/// One form's table on its way.
pub struct Wide {
    form_id: String,
    kind: String,
    documents: Vec<usize>,
    layout: Layout,
}

impl Wide {
    /// Learns the columns of a form from its documents (by their numbers).
    ///
    /// # Errors
    /// [`Error::Read`], or [`Error::Invalid`] with the line.
    pub fn learn(form: &Form, slots: &[Slot], documents: Vec<usize>, bundles: &mut Bundles<'_>) -> Result<Wide, Error> {
        let slots: Vec<Slot> = slots.iter().filter(|slot| slot.form_id == form.form_id).cloned().collect();
        let mut families = place::Families::default();
        for document in &documents {
            if let Some(bundle) = bundles.bundle(*document)? {
                for instance in place::instances(&bundle, &form.kind) {
                    families.see(&bundle, &instance);
                }
            }
        }
        let mut layout = Layout::new(form, slots, families.settle());
        for document in &documents {
            if let Some(bundle) = bundles.bundle(*document)? {
                for instance in place::instances(&bundle, &form.kind) {
                    layout.see(&bundle, &instance);
                }
            }
        }
        layout.settle();
        Ok(Wide { form_id: form.form_id.clone(), kind: form.kind.clone(), documents, layout })
    }

    /// The columns.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The table of the values, or of their confidence.
    pub fn table(&self, confidence: bool) -> Table {
        let mut fields: Vec<Field> = LEAD
            .iter()
            .map(|(name, refers, english)| {
                let field =
                    Field::new(name, Type::Text, *name == "municipality_name" || *name == "item_id", &japanese(if *name == "path" { "documents.path" } else { name }), english);
                refers.map_or(field.clone(), |table| field.of(table))
            })
            .collect();
        for column in self.layout.columns() {
            let kind = if confidence || column.numeric { Type::Number } else { Type::Text };
            fields.push(Field::new(&column.name, kind, true, &column.name, &column.path.join(" > ")));
        }
        let name = format!("form_{}{}", self.form_id, if confidence { "_confidence" } else { "" });
        let english = if confidence { "Confidence (0–1) of each cell of the table of the form." } else { "A row an instance of the form, a column a place of it." };
        let japanese = format!("様式{}{}", self.form_id, if confidence { "の確信度" } else { "" });
        let key = if self.kind == "sheet" { "document_id" } else { "item_id" };
        Table { one: name.clone(), name, key: vec![key.to_owned()], fields, japanese, english: english.to_owned() }
    }

    /// Gives the rows.
    ///
    /// # Errors
    /// [`Error::Read`], or what `give` says.
    pub fn rows(&self, confidence: bool, bundles: &mut Bundles<'_>, give: &mut impl FnMut(&Value) -> Result<(), Error>) -> Result<(), Error> {
        for document in &self.documents {
            let Some(bundle) = bundles.bundle(*document)? else { continue };
            for instance in place::instances(&bundle, &self.kind) {
                give(&cells::row(&bundle, &instance, &self.layout, confidence))?;
            }
        }
        Ok(())
    }

    /// What each column is, as rows of `form_columns`.
    pub fn described(&self) -> impl Iterator<Item = Value> {
        self.layout.every().iter().enumerate().map(|(index, column)| {
            json!({
                "form_id": self.form_id,
                "column_number": index + 1,
                "column_name": column.name,
                "header_path": column.path.join(" > "),
                "content": column.content.iter().copied().collect::<Vec<_>>().join(" "),
                "kind": if column.numeric { "number" } else { "text" },
                "unit": column.unit(),
                "filled": column.filled,
                "slot_ids": if column.slots.is_empty() { Value::Null } else { json!(column.slots.iter().map(String::as_str).collect::<Vec<_>>().join(" ")) },
                "in_table": index < COLUMNS,
            })
        })
    }
}

/// The table that says what each column of the tables of forms is, without rows.
pub fn columns_table() -> Table {
    let rows: Vec<(&str, Type, bool, &str)> = vec![
        ("form_id", Type::Text, false, "The form."),
        ("column_number", Type::Integer, false, "Number of the column, from 1; the columns of the document before them are not counted."),
        ("column_name", Type::Text, false, "Its heading: the printed labels, no more of the outer ones than tell it from the others."),
        ("header_path", Type::Text, true, "All printed labels, outermost first, with ` > `."),
        (
            "content",
            Type::Text,
            false,
            "What stands in it: `targets`, `results`, `ratings`, `notes`, `indicators`, `unit`, `title`, `label`, `section`, `department`; several with spaces.",
        ),
        ("kind", Type::Text, false, "`number` or `text`."),
        ("unit", Type::Text, true, "Canonical unit of its numbers, where all have the same."),
        ("filled", Type::Integer, false, "Instances in which something stands."),
        ("slot_ids", Type::Text, true, "The slots that its contents were read from, with spaces."),
        ("in_table", Type::Boolean, false, "False where the form has more columns than a table can hold; the fullest are kept."),
    ];
    let fields = rows
        .into_iter()
        .map(|(name, kind, nullable, english)| {
            let field = Field::new(name, kind, nullable, &japanese(name), english);
            if name == "form_id" { field.of("forms") } else { field }
        })
        .collect();
    let key = vec!["form_id".to_owned(), "column_number".to_owned()];
    Table {
        name: "form_columns".to_owned(),
        one: "form_column".to_owned(),
        key,
        fields,
        japanese: japanese("form_columns"),
        english: "A column of the table of a form.".to_owned(),
    }
}
