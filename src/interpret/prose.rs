//! Prose (箇条書き・本文): headings, themes, bullets and `label：value` lines instead of tables.

use crate::interpret::Interpreter;
use crate::interpret::tell::tense;
use crate::interpret::under::{Printed, Under, plain};
use crate::japanese::label::leading_label;
use crate::japanese::number::unit_note;
use crate::japanese::text::Text;
use crate::model::block::{Block, Line};
use crate::model::grid::Piece;
use crate::model::header::Header;
use crate::model::lexicon::{Matched, Role};
use crate::model::place::Place;
use crate::model::record::Fate;

/// Longest heading, in characters.
const LONGEST_HEADING: usize = 60;

/// Whether the bullets of the document tell the past, by vote.
pub fn deeds_are_past(pieces: &[Piece]) -> bool {
    let votes: i32 = pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Block { block: Block::Bullet { line, .. }, .. } => Some(tense(line.text.as_str()).signum()),
            _ => None,
        })
        .sum();
    votes > 0
}

/// Where the head of the document ends, in which it may name itself: its third line, or its first table.
pub fn title_end(pieces: &[Piece]) -> usize {
    let mut lines = 0;
    pieces
        .iter()
        .position(|piece| {
            let Piece::Block { block, .. } = piece else { return true };
            lines += usize::from(!matches!(block, Block::Blank | Block::Furniture { .. }));
            lines > 2
        })
        .unwrap_or(pieces.len())
}

