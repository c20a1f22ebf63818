//! Indicator (指標) told inside a line: `指標：導入量【数値目標：8,339kW】`, `補助件数：326件`.

use crate::japanese::date::{Period, Setting};
use crate::japanese::number::unit_note;
use crate::japanese::text::Text;
use crate::model::header::{closing, matching};
use crate::model::lexicon::{Lexicon, Matched, Role};
use crate::see::see;
use std::ops::Range;

/// What a word in a bracket says: whose number follows, the bytes up to it and its time.
type Marker = (Role, usize, Option<(String, Period)>);

/// An indicator found in a line; ranges are bytes of the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The indicator it is, if its name is known.
    pub known: Option<usize>,
    /// Its name.
    pub name: Range<usize>,
    /// Its number.
    pub value: Range<usize>,
    /// What the number is, where the line says so.
    pub role: Option<Role>,
    /// The time its word names (令和5年度目標).
    pub period: Option<(String, Period)>,
}

/// A name, and the unit in brackets that stood at it: `来館者数（人）`.
pub fn without_unit(name: &str) -> (String, Option<String>) {
    let folded = Text::new(name);
    match unit_note(folded.normal()) {
        Some((range, unit)) => {
            let mut rest = folded.as_str().to_owned();
            rest.replace_range(range, "");
            (rest, Some(unit))
        }
        None => (name.to_owned(), None),
    }
}

/// Reads a line; `known` finds the indicator of the item that has a name.
pub fn told_in(line: &str, lexicon: &Lexicon, setting: &Setting, known: impl Fn(&str) -> Option<usize>) -> Option<Told> {
    let opener = lexicon.indicator_markers.iter().filter(|(_, role)| *role == Role::Indicator).find_map(|(word, _)| {
        let rest = line.trim_start().strip_prefix(word.as_str())?;
        let body = rest.trim_start_matches([':', '：', ' ']);
        (rest.starts_with([':', '：'])).then_some(line.len() - body.len())
    });
    let start = opener.unwrap_or(line.len() - line.trim_start().len());
    let body = &line[start..];
    // NAME【数値目標：VALUE】, NAME(目標値：VALUE).
    for open in ['【', '(', '〔', '['] {
        let Some(at) = body.find(open) else { continue };
        let Some(length) = matching(&body[at..], open, closing(open)) else { continue };
        let inner = &body[at + open.len_utf8()..at + length - closing(open).len_utf8()];
        let Some((role, skip, period)) = value_marker(inner, lexicon).map(|(role, skip)| (role, skip, None)).or_else(|| timed_marker(inner, lexicon, setting)) else { continue };
        let name = start..start + at;
        if line[name.clone()].trim().is_empty() {
            continue;
        }
        let value = start + at + open.len_utf8() + skip..start + at + open.len_utf8() + inner.len();
        let same = known(&line[name.clone()]);
        if opener.is_some() || same.is_some() {
            return Some(Told { known: same, name, value, role: Some(role), period });
        }
    }
    // NAME：VALUE of a known indicator, or after 指標：.
    let colon = body.find(':')?;
    let name = start..start + colon;
    let same = known(&line[name.clone()]);
    (same.is_some() && !body[colon + 1..].trim().is_empty()).then(|| Told { known: same, name, value: start + colon + 1..line.len(), role: None, period: None })
}

/// `数値目標：` and its like at the beginning of a bracket: the role and the bytes to skip.
fn value_marker(inner: &str, lexicon: &Lexicon) -> Option<(Role, usize)> {
    lexicon.indicator_markers.iter().filter(|(_, role)| !matches!(role, Role::Indicator | Role::Unit)).find_map(|(word, role)| {
        let rest = inner.trim_start().strip_prefix(word.as_str())?;
        let body = rest.trim_start_matches([':', '：', ' ']);
        (!body.is_empty() && body.len() < rest.len()).then_some((*role, inner.len() - body.len()))
    })
}

/// `令和5年度目標：` at the beginning of a bracket: the role, the bytes to skip and the time.
fn timed_marker(inner: &str, lexicon: &Lexicon, setting: &Setting) -> Option<Marker> {
    let (label, body) = inner.split_once(':')?;
    let body = body.trim_start();
    let (role, period) = value_label(label, lexicon, setting)?;
    (!body.is_empty()).then_some((role, inner.len() - body.len(), period))
}

/// `令和4年度実績`, `目標値`: a label that says whose number it is, with its time.
pub fn value_label(label: &str, lexicon: &Lexicon, setting: &Setting) -> Option<(Role, Option<(String, Period)>)> {
    if label.chars().count() > 24 {
        return None;
    }
    let header = see(label).header(lexicon, setting);
    let meaning = header.meaning.as_ref().filter(|meaning| meaning.matched <= Matched::Compound)?;
    let role = match meaning.role {
        Role::Target | Role::TargetValue => Role::TargetValue,
        Role::Result | Role::ResultValue => Role::ResultValue,
        role @ (Role::Baseline | Role::CostTarget | Role::CostResult) => role,
        _ => return None,
    };
    Some((role, header.period.clone()))
}
