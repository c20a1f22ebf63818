//! Columns (列): what the columns of some rows look like, and which rows on top of a table are unlike what stands under them.

use crate::model::header::Header;
use crate::rebuild::draft::Draft;
use crate::rebuild::labels::{LABEL, Labels};
use crate::rebuild::profile::Profile;
use crate::rebuild::shape::Class;
use crate::rebuild::{head, kind};

/// Rows that are asked what a column looks like.
pub const WITNESSES: usize = 24;
/// Longest head, in characters.
const LONGEST_HEAD: usize = 24;
/// Most rows of heads that are found by looks alone.
const MOST_HEADER_ROWS: usize = 4;
/// Rows are heads by their looks if their cells cost so much more in their columns than those of the rows below.
const UNLIKE: f32 = 0.75;

/// The looks of the columns of some rows.
pub struct Columns(Vec<Profile>);

impl Columns {
    /// Learns the columns from these rows.
    pub fn of(draft: &Draft, labels: &Labels, rows: &[usize]) -> Columns {
        // Not the width of the whole table, which would look at each of its rows.
        let width = rows.iter().map(|row| draft.rows[*row].len()).max().unwrap_or(0);
        let mut profiles = vec![Profile::default(); width];
        for row in rows {
            for (column, profile) in profiles.iter_mut().enumerate() {
                profile.add(labels.shape(draft, *row, column), 1.0);
            }
        }
        Columns(profiles)
    }

    /// Mean cost of the cells of some rows in these columns; `own` if those rows taught them.
    pub fn mean(&self, draft: &Draft, labels: &Labels, rows: &[usize], own: bool) -> f32 {
        let nothing = Profile::default();
        let (mut sum, mut count) = (0.0, 0.0);
        for row in rows {
            for column in draft.filled(*row) {
                if let Some(shape) = labels.shape(draft, *row, column) {
                    sum += self.0.get(column).unwrap_or(&nothing).cost(shape, if own { 1.0 } else { 0.0 });
                    count += 1.0;
                }
            }
        }
        if count == 0.0 { 0.0 } else { sum / count }
    }
}

/// Header rows of a table: by their words, else by their looks (short words over columns of something else).
pub fn top_rows(draft: &Draft, labels: &Labels) -> usize {
    let known = head::header_rows(draft, labels, 0);
    if known > 0 { known.max(told_rows(draft, labels, 0, draft.rows.len() - 1)) } else { rows_unlike_body(draft, labels, 0, draft.rows.len()) }
}

/// Header rows of a list: those known by their words, and more of the same by their looks where a stub above covers them.
pub fn list_depth(draft: &Draft, labels: &Labels) -> usize {
    let known = head::header_rows(draft, labels, 0);
    let looks = rows_unlike_body(draft, labels, 0, draft.rows.len());
    let covered = |row: usize| draft.is_blank(row, 0) || draft.rows[row].first() == draft.rows[row - 1].first();
    let looks = (1..looks).take_while(|row| covered(*row)).count() + usize::from(looks > 0);
    known.max(looks)
}

/// The first row names every column and is unlike the rows under it that fill them all, the others fill most of them, and they are none of
/// a form.
pub fn is_plainly_list(draft: &Draft, labels: &Labels) -> bool {
    let width = draft.filled_width(0);
    if width < 4 || draft.rows.len() < 4 || draft.filled(0).len() != width || draft.printed_width() > width + 1 || !may_be_head(draft, labels, 0) {
        return false;
    }
    let whole: Vec<usize> = (1..draft.rows.len()).filter(|row| draft.filled(*row).len() == width && draft.filled_width(*row) == width).take(WITNESSES).collect();
    let most = (1..draft.rows.len()).filter(|row| draft.filled(*row).len() * 3 >= width * 2).count();
    if most * 3 < (draft.rows.len() - 1) * 2 {
        return false;
    }
    let unlike = rows_unlike_body(draft, labels, 0, draft.rows.len()) == 1
        || whole.len() >= 3 && {
            let columns = Columns::of(draft, labels, &whole);
            columns.mean(draft, labels, &[0], false) - columns.mean(draft, labels, &whole, true) > UNLIKE
        };
    unlike && !kind::is_plainly_form(draft, labels, 1..draft.rows.len())
}

