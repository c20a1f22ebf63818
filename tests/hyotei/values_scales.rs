//! Marks, choices and legends against a table written by hand: `tests/values/scales.tsv` (kind, input, expected, why).

use hyotei::japanese::mark::{Polarity, choices, legend, polarity, whole_mark};
use hyotei::japanese::text::Text;

/// The rows of a table, without its header; each must have `width` cells.
pub fn rows(table: &str, width: usize) -> Vec<Vec<&str>> {
    let rows: Vec<Vec<&str>> = table.lines().skip(1).filter(|line| !line.trim().is_empty()).map(|line| line.split('\t').collect()).collect();
    for row in &rows {
        assert_eq!(row.len(), width, "{row:?}");
    }
    rows
}

fn mark_printed(text: &Text) -> String {
    match whole_mark(text.normal()) {
        None => "-".to_owned(),
        Some(mark) => match mark.meaning {
            Some(meaning) => format!("{};{}", mark.code, &text.as_str()[meaning]),
            None => mark.code,
        },
    }
}

fn choices_printed(text: &Text) -> String {
    let Some(list) = choices(text.normal()) else { return "-".to_owned() };
    let marked: Vec<&str> = list.options.iter().filter(|option| option.marked).map(|option| option.text.as_str()).collect();
    let options: Vec<&str> = list.options.iter().map(|option| option.text.as_str()).collect();
    for option in &list.options {
        assert_eq!(text.as_str()[option.range.clone()], option.text, "the bytes of an option are those of its words");
    }
    format!("{};{}", if marked.is_empty() { "none".to_owned() } else { marked.join("+") }, options.join(","))
}

fn legend_printed(text: &Text) -> String {
    let Some(found) = legend(text.normal()) else { return "-".to_owned() };
    assert_eq!(found.polarity, polarity(&found.members), "one polarity for one list of members");
    let members: Vec<String> = found.members.iter().map(|member| format!("{}={}", member.code, member.meaning.as_deref().unwrap_or(""))).collect();
    let polarity = match found.polarity {
        Polarity::FirstIsBest => "first_is_best",
        Polarity::FirstIsWorst => "first_is_worst",
        Polarity::Unknown => "unknown",
    };
    format!("{};{polarity}", members.join("|"))
}

/// All rows of a kind that do not come out as written.
fn failures(kind: &str, printed: fn(&Text) -> String) -> (usize, Vec<String>) {
    let all: Vec<Vec<&str>> = rows(include_str!("../values/scales.tsv"), 4).into_iter().filter(|row| row[0] == kind).collect();
    let mut out = vec![];
    for row in &all {
        let [_, input, expected, why] = row[..] else { continue };
        let found = printed(&Text::new(&input.replace("\\n", "\n")));
        if found != expected {
            out.push(format!("{input}\n    expected {expected}\n    found    {found}\n    why      {why}"));
        }
    }
    (all.len(), out)
}

fn must_hold(kind: &str, least: usize, printed: fn(&Text) -> String) {
    let (rows, failures) = failures(kind, printed);
    assert!(rows >= least, "only {rows} rows of kind {kind}");
    assert!(failures.is_empty(), "{} of {rows} rows of kind {kind} fail\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn marks_are_read_as_the_table_says() {
    must_hold("mark", 60, mark_printed);
}

#[test]
fn choices_are_read_as_the_table_says() {
    must_hold("choices", 40, choices_printed);
}

#[test]
fn legends_are_read_as_the_table_says() {
    must_hold("legend", 50, legend_printed);
}
