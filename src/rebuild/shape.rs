//! Shape (様子): what a cell looks like: its text, and whether it is a list.

pub use crate::see::{Class, Shape};

use crate::japanese::date::Setting;
use crate::japanese::label::leading_label;
use crate::model::grid::Cell;
use crate::see::see;

/// The shape of a cell; `None` for a blank one.
pub fn shape(cell: &Cell, setting: &Setting) -> Option<Shape> {
    shape_of(cell, &cell.flat(), setting)
}

/// The shape of a cell of which `flat` is the text.
pub fn shape_of(cell: &Cell, flat: &str, setting: &Setting) -> Option<Shape> {
    let text = flat.trim();
    if text.is_empty() {
        return None;
    }
    // ① … / ② …, a line each: a list as bullets are.
    let list = cell.lines.iter().any(|line| line.bullet) || cell.lines.len() >= 2 && cell.lines.iter().all(|line| leading_label(line.text.normal()).is_some());
    if list && !text.starts_with('【') { Some(Shape::long(Class::List, text)) } else { see(text).look(setting) }
}
