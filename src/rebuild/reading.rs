//! Reading (読み): what the text of a cell looks like and says as a header.

use crate::japanese::date::Setting;
use crate::model::grid::Cell;
use crate::model::header::Header;
use crate::model::lexicon::Lexicon;
use crate::rebuild::shape::{Class, Shape, shape_of};
use crate::see::see;
use std::sync::{Arc, LazyLock};

/// Longest text that is read as a header, in characters; longer ones say nothing.
const LONGEST: usize = 80;

static NOTHING: LazyLock<Arc<Header>> = LazyLock::new(Arc::default);

/// The shape of a cell, and what its words say as a header; numbers, marks, bullets and long texts say nothing.
pub fn read(cell: &Cell, lexicon: &Lexicon, setting: &Setting) -> (Option<Shape>, Arc<Header>) {
    let flat = cell.flat();
    let shape = shape_of(cell, &flat, setting);
    let silent = shape.is_none_or(|shape| matches!(shape.class, Class::Number | Class::Mark)) || !may_head(cell, &flat);
    (shape, if silent { Arc::clone(&NOTHING) } else { see(&flat).header(lexicon, setting) })
}

/// A list is no header, nor is a long text.
fn may_head(cell: &Cell, flat: &str) -> bool {
    // Fewer bytes than the limit are fewer characters, too.
    (flat.len() <= LONGEST || flat.chars().count() <= LONGEST) && !cell.lines.iter().any(|line| line.bullet)
}
