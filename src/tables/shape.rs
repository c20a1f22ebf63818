//! Shape (表の形): what a table holds, field by field, apart from any form of output.

/// A word of a closed list.
#[derive(Clone, Debug, PartialEq)]
pub struct Code {
    /// As it stands in the data.
    pub code: String,
    /// What it means, in English.
    pub english: String,
    /// What it means, in Japanese.
    pub japanese: String,
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// Text, of any length; may hold line ends.
    Text,
    /// A word of a closed list.
    Code(Vec<Code>),
    /// A whole number.
    Integer,
    /// A number, as a 64-bit float.
    Number,
    /// True or false.
    Boolean,
    /// A day, `YYYY-MM-DD`.
    Date,
    /// Four numbers: left, top, right, bottom, in points.
    Area,
    /// Any number of the same.
    List(Box<Type>),
    /// Several fields together.
    Struct(Vec<Field>),
}

impl Type {
    /// Whether one cell can hold it.
    pub fn is_scalar(&self) -> bool {
        !matches!(self, Type::Area | Type::List(_) | Type::Struct(_))
    }
}

/// A field of a table or of a struct.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name: snake_case English, or the printed labels in a table of a form.
    pub name: String,
    /// What it holds.
    pub kind: Type,
    /// Whether it can be null.
    pub nullable: bool,
    /// The table whose key it holds.
    pub refers: Option<String>,
    /// Japanese heading.
    pub japanese: String,
    /// What it is, in English.
    pub english: String,
}

impl Field {
    /// A field that refers to nothing.
    pub fn new(name: &str, kind: Type, nullable: bool, japanese: &str, english: &str) -> Field {
        Field { name: name.to_owned(), kind, nullable, refers: None, japanese: japanese.to_owned(), english: english.to_owned() }
    }

    /// The same field, holding keys of a table.
    pub fn of(mut self, table: &str) -> Field {
        self.refers = Some(table.to_owned());
        self
    }
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Its name, which is the name of its file too.
    pub name: String,
    /// What one of its rows is called; names of child tables begin with it.
    pub one: String,
    /// Fields that tell its rows apart; empty if a number has to be added where rows need a key.
    pub key: Vec<String>,
    /// Fields, in order.
    pub fields: Vec<Field>,
    /// Japanese name.
    pub japanese: String,
    /// What a row is, in English.
    pub english: String,
}

impl Table {
    /// The field of a name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}
