//! Generator (損傷の生成): takes intact tables, damages them as paper and OCR do, and tells what should come back.
//!
//! It knows nothing of the program that it measures and needs only std. `tests/rebuild/README.md` tells the rest.

#![allow(dead_code)] // A bench and a test use different parts of it.

pub mod columns;
pub mod content;
pub mod labels;
pub mod noise;
pub mod pages;
pub mod printed;
pub mod random;
pub mod score;
pub mod spans;
pub mod table;
#[cfg(test)]
mod tests;

use printed::Print;
use random::Random;
use std::path::{Path, PathBuf};
use table::{Intact, Matrix};

/// `tests/rebuild`, which holds `tables/` and `held_out.txt`.
pub fn folder() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join(file!());
    here.ancestors().nth(2).map(Path::to_path_buf).unwrap_or_default()
}

/// Names of the tables that nothing may be tuned on.
pub fn held_out(folder: &Path) -> Result<Vec<String>, String> {
    let path = folder.join("held_out.txt");
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(text.lines().map(str::trim).filter(|name| !name.is_empty()).map(String::from).collect())
}

/// A cell as the damaged page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawCell {
    /// Its text, with `<br>`.
    pub text: String,
    pub row_span: u32,
    pub column_span: u32,
    /// Which intact cell it came from (`columns::OTHER_ORIGIN` is added for a second table); none for a blank that damage made.
    /// For the benchmark's own reports: a program must never see it.
    pub origin: Option<u32>,
}

/// A block of the damaged page, in reading order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    Table(Vec<Vec<RawCell>>),
    /// A running head or page number.
    Line(String),
}

/// A way to damage a table; in the order in which combined ones are applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Damage {
    UprightLabels,
    LetterARow,
    LostColumnSpans,
    LostFormColumnSpans,
    SplitColumn,
    LostRowSpans,
    SlidRows,
    CutCell,
    BreakWithHeader,
    BreakWithoutHeader,
    FacingPages,
    SideBySide,
    Stacked,
    Interleaved,
    RaggedEnds,
}

impl Damage {
    /// All of them.
    pub const ALL: [Damage; 15] = [
        Damage::UprightLabels,
        Damage::LetterARow,
        Damage::LostColumnSpans,
        Damage::LostFormColumnSpans,
        Damage::SplitColumn,
        Damage::LostRowSpans,
        Damage::SlidRows,
        Damage::CutCell,
        Damage::BreakWithHeader,
        Damage::BreakWithoutHeader,
        Damage::FacingPages,
        Damage::SideBySide,
        Damage::Stacked,
        Damage::Interleaved,
        Damage::RaggedEnds,
    ];

    /// Its name in the benchmark's table.
    pub fn name(self) -> &'static str {
        match self {
            Damage::UprightLabels => "upright labels",
            Damage::LetterARow => "label, a letter a row",
            Damage::LostColumnSpans => "lost colspans",
            Damage::LostFormColumnSpans => "lost colspans of a form",
            Damage::SplitColumn => "split column",
            Damage::LostRowSpans => "lost rowspans, blanks left",
            Damage::SlidRows => "lost rowspans, rows slid left",
            Damage::CutCell => "cell cut at a page break",
            Damage::BreakWithHeader => "page break, header repeated",
            Damage::BreakWithoutHeader => "page break, header lost",
            Damage::FacingPages => "facing pages",
            Damage::SideBySide => "two tables side by side",
            Damage::Stacked => "two tables, one below the other",
            Damage::Interleaved => "blank rows, running heads",
            Damage::RaggedEnds => "ragged ends",
        }
    }

    /// A person could still undo this damage on this table.
    pub fn applies(self, table: &Intact, pool: &[Intact]) -> bool {
        self.apply(&mut Print::intact(table), table, pool, &mut Random::new(0))
    }

    /// Damages the page; false, and the page as it was, if that could not be undone or there is nothing to damage.
    pub fn apply(self, print: &mut Print, table: &Intact, pool: &[Intact], random: &mut Random) -> bool {
        match self {
            Damage::UprightLabels => labels::upright(print, table, random),
            Damage::LetterARow => labels::letter_a_row(print, table, random),
            Damage::LostColumnSpans => spans::lost_column_spans(print, table, random),
            Damage::LostFormColumnSpans => spans::lost_form_column_spans(print, table, random),
            Damage::SplitColumn => columns::split_column(print, table, random),
            Damage::LostRowSpans => spans::lost_row_spans(print, table, random),
            Damage::SlidRows => spans::slid_rows(print, table, random),
            Damage::CutCell => pages::cut_cell(print, table, random),
            Damage::BreakWithHeader => pages::break_with_header(print, table, random),
            Damage::BreakWithoutHeader => pages::break_without_header(print, table, random),
            Damage::FacingPages => columns::facing_pages(print, table, random),
            Damage::SideBySide => columns::side_by_side(print, table, pool, random),
            Damage::Stacked => columns::stacked(print, table, pool, random),
            Damage::Interleaved => noise::interleaved(print, table, random),
            Damage::RaggedEnds => noise::ragged_ends(print, table, random),
        }
    }

    /// The two together could still be undone.
    pub fn combines(self, other: Damage) -> bool {
        use Damage::*;
        let (first, second) = (self.min(other), self.max(other));
        let with_a_second_table = matches!(second, SideBySide | Stacked);
        match (first, second) {
            _ if first == second => false,
            (LostRowSpans, SlidRows) | (BreakWithHeader, BreakWithoutHeader) | (LetterARow, SlidRows) | (SlidRows, FacingPages) => false,
            // Where a second table shares the grid, nothing else may say that a row is too long or a page ended.
            (SplitColumn | SlidRows | CutCell | BreakWithHeader | BreakWithoutHeader | FacingPages | SideBySide, _) if with_a_second_table => false,
            _ => true,
        }
    }
}

