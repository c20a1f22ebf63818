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

    /// What the words of a cell of this shape say as a header; numbers, marks, bullets and long texts say nothing.
    pub fn header(&self, cell: &Cell, shape: Option<Shape>, lexicon: &Lexicon, setting: &Setting) -> Rc<Header> {
        if shape.is_none_or(|shape| matches!(shape.class, Class::Number | Class::Mark)) {
            return Rc::clone(&self.nothing);
        }
        let flat = cell.flat();
        if !is_kept(cell, &flat) {
            return Rc::clone(&self.nothing);
        }
        if let Some(header) = self.by_text.borrow().get(&flat).and_then(|reading| reading.header.clone()) {
            return header;
        }
        let header = Rc::new(Header::read(&flat, lexicon, setting));
        self.by_text.borrow_mut().insert(flat, Reading { shape, header: Some(Rc::clone(&header)) });
        header
    }
}

/// A bullet makes another shape of the same text, and long texts seldom recur.
fn is_kept(cell: &Cell, flat: &str) -> bool {
    // Fewer bytes than the limit are fewer characters, too.
    (flat.len() <= LONGEST || flat.chars().count() <= LONGEST) && !cell.lines.iter().any(|line| line.bullet)
}
