//! What rebuilding costs: tables of 10,000 and 100,000 rows × 20 columns, their lost rowspans and slid rows mended, once as one
//! block and once cut into pages.
//!
//! `cargo bench --bench rebuild_cost` prints times on the processor, their ratio and the peak of memory, and whether the bounds hold: 10 times
//! the rows take at most 12 times the time, and the process, input included, stays under 1 GiB. Each shape is measured in a
//! process of its own, as the peak of memory is one a process.

use hyotei::japanese::date::Setting;
use hyotei::japanese::text::Text;
use hyotei::model::block::{Block, Line, RawCell, RawRow, RawTable};
use hyotei::model::document::Document;
use hyotei::model::grid::Piece;
use hyotei::model::lexicon::Lexicon;
use hyotei::rebuild::rebuild;
use std::time::Instant;

const FEW: usize = 10_000;
const MANY: usize = 100_000;
const MOST_RATIO: f64 = 12.0;
const MOST_KIBIBYTES: u64 = 1 << 20;
/// Beyond this the larger table is not tried.
const MOST_SECONDS: f64 = 15.0;
/// Rows of a page, where the table is cut into pages.
const PAGE: usize = 40;
/// Rows that one 施策 covers.
const COVERED: usize = 8;

const HEADS: [&str; 20] = [
    "施策",
    "番号",
    "事業名",
    "担当課",
    "事業の目的",
    "取組内容",
    "指標名",
    "単位",
    "令和３年度目標",
    "令和３年度実績",
    "令和４年度目標",
    "令和４年度実績",
    "令和５年度目標",
    "令和５年度実績",
    "達成率",
    "決算額（千円）",
    "評価",
    "評価の理由",
    "課題",
    "今後の方向性",
];
const NAMES: [&str; 6] = ["図書館運営事業", "公園整備事業", "見守り支援事業", "防災訓練事業", "農業後継者育成事業", "市民相談事業"];
const DEPARTMENTS: [&str; 4] = ["生涯学習課", "都市整備課", "福祉課", "防災課"];
const SENTENCES: [&str; 5] = [
    "夜間開館を週２日行い、延べ3,200人が利用した。",
    "遊具を更新し、すべての公園の点検を終えた。",
    "協力店を増やし、見守りの網を広げた。",
    "訓練を３回行ったが、若い世代の参加が少ない。",
    "休日の利用が平日に比べて少なく、催しの時間や広報の方法を見直す必要がある。",
];

/// The words of a body cell; the same on every run.
fn words(row: usize, column: usize) -> String {
    let seed = (row * 31 + column * 17).wrapping_mul(2_654_435_761) >> 7;
    match column {
        0 => format!("施策{} 安心して暮らせるまち", row / COVERED + 1),
        1 => (row + 1).to_string(),
        2 => NAMES[seed % NAMES.len()].to_owned(),
        3 => DEPARTMENTS[seed % DEPARTMENTS.len()].to_owned(),
        6 => "利用者の数".to_owned(),
        7 => "人".to_owned(),
        8..=13 => format!("{},{:03}", seed % 90 + 1, seed % 1000),
        14 => format!("{}%", seed % 60 + 60),
        15 => format!("{},{:03}", seed % 40 + 1, seed % 997),
        16 => ["A", "B", "C"][seed % 3].to_owned(),
        19 => ["継続", "拡充", "縮小"][seed % 3].to_owned(),
        _ => SENTENCES[seed % SENTENCES.len()].to_owned(),
    }
}

