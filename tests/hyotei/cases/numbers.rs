//! Numbers as people and programs print them: signs, zeros, powers, brackets, and what is no number.

use super::{case, csv, dated, everywhere, measured, rows, said, tabs, text};

/// The table of results with these texts, one a row.
fn results(values: &[&str]) -> String {
    let rows: String = values.iter().enumerate().map(|(at, value)| format!("{}|事業{at}|増減数|{value}\n", at + 1)).collect();
    format!("番号|事務事業名|指標名|実績値\n{rows}")
}

fn values(dataset: &serde_json::Value) -> Vec<String> {
    rows(dataset, "results").iter().map(|row| format!("{} {}", row["value"], text(row, "unit")).trim().to_owned()).collect()
}

#[test]
fn every_dash_before_a_number_is_its_sign() {
    let dataset = case("minus.html");
    for (row, value) in values(&dataset).iter().enumerate() {
        let unread = matches!(row + 1, 12 | 14 | 15);
        assert_eq!(value, if unread { "null" } else { "-5 人" }, "row {}", row + 1);
    }
    assert_eq!(said(&dataset, "number-unread"), 3);
    assert!([11, 13, 14].iter().all(|row| rows(&dataset, "results")[*row]["quantities"].as_array().is_some_and(Vec::is_empty)));
    for (container, dataset) in everywhere(&results(&["‑12", "ー3.5％", "▼1,200円", "マイナス7件", "減4人", "▵0.5ポイント", "増6人", "▽9"])) {
        assert_eq!(values(&dataset), ["-12", "-3.5 %", "-1200 円", "-7 件", "-4 人", "-0.5 ポイント", "6 人", "null"], "{container}");
    }
}

#[test]
fn zero_is_told_in_words_and_circles() {
    let dataset = case("zero.csv");
    assert_eq!(measured(&dataset, "targets"), ["事業い 苦情件数 0 件", "事業ろ 事故件数 0 件", "事業は 不適合数 0 ", "事業に 不適合数 0 件"]);
    assert_eq!(measured(&dataset, "results"), ["事業い 苦情件数 0 件", "事業ろ 事故件数 0 件", "事業は 不適合数 0 件", "事業に 不適合数 0 "]);
    assert_eq!(rows(&dataset, "targets")[3]["quantities"][0]["bound"], "at_most");
    let repairs = rows(&dataset, "repairs");
    assert_eq!(repairs.iter().map(|row| (text(row, "kind"), text(row, "before"), text(row, "after"))).collect::<Vec<_>>(), [("glyph", "○", "〇")]);
    for (container, dataset) in everywhere(&results(&["ゼロ回", "零", "〇人", "皆無", "◯件"])) {
        assert_eq!(values(&dataset), ["0 回", "0", "0 人", "0", "0 件"], "{container}");
    }
}

#[test]
fn powers_of_ten_are_numbers() {
    let dataset = case("sci.csv");
    assert_eq!(measured(&dataset, "targets"), ["図書館運営事業 貸出冊数 12000 冊", "防犯灯設置事業 事業費 123000000 円"]);
    assert_eq!(measured(&dataset, "results"), ["図書館運営事業 貸出冊数 11400 冊", "防犯灯設置事業 事業費 120000000 円"]);
    for (container, dataset) in everywhere(&results(&["5.0E+03", "2.5e-1", "1E+6"])) {
        assert_eq!(values(&dataset), ["5000", "0.25", "1000000"], "{container}");
    }
}

#[test]
fn a_decimal_among_values_is_no_month() {
    let dataset = case("r29_decimal_like_date.csv");
    assert_eq!(measured(&dataset, "results"), ["港まつり支援事業 来場者数 5 人", "浜辺清掃事業 回収したごみ 1912.9 t", "灯台点検事業 点検した距離 2024.5 km"]);
    for (container, dataset) in everywhere(&results(&["2012.9", "1998.11", "2030.1"])) {
        assert_eq!(values(&dataset), ["2012.9", "1998.11", "2030.1"], "{container}");
    }
}

