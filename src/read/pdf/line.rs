//! Line (行): glyphs to lines of text in the order they are read, by where they stand and not by when they were drawn.

use crate::read::pdf::print::{Area, Glyph, Run};

/// A gap wider than this share of the size is a blank.
const BLANK: f64 = 0.45;
/// Glyphs whose middles lie nearer than this share of the size stand on one line.
const SAME_LINE: f64 = 0.5;

/// A line of print.
#[derive(Clone, Debug, PartialEq)]
pub struct PrintedLine {
    pub text: String,
    pub area: Area,
    pub size: f64,
    pub bold: bool,
    pub artifact: bool,
}

/// Along the line, its end, and across the lines, growing in the order of reading.
fn along(glyph: &Glyph) -> (f64, f64, f64) {
    let Area { left, top, right, bottom } = glyph.area;
    let (x, y) = glyph.area.middle();
    match glyph.run {
        Run::Right => (left, right, y),
        Run::Left => (-right, -left, -y),
        Run::Down => (top, bottom, -x),
        Run::Up => (-bottom, -top, x),
    }
}

/// Lines of the glyphs given, each run of writing by itself.
pub fn lines(glyphs: &[&Glyph]) -> Vec<PrintedLine> {
    let mut out = vec![];
    for run in [Run::Right, Run::Down, Run::Left, Run::Up] {
        let own: Vec<&Glyph> = glyphs.iter().copied().filter(|glyph| glyph.run == run).collect();
        if !own.is_empty() {
            out.extend(in_run(own));
        }
    }
    stacked(out)
}

fn in_run(mut glyphs: Vec<&Glyph>) -> Vec<PrintedLine> {
    glyphs.sort_by(|a, b| along(a).2.total_cmp(&along(b).2));
    let mut lines: Vec<(f64, f64, Vec<&Glyph>)> = vec![];
    for glyph in glyphs {
        let across = along(glyph).2;
        match lines.last_mut() {
            // A blank is often set in another size and never opens a line.
            Some((middle, size, line)) if across - *middle <= SAME_LINE * size.min(glyph.size).max(size.max(glyph.size) * 0.6) => {
                let count = line.len() as f64;
                *middle = (*middle * count + across) / (count + 1.);
                *size = size.max(glyph.size);
                line.push(glyph);
            }
            _ => lines.push((across, glyph.size, vec![glyph])),
        }
    }
    lines.into_iter().filter_map(|(_, _, line)| one(line)).collect()
}

/// One line from its glyphs; nothing if all are blank.
fn one(mut glyphs: Vec<&Glyph>) -> Option<PrintedLine> {
    glyphs.sort_by(|a, b| along(a).0.total_cmp(&along(b).0));
    let is_blank = |glyph: &Glyph| glyph.text.trim().is_empty();
    let first = glyphs.iter().position(|glyph| !is_blank(glyph))?;
    let last = glyphs.iter().rposition(|glyph| !is_blank(glyph))?;
    let glyphs = &glyphs[first..=last];
    let mut text = String::new();
    let mut end = f64::INFINITY;
    for glyph in glyphs {
        let (start, own_end, _) = along(glyph);
        if start - end > BLANK * glyph.size && !text.ends_with([' ', '\u{3000}']) && !is_blank(glyph) {
            text.push(' ');
        }
        text.push_str(&glyph.text);
        end = if end.is_finite() { end.max(own_end) } else { own_end };
    }
    let area = glyphs.iter().map(|glyph| glyph.area).reduce(|all, one| all.with(&one))?;
    let inked = || glyphs.iter().filter(|glyph| !is_blank(glyph));
    let size = inked().map(|glyph| glyph.size).fold(0., f64::max);
    Some(PrintedLine { text: text.trim().to_owned(), area, size, bold: inked().all(|glyph| glyph.bold), artifact: inked().all(|glyph| glyph.artifact) })
}

/// Characters one under another are a line written downward.
fn stacked(lines: Vec<PrintedLine>) -> Vec<PrintedLine> {
    let is_one = |line: &PrintedLine| {
        let mut characters = line.text.chars();
        characters.next().is_some_and(char::is_alphabetic) && characters.next().is_none()
    };
    let in_one_column = lines.windows(2).all(|pair| (pair[0].area.middle().0 - pair[1].area.middle().0).abs() < 0.5 * pair[0].size);
    if lines.len() < 2 || !lines.iter().all(is_one) || !in_one_column {
        return lines;
    }
    let mut all = lines.into_iter();
    let Some(mut first) = all.next() else { return vec![] };
    for line in all {
        first.text.push_str(&line.text);
        first.area = first.area.with(&line.area);
        first.bold &= line.bold;
    }
    vec![first]
}
