//! Lattice (格子): edges that touch are one table; between its edges lie its cells, each as many rows and columns wide as no wall parts.

use crate::read::pdf::border::{borders, walls};
use crate::read::pdf::print::Area;
use crate::read::pdf::rule::{Edge, Edges};
use crate::read::pdf::sets::Sets;

/// Edges touch up to this far apart, in points.
const TOUCH: f64 = 2.6;
/// Most pairs of edges that are compared on a page.
const MOST_PAIRS: usize = 20_000_000;
/// Most places of a table.
const MOST_PLACES: usize = 400_000;

/// A cell (升目) of a table: where it begins and what it covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    pub row: usize,
    pub column: usize,
    pub rows: usize,
    pub columns: usize,
}

/// A ruled table of a page.
#[derive(Clone, Debug, Default)]
pub struct Lattice {
    /// Borders from left to right.
    pub xs: Vec<f64>,
    /// Borders from top to bottom.
    pub ys: Vec<f64>,
    /// Its cells by row and column of their upper left corner.
    pub cells: Vec<Cell>,
    /// The cell at each place, row by row; `None` where the table has a notch.
    places: Vec<Option<usize>>,
}

impl Lattice {
    /// The box round it.
    pub fn area(&self) -> Area {
        let ends = |all: &[f64]| (all.first().copied().unwrap_or(0.), all.last().copied().unwrap_or(0.));
        let ((left, right), (top, bottom)) = (ends(&self.xs), ends(&self.ys));
        Area { left, top, right, bottom }
    }

    /// The box of a cell.
    pub fn cell_area(&self, cell: &Cell) -> Area {
        Area { left: self.xs[cell.column], top: self.ys[cell.row], right: self.xs[cell.column + cell.columns], bottom: self.ys[cell.row + cell.rows] }
    }

    /// The cell that a point lies in.
    pub fn at(&self, point: (f64, f64)) -> Option<usize> {
        let place = |all: &[f64], at: f64| all.partition_point(|border| *border <= at).checked_sub(1).filter(|place| place + 1 < all.len());
        let (column, row) = (place(&self.xs, point.0)?, place(&self.ys, point.1)?);
        self.places.get(row * (self.xs.len() - 1) + column).copied().flatten()
    }
}

/// The tables that the edges of a page make, and whether a bound kept some from being made.
pub fn lattices(edges: &Edges) -> (Vec<Lattice>, bool) {
    let (parts, mut cut) = parts(edges);
    let mut out = vec![];
    for (level, upright) in parts {
        match lattice(&level, &upright) {
            Ok(Some(lattice)) => out.push(lattice),
            Ok(None) => {}
            Err(TooLarge) => cut = true,
        }
    }
    out.sort_by(|a, b| (a.ys[0], a.xs[0]).partial_cmp(&(b.ys[0], b.xs[0])).unwrap_or(std::cmp::Ordering::Equal));
    (out, cut)
}

struct TooLarge;

/// Edges of one table: those that lie, and those that stand.
type Sides = (Vec<Edge>, Vec<Edge>);

/// Edges parted into what touches.
fn parts(edges: &Edges) -> (Vec<Sides>, bool) {
    let count = edges.level.len();
    let mut set = Sets::new(count + edges.upright.len());
    let mut upright: Vec<usize> = (0..edges.upright.len()).collect();
    upright.sort_by(|a, b| edges.upright[*a].at.total_cmp(&edges.upright[*b].at));
    let mut pairs = 0;
    for (index, level) in edges.level.iter().enumerate() {
        let first = upright.partition_point(|other| edges.upright[*other].at < level.from - TOUCH);
        for other in upright[first..].iter().take_while(|other| edges.upright[**other].at <= level.to + TOUCH) {
            pairs += 1;
            let edge = edges.upright[*other];
            if level.at >= edge.from - TOUCH && level.at <= edge.to + TOUCH {
                set.unite(index, count + other);
            }
        }
        if pairs > MOST_PAIRS {
            break;
        }
    }
    let mut out: Vec<(Vec<Edge>, Vec<Edge>)> = vec![];
    let mut number = std::collections::HashMap::new();
    for index in 0..count + edges.upright.len() {
        let root = set.root(index);
        let at = *number.entry(root).or_insert_with(|| {
            out.push((vec![], vec![]));
            out.len() - 1
        });
        match index.checked_sub(count) {
            None => out[at].0.push(edges.level[index]),
            Some(other) => out[at].1.push(edges.upright[other]),
        }
    }
    out.retain(|(level, upright)| !level.is_empty() && !upright.is_empty() && level.len() + upright.len() > 3);
    (out, pairs > MOST_PAIRS)
}

