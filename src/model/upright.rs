//! Upright (縦書き): labels printed a letter a row: 財 / 源 / 内 / 訳 beside the rows they group.

use crate::model::seen::Texts;
use crate::model::sheet::Area;

/// A letter of a label printed upright, one a row, first in its row: its neighbour above or below is one, too. It heads no column.
pub fn is_letter(area: &Area, index: usize, texts: &Texts) -> bool {
    let letter = |index: usize| {
        let mut characters = texts.get(area.cells[index].text).key.chars();
        characters.next().is_some_and(|c| matches!(c, '\u{3400}'..='\u{9fff}' | 'ぁ'..='ん' | 'ァ'..='ン')) && characters.next().is_none()
    };
    let cell = &area.cells[index];
    let first = |index: usize| area.row_range(area.cells[index].row).start == index;
    let sums = |index: usize| crate::model::lexicon::is_sum_word(&texts.get(area.cells[index].text).flat);
    let near = |row: u32| area.covering(row, cell.column).filter(|other| *other != index && letter(*other) && first(*other));
    if !letter(index) || !first(index) {
        return false;
    }
    let neighbours = [cell.row.checked_sub(1).and_then(near), near(cell.row + cell.rows)];
    // 計 alone is a sum; between letters it is one of them.
    neighbours.into_iter().flatten().any(|other| !sums(other) || !sums(index))
}

/// The word printed upright beside a row: two letters that follow each other down the rows, counted from the first.
pub fn upright(area: &Area, row: u32, texts: &Texts) -> Option<String> {
    let at = |row: u32| (0..area.width).find_map(|column| area.covering(row, column)).filter(|index| is_letter(area, *index, texts));
    let mut first = row;
    while first > 0 && at(first - 1).is_some() {
        first -= 1;
    }
    let mut letters: Vec<usize> = vec![];
    let mut next = first;
    while next < area.rows {
        let Some(index) = at(next) else { break };
        letters.push(index);
        next = area.cells[index].row + area.cells[index].rows;
    }
    let own = letters.iter().position(|index| (area.cells[*index].row..area.cells[*index].row + area.cells[*index].rows).contains(&row))?;
    let start = own - own % 2;
    let word: String = letters.get(start..start + 2)?.iter().map(|index| texts.get(area.cells[*index].text).flat.trim()).collect();
    Some(word)
}
