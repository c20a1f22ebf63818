//! What the generator and the scorer promise.

use super::content::{Look, look};
use super::score::{Score, bare, score, spread};
use super::table::{Intact, Matrix};
use super::{Block, Case, Damage, RawCell, folder, held_out, paired_cases, single_cases};

fn corpus() -> Vec<Intact> {
    Intact::load_folder(&folder().join("tables")).expect("corpus")
}

const SMALL: &str = "header_rows=1 stub_columns=1 kind=list\n区分\t事業\t評価\n福祉\t配食\tA\n^\t見守り\tB\n合計\t<\tC\n";

fn matrix(rows: &[&[&str]]) -> Matrix {
    rows.iter().map(|row| row.iter().map(|text| text.to_string()).collect()).collect()
}

#[test]
fn marks_cover_slots() {
    let table = Intact::parse("small", SMALL).expect("table");
    assert_eq!(table.truth(), matrix(&[&["区分", "事業", "評価"], &["福祉", "配食", "A"], &["福祉", "見守り", "B"], &["合計", "合計", "C"]]));
    assert_eq!((table.header_rows, table.stub_columns, table.width), (1, 1, 3));
}

#[test]
fn a_bad_table_is_refused() {
    for bad in [
        "",
        "header_rows=1 kind=list\na\n",
        "header_rows=0 stub_columns=0 kind=list\n<\ta\n",
        "header_rows=0 stub_columns=0 kind=list\na\tb\nc\n",
        "header_rows=1 stub_columns=0 kind=list\na\tb\n^\tc\n",
        "header_rows=0 stub_columns=0 kind=list\na\t<\n^\tb\n",
    ] {
        assert!(Intact::parse("bad", bad).is_err(), "{bad:?}");
    }
}

#[test]
fn the_corpus_is_what_the_readme_says() {
    let corpus = corpus();
    assert!(corpus.len() >= 66);
    for table in &corpus {
        assert!((3..=20).contains(&table.width), "{} is {} wide", table.name, table.width);
        let body = table.slots.len() - table.header_rows;
        assert!((4..=25).contains(&body), "{} has {body} rows", table.name);
        for row in table.header_rows..table.slots.len() {
            assert!((0..table.stub_columns).all(|column| !table.cell(row, column).text.is_empty()), "{}: blank stub in row {row}", table.name);
        }
        assert!((0..table.header_rows).all(|row| (0..table.width).all(|column| !table.cell(row, column).text.is_empty())), "{}: blank head", table.name);
    }
    for kind in ["list", "progress", "kpi", "years", "group", "wide", "form", "transposed"] {
        assert!(corpus.iter().filter(|table| table.kind == kind).count() >= 3, "{kind}");
    }
    assert!(corpus.iter().filter(|table| table.header_rows == 3).count() >= 6);
    assert_eq!((corpus.iter().map(|table| table.width).min(), corpus.iter().map(|table| table.width).max()), (Some(3), Some(20)));
}

#[test]
fn a_third_is_held_out() {
    let corpus = corpus();
    let names = held_out(&folder()).expect("list");
    assert!(names.iter().all(|name| corpus.iter().any(|table| table.name == *name)));
    assert!(names.len() * 3 >= corpus.len(), "{} of {}", names.len(), corpus.len());
}

#[test]
fn no_damage_is_identity() {
    for table in &corpus() {
        let case = Case::make(table, &[], &[], 7).expect("case");
        assert_eq!(case.as_printed(), case.truth, "{}", table.name);
        assert_eq!(case.spans_told, table.cells.iter().any(|cell| cell.row_span * cell.column_span > 1));
    }
}

