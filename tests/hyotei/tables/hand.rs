//! A dataset written by hand, and what its tables must hold, written by hand too.

use hyotei::tables::dataset::ARRAYS;
use hyotei::tables::{Form, convert};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::Path;

/// A dataset, array by array.
#[derive(Default)]
pub struct Hand {
    rows: HashMap<&'static str, Vec<Value>>,
}

fn source(start: u64, row: u64, column: u64) -> Value {
    json!({"block": 0, "table": 0, "row": row, "column": column, "line": 1, "start": start, "end": start + 1, "sheet": null, "address": null, "also": []})
}

fn year(year: i64) -> Value {
    json!({"raw": format!("{year}年度"), "fiscal_years": [year], "start": format!("{year}-04-01"), "end": format!("{}-03-31", year + 1), "as_of": null, "era": "western"})
}

/// What a statement says: id, item, indicator, labels over it, text, value, year, place.
type Said<'a> = (&'a str, &'a str, Option<&'a str>, &'a [&'a str], &'a str, Option<f64>, Option<i64>, (u64, u64, u64));

impl Hand {
    fn add(&mut self, array: &'static str, row: Value) {
        self.rows.entry(array).or_default().push(row);
    }

    fn document(&mut self, id: &str, form: Option<&str>) {
        let coverage = json!({"characters": 0, "recorded": 0, "headers": 0, "residue": 0});
        self.add(
            "documents",
            json!({"document_id": id, "path": format!("{id}.txt"), "sha256": id, "bytes": 9000, "format": "mixed_text", "encoding": "UTF-8", "title": null, "municipality_name": "水瀬市", "municipality_code": null,
                   "fiscal_years": [2023, 2024], "language": null, "url": null, "updated": null, "form_id": form, "coverage": coverage}),
        );
    }

    fn item(&mut self, id: &str, title: &str) {
        let document = &id[..1];
        self.add(
            "items",
            json!({"item_id": id, "document_id": document, "parent_item_id": null, "label": "101", "title": title, "path": ["安全なまち"], "departments": [{"name": "市民課", "lead": true}, {"name": "防災課", "lead": false}], "source": source(1, 0, 0)}),
        );
    }

    fn indicator(&mut self, id: &str, item: &str, name: &str, start: u64) {
        self.add(
            "indicators",
            json!({"indicator_id": id, "document_id": &id[..1], "item_id": item, "name": name, "level": "output", "unit": "回", "direction": null, "declared_empty": false, "source": source(start, 0, 0)}),
        );
    }

    fn statement(&mut self, array: &'static str, (id, item, indicator, header, text, value, told, (start, row, column)): Said<'_>) {
        let key = if array == "targets" { "target_id" } else { "result_id" };
        let status = if text == "集計中" { json!("pending") } else { Value::Null };
        let row = json!({key: id, "document_id": &id[..1], "item_id": item, "slot_id": null, "indicator_id": indicator, "level": null, "labels": [], "dimensions": [], "text": text, "value": value,
                         "unit": value.map(|_| "回"), "value_status": status, "baseline": false, "period": told.map(year), "dates": [], "quantities": [], "same_as": [], "header": header,
                         "source": source(start, row, column), "basis": {"by": "form", "confidence": 0.9}});
        self.add(array, row);
    }

    fn rating(&mut self, id: &str, kind: &str, header: &[&str], raw: &str, more: Value, start: u64) {
        let mut row = json!({"rating_id": id, "document_id": &id[..1], "item_id": format!("{}-i1", &id[..1]), "slot_id": null, "indicator_id": null, "kind": kind, "subject": header.last(), "rater": null, "overall": null, "raw": raw,
                             "code": raw, "value": null, "full_marks": null, "value_status": null, "scale_id": null, "rank": null, "of": null, "period": null, "comment": null, "header": header,
                             "source": source(start, 9, start), "basis": {"by": "form", "confidence": 0.4}});
        for (name, value) in more.as_object().expect("an object") {
            row[name] = value.clone();
        }
        self.add("ratings", row);
    }

