//! Head (表頭): which rows are column headers, which columns are stubs, and how a table is to be read.

use crate::japanese::date::Setting;
use crate::model::grid::{GridKind, RowKind};
use crate::model::header::Header;
use crate::model::lexicon::{Lexicon, Role};
use crate::rebuild::draft::Draft;
use crate::rebuild::shape::{Class, Shape};
use std::rc::Rc;

/// Most header rows a table has.
const MOST_HEADER_ROWS: usize = 5;
/// At or above this a cell is taken for a label.
pub const LABEL: f32 = 0.58;

/// What the words of each cell weigh as a label, read once. Blank cells that came later weigh nothing.
pub struct Labels {
    /// Weight of each cell, by slot.
    pub weights: Vec<f32>,
    /// Header reading of each cell, by slot.
    pub headers: Vec<Rc<Header>>,
    shapes: Vec<Option<Shape>>,
}

impl Labels {
    /// Reads every cell of a draft as a header.
    pub fn read(draft: &Draft, lexicon: &Lexicon, setting: &Setting) -> Labels {
        let shapes: Vec<Option<Shape>> = draft.cells.iter().map(|cell| draft.readings.shape(cell, setting)).collect();
        let headers: Vec<Rc<Header>> = (0..draft.cells.len()).map(|slot| draft.readings.header(&draft.cells[slot], shapes[slot], lexicon, setting)).collect();
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
                    // 2-3, (1)12: a number of something, never its name.
                    Class::Numbered | Class::Noun if cell.flat().chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '.' | '(' | ')' | ' ')) => 0.05,
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

    /// Shape of a slot.
    pub fn shape(&self, draft: &Draft, row: usize, column: usize) -> Option<Shape> {
        draft.rows[row].get(column).and_then(|slot| self.shapes.get(*slot as usize).copied().flatten())
    }
}

/// How many of the rows from `from` on are column headers.
pub fn header_rows(draft: &Draft, labels: &Labels, from: usize) -> usize {
    let mut depth = 0;
    while from + depth < draft.rows.len() && depth < MOST_HEADER_ROWS && is_header_row(draft, labels, from + depth, depth > 0) {
        depth += 1;
    }
    // A header needs something under it, unless the page ends there.
    if depth > 0 && from + depth == draft.rows.len() && depth > 1 { depth - 1 } else { depth }
}

/// Every filled cell of the row could be a label and enough of them are.
pub fn is_header_row(draft: &Draft, labels: &Labels, row: usize, below_header: bool) -> bool {
    let filled = draft.filled(row);
    if filled.len() < 2 && !(below_header && draft.spans_told && filled.len() == 1) {
        return false;
    }
    let weights: Vec<f32> = filled.iter().map(|column| labels.weight(draft, row, *column)).collect();
    let sure = weights.iter().filter(|weight| **weight >= LABEL).count();
    let impossible = weights.iter().filter(|weight| **weight < 0.15).count();
    // 数値 | 内容 | 数値 | 内容: words that repeat under a header are heads, known or not.
    let mut words: Vec<String> = filled.iter().map(|column| draft.cells[draft.rows[row][*column] as usize].flat()).collect();
    words.sort();
    words.dedup();
    // Short words that fill the blanks of the header above, and nothing beside them: the heads under a wide head.
    if below_header && row > 0 && filled.len() >= 2 && weights.iter().all(|weight| *weight >= 0.35) {
        let fills = filled.iter().filter(|column| draft.is_blank(row - 1, **column)).count();
        let stub_blank = draft.is_blank(row, 0) && !draft.is_blank(row - 1, 0);
        if fills > 0 && stub_blank && sure > 0 {
            return true;
        }
    }
    if below_header && filled.len() >= 4 && words.len() * 2 <= filled.len() && weights.iter().all(|weight| *weight >= 0.35) {
        return true;
    }
    if below_header
        && filled.iter().any(|column| labels.header(draft, row, *column).is_some_and(|header| header.role().is_none() && !header.is_time() && !header.filler))
        && sure * 3 < filled.len() * 2
    {
        return false;
    }
    impossible == 0 && sure >= 1 && sure * 2 >= filled.len()
}

