//! Chapter (章): headings that part the report, not its items: 1 計画の概要, 2 評価の結果, 3 施策ごとの進捗状況.

use crate::interpret::Interpreter;
use crate::model::lexicon::{Cue, Role};

impl Interpreter<'_> {
    /// 1 3年間の効果額, 2 取組項目別の結果, 4 施策ごとの進捗状況: a chapter of the report, no section that items stand under.
    pub(super) fn names_content(&self, text: &str) -> bool {
        let header = self.header(text);
        let told = matches!(header.role(), Some(Role::Result | Role::ResultValue | Role::Rating | Role::Achievement | Role::Cost | Role::CostResult | Role::Note | Role::Legend));
        told && self.lexicon.before_cue(Cue::ChapterName, &header.core).is_some()
    }

    /// 2 評価の結果 after 1 …: the next chapter of the report, whatever else its words may be over. Inside a sheet or an item such headings
    /// are its parts, unless the chapter before it was one of content as well.
    pub(super) fn opens_chapter(&self, text: &str) -> bool {
        if self.sheet.is_some() || !self.names_content(text) {
            return false;
        }
        let words = &self.lexicon.group_words;
        let next = || self.sections.goes_on(text) || self.sections.has_style_of(text, words);
        self.item.is_none() && (self.is_of_report(text) || next()) || self.sections.goes_on(text) && self.sections.in_chapter() || self.sections.beside_chapter(text, words)
    }

    /// 1 計画の概要, 1 本書の趣旨 in a report that is no sheet of one item: it begins with a chapter about itself.
    fn is_of_report(&self, text: &str) -> bool {
        let header = self.header(text);
        let report = self.printed_title.as_deref().is_some_and(|title| !self.is_sheet_name(title));
        let about = || header.core.split_once('の').is_some_and(|(of, _)| self.lexicon.before_cue(Cue::ReportMatter, of).is_some());
        report && self.sections.open.is_empty() && first_number(text) && about()
    }
}

/// `1 …`, `第1章 …`, `(1) …`: the first of its kind.
fn first_number(text: &str) -> bool {
    let digits: String = text.chars().skip_while(|c| matches!(c, '第' | '(' | ' ')).take_while(char::is_ascii_digit).collect();
    digits == "1" || text.trim_start().starts_with(['Ⅰ', '①'])
}