/// A document of one table of `height` rows: each 施策 stands once and then blank, and in one row of ten the blank is gone too.
fn document(height: usize, pages: bool) -> Document {
    let (mut text, mut blocks) = (String::new(), vec![]);
    let mut rows: Vec<RawRow> = vec![];
    let mut begin = 0;
    let print = |text: &mut String, words: &str| {
        let start = text.len();
        text.push_str(words);
        let mut folded = Text::default();
        folded.push(words, start);
        let lines = if words.is_empty() { vec![] } else { vec![Line::plain(folded)] };
        let cell = RawCell::new(lines, start..text.len());
        text.push('\t');
        cell
    };
    for row in 0..height {
        if row == 0 || pages && row % PAGE == 0 && (row / PAGE).is_multiple_of(2) {
            rows.push(RawRow { cells: HEADS.iter().map(|head| print(&mut text, head)).collect(), hidden: false });
        }
        let covered = row % COVERED > 0;
        let slid = covered && row % 10 == 3;
        let cells = (usize::from(slid)..HEADS.len()).map(|column| print(&mut text, &if column == 0 && covered { String::new() } else { words(row, column) })).collect();
        rows.push(RawRow { cells, hidden: false });
        text.push('\n');
        if row + 1 == height || pages && (row + 1) % PAGE == 0 {
            blocks.push(Block::Table(RawTable { rows: std::mem::take(&mut rows), source: begin..text.len(), ..RawTable::default() }));
            let number = format!("- {} -", row / PAGE + 1);
            let mut folded = Text::default();
            folded.push(&number, text.len());
            text.push_str(&number);
            text.push('\n');
            blocks.push(Block::Line(Line::plain(folded)));
            begin = text.len();
        }
    }
    Document { format: "mixed_text", text, blocks, ..Document::default() }
}

/// Peak of this process's memory, in KiB; `None` where the system does not tell.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().trim_end_matches("kB").trim().parse().ok()
}

/// Seconds that this thread has had a processor, so that what else the machine does is left out; of the clock elsewhere.
fn seconds(since: Instant) -> f64 {
    let scheduled = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = scheduled.and_then(|told| told.split_whitespace().next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| since.elapsed().as_secs_f64(), |told| told / 1e9)
}

/// Rebuilds in this process and prints `seconds input_peak peak rows moved`, for the process that asked.
fn measure(height: usize, pages: bool) {
    let lexicon = Lexicon::embedded().expect("the embedded lexicon reads");
    let document = document(height, pages);
    let before = peak().unwrap_or(0);
    let since = Instant::now();
    let mut best = f64::MAX;
    let (mut grids, mut repairs, mut found) = (0, 0, 0);
    for _ in 0..if height <= FEW { 3 } else { 1 } {
        let start = seconds(since);
        let (pieces, _) = rebuild(&document, &lexicon, &Setting::default());
        best = best.min(seconds(since) - start);
        (grids, repairs, found) = (0, 0, 0);
        for piece in &pieces {
            if let Piece::Grid(grid) = piece {
                grids += 1;
                repairs += grid.repairs.len();
                found += grid.height;
            }
        }
    }
    println!("{} {before} {} {grids} {found} {repairs}", best, peak().unwrap_or(0));
}

/// What a process of its own measured.
fn asked(height: usize, shape: &str) -> Option<(f64, u64)> {
    let output = std::process::Command::new(std::env::current_exe().ok()?).args(["measure", &height.to_string(), shape]).output().ok()?;
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let fields: Vec<&str> = told.split_whitespace().collect();
    let [seconds, before, peak, grids, found, repairs] = fields[..] else {
        println!("{shape} {height} rows: no figures ({}; {})", output.status, String::from_utf8_lossy(&output.stderr).trim());
        return None;
    };
    let (seconds, before, peak): (f64, u64, u64) = (seconds.parse().ok()?, before.parse().ok()?, peak.parse().ok()?);
    println!(
        "{shape:<10} {height:>7} rows × {}  {seconds:>8.3} s  peak {:>6} MiB ({} MiB of it before rebuilding)  {grids} grid(s), {found} rows, {repairs} repairs",
        HEADS.len(),
        peak >> 10,
        before >> 10
    );
    Some((seconds, peak))
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, word, height, shape] = &arguments[..]
        && word == "measure"
    {
        return measure(height.parse().expect("a number of rows"), shape == "pages");
    }
    let verdict = |holds: bool| if holds { "holds" } else { "DOES NOT HOLD" };
    for shape in ["one block", "pages"] {
        let Some((few, _)) = asked(FEW, shape) else { continue };
        if few > MOST_SECONDS {
            println!("{shape:<10} {MANY} rows were not tried: {FEW} rows took more than {MOST_SECONDS} s: {}", verdict(false));
            continue;
        }
        let Some((many, peak)) = asked(MANY, shape) else { continue };
        let ratio = many / few;
        println!("{shape:<10} 10 times the rows take {ratio:.1} times the time (at most {MOST_RATIO}): {}", verdict(ratio <= MOST_RATIO));
        println!("{shape:<10} peak of memory {} MiB (under {} MiB): {}", peak >> 10, MOST_KIBIBYTES >> 10, verdict(peak < MOST_KIBIBYTES));
    }
}
