//! Tell (記録): framed contents of a sheet, with the roles of their slots, to records. No vocabulary, no threshold of its own.

mod counterpart;
mod name;
mod number;
mod text;

use self::counterpart::Counterparts;
use crate::japanese::date::{Period, Setting};
use crate::japanese::mark::Legend;
use crate::model::form::is_list_title;
use crate::model::form::{Address, Understood};
use crate::model::form::{Decided, Holds};
use crate::model::framed::Framed;
use crate::model::header::{Header, rater_beside, rater_name, rater_word};
use crate::model::lexicon::Lexicon;
use crate::model::place::Place;
use crate::model::record::{Basis, Department, Fate, Findings, Ground, Indicator, Item, Level, Rater, Rating, RatingKind, Statement, StatementKind};
use crate::model::seen::{Seen, Texts};
use crate::model::sheet::{CellAt, Sheet, TextId};
use crate::see::see;
use foldhash::{HashMap, HashMapExt};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What telling needs beside the sheet itself.
pub struct Scope<'a> {
    /// The texts of the batch.
    pub texts: &'a Texts,
    /// The form, understood.
    pub form: &'a Understood,
    /// The words.
    pub lexicon: &'a Lexicon,
    /// The form's era and year.
    pub setting: &'a Setting,
    /// How sure a reading of this many sheets can be, 0–1.
    pub trust: f32,
}

/// Tells what a sheet says.
pub fn tell(sheet: &Sheet, frames: &[Framed], scope: &Scope<'_>) -> Told {
    let mut teller = Teller::new(sheet, frames, scope);
    teller.open_items();
    for index in 0..frames.len() {
        teller.content(index);
    }
    teller.close()
}

/// What a sheet says, and the legends that stand in it: each with its place and words.
pub struct Told {
    /// The records.
    pub findings: Findings,
    /// The legends.
    pub legends: Vec<(Legend, Place, String)>,
}

/// Longest unit, due year or direction, in characters: what is longer says something of its own.
const LONGEST_BESIDE: usize = 12;

struct Teller<'a> {
    sheet: &'a Sheet,
    frames: &'a [Framed],
    scope: &'a Scope<'a>,
    findings: Findings,
    headers: HashMap<TextId, Arc<Header>>,
    overall_beside: OnceCell<bool>,
    addresses: Vec<Address>,
    /// The first frame of each content.
    framed: HashMap<CellAt, usize>,
    /// Strips whose heads tell what is rated.
    told_by_heads: HashMap<u32, bool>,
    /// Labels told by those they stand beside.
    counterparts: Counterparts,
    /// The item of each content.
    item_of: Vec<usize>,
    /// Titles told already, by item.
    indicators: HashMap<(usize, String, String), usize>,
    /// The rating of each row, for the comment beside it.
    rated: HashMap<(u32, u32, usize), usize>,
    /// The rating under each head.
    rated_under: HashMap<CellAt, usize>,
    used: BTreeMap<CellAt, Fate>,
    legends: Vec<(Legend, Place, String)>,
    last_statement: Option<usize>,
}

