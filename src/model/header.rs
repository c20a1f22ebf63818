//! Header (見出し): what a printed header says: a time, a part of a year, a unit, a role.

use crate::japanese::date::{Part, Period, Setting, leading_period, periods, whole_part, whole_period};
use crate::japanese::label::leading_label;
use crate::japanese::number::unit_note;
use crate::japanese::text::Text;
use crate::model::lexicon::{Lexicon, Matched, Meaning, Role};
use crate::model::record::{Level, Rater};

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
        let closed: String = folded.as_str()[numbered..].chars().filter(|c| !c.is_whitespace()).collect();
        let whole = Text::new(unbracketed(&closed));
        let body = whole.normal();
        if body.is_empty() {
            return header;
        }
        if lexicon.is_filler_note(body) && lexicon.whole(body.as_str()).is_none() {
            header.filler = true;
            return header;
        }
        if let Some(part) = whole_part(body) {
            header.part = Some(part);
            return header;
        }
        // 令和7年度見込: what is expected of a year says more than the year.
        for word in ["見込み", "見込", "予定"] {
            if let Some(rest) = body.as_str().strip_suffix(word).filter(|rest| !rest.is_empty())
                && let Some(period) = whole_period(Text::new(rest).normal(), setting)
            {
                header.period = Some((rest.to_owned(), period));
                header.core = word.to_owned();
                header.meaning = lexicon.meaning(word);
                return header;
            }
        }
        if let Some(period) = whole_period(body, setting) {
            header.period = Some((body.as_str().to_owned(), period));
            return header;
        }
        if lexicon.whole(body.as_str()).is_some() && unit_note(body).is_none() {
            header.core = body.as_str().to_owned();
            header.meaning = lexicon.meaning(body.as_str());
            return header;
        }
        let mut core = header.without_asides(body.as_str(), lexicon, setting);
        // A legend in brackets needs its spaces: `(A:達成 B:概ね達成)`.
        for aside in &mut header.asides {
            if let Some(spaced) = bracketed(folded.as_str()).into_iter().find(|spaced| spaced.chars().filter(|c| !c.is_whitespace()).eq(aside.chars())) {
                *aside = spaced.trim().to_owned();
            }
        }
        if let Some((_, end)) = leading_label(Text::new(&core).normal()) {
            let rest = core[end..].trim_start_matches(['.', ':', ' ', '．']).to_owned();
            if !rest.is_empty() {
                core = rest;
            }
        }
        core = unbracketed(&core).to_owned();
        core = header.without_period(core, setting);
        if let Some(part) = whole_part(Text::new(&core).normal()) {
            header.part = Some(part);
            core.clear();
        }
        header.core = core;
        header.meaning = lexicon.meaning(&header.core);
        if header.meaning.is_none() && header.core.is_empty() {
            // Everything stood in brackets: `(単位)`, `(目標)`.
            header.meaning = header.asides.iter().find_map(|aside| lexicon.meaning(aside));
        }
        if header.level.is_none() {
            header.level = level_word(&closed);
        }
        header
    }

    /// Takes bracketed parts out of `text`, keeping what each tells.
    fn without_asides(&mut self, text: &str, lexicon: &Lexicon, setting: &Setting) -> String {
        let mut core = String::new();
        let mut rest = text;
        while let Some(open) = rest.find(['(', '[', '【', '〔', '<', '《', '≪']) {
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

/// Bracketed texts, outermost only.
fn bracketed(text: &str) -> Vec<&str> {
    let mut out = vec![];
    let mut at = 0;
    while let Some(open) = text[at..].find(['(', '[', '【', '〔', '<', '《', '≪']).map(|found| at + found) {
        let bracket = text[open..].chars().next().unwrap_or('(');
        let close = closing(bracket);
        match matching(&text[open..], bracket, close) {
            Some(length) => {
                out.push(&text[open + bracket.len_utf8()..open + length - close.len_utf8()]);
                at = open + length;
            }
            None => at = open + bracket.len_utf8(),
        }
    }
    out
}

/// アウトカム, アウトプット and their Japanese names, where a header carries them beside its role.
pub fn level_word(text: &str) -> Option<Level> {
    for (word, level) in [
        ("アウトカム", Level::Outcome),
        ("成果指標", Level::Outcome),
        ("成果目標", Level::Outcome),
        ("アウトプット", Level::Output),
        ("活動指標", Level::Output),
        ("業績", Level::Output),
        ("インプット", Level::Input),
        ("投入", Level::Input),
        ("アクティビティ", Level::Activity),
    ] {
        if text.contains(word) {
            return Some(level);
        }
    }
    None
}

/// Who rates, told by a word anywhere in a header (外部評価委員会, 所管課による評価).
pub fn rater_word(text: &str) -> Option<Rater> {
    for (words, rater) in [
        (["外部評価", "第三者", "外部委員"], Rater::External),
        (["二次評価", "2次評価", "内部評価"], Rater::Internal),
        (["一次評価", "1次評価", "自己評価"], Rater::SelfRating),
        (["自己判定", "自己採点", "自己点検"], Rater::SelfRating),
    ] {
        if words.iter().any(|word| text.contains(word)) {
            return Some(rater);
        }
    }
    None
}

/// The text without brackets that enclose all of it, and without a leading ornament or a trailing colon.
pub fn unbracketed(text: &str) -> &str {
    let mut body = text.trim().trim_end_matches([':', '：']).trim_start_matches(['■', '●', '○', '◆', '◇', '□', '▼', '▶', '◎', '※']).trim();
    while let Some(open) = body.chars().next() {
        let close = if matches!(open, '「' | '『') { '\0' } else { closing(open) };
        if close == '\0' || matching(body, open, close) != Some(body.len()) {
            break;
        }
        body = body[open.len_utf8()..body.len() - close.len_utf8()].trim();
    }
    body
}

/// A title without brackets that enclose all of it; 「…」 and 『…』 are part of a title and stay.
pub fn unbracketed_title(text: &str) -> &str {
    if text.starts_with(['「', '『']) { text } else { unbracketed(text) }
}

/// The bracket that closes `open`; NUL if it opens nothing.
pub fn closing(open: char) -> char {
    match open {
        '(' => ')',
        '[' => ']',
        '【' => '】',
        '〔' => '〕',
        '<' => '>',
        '〈' => '〉',
        '《' => '》',
        '≪' => '≫',
        '「' => '」',
        '『' => '』',
        '{' => '}',
        _ => '\0',
    }
}

/// Bytes from the bracket that opens `text` to the one that closes it, inclusive.
pub fn matching(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0usize;
    for (at, character) in text.char_indices() {
        if character == open {
            depth += 1;
        } else if character == close {
            depth -= 1;
            if depth == 0 {
                return Some(at + close.len_utf8());
            }
        }
    }
    None
}
