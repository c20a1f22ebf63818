//! Sources (原本): the documents of a dataset, found again by the hash of their bytes.

use crate::discover::{Found, discover};
use crate::emit::dataset::DocumentRow;
use crate::error::Error;
use crate::model::digest::{self, sha256};
use crate::model::document::Input;
use crate::pipeline;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Where documents are.
pub(super) struct Sources {
    found: Vec<Found>,
    /// By document: the file, and which of its documents.
    at: HashMap<String, (usize, usize)>,
}

impl Sources {
    /// Looks through files and folders; without any, for the paths that the dataset names, from here and from its folder.
    pub(super) fn find(paths: &[PathBuf], folder: &Path, documents: &[DocumentRow]) -> Result<Sources, Error> {
        let found = if paths.is_empty() { beside(folder, documents) } else { discover(paths)? };
        let mut at = HashMap::new();
        for (number, file) in found.iter().enumerate() {
            for (member, input) in pipeline::inputs(file).iter().enumerate() {
                at.entry(id(input)).or_insert((number, member));
            }
        }
        Ok(Sources { found, at })
    }

    /// The bytes of a document, if it was found.
    pub(super) fn input(&self, document_id: &str) -> Option<Input> {
        let (number, member) = self.at.get(document_id)?;
        pipeline::inputs(&self.found[*number]).into_iter().nth(*member)
    }

    /// How many documents were found.
    pub(super) fn len(&self) -> usize {
        self.at.len()
    }

    /// The files.
    pub(super) fn files(&self) -> &[Found] {
        &self.found
    }
}

/// The id of a document: first 16 hex digits of its hash.
pub(super) fn id(input: &Input) -> String {
    digest::id(&sha256(&input.bytes))
}

/// Files of the names in the dataset, under the working folder or the dataset's.
fn beside(folder: &Path, documents: &[DocumentRow]) -> Vec<Found> {
    let mut out: Vec<Found> = vec![];
    for document in documents {
        let name = document.path.split('!').next().unwrap_or_default();
        // The path of a dataset is input: it leads nowhere above.
        let safe = Path::new(name).components().all(|part| matches!(part, std::path::Component::Normal(_)));
        let path = [PathBuf::from(name), folder.join(name)].into_iter().find(|path| safe && path.is_file());
        if let Some(path) = path.filter(|path| out.last().is_none_or(|last| last.path != *path)) {
            out.push(Found { name: name.to_owned(), path, refused: None });
        }
    }
    out
}
