//! Eras and glyphs against libraries of others; see `tests/oracle/README.md`.

use crate::product::root;
use hyotei::japanese::date::{Date, Era, Setting, era_of, periods};
use hyotei::japanese::glyph::{Reason, glyphs};
use hyotei::japanese::text::Text;
use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

fn folder() -> PathBuf {
    root().join("tests/oracle")
}

/// The Python of a venv that holds the pinned packages; `None` where PyPI is out of reach.
fn python() -> Option<PathBuf> {
    static PYTHON: OnceLock<Option<PathBuf>> = OnceLock::new();
    PYTHON.get_or_init(install).clone()
}

fn install() -> Option<PathBuf> {
    let requirements = folder().join("requirements.txt");
    let wanted = std::fs::read_to_string(&requirements).expect("requirements are there");
    let venv = Path::new(env!("CARGO_TARGET_TMPDIR")).join("oracle");
    let (python, mark) = (venv.join("bin/python"), venv.join("installed.txt"));
    if std::fs::read_to_string(&mark).is_ok_and(|installed| installed == wanted) && python.exists() {
        return Some(python);
    }
    let made = Command::new("python3").args(["-m", "venv", "--clear"]).arg(&venv).status().expect("python3 is needed for the oracles");
    assert!(made.success(), "python3 -m venv failed");
    let pip = Command::new(&python).args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "1", "--timeout", "15", "-r"]).arg(&requirements).output();
    let pip = pip.expect("the venv has a Python");
    if !pip.status.success() {
        let told = String::from_utf8_lossy(&pip.stderr);
        // A wrong pin or a broken package is a fault of ours, not of the network.
        let unreachable = ["connection", "timed out", "name resolution", "proxyerror", "sslerror"];
        assert!(unreachable.iter().any(|sign| told.to_lowercase().contains(sign)), "pip failed, though it reached PyPI: {told}");
        // Past the harness's capture: a skipped oracle is seen in every log.
        let _ = writeln!(std::io::stderr(), "oracles are skipped, PyPI is out of reach: {}", told.lines().last().unwrap_or("pip failed"));
        return None;
    }
    std::fs::write(&mark, wanted).expect("the venv can be written to");
    Some(python)
}

/// What a script prints for `input`, line by line, in columns.
fn run(python: &Path, script: &str, input: String) -> Vec<Vec<String>> {
    let mut child = Command::new(python).arg(folder().join(script)).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the script can be run");
    let mut stdin = child.stdin.take().expect("it has an input");
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let done = child.wait_with_output().expect("it ends");
    writer.join().expect("no panic").expect("it reads its input");
    assert!(done.status.success(), "{script}: {}", String::from_utf8_lossy(&done.stderr));
    let text = String::from_utf8(done.stdout).expect("it prints UTF-8");
    text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

/// The day after, by our own calendar: a wrong length of a month would put us out of step with the oracle.
fn next(date: Date) -> Date {
    let Date { year, month, day } = date;
    Date::new(year, month, day + 1).or(Date::new(year, month + 1, 1)).or(Date::new(year + 1, 1, 1)).expect("a day follows")
}

#[test]
fn eras_of_all_days_are_those_of_japanera() {
    let Some(python) = python() else { return };
    let rows = run(&python, "eras.py", String::new());
    assert_eq!(rows.len(), 62_892, "days from 1868-10-23 to 2040-12-31");
    let mut date = Date::new(1868, 10, 23).expect("a day");
    let solar = Date::new(1873, 1, 1).expect("a day");
    let setting = Setting::default();
    let mut faults = vec![];
    for row in &rows {
        let [iso, name, count] = &row[..] else { panic!("{row:?}") };
        let count: u32 = count.parse().expect("a year");
        if date.to_string() != *iso || era_of(date).map(|(era, year)| (era.name(), year)) != Some((name, count)) {
            faults.push(format!("{iso} is {name}{count}, not {:?}", era_of(date)));
        }
        if date >= solar {
            let letter = Era::ALL.into_iter().find(|era| era.name() == name).map_or('?', Era::letter);
            let first = if count == 1 { "元".to_owned() } else { count.to_string() };
            for printed in [format!("{name}{first}年{}月{}日", date.month, date.day), format!("{letter}{count}.{}.{}", date.month, date.day)] {
                let found = periods(Text::new(&printed).normal(), &setting);
                if found.len() != 1 || (found[0].start, found[0].end) != (Some(date), Some(date)) || found[0].problem.is_some() {
                    faults.push(format!("{printed} is {iso}, not {found:?}"));
                }
            }
        }
        date = next(date);
    }
    assert!(faults.is_empty(), "{} faults: {:#?}", faults.len(), &faults[..faults.len().min(10)]);
}

#[test]
fn glyphs_are_those_that_jntajis_and_opencc_know() {
    let Some(python) = python() else { return };
    let ours: HashMap<String, (String, Reason)> = glyphs().map(|glyph| (glyph.variant.to_string(), (glyph.standard.to_string(), glyph.reason))).collect();
    let rows = run(&python, "glyphs.py", ours.iter().map(|(variant, (standard, _))| format!("{variant}\t{standard}\n")).collect());
    assert_eq!(rows.len(), ours.len());
    let mut faults = vec![];
    for row in &rows {
        let [variant, standard, shrinks, jis, made] = &row[..] else { panic!("{row:?}") };
        let (shrinks, jis) = (shrinks == "shrinks", jis == "jis");
        let reason = ours[variant].1;
        let right = match reason {
            Reason::Joyo | Reason::Variant => shrinks && jis,
            Reason::Simplified => !jis && made == standard,
            Reason::Rewritten => !jis && made != standard && made != variant,
        };
        if !right {
            faults.push(format!("{variant} → {standard} as {reason:?}: JNTAJIS shrinks {shrinks}, in JIS X 0208 {jis}, OpenCC {made}"));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
    for (reason, least) in [(Reason::Joyo, 29), (Reason::Variant, 2), (Reason::Simplified, 200)] {
        assert!(ours.values().filter(|(_, other)| *other == reason).count() >= least, "{reason:?} has fewer than {least} rows");
    }
}
