//! `survey` and `forms` (様式): what repeats over files, counted, and the decisions made from it.

use crate::cli::CLEAN;
use crate::cli::console::print;
use crate::emit::write::whole;
use crate::error::Error;
use crate::forms::SurveyFile;
use crate::forms::file;
use crate::model::lexicon::Lexicon;
use crate::{discover, pipeline};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Surveys files and adds surveys.
pub(super) fn survey(paths: &[PathBuf], output: &Path) -> Result<u8, Error> {
    let survey = gather(paths)?;
    print(&format!("{} distinct sheets\n", survey.sheets.len()))?;
    write(output, &survey)
}

/// Draws the forms of files or surveys, or writes their decisions.
pub(super) fn forms(paths: &[PathBuf], output: Option<&Path>, lexicon: &Lexicon) -> Result<u8, Error> {
    if let [only] = paths
        && only.extension().is_some_and(|extension| extension == "json")
        && SurveyFile::load(only)?.is_none_or(|survey| survey.sheets.is_empty())
    {
        let file = file::load(only)?;
        let mut drawn = String::new();
        for form in &file.forms {
            drawn += &format!("form {} of {} sheets\n", form.form_id, form.sheets);
            for slot in &form.slots {
                drawn += &format!("    {:<20} {:<8} {:>4} {:>5}  {:.2}  {}\n", slot.holds, slot.by, slot.filled, slot.distinct, slot.confidence, slot.path.join(" > "));
            }
        }
        print(&drawn)?;
        return Ok(CLEAN);
    }
    let batch = gather(paths)?.batch(lexicon);
    match output {
        Some(output) => write(output, &batch.file()),
        None => {
            print(&batch.draw())?;
            Ok(CLEAN)
        }
    }
}

fn gather(paths: &[PathBuf]) -> Result<SurveyFile, Error> {
    let mut survey = SurveyFile::default();
    let mut files = vec![];
    for path in paths {
        let known = if path.extension().is_some_and(|extension| extension == "json") { SurveyFile::load(path)? } else { None };
        match known {
            Some(known) => survey.merge(known),
            None => files.push(path.clone()),
        }
    }
    if !files.is_empty() {
        survey.merge(pipeline::survey(&discover::discover(&files)?));
    }
    Ok(survey)
}

fn write(output: &Path, data: &impl Serialize) -> Result<u8, Error> {
    let mut text = serde_json::to_string_pretty(data).map_err(|error| Error::Write { path: output.to_owned(), source: error.into() })?;
    text.push('\n');
    whole(output, text.as_bytes())?;
    Ok(CLEAN)
}
