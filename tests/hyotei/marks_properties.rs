//! What must hold for any label, mark, list of choices and legend, whatever the words.

use hyotei::japanese::label::{Carry, leading_label, segments};
use hyotei::japanese::mark::{choices, legend, whole_mark};
use hyotei::japanese::text::Text;
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// Pieces that markers, lists and legends are made of, and some that only look so.
const PIECES: [&str; 56] = [
    "ア",
    "イ",
    "ウ",
    "カ",
    "(ア)",
    "(イ)",
    "(",
    ")",
    "①",
    "②",
    "③",
    "㉑",
    "⑴",
    "(1)",
    "(2)",
    "1.",
    "2.",
    "1)",
    "2)",
    "a)",
    "(a)",
    "Ⅰ",
    "Ⅱ",
    "一",
    "二",
    "十一",
    "【1】",
    "【",
    "】",
    "≪2≫",
    "・",
    "、",
    ",",
    "～",
    " ",
    "  ",
    "\n",
    "。",
    ":",
    ".",
    "□",
    "■",
    "○",
    "●",
    "◎",
    "△",
    "×",
    "レ",
    "☑",
    "拡充",
    "継続",
    "達成",
    "A",
    "B",
    "5",
    "講座の開催",
];

fn pieces() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..24).prop_map(|parts| parts.concat())
}

/// Characters that a marker may take with it.
fn belongs_to_a_marker(character: char) -> bool {
    matches!(character, 'ア'..='ワ' | '0'..='9' | 'a'..='z' | '①'..='⒇' | '㉑'..='㊿' | 'Ⅰ'..='ⅻ' | '(' | ')' | '【' | '】' | '〔' | '〕' | '≪' | '≫')
        || "・、,~～〜.: 一二三四五六七八九十".contains(character)
}

/// Nothing panics, every range is one of the text, and the cutter gives back all it was given.
fn holds(printed: &str) -> Result<(), TestCaseError> {
    let text = Text::new(printed);
    let whole = text.as_str();
    let mut carry = Carry::default();
    for _ in 0..2 {
        let cut = segments(text.normal(), &mut carry);
        prop_assert!(!cut.is_empty());
        let mut at = 0;
        for segment in &cut {
            let start = if segment.labels.is_empty() { segment.body.start } else { segment.marker.start };
            prop_assert!(whole[at..start].trim().is_empty(), "{:?} is lost from {whole:?}", &whole[at..start]);
            prop_assert!(segment.labels.is_empty() || segment.marker.end == segment.body.start);
            let marker = &whole[segment.marker.clone()];
            prop_assert!(marker.chars().all(belongs_to_a_marker), "{marker:?} is no marker in {whole:?}");
            prop_assert!(segment.labels.iter().all(|label| !label.is_empty() && label.chars().count() < 60));
            at = segment.body.end;
        }
        prop_assert_eq!(at, whole.len());
    }
    if let Some((label, end)) = leading_label(text.normal()) {
        prop_assert!(!label.is_empty() && whole.is_char_boundary(end));
    }
    if let Some(mark) = whole_mark(text.normal()) {
        prop_assert!(!whole[mark.range].is_empty() && mark.meaning.is_none_or(|meaning| !whole[meaning].is_empty()));
    }
    if let Some(list) = choices(text.normal()) {
        prop_assert!(list.options.len() >= 2);
        for option in list.options {
            prop_assert_eq!(&whole[option.range], option.text.as_str());
        }
    }
    if let Some(found) = legend(text.normal()) {
        prop_assert!(found.members.len() >= 2 && found.members.iter().all(|member| whole.contains(&member.raw)));
    }
    Ok(())
}

/// Words that stand for an option or a meaning; no code of a scale among them.
fn words(least: usize) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec("市[一-龠]{0,8}", least..6)
}

/// Words of a scale, each once.
fn scale_words() -> impl Strategy<Value = Vec<&'static str>> {
    let all = vec!["拡充", "継続", "縮小", "廃止", "休止", "現状維持", "概ね達成", "未達成", "やや遅れ", "妥当である"];
    (2..6usize).prop_flat_map(move |count| prop::sample::subsequence(all.clone(), count))
}