    pub fn note(&mut self, id: &str, item: &str, header: &[&str], text: &str, start: u64) {
        self.add(
            "notes",
            json!({"note_id": id, "document_id": &id[..1], "item_id": item, "slot_id": null, "kind": "purpose", "labels": [], "text": text, "period": null, "header": header, "source": source(start, 8, 1), "basis": {"by": "form", "confidence": 0.8}}),
        );
    }

    /// Puts what a document has together, as a dataset must.
    fn sort(&mut self, array: &str) {
        self.rows.get_mut(array).expect("rows").sort_by_key(|row| row["document_id"].to_string());
    }

    /// Writes `dataset.json` as the contract lays it out.
    pub fn write(&self, folder: &Path) {
        let mut out = "{\n\"made_by\": {\"contract\":2,\"program\":\"hand\",\"lexicon\":\"\",\"weights\":null,\"forms\":null}".to_owned();
        for array in ARRAYS {
            let rows: Vec<String> = self.rows.get(array).into_iter().flatten().map(Value::to_string).collect();
            out.push_str(&if rows.is_empty() { format!(",\n\"{array}\": []") } else { format!(",\n\"{array}\": [\n{}\n]", rows.join(",\n")) });
        }
        std::fs::create_dir_all(folder).expect("a folder");
        std::fs::write(folder.join("dataset.json"), out + "\n}\n").expect("written");
    }
}

/// One sheet of one item: two rows of indicators with names of their own, a grade, a text that a spreadsheet would take for a formula.
pub fn sheet(hand: &mut Hand, id: &str, form: Option<&str>, rows: &[(&str, [Option<f64>; 2])]) {
    hand.document(id, form);
    let item = format!("{id}-i1");
    hand.item(&item, &format!("事業{id}"));
    for (index, (name, [target, result])) in rows.iter().enumerate() {
        let (indicator, row) = (format!("{id}-n{index}"), index as u64 + 1);
        hand.indicator(&indicator, &item, name, 100 * row);
        if let Some(value) = target {
            hand.statement(
                "targets",
                (&format!("{id}-t{index}"), &item, Some(&indicator), &["指標", "2024年度", "目標"], &value.to_string(), Some(*value), Some(2024), (100 * row + 1, row, 1)),
            );
        }
        let text = result.map_or("集計中".to_owned(), |value| value.to_string());
        hand.statement("results", (&format!("{id}-r{index}"), &item, Some(&indicator), &["指標", "2024年度", "実績"], &text, *result, Some(2024), (100 * row + 2, row, 2)));
    }
    hand.rating(&format!("{id}-g0"), "grade", &["評価", "総合評価"], "A", json!({"overall": true, "rank": 1, "of": 3}), 900);
    hand.note(&format!("{id}-k0"), &item, &["概要", "目的"], "=広報\n\"安全\", 安心", 950);
}

fn made(hand: &Hand, forms: &[Form]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    hand.write(folder.path());
    convert(&folder.path().join("dataset.json"), folder.path(), forms, &hyotei::emit::schema::text()).expect("it converts");
    folder
}

