//! Setting (文書の元号): the era and year that a document makes plain.

use super::{Basis, Era, periods};
use crate::japanese::text::Normal;
use std::collections::BTreeMap;

/// The document's context for years without an era.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Setting {
    /// The era the document makes plain.
    pub era: Option<Era>,
    /// Its main fiscal year.
    pub fiscal_year: Option<i32>,
    /// The evidence, in words.
    pub evidence: Vec<String>,
    /// Years printed without an era, smallest first, where the document makes no era plain: they stay unread.
    pub undecided: Vec<u32>,
}

impl Setting {
    /// The year that a bare number names: of the document's own era, unless that lies far off the document's years and the era
    /// beside it does not. `30年度` in a document of 令和元年度 is 平成30年度, `2年度` in one of 平成30年度 is 令和2年度.
    pub fn bare_year(&self, number: u32) -> Option<(Era, i32)> {
        let era = self.era?;
        let western = era.western(number);
        let Some(told) = self.fiscal_year else { return Some((era, western?)) };
        let other = |era: Era| era.western(number).map(|year| (era, year));
        let at = Era::ALL.iter().position(|one| *one == era)?;
        if western.is_none_or(|western| western > told + HORIZON) {
            let earlier = Era::ALL[..at].iter().rev().filter_map(|era| other(*era)).find(|(_, year)| *year <= told + HORIZON);
            // 24年度 in a document of 平成11年度 is no 昭和24年度: the nearer of the two.
            let earlier = earlier.filter(|(_, year)| western.is_none_or(|western| (told - year).abs() < western - told));
            return earlier.or(western.map(|western| (era, western)));
        }
        let next = Era::ALL.get(at + 1).filter(|next| next.base() <= told + NEAR);
        let later = next.and_then(|next| other(*next)).filter(|(_, year)| *year <= told + NEAR && western.is_some_and(|western| western < told - HORIZON));
        later.or(western.map(|western| (era, western)))
    }

    /// Counts eras printed in the document; the one printed most near years wins.
    pub fn infer<'a>(texts: impl Iterator<Item = Normal<'a>>) -> Setting {
        let mut counts: BTreeMap<Era, usize> = BTreeMap::new();
        let mut years: BTreeMap<i32, usize> = BTreeMap::new();
        let mut bare: Vec<u32> = vec![];
        let mut first = None;
        // With an era lent to it, every bare year becomes visible; what the era is stays open.
        let probe = Setting { era: Some(Era::Heisei), ..Setting::default() };
        for text in texts {
            for period in periods(text, &probe) {
                let year = period.fiscal_years.first().copied().or(period.start.or(period.end).or(period.as_of).map(|date| date.year));
                if period.era == Basis::Inferred {
                    bare.extend(year.and_then(|year| u32::try_from(year + 1 - Era::Heisei.base()).ok()));
                    continue;
                }
                if period.era == Basis::Printed
                    && let Some(printed) = text.as_str().get(period.range.clone())
                    && let Some(era) = printed_era(printed)
                {
                    *counts.entry(era).or_insert(0) += 1;
                }
                for year in &period.fiscal_years {
                    *years.entry(*year).or_insert(0) += 1;
                }
                // What a document names first is its own year, or near it.
                if first.is_none() {
                    first = period.fiscal_years.first().copied();
                }
            }
        }
        // 行政評価 began in 平成8年: an older era is that of a founding, and lends nothing to the years beside it.
        let best = counts.iter().filter(|(era, _)| **era >= Era::Heisei).max_by_key(|(era, count)| (**count, **era));
        // A year of founding may stand more often than any other: it lies in another era, or far before the first.
        let own = |year: i32| first.is_none_or(|first| (year - first).abs() <= HORIZON) && best.is_none_or(|(era, _)| year >= era.base());
        let among = |all: bool| years.iter().filter(|(year, _)| all || own(**year)).max_by_key(|(year, count)| (**count, **year)).map(|(year, _)| *year);
        let fiscal_year = among(false).or_else(|| among(true));
        let mut evidence: Vec<String> = counts.iter().map(|(era, count)| format!("{} {count}回", era.name())).collect();
        let era = best.map(|(era, _)| *era).or_else(|| {
            let era = era_by_range(&bare)?;
            evidence.push(format!("元号の印字なし、年は{}～{}のみ", bare.iter().min()?, bare.iter().max()?));
            Some(era)
        });
        let era = era.or_else(|| counts.keys().max().copied());
        bare.sort_unstable();
        bare.dedup();
        let undecided = if era.is_none() { bare } else { vec![] };
        Setting { era, fiscal_year, evidence, undecided }
    }
}

/// The era whose mark opens a printed time.
fn printed_era(printed: &str) -> Option<Era> {
    let printed = printed.trim_start_matches(['～', '〜', '~', ' ']);
    let first = printed.chars().next()?;
    Era::ALL.into_iter().find(|era| printed.starts_with(era.name()) || first.to_ascii_uppercase() == era.letter() || first == era.ligature())
}

/// Years after its own that a document speaks of: plans run no longer.
const HORIZON: i32 = 12;
/// Years after its own in which a new era may have begun unprinted.
const NEAR: i32 = 4;

/// Last year of 令和 that an evaluation in hand can speak of as past or near: a constant of this version, not a clock.
const KNOWN_REIWA: u32 = 10;

/// The era of bare years where none is printed: 行政評価 began in 平成8年 (三重県, 1996), so smaller years are 令和; years over
/// [`KNOWN_REIWA`] are 平成; what lies between is not decided.
fn era_by_range(bare: &[u32]) -> Option<Era> {
    match *bare.iter().max()? {
        most if most > 31 => None,
        most if most > KNOWN_REIWA => Some(Era::Heisei),
        most if most < 8 => Some(Era::Reiwa),
        _ => None,
    }
}
