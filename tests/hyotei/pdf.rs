//! PDFs by real producers' ways of drawing (`fixtures/make/pdf.py`), and hostile ones. The same table is drawn in every file.

use crate::generator::random::Random;
use crate::product::{product_of, root};
use hyotei::emit::validate;
use hyotei::model::block::{Block, RawTable};
use hyotei::model::diagnostic::Code;
use hyotei::model::document::Document;
use hyotei::read::pdf;

/// Rows of the table; a cell is `text`, or `text ROWSxCOLUMNS`.
const TABLE: [&[&str]; 4] =
    [&["事業名 2x1", "令和5年度 1x2", "評価 2x1"], &["目標", "実績"], &["市立図書館の/開館時間の延長", "1,200人", "1,350人", "A"], &["防犯灯の設置", "30基", "", "B"]];

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(root().join("fixtures/formats/pdf").join(name)).expect("the fixture reads")
}

fn read(name: &str) -> Document {
    pdf::read(&bytes(name), name)
}

fn tables(document: &Document) -> Vec<Vec<Vec<String>>> {
    document.blocks.iter().filter_map(|block| if let Block::Table(table) = block { Some(shown(table)) } else { None }).collect()
}

fn shown(table: &RawTable) -> Vec<Vec<String>> {
    let cell = |cell: &hyotei::model::block::RawCell| {
        let text = cell.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("/");
        if cell.row_span * cell.column_span == 1 { text } else { format!("{text} {}x{}", cell.row_span, cell.column_span) }
    };
    table.rows.iter().map(|row| row.cells.iter().map(cell).collect()).collect()
}

fn codes(document: &Document) -> Vec<Code> {
    document.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

#[test]
fn a_table_is_one_however_its_rules_are_drawn() {
    for name in ["strokes.pdf", "fills.pdf", "dotted.pdf", "open_sides.pdf", "rotated.pdf", "empty_password.pdf", "scanned.pdf"] {
        let document = read(name);
        let found = tables(&document);
        assert_eq!(
            found.first().map(|rows| rows.iter().map(|row| row.iter().map(String::as_str).collect::<Vec<_>>()).collect::<Vec<_>>()),
            Some(TABLE.map(<[_]>::to_vec).to_vec()),
            "{name}"
        );
    }
}

#[test]
fn lines_outside_tables_are_told_apart() {
    let document = read("strokes.pdf");
    let told: Vec<String> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading { line, .. } => Some(format!("# {}", line.text.as_str())),
            Block::Line(line) => Some(line.text.as_str().to_owned()),
            Block::Furniture { source, .. } => Some(format!("~ {}", &document.text[source.clone()])),
            Block::Table(_) => Some("table".to_owned()),
            _ => None,
        })
        .collect();
    let page =
        |number: usize, head: &str| vec![head.to_owned(), format!("# 施策{number} 学びのまち"), "table".to_owned(), "※ 実績は年度末の数値。".to_owned(), format!("~ - {number} -")];
    assert_eq!(told, [page(1, "青葉市 行政評価"), page(2, "~ 青葉市 行政評価"), page(3, "~ 青葉市 行政評価")].concat());
}

#[test]
fn every_cell_points_into_the_text_layer_and_onto_its_page() {
    let document = read("strokes.pdf");
    assert!(document.prints.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start));
    for block in &document.blocks {
        let Block::Table(table) = block else { continue };
        for cell in table.rows.iter().flat_map(|row| &row.cells) {
            let text: String = cell.lines.iter().map(|line| line.text.as_str()).collect();
            assert_eq!(text.is_empty(), document.text[cell.source.clone()].is_empty());
            let spot = document.prints.iter().find(|spot| spot.range == cell.source).expect("a place on a page");
            assert!(spot.area[0] >= 59. && spot.area[2] <= 471. && spot.area[1] >= 99. && spot.area[3] <= 216., "{:?}", spot.area);
        }
    }
    let pages: Vec<u32> = document.prints.iter().map(|spot| spot.page).collect();
    assert_eq!((pages.first(), pages.last()), (Some(&1), Some(&3)));
}

#[test]
fn text_is_read_downward_where_it_runs_so() {
    assert_eq!(tables(&read("vertical.pdf")), [[vec!["成果指標 2x1", "評価(内部) 2x1", "来館者数"], vec!["満足度"]]]);
}

#[test]
fn what_cannot_be_read_is_said() {
    let scanned = read("scanned.pdf");
    assert_eq!(codes(&scanned), [Code::ScannedPage]);
    assert!(scanned.diagnostics[0].message.contains("page 2"), "{}", scanned.diagnostics[0].message);
    assert_eq!(codes(&read("password.pdf")), [Code::UnsupportedFormat]);
    assert_eq!(codes(&pdf::read(b"%PDF-1.7\nnothing", "x.pdf")), [Code::DamagedContainer]);
}

#[test]
fn a_damaged_file_never_stops_the_reading() {
    let mut random = Random::new(16);
    for name in ["strokes.pdf", "fills.pdf", "empty_password.pdf", "scanned.pdf", "vertical.pdf"] {
        let whole = bytes(name);
        for _ in 0..30 {
            let mut damaged = whole.clone();
            for _ in 0..=random.below(12) {
                let at = random.below(damaged.len());
                damaged[at] = random.below(256) as u8;
            }
            damaged.truncate(damaged.len() - random.below(damaged.len() / 2));
            let complaints = validate::check(&product_of(name, damaged));
            assert!(complaints.is_empty(), "{name}: {complaints:#?}");
        }
    }
}
