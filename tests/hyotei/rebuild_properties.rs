//! Rebuild (復元), whatever comes in: grids are grids, and no cell is lost or told twice.

use crate::generator::folder;
use crate::generator::table::Intact;
use crate::product::LEXICON;
use hyotei::japanese::date::Setting;
use hyotei::japanese::text::Text;
use hyotei::model::block::{Block, Line, RawCell, RawRow, RawTable};
use hyotei::model::document::Document;
use hyotei::model::grid::{Grid, GridKind, Origin, Piece};
use hyotei::model::record::RepairKind;
use proptest::prelude::*;
use std::collections::HashMap;
use std::ops::Range;

/// `PROPTEST_CASES` asks for more.
fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(400);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// What the cells of reports hold: heads, numbers, marks, times, sentences whole and cut, lists.
const TEXTS: [&str; 24] = [
    "事業名",
    "番号",
    "担当課",
    "目標",
    "実績",
    "評価",
    "令和５年度",
    "平成24年度",
    "今後の課題",
    "単位",
    "1",
    "12,300",
    "▲4.5%",
    "A",
    "◎",
    "－",
    "生涯学習課",
    "① 図書館運営事業",
    "Ⅱ 区政の改革",
    "【成果目標】来館者を増やす。",
    "夜間開館を週２日行い、",
    "延べ3,200人が利用した。",
    "図書館",
    "休日の利用が平日に比べて少なく、催しの時間や広報の方法を見直す必要がある。",
];

/// A cell to print: its text (none: blank), its spans and whether it is marked as a header.
#[derive(Clone)]
struct Cell {
    text: Option<String>,
    bullet: bool,
    spans: (u32, u32),
    heading: bool,
}

impl std::fmt::Debug for Cell {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{:?}", self.text.as_deref().unwrap_or(""))?;
        if self.spans != (1, 1) {
            write!(out, " {:?}", self.spans)?;
        }
        write!(out, "{}{}", if self.bullet { " bullet" } else { "" }, if self.heading { " heading" } else { "" })
    }
}

/// A block to print.
#[derive(Clone, Debug)]
enum Printed {
    Line(String),
    Blank,
    Table { rows: Vec<(bool, Vec<Cell>)>, spans_told: bool },
}

fn cell() -> impl Strategy<Value = Cell> {
    let text = prop_oneof![
        3 => Just(None),
        8 => (0..TEXTS.len()).prop_map(|at| Some(TEXTS[at].to_owned())),
        1 => "\\PC{1,12}".prop_map(Some),
    ];
    let span = || prop_oneof![12 => Just(1u32), 2 => 2u32..4, 1 => Just(0), 1 => Just(1000), 1 => Just(u32::MAX)];
    (text, prop::bool::weighted(0.1), (span(), span()), prop::bool::weighted(0.1)).prop_map(|(text, bullet, spans, heading)| Cell { text, bullet, spans, heading })
}

fn plain_cell() -> impl Strategy<Value = Cell> {
    cell().prop_map(|cell| Cell { spans: (1, 1), ..cell })
}

fn table() -> impl Strategy<Value = Printed> {
    let row = |cell: BoxedStrategy<Cell>| (prop::bool::weighted(0.1), prop::collection::vec(cell, 0..9));
    let spanned = prop::collection::vec(row(cell().boxed()), 0..9);
    let plain = prop::collection::vec(row(plain_cell().boxed()), 0..14);
    (prop_oneof![spanned, plain], any::<bool>()).prop_map(|(rows, spans_told)| Printed::Table { rows, spans_told })
}

fn blocks() -> impl Strategy<Value = Vec<Printed>> {
    let line = prop_oneof![Just("- 4 -".to_owned()), Just("※ 決算額は見込みである。".to_owned()), Just("Ⅱ 区政の改革".to_owned()), Just("事業の一覧".to_owned())];
    prop::collection::vec(prop_oneof![4 => table(), 1 => line.prop_map(Printed::Line), 1 => Just(Printed::Blank)], 1..5)
}

