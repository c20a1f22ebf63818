//! Tell (記録化): the lines of one cell, under its headers, to records.
//!
//! A cell is split at its inline headings; what each part stands under says which records it gives: texts (`text`), numbers
//! (`number`), ratings (`rating`), comments on them (`comment`) or indicators (`indicator`). Where no header says it, its
//! content does.

mod comment;
mod content;
mod indicator;
mod number;
mod pointer;
mod rating;
mod state;
mod tense;
mod text;

pub use content::is_number;
pub use pointer::Neighbours;
pub use rating::Reading;
pub use tense::tense;

use crate::interpret::Interpreter;
use crate::interpret::cell::{self, Part};
use crate::interpret::item::{departments, whole_names};
use crate::interpret::under::Under;
use crate::japanese::number::is_error;
use crate::japanese::text::Text;
use crate::model::block::Line;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::grid::Cell;
use crate::model::header::level_word;
use crate::model::lexicon::Role;
use crate::model::place::Place;
use crate::model::record::{Fate, Ground, Level, NoteKind, RatingKind, StatementKind, ValueStatus};
use crate::see::{choices, see, whole_value};

/// What a cell gave.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// Indices of its statements.
    pub statements: Vec<usize>,
    /// Indices of its ratings.
    pub ratings: Vec<usize>,
    /// Its text stood under a rating header and is no mark: it may explain one.
    pub assessment: bool,
}

/// Where lines stand: whose they are, the places of their cell, and what is printed over and beside it.
#[derive(Clone, Copy)]
pub struct Standing<'a> {
    pub item: usize,
    pub place: &'a Place,
    /// Where the other parts of the cell stand, if it was joined.
    pub also: &'a [Place],
    pub under: &'a Under,
}

impl<'a> Standing<'a> {
    /// The same lines, other headers.
    fn below(self, under: &'a Under) -> Standing<'a> {
        Standing { under, ..self }
    }
}

impl Interpreter<'_> {
    /// Turns the lines of a cell into records of `item`.
    pub fn tell(&mut self, item: usize, lines: &[Line], place: &Place, also: &[Place], under: &Under) -> Told {
        let mut told = Told::default();
        if lines.iter().all(|line| line.text.is_blank()) {
            return told;
        }
        let parts = cell::parts(lines, self.lexicon, self.setting);
        for part in parts {
            let here = self.under_part(&part, under);
            for range in &part.named {
                self.use_range(range.clone(), Fate::Header);
            }
            self.tell_part(&part, Standing { item, place, also, under: &here }, &mut told);
        }
        if !told.statements.is_empty() || !told.ratings.is_empty() {
            for range in under.ranges.clone() {
                self.use_range(range, Fate::Header);
            }
        }
        told
    }

    /// Tells a cell as a note, whatever its words look like.
    pub fn tell_fact(&mut self, item: usize, cell: &Cell, under: &Under, kind: StatementKind) {
        let part = Part { lines: cell.lines.clone(), ..Part::default() };
        let standing = Standing { item, place: &cell.place, also: &cell.also, under };
        self.texts(&part, standing, kind, &mut Told::default());
        for range in under.ranges.clone() {
            self.use_range(range, Fate::Header);
        }
    }

    /// What the lines of a part stand under: its inline heading goes before the headers of the cell.
    fn under_part(&mut self, part: &Part, under: &Under) -> Under {
        let mut here = under.clone();
        if let Some((header, range)) = &part.heading {
            self.use_range(range.clone(), Fate::Header);
            here.headers.push(header.printed.clone());
            // <事業量(アウトプット)> inside 計画 or 実績 says the level; what stands there the column says.
            let level_only = level_word(&header.printed).is_some()
                && header.printed.contains('(')
                && matches!(under.role(), Some(Role::Target | Role::Result | Role::Deed | Role::Schedule))
                && matches!(header.role(), None | Some(Role::Indicator | Role::Target | Role::Result | Role::TargetValue | Role::ResultValue | Role::Deed));
            if level_only {
                here.level = level_word(&header.printed);
            } else if let Some(meaning) = &header.meaning {
                here.meaning = Some(meaning.clone());
                here.level = header.level();
                here.period = header.period.clone();
                here.subject = header.core.clone();
                here.by = Some(Ground::InlineHeading);
                here.unknown = false;
                here.rater = meaning.rater.or(here.rater);
                here.indicator = None;
            }
        }
        if part.period.is_some() {
            here.period = part.period.clone();
        }
        if let Some(level) = part.level {
            here.level = Some(level);
        }
        here
    }

    /// 実施方法 □直営 ■委託, 事業期間 ■単年度繰返し: a fact told by its mark is what was chosen, no rating. Returns whether it was one.
    fn chosen_fact(&mut self, part: &Part, flat: &Text, standing: Standing, told: &mut Told) -> bool {
        if !standing.under.asks_fact() {
            return false;
        }
        let Some(list) = choices(flat.normal()) else { return false };
        self.use_text(flat, Fate::Recorded);
        let lines: Vec<Line> = list.options.iter().filter(|option| option.marked).map(|option| Line::plain(flat.slice(option.range.clone()))).collect();
        if lines.is_empty() {
            self.findings.diagnostics.push(Diagnostic::at(Code::ChoiceBlank, "none of the printed options is marked", standing.place));
        }
        let standing = Standing { also: &[], ..standing };
        self.texts(&Part { lines, ..part.clone() }, standing, StatementKind::Note(standing.under.note()), told);
        true
    }

