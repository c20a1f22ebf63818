//! Score (採点): how many cells came back to their place, and how many a repair put where they do not belong.

use super::RawCell;
use super::table::Matrix;
use std::collections::HashMap;
use std::ops::AddAssign;

/// What a reading is worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Slots that hold text in the truth.
    pub slots: usize,
    /// Of these, how many hold it in the reading too.
    pub recovered: usize,
    /// Texts that the reading put where the truth has another, and where the page did not print them.
    pub wrongly_moved: usize,
    /// Slots neither recovered nor filled with a wrong text: the damage stands as printed.
    pub left: usize,
}

impl Score {
    /// Percent of slots recovered.
    pub fn recovered_percent(&self) -> f64 {
        percent(self.recovered, self.slots)
    }

    /// Percent of slots wrongly moved.
    pub fn wrong_percent(&self) -> f64 {
        percent(self.wrongly_moved, self.slots)
    }
}

fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 100.0 } else { part as f64 * 100.0 / whole as f64 }
}

impl AddAssign for Score {
    fn add_assign(&mut self, other: Score) {
        self.slots += other.slots;
        self.recovered += other.recovered;
        self.wrongly_moved += other.wrongly_moved;
        self.left += other.left;
    }
}

/// Spreads printed rows over slots as their spans say, and no more; spans that reach too far end with the table.
pub fn spread(rows: &[Vec<RawCell>]) -> Matrix {
    let mut matrix: Vec<Vec<Option<String>>> = vec![vec![]; rows.len()];
    for (row, cells) in rows.iter().enumerate() {
        let mut column = 0;
        for cell in cells {
            while matrix[row].get(column).is_some_and(Option::is_some) {
                column += 1;
            }
            let (down, right) = ((cell.row_span.max(1) as usize).min(rows.len() - row), cell.column_span.clamp(1, 1000) as usize);
            for slots in &mut matrix[row..row + down] {
                slots.resize(slots.len().max(column + right), None);
                slots[column..column + right].fill(Some(cell.text.clone()));
            }
            column += right;
        }
    }
    matrix.into_iter().map(|row| row.into_iter().map(Option::unwrap_or_default).collect()).collect()
}

/// A text for comparison: without blanks, line ends and bullets, full-width ASCII folded, dashes alike.
pub fn bare(text: &str) -> String {
    let fold = |character: char| match character {
        '〜' => '~',
        '−' | '‐' => '-',
        '！'..='～' => char::from_u32(character as u32 - 0xFEE0).unwrap_or(character),
        _ => character,
    };
    text.replace("<br>", "").chars().filter(|character| !character.is_whitespace() && *character != '・').map(fold).collect()
}

/// Rows of text numbers; 0 is blank.
struct Numbered(Vec<Vec<usize>>);

#[derive(Default)]
struct Numbering {
    numbers: HashMap<String, usize>,
    texts: Vec<String>,
}

impl Numbering {
    fn rows(&mut self, matrix: &[Vec<String>]) -> Numbered {
        Numbered(matrix.iter().map(|row| row.iter().map(|text| self.number(&bare(text))).collect()).collect())
    }

    fn number(&mut self, text: &str) -> usize {
        if text.is_empty() {
            return 0;
        }
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        self.texts.push(text.to_string());
        self.numbers.insert(text.to_string(), self.texts.len());
        self.texts.len()
    }

    fn text(&self, number: usize) -> &str {
        number.checked_sub(1).and_then(|index| self.texts.get(index)).map_or("", String::as_str)
    }
}

/// How alike two rows are: 3 for each text in the same column, 1 for each text that stands in both somewhere.
fn likeness(first: &[usize], second: &[usize]) -> usize {
    let same = first.iter().zip(second).filter(|(one, other)| **one != 0 && one == other).count();
    let mut rest: Vec<usize> = second.iter().copied().filter(|number| *number != 0).collect();
    rest.sort_unstable();
    let mut shared = 0;
    for number in first.iter().filter(|number| **number != 0) {
        if let Ok(at) = rest.binary_search(number) {
            rest.remove(at);
            shared += 1;
        }
    }
    same * 3 + shared
}