#[test]
fn each_damage_changes_something_and_loses_no_text() {
    let corpus = corpus();
    for damage in Damage::ALL {
        let cases = single_cases(&corpus, Some(damage), 3);
        let tables: std::collections::BTreeSet<&str> = cases.iter().map(|case| case.table.as_str()).collect();
        println!("{:36} {:3} tables {:4} cases", damage.name(), tables.len(), cases.len());
        assert!(!cases.is_empty(), "{damage:?} applies nowhere");
        for case in &cases {
            let table = corpus.iter().find(|table| table.name == case.table).expect("table");
            assert!(damage.applies(table, &corpus));
            let plain = Case::make(table, &corpus, &[], case.seed).expect("case");
            assert_ne!(case.blocks, plain.blocks, "{damage:?} on {}", case.table);
            keeps_text(case);
        }
    }
}

/// Every letter of the truth is on the page as often, or more often (repeated headers, noise).
fn keeps_text(case: &Case) {
    let corpus_letters: String = case.truth.iter().flatten().flatten().map(|text| bare(text)).collect();
    let page: String = case
        .blocks
        .iter()
        .flat_map(|block| match block {
            Block::Table(rows) => rows.iter().flatten().map(|cell| bare(&cell.text)).collect::<Vec<_>>(),
            Block::Line(line) => vec![bare(line)],
        })
        .collect();
    let seen: std::collections::BTreeSet<char> = page.chars().collect();
    assert!(corpus_letters.chars().all(|letter| seen.contains(&letter)), "{:?} on {} lost a letter", case.damages, case.table);
    let unique: std::collections::BTreeMap<u32, String> = case
        .blocks
        .iter()
        .flat_map(|block| match block {
            Block::Table(rows) => rows.iter().flatten().filter_map(|cell| Some((cell.origin?, bare(&cell.text)))).collect::<Vec<_>>(),
            Block::Line(_) => vec![],
        })
        .fold(std::collections::BTreeMap::new(), |mut texts, (origin, text)| {
            let known = texts.entry(origin).or_insert_with(String::new);
            if *known != text {
                known.push_str(&text);
            }
            texts
        });
    let mut back: Vec<String> = unique.into_values().collect();
    back.sort();
    back.dedup();
    let mut wanted: Vec<String> = case.truth.iter().flatten().flatten().map(|text| bare(text)).collect();
    wanted.sort();
    wanted.dedup();
    let missing: Vec<&String> = wanted.iter().filter(|text| !text.is_empty() && back.binary_search(text).is_err()).collect();
    assert!(missing.is_empty(), "{:?} on {}: {missing:?}", case.damages, case.table);
}

#[test]
fn pairs_combine_and_lose_no_text() {
    let corpus = corpus();
    let cases = paired_cases(&corpus, 1);
    println!("{} paired cases", cases.len());
    assert!(cases.len() > 2000);
    cases.iter().for_each(keeps_text);
}

#[test]
fn the_same_seed_gives_the_same_case() {
    let corpus = corpus();
    for damage in Damage::ALL {
        assert_eq!(single_cases(&corpus[..12], Some(damage), 2), single_cases(&corpus[..12], Some(damage), 2));
    }
}

#[test]
fn the_truth_scores_in_full_whatever_was_printed() {
    let corpus = corpus();
    for case in paired_cases(&corpus, 1).iter().step_by(3) {
        let got = score(&case.truth, &case.truth, &case.as_printed());
        assert_eq!(got, Score { slots: got.slots, recovered: got.slots, wrongly_moved: 0, left: 0 }, "{:?} on {}", case.damages, case.table);
    }
}

#[test]
fn what_is_left_as_printed_is_never_wrong() {
    let corpus = corpus();
    for damage in Damage::ALL {
        let mut total = Score::default();
        for case in single_cases(&corpus, Some(damage), 3) {
            let printed = case.as_printed();
            total += score(&case.truth, &printed, &printed);
        }
        println!("{:36} as printed {:6.2} % recovered, {} wrong of {}", damage.name(), total.recovered_percent(), total.wrongly_moved, total.slots);
        assert_eq!(total.wrongly_moved, 0, "{damage:?}");
        assert_eq!(total.slots, total.recovered + total.left);
    }
}

