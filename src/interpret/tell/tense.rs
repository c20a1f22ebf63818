//! Tense (時制): whether a text tells what was done or says what is to be done.
//!
//! A column or list of deeds (取組内容) has no header word that says it; the ends of its sentences do.

use crate::interpret::Interpreter;
use crate::interpret::under::Under;
use crate::japanese::date::periods;
use crate::japanese::text::Text;
use crate::model::lexicon::{Cue, Lexicon};

impl Interpreter<'_> {
    /// The text tells of deeds done.
    pub(super) fn is_past(&self, text: &str, under: &Under) -> bool {
        match tense(text, self.lexicon) {
            0 => under.period.is_none() && self.past_deeds,
            score => score > 0,
        }
    }
}

/// Above 0: tells the past; below: says what is to be done.
pub fn tense(text: &str, lexicon: &Lexicon) -> i32 {
    let count = |cue: Cue| lexicon.cues(cue).iter().filter(|word| text.contains(word.as_str())).count() as i32;
    let mut score = count(Cue::Past) - count(Cue::ToCome);
    // Verbs at the ends of sentences: た tells the past, the plain form what is to come; いる and ある tell neither.
    if score == 0 {
        for sentence in text.split(['。', '\n']).map(|sentence| sentence.trim_end_matches([')', '）', ' '])).filter(|sentence| !sentence.is_empty()) {
            if sentence.ends_with('た') {
                score += 1;
            } else if sentence.ends_with(['る', 'す', 'う', 'く', 'む', 'ぶ', 'つ', 'ぐ']) && !sentence.ends_with("いる") && !sentence.ends_with("ある") {
                score -= 1;
            }
        }
    }
    let folded = Text::new(text);
    if score == 0 && (text.contains("年度)") || text.contains("年度～") || periods(folded.normal(), &Default::default()).iter().any(|period| period.start.is_some())) {
        score += 1;
    }
    score
}
