//! Legend in words (文中の凡例): told by a line or a bracket: `A：達成 B：…`, words of a scale with their meanings, or a subject
//! and its options.

use super::FoundLegend;
use crate::interpret::Interpreter;
use crate::japanese::mark::{Legend, LegendMember, Polarity, counts_codes, legend, polarity};
use crate::japanese::text::Text;
use crate::model::lexicon::{Cue, Role};
use crate::model::place::Place;
use crate::model::record::NoteKind;
use crate::see::see;

/// Longest member of a legend of numbers, in characters.
const LONGEST_OPTION: usize = 14;
/// Longest word of a scale before its colon, in bytes.
const LONGEST_WORD: usize = 120;

impl Interpreter<'_> {
    /// The line is a legend of one of the kinds that [`Self::take_legend`] reads.
    pub fn is_legend(&self, text: &Text) -> bool {
        legend(text.normal()).is_some() || self.option_legend(text.as_str()).is_some()
    }

    /// A legend told by a line or a bracket.
    pub fn take_legend(&mut self, text: &str, place: &Place) -> bool {
        let folded = Text::new(text);
        if counts_codes(folded.as_str()) {
            self.leave(place.range(), "count-of-ratings");
            return true;
        }
        let Some(found) = legend(folded.normal())
            .or_else(|| self.phrase_legend(folded.as_str()))
            .or_else(|| self.option_legend(folded.as_str()))
            .or_else(|| self.kana_legend(folded.as_str()))
            .or_else(|| self.number_legend(folded.as_str()))
        else {
            return false;
        };
        if found.members.iter().any(|member| member.meaning.as_ref().is_some_and(|meaning| meaning.contains('。'))) && found.members.len() < 3 {
            return false;
        }
        self.legends.push(FoundLegend { legend: found, place: place.clone(), words: text.to_owned() });
        true
    }

    /// A subject that is rated, and ア, イ … with what each stands for: `戦略に対する有効性　ア：有効である　イ：有効とはいえない`. Kana open the
    /// parts of any text, so that without the subject they are no legend.
    fn kana_legend(&self, text: &str) -> Option<Legend> {
        let mut starts: Vec<usize> = vec![];
        let mut from = 0;
        for kana in ["ア", "イ", "ウ", "エ", "オ"] {
            let next = [':', '…', '=', '('].iter().filter_map(|stop| text[from..].find(&format!(" {kana}{stop}"))).min();
            let Some(at) = next.map(|at| from + at + 1) else { break };
            starts.push(at);
            from = at;
        }
        let subject = text[..*starts.first()?].trim().trim_matches(['※', '【', '】', '(', ')', ':', ' ']);
        let rated = self.header(subject).meaning.as_ref().is_some_and(|meaning| matches!(meaning.role, Role::Rating | Role::Achievement));
        if starts.len() < 2 || !rated {
            return None;
        }
        let ends = starts.iter().skip(1).copied().chain([text.len()]);
        let members: Vec<LegendMember> = starts
            .iter()
            .zip(ends)
            .map(|(start, end)| {
                let (code, meaning) = text[*start..end].split_at('ア'.len_utf8());
                let meaning = meaning.trim_matches([':', '…', '=', '(', ')', ' ', '、', '。', '/']);
                LegendMember { code: code.to_owned(), raw: code.to_owned(), meaning: Some(meaning.to_owned()) }
            })
            .collect();
        let short = members.iter().all(|member| member.meaning.as_ref().is_some_and(|meaning| !meaning.is_empty() && meaning.chars().count() <= 40));
        short.then(|| Legend { polarity: polarity(&members), members })
    }

    /// `1 拡充 2 現状維持 3 改善・見直し`: numbers in order, nothing but a space between each and its word. Numbers open the parts of any
    /// text, so that most of the words must be known words of a scale.
    fn number_legend(&self, text: &str) -> Option<Legend> {
        let mut members: Vec<LegendMember> = vec![];
        for word in without_note_mark(text).split_whitespace() {
            let number = (members.len() + 1).to_string();
            if word == number || word.strip_suffix(['.', ')']) == Some(&number) {
                members.push(LegendMember { code: number.clone(), raw: number, meaning: None });
                continue;
            }
            // A second word after a number is no name of a member.
            let last = members.last_mut().filter(|last| last.meaning.is_none() && word.chars().count() <= LONGEST_OPTION && !word.contains('。'))?;
            last.meaning = Some(word.trim_end_matches(['、', ',', '/']).to_owned());
        }
        let known = members.iter().filter_map(|member| member.meaning.as_deref()).filter(|meaning| self.is_scale_words(meaning)).count();
        let whole = members.iter().all(|member| member.meaning.is_some());
        (members.len() >= 3 && whole && known * 3 >= members.len() * 2).then(|| Legend { polarity: polarity(&members), members })
    }

    /// 改善・見直し, 休止・廃止, 拡充: words of a scale, one or several for one member.
    fn is_scale_words(&self, words: &str) -> bool {
        see(words).scale_word(self.lexicon).is_some() || words.split('・').all(|word| see(word).scale_word(self.lexicon).is_some())
    }

    /// A subject and the options it may have: `今後の方向性　拡大、改善して継続、縮小、廃止`.
    fn option_legend(&self, text: &str) -> Option<Legend> {
        let (subject, options) = without_note_mark(text).split_once([' ', ':', '：'])?;
        // 方向性の区分, 評価の基準: the legend of 方向性, of 評価.
        let subject = self.lexicon.before_cue(Cue::LegendSubject, subject.trim()).unwrap_or(subject);
        let marks = ['、', '・', '/', '／', ','];
        let words: Vec<&str> = if options.contains(marks) { options.split(marks).map(str::trim).collect() } else { options.split_whitespace().collect() };
        let known = words.iter().filter(|word| see(word).scale_word(self.lexicon).is_some()).count();
        if words.len() < 3 || known * 2 < words.len() || words.iter().any(|word| word.is_empty() || word.chars().count() > 12 || word.contains('。')) {
            return None;
        }
        let rated = self
            .header(subject)
            .meaning
            .as_ref()
            .is_some_and(|meaning| meaning.role == Role::Rating || meaning.note == Some(NoteKind::NextStep) || meaning.role == Role::Direction);
        if !rated {
            return None;
        }
        let members: Vec<LegendMember> = words.iter().map(|word| LegendMember { code: (*word).to_owned(), raw: (*word).to_owned(), meaning: None }).collect();
        Some(Legend { members, polarity: Polarity::Unknown })
    }

    /// A legend whose codes are words of a scale: `達成：… 一部達成：… 未達成：…`.
    fn phrase_legend(&self, text: &str) -> Option<Legend> {
        let mut found: Vec<(usize, usize, String)> = vec![];
        // Where the open word begins. A line may hold nothing but colons: what is too long for a word is not looked at.
        let mut start = 0;
        for (at, character) in text.char_indices() {
            let after = at + character.len_utf8();
            match character {
                ' ' | '、' | '。' | '(' | '※' | '/' | '\n' | '】' | ';' => start = after,
                ':' | '：' | '=' | '…' if at - start <= LONGEST_WORD => {
                    let word = text[start..at].trim();
                    if see(word).scale_word(self.lexicon).is_some() && !found.iter().any(|other| other.2 == word) {
                        found.push((start, after, word.to_owned()));
                    }
                }
                _ => {}
            }
        }
        if found.len() < 2 {
            return None;
        }
        let members: Vec<LegendMember> = found
            .iter()
            .enumerate()
            .map(|(index, (_, from, word))| {
                let end = found.get(index + 1).map_or(text.len(), |next| next.0);
                let meaning = text[*from..end].trim_matches([' ', '、', '。', '(', ')', '/', '…', ';']).to_owned();
                LegendMember { code: word.clone(), raw: word.clone(), meaning: Some(meaning) }
            })
            .collect();
        // The words themselves tell which end is best.
        let words: Vec<LegendMember> = members.iter().map(|member| LegendMember { meaning: Some(member.code.clone()), ..member.clone() }).collect();
        let polarity = polarity(&words);
        Some(Legend { members, polarity })
    }
}

/// `※3 今後の方向性 …`: the line without the mark of a note and its number.
fn without_note_mark(text: &str) -> &str {
    let text = text.trim();
    match text.strip_prefix(['※', '*']) {
        Some(rest) => rest.trim_start().trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ')' | '.' | ':')).trim_start(),
        None => text,
    }
}
