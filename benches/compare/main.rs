//! What hyotei is measured against, and where its own time goes; driven by `benches/compare/run.sh`.
//!
//! `baseline FOLDER 1` parses the files of a folder into html5ever's tree and passes their text through NFKC; `stages FOLDER 4`
//! runs the stages of the pipeline one after another on every fourth. Both print `name seconds` lines: processor time of
//! one thread, files already read and (for the baselines) already decoded.

use cpu_time::ThreadTime;
use hyotei::decode::{self, Decoded};
use hyotei::emit::convert::{Reading, convert};
use hyotei::emit::write;
use hyotei::interpret::interpret;
use hyotei::model::digest::sha256;
use hyotei::model::document::Input;
use hyotei::model::lexicon::Lexicon;
use hyotei::read::format::{self, Format};
use hyotei::read::{html, mixed};
use hyotei::{pipeline, rebuild};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;
use unicode_normalization::UnicodeNormalization;

/// Processor time by name, in the order of the names.
type Times = BTreeMap<&'static str, Duration>;

fn main() {
    let told: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let [task, folder, every] = told.as_slice() else {
        // `cargo bench` without words runs every benchmark: this one has nothing to say by itself.
        println!("see benches/compare/run.sh");
        return;
    };
    let files = files(Path::new(folder), every.parse().expect("a number"));
    let times = match task.as_str() {
        "baseline" => baseline(&files),
        _ => stages(&files),
    };
    for (name, time) in times {
        println!("{name}\t{:.4}", time.as_secs_f64());
    }
}

/// One file of `every` in a folder.
fn files(folder: &Path, every: usize) -> Vec<Input> {
    let mut paths: Vec<_> = std::fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths.into_iter().step_by(every).map(|path| Input { bytes: std::fs::read(&path).expect("a file"), path: path.to_string_lossy().into_owned() }).collect()
}

/// Runs `work` and adds its processor time to `name`.
fn timed<T>(times: &mut Times, name: &'static str, work: impl FnOnce() -> T) -> T {
    let start = ThreadTime::now();
    let out = work();
    *times.entry(name).or_default() += start.elapsed();
    out
}

fn decoded(input: &Input) -> Decoded {
    let declared = html::declared(&input.bytes);
    decode::decode(&input.bytes, declared.as_deref())
}

fn baseline(files: &[Input]) -> Times {
    let mut times = Times::new();
    for input in files {
        let text = decoded(input).text;
        if html::is_page(&text) {
            timed(&mut times, "html5ever", || black_box(scraper::Html::parse_document(&text)));
        }
        timed(&mut times, "nfkc", || black_box(text.nfkc().collect::<String>()));
    }
    times
}

fn stages(files: &[Input]) -> Times {
    let mut times = Times::new();
    let lexicon = timed(&mut times, "0 lexicon", || Lexicon::embedded().expect("the embedded lexicon reads"));
    let mut parts = vec![];
    for input in files {
        let text = timed(&mut times, "1 decode", || decoded(input)).text;
        timed(&mut times, "2 read", || {
            if format::of_text(&text, &input.path) == Format::Html {
                black_box(html::read(&text));
            } else {
                black_box(mixed::read(&text));
            }
        });
        drop(text);
        // The pipeline's own document: read again, not timed.
        let (document, setting, _) = pipeline::pieces(input, &lexicon);
        let (pieces, diagnostics) = timed(&mut times, "3 rebuild", || rebuild::rebuild(&document, &lexicon, &setting));
        let findings = timed(&mut times, "4 interpret", || interpret(&document, &pieces, &lexicon, &setting));
        let part = timed(&mut times, "5 emit: convert", || {
            let reading =
                Reading { path: &input.path, sha256: &sha256(&input.bytes), bytes: input.bytes.len() as u64, document: &document, findings, lexicon: &lexicon, diagnostics };
            convert(&reading)
        });
        parts.push(part);
    }
    let folder = tempfile::tempdir().expect("a folder");
    timed(&mut times, "6 emit: write", || write::write(folder.path(), parts, false).expect("the dataset is written"));
    times
}
