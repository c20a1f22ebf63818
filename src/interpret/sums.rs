//! Sums by section (総括表): a table that adds up what the items under each section come to tells nothing of an item.
//!
//! 区分 | 計画 | 実績 over Ⅰ 歳入の確保, Ⅱ 歳出の抑制 and 合計: the items of Ⅰ and Ⅱ have their own amounts in the list that follows.

use crate::japanese::date::Setting;
use crate::japanese::mark::is_dash;
use crate::model::block::Block;
use crate::model::grid::{Grid, Piece, RowKind};
use crate::model::lexicon::{Lexicon, Role};
use crate::see::{key, see};
use std::collections::BTreeSet;

/// Longest name of a section, in characters.
const LONGEST_NAME: usize = 45;
/// A shorter name than this is no part of a longer one.
const LEAST_PART: usize = 5;

/// What items stand under: headings, rows over others, and the columns of levels left of the items' names. Nothing in a document without
/// a table that may add them up.
pub(super) fn section_names(pieces: &[Piece], lexicon: &Lexicon, setting: &Setting) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    if !pieces.iter().any(|piece| matches!(piece, Piece::Grid(grid) if adds_up(grid))) {
        return names;
    }
    for piece in pieces {
        match piece {
            Piece::Grid(grid) => names_in(grid, lexicon, setting, &mut names),
            Piece::Block { block: Block::Heading { line, .. } | Block::Line(line), .. } => add(line.text.as_str(), &mut names),
            Piece::Block { .. } => {}
        }
    }
    names
}

fn add(name: &str, names: &mut BTreeSet<String>) {
    if name.chars().count() <= LONGEST_NAME && !name.contains('。') && !name.trim().is_empty() {
        names.insert(key(name));
    }
}

fn names_in(grid: &Grid, lexicon: &Lexicon, setting: &Setting, names: &mut BTreeSet<String>) {
    let heads = grid.header_rows();
    let role = |column: usize| (0..heads).find_map(|row| see(&grid.cell(row, column).flat()).header(lexicon, setting).role());
    let roles: Vec<Option<Role>> = (0..grid.width).map(role).collect();
    let title = roles.iter().position(|role| matches!(role, Some(Role::Title | Role::Label))).unwrap_or(0);
    for row in heads..grid.height {
        for column in 0..title {
            let cell = grid.cell(row, column);
            if roles[column] == Some(Role::Section) && cell.row == row {
                add(&cell.flat(), names);
            }
        }
        if grid.rows[row] == RowKind::Group {
            add(&grid.cell(row, 0).flat(), names);
        }
    }
}

/// The rows are named as sections are, a sum stands under them, and there is nothing but numbers beside them.
pub(super) fn sums_sections(grid: &Grid, names: &BTreeSet<String>) -> bool {
    let named: Vec<String> = (grid.header_rows()..grid.height).map(|row| grid.cell(row, 0).flat().into_owned()).filter(|name| !see(name).is_sum()).collect();
    adds_up(grid) && named.len() >= 2 && named.iter().all(|name| is_section(&key(name), names))
}

/// A row of sums, and nothing but numbers beside the names of all rows.
fn adds_up(grid: &Grid) -> bool {
    let mut body = grid.header_rows()..grid.height;
    let number = |row: usize, column: usize| {
        let flat = grid.cell(row, column).flat();
        flat.is_empty() || is_dash(&flat) || see(&flat).number().is_some()
    };
    grid.width >= 2 && body.clone().any(|row| see(&grid.cell(row, 0).flat()).is_sum()) && body.all(|row| (1..grid.width).all(|column| number(row, column)))
}

/// The name of a section, or how a longer one begins.
fn is_section(name: &str, names: &BTreeSet<String>) -> bool {
    let first = names.range(name.to_owned()..).next();
    !name.is_empty() && first.is_some_and(|first| first == name || name.chars().count() >= LEAST_PART && first.starts_with(name))
}
