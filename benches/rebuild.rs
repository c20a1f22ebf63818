//! The rebuild benchmark: intact tables, damaged on purpose, rebuilt, and the cells that came back to their place counted.
//!
//! `cargo bench --bench rebuild` prints figures for the tables used in tuning and, apart, for those held out. While tuning,
//! `HYOTEI_SET=tuning` leaves out those held out, `HYOTEI_DAMAGE=facing` keeps one damage and the tuning tables, `HYOTEI_POOR=1`
//! and `HYOTEI_WRONG=1` name the cases that are short or wrong, `HYOTEI_SHOW=seed` prints one.

#[path = "../tests/rebuild/generator/mod.rs"]
#[allow(unused_imports)]
mod generator;

use generator::score::{Score, score};
use generator::table::Intact;
use generator::{Block as Printed, Case, Damage, folder, held_out, paired_cases, single_cases};
use hyotei::japanese::date::Setting;
use hyotei::japanese::text::Text;
use hyotei::model::block::{Block, Line, RawCell, RawRow, RawTable};
use hyotei::model::document::Document;
use hyotei::model::grid::{Grid, GridKind, Piece};
use hyotei::model::lexicon::Lexicon;
use hyotei::rebuild::rebuild;

/// Rounds of single damage.
const ROUNDS: u64 = 3;
/// Cells of a row that was left as printed are less sure than this.
const LEFT_AS_PRINTED: f32 = 0.45;

/// The blocks of a case as a reader would have made them.
fn document(case: &Case) -> Document {
    let mut text = String::new();
    let mut blocks = vec![];
    for printed in &case.blocks {
        match printed {
            Printed::Line(line) => {
                if line.trim().is_empty() {
                    blocks.push(Block::Blank);
                } else {
                    let start = text.len();
                    text.push_str(line);
                    text.push('\n');
                    let mut folded = Text::default();
                    folded.push(line, start);
                    blocks.push(Block::Line(Line::plain(folded)));
                }
            }
            Printed::Table(rows) => {
                let begin = text.len();
                let rows = rows
                    .iter()
                    .map(|row| RawRow {
                        cells: row
                            .iter()
                            .map(|cell| {
                                let start = text.len();
                                text.push_str(&cell.text);
                                text.push('\t');
                                let lines = hyotei::read::fragment::lines(&cell.text, start);
                                RawCell { row_span: cell.row_span, column_span: cell.column_span, ..RawCell::new(lines, start..start + cell.text.len()) }
                            })
                            .collect(),
                        hidden: false,
                    })
                    .collect();
                text.push('\n');
                blocks.push(Block::Table(RawTable { rows, spans_told: case.spans_told, source: begin..text.len(), ..RawTable::default() }));
            }
        }
    }
    Document { format: "mixed_text", text, blocks, ..Document::default() }
}

/// A grid as the matrix of its texts: a group row's text stands in each of its slots.
fn matrix(grid: &Grid) -> Vec<Vec<String>> {
    let mut out: Vec<Vec<String>> = (0..grid.height)
        .map(|row| {
            let filled: Vec<usize> = (0..grid.width).filter(|column| !grid.cell(row, *column).is_blank()).collect();
            let group = grid.rows[row] == hyotei::model::grid::RowKind::Group && filled.len() == 1;
            (0..grid.width).map(|column| grid.cell(row, if group { filled[0] } else { column }).lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("")).collect()
        })
        .collect();
    if grid.kind == GridKind::Transposed {
        out = (0..grid.width).map(|column| (0..grid.height).map(|row| out[row][column].clone()).collect()).collect();
    }
    out
}

/// Facing tables become one again: the second's columns stand beside the rows of the first that they go with.
fn matrices(pieces: &[Piece]) -> Vec<Vec<Vec<String>>> {
    let mut out: Vec<(usize, Vec<Vec<String>>)> = vec![];
    for (index, piece) in pieces.iter().enumerate() {
        let Piece::Grid(grid) = piece else { continue };
        let own = matrix(grid);
        match grid.facing.and_then(|first| out.iter().position(|(at, _)| *at == first)) {
            Some(at) if out[at].1.len() == own.len() => {
                for (row, more) in out[at].1.iter_mut().zip(own) {
                    row.extend(more);
                }
            }
            _ => out.push((index, own)),
        }
    }
    out.into_iter().map(|(_, matrix)| matrix).collect()
}

/// What some cases came to.
#[derive(Clone, Copy, Default)]
struct Figures {
    cases: usize,
    score: Score,
    /// Slots not recovered that stand in rows of which the program says that their alignment is uncertain.
    said_uncertain: usize,
}

impl std::ops::AddAssign for Figures {
    fn add_assign(&mut self, other: Figures) {
        self.cases += other.cases;
        self.score += other.score;
        self.said_uncertain += other.said_uncertain;
    }
}

