//! Separated values, Markdown, archives and what is not read. The fixtures are made by `fixtures/make/text.py`; what is expected
//! of them is written here by hand.

use crate::generator::random::Random;
use crate::product::{LEXICON, product, product_of, root};
use crate::sheets::tables;
use assert_cmd::Command;
use hyotei::japanese::text::Text;
use hyotei::model::block::{Block, RawTable};
use hyotei::model::document::{Document, Input};
use serde_json::Value;
use std::io::Write as _;
use std::path::{Path, PathBuf};

fn fixture(name: &str) -> PathBuf {
    root().join("fixtures/formats").join(name)
}

fn read(name: &str, bytes: Vec<u8>) -> Document {
    hyotei::pipeline::pieces(&Input { path: name.to_owned(), bytes }, &LEXICON).0
}

fn document(name: &str) -> Document {
    read(name, std::fs::read(fixture(name)).expect("the fixture reads"))
}

fn cells(table: &RawTable) -> Vec<Vec<String>> {
    let cell =
        |cell: &hyotei::model::block::RawCell| cell.lines.iter().map(|line| format!("{}{}", if line.bullet { "・" } else { "" }, line.text.as_str())).collect::<Vec<_>>().join("/");
    table.rows.iter().map(|row| row.cells.iter().map(cell).collect()).collect()
}

/// Blocks in one line each, tables as their size.
fn outline(document: &Document) -> Vec<String> {
    let shown = |block: &Block| match block {
        Block::Heading { level, line } => format!("h{level} {}", line.text.as_str()),
        Block::Line(line) => format!("{}{}", if line.bold { "! " } else { "" }, line.text.as_str()),
        Block::Bullet { depth, line } => format!("{}{depth} {}", if line.bullet { "-" } else { "+" }, line.text.as_str()),
        Block::Table(table) => format!("table {}", table.rows.len()),
        Block::Blank => "blank".to_owned(),
        Block::Furniture { reason, .. } => format!("({reason})"),
    };
    document.blocks.iter().map(shown).collect()
}

const LISTS: [(&str, &str, &str); 9] = [
    ("list.csv", "csv", "UTF-8"),
    ("list_cp932.csv", "csv", "Shift_JIS"),
    ("list_semicolon.csv", "csv", "UTF-8"),
    ("list_tabs.csv", "tsv", "Shift_JIS"),
    ("list.tsv", "tsv", "UTF-8"),
    ("list_unicode.txt", "tsv", "UTF-16LE"),
    ("list_sep.csv", "csv", "UTF-8"),
    ("list.md", "markdown", "UTF-8"),
    ("list_markdown.txt", "markdown", "Shift_JIS"),
];

#[test]
fn one_list_in_nine_forms_gives_the_same_records() {
    for (name, format, encoding) in LISTS {
        let product = product(&fixture(name));
        let column = |table: &str, field: &str| -> Vec<String> {
            product[table].as_array().into_iter().flatten().map(|row| row[field].as_str().map_or_else(|| row[field].to_string(), str::to_owned)).collect()
        };
        assert_eq!((column("documents", "format"), column("documents", "encoding")), (vec![format.to_owned()], vec![encoding.to_owned()]), "{name}");
        assert_eq!(column("items", "label"), ["1", "2", "3"], "{name}");
        assert_eq!(column("items", "title"), ["図書館運営事業", "公園整備事業", "㈱髙野と進める見守り事業"], "{name}");
        let departments: Vec<&str> = product["items"].as_array().into_iter().flatten().map(|row| row["departments"][0]["name"].as_str().unwrap_or("")).collect();
        assert_eq!(departments, ["生涯学習課", "都市整備課", "福祉課"], "{name}");
        let deeds: Vec<&str> = product["results"].as_array().into_iter().flatten().filter(|row| row["level"] == "activity").map(|row| row["text"].as_str().unwrap_or("")).collect();
        assert_eq!(deeds, ["・夜間開館を週2日行った。\n・\"おはなし会\"を12回開いた。", "遊具を5基更新し、樹木の剪定を行った。", "協定を結んだ。"], "{name}");
        let costs: Vec<f64> = product["results"].as_array().into_iter().flatten().filter(|row| row["level"] == "input").map(|row| row["value"].as_f64().unwrap_or(0.0)).collect();
        assert_eq!(costs, [12_300_000.0, 8_400_000.0, 950_000.0], "{name}: the unit over the table is thousands");
        assert_eq!(column("ratings", "raw"), ["A", "B", "A"], "{name}");
    }
}