fn text(folder: &tempfile::TempDir, name: &str) -> String {
    std::fs::read_to_string(folder.path().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn lines(folder: &tempfile::TempDir, name: &str) -> Vec<Value> {
    text(folder, name).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn a_csv_has_one_line_a_record_and_nothing_nested() {
    let mut hand = Hand::default();
    sheet(&mut hand, "a", None, &[]);
    let folder = made(&hand, &[Form::Csv]);
    let wanted = "\u{feff}note_id,document_id,item_id,slot_id,kind,text,period_raw,period_start,period_end,period_as_of,period_era,source_block,source_table,source_row,source_column,source_line,source_start,source_end,\
                  source_sheet,source_address,source_page,source_box_left,source_box_top,source_box_right,source_box_bottom,source_hidden,basis_by,basis_confidence\r\n\
                  a-k0,a,a-i1,,purpose,\"\\=広報\\n\"\"安全\"\", 安心\",,,,,,0,0,8,1,1,950,951,,,,,,,,false,form,0.8\r\n";
    assert_eq!(text(&folder, "notes.csv"), wanted);
    assert_eq!(text(&folder, "item_departments.csv"), "\u{feff}item_id,position,name,lead\r\na-i1,1,市民課,true\r\na-i1,2,防災課,false\r\n");
    assert_eq!(text(&folder, "note_header.csv"), "\u{feff}note_id,position,value\r\na-k0,1,概要\r\na-k0,2,目的\r\n");
    assert_eq!(text(&folder, "diagnostics.csv").lines().count(), 1);
}

#[test]
fn an_observation_has_target_result_and_achievement_of_one_thing_and_time() {
    let mut hand = Hand::default();
    sheet(&mut hand, "a", None, &[("講座の開催回数", [Some(12.0), Some(9.0)]), ("相談件数", [None, None])]);
    // The achievement names its indicator by a row of its own that stands in the same place.
    hand.indicator("a-n9", "a-i1", "講座の開催回数", 100);
    hand.rating("a-g9", "achievement", &["指標", "達成率", "2024年度"], "75.0%", json!({"indicator_id": "a-n9", "value": 75, "period": year(2024)}), 500);
    // A second target for the same thing and time, and a value under no indicator.
    hand.statement("targets", ("a-t8", "a-i1", Some("a-n0"), &["指標", "2024年度", "目標"], "15", Some(15.0), Some(2024), (600, 1, 1)));
    hand.statement("results", ("a-r8", "a-i1", None, &["参考"], "7", Some(7.0), None, (700, 5, 1)));
    let folder = made(&hand, &[Form::Ndjson]);
    let rows = lines(&folder, "observations.ndjson");
    let told: Vec<Value> = rows
        .iter()
        .map(|row| {
            json!([
                row["observation_id"],
                row["indicator"],
                row["fiscal_year"],
                row["ordinal"],
                row["target"],
                row["result"],
                row["achievement"],
                row["result_status"],
                row["confidence"]
            ])
        })
        .collect();
    assert_eq!(
        json!(told),
        json!([
            ["a-o0001", "講座の開催回数", 2024, 1, 12.0, 9.0, 75, null, 0.4],
            ["a-o0002", "相談件数", 2024, 1, null, null, null, "pending", 0.9],
            ["a-o0003", "講座の開催回数", 2024, 2, 15.0, null, null, null, 0.9],
            ["a-o0004", null, null, 1, null, 7.0, null, null, 0.9]
        ])
    );
    assert_eq!(json!([rows[0]["target_id"], rows[0]["result_id"], rows[0]["achievement_id"], rows[0]["unit"], rows[0]["title"]]), json!(["a-t0", "a-r0", "a-g9", "回", "事業a"]));
}

#[test]
fn an_overview_has_grade_disposition_and_cost_of_the_year() {
    let mut hand = Hand::default();
    sheet(&mut hand, "a", None, &[]);
    for (index, (name, text)) in [("人件費", 5.0), ("事業費 ①", 20.0), ("総事業費 ①+②", 25.0)].into_iter().enumerate() {
        let indicator = format!("a-n{index}");
        hand.indicator(&indicator, "a-i1", name, 300 + index as u64);
        for (array, id, told) in [("targets", format!("a-t{index}"), text + 1.0), ("results", format!("a-r{index}"), text)] {
            hand.statement(array, (&id, "a-i1", Some(&indicator), &["費用", name], &told.to_string(), Some(told), Some(2024), (400, index as u64, 1)));
            let row = hand.rows.get_mut(array).and_then(|rows| rows.last_mut()).expect("a row");
            (row["unit"], row["level"]) = (json!("円"), json!("input"));
        }
    }
    hand.rating("a-g1", "disposition", &["評価", "方向性"], "拡充", json!({}), 910);
    hand.add("diagnostics", json!({"document_id": "a", "code": "era-unknown", "severity": "warning", "message": "", "source": null}));
    let folder = made(&hand, &[Form::Ndjson]);
    let rows = lines(&folder, "overview.ndjson");
    assert_eq!(rows.len(), 1);
    let told: Vec<&Value> = [
        "title",
        "path",
        "department",
        "fiscal_year",
        "grade",
        "grade_rank",
        "grade_of",
        "disposition",
        "budget",
        "settlement",
        "settlement_indicator",
        "targets",
        "low_confidence",
        "warnings",
        "losses",
    ]
    .iter()
    .map(|name| &rows[0][*name])
    .collect();
    assert_eq!(json!(told), json!(["事業a", "安全なまち", "市民課、防災課", 2024, "A", 1, 3, "拡充", 26.0, 25.0, "総事業費 ①+②", 3, 2, 1, 0]));
}

fn three_sheets() -> Hand {
    let mut hand = Hand::default();
    hand.add("forms", json!({"form_id": "f", "parent_form_id": null, "kind": "sheet", "documents": 3, "instances": 3, "labels": [], "title_slot_id": "f-000"}));
    for (id, path, role) in [("f-000", vec!["事業名"], "title"), ("f-001", vec!["指標", "指標名"], "indicators"), ("f-002", vec!["担当"], "department")] {
        let row = json!({"slot_id": id, "form_id": "f", "path": path, "role": role, "kind": null, "level": null, "unit": null, "period": null, "filled": 3, "distinct": 3, "by": "evidence", "confidence": 0.7, "runner_up": null});
        hand.add("slots", row);
    }
    sheet(&mut hand, "a", Some("f"), &[("講座", [Some(12.0), Some(9.0)]), ("相談", [Some(3.0), Some(4.0)])]);
    // The first row has no target here: the second's must not take its place.
    sheet(&mut hand, "b", Some("f"), &[("研修", [None, Some(1.0)]), ("訪問", [Some(5.0), None])]);
    sheet(&mut hand, "c", Some("f"), &[]);
    hand
}

#[test]
fn a_form_is_a_table_of_a_row_an_instance_headed_by_its_labels() {
    let folder = made(&three_sheets(), &[Form::Csv]);
    let wanted = "\u{feff}document_id,item_id,path,municipality_name,見出しなし,事業名,担当,指標名 [1],単位 [1],目標 [1],実績 [1],指標名 [2],単位 [2],目標 [2],実績 [2],総合評価,目的\r\n\
                  a,a-i1,a.txt,水瀬市,101,事業a,市民課、防災課,講座,回,12.0,9.0,相談,回,3.0,4.0,A,\"\\=広報\\n\"\"安全\"\", 安心\"\r\n\
                  b,b-i1,b.txt,水瀬市,101,事業b,市民課、防災課,研修,回,,1.0,訪問,回,5.0,,A,\"\\=広報\\n\"\"安全\"\", 安心\"\r\n\
                  c,c-i1,c.txt,水瀬市,101,事業c,市民課、防災課,,,,,,,,,A,\"\\=広報\\n\"\"安全\"\", 安心\"\r\n";
    let wanted = wanted.replace("見出しなし", "事項の番号").replace("事業名,担当,", "事業名,位置付け,担当,").replace(",市民課、防災課,", ",安全なまち,市民課、防災課,");
    assert_eq!(text(&folder, "form_f.csv"), wanted);
    let twin = text(&folder, "form_f_confidence.csv");
    assert_eq!(twin.lines().nth(1), Some("a,a-i1,a.txt,水瀬市,1.0,0.7,1.0,0.7,0.7,0.7,0.9,0.9,0.7,0.7,0.9,0.9,0.4,0.8"));
    let columns = text(&folder, "form_columns.csv");
    assert!(columns.contains("\r\nf,7,目標 [1],指標 > 2024年度 > 目標,targets,number,回,1,,true\r\n"), "{columns}");
}

#[test]
fn a_title_stands_under_its_own_label_whichever_names_the_item_and_one_named_again_is_the_same() {
    let mut hand = three_sheets();
    let form = &mut hand.rows.get_mut("forms").expect("forms")[0];
    (form["labels"], form["title_slot_id"]) = (json!(["事業名", "施策名", "担当"]), json!("f-003"));
    let slots = hand.rows.get_mut("slots").expect("slots");
    let mut policy = slots[0].clone();
    (policy["slot_id"], policy["path"]) = (json!("f-003"), json!(["施策名"]));
    slots.push(policy);
    for id in ["a", "b", "c"] {
        hand.item(&format!("{id}-i0"), "くらし");
        hand.item(&format!("{id}-i2"), &format!("事業{id}"));
        let items = hand.rows.get_mut("items").expect("items");
        let (page, last) = (items.len() - 1, items.len() - 2);
        (items[last]["source"], items[last]["label"]) = (source(50, 1, 0), Value::Null);
        items[page]["source"] = source(960, 20, 0);
        for item in items.iter_mut().filter(|item| item["document_id"] == id && item["item_id"] != format!("{id}-i0")) {
            item["parent_item_id"] = json!(format!("{id}-i0"));
        }
    }
    hand.sort("items");
    // The second page's item has the text on one sheet alone.
    hand.rows.get_mut("notes").expect("notes")[1]["item_id"] = json!("b-i2");
    let folder = made(&hand, &[Form::Csv, Form::Ndjson]);
    let rows = lines(&folder, "form_f.ndjson");
    let told: Vec<[&Value; 3]> = rows.iter().map(|row| [&row["事業名"], &row["施策名"], &row["目的"]]).collect();
    let purpose = "=広報\n\"安全\", 安心";
    assert_eq!(json!(told), json!([["事業a", "くらし", purpose], ["事業b", "くらし", purpose], ["事業c", "くらし", purpose]]));
    let head = text(&folder, "form_f.csv");
    assert!(!head.lines().next().unwrap_or_default().contains("事項2"), "{head}");
}

#[test]
fn a_second_item_of_a_sheet_is_named_before_its_columns() {
    let mut hand = three_sheets();
    hand.item("b-i2", "別の事業");
    hand.note("b-k9", "b-i2", &["概要", "目的"], "見守り", 990);
    hand.sort("items");
    hand.sort("notes");
    let rows = lines(&made(&hand, &[Form::Ndjson]), "form_f.ndjson");
    let told: Vec<Value> = rows.iter().map(|row| json!([row["事業名 [事項2]"], row["担当 [事項2]"], row["目的 [事項2]"]])).collect();
    assert_eq!(json!(told), json!([[null, null, null], ["別の事業", "市民課、防災課", "見守り"], [null, null, null]]));
}

#[test]
fn a_form_of_two_instances_has_no_table() {
    let mut hand = three_sheets();
    hand.rows.get_mut("forms").expect("forms")[0]["instances"] = json!(2);
    let folder = made(&hand, &[Form::Csv]);
    assert!(!folder.path().join("form_f.csv").exists());
    assert_eq!(text(&folder, "form_columns.csv").lines().count(), 1);
}

#[test]
fn a_dataset_that_is_none_is_named_by_file_and_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("dataset.json");
    let told = |text: &str| {
        std::fs::write(&path, text).expect("written");
        convert(&path, folder.path(), &[Form::Csv], &hyotei::emit::schema::text()).expect_err("it is none").to_string()
    };
    let name = path.display();
    assert_eq!(told("{\n\"documents\": [\n{\"document_id\":1,}\n]\n}\n"), format!("{name}: line 3: trailing comma at line 1 column 18"));
    assert_eq!(told("{\n\"targets\": [\n{\"document_id\":\"x\"}\n]\n}\n"), format!("{name}: line 3: document x is not in the dataset"));
    assert_eq!(told("{\n\"others\": []\n}\n"), format!("{name}: line 2: no array \"others\" is expected here"));
}
