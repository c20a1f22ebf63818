//! Held-out words (取り置きの語): the generator keeps a third of its label words from the program, so none of them may stand in `src`.
//!
//! `benches/generate/held_out.toml` tells them. A word that the program was taught measures nothing any more: take it out of the program, never out of the list.

use crate::product::root;
use std::path::Path;

/// Full-width ASCII as plain ASCII, so that 誰（何）を is found however its brackets are written.
fn folded(text: &str) -> String {
    text.chars().map(|letter| if ('\u{FF01}'..='\u{FF5E}').contains(&letter) { char::from_u32(letter as u32 - 0xFEE0).unwrap_or(letter) } else { letter }).collect()
}

/// The words of the list: what stands in quotes below `[words]`.
fn held_out_words(list: &str) -> Vec<String> {
    let below = list.split("[words]").nth(1).expect("the list has words");
    below.lines().filter(|line| !line.starts_with('#')).flat_map(|line| line.split('"').skip(1).step_by(2)).map(folded).collect()
}

/// Text of all Rust and TOML files below a folder, each with its path.
fn sources(folder: &Path, out: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).expect("src is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, out)
        } else if path.extension().is_some_and(|extension| extension == "rs" || extension == "toml") {
            out.push((path.display().to_string(), folded(&std::fs::read_to_string(&path).expect("sources are UTF-8"))))
        }
    }
}

#[test]
fn no_held_out_word_stands_in_the_program() {
    let list = std::fs::read_to_string(root().join("benches/generate/held_out.toml")).expect("the list is there");
    let words = held_out_words(&list);
    assert!(words.len() > 100, "only {} words are held out", words.len());
    let mut texts = vec![];
    sources(&root().join("src"), &mut texts);
    let taught: Vec<String> = texts.iter().flat_map(|(path, text)| words.iter().filter(|word| text.contains(*word)).map(move |word| format!("{word} in {path}"))).collect();
    assert!(taught.is_empty(), "held-out words stand in the program:\n{}", taught.join("\n"));
}

#[test]
fn the_list_is_read_as_it_is_written() {
    let told = held_out_words("layouts = [\n \"cards\"]\n[words]\n# \"none\"\ntitle = [\"業務名\", \"誰（何）を\"]\nunit = []\n");
    assert_eq!(told, ["業務名", "誰(何)を"]);
}