fn lattice(level: &[Edge], upright: &[Edge]) -> Result<Option<Lattice>, TooLarge> {
    let (xs, ys) = (borders(upright, level), borders(level, upright));
    if xs.len() < 2 || ys.len() < 2 {
        return Ok(None);
    }
    let (columns, rows) = (xs.len() - 1, ys.len() - 1);
    if rows.saturating_mul(columns) > MOST_PLACES {
        return Err(TooLarge);
    }
    let beside = walls(upright, &xs, &ys);
    let over = walls(level, &ys, &xs);
    let mut set = Sets::new(rows * columns);
    for row in 0..rows {
        for column in 0..columns {
            let place = row * columns + column;
            if column + 1 < columns && !beside[(column + 1) * rows + row] {
                set.unite(place, place + 1);
            }
            if row + 1 < rows && !over[(row + 1) * columns + column] {
                set.unite(place, place + columns);
            }
        }
    }
    let open = open_sides(&mut set, rows, columns, &beside, &over);
    let outside: Vec<bool> = (0..rows * columns).map(|place| is_outside(open[set.root(place)])).collect();
    let roots: Vec<usize> = (0..rows * columns).map(|place| set.root(place)).collect();
    let (cells, places) = cells(rows, columns, &roots, &outside);
    if cells.is_empty() {
        return Ok(None);
    }
    Ok(Some(compressed(Lattice { xs, ys, cells, places })))
}

/// For each room: the sides of the table (left, right, over, under) it is open to.
fn open_sides(set: &mut Sets, rows: usize, columns: usize, beside: &[bool], over: &[bool]) -> Vec<[bool; 4]> {
    let mut open = vec![[false; 4]; rows * columns];
    for row in 0..rows {
        open[set.root(row * columns)][0] |= !beside[row];
        open[set.root(row * columns + columns - 1)][1] |= !beside[columns * rows + row];
    }
    for column in 0..columns {
        open[set.root(column)][2] |= !over[column];
        open[set.root((rows - 1) * columns + column)][3] |= !over[rows * columns + column];
    }
    open
}

/// A room open over or under and to another side is no cell, but beside the table; many tables lack the rules at their left and right.
fn is_outside(open: [bool; 4]) -> bool {
    (open[2] || open[3]) && open.iter().filter(|side| **side).count() > 1
}

/// Cells from rooms; a room that is no rectangle becomes several.
fn cells(rows: usize, columns: usize, roots: &[usize], outside: &[bool]) -> (Vec<Cell>, Vec<Option<usize>>) {
    let mut places = vec![None; rows * columns];
    let mut cells = vec![];
    for row in 0..rows {
        for column in 0..columns {
            let place = row * columns + column;
            if places[place].is_some() || outside[place] {
                continue;
            }
            let own = |row: usize, column: usize, places: &[Option<usize>]| roots[row * columns + column] == roots[place] && places[row * columns + column].is_none();
            let wide = (column..columns).take_while(|column| own(row, *column, &places)).count();
            let high = (row..rows).take_while(|row| (column..column + wide).all(|column| own(*row, column, &places))).count();
            for row in row..row + high {
                places[row * columns + column..row * columns + column + wide].fill(Some(cells.len()));
            }
            cells.push(Cell { row, column, rows: high, columns: wide });
        }
    }
    (cells, places)
}

/// Without the borders at which no cell begins.
fn compressed(lattice: Lattice) -> Lattice {
    let (columns, rows) = (lattice.xs.len() - 1, lattice.ys.len() - 1);
    let kept = |count: usize, begins: &dyn Fn(&Cell) -> usize, ends: &dyn Fn(&Cell) -> usize| {
        let mut kept = vec![false; count + 1];
        for cell in &lattice.cells {
            kept[begins(cell)] = true;
            kept[ends(cell)] = true;
        }
        kept
    };
    let kept_x = kept(columns, &|cell| cell.column, &|cell| cell.column + cell.columns);
    let kept_y = kept(rows, &|cell| cell.row, &|cell| cell.row + cell.rows);
    let number = |kept: &[bool]| -> Vec<usize> {
        let mut next = 0;
        kept.iter()
            .map(|one| {
                let own = next;
                next += usize::from(*one);
                own
            })
            .collect()
    };
    let (new_x, new_y) = (number(&kept_x), number(&kept_y));
    let cells: Vec<Cell> = lattice
        .cells
        .iter()
        .map(|cell| Cell {
            row: new_y[cell.row],
            column: new_x[cell.column],
            rows: new_y[cell.row + cell.rows] - new_y[cell.row],
            columns: new_x[cell.column + cell.columns] - new_x[cell.column],
        })
        .collect();
    let keep = |all: &[f64], kept: &[bool]| -> Vec<f64> { all.iter().zip(kept).filter(|(_, kept)| **kept).map(|(at, _)| *at).collect() };
    let (xs, ys) = (keep(&lattice.xs, &kept_x), keep(&lattice.ys, &kept_y));
    let mut places = vec![None; (xs.len() - 1) * (ys.len() - 1)];
    for (index, cell) in cells.iter().enumerate() {
        for row in cell.row..cell.row + cell.rows {
            let start = row * (xs.len() - 1) + cell.column;
            places[start..start + cell.columns].fill(Some(index));
        }
    }
    Lattice { xs, ys, cells, places }
}