/// The document that a reader would have made, and the bytes of each cell that is not blank.
fn document(printed: &[Printed]) -> (Document, Vec<(Range<usize>, String)>) {
    let (mut text, mut blocks, mut filled) = (String::new(), vec![], vec![]);
    let line = |text: &mut String, words: &str, bullet: bool| {
        let mut folded = Text::default();
        folded.push(words, text.len());
        text.push_str(words);
        Line { bullet, ..Line::plain(folded) }
    };
    for block in printed {
        match block {
            Printed::Blank => blocks.push(Block::Blank),
            Printed::Line(words) => blocks.push(Block::Line(line(&mut text, words, false))),
            Printed::Table { rows, spans_told } => {
                let begin = text.len();
                let mut made = vec![];
                for (hidden, cells) in rows {
                    let mut row = RawRow { cells: vec![], hidden: *hidden };
                    for cell in cells {
                        let start = text.len();
                        let lines: Vec<Line> = cell.text.iter().map(|words| line(&mut text, words, cell.bullet)).collect();
                        let raw = RawCell { row_span: cell.spans.0, column_span: cell.spans.1, heading: cell.heading, ..RawCell::new(lines, start..text.len()) };
                        if !raw.is_blank() {
                            filled.push((start..text.len(), raw.lines.iter().map(|line| line.text.as_str()).collect()));
                        }
                        row.cells.push(raw);
                        text.push('\t');
                    }
                    made.push(row);
                    text.push('\n');
                }
                blocks.push(Block::Table(RawTable { rows: made, spans_told: *spans_told, source: begin..text.len(), ..RawTable::default() }));
            }
        }
        text.push('\n');
    }
    (Document { format: "mixed_text", text, blocks, ..Document::default() }, filled)
}

fn rebuild(document: &Document) -> Vec<Piece> {
    hyotei::rebuild::rebuild(document, &LEXICON, &Setting::default()).0
}

/// Each slot has one cell, and each cell is a rectangle of slots.
fn assert_sound(grid: &Grid) {
    assert_eq!(grid.slots.len(), grid.width * grid.height);
    assert_eq!(grid.rows.len(), grid.height);
    assert!(grid.stub_columns <= grid.width);
    let mut covered = vec![0usize; grid.cells.len()];
    for slot in &grid.slots {
        covered[*slot as usize] += 1;
    }
    for (index, cell) in grid.cells.iter().enumerate() {
        assert!(cell.row_span >= 1 && cell.column_span >= 1 && cell.row + cell.row_span <= grid.height && cell.column + cell.column_span <= grid.width, "{cell:?}");
        assert_eq!(covered[index], cell.row_span * cell.column_span, "{cell:?} covers other slots than its own");
        for row in cell.row..cell.row + cell.row_span {
            for column in cell.column..cell.column + cell.column_span {
                assert_eq!(grid.cell_at(row, column), index);
            }
        }
    }
}

