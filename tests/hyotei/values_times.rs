//! Times: a table of values written by hand, round trips of what is printed, and any string at all.

use hyotei::japanese::date::{Basis, Date, Era, Period, Setting, era_of, leading_period, periods, whole_part, whole_period};
use hyotei::japanese::text::Text;
use proptest::prelude::*;

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

#[test]
fn era_of_bare_years_is_told_by_the_document() {
    let lines = ["平成22年度の実績", "平成23年度", "令和", "24年度の予定"];
    let texts: Vec<Text> = lines.iter().map(|line| Text::new(line)).collect();
    let setting = Setting::infer(texts.iter().map(Text::normal));
    assert_eq!(setting.era, Some(Era::Heisei));
    assert!(setting.evidence.iter().any(|line| line.contains("平成 2回")), "{:?}", setting.evidence);
    let bare = periods(Text::new("24年度").normal(), &setting);
    assert_eq!((bare[0].era, bare[0].fiscal_years.clone()), (Basis::Inferred, vec![2012]));
}

/// How a day is written.
fn day_styles(date: Date) -> Vec<String> {
    let Date { year, month, day } = date;
    let mut styles = vec![format!("{year}年{month}月{day}日"), format!("{year}/{month}/{day}"), date.to_string(), format!("{year}.{month}.{day}")];
    if let Some((era, count)) = era_of(date) {
        let (name, letter, mark) = (era.name(), era.letter(), era.ligature());
        let first = if count == 1 { "元".to_owned() } else { count.to_string() };
        styles.extend([
            format!("{name}{first}年{month}月{day}日"),
            format!("{name} {count} 年 {month} 月 {day} 日"),
            format!("{letter}{count}.{month}.{day}"),
            format!("{letter}{count:02}/{month:02}/{day:02}"),
            format!("{mark}{count}年{month:02}月{day:02}日"),
            format!("{name}{first}年（{year}年）{month}月{day}日"),
            format!("{name}{}年{}月{}日", kanji(count), kanji(month.into()), kanji(day.into())),
        ]);
        styles.push(full_width(&format!("{name}{count}年{month}月{day}日")));
    }
    styles
}

/// How a fiscal year is written. Its era is the one of its first day, or of its last (平成31年度, 令和元年度).
fn year_styles(year: i32) -> Vec<String> {
    let mut styles = vec![format!("{year}年度"), full_width(&format!("{year}年度"))];
    for day in [Date::new(year, 4, 1), Date::new(year + 1, 3, 31)] {
        let Some((era, count)) = day.and_then(era_of) else { continue };
        let count = if day.is_some_and(|day| day.year > year) { count - 1 } else { count };
        if count == 0 {
            continue;
        }
        let (name, letter) = (era.name(), era.letter());
        styles.extend([format!("{name}{count}年度"), format!("{letter}{count}年度"), format!("{name}{}年度", kanji(count)), format!("{name}{count}（{year}）年度")]);
        if count == 1 {
            styles.extend([format!("{name}元年度"), format!("{letter}元年度")]);
        }
    }
    styles
}

/// 四十五; not 元.
fn kanji(number: u32) -> String {
    let one = |digit: u32| "〇一二三四五六七八九".chars().nth(digit as usize).unwrap();
    let tens = match number / 10 {
        0 => String::new(),
        1 => "十".to_owned(),
        tens => format!("{}十", one(tens)),
    };
    if number.is_multiple_of(10) { tens } else { format!("{tens}{}", one(number % 10)) }
}

fn full_width(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_graphic() { char::from_u32(c as u32 + 0xfee0).unwrap() } else { c }).collect()
}

fn only(text: &str) -> Result<Period, TestCaseError> {
    let found = read(text, "-");
    prop_assert_eq!(found.len(), 1, "{} gives {}", text, shown(&found));
    let period = found[0].clone();
    prop_assert!(period.problem.is_none(), "{}: {:?}", text, period.problem);
    prop_assert_eq!(period.range.clone(), 0..Text::new(text).as_str().len(), "all of {} is read", text);
    Ok(period)
}

fn any_day() -> impl Strategy<Value = Date> {
    (1900..2041i32, 1..13u8, 1..32u8).prop_filter_map("no such day", |(year, month, day)| Date::new(year, month, day))
}

