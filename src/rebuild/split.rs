//! Split (分割): two tables side by side in one grid, told apart by where their rows end and by heads of their own.
//!
//! One side ends at least two rows before the other, and no cell reaches over the boundary. That alone also happens in
//! one table whose last rows are not filled in; so the right side must have heads of another depth, a blank column
//! before it, heads that the left side has as well, or a column that names its own rows, and both sides must be full.

use crate::model::lexicon::Role;
use crate::model::record::{Repair, RepairKind};
use crate::rebuild::draft::Draft;
use crate::rebuild::labels::{LABEL, Labels};
use crate::rebuild::shape::Class;
use crate::see::{key, see};
use foldhash::{HashSet, HashSetExt};

/// One side ends before the other by as many rows.
const FEWEST_ROWS_APART: usize = 2;
/// A boundary is believed at this sum of evidence.
const ENOUGH: f32 = 3.9;
/// Rows that are asked about a boundary.
const WITNESSES: usize = 200;
/// Most header rows of one side.
const MOST_HEADER_ROWS: usize = 4;
/// Columns beyond which nothing is compared.
const MOST_COLUMNS: usize = 256;

/// Splits a draft where two tables share its rows; otherwise the draft is returned whole.
pub fn side_by_side(draft: Draft, labels: &Labels) -> Vec<Draft> {
    // Blanks beyond the last text of any row belong to no column.
    let width = draft.printed_width();
    let height = draft.rows.len();
    if height < 4 || !(4..=MOST_COLUMNS).contains(&width) {
        return vec![draft];
    }
    let columns = Columns::of(&draft, width);
    if (2..width - 1).all(|boundary| columns.apart(boundary) < FEWEST_ROWS_APART) {
        return vec![draft];
    }
    let boundaries: Vec<usize> = (2..width - 1).filter(|boundary| columns.apart(*boundary) >= FEWEST_ROWS_APART).collect();
    let found: Vec<(usize, Evidence)> = boundaries.into_iter().filter_map(|boundary| evidence(&draft, labels, &columns, boundary).map(|found| (boundary, found))).collect();
    // Where both sides can be full rectangles, they are.
    let whole = found.iter().any(|found| found.1.whole);
    let best =
        found.into_iter().filter(|found| found.1.whole == whole).map(|found| (found.0, found.1.sum)).max_by(|one, other| one.1.total_cmp(&other.1).then(other.0.cmp(&one.0)));
    match best {
        Some((boundary, sum)) if sum >= ENOUGH => {
            let gutter = usize::from(columns.is_blank(boundary - 1));
            let (left, right) = (part(&draft, 0, boundary - gutter), part(&draft, boundary, width));
            [left, right].into_iter().flat_map(|part| side_by_side(part, labels)).collect()
        }
        _ => vec![draft],
    }
}

/// Where the texts of each column begin and end.
struct Columns {
    last: Vec<Option<usize>>,
    height: usize,
}

impl Columns {
    fn of(draft: &Draft, width: usize) -> Columns {
        let mut last = vec![None; width];
        for row in 0..draft.rows.len() {
            for column in 0..draft.rows[row].len().min(width) {
                if !draft.is_blank(row, column) {
                    last[column] = Some(row);
                }
            }
        }
        Columns { last, height: draft.rows.len() }
    }

    fn is_blank(&self, column: usize) -> bool {
        self.last[column].is_none()
    }

    /// Rows that the columns `from..to` have.
    fn rows(&self, from: usize, to: usize) -> usize {
        self.last[from..to].iter().flatten().max().map_or(0, |last| last.saturating_add(1))
    }

    /// By how many rows one side ends before the other.
    fn apart(&self, boundary: usize) -> usize {
        self.rows(0, boundary).abs_diff(self.rows(boundary, self.last.len()))
    }

    /// Share of the columns of a side that end within a row of its end.
    fn evenness(&self, from: usize, to: usize) -> f32 {
        let rows = self.rows(from, to);
        let own: Vec<usize> = self.last[from..to].iter().flatten().copied().collect();
        own.iter().filter(|last| **last + 2 >= rows).count() as f32 / own.len().max(1) as f32
    }
}