#[test]
fn lines_over_and_under_a_table_are_lines() {
    let document = document("list.csv");
    assert_eq!(outline(&document), ["令和5年度 事務事業評価一覧", "(単位:千円)", "table 4", "※ 決算額は見込みである。"]);
    let first = &cells(tables(&document)[0])[1];
    assert_eq!(first, &["1", "図書館運営事業", "生涯学習課", "・夜間開館を週2日行った。/・\"おはなし会\"を12回開いた。", "12,300", "A"]);
    assert!(!tables(&document)[0].spans_told);
}

#[test]
fn a_blank_line_parts_two_tables_and_columns_left_blank_go() {
    let document = document("two_tables.csv");
    assert_eq!(outline(&document), ["施策1の事業", "table 2", "blank", "table 3"]);
    assert_eq!(cells(tables(&document)[0])[1], ["001", "防災訓練事業", "訓練を3回行った。", "防災課"]);
    assert_eq!(cells(tables(&document)[1]), [["評価区分", "説明"], ["A", "拡充する"], ["B", "継続する"]]);
}

#[test]
fn fragments_of_pages_between_free_lines_stay_mixed_text() {
    let document = document("ocr.tsv");
    assert_eq!(document.format, "mixed_text");
    assert_eq!(outline(&document), ["○ 生涯学習課", "table 2", "blank", "○ 都市整備課", "table 2"]);
    for seed in ["000_4d45a82e3f29414a", "001_1c07ef8cd5ea9620", "002_9f3e10c7832f9a78", "003_1d8c4c27c433e51d", "004_60d463c5be032d0a"] {
        let bytes = std::fs::read(root().join("fixtures").join(format!("{seed}.txt"))).expect("reads");
        for name in ["a.txt", "a.tsv", "a.csv", "a.md", "a", "a.xls"] {
            assert_eq!(read(name, bytes.clone()).format, "mixed_text", "{seed} as {name}");
        }
    }
}

#[test]
fn every_line_of_a_cell_leads_back_to_its_bytes() {
    for (name, format, _) in LISTS {
        let document = document(name);
        let mut count = 0;
        for row in tables(&document).iter().flat_map(|table| &table.rows) {
            for cell in &row.cells {
                for line in &cell.lines {
                    let range = line.text.whole_source();
                    assert!(cell.source.start <= range.start && range.end <= cell.source.end, "{name}: {line:?} is outside its cell");
                    let printed = &document.text[range];
                    let printed = if format == "markdown" { printed.to_owned() } else { printed.replace("\"\"", "\"") };
                    assert_eq!(Text::new(&printed).as_str().trim(), line.text.as_str(), "{name}");
                    count += 1;
                }
            }
        }
        assert_eq!(count, 6 * 4 + 1, "{name}: 24 cells, one of two lines");
    }
    // A slice inside the text is as true as its ends, after a doubled quote too.
    let document = document("list.csv");
    let line = &tables(&document)[0].rows[1].cells[3].lines[1].text;
    let at = line.as_str().find("12回").expect("printed");
    assert_eq!(&document.text[line.source(at..at + "12回".len())], "12回");
}

