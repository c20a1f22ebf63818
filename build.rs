//! Build (下ごしらえ): the lexicon as JSON, which a run reads at a tenth of what TOML costs it.

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
    fs::write(Path::new(&env::var("OUT_DIR")?).join("lexicon.json"), serde_json::to_string(&lexicon)?)?;
    Ok(())
}
