//! Lists of labels, choices and legends, printed in many ways and read back.

use hyotei::japanese::label::{Carry, segments};
use hyotei::japanese::mark::{choices, legend};
use hyotei::japanese::text::Text;
use proptest::prelude::*;

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
