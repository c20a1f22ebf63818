//! Rating (評定): a mark, a word of a scale, or the marked one of printed options.
//!
//! A rating keeps the words printed (`raw`) and the code they stand for; the options printed with it are a hint at its scale.

use super::{Standing, Told};
use crate::interpret::Interpreter;
use crate::interpret::cell::{self, Part};
use crate::interpret::under::Under;
use crate::japanese::mark::{Choices, Family};
use crate::japanese::text::Text;
use crate::model::block::Line;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::header::rater_name;
use crate::model::lexicon::Role;
use crate::model::place::Place;
use crate::model::record::{Fate, NoteKind, Rater, Rating, RatingKind, StatementKind, ValueStatus};
use crate::see::{choices, see, whole_mark, whole_value};
use rust_decimal::Decimal;

/// What the words of a rating say.
pub struct Reading {
    pub kind: RatingKind,
    pub raw: String,
    pub code: String,
    pub value: Option<Decimal>,
    pub status: Option<ValueStatus>,
    /// Members of its scale, printed with it.
    pub members: Vec<(String, Option<String>)>,
}

impl Interpreter<'_> {
    /// 外部評価報告書: a report of others rates as they do, where nothing else tells.
    fn rater_of_report(&self) -> Option<Rater> {
        [&self.printed_title, &self.findings.title].into_iter().flatten().find_map(|title| see(title).rater()).filter(|rater| *rater == Rater::External)
    }

    pub(super) fn rate_or_note(&mut self, part: &Part, standing: Standing, told: &mut Told) {
        let under = standing.under;
        let flat = cell::joined(&part.lines);
        let one_line = flat.as_str().replace('\n', " ");
        let short = one_line.chars().count() <= 14 && !one_line.contains('。') && !part.lines.iter().any(|line| line.bullet);
        let numeric = whole_value(flat.normal()).is_some();
        let option = part.lines.len() == 1 && one_line.chars().count() <= 30 && !one_line.contains('。') && numbered_option(one_line.trim()).is_some();
        if self.is_mark(&one_line) || numeric || option || (short && part.lines.len() == 1) {
            if let Some(status) = see(&one_line).status(self.lexicon).filter(|_| whole_mark(flat.normal()).is_none()) {
                // A dash under a head of ratings: nothing was rated. Under years alone it is one of the years' grades.
                let of_year = under.subject.is_empty()
                    && under.period.is_some()
                    && under.role() == Some(Role::Rating)
                    && under.meaning.as_ref().is_some_and(|meaning| meaning.word.is_empty());
                if status == ValueStatus::NotSet && !of_year {
                    self.use_text(&flat, Fate::Recorded);
                } else {
                    self.unrated(&flat, status, standing, told);
                }
                return;
            }
            self.rate(part, standing, told);
            return;
        }
        let named: Vec<(String, Part)> = part.lines.iter().filter_map(|line| self.named_mark(line)).collect();
        if !named.is_empty() && named.len() == part.lines.len() {
            for (name, mark) in named {
                let mut here = under.clone();
                here.rater = rater_name(&name).or(see(&name).rater()).or(under.rater);
                here.headers.push(name.clone());
                here.subject = name;
                self.rate(&mark, standing.below(&here), told);
            }
            self.use_text(&flat, Fate::Recorded);
            return;
        }
        // A mark on the first line, its words on the next.
        if part.lines.len() > 1 && self.is_mark(part.lines[0].text.as_str()) {
            let first = Part { lines: vec![part.lines[0].clone()], ..part.clone() };
            self.rate(&first, standing, told);
            let rest = Part { lines: part.lines[1..].to_vec(), ..part.clone() };
            self.comment(&rest, standing, told);
            return;
        }
        // A future time under an evaluation: what is to be done next.
        let next = under.period.as_ref().is_some_and(|(_, period)| period.open);
        let kind = if next { NoteKind::NextStep } else { NoteKind::Assessment };
        self.texts(part, standing, StatementKind::Note(kind), told);
        told.assessment = !next;
    }

    /// 評価対象外, －: a rating was due, and none was given.
    fn unrated(&mut self, flat: &Text, status: ValueStatus, standing: Standing, told: &mut Told) {
        let raw = closed_up(flat.as_str());
        let reading = Reading { kind: standing.under.rating(), code: String::new(), raw, value: None, status: Some(status), members: vec![] };
        self.use_text(flat, Fate::Recorded);
        let index = self.push_rating(standing.item, standing.under, reading, vec![standing.place.with_range(flat.whole_source())]);
        told.ratings.push(index);
    }

    /// `自己 A`: who rates or what is rated, and the mark.
    fn named_mark(&self, line: &Line) -> Option<(String, Part)> {
        let text = line.text.as_str().trim_end();
        let at = text.rfind([' ', ':', '：'])?;
        let (name, mark) = (text[..at].trim_end_matches([' ', ':', '：']), line.text.slice(at..text.len()));
        let mark = mark.slice(mark.as_str().chars().next().map_or(0, char::len_utf8)..mark.as_str().len()).trimmed();
        let known = rater_name(name).is_some()
            || see(name).rater().is_some()
            || see(name).whole(self.lexicon).is_some_and(|meaning| matches!(meaning.role, Role::Rating | Role::Achievement));
        (known && self.is_mark(mark.as_str())).then(|| (name.trim().to_owned(), Part { lines: vec![Line::plain(mark)], ..Part::default() }))
    }

    /// Files a rating.
    pub(super) fn rate(&mut self, part: &Part, standing: Standing, told: &mut Told) {
        let Standing { item, place, under, .. } = standing;
        let flat = cell::joined(&part.lines);
        let reading = match choices(flat.normal()) {
            Some(list) => self.chosen(&list, under, place),
            None => self.rated(&flat, under),
        };
        self.use_text(&flat, Fate::Recorded);
        let index = self.push_rating(item, under, reading, vec![place.with_range(flat.whole_source())]);
        told.ratings.push(index);
    }

    /// Files what was read of a rating.
    pub fn push_rating(&mut self, item: usize, under: &Under, reading: Reading, places: Vec<Place>) -> usize {
        let Reading { kind, raw, code, value, status, members } = reading;
        let index = self.findings.ratings.len();
        self.findings.ratings.push(Rating {
            slot: None,
            overall: None,
            full_marks: under.asides.iter().chain(&under.unit).find_map(|aside| full_marks(aside)).filter(|_| value.is_some()),
            item,
            indicator: under.indicator,
            kind,
            subject: self.subject_of(under),
            rater: under.rater.or(self.sheet_part.rater).or_else(|| self.rater_of_report()),
            raw,
            code,
            value,
            value_status: status,
            scale: None,
            period: under.period.clone(),
            comment: None,
            header: under.headers.clone(),
            places,
            basis: under.basis(),
        });
        self.hints.insert(index, (members, under.asides.clone()));
        self.last_rating = Some(index);
        index
    }

    /// What is rated, by the heads; a year names nothing.
    fn subject_of(&self, under: &Under) -> String {
        if !under.subject.is_empty() {
            return under.subject.clone();
        }
        under.headers.iter().rev().find(|header| !self.header(header).is_time()).cloned().unwrap_or_default()
    }

    /// The marked one of the options a cell prints.
    fn chosen(&mut self, list: &Choices, under: &Under, place: &Place) -> Reading {
        let members = list.options.iter().map(|option| (closed_up(&option.text), None)).collect();
        let marked: Vec<String> = list.options.iter().filter(|option| option.marked).map(|option| closed_up(&option.text)).collect();
        let raw = marked.join("、");
        match marked.len() {
            0 => self.findings.diagnostics.push(Diagnostic::at(Code::ChoiceBlank, "none of the printed options is marked", place)),
            1 => {}
            _ => self.findings.diagnostics.push(Diagnostic::at(Code::ChoiceAmbiguous, format!("more than one option is marked: {raw}"), place)),
        }
        let code = see(&raw).mark().map_or_else(|| raw.clone(), |mark| mark.code.clone());
        let word = see(&raw).scale_word(self.lexicon).or_else(|| list.options.iter().find_map(|option| see(&option.text).scale_word(self.lexicon)));
        let kind = word.map_or(under.rating(), |word| word.kind);
        Reading { kind, raw, code, value: None, status: marked.is_empty().then_some(ValueStatus::Blank), members }
    }

    /// A mark, or the words of a scale.
    fn rated(&self, flat: &Text, under: &Under) -> Reading {
        let raw = closed_up(flat.as_str());
        let word = see(&raw).scale_word(self.lexicon);
        if let Some((code, meaning)) = numbered_option(flat.as_str().trim()) {
            let kind = see(&meaning).scale_word(self.lexicon).filter(|_| under.rating() != RatingKind::Disposition).map_or(under.rating(), |word| word.kind);
            return Reading { kind, raw: flat.as_str().trim().to_owned(), code: code.clone(), value: None, status: None, members: vec![(code, Some(meaning))] };
        }
        if let Some(mark) = whole_mark(flat.normal()).filter(|_| word.is_none()) {
            let members: Vec<(String, Option<String>)> = mark.meaning.iter().map(|meaning| (mark.code.clone(), Some(flat.as_str()[meaning.clone()].to_owned()))).collect();
            let value = mark.value.filter(|_| matches!(mark.family, Family::Points | Family::Percent));
            // ① or A under 達成状況 is a grade; 達成 and 95% tell the achievement itself.
            let graded = matches!(mark.family, Family::Letter | Family::CircledNumber | Family::Points | Family::Symbol) && under.rating() == RatingKind::Achievement;
            // b(おおむね順調) under a head that names no kind: its meaning does.
            let named = under.meaning.as_ref().is_some_and(|meaning| meaning.rating.is_some());
            let told = members.iter().find_map(|(_, meaning)| meaning.as_ref().and_then(|meaning| see(meaning).scale_word(self.lexicon)));
            let kind = if graded { RatingKind::Grade } else { told.filter(|_| !named).map_or(unnamed(under), |word| word.kind) };
            return Reading { kind, raw, code: mark.code, value, status: None, members };
        }
        if let Some(code) = self.legend_member(flat.as_str().trim()) {
            return Reading { kind: under.rating(), code, raw, value: None, status: None, members: vec![] };
        }
        // The header's word decides between kinds that share words (改善); a phrase tells its own otherwise.
        let headed = under.meaning.is_some() && under.rating() == RatingKind::Disposition;
        let kind = word.filter(|_| !headed).map_or(under.rating(), |word| word.kind);
        Reading { kind, code: raw.clone(), raw, value: whole_value(flat.normal()).map(|quantity| quantity.value), status: None, members: vec![] }
    }
}

