//! Lexicon (語彙): what headers, markers, scale and status words mean. The data is `lexicon.toml`; a user adds to it with
//! `--lexicon my.toml`, whose entries win over ours.

mod cue;
mod file;
mod header;
mod meaning;
mod name;

pub use cue::Cue;
pub use meaning::{Matched, Meaning, Pointer, Role, ScaleWord};

use crate::error::Error;
use crate::japanese::glyph::{is_standard, standard};
use crate::japanese::text::{Normal, key};
use crate::model::record::ValueStatus;
use foldhash::{HashMap, HashSet};
use sha2::{Digest, Sha256};
use std::path::Path;
use std::sync::OnceLock;

/// `lexicon.toml` as the build wrote it down (`build.rs`).
const EMBEDDED: &str = include_str!(concat!(env!("OUT_DIR"), "/lexicon.json"));

/// Its SHA-256.
const EMBEDDED_HASH: &str = include_str!(concat!(env!("OUT_DIR"), "/lexicon.sha256"));

/// Longest name of a part of a form that is known by its end, in characters.
const LONGEST_PART: usize = 14;

/// The lexicon, ready for look-up.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// SHA-256 of what was read into it, hexadecimal.
    hash: String,
    headers: HashMap<String, Meaning>,
    /// Longest word in characters, bounding the head search.
    longest: usize,
    statuses: HashMap<String, ValueStatus>,
    scales: HashMap<String, ScaleWord>,
    pointers: HashMap<String, Pointer>,
    /// Words that open an indicator inside a line, longest first.
    pub indicator_markers: Vec<(String, Role)>,
    /// Words that open section headings.
    pub group_words: Vec<String>,
    /// Names of kinds of sheets.
    pub form_titles: Vec<String>,
    form_parts: HashSet<String>,
    form_part_ends: Vec<String>,
    filler_starts: Vec<String>,
    filler_ends: Vec<String>,
    cues: HashMap<Cue, Vec<String>>,
    edition: u64,
    by_character: OnceLock<header::Index>,
}

impl Lexicon {
    /// The embedded lexicon.
    ///
    /// # Errors
    /// Only if the embedded file is broken, which a test excludes.
    pub fn embedded() -> Result<Lexicon, Error> {
        let mut lexicon = Lexicon::default();
        lexicon.add_built(EMBEDDED, Path::new("lexicon.toml"))?;
        Ok(lexicon)
    }

    /// SHA-256 of the file; with entries of a user, of the hash before and their text.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The status that a cell's words tell in place of a number.
    pub fn value_status(&self, text: &str) -> Option<ValueStatus> {
        self.status_of_key(&key(text))
    }

    /// The status that words of this matching key tell.
    pub fn status_of_key(&self, key: &str) -> Option<ValueStatus> {
        self.statuses.get(key).copied()
    }

    /// What a phrase in a rating cell tells.
    pub fn scale_word(&self, text: &str) -> Option<&ScaleWord> {
        self.scale_word_of_key(&key(text))
    }

    /// What a phrase of this matching key tells.
    pub fn scale_word_of_key(&self, key: &str) -> Option<&ScaleWord> {
        self.scales.get(key)
    }

    /// Where a 同上-like word points.
    pub fn pointer(&self, text: &str) -> Option<Pointer> {
        self.pointer_of_key(&key(text))
    }

    /// Where a word of this matching key points.
    pub fn pointer_of_key(&self, key: &str) -> Option<Pointer> {
        self.pointers.get(key).copied()
    }

    /// A number that no lexicon with other entries has, for what is kept of readings.
    pub fn edition(&self) -> u64 {
        self.edition
    }

    /// The name of a part of a form (基本情報, 事業費等).
    pub fn is_form_part(&self, core: &str) -> bool {
        let own = label_key(core);
        let short = own.chars().count() <= LONGEST_PART;
        self.form_parts.contains(&own) || short && self.form_part_ends.iter().any(|end| own.ends_with(end.as_str()) && own.len() > end.len())
    }

    /// A note to the person who fills the form, no header.
    pub fn is_filler_note(&self, text: Normal<'_>) -> bool {
        let whole = key(text.trim().trim_matches(['(', ')', '※', '*', '。']));
        self.filler_ends.iter().any(|end| whole.ends_with(end.as_str())) || self.filler_starts.iter().any(|start| whole.starts_with(start.as_str()))
    }

    /// How many header words it knows.
    pub fn header_words(&self) -> usize {
        self.headers.len()
    }
}

/// The hash of a lexicon once a text was added to it.
fn hashed(before: &str, text: &str) -> String {
    crate::model::digest::hex(&Sha256::new_with_prefix(before).chain_update(text).finalize())
}

