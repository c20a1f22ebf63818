//! Spreadsheets by their real producers (`fixtures/make/sheets.py`), and hostile ones. Expectations are read from what the script
//! puts into the sheets, as Excel shows it.

use crate::generator::random::Random;
use crate::product::{product_of, root};
use hyotei::model::block::{Block, RawTable};
use hyotei::model::diagnostic::Code;
use hyotei::model::document::{Document, column_letters};
use hyotei::read::format::{Format, of_bytes};
use hyotei::read::sheet;
use serde_json::Value;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

const KINDS: [&str; 4] = ["xlsx", "xls", "xlsb", "ods"];

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(root().join("fixtures/formats").join(name)).expect("the fixture reads")
}

/// Which spreadsheet the bytes are, by their content.
fn told(bytes: &[u8]) -> Option<Format> {
    of_bytes(bytes, "unnamed").filter(|format| format.is_sheet())
}

fn read(name: &str) -> Document {
    let bytes = bytes(name);
    sheet::read(told(&bytes).expect("a spreadsheet"), &bytes, name)
}

pub fn tables(document: &Document) -> Vec<&RawTable> {
    document.blocks.iter().filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None }).collect()
}

/// Cells as printed, lines joined by `/`.
fn cells(table: &RawTable) -> Vec<Vec<String>> {
    table.rows.iter().map(|row| row.cells.iter().map(|cell| cell.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("/")).collect()).collect()
}

fn lines(document: &Document) -> Vec<String> {
    let text = |block: &Block| match block {
        Block::Line(line) => Some(line.text.as_str().to_owned()),
        Block::Heading { line, .. } => Some(format!("# {}", line.text.as_str())),
        _ => None,
    };
    document.blocks.iter().filter_map(text).collect()
}

