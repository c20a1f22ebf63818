//! Made by (作成): by which contract and by what a dataset was made, so that two of them can be compared.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The version of the contract that the dataset keeps.
pub const CONTRACT: u32 = 2;

/// What made a dataset; the hashes are SHA-256, hexadecimal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MadeBy {
    /// Version of the contract.
    pub contract: u32,
    /// Name and version of the program.
    pub program: String,
    /// Hash of the lexicon, with what the user added to it.
    pub lexicon: String,
    /// Hash of the weights; null where none were used.
    pub weights: Option<String>,
    /// Hash of the forms; null where none were used.
    pub forms: Option<String>,
}

impl MadeBy {
    /// By this program with a lexicon.
    pub fn with_lexicon(hash: &str) -> MadeBy {
        MadeBy { lexicon: hash.to_owned(), ..MadeBy::default() }
    }
}

impl Default for MadeBy {
    fn default() -> MadeBy {
        MadeBy { contract: CONTRACT, program: concat!("hyotei ", env!("CARGO_PKG_VERSION")).to_owned(), lexicon: String::new(), weights: None, forms: None }
    }
}
