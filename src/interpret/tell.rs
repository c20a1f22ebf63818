//! Tell (記録化): the lines of one cell, under its headers, to records.

use crate::interpret::Interpreter;
use crate::interpret::cell::{self, Part};
use crate::interpret::indicator;
use crate::interpret::under::Under;
use crate::japanese::date::periods;
use crate::japanese::label::Carry;
use crate::japanese::mark::{Family, choices, whole_mark};
use crate::japanese::number::{Quantity, unit_scale, whole_value};
use crate::japanese::text::Text;
use crate::model::block::Line;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::lexicon::{Pointer, Role};
use crate::model::place::Place;
use crate::model::record::{Fate, Ground, Indicator, Level, NoteKind, Rating, RatingKind, Statement, StatementKind, ValueStatus};

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

impl Interpreter<'_> {
    /// Turns the lines of a cell into records of `item`.
    pub fn tell(&mut self, item: usize, lines: &[Line], place: &Place, also: &[Place], under: &Under) -> Told {
        let mut told = Told::default();
        if lines.iter().all(|line| line.text.is_blank()) {
            return told;
        }
        let parts = cell::parts(lines, self.lexicon, self.setting);
        for part in parts {
            let mut here = under.clone();
            if let Some((header, range)) = &part.heading {
                self.use_range(range.clone(), Fate::Header);
                here.headers.push(header.printed.clone());
                // <事業量(アウトプット)> inside 計画 or 実績 says the level; what stands there the column says.
                let level_only = crate::model::header::level_word(&header.printed).is_some()
                    && header.printed.contains('(')
                    && matches!(under.role(), Some(Role::Target | Role::Result | Role::Deed | Role::Schedule))
                    && matches!(header.role(), None | Some(Role::Indicator | Role::Target | Role::Result | Role::TargetValue | Role::ResultValue | Role::Deed));
                if level_only {
                    here.level = crate::model::header::level_word(&header.printed);
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
            for range in &part.named {
                self.use_range(range.clone(), Fate::Header);
            }
            self.tell_part(item, &part, place, also, &here, &mut told);
        }
        if !told.statements.is_empty() || !told.ratings.is_empty() {
            for range in under.ranges.clone() {
                self.use_range(range, Fate::Header);
            }
        }
        told
    }

    fn tell_part(&mut self, item: usize, part: &Part, place: &Place, also: &[Place], under: &Under, told: &mut Told) {
        if part.lines.is_empty() {
            return;
        }
        let flat = cell::joined(&part.lines);
        let one_line = flat.as_str().replace('\n', " ");
        // A printed list of options with its mark is a rating, whatever its header.
        if !matches!(under.role(), Some(Role::Rating | Role::Achievement))
            && let Some(list) = choices(flat.normal())
            && list.options.iter().any(|option| option.marked)
            && list.options.iter().filter(|option| self.lexicon.scale_word(&closed_up(&option.text)).is_some()).count() * 2 >= list.options.len()
        {
            self.rate(item, part, place, under, told);
            return;
        }
        match under.role() {
            Some(Role::Rating | Role::Achievement) => self.rate_or_note(item, part, place, also, under, told),
            Some(Role::Comment) => self.comment(item, part, place, also, under, told),
            Some(Role::Department) => {
                let departments = super::item::departments(&one_line);
                self.findings.items[item].departments.extend(departments);
                self.use_text(&flat, Fate::Recorded);
                self.findings.items[item].also.push(place.with_range(flat.whole_source()));
            }
            Some(Role::TargetValue | Role::ResultValue | Role::Baseline | Role::Cost | Role::CostTarget | Role::CostResult) => self.number(item, part, place, also, under, told),
            Some(Role::Note) => {
                let disposition = under.meaning.as_ref().is_some_and(|meaning| meaning.alternatives.contains(&Role::Rating));
                // A dash under a heading for text: the sheet has nothing to say.
                if self.lexicon.value_status(one_line.trim()) == Some(ValueStatus::NotSet) && one_line.trim().chars().count() <= 2 {
                    self.use_text(&flat, Fate::Recorded);
                } else if disposition && (choices(flat.normal()).is_some() || self.lexicon.scale_word(&one_line).is_some()) {
                    self.rate(item, part, place, under, told);
                } else {
                    self.texts(item, part, place, also, under, StatementKind::Note(under.note()), told);
                }
            }
            Some(Role::Target | Role::Schedule) => self.target_or_result(item, part, place, also, under, StatementKind::Target, told),
            Some(Role::Result) => {
                let rated = under.meaning.as_ref().is_some_and(|meaning| meaning.alternatives.contains(&Role::Rating));
                if rated && self.is_mark(&one_line) {
                    self.rate(item, part, place, under, told);
                } else {
                    self.target_or_result(item, part, place, also, under, StatementKind::Result, told);
                }
            }
            Some(Role::Deed | Role::Title | Role::Section) => {
                let kind = if self.is_past(&one_line, under) { StatementKind::Result } else { StatementKind::Target };
                let mut here = under.clone();
                here.level = here.level.or(Some(Level::Activity));
                self.target_or_result(item, part, place, also, &here, kind, told);
            }
            Some(Role::Indicator) => {
                self.indicator_line(item, part, place, under);
            }
            Some(Role::Unit | Role::Direction | Role::Period | Role::Legend | Role::Label | Role::Municipality) => {
                self.texts(item, part, place, also, under, StatementKind::Note(NoteKind::Other), told);
            }
            None => self.by_content(item, part, place, also, under, told),
        }
    }

    /// No header says what this is: a mark is a rating, a number in a year is a result, the rest is a note.
    fn by_content(&mut self, item: usize, part: &Part, place: &Place, also: &[Place], under: &Under, told: &mut Told) {
        let flat = cell::joined(&part.lines);
        let one_line = flat.as_str().replace('\n', " ");
        let mut here = under.clone();
        here.by = Some(Ground::Content);
        if self.is_mark(&one_line) && whole_value(flat.normal()).is_none() {
            self.rate(item, part, place, &here, told);
            return;
        }
        if whole_value(flat.normal()).is_some() && (under.period.is_some() || under.indicator.is_some()) {
            self.number(item, part, place, also, &here.with_role(Role::ResultValue), told);
            return;
        }
        if self.lexicon.value_status(&one_line).is_some() {
            return;
        }
        if let Some(header) = under.headers.last().filter(|_| under.unknown) {
            let header = header.clone();
            self.unknown_header(&header, under, place);
        }
        self.texts(item, part, place, also, &here, StatementKind::Note(NoteKind::Other), told);
    }

    /// Text or a number under 目標 or 実績.
    #[allow(clippy::too_many_arguments)]
    fn target_or_result(&mut self, item: usize, part: &Part, place: &Place, also: &[Place], under: &Under, kind: StatementKind, told: &mut Told) {
        let flat = cell::joined(&part.lines);
        let numeric = whole_value(flat.normal()).is_some();
        let status = self.lexicon.value_status(flat.as_str());
        let number_due = under.indicator.is_some() || under.unit.is_some();
        if (numeric && (number_due || under.unit.is_some() || under.headers.iter().any(|header| header.contains('額') || header.contains('値'))))
            || (status.is_some() && (number_due || matches!(status, Some(ValueStatus::NotSet | ValueStatus::Pending))))
        {
            let role = if kind == StatementKind::Target { Role::TargetValue } else { Role::ResultValue };
            self.number(item, part, place, also, &under.with_role(role), told);
        } else {
            let lines = self.indicator_lines(item, part, place, also, under, kind, told);
            if !lines.is_empty() {
                self.texts(item, &Part { lines, ..part.clone() }, place, also, under, kind, told);
            }
        }
    }

    /// Lines that tell an indicator with its number (`・指標：導入量【数値目標：8,339kW】`, `・補助件数：326件`) become an
    /// indicator and a value; the lines between them are left for [`Self::texts`].
    #[allow(clippy::too_many_arguments)]
    fn indicator_lines(&mut self, item: usize, part: &Part, place: &Place, also: &[Place], under: &Under, kind: StatementKind, told: &mut Told) -> Vec<Line> {
        let mut rest = vec![];
        for line in &part.lines {
            let known: Vec<(usize, String)> =
                self.findings.indicators.iter().enumerate().filter(|(_, one)| one.item == item).map(|(index, one)| (index, one.name.clone())).collect();
            let Some(found) = indicator::told_in(line.text.as_str(), self.lexicon, &known) else {
                rest.push(line.clone());
                continue;
            };
            let index = match found.known {
                Some(index) => index,
                None => {
                    let source = line.text.source(found.name.clone());
                    let name = line.text.as_str()[found.name.clone()].trim().to_owned();
                    self.findings.indicators.push(Indicator { item, name, level: under.level, unit: None, upward: None, declared_empty: false, place: place.with_range(source) });
                    self.findings.indicators.len() - 1
                }
            };
            let value = Text::new(line.text.as_str()[found.value.clone()].trim());
            let quantity = whole_value(value.normal());
            let status = if quantity.is_none() { self.lexicon.value_status(value.as_str()) } else { None };
            if quantity.is_none() && status.is_none() {
                rest.push(line.clone());
                continue;
            }
            let (number, unit) = quantity.map_or((None, None), |quantity| measured(&quantity, None));
            if self.findings.indicators[index].unit.is_none() {
                self.findings.indicators[index].unit.clone_from(&unit);
            }
            let kind = match found.role {
                Some(Role::TargetValue | Role::Target) => StatementKind::Target,
                Some(Role::ResultValue | Role::Result | Role::Baseline) => StatementKind::Result,
                _ => kind,
            };
            self.use_text(&line.text, Fate::Recorded);
            let statement = Statement {
                kind,
                item,
                indicator: Some(index),
                level: under.level.or(self.findings.indicators[index].level),
                labels: vec![],
                text: line.text.as_str().trim().to_owned(),
                value: number,
                unit: unit.or_else(|| self.findings.indicators[index].unit.clone()),
                value_status: status,
                baseline: found.role == Some(Role::Baseline),
                period: under.period.clone(),
                dates: vec![],
                same_as: vec![],
                header: under.headers.clone(),
                places: places(place, also, line.text.whole_source()),
                basis: under.basis(),
            };
            told.statements.push(self.state(statement));
        }
        rest
    }

    /// One statement for each labelled piece.
    #[allow(clippy::too_many_arguments)]
    fn texts(&mut self, item: usize, part: &Part, place: &Place, also: &[Place], under: &Under, kind: StatementKind, told: &mut Told) {
        let column = place.column.unwrap_or(u32::MAX);
        let mut carry = self.carries.remove(&(item, column)).unwrap_or_default();
        if part.heading.is_some() {
            carry = Carry::default();
        }
        for piece in cell::pieces(&part.lines, &mut carry) {
            if piece.text.is_empty() {
                continue;
            }
            self.use_range(piece.marker.clone(), Fate::Recorded);
            self.use_text(&piece.body, Fate::Recorded);
            let statement = Statement {
                kind,
                item,
                indicator: under.indicator,
                level: if matches!(kind, StatementKind::Note(_)) { None } else { under.level },
                labels: piece.labels,
                text: piece.text,
                value: None,
                unit: None,
                value_status: None,
                baseline: false,
                period: under.period.clone(),
                dates: vec![],
                same_as: vec![],
                header: under.headers.clone(),
                places: places(place, also, piece.source),
                basis: under.basis(),
            };
            told.statements.push(self.state(statement));
        }
        self.carries.insert((item, column), carry);
    }

    /// A number, or the words that stand where one was due.
    fn number(&mut self, item: usize, part: &Part, place: &Place, also: &[Place], under: &Under, told: &mut Told) {
        let flat = cell::joined(&part.lines);
        let words = flat.as_str().trim().to_owned();
        let role = under.role().unwrap_or(Role::ResultValue);
        let kind = if matches!(role, Role::TargetValue | Role::CostTarget) { StatementKind::Target } else { StatementKind::Result };
        let level = match role {
            Role::Cost | Role::CostTarget | Role::CostResult => Some(Level::Input),
            // The indicator's own level goes before that of 計画 or 実績 over the number.
            _ => under.indicator.and_then(|indicator| self.findings.indicators[indicator].level).or(under.level),
        };
        let printed_unit = under.unit.clone().or_else(|| under.indicator.and_then(|indicator| self.findings.indicators[indicator].unit.clone()));
        let found = whole_value(flat.normal());
        let status = if found.is_none() { self.lexicon.value_status(&words) } else { None };
        if found.is_none() && status.is_none() {
            if !matches!(role, Role::TargetValue | Role::ResultValue | Role::Baseline) || words.chars().count() < 2 {
                self.findings.diagnostics.push(Diagnostic::at(Code::NumberUnread, format!("{words:?} is no number and no known status"), place));
            }
            let mut here = under.clone();
            here.level = level;
            self.texts(item, part, place, also, &here, kind, told);
            return;
        }
        let (value, unit) = match &found {
            Some(quantity) => measured(quantity, printed_unit.as_deref()),
            None => (None, printed_unit.as_deref().map(|unit| unit_scale(Text::new(unit).normal()).unit)),
        };
        self.use_text(&flat, Fate::Recorded);
        let statement = Statement {
            kind,
            item,
            indicator: under.indicator,
            level,
            labels: vec![],
            text: words,
            value,
            unit,
            value_status: status,
            baseline: role == Role::Baseline,
            period: under.period.clone(),
            dates: vec![],
            same_as: vec![],
            header: under.headers.clone(),
            places: places(place, also, flat.whole_source()),
            basis: under.basis(),
        };
        told.statements.push(self.state(statement));
    }

    /// Files a statement, with the times its text tells and what it points to.
    fn state(&mut self, mut statement: Statement) -> usize {
        let index = self.findings.statements.len();
        self.mend(&mut statement);
        let text = Text::new(&statement.text);
        if statement.value.is_none() {
            for period in periods(text.normal(), self.setting) {
                if let Some(problem) = &period.problem {
                    self.findings.diagnostics.push(Diagnostic::at(Code::ImpossibleDate, problem.clone(), &statement.places[0]));
                }
                statement.dates.push((text.as_str()[period.range.clone()].to_owned(), period));
            }
        }
        let bare = statement.text.as_str().trim_matches(['・', '。', ' ']);
        if let Some(pointer) = self.lexicon.pointer(bare) {
            statement.same_as = self.pointed(&statement, pointer);
            if statement.same_as.is_empty() {
                self.findings.diagnostics.push(Diagnostic::at(Code::SameAsUnresolved, format!("{bare} has nothing to point to"), &statement.places[0]));
            }
        }
        self.findings.statements.push(statement);
        index
    }

    /// The statements that 同上 or 同左 stands for.
    fn pointed(&self, statement: &Statement, pointer: Pointer) -> Vec<usize> {
        let here = &statement.places[0];
        let labelled = |other: &Statement| statement.labels.is_empty() || other.labels.iter().any(|label| statement.labels.contains(label));
        let mut found: Vec<usize> = vec![];
        let ditto = statement.text.trim() == "〃" && statement.period.is_some();
        match if ditto { Pointer::Left } else { pointer } {
            Pointer::Above => {
                let candidates: Vec<usize> = (0..self.findings.statements.len())
                    .filter(|index| {
                        let other = &self.findings.statements[*index];
                        other.item == statement.item
                            && other.places[0].column == here.column
                            && other.places[0].start < here.start
                            && labelled(other)
                            && self.lexicon.pointer(&other.text).is_none()
                    })
                    .collect();
                // The nearest header's statements, whole: 同上 under 業績目標 stands for all of 取組内容 above it.
                if let Some(last) = candidates.last() {
                    let header = self.findings.statements[*last].header.clone();
                    found.extend(candidates.iter().filter(|index| self.findings.statements[**index].header == header));
                }
            }
            Pointer::Left => {
                let in_row = |index: &usize| {
                    let other = &self.findings.statements[*index];
                    other.places[0].table == here.table && other.places[0].row == here.row && other.places[0].column < here.column && labelled(other)
                };
                let column = (0..self.findings.statements.len()).filter(in_row).filter_map(|index| self.findings.statements[index].places[0].column).max();
                found.extend((0..self.findings.statements.len()).filter(in_row).filter(|index| self.findings.statements[*index].places[0].column == column));
            }
        }
        found
    }

    /// The words are a mark or a word of a scale.
    pub fn is_mark(&self, words: &str) -> bool {
        let folded = Text::new(words);
        self.lexicon.scale_word(words).is_some() || whole_mark(folded.normal()).is_some() || choices(folded.normal()).is_some()
    }

    fn rate_or_note(&mut self, item: usize, part: &Part, place: &Place, also: &[Place], under: &Under, told: &mut Told) {
        let flat = cell::joined(&part.lines);
        let one_line = flat.as_str().replace('\n', " ");
        let short = one_line.chars().count() <= 14 && !one_line.contains('。') && !part.lines.iter().any(|line| line.bullet);
        let numeric = whole_value(flat.normal()).is_some();
        if self.is_mark(&one_line) || numeric || (short && part.lines.len() == 1) {
            if self.lexicon.value_status(&one_line).is_some() && whole_mark(flat.normal()).is_none() {
                // A dash under a rating: nothing was rated.
                self.use_text(&flat, Fate::Recorded);
                return;
            }
            self.rate(item, part, place, under, told);
            return;
        }
        // A mark on the first line, its words on the next.
        if part.lines.len() > 1 && self.is_mark(part.lines[0].text.as_str()) {
            let first = Part { lines: vec![part.lines[0].clone()], ..part.clone() };
            self.rate(item, &first, place, under, told);
            let rest = Part { lines: part.lines[1..].to_vec(), ..part.clone() };
            self.comment(item, &rest, place, also, under, told);
            return;
        }
        // A future time under an evaluation: what is to be done next.
        let next = under.period.as_ref().is_some_and(|(_, period)| period.open);
        let kind = if next { NoteKind::NextStep } else { NoteKind::Assessment };
        self.texts(item, part, place, also, under, StatementKind::Note(kind), told);
        told.assessment = !next;
    }

    /// Files a rating.
    fn rate(&mut self, item: usize, part: &Part, place: &Place, under: &Under, told: &mut Told) {
        let flat = cell::joined(&part.lines);
        let words = closed_up(flat.as_str());
        let mut kind = under.rating();
        let mut value = None;
        let mut status = None;
        let (raw, code);
        let mut members = vec![];
        if let Some(list) = choices(flat.normal()) {
            members = list.options.iter().map(|option| (closed_up(&option.text), None)).collect();
            let marked: Vec<&crate::japanese::mark::Choice> = list.options.iter().filter(|option| option.marked).collect();
            match marked.as_slice() {
                [one] => raw = closed_up(&one.text),
                [] => {
                    raw = String::new();
                    status = Some(ValueStatus::Blank);
                    self.findings.diagnostics.push(Diagnostic::at(Code::ChoiceBlank, "none of the printed options is marked", place));
                }
                several => {
                    raw = several.iter().map(|option| closed_up(&option.text)).collect::<Vec<_>>().join("、");
                    self.findings.diagnostics.push(Diagnostic::at(Code::ChoiceAmbiguous, format!("more than one option is marked: {raw}"), place));
                }
            }
            let folded = Text::new(&raw);
            code = whole_mark(folded.normal()).map_or_else(|| raw.clone(), |mark| mark.code);
            if let Some(word) = self.lexicon.scale_word(&raw).or_else(|| list.options.iter().find_map(|option| self.lexicon.scale_word(&option.text))) {
                kind = word.kind;
            }
        } else if let Some(mark) = whole_mark(flat.normal()).filter(|_| self.lexicon.scale_word(&words).is_none()) {
            raw = words.clone();
            code = mark.code.clone();
            value = mark.value.filter(|_| matches!(mark.family, Family::Points | Family::Percent));
            if let Some(meaning) = &mark.meaning {
                members.push((code.clone(), Some(flat.as_str()[meaning.clone()].to_owned())));
            }
        } else {
            raw = words.clone();
            code = words.clone();
            if let Some(word) = self.lexicon.scale_word(&words) {
                // The header's word decides between kinds that share words (改善); a phrase tells its own otherwise.
                if !(under.meaning.is_some() && under.rating() == RatingKind::Disposition) {
                    kind = word.kind;
                }
            }
            if let Some(quantity) = whole_value(flat.normal()) {
                value = Some(quantity.value);
            }
        }
        self.use_text(&flat, Fate::Recorded);
        let rating = Rating {
            item,
            indicator: under.indicator,
            kind,
            subject: if under.subject.is_empty() { under.headers.last().cloned().unwrap_or_default() } else { under.subject.clone() },
            rater: under.rater,
            raw,
            code,
            value,
            value_status: status,
            scale: None,
            period: under.period.clone(),
            comment: None,
            header: under.headers.clone(),
            places: vec![place.with_range(flat.whole_source())],
            basis: under.basis(),
        };
        let index = self.findings.ratings.len();
        self.findings.ratings.push(rating);
        self.hints.insert(index, (members, under.asides.clone()));
        self.last_rating = Some(index);
        told.ratings.push(index);
    }

    /// Text that explains the rating before it; without one it is an assessment.
    pub fn comment(&mut self, item: usize, part: &Part, place: &Place, also: &[Place], under: &Under, told: &mut Told) {
        let flat = cell::joined(&part.lines);
        if self.lexicon.value_status(flat.as_str().trim()).is_some() {
            self.use_text(&flat, Fate::Recorded);
            return;
        }
        let goes_on = |rating: &usize| self.last_comment.as_ref().is_some_and(|(commented, headers)| commented == rating && *headers == under.headers);
        let target = self.last_rating.filter(|rating| self.findings.ratings[*rating].item == item && (self.findings.ratings[*rating].comment.is_none() || goes_on(rating)));
        let Some(rating) = target else {
            self.texts(item, part, place, also, under, StatementKind::Note(NoteKind::Assessment), told);
            return;
        };
        let whole = cell::joined(&part.lines);
        let text = whole.as_str().lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
        self.use_text(&whole, Fate::Recorded);
        self.last_comment = Some((rating, under.headers.clone()));
        let rating = &mut self.findings.ratings[rating];
        rating.comment = Some(match rating.comment.take() {
            Some(before) => before + "\n" + &text,
            None => text,
        });
        rating.places.push(place.with_range(whole.whole_source()));
        for range in under.ranges.clone() {
            self.use_range(range, Fate::Header);
        }
    }

    /// Makes assessments the comment of a rating, and takes them from the notes.
    pub fn explain(&mut self, rating: usize, statements: &[usize]) {
        let mut text = vec![];
        for index in statements.iter().rev() {
            if *index + 1 == self.findings.statements.len()
                && let Some(statement) = self.findings.statements.pop()
            {
                text.insert(0, statement.text);
                self.findings.ratings[rating].places.extend(statement.places);
            }
        }
        if !text.is_empty() && self.findings.ratings[rating].comment.is_none() {
            self.findings.ratings[rating].comment = Some(text.join("\n"));
        }
    }

    /// Names of indicators in a cell.
    fn indicator_line(&mut self, item: usize, part: &Part, place: &Place, under: &Under) {
        for line in &part.lines {
            let name = line.text.as_str().trim().to_owned();
            let source = line.text.whole_source();
            self.use_range(source.clone(), Fate::Recorded);
            self.findings.indicators.push(Indicator {
                item,
                name,
                level: under.level,
                unit: under.unit.clone(),
                upward: None,
                declared_empty: false,
                place: place.with_range(source),
            });
        }
        for range in under.ranges.clone() {
            self.use_range(range, Fate::Header);
        }
    }

    /// The text tells of deeds done.
    fn is_past(&self, text: &str, under: &Under) -> bool {
        match tense(text) {
            0 => under.period.is_none() && self.past_deeds,
            score => score > 0,
        }
    }
}

/// Above 0: tells the past; below: says what is to be done.
pub fn tense(text: &str) -> i32 {
    let mut score = 0;
    for word in ["した。", "しました", "できた", "された。", "済み", "を設置(", "を実施(", "行った", "終了。", "(4月)", "図られた", "いる。", "してきた"]
    {
        score += i32::from(text.contains(word));
    }
    for word in ["する。", "予定", "図る。", "目指す", "検討する", "していく", "に向けた検討", "行う。", "努める", "進める。"] {
        score -= i32::from(text.contains(word));
    }
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

/// A number in its canonical unit: the cell's own, or the one its header or indicator tells.
pub fn measured(quantity: &Quantity, printed_unit: Option<&str>) -> (Option<rust_decimal::Decimal>, Option<String>) {
    match (&quantity.unit, printed_unit) {
        (Some(unit), _) => (Some(quantity.value), Some(unit.clone())),
        (None, Some(printed)) => {
            let scale = unit_scale(Text::new(printed).normal());
            (quantity.value.checked_mul(scale.factor).map(|value| value.normalize()), Some(scale.unit))
        }
        (None, None) => (Some(quantity.value), None),
    }
}

fn places(place: &Place, also: &[Place], source: std::ops::Range<usize>) -> Vec<Place> {
    // A joined cell's text reaches over its parts: each part is a place of its own.
    if also.is_empty() || (source.start >= place.start && source.end <= place.end) {
        return vec![place.with_range(source)];
    }
    let mut out = vec![];
    for part in std::iter::once(place).chain(also) {
        let (start, end) = (source.start.max(part.start), source.end.min(part.end));
        if start < end {
            out.push(part.with_range(start..end));
        }
    }
    if out.is_empty() {
        out.push(place.clone());
    }
    out
}

/// Without spaces and line ends inside a short word (`予定通り 進捗`).
fn closed_up(text: &str) -> String {
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