fn codes(document: &Document) -> Vec<Code> {
    document.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

#[test]
fn every_format_is_known_by_its_content() {
    for kind in KINDS {
        assert_eq!(told(&bytes(&format!("shinchoku.{kind}"))).map(Format::name), Some(kind));
    }
    assert_eq!(told(b"PK\x03\x04 and no more"), None);
    assert_eq!(told("事務事業評価".as_bytes()), None);
}

#[test]
fn an_ods_that_was_packed_again_in_another_order_is_read_alike() {
    let whole = bytes("shinchoku.ods");
    let mut archive = zip::ZipArchive::new(Cursor::new(&whole)).expect("an archive");
    let mut again = zip::ZipWriter::new(Cursor::new(vec![]));
    for index in (0..archive.len()).rev() {
        again.raw_copy_file(archive.by_index_raw(index).expect("a member")).expect("it is copied");
    }
    let again = again.finish().expect("an archive").into_inner();
    let document = sheet::read(told(&again).expect("a spreadsheet"), &again, "again.ods");
    assert_eq!((document.format, document.text), ("ods", read("shinchoku.ods").text));
}

#[test]
fn cells_are_printed_as_the_sheet_shows_them() {
    for kind in KINDS {
        let document = read(&format!("shinchoku.{kind}"));
        let tables = tables(&document);
        assert_eq!((tables.len(), document.format, document.encoding.as_str()), (4, kind, "binary"), "{:?}", document.diagnostics);
        let expected = [
            ["番号", "取組項目", "指標", "令和5年度目標", "令和5年度実績", "効果額"],
            ["1", "市税収納率の向上", "収納率", "98.5%", "97.9%", "1,235"],
            ["2", "使用料の見直し", "見直し件数(件)", "12", "9", "△3,400"],
            ["3", "窓口業務の委託", "委託開始日", "令和5年4月1日", "2023/7/15", "-"],
            ["4", "公用車の削減", "削減台数(台)", "5", "5", "890"],
            ["", "合計", "", "", "", "△1,275"],
        ];
        assert_eq!(cells(tables[0]), expected, "{kind}");
        assert_eq!(cells(tables[1]), [["取組項目", "総合評価"], ["市税収納率の向上", "B"], ["使用料の見直し", "#DIV/0!"]], "{kind}");
        assert_eq!(cells(tables[3]), [["作業メモ", "TRUE"], ["確認日", "2024/5/31 9:30"]], "{kind}");
        let told = ["# 進捗管理表", "第3次行財政改革プラン 進捗管理表", "(単位:千円)", "※効果額は単年度の見込みである。", "3件は令和6年度に延期した。", "# 凡例"];
        assert_eq!(lines(&document), told, "{kind}");
    }
}

#[test]
fn what_is_hidden_is_read_and_marked() {
    for kind in KINDS {
        let document = read(&format!("shinchoku.{kind}"));
        let tables = tables(&document);
        let hidden: Vec<bool> = tables[0].rows.iter().map(|row| row.hidden).collect();
        assert_eq!(hidden, [false, false, false, false, true, false], "{kind}");
        assert!(tables[3].rows.iter().all(|row| row.hidden), "{kind}");
        let told: Vec<&str> = document.diagnostics.iter().filter(|one| one.code == Code::HiddenContent).map(|one| one.message.as_str()).collect();
        assert_eq!(told.len(), 2, "{kind} {told:?}");
        assert!(told[0].ends_with("hidden in \"進捗管理表\" and read: rows 7; columns C"), "{kind} {told:?}");
        assert!(told[1].ends_with("hidden in \"作業用\" and read: the sheet itself"), "{kind} {told:?}");
    }
}

#[test]
fn records_of_hidden_rows_and_columns_are_marked() {
    for kind in KINDS {
        let (_, rows) = dataset(&format!("narabi.{kind}"));
        let mut told: Vec<(String, bool)> = vec![];
        for row in rows["results"].as_array().into_iter().flatten().filter(|row| row["source"]["sheet"] == "列を隠す") {
            told.push((row["text"].as_str().unwrap_or("").to_owned(), row["source"]["hidden"] == true));
        }
        // C is hidden, and the row of 予防接種.
        let expected = [("70", true), ("76", false), ("95", true), ("96", true), ("9", true), ("10", false)];
        assert_eq!(told, expected.map(|(text, hidden)| (text.to_owned(), hidden)), "{kind}");
        assert!(rows["targets"].as_array().into_iter().flatten().all(|row| row["source"].get("hidden").is_none()), "{kind}");
    }
    // The whole sheet is hidden.
    let (document, _) = dataset("shinchoku.xlsx");
    let at = document.text.find("作業メモ").expect("it is read");
    assert!(document.hidden.iter().any(|range| range.contains(&at)));
}

#[test]
fn tables_side_by_side_are_parted_and_one_with_an_empty_column_is_not() {
    for kind in KINDS {
        let document = read(&format!("narabi.{kind}"));
        let tables: Vec<Vec<Vec<String>>> = tables(&document).into_iter().map(cells).collect();
        let head = ["事務事業名", "目標", "実績", "評価"];
        assert_eq!(tables.len(), 6, "{kind}");
        assert_eq!(tables[0], [head, ["健康診査", "80", "76", "B"], ["予防接種", "95", "96", "A"], ["食育推進", "10", "10", "A"]], "{kind}");
        assert_eq!(tables[1], [head, ["河川改修", "3", "2", "C"], ["橋梁点検", "40", "41", "A"]], "{kind}");
        assert_eq!((tables[2].len(), &tables[2][5]), (6, &vec!["取組戊".to_owned(), "15".to_owned(), "2".to_owned()]), "{kind}");
        assert_eq!(tables[3], [["評価", "内容"], ["1", "計画を上回る"], ["2", "計画どおり"], ["3", "計画を下回る"]], "{kind}");
        let kept = [
            ["番号", "改革項目", "令和5年度目標", "令和5年度実績"],
            ["1", "窓口の統合", "6月までに統合する。", "4月に統合した。"],
            ["2", "電子申請", "20手続で行う。", "25手続で行った。"],
        ];
        assert_eq!(tables[4], kept, "{kind}");
        let text = document.text.as_str();
        assert!(document.spots.iter().all(|spot| text.get(spot.range.clone()).is_some()), "{kind}");
        assert!(document.spots.is_sorted_by_key(|spot| spot.range.start), "{kind}");
    }
}

#[test]
fn a_form_on_sixty_narrow_columns_becomes_its_few() {
    for kind in KINDS {
        let document = read(&format!("hyoka_form.{kind}"));
        let tables = tables(&document);
        assert_eq!(lines(&document), ["令和5年度 事務事業評価シート"], "{kind}");
        assert_eq!(tables.len(), 1);
        let expected: [&[&str]; 7] = [
            &["事務事業名", "地域子育て支援拠点運営事業", "担当課", "子ども未来課"],
            &["事業期間", "令和3年4月1日", "根拠法令", "児童福祉法"],
            &["事業の目的", "子育て中の親子が気軽に集い、/相談できる場を設ける。"],
            &["活動指標", "指標名", "単位", "令和4年度目標", "令和4年度実績", "達成率"],
            &["拠点の開設日数", "日", "240", "228", "95.0%"],
            &["延べ利用者数", "人", "12,000", "12,840", "107.0%"],
            &["今後の方針", "継続"],
        ];
        assert_eq!(cells(tables[0]), expected, "{kind}");
        // Columns that are left: A, I, Y, AE, AM, AO, AY. Rows 7, 8, 13 and 14 begin nothing and are folded too.
        let spans: Vec<Vec<(u32, u32)>> = tables[0].rows.iter().map(|row| row.cells.iter().map(|cell| (cell.row_span, cell.column_span)).collect()).collect();
        let told: [&[(u32, u32)]; 7] = [
            &[(1, 1), (1, 2), (1, 1), (1, 3)],
            &[(1, 1), (1, 2), (1, 1), (1, 3)],
            &[(1, 1), (1, 6)],
            &[(3, 1), (1, 1), (1, 1), (1, 2), (1, 1), (1, 1)],
            &[(1, 1), (1, 1), (1, 2), (1, 1), (1, 1)],
            &[(1, 1), (1, 1), (1, 2), (1, 1), (1, 1)],
            &[(1, 1), (1, 6)],
        ];
        assert_eq!(spans, told, "{kind}");
    }
}

fn dataset(name: &str) -> (Document, Value) {
    (read(name), product_of(name, bytes(name)))
}

#[test]
fn records_know_their_sheet_address_and_bytes() {
    for kind in KINDS {
        let (document, rows) = dataset(&format!("shinchoku.{kind}"));
        let place = |table: &str, text: &str| {
            let row = rows[table].as_array().into_iter().flatten().find(|row| row["text"] == text).unwrap_or_else(|| panic!("{kind}: no {text} in {table}"));
            let source = &row["source"];
            let range = source["start"].as_u64().unwrap_or(0) as usize..source["end"].as_u64().unwrap_or(0) as usize;
            (source["sheet"].as_str().unwrap_or("").to_owned(), source["address"].as_str().unwrap_or("").to_owned(), document.text[range].to_owned())
        };
        let at = |address: &str, printed: &str| ("進捗管理表".to_owned(), address.to_owned(), printed.to_owned());
        assert_eq!(place("targets", "98.5%"), at("D4", "98.5%"), "{kind}");
        assert_eq!(place("results", "9"), at("E5", "9"), "{kind}");
        assert_eq!(place("results", "△3,400"), at("F5", "△3,400"), "{kind}");
        let titles: Vec<&str> = rows["items"].as_array().into_iter().flatten().filter_map(|item| item["title"].as_str()).collect();
        assert!(["市税収納率の向上", "使用料の見直し", "窓口業務の委託", "公用車の削減"].iter().all(|title| titles.contains(title)), "{kind} {titles:?}");
        // The row of sums is no item and belongs to none.
        assert!(
            !titles.contains(&"合計")
                && rows["residue"].as_array().into_iter().flatten().any(|row| row["text"].as_str().is_some_and(|text| text.split(['\t', '\n']).any(|cell| cell == "△1,275"))),
            "{kind} {titles:?}"
        );
        let coverage = &rows["documents"][0]["coverage"];
        assert_eq!(document.text.chars().filter(|c| !c.is_whitespace()).count() as u64, coverage["characters"].as_u64().unwrap_or(0), "{kind}");
    }
}

#[test]
fn a_form_gives_the_same_records_in_every_format() {
    for kind in KINDS {
        let (_, rows) = dataset(&format!("hyoka_form.{kind}"));
        let texts = |table: &str| -> Vec<(String, String)> {
            let told = |row: &Value| (row["text"].as_str().unwrap_or("").to_owned(), row["source"]["address"].as_str().unwrap_or("").to_owned());
            rows[table].as_array().into_iter().flatten().map(told).collect()
        };
        let pairs = |list: &[(&str, &str)]| list.iter().map(|(text, address)| ((*text).to_owned(), (*address).to_owned())).collect::<Vec<_>>();
        assert_eq!(rows["items"][0]["title"], "地域子育て支援拠点運営事業", "{kind}");
        assert_eq!(texts("targets"), pairs(&[("240", "AE10"), ("12,000", "AE11")]), "{kind}");
        assert_eq!(texts("results"), pairs(&[("228", "AO10"), ("12,840", "AO11")]), "{kind}");
    }
}

#[test]
fn formulas_without_a_cached_value_are_blank() {
    let document = read("shinchoku.openpyxl.xlsx");
    assert_eq!(cells(tables(&document)[0])[5], ["", "合計", "", "", "", ""]);
}

/// A workbook of one sheet around the given members.
fn workbook(sheet: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(vec![]));
    let members = [
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
        (
            "_rels/.rels",
            "<Relationships><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
        ),
        ("xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets><sheet name=\"一\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
        ),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    for (name, text) in members.iter().chain(more) {
        archive.start_file(*name, SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated)).expect("a member begins");
        archive.write_all(text.as_bytes()).expect("a member is written");
    }
    archive.finish().expect("an archive").into_inner()
}

