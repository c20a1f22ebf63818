//! `convert` (変換): a dataset in other forms of output.

use crate::cli::CLEAN;
use crate::cli::console::print;
use crate::emit::schema;
use crate::error::Error;
use crate::tables::{self, Form};
use std::path::Path;

/// Writes the dataset of a folder to another (or the same) in these forms; lists the tables and their rows if not `quiet`.
pub(super) fn convert(from: &Path, to: &Path, forms: &[Form], quiet: bool) -> Result<u8, Error> {
    let made = tables::convert(&from.join("dataset.json"), to, forms, &schema::text())?;
    if !quiet {
        print(&made.tables.iter().map(|(table, rows)| format!("{:<32} {rows:>9}\n", table.name)).collect::<String>())?;
    }
    Ok(CLEAN)
}
