//! Under (見出しの下): what the headers over and beside a cell say together.

use crate::japanese::date::{Part, Period};
use crate::model::header::{Header, rater_name};
use crate::model::lexicon::{Matched, Meaning, Role};
use crate::model::record::{Basis, Ground, Level, NoteKind, Rater, RatingKind};
use crate::see::see;
use std::ops::Range;
use std::sync::Arc;

/// A printed header with its reading and its bytes.
#[derive(Clone, Debug)]
pub struct Printed {
    /// Its reading.
    pub header: Arc<Header>,
    /// Its bytes.
    pub range: Range<usize>,
}

/// What a cell stands under.
#[derive(Clone, Debug, Default)]
pub struct Under {
    /// Printed headers, outermost first.
    pub headers: Vec<String>,
    /// Their bytes.
    pub ranges: Vec<Range<usize>>,
    /// What the deciding header means.
    pub meaning: Option<Meaning>,
    /// The time told by the headers.
    pub period: Option<(String, Period)>,
    /// A part of a year for which no year was told.
    pub part: Option<Part>,
    /// The unit told.
    pub unit: Option<String>,
    /// The level told.
    pub level: Option<Level>,
    /// Who rates.
    pub rater: Option<Rater>,
    /// What is rated, as printed.
    pub subject: String,
    /// Index of the indicator of the row.
    pub indicator: Option<usize>,
    /// No header has a meaning.
    pub unknown: bool,
    /// Legends or meanings told in brackets of the headers.
    pub asides: Vec<String>,
    /// How sure the reading is; `None`: by the match.
    pub by: Option<Ground>,
}

impl Under {
    /// Puts headers together, outermost first.
    pub fn new(printed: &[Printed]) -> Under {
        let mut under = Under { unknown: true, ..Under::default() };
        for Printed { header, range } in printed {
            if header.printed.is_empty() {
                continue;
            }
            under.ranges.push(range.clone());
            under.headers.push(header.printed.clone());
            if header.period.is_some() {
                under.period = header.period.clone();
            }
            if header.part.is_some() {
                under.part = header.part;
            }
            if header.unit.is_some() {
                under.unit = header.unit.clone();
            }
            // 今後の方向(担当課): who rates, in brackets.
            under.rater = see(&header.printed).rater().or_else(|| header.asides.iter().find_map(|aside| rater_name(aside))).or(under.rater);
            under.asides.extend(header.asides.iter().cloned());
            let Some(meaning) = &header.meaning else {
                if header.level.is_some() {
                    under.level = header.level;
                }
                if !header.is_time() && !header.filler && !header.core.is_empty() {
                    under.subject = header.core.clone();
                }
                continue;
            };
            under.unknown = false;
            under.take(meaning, header);
        }
        // 自己 and 本部 under 評価 say who rates.
        if under.rater.is_none() && matches!(under.role(), Some(Role::Rating | Role::Achievement)) {
            under.rater = printed.iter().rev().find_map(|printed| rater_name(&printed.header.printed));
        }
        if let (Some((words, period)), Some(part)) = (&under.period, &under.part) {
            under.period = Some((words.clone(), period.narrowed(part)));
        }
        under
    }

