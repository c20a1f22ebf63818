//! Beside (見開きの証拠): what speaks for two tables of as many rows being the two halves of one.
//!
//! A right page goes on with columns that say more about the rows of the left one; a table of its own begins with the names
//! of its own rows.

use crate::model::header::Header;
use crate::model::lexicon::Role;
use crate::rebuild::draft::Draft;
use crate::rebuild::labels::Labels;
use crate::rebuild::shape::Class;
use crate::see::key;
use foldhash::{HashSet, HashSetExt};

/// What speaks for one table over both, whose first `depth` rows are heads; what speaks for two is below 0.
pub fn evidence(left: &Draft, left_labels: &Labels, right: &Draft, right_labels: &Labels, depth: usize) -> f32 {
    let body = left.rows.len().saturating_sub(depth);
    // The more rows, the less are they as many by chance.
    let rows = match body {
        0..3 => 0.0,
        3..5 => 1.0,
        5..8 => 1.5,
        _ => 2.0,
    };
    let heads = if depth > 1 { 2.0 } else { 0.5 };
    let (own, other) = (First::of(left, left_labels, depth), First::of(right, right_labels, depth));
    let left_keyed = (0..left.width().min(4)).any(|column| {
        names(left, left_labels, column, depth).is_some_and(|names| names.different * 2 > names.count) || left_labels.role_over(left, depth, column).is_some_and(Role::is_naming)
    });
    let again = other.texts.iter().filter(|text| own.texts.contains(*text)).count() * 2 > other.texts.len();
    rows + heads + other.by_head(left, left_labels, depth) + other.by_content() + if left_keyed { 1.0 } else { -2.0 }
        - if again && !other.texts.is_empty() && other.named { 5.0 } else { 0.0 }
}

/// Names in a column.
struct Names {
    count: usize,
    different: usize,
}

/// The names that a column holds; `None` if it holds other things.
fn names(draft: &Draft, labels: &Labels, column: usize, depth: usize) -> Option<Names> {
    let mut seen = HashSet::new();
    let (mut naming, mut count) = (0, 0);
    for row in depth..draft.rows.len() {
        let Some(shape) = labels.shape(draft, row, column) else { continue };
        count += 1;
        naming += usize::from(matches!(shape.class, Class::Noun | Class::Numbered | Class::Time | Class::Department));
        seen.insert(key(&draft.cells[draft.rows[row][column] as usize].flat()));
    }
    (count > 0 && naming * 4 >= count * 3).then_some(Names { count, different: seen.len() })
}

/// The first column of a page.
struct First {
    role: Option<Role>,
    /// Its head tells a time.
    timed: bool,
    texts: HashSet<String>,
    /// It holds names.
    named: bool,
    /// No name stands twice.
    all_different: bool,
    /// Its numbers count its rows.
    counted: bool,
}

impl First {
    fn of(draft: &Draft, labels: &Labels, depth: usize) -> First {
        let names = names(draft, labels, 0, depth);
        let texts: Vec<String> = (depth..draft.rows.len()).filter(|row| !draft.is_blank(*row, 0)).map(|row| key(&draft.cells[draft.rows[row][0] as usize].flat())).collect();
        let numbers: Vec<u32> = texts.iter().map_while(|text| text.parse().ok()).collect();
        First {
            role: labels.role_over(draft, depth, 0),
            timed: (0..depth).any(|row| labels.header(draft, row, 0).is_some_and(Header::is_time)),
            named: names.is_some(),
            all_different: names.is_some_and(|names| names.different == names.count),
            counted: numbers.len() == texts.len() && numbers.len() >= 3 && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1),
            texts: texts.into_iter().collect(),
        }
    }

    /// What its head says: names of rows open a table, whatever is said of them does not.
    fn by_head(&self, left: &Draft, left_labels: &Labels, depth: usize) -> f32 {
        let of_left = |wanted: &[Role]| (0..left.width()).any(|column| left_labels.role_over(left, depth, column).is_some_and(|role| wanted.contains(&role)));
        // A word for names over no names says nothing.
        if !self.named && !self.counted && self.role.is_some_and(Role::is_naming) {
            return 0.0;
        }
        match self.role {
            Some(Role::Title) => -4.0,
            Some(Role::Label | Role::Section | Role::Municipality) => -3.0,
            // Indicators belong to the projects of the left page, unless that tells how they went already.
            Some(Role::Indicator) if of_left(&[Role::Title]) && !of_left(&[Role::Indicator, Role::Rating, Role::Result, Role::ResultValue]) => 0.0,
            Some(Role::Indicator) => -3.0,
            Some(_) => 2.0,
            None if self.timed => 2.0,
            None => 0.0,
        }
    }

    /// What its cells say.
    fn by_content(&self) -> f32 {
        if self.counted {
            -3.0
        } else if !self.named {
            1.5
        } else if self.all_different {
            -1.0
        } else {
            0.5
        }
    }
}
