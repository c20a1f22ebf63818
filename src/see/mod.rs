//! See (見): each distinct text of a batch is read once, over all its documents.
//!
//! Cells, lines and heads recur: five of six texts of a real batch are repeats. [`see`] gives what is known of a text: folded, keyed, its
//! number, mark, choices and label, and under a document's era and year its look, its time and what it says as a header. A fact is worked
//! out when it is first asked for and kept for every later document, on whatever thread; it depends on the words, the lexicon and the
//! era and year alone, so that the order of reading changes nothing. What is kept is bounded ([`store`]).

mod bare;
mod dated;
mod look;
mod seen;
mod store;

pub use bare::Bare;
pub use look::{Class, Shape};
pub use seen::{Seen, TextId};

use crate::japanese::mark::{Choices, Mark};
use crate::japanese::number::Quantity;
use crate::japanese::text::Normal;

/// What is known of a text, as it stands in a cell or line.
pub fn see(words: &str) -> Seen {
    store::get(words)
}

/// The number that a folded text is, as a whole.
pub fn whole_value(text: Normal<'_>) -> Option<Quantity> {
    let seen = see(text.as_str());
    if seen.is_folded() { seen.number().cloned() } else { crate::japanese::number::whole_value(text) }
}

/// The mark that a folded text is, as a whole.
pub fn whole_mark(text: Normal<'_>) -> Option<Mark> {
    let seen = see(text.as_str());
    if seen.is_folded() { seen.mark().cloned() } else { crate::japanese::mark::whole_mark(text) }
}

/// The printed list of options that a folded text is.
pub fn choices(text: Normal<'_>) -> Option<Choices> {
    let seen = see(text.as_str());
    if seen.is_folded() { seen.choices().cloned() } else { crate::japanese::mark::choices(text) }
}

/// The matching key of a text.
pub fn key(text: &str) -> String {
    see(text).key().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::japanese::date::{Era, Setting};
    use crate::japanese::text::Text;
    use crate::model::header::Header;
    use crate::model::lexicon::Lexicon;
    use std::path::Path;

    #[test]
    fn what_is_kept_is_what_would_be_read_again() {
        let (lexicon, setting) = (Lexicon::embedded().expect("the lexicon reads"), Setting { era: Some(Era::Reiwa), fiscal_year: Some(2025), ..Setting::default() });
        for words in ["１２千円", "Ａ", "□拡充 ■継続", "(1) 図書館", "令和７年度 目標値(千円)", "ｶ\u{200b}\u{ff9e}", "カ\u{200b}\u{3099}", ""] {
            for _ in 0..2 {
                let (seen, folded) = (see(words), Text::new(words));
                assert_eq!((seen.folded().as_str(), seen.key()), (folded.as_str(), crate::japanese::text::key(words).as_str()), "{words}");
                assert_eq!(seen.number(), crate::japanese::number::whole_value(folded.normal()).as_ref(), "{words}");
                assert_eq!(seen.mark(), crate::japanese::mark::whole_mark(folded.normal()).as_ref(), "{words}");
                assert_eq!(seen.choices(), crate::japanese::mark::choices(folded.normal()).as_ref(), "{words}");
                assert_eq!(format!("{:?}", seen.header(&lexicon, &setting)), format!("{:?}", Header::read(words, &lexicon, &setting)), "{words}");
            }
            let twice = Text::new(Text::new(words).as_str());
            assert_eq!(whole_value(twice.normal()), crate::japanese::number::whole_value(twice.normal()), "{words}");
        }
    }

    #[test]
    fn the_id_of_a_text_is_told_by_its_words_alone() {
        assert_eq!(see("事業名").id(), see("事業名").id());
        assert_ne!(see("事業名").id(), see("事業 名").id());
        assert_ne!(see("事業名").id(), see("事務事業名").id());
    }

    #[test]
    fn a_bare_year_is_read_under_the_era_of_each_document() {
        let lexicon = Lexicon::embedded().expect("the lexicon reads");
        let years = |era| {
            let setting = Setting { era: Some(era), ..Setting::default() };
            see("7年度").header(&lexicon, &setting).period.as_ref().map(|(_, period)| period.fiscal_years.clone())
        };
        for _ in 0..2 {
            assert_eq!((years(Era::Heisei), years(Era::Reiwa)), (Some(vec![1995]), Some(vec![2025])));
        }
    }

    #[test]
    fn a_word_that_a_user_added_is_seen_at_once() {
        let (ours, setting) = (Lexicon::embedded().expect("the lexicon reads"), Setting::default());
        let mut theirs = ours.clone();
        theirs.add("[[header]]\nwords = [\"着地点\"]\nrole = \"target\"", Path::new("my.toml")).expect("it reads");
        for _ in 0..2 {
            assert!(see("着地点").header(&ours, &setting).meaning.is_none());
            assert!(see("着地点").header(&theirs, &setting).meaning.is_some());
        }
    }

    #[test]
    fn more_texts_than_are_kept_are_read_all_the_same() {
        for index in 0..3 * store::MOST_TEXTS {
            assert_eq!(see(&format!("第{index}号")).key(), format!("第{index}号"));
        }
        assert!(store::kept() <= store::MOST_TEXTS);
    }
}
