//! Values of numbers: a table written by hand, the round trip of printed quantities, and bad strings.

use crate::product::root;
use hyotei::japanese::number::{Bound, Quantity, quantities, unit_note, whole_value};
use hyotei::japanese::text::Text;
use proptest::prelude::*;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

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
    let table = std::fs::read_to_string(root().join("tests/values/numbers.tsv")).expect("the table reads");
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

/// How a number is printed.
#[derive(Clone, Copy, Debug)]
enum Style {
    Plain,
    Commas,
    FullWidth,
    Myriads,
    Kanji,
}

const STYLES: [Style; 5] = [Style::Plain, Style::Commas, Style::FullWidth, Style::Myriads, Style::Kanji];

fn commas(value: u64) -> String {
    let plain = value.to_string();
    let mut out = String::new();
    for (index, digit) in plain.chars().enumerate() {
        if index > 0 && (plain.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn full_width(text: &str) -> String {
    text.chars().map(|c| if ('!'..='~').contains(&c) { char::from_u32(c as u32 + 0xfee0).unwrap_or(c) } else { c }).collect()
}

/// 42億7,700万5.
fn myriads(value: u64) -> String {
    let mut out = String::new();
    for (factor, sign) in [(1_000_000_000_000, "兆"), (100_000_000, "億"), (10_000, "万"), (1, "")] {
        let part = value / factor % 10_000;
        if part > 0 {
            out += &format!("{}{sign}", if value.is_multiple_of(2) { commas(part) } else { part.to_string() });
        }
    }
    if out.is_empty() { "0".to_owned() } else { out }
}

/// 四十二億七千七百万五.
fn in_kanji(value: u64) -> String {
    let mut out = String::new();
    for (factor, sign) in [(1_000_000_000_000, "兆"), (100_000_000, "億"), (10_000, "万"), (1, "")] {
        let part = value / factor % 10_000;
        for (place, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let digit = part / place % 10;
            if digit > 1 || digit == 1 && place == 1 {
                out.extend("一二三四五六七八九".chars().nth(digit as usize - 1));
            }
            if digit > 0 {
                out += name;
            }
        }
        if part > 0 {
            out += sign;
        }
    }
    out
}

fn printed(value: u64, style: Style) -> String {
    match style {
        Style::Plain => value.to_string(),
        Style::Commas => commas(value),
        Style::FullWidth => full_width(&commas(value)),
        Style::Myriads => myriads(value),
        Style::Kanji => in_kanji(value),
    }
}

/// One that holds for every style: kanji of one or two signs may be a word, so they begin at 12.
fn a_value() -> impl Strategy<Value = u64> {
    prop_oneof![12u64..100, 101u64..1000, 1001u64..10_000, 10_001u64..100_000_000, 100_000_001u64..9_999_000_000_000]
}

fn a_unit() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["人", "件", "円", "か所", "世帯", "団体", "冊", "施設", "㎡", "km", "%", "kWh", "t-CO2", "時間", "円/㎡", "人/年"])
}

fn only(text: &str) -> Quantity {
    let read = quantities(Text::new(text).normal());
    assert_eq!(read.len(), 1, "{text}: {read:?}");
    read.into_iter().next().expect("one")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_printed_quantity_is_read_back(value in a_value(), style in prop::sample::select(STYLES.to_vec()), unit in a_unit(), about in 0..3usize, bound in 0..5usize, sum in any::<bool>(), minus in any::<bool>()) {
        // 百万円 and 千万円 are units.
        prop_assume!(!(unit == "円" && matches!(in_kanji(value).as_str(), "百万" | "千万")));
        // In kanji a unit is a Japanese one.
        prop_assume!(!matches!(style, Style::Kanji) || !unit.is_ascii() && !unit.contains('/'));
        let minus = minus && !matches!(style, Style::Kanji);
        let bounds = [("", None), ("以上", Some(Bound::AtLeast)), ("以下", Some(Bound::AtMost)), ("超", Some(Bound::MoreThan)), ("未満", Some(Bound::LessThan))];
        let text = format!("{}{}{}{}{unit}{}", if sum { "延べ" } else { "" }, ["", "約", "およそ"][about], if minus { "▲" } else { "" }, printed(value, style), bounds[bound].0);
        let read = only(&text);
        let wanted = Quantity {
            range: 0..Text::new(&text).as_str().len(),
            value: if minus { -Decimal::from(value) } else { Decimal::from(value) }.normalize(),
            unit: Some(unit.to_owned()),
            bound: bounds[bound].1,
            approximate: about > 0,
            cumulative: sum,
            of: None,
            upper: None,
        };
        prop_assert_eq!(read, wanted, "{}", text);
    }

    #[test]
    fn a_printed_range_or_share_is_read_back(low in 1u64..5_000_000, more in 1u64..5_000_000, style in prop::sample::select(STYLES[..4].to_vec()), unit in a_unit(), both in any::<bool>(), share in any::<bool>(), dash in prop::sample::select(vec!["～", "〜"])) {
        let high = low + more;
        let text = match (share, both) {
            (true, true) => format!("{0}{unit}のうち{1}{unit}", printed(high, style), printed(low, style)),
            (true, false) => format!("{0}{unit}中{1}{unit}", printed(high, style), printed(low, style)),
            (false, true) => format!("{0}{unit}{dash}{1}{unit}", printed(low, style), printed(high, style)),
            // 2～3万 means 20,000: the ends share what only the last has, so it is not printed in myriads.
            (false, false) => format!("{0}{dash}{1}{unit}", printed(low, Style::Commas), full_width(&commas(high))),
        };
        let read = only(&text);
        prop_assert_eq!(read.value, Decimal::from(low).normalize(), "{}", text);
        prop_assert_eq!(read.unit.as_deref(), Some(unit));
        prop_assert_eq!(if share { read.of } else { read.upper }.map(|value| value.normalize()), Some(Decimal::from(high).normalize()), "{}", text);
        prop_assert_eq!(if share { read.upper } else { read.of }, None);
    }

    #[test]
    fn a_decimal_in_thousands_and_in_words_is_read_back(whole in 0u32..100_000, tenths in 0u32..100) {
        let value = format!("{whole}.{tenths:02}");
        let exact = number(&value);
        for (unit, factor, canonical) in [("千円", 1000, "円"), ("百万円", 1_000_000, "円"), ("万人", 10_000, "人"), ("億円", 100_000_000, "円"), ("％", 1, "%"), ("ｋｍ", 1, "km")] {
            for text in [format!("{value}{unit}"), full_width(&format!("{value}{unit}"))] {
                let read = only(&text);
                prop_assert_eq!(read.value, (exact * Decimal::from(factor)).normalize(), "{}", text);
                prop_assert_eq!(read.unit.as_deref(), Some(canonical));
                let alone = whole_value(Text::new(&text).normal());
                prop_assert_eq!(alone.map(|quantity| (quantity.value, quantity.unit)), Some((read.value, read.unit)));
            }
        }
    }

    #[test]
    fn no_string_breaks_the_reader(noise in "\\PC{0,60}", parts in prop::collection::vec(prop::sample::select(PARTS.to_vec()), 0..24)) {
        for string in [noise, parts.concat()] {
            let text = Text::new(&string);
            let mut last = 0;
            for quantity in quantities(text.normal()) {
                prop_assert!(quantity.range.start >= last && quantity.range.end > quantity.range.start, "{:?} in {}", quantity, string);
                prop_assert!(text.as_str().get(quantity.range.clone()).is_some());
                last = quantity.range.end;
            }
            if let Some(quantity) = whole_value(text.normal()) {
                prop_assert!(text.as_str().get(quantity.range).is_some(), "{}", string);
            }
            let _ = unit_note(text.normal());
        }
    }
}

/// What numbers are made of, and what stands round them.
const PARTS: [&str; 60] = [
    "1",
    "20",
    "0",
    "１２",
    "345",
    ",",
    "，",
    ".",
    "。",
    "、",
    "億",
    "万",
    "千",
    "百",
    "十",
    "三",
    "二〇",
    "～",
    "〜",
    "-",
    "－",
    "−",
    "▲",
    "△",
    "+",
    "約",
    "延べ",
    "以上",
    "未満",
    "超",
    "まで",
    "人",
    "円",
    "年",
    "月",
    "日",
    "時間",
    "か所",
    "割",
    "分",
    "分の",
    "中",
    "のうち",
    "/",
    "：",
    ":",
    "(",
    "）",
    "第",
    "当たり",
    "㎡",
    "t-CO2",
    "kWh",
    " ",
    "　",
    "¥",
    "http://",
    "R",
    "\n",
    "99999999999999999999999999",
];

/// Strings made to cost much.
fn adversaries(length: usize) -> Vec<String> {
    let units = [
        "1",
        "１",
        "億",
        "1億",
        "一億",
        "一",
        "十",
        "千",
        "1,",
        "1,234,",
        "1.",
        "1-",
        "1/",
        "1:",
        "1～",
        "1人～",
        "1～2人",
        "1人中",
        "1人",
        "1中",
        "約",
        "約1",
        "延べ",
        "延べ人数1",
        "1人1",
        "第1・",
        "第1～",
        "第1",
        "1数",
        "▲1",
        "▲",
        "- 1",
        "1 ",
        " ",
        "1  人",
        "3分の",
        "1割",
        "1割2分",
        "http://1",
        "www.",
        "a1",
        "1a",
        "は1",
        "1は",
        "は",
        "1以上",
        "以上",
        "1余",
        "¥1",
        "(1",
        "1円/",
        "人・",
        "1千",
        "1万千",
        "99999999999999999999999999億",
    ];
    units.iter().map(|unit| unit.chars().cycle().take(length).collect()).collect()
}

#[test]
fn the_cost_grows_with_the_length_and_no_faster() {
    for (short, long) in adversaries(50_000).iter().zip(adversaries(200_000)) {
        let sign: String = short.chars().take(12).collect();
        crate::cost::assert_linear(&sign, &Text::new(short), &Text::new(&long), |text| {
            std::hint::black_box((quantities(text.normal()), whole_value(text.normal()), unit_note(text.normal())));
        });
    }
}