const TWO_CELLS: &str = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>事業名</t></is></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>7</v></c></row>";

#[test]
fn a_sheet_that_claims_all_cells_costs_what_it_holds() {
    let sheet = format!(
        "<worksheet><dimension ref=\"A1:XFD1048576\"/><cols><col min=\"1\" max=\"16384\" hidden=\"1\"/></cols><sheetData>{TWO_CELLS}</sheetData><mergeCells><mergeCell ref=\"B2:XFD1048575\"/><mergeCell ref=\"A1:XFD1048576\"/></mergeCells></worksheet>"
    );
    let document = sheet::read(Format::Xlsx, &workbook(&sheet, &[]), "claims.xlsx");
    assert!(document.text.contains("事業名") && document.text.contains('7'), "{:?}", document.diagnostics);
    assert!(document.text.len() < 1000 && document.spots.len() < 20);
}

#[test]
fn cells_far_apart_are_left_to_residue() {
    let cells: String = (0..3000u32).map(|at| format!("<row r=\"{}\"><c r=\"{}{}\"><v>{at}</v></c></row>", at + 1, column_letters(at), at + 1)).collect();
    let document = sheet::read(Format::Xlsx, &workbook(&format!("<worksheet><sheetData>{cells}</sheetData></worksheet>"), &[]), "diagonal.xlsx");
    assert!(codes(&document).contains(&Code::LimitReached));
    assert!(document.text.contains("2999"));
}