impl<'a> Teller<'a> {
    fn new(sheet: &'a Sheet, frames: &'a [Framed], scope: &'a Scope<'a>) -> Teller<'a> {
        let addresses = frames.iter().map(|frame| scope.form.addresses.of(sheet, frame, scope.texts)).collect();
        Teller {
            sheet,
            frames,
            scope,
            findings: Findings::default(),
            headers: HashMap::new(),
            overall_beside: OnceCell::new(),
            addresses,
            framed: frames.iter().enumerate().rev().map(|(index, frame)| (frame.at, index)).collect(),
            told_by_heads: HashMap::new(),
            counterparts: counterpart::find(sheet, frames, scope.texts, |at| number::role_of(scope.texts.get(sheet.cell(at).text))),
            item_of: vec![0; frames.len()],
            indicators: HashMap::new(),
            rated: HashMap::new(),
            rated_under: HashMap::new(),
            used: BTreeMap::new(),
            legends: vec![],
            last_statement: None,
        }
    }

    fn seen(&self, at: CellAt) -> &'a Seen {
        self.scope.texts.get(self.sheet.cell(at).text)
    }

    fn place(&self, at: CellAt) -> Place {
        self.sheet.cell(at).place.clone()
    }

    fn header(&mut self, at: CellAt) -> Arc<Header> {
        let id = self.sheet.cell(at).text;
        let scope = self.scope;
        Arc::clone(self.headers.entry(id).or_insert_with(|| see(&scope.texts.get(id).flat).header(scope.lexicon, scope.setting)))
    }

    fn decided(&self, index: usize) -> Option<&'a Decided> {
        self.scope.form.slots.get(&self.addresses[index])
    }

    fn holds(&self, index: usize) -> Holds {
        self.decided(index).map_or(Holds::Note(crate::model::record::NoteKind::Other), |decided| decided.holds)
    }

    /// Makes the items of the sheet and tells which item each content belongs to.
    fn open_items(&mut self) {
        let items = &self.scope.form.items;
        let mut main: Option<usize> = None;
        let mut starts: Vec<(usize, usize)> = vec![];
        for index in 0..self.frames.len() {
            let frame = &self.frames[index];
            if items.title.as_ref() != Some(&self.addresses[index]) {
                continue;
            }
            let (label, title) = text::numbered(&text::title(self.seen(frame.at), self.decided(index)));
            if title.is_empty() {
                continue;
            }
            let known = self.findings.items.iter().position(|item| crate::japanese::text::key(item.title.as_deref().unwrap_or("")) == crate::japanese::text::key(&title));
            let item = known.unwrap_or_else(|| self.new_item(None, title, frame.at));
            if self.findings.items[item].label.is_none() {
                self.findings.items[item].label = label;
            }
            self.used.insert(frame.at, Fate::Recorded);
            main.get_or_insert(item);
            starts.push((index, item));
        }
        let main = main.unwrap_or_else(|| {
            let place = self.frames.first().map_or_else(Place::default, |frame| self.place(frame.at));
            self.findings.items.push(Item { parent: None, label: None, title: None, path: vec![], departments: vec![], place: Place { end: place.start, ..place }, also: vec![] });
            self.findings.items.len() - 1
        });
        self.item_of.fill(main);
        if items.repeats && starts.len() > 1 {
            self.scopes(&starts, 0, true);
        }
        self.list_items();
        self.part_items();
    }

    /// Blocks inside a sheet, each opened by a name beside a label that recurs: 主要事業①, 主要事業②. A block ends where the section does.
    fn part_items(&mut self) {
        let Some(part) = self.scope.form.items.part.clone() else { return };
        let mut starts: Vec<(usize, usize)> = vec![];
        for index in 0..self.frames.len() {
            let frame = &self.frames[index];
            let seen = self.seen(frame.at);
            if self.addresses[index] != part || seen.mark || seen.number.is_some() {
                continue;
            }
            let parent = self.item_of[index];
            let (label, title) = text::numbered(&text::title(seen, self.decided(index)));
            let has_title = self.findings.items[parent].title.is_some();
            let item = self.new_item(has_title.then_some(parent), title, frame.at);
            self.findings.items[item].label = label;
            self.used.insert(frame.at, Fate::Recorded);
            starts.push((index, item));
        }
        if let Some((first, _)) = starts.first().copied() {
            self.scopes(&starts, first, false);
        }
    }

    /// Each instance of a repeated title opens a scope, which begins where the labels before all instances agree; the first one at `first_from`. Each runs to
    /// the next, and no farther than its section unless the sheet has no other item (`whole`).
    fn scopes(&mut self, starts: &[(usize, usize)], first_from: usize, whole: bool) {
        let label = |index: usize| self.frames[index].label.or(self.frames[index].heads.last().copied()).map(|label| self.seen(label).anchor);
        let mut back = 0;
        while starts.iter().skip(1).all(|(at, _)| *at > back) {
            let mut labels = starts.iter().skip(1).map(|(at, _)| label(at - back - 1));
            let first = labels.next().flatten();
            let first_agrees = starts[0].0 > back && label(starts[0].0 - back - 1) == first;
            if first.is_none() || !first_agrees || labels.any(|other| other != first) {
                break;
            }
            back += 1;
        }
        for (position, (at, item)) in starts.iter().enumerate() {
            let from = if position == 0 { first_from.min(at - back) } else { at - back };
            let section = self.frames[*at].outer.first();
            let next = starts.get(position + 1).map_or(self.frames.len(), |next| next.0 - back);
            let to = if whole { next } else { (*at..next).find(|other| self.frames[*other].outer.first() != section).unwrap_or(next) };
            self.item_of[from..to.max(from)].fill(*item);
        }
    }

    /// Rows of lists that name items of their own.
    fn list_items(&mut self) {
        let items = &self.scope.form.items;
        let mut rows: HashMap<CellAt, usize> = HashMap::new();
        let mut by_row: HashMap<(u32, u32), CellAt> = HashMap::new();
        let mut open_row: Option<usize> = None;
        for index in 0..self.frames.len() {
            let frame = &self.frames[index];
            if !is_list_title(self.sheet, frame, items, self.scope.texts) {
                continue;
            }
            let seen = self.seen(frame.at);
            if seen.mark || seen.number.is_some() || crate::model::lexicon::is_sum_word(&seen.flat) {
                continue;
            }
            let (label, title) = text::numbered(&text::title(seen, None));
            let mut parent = self.item_of[index];
            // (1) under 1: a part of the item before it.
            let whole = parent;
            if label.is_some()
                && let Some(before) = open_row
            {
                parent = before;
            }
            let folded = crate::japanese::text::key(&title);
            let known = self.findings.items.iter().position(|item| {
                (item.parent == Some(parent) || item.parent.is_none() && self.findings.items[whole].title.is_none())
                    && crate::japanese::text::key(item.title.as_deref().unwrap_or("")) == folded
            });
            let item = known.unwrap_or_else(|| {
                let has_title = self.findings.items[parent].title.is_some();
                self.new_item(has_title.then_some(parent), title, frame.at)
            });
            if label.is_some() {
                self.findings.items[item].label = label;
            } else {
                open_row = Some(item);
            }
            self.used.insert(frame.at, Fate::Recorded);
            rows.insert(frame.at, item);
            let cell = self.sheet.cell(frame.at);
            by_row.insert((frame.at.0, cell.row), frame.at);
            self.item_of[index] = item;
        }
        if rows.is_empty() {
            return;
        }
        for index in 0..self.frames.len() {
            let frame = &self.frames[index];
            if !frame.column {
                continue;
            }
            let row = self.sheet.cell(frame.at).row;
            let named = frame.names.iter().find_map(|name| rows.get(name)).copied();
            // What stands left of the name in its row.
            let beside =
                by_row.get(&(frame.at.0, row)).filter(|title| self.sheet.cell(**title).column > self.sheet.cell(frame.at).column).and_then(|title| rows.get(title)).copied();
            if let Some(item) = named.or(beside) {
                self.item_of[index] = item;
            }
        }
        self.rows_of_items(&rows);
        let blocks = &self.scope.form.items.blocks;
        let opens = |index: &usize| self.frames[*index].heads.last().is_some_and(|head| blocks.contains(&self.seen(*head).anchor));
        let starts: Vec<(usize, usize)> = (0..self.frames.len()).filter(opens).filter_map(|index| Some((index, *rows.get(&self.frames[index].at)?))).collect();
        if starts.len() > 1 {
            let whole = self.findings.items[starts[0].1].parent;
            self.scopes(&starts, if whole.is_none() { 0 } else { starts[0].0 }, whole.is_none());
        }
    }

    /// Rows between the names of a list that have labels of their own belong to the item above them, if such rows recur; a row of sums to the whole.
    fn rows_of_items(&mut self, rows: &HashMap<CellAt, usize>) {
        let mut times: HashMap<(u32, u32), usize> = HashMap::new();
        for frame in self.frames {
            if let Some(label) = frame.label {
                *times.entry((frame.at.0, self.seen(label).anchor)).or_default() += 1;
            }
        }
        let mut open: Option<(u32, u32, usize)> = None;
        for index in 0..self.frames.len() {
            let frame = &self.frames[index];
            if let Some(item) = rows.get(&frame.at) {
                open = Some((frame.at.0, frame.strip, *item));
                continue;
            }
            let Some((area, strip, item)) = open.filter(|open| open.0 == frame.at.0) else { continue };
            let Some(label) = frame.label else { continue };
            let seen = self.seen(label);
            let groups = frame.outer.iter().filter(|outer| outer.0 == area);
            let sum = groups.chain([&label]).any(|label| crate::model::lexicon::is_sum_word(&self.seen(*label).flat));
            let recurs = times.get(&(area, seen.anchor)).is_some_and(|times| *times > 1);
            if !sum && recurs && (frame.strip == strip || !frame.column) && !frame.names.iter().any(|name| rows.contains_key(name)) {
                self.item_of[index] = item;
            }
        }
    }

    fn new_item(&mut self, parent: Option<usize>, title: String, at: CellAt) -> usize {
        let place = self.place(at);
        self.findings.items.push(Item { parent, label: None, title: Some(title), path: vec![], departments: vec![], place, also: vec![] });
        self.findings.items.len() - 1
    }

    /// Tells one content.
    fn content(&mut self, index: usize) {
        let frame = &self.frames[index];
        let seen = self.seen(frame.at);
        if let Some(legend) = seen.legend.as_ref().filter(|_| frame.legend) {
            self.legends.push((legend.clone(), self.place(frame.at), seen.flat.clone()));
            return;
        }
        let items = &self.scope.form.items;
        if items.title.as_ref() == Some(&self.addresses[index])
            || items.part.as_ref() == Some(&self.addresses[index]) && self.used.contains_key(&frame.at)
            || is_list_title(self.sheet, frame, items, self.scope.texts) && self.used.contains_key(&frame.at)
        {
            self.use_labels(frame);
            return;
        }
        if crate::model::seen::is_unit_note(seen) {
            self.used.insert(frame.at, Fate::Header);
            return;
        }
        match self.holds(index) {
            Holds::Rating(kind) => self.rating(index, kind),
            Holds::Department => self.department(index),
            Holds::Label => self.item_label(index),
            Holds::Section => self.section(index),
            Holds::Unit | Holds::Due | Holds::Direction => self.beside_value(index),
            Holds::Name => self.indicator_name(index),
            Holds::Number => self.number(index),
            Holds::Choice => self.choice(index),
            Holds::Comment => self.comment(index),
            Holds::Count => self.findings.reasons.push((self.place(frame.at).range(), "count-of-ratings")),
            Holds::Title | Holds::Legend => drop(self.use_labels(frame)),
            // 実績 beside words and beside an indicator: a number under a year is a value.
            Holds::Target(_) | Holds::Result(_) if seen.number.is_some() && frame.column && self.is_value_place(index) => self.number(index),
            Holds::Target(level) => self.words(index, StatementKind::Target, level),
            Holds::Result(level) => self.words(index, StatementKind::Result, level),
            Holds::Note(kind) => {
                if frame.column && self.is_value_place(index) {
                    self.number(index);
                } else if seen.dash {
                    self.use_labels(frame);
                } else {
                    self.words(index, StatementKind::Note(kind), None);
                }
            }
        }
    }

    /// The headers of a content, outermost first, and their places as used.
    fn use_labels(&mut self, frame: &Framed) -> Vec<String> {
        let mut out: Vec<String> = vec![];
        for at in frame.outer.iter().chain(&frame.label).chain(&frame.heads) {
            self.used.entry(*at).or_insert(Fate::Header);
            let printed = self.seen(*at).flat.clone();
            if out.last() != Some(&printed) {
                out.push(printed);
            }
        }
        out
    }

    fn basis(&self, sure: f32) -> Basis {
        Basis { by: Ground::Form, confidence: (sure * self.scope.trust).clamp(0.0, 1.0) }
    }

    fn slot_of(&self, index: usize) -> Option<String> {
        self.decided(index).map(|decided| decided.slot_id.clone())
    }

    /// The labels of a content say 総合 (an overall grade), or an aspect.
    fn overall(&self, index: usize) -> Option<bool> {
        let frame = &self.frames[index];
        let told = |at: &CellAt| self.seen(*at).key.starts_with("総合");
        if frame.label.iter().chain(&frame.heads).any(told) {
            return Some(true);
        }
        // Beside a 総合評価 the other grades are those of aspects.
        let is_overall = |label: &String| crate::japanese::text::key(label).starts_with("総合");
        let beside = || self.scope.form.slots.values().any(|slot| matches!(slot.holds, Holds::Rating(_)) && slot.path.iter().any(is_overall));
        self.overall_beside.get_or_init(beside).then_some(false)
    }

    /// `点数（5点満点）`: the points a label says can be given.
    fn full_marks(&self, index: usize) -> Option<rust_decimal::Decimal> {
        let frame = &self.frames[index];
        frame.label.iter().chain(frame.heads.iter().rev()).find_map(|at| {
            let key = &self.seen(*at).key;
            let before = &key[..key.find("点満点")?];
            let digits: String = before.chars().rev().take_while(char::is_ascii_digit).collect::<Vec<_>>().into_iter().rev().collect();
            digits.parse().ok()
        })
    }

    fn department(&mut self, index: usize) {
        let frame = &self.frames[index];
        let seen = self.seen(frame.at);
        self.use_labels(frame);
        if seen.dash {
            return;
        }
        self.used.insert(frame.at, Fate::Recorded);
        let place = self.place(frame.at);
        let item = self.item_of[index];
        let item = &mut self.findings.items[item];
        for (name, lead) in text::departments(seen) {
            if !item.departments.iter().any(|department| department.name == name) {
                item.departments.push(Department { name, lead });
            }
        }
        item.also.push(place);
    }

    fn item_label(&mut self, index: usize) {
        let frame = &self.frames[index];
        self.use_labels(frame);
        let place = self.place(frame.at);
        let flat = self.seen(frame.at).flat.clone();
        let item = self.item_of[index];
        let item = &mut self.findings.items[item];
        if item.label.is_none() {
            item.label = Some(flat);
            item.also.push(place);
            self.used.insert(frame.at, Fate::Recorded);
        } else if item.label.as_deref() == Some(&flat) {
            item.also.push(place);
            self.used.insert(frame.at, Fate::Recorded);
        } else {
            self.words(index, StatementKind::Note(crate::model::record::NoteKind::Other), None);
        }
    }

    fn section(&mut self, index: usize) {
        let frame = &self.frames[index];
        self.use_labels(frame);
        self.used.insert(frame.at, Fate::Recorded);
        let place = self.place(frame.at);
        let flat = self.seen(frame.at).flat.clone();
        let item = self.item_of[index];
        let item = &mut self.findings.items[item];
        if !item.path.contains(&flat) {
            item.path.push(flat);
        }
        item.also.push(place);
    }

    /// A unit, a due year or a direction belongs to the values of its row; if they use it, it is recorded with them.
    fn beside_value(&mut self, index: usize) {
        let frame = &self.frames[index];
        let seen = self.seen(frame.at);
        if seen.sentence || seen.length() > LONGEST_BESIDE {
            return self.words(index, StatementKind::Note(crate::model::record::NoteKind::Other), None);
        }
        self.use_labels(frame);
        self.used.entry(frame.at).or_insert(Fate::Header);
    }

    fn rating(&mut self, index: usize, kind: RatingKind) {
        let frame = &self.frames[index];
        let seen = self.seen(frame.at);
        let header = self.use_labels(frame);
        let status = seen.status;
        let raw = match (&seen.choices, frame.option) {
            (Some(choices), _) => {
                let marked: Vec<&str> = choices.options.iter().filter(|option| option.marked).map(|option| option.text.as_str()).collect();
                match marked[..] {
                    [one] => one.to_owned(),
                    [] => return self.no_choice(index, kind, header),
                    _ => marked.join("、"),
                }
            }
            // ◎, ○ and △ under 達成見込 are grades of their own.
            (None, Some(option)) if seen.mark && self.seen(option).scale.is_some() && self.decided(index).is_none_or(|decided| decided.marks < 3) => {
                self.used.insert(option, Fate::Recorded);
                self.seen(option).flat.clone()
            }
            _ => seen.opening.as_ref().map_or_else(|| seen.flat.clone(), |(_, word, _)| word.clone()),
        };
        if status.is_some() || seen.dash {
            self.used.insert(frame.at, Fate::Recorded);
            return;
        }
        // A sentence in a slot of ratings explains the one before it.
        if seen.sentence && seen.length() > 30 && seen.choices.is_none() && seen.opening.is_none() {
            return self.comment(index);
        }
        // The option's own word says what kind of scale its marks are of.
        let kind = frame.option.filter(|_| seen.mark).and_then(|option| self.seen(option).scale.as_ref()).map_or(kind, |scale| scale.kind);
        let kind = seen.opening.as_ref().map_or(kind, |(word, _, _)| word.kind);
        let subject = self.subject(index);
        let period = self.period_of(index);
        let mark = crate::japanese::mark::whole_mark(crate::japanese::text::Text::new(&raw).normal());
        let code = mark.as_ref().map_or_else(|| raw.clone(), |mark| mark.code.clone());
        let value = mark.as_ref().and_then(|mark| mark.value);
        let sure = self.decided(index).map_or(0.7, |decided| decided.sure) * 0.98;
        let indicator = self.rated_indicator(index);
        let places = vec![self.place(frame.at)];
        let near = frame.label.iter().chain(frame.heads.iter().rev()).chain(frame.outer.iter().rev());
        let told = near.map(|at| &self.seen(*at).flat).find_map(|told| Some((told, rater_beside(told).or_else(|| rater_word(told)).or_else(|| rater_name(told))?)));
        // Beside a rating of their own by others (指定管理者自己評価), that of the office is no rating of itself.
        let rater = told.map(|(words, rater)| if rater == Rater::SelfRating && !words.contains("自己") && self.others_rate() { Rater::Internal } else { rater });
        self.used.insert(frame.at, Fate::Recorded);
        self.findings.ratings.push(Rating {
            slot: self.slot_of(index),
            overall: self.overall(index),
            full_marks: self.full_marks(index),
            item: self.item_of[index],
            indicator,
            kind,
            subject,
            rater,
            raw,
            code,
            value,
            value_status: None,
            scale: None,
            period,
            comment: seen.opening.as_ref().map(|(_, _, rest)| rest.clone()),
            header,
            places,
            basis: self.basis(sure),
        });
        let row = self.sheet.cell(frame.at).row;
        self.rated.insert((frame.at.0, row, self.item_of[index]), self.findings.ratings.len() - 1);
        if let Some(head) = frame.heads.last() {
            self.rated_under.insert(*head, self.findings.ratings.len() - 1);
        }
    }

    /// A label of the form says that somebody else rates himself, or that somebody from outside does.
    fn others_rate(&self) -> bool {
        let other = |label: &String| label.contains("自己") || rater_beside(label).or_else(|| rater_word(label)) == Some(Rater::External);
        self.scope.form.slots.values().any(|slot| matches!(slot.holds, Holds::Rating(_)) && slot.path.iter().any(other))
    }

    fn no_choice(&mut self, index: usize, kind: RatingKind, header: Vec<String>) {
        let frame = &self.frames[index];
        let subject = self.subject(index);
        let places = vec![self.place(frame.at)];
        self.used.insert(frame.at, Fate::Recorded);
        let rating = Rating {
            slot: self.slot_of(index),
            overall: self.overall(index),
            full_marks: None,
            item: self.item_of[index],
            indicator: None,
            kind,
            subject,
            rater: None,
            raw: String::new(),
            code: String::new(),
            value: None,
            value_status: Some(crate::model::record::ValueStatus::Blank),
            scale: None,
            period: None,
            comment: None,
            header,
            places,
            basis: self.basis(0.8),
        };
        self.findings.ratings.push(rating);
    }

    /// The text that explains the rating of its row.
    fn comment(&mut self, index: usize) {
        let frame = &self.frames[index];
        let row = self.sheet.cell(frame.at).row;
        let seen = self.seen(frame.at);
        if seen.dash {
            self.use_labels(frame);
            return;
        }
        let over = || frame.heads.last().and_then(|head| self.rated_under.get(head)).copied();
        let rating = self.rated.get(&(frame.at.0, row, self.item_of[index])).copied().or_else(over);
        if let Some(rating) = rating
            && self.findings.ratings[rating].comment.is_none()
        {
            self.use_labels(frame);
            self.used.insert(frame.at, Fate::Recorded);
            let place = self.place(frame.at);
            let rating = &mut self.findings.ratings[rating];
            rating.comment = Some(text::joined(&seen.lines));
            rating.places.push(place);
            return;
        }
        self.words(index, StatementKind::Note(crate::model::record::NoteKind::Assessment), None);
    }

    /// A marked option of a list that is no scale.
    fn choice(&mut self, index: usize) {
        let frame = &self.frames[index];
        let seen = self.seen(frame.at);
        match (&seen.choices, frame.option) {
            (Some(choices), _) => {
                let marked: Vec<String> = choices.options.iter().filter(|option| option.marked).map(|option| option.text.clone()).collect();
                let text = if marked.is_empty() { text::joined(&seen.lines) } else { marked.join("、") };
                self.note(index, text, vec![frame.at]);
            }
            (None, Some(option)) if seen.mark && !crate::model::seen::is_off(&seen.key) => {
                let text = self.seen(option).flat.clone();
                if let Some(scale) = &self.seen(option).scale {
                    return self.rating(index, scale.kind);
                }
                self.used.insert(option, Fate::Recorded);
                self.note(index, text, vec![frame.at, option]);
            }
            _ if seen.mark => {
                self.use_labels(frame);
            }
            _ => self.words(index, StatementKind::Note(crate::model::record::NoteKind::Other), None),
        }
    }

    fn note(&mut self, index: usize, text: String, at: Vec<CellAt>) {
        let frame = &self.frames[index];
        let header = self.use_labels(frame);
        let places: Vec<Place> = at.iter().map(|at| self.place(*at)).collect();
        for at in at {
            self.used.insert(at, Fate::Recorded);
        }
        let sure = self.decided(index).map_or(0.7, |decided| decided.sure);
        let statement = Statement {
            slot: self.slot_of(index),
            kind: StatementKind::Note(crate::model::record::NoteKind::Other),
            item: self.item_of[index],
            indicator: None,
            level: None,
            labels: vec![],
            text,
            value: None,
            unit: None,
            value_status: None,
            baseline: false,
            period: None,
            dates: vec![],
            same_as: vec![],
            header,
            places,
            basis: self.basis(sure),
        };
        self.findings.statements.push(statement);
    }

    /// The time its labels tell, nearest first.
    fn period_of(&mut self, index: usize) -> Option<(String, Period)> {
        let frame = &self.frames[index];
        let near: Vec<CellAt> = frame.heads.iter().rev().chain(&frame.label).chain(frame.outer.iter().rev().take(1)).copied().collect();
        near.into_iter().find_map(|at| self.header(at).period.clone())
    }

    /// What a person said of a slot is marked in its records.
    fn mark_persons(&mut self) {
        let said: std::collections::BTreeSet<&str> = self.scope.form.slots.values().filter(|slot| slot.by_person).map(|slot| slot.slot_id.as_str()).collect();
        let of = |slot: &Option<String>| slot.as_deref().is_some_and(|slot| said.contains(slot));
        for statement in self.findings.statements.iter_mut().filter(|statement| of(&statement.slot)) {
            statement.basis.by = Ground::Person;
        }
        for rating in self.findings.ratings.iter_mut().filter(|rating| of(&rating.slot)) {
            rating.basis.by = Ground::Person;
        }
    }

    fn close(mut self) -> Told {
        self.mark_persons();
        let used = std::mem::take(&mut self.used);
        for (at, fate) in used {
            let place = self.place(at);
            self.findings.used.push((place.start..place.end, fate));
        }
        let mut years: std::collections::BTreeSet<i32> = std::collections::BTreeSet::new();
        let stated = self.findings.statements.iter().filter_map(|statement| statement.period.as_ref());
        for (_, period) in stated.chain(self.findings.ratings.iter().filter_map(|rating| rating.period.as_ref())) {
            years.extend(period.fiscal_years.iter().filter(|_| period.fiscal_years.len() == 1));
        }
        if years.is_empty() {
            years.extend(self.scope.setting.fiscal_year);
        }
        self.findings.fiscal_years = years.into_iter().collect();
        Told { findings: self.findings, legends: self.legends }
    }
}

/// An indicator for the records of an item, found again by its name and where it stands.
impl Teller<'_> {
    fn indicator(&mut self, item: usize, name: &str, under: &str, unit: Option<String>, level: Option<Level>, at: CellAt) -> usize {
        let key = (item, crate::japanese::text::key(name), crate::japanese::text::key(under));
        if let Some(index) = self.indicators.get(&key) {
            let indicator = &mut self.findings.indicators[*index];
            if indicator.unit.is_none() {
                indicator.unit = unit;
            }
            return *index;
        }
        let place = self.place(at);
        self.findings.indicators.push(Indicator { item, name: name.to_owned(), level, unit, upward: None, declared_empty: false, place });
        let index = self.findings.indicators.len() - 1;
        self.indicators.insert(key, index);
        index
    }
}
