//! Lexicon files (語彙ファイル): the shape of `lexicon.toml`, and how its entries become look-up tables.

use crate::error::Error;
use crate::japanese::text::key;
use crate::model::lexicon::{Cue, Lexicon, Matched, Meaning, Pointer, Role, ScaleWord, label_key, name};
use crate::model::record::{NoteKind, RatingKind};
use serde::Deserialize;
use std::path::Path;

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct File {
    header: Vec<HeaderEntry>,
    period_word: Vec<toml::Value>,
    value_status: Vec<StatusEntry>,
    scale_word: Vec<ScaleEntry>,
    same_as: Vec<PointerEntry>,
    indicator_marker: Vec<MarkerEntry>,
    group_word: Vec<WordsEntry>,
    form_title: Vec<WordsEntry>,
    form_part: Vec<PartEntry>,
    filler_note: Vec<FillerEntry>,
    cue: Vec<CueEntry>,
}

#[derive(Deserialize)]
struct HeaderEntry {
    words: Vec<String>,
    role: String,
    level: Option<String>,
    kind: Option<String>,
    rater: Option<String>,
    #[serde(default)]
    alternatives: Vec<String>,
}

#[derive(Deserialize)]
struct StatusEntry {
    words: Vec<String>,
    status: String,
}

#[derive(Deserialize)]
struct ScaleEntry {
    #[serde(default)]
    words: Vec<String>,
    word: Option<String>,
    kind: String,
    family: Option<String>,
}

#[derive(Deserialize)]
struct PointerEntry {
    words: Vec<String>,
    to: String,
}

#[derive(Deserialize)]
struct MarkerEntry {
    words: Vec<String>,
    role: String,
}

/// Names of parts of a form, and words that end such names.
#[derive(Deserialize, Default)]
#[serde(default)]
struct PartEntry {
    words: Vec<String>,
    ends: Vec<String>,
}

#[derive(Deserialize)]
struct WordsEntry {
    words: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct FillerEntry {
    starts: Vec<String>,
    ends: Vec<String>,
}

/// Words, and what they tell.
#[derive(Deserialize)]
struct CueEntry {
    words: Vec<String>,
    tells: String,
}

impl Lexicon {
    /// Adds a user's entries; they win over those that stand already.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the line if the text is no lexicon.
    pub fn add(&mut self, text: &str, path: &Path) -> Result<(), Error> {
        let invalid = |reason: String| Error::Invalid { path: path.to_owned(), reason };
        let file: File = toml::from_str(text).map_err(|error| invalid(error.to_string()))?;
        for entry in file.header {
            self.add_header(&entry).map_err(invalid)?;
        }
        for entry in file.value_status {
            let status = name::value_status(&entry.status).ok_or_else(|| invalid(format!("unknown status {:?}", entry.status)))?;
            self.statuses.extend(entry.words.iter().map(|word| (key(word), status)));
        }
        for entry in file.scale_word {
            let kind = name::rating_kind(&entry.kind).ok_or_else(|| invalid(format!("unknown kind {:?}", entry.kind)))?;
            for word in entry.words.iter().chain(&entry.word) {
                self.scales.insert(key(word), ScaleWord { kind, family: entry.family.clone() });
            }
        }
        for entry in file.same_as {
            let pointer = if entry.to == "left" { Pointer::Left } else { Pointer::Above };
            self.pointers.extend(entry.words.iter().map(|word| (key(word), pointer)));
        }
        for entry in file.indicator_marker {
            let role = role(&entry.role).map_err(invalid)?;
            self.indicator_markers.extend(entry.words.into_iter().map(|word| (word, role)));
        }
        self.indicator_markers.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        self.group_words.extend(file.group_word.into_iter().flat_map(|entry| entry.words));
        for entry in file.form_part {
            self.form_parts.extend(entry.words.iter().map(|word| label_key(word)));
            self.form_part_ends.extend(entry.ends.iter().map(|end| label_key(end)));
        }
        self.form_titles.extend(file.form_title.into_iter().flat_map(|entry| entry.words));
        for entry in file.filler_note {
            self.filler_starts.extend(entry.starts);
            self.filler_ends.extend(entry.ends);
        }
        for entry in file.cue {
            let cue = Cue::named(&entry.tells).ok_or_else(|| invalid(format!("[[cue]] {:?}: unknown tells {:?}", entry.words, entry.tells)))?;
            self.cues.entry(cue).or_default().extend(entry.words);
        }
        Ok(())
    }

    /// Adds the words of one entry of headers; the error says in words what is wrong with it.
    fn add_header(&mut self, entry: &HeaderEntry) -> Result<(), String> {
        let role = role(&entry.role)?;
        let kind = entry.kind.as_deref();
        let note = match role {
            Role::Note => Some(kind.and_then(name::note_kind).unwrap_or(NoteKind::Other)),
            // What a word of sections is the head of where it stands right of the items.
            Role::Section => kind.and_then(name::note_kind),
            _ => None,
        };
        let rating = matches!(role, Role::Rating | Role::Achievement).then(|| kind.and_then(name::rating_kind).unwrap_or(RatingKind::Grade));
        for word in &entry.words {
            let meaning = Meaning {
                role,
                level: entry.level.as_deref().and_then(name::level),
                note,
                rating,
                rater: entry.rater.as_deref().and_then(name::rater),
                alternatives: entry.alternatives.iter().filter_map(|name| name::role(name.split(':').next().unwrap_or(name))).collect(),
                matched: Matched::Whole,
                word: word.clone(),
            };
            let word_key = label_key(word);
            self.longest = self.longest.max(word_key.chars().count());
            self.headers.insert(word_key, meaning);
        }
        Ok(())
    }
}

fn role(name: &str) -> Result<Role, String> {
    name::role(name).ok_or_else(|| format!("unknown role {name:?}"))
}
