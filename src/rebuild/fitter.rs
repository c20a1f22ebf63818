//! Fitter (当てはめ役): what the columns of a table look like, learned in several looks, and what each look decides for each row.

use crate::japanese::label::atom;
use crate::model::grid::RowKind;
use crate::rebuild::align::{Assignment, Row, View, joined};
use crate::rebuild::carry::is_sum_row;
use crate::rebuild::draft::{Draft, Slot};
use crate::rebuild::profile::Profile;
use crate::rebuild::shape::Shape;
use foldhash::HashMap;

/// A row moves only if that is better by this much (natural logarithm units).
const MARGIN: f32 = 3.0;
/// More than this over the usual cost of a row, and it does not fit as printed.
const MISFIT: f32 = 7.0;
/// Rows that tell which column a page splits.
const SPLIT_WITNESSES: usize = 200;
/// A row of such a page moves on less.
const PAGE_MARGIN: f32 = 1.0;
/// Rows above among which the number before a running number is looked for.
const FARTHEST_COUNT: usize = 8;
/// Rows above and below among which a row of the same kind is looked for.
const NEAR_ROWS: usize = 40;
/// Columns beyond which a row is not aligned: the cost would be unbounded.
pub const MOST_COLUMNS: usize = 256;
/// Rows that teach a profile; more teach nothing new.
const TEACHING_ROWS: usize = 2000;

/// The cell is the number after the one above it in its column (4, 5; ③, ④): it stands where it belongs, whatever the row lacks.
fn counts_on(draft: &Draft, row: usize, column: usize) -> bool {
    let number = |row: usize| draft.cell(row, column).and_then(|cell| ordinal(&cell.flat()));
    let Some(own) = number(row) else { return false };
    let above = (row.saturating_sub(FARTHEST_COUNT)..row).rev().find(|above| draft.kinds[*above] == RowKind::Body && !draft.is_blank(*above, column));
    above.and_then(number).is_some_and(|above| above + 1 == own)
}

/// 5, No.5, (5), ⑤.
fn ordinal(text: &str) -> Option<u32> {
    let bare = text.trim_start_matches("No.").trim();
    if !bare.is_empty() && bare.len() <= 3 && bare.bytes().all(|byte| byte.is_ascii_digit()) {
        return bare.parse().ok();
    }
    atom(bare).filter(|(_, length)| *length == bare.len()).map(|(atom, _)| atom.rank)
}

/// The row has a cell for each column, none is blank, and its page uses no more columns: nothing suggests that anything moved.
pub fn is_square(draft: &Draft, row: usize, width: usize, wide_pages: &[(usize, usize)]) -> bool {
    draft.filled_width(row) == width && draft.filled(row).len() == width && !(draft.rows[row].len() > width && on_page(wide_pages, row, |page| *page).is_some())
}

/// The page of some in their order on which the row stands, if it is one of them; `rows` tells where a page begins and ends.
fn on_page<Page>(pages: &[Page], row: usize, rows: fn(&Page) -> (usize, usize)) -> Option<&Page> {
    pages.get(pages.partition_point(|page| rows(page).1 <= row)).filter(|page| rows(page).0 <= row)
}

/// Pages of the table on which some row holds more cells than the table has columns.
pub fn wide_pages(draft: &Draft, width: usize) -> Vec<(usize, usize)> {
    let ends = draft.page_starts.iter().skip(1).copied().chain([draft.rows.len()]);
    draft.page_starts.iter().copied().zip(ends).filter(|(from, to)| (*from..*to).any(|row| draft.kinds[row] == RowKind::Body && draft.filled_width(row) > width)).collect()
}

/// What is done with a row.
#[derive(Clone, Debug)]
pub enum Outcome {
    Keep,
    Uncertain(f32),
    Move(Assignment, f32),
}

/// What is known of a table while its rows are fitted.
pub struct Fitter {
    pub width: usize,
    pub stubs: usize,
    pub profiles: Vec<Profile>,
    pub wide: Vec<(usize, usize)>,
    /// Pages on which a column stands split in two, and that column.
    pub split_pages: Vec<(usize, usize, usize)>,
    /// What each cell taught which column, with its weight: a cell is no witness for itself.
    pub learned: HashMap<Slot, (usize, f32)>,
}

