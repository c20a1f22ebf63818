//! Fit (当てはめ): rows to columns by one global alignment.
//!
//! Each filled cell has a cost in each column (how far it is from what the column's sure cells look like), each column left
//! out has a gap cost (how seldom it is blank; carried-down parents are cheap), and a column that takes two cells costs a
//! split. The cheapest order-preserving assignment wins, in time `cells × columns` a row; a row moves only where the win
//! is clear, and where it is not but the printed reading is bad, the row is left and `row-alignment-uncertain` said.

use crate::japanese::date::Setting;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::grid::{Origin, RowKind};
use crate::model::record::{Repair, RepairKind};
use crate::rebuild::draft::{Draft, Slot};
use crate::rebuild::profile::Profile;
use crate::rebuild::shape::{Class, Shape};
use std::collections::HashMap;

/// A row moves only if that is better by this much (natural logarithm units).
const MARGIN: f32 = 3.0;
/// More than this over the usual cost of a row, and it does not fit as printed.
const MISFIT: f32 = 7.0;
/// Moving a row's first cell left of where it is printed.
const LEFT_OF_PRINT: f32 = 6.0;
/// A blank between two cells of a row that moved: enough to settle what is else even.
const APART: f32 = 0.2;
/// Taking a second cell into a column.
const SPLIT: f32 = 3.0;
/// Looks after the first.
const MORE_LOOKS: usize = 2;
/// Rows that tell which column a page splits.
const SPLIT_WITNESSES: usize = 200;
/// On a page where a column stands split, a row that fills only half of it lacks a cell.
const HALF_OF_SPLIT: f32 = 1.0;
/// A row of such a page moves on less.
const PAGE_MARGIN: f32 = 1.0;
/// Rows above and below among which a row of the same kind is looked for.
const NEAR_ROWS: usize = 40;
/// Columns beyond which a row is not aligned: the cost would be unbounded.
const MOST_COLUMNS: usize = 256;
/// Rows that teach a profile; more teach nothing new.
const TEACHING_ROWS: usize = 2000;

/// How a row's cells fall on columns: for each filled cell its column.
type Assignment = Vec<usize>;

/// Fits every body row of `draft` to `width` columns; `stubs` leading columns may be blank below a filled one.
pub fn fit(draft: &mut Draft, width: usize, stubs: usize, setting: &Setting) {
    if draft.spans_told || !(3..=MOST_COLUMNS).contains(&width) {
        return;
    }
    let body: Vec<usize> = (0..draft.rows.len()).filter(|row| draft.kinds[*row] == RowKind::Body).collect();
    let wide = wide_pages(draft, width);
    if body.len() < 2 || body.iter().all(|row| is_square(draft, *row, width, &wide)) {
        return;
    }
    let shapes: Vec<Option<Shape>> = draft.cells.iter().map(|cell| draft.readings.shape(cell, setting)).collect();
    let mut fitter = Fitter { width, stubs, profiles: vec![Profile::default(); width], wide, split_pages: vec![], learned: HashMap::new() };
    fitter.learn_printed(draft, &body, &shapes);
    // Further looks, with what the ones before found, settle columns that were split throughout a page.
    let mut chosen = fitter.look(draft, &body, &shapes);
    for _ in 0..MORE_LOOKS {
        fitter.learn(draft, &body, &shapes, &chosen);
        fitter.find_split_pages(draft, &shapes);
        chosen = fitter.look(draft, &body, &shapes);
    }
    for (row, outcome) in body.iter().zip(chosen) {
        match outcome {
            Outcome::Keep => {}
            Outcome::Uncertain(excess) => {
                let slot = draft.rows[*row].first().copied();
                let place = slot.map_or(draft.place.clone(), |slot| draft.cells[slot as usize].place.clone());
                draft.diagnostics.push(Diagnostic::at(
                    Code::RowAlignmentUncertain,
                    format!("row {} does not look like its table ({excess:.1} over the usual cost) and no other reading is clearly better; left as printed", row + 1),
                    &place,
                ));
                for slot in draft.rows[*row].clone() {
                    draft.cells[slot as usize].confidence = 0.4;
                }
            }
            Outcome::Move(assignment, win) => apply(draft, *row, &assignment, width, win),
        }
    }
}

