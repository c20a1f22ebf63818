//! Profile (列の素性): what the sure cells of a column look like, and what it costs another cell to stand there.

use crate::rebuild::shape::{Class, Shape};
use std::cell::OnceCell;

/// Weight of the belief that a column holds anything, before a cell is seen.
const PRIOR: f32 = 0.4;
/// A spread of lengths narrower than this is not believed.
const LEAST_SPREAD: f32 = 0.35;

/// What a column's cells look like.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    counts: [f32; Shape::COUNT],
    total: f32,
    blanks: f32,
    sum: f32,
    squares: f32,
    usual: OnceCell<Usual>,
}

impl Profile {
    /// Takes a cell in; a blank one is `None`.
    pub fn add(&mut self, shape: Option<Shape>, weight: f32) {
        self.usual.take();
        match shape {
            Some(shape) => {
                self.counts[shape.class as usize] += weight;
                self.total += weight;
                self.sum += shape.length * weight;
                self.squares += shape.length * shape.length * weight;
            }
            None => self.blanks += weight,
        }
    }

    /// Share of blanks, smoothed.
    pub fn blank_share(&self) -> f32 {
        (self.blanks + 0.15) / (self.blanks + self.total + 1.0)
    }

    /// What it costs a cell to stand in this column (natural logarithm units, 0 is a perfect fit, bounded); `own` is the
    /// weight with which the cell itself taught it, which does not count.
    pub fn cost(&self, shape: Shape, own: f32) -> f32 {
        if own > 0.0 {
            let mut others = self.clone();
            others.add(Some(shape), -own);
            return others.cost(shape, 0.0);
        }
        if self.total < 0.5 {
            return 1.2;
        }
        let usual = self.usual.get_or_init(|| self.settled());
        let distance = (shape.length - usual.mean) / usual.spread;
        let unlike = usual.unlike[shape.class as usize].get_or_init(|| self.unlike(shape.class as usize, usual.best));
        unlike + (distance * distance / 2.0).min(4.0) * 0.6
    }

    /// What it costs a cell to be of a class, where the likeliest class has `best`.
    fn unlike(&self, class: usize, best: f32) -> f32 {
        let share = (self.near(class) + PRIOR / Shape::COUNT as f32) / (best + PRIOR);
        -share.min(1.0).ln()
    }

    /// How much the column's cells pass for a class.
    fn near(&self, class: usize) -> f32 {
        self.counts.iter().zip(&LIKENESS[class]).map(|(count, likeness)| count * likeness).sum()
    }

    /// What the column's cells come to.
    fn settled(&self) -> Usual {
        let best = (0..Shape::COUNT).map(|class| self.near(class)).fold(0.0, f32::max);
        let mean = self.sum / self.total;
        let variance = (self.squares / self.total - mean * mean).max(0.0);
        let spread = ((variance * self.total + LEAST_SPREAD * 2.0) / (self.total + 2.0)).sqrt().max(LEAST_SPREAD);
        Usual { best, mean, spread, unlike: Default::default() }
    }
}

/// What the cells of a column come to, worked out when a cell is first held against it.
#[derive(Clone, Debug)]
struct Usual {
    best: f32,
    mean: f32,
    spread: f32,
    /// What it costs a cell to be of each class.
    unlike: [OnceCell<f32>; Shape::COUNT],
}

/// How much one class may pass for another.
static LIKENESS: [[f32; Shape::COUNT]; Shape::COUNT] = {
    let mut table = [[0.0; Shape::COUNT]; Shape::COUNT];
    let mut a = 0;
    while a < Shape::COUNT {
        let mut b = 0;
        while b < Shape::COUNT {
            table[a][b] = likeness(a, b);
            b += 1;
        }
        a += 1;
    }
    table
};

/// Whether the two are this pair of classes, in whichever order.
const fn pair(a: usize, b: usize, x: Class, y: Class) -> bool {
    (a == x as usize && b == y as usize) || (a == y as usize && b == x as usize)
}

/// How much one class may pass for another: a list of one sentence, a title that is numbered.
const fn likeness(a: usize, b: usize) -> f32 {
    if a == b {
        return 1.0;
    }
    if pair(a, b, Class::Sentence, Class::List) {
        0.35
    } else if pair(a, b, Class::Noun, Class::Numbered) || pair(a, b, Class::Mark, Class::Noun) || pair(a, b, Class::Time, Class::Noun) {
        0.12
    } else if pair(a, b, Class::Noun, Class::Sentence) || pair(a, b, Class::Noun, Class::List) {
        0.2
    } else if pair(a, b, Class::Noun, Class::Department) || pair(a, b, Class::Headed, Class::Sentence) {
        0.4
    } else if pair(a, b, Class::Numbered, Class::Sentence) || pair(a, b, Class::Numbered, Class::List) || pair(a, b, Class::Number, Class::Mark) {
        0.15
    } else {
        0.0
    }
}
