//! Path (線画): drawn paths to rules and boxes. Producers draw the rules of a table as strokes, as thin filled rectangles or as the
//! outlines of its cells; all three are taken.

use crate::read::pdf::print::{Area, Filled, MOST_SHAPES, Printed};
use kurbo::{Affine, Point};

/// A filled area with a side below this is a rule, in points.
const THIN: f64 = 3.0;
/// A line that leaves the level by less than this is level.
const SLOPE: f64 = 0.7;
/// Most points of a path that is looked at.
const MOST_POINTS: usize = 100_000;

/// How a path is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paint {
    /// Filled, and with which colour.
    pub fills: Option<u64>,
    pub strokes: bool,
}

/// A part of a path without a lift of the pen, on the page.
#[derive(Clone, Debug, Default)]
struct Stretch {
    points: Vec<Point>,
    closed: bool,
    curved: bool,
}

/// A path under way.
#[derive(Clone, Debug, Default)]
pub struct Path {
    stretches: Vec<Stretch>,
    points: usize,
}

impl Path {
    /// Lifts the pen to a point.
    pub fn lift_to(&mut self, point: Point) {
        if self.points < MOST_POINTS {
            self.points += 1;
            self.stretches.push(Stretch { points: vec![point], ..Stretch::default() });
        }
    }

    /// Draws to a point.
    pub fn draw_to(&mut self, point: Point, curved: bool) {
        let Some(last) = self.stretches.last_mut().filter(|_| self.points < MOST_POINTS) else { return };
        self.points += 1;
        last.curved |= curved;
        if last.closed {
            let start = last.points.first().copied().unwrap_or(point);
            self.stretches.push(Stretch { points: vec![start, point], closed: false, curved });
        } else {
            last.points.push(point);
        }
    }

    /// Draws back to where the pen was set down.
    pub fn close(&mut self) {
        if let Some(last) = self.stretches.last_mut() {
            last.closed = true;
        }
    }

    /// A rectangle, given by its corner and its sides.
    pub fn rectangle(&mut self, transform: Affine, corner: (f64, f64), sides: (f64, f64)) {
        let corners = [(0., 0.), (sides.0, 0.), sides, (0., sides.1)];
        let points = corners.iter().map(|(x, y)| transform * Point::new(corner.0 + x, corner.1 + y)).collect();
        if self.points < MOST_POINTS {
            self.points += 4;
            self.stretches.push(Stretch { points, closed: true, curved: false });
        }
    }

    /// The box round all of it.
    pub fn area(&self) -> Option<Area> {
        self.stretches.iter().filter_map(Stretch::area).reduce(|all, one| all.with(&one))
    }

    /// Paints it: what of it is a rule or a box is kept.
    pub fn paint(&self, paint: Paint, width: f64, clip: &Area, page: &mut Printed) {
        for stretch in &self.stretches {
            if page.rules.len() + page.filled.len() >= MOST_SHAPES {
                page.cut = true;
                return;
            }
            if let Some(colour) = paint.fills {
                stretch.fill(colour, clip, page);
            }
            if paint.strokes {
                stretch.stroke(width, clip, page);
            }
        }
    }
}

impl Stretch {
    fn area(&self) -> Option<Area> {
        self.points.iter().map(|point| Area::of((point.x, point.y), (point.x, point.y))).reduce(|all, one| all.with(&one))
    }

    fn fill(&self, colour: u64, clip: &Area, page: &mut Printed) {
        let Some(area) = self.area().and_then(|area| area.cut(clip)) else { return };
        if area.width() <= THIN || area.height() <= THIN {
            page.rules.push(area);
        } else if !self.curved && self.is_square() {
            page.filled.push(Filled { area, colour: Some(colour) });
        }
    }

    /// All its sides are level or upright.
    fn is_square(&self) -> bool {
        let sides = self.points.windows(2).all(|pair| (pair[0].x - pair[1].x).abs() < SLOPE || (pair[0].y - pair[1].y).abs() < SLOPE);
        sides && self.points.len() >= 4 && self.points.len() <= 6
    }

    fn stroke(&self, width: f64, clip: &Area, page: &mut Printed) {
        let last = self.points.last().zip(self.points.first()).filter(|_| self.closed && self.points.len() > 2);
        let back = last.map(|(last, first)| [*last, *first]);
        let sides = self.points.windows(2).map(|pair| [pair[0], pair[1]]).chain(back);
        for [a, b] in sides {
            let level = (a.y - b.y).abs() < SLOPE;
            if !level && (a.x - b.x).abs() >= SLOPE {
                continue;
            }
            let half = width.max(0.) / 2.;
            let grown = Area::of((a.x, a.y), (b.x, b.y));
            let area = if width > THIN && level {
                Area { top: grown.top - half, bottom: grown.bottom + half, ..grown }
            } else if width > THIN {
                Area { left: grown.left - half, right: grown.right + half, ..grown }
            } else {
                grown
            };
            // A clip of the width of a cell takes half of its border away.
            let slack = Area { left: clip.left - 1., top: clip.top - 1., right: clip.right + 1., bottom: clip.bottom + 1. };
            let Some(area) = area.cut(&slack) else { continue };
            if area.width() <= THIN || area.height() <= THIN {
                page.rules.push(area);
            } else {
                page.filled.push(Filled { area, colour: None });
            }
            if page.rules.len() >= MOST_SHAPES {
                page.cut = true;
                return;
            }
        }
    }
}
