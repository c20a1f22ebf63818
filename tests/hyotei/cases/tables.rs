//! Tables as programs and people print them: heads printed again, titles and units in rows of their own, columns of data frames, tables in
//! cells, drawn tables, stray separators.

use super::{case, csv, everywhere, left, listed, markdown, measured, rated, rows, said, tabs};

const NESTED: [&str; 2] = ["図書館運営事業 貸出冊数 11400 冊", "防犯灯設置事業 設置灯数 210 灯"];

#[test]
fn a_head_printed_again_is_no_item() {
    for name in ["rephead.csv", "rephead.html", "rephead.txt", "rephead.xlsx", "rh1.csv", "rh5.html", "csv_bommid.csv"] {
        let labels: Vec<String> = listed(&case(name)).iter().map(|row| row.chars().take(1).collect()).collect();
        assert_eq!(labels, ["1", "2", "3", "4"], "{name}");
    }
    let head = "番号|施策名|担当課|目標値|実績値\n";
    for (container, dataset) in everywhere(&format!("{head}1|甲|総務課|5件|4件\n{head}2|乙|財政課|6件|7件\n{head}3|丙|税務課|8件|9件\n")) {
        assert_eq!(listed(&dataset), ["1 甲 総務課", "2 乙 財政課", "3 丙 税務課"], "{container}");
    }
}

#[test]
fn columns_that_a_program_named_and_counted_are_none() {
    for name in ["pandas_idx.csv", "markitdown.md"] {
        let dataset = case(name);
        assert_eq!(measured(&dataset, "results"), ["図書館運営事業 貸出冊数 11400 冊", "防犯灯設置事業 設置灯数 null 灯"], "{name}");
        assert_eq!(rows(&dataset, "results")[1]["value_status"], "blank", "{name}");
        assert_eq!(rated(&dataset), ["図書館運営事業 B", "防犯灯設置事業 A"], "{name}");
    }
    let dataset = case("pandas_multi.csv");
    assert_eq!(measured(&dataset, "results"), ["図書館運営事業 貸出冊数 11400 冊", "図書館運営事業 来館者数 5200 人", "防犯灯設置事業 設置灯数 null 灯"]);
    for (container, dataset) in everywhere("|番号|事務事業名|指標名|単位|実績値\n0|11|甲|冊数|冊|5\n1|12|乙|灯数|灯|6\n2|13|丙|人数|人|7\n") {
        assert_eq!(measured(&dataset, "results"), ["甲 冊数 5 冊", "乙 灯数 6 灯", "丙 人数 7 人"], "{container}");
    }
}

#[test]
fn a_row_over_the_head_is_a_title_or_a_unit() {
    let dataset = case("ttl_in.html");
    assert_eq!(listed(&dataset), ["1 図書館運営事業 生涯学習課", "2 防犯灯設置事業 市民安全課"]);
    assert_eq!((&dataset["documents"][0]["municipality_name"], &dataset["documents"][0]["fiscal_years"]), (&"楠木市".into(), &serde_json::json!([2023])));
    let dataset = case("xls_html.xls");
    assert_eq!(listed(&dataset), ["001 図書館運営事業 生涯学習課", "002 防犯灯設置事業 市民安全課"]);
    assert_eq!(dataset["documents"][0]["municipality_name"], "楠木市");
    for name in ["unit_in.html", "unit_in5.html", "unit_tfoot.html"] {
        let dataset = case(name);
        let amounts: Vec<String> = rows(&dataset, "results").iter().map(|row| format!("{} {}", row["value"], row["unit"])).collect();
        assert_eq!(amounts, ["50000000 \"円\"", "51200000 \"円\"", "8000000 \"円\"", "8100000 \"円\""], "{name}");
        assert_eq!(rows(&dataset, "items").len(), 2, "{name}");
    }
    let dataset = tabs("（単位：百万円）|||\n番号|事業名|令和5年度決算額|評価\n1|甲|12|A\n2|乙|34|B\n");
    assert_eq!(measured(&dataset, "results"), ["甲 決算額 12000000 円", "乙 決算額 34000000 円"]);
    let dataset = csv("番号,事業名,令和5年度決算額,評価\n1,甲,12,A\n2,乙,34,B\n※単位は百万円,,,\n");
    assert_eq!(rows(&dataset, "items").len(), 2);
}