#[test]
fn the_marks_of_markdown_are_read() {
    let document = document("marks.md");
    assert_eq!(document.metadata.title.as_deref(), Some("評価の手引"));
    assert_eq!(
        outline(&document),
        [
            "(front-matter)",
            "h1 手引 その一",
            "(struck-out)",
            "担当課:農林課",
            "期間は4~6月、7~9月である。 & *注*",
            "編集者がこの長い文の途中で、見た目のためだけに行を折り返したので、続きは次の行にあるが、それでも文は一つである。",
            "-0 第一",
            "-2 内訳①",
            "+3 内訳②",
            "+3 さらに続く",
            "1. 番号のある事業",
            "-2 その内訳",
            "(table-rule)",
            "table 3",
            "枠の中",
            "桁を そろえた行",
            "a<b>c と 太字の語",
        ]
    );
    assert_eq!(cells(tables(&document)[0]), [vec!["事業", "目標"], vec!["甲|乙", "10件/20件", "余り"], vec!["丙", ""]]);
    let table = tables(&document)[0];
    let source = |row: usize, column: usize| &document.text[table.rows[row].cells[column].lines[0].text.whole_source()];
    assert_eq!(source(1, 0), "甲\\|乙");
    assert_eq!(source(1, 1), "10**件");
    assert_eq!(source(1, 2), "余り");
    let Block::Line(line) = &document.blocks[4] else { panic!("a line") };
    let at = line.text.as_str().find('&').expect("printed");
    assert_eq!(&document.text[line.text.source(at..at + 1)], "&amp;");
}

fn extract(folder: &Path, paths: &[PathBuf]) -> Value {
    let out = folder.join("out");
    let mut command = Command::cargo_bin("hyotei").expect("the binary builds");
    let output = command.arg("extract").args(paths).arg("-q").arg("-o").arg(&out).output().expect("it runs");
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&output.stderr));
    let dataset: Value = serde_json::from_slice(&std::fs::read(out.join("dataset.json")).expect("written")).expect("JSON");
    let complaints = hyotei::emit::validate::check(&dataset);
    assert!(complaints.is_empty(), "{complaints:#?}");
    dataset
}

fn paths(dataset: &Value) -> Vec<String> {
    dataset["documents"].as_array().into_iter().flatten().map(|row| row["path"].as_str().unwrap_or("").to_owned()).collect()
}

/// Path, code and message of every diagnostic.
fn told(dataset: &Value) -> Vec<(String, String, String)> {
    let path =
        |id: &Value| dataset["documents"].as_array().into_iter().flatten().find(|row| row["document_id"] == *id).map_or("", |row| row["path"].as_str().unwrap_or("")).to_owned();
    let text = |value: &Value| value.as_str().unwrap_or("").to_owned();
    dataset["diagnostics"].as_array().into_iter().flatten().map(|row| (path(&row["document_id"]), text(&row["code"]), text(&row["message"]))).collect()
}

fn of_archive(name: &str) -> Value {
    extract(tempfile::tempdir().expect("a folder").path(), &[fixture(name)])
}

fn assert_told(dataset: &Value, path: &str, code: &str, words: &str) {
    let told = told(dataset);
    assert!(told.iter().any(|row| row.0 == path && row.1 == code && row.2.contains(words)), "{path} {code} {words}: {told:#?}");
}

#[test]
fn members_have_the_names_they_were_given() {
    let dataset = of_archive("names_cp932.zip");
    assert_eq!(paths(&dataset), ["names_cp932.zip!ソース一覧.txt", "names_cp932.zip!評価表/機能強化.csv"]);
    assert_eq!(dataset["items"].as_array().map(Vec::len), Some(3));
    assert_eq!(paths(&of_archive("names_utf8.zip")), ["names_utf8.zip!評価表/機能強化.csv"]);
    assert_eq!(paths(&of_archive("nested.zip")), ["nested.zip!令和５年度.zip!内.csv", "nested.zip!外.txt"]);
}