#[test]
fn what_stands_for_a_number_is_told() {
    let dataset = case("r18_unread_values.csv");
    assert_eq!(dated(&dataset, "results"), ["null 人pending [2024]", "1912.9 t-CO2 [2024]", "86 件 [2024]", "null 点not_surveyed [2024]"]);
    let quantities: Vec<String> = rows(&dataset, "results")[2]["quantities"].as_array().into_iter().flatten().map(|quantity| quantity["value"].to_string()).collect();
    assert_eq!(quantities, ["86", "50"]);
    for (container, dataset) in everywhere(&results(&["26,200(16,100)", "調整中", "?人", "nan"])) {
        assert_eq!(values(&dataset)[..2], ["26200", "null"], "{container}");
        assert_eq!(rows(&dataset, "results")[1]["value_status"], "pending", "{container}");
        assert_eq!(rows(&dataset, "results")[3]["value_status"], "blank", "{container}");
        assert_eq!(said(&dataset, "number-unread"), 1, "{container}");
    }
}

#[test]
fn errors_of_a_spreadsheet_are_neither_values_nor_grades() {
    for name in ["err2.csv", "sheet_err.xlsx"] {
        let dataset = case(name);
        assert!(rows(&dataset, "ratings").iter().all(|row| !text(row, "code").contains('#')), "{name}");
        assert!(rows(&dataset, "rating_scales").iter().all(|row| !row["members"].to_string().contains('#')), "{name}");
        assert!(rows(&dataset, "notes").iter().all(|row| !text(row, "text").contains('#')), "{name}");
        assert!(said(&dataset, "number-unread") > 0, "{name}");
    }
    for (container, dataset) in everywhere("番号|事務事業名|指標名|目標値|実績値|評価\n1|甲|件数|#NUM!|#NAME?|#NULL!\n2|乙|件数|5|####|A\n") {
        assert_eq!(rows(&dataset, "ratings").len(), 1, "{container}");
        assert_eq!(said(&dataset, "number-unread"), 4, "{container}");
    }
}

#[test]
fn a_share_beside_amounts_is_a_share() {
    let told = measured(&case("r33_percent_under_money.txt"), "targets");
    assert!(told.contains(&"市税 構成比 25.6 %".to_owned()) && told.contains(&"市税 当初予算 6538777000 円".to_owned()), "{told:?}");
    let told = measured(&tabs("（単位：百万円、％）\n\n番号|事業名|令和6年度決算額|構成比\n1|道路維持事業|120|61.5\n2|橋りょう補修事業|75|38.5\n"), "results");
    assert!(told.contains(&"道路維持事業 決算額 120000000 円".to_owned()), "{told:?}");
    assert!(!told.iter().any(|row| row.contains("61500000")), "{told:?}");
}

#[test]
fn a_number_that_a_line_end_broke_is_one() {
    let dataset = case("wrapnum.html");
    assert_eq!(measured(&dataset, "targets"), ["図書館運営事業 貸出冊数 12000 冊", "防犯灯設置事業 設置灯数 200 灯"]);
    assert_eq!(measured(&dataset, "results"), ["図書館運営事業 貸出冊数 11400 冊", "防犯灯設置事業 設置灯数 210 灯"]);
    let dataset = csv("番号,事務事業名,指標名,単位,実績値\n1,甲,貸出冊数,冊,\"1,234,\n567\"\n2,乙,灯数,灯,\"10\n20\"\n");
    assert_eq!(values(&dataset)[0], "1234567 冊");
    assert!(!values(&dataset).contains(&"1020 灯".to_owned()), "two numbers are not one");
}

#[test]
fn amounts_under_plain_heads_are_costs() {
    let told = measured(&case("r06_path_and_cost.csv"), "results");
    for row in ["港まつり支援事業 金額 3200000 円", "港まつり支援事業 その他 1200 ", "浜辺清掃事業 トータルコスト 650 ", "浜辺清掃事業 その他 0 "]
    {
        assert!(told.contains(&row.to_owned()), "{row} in {told:?}");
    }
    assert_eq!(rows(&case("r06_path_and_cost.csv"), "notes").len(), 0);
}

#[test]
fn a_blank_beside_its_target_is_told() {
    let dataset = case("blank.html");
    assert_eq!(dated(&dataset, "results"), ["null 冊blank null", "210 灯 null"]);
}
