//! Release (公開): a folder that an office can publish: the tables, twins with Japanese headings, what describes them to programs and to
//! people, licence and attribution, what changed, and hashes. The same dataset and settings give the same bytes.

mod about;
mod attribution;
mod changes;
pub mod check;

mod codebook;
mod csvw;
mod dcat;
mod inventory;
mod names;
mod package;

pub use about::About;

use crate::error::Error;
use crate::tables::dataset::{Part, Reader, parse};
use crate::tables::shape::Table;
use crate::tables::sink::csv::{Csv, Heading};
use crate::tables::{self, Form};
use inventory::{Inventory, put};
use serde_json::Value;
use std::path::Path;

/// Folder of the tables.
pub const DATA: &str = "data";
/// Folder of the twins with Japanese headings.
pub const TWINS: &str = "data_ja";
/// The forms that a release has.
const FORMS: [Form; 5] = Form::ALL;

/// How a release is made.
pub struct Settings<'a> {
    /// Publisher, title, licence, contact, sources.
    pub about: &'a About,
    /// An earlier release, or the folder of an earlier dataset.
    pub previous: Option<&'a Path>,
    /// Names of officials stay.
    pub keep_names: bool,
    /// The text of the dataset's JSON Schema.
    pub schema: &'a str,
}

/// What a release holds, in numbers.
#[derive(Debug)]
pub struct Made {
    /// Files, `SHA256SUMS` among them.
    pub files: usize,
    /// Tables with the rows of each.
    pub tables: Vec<(Table, u64)>,
    /// Names of officials that were reduced to the role.
    pub names: usize,
}

/// Makes a release of a dataset (the path of its `dataset.json`) in a folder, which is made anew.
///
/// # Errors
/// [`Error::Read`], [`Error::Write`] with the path; [`Error::Invalid`] with file and line, and where the folder holds something that is no
/// earlier release.
pub fn release(dataset: &Path, folder: &Path, settings: &Settings<'_>) -> Result<Made, Error> {
    clear(folder)?;
    let (data, twins) = (folder.join(DATA), folder.join(TWINS));
    for path in [folder, &data, &twins] {
        std::fs::create_dir_all(path).map_err(|source| Error::Write { path: path.to_owned(), source })?;
    }
    let inner = data.join("dataset.json");
    let names = names::reduce(dataset, &inner, settings.keep_names)?;
    let made = tables::convert(&inner, &data, &FORMS, settings.schema)?;
    tables::convert_to(&inner, vec![Box::new(Csv::new(&twins, Heading::Japanese))], settings.schema)?;
    let all: Vec<Table> = made.tables.iter().map(|(table, _)| table.clone()).collect();
    let sources = sources(&inner)?;
    let previous = settings.previous.map(changes::dataset);
    put(folder, "LICENSE", &attribution::licence(settings.about)?)?;
    put(folder, "ATTRIBUTION.md", &attribution::attribution(settings.about, &sources, names))?;
    put(folder, "codebook.ja.md", &codebook::codebook(&inner, &all, settings.about, codebook::Language::Japanese)?)?;
    put(folder, "codebook.en.md", &codebook::codebook(&inner, &all, settings.about, codebook::Language::English)?)?;
    put(folder, "CHANGELOG.md", &changes::changelog(&inner, previous.as_deref(), settings.about, settings.schema)?)?;
    let inventory = Inventory::of(folder)?;
    put(folder, "datapackage.json", &package::package(&all, settings.about, &sources, &inventory))?;
    put(folder, "csv-metadata.json", &csvw::metadata(&all, settings.about))?;
    let inventory = Inventory::of(folder)?;
    put(folder, "dcat.jsonld", &dcat::catalog(settings.about, &sources, &inventory))?;
    let inventory = Inventory::of(folder)?;
    put(folder, "SHA256SUMS", &inventory.sums())?;
    Ok(Made { files: inventory.len() + 1, tables: made.tables, names })
}

/// Removes an earlier release; a folder that holds anything else is left as it is.
fn clear(folder: &Path) -> Result<(), Error> {
    let mut entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(source) => return Err(Error::Read { path: folder.to_owned(), source }),
    };
    if entries.next().is_none() {
        return Ok(());
    }
    if !folder.join("SHA256SUMS").is_file() || !folder.join("datapackage.json").is_file() {
        return Err(Error::Invalid { path: folder.to_owned(), reason: "the folder holds something that is no release; nothing was written".to_owned() });
    }
    std::fs::remove_dir_all(folder).map_err(|source| Error::Write { path: folder.to_owned(), source })
}

/// A document as a release tells of it.
pub(crate) struct Source {
    path: String,
    title: Option<String>,
    municipality: Option<String>,
    url: Option<String>,
    sha256: String,
}

fn sources(dataset: &Path) -> Result<Vec<Source>, Error> {
    let mut out = vec![];
    let mut reader = Reader::open(dataset)?;
    let mut documents = false;
    loop {
        match reader.next_part()? {
            None => return Ok(out),
            Some((_, Part::MadeBy(_))) => {}
            Some((_, Part::Array(name))) if documents && name != "documents" => return Ok(out),
            Some((_, Part::Array(name))) => documents = name == "documents",
            Some((line, Part::Record(text, _))) => {
                let row: Value = parse(dataset, line, text)?;
                let own = |name: &str| row[name].as_str().map(str::to_owned);
                out.push(Source {
                    path: own("path").unwrap_or_default(),
                    title: own("title"),
                    municipality: own("municipality_name"),
                    url: own("url"),
                    sha256: own("sha256").unwrap_or_default(),
                });
            }
        }
    }
}
