//! Labels against a table written by hand: `tests/values/labels.tsv` (input, expected segments, why).

use crate::values_scales::rows;
use hyotei::japanese::label::{Carry, segments};
use hyotei::japanese::text::Text;
use hyotei::model::block::Line;
use hyotei::read::fragment;

/// A cell as `interpret::cell` feeds it to the cutter: `\n` between lines and `・` before those that open with a bullet.
fn joined(lines: &[Line]) -> Text {
    let mut whole = Text::default();
    for (index, line) in lines.iter().enumerate() {
        let start = line.text.whole_source().start;
        if index > 0 {
            whole.push_as("\n", start..start);
        }
        if line.bullet {
            whole.push_as("・", start..start);
        }
        whole.append(&line.text);
    }
    whole
}

/// The labels and the text of every piece that is a record.
fn pieces(cell: &str, carry: &mut Carry) -> Vec<(String, String)> {
    let whole = joined(&fragment::lines(cell, 0));
    let mut out = vec![];
    for segment in segments(whole.normal(), carry) {
        let body = &whole.as_str()[segment.body];
        let text = body.lines().map(str::trim).filter(|line| !line.is_empty() && *line != "・").collect::<Vec<_>>().join("\\n");
        if !text.is_empty() {
            out.push((segment.labels.join("+"), text));
        }
    }
    out
}

fn read(input: &str) -> Vec<(String, String)> {
    let mut carry = Carry::default();
    input.split(" ‖ ").flat_map(|cell| pieces(&cell.replace("\\n", "\n"), &mut carry)).collect()
}

fn printed(pieces: &[(String, String)], labels_only: bool) -> String {
    pieces.iter().map(|(labels, text)| if labels_only { labels.clone() } else { format!("{labels}∷{text}") }).collect::<Vec<_>>().join(" | ")
}

#[test]
fn labels_are_read_as_the_table_says() {
    let table = include_str!("../values/labels.tsv");
    let mut failures = vec![];
    let mut traps = 0;
    let all = rows(table, 3);
    for row in &all {
        let [input, expected, why] = row[..] else { continue };
        let labels_only = why.contains("labels only");
        traps += usize::from(why.starts_with("trap"));
        let expected: Vec<(String, String)> = expected.split(" | ").filter_map(|piece| piece.split_once("∷")).map(|(labels, text)| (labels.to_owned(), text.to_owned())).collect();
        assert!(!expected.is_empty(), "the row of {input} expects nothing");
        let (found, expected) = (printed(&read(input), labels_only), printed(&expected, labels_only));
        if found != expected {
            failures.push(format!("{input}\n    expected {expected}\n    found    {found}\n    why      {why}"));
        }
    }
    assert!(all.len() >= 150 && traps * 3 >= all.len(), "{} rows, {traps} traps", all.len());
    assert!(failures.is_empty(), "{} of {} rows fail\n{}", failures.len(), all.len(), failures.join("\n"));
}
