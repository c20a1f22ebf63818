//! Inspect (点検): the rebuilt grids of a document, drawn for a person or given as JSON.
//!
//! Header cells stand in `[…]`, mended cells are marked: `↓` carried down, `→` moved, `+` joined, `?` uncertain.

use crate::japanese::date::Setting;
use crate::model::grid::{Cell, Grid, GridKind, Origin, Piece, RowKind};
use crate::model::header::Header;
use crate::model::lexicon::Lexicon;
use serde_json::json;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Widest cell drawn, in terminal columns.
const CELL: usize = 18;

/// Draws every grid.
pub fn draw(pieces: &[Piece], lexicon: &Lexicon, setting: &Setting, colour: bool) -> String {
    let mut out = String::new();
    for grid in grids(pieces) {
        out.push_str(&format!(
            "table {} ({}, {} rows × {} columns, {} header row(s), {} stub column(s))\n",
            grid.place.table.unwrap_or(0),
            kind(grid),
            grid.height,
            grid.width,
            grid.header_rows(),
            grid.stub_columns
        ));
        for column in 0..grid.width.min(64) {
            let (role, basis) = role(grid, column, lexicon, setting);
            if !role.is_empty() {
                out.push_str(&format!("  column {column}: {role} ({basis})\n"));
            }
        }
        for row in 0..grid.height {
            let sign = match grid.rows[row] {
                RowKind::Header => 'H',
                RowKind::Group => 'G',
                RowKind::Body => ' ',
            };
            out.push_str(&format!("  {row:>3}{sign}|"));
            for column in 0..grid.width.min(64) {
                let cell = grid.cell(row, column);
                let first = cell.row == row && cell.column == column;
                out.push_str(&painted(cell, first, colour));
                out.push('|');
            }
            out.push('\n');
        }
        for repair in &grid.repairs {
            out.push_str(&format!("  mended: {:?} {} → {}\n", repair.kind, cut(&repair.before, 40), cut(&repair.after, 40)));
        }
        for diagnostic in &grid.diagnostics {
            out.push_str(&format!("  {}: {}\n", diagnostic.code.as_str(), diagnostic.message));
        }
    }
    if out.is_empty() {
        out.push_str("no tables\n");
    }
    out
}

/// The same as data.
pub fn data(pieces: &[Piece], lexicon: &Lexicon, setting: &Setting) -> String {
    let grids: Vec<serde_json::Value> = grids(pieces)
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
        .collect();
    serde_json::to_string_pretty(&grids).unwrap_or_default() + "\n"
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

fn painted(cell: &Cell, first: bool, colour: bool) -> String {
    let mark = match cell.origin {
        _ if !first => "↓",
        _ if cell.confidence < 0.5 => "?",
        Origin::Shifted => "→",
        Origin::Joined => "+",
        Origin::Repeated => "↑",
        _ => "",
    };
    let text = if cell.label && !cell.is_blank() { format!("{mark}[{}]", cell.flat()) } else { format!("{mark}{}", cell.flat()) };
    let text = cut(&text, CELL);
    let padding = " ".repeat(CELL.saturating_sub(text.width()));
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
