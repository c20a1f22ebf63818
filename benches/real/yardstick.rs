//! Yardsticks (物差し) of `benches/real/run.py`: one pass over the files of a folder, run under callgrind.
//!
//! `read FOLDER` reads and checks the texts and does no more; `tree FOLDER` parses each page into scraper's tree as well, `nfkc FOLDER` passes each
//! text through NFKC. What `read` costs is taken off the others.

use std::hint::black_box;
use unicode_normalization::UnicodeNormalization;

fn main() {
    let told: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let [task, folder] = told.as_slice() else {
        // `cargo bench` without words runs every benchmark: this one has nothing to say by itself.
        println!("see benches/real/run.py");
        return;
    };
    let mut paths: Vec<_> = std::fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths {
        let text = String::from_utf8(std::fs::read(&path).expect("a file")).expect("the real sheets are UTF-8");
        match task.as_str() {
            "tree" => {
                black_box(scraper::Html::parse_document(black_box(&text)));
            }
            "nfkc" => {
                black_box(black_box(&text).nfkc().collect::<String>());
            }
            _ => {
                black_box(&text);
            }
        }
    }
}
