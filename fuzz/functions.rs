//! What is fuzzed (試験関数): each takes any bytes and breaks only if hyotei does. `cargo fuzz` and `cargo test` run the same functions.

use hyotei::emit::validate;
use hyotei::model::block::Block;
use hyotei::model::document::Input;
use hyotei::model::lexicon::Lexicon;
use hyotei::read::format::Format;
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::embedded().expect("the embedded lexicon reads"));

/// A function that takes any bytes.
pub type Function = fn(&[u8]);

/// Every function with its name, which is that of its target.
pub const ALL: [(&str, Function); 11] = [
    ("decode", decode),
    ("mixed", mixed),
    ("html", html),
    ("markdown", markdown),
    ("csv", csv),
    ("xlsx", xlsx),
    ("xls", xls),
    ("ods", ods),
    ("pdf", pdf),
    ("archive", archive),
    ("whole", whole),
];

/// Bytes to text: what is no character is told.
pub fn decode(bytes: &[u8]) {
    let decoded = hyotei::decode::decode(bytes, hyotei::read::html::declared(bytes).as_deref());
    hyotei::read::format::of_text(&decoded.text, "x");
    hyotei::read::format::of_bytes(bytes, "x");
}

fn text(bytes: &[u8]) -> String {
    hyotei::decode::decode(bytes, None).text
}

/// Every block stands in the text, at the ends of characters.
fn stands(text: &str, blocks: &[Block]) {
    for block in blocks {
        if let Block::Table(table) = block {
            for cell in table.rows.iter().flat_map(|row| &row.cells) {
                assert!(text.get(cell.source.clone()).is_some(), "a cell stands outside its text");
            }
        }
    }
}

/// Lines and tables with tabs.
pub fn mixed(bytes: &[u8]) {
    let text = text(bytes);
    stands(&text, &hyotei::read::mixed::read(&text));
}

/// A page.
pub fn html(bytes: &[u8]) {
    let text = text(bytes);
    stands(&text, &hyotei::read::html::read(&text).blocks);
}

/// Markdown.
pub fn markdown(bytes: &[u8]) {
    let text = text(bytes);
    stands(&text, &hyotei::read::markdown::read(&text).0);
}

/// Commas and tabs.
pub fn csv(bytes: &[u8]) {
    let text = text(bytes);
    for format in [Format::Csv, Format::Tsv] {
        stands(&text, &hyotei::read::csv::read(&text, format));
    }
}

fn sheet(format: Format, bytes: &[u8]) {
    let document = hyotei::read::sheet::read(format, bytes, "x");
    stands(&document.text, &document.blocks);
}

/// Workbooks in a container, as XML and in records.
pub fn xlsx(bytes: &[u8]) {
    sheet(Format::Xlsx, bytes);
    sheet(Format::Xlsb, bytes);
}

/// Workbooks of old.
pub fn xls(bytes: &[u8]) {
    sheet(Format::Xls, bytes);
}

/// OpenDocument sheets.
pub fn ods(bytes: &[u8]) {
    sheet(Format::Ods, bytes);
}

/// Pages as printed.
pub fn pdf(bytes: &[u8]) {
    let document = hyotei::read::pdf::read(bytes, "x");
    stands(&document.text, &document.blocks);
}

/// Archives.
pub fn archive(bytes: &[u8]) {
    hyotei::read::archive::members("x", bytes);
}

/// The whole flow: the dataset keeps the contract, and every character is accounted for.
pub fn whole(bytes: &[u8]) {
    let dataset = hyotei::pipeline::document(&Input { path: "x".to_owned(), bytes: bytes.to_vec() }, &LEXICON);
    for document in &dataset.documents {
        let coverage = &document.coverage;
        assert_eq!(coverage.characters, coverage.recorded + coverage.headers + coverage.residue, "coverage must sum");
    }
    let complaints = validate::check(&serde_json::to_value(&dataset).expect("it is JSON"));
    assert!(complaints.is_empty(), "{complaints:?}");
}