impl Fitter {
    /// First profiles: rows that fill every column teach fully, others a little.
    pub fn learn_printed(&mut self, draft: &Draft, body: &[usize], shapes: &[Option<Shape>]) {
        for row in body.iter().take(TEACHING_ROWS) {
            let filled = draft.filled(*row);
            let over = draft.filled_width(*row) > self.width;
            let interior_only = draft.filled_width(*row) == self.width;
            let weight = if is_square(draft, *row, self.width, &self.wide) {
                1.0
            } else if interior_only {
                0.7
            } else if over {
                0.0
            } else {
                0.2
            };
            let filled_columns: Vec<usize> = filled;
            for column in 0..self.width {
                let shape = if filled_columns.contains(&column) { shapes[draft.rows[*row][column] as usize] } else { None };
                if shape.is_some() {
                    self.learned.insert(draft.rows[*row][column], (column, weight));
                }
                self.profiles[column].add(shape, weight);
            }
        }
    }

    /// Profiles again, from the assignments of the look before.
    pub fn learn(&mut self, draft: &Draft, body: &[usize], shapes: &[Option<Shape>], chosen: &[Outcome]) {
        self.profiles = vec![Profile::default(); self.width];
        self.learned.clear();
        for (row, outcome) in body.iter().zip(chosen).take(TEACHING_ROWS) {
            let filled = draft.filled(*row);
            let (columns, weight): (Vec<usize>, f32) = match outcome {
                Outcome::Move(assignment, _) => (assignment.clone(), 0.8),
                Outcome::Keep => (filled.clone(), 1.0),
                Outcome::Uncertain(_) => (filled.clone(), 0.2),
            };
            let mut seen: Vec<Option<Shape>> = vec![None; self.width];
            for (cell, column) in filled.iter().zip(&columns) {
                if *column >= self.width {
                    continue;
                }
                let slot = draft.rows[*row][*cell];
                let Some(shape) = shapes[slot as usize] else { continue };
                if let Some(first) = seen[*column] {
                    seen[*column] = Some(joined(first, shape));
                } else {
                    seen[*column] = Some(shape);
                }
                self.learned.insert(slot, (*column, weight));
            }
            for (column, shape) in seen.into_iter().enumerate() {
                self.profiles[column].add(shape, weight);
            }
        }
    }

    /// The column that stands split on each page whose rows hold one cell too many: the one that makes all of them cheapest.
    pub fn find_split_pages(&mut self, draft: &Draft, shapes: &[Option<Shape>]) {
        let mut found = vec![];
        for (from, to) in self.wide.clone() {
            let over: Vec<usize> = (from..to).filter(|row| draft.kinds[*row] == RowKind::Body && draft.filled_width(*row) > self.width).take(SPLIT_WITNESSES).collect();
            // One row is enough of a witness where the page is printed with a column more.
            let rows = || (from..to).filter(|row| draft.kinds[*row] == RowKind::Body);
            let printed_wide = rows().filter(|row| draft.rows[*row].len() > self.width).count() * 3 >= rows().count() * 2;
            if over.is_empty() || (over.len() < 2 && !printed_wide) || self.width > 64 {
                continue;
            }
            let costs = (0..self.width)
                .map(|column| over.iter().map(|row| self.view(draft, *row, shapes).map_or(0.0, |view| self.align(&Row { split: Some(column), ..view.row() }).0)).sum::<f32>());
            if let Some((column, _)) = costs.enumerate().min_by(|a, b| a.1.total_cmp(&b.1)) {
                found.push((from, to, column));
            }
        }
        self.split_pages = found;
    }

    /// A row as the fitter sees it; `None` if it cannot be aligned.
    fn view(&self, draft: &Draft, row: usize, shapes: &[Option<Shape>]) -> Option<View> {
        let printed = draft.filled(row);
        let cells: Vec<Shape> = printed.iter().filter_map(|column| shapes[draft.rows[row][*column] as usize]).collect();
        if cells.len() != printed.len() || cells.is_empty() || cells.len() > MOST_COLUMNS {
            return None;
        }
        let own = printed.iter().map(|column| self.learned.get(&draft.rows[row][*column]).copied().unwrap_or((usize::MAX, 0.0))).collect();
        let split = on_page(&self.split_pages, row, |(from, to, _)| (*from, *to)).map(|page| page.2);
        let counts = printed.first().is_some_and(|first| *first < self.stubs.max(1) && counts_on(draft, row, *first));
        Some(View { cells, own, printed, split, counts })
    }

