//! Index (一覧): the batch: its documents, its forms, and plots of what was read.

use crate::emit::dataset::FormRow;
use crate::review::Language;
use crate::review::pages::plot::{self, Series};
use crate::review::pages::shell::{Page, seen, visible};
use crate::review::pages::summary::Summary;
use crate::review::pages::words::word;
use maud::{Markup, html};
use std::collections::{BTreeMap, HashMap};

const SCRIPT: &str = include_str!("index.js");

/// Series that are drawn.
const MOST_SERIES: usize = 12;

/// Departments that are drawn.
const MOST_OFFICES: usize = 15;

/// Documents listed of a form.
const MOST_LISTED: usize = 200;

/// The index as HTML.
pub fn page(summaries: &[Summary], forms: &[FormRow], series: &[Series], language: Language) -> String {
    let say = |japanese, english| language.say(japanese, english);
    let mut order: Vec<&Summary> = summaries.iter().collect();
    // Failed checks and doubts first.
    order.sort_by(|a, b| (b.failed() + b.doubts).cmp(&(a.failed() + a.doubts)).then_with(|| a.document.path.cmp(&b.document.path)));
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for (code, count) in summaries.iter().flat_map(|summary| &summary.checks) {
        *codes.entry(code).or_default() += count;
    }
    let body = html! {
        main {
            p.facts {
                (say("文書", "documents")) " " (summaries.len()) " · " (say("様式", "forms")) " " (forms.len()) " · "
                (say("要確認の記録", "doubtful records")) " " (summaries.iter().map(|summary| summary.doubts).sum::<usize>()) " · "
                (say("診断", "failed checks")) " " (summaries.iter().map(Summary::failed).sum::<usize>())
            }
            @if !forms.is_empty() { (forms_section(forms, summaries, language)) }
            section {
                h2 { (say("文書", "documents")) }
                div.tools role="search" {
                    label { (say("検索", "search")) " " input type="search" id="search" autocomplete="off"; }
                    label { (say("様式", "form")) " " select id="form" { option value="" { (say("すべて", "all")) } @for form in forms { option value=(form.form_id) { (form.form_id) " (" (form.documents) ")" } } option value="-" { (say("様式なし", "no form")) } } }
                    label { (say("診断", "failed check")) " " select id="check" { option value="" { (say("すべて", "all")) } @for (code, count) in &codes { option value=(code) { (code) " (" (count) ")" } } } }
                    label { input type="checkbox" id="doubt"; " " (say("要確認のみ", "doubtful only")) }
                    span id="shown" role="status" data-words=(say("件を表示", "shown")) {}
                }
                div.scroll tabindex="0" role="region" aria-label=(say("文書の表", "table of documents")) { (documents(&order, language)) }
                button type="button" id="more" hidden { (say("続きを表示", "show more")) }
            }
            (plots(summaries, series, language))
        }
    };
    Page { title: say("評価シートの確認", "what was read").to_owned(), script: SCRIPT, data: None, root: "", language, body }.html()
}

fn documents(order: &[&Summary], language: Language) -> Markup {
    let say = |japanese, english| language.say(japanese, english);
    let tables = ["items", "indicators", "targets", "results", "ratings", "notes"].map(|table| word(table, language));
    let heads = [say("文書", "document"), say("記録率", "coverage"), say("確信度", "confidence"), say("要確認", "doubtful"), say("診断", "failed checks"), say("補修", "repairs")];
    html! {
        table id="documents" {
            thead { tr {
                @for (at, head) in heads.iter().chain(&tables).enumerate() {
                    th scope="col" aria-sort="none" { button type="button" data-column=(at) { (head) } }
                }
            } }
            tbody {
                @for summary in order {
                    @let document = &summary.document;
                    tr data-f=(document.form_id.as_deref().unwrap_or("-")) data-c=[(!summary.checks.is_empty()).then(|| summary.checks.keys().cloned().collect::<Vec<_>>().join(" "))] data-d=[(summary.doubts > 0).then_some("1")] {
                        th scope="row" { a href=(format!("documents/{}.html", document.document_id)) { (visible(&document.path)) } @if let Some(title) = &document.title { " " (visible(title)) } }
                        td { (format!("{:.1}", summary.covered() * 100.0)) }
                        td { (summary.confidence.map(|confidence| format!("{confidence:.3}")).unwrap_or_default()) }
                        td { (summary.doubts) }
                        td title=[(!summary.checks.is_empty()).then(|| summary.checks.keys().cloned().collect::<Vec<_>>().join(", "))] { (summary.failed()) }
                        td { (summary.repairs) }
                        @for count in summary.counts { td { (count) } }
                    }
                }
            }
        }
    }
}

