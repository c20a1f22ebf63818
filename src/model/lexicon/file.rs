//! Lexicon files (語彙ファイル): the shape of `lexicon.toml`, and how its entries become look-up tables.

use crate::error::Error;
use crate::japanese::text::key;
use crate::model::lexicon::cue::Cue;
use crate::model::lexicon::{EMBEDDED_HASH, Lexicon, Matched, Meaning, Role, ScaleWord, hashed, label_key, name};
use crate::model::record::{NoteKind, RatingKind};
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

/// Lexicons differ in what was added to them: each addition makes another edition.
static EDITIONS: AtomicU64 = AtomicU64::new(1);

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct File {
    header: Vec<HeaderEntry>,
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
#[serde(deny_unknown_fields)]
struct HeaderEntry {
    words: Vec<String>,
    role: String,
    level: Option<String>,
    kind: Option<String>,
    rater: Option<String>,
    #[serde(default)]
    alternatives: Vec<String>,
    /// What only people read.
    #[serde(default, rename = "seen")]
    _seen: IgnoredAny,
    #[serde(default, rename = "note")]
    _note: IgnoredAny,
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
        self.take(toml::from_str(text).map_err(|error| Error::Invalid { path: path.to_owned(), reason: error.to_string() })?, path)?;
        self.hash = hashed(&self.hash, text);
        Ok(())
    }

    /// Adds our own entries, as the build wrote them down, to an empty lexicon.
    pub(super) fn add_built(&mut self, text: &str, path: &Path) -> Result<(), Error> {
        self.take(serde_json::from_str(text).map_err(|error| Error::Invalid { path: path.to_owned(), reason: error.to_string() })?, path)?;
        self.hash = EMBEDDED_HASH.to_owned();
        Ok(())
    }

    fn take(&mut self, file: File, path: &Path) -> Result<(), Error> {
        let invalid = |reason: String| Error::Invalid { path: path.to_owned(), reason };
        self.by_character.take();
        self.edition = EDITIONS.fetch_add(1, Ordering::Relaxed);
        self.headers.reserve(file.header.iter().map(|entry| entry.words.len()).sum());
        for mut entry in file.header {
            self.add_header(&mut entry).map_err(|reason| invalid(format!("[[header]] {:?}: {reason}", entry.words)))?;
        }
        for entry in file.value_status {
            let status = known("status", &entry.status, name::value_status).map_err(|reason| invalid(format!("[[value_status]] {:?}: {reason}", entry.words)))?;
            self.statuses.extend(entry.words.iter().map(|word| (key(word), status)));
        }
        for entry in file.scale_word {
            let words: Vec<&String> = entry.words.iter().chain(&entry.word).collect();
            let kind = known("kind", &entry.kind, name::rating_kind).map_err(|reason| invalid(format!("[[scale_word]] {words:?}: {reason}")))?;
            for word in words {
                self.scales.insert(key(word), ScaleWord { kind, family: entry.family.clone() });
            }
        }
        for entry in file.same_as {
            let pointer = known("to", &entry.to, name::pointer).map_err(|reason| invalid(format!("[[same_as]] {:?}: {reason}", entry.words)))?;
            self.pointers.extend(entry.words.iter().map(|word| (key(word), pointer)));
        }
        for entry in file.indicator_marker {
            let role = known("role", &entry.role, name::role).map_err(|reason| invalid(format!("[[indicator_marker]] {:?}: {reason}", entry.words)))?;
            self.indicator_markers.retain(|(word, _)| !entry.words.contains(word));
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
    fn add_header(&mut self, entry: &mut HeaderEntry) -> Result<(), String> {
        let role = known("role", &entry.role, name::role)?;
        let kind = entry.kind.as_deref();
        let note = match (role, kind) {
            // What a word of sections is the head of where it stands right of the items.
            (Role::Note | Role::Section, Some(kind)) => Some(known("kind", kind, name::note_kind)?),
            (Role::Note, None) => Some(NoteKind::Other),
            _ => None,
        };
        let rating = match (role, kind) {
            (Role::Rating | Role::Achievement, Some(kind)) => Some(known("kind", kind, name::rating_kind)?),
            (Role::Rating | Role::Achievement, None) => Some(RatingKind::Grade),
            _ => None,
        };
        let level = entry.level.as_deref().map(|level| known("level", level, name::level)).transpose()?;
        let rater = entry.rater.as_deref().map(|rater| known("rater", rater, name::rater)).transpose()?;
        let alternative = |name: &String| known("alternative", name.split(':').next().unwrap_or(name), name::role);
        let alternatives = entry.alternatives.iter().map(alternative).collect::<Result<Vec<Role>, String>>()?;
        for word in std::mem::take(&mut entry.words) {
            let word_key = label_key(&word);
            let meaning = Meaning { role, level, note, rating, rater, alternatives: alternatives.clone(), matched: Matched::Whole, word };
            self.longest = self.longest.max(word_key.chars().count());
            self.headers.insert(word_key, meaning);
        }
        Ok(())
    }
}

/// The meaning of a name that an entry gives as its `what`; the error says that there is none.
fn known<T>(what: &str, name: &str, meaning: fn(&str) -> Option<T>) -> Result<T, String> {
    meaning(name).ok_or_else(|| format!("unknown {what} {name:?}"))
}