/// The row has a cell for each column, none is blank, and its page uses no more columns: nothing suggests that anything moved.
fn is_square(draft: &Draft, row: usize, width: usize, wide_pages: &[(usize, usize)]) -> bool {
    draft.filled_width(row) == width && draft.filled(row).len() == width && !(draft.rows[row].len() > width && wide_pages.iter().any(|(from, to)| (*from..*to).contains(&row)))
}

/// Pages of the table on which some row holds more cells than the table has columns.
fn wide_pages(draft: &Draft, width: usize) -> Vec<(usize, usize)> {
    let ends = draft.page_starts.iter().skip(1).copied().chain([draft.rows.len()]);
    draft.page_starts.iter().copied().zip(ends).filter(|(from, to)| (*from..*to).any(|row| draft.kinds[row] == RowKind::Body && draft.filled_width(row) > width)).collect()
}

#[derive(Clone, Debug)]
enum Outcome {
    Keep,
    Uncertain(f32),
    Move(Assignment, f32),
}

struct Fitter {
    width: usize,
    stubs: usize,
    profiles: Vec<Profile>,
    wide: Vec<(usize, usize)>,
    /// Pages on which a column stands split in two, and that column.
    split_pages: Vec<(usize, usize, usize)>,
    /// What each cell taught which column, with its weight: a cell is no witness for itself.
    learned: HashMap<Slot, (usize, f32)>,
}