#[test]
fn what_an_archive_should_not_hold_is_told_and_the_rest_delivered() {
    let dataset = of_archive("traversal.zip");
    for name in ["../../evil.csv", "/etc/evil.csv", "C:/evil.csv", "a/../../.evil.csv"] {
        assert_told(&dataset, &format!("traversal.zip!{name}"), "unsafe-path", "refused");
    }
    assert_eq!(dataset["items"].as_array().map(Vec::len), Some(3), "the good member is read, the four others are not");
    let twice = of_archive("nested_twice.zip");
    assert_told(&twice, "nested_twice.zip!二.zip!三.zip", "limit-reached", "not opened");
    assert!(paths(&twice).contains(&"nested_twice.zip!二.zip!二.txt".to_owned()));
    assert_told(&of_archive("truncated.zip"), "truncated.zip", "damaged-container", "cannot be opened");
    let member = of_archive("damaged_member.zip");
    assert_told(&member, "damaged_member.zip!bad.csv", "damaged-container", "cannot be unpacked");
    assert!(paths(&member).contains(&"damaged_member.zip!good.txt".to_owned()));
    assert_told(&of_archive("encrypted.zip"), "encrypted.zip!秘.csv", "unsupported-format", "encrypted");
    let link = of_archive("link.zip");
    assert_told(&link, "link.zip!link.csv", "external-reference", "not followed");
    assert_eq!(paths(&link).len(), 2);
    assert_told(&of_archive("empty.zip"), "empty.zip", "empty-document", "holds no file");
    assert_told(&of_archive("same_name.zip"), "same_name.zip", "damaged-container", "same name");
}

#[test]
fn what_is_not_read_is_named_with_what_to_do() {
    let names = ["really_a_pdf.csv", "report.docx", "list.csv.gz", "scan.png", "report.rtf", "slides.pptx"];
    let dataset = extract(tempfile::tempdir().expect("a folder").path(), &names.map(fixture));
    let wanted = [("list.csv.gz", "gzip"), ("really_a_pdf.csv", "pdf"), ("report.docx", "docx"), ("report.rtf", "rtf"), ("scan.png", "png"), ("slides.pptx", "presentation")];
    let found: Vec<(String, String)> =
        dataset["documents"].as_array().into_iter().flatten().map(|row| (row["path"].as_str().unwrap_or("").to_owned(), row["format"].as_str().unwrap_or("").to_owned())).collect();
    assert_eq!(found, wanted.map(|(path, format)| (path.to_owned(), format.to_owned())));
    assert_told(&dataset, "really_a_pdf.csv", "damaged-container", "a PDF file");
    for (path, words) in [("list.csv.gz", "unpack it"), ("scan.png", "OCR")] {
        assert_told(&dataset, path, "unsupported-format", words);
    }
}

/// An archive of deflated members.
fn zipped(members: impl Iterator<Item = (String, u64)>) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(vec![]));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated).large_file(false);
    let zeros = vec![b' '; 1 << 20];
    for (name, mut length) in members {
        writer.start_file(name.as_str(), options).expect("starts");
        writer.write_all(name.as_bytes()).expect("writes");
        while length > 0 {
            let part = length.min(1 << 20);
            writer.write_all(&zeros[..part as usize]).expect("writes");
            length -= part;
        }
    }
    writer.finish().expect("finishes").into_inner()
}

#[test]
fn a_gibibyte_out_of_a_mebibyte_is_not_unpacked() {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = zipped([("bomb.txt".to_owned(), 1 << 30), ("good.txt".to_owned(), 10)].into_iter());
    assert!(bytes.len() < 2 << 20, "{} bytes", bytes.len());
    let path = folder.path().join("bomb.zip");
    std::fs::write(&path, &bytes).expect("written");
    let dataset = extract(folder.path(), &[path]);
    assert_told(&dataset, "bomb.zip!bomb.txt", "limit-reached", "200 times");
    assert!(paths(&dataset).contains(&"bomb.zip!good.txt".to_owned()));
}