#[test]
fn a_table_in_a_field_belongs_to_its_row() {
    assert_eq!(measured(&case("nested.txt"), "results"), NESTED);
    let inner =
        |name: &str, unit: &str, value: &str| format!("<table><tr><th>指標名</th><th>単位</th><th>実績値</th></tr><tr><td>{name}</td><td>{unit}</td><td>{value}</td></tr></table>");
    let (first, second) = (inner("貸出冊数", "冊", "11400"), inner("設置灯数", "灯", "210"));
    for (container, dataset) in everywhere(&format!("番号|事務事業名|成果指標|評価\n1|図書館運営事業|{first}|B\n2|防犯灯設置事業|{second}|A\n")) {
        assert_eq!(measured(&dataset, "results"), NESTED, "{container}");
        assert_eq!(rated(&dataset), ["図書館運営事業 B", "防犯灯設置事業 A"], "{container}");
    }
}

#[test]
fn a_drawn_table_is_a_table() {
    let dataset = case("grid.md");
    assert_eq!(listed(&dataset), ["1 図書館運営事業 生涯学習課", "2 防犯灯設置事業 市民安全課"]);
    assert_eq!(rated(&dataset), ["図書館運営事業 B", "防犯灯設置事業 A"]);
    let drawn = "一覧\n\n+----+------+----+\n|番号|事業名|評価|\n+====+======+====+\n|1   |甲    |A   |\n+----+------+----+\n|2   |乙    |B   |\n+----+------+----+\n";
    for dataset in [crate::product::product_of("a.txt", drawn.as_bytes().to_vec()), markdown(drawn)] {
        assert_eq!(rated(&dataset), ["甲 A", "乙 B"]);
    }
}

#[test]
fn a_table_may_follow_a_line_of_text() {
    let dataset = case("r07_md_table_after_text.md");
    assert_eq!(rated(&dataset), ["港の交流館 B", "浜の体育館 A", "灯台公園 S"]);
    assert_eq!(listed(&dataset), ["港の交流館 観光課", "浜の体育館 文化課", "灯台公園 港湾課"]);
    let dataset = markdown("# 評価\n\n結果を示す。\n| 番号 | 事業名 | 評価 |\n|---|---|---|\n| 1 | 甲 | A |\n| 2 | 乙 | B |\n");
    assert_eq!(rated(&dataset), ["甲 A", "乙 B"]);
}

#[test]
fn a_field_that_is_certain_stays_where_it_is() {
    let dataset = case("r02_csv_shift.csv");
    assert_eq!(rows(&dataset, "repairs").len(), 0);
    for name in ["点灯率7", "点灯率19", "点灯率33"] {
        let levels: Vec<&str> = rows(&dataset, "indicators").iter().filter(|row| row["name"] == name).filter_map(|row| row["level"].as_str()).collect();
        assert_eq!(levels, ["outcome"], "{name}");
    }
    // A stroke inside a cell makes its row longer, and no other.
    let dataset = case("pipe2.md");
    assert!(listed(&dataset).contains(&"2 防犯灯設置事業 市民安全課".to_owned()));
    assert!(rated(&dataset).contains(&"防犯灯設置事業 A".to_owned()));
    assert_eq!(said(&dataset, "row-alignment-uncertain"), 2);
}

#[test]
fn a_line_end_inside_an_office_or_a_name_is_layout() {
    assert_eq!(listed(&case("r32_department_broken.html"))[0], "1 放課後児童対策事業費 子育て支援課");
    assert_eq!(listed(&case("wrapnum.html")), ["1 図書館運営事業 生涯学習課", "2 防犯灯設置事業 市民安全課+道路課"]);
    let dataset = csv("番号,事務事業名,担当課,評価\n1,甲,\"まちづくり\n推進課\",A\n2,乙,\"総務部\n財政課\",B\n");
    assert_eq!(listed(&dataset), ["1 甲 まちづくり推進課", "2 乙 総務部+財政課"]);
}

#[test]
fn containers_of_letters_are_read() {
    for (name, format) in [("mht.mht", "mhtml"), ("ss2003.xls", "spreadsheetml_2003")] {
        let dataset = case(name);
        assert_eq!(said(&dataset, "unsupported-format"), 0, "{name}");
        assert_eq!(dataset["documents"][0]["format"], format);
    }
    assert!(left(&case("rephead.csv"), "furniture").concat().contains("事務事業名"));
}

#[test]
fn projects_alone_over_names_are_items() {
    assert_eq!(listed(&case("tiny3.csv")), ["図書館運営", "公園管理"]);
}
