//! Cases of pages that other tools read wrongly: tables in cells, struck-out text, note marks, choices, pictures, captions.

use super::{case, left, measured, rated, rows, text};
use crate::product::{product_of, root};
use hyotei::model::block::{Block, RawCell};
use hyotei::read::html;
use serde_json::Value;

#[test]
fn a_table_in_a_cell_belongs_to_the_row_and_column_that_hold_it() {
    let dataset = case("nested.html");
    let targets = ["図書館運営事業 貸出冊数 12000 冊", "図書館運営事業 来館者数 5000 人", "防犯灯設置事業 設置灯数 200 灯"];
    let results = ["図書館運営事業 貸出冊数 11400 冊", "図書館運営事業 来館者数 5200 人", "防犯灯設置事業 設置灯数 210 灯"];
    assert_eq!(measured(&dataset, "targets"), targets);
    assert_eq!(measured(&dataset, "results"), results);
    assert_eq!(rated(&dataset), ["図書館運営事業 B", "防犯灯設置事業 A"]);
    // Names and numbers under 目標 and under 実績, with no heads of their own.
    let dataset = case("nested2.html");
    assert_eq!(measured(&dataset, "targets"), targets);
    assert_eq!(measured(&dataset, "results"), results);
    assert_eq!(rows(&dataset, "indicators").len(), 3);
    assert_eq!(rated(&dataset), ["図書館運営事業 B", "防犯灯設置事業 A"]);
}

#[test]
fn struck_out_text_is_residue() {
    let dataset = case("del.html");
    assert_eq!(measured(&dataset, "targets"), ["図書館運営事業 貸出冊数 13000 冊", "防犯灯設置事業 設置灯数 200 灯"]);
    assert_eq!(measured(&dataset, "results"), ["図書館運営事業 貸出冊数 11400 冊", "防犯灯設置事業 設置灯数 210 灯"]);
    assert_eq!(rated(&dataset), ["図書館運営事業 B", "防犯灯設置事業 A"]);
    let struck = left(&dataset, "struck-out").join(" ");
    for words in ["12,000", "11,000", "A", "190"] {
        assert!(struck.contains(words), "{words} in {struck}");
    }
}

#[test]
fn marks_of_notes_are_no_part_of_what_they_stand_behind() {
    let dataset = case("sup.html");
    assert_eq!(rows(&dataset, "items").iter().map(|row| text(row, "title")).collect::<Vec<_>>(), ["図書館運営事業", "公園管理事業"]);
    assert_eq!(measured(&dataset, "targets"), ["図書館運営事業 貸出冊数 12000 冊", "公園管理事業 管理面積 120 ㎡"]);
    assert_eq!(measured(&dataset, "results"), ["図書館運営事業 貸出冊数 11400 冊", "公園管理事業 管理面積 110 ㎡"]);
    assert_eq!(rated(&dataset), ["図書館運営事業 B", "公園管理事業 A"]);
    let marks = left(&dataset, "note-mark").join(" ");
    assert!(["<sup>※1</sup>", "<sup>1</sup>", "<sup>3</sup>"].iter().all(|mark| marks.contains(mark)), "{marks}");
    assert_eq!(measured(&case("sup2.html"), "results"), ["図書館運営事業 貸出冊数 450 冊", "公園管理事業 苦情件数 28 件"]);
}

#[test]
fn a_ticked_box_is_the_choice_however_it_is_printed() {
    let dataset = case("check.html");
    let ratings = rows(&dataset, "ratings");
    assert_eq!(ratings.iter().map(|row| (text(row, "kind"), text(row, "code"))).collect::<Vec<_>>(), [("disposition", "継続"); 11]);
}

#[test]
fn pictures_of_grades_and_controls_as_filled_in_are_read() {
    assert_eq!(rated(&case("imgalt.html")), ["図書館運営事業 B", "図書館運営事業 継続", "防犯灯設置事業 A", "防犯灯設置事業 縮小"]);
}