/// (20点), 100点満点: how many points there are to give.
fn full_marks(aside: &str) -> Option<Decimal> {
    aside.trim().trim_end_matches("満点").trim_end_matches('点').parse().ok().filter(|_| aside.contains('点'))
}

/// `1 現状維持`: the number of an option and its words.
fn numbered_option(words: &str) -> Option<(String, String)> {
    let figures = words.bytes().take_while(u8::is_ascii_digit).count();
    let rest = words[figures..].trim_start_matches([' ', '.', ':', '．', '：', '、']).trim();
    let worded = (1..=2).contains(&figures) && rest.chars().next().is_some_and(|c| !c.is_ascii() && c.is_alphabetic()) && words.len() > figures + rest.len();
    worded.then(|| (words[..figures].to_owned(), rest.to_owned()))
}

/// The kind of a mark under a head that tells deeds elsewhere: a mark under 進捗状況 rates progress.
fn unnamed(under: &Under) -> RatingKind {
    let named = under.meaning.as_ref().is_some_and(|meaning| meaning.rating.is_some());
    if !named && under.asks_progress() { RatingKind::Progress } else { under.rating() }
}

/// Without spaces and line ends inside a short word (`予定通り 進捗`).
pub(super) fn closed_up(text: &str) -> String {
    let mut out = String::new();
    for part in text.split_whitespace() {
        let ascii = out.chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric()) && part.starts_with(|c: char| c.is_ascii_alphanumeric());
        if ascii {
            out.push(' ');
        }
        out.push_str(part.trim_start_matches('・'));
    }
    out
}