/// What a free line is.
enum Kind {
    /// A page number, a running head.
    Furniture,
    /// `label：value`.
    Pair(Header, Line),
    /// A heading that says what the lines under it are.
    Role(Header),
    /// Any other heading.
    Heading(u8),
    /// Text.
    Text,
}

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
        if let Some((_, unit)) = unit_note(line.text.normal()).filter(|_| text.chars().count() <= 24 && text.contains("単位")) {
            self.unit = Some(unit);
            self.use_range(place.range(), Fate::Header);
            return;
        }
        if self.take_legend(text, place) || self.take_legend_lines(pieces, index) {
            return;
        }
        if self.is_document_title(index, text) {
            self.findings.title.get_or_insert_with(|| text.to_owned());
            self.printed_title = Some(text.to_owned());
            self.use_range(place.range(), Fate::Header);
            return;
        }
        match self.kind_of(line, level) {
            Kind::Furniture => self.leave(place.range(), "page-furniture"),
            Kind::Pair(header, value) => self.pair(&header, line, &value, place),
            Kind::Role(_) | Kind::Heading(_) if self.is_sheet_part(pieces, index, text, level) => self.sheet_part(line, place),
            Kind::Role(header) if !self.opens_form_part(pieces, index, text) => self.role_heading(header, place),
            Kind::Role(_) | Kind::Heading(_) if self.opens_form_part(pieces, index, text) => {
                // The name of a part of a form groups what follows; it is no section over items.
                self.role = None;
                if let Some((_, unit)) = unit_note(line.text.normal()) {
                    self.unit = Some(unit);
                }
                self.use_range(place.range(), Fate::Header);
            }
            Kind::Role(header) => self.role_heading(header, place),
            Kind::Heading(level) => {
                self.role = None;
                if self.names_item(pieces, index) {
                    let path = self.sections.path(false);
                    self.open_item(text, path, place);
                } else {
                    self.item = None;
                    let group_words = self.lexicon.group_words.clone();
                    self.sections.enter(text, level, &group_words, place);
                }
            }
            Kind::Text if self.role.is_some() => self.body(pieces, index),
            Kind::Text => self.text(line, place),
        }
    }

    /// Lines and bullets under a heading that says what they are: one text, as in a cell of a table.
    fn body(&mut self, pieces: &[Piece], index: usize) {
        let Some(under) = self.role.clone() else { return };
        let mut lines: Vec<Line> = vec![];
        let mut whole: Option<Place> = None;
        let mut end = index;
        for (at, piece) in pieces.iter().enumerate().skip(index) {
            let Piece::Block { block, place } = piece else { break };
            let line = match block {
                Block::Line(line) => {
                    if at > index && (self.begins_legend(line) || self.take_legend_at(pieces, at)) {
                        break;
                    }
                    match self.kind_of(line, 0) {
                        Kind::Text => line.clone(),
                        Kind::Furniture => {
                            self.leave(place.range(), "page-furniture");
                            continue;
                        }
                        _ => break,
                    }
                }
                Block::Bullet { line, .. } => {
                    let bare = Line { bullet: false, bold: false, ..line.clone() };
                    if at > index && !matches!(self.kind_of(&bare, 0), Kind::Text | Kind::Heading(_)) {
                        break;
                    }
                    line.clone()
                }
                _ => break,
            };
            end = at + 1;
            lines.push(line);
            let start = whole.as_ref().map_or(place.start, |whole| whole.start);
            whole = Some(Place { start, end: place.end, ..whole.unwrap_or_else(|| place.clone()) });
        }
        self.body_end = end;
        if let Some(place) = whole {
            let item = self.item_or_heading(&place);
            self.tell(item, &lines, &place, &[], &under);
        }
    }

    fn begins_legend(&self, line: &Line) -> bool {
        crate::japanese::mark::legend(line.text.normal()).is_some()
    }

    /// A heading inside a sheet whose form named the item: of a kind that did not stand before the item, and no name of another.
    fn is_sheet_part(&self, pieces: &[Piece], index: usize, text: &str, level: u8) -> bool {
        let Some((_, seen)) = &self.sheet else { return false };
        self.sections.is_new_since(seen, text, level, &self.lexicon.group_words) && !self.names_item(pieces, index)
    }

    /// Opens a part of the sheet: what it names tells of the text and the tables under it.
    fn sheet_part(&mut self, line: &Line, place: &Place) {
        self.item = self.sheet.as_ref().map(|(item, _)| *item);
        let header = Header::read(line.text.as_str(), self.lexicon, self.setting);
        self.sheet_part = super::SheetPart {
            level: header.level().or_else(|| crate::model::header::level_word(line.text.as_str())),
            children: ["構成", "細事業", "内訳の事業", "事業の内訳", "関連事業", "配下"].iter().any(|word| line.text.as_str().contains(word)),
        };
        if let Some((_, unit)) = unit_note(line.text.normal()) {
            self.unit = Some(unit);
        }
        self.use_range(place.range(), Fate::Header);
        let text = header.meaning.as_ref().is_some_and(|meaning| !matches!(meaning.role, Role::Title | Role::Section | Role::Label | Role::Indicator | Role::Cost));
        self.role = text.then(|| Under::new(&[Printed { header, range: place.range() }]));
    }

    /// The report's own name, at its head: a municipality or a year, and a word for reports at the end.
    fn is_document_title(&self, index: usize, text: &str) -> bool {
        if self.item.is_some() || !self.sections.open.is_empty() || self.printed_title.is_some() {
            return false;
        }
        if index > self.title_end || text.chars().count() > LONGEST_HEADING || text.contains('。') {
            return false;
        }
        let folded = Text::new(text);
        let body = crate::model::header::unbracketed(text);
        let body = body.split(['(', '【', '〔']).next().unwrap_or(body).trim();
        let report = self.lexicon.form_titles.iter().any(|word| body.ends_with(word.as_str()));
        let told = !crate::japanese::date::periods(folded.normal(), self.setting).is_empty() || text.contains(['市', '町', '村', '区', '県', '府', '都']);
        report && told && leading_label(folded.normal()).is_none() && !self.lexicon.group_words.iter().any(|word| body.starts_with(word.as_str()))
    }

    /// A heading that names a part of a form, with a table under it.
    fn opens_form_part(&self, pieces: &[Piece], index: usize, text: &str) -> bool {
        let table_follows =
            pieces.iter().skip(index + 1).take(3).find(|piece| !matches!(piece, Piece::Block { block: Block::Line(line), .. } if line.text.as_str().contains("単位")));
        if !matches!(table_follows, Some(Piece::Grid(_))) {
            return false;
        }
        let header = Header::read(text, self.lexicon, self.setting);
        let core = if header.core.is_empty() { crate::model::header::unbracketed(text).to_owned() } else { header.core };
        self.lexicon.is_form_part(&core)
    }

    fn kind_of(&self, line: &Line, level: u8) -> Kind {
        let text = line.text.as_str().trim();
        let characters = text.chars().count();
        let digits = text.chars().filter(|c| !matches!(c, '-' | '－' | '―' | '–' | ' ' | 'P' | 'p' | '.' | '/' | 'ペ' | 'ー' | 'ジ' | '頁' | '‐' | '−')).collect::<String>();
        if level == 0 && !digits.is_empty() && characters <= 12 && digits.chars().all(|c| c.is_ascii_digit()) {
            return Kind::Furniture;
        }
        if level == 0 && self.is_running_head(text) {
            return Kind::Furniture;
        }
        if let Some(pair) = self.pair_of(line) {
            return pair;
        }
        if characters <= LONGEST_HEADING && !text.contains('。') {
            let header = Header::read(text, self.lexicon, self.setting);
            let known = header.meaning.as_ref().is_some_and(|meaning| {
                meaning.matched <= Matched::Compound
                    && !matches!(meaning.role, Role::Title | Role::Section | Role::Label | Role::Department)
                    && !matches!(meaning.role, Role::Period | Role::Unit | Role::Legend | Role::Direction | Role::Municipality)
                    && meaning.note != Some(crate::model::record::NoteKind::Other)
            });
            if known && characters <= 30 {
                return Kind::Role(header);
            }
        }
        let opener = text.chars().next().unwrap_or(' ');
        let ornament = matches!(opener, '●' | '○' | '◎' | '■' | '□' | '◆' | '◇' | '▼' | '▶' | '★' | '☆' | '【' | '≪' | '《' | '<');
        let word = self.lexicon.group_words.iter().any(|word| {
            text.starts_with(word.as_str())
                && text[word.len()..].starts_with(|c: char| c.is_ascii_digit() || c == ' ' || ('Ⅰ'..='Ⅻ').contains(&c) || ('①'..='⑳').contains(&c) || c == ':')
        });
        // 2 人と組織を見直す after 1 …: the number goes on, whatever the word after it counts.
        let numbered = leading_label(line.text.normal()).is_some() || (characters <= LONGEST_HEADING && self.sections.goes_on(text));
        if level > 0 || (characters <= LONGEST_HEADING && !text.ends_with(['。', '、']) && (ornament || word || numbered || line.bold)) {
            return Kind::Heading(level);
        }
        Kind::Text
    }

    /// The report's title, printed again at the head of a page, perhaps with more.
    fn is_running_head(&self, text: &str) -> bool {
        let Some(title) = self.printed_title.as_deref().filter(|title| title.chars().count() >= 8) else { return false };
        let (line, title) = (crate::japanese::text::key(text), crate::japanese::text::key(title));
        line == title || (line.starts_with(&title) && line.chars().count() <= title.chars().count() + 20) || (line.chars().count() >= 8 && title.starts_with(&line))
    }

    /// `担当課：市民課` with a known label, or `所管　財政課` of a department.
    fn pair_of(&self, line: &Line) -> Option<Kind> {
        let text = line.text.as_str();
        if let Some((label, _)) = text.split_once(' ').filter(|(label, value)| !value.trim().is_empty() && label.chars().count() <= 8 && value.chars().count() <= 40) {
            let header = Header::read(label, self.lexicon, self.setting);
            if header.meaning.as_ref().is_some_and(|meaning| meaning.role == Role::Department && meaning.matched == Matched::Whole) {
                return Some(Kind::Pair(header, Line::plain(line.text.slice(label.len()..text.len()).trimmed())));
            }
        }
        let at = text.find([':', '：'])?;
        let width = text[at..].chars().next().map_or(1, char::len_utf8);
        let (label, value) = (&text[..at], &text[at + width..]);
        if label.trim().is_empty() || label.chars().count() > 24 || value.trim().is_empty() {
            return None;
        }
        let header = Header::read(label, self.lexicon, self.setting);
        let meaning = header.meaning.as_ref()?;
        if meaning.matched > Matched::Compound {
            return None;
        }
        Some(Kind::Pair(header, Line::plain(line.text.slice(at + width..text.len()).trimmed())))
    }

    fn pair(&mut self, header: &Header, line: &Line, value: &Line, place: &Place) {
        let label_bytes = line.text.whole_source().start..value.text.whole_source().start;
        let value_place = place.with_range(value.text.whole_source());
        match header.role() {
            Some(Role::Title) => {
                let path = self.sections.path(false);
                self.open_item(value.text.as_str(), path, &value_place);
                self.use_range(label_bytes, Fate::Header);
                self.role = None;
            }
            Some(Role::Section) => {
                let group_words = self.lexicon.group_words.clone();
                self.sections.enter(line.text.as_str().trim(), 0, &group_words, place);
            }
            Some(Role::Label) => {
                if let Some(item) = self.item {
                    self.findings.items[item].label = Some(value.text.as_str().trim().to_owned());
                    self.findings.items[item].also.push(value_place.clone());
                    self.use_range(place.range(), Fate::Recorded);
                }
            }
            Some(Role::Period | Role::Unit | Role::Legend | Role::Direction | Role::Municipality) if self.item.is_none() => self.leave(place.range(), "outside-items"),
            _ => {
                // 計画期間：… over the whole report is about no item.
                if self.item.is_none() && header.meaning.as_ref().is_some_and(|meaning| meaning.note == Some(crate::model::record::NoteKind::Other)) {
                    self.leave(place.range(), "outside-items");
                    return;
                }
                let item = self.item_or_heading(place);
                let under = Under::new(&[Printed { header: header.clone(), range: label_bytes }]);
                self.tell(item, std::slice::from_ref(value), &value_place, &[], &under);
                self.role = Some(under);
            }
        }
    }

    fn role_heading(&mut self, header: Header, place: &Place) {
        let under = Under::new(&[Printed { header, range: place.range() }]);
        self.role = Some(under);
    }

    fn text(&mut self, line: &Line, place: &Place) {
        let has_heading = line.text.as_str().contains(['【', '≪']);
        match (self.role.clone(), self.item) {
            (Some(under), _) => {
                let item = self.item_or_heading(place);
                self.tell(item, std::slice::from_ref(line), place, &[], &under);
            }
            (None, Some(item)) if has_heading => {
                let under = Under::default();
                self.tell(item, std::slice::from_ref(line), place, &[], &under);
            }
            _ => self.leave(place.range(), "outside-items"),
        }
    }

    /// The heading at `index` is followed by what only an item has: a role heading or a pair.
    fn names_item(&self, pieces: &[Piece], index: usize) -> bool {
        for (at, piece) in pieces.iter().enumerate().skip(index + 1).take(6) {
            let Piece::Block { block, .. } = piece else { return false };
            match block {
                Block::Blank | Block::Furniture { .. } => continue,
                Block::Table(_) => return false,
                Block::Bullet { line, depth } => {
                    if has_children(pieces, at, *depth) && !self.siblings_are_roles(pieces, at, *depth) {
                        return false;
                    }
                    return matches!(self.kind_of(&Line { bullet: false, bold: false, ..line.clone() }, 0), Kind::Role(_) | Kind::Pair(..));
                }
                Block::Heading { line, level } => return matches!(self.kind_of(line, *level), Kind::Role(_) | Kind::Pair(..)),
                Block::Line(line) => match self.kind_of(line, 0) {
                    Kind::Role(_) | Kind::Pair(..) => return true,
                    Kind::Furniture => continue,
                    _ => return false,
                },
            }
        }
        false
    }

    /// Of the bullets beside this one that have bullets under them, most say what stands under them (取組, 成果, 課題).
    fn siblings_are_roles(&self, pieces: &[Piece], index: usize, depth: u8) -> bool {
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

    fn bullet(&mut self, pieces: &[Piece], index: usize, depth: u8, line: &Line, place: &Place) {
        let text = line.text.as_str().trim();
        let bare = Line { bullet: false, bold: false, ..line.clone() };
        match self.kind_of(&bare, 0) {
            Kind::Pair(header, value) if !matches!(header.role(), Some(Role::Target | Role::Result | Role::Deed)) => {
                self.pair(&header, &bare, &value, place);
                return;
            }
            Kind::Role(header) if self.item.is_some() && has_children(pieces, index, depth) && self.siblings_are_roles(pieces, index, depth) => {
                self.role_heading(header, place);
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
        match self.role.clone() {
            Some(_) => self.body(pieces, index),
            None => {
                let Some(item) = self.item else {
                    self.leave(place.range(), "outside-items");
                    return;
                };
                let mut under = Under { meaning: Some(plain(Role::Deed)), by: Some(crate::model::record::Ground::Structure), ..Under::default() };
                under.level = Some(crate::model::record::Level::Activity);
                self.tell(item, std::slice::from_ref(&bare), place, &[], &under);
            }
        }
    }
}

/// The next bullet stands deeper.
fn has_children(pieces: &[Piece], index: usize, depth: u8) -> bool {
    matches!(pieces.get(index + 1), Some(Piece::Block { block: Block::Bullet { depth: next, .. }, .. }) if *next > depth)
}
