//! Values of numbers: a table written by hand, the round trip of printed quantities, and bad strings.

use hyotei::japanese::number::{Bound, Quantity, quantities, unit_note, whole_value};
use hyotei::japanese::text::Text;
use proptest::prelude::*;
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

/// One spelling for each unit, whichever is the program's own.
fn folded(unit: &str) -> String {
    let plain = hyotei::japanese::text::key(unit).replace('㎡', "m2");
    let small: Vec<char> = plain.chars().collect();
    match small.as_slice() {
        ['か' | 'カ' | 'ヶ' | 'ケ' | 'ヵ' | '箇', counted @ ..] if !counted.is_empty() => format!("か{}", counted.iter().collect::<String>()),
        _ => plain,
    }
}

/// A quantity as the table tells it, order and writing of its parts aside.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    value: Decimal,
    unit: Option<String>,
    flags: BTreeSet<String>,
}

fn number(text: &str) -> Decimal {
    text.parse::<Decimal>().unwrap_or_else(|_| panic!("{text} is no number")).normalize()
}

fn told_in_table(cell: &str) -> Told {
    let mut words = cell.split(' ');
    let value = number(words.next().expect("a value"));
    let (mut unit, mut flags) = (None, BTreeSet::new());
    for word in words {
        match word.split_once('=') {
            Some((name @ ("of" | "upto"), other)) => assert!(flags.insert(format!("{name}={}", number(other)))),
            _ if matches!(word, "ge" | "le" | "gt" | "lt" | "approx" | "cumulative") => assert!(flags.insert(word.to_owned())),
            _ => assert!(unit.replace(folded(word)).is_none(), "{cell} has two units"),
        }
    }
    Told { value, unit, flags }
}

fn told(quantity: &Quantity) -> Told {
    let mut flags = BTreeSet::new();
    flags.extend(quantity.bound.map(|bound| {
        match bound {
            Bound::AtLeast => "ge",
            Bound::AtMost => "le",
            Bound::MoreThan => "gt",
            Bound::LessThan => "lt",
        }
        .to_owned()
    }));
    flags.extend(quantity.approximate.then(|| "approx".to_owned()));
    flags.extend(quantity.cumulative.then(|| "cumulative".to_owned()));
    flags.extend(quantity.of.map(|of| format!("of={}", of.normalize())));
    flags.extend(quantity.upper.map(|upper| format!("upto={}", upper.normalize())));
    Told { value: quantity.value.normalize(), unit: quantity.unit.as_deref().map(folded), flags }
}

#[test]
fn numbers_are_read_as_the_table_says() {
    let table = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/values/numbers.tsv")).expect("the table reads");
    let (mut rows, mut none, mut wrong) = (0, 0, vec![]);
    for line in table.lines().skip(1).filter(|line| !line.is_empty()) {
        let [input, expected, why] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("three cells in {line:?}") };
        let wanted: Vec<Told> = if expected == "-" { vec![] } else { expected.split(" / ").map(told_in_table).collect() };
        let text = Text::new(input);
        let read = quantities(text.normal());
        let ranges = read.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start) && read.iter().all(|quantity| text.as_str().get(quantity.range.clone()).is_some());
        let found: Vec<Told> = read.iter().map(told).collect();
        if found != wanted || !ranges {
            wrong.push(format!("{input}\n    wanted {expected}\n    found  {found:?}\n    why    {why}"));
        }
        rows += 1;
        none += usize::from(wanted.is_empty());
    }
    println!("{rows} numbers, {none} of them none");
    assert!(rows >= 300 && none * 3 >= rows, "the table has {rows} rows, {none} of them traps");
    assert!(wrong.is_empty(), "{} of {rows} rows are read otherwise:\n{}", wrong.len(), wrong.join("\n"));
}
