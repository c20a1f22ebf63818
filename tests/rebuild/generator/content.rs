//! Content (内容の型): what a cell looks like to a person who has no column names, and whether that tells its place.
//!
//! Only guards of damages use it: a row may slide only if a reader could still say where each cell belongs.
//! It is deliberately not the program's own profile, so that the benchmark does not share its blind spots.

use super::table::Intact;

/// What a cell looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Blank,
    Number,
    Amount,
    Percent,
    Time,
    Mark,
    Code,
    Department,
    NumberedCircle,
    NumberedBracket,
    NumberedPlain,
    Sentence,
    List,
    Word,
}

const UNITS: [&str; 24] =
    ["千円", "百万円", "万円", "億円", "円", "人", "件", "回", "か所", "日", "世帯", "団体", "社", "品", "t", "ha", "kW", "kWh", "g", "年", "分", "歩", "組", "階"];

/// What a text looks like.
pub fn look(text: &str) -> Look {
    let plain: String = text.replace("<br>", "").chars().map(fold).filter(|character| !character.is_whitespace()).collect();
    let length = plain.chars().count();
    let Some(first) = plain.chars().next() else { return Look::Blank };
    let numeric = |text: &str| {
        !text.is_empty() && text.chars().any(|character| character.is_ascii_digit()) && text.chars().all(|character| character.is_ascii_digit() || ",.▲△-+±".contains(character))
    };
    if numeric(&plain) {
        return if plain.matches('-').count() > 0 && first.is_ascii_digit() { Look::Code } else { Look::Number };
    }
    if plain.strip_suffix('%').is_some_and(numeric) {
        return Look::Percent;
    }
    let era =
        ["令和", "平成", "昭和", "R", "H", "S"].iter().any(|era| plain.strip_prefix(era).is_some_and(|rest| rest.starts_with(|next: char| next.is_ascii_digit() || next == '元')));
    if (era && length <= 12) || (length <= 7 && first.is_ascii_digit() && plain.ends_with(['月', '日'])) {
        return Look::Time;
    }
    if UNITS.iter().any(|unit| plain.strip_suffix(unit).is_some_and(numeric)) {
        return Look::Amount;
    }
    if length <= 2 && (first.is_ascii_uppercase() || "○◎△×→-優良可否有無未済".contains(first)) {
        return Look::Mark;
    }
    if plain.is_ascii() && plain.chars().any(|character| character.is_ascii_digit()) {
        return Look::Code;
    }
    if first == '・' {
        return Look::List;
    }
    if plain.contains('。') || length >= 20 {
        return Look::Sentence;
    }
    if ('①'..='⑳').contains(&first) {
        return Look::NumberedCircle;
    }
    if first == '(' && plain.chars().nth(1).is_some_and(|next| next.is_ascii_digit()) {
        return Look::NumberedBracket;
    }
    if ('Ⅰ'..='Ⅹ').contains(&first) || (first.is_ascii_digit() && text.trim_start_matches(|next: char| next.is_numeric()).starts_with([' ', '　'])) {
        return Look::NumberedPlain;
    }
    if (3..=10).contains(&length) && plain.ends_with(['課', '室', '係', '局', '部']) {
        return Look::Department;
    }
    Look::Word
}

fn fold(character: char) -> char {
    match character {
        '！'..='～' => char::from_u32(character as u32 - 0xFEE0).unwrap_or(character),
        _ => character,
    }
}

/// At least a quarter of the cells look like this.
fn is_home(seen: &[Look], look: Look) -> bool {
    let same = seen.iter().filter(|other| **other == look).count();
    same > 0 && same * 4 >= seen.len()
}

/// What the cells of each column look like, from rows that are sure.
pub struct Looks(Vec<Vec<Look>>);

impl Looks {
    /// Gathers the looks of the columns over some rows; a tall cell counts once.
    pub fn gather(table: &Intact, rows: &[usize]) -> Looks {
        Looks((0..table.width).map(|column| rows.iter().filter(|row| table.cell(**row, column).row == **row).map(|row| look(&table.cell(*row, column).text)).collect()).collect())
    }

    /// A cell of this look is at home in the column. A list where no column is of lists is at home among sentences.
    pub fn fits(&self, look: Look, column: usize) -> bool {
        let homeless = look == Look::List && !self.0.iter().any(|seen| is_home(seen, look));
        self.0.get(column).is_some_and(|seen| is_home(seen, if homeless { Look::Sentence } else { look }))
    }

    /// The only best way to lay the cells, in order, over the columns is `told`, and every cell is at home there.
    ///
    /// A gap between two laid cells costs less than a cell that is not at home; gaps at either end cost nothing, since a short
    /// row shows nothing else.
    pub fn only_place(&self, cells: &[Look], told: &[usize]) -> bool {
        const HOME: i64 = 10;
        const GAP: i64 = 4;
        if cells.contains(&Look::Blank) || cells.iter().zip(told).any(|(cell, column)| !self.fits(*cell, *column)) {
            return false;
        }
        let (count, width) = (cells.len(), self.0.len());
        // best[laid] = (score, ways) over the columns seen so far.
        let mut best: Vec<Option<(i64, u64)>> = vec![None; count + 1];
        best[0] = Some((0, 1));
        for column in 0..width {
            let mut next = vec![None; count + 1];
            for laid in 0..=count {
                let skip = best[laid].map(|(score, ways)| (score - if laid > 0 && laid < count { GAP } else { 0 }, ways));
                let lay = laid.checked_sub(1).and_then(|before| best[before]).map(|(score, ways)| (score + if self.fits(cells[laid - 1], column) { HOME } else { 0 }, ways));
                next[laid] = match (skip, lay) {
                    (Some(one), Some(other)) if one.0 == other.0 => Some((one.0, one.1.saturating_add(other.1))),
                    (Some(one), Some(other)) => Some(if one.0 > other.0 { one } else { other }),
                    (one, other) => one.or(other),
                };
            }
            best = next;
        }
        let inner = told.windows(2).map(|pair| (pair[1] - pair[0] - 1) as i64).sum::<i64>();
        best[count] == Some((count as i64 * HOME - inner * GAP, 1))
    }
}