fn forms_section(forms: &[FormRow], summaries: &[Summary], language: Language) -> Markup {
    let mut sheets: HashMap<&str, Vec<&Summary>> = HashMap::new();
    for summary in summaries {
        if let Some(form) = &summary.document.form_id {
            sheets.entry(form).or_default().push(summary);
        }
    }
    html! {
        section.forms {
            h2 { (language.say("様式", "forms")) }
            ul {
                @for form in forms {
                    @let own = sheets.get(form.form_id.as_str()).map_or(&[][..], Vec::as_slice);
                    li {
                        a href=(format!("forms/{}.html", seen(&form.form_id))) { (form.form_id) }
                        " " (visible(form.labels.first().map_or("", String::as_str))) " · " (form.documents) " " (language.say("文書", "documents"))
                        details {
                            summary { (language.say("帳票", "sheets")) " (" (own.len()) ")" }
                            ul.sheets { @for summary in own.iter().take(MOST_LISTED) { li { a href=(format!("documents/{}.html", summary.document.document_id)) { (visible(&summary.document.path)) } } } }
                        }
                    }
                }
            }
        }
    }
}

fn plots(summaries: &[Summary], series: &[Series], language: Language) -> Markup {
    let say = |japanese, english| language.say(japanese, english);
    let mut by_year: BTreeMap<String, BTreeMap<String, u64>> = BTreeMap::new();
    let mut by_office: HashMap<&str, BTreeMap<String, u64>> = HashMap::new();
    for (year, office, grade) in summaries.iter().flat_map(|summary| &summary.grades) {
        let year = year.map_or_else(|| say("年度不明", "no year").to_owned(), |year| year.to_string());
        *by_year.entry(year).or_default().entry(grade.clone()).or_default() += 1;
        if let Some(office) = office {
            *by_office.entry(office).or_default().entry(grade.clone()).or_default() += 1;
        }
    }
    let mut offices: Vec<(&str, BTreeMap<String, u64>)> = by_office.into_iter().collect();
    offices.sort_by_key(|(name, grades)| (std::cmp::Reverse(grades.values().sum::<u64>()), *name));
    let offices: BTreeMap<String, BTreeMap<String, u64>> = offices.into_iter().take(MOST_OFFICES).map(|(name, grades)| (name.to_owned(), grades)).collect();
    html! {
        section.plots {
            h2 { (say("図表", "plots")) }
            (plot::tenths(say("文書の記録率", "coverage of documents"), summaries.iter().map(Summary::covered), language))
            (plot::tenths(say("文書の平均確信度", "mean confidence of documents"), summaries.iter().filter_map(|summary| summary.confidence), language))
            @if !by_year.is_empty() { (plot::stacked(say("年度別の評価（年度の書かれない評価は表題の年度）", "ratings by year (of the title where a rating names none)"), &by_year, language)) }
            @if !offices.is_empty() { (plot::stacked(say("担当別の評価", "ratings by department"), &offices, language)) }
            @for series in series.iter().take(MOST_SERIES) { (plot::lines(series, language)) }
        }
    }
}
