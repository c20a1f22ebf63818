//! Choice (読みの選択): two readings of one document weighed: by its form, learnt from too few sheets to be sure, and by the document alone.
//!
//! A reading is worth the numbers it tells in full (of what, of which year), less those it tells twice: two values of one thing and
//! year cannot both be. Words told as targets and results where numbers fill the sheet are numbers that were not understood.
//! What lists many items is read better row by row: there a form that finds fewer items must tell far more to win.

use crate::model::record::{Findings, StatementKind};
use std::collections::{BTreeMap, BTreeSet};

/// More full values that a form must tell to win, and as a share of those of the other reading, in hundredths.
const MARGIN: i64 = 5;
const MARGIN_SHARE: i64 = 15;

/// What a value told twice costs, in full values: one of the two is wrong, and nobody knows which.
const TWICE: i64 = 3;

/// Numbers from which on a sheet is filled with numbers.
const MANY_NUMBERS: i64 = 12;

/// Items from which on a document lists them.
const LISTED: i64 = 2;

/// Two values that agree in it cannot both be: a target or a result, its item, indicator, years and header.
type Key<'a> = (bool, usize, &'a str, &'a [i32], &'a [String]);

/// What a reading tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Worth {
    /// Items with a name.
    items: i64,
    /// Values.
    numbers: i64,
    /// Values with what they are of and their year, less those told twice.
    full: i64,
    /// Targets and results in words.
    words: i64,
    /// All values are of one year: that of a heading, perhaps.
    one_year: bool,
}

impl Worth {
    fn of(findings: &Findings) -> Worth {
        let mut worth = Worth { items: findings.items.iter().filter(|item| item.title.is_some()).count() as i64, ..Worth::default() };
        let mut told: BTreeMap<Key<'_>, i64> = BTreeMap::new();
        let mut of_years: BTreeSet<&[i32]> = BTreeSet::new();
        for statement in &findings.statements {
            let target = match statement.kind {
                StatementKind::Target => true,
                StatementKind::Result => false,
                StatementKind::Note(_) => continue,
            };
            if statement.value.is_none() {
                worth.words += 1;
                continue;
            }
            worth.numbers += 1;
            let years = statement.period.as_ref().map_or(&[][..], |(_, period)| &period.fiscal_years);
            of_years.insert(years);
            let name = statement.indicator.map(|indicator| findings.indicators[indicator].name.as_str());
            worth.full += i64::from(name.is_some() && !years.is_empty());
            *told.entry((target, statement.item, name.unwrap_or_default(), years, &statement.header)).or_default() += 1;
        }
        worth.one_year = of_years.len() == 1;
        worth.full -= TWICE * told.values().map(|times| times - 1).sum::<i64>();
        worth
    }
}

/// The reading by a form learnt from few sheets is the better one.
pub fn form_wins(form: &Findings, alone: &Findings) -> bool {
    let (form, alone) = (Worth::of(form), Worth::of(alone));
    // What is not filled with numbers tells too little to be weighed by them.
    if form.items == 0 || form.numbers < MANY_NUMBERS {
        return false;
    }
    let words = if form.numbers > 2 * form.words { alone.words - form.words } else { 0 };
    // Row by row as many items and as many numbers: what the form adds is a year that its heading told of all of them.
    if alone.items >= form.items.max(LISTED) && alone.numbers >= form.numbers && form.one_year {
        return false;
    }
    let listed = alone.items >= 5 && form.items * 10 < alone.items * 7 && alone.numbers * 10 >= form.numbers * 4;
    !listed && form.full - alone.full + words >= MARGIN.max(alone.full * MARGIN_SHARE / 100)
}
