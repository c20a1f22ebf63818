//! Cues (手がかりの語): words that decide something by standing in a text, at its end or alone, where no header word does.

use crate::japanese::text::key;
use crate::model::lexicon::Lexicon;

/// What a cue tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cue {
    /// In a text: it tells what was done.
    Past,
    /// In a text: it says what is to be done.
    ToCome,
    /// Alone beside an indicator: it measures means.
    InputKind,
    /// Alone beside an indicator: it measures what is done.
    OutputKind,
    /// Alone beside an indicator: it measures what comes of it.
    OutcomeKind,
    /// Alone in a row: it only says that the row holds the matter itself.
    Matter,
    /// A head over how many points there are to give.
    FullMarks,
    /// At the end of a heading: the name of a table, no section.
    TableName,
    /// At the end of a heading: a list, whatever it is a list of.
    Listing,
    /// At the end of a heading: a chapter of results, no section that items stand under.
    ChapterName,
    /// At the end of what a chapter is about: the report or its plan, no item.
    ReportMatter,
    /// In the name of a part of a sheet: its rows are parts of the item.
    PartsOfItem,
    /// At the end of a report's name: a form of one item.
    SheetName,
    /// At the end of a header: it explains the rating that the rest names.
    Reason,
    /// At the end of the subject of a legend.
    LegendSubject,
    /// In a header over costs: they are planned, not settled.
    PlannedCost,
    /// At the end of a header: what stands under it sorts things and rates nothing.
    Classification,
}

impl Cue {
    pub(super) fn named(name: &str) -> Option<Cue> {
        Some(match name {
            "past" => Cue::Past,
            "to_come" => Cue::ToCome,
            "input_kind" => Cue::InputKind,
            "output_kind" => Cue::OutputKind,
            "outcome_kind" => Cue::OutcomeKind,
            "matter" => Cue::Matter,
            "full_marks" => Cue::FullMarks,
            "table_name" => Cue::TableName,
            "listing" => Cue::Listing,
            "chapter_name" => Cue::ChapterName,
            "report_matter" => Cue::ReportMatter,
            "parts_of_item" => Cue::PartsOfItem,
            "sheet_name" => Cue::SheetName,
            "reason" => Cue::Reason,
            "legend_subject" => Cue::LegendSubject,
            "planned_cost" => Cue::PlannedCost,
            "classification" => Cue::Classification,
            _ => return None,
        })
    }
}

impl Lexicon {
    /// The words of a cue, in the order of the file.
    pub fn cues(&self, cue: Cue) -> &[String] {
        self.cues.get(&cue).map_or(&[], Vec::as_slice)
    }

    /// The text is one of the words.
    pub fn is_cue(&self, cue: Cue, text: &str) -> bool {
        let own = key(text);
        self.cues(cue).contains(&own)
    }

    /// One of the words stands in the text.
    pub fn holds_cue(&self, cue: Cue, text: &str) -> bool {
        self.cues(cue).iter().any(|word| text.contains(word.as_str()))
    }

    /// What stands before one of the words at the end of the text.
    pub fn before_cue<'a>(&self, cue: Cue, text: &'a str) -> Option<&'a str> {
        self.cues(cue).iter().find_map(|word| text.strip_suffix(word.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn a_cue_of_the_user_counts_and_an_unknown_one_is_refused() {
        let mut lexicon = Lexicon::embedded().expect("the lexicon reads");
        assert!(lexicon.holds_cue(Cue::Past, "窓口を開設した。") && !lexicon.holds_cue(Cue::Past, "窓口を開設せり"));
        lexicon.add("[[cue]]\nwords = [\"せり\"]\ntells = \"past\"", Path::new("my.toml")).expect("it reads");
        assert!(lexicon.holds_cue(Cue::Past, "窓口を開設した。") && lexicon.holds_cue(Cue::Past, "窓口を開設せり"));
        let error = lexicon.add("[[cue]]\nwords = [\"せり\"]\ntells = \"pst\"", Path::new("my.toml")).expect_err("no cue has this name");
        assert!(error.to_string().contains("unknown tells \"pst\""), "{error}");
    }
}