/// Decides how a draft is to be read.
pub fn kind(draft: &Draft, labels: &Labels) -> GridKind {
    let depth = header_rows(draft, labels, 0);
    let height = draft.rows.len();
    let width = draft.width();
    let mut first_column_labels = 0;
    let mut first_column_filled = 0;
    let mut roles: Vec<Role> = vec![];
    let mut parallel = 0;
    for row in depth..height {
        // The row's own name: its first filled cell, wherever blanks under a tall label put it. What reaches down from the header
        // rows is a tall label too.
        let from_header = |column: usize| depth > 0 && draft.rows[depth - 1].get(column) == draft.rows[row].get(column);
        let Some(first) = draft.filled(row).into_iter().find(|column| !from_header(*column)) else { continue };
        first_column_filled += 1;
        if labels.weight(draft, row, first) >= LABEL {
            first_column_labels += 1;
            if let Some(role) = labels.header(draft, row, first).and_then(Header::role) {
                if !roles.contains(&role) {
                    roles.push(role);
                }
                if first == 0 && draft.filled(row).len() >= 3 && draft.filled(row).iter().skip(1).all(|column| labels.weight(draft, row, *column) < LABEL) {
                    parallel += 1;
                }
            }
        }
    }
    let labelled_down = first_column_labels * 2 >= first_column_filled.max(1) && (first_column_labels >= 2 || (first_column_filled == 1 && first_column_labels == 1));
    if depth > 0 {
        let header_roles: Vec<Role> =
            (0..depth).flat_map(|row| (0..draft.rows[row].len()).filter_map(move |column| labels.header(draft, row, column).and_then(Header::role))).collect();
        let names_items = header_roles.iter().any(|role| matches!(role, Role::Title | Role::Label | Role::Indicator | Role::Section));
        if is_cross(draft, labels, depth) {
            return GridKind::Form;
        }
        if names_items && !labelled_down {
            return GridKind::List;
        }
        if labelled_down && !(names_items && header_roles.len() >= 3 && roles.iter().all(|role| matches!(role, Role::Cost | Role::Section))) {
            return if is_transposed(draft, labels, &roles, parallel, 0) { GridKind::Transposed } else { GridKind::Form };
        }
        return GridKind::List;
    }
    if is_transposed(draft, labels, &roles, parallel, 0) {
        return GridKind::Transposed;
    }
    let any_labels = (0..height).filter(|row| draft.filled(*row).iter().any(|column| labels.weight(draft, *row, *column) >= LABEL)).count();
    if labelled_down || (any_labels * 2 >= height && any_labels > 0 && width >= 2) || (height <= 2 && any_labels > 0) { GridKind::Form } else { GridKind::List }
}

/// Header rows of a table of years over numbers; 0 if it is none.
pub fn cross_depth(draft: &Draft, labels: &Labels) -> usize {
    let depth = header_rows(draft, labels, 0);
    if depth > 0 && depth < draft.rows.len() && is_cross(draft, labels, depth) { depth } else { 0 }
}

/// Its rows open with labels of several roles: label and value, no part of a list.
pub fn is_plainly_form(draft: &Draft, labels: &Labels) -> bool {
    let mut roles: Vec<Role> = vec![];
    let mut labelled = 0;
    for row in 0..draft.rows.len() {
        let Some(first) = draft.filled(row).first().copied() else { continue };
        if labels.weight(draft, row, first) >= LABEL {
            labelled += 1;
            if let Some(role) = labels.header(draft, row, first).and_then(Header::role)
                && !roles.contains(&role)
            {
                roles.push(role);
            }
        }
    }
    labelled * 2 >= draft.rows.len() && roles.len() >= 2
}

