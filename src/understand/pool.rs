//! Pool (証拠の集計): what stands in a slot over all instances of its form.

use crate::model::form::{Address, Addresses};
use crate::model::framed::Framed;
use crate::model::lexicon::{Matched, Meaning, Role};
use crate::model::record::RatingKind;
use crate::model::seen::{Texts, is_office, is_value_head, says_value};
use crate::model::sheet::{CellAt, Sheet};
use crate::model::speech::Speech;
use foldhash::HashMap;
use std::collections::{BTreeMap, BTreeSet};

/// The contents of a slot, counted.
#[derive(Clone, Debug, Default)]
pub struct Pool {
    /// Contents.
    pub count: usize,
    /// Sheets in which something stands.
    pub sheets: BTreeSet<usize>,
    /// The keys that stand there, each with the last sheet that has it.
    pub keys: HashMap<String, usize>,
    /// Different keys of each sheet, added up.
    pub own: usize,
    /// Lengths in characters.
    pub lengths: Vec<usize>,
    /// Sum of positions in the sheet, 0–1 each.
    pub position: f64,
    /// Numbers.
    pub numbers: usize,
    /// Marks.
    pub marks: usize,
    /// Sentences and long texts.
    pub sentences: usize,
    /// Texts that tell what was done.
    pub done: usize,
    /// Texts that tell what is to be done.
    pub planned: usize,
    /// Of those, texts that tell what is aimed at.
    pub aims: usize,
    /// Texts that tell what stands in the way.
    pub troubles: usize,
    /// Names of laws and rules.
    pub laws: usize,
    /// Names of those served.
    pub people: usize,
    /// Printed lists of options.
    pub choices: usize,
    /// Contents that a mark's option stands for.
    pub options: usize,
    /// Years and dates.
    pub years: usize,
    /// Texts that are nothing but a unit.
    pub units: usize,
    /// Names that end as those of offices do.
    pub offices: usize,
    /// Words of a scale, by kind.
    pub scales: BTreeMap<RatingKind, usize>,
    /// Of its words of what is to be done, those that tell what became of it as well (改善).
    pub improving: usize,
    /// Texts that a word of a scale opens, by kind.
    pub openings: BTreeMap<RatingKind, usize>,
    /// Bare grades (A, ◎, 3).
    pub grades: usize,
    /// Options of printed lists that are words of a scale, and all of them.
    pub scale_options: (usize, usize),
    /// Kinds of scales that printed lists of options are of.
    pub choice_kinds: BTreeMap<RatingKind, usize>,
    /// What its label or innermost telling head means.
    pub meaning: Option<Meaning>,
    /// What the label beside it means, where heads stand over it.
    pub beside: Option<Meaning>,
    /// Its innermost head, or its label, is a word of a scale.
    pub under_option: bool,
    /// A year stands over it.
    pub over_year: bool,
    /// A label stands beside it in its row.
    pub row_label: bool,
    /// It has a label or a head at all.
    pub labelled: bool,
    /// It stands under heads.
    pub column: bool,
    /// Longest number of contents of one sheet.
    pub most: usize,
    /// Sheets in which each line stands that is followed by others in its cell.
    pub lines: BTreeMap<String, BTreeSet<usize>>,
    /// Its labels as printed, outermost first.
    pub path: Vec<String>,
    /// Contents that numbers under years or words for values stand beside, with no other text between.
    pub measured: usize,
    /// Slots of sections that stand before it where it first stands: the last is the finest.
    pub sections_before: usize,
}

/// Texts that numbers stand beside, under years or words for values: the nearest of each number.
fn measured(sheet: &Sheet, frames: &[Framed], texts: &Texts) -> BTreeSet<CellAt> {
    let seen = |at: CellAt| texts.get(sheet.cell(at).text);
    let valued = frames.iter().filter(|frame| seen(frame.at).number.is_some() && frame.heads.iter().any(|head| is_value_head(seen(*head))));
    let names = |at: &CellAt| seen(*at).number.is_none() && !seen(*at).unit && !seen(*at).year && !seen(*at).mark;
    valued.filter_map(|frame| frame.names.iter().copied().find(names)).collect()
}

impl Pool {
    /// Pools the slots of a form.
    pub fn gather(framed: &[(&Sheet, &[Framed])], addresses: &Addresses, texts: &Texts) -> BTreeMap<Address, Pool> {
        let mut pools: BTreeMap<Address, Pool> = BTreeMap::new();
        for (number, (sheet, frames)) in framed.iter().enumerate() {
            let all = frames.len().max(1) as f64;
            let mut here: BTreeMap<Address, usize> = BTreeMap::new();
            let mut sections = 0;
            let measured = measured(sheet, frames, texts);
            for (position, frame) in frames.iter().enumerate().filter(|(_, frame)| !frame.legend) {
                let address = addresses.of(sheet, frame, texts);
                let times = here.entry(address.clone()).or_default();
                *times += 1;
                let pool = pools.entry(address).or_default();
                pool.most = pool.most.max(*times);
                if pool.count == 0 {
                    pool.sections_before = sections;
                }
                pool.see(number, sheet, frame, position as f64 / all, texts);
                pool.measured += usize::from(measured.contains(&frame.at));
                sections += usize::from(*times == 1 && !pool.column && pool.meaning.as_ref().is_some_and(|meaning| meaning.role == Role::Section));
            }
        }
        pools
    }

