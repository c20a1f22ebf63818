//! Group row (区分行): a row of one cell over the whole table, which opens a section of items or an item itself.
//!
//! Which of the two is told by the rows under it: where they name items of their own, it groups them.

use super::{Opened, Table, Use};
use crate::interpret::Interpreter;
use crate::interpret::sections::{pattern, series, without_continuation};
use crate::model::grid::RowKind;
use crate::model::place::Place;
use crate::model::record::Fate;
use crate::see::see;

/// A group row over what follows.
pub(super) struct Group {
    /// The style of its number: a row of the same style closes it.
    style: String,
    pub(super) text: String,
    place: Place,
}

impl Interpreter<'_> {
    /// A row that opens a section or an item.
    pub(super) fn group(&mut self, table: &Table, row: usize, opened: &mut Opened) {
        let cell = table.grid.cell(row, 0);
        let text = without_continuation(&cell.flat()).to_owned();
        let style = style_of(&text);
        opened.groups.retain(|group| group.place.end <= cell.place.start);
        if let Some(at) = opened.groups.iter().position(|group| group.style == style) {
            opened.groups.truncate(at);
        }
        opened.by_group = names_item(table, row);
        if opened.by_group {
            let mut path = self.sections.path(false);
            path.extend(opened.groups.iter().map(|group| group.text.clone()));
            let item = self.open_item(&text, path, &cell.place);
            opened.current = Some(item);
            opened.made.push(item);
            return;
        }
        if self.sections.has_style_of(&text, &self.lexicon.group_words) {
            // The next section began between two parts of the table.
            opened.groups.clear();
            self.sections.enter(&text, 0, &self.lexicon.group_words, &cell.place);
        } else {
            opened.groups.push(Group { style, text, place: cell.place.clone() });
        }
        self.use_range(cell.place.range(), Fate::Recorded);
        opened.current = None;
    }
}

/// The group row at `row` is an item: no group row follows it, and no row under it names an item of its own.
fn names_item(table: &Table, row: usize) -> bool {
    let Table { grid, body, columns, title, .. } = table;
    let below = &body[body.partition_point(|other| *other <= row)..];
    if below.first().is_some_and(|next| grid.rows[*next] == RowKind::Group) {
        return false;
    }
    let named_below = title.is_some_and(|title| {
        below.iter().take_while(|other| grid.rows[**other] != RowKind::Group).any(|other| {
            let cell = grid.cell(*other, title);
            !cell.is_blank() && !cell.flat().starts_with('【') && (title > 0 || cell.row == *other)
        })
    });
    let has_indicators = columns.iter().any(|column| column.usage == Use::Indicator);
    !named_below && (*title == Some(0) || title.is_none() || has_indicators)
}

/// The style of a group row's number, for nesting: 柱N, (N), R; rows without a number are all of one style.
fn style_of(text: &str) -> String {
    if let Some(word) = series(text) {
        return word;
    }
    let Some((label, _)) = see(text).label() else { return "plain".to_owned() };
    let word = text.find(&label).map_or("", |at| &text[..at]);
    format!("{word}{}", pattern(&label))
}