    pub fn look(&self, draft: &Draft, body: &[usize], shapes: &[Option<Shape>]) -> Vec<Outcome> {
        let mut outcomes = Vec::with_capacity(body.len());
        let mut usual = Usual::default();
        for row in body {
            let Some(view) = self.view(draft, *row, shapes) else {
                outcomes.push(Outcome::Keep);
                continue;
            };
            let (filled, split) = (view.printed.clone(), view.split);
            let view = view.row();
            let printed = self.cost_of(&view);
            let told = draft.spans_told && (filled.last().is_some_and(|last| *last < self.width) || reaches(draft, *row, &filled));
            if told || is_square(draft, *row, self.width, &self.wide) {
                usual.add(printed);
                outcomes.push(Outcome::Keep);
                continue;
            }
            let fits = filled.last().is_some_and(|last| *last < self.width);
            // 計 | | | 437,509: a row of sums looks like no other, and one printed to its last column lost no blank.
            if fits && split.is_none() && draft.rows[*row].len() == self.width && is_sum_row(draft, *row) {
                outcomes.push(Outcome::Keep);
                continue;
            }
            // Rows of a second kind (numbers under every text) come again and again; a row slides by accident.
            if fits && split.is_none() && filled.first().is_some_and(|first| *first > 0) && second_kind(draft, body, shapes, *row, &filled) {
                outcomes.push(Outcome::Keep);
                continue;
            }
            let (best, assignment) = self.align(&view);
            let printed_cost = if fits { printed } else { f32::INFINITY };
            let slack = match (fits, split) {
                (false, _) => 0.0,
                (true, Some(_)) => PAGE_MARGIN,
                (true, None) => MARGIN,
            };
            if assignment == filled {
                usual.add(printed);
                outcomes.push(Outcome::Keep);
            } else if printed_cost - best > slack && best < usual.mean() + MISFIT + 3.0 {
                outcomes.push(Outcome::Move(assignment, (printed_cost - best).min(30.0)));
            } else if printed_cost > usual.mean() + MISFIT {
                outcomes.push(Outcome::Uncertain((printed_cost - usual.mean()).min(99.0)));
            } else {
                outcomes.push(Outcome::Keep);
            }
        }
        outcomes
    }
}

/// A cell beyond the first columns reaches over rows or columns: it cannot be half of another.
fn reaches(draft: &Draft, row: usize, filled: &[usize]) -> bool {
    let slots = &draft.rows[row];
    filled.len() < slots.iter().filter(|slot| !draft.cells[**slot as usize].is_blank()).count()
}

/// Another row begins in the same column, beyond the stub that both leave blank, and has the same looks in the same columns.
fn second_kind(draft: &Draft, body: &[usize], shapes: &[Option<Shape>], row: usize, filled: &[usize]) -> bool {
    let looks = |row: usize, column: usize| draft.rows[row].get(column).and_then(|slot| shapes[*slot as usize]).map(|shape| shape.class);
    let near = body.binary_search(&row).unwrap_or(0);
    let window = &body[near.saturating_sub(NEAR_ROWS)..(near + NEAR_ROWS).min(body.len())];
    window.iter().filter(|other| **other != row && draft.filled(**other).first() == filled.first()).any(|other| {
        let same = filled.iter().filter(|column| looks(row, **column) == looks(*other, **column)).count();
        same * 3 >= filled.len() * 2
    })
}

/// The usual cost of a row that stands as printed.
#[derive(Default)]
struct Usual {
    sum: f32,
    count: f32,
}

impl Usual {
    fn add(&mut self, cost: f32) {
        self.sum += cost;
        self.count += 1.0;
    }

    fn mean(&self) -> f32 {
        if self.count == 0.0 { 6.0 } else { self.sum / self.count }
    }
}
