//! Upright (縦書き): a tall label printed one letter a row (財 / 源 / 内 / 訳), made one cell again.

use crate::model::grid::Origin;
use crate::model::lexicon::Lexicon;
use crate::model::record::{Repair, RepairKind};
use crate::rebuild::draft::Draft;
use crate::see::see;

/// Fewest letters of such a label.
const FEWEST: usize = 3;
/// Letters that stand for themselves, one a row.
const SERIES: [&str; 8] = ["日月火水木金土日", "甲乙丙丁戊己庚辛", "大中小", "上中下", "春夏秋冬", "東西南北", "優良可不", "高中低"];

/// Joins letters that follow each other down the first column, if other rows of that column hold words.
pub fn join_letters(draft: &mut Draft, lexicon: &Lexicon) {
    let letter = |draft: &Draft, row: usize| -> Option<char> {
        let flat = draft.cell(row, 0)?.flat();
        let mut letters = flat.trim().chars();
        let only = letters.next().filter(|only| matches!(only, '\u{3041}'..='\u{30FA}' | '\u{4E00}'..='\u{9FFF}'))?;
        (letters.next().is_none() && draft.rows[row].len() > 1).then_some(only)
    };
    let letters: Vec<Option<char>> = (0..draft.rows.len()).map(|row| letter(draft, row)).collect();
    join_known(draft, &letters, lexicon);
    let letters: Vec<Option<char>> = (0..draft.rows.len()).map(|row| letter(draft, row)).collect();
    let words = (1..draft.rows.len()).filter(|row| letters[*row].is_none() && !draft.is_blank(*row, 0)).count();
    if words == 0 {
        return;
    }
    let mut row = 1;
    while row < letters.len() {
        let end = (row..letters.len()).find(|end| letters[*end].is_none()).unwrap_or(letters.len());
        let word: String = letters[row..end].iter().flatten().collect();
        let mut different: Vec<char> = word.chars().collect();
        different.sort_unstable();
        different.dedup();
        let cells: Vec<u32> = draft.rows[row..end].iter().map(|slots| slots[0]).collect();
        let apart = cells.windows(2).all(|pair| pair[0] != pair[1]);
        if end - row >= FEWEST && different.len() == end - row && apart && !SERIES.iter().any(|series| series.contains(word.as_str())) {
            join(draft, row, end, word);
        }
        row = end.max(row + 1);
    }
}

/// 指 / 標: fewer letters, or with nothing but blanks below, where they make a word that heads are known by.
fn join_known(draft: &mut Draft, letters: &[Option<char>], lexicon: &Lexicon) {
    let mut row = 0;
    while row < letters.len() {
        let end = (row..letters.len()).find(|end| letters[*end].is_none()).unwrap_or(letters.len());
        let word: String = letters[row..end].iter().flatten().collect();
        let cells: Vec<u32> = draft.rows[row..end].iter().map(|slots| slots[0]).collect();
        let apart = cells.windows(2).all(|pair| pair[0] != pair[1]);
        if end - row >= 2 && apart && see(&word).whole(lexicon).is_some() && !SERIES.iter().any(|series| series.contains(word.as_str())) {
            join(draft, row, end, word);
        }
        row = end.max(row + 1);
    }
}

/// The first cells of the rows `from..to` become one, over all of them.
fn join(draft: &mut Draft, from: usize, to: usize, word: String) {
    let head = draft.rows[from][0];
    for row in from + 1..to {
        let tail = draft.rows[row][0];
        let lines = std::mem::take(&mut draft.cells[tail as usize].lines);
        let place = draft.cells[tail as usize].place.clone();
        let cell = &mut draft.cells[head as usize];
        cell.lines.extend(lines);
        cell.also.push(place);
        draft.rows[row][0] = head;
    }
    let cell = &mut draft.cells[head as usize];
    (cell.origin, cell.confidence) = (Origin::Joined, 0.8);
    let place = cell.place.clone();
    let before = word.chars().map(String::from).collect::<Vec<_>>().join(" / ");
    draft.repairs.push(Repair { kind: RepairKind::LabelJoin, before, after: word, place });
}
