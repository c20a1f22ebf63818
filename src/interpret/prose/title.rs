//! Report title (文書名): the report's own name among its first lines, and printed again at the heads of its pages.

use super::LONGEST_HEADING;
use crate::interpret::Interpreter;
use crate::japanese::date::periods;
use crate::japanese::label::leading_label;
use crate::japanese::municipality::whole_municipality;
use crate::japanese::text::Text;
use crate::model::block::Block;
use crate::model::grid::Piece;
use crate::model::header::unbracketed;
use crate::see::key;

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

impl Interpreter<'_> {
    /// The report's own name, at its head: a municipality or a year, and a word for reports at the end.
    pub(super) fn is_document_title(&self, index: usize, text: &str) -> bool {
        if self.item.is_some() || !self.sections.open.is_empty() || self.printed_title.is_some() {
            return false;
        }
        if index > self.title_end || text.chars().count() > LONGEST_HEADING || text.contains('。') {
            return false;
        }
        let folded = Text::new(text);
        let body = unbracketed(text);
        let body = body.split(['(', '【', '〔']).next().unwrap_or(body).trim();
        let report = self.lexicon.form_titles.iter().any(|word| body.ends_with(word.as_str()));
        let told = !periods(folded.normal(), self.setting).is_empty() || text.contains(['市', '町', '村', '区', '県', '府', '都']);
        report && told && leading_label(folded.normal()).is_none() && !self.lexicon.group_words.iter().any(|word| body.starts_with(word.as_str()))
    }

    /// Who published the report: its name alone among the first lines.
    pub(super) fn publisher(&self, index: usize, text: &str) -> Option<String> {
        let head = self.item.is_none() && self.sections.open.is_empty() && index <= self.title_end;
        whole_municipality(text).filter(|_| head)
    }

    /// The report's title, printed again at the head of a page, perhaps with more.
    pub(super) fn is_running_head(&self, text: &str) -> bool {
        let Some(title) = self.printed_title.as_deref().filter(|title| title.chars().count() >= 8) else { return false };
        let (line, title) = (key(text), key(title));
        line == title || (line.starts_with(&title) && line.chars().count() <= title.chars().count() + 20) || (line.chars().count() >= 8 && title.starts_with(&line))
    }
}
