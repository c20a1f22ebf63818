//! Remark row (注記の行): a row that only tells a text of its item, under a heading of its own, between rows of numbers.
//!
//! Lists of indicators print 【主な取組】…, 主な取組：… or 主な取組 | … under the indicators of each item. What it says belongs to the item,
//! not to the indicator above.

use super::{Table, Use};
use crate::interpret::Interpreter;
use crate::interpret::cell;
use crate::interpret::tell::is_number;
use crate::interpret::under::{Printed, Under};
use crate::model::grid::Cell;
use crate::model::header::Header;
use crate::model::lexicon::{Matched, Role};
use crate::model::record::NoteKind;
use crate::see::see;

/// Longest label of a remark known by its end alone, in characters.
const LONGEST_LABEL: usize = 14;

impl Interpreter<'_> {
    /// Tells a row of remarks; false if the row is none.
    pub(super) fn remark_row(&mut self, table: &Table, row: usize, item: usize) -> bool {
        let own: Vec<&Cell> = (0..table.grid.width)
            .map(|column| (column, table.grid.cell(row, column)))
            .filter(|(column, cell)| cell.row == row && cell.column == *column && !cell.is_blank())
            .map(|(_, cell)| cell)
            .collect();
        let under_names = |cell: &Cell| table.columns[cell.column].usage == Use::Indicator;
        let Some(first) = own.first().copied().filter(|first| under_names(first)) else { return false };
        match own[..] {
            [cell] if self.opens_with_inline_heading(cell) => {
                self.tell(item, &cell.lines, &cell.place, &cell.also, &Under::default());
            }
            [cell] => {
                let Some((header, value)) = cell.lines.first().and_then(|line| self.labelled(line)).filter(|(header, _)| is_remark(header)) else { return false };
                let label = cell.place.start..value.text.whole_source().start;
                let lines: Vec<_> = std::iter::once(value).chain(cell.lines[1..].iter().cloned()).collect();
                self.tell(item, &lines, &cell.place, &cell.also, &Under::new(&[Printed { header, range: label }]));
            }
            [label, text] => {
                let header = self.header(&label.flat());
                let flat = text.flat();
                // A sentence where a unit or a number was due: the end of the label is enough to know it by.
                let known = is_remark(&header) || flat.contains('。') && header.core.chars().count() <= LONGEST_LABEL && ends_in_remark(&header);
                if !known || self.is_short(&flat) {
                    return false;
                }
                self.tell(item, &text.lines, &text.place, &text.also, &Under::new(&[Printed { header, range: label.place.range() }]));
            }
            _ => return false,
        }
        self.use_heads(&table.columns[first.column]);
        true
    }

    /// A number, a mark, a word for a missing value or a label (計画): no text.
    fn is_short(&self, flat: &str) -> bool {
        is_number(flat) || self.is_mark(flat) || see(flat).status(self.lexicon).is_some() || see(flat).whole(self.lexicon).is_some()
    }

    /// 【主な取組】…: a heading in brackets that means something, and a text after it.
    fn opens_with_inline_heading(&self, cell: &Cell) -> bool {
        let parts = cell::parts(&cell.lines, self.lexicon, self.setting);
        parts.first().is_some_and(|part| part.heading.as_ref().is_some_and(|(header, _)| header.meaning.is_some()) && !part.lines.is_empty())
    }
}

/// A whole word of the lexicon for a text about an item.
fn is_remark(header: &Header) -> bool {
    ends_in_remark(header) && header.meaning.as_ref().is_some_and(|meaning| meaning.matched <= Matched::Compound)
}

/// A word of the lexicon for a text about an item, or one that ends in it.
fn ends_in_remark(header: &Header) -> bool {
    header
        .meaning
        .as_ref()
        .is_some_and(|meaning| matches!(meaning.role, Role::Note | Role::Result | Role::Target | Role::Deed | Role::Comment) && meaning.note != Some(NoteKind::Other))
}
