//! Build (下ごしらえ): the lexicon as JSON, which a run reads at a tenth of what TOML costs it, and its hash.

use sha2::{Digest, Sha256};
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let source = "src/model/lexicon.toml";
    println!("cargo::rerun-if-changed={source}");
    println!("cargo::rerun-if-changed=build.rs");
    let mut lexicon: toml::Table = toml::from_str(&fs::read_to_string(source)?)?;
    // What only people read stays behind.
    for entry in lexicon.iter_mut().filter_map(|(_, entries)| entries.as_array_mut()).flatten().filter_map(toml::Value::as_table_mut) {
        entry.remove("seen");
        entry.remove("note");
    }
    let text = serde_json::to_string(&lexicon)?;
    let out = env::var("OUT_DIR")?;
    let hash: String = Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect();
    fs::write(Path::new(&out).join("lexicon.json"), text)?;
    fs::write(Path::new(&out).join("lexicon.sha256"), hash)?;
    Ok(())
}