#[test]
fn a_bomb_is_not_opened() {
    let filler = " ".repeat(80 << 20);
    let bytes = workbook(&format!("<worksheet><sheetData>{TWO_CELLS}</sheetData></worksheet>"), &[("xl/media/big.xml", &filler)]);
    assert!(bytes.len() < 1 << 20, "the bomb is small");
    let document = sheet::read(Format::Xlsx, &bytes, "bomb.xlsx");
    assert_eq!((codes(&document), document.format, document.text.as_str()), (vec![Code::LimitReached], "xlsx", ""));
}

#[test]
fn document_types_and_links_are_told_and_never_followed() {
    let sheet = format!(
        "<!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><worksheet><sheetData><row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>目標</t></is></c></row>{TWO_CELLS}</sheetData></worksheet>"
    );
    let links = [("xl/externalLinks/externalLink1.xml", "<externalLink/>")];
    let document = sheet::read(Format::Xlsx, &workbook(&sheet, &links), "links.xlsx");
    let told: Vec<&str> = document.diagnostics.iter().filter(|one| one.code == Code::ExternalReference).map(|one| one.message.as_str()).collect();
    assert_eq!(told.len(), 2, "{:?}", document.diagnostics);
    assert!(told[0].contains("sheet1.xml declares a document type") && told[1].contains("another workbook"), "{told:?}");
    assert!(document.text.contains("目標"));
}

