//! State (描画状態): what drawing orders change: the place, the font, the colours, the clip; and the pen that text moves.

use crate::read::pdf::letter::Letters;
use crate::read::pdf::print::Area;
use hayro_syntax::object::Number;
use kurbo::Affine;

/// The state that drawing orders change and that is saved and restored.
#[derive(Clone)]
pub struct State<'a> {
    pub transform: Affine,
    pub letters: Option<Letters<'a>>,
    pub size: f64,
    pub spacing: f64,
    pub word_spacing: f64,
    pub scale: f64,
    pub leading: f64,
    pub rise: f64,
    pub mode: i64,
    pub width: f64,
    pub fill: u64,
    pub white_stroke: bool,
    pub clip: Area,
}

impl State<'_> {
    /// The state that a page begins with.
    pub fn new(transform: Affine, clip: Area) -> Self {
        State { transform, letters: None, size: 0., spacing: 0., word_spacing: 0., scale: 1., leading: 0., rise: 0., mode: 0, width: 1., fill: 0, white_stroke: false, clip }
    }
}

/// Where text stands, and where its line began.
#[derive(Clone, Copy)]
pub struct Pen {
    pub at: Affine,
    pub line: Affine,
}

impl Pen {
    /// Sets it down as the first of its line.
    pub fn set(&mut self, at: Affine) {
        *self = Pen { at, line: at };
    }

    /// Moves it from where its line began.
    pub fn next_line(&mut self, x: f64, y: f64) {
        self.set(self.line * Affine::translate((x, y)));
    }
}

/// A number of an order, within bounds.
pub fn value(number: &Number) -> f64 {
    let value = number.as_f64();
    if value.is_finite() { value.clamp(-1e9, 1e9) } else { 0. }
}

/// The colour that is no colour on paper.
pub const WHITE: u64 = u64::MAX;

/// A number for a colour.
pub fn colour(parts: &[f64]) -> u64 {
    if is_white(parts) {
        return WHITE;
    }
    let level = |part: &f64| (part.clamp(0., 1.) * 250.) as u64;
    parts.iter().take(4).fold(1 + parts.len().min(5) as u64, |all, part| all * 256 + level(part))
}

/// White, by its parts in grey, RGB or CMYK.
pub fn is_white(parts: &[f64]) -> bool {
    match parts.len() {
        1 | 3 => parts.iter().all(|part| *part > 0.985),
        4 => parts.iter().all(|part| *part < 0.015),
        _ => false,
    }
}

/// Moves the pen along the writing, by an amount before horizontal scaling.
pub fn advance(state: &State<'_>, pen: &mut Pen, by: f64) {
    let horizontal = state.letters.as_ref().is_none_or(|letters| letters.horizontal);
    pen.at *= if horizontal { Affine::translate((by * state.scale, 0.)) } else { Affine::translate((0., by)) };
}