#[test]
fn ten_thousand_members_are_read_up_to_the_bound() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("many.zip");
    std::fs::write(&path, zipped((0..10_000).map(|n| (format!("{n:05}.txt"), 0)))).expect("written");
    let found = hyotei::discover::discover(&[path]).expect("it is there");
    let parts = hyotei::pipeline::batch(&found, &LEXICON, None, |_| {});
    let dataset = serde_json::from_slice::<Value>(&hyotei::emit::write::json(&parts)).expect("it is JSON");
    assert_eq!(paths(&dataset).iter().filter(|path| path.starts_with("many.zip!")).count(), hyotei::read::archive::MOST_MEMBERS);
    assert!(paths(&dataset).contains(&"many.zip!04999.txt".to_owned()));
    assert_told(&dataset, "many.zip", "limit-reached", "5000 of 10000 members were not read");
}

#[test]
fn quotes_and_marks_without_end_cost_linear_time() {
    type Make = fn(usize) -> String;
    let cases: [(&str, Make); 9] = [
        ("a.csv", |n| "a,\"b\n".repeat(n * 20_000)),
        ("a.csv", |n| "\"".repeat(n * 100_000 + 1)),
        ("a.csv", |n| format!("a,b\n\"{}", "x\"\"\n".repeat(n * 20_000))),
        ("a.tsv", |n| "\t\"\t".repeat(n * 20_000)),
        ("a.md", |n| "> ".repeat(n * 2_000)),
        ("a.md", |n| format!("|a|b|\n|-|-|\n{}", "|x|\n".repeat(n * 5_000))),
        ("a.md", |n| "*a _b ".repeat(n * 5_000)),
        ("a.md", |n| "- ".repeat(n * 500)),
        ("a.md", |n| format!("a\n{}", "b\n".repeat(n * 10_000))),
    ];
    for (name, make) in cases {
        let (short, long) = (make(2), make(8));
        crate::cost::assert_linear(&format!("{name} {:?}", &short[..12]), short.as_str(), long.as_str(), |text| {
            let format = hyotei::read::format::of_text(text, name);
            let blocks = if name == "a.md" { hyotei::read::markdown::read(text).0 } else { hyotei::read::csv::read(text, format) };
            std::hint::black_box(blocks.len());
        });
    }
}

#[test]
fn mutated_files_never_break_a_reader() {
    let mut random = Random::new(1);
    let mut next = |bound: usize| random.below(bound);
    for name in ["list.csv", "list_cp932.csv", "list.tsv", "two_tables.csv", "marks.md", "list.md", "names_cp932.zip", "nested.zip", "report.docx"] {
        let whole = std::fs::read(fixture(name)).expect("reads");
        for _ in 0..60 {
            let mut bytes = whole.clone();
            for _ in 0..1 + next(6) {
                let at = next(bytes.len());
                match next(4) {
                    0 => bytes[at] = next(256) as u8,
                    1 => bytes.insert(at, b"\"|,\t\n\\<*"[next(8)]),
                    2 => drop(bytes.remove(at)),
                    _ => bytes.truncate(at.max(8)),
                }
            }
            for member in hyotei::read::archive::members(name, &bytes).into_iter().flatten() {
                hyotei::pipeline::document(&member, &LEXICON);
            }
            let complaints = hyotei::emit::validate::check(&product_of(name, bytes));
            assert!(complaints.is_empty(), "{name}: {complaints:#?}");
        }
    }
}

#[test]
fn formats_are_listed() {
    let output = Command::cargo_bin("hyotei").expect("builds").arg("formats").output().expect("runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    for name in ["mixed_text", "html", "markdown", "csv", "tsv", "xlsx", "xls", "xlsb", "ods", "zip", "pdf"] {
        assert!(text.lines().any(|line| line.split_whitespace().next() == Some(name)), "{name}: {text}");
    }
}