/// Each cell that is not blank stands once: in a grid, as a line, in the repair that tells a repeated header, or in a table
/// that was left to residue whole.
fn assert_complete(pieces: &[Piece], filled: &[(Range<usize>, String)]) {
    let mut stands: HashMap<usize, Vec<String>> = HashMap::new();
    let starts: HashMap<usize, usize> = filled.iter().enumerate().map(|(index, (range, _))| (range.start, index)).collect();
    let tell = |stands: &mut HashMap<usize, Vec<String>>, start: usize, text: String| {
        if let Some(index) = starts.get(&start) {
            stands.entry(*index).or_default().push(text);
        }
    };
    for piece in pieces {
        match piece {
            Piece::Grid(grid) => {
                // Years given to a table that a blank line cut from their head stand over both.
                for cell in grid.cells.iter().filter(|cell| !cell.is_blank() && cell.origin != Origin::Repeated) {
                    let text: String = cell.lines.iter().map(|line| line.text.as_str()).collect();
                    for place in std::iter::once(&cell.place).chain(&cell.also) {
                        tell(&mut stands, place.start, text.clone());
                    }
                }
                for repair in grid.repairs.iter().filter(|repair| repair.kind == RepairKind::RepeatedHeader) {
                    tell(&mut stands, repair.place.start, repair.before.clone());
                }
            }
            Piece::Block { block: Block::Furniture { source, .. }, .. } => {
                for (range, text) in filled.iter().filter(|(range, _)| source.contains(&range.start)) {
                    tell(&mut stands, range.start, text.clone());
                }
            }
            Piece::Block { block: Block::Line(line) | Block::Bullet { line, .. } | Block::Heading { line, .. }, place } => {
                tell(&mut stands, place.start, line.text.as_str().to_owned())
            }
            Piece::Block { .. } => {}
        }
    }
    for (index, (_, text)) in filled.iter().enumerate() {
        let found = stands.get(&index).map_or(&[][..], Vec::as_slice);
        assert_eq!(found.len(), 1, "{text:?} stands {} times: {found:?}", found.len());
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        assert!(bare(&found[0]).contains(&bare(text)), "{text:?} is not in {:?}", found[0]);
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_rows_give_sound_grids_that_hold_each_cell_once(printed in blocks()) {
        let (document, filled) = document(&printed);
        let pieces = rebuild(&document);
        for piece in &pieces {
            if let Piece::Grid(grid) = piece {
                assert_sound(grid);
            }
        }
        assert_complete(&pieces, &filled);
    }
}

/// A matrix printed: what a page shows of it once the spans are gone.
type Rows = Vec<Vec<String>>;

/// Each cell's text in its first slot, blanks in the others; a turned grid is turned back.
fn flattened(grid: &Grid) -> Rows {
    let text = |row: usize, column: usize| {
        let cell = grid.cell(row, column);
        let first = cell.row == row && cell.column == column;
        if first { cell.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("<br>") } else { String::new() }
    };
    if grid.kind == GridKind::Transposed {
        (0..grid.width).map(|column| (0..grid.height).map(|row| text(row, column)).collect()).collect()
    } else {
        (0..grid.height).map(|row| (0..grid.width).map(|column| text(row, column)).collect()).collect()
    }
}

/// Rows printed, read and rebuilt, and what the grids show again; lines and what was read as lines are left out.
fn again(rows: &Rows) -> Vec<Rows> {
    let mut text = String::new();
    let rows = rows
        .iter()
        .map(|row| RawRow {
            cells: row
                .iter()
                .map(|words| {
                    let start = text.len();
                    text.push_str(words);
                    text.push('\t');
                    RawCell::new(hyotei::read::fragment::lines(words, start), start..start + words.len())
                })
                .collect(),
            hidden: false,
        })
        .collect();
    let table = RawTable { rows, source: 0..text.len(), ..RawTable::default() };
    let pieces = rebuild(&Document { format: "mixed_text", text, blocks: vec![Block::Table(table)], ..Document::default() });
    pieces.iter().filter_map(|piece| if let Piece::Grid(grid) = piece { Some(flattened(grid)) } else { None }).collect()
}

/// An intact table as its page shows it once every span is lost.
fn printed(table: &Intact) -> Rows {
    let mut rows = vec![vec![String::new(); table.width]; table.slots.len()];
    for cell in &table.cells {
        // As the reader folds it, so that only the places of cells are compared.
        let lines = hyotei::read::fragment::lines(&cell.text, 0);
        rows[cell.row][cell.column] = lines.iter().map(|line| format!("{}{}", if line.bullet { "・" } else { "" }, line.text.as_str())).collect::<Vec<_>>().join("<br>");
    }
    rows
}

fn without_bullets(rows: &Rows) -> Rows {
    rows.iter().map(|row| row.iter().map(|text| text.replace('・', "")).collect()).collect()
}

#[test]
fn intact_tables_flattened_rebuilt_and_flattened_are_the_same() {
    let tables = Intact::load_folder(&folder().join("tables")).expect("the tables read");
    assert!(tables.len() >= 60);
    let mut changed = vec![];
    for table in &tables {
        let rows = printed(table);
        let found = again(&rows);
        if found.len() != 1 || without_bullets(&found[0]) != without_bullets(&rows) {
            let at = found.first().and_then(|found| without_bullets(&rows).iter().zip(without_bullets(found)).position(|(a, b)| *a != b));
            let row = |rows: Option<&Rows>| at.and_then(|at| rows?.get(at)).map(|row| row.join("|"));
            changed.push(format!("{} ({} grids), row {at:?}:\n   {:?}\n   {:?}", table.name, found.len(), row(Some(&rows)), row(found.first())));
        }
    }
    assert!(changed.is_empty(), "{} of {} tables:\n{}", changed.len(), tables.len(), changed.join("\n"));
}

/// Texts of [`TEXTS`] that are heads: rows of them inside a list are a second table's header, and are read so.
const HEADS: usize = 10;

/// A list with all its cells filled, under heads of the lexicon.
fn rectangular() -> impl Strategy<Value = Rows> {
    (2usize..7, 1usize..9).prop_flat_map(|(width, height)| {
        prop::collection::vec(prop::collection::vec(HEADS..TEXTS.len(), width), height).prop_map(move |body| {
            let heads = ["番号", "事業名", "担当課", "令和５年度の実績", "評価", "今後の課題"];
            let mut rows = vec![heads[..width].iter().map(|head| Text::new(head).as_str().to_owned()).collect::<Vec<_>>()];
            rows.extend(body.into_iter().map(|row| row.into_iter().map(|at| Text::new(TEXTS[at]).as_str().to_owned()).collect()));
            rows
        })
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_filled_table_comes_back_as_it_is(rows in rectangular()) {
        prop_assert_eq!(again(&rows), vec![rows.clone()]);
    }
}
