//! Times: a table of values written by hand, round trips of what is printed, and any string at all.

use hyotei::japanese::date::{Basis, Date, Era, Period, Setting, era_of, leading_period, periods, whole_part, whole_period};
use hyotei::japanese::text::Text;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

const TABLE: &str = include_str!("../values/times.tsv");

fn setting(era: &str) -> Setting {
    let era = Era::ALL.into_iter().find(|one| one.name() == era);
    Setting { era, ..Setting::default() }
}

fn read(text: &str, era: &str) -> Vec<Period> {
    periods(Text::new(text).normal(), &setting(era))
}

fn day(date: Option<Date>) -> String {
    date.map_or("none".to_owned(), |date| date.to_string())
}

/// A field of a period as the table writes it.
fn field(period: &Period, name: &str) -> String {
    match name {
        "fy" => period.fiscal_years.iter().map(i32::to_string).collect::<Vec<_>>().join(","),
        "start" => day(period.start),
        "end" => day(period.end),
        "as_of" => day(period.as_of),
        "open" => if period.open { "open" } else { "closed" }.to_owned(),
        "problem" => if period.problem.is_some() { "problem" } else { "possible" }.to_owned(),
        other => panic!("the table has no field {other}"),
    }
}

/// What a period says otherwise than the table.
fn differs(period: &Period, wanted: &str) -> bool {
    wanted.split(';').any(|part| match part.split_once('=') {
        Some((name, value)) => field(period, name) != value,
        None => field(period, part) != part,
    })
}

fn shown(found: &[Period]) -> String {
    let one = |period: &Period| {
        let fields = ["fy", "start", "end", "as_of", "open", "problem"];
        fields.iter().map(|name| format!("{name}={}", field(period, name))).collect::<Vec<_>>().join(";")
    };
    if found.is_empty() { "-".to_owned() } else { found.iter().map(one).collect::<Vec<_>>().join(" / ") }
}

#[test]
fn times_are_read_as_the_table_says() {
    let rows: Vec<Vec<&str>> = TABLE.lines().skip(1).filter(|line| !line.is_empty()).map(|line| line.split('\t').collect()).collect();
    assert!(rows.len() >= 440, "the table has {} rows", rows.len());
    let mut failures = vec![];
    for row in &rows {
        let [input, era, expected, why] = row[..] else { panic!("a row has {} columns: {row:?}", row.len()) };
        let found = read(input, era);
        let wanted: Vec<&str> = if expected == "-" { vec![] } else { expected.split(" / ").collect() };
        if found.len() != wanted.len() || found.iter().zip(&wanted).any(|(found, wanted)| differs(found, wanted)) {
            failures.push(format!("{input} [{era}]: {}, not {expected} ({why})", shown(&found)));
        }
    }
    assert!(failures.is_empty(), "{} of {} rows fail:\n{}", failures.len(), rows.len(), failures.join("\n"));
}
