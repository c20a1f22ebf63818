//! Print (印字): what a page of a PDF prints, whoever draws it: glyphs, rules and filled boxes, in points from the upper left corner.

/// Most glyphs of a page that are kept.
pub const MOST_GLYPHS: usize = 400_000;
/// Most rules and boxes of a page that are kept.
pub const MOST_SHAPES: usize = 200_000;

/// Where the text of a glyph runs to, as the page is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Run {
    Right,
    Down,
    Left,
    Up,
}

/// A rectangle (矩形) of the page; y grows downward.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Area {
    /// The rectangle that two points span.
    pub fn of(a: (f64, f64), b: (f64, f64)) -> Area {
        Area { left: a.0.min(b.0), top: a.1.min(b.1), right: a.0.max(b.0), bottom: a.1.max(b.1) }
    }

    /// Its width.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Its height.
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// Its middle.
    pub fn middle(&self) -> (f64, f64) {
        ((self.left + self.right) / 2., (self.top + self.bottom) / 2.)
    }

    /// A point lies in it, or up to `slack` outside.
    pub fn holds(&self, point: (f64, f64), slack: f64) -> bool {
        point.0 >= self.left - slack && point.0 <= self.right + slack && point.1 >= self.top - slack && point.1 <= self.bottom + slack
    }

    /// The smallest rectangle round both.
    pub fn with(&self, other: &Area) -> Area {
        Area { left: self.left.min(other.left), top: self.top.min(other.top), right: self.right.max(other.right), bottom: self.bottom.max(other.bottom) }
    }

    /// What both cover; nothing if they are apart.
    pub fn cut(&self, other: &Area) -> Option<Area> {
        let both = Area { left: self.left.max(other.left), top: self.top.max(other.top), right: self.right.min(other.right), bottom: self.bottom.min(other.bottom) };
        (both.left <= both.right && both.top <= both.bottom).then_some(both)
    }
}

/// A glyph (字形) with the text it stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyph {
    /// Its characters; one, as a rule.
    pub text: String,
    /// The box of its body.
    pub area: Area,
    /// Height of its body, in points.
    pub size: f64,
    /// Where its text runs to.
    pub run: Run,
    /// Its font or its drawing is bold.
    pub bold: bool,
    /// Neither filled nor stroked: the text behind a scan.
    pub invisible: bool,
    /// The file marks it as a running head or page number.
    pub artifact: bool,
}

/// A filled or outlined rectangle that is no thin rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Filled {
    pub area: Area,
    /// Tells colours apart; what is only outlined has none.
    pub colour: Option<u64>,
}

/// A page (頁) as printed.
#[derive(Clone, Debug, Default)]
pub struct Printed {
    pub width: f64,
    pub height: f64,
    pub glyphs: Vec<Glyph>,
    /// Thin rules: areas whose shorter side is a line's width.
    pub rules: Vec<Area>,
    /// Filled rectangles that are wider than a rule and not white.
    pub filled: Vec<Filled>,
    /// Pictures on it.
    pub pictures: usize,
    /// Codes whose character nothing tells.
    pub unknown: usize,
    /// Drawing orders that were carried out.
    pub orders: usize,
    /// A bound was reached; what follows on the page was not read.
    pub cut: bool,
}

/// A file (印刷物) whose pages can be printed one by one.
pub trait Printer {
    /// How many pages it has.
    fn count(&self) -> usize;
    /// Prints a page, by its index from 0.
    fn print(&mut self, index: usize) -> Printed;
}
