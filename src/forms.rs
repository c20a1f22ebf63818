//! Forms (様式): a batch read by what repeats in it: survey, understand, tell.

use crate::japanese::date::Setting;
use crate::japanese::text::Text;
use crate::model::document::Document;
use crate::model::lexicon::Lexicon;
use crate::model::record::Findings;
use crate::model::sheet::Sheet;
use crate::survey::cluster::cluster;
use crate::survey::frame::{Framed, RowKinds, frames};
use crate::survey::label;
use crate::survey::layout::lay_out;
use crate::survey::strip::Strips;
use crate::survey::text::Texts;
use crate::tell::{Scope, tell};
use crate::understand::understand;
use std::collections::BTreeMap;

/// Reads a batch; one findings a document, in their order.
pub fn read(documents: &[&Document], lexicon: &Lexicon, why: bool) -> Vec<Findings> {
    let mut texts = Texts::default();
    let sheets: Vec<Sheet> = documents.iter().map(|document| lay_out(document, &mut texts, lexicon)).collect();
    let mut out: Vec<Findings> = documents.iter().map(|_| Findings::default()).collect();
    for group in cluster(&sheets, &texts) {
        let labels = label::decide(&group, &sheets, &texts);
        let strips = Strips::decide(&group, &sheets, &labels, &texts);
        let kinds = RowKinds::decide(&group.distinct, &sheets, &labels, &strips, &texts);
        let framed: BTreeMap<usize, Vec<Framed>> = group.documents.iter().map(|document| (*document, frames(&sheets[*document], &labels[document], &strips, &kinds, &texts))).collect();
        let distinct: Vec<(&Sheet, &[Framed])> = group.distinct.iter().map(|document| (&sheets[*document], framed[document].as_slice())).collect();
        let form = understand(&distinct, &texts);
        let printed: Vec<Text> = group.distinct.iter().flat_map(|document| sheets[*document].areas.iter().flat_map(|area| &area.cells)).map(|cell| texts.get(cell.text)).filter(|seen| seen.short).map(|seen| Text::new(&seen.flat)).collect();
        let setting = Setting::infer(printed.iter().map(|text| text.normal()));
        if why {
            explain(&group.distinct, &sheets, &labels, &strips, &form, &texts, &setting);
        }
        let trust = 1.0 - 0.25 / group.distinct.len() as f32;
        let scope = Scope { texts: &texts, form: &form, lexicon, setting: &setting, trust };
        for document in &group.documents {
            out[*document] = tell(&sheets[*document], &framed[document], &scope);
        }
    }
    out
}

fn explain(distinct: &[usize], sheets: &[Sheet], labels: &BTreeMap<usize, label::Labels>, strips: &Strips, form: &crate::understand::Understood, texts: &Texts, setting: &Setting) {
    println!("FORM of {} sheets, title {:?} lists {:?} setting {:?} {:?}", distinct.len(), form.items.title.as_ref().map(|title| &form.slots[title].path), form.items.lists.iter().map(|list| texts.anchor(*list)).collect::<Vec<_>>(), setting.era, setting.fiscal_year);
    let first = distinct[0];
    for (index, area) in sheets[first].areas.iter().enumerate() {
        for row in 0..area.rows {
            let line: Vec<String> = area.row_range(row).map(|cell| format!("{}{}", if labels[&first][index][cell] { "#" } else { "" }, texts.get(area.cells[cell].text).flat.chars().take(14).collect::<String>())).collect();
            let heads: Vec<String> = crate::survey::strip::runs(area, &labels[&first][index], row, texts).iter().filter_map(|run| strips.first(&run.key).map(|first| format!("HEAD{first}/{}", run.key.len()))).collect();
            if !line.is_empty() {
                println!("  {} {}", line.join(" | "), heads.join(" "));
            }
        }
    }
    for (address, slot) in &form.slots {
        println!("  slot {address:?} {:?} filled {} distinct {} {}", slot.holds, slot.filled, slot.distinct, slot.path.join(" > "));
    }
}