/// A damaged page and what should come back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Name of the table.
    pub table: String,
    /// Its kind.
    pub kind: String,
    /// Name of the second table, where two share the page.
    pub other: Option<String>,
    /// What was done.
    pub damages: Vec<Damage>,
    pub seed: u64,
    /// What a reader gets.
    pub blocks: Vec<Block>,
    /// The source tells spans, and none was lost: blanks are the author's. False on a page of single cells, as text formats give it.
    pub spans_told: bool,
    /// The tables to come back, header rows once; one for each table on the page.
    pub truth: Vec<Matrix>,
    /// Their header depths.
    pub header_rows: Vec<usize>,
    /// Their stub columns.
    pub stub_columns: Vec<usize>,
}

impl Case {
    /// Damages a table; none if one of the damages does not apply. The same arguments give the same case.
    pub fn make(table: &Intact, pool: &[Intact], damages: &[Damage], seed: u64) -> Option<Case> {
        let mut order = damages.to_vec();
        order.sort_unstable();
        if order.iter().enumerate().any(|(index, damage)| order[index + 1..].iter().any(|other| !damage.combines(*other))) {
            return None;
        }
        let mut print = Print::intact(table);
        for damage in &order {
            // Each damage has its own numbers, so what one of them draws does not change the other.
            let mut random = Random::new(seed ^ (*damage as u64 + 1).wrapping_mul(0xA076_1D64_78BD_642F));
            if !damage.apply(&mut print, table, pool, &mut random) {
                return None;
            }
        }
        Some(Case {
            table: table.name.clone(),
            kind: table.kind.clone(),
            other: print.other.clone(),
            damages: order,
            seed,
            blocks: print.blocks(),
            spans_told: print.spans_told(),
            truth: print.truth,
            header_rows: print.header_rows,
            stub_columns: print.stub_columns,
        })
    }

    /// The page as a reader without any understanding would grid it.
    pub fn as_printed(&self) -> Vec<Matrix> {
        self.blocks
            .iter()
            .filter_map(|block| match block {
                Block::Table(rows) => Some(score::spread(rows)),
                Block::Line(_) => None,
            })
            .collect()
    }
}

/// All cases of one damage, or of none for each table, `rounds` times.
pub fn single_cases(tables: &[Intact], damage: Option<Damage>, rounds: u64) -> Vec<Case> {
    let damages: Vec<Damage> = damage.into_iter().collect();
    tables.iter().flat_map(|table| (0..rounds).filter_map(|round| Case::make(table, tables, &damages, seed_of(table, round))).collect::<Vec<_>>()).collect()
}

/// All cases of two damages, for every pair that combines.
pub fn paired_cases(tables: &[Intact], rounds: u64) -> Vec<Case> {
    let mut cases = vec![];
    for (index, first) in Damage::ALL.iter().enumerate() {
        for second in &Damage::ALL[index + 1..] {
            for table in tables {
                cases.extend((0..rounds).filter_map(|round| Case::make(table, tables, &[*first, *second], seed_of(table, round))));
            }
        }
    }
    cases
}

/// A seed that depends on the table and the round alone, so that a table added to the corpus changes no other's cases
/// (but those of two tables on a page, whose partner is drawn from the pool).
fn seed_of(table: &Intact, round: u64) -> u64 {
    table.name.bytes().fold(0xCBF2_9CE4_8422_2325 ^ round, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}
