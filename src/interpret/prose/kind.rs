//! Kind of a line (行の種類): what a free line is, by its words, its opening sign and its length.
//!
//! The order matters: page numbers and running heads go first, then pairs, headings the lexicon knows, and any other heading.

use super::LONGEST_HEADING;
use crate::interpret::Interpreter;
use crate::japanese::label::leading_label;
use crate::model::block::Line;
use crate::model::header::Header;
use crate::model::lexicon::{Matched, Role};
use crate::model::record::NoteKind;
use std::sync::Arc;

/// What a free line is.
pub(super) enum Kind {
    /// A page number, a running head.
    Furniture,
    /// `label：value`.
    Pair(Arc<Header>, Line),
    /// A heading that says what the lines under it are.
    Role(Arc<Header>),
    /// Any other heading.
    Heading(u8),
    /// Text.
    Text,
}

impl Interpreter<'_> {
    pub(super) fn kind_of(&self, line: &Line, level: u8) -> Kind {
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
            let header = self.header(text);
            let known = header.meaning.as_ref().is_some_and(|meaning| {
                meaning.matched <= Matched::Compound
                    && !matches!(meaning.role, Role::Title | Role::Section | Role::Label | Role::Department)
                    && !matches!(meaning.role, Role::Period | Role::Unit | Role::Legend | Role::Direction | Role::Municipality)
                    && meaning.note != Some(NoteKind::Other)
            });
            if known && characters <= 30 {
                return Kind::Role(header);
            }
        }
        let opener = text.chars().next().unwrap_or(' ');
        let ornament = matches!(opener, '●' | '○' | '◎' | '■' | '□' | '◆' | '◇' | '▼' | '▶' | '★' | '☆' | '【' | '≪' | '《' | '<');
        let word = self.lexicon.group_words.iter().any(|word| {
            text.starts_with(word.as_str())
                && text[word.len()..].starts_with(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '(') || ('Ⅰ'..='Ⅻ').contains(&c) || ('①'..='⑳').contains(&c) || c == ':')
        });
        // 2 人と組織を見直す after 1 …: the number goes on, whatever the word after it counts.
        let numbered = leading_label(line.text.normal()).is_some() || (characters <= LONGEST_HEADING && self.sections.goes_on(text));
        if level > 0 || (characters <= LONGEST_HEADING && !text.ends_with(['。', '、']) && !is_sentence(text) && (ornament || word || numbered || line.bold)) {
            return Kind::Heading(level);
        }
        Kind::Text
    }
}

/// 始めた。(10月): a sentence with a remark after its end. A bracket of a heading (【評価】A。…) may hold one.
fn is_sentence(text: &str) -> bool {
    text.char_indices().any(|(at, character)| character == '。' && text[at + character.len_utf8()..].trim_start().starts_with('(')) && !text.starts_with(['【', '<', '≪'])
}
