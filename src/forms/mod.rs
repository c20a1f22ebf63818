//! Forms (様式): a batch read by what repeats in it: survey, understand, tell. Each form is decided once; every sheet is read off.

mod choice;
mod draw;
pub mod file;
mod rows;
mod survey_file;
pub mod view;

pub use choice::form_wins;
pub use survey_file::SurveyFile;

use crate::interpret::scales;
use crate::japanese::date::Setting;
use crate::japanese::municipality::municipality;
use crate::japanese::text::Text;
use crate::model::document::Document;
use crate::model::form::Understood;
use crate::model::framed::Framed;
use crate::model::lexicon::Lexicon;
use crate::model::record::Findings;
use crate::model::seen::AnchorId;
use crate::model::seen::Texts;
use crate::model::sheet::{Outlined, Sheet};
use crate::survey::cluster::{Group, anchors, cluster};
use crate::survey::frame::{RowKinds, frames};
use crate::survey::label::{self, LabelModel, Labels};
use crate::survey::layout::{Printed, lay_out, take_in};
use crate::survey::strip::Strips;
use crate::tell::{Scope, Told, tell};
use crate::understand::understand;
use file::{FormFile, FormsFile};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Version of the dataset's contract that the files of forms belong to.
const CONTRACT: u32 = 2;

/// Cells of the largest document that is surveyed; a larger one is read alone.
const MOST_CELLS: usize = 200_000;

/// Fewest distinct sheets whose form is trusted; a reading by fewer is weighed against that of the document alone.
const FEWEST_SHEETS: usize = 3;

/// Lines outside tables from which on a document may be prose.
const FEWEST_LINES: usize = 12;

/// Cells of the largest document that is read by a form of fewer sheets.
const MOST_CELLS_ALONE: usize = 20_000;

fn is_small(sheet: &Sheet) -> bool {
    sheet.areas.iter().map(|area| area.cells.len()).sum::<usize>() <= MOST_CELLS_ALONE
}

/// A document laid out, not yet taken into its batch.
pub struct LaidOut(Sheet, Printed);

/// Lays a document out for the survey; none if it is too large for it.
pub fn prepare(document: &Document) -> Option<LaidOut> {
    let (sheet, printed) = lay_out(document);
    let cells: usize = sheet.areas.iter().map(|area| area.cells.len()).sum();
    (cells > 0 && cells <= MOST_CELLS).then_some(LaidOut(sheet, printed))
}

/// A form with all that reading its sheets needs.
pub struct Form {
    /// A hash of its labels.
    form_id: String,
    /// Anchors that at least half of its sheets have.
    core: BTreeSet<AnchorId>,
    /// Distinct sheets it was learnt from.
    sheets: usize,
    /// It was given, not surveyed.
    given: bool,
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

/// How sure a reading learnt from so many sheets can be, 0–1.
fn trust(sheets: usize) -> f32 {
    1.0 - 0.25 / sheets.max(1) as f32
}

impl Batch {
    /// Surveys a batch. A document of a given form is read by it; of the others those that share no form are left out.
    pub fn survey(laid_out: Vec<Option<LaidOut>>, lexicon: &Lexicon, given: Option<&FormsFile>) -> Batch {
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
        let mut form_of = vec![None; sheets.len()];
        // `load` has checked that every form of the file can be read.
        let mut forms: Vec<Form> = given.iter().flat_map(|file| &file.forms).filter_map(|form| form.form(&mut texts).ok()).collect();
        numbers.retain(|document| {
            let own = anchors(&sheets[*document], &texts);
            let overlap = |form: &Form| (own.intersection(&form.core).count(), own.len().min(form.core.len()).max(1));
            let best = forms.iter().enumerate().map(|(index, form)| (index, overlap(form))).max_by(|a, b| (a.1.0 * b.1.1).cmp(&(b.1.0 * a.1.1)).then(b.0.cmp(&a.0)));
            let found = best.filter(|(_, (shared, of))| shared * 2 >= *of && *shared > 0);
            form_of[*document] = found.map(|(index, _)| index);
            found.is_none()
        });
        for (document, form) in form_of.iter().enumerate() {
            if let Some(form) = form {
                let labels = forms[*form].model.labels(&sheets[document], &texts);
                forms[*form].labels.insert(document, labels);
            }
        }
        let groups = cluster(&numbers, &sheets, &texts);
        let decided: Vec<(Group, Form)> = groups
            .into_par_iter()
            .filter(|group| group.distinct.len() >= FEWEST_SHEETS || group.documents.iter().all(|document| is_small(&sheets[*document])))
            .map(|group| {
                let form = decide(&group, &sheets, &texts);
                (group, form)
            })
            // A form that names no item is none: its documents are read alone.
            .filter(|(_, form)| form.understood.items.title.is_some() || !form.understood.items.lists.is_empty())
            .collect();
        for (group, form) in decided {
            for document in &group.documents {
                form_of[*document] = Some(forms.len());
            }
            forms.push(form);
        }
        Batch { texts, sheets, forms, form_of }
    }

