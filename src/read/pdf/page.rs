//! Page (紙面): a printed page to tables and lines in the order they are read.

use crate::read::pdf::lattice::{self, Cell, Lattice};
use crate::read::pdf::line::{self, PrintedLine};
use crate::read::pdf::print::{Area, Glyph, Printed};
use crate::read::pdf::rule;
use std::collections::HashMap;

/// What stands on a page.
#[derive(Clone, Debug)]
pub enum Piece {
    Line(PrintedLine),
    Table(Table),
}

impl Piece {
    /// Where it stands.
    pub fn area(&self) -> Area {
        match self {
            Piece::Line(line) => line.area,
            Piece::Table(table) => table.area,
        }
    }
}

/// A ruled table with its text.
#[derive(Clone, Debug)]
pub struct Table {
    pub area: Area,
    pub rows: usize,
    pub columns: usize,
    pub cells: Vec<Filled>,
}

/// A cell with its text.
#[derive(Clone, Debug)]
pub struct Filled {
    pub cell: Cell,
    pub area: Area,
    pub lines: Vec<PrintedLine>,
}

/// The pieces of a page, and whether a bound kept a table from being made.
pub fn pieces(page: &Printed) -> (Vec<Piece>, bool) {
    let glyphs = seen(page);
    let (mut lattices, cut) = lattice::lattices(&rule::edges(page));
    // A frame round text is no table.
    lattices.retain(|lattice| lattice.cells.len() > 1);
    let mut held: Vec<Vec<Vec<&Glyph>>> = lattices.iter().map(|lattice| vec![vec![]; lattice.cells.len()]).collect();
    let mut loose = vec![];
    let mut by_size: Vec<usize> = (0..lattices.len()).collect();
    by_size.sort_by(|a, b| surface(&lattices[*a]).total_cmp(&surface(&lattices[*b])));
    for glyph in glyphs {
        let middle = glyph.area.middle();
        match by_size.iter().find_map(|table| Some((*table, lattices[*table].at(middle)?))) {
            Some((table, cell)) => held[table][cell].push(glyph),
            None => loose.push(glyph),
        }
    }
    let tables =
        lattices.iter().zip(held).filter(|(_, held)| held.iter().any(|cell| cell.iter().any(|glyph| !glyph.text.trim().is_empty()))).map(|(lattice, held)| table(lattice, held));
    let mut pieces: Vec<Piece> = tables.map(Piece::Table).collect();
    pieces.extend(line::lines(&loose).into_iter().map(Piece::Line));
    // A line beside a table is read before it where it stands above the table's middle.
    pieces.sort_by(|a, b| order(a).total_cmp(&order(b)).then(a.area().left.total_cmp(&b.area().left)));
    (pieces, cut)
}

fn order(piece: &Piece) -> f64 {
    match piece {
        Piece::Line(line) => line.area.middle().1,
        Piece::Table(table) => table.area.top,
    }
}

fn surface(lattice: &Lattice) -> f64 {
    let area = lattice.area();
    area.width() * area.height()
}

fn table(lattice: &Lattice, held: Vec<Vec<&Glyph>>) -> Table {
    let cells = lattice.cells.iter().zip(held).map(|(cell, glyphs)| Filled { cell: *cell, area: lattice.cell_area(cell), lines: line::lines(&glyphs) }).collect();
    Table { area: lattice.area(), rows: lattice.ys.len() - 1, columns: lattice.xs.len() - 1, cells }
}

/// A text and the square of the page it stands in.
type Near<'a> = (&'a str, i64, i64);

/// The glyphs that a reader sees, each once: bold and shadow are made by drawing twice. Text behind a scan counts where nothing else is seen.
fn seen(page: &Printed) -> Vec<&Glyph> {
    let any_visible = page.glyphs.iter().any(|glyph| !glyph.invisible && !glyph.text.trim().is_empty());
    let mut at: HashMap<Near<'_>, Vec<(f64, f64)>> = HashMap::new();
    let mut out = vec![];
    for glyph in page.glyphs.iter().filter(|glyph| !(any_visible && glyph.invisible)) {
        let (x, y) = glyph.area.middle();
        let near = (0.2 * glyph.size).min(0.45 * glyph.area.width().max(0.1)).max(0.05);
        let key = ((x / 4.).floor() as i64, (y / 4.).floor() as i64);
        let twice = (-1..=1).any(|dx| {
            (-1..=1).any(|dy| {
                let others = at.get(&(glyph.text.as_str(), key.0 + dx, key.1 + dy));
                others.is_some_and(|others| others.iter().take(64).any(|(other_x, other_y)| (other_x - x).abs() < near && (other_y - y).abs() < near))
            })
        });
        if !twice {
            at.entry((glyph.text.as_str(), key.0, key.1)).or_default().push((x, y));
            out.push(glyph);
        }
    }
    out
}