#[test]
fn a_caption_tells_the_unit_and_the_title() {
    let results = measured(&case("unit_caption.html"), "results");
    assert_eq!(
        results.iter().map(|row| row.rsplit_once(' ').map_or("", |(rest, _)| rest.rsplit_once(' ').map_or("", |(_, value)| value))).collect::<Vec<_>>(),
        ["50000000", "51200000", "8000000", "8100000"]
    );
    assert!(results.iter().all(|row| row.ends_with(" 円")), "{results:?}");
    let document = &case("ttl_cap.html")["documents"][0];
    assert_eq!((&document["municipality_name"], &document["fiscal_years"]), (&Value::from("楠木市"), &serde_json::json!([2023])));
}

#[test]
fn running_numbers_that_a_program_printed_are_no_values() {
    let dataset = case("pandas_html.html");
    assert_eq!(measured(&dataset, "targets"), ["図書館運営事業 貸出冊数 12000 冊", "防犯灯設置事業 設置灯数 200 灯"]);
    assert_eq!(measured(&dataset, "results")[0], "図書館運営事業 貸出冊数 11400 冊");
    assert!(rows(&dataset, "results").iter().all(|row| !matches!(row["value"].as_f64(), Some(0.0 | 1.0))));
}

#[test]
fn tables_in_cells_are_told_under_plain_heads_as_well() {
    let page = std::fs::read_to_string(root().join("fixtures/cases/nested2.html")).expect("the fixture reads");
    let dataset = product_of("plain.html", page.replace("th>", "td>").into_bytes());
    assert_eq!(measured(&dataset, "results"), ["図書館運営事業 貸出冊数 11400 冊", "図書館運営事業 来館者数 5200 人", "防犯灯設置事業 設置灯数 210 灯"]);
}

#[test]
fn a_lone_table_among_texts_stays_a_table_of_its_own() {
    let page = "<html><table><tr><th>事業名</th><th>実績</th></tr><tr><td>甲</td><td>実施</td></tr><tr><td>乙</td><td>実施</td></tr><tr><td>丙</td><td><table><tr><th>年<th>人<tr><td>5<td>20</table></td></tr></table>";
    let tables = html::read(page).blocks.into_iter().filter(|block| matches!(block, Block::Table(_))).count();
    assert_eq!(tables, 2);
}

#[test]
fn inner_rows_and_spans_keep_the_columns_of_the_outer_table() {
    let page = "<html><table><tr><th>事業</th><th>指標</th><th>評価</th></tr>\
        <tr><td rowspan=2>甲</td><td rowspan=2>注<table><tr><td>a<td>1<tr><td>b</table></td><td>A</td></tr><tr><td>B</td></tr>\
        <tr><td>乙</td><td><table><tr><td colspan=2>c<td>2</table></td><td>C</td></tr></table>";
    let blocks = html::read(page).blocks;
    let Some(Block::Table(table)) = blocks.first() else { panic!("{blocks:?}") };
    let text = |cell: &RawCell| cell.lines.iter().map(|line| line.text.as_str().to_owned()).collect::<String>();
    let shown: Vec<Vec<String>> = table.rows.iter().map(|row| row.cells.iter().map(|cell| format!("{}({}x{})", text(cell), cell.row_span, cell.column_span)).collect()).collect();
    assert_eq!(shown[0], ["事業(1x1)", "指標(1x3)", "評価(1x1)"]);
    assert_eq!(shown[1], ["甲(4x1)", "注(1x2)", "(1x1)", "A(3x1)"]);
    assert_eq!(shown[2], ["a(1x1)", "1(1x1)", "(1x1)"]);
    assert_eq!(shown[3], ["b(2x1)", "(2x1)", "(2x1)"]);
    assert_eq!(shown[4], ["B(1x1)"]);
    assert_eq!(shown[5], ["乙(1x1)", "c(1x2)", "2(1x1)", "C(1x1)"]);
}
