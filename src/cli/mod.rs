//! Command line (コマンド): arguments, progress, exit codes.

mod console;
mod convert;
mod extract;
mod forms;
mod inspect;
mod manual;
mod release;
mod review;
mod source;
mod summary;

use crate::emit::{schema, validate};
use crate::error::Error;
use crate::model::diagnostic::Code;
use crate::model::lexicon::Lexicon;
use crate::model::residue::Reason;
use crate::read::format::LIST;
use crate::review::Language;
use crate::tables::Form;
use clap::{CommandFactory as _, Parser, Subcommand};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Finished, nothing lost.
pub const CLEAN: u8 = 0;
/// Finished; something did not reach the dataset (or, with --strict, the run failed for it).
pub const LOSSES: u8 = 1;
/// Could not run.
pub const FAILED: u8 = 2;

/// Reads Japanese municipal evaluation reports into one uniform dataset.
#[derive(Parser)]
#[command(name = "hyotei", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Reads files and folders and writes the dataset.
    Extract {
        /// Files and folders; `-` is standard input.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// Folder for dataset.json.
        #[arg(short, long)]
        output: PathBuf,
        /// A file for each document too, under documents/.
        #[arg(long)]
        per_document: bool,
        /// Losses are a failure: nothing is written.
        #[arg(long)]
        strict: bool,
        /// Goes on where a run into the same folder was killed; the output is the same as of an unbroken one.
        #[arg(long)]
        resume: bool,
        /// Threads; the output is the same for any number.
        #[arg(long)]
        threads: Option<usize>,
        /// A lexicon of your own whose entries win.
        #[arg(long)]
        lexicon: Option<PathBuf>,
        /// Forms to read by (`hyotei forms -o`, or a form's page of `review`): a sheet that comes later, or alone, is read as its batch was;
        /// may be given several times, and of two files that hold a form the last wins.
        #[arg(long)]
        forms: Vec<PathBuf>,
        /// Single places to mend: texts, and what headers mean (TOML).
        #[arg(long, value_name = "TOML")]
        corrections: Option<PathBuf>,
        /// Forms of output: json (always), ndjson, csv, parquet, sqlite; several with commas.
        #[arg(long, value_delimiter = ',', default_value = "json")]
        to: Vec<Form>,
        /// No summary.
        #[arg(short, long)]
        quiet: bool,
    },
    /// Writes a dataset made before in other forms: tables for a spreadsheet, a database, pandas, duckdb or R.
    Convert {
        /// Folder that holds dataset.json.
        directory: PathBuf,
        /// Forms of output: json, ndjson, csv, parquet, sqlite; several with commas.
        #[arg(long, value_delimiter = ',', required = true)]
        to: Vec<Form>,
        /// Folder for what is made; the same folder if not given.
        #[arg(short, long)]
        output: Option<PathBuf>,
        /// No list of tables.
        #[arg(short, long)]
        quiet: bool,
    },
    /// Surveys files for what repeats in them; surveys add in any order.
    Survey {
        /// Files, folders, and surveys made before (survey.json).
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// Where the survey goes.
        #[arg(short, long)]
        output: PathBuf,
    },
    /// Draws the forms of files, folders or a survey; with -o writes the decisions (forms.json) for `extract --forms`.
    Forms {
        /// Files, folders, surveys (survey.json) or forms (forms.json).
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// Where forms.json goes.
        #[arg(short, long)]
        output: Option<PathBuf>,
        /// A lexicon of your own whose entries win.
        #[arg(long)]
        lexicon: Option<PathBuf>,
    },
    /// Makes a folder that an office can publish: tables, twins with Japanese headings, descriptions, licence, attribution, hashes.
    Release {
        /// Folder that holds dataset.json.
        directory: PathBuf,
        /// Folder for the release; an earlier release in it is replaced.
        #[arg(short, long)]
        output: PathBuf,
        /// What the office says: title, publisher, licence, contact, sources (TOML).
        #[arg(long, value_name = "TOML")]
        about: PathBuf,
        /// An earlier release, or the folder of an earlier dataset, for the list of changes.
        #[arg(long, value_name = "DIR")]
        previous: Option<PathBuf>,
        /// Names of officials stay; otherwise only their role is told.
        #[arg(long)]
        keep_names: bool,
    },
    /// Judges a release by 行政データにおける機械可読性に関するルール (2026-03-31), rule by rule, and by the safety of spreadsheets.
    Check {
        /// The release.
        directory: PathBuf,
    },
    /// Makes pages to check what was read (a static site, opened from its files), and to mend a form once for all its sheets.
    Review {
        /// Folder that holds dataset.json.
        directory: PathBuf,
        /// Folder for the pages.
        #[arg(short, long)]
        output: PathBuf,
        #[command(flatten)]
        sources: SourceArguments,
        /// Forms by which the dataset was read, if they were given to `extract`; may be given several times.
        #[arg(long)]
        forms: Vec<PathBuf>,
        /// A lexicon of your own whose entries win.
        #[arg(long)]
        lexicon: Option<PathBuf>,
        /// Language of the pages; that of the locale if not given.
        #[arg(long)]
        lang: Option<Language>,
    },
    /// Tells what is different in two datasets, record by record. Ends with 1 if anything is.
    Diff {
        /// Folder of the dataset before.
        before: PathBuf,
        /// Folder of the dataset after.
        after: PathBuf,
        /// `text` for a person, `json` for a machine.
        #[arg(long, default_value = "text")]
        to: review::Telling,
        /// Language; that of the locale if not given.
        #[arg(long)]
        lang: Option<Language>,
    },
    /// Explains one record: its source, its form and slot, who decided it, what else is told of the same place; of a document its diagnostics.
    Explain {
        /// Id of the record, or id or path of a document.
        id: String,
        /// Folder that holds dataset.json.
        directory: PathBuf,
        #[command(flatten)]
        sources: SourceArguments,
        /// Language; that of the locale if not given.
        #[arg(long)]
        lang: Option<Language>,
    },
    /// Prints the JSON Schema of the dataset.
    Schema,
    /// Checks a dataset: schema, ids, references, spans, coverage.
    Validate {
        /// Folder that holds dataset.json.
        directory: PathBuf,
    },
    /// Draws the rebuilt grids of one file.
    Inspect {
        /// The file; `-` is standard input.
        file: PathBuf,
        /// As data.
        #[arg(long)]
        json: bool,
        /// Only this table, by its number.
        #[arg(long)]
        table: Option<u32>,
        /// Columns of the drawing, 40 to 200; as many as the terminal has if not given.
        #[arg(long)]
        width: Option<usize>,
        /// A lexicon of your own whose entries win.
        #[arg(long)]
        lexicon: Option<PathBuf>,
    },
    /// Lists every diagnostic code.
    Diagnostics,
    /// Lists every reason of residue.
    Residue,
    /// Lists the formats: what of each is read, and how it is told.
    Formats,
    /// Prints what completes commands and options in a shell: bash, zsh, fish, elvish or powershell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Prints the manual as a man page.
    Man,
}