/// Rows from `from` on that are heads by the spans that the source tells: under a row that may be one, rows of tall cells going on and
/// of sub-heads under its wide cells. 1 if there are none but that row, 0 if it is no head.
pub fn told_rows(draft: &Draft, labels: &Labels, from: usize, end: usize) -> usize {
    if !draft.spans_told || from >= end || !may_be_head(draft, labels, from) {
        return 0;
    }
    1 + (from + 1..end.min(from + MOST_HEADER_ROWS)).take_while(|row| hangs(draft, labels, *row)).count()
}

/// The row is a row of sub-heads: each slot belongs to a cell that reaches down from above, or stands under a wide one and could be a head.
fn hangs(draft: &Draft, labels: &Labels, row: usize) -> bool {
    let (slots, above) = (&draft.rows[row], &draft.rows[row - 1]);
    let wide = |column: usize| column > 0 && above[column - 1] == above[column] || above.get(column + 1) == Some(&above[column]);
    let reaches = |column: usize| slots[column] == above[column];
    slots.len() == above.len()
        && !slots.is_empty()
        && reaches(0)
        && (0..slots.len()).any(|column| !reaches(column))
        && (0..slots.len())
            .all(|column| reaches(column) || wide(column) && !draft.is_blank(row, column) && (is_range(draft, row, column) || could_be_head(draft, labels, row, column)))
}

/// 0～14歳, 65歳以上: a number that tells one class of several.
fn is_range(draft: &Draft, row: usize, column: usize) -> bool {
    draft.cell(row, column).is_some_and(|cell| {
        let text = cell.flat();
        text.contains(['～', '〜', '~']) || ["以上", "以下", "未満", "超"].iter().any(|end| text.ends_with(end))
    })
}

/// Rows from `from` on that could be heads and are unlike the rows under them, up to `end`.
pub fn rows_unlike_body(draft: &Draft, labels: &Labels, from: usize, end: usize) -> usize {
    let told = told_rows(draft, labels, from, end);
    if told > 1 && from + told < end {
        return told;
    }
    let mut best = (UNLIKE, 0);
    for depth in 1..=MOST_HEADER_ROWS {
        if from + depth >= end || !may_be_head(draft, labels, from + depth - 1) {
            break;
        }
        let heads: Vec<usize> = (from..from + depth).collect();
        let body: Vec<usize> = (from + depth..end.min(from + depth + WITNESSES)).collect();
        let columns = Columns::of(draft, labels, &body);
        let unlike = columns.mean(draft, labels, &heads, false) - columns.mean(draft, labels, &body, body.len() > 1);
        if unlike > best.0 {
            best = (unlike, depth);
        }
    }
    best.1
}

/// The first row could be one of heads, one of them is known, and it is unlike the rows under it: a table of its own.
pub fn opens_anew(draft: &Draft, labels: &Labels) -> bool {
    let known = draft.filled(0).into_iter().any(|column| labels.weight(draft, 0, column) >= LABEL);
    known && draft.rows.len() > 2 && rows_unlike_body(draft, labels, 0, draft.rows.len()) > 0
}

/// Each filled cell of the row could be a head: short, no number, no mark, no sentence, and few that open with a figure.
pub fn may_be_head(draft: &Draft, labels: &Labels, row: usize) -> bool {
    let filled = draft.filled(row);
    let known = |column: usize| labels.weight(draft, row, column) >= LABEL;
    let figure = |column: usize| {
        let text = draft.cells[draft.rows[row][column] as usize].flat();
        let time = labels.header(draft, row, column).is_some_and(Header::is_time) || text.contains(['年', '月']);
        !known(column) && !time && text.starts_with(|first: char| first.is_ascii_digit())
    };
    filled.len() >= 2 && filled.iter().filter(|column| figure(**column)).count() * 2 < filled.len() && filled.iter().all(|column| could_be_head(draft, labels, row, *column))
}

/// The cell is known as a head, or is short and no number, mark or sentence, nor the beginning of one (夜間開館を週2日行い、).
fn could_be_head(draft: &Draft, labels: &Labels, row: usize, column: usize) -> bool {
    let short = ((LONGEST_HEAD + 1) as f32).ln();
    if draft.cell(row, column).is_some_and(|cell| cell.flat().trim_end().ends_with(['、', '。'])) {
        return false;
    }
    labels.weight(draft, row, column) >= LABEL
        || labels.shape(draft, row, column).is_some_and(|shape| matches!(shape.class, Class::Noun | Class::Time | Class::Department | Class::Numbered) && shape.length <= short)
}
