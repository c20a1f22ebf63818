//! Forms over tables of years, in one grid or in two.

use super::{case, listed, measured, rows, text};
use crate::product::product_of;

const TARGETS: [&str; 3] = ["5000", "5000", "5000"];
const RESULTS: [&str; 3] = ["4200", "4500", "5200"];

fn values(dataset: &serde_json::Value, table: &str, indicator: &str) -> Vec<String> {
    let named = measured(dataset, table);
    rows(dataset, table).iter().zip(named).filter(|(row, named)| !row["value"].is_null() && named.contains(indicator)).map(|(row, _)| row["value"].to_string()).collect()
}

#[test]
fn rows_of_a_form_over_years_tell_the_item() {
    for name in ["r20_form_row_over_matrix.html", "r21_matrix_alone.html", "r11_kind_by_year.html"] {
        let dataset = case(name);
        assert_eq!(listed(&dataset), ["港まつり支援事業 観光課"], "{name}");
        assert_eq!(values(&dataset, "targets", "来場者数"), TARGETS, "{name}");
        assert_eq!(values(&dataset, "results", "来場者数"), RESULTS, "{name}");
        let achieved: Vec<(&str, String)> = rows(&dataset, "ratings").iter().map(|row| (text(row, "kind"), row["value"].to_string())).collect();
        assert_eq!(achieved, [("achievement", "84".to_owned()), ("achievement", "90".to_owned()), ("achievement", "104".to_owned())], "{name}");
    }
    for name in ["r26_sheet_form_matrix.xlsx", "r27_sheet_vertical_label.xlsx"] {
        let dataset = case(name);
        assert_eq!(listed(&dataset), ["港まつり支援事業 観光課"], "{name}");
        assert_eq!(values(&dataset, "targets", "来場者数"), ["5000", "5100", "5200"], "{name}");
        assert_eq!(values(&dataset, "results", "来場者数"), ["4200", "4500", "5300"], "{name}");
    }
    let dataset = case("r26_sheet_form_matrix.xlsx");
    assert!(rows(&dataset, "ratings").iter().any(|row| row["kind"] == "disposition" && row["code"] == "拡充"));
    assert!(rows(&dataset, "notes").iter().any(|row| row["kind"] == "issue" && row["text"] == "駐車場が足りない。"));
}

#[test]
fn what_was_expected_is_a_target() {
    for name in ["r11_kind_by_year.html", "r22_matrix_kind_label.html", "r27_sheet_vertical_label.xlsx"] {
        let dataset = case(name);
        assert_eq!(values(&dataset, "targets", "実行委員会の回数").len(), 3, "{name}");
        assert_eq!(values(&dataset, "results", "実行委員会の回数").len(), 3, "{name}");
        let indicators: Vec<&str> = rows(&dataset, "indicators").iter().map(|row| text(row, "name")).filter(|name| name.contains("実行委員会")).collect();
        assert_eq!(indicators, ["実行委員会の回数"], "{name}");
    }
}

#[test]
fn the_same_sheet_in_tabs_is_read_alike() {
    let sheet = "事業名\t港まつり支援事業\t担当課\t観光課\t\t\n指標名\t区分\t単位\t令和4年度\t令和5年度\t令和6年度\n来場者数\t目標\t人\t5,000\t5,000\t5,000\n\t実績\t人\t4,200\t4,500\t5,200\n";
    let dataset = product_of("sheet.txt", sheet.as_bytes().to_vec());
    assert_eq!(listed(&dataset), ["港まつり支援事業 観光課"]);
    assert_eq!(values(&dataset, "targets", "来場者数"), TARGETS);
    assert_eq!(values(&dataset, "results", "来場者数"), RESULTS);
}