/// Where the documents of a dataset are.
#[derive(clap::Args)]
struct SourceArguments {
    /// The files and folders that were read; without them only the dataset is shown, and sources that stand beside it.
    #[arg(long = "source", value_name = "PATH")]
    sources: Vec<PathBuf>,
}

/// Runs the program.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let code = if error.use_stderr() { FAILED } else { CLEAN };
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    match execute(arguments.command) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            console::say(format_args!("hyotei: {error}"));
            ExitCode::from(FAILED)
        }
    }
}

fn execute(command: Command) -> Result<u8, Error> {
    match command {
        Command::Extract { paths, output, per_document, strict, resume, threads, lexicon, forms, corrections, to, quiet } => {
            extract::threads(threads)?;
            let by = extract::By { lexicon: lexicon.as_deref(), forms: &forms, corrections: corrections.as_deref() };
            extract::extract(&paths, &extract::Writing { output: &output, per_document, strict, resume, to: &to }, &by, quiet)
        }
        Command::Convert { directory, to, output, quiet } => convert::convert(&directory, output.as_deref().unwrap_or(&directory), &to, quiet),
        Command::Survey { paths, output } => forms::survey(&paths, &output),
        Command::Forms { paths, output, lexicon } => forms::forms(&paths, output.as_deref(), &load_lexicon(lexicon.as_deref())?),
        Command::Release { directory, output, about, previous, keep_names } => release::release(&directory, &output, &about, previous.as_deref(), keep_names),
        Command::Check { directory } => release::check(&directory),
        Command::Review { directory, output, sources, forms, lexicon, lang } => {
            let reading = review::Reading { sources: &sources.sources, forms: &forms, lexicon: &load_lexicon(lexicon.as_deref())? };
            review::review(&directory, &output, &reading, Language::chosen(lang))
        }
        Command::Diff { before, after, to, lang } => review::diff(&before, &after, to, Language::chosen(lang)),
        Command::Explain { id, directory, sources, lang } => review::explain(&id, &directory, &sources.sources, Language::chosen(lang)),
        Command::Schema => {
            console::print(&schema::text())?;
            Ok(CLEAN)
        }
        Command::Validate { directory } => {
            let complaints = validate::validate(&directory)?;
            let mut told: String = complaints.iter().map(|complaint| format!("{complaint}\n")).collect();
            if complaints.is_empty() {
                told = format!("{}: valid\n", directory.display());
            }
            console::print(&told)?;
            Ok(if complaints.is_empty() { CLEAN } else { LOSSES })
        }
        Command::Inspect { file, json, table, width, lexicon } => {
            use std::io::IsTerminal as _;
            let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
            inspect::inspect(&file, &inspect::Showing { json, table, width: inspect::width(width), colour }, &load_lexicon(lexicon.as_deref())?)
        }
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Arguments::command(), "hyotei", &mut std::io::stdout());
            Ok(CLEAN)
        }
        Command::Man => {
            print!("{}", manual::manual(Arguments::command()));
            Ok(CLEAN)
        }
        Command::Diagnostics => {
            let line = |code: &Code| format!("{:<24} {:<8} {}\n", code.as_str(), format!("{:?}", code.severity()).to_lowercase(), code.meaning());
            console::print(&Code::ALL.iter().map(line).collect::<String>())?;
            Ok(CLEAN)
        }
        Command::Residue => {
            console::print(&Reason::ALL.iter().map(|reason| format!("{:<18} {}\n", reason.as_str(), reason.meaning())).collect::<String>())?;
            Ok(CLEAN)
        }
        Command::Formats => {
            console::print(&LIST.iter().map(|format| format!("{:<11} {}\n{:<11} told by: {}\n", format.name, format.read, "", format.told)).collect::<String>())?;
            Ok(CLEAN)
        }
    }
}

/// Our lexicon with the user's added.
fn load_lexicon(path: Option<&Path>) -> Result<Lexicon, Error> {
    let mut lexicon = Lexicon::embedded()?;
    if let Some(path) = path {
        let text = std::fs::read_to_string(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
        lexicon.add(&text, path)?;
    }
    Ok(lexicon)
}

/// The forms of several files as one; none where none is given.
fn load_forms(paths: &[PathBuf]) -> Result<Option<crate::forms::file::FormsFile>, Error> {
    let mut all: Option<crate::forms::file::FormsFile> = None;
    for path in paths {
        let file = crate::forms::file::load(path)?;
        match &mut all {
            None => all = Some(file),
            Some(all) => {
                all.forms.retain(|form| file.forms.iter().all(|other| other.form_id != form.form_id));
                all.forms.extend(file.forms);
            }
        }
    }
    Ok(all)
}