    /// What a document says, read by its form; none if it has none.
    pub fn findings(&self, document: usize, lexicon: &Lexicon) -> Option<Findings> {
        let form = &self.forms[(*self.form_of.get(document)?)?];
        let sheet = &self.sheets[document];
        let framed = frames(sheet, &form.labels[&document], &form.strips, &form.kinds, &self.texts);
        let scope = Scope { texts: &self.texts, form: &form.understood, lexicon, setting: &form.setting, trust: form.trust };
        let Told { mut findings, legends } = tell(sheet, &framed, &scope);
        scales::bind_told(&mut findings, legends);
        findings.repairs.extend(sheet.repairs.iter().cloned());
        findings.form_id = Some(form.form_id.clone());
        // Its title and publisher stand in its first lines.
        let first = sheet.areas.iter().take_while(|area| area.line).flat_map(|area| &area.cells).map(|cell| &self.texts.get(cell.text).flat).take(3);
        for line in first {
            findings.municipality_name = findings.municipality_name.or_else(|| municipality(line, false));
            findings.title = findings.title.or_else(|| (line.chars().count() <= 80).then(|| line.clone()));
        }
        Some(findings)
    }

    /// Its form was given, or learnt from enough sheets.
    pub fn is_sure(&self, document: usize) -> bool {
        self.form_of.get(document).copied().flatten().map(|form| &self.forms[form]).is_some_and(|form| form.given || form.sheets >= FEWEST_SHEETS)
    }

    /// Much of it stands outside tables: a report, read better by its headings than as a form.
    pub fn is_prose(&self, document: usize) -> bool {
        let Some(form) = self.form_of.get(document).copied().flatten() else { return false };
        let Some(labels) = self.forms[form].labels.get(&document) else { return false };
        // Prose whose keys repeat under each name is a form of its own.
        if self.sheets[document].areas.iter().any(|area| area.outlined == Some(Outlined::Name)) {
            return false;
        }
        let (mut lines, mut all) = (0, 0);
        for (area, own) in self.sheets[document].areas.iter().zip(labels) {
            let contents = own.iter().filter(|label| !**label).count();
            all += contents;
            lines += if area.line { contents } else { 0 };
        }
        lines >= FEWEST_LINES && lines * 4 >= all
    }

    /// The decisions as data.
    pub fn file(&self) -> FormsFile {
        self.file_of(|_| true)
    }

    fn file_of(&self, wanted: impl Fn(&Form) -> bool) -> FormsFile {
        FormsFile { contract: CONTRACT, forms: self.forms.iter().filter(|form| wanted(form)).map(|form| FormFile::of(form, &self.texts)).collect() }
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
    let sheets = group.distinct.len();
    let mut form = Form { form_id: String::new(), core: group.core.clone(), sheets, given: false, model, labels, strips, kinds, understood, setting, trust: trust(sheets) };
    form.form_id = file::form_id(&form, texts);
    for (index, slot) in form.understood.slots.values_mut().enumerate() {
        slot.slot_id = format!("{}-{index:03}", form.form_id);
    }
    form
}
