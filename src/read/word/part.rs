//! Part (部分): paragraphs and tables of a document as Word holds them, before they are written as text.

/// How a stretch of text is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Bold.
    pub bold: bool,
    /// Raised.
    pub raised: bool,
    /// It is not read, and why (`struck-out`, `hidden` …).
    pub left: Option<&'static str>,
}

/// What stands in a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bit {
    /// Text of one look.
    Text(String, Look),
    /// The line ends.
    Break,
    /// A mark that leads to a note.
    Mark(NoteKey),
}

/// A note (脚注・文末脚注): whether it is an endnote, and its id.
pub type NoteKey = (bool, String);

/// A paragraph (段落).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// What stands in it.
    pub bits: Vec<Bit>,
    /// It is a heading of this level, from 1.
    pub heading: Option<u8>,
    /// It is a point of a list: the list's number and the level.
    pub item: Option<(u32, u8)>,
    /// How far it is moved in, in twentieths of a point, where that is told.
    pub indent: Option<u32>,
    /// It is a line of a table of contents.
    pub contents: bool,
    /// Its end was deleted: the next paragraph goes on with it.
    pub joined: bool,
}

impl Paragraph {
    /// Nothing is shown in it, and nothing is left out of it.
    pub fn is_blank(&self) -> bool {
        self.bits.iter().all(|bit| match bit {
            Bit::Text(text, _) => text.trim().is_empty(),
            Bit::Break => true,
            Bit::Mark(_) => false,
        })
    }
}

/// A paragraph or a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// A table (表).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A row (行) of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Columns of the grid that stand blank before its first cell.
    pub before: u32,
    /// Its cells.
    pub cells: Vec<Cell>,
    /// It is repeated on every page: a row of heads.
    pub heads: bool,
    /// It is not shown.
    pub hidden: bool,
    /// It was deleted.
    pub deleted: bool,
}

/// Whether a cell is merged with the one above it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Merge {
    /// It is not.
    #[default]
    None,
    /// Cells below may go on with it.
    Begins,
    /// It goes on with the cell above.
    GoesOn,
}

/// A cell (セル).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Columns of the grid that it covers.
    pub span: u32,
    /// Whether it is merged with the one above.
    pub merge: Merge,
    /// It is merged with the one to its left.
    pub beside: bool,
    /// What stands in it.
    pub parts: Vec<Part>,
}

/// Rows with three texts or more, none of them a table, open a table that may hold tables under them.
const FEWEST_HEADS: usize = 3;

impl Table {
    /// It only lays out, as tables of pages do: one column is prose, and so is a table most of whose cells hold tables.
    pub fn lays_out(&self) -> bool {
        let widest = self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        if self.rows.len() <= 1 && widest <= 1 {
            return true;
        }
        if self.rows.iter().any(|row| row.heads) {
            return false;
        }
        let cells = || self.rows.iter().flat_map(|row| &row.cells);
        let nesting = cells().filter(|cell| cell.nests()).count();
        let filled = cells().filter(|cell| cell.is_filled()).count();
        let headed = self.rows.len() > 1 && self.rows[0].cells.len() >= FEWEST_HEADS && self.rows[0].cells.iter().all(|cell| cell.is_filled() && !cell.nests());
        let most = if headed { 2 } else { 4 };
        widest <= 1 || nesting > 0 && (self.rows.len() < 2 || nesting * most > filled)
    }
}

impl Cell {
    fn nests(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Table(_)))
    }

    fn is_filled(&self) -> bool {
        self.parts.iter().any(|part| match part {
            Part::Paragraph(paragraph) => !paragraph.is_blank(),
            Part::Table(_) => true,
        })
    }
}
