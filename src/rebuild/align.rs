//! Align (割り付け): the cheapest order-preserving assignment of a row's cells to columns, in time `cells × columns` a row.

use crate::rebuild::fitter::Fitter;
use crate::rebuild::shape::{Class, Shape};

/// Moving a row's first cell left of where it is printed.
const LEFT_OF_PRINT: f32 = 6.0;
/// Moving a running number out of its column.
const OUT_OF_COUNT: f32 = 20.0;
/// A blank between two cells of a row that moved: enough to settle what is else even.
const APART: f32 = 0.2;
/// Characters below which a name before a sentence is a cell of its own.
const SHORT_NAME: usize = 6;
/// Taking a second cell into a column.
const SPLIT: f32 = 3.0;
/// On a page where a column stands split, a row that fills only half of it lacks a cell.
const HALF_OF_SPLIT: f32 = 1.0;

/// How a row's cells fall on columns: for each filled cell its column.
pub type Assignment = Vec<usize>;

impl Fitter {
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

    pub fn cost_of(&self, row: &Row<'_>) -> f32 {
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
    pub fn align(&self, row: &Row<'_>) -> (f32, Assignment) {
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
                let here = here + if placed == 0 && row.counts && column != row.printed[0] { OUT_OF_COUNT } else { 0.0 };
                if placed < count {
                    let cost = here + self.cost(row, placed, column) + if row.split == Some(column) { HALF_OF_SPLIT } else { 0.0 };
                    if cost < best[column + 1][placed + 1] {
                        best[column + 1][placed + 1] = cost;
                        step[column + 1][placed + 1] = 1;
                    }
                }
                if placed + 1 < count && may_be_halves(row.cells[placed], row.cells[placed + 1]) {
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
pub struct View {
    pub cells: Vec<Shape>,
    pub own: Vec<(usize, f32)>,
    pub printed: Vec<usize>,
    pub split: Option<usize>,
    pub counts: bool,
}

impl View {
    pub fn row(&self) -> Row<'_> {
        Row { cells: &self.cells, own: &self.own, printed: &self.printed, split: self.split, counts: self.counts }
    }
}

/// A row as the fitter sees it.
pub struct Row<'a> {
    /// Shapes of its filled cells.
    pub cells: &'a [Shape],
    /// What each of them taught which column.
    pub own: &'a [(usize, f32)],
    /// Columns they are printed in.
    pub printed: &'a [usize],
    /// The column that stands split on the row's page.
    pub split: Option<usize>,
    /// Its first cell is a running number where it is printed.
    pub counts: bool,
}

/// Two cells may be halves of one: no number, mark, time or department is half of a cell, and a short name is not the first half.
fn may_be_halves(first: Shape, second: Shape) -> bool {
    let whole = |shape: Shape| matches!(shape.class, Class::Number | Class::Mark | Class::Time | Class::Department);
    let short = first.class == Class::Noun && first.length < ((SHORT_NAME + 1) as f32).ln() && second.class == Class::Sentence;
    !whole(first) && !whole(second) && !short
}

/// The shape of two cells read as one.
pub fn joined(first: Shape, second: Shape) -> Shape {
    let length = (first.length.exp() + second.length.exp()).ln();
    let class = if second.class == Class::List || first.class == Class::List { Class::List } else { second.class };
    Shape { class, length }
}
