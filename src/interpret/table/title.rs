//! Title cell (事項名のセル): the title it opens with, and what follows in the same cell.
//!
//! Lists without a column for deeds print them as bullets under the title.

use super::Column;
use crate::interpret::Interpreter;
use crate::model::block::Line;
use crate::model::grid::Cell;
use crate::model::lexicon::Role;
use crate::model::place::Place;
use crate::model::record::Level;

impl Interpreter<'_> {
    /// What follows the title in its own cell: deeds, or texts under inline headings.
    pub(super) fn rest_of_title(&mut self, cell: &Cell, item: usize, spec: &Column) {
        if cell.flat().starts_with('【') {
            self.tell(item, &cell.lines, &cell.place, &cell.also, &spec.under);
            return;
        }
        let skip = if opens_with_title(cell) {
            title_lines(cell)
        } else if cell.lines.first().is_some_and(|line| line.bullet) {
            0
        } else {
            return;
        };
        let rest: Vec<Line> = cell.lines[skip..].to_vec();
        if rest.is_empty() {
            return;
        }
        let inline = rest.first().is_some_and(|line| line.text.as_str().starts_with('【'));
        let under = if inline || matches!(spec.under.role(), Some(Role::Deed | Role::Result | Role::Target)) {
            spec.under.clone()
        } else {
            let mut under = spec.under.with_role(Role::Deed);
            under.level = Some(Level::Activity);
            under
        };
        self.tell(item, &rest, &cell.place, &cell.also, &under);
    }
}

/// The title a cell opens with, and its place: all of it, or the lines before the first bullet.
pub(super) fn title_of(cell: &Cell) -> (String, Place) {
    if cell.lines.first().is_some_and(|line| line.bullet) {
        return (String::new(), cell.place.clone());
    }
    let count = if opens_with_title(cell) { title_lines(cell) } else { cell.lines.len() };
    let lines = &cell.lines[..count];
    let text = lines.iter().map(|line| line.text.as_str().trim()).collect::<Vec<_>>().join("");
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return (text, cell.place.clone()) };
    let (start, end) = (first.text.whole_source().start, last.text.whole_source().end);
    (text, if start < end { cell.place.with_range(start..end) } else { cell.place.clone() })
}

/// Lines before the first bullet or inline heading.
fn title_lines(cell: &Cell) -> usize {
    cell.lines.iter().take_while(|line| !line.bullet && !line.text.as_str().starts_with('【')).count()
}

/// A short line without a full stop, then bullets or texts under inline headings (【目的】 …).
pub(super) fn opens_with_title(cell: &Cell) -> bool {
    let count = title_lines(cell);
    count > 0 && count < cell.lines.len() && count <= 2 && {
        let text: String = cell.lines[..count].iter().map(|line| line.text.as_str()).collect();
        text.chars().count() <= 60 && !text.contains('。')
    }
}

/// A title of a line or two, then a text under an inline heading (【目的】 …).
pub(super) fn opens_with_heading(cell: &Cell) -> bool {
    opens_with_title(cell) && cell.lines.get(title_lines(cell)).is_some_and(|line| line.text.as_str().starts_with('【'))
}