/// Strings of the words and signs that times are made of: nearly times, and traps.
fn nearly_a_time() -> impl Strategy<Value = String> {
    let pieces = [
        "平成",
        "令和",
        "昭和",
        "H",
        "R",
        "h",
        "S",
        "㍻",
        "元",
        "年度",
        "年",
        "月",
        "日",
        "末",
        "～",
        "-",
        "から",
        "まで",
        "、",
        "・",
        "と",
        "及び",
        "(",
        ")",
        ".",
        "/",
        " ",
        "　",
        "当初",
        "上半期",
        "第2四半期",
        "現在",
        "以降",
        "間",
        "二十",
        "〇",
        "十",
        "1",
        "23",
        "2015",
        "99999",
        "31",
        "西暦",
        "予算",
        "㋿",
        "\n",
        "会計年度",
        "百",
        "(金)",
        "０",
        "💡",
        "é",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn days_come_back_in_every_style(date in any_day()) {
        for text in day_styles(date) {
            let period = only(&text)?;
            prop_assert_eq!((period.start, period.end), (Some(date), Some(date)), "{}", text);
        }
    }

    #[test]
    fn states_on_a_day_come_back(date in any_day(), word in prop::sample::select(vec!["現在", "時点"])) {
        for style in day_styles(date) {
            let period = only(&format!("{style}{word}"))?;
            prop_assert_eq!((period.as_of, period.start), (Some(date), None), "{}", style);
        }
    }

    #[test]
    fn fiscal_years_come_back_in_every_style(year in 1900..2041i32) {
        for text in year_styles(year) {
            let period = only(&text)?;
            prop_assert_eq!(&period.fiscal_years, &vec![year], "{}", text);
            prop_assert_eq!((period.start, period.end), (Date::new(year, 4, 1), Date::new(year + 1, 3, 31)));
        }
    }

    #[test]
    fn ranges_of_fiscal_years_come_back(first in 1930..2035i32, length in 1..20i32, wave in prop::sample::select(vec!["～", "〜", " ～ ", "-", "－", "から"]), pick in any::<(usize, usize)>()) {
        let (froms, tos) = (year_styles(first), year_styles(first + length));
        let (from, to) = (&froms[pick.0 % froms.len()], &tos[pick.1 % tos.len()]);
        let mut texts = vec![format!("{from}{wave}{to}")];
        if !from.contains('（') {
            texts.push(format!("{}{wave}{to}", from.trim_end_matches("年度")));
        }
        for text in texts {
            let text = if wave == "から" { format!("{text}まで") } else { text };
            let period = only(&text)?;
            prop_assert_eq!(&period.fiscal_years, &(first..=first + length).collect::<Vec<_>>(), "{}", text);
            prop_assert_eq!((period.start, period.end), (Date::new(first, 4, 1), Date::new(first + length + 1, 3, 31)));
        }
    }

    #[test]
    fn ranges_of_days_come_back(one in any_day(), other in any_day(), years in 0..50i32, pick in any::<(usize, usize)>()) {
        let other = Date { year: (one.year + years).min(2040), day: other.day.min(28), ..other };
        let (first, second) = (one.min(other), one.max(other));
        let (froms, tos) = (day_styles(first), day_styles(second));
        let text = format!("{}～{}", froms[pick.0 % froms.len()], tos[pick.1 % tos.len()]);
        let period = only(&text)?;
        prop_assert_eq!((period.start, period.end), (Some(first), Some(second)), "{}", text);
    }

    #[test]
    fn days_that_are_none_are_told(year in 1930..2040i32, (month, day) in prop_oneof![(13..100u8, 1..100u8), (1..13u8, 32..100u8), Just((2, 30)), Just((4, 31)), Just((11, 31))]) {
        let found = read(&format!("{year}年{month}月{day}日"), "-");
        prop_assert_eq!(found.len(), 1);
        prop_assert!(found[0].problem.is_some() && found[0].start.is_none() && found[0].end.is_none());
    }

    #[test]
    fn no_string_makes_it_panic(text in prop_oneof![any::<String>(), nearly_a_time()], era in prop::sample::select(vec!["-", "平成", "令和", "昭和"])) {
        let (folded, setting) = (Text::new(&text), setting(era));
        let mut end = 0;
        for period in periods(folded.normal(), &setting) {
            prop_assert!(period.range.start >= end && period.range.end > period.range.start, "times stand in order and do not overlap: {:?}", period.range);
            end = period.range.end;
            prop_assert!(folded.as_str().get(period.range.clone()).is_some());
            prop_assert!(period.problem.is_some() || period.start.is_some() || period.end.is_some() || period.as_of.is_some(), "a time says when");
            prop_assert!(period.start.is_none() || period.end.is_none() || period.start <= period.end);
            prop_assert!(period.fiscal_years.is_sorted() && period.fiscal_years.len() <= 200);
        }
        let _ = (whole_period(folded.normal(), &setting), leading_period(folded.normal(), &setting), whole_part(folded.normal()));
    }
}

#[test]
fn cost_is_linear_on_200_kilobytes() {
    let pieces = [
        "平成",
        "1",
        "12",
        "2015",
        "元",
        "〇",
        "十",
        "二十",
        "年",
        "12年",
        "平成23",
        "平成23年",
        "H23",
        "H23、",
        "23、",
        "23年度～",
        "1～",
        "12・",
        "～",
        "(",
        "平成23(",
        "平成23年(",
        "2015/1/",
        "H1.1.",
        "平成 ",
        "西暦",
        "平成23年度から",
        "平成23年1月1日～",
        "23年1月～",
        "R1・",
        "と",
        "1と",
        "一、",
    ];
    for piece in pieces {
        let setting = setting("平成");
        crate::cost::assert_linear(piece, &Text::new(&piece.repeat(50_000 / piece.len())), &Text::new(&piece.repeat(200_000 / piece.len())), |text| {
            std::hint::black_box(periods(text.normal(), &setting).len());
        });
    }
}
