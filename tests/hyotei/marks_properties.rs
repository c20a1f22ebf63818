//! What must hold of labels, marks, lists of choices and legends for any text: no panic, nothing lost, linear cost.

use hyotei::japanese::label::{Carry, leading_label, segments};
use hyotei::japanese::mark::{choices, legend, whole_mark};
use hyotei::japanese::text::Text;
use proptest::prelude::*;

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

proptest! {
    #[test]
    fn nothing_panics_and_nothing_is_lost(printed in "\\PC{0,60}", nasty in pieces(), mixed in "[アイウ(1)①②.・、 \n一二次ABC□■○:：％年人]{0,40}") {
        holds(&printed)?;
        holds(&nasty)?;
        holds(&mixed)?;
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
        let printed = |length: usize| Text::new(&pattern.repeat(length / pattern.len()));
        crate::cost::assert_linear(pattern, &printed(50_000), &printed(200_000), |text| {
            let mut carry = Carry::default();
            segments(text.normal(), &mut carry);
            segments(text.normal(), &mut carry);
            leading_label(text.normal());
            whole_mark(text.normal());
            choices(text.normal());
            legend(text.normal());
        });
    }
}