/// What speaks for a boundary.
struct Evidence {
    sum: f32,
    /// Both sides are full rectangles.
    whole: bool,
}

/// What speaks for two tables that meet before the column `boundary`; none if they cannot.
fn evidence(draft: &Draft, labels: &Labels, columns: &Columns, boundary: usize) -> Option<Evidence> {
    let width = columns.last.len();
    let reaches_over = |row: usize| draft.rows[row].get(boundary).is_some_and(|slot| *slot == draft.rows[row][boundary - 1]);
    if columns.is_blank(boundary) || (0..columns.height).any(reaches_over) {
        return None;
    }
    let gutter = columns.is_blank(boundary - 1);
    let left_end = boundary - usize::from(gutter);
    let (left, right) = (Side::of(draft, labels, 0, left_end, columns.rows(0, left_end)), Side::of(draft, labels, boundary, width, columns.rows(boundary, width)));
    if left.rows < left.depth + 2 || right.rows < right.depth + 2 || left_end < 2 || !left.headed || !right.headed || draft.is_blank(0, boundary) || draft.is_blank(0, 0) {
        return None;
    }
    // 取組番号 | 1 | 取組名 | … over 主管課 | … | 関係課 | …: the labels of both halves of one form, no keys of two tables.
    if names_values(draft, labels, 0, left_end) && names_values(draft, labels, boundary, width) {
        return None;
    }
    // Sums at the foot stand under few columns.
    let longer = left.rows.max(right.rows);
    let foot = (left.rows.min(right.rows)..longer).filter(|row| draft.filled(*row).first().is_some_and(|first| is_sum(draft, *row, *first))).count();
    let apart = columns.apart(boundary) - foot;
    if apart < FEWEST_ROWS_APART {
        return None;
    }
    let shared = left.heads.intersection(&right.heads).count() as f32;
    let mut sum = 2.0 + (left.fullness + right.fullness - 2.0) * 30.0;
    sum += (columns.evenness(0, left_end) + columns.evenness(boundary, width) - 2.0) * 6.0;
    sum += if gutter { 3.0 } else { 0.0 };
    sum += if left.depth != right.depth { 3.0 } else { 0.0 };
    sum += (shared * 1.5).min(3.0);
    sum += if right.keyed { 2.0 } else { -1.0 };
    sum += if right.key_head() { 1.5 } else { 0.0 };
    sum += (apart as f32 - 2.0).min(4.0) * 0.5;
    sum -= if left.names_items && right.key_role == Some(Role::Indicator) { 1.0 } else { 0.0 };
    let whole = left.fullness == 1.0 && right.fullness == 1.0 && columns.evenness(0, left_end) == 1.0 && columns.evenness(boundary, width) == 1.0;
    Some(Evidence { sum, whole })
}