/// Prints a list of options with one chosen.
fn printed_choices(options: &[String], chosen: usize, style: usize, apart: &str) -> String {
    let (empty, full, behind) =
        [("□", "■", false), ("☐", "☑", false), ("□ ", "■ ", false), ("（　）", "（○）", false), ("□", "■", true), ("□", "☑", false), ("[ ]", "[x]", false)][style];
    let one = |(index, option): (usize, &String)| {
        let mark = if index == chosen { full } else { empty };
        if behind { format!("{option}{mark}") } else { format!("{mark}{option}") }
    };
    options.iter().enumerate().map(one).collect::<Vec<_>>().join(apart)
}

proptest! {
    #[test]
    fn nothing_panics_and_nothing_is_lost(printed in "\\PC{0,60}", nasty in pieces(), mixed in "[アイウ(1)①②.・、 \n一二次ABC□■○:：％年人]{0,40}") {
        holds(&printed)?;
        holds(&nasty)?;
        holds(&mixed)?;
    }

    #[test]
    fn a_printed_list_of_choices_is_read_back(options in words(2), chosen in 0..6usize, style in 0..7usize, apart in prop::sample::select(vec![" ", "　", "\n", "・"])) {
        let chosen = chosen % options.len();
        let text = Text::new(&printed_choices(&options, chosen, style, apart));
        let read = choices(text.normal()).map(|list| list.options.into_iter().map(|option| (option.text, option.marked)).collect::<Vec<_>>());
        let expected: Vec<(String, bool)> = options.into_iter().enumerate().map(|(index, option)| (option, index == chosen)).collect();
        prop_assert_eq!(read, Some(expected), "{}", text.as_str());
    }

    #[test]
    fn a_ring_among_words_of_a_scale_is_read_back(options in scale_words(), chosen in 0..6usize, apart in prop::sample::select(vec![" ", "　", "\n", "・", "、", "／"]), behind in any::<bool>()) {
        let chosen = chosen % options.len();
        let one = |(index, option): (usize, &&str)| match (index == chosen, behind) {
            (false, _) => (*option).to_owned(),
            (true, false) => format!("○{option}"),
            (true, true) => format!("{option}○"),
        };
        let text = Text::new(&options.iter().enumerate().map(one).collect::<Vec<_>>().join(apart));
        let read = choices(text.normal()).map(|list| list.options.into_iter().map(|option| (option.text, option.marked)).collect::<Vec<_>>());
        let expected: Vec<(String, bool)> = options.iter().enumerate().map(|(index, option)| ((*option).to_owned(), index == chosen)).collect();
        prop_assert_eq!(read, Some(expected), "{}", text.as_str());
    }

    #[test]
    fn a_printed_legend_is_read_back(
        meanings in words(2),
        codes in prop::sample::select(vec!["SABCD", "ＡＢＣＤＥ", "◎○△▲×", "①②③④⑤", "12345", "５４３２１"]),
        stop in prop::sample::select(vec!["：", ":", "…", "＝", " = ", "（"]),
        apart in prop::sample::select(vec!["　", "、", "\n", "／", ", "]),
        frame in prop::sample::select(vec![("", ""), ("（", "）"), ("※", ""), ("【凡例】", ""), ("（評価区分）", "")]),
    ) {
        let close = if stop == "（" { "）" } else { "" };
        let members: Vec<String> = codes.chars().zip(&meanings).map(|(code, meaning)| format!("{code}{}{meaning}{close}", stop.trim())).collect();
        let text = Text::new(&format!("{}{}{}", frame.0, members.join(apart), frame.1));
        let found = legend(text.normal());
        prop_assert!(found.is_some(), "{}", text.as_str());
        let read: Vec<(String, Option<String>)> = found.into_iter().flat_map(|found| found.members).map(|member| (member.raw, member.meaning)).collect();
        let expected: Vec<(String, Option<String>)> =
            codes.chars().zip(meanings).map(|(code, meaning)| (Text::new(&code.to_string()).as_str().to_owned(), Some(meaning))).collect();
        prop_assert_eq!(read, expected, "{}", text.as_str());
    }

    #[test]
    fn a_printed_list_of_two_levels_is_read_back(
        children in prop::collection::vec(0..4usize, 1..6),
        family in 0..4usize,
        breaks in prop::collection::vec(any::<bool>(), 30),
        words in prop::collection::vec("市[一-龠]{1,6}", 30),
    ) {
        let kana = ["ア", "イ", "ウ", "エ", "オ"];
        let circled = ["①", "②", "③", "④", "⑤"];
        // Printed upper and lower markers, and how a label shows them.
        let upper = |index: usize| match family {
            0 => (kana[index].to_owned() + "　", kana[index].to_owned()),
            1 => (format!("（{}）", index + 1), format!("({})", index + 1)),
            2 => (format!("{}．", index + 1), (index + 1).to_string()),
            _ => (circled[index].to_owned(), circled[index].to_owned()),
        };
        let lower = |index: usize| match family {
            0 => (format!("（{}）", kana[index]), format!("({})", kana[index])),
            1 => (circled[index].to_owned(), circled[index].to_owned()),
            2 => (format!("({})", index + 1), format!("({})", index + 1)),
            _ => (kana[index].to_owned() + " ", kana[index].to_owned()),
        };
        let mut printed = vec![];
        for (index, count) in children.iter().enumerate() {
            printed.push(upper(index));
            printed.extend((0..*count).map(|child| (lower(child).0, upper(index).1 + &lower(child).1)));
        }
        let mut cells = vec![String::new()];
        let mut expected = vec![];
        for (index, (marker, label)) in printed.into_iter().enumerate() {
            let last = cells.len() - 1;
            if breaks[index] && !cells[last].is_empty() {
                cells.push(String::new());
            } else if !cells[last].is_empty() {
                cells[last].push('\n');
            }
            let last = cells.len() - 1;
            cells[last].push_str(&format!("{marker}{}", words[index]));
            expected.push((vec![label], words[index].clone()));
        }
        let mut carry = Carry::default();
        let mut read = vec![];
        for cell in &cells {
            let text = Text::new(cell);
            read.extend(segments(text.normal(), &mut carry).into_iter().map(|segment| (segment.labels, text.as_str()[segment.body].trim().to_owned())));
        }
        prop_assert_eq!(read, expected, "{:?}", cells);
    }
}

