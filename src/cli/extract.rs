//! `extract` (抽出): files and folders to a dataset, and what there is to say of them.

use crate::cli::console::{print, say};
use crate::cli::{CLEAN, LOSSES, convert, load_forms, load_lexicon, summary};
use crate::correct::Corrections;
use crate::emit::dataset::Severity;
use crate::emit::folder::Folder;
use crate::emit::spool::{Part, Spool};
use crate::emit::{schema, write};
use crate::error::Error;
use crate::tables::{self, Form};
use crate::{discover, pipeline};
use indicatif::{ProgressBar, ProgressStyle};
use std::path::{Path, PathBuf};

/// Where and how a dataset is written.
pub(super) struct Writing<'a> {
    pub output: &'a Path,
    pub per_document: bool,
    pub strict: bool,
    pub resume: bool,
    pub to: &'a [Form],
}

/// What a person says of how to read.
pub(super) struct By<'a> {
    pub lexicon: Option<&'a Path>,
    pub forms: &'a [PathBuf],
    pub corrections: Option<&'a Path>,
}

/// Sets how many threads there are; more than processors would only cost memory.
pub(super) fn threads(asked: Option<usize>) -> Result<(), Error> {
    let useful = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = match asked {
        None => return Ok(()),
        Some(0) => return Err(Error::Argument(format!("--threads 0: give 1 to {useful}, or leave it out for as many as there are processors"))),
        Some(threads) => threads.min(useful),
    };
    if asked != Some(threads) {
        say(format_args!("hyotei: --threads {}: {threads} used, one for each processor", asked.unwrap_or(threads)));
    }
    // A second call in one process keeps the first pool; the output is the same.
    let _ = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
    Ok(())
}

/// Reads and writes.
pub(super) fn extract(paths: &[PathBuf], writing: &Writing, by: &By, quiet: bool) -> Result<u8, Error> {
    let mut lexicon = load_lexicon(by.lexicon)?;
    let forms = load_forms(by.forms)?;
    let corrections = by.corrections.map(Corrections::load).transpose()?.unwrap_or_default();
    if let (Some(path), Some(text)) = (by.corrections, corrections.lexicon()) {
        lexicon.add(&text, path)?;
    }
    let found = discover::look(paths, Some(writing.output))?;
    let folder = Folder::hold(writing.output)?;
    folder.sweep(|name| writing.resume && Spool::is_spool(name))?;
    let bar = ProgressBar::new(found.files.len() as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} {msg}") {
        bar.set_style(style);
    }
    let settings = pipeline::Settings { lexicon: &lexicon, forms: forms.as_ref(), corrections: &corrections };
    let told = pipeline::spooled(&found.files, settings, folder.path(), |name| {
        bar.set_message(name.to_owned());
        bar.inc(1);
    });
    bar.finish_and_clear();
    let pipeline::Spooled { spool, parts, resumed } = told?;
    if writing.resume {
        say(format_args!("hyotei: {resumed} of {} document(s) were told before", parts.len()));
    }
    for unused in corrections.unused() {
        say(format_args!("hyotei: {unused}"));
    }
    let losses = summary::losses(&parts);
    parts.iter().for_each(tell_losses);
    if writing.strict && losses > 0 {
        say(format_args!("hyotei: {losses} loss(es) and --strict: nothing was written"));
        return Ok(LOSSES);
    }
    let table = summary::table(&parts, &found);
    // No table of an earlier run stands beside the dataset of this one.
    tables::clear(folder.path(), &schema::text())?;
    write::write_parts(folder.path(), &spool, &parts, writing.per_document)?;
    if writing.to.iter().any(|form| *form != Form::Json) {
        convert::convert(folder.path(), folder.path(), writing.to, true)?;
    }
    if !quiet {
        print(&table)?;
    }
    Ok(if losses > 0 { LOSSES } else { CLEAN })
}

/// Says what of a document did not reach the dataset.
fn tell_losses(Part { head, .. }: &Part) {
    let path = head.documents.first().map_or("", |document| document.path.as_str());
    for row in head.diagnostics.iter().filter(|row| row.severity == Severity::Loss) {
        let line = row.source.as_ref().map_or(String::new(), |source| format!(":{}", source.line));
        say(format_args!("{path}{line}: {}: {}", row.code, row.message));
    }
}
