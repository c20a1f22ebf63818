//! Labels (ラベル): what each cell of a draft weighs as the name of something, read once.

use crate::japanese::date::Setting;
use crate::japanese::label::is_number_alone;
use crate::model::header::Header;
use crate::model::lexicon::{Lexicon, Role};
use crate::rebuild::draft::Draft;
use crate::rebuild::reading::read;
use crate::rebuild::shape::{Class, Shape};
use std::sync::Arc;

/// At or above this a cell is taken for a label.
pub const LABEL: f32 = 0.58;

/// What the words of each cell weigh as a label, read once. Blank cells that came later weigh nothing.
pub struct Labels {
    /// Weight of each cell, by slot.
    pub weights: Vec<f32>,
    /// Header reading of each cell, by slot.
    pub headers: Vec<Arc<Header>>,
    shapes: Vec<Option<Shape>>,
}

impl Labels {
    /// Reads every cell of a draft as a header.
    pub fn read(draft: &Draft, lexicon: &Lexicon, setting: &Setting) -> Labels {
        let (shapes, headers): (Vec<Option<Shape>>, Vec<Arc<Header>>) = draft.cells.iter().map(|cell| read(cell, lexicon, setting)).unzip();
        let weights = (0..draft.cells.len())
            .map(|slot| {
                let cell = &draft.cells[slot];
                let Some(shape) = shapes[slot] else { return 0.0 };
                if cell.label && !matches!(shape.class, Class::Number | Class::Sentence | Class::List) {
                    return 0.95;
                }
                if cell.is_upright() && cell.flat().chars().skip(1).all(|c| matches!(c, '\u{3041}'..='\u{30FA}' | 'ー' | '\u{4E00}'..='\u{9FFF}')) {
                    return 0.9;
                }
                match shape.class {
                    Class::Number | Class::Mark | Class::List => 0.02,
                    // 2-3, (1)12, 1-(1)-①: a number of something, never its name.
                    Class::Numbered | Class::Noun if is_number_alone(&cell.flat()) => 0.05,
                    Class::Headed => {
                        if headers[slot].weight() > 0.0 && cell.lines.len() == 1 {
                            headers[slot].weight()
                        } else {
                            0.02
                        }
                    }
                    Class::Sentence => headers[slot].weight().min(0.6),
                    _ => {
                        let known = headers[slot].weight();
                        let characters = shape.length.exp();
                        known.max(if characters <= 13.0 {
                            0.4
                        } else if characters <= 20.0 {
                            0.2
                        } else {
                            0.08
                        })
                    }
                }
            })
            .collect();
        Labels { weights, headers, shapes }
    }

    /// Weight of a slot.
    pub fn weight(&self, draft: &Draft, row: usize, column: usize) -> f32 {
        draft.rows[row].get(column).and_then(|slot| self.weights.get(*slot as usize)).copied().unwrap_or(0.0)
    }

    /// Header reading of a slot.
    pub fn header(&self, draft: &Draft, row: usize, column: usize) -> Option<&Header> {
        draft.rows[row].get(column).and_then(|slot| self.headers.get(*slot as usize)).map(|header| &**header)
    }

    /// What the words of a slot make of the cells under or beside it.
    pub fn role(&self, draft: &Draft, row: usize, column: usize) -> Option<Role> {
        self.header(draft, row, column).and_then(Header::role)
    }

    /// The role that the `depth` heads over a column tell, the lowest first.
    pub fn role_over(&self, draft: &Draft, depth: usize, column: usize) -> Option<Role> {
        (0..depth).rev().find_map(|row| self.role(draft, row, column))
    }

    /// Shape of a slot.
    pub fn shape(&self, draft: &Draft, row: usize, column: usize) -> Option<Shape> {
        draft.rows[row].get(column).and_then(|slot| self.shapes.get(*slot as usize).copied().flatten())
    }
}