#[test]
fn damaged_workbooks_are_told_and_never_a_panic() {
    for kind in KINDS {
        let whole = bytes(&format!("shinchoku.{kind}"));
        let half = &whole[..whole.len() / 2];
        if let Some(told) = told(half) {
            let document = sheet::read(told, half, "half");
            assert_eq!((told.name(), document.format), (kind, kind));
            assert!(codes(&document).contains(&Code::DamagedContainer), "{kind} {:?}", document.diagnostics);
        } else {
            assert_eq!(kind, "xls", "a half file is still known");
        }
        // Bytes changed here and there, the same ones on every run.
        let format = told(&whole).expect("a spreadsheet");
        let mut random = Random::new(1);
        for _ in 0..150 {
            let mut broken = whole.clone();
            for _ in 0..6 {
                let at = random.below(broken.len());
                broken[at] = random.below(256) as u8;
            }
            let document = sheet::read(format, &broken, "broken");
            assert!(document.spots.iter().all(|spot| document.text.get(spot.range.clone()).is_some()));
        }
    }
}

/// An OpenDocument sheet with these rows.
fn open_document(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"表\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(vec![]));
    for (name, text) in [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)] {
        out.start_file(name, zip::write::SimpleFileOptions::default()).expect("started");
        std::io::Write::write_all(&mut out, text.as_bytes()).expect("written");
    }
    out.finish().expect("packed").into_inner()
}

#[test]
fn what_an_open_document_repeats_a_million_times_is_read_once_and_counted() {
    let cell = |attributes: &str, text: &str| format!("<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>");
    let row = |attributes: &str, cells: &str| format!("<table:table-row {attributes}>{cells}</table:table-row>");
    let months = row("", &[cell("", "参加者"), cell("table:number-columns-repeated=\"12\"", "0")].concat());
    let rows = [
        row("", &cell("", "事業名")),
        months.repeat(3),
        row("table:number-rows-repeated=\"1048570\"", &cell("", "○")),
        row("", &cell("table:number-columns-repeated=\"16384\"", "横")),
    ];
    let bytes = open_document(&rows.concat());
    assert!(bytes.len() < 2000);
    let document = sheet::read(Format::Ods, &bytes, "repeats.ods");
    assert_eq!((document.text.matches('0').count(), document.text.matches('○').count(), document.text.matches('横').count()), (36, 1, 1), "{}", document.text);
    let told: Vec<&str> = document.diagnostics.iter().filter(|one| one.code == Code::LimitReached).map(|one| one.message.as_str()).collect();
    assert_eq!(told, ["repeats.ods: 2 repeated row(s) or cell(s) that stand 1064954 times in all were read once each, the first at \"表\" A5"]);
}

#[test]
fn a_small_workbook_of_endless_cells_is_read_as_far_as_its_size_goes() {
    let rows = "<row><c><v>1</v></c></row>".repeat(400_000);
    let bytes = workbook(&format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"), &[]);
    let document = sheet::read(Format::Xlsx, &bytes, "endless.xlsx");
    assert!(document.spots.len() <= 50_000 + bytes.len() && codes(&document).contains(&Code::LimitReached), "{} of {}", document.spots.len(), bytes.len());
}
