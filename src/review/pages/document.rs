//! Document page (文書のページ): the source on one side, the records on the other, each leading to the other.

use crate::emit::dataset::DocumentRow;
use crate::review::Language;
use crate::review::original::{Original, PrintedCell, PrintedPart};
use crate::review::pages::grid::{self, Placed};
use crate::review::pages::plot::{self, Series};
use crate::review::pages::record::{Record, Spans, TABLES};
use crate::review::pages::shell::{Page, data, seen, visible};
use crate::review::pages::summary::Summary;
use crate::review::pages::words::word;
use maud::{Markup, html};
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::Range;

const SCRIPT: &str = include_str!("document.js");

/// Longest source that a page holds, in bytes; of a longer one the page shows the cells and not the slices.
const MOST_TEXT: usize = 4 << 20;

/// Plots of one page.
const MOST_PLOTS: usize = 12;

/// What the script needs: the text, and the bytes of each record.
#[derive(Serialize)]
struct Held<'a> {
    text: Option<&'a str>,
    spans: Vec<&'a [(u64, u64)]>,
    words: BTreeMap<&'static str, &'static str>,
}

/// A document's page as HTML.
pub fn page(document: &DocumentRow, records: &[Record], original: Option<&Original>, summary: &Summary, series: &[Series], language: Language) -> String {
    let mut order: Vec<usize> = (0..records.len()).collect();
    order.sort_by_key(|at| (records[*at].urgency(), *at));
    let say = |japanese, english| language.say(japanese, english);
    let share = |part: u64| if document.coverage.characters == 0 { 0.0 } else { part as f64 * 100.0 / document.coverage.characters as f64 };
    let body = html! {
        p.facts {
            span { (visible(&document.path)) } " · " (document.format) " · " (document.encoding) " · " (document.bytes) " B · "
            (say("記録", "recorded")) " " (format!("{:.1} %", share(document.coverage.recorded))) " · "
            (say("見出し", "headers")) " " (format!("{:.1} %", share(document.coverage.headers))) " · "
            (say("残り", "residue")) " " (format!("{:.1} %", share(document.coverage.residue)))
            @if let Some(form) = &document.form_id { " · " a href=(format!("../forms/{}.html", seen(form))) { (say("様式", "form")) " " (form) } }
            " · " (say("要確認", "to be checked")) " " (summary.doubts) " · " (say("診断", "failed checks")) " " (summary.failed())
        }
        main.two {
            section.source aria-label=(say("原本", "source")) tabindex="0" {
                h2 { (say("原本", "source")) }
                @match original {
                    Some(original) => (printed(original, records, language)),
                    None => { p.hint { (say("原本が見つからないため、記録から組み立てた表です（--source で原本を示せます）", "The source was not found: these tables are made of the records (name the source by --source).")) } (from_records(records, language)) },
                }
            }
            section.records aria-label=(say("記録", "records")) {
                h2 { (say("記録", "records")) }
                div.tools role="search" {
                    label { (say("検索", "search")) " " input type="search" id="search" autocomplete="off"; }
                    label { (say("表", "table")) " " select id="table" { option value="" { (say("すべて", "all")) } @for table in TABLES { @let count = records.iter().filter(|record| record.table == table).count(); @if count > 0 { option value=(table) { (word(table, language)) " (" (count) ")" } } } } }
                    label { (say("順序", "order")) " " select id="order" { option value="doubt" { (say("要確認のものから", "doubtful first")) } option value="place" { (say("原本の順", "as in the source")) } } }
                    span id="shown" role="status" {}
                }
                p.hint { (say("↑↓ で移る、Enter で原文、/ で検索、Esc で閉じる", "↑ ↓ move, Enter shows the source, / searches, Esc closes")) }
                ul id="records" { @for at in order { (entry(at, &records[at], language)) } }
                button type="button" id="more" hidden { (say("続きを表示", "show more")) }
            }
        }
        section id="slice" hidden aria-label=(say("原文", "source slice")) tabindex="-1" {
            button type="button" id="close" { (say("閉じる", "close")) }
            h2 id="slice-title" {}
            pre id="slice-text" {}
            p id="slice-bytes" {}
        }
        @if !series.is_empty() {
            section.plots { h2 { (say("目標と実績", "targets and results")) } @for series in series.iter().take(MOST_PLOTS) { (plot::lines(series, language)) } }
        }
    };
    let text = original.map(|original| original.text.as_str()).filter(|text| text.len() <= MOST_TEXT);
    let words = BTreeMap::from([
        ("bytes", say("バイト", "bytes")),
        ("hex", say("十六進", "hex")),
        ("line", say("行", "line")),
        ("none", say("原本がないので原文は示せません", "the source is not at hand")),
        ("shown", say("件を表示", "shown")),
    ]);
    let held = Held { text, spans: records.iter().map(|record| record.spans.as_slice()).collect(), words };
    let title = document.title.clone().unwrap_or_else(|| document.path.clone());
    Page { title, script: SCRIPT, data: Some(data(&held)), root: "../", language, body }.html()
}