    fn see(&mut self, number: usize, sheet: &Sheet, frame: &Framed, position: f64, texts: &Texts) {
        let seen = texts.get(sheet.cell(frame.at).text);
        let told = |at: &crate::model::sheet::CellAt| texts.get(sheet.cell(*at).text);
        if self.count == 0 {
            self.column = frame.column;
            self.under_option = frame.heads.last().is_some_and(|head| told(head).scale.is_some());
            self.over_year = frame.heads.iter().any(|head| told(head).year);
            self.row_label = frame.label.is_some();
            self.labelled = frame.label.is_some() || !frame.heads.is_empty() || frame.names_part;
            // A sentence under a line of its own answers it as it would beside it.
            let is_line = |at: &CellAt| sheet.areas[at.0 as usize].line;
            let over = frame.outer.last().filter(|outer| (seen.sentence || !seen.short) && is_line(&frame.at) && is_line(outer));
            let beside = frame.label.as_ref().or(over).map(told);
            if frame.column {
                self.meaning = frame.heads.iter().rev().map(told).find_map(|seen| {
                    seen.meaning.clone().filter(|_| !(seen.year && !says_value(seen) && seen.meaning.as_ref().is_some_and(|meaning| meaning.matched == Matched::Head)))
                });
                self.beside = beside.and_then(|seen| seen.meaning.clone());
            } else {
                self.meaning = beside.and_then(|seen| seen.meaning.clone());
            }
            self.path = frame.outer.iter().chain(&frame.label).chain(&frame.heads).map(|at| told(at).flat.clone()).collect();
        }
        self.count += 1;
        self.sheets.insert(number);
        // Sheets come one after the other.
        self.own += usize::from(self.keys.insert(seen.key.clone(), number) != Some(number));
        self.lengths.push(seen.length());
        self.position += position;
        self.numbers += usize::from(seen.number.is_some());
        self.marks += usize::from(seen.mark);
        self.sentences += usize::from(seen.sentence || !seen.short);
        match seen.speech {
            Some(Speech::Done) => self.done += 1,
            Some(Speech::Planned) => self.planned += 1,
            Some(Speech::Aim) => {
                self.planned += 1;
                self.aims += 1;
            }
            Some(Speech::Trouble) => self.troubles += 1,
            Some(Speech::Law) => self.laws += 1,
            Some(Speech::People) => self.people += 1,
            None => {}
        }
        self.options += usize::from(frame.option.is_some());
        self.years += usize::from(seen.year);
        self.units += usize::from(seen.unit && seen.number.is_none());
        self.offices += usize::from(!seen.sentence && is_office(&seen.key));
        if let Some(choices) = &seen.choices {
            self.choices += 1;
            if let Some(kind) = seen.choices_kind {
                *self.choice_kinds.entry(kind).or_default() += 1;
            }
            self.scale_options.1 += choices.options.len();
            self.scale_options.0 += choices.options.iter().filter(|option| crate::japanese::mark::is_scale_phrase(&option.text)).count();
        }
        if let Some((word, _, _)) = &seen.opening {
            *self.openings.entry(word.kind).or_default() += 1;
        }
        if let Some(scale) = &seen.scale {
            *self.scales.entry(scale.kind).or_default() += 1;
            self.improving += usize::from(scale.kind == RatingKind::Disposition && scale.family.as_deref() == Some("improvement"));
        } else if seen.grade {
            self.grades += 1;
        }
        if seen.lines.len() > 1 {
            for line in &seen.lines[..seen.lines.len() - 1] {
                if line.chars().count() <= 25 {
                    self.lines.entry(crate::japanese::text::key(line)).or_default().insert(number);
                }
            }
        }
    }

    /// Median length.
    pub fn median(&self) -> usize {
        let mut lengths = self.lengths.clone();
        lengths.sort_unstable();
        lengths.get(lengths.len() / 2).copied().unwrap_or(0)
    }

    /// Numbers larger than a grade or point is, under years: values of an indicator.
    pub fn is_series(&self) -> bool {
        let large = |key: &&String| key.trim_start_matches(['-', '+', '▲', '△']).chars().take_while(|c| c.is_ascii_digit() || matches!(c, ',' | '.')).count() > 1;
        self.over_year && self.keys.keys().filter(large).count() * 2 > self.keys.len()
    }

    /// A part of its contents as a share.
    pub fn share(&self, part: usize) -> f64 {
        part as f64 / self.count.max(1) as f64
    }

    /// Share of different texts.
    pub fn distinct(&self) -> f64 {
        self.share(self.keys.len())
    }

    /// Share of texts that no other of their sheet repeats.
    pub fn distinct_within(&self) -> f64 {
        self.share(self.own)
    }

    /// Few short texts stand for all of them.
    pub fn is_small(&self) -> bool {
        // A dash is no content.
        let told = self.keys.len() - usize::from(self.keys.contains_key("-"));
        told as f64 <= (0.12 * self.count as f64).max(4.0) && self.median() <= 30
    }

    /// Contents that are words or symbols of a scale.
    pub fn hits(&self) -> usize {
        self.grades + self.scales.values().sum::<usize>()
    }

    /// The kind that most of its words belong to.
    pub fn kind(&self) -> Option<RatingKind> {
        // 改善 is what is to be done or what became of it: beside 悪化 and 達成 it is the latter.
        let others: usize = self.scales.iter().filter(|(kind, _)| matches!(**kind, RatingKind::Achievement | RatingKind::Progress)).map(|(_, count)| *count).sum();
        let mixed = others * 5 >= self.scales.values().sum::<usize>() && self.scales.get(&RatingKind::Disposition) == Some(&self.improving);
        let (kind, count) = self.scales.iter().filter(|(kind, _)| !mixed || **kind != RatingKind::Disposition).max_by_key(|(kind, count)| (**count, std::cmp::Reverse(**kind)))?;
        (*count * 2 >= self.grades).then_some(*kind)
    }
}