/// Years over numbers: every head beyond the row names tells a time, and most of what stands under them is numbers.
fn is_cross(draft: &Draft, labels: &Labels, depth: usize) -> bool {
    let last = depth - 1;
    let timed = |column: usize| (0..depth).any(|row| labels.header(draft, row, column).is_some_and(|header| header.period.is_some()));
    let heads: Vec<usize> = draft.filled(last).into_iter().filter(|column| *column > 0).collect();
    let Some(first) = heads.iter().copied().find(|column| timed(*column)) else { return false };
    if heads.iter().filter(|column| **column >= first).any(|column| !timed(*column)) || heads.iter().any(|column| *column < first && *column > 1) {
        return false;
    }
    let named = (0..first).any(|column| (0..depth).any(|row| labels.header(draft, row, column).and_then(Header::role).is_some_and(|role| !matches!(role, Role::Section | Role::Cost))));
    let mut numbers = 0;
    let mut all = 0;
    for row in depth..draft.rows.len() {
        for column in first..draft.rows[row].len() {
            if let Some(shape) = labels.shape(draft, row, column) {
                all += 1;
                numbers += usize::from(shape.class == Class::Number);
            }
        }
    }
    !named && all > 0 && numbers * 3 >= all * 2
}

/// Items stand as columns: the first column names attributes, the title row has several titles, most rows have several values.
fn is_transposed(draft: &Draft, labels: &Labels, roles: &[Role], parallel: usize, _from: usize) -> bool {
    if draft.width() < 3 || roles.len() < 3 || parallel < 3 || parallel * 3 < draft.rows.len() * 2 {
        return false;
    }
    (0..draft.rows.len().min(3)).any(|row| {
        let titled = labels.header(draft, row, 0).and_then(Header::role) == Some(Role::Title) || labels.header(draft, row, 0).and_then(Header::role) == Some(Role::Label);
        titled && draft.filled(row).len() >= 3 && draft.filled(row).iter().skip(1).all(|column| labels.weight(draft, row, *column) < LABEL)
    })
}

/// Leading columns that name what a row is about: by the header's role, else by short cells and blanks.
pub fn stub_columns(draft: &Draft, labels: &Labels, depth: usize, width: usize) -> usize {
    let mut by_role = 0;
    for column in 0..width {
        let role = (0..depth).rev().find_map(|row| labels.header(draft, row, column).and_then(Header::role));
        if matches!(role, Some(Role::Title | Role::Label | Role::Section | Role::Indicator)) {
            by_role = column + 1;
        } else if column > by_role {
            break;
        }
    }
    let body: Vec<usize> = (depth..draft.rows.len()).filter(|row| draft.kinds[*row] == RowKind::Body).collect();
    let mut by_content = 0;
    for column in 0..width.saturating_sub(1) {
        let mut filled = 0;
        let mut naming = 0;
        for row in &body {
            if let Some(shape) = labels.shape(draft, *row, column) {
                filled += 1;
                naming += usize::from(matches!(shape.class, Class::Noun | Class::Numbered | Class::Department));
            }
        }
        let gappy = filled * 3 < body.len() * 2;
        if filled > 0 && naming * 4 >= filled * 3 && (gappy || column < by_role) {
            by_content = column + 1;
        } else {
            break;
        }
    }
    // A numbered column or a title after the gappy ones is a stub as well.
    if by_content > 0 && by_role == 0 { (by_content + 1).min(width.saturating_sub(1)) } else { by_role.max(by_content).min(width.saturating_sub(1)).max(usize::from(width > 1)) }
}

/// Marks rows whose only filled cell opens a section or an item over the rows below.
pub fn mark_groups(draft: &mut Draft, labels: &Labels, depth: usize) {
    let width = draft.width();
    if width < 2 {
        return;
    }
    for row in depth..draft.rows.len() {
        let filled = draft.filled(row);
        let [column] = filled[..] else { continue };
        let slot = draft.rows[row][column] as usize;
        let cell = &draft.cells[slot];
        let flat = cell.flat();
        let characters = flat.chars().count();
        let spanning = draft.rows[row].iter().filter(|other| **other as usize == slot).count() * 2 > width;
        let headline = cell.lines.iter().all(|line| line.bold) || labels.shape(draft, row, column).is_some_and(|shape| matches!(shape.class, Class::Numbered));
        let sentence = flat.contains('。') || cell.lines.iter().any(|line| line.bullet) || flat.starts_with('【') || flat.starts_with('※');
        let noun = labels.shape(draft, row, column).is_some_and(|shape| !matches!(shape.class, Class::Number | Class::Mark | Class::Sentence | Class::List | Class::Headed));
        if column == 0 && !sentence && characters <= 70 && (headline || spanning || (noun && (width >= 3 || characters <= 40))) {
            draft.kinds[row] = RowKind::Group;
        }
    }
}
