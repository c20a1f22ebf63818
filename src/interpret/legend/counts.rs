//! Counts of ratings (評価結果の集計): a table of how often each mark or word of a scale was given tells nothing of an item.

use crate::interpret::Interpreter;
use crate::japanese::mark::is_dash;
use crate::model::grid::{Cell, Grid};
use crate::see::{key, see};

/// Rows and columns of such a table: departments or goals by members of a scale.
const MOST_ROWS: usize = 40;
const MOST_COLUMNS: usize = 24;
/// Header rows over the first row of marks.
const MOST_HEADS: usize = 3;
/// Longest name of a row, in characters.
const LONGEST_NAME: usize = 45;

impl Interpreter<'_> {
    /// Marks over columns of counts, or beside rows of them: nothing else stands in the table but names and sums.
    pub fn counts_ratings(&self, grid: &Grid) -> bool {
        if grid.height < 2 || grid.height > MOST_ROWS || grid.width < 2 || grid.width > MOST_COLUMNS {
            return false;
        }
        // Whichever way the marks stand, the last cell counts or is blank: most tables are told by it.
        let last = grid.cell(grid.height - 1, grid.width - 1);
        if !last.is_blank() && !is_count(last) {
            return counts_bands(grid);
        }
        (0..grid.height.min(MOST_HEADS)).any(|head| self.counts_by_column(grid, head)) || self.counts_by_row(grid) || counts_bands(grid)
    }

    /// `部局 | 事業数 | A | B | C` over rows of counts: from the first mark on, every column counts.
    fn counts_by_column(&self, grid: &Grid, head: usize) -> bool {
        let marked: Vec<bool> = (0..grid.width).map(|column| self.is_graded(&grid.cell(head, column).flat())).collect();
        let graded = |column: usize| marked[column];
        let Some(first) = (0..grid.width).find(|column| graded(*column)) else { return false };
        let rows = head + 1..grid.height;
        let counts = |column: usize| rows.clone().all(|row| grid.cell(row, column).is_blank() || is_count(grid.cell(row, column)));
        let marks = (first..grid.width).filter(|column| graded(*column)).count();
        let mixed = (first..grid.width).any(|column| !graded(column) && !is_of_counts(grid.cell(head, column)));
        let named = (0..first).all(|column| counts(column) || rows.clone().all(|row| is_name(grid.cell(row, column))));
        let told = rows.clone().any(|row| (first..grid.width).any(|column| !grid.cell(row, column).is_blank()));
        // What stands over the marks is heads, no row of items.
        let headed = (0..head).all(|row| (0..grid.width).all(|column| is_name(grid.cell(row, column)) && !is_number(grid.cell(row, column))));
        marks >= 2 && headed && !mixed && named && told && (first..grid.width).all(counts)
    }

    /// `A | 12件 | 40%`: a mark opens each row but that of the sum, and counts stand in the rest of it.
    fn counts_by_row(&self, grid: &Grid) -> bool {
        let first = (0..grid.height.min(MOST_HEADS)).find(|row| self.is_graded(&grid.cell(*row, 0).flat()));
        let Some(first) = first else { return false };
        let rows = first..grid.height;
        let heads = (0..first).all(|row| (0..grid.width).all(|column| !is_count(grid.cell(row, column))));
        let graded = rows.clone().filter(|row| self.is_graded(&grid.cell(*row, 0).flat())).count();
        let opened = rows.clone().all(|row| self.is_graded(&grid.cell(row, 0).flat()) || see(&grid.cell(row, 0).flat()).is_sum());
        let counted = rows.clone().all(|row| (1..grid.width).all(|column| grid.cell(row, column).is_blank() || is_count(grid.cell(row, column))));
        let told = rows.clone().any(|row| (1..grid.width).any(|column| !grid.cell(row, column).is_blank()));
        graded >= 2 && heads && opened && counted && told
    }

    /// A mark without a number of its own, a word of a scale, or what a legend says of a mark.
    fn is_graded(&self, words: &str) -> bool {
        if words.is_empty() || words.chars().count() > LONGEST_NAME {
            return false;
        }
        let seen = see(words);
        let mark = seen.mark().is_some_and(|mark| mark.value.is_none());
        let mut members = self.legends.iter().flat_map(|found| &found.legend.members);
        mark || seen.scale_word(self.lexicon).is_some() || members.any(|member| member.meaning.as_ref().is_some_and(|meaning| see(meaning).key() == seen.key()))
    }
}

/// 80%以上 | 57, 50%未満 | 6 under 進捗率 and 指標の数: how many lie in each band.
fn counts_bands(grid: &Grid) -> bool {
    let first = (1..grid.height.min(MOST_HEADS + 1)).find(|row| is_band(&grid.cell(*row, 0).flat()));
    let Some(first) = first else { return false };
    let counted = is_of_counts(grid.cell(first - 1, 1));
    let rows = first..grid.height;
    let bands = rows.clone().filter(|row| is_band(&grid.cell(*row, 0).flat())).count();
    counted && bands >= 2 && bands * 2 >= rows.len() && rows.clone().all(|row| is_count(grid.cell(row, 1)) || grid.cell(row, 1).is_blank())
}

/// 80%以上, 50%以上80%未満, 3～5件: from here to there.
fn is_band(words: &str) -> bool {
    let bounded = ["以上", "以下", "未満", "超", "～", "〜"].iter().any(|word| words.contains(word));
    bounded && words.chars().count() <= 20 && words.starts_with(|c: char| c.is_ascii_digit())
}

/// 12, 12件, 40.0%: how many, or which share of all; a dash where there is none.
fn is_count(cell: &Cell) -> bool {
    let flat = cell.flat();
    if is_dash(&flat) {
        return true;
    }
    see(&flat).number().is_some_and(|quantity| {
        let share = quantity.unit.as_deref() == Some("%");
        let counted = quantity.unit.as_deref().is_none_or(|unit| ["件", "項目", "事業", "取組", "施策", "個", "人", "か所", "団体"].contains(&unit));
        share || counted && quantity.value.is_integer() && quantity.value.abs() < 100_000.into()
    })
}

/// 計, 合計, 事業数, 割合: a head over counts that no mark names.
fn is_of_counts(head: &Cell) -> bool {
    let words = key(&head.flat());
    words.is_empty() || is_dash(&words) || see(&words).is_sum() || ["数", "計", "割合", "率", "比", "未評価", "その他", "評価なし"].iter().any(|end| words.ends_with(end))
}

fn is_number(cell: &Cell) -> bool {
    see(&cell.flat()).number().is_some_and(|quantity| quantity.unit.is_none())
}

/// The name of a department, a goal or a chapter: no sentence.
fn is_name(cell: &Cell) -> bool {
    let flat = cell.flat();
    flat.chars().count() <= LONGEST_NAME && !flat.contains('。')
}
