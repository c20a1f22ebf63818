//! Form page (様式のページ): the form drawn by one of its sheets, and its slots, which can be changed for all of them.

use crate::emit::dataset::{FormRow, SlotRow};
use crate::forms::file::{FormFile, FormsFile};
use crate::forms::view::{AreaView, CellView, FormView};
use crate::model::form::Holds;
use crate::review::Language;
use crate::review::pages::grid::{self, Placed};
use crate::review::pages::shell::{Page, data, seen, visible};
use crate::review::pages::words::{colour, word};
use maud::{Markup, html};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

const SCRIPT: &str = include_str!("form.js");

/// What the records of a slot are like.
#[derive(Clone, Debug, Default)]
pub struct SlotRecords {
    /// How many.
    pub count: usize,
    /// Below the mark.
    pub doubts: usize,
    /// Their words, counted, where no sheet is at hand.
    pub words: HashMap<String, usize>,
}

/// What the script needs: the decisions, which it changes and exports.
#[derive(Serialize)]
struct Held<'a> {
    file: Option<FormsFile>,
    words: BTreeMap<&'static str, &'a str>,
}

/// A form as its page shows it.
pub struct Shown<'a> {
    /// Its row.
    pub form: &'a FormRow,
    /// Its slots.
    pub slots: &'a [&'a SlotRow],
    /// Its decisions and a sheet, if the sources are there; and the document of the sheet.
    pub view: Option<&'a (FormView, Option<String>)>,
    /// The records of each slot.
    pub records: &'a HashMap<String, SlotRecords>,
}

/// A form's page as HTML.
pub fn page(shown: &Shown<'_>, contract: u32, language: Language) -> String {
    let say = |japanese, english| language.say(japanese, english);
    let file = shown.view.map(|(view, _)| FormsFile { contract, forms: vec![view.file.clone()] });
    let words = BTreeMap::from([("changed", say("欄を変更", "slots changed")), ("role", say("種類", "role"))]);
    let body = html! {
        p.facts { (say("文書", "documents")) " " (shown.form.documents) " · " (say("異なる帳票", "distinct sheets")) " " (shown.form.instances)
            @if let Some((_, Some(document))) = shown.view { " · " (say("図の帳票", "drawn by")) " " a href=(format!("../documents/{}.html", seen(document))) { (document) } }
        }
        main {
            @if shown.view.is_some() {
                section.export aria-label=(say("書き出し", "export")) {
                    button type="button" id="export" { (say("forms.json を書き出す", "export forms.json")) }
                    " " button type="button" id="reset" { (say("元に戻す", "undo all")) }
                    " " span id="changes" role="status" {}
                    p.hint { (say("書き出した forms.json で読み直す:", "Read all sheets anew by it:")) " " code { "hyotei extract … --forms forms.json -o new" } " · " code { "hyotei diff old new" } }
                }
            } @else {
                p.hint { (say("原本が見つからないため、様式の図と変更はできません（--source で原本を示せます）", "The sources were not found: the form cannot be drawn or changed (name them by --source).")) }
            }
            (legend(shown, language))
            @if let Some((view, _)) = shown.view { section { h2 { (say("様式の図", "the form")) } div.scroll.sheet tabindex="0" role="region" aria-label=(say("様式の図", "the form")) { @for area in &view.sheet.areas { (drawn_area(area, language)) } } } }
            section { h2 { (say("欄", "slots")) }
                div.scroll tabindex="0" role="region" aria-label=(say("欄の表", "table of slots")) {
                    @match shown.view {
                        Some((view, _)) => (slots(&view.file, view, shown, language)),
                        None => (slots_of_rows(shown, language)),
                    }
                }
            }
        }
    };
    let title = format!("{} {}", say("様式", "form"), shown.form.form_id);
    Page { title, script: SCRIPT, data: Some(data(&Held { file, words })), root: "../", language, body }.html()
}

fn legend(shown: &Shown<'_>, language: Language) -> Markup {
    let mut kinds: Vec<&str> = shown.view.map(|(view, _)| view.file.slots.iter().map(|slot| colour(&slot.holds)).collect()).unwrap_or_default();
    kinds.sort_unstable();
    kinds.dedup();
    html! {
        ul.legend aria-label=(language.say("凡例", "legend")) {
            @if shown.view.is_some() { li { span.key.label {} (language.say("見出し", "printed label")) } li { span.key.label.heads {} (language.say("列の見出し", "head of a column")) } }
            @for kind in kinds { li { span class=(format!("key h-{kind}")) {} (word(kind, language)) } }
        }
    }
}

fn drawn_area(area: &AreaView, language: Language) -> Markup {
    let placed: Vec<Placed> =
        area.cells.iter().map(|cell| Placed { row: cell.row as usize, column: cell.column as usize, rows: cell.rows as usize, columns: cell.columns as usize }).collect();
    let (rows, cut) = grid::rows(&placed, |at, rows, columns| drawn_cell(&area.cells[at], rows, columns, language));
    html! {
        table class=(if area.line { "printed line" } else { "printed" }) { tbody { (rows) } }
        @if cut { p.hint { (language.say("大きな表なので途中まで示しました", "a large table: not all of it is shown")) } }
    }
}

