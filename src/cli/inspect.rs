//! Inspect (点検): the rebuilt grids of a document, drawn for a person or given as JSON.
//!
//! Header cells stand in `[…]`, mended cells are marked: `↓` carried down, `→` moved, `+` joined, `?` uncertain. A table wider than the
//! terminal is drawn in bands of columns.

use crate::cli::console::{print, say};
use crate::cli::{CLEAN, LOSSES};
use crate::error::Error;
use crate::japanese::date::Setting;
use crate::model::diagnostic::{Diagnostic, Severity};
use crate::model::grid::{Cell, Grid, GridKind, Origin, Piece, RowKind};
use crate::model::header::Header;
use crate::model::lexicon::Lexicon;
use crate::{discover, pipeline};
use serde_json::json;
use std::path::Path;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Terminal columns of a drawing: so few and so many at most.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=200;
/// Widest cell drawn, in terminal columns.
const CELL: usize = 40;
/// Narrowest cell drawn; a table that would need narrower ones is cut into bands.
const NARROW: usize = 10;
/// Terminal columns before the first cell.
const MARGIN: usize = 7;
/// Columns of a table that are drawn.
const MOST_COLUMNS: usize = 64;

/// What of a file is shown, and how.
pub(super) struct Showing {
    /// As data.
    pub json: bool,
    /// Only the table of this number.
    pub table: Option<u32>,
    /// Terminal columns.
    pub width: usize,
    /// With colours.
    pub colour: bool,
}

/// The terminal's width where there is one, within bounds.
pub(super) fn width(asked: Option<usize>) -> usize {
    let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let told = || std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    asked.or_else(terminal).or_else(told).unwrap_or(*WIDTHS.end()).clamp(*WIDTHS.start(), *WIDTHS.end())
}

/// Shows a file; what of it cannot be read is named as `extract` names it.
pub(super) fn inspect(file: &Path, showing: &Showing, lexicon: &Lexicon) -> Result<u8, Error> {
    if std::fs::metadata(file).is_ok_and(|metadata| metadata.is_dir()) {
        return Err(Error::Invalid { path: file.to_owned(), reason: "a folder; inspect draws one file".to_owned() });
    }
    let found = discover::discover(&[file.to_owned()])?;
    let members: Vec<_> = found.iter().flat_map(pipeline::load).collect();
    let several = members.len() > 1;
    let (mut drawn, mut all, mut tables, mut lost) = (String::new(), vec![], 0, false);
    for member in members {
        let (path, diagnostics) = match member {
            Err(refused) => (refused.path, refused.document.diagnostics),
            Ok(input) => {
                let (document, setting, pieces) = pipeline::pieces(&input, lexicon);
                let shown: Vec<&Grid> = grids(&pieces).filter(|grid| showing.table.is_none_or(|table| grid.place.table == Some(table))).collect();
                tables += shown.len();
                if several && !shown.is_empty() {
                    drawn += &format!("{}\n", input.path);
                }
                if showing.json {
                    all.extend(data(&shown, lexicon, &setting));
                } else {
                    shown.iter().for_each(|grid| draw(&mut drawn, grid, lexicon, &setting, showing));
                }
                (input.path, document.diagnostics)
            }
        };
        for Diagnostic { code, message, .. } in &diagnostics {
            lost |= code.severity() == Severity::Loss;
            say(format_args!("{path}: {}: {message}", code.as_str()));
        }
    }
    if let Some(table) = showing.table.filter(|_| tables == 0) {
        return Err(Error::Argument(format!("{}: no table {table}; without --table all are shown", file.display())));
    }
    if showing.json {
        drawn = serde_json::to_string_pretty(&all).unwrap_or_default() + "\n";
    } else if tables == 0 {
        drawn = "no tables\n".to_owned();
    }
    print(&drawn)?;
    Ok(if lost { LOSSES } else { CLEAN })
}

/// Draws a grid.
fn draw(out: &mut String, grid: &Grid, lexicon: &Lexicon, setting: &Setting, showing: &Showing) {
    out.push_str(&format!(
        "table {} ({}, {} rows × {} columns, {} header row(s), {} stub column(s))\n",
        grid.place.table.unwrap_or(0),
        kind(grid),
        grid.height,
        grid.width,
        grid.header_rows(),
        grid.stub_columns
    ));
    let columns = grid.width.min(MOST_COLUMNS);
    for column in 0..columns {
        let (role, basis) = role(grid, column, lexicon, setting);
        if !role.is_empty() {
            out.push_str(&cut(&format!("  column {column}: {role} ({basis})"), showing.width));
            out.push('\n');
        }
    }
    let room = showing.width.saturating_sub(MARGIN);
    let band = (room / (NARROW + 1)).clamp(1, columns.max(1));
    let cell = (room / band).saturating_sub(1).clamp(NARROW, CELL);
    for first in (0..columns).step_by(band) {
        let last = (first + band).min(columns);
        if band < columns {
            out.push_str(&format!("  columns {first} to {}\n", last - 1));
        }
        for row in 0..grid.height {
            let sign = match grid.rows[row] {
                RowKind::Header => 'H',
                RowKind::Group => 'G',
                RowKind::Body => ' ',
            };
            out.push_str(&format!("  {row:>3}{sign}|"));
            for column in first..last {
                let own = grid.cell(row, column);
                out.push_str(&painted(own, own.row == row && own.column == column, cell, showing.colour));
                out.push('|');
            }
            out.push('\n');
        }
    }
    for repair in &grid.repairs {
        out.push_str(&cut(&format!("  mended: {:?} {} → {}", repair.kind, cut(&repair.before, 40), cut(&repair.after, 40)), showing.width));
        out.push('\n');
    }
    for diagnostic in &grid.diagnostics {
        out.push_str(&format!("  {}: {}\n", diagnostic.code.as_str(), diagnostic.message));
    }
}

