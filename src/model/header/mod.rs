//! Header (見出し): what a printed header says: a time, a part of a year, a unit, a role.

mod bracket;
mod word;

pub use bracket::{closing, matching, unbracketed, unbracketed_title};
pub use word::{level_word, rater_beside, rater_name, rater_word};

use crate::japanese::date::{Part, Period, Setting, leading_period, periods, whole_part, whole_period};
use crate::japanese::label::leading_label;
use crate::japanese::number::unit_note;
use crate::japanese::text::{Normal, Text};
use crate::model::lexicon::{Lexicon, Matched, Meaning, Role};
use crate::model::record::Level;
use bracket::{OPENING, bracketed};
use foldhash::{HashMap, HashMapExt};

/// A header, read.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// As printed, folded, on one line.
    pub printed: String,
    /// The time it names, with its words.
    pub period: Option<(String, Period)>,
    /// The part of a year it names.
    pub part: Option<Part>,
    /// The unit it names.
    pub unit: Option<String>,
    /// What it means; `None` for a pure time, a unit, a note to the filler or an unknown word.
    pub meaning: Option<Meaning>,
    /// Level told by a word in it where the meaning has none.
    pub level: Option<Level>,
    /// It is a note to the person who fills the form.
    pub filler: bool,
    /// What is left when time, unit, brackets and markers are gone.
    pub core: String,
    /// Bracketed texts in it.
    pub asides: Vec<String>,
}

impl Header {
    /// Reads a header.
    pub fn read(text: &str, lexicon: &Lexicon, setting: &Setting) -> Header {
        let mut header = Header { printed: text.trim().to_owned(), ..Header::default() };
        let folded = Text::new(text);
        // The number goes before the spaces that tell it from a word (`1 基本情報`).
        let numbered = leading_label(folded.normal()).map(|(_, end)| end).filter(|end| !folded.as_str()[*end..].trim().is_empty()).unwrap_or(0);
        let closed = without_spaces(&folded.as_str()[numbered..]);
        let whole = Text::new(unbracketed(&closed));
        if !header.read_whole(whole.normal(), lexicon, setting) {
            header.read_parts(whole.as_str(), folded.as_str(), lexicon, setting);
            if header.level.is_none() {
                header.level = level_word(&closed);
            }
        }
        header.at_a_day();
        header
    }

    /// 平成27年4月1日 alone over values: the day of which they tell the state.
    fn at_a_day(&mut self) {
        if !self.is_time() {
            return;
        }
        if let Some((_, period)) = self.period.as_mut().filter(|(_, period)| period.as_of.is_none() && period.start.is_some() && period.start == period.end) {
            (period.as_of, period.start, period.end) = (period.start, None, None);
        }
    }

    /// Reads a header that is one thing as a whole: nothing, a note, a part of a year, a time, a word of the lexicon. False if it is not.
    fn read_whole(&mut self, body: Normal<'_>, lexicon: &Lexicon, setting: &Setting) -> bool {
        if body.is_empty() {
            return true;
        }
        if lexicon.is_filler_note(body) && lexicon.whole(body.as_str()).is_none() {
            self.filler = true;
            return true;
        }
        if let Some(part) = whole_part(body) {
            self.part = Some(part);
            return true;
        }
        // 令和7年度見込: what is expected of a year says more than the year.
        for word in ["見込み", "見込", "予定"] {
            if let Some(rest) = body.as_str().strip_suffix(word).filter(|rest| !rest.is_empty())
                && let Some(period) = whole_period(Text::new(rest).normal(), setting)
            {
                self.period = Some((rest.to_owned(), period));
                self.core = word.to_owned();
                self.meaning = lexicon.meaning(word);
                return true;
            }
        }
        if let Some(period) = whole_period(body, setting) {
            self.period = Some((body.as_str().to_owned(), period));
            return true;
        }
        if let Some(meaning) = lexicon.whole(body.as_str()).filter(|_| unit_note(body).is_none()) {
            self.core = body.as_str().to_owned();
            self.meaning = Some(meaning.clone());
            return true;
        }
        false
    }