fn drawn_cell(cell: &CellView, rows: usize, columns: usize, language: Language) -> Markup {
    let class = match (&cell.holds, cell.label) {
        (Some(holds), _) => format!("slot h-{}", colour(holds)),
        (None, true) if cell.head => "label heads".to_owned(),
        (None, true) => "label".to_owned(),
        (None, false) => "plain".to_owned(),
    };
    html! {
        td class=(class) data-slot=[cell.slot] tabindex=[cell.slot.map(|_| "-1")] rowspan=[(rows > 1).then_some(rows)] colspan=[(columns > 1).then_some(columns)] {
            (visible(&short(&cell.text)))
            @if let Some(holds) = &cell.holds { span.role { (word(holds, language)) } }
        }
    }
}

/// A content of the sheet that is drawn, no longer than its place needs.
fn short(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().count() <= MOST { text.to_owned() } else { text.chars().take(MOST).chain(['…']).collect() }
}

fn slots(file: &FormFile, view: &FormView, shown: &Shown<'_>, language: Language) -> Markup {
    let say = |japanese, english| language.say(japanese, english);
    let names = Holds::names();
    let runner_up: HashMap<&str, Option<String>> = shown.slots.iter().map(|slot| (slot.slot_id.as_str(), slot.runner_up.map(|role| told(&role)))).collect();
    let heads = [
        say("欄", "slot"),
        say("種類", "role"),
        say("目標か実績か", "target or result"),
        say("名称", "name"),
        say("単位", "unit"),
        say("年度", "year"),
        say("事項名", "names the item"),
        say("根拠", "grounds"),
        say("次点", "runner-up"),
        say("記入", "filled"),
        say("異なる内容", "different"),
        say("記録（要確認）", "records (doubtful)"),
        say("多い内容", "commonest contents"),
    ];
    html! {
        table id="slots" {
            thead { tr { @for head in heads { th scope="col" { (head) } } } }
            tbody {
                @for (at, slot) in file.slots.iter().enumerate() {
                    @let path = seen(&slot.path.join(" > "));
                    @let own = shown.records.get(&slot.slot_id).cloned().unwrap_or_default();
                    @let of = |what: &str| format!("{what}: {path}");
                    tr data-slot=(at) class=(format!("slot-row{}", if slot.confidence < 0.9 { " doubt" } else { "" })) {
                        th scope="row" { button type="button" data-show=(at) { (visible(&slot.path.join(" > "))) } }
                        td { select data-field="holds" aria-label=(of(heads[1])) class=(format!("h-{}", colour(&slot.holds))) { @for name in &names { option value=(name) selected[*name == slot.holds] { (word(name, language)) } } } }
                        td { select data-field="told" aria-label=(of(heads[2])) { @for (value, shown) in [("", say("見出しによる", "as labelled")), ("target", say("目標", "target")), ("result", say("実績", "result"))] { option value=(value) selected[slot.told.as_deref().unwrap_or("") == value] { (shown) } } } }
                        td { input data-field="name" size="10" aria-label=(of(heads[3])) value=(slot.name.as_deref().map(seen).unwrap_or_default()); }
                        td { input data-field="unit" size="4" aria-label=(of(heads[4])) value=(slot.unit.as_deref().map(seen).unwrap_or_default()); }
                        td { input data-field="fiscal_year" type="number" min="1900" max="2200" aria-label=(of(heads[5])) value=[slot.fiscal_year]; }
                        td { input data-field="title" type="radio" name="title" aria-label=(of(heads[6])) checked[file.title == Some(at)]; }
                        td { (word(&slot.by, language)) " " (format!("{:.2}", slot.confidence)) }
                        td { (runner_up.get(slot.slot_id.as_str()).and_then(|role| role.as_deref()).map_or("–", |role| word(role, language))) }
                        td { (slot.filled) "/" (file.sheets) }
                        td { (slot.distinct) }
                        td { (own.count) " (" (own.doubts) ")" }
                        td.contents { (contents(&view.contents[at])) }
                    }
                }
            }
        }
    }
}

fn contents(contents: &[(String, usize)]) -> Markup {
    html! { ul { @for (text, count) in contents.iter().take(3) { li { (visible(&short(text))) @if *count > 1 { " ×" (count) } } } } }
}

fn slots_of_rows(shown: &Shown<'_>, language: Language) -> Markup {
    let say = |japanese, english| language.say(japanese, english);
    html! {
        table id="slots" {
            thead { tr { @for head in [say("欄", "slot"), say("種類", "role"), say("根拠", "grounds"), say("次点", "runner-up"), say("記入", "filled"), say("異なる内容", "different"), say("記録（要確認）", "records (doubtful)"), say("多い内容", "commonest contents")] { th scope="col" { (head) } } } }
            tbody {
                @for slot in shown.slots {
                    @let own = shown.records.get(&slot.slot_id).cloned().unwrap_or_default();
                    @let mut words: Vec<(String, usize)> = own.words.clone().into_iter().collect();
                    tr {
                        th scope="row" { (visible(&slot.path.join(" > "))) }
                        td { (told(&slot.role)) " " (slot.kind.map(|kind| told(&kind)).unwrap_or_default()) }
                        td { (told(&slot.by)) " " (format!("{:.2}", slot.confidence)) }
                        td { (slot.runner_up.map_or_else(|| "–".to_owned(), |role| told(&role))) }
                        td { (slot.filled) "/" (shown.form.instances) }
                        td { (slot.distinct) }
                        td { (own.count) " (" (own.doubts) ")" }
                        td.contents { ({ words.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0))); contents(&words) }) }
                    }
                }
            }
        }
    }
}

/// A value of an enumeration by its name in the dataset.
fn told(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