/// The same as data.
fn data(grids: &[&Grid], lexicon: &Lexicon, setting: &Setting) -> Vec<serde_json::Value> {
    grids
        .iter()
        .map(|grid| {
            json!({
                "table": grid.place.table,
                "kind": kind(grid),
                "header_rows": grid.header_rows(),
                "stub_columns": grid.stub_columns,
                "rows": grid.rows.iter().map(|row| match row { RowKind::Header => "header", RowKind::Group => "group", RowKind::Body => "body" }).collect::<Vec<_>>(),
                "columns": (0..grid.width).map(|column| { let (role, basis) = role(grid, column, lexicon, setting); json!({"role": role, "basis": basis}) }).collect::<Vec<_>>(),
                "cells": grid.cells.iter().filter(|cell| !cell.is_blank()).map(|cell| json!({
                    "row": cell.row, "column": cell.column, "row_span": cell.row_span, "column_span": cell.column_span,
                    "label": cell.label, "origin": origin(cell), "confidence": (f64::from(cell.confidence) * 100.0).round() / 100.0, "text": cell.flat(), "start": cell.place.start, "end": cell.place.end,
                })).collect::<Vec<_>>(),
            })
        })
        .collect()
}

fn grids(pieces: &[Piece]) -> impl Iterator<Item = &Grid> {
    pieces.iter().filter_map(|piece| match piece {
        Piece::Grid(grid) => Some(grid),
        Piece::Block { .. } => None,
    })
}

fn kind(grid: &Grid) -> &'static str {
    match grid.kind {
        GridKind::List => "list",
        GridKind::Form => "form",
        GridKind::Transposed => "transposed",
    }
}

fn origin(cell: &Cell) -> &'static str {
    match cell.origin {
        Origin::Printed => "printed",
        Origin::CarriedDown => "carried_down",
        Origin::Shifted => "shifted",
        Origin::Joined => "joined",
        Origin::Repeated => "repeated",
    }
}

/// The role of a column by its innermost header, and how the header was matched.
fn role(grid: &Grid, column: usize, lexicon: &Lexicon, setting: &Setting) -> (String, String) {
    let header =
        (0..grid.header_rows()).rev().map(|row| Header::read(&grid.cell(row, column).flat(), lexicon, setting)).find(|header| header.meaning.is_some() || header.is_time());
    match header {
        Some(header) => match &header.meaning {
            Some(meaning) => (format!("{:?}", meaning.role), format!("{:?}: {}", meaning.matched, meaning.word)),
            None => ("Time".to_owned(), header.printed),
        },
        None => (String::new(), String::new()),
    }
}

fn painted(cell: &Cell, first: bool, columns: usize, colour: bool) -> String {
    let mark = match cell.origin {
        _ if !first => "↓",
        _ if cell.confidence < 0.5 => "?",
        Origin::Shifted => "→",
        Origin::Joined => "+",
        Origin::Repeated => "↑",
        _ => "",
    };
    let text = if cell.label && !cell.is_blank() { format!("{mark}[{}]", cell.flat()) } else { format!("{mark}{}", cell.flat()) };
    let text = cut(&text, columns);
    let padding = " ".repeat(columns.saturating_sub(text.width()));
    match (colour, cell.label, mark.is_empty()) {
        (true, true, _) => format!("\u{1b}[1m{text}\u{1b}[0m{padding}"),
        (true, false, false) => format!("\u{1b}[33m{text}\u{1b}[0m{padding}"),
        _ => format!("{text}{padding}"),
    }
}

/// The text in at most `columns` terminal columns, East Asian widths counted.
fn cut(text: &str, columns: usize) -> String {
    let flat: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if flat.width() <= columns {
        return flat;
    }
    let mut out = String::new();
    let mut used = 0;
    for character in flat.chars() {
        let width = character.width().unwrap_or(0);
        if used + width + 1 > columns {
            break;
        }
        used += width;
        out.push(character);
    }
    out.push('…');
    out
}