#[test]
fn one_lost_row_spoils_only_itself() {
    let truth = vec![matrix(&[&["a", "b"], &["c", "d"], &["e", "f"]])];
    let got = vec![matrix(&[&["a", "b"], &["e", "f"]])];
    assert_eq!(score(&truth, &got, &got), Score { slots: 6, recovered: 4, wrongly_moved: 0, left: 2 });
}

#[test]
fn a_wrong_repair_is_told_from_damage_left() {
    let truth = vec![matrix(&[&["区分", "事業", "評価"], &["福祉", "配食", "A"], &["福祉", "見守り", "B"]])];
    let printed = vec![matrix(&[&["区分", "事業", "評価"], &["福祉", "配食", "A"], &["見守り", "B", ""]])];
    let wrong = vec![matrix(&[&["区分", "事業", "評価"], &["福祉", "配食", "A"], &["福祉", "B", "見守り"]])];
    assert_eq!(score(&truth, &printed, &printed), Score { slots: 9, recovered: 6, wrongly_moved: 0, left: 3 });
    // B stands where the page printed it; 見守り was put under 評価.
    assert_eq!(score(&truth, &wrong, &printed), Score { slots: 9, recovered: 7, wrongly_moved: 1, left: 1 });
}

#[test]
fn a_part_in_its_place_is_not_wrong() {
    let truth = vec![matrix(&[&["事業", "内容"], &["配食", "高齢者の自宅に弁当を届ける。"]])];
    let printed = vec![matrix(&[&["事業", "内容", ""], &["配食", "", "高齢者の自宅に"], &["", "", "弁当を届ける。"]])];
    let got = vec![matrix(&[&["事業", "内容"], &["配食", "高齢者の自宅に"], &["", "弁当を届ける。"]])];
    assert_eq!(score(&truth, &got, &printed).wrongly_moved, 1); // The tail, in a row that the truth does not have.
    assert_eq!(score(&truth, &got, &printed).left, 1);
}

#[test]
fn an_unsplit_grid_gives_only_one_of_two_tables() {
    let truth = vec![matrix(&[&["a", "b"], &["c", "d"]]), matrix(&[&["p", "q"], &["r", "s"]])];
    let printed = vec![matrix(&[&["a", "b", "p", "q"], &["c", "d", "r", "s"]])];
    assert_eq!(score(&truth, &printed, &printed), Score { slots: 8, recovered: 4, wrongly_moved: 0, left: 4 });
}

#[test]
fn spread_survives_any_span() {
    let cell = |row_span, column_span| RawCell { text: "x".into(), row_span, column_span, origin: None };
    let grid = spread(&[vec![cell(u32::MAX, 1), cell(1, u32::MAX)], vec![cell(0, 0)]]);
    assert_eq!((grid.len(), grid[0].len(), grid[1].len()), (2, 1001, 2));
    assert_eq!(spread(&[]), Matrix::new());
}

#[test]
fn looks_are_told_apart() {
    for (text, wanted) in [
        ("", Look::Blank),
        ("18,452", Look::Number),
        ("▲3.8", Look::Number),
        ("1,120件", Look::Amount),
        ("98.5％", Look::Percent),
        ("令和6年3月", Look::Time),
        ("R5.6.1", Look::Time),
        ("A", Look::Mark),
        ("◎", Look::Mark),
        ("K-01", Look::Code),
        ("財政課", Look::Department),
        ("① 市税の収納率向上", Look::NumberedCircle),
        ("(1) 歳入の確保", Look::NumberedBracket),
        ("1 財政の健全化", Look::NumberedPlain),
        ("・利用実態調査の実施", Look::List),
        ("清掃回数を週3回に改めた。", Look::Sentence),
        ("配食サービス事業", Look::Word),
    ] {
        assert_eq!(look(text), wanted, "{text}");
    }
}
