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

#[test]
fn each_cell_of_a_column_of_choices_rates() {
    let dataset = case("r04_rating_column_whole.csv");
    let told = |subject: &str| -> Vec<String> {
        rows(&dataset, "ratings")
            .iter()
            .filter(|row| row["subject"] == subject)
            .map(|row| format!("{} {}{}", text(row, "kind"), text(row, "code"), text(row, "value_status")))
            .collect()
    };
    assert_eq!(told("今後の方向性"), ["disposition 1", "disposition 2", "disposition 3", "disposition not_applicable", "disposition 完了", "disposition 判断できない"]);
    assert_eq!(told("担当課評価").len(), 6);
    assert_eq!(rows(&dataset, "rating_scales").len(), 2);
    for (container, dataset) in everywhere("番号|事務事業名|今後の方向性\n1|甲|1 拡充\n2|乙|２．継続\n3|丙|対象外\n4|丁|縮小\n") {
        let told: Vec<&str> = rows(&dataset, "ratings").iter().map(|row| text(row, "code")).collect();
        assert_eq!(told, ["1", "2", "", "縮小"], "{container}");
    }
}

#[test]
fn years_over_grades_name_no_subject() {
    let dataset = case("r10_rating_by_year.txt");
    let ratings = rows(&dataset, "ratings");
    assert_eq!(ratings.len(), 16);
    assert!(ratings.iter().all(|row| !text(row, "subject").contains(['H', 'R'])));
    assert_eq!(ratings.iter().filter(|row| row["value_status"] == "not_set").count(), 1);
    assert_eq!(rows(&dataset, "rating_scales").len(), 1);
}

#[test]
fn points_of_points_to_give_and_their_sum_are_ratings() {
    let dataset = case("r13_score_table.md");
    let told: Vec<String> = rows(&dataset, "ratings").iter().map(|row| format!("{}/{}", row["value"], row["full_marks"])).collect();
    assert_eq!(told, ["18/20", "17/20", "22/30", "24/30", "81/100", "12/20", "12/20", "18/30", "22/30", "64/100"]);
    assert_eq!(rows(&dataset, "indicators").len(), 0);
}

#[test]
fn a_legend_is_words_and_counts_are_none() {
    let members = |dataset: &serde_json::Value| -> Vec<String> {
        rows(dataset, "rating_scales")
            .iter()
            .filter(|row| row["legend"] == "stated")
            .flat_map(|row| row["members"].as_array().into_iter().flatten().map(|member| format!("{} {}", text(member, "code"), text(member, "meaning"))).collect::<Vec<_>>())
            .collect()
    };
    let dataset = case("r09_legend_table.txt");
    assert_eq!(rated(&dataset), ["港まつり支援事業 現状維持", "古文書整理事業 統合・縮小"]);
    assert_eq!(members(&dataset).len(), 4);
    let dataset = case("r14_legend_across.md");
    assert_eq!(members(&dataset), ["S 目標値以上", "A 目標値どおり", "B 要改善", "C 要大幅改善", "Z 評価困難"]);
    let dataset = case("r15_legend_by_heading.txt");
    assert_eq!(members(&dataset).len(), 8);
    let dataset = case("r08_counts_not_legend.txt");
    assert!(members(&dataset).iter().all(|member| !member.ends_with(|c: char| c.is_ascii_digit())));
    assert_eq!(super::left(&dataset, "count-of-ratings").len(), 2);
    let dataset = case("r17_band_counts.txt");
    assert_eq!((rows(&dataset, "ratings").len(), rows(&dataset, "items").len()), (0, 0));
}