/// Names of rows of sums.
const SUMS: [&str; 9] = ["計", "合計", "小計", "総計", "総合計", "累計", "全体計", "合計額", "総額"];
/// Words in 計 that add nothing up.
const NO_SUMS: [&str; 8] = ["会計", "設計", "統計", "推計", "時計", "家計", "生計", "集計"];
/// Longest other name of a row of sums (区分計, 人件費計), in characters.
const LONGEST_SUM: usize = 8;

/// 合計, 小計, 計(16事業), 区分計: the name of a row of sums; 一般会計 is none.
pub fn is_sum_word(text: &str) -> bool {
    // Before its first bracket or number a sum's name is short: of a paragraph no key is made.
    if text.chars().all(|c| !is_of_sums(c)) {
        return false;
    }
    let whole = label_key(text);
    let bare = whole.split(['(', '（']).next().unwrap_or(&whole);
    let counted = bare.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '事' | '業' | '件' | '項' | '目'));
    SUMS.contains(&counted) || counted.chars().count() <= LONGEST_SUM && counted.ends_with('計') && !NO_SUMS.iter().any(|end| counted.ends_with(end))
}

/// Each name of a row of sums has one of these in it, or a form of one that its key folds to it.
fn is_of_sums(character: char) -> bool {
    matches!(standard(character), '計' | '額') || ('\u{f900}'..='\u{faff}').contains(&character) || character as u32 >= 0x2_f800
}

/// The matching key of a label: folded, no white space, no trailing colon.
pub fn label_key(label: &str) -> String {
    let mut out = key(label);
    if !is_standard(&out) {
        out = out.chars().map(standard).collect();
    }
    while out.ends_with([':', '：', '。', '*', '※']) {
        out.pop();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_that_of_what_was_built() {
        assert_eq!(Lexicon::embedded().expect("the lexicon reads").hash(), hashed("", EMBEDDED));
    }

    #[test]
    fn a_header_that_was_misread_is_the_header() {
        let lexicon = Lexicon::embedded().expect("the lexicon reads");
        for (printed, meant) in [("实施状况", "実施状況"), ("事务事业名", "事務事業名"), ("总合评価", "総合評価"), ("實績", "実績")] {
            assert_eq!(lexicon.whole(printed), lexicon.whole(meant), "{printed}");
            assert!(lexicon.whole(meant).is_some(), "{meant}");
        }
    }

    #[test]
    fn a_name_that_nothing_bears_is_told_with_its_file_and_entry() {
        let header = |line: &str| format!("[[header]]\nwords = [\"着地点\"]\n{line}");
        for (text, told) in [
            (header("role = \"targt\""), "unknown role \"targt\""),
            (header("role = \"target\"\nlevel = \"outcom\""), "unknown level \"outcom\""),
            (header("role = \"note\"\nkind = \"isue\""), "unknown kind \"isue\""),
            (header("role = \"rating\"\nkind = \"grad\""), "unknown kind \"grad\""),
            (header("role = \"rating\"\nrater = \"myself\""), "unknown rater \"myself\""),
            (header("role = \"title\"\nalternatives = [\"rating:grade\", \"ded\"]"), "unknown alternative \"ded\""),
            ("[[same_as]]\nwords = [\"着地点\"]\nto = \"lft\"".to_owned(), "unknown to \"lft\""),
            ("[[indicator_marker]]\nwords = [\"着地点\"]\nrole = \"unti\"".to_owned(), "unknown role \"unti\""),
        ] {
            let error = Lexicon::default().add(&text, Path::new("my.toml")).expect_err(&text).to_string();
            assert!(error.starts_with("my.toml: ") && error.contains(told) && error.contains("着地点"), "{error}");
        }
    }

    #[test]
    fn a_line_of_an_entry_that_means_nothing_is_told() {
        let text = "[[header]]\nwords = [\"着地点\"]\nrole = \"target\"\nlevl = \"outcome\"";
        let error = Lexicon::default().add(text, Path::new("my.toml")).expect_err("levl is nothing").to_string();
        assert!(error.starts_with("my.toml: ") && error.contains("unknown field `levl`"), "{error}");
    }

    #[test]
    fn a_marker_of_the_user_wins_over_ours() {
        let mut lexicon = Lexicon::embedded().expect("the lexicon reads");
        lexicon.add("[[indicator_marker]]\nwords = [\"実績\"]\nrole = \"target_value\"", Path::new("my.toml")).expect("it reads");
        let roles: Vec<Role> = lexicon.indicator_markers.iter().filter(|(word, _)| word == "実績").map(|(_, role)| *role).collect();
        assert_eq!(roles, [Role::TargetValue]);
    }
}