/// Rows of the second that stand for rows of the first, in order, such that likeness is greatest.
fn align(first: &Numbered, second: &Numbered) -> Vec<Option<usize>> {
    let (high, low) = (first.0.len(), second.0.len());
    let alike: Vec<Vec<usize>> = first.0.iter().map(|row| second.0.iter().map(|other| likeness(row, other)).collect()).collect();
    let mut best = vec![vec![0usize; low + 1]; high + 1];
    for row in (0..high).rev() {
        for other in (0..low).rev() {
            best[row][other] = best[row + 1][other].max(best[row][other + 1]).max(best[row + 1][other + 1] + alike[row][other]);
        }
    }
    let mut pairs = vec![None; high];
    let (mut row, mut other) = (0, 0);
    while row < high && other < low {
        if alike[row][other] > 0 && best[row][other] == best[row + 1][other + 1] + alike[row][other] {
            pairs[row] = Some(other);
            row += 1;
            other += 1;
        } else if best[row][other] == best[row + 1][other] {
            row += 1;
        } else {
            other += 1;
        }
    }
    pairs
}

/// Compares what came back with what should have, and with what the page printed.
///
/// Rows are aligned in order by likeness, so one lost row spoils only itself. A part of the right text in its right slot
/// (a cut cell that was placed but not joined) is not recovered, and not wrong either.
pub fn score(expected: &[Matrix], got: &[Matrix], printed: &[Matrix]) -> Score {
    let mut numbering = Numbering::default();
    let expected: Vec<Numbered> = expected.iter().map(|matrix| numbering.rows(matrix)).collect();
    let got: Vec<Numbered> = got.iter().map(|matrix| numbering.rows(matrix)).collect();
    let printed: Numbered = Numbered(printed.iter().flat_map(|matrix| numbering.rows(matrix).0).collect());
    let slots = expected.iter().flat_map(|matrix| matrix.0.iter().flatten()).filter(|number| **number != 0).count();
    let mut total = Score { slots, ..Score::default() };
    let mut overwritten = 0;
    let pairs = pair(&expected, &got);
    for (index, matrix) in got.iter().enumerate() {
        let was_printed = align(matrix, &printed);
        let wanted = pairs.iter().position(|paired| *paired == Some(index)).map(|place| (&expected[place], align(matrix, &expected[place])));
        for (row, numbers) in matrix.0.iter().enumerate() {
            let truth: &[usize] = wanted.as_ref().and_then(|(truth, rows)| Some(truth.0[rows[row]?].as_slice())).unwrap_or(&[]);
            let before: &[usize] = was_printed[row].map(|other| printed.0[other].as_slice()).unwrap_or(&[]);
            for (column, number) in numbers.iter().enumerate().filter(|(_, number)| **number != 0) {
                let right = truth.get(column).copied().unwrap_or(0);
                if right == *number {
                    total.recovered += 1;
                } else if before.get(column) != Some(number) && !is_part(numbering.text(*number), numbering.text(right)) {
                    total.wrongly_moved += 1;
                    overwritten += usize::from(right != 0);
                }
            }
        }
    }
    total.left = slots - total.recovered - overwritten;
    total
}

/// The text is a good part of the right one.
fn is_part(text: &str, whole: &str) -> bool {
    text.chars().count() >= 4 && whole.contains(text)
}

/// Which reading stands for each truth: the pair with most cells in place first, each reading once.
fn pair(expected: &[Numbered], got: &[Numbered]) -> Vec<Option<usize>> {
    let mut worth: Vec<(usize, usize, usize)> = vec![];
    for (place, truth) in expected.iter().enumerate() {
        for (index, reading) in got.iter().enumerate() {
            let rows = align(truth, reading);
            let value = rows.iter().enumerate().filter_map(|(row, other)| Some(likeness(&truth.0[row], &reading.0[(*other)?]))).sum();
            worth.push((value, place, index));
        }
    }
    worth.sort_by(|first, second| second.0.cmp(&first.0).then(first.1.cmp(&second.1)).then(first.2.cmp(&second.2)));
    let mut pairs = vec![None; expected.len()];
    for (value, place, index) in worth {
        if value > 0 && pairs[place].is_none() && !pairs.contains(&Some(index)) {
            pairs[place] = Some(index);
        }
    }
    pairs
}
