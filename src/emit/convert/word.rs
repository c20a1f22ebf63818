//! Words (記録の言葉): what the emitted rows repeat of the labels that they stood under, for labels have no place of their own.

use crate::emit::dataset::Dataset;
use crate::japanese::text::key;
use crate::see::{Bare, see};
use foldhash::HashSet;
use std::collections::BTreeSet;

/// The printed words that rows repeat, by their keys.
pub(super) struct Words {
    /// Names: of items, of what these stand under, of departments, of indicators, of the document.
    names: HashSet<String>,
    /// Canonical units.
    units: HashSet<String>,
    /// Markers in full form (ア(イ)).
    markers: HashSet<String>,
    /// Their last parts ((イ)), as they are printed under another.
    lower: HashSet<String>,
    /// Labels: headers, times, subjects, members of scales; a printed line may hold one among others.
    labels: BTreeSet<String>,
    /// All of them, one after the other: a label may be printed in parts.
    joined: String,
}

impl Words {
    /// Of the rows of a document.
    pub(super) fn of(rows: &Dataset) -> Words {
        let items = rows.items.iter().flat_map(|row| row.path.iter().chain(&row.title).chain(&row.label).chain(row.departments.iter().map(|one| &one.name)));
        let documents = rows.documents.iter().flat_map(|row| [&row.title, &row.municipality_name]).flatten();
        let names: HashSet<&String> = items.chain(rows.indicators.iter().map(|row| &row.name)).chain(documents).collect();
        let units = rows.indicators.iter().map(|row| &row.unit).chain(rows.targets.iter().map(|row| &row.unit)).chain(rows.results.iter().map(|row| &row.unit));
        let headers = rows.targets.iter().map(|row| &row.header).chain(rows.results.iter().map(|row| &row.header));
        let headers = headers.chain(rows.ratings.iter().map(|row| &row.header)).chain(rows.notes.iter().map(|row| &row.header)).flatten();
        let periods = rows.targets.iter().map(|row| &row.period).chain(rows.results.iter().map(|row| &row.period));
        let periods = periods.chain(rows.ratings.iter().map(|row| &row.period)).chain(rows.notes.iter().map(|row| &row.period)).flatten().map(|period| &period.raw);
        let members = rows.rating_scales.iter().flat_map(|row| &row.members).flat_map(|member| [Some(&member.raw), member.meaning.as_ref()]).flatten();
        let labels: HashSet<&String> = headers.chain(periods).chain(members).chain(rows.ratings.iter().map(|row| &row.subject)).collect();
        let labels: BTreeSet<String> = labels.into_iter().map(|label| key(label)).collect();
        let markers = rows.targets.iter().map(|row| &row.labels).chain(rows.results.iter().map(|row| &row.labels)).chain(rows.notes.iter().map(|row| &row.labels));
        let markers: HashSet<String> = markers.flatten().collect::<HashSet<_>>().into_iter().map(|marker| key(marker)).collect();
        Words {
            lower: markers.iter().filter_map(|marker| marker.rfind('(').map(|at| marker[at..].to_owned())).collect(),
            markers,
            names: names.into_iter().map(|name| key(name)).collect(),
            units: units.flatten().collect::<HashSet<_>>().into_iter().cloned().collect(),
            joined: labels.iter().map(String::as_str).collect::<Vec<_>>().join("\n"),
            labels,
        }
    }

    /// A row bears the name, the unit or the markers that are printed here.
    pub(super) fn name(&self, shown: &str) -> bool {
        self.bears(see(shown).bare())
    }

    fn bears(&self, bare: &Bare) -> bool {
        let is_name = |key: &String| says_something(key) && self.names.contains(key);
        // 1-(1) 移住・定住の促進: the number may be printed in another form where an item is named again.
        let named = is_name(&bare.key) || says_something(&bare.key) && bare.unnumbered.as_ref().is_some_and(is_name);
        named || self.units.contains(&bare.unit) || self.is_marker(&bare.key)
    }

    /// （単位：千円）, and a row bears the unit; which table the note stands over is not said by that.
    pub(super) fn note(&self, shown: &str) -> bool {
        see(shown).bare().note.as_ref().is_some_and(|unit| self.units.contains(unit))
    }

    /// ア(ア)・ア(イ)・イ: every part of it marks a row.
    fn is_marker(&self, own: &str) -> bool {
        every_part(own, |part| self.markers.contains(part))
    }

    /// (イ), which rows bear as ア(イ); which of them stands behind it is not said by that.
    pub(super) fn lower_marker(&self, shown: &str) -> bool {
        every_part(&see(shown).bare().key, |part| self.lower.contains(part) || self.markers.contains(part))
    }

    /// A row repeats the label that is printed here, in whole, as a part of a longer one, or among other words.
    pub(super) fn label(&self, shown: &str) -> bool {
        let seen = see(shown);
        let own = &seen.bare().key;
        let among = |label: &String| label.len() <= own.len() && label.chars().nth(1).is_some() && is_word(label) && own.contains(label.as_str());
        let repeated = || self.joined.contains(own) || self.labels.iter().any(among);
        self.bears(seen.bare()) || self.labels.contains(own) && says_something(own) || is_word(own) && repeated()
    }
}

/// ア・イ: it has parts, and each is such a one.
fn every_part(own: &str, is_one: impl Fn(&str) -> bool) -> bool {
    let mut parts = own.split(['・', '、', ',']).map(|part| part.trim_matches(['.', '．', ':', '：'])).filter(|part| !part.is_empty()).peekable();
    parts.peek().is_some() && parts.all(is_one)
}

/// A number stands in other words by chance.
fn is_word(own: &str) -> bool {
    own.chars().any(char::is_alphabetic)
}

fn says_something(own: &str) -> bool {
    own.chars().any(char::is_alphanumeric)
}

/// Without tags and references to characters; a line for what tags part.
pub(super) fn without_tags(shown: &str) -> String {
    let mut out = String::with_capacity(shown.len());
    let mut rest = shown;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let tag = rest.starts_with('<') && rest[1..].starts_with(|next: char| next.is_ascii_alphabetic() || matches!(next, '/' | '!'));
        let reference = rest.strip_prefix('&').map_or(0, |name| name.find(|c: char| !c.is_ascii_alphanumeric() && c != '#').unwrap_or(0));
        let end = if tag { rest.find('>') } else { Some(reference + 1).filter(|end| reference > 0 && rest[*end..].starts_with(';')) };
        out.push_str(if end.is_none() {
            &rest[..1]
        } else if tag {
            "\n"
        } else {
            ""
        });
        rest = &rest[end.unwrap_or(0) + 1..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_say_nothing_bear_nothing_out() {
        let words = Words::of(&Dataset::default());
        assert!(!words.label("事業名") && !words.name("－") && !words.label(""));
    }
}
