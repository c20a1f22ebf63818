//! Reading (読み): what the text of a cell looks like and says as a header, worked out once a document.
//!
//! A table is looked at again each time it is stitched, parted or turned, and heads and short words recur; every draft of a
//! document shares what was read already.

use crate::japanese::date::Setting;
use crate::model::grid::Cell;
use crate::model::header::Header;
use crate::model::lexicon::Lexicon;
use crate::rebuild::shape::{Class, Shape};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// Longest text that is read as a header, in characters; longer ones say nothing.
const LONGEST: usize = 80;

/// What was read of a text.
#[derive(Clone, Debug, Default)]
struct Reading {
    shape: Option<Shape>,
    /// Read when it is first asked for.
    header: Option<Rc<Header>>,
}

/// What was read in one document, under its one lexicon and setting.
#[derive(Clone, Debug, Default)]
pub struct Readings {
    by_text: Rc<RefCell<HashMap<String, Reading>>>,
    nothing: Rc<Header>,
}

impl Readings {
    /// The shape of a cell; `None` for a blank one.
    pub fn shape(&self, cell: &Cell, setting: &Setting) -> Option<Shape> {
        let flat = cell.flat();
        if !is_kept(cell, &flat) {
            return Shape::of(cell, setting);
        }
        if let Some(reading) = self.by_text.borrow().get(&flat) {
            return reading.shape;
        }
        let shape = Shape::of(cell, setting);
        self.by_text.borrow_mut().insert(flat, Reading { shape, header: None });
        shape
    }

    /// The shape of a cell, and what its words say as a header; numbers, marks, bullets and long texts say nothing.
    pub fn read(&self, cell: &Cell, lexicon: &Lexicon, setting: &Setting) -> (Option<Shape>, Rc<Header>) {
        let flat = cell.flat();
        if !is_kept(cell, &flat) {
            return (Shape::of(cell, setting), Rc::clone(&self.nothing));
        }
        let known = self.by_text.borrow().get(&flat).cloned();
        if let Some(Reading { shape, header: Some(header) }) = known {
            return (shape, header);
        }
        let shape = known.map_or_else(|| Shape::of(cell, setting), |known| known.shape);
        let silent = shape.is_none_or(|shape| matches!(shape.class, Class::Number | Class::Mark));
        let header = if silent { Rc::clone(&self.nothing) } else { Rc::new(Header::read(&flat, lexicon, setting)) };
        self.by_text.borrow_mut().insert(flat, Reading { shape, header: Some(Rc::clone(&header)) });
        (shape, header)
    }
}

/// A bullet makes another shape of the same text, and long texts seldom recur.
fn is_kept(cell: &Cell, flat: &str) -> bool {
    // Fewer bytes than the limit are fewer characters, too.
    (flat.len() <= LONGEST || flat.chars().count() <= LONGEST) && !cell.lines.iter().any(|line| line.bullet)
}
