//! Prose (箇条書き・本文): headings, themes, bullets and `label：value` lines instead of tables.
//!
//! Each line is taken for what it looks like (`kind`): the report's own name (`title`), a part of a sheet (`part`), a pair
//! (`pair`), a heading or text; bullets are judged by their siblings (`bullet`).

mod bullet;
mod chapter;
mod contents;
mod headed;
mod kind;
mod pair;
mod part;
mod text;
mod title;

pub use bullet::deeds_are_past;
pub use title::title_end;

use crate::interpret::Interpreter;
use crate::interpret::under::{Printed, Under};
use crate::japanese::municipality::municipality;
use crate::japanese::number::unit_note;
use crate::model::block::{Block, Line};
use crate::model::grid::{GridKind, Piece};
use crate::model::header::{Header, unbracketed};
use crate::model::lexicon::Role;
use crate::model::place::Place;
use crate::model::record::{Fate, Level, NoteKind};
use kind::Kind;
use std::sync::Arc;

/// Longest heading, in characters.
const LONGEST_HEADING: usize = 60;
/// Page numbers and running heads beyond which no list is looked for.
const MOST_FURNITURE: usize = 64;

impl Interpreter<'_> {
    /// Reads the block at `index`.
    pub fn prose(&mut self, pieces: &[Piece], index: usize) {
        let Piece::Block { block, place } = &pieces[index] else { return };
        if index < self.body_end {
            return;
        }
        match block {
            Block::Blank => {}
            Block::Furniture { source, reason } => self.leave(source.clone(), reason),
            Block::Table(_) => {}
            Block::Bullet { depth, line } => self.bullet(pieces, index, *depth, line, place),
            Block::Heading { level, line } => self.line(pieces, index, line, *level, place),
            Block::Line(line) => self.line(pieces, index, line, 0, place),
        }
    }

    fn line(&mut self, pieces: &[Piece], index: usize, line: &Line, level: u8, place: &Place) {
        let text = line.text.as_str().trim();
        if self.contents_line(text) {
            self.leave(place.range(), "table-of-contents");
            return;
        }
        if let Some((_, unit)) = unit_note(line.text.normal()).filter(|_| text.chars().count() <= 24 && text.contains("単位")) {
            self.unit = Some(unit);
            self.shares = text.contains(['%', '％']);
            if self.item.is_none() {
                self.chapter = self.sections.close_chapter(text, &self.lexicon.group_words) || self.chapter;
            }
            self.caption = self.effect_caption(text, place);
            self.use_range(place.range(), Fate::Header);
            return;
        }
        if self.take_legend(text, place) || self.take_legend_lines(pieces, index) {
            return;
        }
        if let Some(name) = self.publisher(index, text) {
            self.findings.municipality_name.get_or_insert(name);
            self.use_range(place.range(), Fate::Header);
            return;
        }
        if self.is_document_title(index, text) {
            self.findings.title.get_or_insert_with(|| text.to_owned());
            self.findings.municipality_name = self.findings.municipality_name.take().or_else(|| municipality(text, false));
            self.printed_title = Some(text.to_owned());
            self.use_range(place.range(), Fate::Header);
            return;
        }
        if level == 0 && self.headed_pairs(line, place) {
            return;
        }
        match self.kind_of(line, level) {
            Kind::Furniture => self.leave(place.range(), "page-furniture"),
            Kind::Pair(header, _) if self.counts_in_role(&header) => self.body(pieces, index),
            Kind::Pair(header, _) if header.role() == Some(Role::Department) && self.heads_list(pieces, index) => {
                self.item = None;
                self.role = None;
                self.sections.enter(text, 0, &self.lexicon.group_words, place);
            }
            Kind::Pair(header, value) => self.pair(&header, line, &value, place),
            Kind::Role(_) | Kind::Heading(_) if self.opens_chapter(text) => {
                self.role = None;
                self.topic = self.topic_of(text, place);
                self.item = None;
                self.sections.enter(text, level, &self.lexicon.group_words, place);
                self.sections.demote();
            }
            Kind::Role(_) | Kind::Heading(_) if self.is_sheet_part(pieces, index, text, level) => self.sheet_part(line, place),
            Kind::Role(_) | Kind::Heading(_) if self.opens_form_part(pieces, index, text) => {
                // The name of a part of a form groups what follows; it is no section over items.
                self.role = None;
                self.tell_level_of_table(text);
                if let Some((_, unit)) = unit_note(line.text.normal()) {
                    self.unit = Some(unit);
                }
                self.use_range(place.range(), Fate::Header);
            }
            Kind::Role(header) => self.role_heading(header, text, place),
            Kind::Heading(_) if self.meets_known(pieces, index, text, place) => {}
            Kind::Heading(_) if self.part_of_item(pieces, index, text, place) => {}
            Kind::Heading(level) if self.names_titles(pieces, index, text) => {
                // 重点取組 over a table of that column: the table's name, beside the headings of its kind.
                (self.role, self.topic, self.item, self.chapter) = (None, None, None, false);
                self.sections.enter(text, level, &self.lexicon.group_words, place);
                self.sections.open.pop();
                self.use_range(place.range(), Fate::Header);
            }
            Kind::Heading(level) => {
                self.role = None;
                self.chapter = false;
                self.topic = self.topic_of(text, place);
                if self.names_item(pieces, index) {
                    let path = self.sections.path(false);
                    self.open_item(text, path, place);
                } else {
                    self.item = None;
                    self.sections.enter(text, level, &self.lexicon.group_words, place);
                    if self.names_content(text) {
                        self.sections.demote();
                    }
                }
            }
            Kind::Text if self.role.is_some() && self.heads_legend(pieces, index, line) => self.use_range(place.range(), Fate::Header),
            // ※ under a legend speaks of the marks.
            Kind::Text if self.role.is_some() && text.starts_with('※') && index == self.legend_end => self.leave(place.range(), "note-of-the-sheet"),
            Kind::Text if self.role.is_some() => self.body(pieces, index),
            Kind::Text => self.text(line, place),
        }
    }

    /// 取組項目別の効果額(単位:百万円) over a table: its 計画額 and 実績額 are amounts of that effect.
    fn effect_caption(&self, text: &str, place: &Place) -> Option<Printed> {
        let header = self.header(text);
        let meaning = header.meaning.as_ref().filter(|meaning| meaning.level == Some(Level::Outcome) && meaning.word.ends_with('額'))?;
        let core = meaning.word.clone();
        Some(Printed { header: Arc::new(Header { core, unit: None, ..(*header).clone() }), range: place.range() })
    }

    /// A heading that names an item of the report again: what follows is told of it, under the topic of the heading before.
    fn meets_known(&mut self, pieces: &[Piece], index: usize, text: &str, place: &Place) -> bool {
        let bare = unbracketed(text);
        // 【No.5 定員の適正化】: a number that is said to be one.
        let pointed = bare.len() < text.len() && ["No", "NO", "№"].iter().any(|word| bare.starts_with(word));
        // An item of a table is met again in the text about it; one that a heading named may have a namesake.
        let listed = |item: &usize| self.findings.items[*item].place.row.is_some();
        let known = self.known_item(bare);
        let Some(item) = known.filter(|item| pointed || listed(item) || self.topic.is_some() || !self.names_item(pieces, index)) else { return false };
        self.chapter = false;
        self.item = Some(item);
        self.last_rating = None;
        self.role.clone_from(&self.topic);
        self.use_range(place.range(), Fate::Header);
        true
    }

    /// `部局名：総務部` right over a list that names items: what they stand under, and the office of no item before.
    fn heads_list(&self, pieces: &[Piece], index: usize) -> bool {
        // The page numbers inside a list stand before it.
        let furniture = |piece: &&Piece| match piece {
            Piece::Block { block: Block::Blank | Block::Furniture { .. }, .. } => true,
            Piece::Block { block: Block::Line(line), .. } => matches!(self.kind_of(line, 0), Kind::Furniture),
            _ => false,
        };
        let Some(Piece::Grid(grid)) = pieces.iter().skip(index + 1).take(MOST_FURNITURE).find(|piece| !furniture(piece)) else { return false };
        let heads = (0..grid.header_rows()).flat_map(|row| (0..grid.width).map(move |column| grid.cell(row, column)));
        grid.kind == GridKind::List && heads.filter(|cell| !cell.is_blank()).any(|cell| self.header(&cell.flat()).role() == Some(Role::Title))
    }

    /// What a heading says of all that stands under it: 委員会における委員の主な意見.
    fn topic_of(&self, text: &str, place: &Place) -> Option<Under> {
        let header = self.header(text.trim_start_matches(['○', '●', '◎', '■', '□', '◆', '◇']));
        let told = header.meaning.as_ref().is_some_and(|meaning| meaning.role == Role::Note && meaning.note != Some(NoteKind::Other));
        told.then(|| Under::new(&[Printed { header, range: place.range() }]))
    }

    fn role_heading(&mut self, header: Arc<Header>, text: &str, place: &Place) {
        self.part_mark = text.chars().next();
        if self.item.is_none() {
            // 2 財政効果額 after 1 概要: the chapter before is closed, and this one is about no item.
            self.chapter = self.sections.close_chapter(text, &self.lexicon.group_words) || self.chapter;
            // ■ 運営の方針 after ■ 使命, both of a department: parts of what is no item.
            self.chapter = self.sections.stands_beside(text, &self.lexicon.group_words) || self.chapter;
        }
        let under = Under::new(&[Printed { header, range: place.range() }]);
        self.role = Some(under);
    }

    /// ＜委員会の総括意見＞ after ＜事業の概要＞: a heading marked as the part of the item before it, with a text under it and a word at
    /// its end that tells what that is.
    fn part_of_item(&mut self, pieces: &[Piece], index: usize, text: &str, place: &Place) -> bool {
        let bracket = text.chars().next().filter(|open| matches!(open, '【' | '≪' | '《' | '〔' | '[' | '<' | '〈'));
        if self.item.is_none() || bracket.is_none() || bracket != self.part_mark || self.known_item(unbracketed(text)).is_some() {
            return false;
        }
        let header = self.header(text);
        let told = header.meaning.as_ref().is_some_and(|meaning| meaning.role == Role::Note && meaning.note != Some(NoteKind::Other));
        let body = pieces[index + 1..].iter().find_map(|piece| match piece {
            Piece::Block { block: Block::Blank | Block::Furniture { .. }, .. } => None,
            Piece::Block { block: Block::Bullet { .. }, .. } => Some(true),
            Piece::Block { block: Block::Line(line), .. } => Some(matches!(self.kind_of(line, 0), Kind::Text)),
            _ => Some(false),
        });
        if !told || body != Some(true) {
            return false;
        }
        self.role_heading(header, text, place);
        true
    }

    /// The heading at `index` is followed by what only an item has: a role heading or a pair.
    fn names_item(&self, pieces: &[Piece], index: usize) -> bool {
        for (at, piece) in pieces.iter().enumerate().skip(index + 1).take(6) {
            let Piece::Block { block, .. } = piece else { return false };
            match block {
                Block::Blank | Block::Furniture { .. } => continue,
                Block::Table(_) => return false,
                Block::Bullet { line, depth } => {
                    if bullet::has_children(pieces, at, *depth) && !self.siblings_are_roles(pieces, at, *depth) {
                        return false;
                    }
                    return matches!(self.kind_of(&Line { bullet: false, bold: false, ..line.clone() }, 0), Kind::Role(_) | Kind::Pair(..));
                }
                Block::Heading { line, level } => return matches!(self.kind_of(line, *level), Kind::Role(_) | Kind::Pair(..)),
                // The name of an item and what is said of it stand on one line: the heading is over it.
                Block::Line(line) if self.is_headed(line) => return false,
                Block::Line(line) => match self.kind_of(line, 0) {
                    Kind::Role(_) | Kind::Pair(..) => return true,
                    Kind::Furniture => continue,
                    _ => return false,
                },
            }
        }
        false
    }
}
