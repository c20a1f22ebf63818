//! Forms (様式): a batch read by what repeats in it: survey, understand, tell. Each form is decided once; every sheet is read off.

use crate::japanese::date::Setting;
use crate::japanese::text::Text;
use crate::model::document::Document;
use crate::model::form::Understood;
use crate::model::framed::Framed;
use crate::model::lexicon::Lexicon;
use crate::model::record::Findings;
use crate::model::seen::Texts;
use crate::model::sheet::Sheet;
use crate::survey::cluster::{Group, cluster};
use crate::survey::frame::{RowKinds, frames};
use crate::survey::label::{self, LabelModel, Labels};
use crate::survey::layout::{Printed, lay_out, take_in};
use crate::survey::strip::Strips;
use crate::tell::{Scope, tell};
use crate::understand::understand;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Cells of the largest document that is surveyed; a larger one is read alone.
const MOST_CELLS: usize = 200_000;

/// Fewest distinct sheets that make a form.
const FEWEST_SHEETS: usize = 3;

/// A document laid out, not yet taken into its batch.
pub struct LaidOut(Sheet, Printed);

/// Lays a document out for the survey; none if it is too large for it.
pub fn prepare(document: &Document) -> Option<LaidOut> {
    let (sheet, printed) = lay_out(document);
    let cells: usize = sheet.areas.iter().map(|area| area.cells.len()).sum();
    (cells > 0 && cells <= MOST_CELLS).then_some(LaidOut(sheet, printed))
}

/// A form with all that reading its sheets needs.
struct Form {
    model: LabelModel,
    labels: BTreeMap<usize, Labels>,
    strips: Strips,
    kinds: RowKinds,
    understood: Understood,
    setting: Setting,
    trust: f32,
}

/// A batch, surveyed.
pub struct Batch {
    texts: Texts,
    sheets: Vec<Sheet>,
    forms: Vec<Form>,
    /// The form of each document.
    form_of: Vec<Option<usize>>,
}

impl Batch {
    /// Surveys a batch; documents that share no form with others are left out.
    pub fn survey(laid_out: Vec<Option<LaidOut>>, lexicon: &Lexicon) -> Batch {
        let mut texts = Texts::default();
        let mut numbers = vec![];
        let mut sheets = vec![];
        for (number, laid_out) in laid_out.into_iter().enumerate() {
            if let Some(LaidOut(sheet, printed)) = laid_out {
                numbers.push(number);
                sheets.resize_with(number, Sheet::default);
                sheets.push(take_in(sheet, printed, &mut texts));
            }
        }
        texts.read(lexicon);
        let groups = cluster(&numbers, &sheets, &texts);
        let forms: Vec<(Group, Form)> = groups
            .into_par_iter()
            .filter(|group| group.distinct.len() >= FEWEST_SHEETS)
            .map(|group| {
                let form = decide(&group, &sheets, &texts);
                (group, form)
            })
            .collect();
        let mut form_of = vec![None; sheets.len()];
        for (index, (group, _)) in forms.iter().enumerate() {
            for document in &group.documents {
                form_of[*document] = Some(index);
            }
        }
        Batch { texts, sheets, forms: forms.into_iter().map(|(_, form)| form).collect(), form_of }
    }

    /// What a document says, read by its form; none if it has none.
    pub fn findings(&self, document: usize, lexicon: &Lexicon) -> Option<Findings> {
        let form = &self.forms[(*self.form_of.get(document)?)?];
        let sheet = &self.sheets[document];
        let framed = frames(sheet, &form.labels[&document], &form.strips, &form.kinds, &self.texts);
        let scope = Scope { texts: &self.texts, form: &form.understood, lexicon, setting: &form.setting, trust: form.trust };
        Some(tell(sheet, &framed, &scope))
    }

    /// The forms in words, for a person who asks why.
    pub fn explain(&self) -> String {
        let mut out = String::new();
        for form in &self.forms {
            let title = form.understood.items.title.as_ref().map(|title| form.understood.slots[title].path.join(" > "));
            out += &format!(
                "form of {} sheets, title {title:?}, lists {:?}, era {:?}\n",
                form.labels.len(),
                form.understood.items.lists.iter().map(|list| self.texts.anchor(*list)).collect::<Vec<_>>(),
                form.setting.era
            );
            let Some((first, labels)) = form.labels.iter().next() else { continue };
            for (index, area) in self.sheets[*first].areas.iter().enumerate() {
                for row in 0..area.rows {
                    let line: Vec<String> = area
                        .row_range(row)
                        .map(|cell| format!("{}{}", if labels[index][cell] { "#" } else { "" }, self.texts.get(area.cells[cell].text).flat.chars().take(14).collect::<String>()))
                        .collect();
                    let heads: Vec<String> = crate::survey::strip::runs(area, &labels[index], row, &self.texts)
                        .iter()
                        .filter_map(|run| form.strips.first(&run.key).map(|first| format!("HEAD{first}/{}", run.key.len())))
                        .collect();
                    if !line.is_empty() {
                        out += &format!("  {} {}\n", line.join(" | "), heads.join(" "));
                    }
                }
            }
            for (address, slot) in &form.understood.slots {
                out += &format!("  slot {address:?} {:?} filled {} distinct {} {}\n", slot.holds, slot.filled, slot.distinct, slot.path.join(" > "));
            }
        }
        out
    }
}

/// Decides a form from its distinct sheets.
fn decide(group: &Group, sheets: &[Sheet], texts: &Texts) -> Form {
    let (model, labels) = label::decide(group, sheets, texts);
    let strips = Strips::decide(group, sheets, &labels, texts);
    let kinds = RowKinds::decide(&group.distinct, sheets, &labels, &strips, texts);
    let framed: Vec<Vec<Framed>> = group.distinct.iter().map(|document| frames(&sheets[*document], &labels[document], &strips, &kinds, texts)).collect();
    let distinct: Vec<(&Sheet, &[Framed])> = group.distinct.iter().zip(&framed).map(|(document, framed)| (&sheets[*document], framed.as_slice())).collect();
    let understood = understand(&distinct, texts);
    let cells = group.distinct.iter().flat_map(|document| sheets[*document].areas.iter().flat_map(|area| &area.cells));
    let folded: Vec<Text> = cells.map(|cell| texts.get(cell.text)).filter(|seen| seen.short && seen.year).map(|seen| Text::new(&seen.flat)).collect();
    let setting = Setting::infer(folded.iter().map(|text| text.normal()));
    let trust = 1.0 - 0.25 / group.distinct.len() as f32;
    Form { model, labels, strips, kinds, understood, setting, trust }
}
