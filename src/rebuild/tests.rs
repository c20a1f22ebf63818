//! What must stay apart, and what must be parted. Cells are written with `|` between them; expected shapes by hand.

use super::rebuild;
use crate::japanese::date::Setting;
use crate::japanese::text::Text;
use crate::model::block::{Block, Line, RawCell, RawRow, RawTable};
use crate::model::document::Document;
use crate::model::grid::{Grid, Piece};
use crate::model::lexicon::Lexicon;

fn table(rows: &[&str]) -> Block {
    let cell = |text: &str| {
        let mut folded = Text::default();
        folded.push(text, 0);
        RawCell::new(if text.is_empty() { vec![] } else { vec![Line::plain(folded)] }, 0..text.len())
    };
    let rows = rows.iter().map(|row| RawRow { cells: row.split('|').map(cell).collect(), hidden: false }).collect();
    Block::Table(RawTable { rows, spans_told: false, ..RawTable::default() })
}

/// Height and width of each grid that comes back.
fn shapes(blocks: Vec<Block>) -> Vec<(usize, usize)> {
    let document = Document { format: "mixed_text", blocks, ..Document::default() };
    let lexicon = Lexicon::embedded().expect("the embedded lexicon reads");
    let (pieces, _) = rebuild(&document, &lexicon, &Setting::default());
    let grids: Vec<&Grid> = pieces.iter().filter_map(|piece| if let Piece::Grid(grid) = piece { Some(grid) } else { None }).collect();
    assert!(grids.iter().all(|grid| grid.facing.is_none()), "no grid faces another");
    grids.iter().map(|grid| (grid.height, grid.width)).collect()
}

const PROJECTS: [&str; 5] = [
    "事業名|担当課|決算額（千円）|評価",
    "図書館運営事業|生涯学習課|12,300|A",
    "公園維持事業|都市整備課|8,450|B",
    "防災訓練事業|危機管理課|1,204|A",
    "健診推進事業|健康増進課|30,118|C",
];
const INDICATORS: [&str; 5] = ["指標名|単位|目標値|実績値", "貸出冊数|冊|120,000|118,402", "公園の清掃回数|回|48|50", "訓練の参加者数|人|800|655", "健診の受診率|％|60|58.2"];

#[test]
fn two_tables_with_keys_of_their_own_and_as_many_rows_stay_apart() {
    assert_eq!(shapes(vec![table(&PROJECTS), table(&INDICATORS)]), [(5, 4), (5, 4)]);
}

#[test]
fn a_second_header_in_a_block_opens_a_second_table() {
    let rows: Vec<&str> = PROJECTS.iter().chain(&INDICATORS).copied().collect();
    assert_eq!(shapes(vec![table(&rows)]), [(5, 4), (5, 4)]);
}

#[test]
fn a_list_whose_last_rows_are_not_filled_in_is_one_table() {
    let rows = [
        "事業名|担当課|令和4年度の実績|評価|今後の方向性",
        "図書館運営事業|生涯学習課|貸出の時間を延ばした。|A|継続",
        "公園維持事業|都市整備課|遊具を更新した。|B|継続",
        "防災訓練事業|危機管理課|訓練を3回行った。|A|拡充",
        "健診推進事業|健康増進課|||",
        "婚活支援事業|企画課|||",
    ];
    assert_eq!(shapes(vec![table(&rows)]), [(6, 5)]);
}

#[test]
fn a_page_without_a_header_goes_on_with_the_table_before() {
    let more = ["移動販売支援事業|商工課|2,310|B", "空き家対策事業|住宅課|4,020|A"];
    assert_eq!(shapes(vec![table(&PROJECTS), table(&more)]), [(7, 4)]);
}

#[test]
fn a_page_number_among_the_rows_is_no_row() {
    let rows = [PROJECTS[0], PROJECTS[1], PROJECTS[2], "||－ 14 －|", PROJECTS[3], PROJECTS[4]];
    assert_eq!(shapes(vec![table(&rows)]), [(5, 4)]);
}

#[test]
fn a_tall_label_printed_a_letter_a_row_is_one_cell() {
    let rows = ["区分|施設|人数", "小|北校|120", "学|南校|98", "校|西校|77", "中学校|東校|310"];
    let document = Document { format: "mixed_text", blocks: vec![table(&rows)], ..Document::default() };
    let lexicon = Lexicon::embedded().expect("the embedded lexicon reads");
    let (pieces, _) = rebuild(&document, &lexicon, &Setting::default());
    let Some(Piece::Grid(grid)) = pieces.first() else { panic!("a grid comes back") };
    assert_eq!((grid.cell(1, 0).flat().as_ref(), grid.cell(3, 0).row, grid.cell(3, 0).row_span), ("小学校", 1, 3));
}

/// 5 under 1 to 4 is its row's number: the blanks after its values are real, though name and values fit under 成果指標, too.
#[test]
fn a_row_whose_number_counts_on_does_not_slide() {
    let rows = [
        "番号|活動指標（単位）|元年度|２年度|成果指標（単位）|元年度|２年度",
        "１|勧めた世帯の数（世帯）|1,120|640|加入率（％）|61.8|60.9",
        "２|補助したクラブの数（団体）|84|81|会員数（人）|4,930|4,612",
        "３|案内物の種類（種類）|14|9|案内所の利用者数（人）|38,400|39,100",
        "４|補助の件数（件）|7|3|設置した延長（ｍ）|96.5|31.0",
        "５|補助した企業の数（社）|212|205|||",
        "６|補助の件数（件）|9|15|転入した世帯の数（世帯）|2|4",
    ];
    let document = Document { format: "mixed_text", blocks: vec![table(&rows)], ..Document::default() };
    let lexicon = Lexicon::embedded().expect("the embedded lexicon reads");
    let (pieces, _) = rebuild(&document, &lexicon, &Setting::default());
    let grid = pieces.iter().find_map(|piece| if let Piece::Grid(grid) = piece { Some(grid) } else { None }).expect("a grid");
    let row: Vec<String> = (0..grid.width).map(|column| grid.cell(5, column).flat().into_owned()).collect();
    assert_eq!(row, ["5", "補助した企業の数(社)", "212", "205", "", "", ""]);
}