#[test]
fn cost_is_linear_on_strings_made_to_be_slow() {
    let patterns = [
        "ア、 ",
        "ア、",
        "ア・",
        "・",
        "・ ア",
        "(",
        "((1",
        "(ア)",
        "①",
        "① ",
        "①\n",
        "① 講座 ",
        "(1) ",
        "1. ",
        "1.",
        "1-",
        "一、",
        "二 ",
        "【",
        "【1",
        "≪",
        "ア～ワ、",
        "ア(ア)・",
        "A：",
        "A：達成 ",
        "A(",
        "①達成 ",
        "■",
        "□拡充 ",
        "○",
        "○継続・",
        "★",
        "9",
        "9点",
        "Ⅰ",
        "Ⅰ ",
        "a) ",
        "　",
        "\n",
        "。ア",
        "第一",
        "…",
        "A…",
        ")",
        "（評価",
        "５：満足　",
    ];
    for pattern in patterns {
        let printed = pattern.repeat(200_000 / pattern.len());
        let text = Text::new(&printed);
        let begun = Instant::now();
        let mut carry = Carry::default();
        segments(text.normal(), &mut carry);
        segments(text.normal(), &mut carry);
        leading_label(text.normal());
        whole_mark(text.normal());
        choices(text.normal());
        legend(text.normal());
        let spent = begun.elapsed();
        // A quadratic pass over 200 kB takes minutes.
        assert!(spent < Duration::from_secs(8), "{pattern:?} took {spent:?}");
    }
}
