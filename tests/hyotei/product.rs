//! Product (成果): the dataset that the flow makes of a file or of bytes, as JSON. The lexicon is read once for all tests.

use hyotei::model::document::Input;
use hyotei::model::lexicon::Lexicon;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

pub static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::embedded().expect("the embedded lexicon reads"));

/// The folder of the project.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The dataset of a document with this name and these bytes.
pub fn product_of(name: &str, bytes: Vec<u8>) -> Value {
    serde_json::to_value(hyotei::pipeline::document(&Input { path: name.to_owned(), bytes }, &LEXICON)).expect("the dataset serialises")
}

/// The dataset of a file.
pub fn product(path: &Path) -> Value {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    product_of(&name, std::fs::read(path).expect("the fixture reads"))
}
