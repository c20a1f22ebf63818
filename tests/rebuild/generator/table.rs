//! Table (表): an intact table as it stands in `tests/rebuild/tables`, and its reader.

use std::path::Path;

/// Text of each slot, row by row; a merged cell's text stands in every slot it covers.
pub type Matrix = Vec<Vec<String>>;

/// A cell of an intact table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntactCell {
    /// Its text, with `<br>` for line breaks.
    pub text: String,
    /// Its first row.
    pub row: usize,
    /// Its first column.
    pub column: usize,
    /// Rows it covers.
    pub row_span: usize,
    /// Columns it covers.
    pub column_span: usize,
}

/// A table whose grid is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intact {
    /// The file's name without its ending.
    pub name: String,
    /// list, progress, kpi, years, group, wide, form or transposed.
    pub kind: String,
    /// Rows at the top that name the columns.
    pub header_rows: usize,
    /// Columns at the left that name the rows.
    pub stub_columns: usize,
    /// Columns in all.
    pub width: usize,
    /// Every cell once, in reading order.
    pub cells: Vec<IntactCell>,
    /// Which cell covers a slot.
    pub slots: Vec<Vec<usize>>,
}

impl Intact {
    /// Reads the format that `tests/rebuild/README.md` tells; the error names the row.
    pub fn parse(name: &str, text: &str) -> Result<Intact, String> {
        let mut lines = text.lines();
        let head = lines.next().ok_or_else(|| format!("{name}: empty"))?;
        let told = |key: &str| head.split_whitespace().find_map(|word| word.strip_prefix(key)?.strip_prefix('=')).ok_or_else(|| format!("{name}: no {key}"));
        let count = |key: &str| told(key)?.parse::<usize>().map_err(|error| format!("{name}: {key}: {error}"));
        let mut table = Intact {
            name: name.to_string(),
            kind: told("kind")?.to_string(),
            header_rows: count("header_rows")?,
            stub_columns: count("stub_columns")?,
            width: 0,
            cells: vec![],
            slots: vec![],
        };
        for (row, line) in lines.enumerate() {
            let mut slots: Vec<usize> = vec![];
            for (column, text) in line.split('\t').enumerate() {
                let owner = match text {
                    "<" => *slots.last().ok_or_else(|| format!("{name}: row {row}: nothing on the left of <"))?,
                    "^" => *row.checked_sub(1).and_then(|above| table.slots.get(above)?.get(column)).ok_or_else(|| format!("{name}: row {row}: nothing above ^"))?,
                    _ => {
                        table.cells.push(IntactCell { text: text.to_string(), row, column, row_span: 1, column_span: 1 });
                        table.cells.len() - 1
                    }
                };
                let cell = &mut table.cells[owner];
                cell.row_span = cell.row_span.max(row + 1 - cell.row);
                cell.column_span = cell.column_span.max(column + 1 - cell.column);
                slots.push(owner);
            }
            if row > 0 && slots.len() != table.width {
                return Err(format!("{name}: row {row} has {} columns, not {}", slots.len(), table.width));
            }
            table.width = slots.len();
            table.slots.push(slots);
        }
        table.check()?;
        Ok(table)
    }

    /// Every cell covers the whole rectangle that its spans say, and header cells end with the header.
    fn check(&self) -> Result<(), String> {
        let name = &self.name;
        if self.header_rows > self.slots.len() || self.stub_columns >= self.width.max(1) {
            return Err(format!("{name}: header or stub larger than the table"));
        }
        for (index, cell) in self.cells.iter().enumerate() {
            let whole = (cell.row..cell.row + cell.row_span).all(|row| (cell.column..cell.column + cell.column_span).all(|column| self.slots[row][column] == index));
            let covered = self.slots.iter().flatten().filter(|owner| **owner == index).count();
            if !whole || covered != cell.row_span * cell.column_span {
                return Err(format!("{name}: cell `{}` is no rectangle", cell.text));
            }
            if cell.row < self.header_rows && cell.row + cell.row_span > self.header_rows {
                return Err(format!("{name}: cell `{}` reaches out of the header", cell.text));
            }
        }
        Ok(())
    }

    /// Reads every table of a folder, in the order of their names.
    pub fn load_folder(folder: &Path) -> Result<Vec<Intact>, String> {
        let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.extension().is_some_and(|ending| ending == "txt")).collect();
        paths.sort();
        paths
            .iter()
            .map(|path| {
                let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
                let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
                Intact::parse(&name, &text)
            })
            .collect()
    }

    /// The logical slot matrix.
    pub fn truth(&self) -> Matrix {
        self.slots.iter().map(|row| row.iter().map(|owner| self.cells[*owner].text.clone()).collect()).collect()
    }

    /// The cell that covers a slot.
    pub fn cell(&self, row: usize, column: usize) -> &IntactCell {
        &self.cells[self.slots[row][column]]
    }

    /// The row is one cell from end to end: it opens a group.
    pub fn is_group_row(&self, row: usize) -> bool {
        row >= self.header_rows && self.width > 1 && self.cell(row, 0).column_span == self.width
    }

    /// A form (様式): labels and values, without a header row.
    pub fn is_form(&self) -> bool {
        self.header_rows == 0
    }

    /// A body cell of the column is blank in the original.
    pub fn has_blank_in_column(&self, column: usize) -> bool {
        (self.header_rows..self.slots.len()).any(|row| self.cell(row, column).text.is_empty())
    }

    /// Blanks under this tall cell could only be its own: it may lose its rowspan, and a page may break through it.
    ///
    /// Header cells, stub cells, and cells exactly as tall as a stub cell of the same rows.
    pub fn may_lose_row_span(&self, index: usize) -> bool {
        let cell = &self.cells[index];
        if cell.row_span < 2 || cell.column_span > 1 {
            return false;
        }
        if cell.row < self.header_rows {
            return true;
        }
        let beside_stub = (0..self.stub_columns).any(|column| {
            let stub = self.cell(cell.row, column);
            stub.row == cell.row && stub.row_span == cell.row_span
        });
        (cell.column < self.stub_columns || beside_stub) && !self.has_blank_in_column(cell.column)
    }

    /// Blanks right of this wide cell could only be its own: a head over sub-heads, or a group row.
    pub fn may_lose_column_span(&self, index: usize) -> bool {
        let cell = &self.cells[index];
        if cell.column_span < 2 || cell.row_span > 1 {
            return false;
        }
        if cell.row + 1 < self.header_rows {
            return (cell.column..cell.column + cell.column_span).all(|column| !self.cell(cell.row + 1, column).text.is_empty());
        }
        self.is_group_row(cell.row)
    }
}
