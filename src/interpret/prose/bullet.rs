//! Bullet (箇条書き): a theme, a heading that says what stands under it, or a deed.
//!
//! Which of them is told by depth: bullets with bullets under them are themes or headings, by vote of their siblings.

use super::kind::Kind;
use crate::interpret::Interpreter;
use crate::interpret::tell::tense;
use crate::interpret::under::{Under, plain};
use crate::model::block::{Block, Line};
use crate::model::grid::Piece;
use crate::model::lexicon::{Lexicon, Role};
use crate::model::place::Place;
use crate::model::record::{Ground, Level};

/// Whether the bullets of the document tell the past, by vote.
pub fn deeds_are_past(pieces: &[Piece], lexicon: &Lexicon) -> bool {
    let votes: i32 = pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Block { block: Block::Bullet { line, .. }, .. } => Some(tense(line.text.as_str(), lexicon).signum()),
            _ => None,
        })
        .sum();
    votes > 0
}

impl Interpreter<'_> {
    pub(super) fn bullet(&mut self, pieces: &[Piece], index: usize, depth: u8, line: &Line, place: &Place) {
        let text = line.text.as_str().trim();
        let bare = Line { bullet: false, bold: false, ..line.clone() };
        match self.kind_of(&bare, 0) {
            Kind::Pair(header, _) if self.counts_in_role(&header) => {
                self.body(pieces, index);
                return;
            }
            Kind::Pair(header, value) if !matches!(header.role(), Some(Role::Target | Role::Result | Role::Deed)) => {
                self.pair(&header, &bare, &value, place);
                return;
            }
            Kind::Role(header) if self.item.is_some() && has_children(pieces, index, depth) && self.siblings_are_roles(pieces, index, depth) => {
                self.role_heading(header, line.text.as_str().trim(), place);
                return;
            }
            _ => {}
        }
        // A bullet with bullets under it is a theme: an item.
        if has_children(pieces, index, depth) && self.role.is_none() {
            let path = self.sections.path(false);
            self.open_item(text, path, place);
            return;
        }
        if self.role.is_some() {
            self.body(pieces, index);
        } else if let Some(item) = self.item {
            let under = Under { meaning: Some(plain(Role::Deed)), level: Some(Level::Activity), by: Some(Ground::Structure), ..Under::default() };
            self.tell(item, std::slice::from_ref(&bare), place, &[], &under);
        } else {
            self.leave(place.range(), "outside-items");
        }
    }

    /// Of the bullets beside this one that have bullets under them, most say what stands under them (取組, 成果, 課題).
    pub(super) fn siblings_are_roles(&self, pieces: &[Piece], index: usize, depth: u8) -> bool {
        if let Some((_, told)) = self.siblings.borrow().get(&depth).filter(|(run, _)| run.contains(&index)) {
            return *told;
        }
        let bullet = |at: usize| match pieces.get(at) {
            Some(Piece::Block { block: Block::Bullet { depth, line }, .. }) => Some((*depth, line)),
            _ => None,
        };
        let mut first = index;
        while first > 0 && bullet(first - 1).is_some_and(|(other, _)| other >= depth) {
            first -= 1;
        }
        let (mut roles, mut all) = (0, 0);
        let mut at = first;
        while let Some((other, line)) = bullet(at).filter(|(other, _)| *other >= depth) {
            if other == depth && has_children(pieces, at, depth) {
                all += 1;
                roles += usize::from(matches!(self.kind_of(&Line { bullet: false, bold: false, ..line.clone() }, 0), Kind::Role(_)));
            }
            at += 1;
        }
        self.siblings.borrow_mut().insert(depth, (first..at, roles * 2 > all));
        roles * 2 > all
    }
}

/// The next bullet stands deeper.
pub(super) fn has_children(pieces: &[Piece], index: usize, depth: u8) -> bool {
    matches!(pieces.get(index + 1), Some(Piece::Block { block: Block::Bullet { depth: next, .. }, .. }) if *next > depth)
}
