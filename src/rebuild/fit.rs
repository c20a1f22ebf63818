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

/// A row moves only if that is better by this much (natural logarithm units).
const MARGIN: f32 = 3.0;
/// More than this over the usual cost of a row, and it does not fit as printed.
const MISFIT: f32 = 7.0;
/// Taking a second cell into a column.
const SPLIT: f32 = 3.0;
/// Columns beyond which a row is not aligned: the cost would be unbounded.
const MOST_COLUMNS: usize = 256;
/// Rows that teach a profile; more teach nothing new.
const TEACHING_ROWS: usize = 2000;

/// How a row's cells fall on columns: for each filled cell its column.
type Assignment = Vec<usize>;

/// Fits every body row of `draft` to `width` columns; `stubs` leading columns may be blank below a filled one.
pub fn fit(draft: &mut Draft, width: usize, stubs: usize, setting: &Setting) {
    if draft.spans_told || width < 3 || width > MOST_COLUMNS {
        return;
    }
    let body: Vec<usize> = (0..draft.rows.len()).filter(|row| draft.kinds[*row] == RowKind::Body).collect();
    if body.len() < 2 || body.iter().all(|row| is_square(draft, *row, width)) {
        return;
    }
    let shapes: Vec<Option<Shape>> = draft.cells.iter().map(|cell| Shape::of(cell, setting)).collect();
    let mut fitter = Fitter { width, stubs, profiles: vec![Profile::default(); width], splits: vec![0.0; width], rows: 0.0 };
    fitter.learn_printed(draft, &body, &shapes);
    // A second look, with what the first one found, settles columns that were split throughout a page.
    let mut chosen = fitter.look(draft, &body, &shapes);
    fitter.learn(draft, &body, &shapes, &chosen);
    chosen = fitter.look(draft, &body, &shapes);
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

/// The row has a cell for each column and none is blank: nothing suggests that anything moved.
fn is_square(draft: &Draft, row: usize, width: usize) -> bool {
    draft.filled_width(row) == width && draft.filled(row).len() == width
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
    splits: Vec<f32>,
    rows: f32,
}

impl Fitter {
    /// First profiles: rows that fill every column teach fully, others a little.
    fn learn_printed(&mut self, draft: &Draft, body: &[usize], shapes: &[Option<Shape>]) {
        for row in body.iter().take(TEACHING_ROWS) {
            let filled = draft.filled(*row);
            let over = draft.filled_width(*row) > self.width;
            let interior_only = draft.filled_width(*row) == self.width;
            let weight = if is_square(draft, *row, self.width) {
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
                self.profiles[column].add(shape, weight);
            }
        }
    }

    /// Profiles again, from the assignments of a first look.
    fn learn(&mut self, draft: &Draft, body: &[usize], shapes: &[Option<Shape>], chosen: &[Outcome]) {
        self.profiles = vec![Profile::default(); self.width];
        self.rows = 0.0;
        for (row, outcome) in body.iter().zip(chosen).take(TEACHING_ROWS) {
            let filled = draft.filled(*row);
            let (columns, weight): (Vec<usize>, f32) = match outcome {
                Outcome::Move(assignment, _) => (assignment.clone(), 0.8),
                Outcome::Keep => (filled.clone(), 1.0),
                Outcome::Uncertain(_) => (filled.clone(), 0.2),
            };
            self.rows += weight;
            let mut seen = vec![None; self.width];
            for (cell, column) in filled.iter().zip(&columns) {
                if *column >= self.width {
                    continue;
                }
                let shape = shapes[draft.rows[*row][*cell] as usize];
                if seen[*column].is_some() {
                    self.splits[*column] += weight;
                } else {
                    seen[*column] = shape;
                }
            }
            for (column, shape) in seen.into_iter().enumerate() {
                self.profiles[column].add(shape, weight);
            }
        }
    }

    fn look(&self, draft: &Draft, body: &[usize], shapes: &[Option<Shape>]) -> Vec<Outcome> {
        let mut outcomes = Vec::with_capacity(body.len());
        let mut usual = Usual::default();
        for row in body {
            let filled = draft.filled(*row);
            let cells: Vec<Shape> = filled.iter().filter_map(|column| shapes[draft.rows[*row][*column] as usize]).collect();
            if cells.len() != filled.len() || cells.is_empty() || cells.len() > MOST_COLUMNS {
                outcomes.push(Outcome::Keep);
                continue;
            }
            let printed = self.cost_of(&cells, &filled);
            if is_square(draft, *row, self.width) {
                usual.add(printed);
                outcomes.push(Outcome::Keep);
                continue;
            }
            let fits = filled.last().is_some_and(|last| *last < self.width);
            let (best, assignment) = self.align(&cells);
            let printed_cost = if fits { printed } else { f32::INFINITY };
            let slack = if fits { MARGIN } else { 0.0 };
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

    fn split(&self, column: usize) -> f32 {
        if self.splits[column] >= 1.0 { (SPLIT - self.splits[column]).max(1.0) } else { SPLIT }
    }

    fn cost_of(&self, cells: &[Shape], columns: &[usize]) -> f32 {
        let mut total = 0.0;
        let mut next = 0;
        for column in 0..self.width {
            if next < columns.len() && columns[next] == column {
                total += self.profiles[column].cost(cells[next]);
                next += 1;
            } else {
                total += self.gap(column, next > 0);
            }
        }
        total + (columns.len() - next) as f32 * 6.0
    }

    /// The cheapest assignment of cells to columns, in order; a column may take two cells that follow each other.
    fn align(&self, cells: &[Shape]) -> (f32, Assignment) {
        let (count, width) = (cells.len(), self.width);
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
                let gap = here + self.gap(column, placed > 0);
                if gap < best[column + 1][placed] {
                    best[column + 1][placed] = gap;
                    step[column + 1][placed] = 0;
                }
                if placed < count {
                    let cost = here + self.profiles[column].cost(cells[placed]);
                    if cost < best[column + 1][placed + 1] {
                        best[column + 1][placed + 1] = cost;
                        step[column + 1][placed + 1] = 1;
                    }
                }
                if placed + 1 < count {
                    let joined = joined(cells[placed], cells[placed + 1]);
                    let cost = here + self.profiles[column].cost(joined).min(self.profiles[column].cost(cells[placed]) + 0.5) + self.split(column);
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
    let before = shown(draft, row);
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
    let _ = before;
}

/// Joins the cell `tail` to `head`; a cell cut in mid-sentence is joined inside its line.
pub fn join(draft: &mut Draft, head: Slot, tail: Slot, kind: RepairKind, confidence: f32) {
    let tail_cell = std::mem::replace(&mut draft.cells[tail as usize].lines, vec![]);
    let tail_place = draft.cells[tail as usize].place.clone();
    let tail_also = std::mem::take(&mut draft.cells[tail as usize].also);
    let cut = is_cut(draft.cells[head as usize].lines.last().map(|line| line.text.as_str()), tail_cell.first().map(|line| (line.bullet, line.text.as_str())));
    let cell = &mut draft.cells[head as usize];
    let before = cell.lines.last().map_or(String::new(), |line| tail_of(line.text.as_str()));
    let mut lines = tail_cell.into_iter();
    let after;
    if kind == RepairKind::PageJoin && cut && !cell.lines.is_empty() {
        if let (Some(last), Some(first)) = (cell.lines.last_mut(), lines.next()) {
            last.text.append(&first.text);
        }
        after = before.clone() + " + (joined in mid-sentence)";
    } else {
        after = before.clone() + " + (next line)";
    }
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

fn shown(draft: &Draft, row: usize) -> String {
    draft.rows[row].iter().map(|slot| draft.cells[*slot as usize].flat().chars().take(6).collect::<String>()).collect::<Vec<_>>().join(" | ")
}