/// Nearly every row of the columns `from..to` opens with a known label of its own role: label and value, from the first row on.
fn names_values(draft: &Draft, labels: &Labels, from: usize, to: usize) -> bool {
    let mut roles: Vec<Role> = vec![];
    let (mut opening, mut labelled) = (0, 0);
    for row in 0..draft.rows.len().min(WITNESSES) {
        if draft.is_blank(row, from) {
            continue;
        }
        opening += 1;
        let Some(role) = labels.role(draft, row, from).filter(|_| labels.weight(draft, row, from) >= LABEL) else { continue };
        labelled += 1;
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    let headed = (from + 1..to).any(|column| !draft.is_blank(0, column) && labels.weight(draft, 0, column) >= LABEL);
    !headed && labelled >= 2 && labelled * 4 >= opening * 3 && roles.len() * 3 >= labelled * 2
}

fn is_sum(draft: &Draft, row: usize, column: usize) -> bool {
    draft.cell(row, column).is_some_and(|cell| see(&cell.flat()).is_sum())
}

/// One of the two tables, as it would be.
struct Side {
    rows: usize,
    depth: usize,
    headed: bool,
    /// Share of its slots that hold text.
    fullness: f32,
    /// Its first column names its rows.
    keyed: bool,
    /// Its first head is a word for names (施設名).
    named: bool,
    /// What its first head says.
    key_role: Option<Role>,
    /// A head of its says that its rows are projects or measures.
    names_items: bool,
    heads: HashSet<String>,
}

impl Side {
    /// Its first head is one that names rows.
    fn key_head(&self) -> bool {
        self.named || self.key_role.is_some_and(Role::is_naming)
    }

    fn of(draft: &Draft, labels: &Labels, from: usize, to: usize, rows: usize) -> Side {
        let height = rows.min(WITNESSES);
        let depth = depth(draft, labels, from, to, height);
        // Where the other side has more header rows, blanks beside them say nothing.
        let mut filled = 0;
        let mut slots = 0;
        for row in depth.max(1)..height {
            let own = (from..to).filter(|column| !draft.is_blank(row, *column)).count();
            if own > 0 || row >= MOST_HEADER_ROWS {
                slots += to - from;
                filled += own;
            }
        }
        let mut heads = HashSet::new();
        for row in 0..depth.max(1) {
            heads.extend((from..to).filter(|column| !draft.is_blank(row, *column)).map(|column| key(&draft.cells[draft.rows[row][column] as usize].flat())));
        }
        let mut seen = HashSet::new();
        let (mut naming, mut keys, mut blank) = (0, 0, 0);
        let (mut before, mut counter) = (None, None::<u64>);
        for row in depth.max(1)..height {
            match labels.shape(draft, row, from) {
                Some(shape) => {
                    if before == draft.rows[row].get(from) {
                        continue;
                    }
                    before = draft.rows[row].get(from);
                    keys += 1;
                    let text = key(&draft.cells[draft.rows[row][from] as usize].flat());
                    let number = text.parse::<u64>().ok();
                    let counted = number.is_some() && (keys == 1 || number > counter);
                    counter = number;
                    naming += usize::from(counted || matches!(shape.class, Class::Noun | Class::Numbered | Class::Time | Class::Department));
                    seen.insert(text);
                }
                None => blank += 1,
            }
        }
        Side {
            rows,
            depth,
            headed: (from..to).filter(|column| (0..depth).all(|row| draft.is_blank(row, *column))).count() * 2 <= to - from,
            fullness: if slots == 0 { 0.0 } else { filled as f32 / slots as f32 },
            keyed: keys > 0 && naming * 4 >= keys * 3 && seen.len() == keys && blank * 2 <= keys,
            named: draft.cell(depth.max(1) - 1, from).is_some_and(|cell| cell.flat().trim_end().ends_with('名')),
            key_role: labels.role_over(draft, depth.max(1), from),
            names_items: (0..depth.max(1)).any(|row| (from..to).any(|column| labels.role(draft, row, column) == Some(Role::Title))),
            heads,
        }
    }
}

/// Rows at the top of the columns `from..to` whose cells could all be heads, where the next row's could not.
fn depth(draft: &Draft, labels: &Labels, from: usize, to: usize, height: usize) -> usize {
    let headlike = |row: usize| {
        let cells: Vec<usize> = (from..to).filter(|column| !draft.is_blank(row, *column)).collect();
        let known = cells.iter().filter(|column| labels.weight(draft, row, **column) >= LABEL).count();
        !cells.is_empty() && known * 2 >= cells.len() && cells.iter().all(|column| labels.weight(draft, row, *column) >= 0.15)
    };
    (0..height.min(MOST_HEADER_ROWS)).take_while(|row| headlike(*row)).count().max(1)
}

/// The columns `from..to` as a table of their own; its slots are those of the whole.
pub fn part(draft: &Draft, from: usize, to: usize) -> Draft {
    let mut out = draft.clone();
    for row in &mut out.rows {
        let end = to.min(row.len());
        *row = if from < end { row[from..end].to_vec() } else { vec![] };
    }
    if from > 0 {
        out.repairs = vec![Repair { kind: RepairKind::TableSplit, before: format!("column {}", from + 1), after: "a table of its own".to_owned(), place: draft.place.clone() }];
        out.diagnostics.clear();
        out.notes.clear();
    }
    out.drop_blank_rows();
    out
}