impl Fitter {
    /// First profiles: rows that fill every column teach fully, others a little.
    fn learn_printed(&mut self, draft: &Draft, body: &[usize], shapes: &[Option<Shape>]) {
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
    fn learn(&mut self, draft: &Draft, body: &[usize], shapes: &[Option<Shape>], chosen: &[Outcome]) {
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
    fn find_split_pages(&mut self, draft: &Draft, shapes: &[Option<Shape>]) {
        let mut found = vec![];
        for (from, to) in self.wide.clone() {
            let over: Vec<usize> = (from..to).filter(|row| draft.kinds[*row] == RowKind::Body && draft.filled_width(*row) > self.width).take(SPLIT_WITNESSES).collect();
            if over.len() < 2 || self.width > 64 {
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
        let split = self.split_pages.iter().find(|(from, to, _)| (*from..*to).contains(&row)).map(|page| page.2);
        Some(View { cells, own, printed, split })
    }

    fn look(&self, draft: &Draft, body: &[usize], shapes: &[Option<Shape>]) -> Vec<Outcome> {
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
            if is_square(draft, *row, self.width, &self.wide) {
                usual.add(printed);
                outcomes.push(Outcome::Keep);
                continue;
            }
            let fits = filled.last().is_some_and(|last| *last < self.width);
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

    fn gap(&self, column: usize, first_filled: bool) -> f32 {
        let base = -self.profiles[column].blank_share().ln();
        if column < self.stubs && !first_filled { (base * 0.5).min(1.0) } else { base.min(4.0) }
    }

    /// What it costs a row's cell to stand in a column, by what others taught it.
    fn cost(&self, row: &Row<'_>, cell: usize, column: usize) -> f32 {
        let (taught, weight) = row.own[cell];
        let own = if taught == column { weight } else { 0.0 };
        self.profiles[column].cost(row.cells[cell], own)
    }

    fn cost_of(&self, row: &Row<'_>) -> f32 {
        let mut total = 0.0;
        let mut next = 0;
        for column in 0..self.width {
            if next < row.printed.len() && row.printed[next] == column {
                total += self.cost(row, next, column);
                if row.split == Some(column) {
                    total += HALF_OF_SPLIT;
                }
                next += 1;
            } else {
                total += self.gap(column, next > 0);
            }
        }
        total + (row.printed.len() - next) as f32 * 6.0
    }

    /// The cheapest assignment of cells to columns, in order; a column may take two cells that follow each other.
    fn align(&self, row: &Row<'_>) -> (f32, Assignment) {
        let (count, width) = (row.cells.len(), self.width);
        // best[j][i]: the first i cells stand in the first j columns.
        let mut best = vec![vec![f32::INFINITY; count + 1]; width + 1];
        let mut step = vec![vec![0u8; count + 1]; width + 1];
        best[0][0] = 0.0;
        for column in 0..width {
            for placed in 0..=count {
                let here = best[column][placed];
                if here.is_infinite() {
                    continue;
                }
                // A blank that went left its row's cells to the right of it side by side.
                let apart = if placed > 0 && placed < count { APART } else { 0.0 };
                let gap = here + self.gap(column, placed > 0) + apart;
                if gap < best[column + 1][placed] {
                    best[column + 1][placed] = gap;
                    step[column + 1][placed] = 0;
                }
                // A slide moves cells to the left: the first cell never stood left of where it is printed.
                let here = here + if placed == 0 && column < row.printed[0] { LEFT_OF_PRINT } else { 0.0 };
                if placed < count {
                    let cost = here + self.cost(row, placed, column) + if row.split == Some(column) { HALF_OF_SPLIT } else { 0.0 };
                    if cost < best[column + 1][placed + 1] {
                        best[column + 1][placed + 1] = cost;
                        step[column + 1][placed + 1] = 1;
                    }
                }
                // A number is never half of a cell.
                if placed + 1 < count && row.cells[placed].class != Class::Number && row.cells[placed + 1].class != Class::Number {
                    let whole = self.profiles[column].cost(joined(row.cells[placed], row.cells[placed + 1]), 0.0);
                    let split = if row.split == Some(column) { 0.0 } else { SPLIT };
                    let cost = here + whole.min(self.cost(row, placed, column) + 0.5) + split;
                    if cost < best[column + 1][placed + 2] {
                        best[column + 1][placed + 2] = cost;
                        step[column + 1][placed + 2] = 2;
                    }
                }
            }
        }
        let mut assignment = vec![0; count];
        let mut left = count;
        for column in (0..width).rev() {
            let taken = step[column + 1][left] as usize;
            for cell in &mut assignment[left - taken..left] {
                *cell = column;
            }
            left -= taken;
        }
        (best[width][count], assignment)
    }
}

/// A row's cells, owned.
struct View {
    cells: Vec<Shape>,
    own: Vec<(usize, f32)>,
    printed: Vec<usize>,
    split: Option<usize>,
}

impl View {
    fn row(&self) -> Row<'_> {
        Row { cells: &self.cells, own: &self.own, printed: &self.printed, split: self.split }
    }
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

/// A row as the fitter sees it.
struct Row<'a> {
    /// Shapes of its filled cells.
    cells: &'a [Shape],
    /// What each of them taught which column.
    own: &'a [(usize, f32)],
    /// Columns they are printed in.
    printed: &'a [usize],
    /// The column that stands split on the row's page.
    split: Option<usize>,
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

/// The shape of two cells read as one.
fn joined(first: Shape, second: Shape) -> Shape {
    let length = (first.length.exp() + second.length.exp()).ln();
    let class = if second.class == Class::List || first.class == Class::List { Class::List } else { second.class };
    Shape { class, length }
}

/// Writes an assignment into the row.
fn apply(draft: &mut Draft, row: usize, assignment: &[usize], width: usize, win: f32) {
    let filled = draft.filled(row);
    let old: Vec<Slot> = draft.rows[row].clone();
    let confidence = (0.55 + win / 30.0).min(0.95);
    let mut blanks: Vec<Slot> = (0..old.len()).filter(|column| !filled.contains(column)).map(|column| old[column]).collect();
    let mut slots: Vec<Option<Slot>> = vec![None; width];
    for (column, target) in filled.iter().zip(assignment) {
        let slot = old[*column];
        match slots[*target] {
            None => {
                slots[*target] = Some(slot);
                if target != column {
                    let cell = &mut draft.cells[slot as usize];
                    (cell.origin, cell.confidence) = (Origin::Shifted, confidence);
                    draft.repairs.push(Repair {
                        kind: RepairKind::RowShift,
                        before: format!("column {}", column + 1),
                        after: format!("column {}", target + 1),
                        place: cell.place.clone(),
                    });
                }
            }
            Some(head) => join(draft, head, slot, RepairKind::SplitJoin, confidence),
        }
    }
    let place = draft.place.clone();
    draft.rows[row] = slots.into_iter().map(|slot| slot.or_else(|| blanks.pop()).unwrap_or_else(|| draft.blank(&place))).collect();
}

/// Joins the cell `tail` to `head`; a cell cut in mid-sentence is joined inside its line.
pub fn join(draft: &mut Draft, head: Slot, tail: Slot, kind: RepairKind, confidence: f32) {
    let tail_cell = std::mem::take(&mut draft.cells[tail as usize].lines);
    let tail_place = draft.cells[tail as usize].place.clone();
    let tail_also = std::mem::take(&mut draft.cells[tail as usize].also);
    let cut = is_cut(draft.cells[head as usize].lines.last().map(|line| line.text.as_str()), tail_cell.first().map(|line| (line.bullet, line.text.as_str())));
    let cell = &mut draft.cells[head as usize];
    let before = cell.lines.last().map_or(String::new(), |line| tail_of(line.text.as_str()));
    let mut lines = tail_cell.into_iter();
    if kind == RepairKind::PageJoin
        && cut
        && !cell.lines.is_empty()
        && let (Some(last), Some(first)) = (cell.lines.last_mut(), lines.next())
    {
        last.text.append(&first.text);
    }
    let after = before.clone() + if kind == RepairKind::PageJoin && cut { " + (joined in mid-sentence)" } else { " + (next line)" };
    cell.lines.extend(lines);
    cell.also.push(tail_place.clone());
    cell.also.extend(tail_also);
    (cell.origin, cell.confidence) = (Origin::Joined, confidence);
    draft.repairs.push(Repair { kind, before, after, place: tail_place });
}

/// `head` stops in mid-sentence and `tail` goes on.
pub fn is_cut(head: Option<&str>, tail: Option<(bool, &str)>) -> bool {
    let (Some(head), Some((bullet, tail))) = (head, tail) else { return false };
    let (head, tail) = (head.trim_end(), tail.trim_start());
    if bullet || tail.is_empty() || head.is_empty() {
        return false;
    }
    if head.ends_with(['、', '，', ',']) {
        return true;
    }
    if head.ends_with(['。', ')', '）', '」', '】', '％', '%']) || head.chars().count() < 5 {
        return false;
    }
    let opener = tail.chars().next().unwrap_or(' ');
    // A line never begins with these.
    if matches!(opener, '、' | '。' | ')' | '」' | 'を' | 'が' | 'っ' | 'ー' | 'ん' | 'に' | 'は' | 'の' | 'も' | 'へ') {
        return true;
    }
    let marker = matches!(opener, '・' | '●' | '○' | '◆' | '■' | '※' | '(' | '【' | '〈' | '①'..='⑳' | '<' | '-') || opener.is_ascii_digit();
    !marker && crate::japanese::label::leading_label(crate::japanese::text::Text::new(tail).normal()).is_none()
}

fn tail_of(text: &str) -> String {
    let count = text.chars().count();
    text.chars().skip(count.saturating_sub(12)).collect()
}
