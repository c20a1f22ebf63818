//! Content (見出しのない値): what a cell is that no header explains, told by what it looks like.

use super::{Standing, Told};
use crate::interpret::Interpreter;
use crate::interpret::cell::{self, Part};
use crate::interpret::under::Under;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::lexicon::Role;
use crate::model::place::Place;
use crate::model::record::{Ground, NoteKind, StatementKind};
use crate::see::{key, see, whole_value};

impl Interpreter<'_> {
    /// No header says what this is: a mark is a rating, a number in a year is a result, the rest is a note.
    pub(super) fn by_content(&mut self, part: &Part, standing: Standing, told: &mut Told) {
        let under = standing.under;
        let flat = cell::joined(&part.lines);
        let one_line = flat.as_str().replace('\n', " ");
        let mut here = under.clone();
        here.by = Some(Ground::Content);
        if self.is_mark(&one_line) && whole_value(flat.normal()).is_none() {
            self.rate(part, standing.below(&here), told);
            return;
        }
        if whole_value(flat.normal()).is_some() && (under.period.is_some() || under.indicator.is_some()) {
            self.number(part, standing.below(&here.with_role(Role::ResultValue)), told);
            return;
        }
        if see(&one_line).status(self.lexicon).is_some() {
            return;
        }
        if let Some(header) = under.headers.last().filter(|_| under.unknown) {
            self.unknown_header(header, under, standing.place);
        }
        self.texts(part, standing.below(&here), StatementKind::Note(NoteKind::Other), told);
    }

    /// The words stand where a number was due: one, or why there is none.
    pub fn is_value(&self, words: &str) -> bool {
        is_number(words) || see(words).status(self.lexicon).is_some()
    }

    /// The words are a mark or a word of a scale.
    pub fn is_mark(&self, words: &str) -> bool {
        let seen = see(words);
        seen.scale_word(self.lexicon).is_some() || seen.mark().is_some() || seen.choices().is_some() || self.legend_member(words).is_some()
    }

    /// `① 効果があった` where a legend of the document says just this of ①: the code.
    pub(in crate::interpret) fn legend_member(&self, words: &str) -> Option<String> {
        let sign = words.trim().chars().next().filter(|sign| ('①'..='⑳').contains(sign) || ('Ⅰ'..='Ⅻ').contains(sign))?;
        let meaning = key(words.trim()[sign.len_utf8()..].trim_start_matches([' ', ':', '：', '.', '．']));
        let raw = sign.to_string();
        let members = self.legends.iter().flat_map(|found| &found.legend.members);
        members.filter(|member| member.raw == raw).find(|member| member.meaning.as_ref().is_some_and(|told| key(told) == meaning)).map(|member| member.code.clone())
    }

    /// Says once that a header is not in the lexicon, with the nearest entries.
    fn unknown_header(&mut self, header: &str, under: &Under, place: &Place) {
        if self.unknown_told.insert(header.to_owned()) {
            let nearest = self.lexicon.nearest(header, 3).join(", ");
            let place = under.ranges.last().map_or_else(|| place.clone(), |range| place.with_range(range.clone()));
            let place = Place { row: None, column: None, ..place };
            self.findings.diagnostics.push(Diagnostic::at(Code::UnknownHeader, format!("header {header:?} is not in the lexicon; nearest entries: {nearest}"), &place));
        }
    }
}

/// The words are a number, with its unit perhaps.
pub fn is_number(words: &str) -> bool {
    see(words).number().is_some()
}
