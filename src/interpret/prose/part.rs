//! Part (シートの区画見出し): a heading that names a part of a sheet or form groups what follows; it is no section over items.

use super::kind::Kind;
use crate::interpret::Interpreter;
use crate::interpret::SheetPart;
use crate::interpret::under::{Printed, Under};
use crate::japanese::number::unit_note;
use crate::model::block::{Block, Line};
use crate::model::grid::{Cell, GridKind, Piece};
use crate::model::header::{level_word, unbracketed};
use crate::model::lexicon::{Cue, Role};
use crate::model::place::Place;
use crate::model::record::Fate;
use crate::see::{key, see};

/// How many pieces on the next part of an item is looked for: a table, and what the page leaves between.
const FARTHEST_PART: usize = 6;

/// Cells among which the heads of a table are looked for.
const MOST_HEADS: usize = 64;

impl Interpreter<'_> {
    /// A heading inside a sheet whose form named the item: of a kind that did not stand before the item, and no name of another.
    pub(super) fn is_sheet_part(&self, pieces: &[Piece], index: usize, text: &str, level: u8) -> bool {
        let Some((_, seen)) = &self.sheet else { return false };
        self.is_named_part(text) || self.sections.is_new_since(seen, text, level, &self.lexicon.group_words) && !self.names_item(pieces, index)
    }

    /// Opens a part of the sheet: what it names tells of the text and the tables under it.
    pub(super) fn sheet_part(&mut self, line: &Line, place: &Place) {
        self.item = self.sheet.as_ref().map(|(item, _)| *item);
        let header = self.header(line.text.as_str());
        self.sheet_part = SheetPart {
            rater: see(line.text.as_str()).rater(),
            level: header.level().or_else(|| level_word(line.text.as_str())),
            children: self.lexicon.holds_cue(Cue::PartsOfItem, line.text.as_str()),
            period: header.period.clone().filter(|(_, period)| period.fiscal_years.len() == 1 && !period.open),
        };
        if let Some((_, unit)) = unit_note(line.text.normal()) {
            self.unit = Some(unit);
        }
        self.use_range(place.range(), Fate::Header);
        let text = header.meaning.as_ref().is_some_and(|meaning| !matches!(meaning.role, Role::Title | Role::Section | Role::Label | Role::Indicator | Role::Cost));
        self.role = text.then(|| Under::new(&[Printed { header, range: place.range() }]));
    }

    /// A heading that names a part of a form, with a table under it.
    pub(super) fn opens_form_part(&self, pieces: &[Piece], index: usize, text: &str) -> bool {
        let table_follows =
            pieces.iter().skip(index + 1).take(3).find(|piece| !matches!(piece, Piece::Block { block: Block::Line(line), .. } if line.text.as_str().contains("単位")));
        if !matches!(table_follows, Some(Piece::Grid(_))) {
            return false;
        }
        self.is_named_part(text) || self.opens_sheet_of_numbered_parts(text, table_follows) || self.is_part_of_indicators(pieces, index, text)
    }

    /// 重点取組 over a table whose column of items is called 重点取組: the table's name, and nothing that they stand under.
    pub(super) fn names_titles(&self, pieces: &[Piece], index: usize, text: &str) -> bool {
        let follows = pieces[index + 1..].iter().find(|piece| !matches!(piece, Piece::Block { block: Block::Blank | Block::Furniture { .. }, .. }));
        let Some(Piece::Grid(grid)) = follows.filter(|_| self.sections.open.len() > 1) else { return false };
        let name = key(unbracketed(text.trim_start_matches(['■', '●', '○', '◎', '□', '◆', '◇', '▼', '★', '☆'])));
        let head = |cell: &&Cell| cell.label && key(&cell.flat()) == name && self.header(&cell.flat()).role() == Some(Role::Title);
        grid.kind == GridKind::List && grid.cells.iter().take(MOST_HEADS).any(|cell| head(&cell))
    }

    /// 成果指標の達成状況 among the parts of an open item: a word for indicators and one that parts are named by leave no room for a
    /// name, and after the table the item goes on under a heading that the lexicon knows. A chapter at the end of a report has none.
    fn is_part_of_indicators(&self, pieces: &[Piece], index: usize, text: &str) -> bool {
        let header = self.header(text);
        let Some((of, part)) = header.core.split_once('の').filter(|_| self.item.is_some()) else { return false };
        let indicators = see(of).whole(self.lexicon).is_some_and(|meaning| meaning.role == Role::Indicator);
        if !indicators || !self.lexicon.is_form_part(part) {
            return false;
        }
        let skipped = |piece: &&Piece| !matches!(piece, Piece::Grid(_) | Piece::Block { block: Block::Blank | Block::Furniture { .. }, .. });
        match pieces.iter().skip(index + 1).take(FARTHEST_PART).find(skipped) {
            Some(Piece::Block { block: Block::Line(line), .. }) => matches!(self.kind_of(line, 0), Kind::Role(_)),
            Some(Piece::Block { block: Block::Heading { line, level }, .. }) => matches!(self.kind_of(line, *level), Kind::Role(_)),
            _ => false,
        }
    }

    /// 成果指標の達成状況, 活動指標 over a table outside a sheet: the level of the indicators in it, and of no table after it. A heading over
    /// both kinds tells neither.
    pub(super) fn tell_level_of_table(&mut self, text: &str) {
        let both = text.contains("成果") && text.contains("活動");
        if self.sheet.is_none() {
            self.sheet_part.level = level_word(text).filter(|_| text.contains("指標") && !both);
        }
    }

    /// In a report whose own name is that of a sheet (評価シート, 調書), `1 …` over the form that names the item is a part of it.
    fn opens_sheet_of_numbered_parts(&self, text: &str, follows: Option<&Piece>) -> bool {
        let Some(Piece::Grid(grid)) = follows.filter(|_| self.printed_title.as_deref().is_some_and(|title| self.is_sheet_name(title))) else { return false };
        let names = grid.cells.iter().filter(|cell| cell.label && !cell.is_blank()).any(|cell| self.header(&cell.flat()).role() == Some(Role::Title));
        grid.kind == GridKind::Form && names && !self.lexicon.group_words.iter().any(|word| unbracketed(text).starts_with(word.as_str()))
    }

    /// 事務事業評価シート, 評価調書(令和5年度): the name of a form of one item.
    pub(super) fn is_sheet_name(&self, title: &str) -> bool {
        let bare = title.split(['(', '（']).next().unwrap_or(title).trim();
        self.lexicon.before_cue(Cue::SheetName, bare).is_some()
    }

    /// The heading is one of the words that parts of sheets are named by (基本情報, 計画, Do).
    fn is_named_part(&self, text: &str) -> bool {
        let header = self.header(text);
        let core = if header.core.is_empty() { unbracketed(text) } else { &header.core };
        self.lexicon.is_form_part(core)
    }
}