    /// An error of the spreadsheet: a value that is not there where one was due, and nothing elsewhere.
    fn error_cell(&mut self, part: &Part, standing: Standing, told: &mut Told) {
        if matches!(standing.under.role(), Some(Role::TargetValue | Role::ResultValue | Role::Baseline | Role::Cost | Role::CostTarget | Role::CostResult)) {
            return self.number(part, standing, told);
        }
        let words = cell::joined(&part.lines).as_str().trim().to_owned();
        self.findings.diagnostics.push(Diagnostic::at(Code::NumberUnread, format!("{words:?} is an error of the spreadsheet"), standing.place));
    }

    fn tell_part(&mut self, part: &Part, standing: Standing, told: &mut Told) {
        let Standing { item, place, under, .. } = standing;
        if part.lines.is_empty() {
            return;
        }
        let flat = cell::joined(&part.lines);
        let one_line = flat.as_str().replace('\n', " ");
        if is_error(one_line.trim()) {
            // #N/A, ####: the sheet holds no value here, and says so.
            return self.error_cell(part, standing, told);
        }
        if self.chosen_fact(part, &flat, standing, told) {
            return;
        }
        // A printed list of options with its mark is a rating, whatever its header.
        if !matches!(under.role(), Some(Role::Rating | Role::Achievement))
            && let Some(list) = choices(flat.normal())
            && list.options.iter().any(|option| option.marked)
            && list.options.iter().filter(|option| see(&rating::closed_up(&option.text)).scale_word(self.lexicon).is_some()).count() * 2 >= list.options.len()
        {
            self.rate(part, standing, told);
            return;
        }
        match under.role() {
            Some(Role::Rating | Role::Achievement) => self.rate_or_note(part, standing, told),
            Some(Role::Comment) => self.comment(part, standing, told),
            Some(Role::Department) => {
                self.findings.items[item].departments.extend(departments(&whole_names(flat.as_str())));
                self.use_text(&flat, Fate::Recorded);
                self.findings.items[item].also.push(place.with_range(flat.whole_source()));
            }
            Some(Role::Cost) if self.cost_lines(part, standing, told) => {}
            Some(Role::TargetValue | Role::ResultValue | Role::Baseline | Role::Cost | Role::CostTarget | Role::CostResult) => self.number(part, standing, told),
            Some(Role::Note) => {
                // 差引, 増減: told by the two columns beside it.
                let difference = under.meaning.as_ref().is_some_and(|meaning| ["差引", "増減", "差異"].iter().any(|word| meaning.word.starts_with(word)));
                if difference && place.row.is_some() && (whole_value(flat.normal()).is_some() || see(one_line.trim()).status(self.lexicon).is_some()) {
                    self.leave(place.range(), "difference-of-columns");
                    return;
                }
                let disposition = under.meaning.as_ref().is_some_and(|meaning| meaning.alternatives.contains(&Role::Rating));
                // A dash under a heading for text: the sheet has nothing to say.
                if see(one_line.trim()).status(self.lexicon) == Some(ValueStatus::NotSet) && one_line.trim().chars().count() <= 2 {
                    self.use_text(&flat, Fate::Recorded);
                } else if disposition && is_code(one_line.trim()) {
                    let mut here = under.with_role(Role::Rating);
                    if let Some(meaning) = &mut here.meaning {
                        meaning.rating = meaning.rating.or(Some(RatingKind::Disposition));
                    }
                    self.rate(part, standing.below(&here), told);
                } else if disposition && (choices(flat.normal()).is_some() || see(&one_line).scale_word(self.lexicon).is_some()) {
                    self.rate(part, standing, told);
                } else {
                    self.texts(part, standing, StatementKind::Note(under.note()), told);
                }
            }
            Some(Role::Target | Role::Schedule) => self.target_or_result(part, standing, StatementKind::Target, told),
            Some(Role::Result) => {
                let rated = under.meaning.as_ref().is_some_and(|meaning| meaning.alternatives.contains(&Role::Rating));
                if rated && self.is_mark(&one_line) {
                    self.rate(part, standing, told);
                } else {
                    self.target_or_result(part, standing, StatementKind::Result, told);
                }
            }
            // 【戦略】 in the cell of an item, 26年度以降の取組方針 on the page that faces it: how it is to be reached.
            Some(Role::Section) if under.meaning.as_ref().is_some_and(|meaning| meaning.note.is_some()) => {
                self.texts(part, standing, StatementKind::Note(under.note()), told);
            }
            Some(Role::Deed | Role::Title | Role::Section) => {
                let kind = if self.is_past(&one_line, under) { StatementKind::Result } else { StatementKind::Target };
                let mut here = under.clone();
                here.level = here.level.or(Some(Level::Activity));
                self.target_or_result(part, standing.below(&here), kind, told);
            }
            Some(Role::Indicator) => {
                self.indicator_line(part, standing, told);
            }
            Some(Role::Unit | Role::Direction | Role::Period | Role::Legend | Role::Label | Role::Municipality) => {
                self.texts(part, standing, StatementKind::Note(NoteKind::Other), told);
            }
            None => self.by_content(part, standing, told),
        }
    }
}

/// 今後の方向性 | 3: a digit alone where words were due is the code of an option.
fn is_code(words: &str) -> bool {
    let mut digits = words.chars();
    digits.next().is_some_and(|digit| digit.is_ascii_digit()) && digits.next().is_none()
}