    fn take(&mut self, meaning: &Meaning, header: &Header) {
        if meaning.rater.is_some() {
            self.rater = meaning.rater;
        }
        let outer = self.meaning.as_ref();
        // 指標 over 目標 and 実績, 事業費 over 予算 and 決算: the inner word says what stands here, the outer one its level.
        let level = meaning.level.or(header.level);
        // 効果額 over 実績 and 見込: a bare word for values takes the level of what it is the value of.
        let bare =
            meaning.matched == Matched::Whole && matches!(meaning.role, Role::Target | Role::Result | Role::TargetValue | Role::ResultValue) && header.core.chars().count() <= 3;
        let amount = outer.is_some_and(|outer| outer.word.ends_with('額') || outer.word.ends_with('値'));
        let outcome = outer.is_some_and(|outer| matches!(outer.level, Some(Level::Outcome | Level::Output)));
        // 効果額 over 見込額 and 実績額: amounts of the effect, no costs.
        if amount && outcome && (is_bare_amount(&header.core) || matches!(header.core.as_str(), "実績" | "見込" | "計画")) {
            let target = !header.core.starts_with("実績");
            let mut meaning = meaning.clone();
            (meaning.role, meaning.level) = (if target { Role::TargetValue } else { Role::ResultValue }, None);
            self.meaning = Some(meaning);
            return;
        }
        let keep_outer_level = level.is_none()
            || matches!((outer.map(|outer| outer.role), meaning.role), (Some(Role::Indicator | Role::Cost), _))
            || (bare && amount && outer.is_some_and(|outer| outer.level.is_some()));
        if !keep_outer_level || self.level.is_none() {
            self.level = level.or(self.level);
        }
        let weak = meaning.matched == Matched::Head && outer.is_some_and(|outer| outer.matched == Matched::Whole && outer.role != Role::Section && outer.role != Role::Title);
        if weak {
            return;
        }
        // 計画 over 数値 and 内容: the inner words say nothing of their own.
        let generic = matches!(header.core.as_str(), "内容" | "数値" | "値" | "状況" | "説明" | "金額" | "額" | "件数");
        if generic && outer.is_some_and(|outer| matches!(outer.role, Role::Target | Role::Result | Role::Deed | Role::Schedule | Role::TargetValue | Role::ResultValue)) {
            return;
        }
        if matches!(meaning.role, Role::Rating | Role::Achievement) || self.subject.is_empty() {
            self.subject = if header.core.is_empty() { header.printed.clone() } else { header.core.clone() };
        }
        // Under 成果指標 (indicator) the years hold numbers; a section word inside changes nothing.
        if matches!(meaning.role, Role::Section) && outer.is_some() {
            // 【戦略】 inside the cell of an item tells how it is to be reached.
            if meaning.note.is_some() {
                self.meaning = Some(Meaning { role: Role::Note, ..meaning.clone() });
            }
            return;
        }
        self.meaning = Some(meaning.clone());
    }

    /// The role of what stands here.
    pub fn role(&self) -> Option<Role> {
        self.meaning.as_ref().map(|meaning| meaning.role)
    }

    /// The same place with another role.
    pub fn with_role(&self, role: Role) -> Under {
        let mut under = self.clone();
        match &mut under.meaning {
            Some(meaning) => meaning.role = role,
            None => under.meaning = Some(plain(role)),
        }
        under
    }

    /// Kind of note, where it is one.
    pub fn note(&self) -> NoteKind {
        let kind = self.meaning.as_ref().and_then(|meaning| meaning.note).unwrap_or(NoteKind::Other);
        // 26年度以降の取組の方向性: what is to be done from then on.
        let open = self.period.as_ref().is_some_and(|(_, period)| period.open);
        if kind == NoteKind::Approach && open { NoteKind::NextStep } else { kind }
    }

    /// Kind of rating, where it is one.
    pub fn rating(&self) -> RatingKind {
        self.meaning.as_ref().and_then(|meaning| meaning.rating).unwrap_or(RatingKind::Grade)
    }

    /// What is rated is how far things came.
    pub fn asks_progress(&self) -> bool {
        ["進捗", "進ちょく"].iter().any(|word| self.subject.contains(word))
    }

    /// What stands here is a fact about the item (実施方法, 根拠法令, 事業期間), no judgement on it.
    pub fn asks_fact(&self) -> bool {
        let Some(meaning) = self.meaning.as_ref().filter(|meaning| meaning.matched <= Matched::Compound && !meaning.alternatives.contains(&Role::Rating)) else { return false };
        match meaning.role {
            Role::Note => matches!(meaning.note, Some(NoteKind::Means | NoteKind::Subject | NoteKind::LegalBasis | NoteKind::Other | NoteKind::Background)),
            role => role == Role::Period,
        }
    }

    /// What decided and how sure: 0.95 whole label, 0.85 compound, 0.7 the phrase's head, 0.4 unknown header.
    pub fn basis(&self) -> Basis {
        let by = self.by.unwrap_or(if self.headers.is_empty() { Ground::Structure } else { Ground::Header });
        let confidence = match self.meaning.as_ref().map(|meaning| meaning.matched) {
            Some(Matched::Whole) => 0.95,
            Some(Matched::Compound) => 0.85,
            Some(Matched::Head) => 0.7,
            None => 0.4,
        };
        Basis { by, confidence }
    }
}

/// 見込額, 実績額: whether an amount was due or reached, not what of.
pub fn is_bare_amount(word: &str) -> bool {
    matches!(word, "見込額" | "実績額" | "計画額" | "予定額" | "目標額")
}

/// A meaning that no word gave.
pub fn plain(role: Role) -> Meaning {
    Meaning { role, level: None, note: None, rating: None, rater: None, alternatives: vec![], matched: Matched::Head, word: String::new() }
}