    /// Reads a header of several parts: what is left when brackets, number and time are taken away is looked up. `spaced` is the
    /// header with the spaces that `body` has lost.
    fn read_parts(&mut self, body: &str, spaced: &str, lexicon: &Lexicon, setting: &Setting) {
        let mut core = self.without_asides(body, lexicon, setting);
        // A legend in brackets needs its spaces: `(A:達成 B:概ね達成)`.
        if !self.asides.is_empty() && spaced.contains(char::is_whitespace) {
            let mut with_spaces: HashMap<String, &str> = HashMap::new();
            for aside in bracketed(spaced) {
                with_spaces.entry(without_spaces(aside)).or_insert(aside.trim());
            }
            for aside in &mut self.asides {
                if let Some(spaced) = with_spaces.get(aside) {
                    *aside = (*spaced).to_owned();
                }
            }
        }
        if let Some((_, end)) = leading_label(Text::new(&core).normal()) {
            let rest = core[end..].trim_start_matches(['.', ':', ' ', '．']).to_owned();
            if !rest.is_empty() {
                core = rest;
            }
        }
        core = unbracketed(&core).to_owned();
        // トータルコスト(A)+(B): signs between brackets that are gone.
        if core.ends_with(['+', '＋', '=', '-']) && core.chars().count() > 2 {
            core = core.trim_end_matches(['+', '＋', '=', '-']).to_owned();
        }
        core = self.without_period(core, setting);
        if let Some(part) = whole_part(Text::new(&core).normal()) {
            self.part = Some(part);
            core.clear();
        }
        self.core = core;
        self.meaning = lexicon.meaning(&self.core);
        // 実施状況(実績): the word in brackets says which kind of result it is.
        if let Some(meaning) = self.meaning.as_mut().filter(|meaning| matches!(meaning.role, Role::Result | Role::Target))
            && let Some(level) = self.asides.iter().find_map(|aside| lexicon.whole(aside).filter(|told| told.role == meaning.role)?.level)
        {
            meaning.level = Some(level);
        }
        if self.meaning.is_none() && self.core.is_empty() {
            // Everything stood in brackets: `(単位)`, `(目標)`.
            self.meaning = self.asides.iter().find_map(|aside| lexicon.meaning(aside));
        }
    }

    /// Takes bracketed parts out of `text`, keeping what each tells.
    fn without_asides(&mut self, text: &str, lexicon: &Lexicon, setting: &Setting) -> String {
        let mut core = String::new();
        let mut rest = text;
        while let Some(open) = rest.find(OPENING) {
            let bracket = rest[open..].chars().next().unwrap_or('(');
            let close = closing(bracket);
            let Some(length) = matching(&rest[open..], bracket, close) else {
                break;
            };
            core.push_str(&rest[..open]);
            let inner = rest[open + bracket.len_utf8()..open + length - close.len_utf8()].to_owned();
            let folded = Text::new(&inner);
            let body = folded.normal();
            if let Some(period) = whole_period(body, setting) {
                self.period.get_or_insert((inner.clone(), period));
            } else if let Some(part) = whole_part(body) {
                self.part.get_or_insert(part);
            } else if lexicon.is_filler_note(body) {
                // Said to the filler, not to the reader.
            } else if let Some((_, unit)) = unit_note(Text::new(&rest[open..open + length]).normal()) {
                self.unit.get_or_insert(unit);
            } else if bracket == '【' && core.is_empty() && self.core.is_empty() && rest[open + length..].is_empty() {
                core.push_str(&inner);
            } else {
                if let Some(level) = level_word(&inner) {
                    self.level.get_or_insert(level);
                }
                self.asides.push(inner);
            }
            rest = &rest[open + length..];
        }
        core.push_str(rest);
        core
    }

    /// Takes a time that opens or ends `core` out of it.
    fn without_period(&mut self, core: String, setting: &Setting) -> String {
        let folded = Text::new(&core);
        if let Some((period, end)) = leading_period(folded.normal(), setting) {
            let mut rest = &core[end..];
            for particle in ["時点", "現在", "まで", "における", "に", "を", "の", "末", "・", ":", "、"] {
                rest = rest.strip_prefix(particle).unwrap_or(rest);
            }
            self.period.get_or_insert((core[..end].to_owned(), period));
            return rest.to_owned();
        }
        let found = periods(folded.normal(), setting);
        if let Some(last) = found.last()
            && last.range.end == core.len()
            && last.range.start > 0
        {
            let rest = core[..last.range.start].to_owned();
            self.period.get_or_insert((core[last.range.clone()].to_owned(), last.clone()));
            return rest;
        }
        core
    }

    /// It tells only a time or a part of a year.
    pub fn is_time(&self) -> bool {
        self.meaning.is_none() && self.core.is_empty() && (self.period.is_some() || self.part.is_some())
    }

    /// The role, where it has one.
    pub fn role(&self) -> Option<Role> {
        self.meaning.as_ref().map(|meaning| meaning.role)
    }

    /// Level by the meaning, or by a word in the header.
    pub fn level(&self) -> Option<Level> {
        self.meaning.as_ref().and_then(|meaning| meaning.level).or(self.level)
    }

    /// How likely a cell with these words is a header or label, 0–1, from its words alone.
    pub fn weight(&self) -> f32 {
        if self.filler {
            return 0.7;
        }
        let length = self.core.chars().count();
        match &self.meaning {
            Some(meaning) => match meaning.matched {
                Matched::Whole => 0.95,
                Matched::Compound if length <= 24 => 0.85,
                Matched::Head if length <= meaning.word.chars().count() + 4 && meaning.word.chars().count() >= 3 => 0.75,
                Matched::Head if meaning.word.chars().count() >= 4 && length <= 30 => 0.6,
                _ => 0.3,
            },
            None if self.is_time() => 0.75,
            None => 0.0,
        }
    }
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
