//! What is a rating and what only looks like one.

use super::{case, everywhere, rated, rows, text};

#[test]
fn what_sorts_things_rates_nothing() {
    let dataset = case("r03_category_not_grade.csv");
    assert_eq!(rated(&dataset), ["港まつり支援事業 B", "古文書整理事業 A", "浜辺清掃事業 B", "灯台点検事業 C"]);
    assert_eq!(rows(&dataset, "rating_scales").len(), 1);
    assert_eq!(rows(&dataset, "items")[0]["path"], serde_json::json!(["2.観光・交流"]));
    let notes: Vec<&str> = rows(&dataset, "notes").iter().map(|row| text(row, "text")).collect();
    assert!(notes.contains(&"○") && notes.iter().any(|text| text.contains("政策的事業")), "{notes:?}");
    assert_eq!(rows(&case("r31_codes_not_grades.txt"), "ratings").len(), 0);
    assert!(rows(&case("r25_comment_wrong_column.csv"), "ratings").iter().all(|row| row["subject"] != "事業区分"));
    let table = "番号|事務事業名|会計区分|総合戦略|総合評価\n1|甲|1 一般会計|○|A\n2|乙|2 特別会計||B\n3|丙|1 一般会計|○|A\n";
    for (container, dataset) in everywhere(table) {
        assert_eq!(rated(&dataset), ["甲 A", "乙 B", "丙 A"], "{container}");
    }
}

#[test]
fn a_rating_that_was_not_given_says_why() {
    let dataset = case("r30_rating_not_applicable_dropped.csv");
    let told: Vec<(&str, &str)> = rows(&dataset, "ratings").iter().map(|row| (text(row, "raw"), text(row, "value_status"))).collect();
    assert_eq!(told, [("妥当である", ""), ("評価対象外", "not_applicable"), ("妥当である", "")]);
    for (container, dataset) in everywhere("番号|事務事業名|総合評価\n1|甲|A\n2|乙|評価対象外\n3|丙|B\n") {
        let told: Vec<&str> = rows(&dataset, "ratings").iter().map(|row| text(row, "value_status")).collect();
        assert_eq!(told, ["", "not_applicable", ""], "{container}");
        assert!(rows(&dataset, "rating_scales").iter().all(|row| !row["members"].to_string().contains("対象外")), "{container}");
    }
}

#[test]
fn a_level_right_of_the_name_is_the_path() {
    let dataset = case("r24_path_after_title.csv");
    let paths: Vec<String> = rows(&dataset, "items").iter().map(|row| row["path"].to_string()).collect();
    assert_eq!(paths, ["[\"観光の振興\"]", "[\"自然の保全\"]", "[\"自然の保全\"]"]);
    for (container, dataset) in
        everywhere("番号|事務事業名|政策名|施策名|評価\n1|甲|健やかなまち|医療の充実|A\n2|乙|学びのまち|生涯学習の推進|B\n3|丙|学びのまち|学校教育の充実|A\n")
    {
        assert_eq!(rows(&dataset, "items")[1]["path"], serde_json::json!(["学びのまち", "生涯学習の推進"]), "{container}");
    }
}
