//! Characters and times: radicals, loose marks of voicing, eras told short, twice or not at all.

use super::{case, dated, everywhere, listed, rows, text};
use serde_json::json;

#[test]
fn a_radical_is_the_character_it_looks_like() {
    assert_eq!(listed(&case("kangxi.txt")), ["1 高齢者見守り事業 長寿福祉課", "2 青少年育成事業 生涯学習課"]);
    assert_eq!(listed(&case("rad.csv")), ["1 青少年育成事業 長寿課", "2 民間活用事業 母子課"]);
    let dataset = case("rad.html");
    assert_eq!(listed(&dataset), ["1 民生委員活動支援事業 長寿福祉課"]);
    assert_eq!(text(rows(&dataset, "results")[0], "text"), "西部・青葉地区で11回");
    assert_eq!(text(rows(&dataset, "notes")[0], "text"), "歯科検診・食育との連携");
    let dataset = case("rad.xlsx");
    assert_eq!(dataset["documents"][0]["municipality_name"], "長楠市");
    assert_eq!(listed(&dataset), ["1 青少年育成事業 民生課", "2 亀山公園管理事業 長寿課"]);
    for (container, dataset) in everywhere("番号|事務事業名|担当課|評価\n1|⻄部⻘少年⻝育事業|⻑寿課|A\n2|⻭科⺠間委託事業|⻩⾦課|B\n") {
        assert_eq!(listed(&dataset), ["1 西部青少年食育事業 長寿課", "2 歯科民間委託事業 黄金課"], "{container}");
    }
}

#[test]
fn loose_marks_of_voicing_belong_to_their_kana() {
    assert_eq!(listed(&case("nfd4.csv")), ["1 がん検診プログラム 健康づくり課", "2 ごみ減量プログラム ごみ対策課"]);
    assert_eq!(rows(&case("nfd4.csv"), "targets")[0]["quantities"][0]["value"], json!(50));
    assert_eq!(listed(&case("nfd5.txt")), ["1 ガン検診プログラム 健康づくり課"]);
    for (container, dataset) in everywhere("番号|事務事業名|担当課|評価\n1|コ゛ミ減量|ハ \u{309a}ーク課|A\n2|デシ゛タル化|まちつ\u{3099}くり課|B\n")
    {
        assert_eq!(listed(&dataset), ["1 ゴミ減量 パーク課", "2 デジタル化 まちづくり課"], "{container}");
    }
}

#[test]
fn a_year_is_read_in_every_form() {
    let dataset = case("era6.csv");
    assert_eq!(dataset["documents"][0]["fiscal_years"], json!([2019, 2023]));
    let years: Vec<String> = rows(&dataset, "results").iter().take(17).map(|row| row["period"]["fiscal_years"].to_string()).collect();
    for (at, told) in years.iter().enumerate() {
        assert_eq!(told, if at == 11 { "[2019]" } else { "[2023]" }, "column {}", at + 4);
    }
    for (container, dataset) in
        everywhere("番号|事務事業名|指標名|単位|令4年度実績|平30実績|'22年度実績|FY2021実績|R3.4～R4.3実績\n1|甲|冊数|冊|1|2|3|4|5\n2|乙|冊数|冊|6|7|8|9|10\n")
    {
        assert_eq!(dated(&dataset, "results")[..5], ["1 冊 [2022]", "2 冊 [2018]", "3 冊 [2022]", "4 冊 [2021]", "5 冊 [2021]"], "{container}");
    }
}

#[test]
fn a_year_of_two_eras_is_one_year() {
    let dataset = case("era3.csv");
    assert_eq!(dated(&dataset, "results")[..3], ["11000 冊 [2019]", "11400 冊 [2019]", "11300 冊 [2019]"]);
    assert_eq!(dated(&dataset, "targets")[0], "11500 冊 [2019]");
    assert!(rows(&dataset, "ratings").iter().all(|row| row["subject"] == "評価" && row["period"]["fiscal_years"] == json!([2019])));
    for (container, dataset) in everywhere("番号|事務事業名|指標名|単位|平成31/令和元年度実績|S64・H1年度実績\n1|甲|冊数|冊|1|2\n2|乙|冊数|冊|3|4\n")
    {
        assert_eq!(dated(&dataset, "results")[..2], ["1 冊 [2019]", "2 冊 [1989]"], "{container}");
    }
}
