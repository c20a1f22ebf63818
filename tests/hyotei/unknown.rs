//! No code knows a document: other city names, other words for the columns, more blank lines, and the same records.

use crate::gold::folded;
use crate::product::{product_of, root};
use serde_json::Value;

/// Names of places as the seeds print them, and others of the same kind.
const NAMES: [(&str, &str); 6] = [("大阪", "甲野"), ("川崎", "乙丘"), ("にいがた", "ひがしま"), ("宮前", "西山"), ("柿生", "北田"), ("登戸", "南町")];

/// Headers of the seeds, and other words of the lexicon with the same meaning.
const HEADERS: [(&str, &[(&str, &str)]); 5] = [
    (
        "000_4d45a82e3f29414a",
        &[("24年3月末までの主な取組", "24年3月末までの取組状況"), ("次年度以降の課題", "残された課題"), ("【趣旨・目的】", "【ねらい】"), ("【成果目標】", "【成果目標】")],
    ),
    ("001_1c07ef8cd5ea9620", &[("24年3月末までの主な取組", "24年3月末までの取組状況"), ("次年度以降の課題", "今後の課題"), ("【趣旨・目的】", "【事業の目的】")]),
    ("002_9f3e10c7832f9a78", &[("\t目的\t", "\tねらい\t"), ("\t成果\t課題", "\t取組の成果\t問題点")]),
    ("003_1d8c4c27c433e51d", &[("具体的取組\t取組目標", "改革項目\t達成目標"), ("5年間の取組成果", "取組による成果"), ("主な実績", "活動実績")]),
    ("004_60d463c5be032d0a", &[("担当課\t", "所管課\t"), ("現状と課題 (これまでの取組)", "現状・課題"), ("具体的な改革項目", "取組項目"), ("取組の内容", "取組内容")]),
];

/// What a record says, without where it stands or what header said so.
fn said(product: &Value) -> Vec<String> {
    let ids: Vec<&str> = product["items"].as_array().into_iter().flatten().map(|row| row["item_id"].as_str().unwrap_or("")).collect();
    let mut out = vec![];
    for item in product["items"].as_array().into_iter().flatten() {
        out.push(folded(&format!("item {} {} {} {}", item["label"], item["title"], item["path"], item["departments"])));
    }
    for table in ["targets", "results", "notes", "ratings"] {
        for row in product[table].as_array().into_iter().flatten() {
            let item = ids.iter().position(|id| *id == row["item_id"].as_str().unwrap_or("?"));
            let period = &row["period"];
            out.push(folded(&format!(
                "{table} {item:?} {} {} {} {} {} {} {} {} {} {}",
                row["labels"], row["text"], row["level"], row["kind"], row["raw"], row["comment"], period["fiscal_years"], period["start"], period["end"], period["as_of"]
            )));
        }
    }
    out
}

fn read(text: &str) -> Value {
    product_of("x.txt", text.into())
}

#[test]
fn other_names_other_words_and_more_blank_lines_give_the_same_records() {
    for (name, headers) in HEADERS {
        let text = std::fs::read_to_string(root().join("fixtures").join(format!("{name}.txt"))).expect("reads");
        let renamed = |text: &str| NAMES.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
        let wanted: Vec<String> = said(&read(&text)).iter().map(|line| renamed(line)).collect();
        let mut changed = text.clone();
        for (from, to) in headers {
            assert!(changed.contains(from), "{name} has no {from:?}");
            changed = changed.replace(from, to);
        }
        changed = renamed(&changed).replace("\n\n", "\n\n\n \n");
        let found = said(&read(&changed));
        for (a, b) in wanted.iter().zip(&found) {
            assert_eq!(a, b, "{name}");
        }
        assert_eq!(wanted.len(), found.len(), "{name}");
    }
}

/// What a report says of itself before its list is no item of it.
#[test]
fn front_matter_is_residue_and_a_document_of_one_sheet_keeps_its_notes() {
    let front = "1 趣旨\n\n本市では、総合戦略を策定し、毎年度その進み具合を確かめている。\n\n";
    let list = "事務事業名\t目標\t実績\t評価\n道路維持事業\t80件\t76件\tＡ\n図書館事業\t20回\t22回\tＢ\n";
    let dataset = crate::product::product_of("report.txt", format!("{front}{list}").into());
    let titles =
        |dataset: &serde_json::Value| -> Vec<String> { dataset["items"].as_array().into_iter().flatten().map(|row| row["title"].as_str().unwrap_or("?").to_owned()).collect() };
    assert_eq!(titles(&dataset), ["道路維持事業", "図書館事業"]);
    let left: Vec<&str> = dataset["residue"].as_array().into_iter().flatten().filter(|row| row["reason"] == "front-matter").filter_map(|row| row["text"].as_str()).collect();
    assert!(left.iter().any(|text| text.contains("毎年度その進み具合")), "{left:?}");
    let ids: Vec<&str> = dataset["ratings"].as_array().into_iter().flatten().filter_map(|row| row["item_id"].as_str()).collect();
    let items: Vec<&str> = dataset["items"].as_array().into_iter().flatten().filter_map(|row| row["item_id"].as_str()).collect();
    assert_eq!(ids, items, "each rating is that of its own row");
    let alone = crate::product::product_of("sheet.txt", front.into());
    assert_eq!(alone["notes"].as_array().map_or(0, Vec::len), 1);
}
