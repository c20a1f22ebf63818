//! Between (あいだ): lines between two parts of a table: section names, page furniture, running heads.

use crate::japanese::label::leading_label;
use crate::model::block::{Block, Line, RawCell, RawRow, RawTable};
use crate::model::grid::{Piece, RowKind};
use crate::model::lexicon::{Matched, Role};
use crate::model::place::Place;
use crate::rebuild::builder::Builder;
use crate::rebuild::draft::Draft;
use crate::rebuild::stitch;
use crate::see::see;

/// Longest stamp, in characters.
const LONGEST_STAMP: usize = 4;

impl Builder<'_> {
    pub fn may_stand_inside(&self, block: &Block) -> bool {
        match block {
            Block::Line(line) | Block::Heading { line, .. } => {
                let text = line.text.as_str();
                let repeats = self.repeats_of(line);
                stitch::is_page_furniture(text, repeats)
                    || stitch::is_table_note(line)
                    || is_group_line(line)
                    || self.names_group(line)
                    || (matches!(block, Block::Line(_)) && self.is_running_line(line))
            }
            Block::Blank | Block::Furniture { .. } => true,
            _ => false,
        }
    }

    /// A short plain line between two parts of a table that have the same columns: a running head. A line that opens with
    /// a word for sections (重点戦略2 …) is none.
    fn is_running_line(&self, line: &Line) -> bool {
        let text = line.text.as_str().trim();
        let section = self.lexicon.group_words.iter().any(|word| text.starts_with(word.as_str()));
        let ornament = text.starts_with(['●', '○', '◎', '■', '□', '◆', '◇', '▼', '【', '≪', '<', '(']) && !self.is_stamped(text);
        text.chars().count() <= 40 && !text.contains(['。', '：', ':']) && !line.bold && !ornament && !section
    }

    /// `部局名：総務部`, `施策：…`: what the rows after it stand under, on each page again.
    pub fn names_group(&self, line: &Line) -> bool {
        let text = line.text.as_str().trim();
        let Some((label, name)) = text.split_once([':', '：']).filter(|_| text.chars().count() <= 40 && !text.contains('。')) else { return false };
        let meaning = see(label).header(self.lexicon, self.setting).meaning.clone();
        !name.trim().is_empty() && meaning.is_some_and(|meaning| meaning.matched == Matched::Whole && matches!(meaning.role, Role::Department | Role::Section))
    }

    /// `【部外秘】庁内検討用`: a stamp that names no section and nothing that is told of an item, and words after it.
    fn is_stamped(&self, text: &str) -> bool {
        let Some((stamp, rest)) = text.strip_prefix('【').and_then(|text| text.split_once('】')) else { return false };
        let section = |text: &str| self.lexicon.group_words.iter().any(|word| text.contains(word.as_str())) || see(text).label().is_some();
        let told = see(stamp).header(self.lexicon, self.setting);
        stamp.chars().count() <= LONGEST_STAMP && !rest.trim().is_empty() && !section(stamp) && !section(rest.trim()) && told.role().is_none() && told.period.is_none()
    }

    /// Lines between two parts of a table: section names become group rows, page furniture passes through.
    pub fn absorb_waiting(&mut self, draft: &mut Draft) {
        for (block, place) in std::mem::take(&mut self.waiting) {
            let group = match &block {
                Block::Line(line) | Block::Heading { line, .. } => {
                    let repeats = if self.names_group(line) { 0 } else { self.repeats_of(line) };
                    (!stitch::is_page_furniture(line.text.as_str(), repeats) && !stitch::is_table_note(line) && (is_group_line(line) || !self.is_running_line(line)))
                        .then(|| line.clone())
                }
                _ => None,
            };
            match group {
                Some(line) => {
                    let row = RawRow { cells: vec![RawCell::new(vec![line], place.start..place.end)], hidden: false };
                    let table = RawTable { rows: vec![row], source: place.start..place.end, ..RawTable::default() };
                    let place = Place { table: draft.place.table, ..place };
                    stitch::append(draft, Draft::spread(&table, &place), 0);
                    let last = draft.rows.len() - 1;
                    draft.kinds[last] = RowKind::Group;
                }
                None => self.pieces.push(Piece::Block { block, place }),
            }
        }
    }
}

/// A free line that may be a section name inside a table.
pub fn is_group_line(line: &Line) -> bool {
    let text = line.text.as_str().trim();
    text.chars().count() <= 40 && !text.contains('。') && leading_label(line.text.normal()).is_some()
}

/// A numbered line or a heading: it may name a section of the table before it, or what stands under it.
pub fn is_heading(block: &Block) -> bool {
    match block {
        Block::Line(line) => is_group_line(line),
        Block::Heading { .. } => true,
        _ => false,
    }
}
