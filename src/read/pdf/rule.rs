//! Rule (罫線): the rules of a page as level and upright edges: pieces of one rule joined, dotted ones too, boxes as their four sides.

use crate::read::pdf::print::{Area, Filled, Printed};

/// A shape with both sides below this is a dot of a dotted rule.
const DOT: f64 = 3.0;
/// Pieces of one rule stand at most this far apart.
const GAP: f64 = 3.2;
/// Dots of one rule stand at most this far apart.
const DOT_GAP: f64 = 6.0;
/// Pieces of one rule lie on one line up to this.
const LEVEL: f64 = 0.8;
/// What is shorter is no rule.
const SHORTEST: f64 = 4.0;
/// Fewest dots that make a rule.
const FEWEST_DOTS: usize = 4;
/// A box goes on behind a side if another of its colour is there, this far from it.
const BEHIND: f64 = 0.6;
/// Most pairs of boxes that are compared.
const MOST_PAIRS: usize = 4_000_000;
/// A box that covers more of the page's width and height is its ground.
const GROUND: f64 = 0.9;

/// An edge (辺): level (`at` is y, it runs along x) or upright (`at` is x, it runs along y).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    pub at: f64,
    pub from: f64,
    pub to: f64,
}

/// The edges of a page.
#[derive(Clone, Debug, Default)]
pub struct Edges {
    pub level: Vec<Edge>,
    pub upright: Vec<Edge>,
}

/// The edges of a page, pieces joined.
pub fn edges(page: &Printed) -> Edges {
    let mut out = Edges::default();
    let (mut dots, mut boxes) = (vec![], vec![]);
    for area in &page.rules {
        let (x, y) = area.middle();
        if area.width() <= DOT && area.height() <= DOT {
            dots.push((x, y));
        } else if area.width() > area.height() {
            out.level.push(Edge { at: y, from: area.left, to: area.right });
        } else {
            out.upright.push(Edge { at: x, from: area.top, to: area.bottom });
        }
    }
    for filled in &page.filled {
        if filled.area.width() > GROUND * page.width && filled.area.height() > GROUND * page.height {
            continue;
        }
        boxes.push(*filled);
    }
    sides(&boxes, &mut out);
    out.level.extend(dotted(dots.iter().map(|(x, y)| (*y, *x)).collect()));
    out.upright.extend(dotted(dots));
    Edges { level: joined(out.level, GAP), upright: joined(out.upright, GAP) }
}

/// The sides of boxes. Where a box of the same colour goes on behind a side, nothing is seen: a merged cell is often filled in pieces.
fn sides(boxes: &[Filled], out: &mut Edges) {
    let coloured: Vec<&Filled> = boxes.iter().filter(|one| one.colour.is_some()).collect();
    let few = coloured.len().saturating_mul(coloured.len()) <= MOST_PAIRS;
    for one in boxes {
        let Area { left, top, right, bottom } = one.area;
        let beyond = |at: f64, step: f64, level: bool| -> Vec<(f64, f64)> {
            if one.colour.is_none() || !few {
                return vec![];
            }
            let goes_on = coloured.iter().filter(|other| other.colour == one.colour).map(|other| if level { turned(other.area) } else { other.area });
            goes_on
                .filter(|other| other.left <= at + step.max(0.) * 0.5 && other.right >= at + step.min(0.) * 0.5 && (at + step > other.left && at + step < other.right))
                .map(|other| (other.top, other.bottom))
                .collect()
        };
        for (at, step) in [(top, -BEHIND), (bottom, BEHIND)] {
            out.level.extend(left_over(left, right, beyond(at, step, true)).map(|(from, to)| Edge { at, from, to }));
        }
        for (at, step) in [(left, -BEHIND), (right, BEHIND)] {
            out.upright.extend(left_over(top, bottom, beyond(at, step, false)).map(|(from, to)| Edge { at, from, to }));
        }
    }
}

/// With x and y changed over.
fn turned(area: Area) -> Area {
    Area { left: area.top, top: area.left, right: area.bottom, bottom: area.right }
}

/// What of a stretch no other covers.
fn left_over(from: f64, to: f64, mut covered: Vec<(f64, f64)>) -> impl Iterator<Item = (f64, f64)> {
    covered.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut out, mut at) = (vec![], from);
    for (start, end) in covered {
        if start > at {
            out.push((at, start.min(to)));
        }
        at = at.max(end);
    }
    out.push((at, to));
    out.into_iter().filter(|(from, to)| to - from > SHORTEST)
}

/// Runs of dots as edges; a dot is given across and along the rule.
fn dotted(dots: Vec<(f64, f64)>) -> Vec<Edge> {
    let mut out = vec![];
    for mut on_one in on_one_line(dots, |dot| dot.0) {
        on_one.sort_by(|a, b| a.1.total_cmp(&b.1));
        let mut start = 0;
        for end in 1..=on_one.len() {
            if end < on_one.len() && on_one[end].1 - on_one[end - 1].1 <= DOT_GAP {
                continue;
            }
            let run = &on_one[start..end];
            if run.len() >= FEWEST_DOTS {
                out.push(Edge { at: run[0].0, from: run[0].1, to: run[run.len() - 1].1 });
            }
            start = end;
        }
    }
    out
}

/// Edges that lie on one line and touch are one.
fn joined(edges: Vec<Edge>, gap: f64) -> Vec<Edge> {
    let mut out: Vec<Edge> = vec![];
    for mut on_one in on_one_line(edges, |edge| edge.at) {
        on_one.sort_by(|a, b| a.from.total_cmp(&b.from));
        let mut rest = on_one.into_iter();
        let Some(mut open) = rest.next() else { continue };
        for edge in rest {
            if edge.from <= open.to + gap {
                open.to = open.to.max(edge.to);
            } else {
                out.push(open);
                open = edge;
            }
        }
        out.push(open);
    }
    out.retain(|edge| edge.to - edge.from >= SHORTEST);
    out
}

/// Parts into what lies on one line.
fn on_one_line<T: Copy>(mut all: Vec<T>, at: impl Fn(&T) -> f64) -> Vec<Vec<T>> {
    all.sort_by(|a, b| at(a).total_cmp(&at(b)));
    let mut out: Vec<Vec<T>> = vec![];
    for one in all {
        match out.last_mut() {
            Some(last) if last.first().is_some_and(|first| at(&one) - at(first) <= LEVEL) => last.push(one),
            _ => out.push(vec![one]),
        }
    }
    out
}
