//! Sets (集合): numbers that belong together, united one pair at a time.

/// Sets of numbers that can be united.
pub struct Sets(Vec<usize>);

impl Sets {
    /// Each number by itself.
    pub fn new(count: usize) -> Sets {
        Sets((0..count).collect())
    }

    /// The number that stands for the set of another.
    pub fn root(&mut self, mut one: usize) -> usize {
        while self.0[one] != one {
            self.0[one] = self.0[self.0[one]];
            one = self.0[one];
        }
        one
    }

    /// Makes two sets one.
    pub fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}