/// Filled slots in rows that were left as printed because no reading was clearly better.
fn uncertain(pieces: &[Piece]) -> usize {
    let grids = pieces.iter().filter_map(|piece| if let Piece::Grid(grid) = piece { Some(grid) } else { None });
    let rows = grids.flat_map(|grid| grid.cells.iter().filter(|cell| !cell.is_blank() && cell.confidence < LEFT_AS_PRINTED));
    rows.count()
}

fn run(cases: &[Case], lexicon: &Lexicon) -> Figures {
    let mut total = Figures { cases: cases.len(), ..Figures::default() };
    for case in cases {
        let document = document(case);
        let (pieces, _) = rebuild(&document, lexicon, &Setting::default());
        let found = score(&case.truth, &matrices(&pieces), &case.as_printed());
        if std::env::var_os("HYOTEI_WRONG").is_some() && found.wrongly_moved > 0 {
            println!("    wrong {} in {} {:?} seed {}", found.wrongly_moved, case.table, case.damages, case.seed);
        }
        if std::env::var_os("HYOTEI_POOR").is_some() && found.recovered < found.slots {
            println!("    {} of {} slots in {} {:?} with {} seed {}", found.recovered, found.slots, case.table, case.damages, case.other.as_deref().unwrap_or("-"), case.seed);
        }
        if std::env::var("HYOTEI_SHOW").is_ok_and(|wanted| wanted == case.seed.to_string()) {
            show(case, &pieces);
        }
        total.score += found;
        total.said_uncertain += uncertain(&pieces).min(found.slots - found.recovered);
    }
    total
}

/// Prints a case: what the page showed, and what came back.
fn show(case: &Case, pieces: &[Piece]) {
    let row = |cells: &[String]| cells.iter().map(|text| text.chars().take(8).collect::<String>()).collect::<Vec<_>>().join("|");
    for (at, block) in case.blocks.iter().enumerate() {
        match block {
            Printed::Line(line) => println!("      block {at}: {line}"),
            Printed::Table(rows) => {
                println!("      block {at}: spans told {}", case.spans_told);
                rows.iter().for_each(|cells| println!("        {}", row(&cells.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>())));
            }
        }
    }
    for piece in pieces {
        if let Piece::Grid(grid) = piece {
            println!("      grid {:?} stubs {} facing {:?}", grid.kind, grid.stub_columns, grid.facing);
            matrix(grid).iter().zip(&grid.rows).for_each(|(cells, kind)| println!("        {kind:?} {}", row(cells)));
        }
    }
}

fn line(name: &str, cases: &[Case], lexicon: &Lexicon) -> Figures {
    let figures = run(cases, lexicon);
    summary(name, figures);
    figures
}

fn summary(name: &str, figures: Figures) {
    let Figures { cases, score, said_uncertain } = figures;
    let missing = score.slots - score.recovered;
    let said = if missing == 0 { String::new() } else { format!("  {missing} missing, {:.0} % of them said to be uncertain", said_uncertain as f64 * 100.0 / missing as f64) };
    println!("{name:<31} {cases:>6} cases {:>9} slots  recovered {:>6.2} %  wrongly moved {:>5.2} %{said}", score.slots, score.recovered_percent(), score.wrong_percent());
}

fn main() {
    let lexicon = Lexicon::embedded().expect("the embedded lexicon reads");
    let tables = Intact::load_folder(&folder().join("tables")).expect("the tables read");
    let held = held_out(&folder()).expect("the list reads");
    let (held, tuning): (Vec<_>, Vec<_>) = tables.into_iter().partition(|table| held.contains(&table.name));
    let exercises = Intact::load_folder(&folder().join("exercises")).expect("the exercises read");
    for (set, tables) in [("tuning", &tuning), ("exercises", &exercises), ("held out", &held)] {
        if std::env::var("HYOTEI_SET").is_ok_and(|wanted| wanted != set) {
            continue;
        }
        println!("{set}: {} tables", tables.len());
        line("undamaged", &single_cases(tables, None, 1), &lexicon);
        let mut all = Figures::default();
        for damage in Damage::ALL {
            if std::env::var("HYOTEI_DAMAGE").is_ok_and(|wanted| !damage.name().contains(&wanted)) {
                continue;
            }
            let cases = single_cases(tables, Some(damage), ROUNDS);
            all += line(damage.name(), &cases, &lexicon);
        }
        summary("all single", all);
        if std::env::var_os("HYOTEI_DAMAGE").is_some() {
            if set == "exercises" {
                break;
            }
            continue;
        }
        line("two combined", &paired_cases(tables, 1), &lexicon);
    }
}