fn entry(at: usize, record: &Record, language: Language) -> Markup {
    html! {
        li data-t=(record.table) data-n=(at) {
            button type="button" data-r=(at) class=(format!("record t-{}{}", record.table, if record.failed || record.is_doubtful() { " doubt" } else { "" })) {
                span.kind { (word(record.table, language)) }
                @if !record.head.is_empty() { span.head { (visible(&record.head)) } }
                span.words { (visible(&record.words)) }
                @if !record.more.is_empty() { span.more { (visible(&record.more.join(" · "))) } }
                span.basis {
                    @if record.failed { b { (language.say("診断", "check failed")) } " " }
                    @if let Some(confidence) = record.confidence { @if record.is_doubtful() { b { (language.say("要確認", "doubtful")) } " " } (format!("{confidence:.2}")) " " }
                    @if let Some(by) = &record.by { (word(by, language)) " " }
                    @if let Some(line) = record.line { (language.say("行 ", "line ")) (line) " " }
                    (record.id)
                }
            }
        }
    }
}

/// Numbers of records as an attribute.
fn numbers(numbers: &[usize]) -> String {
    numbers.iter().map(usize::to_string).collect::<Vec<_>>().join(" ")
}

/// The class of what stands in a place: by what it became.
fn class(records: &[Record], met: &[usize], label: bool) -> String {
    let told = met.iter().map(|at| records[*at].table).filter(|table| *table != "diagnostics");
    let rank = |table: &&str| TABLES.iter().position(|other| other == table).map_or(TABLES.len(), |at| if *table == "items" { TABLES.len() } else { at });
    match told.min_by_key(rank) {
        Some("residue") | None if label => "label".to_owned(),
        Some(table) => format!("t-{table}"),
        None => "plain".to_owned(),
    }
}

/// The source as a page of lines and tables.
fn printed(original: &Original, records: &[Record], language: Language) -> Markup {
    let spans = Spans::of(records);
    let met = |ranges: &[Range<usize>]| {
        let mut met: Vec<usize> = ranges.iter().flat_map(|range| spans.within(range.start as u64, range.end as u64)).collect();
        met.sort_unstable();
        met.dedup();
        met
    };
    html! {
        @for part in &original.parts {
            @match part {
                PrintedPart::Line { text, range, heading } => {
                    @let met = met(std::slice::from_ref(range));
                    p class=(format!("{}{}", class(records, &met, *heading), if *heading { " heading" } else { "" })) data-r=[(!met.is_empty()).then(|| numbers(&met))] data-b=(format!("{} {}", range.start, range.end)) tabindex="-1" { (visible(text)) }
                },
                PrintedPart::Table(cells) => {
                    @let placed: Vec<Placed> = cells.iter().map(|cell| Placed { row: cell.row, column: cell.column, rows: cell.rows, columns: cell.columns }).collect();
                    @let (rows, cut) = grid::rows(&placed, |at, rows, columns| drawn(&cells[at], &met(&cells[at].ranges), records, (rows, columns), language));
                    div.scroll { table.printed { tbody { (rows) } } }
                    @if cut { p.hint { (language.say("大きな表なので途中まで示しました", "a large table: not all of it is shown")) } }
                },
            }
        }
    }
}

fn drawn(cell: &PrintedCell, met: &[usize], records: &[Record], (rows, columns): (usize, usize), language: Language) -> Markup {
    let bytes = cell.ranges.first().map(|range| format!("{} {}", range.start, range.end));
    html! {
        td class=(class(records, met, cell.label)) data-r=[(!met.is_empty()).then(|| numbers(met))] data-b=[bytes] tabindex="-1"
            rowspan=[(rows > 1).then_some(rows)] colspan=[(columns > 1).then_some(columns)] {
            @if let Some(mended) = cell.mended { span.mended { (word(mended, language)) } }
            (visible(&cell.text))
        }
    }
}

/// Words of a place, and the records that stand there.
type Recorded = (String, Vec<usize>);

/// Without the source: what the records hold, table by table in their places.
fn from_records(records: &[Record], language: Language) -> Markup {
    let mut tables: BTreeMap<Option<u64>, BTreeMap<(usize, usize), Recorded>> = BTreeMap::new();
    for (at, record) in records.iter().enumerate() {
        for (number, [block, table, row, column]) in record.cells.iter().enumerate() {
            let key = (row.or(*block).unwrap_or(0) as usize, column.unwrap_or(0) as usize);
            let cell = tables.entry(*table).or_default().entry(key).or_default();
            if number == 0 && cell.0.is_empty() {
                cell.0.clone_from(&record.words);
            }
            cell.1.push(at);
        }
    }
    html! {
        @for cells in tables.values() {
            @let all: Vec<(&(usize, usize), &Recorded)> = cells.iter().collect();
            // Rows are counted anew: those of which nothing is recorded are not there.
            @let rows: BTreeMap<usize, usize> = all.iter().map(|((row, _), _)| *row).collect::<std::collections::BTreeSet<_>>().into_iter().enumerate().map(|(at, row)| (row, at)).collect();
            @let placed: Vec<Placed> = all.iter().map(|((row, column), _)| Placed { row: rows[row], column: (*column).min(200), rows: 1, columns: 1 }).collect();
            @let (body, cut) = grid::rows(&placed, |at, _, _| html! { td class=(class(records, &all[at].1.1, false)) data-r=(numbers(&all[at].1.1)) tabindex="-1" { (visible(&all[at].1.0)) } });
            div.scroll { table.printed { tbody { (body) } } }
            @if cut { p.hint { (language.say("大きな表なので途中まで示しました", "a large table: not all of it is shown")) } }
        }
    }
}
