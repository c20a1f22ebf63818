//! Table of contents (目次): names of chapters and their pages, no part of the report.

use crate::interpret::Interpreter;
use crate::japanese::number::is_contents_entry;
use crate::model::grid::Grid;
use crate::see::key;

impl Interpreter<'_> {
    /// 目次, and the lines after it that end in a page.
    pub(super) fn contents_line(&mut self, text: &str) -> bool {
        let head = matches!(key(text).as_str(), "目次" | "もくじ" | "CONTENTS" | "Contents");
        self.in_contents = head || is_contents_entry(text) || self.in_contents && ends_in_page(text);
        self.in_contents
    }

    /// A table right after 目次 whose rows end in pages that do not go back.
    pub(in crate::interpret) fn contents_table(&mut self, grid: &Grid) -> bool {
        let page = |row: usize| {
            let last = (0..grid.width).rev().map(|column| grid.cell(row, column)).find(|cell| !cell.is_blank());
            last.filter(|last| last.column > 0).and_then(|last| last.flat().trim_matches(['P', 'p', '.', '-', '…', ' ']).parse::<u32>().ok())
        };
        let pages: Vec<u32> = (0..grid.height).filter_map(page).collect();
        let contents = std::mem::take(&mut self.in_contents);
        contents && pages.len() * 3 >= grid.height * 2 && pages.is_sorted()
    }
}

/// `2 評価の結果 3`: a name, a space and a page.
fn ends_in_page(text: &str) -> bool {
    let text = text.trim();
    let name = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - name.len();
    (1..=3).contains(&digits) && name.ends_with([' ', '\u{3000}']) && name.chars().any(char::is_alphabetic)
}
