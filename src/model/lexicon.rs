//! Lexicon (語彙): what headers, markers, scale and status words mean. The data is `lexicon.toml`; a user adds to it with
//! `--lexicon my.toml`, whose entries win over ours.

use crate::error::Error;
use crate::japanese::text::{Normal, key};
use crate::model::record::{Level, NoteKind, Rater, RatingKind, ValueStatus};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::path::Path;

const EMBEDDED: &str = include_str!("lexicon.toml");

/// What a header makes of the cells under or beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// 番号, No.: the item's label.
    Label,
    /// 事業名, 取組項目: the item itself.
    Title,
    /// 大項目, 施策: what items stand under.
    Section,
    /// 担当課.
    Department,
    /// 市区町村名.
    Municipality,
    /// What is to be done or reached.
    Target,
    /// What was done or reached.
    Result,
    /// 取組: a result if it tells the past, else a target.
    Deed,
    /// 目標値.
    TargetValue,
    /// 実績値.
    ResultValue,
    /// 基準値.
    Baseline,
    /// 達成率.
    Achievement,
    /// 予算額.
    CostTarget,
    /// 決算額.
    CostResult,
    /// 事業費, 人件費: a row of a cost table.
    Cost,
    /// A rating.
    Rating,
    /// 判断理由: explains the rating before it.
    Comment,
    /// The rest of what is said about an item.
    Note,
    /// 指標名.
    Indicator,
    /// 単位.
    Unit,
    /// 方向.
    Direction,
    /// 年度, 期間.
    Period,
    /// 評価基準, 凡例.
    Legend,
    /// 工程.
    Schedule,
}

/// What a header word means.
#[derive(Clone, Debug, PartialEq)]
pub struct Meaning {
    /// The role of what stands under it.
    pub role: Role,
    /// Level of the logic model, where the word tells it.
    pub level: Option<Level>,
    /// Kind of note, for notes.
    pub note: Option<NoteKind>,
    /// Kind of rating, for ratings.
    pub rating: Option<RatingKind>,
    /// Who rates, where the word tells it.
    pub rater: Option<Rater>,
    /// Other roles the word often has.
    pub alternatives: Vec<Role>,
    /// How the word was matched.
    pub matched: Matched,
    /// The lexicon's word.
    pub word: String,
}

/// How a header was matched, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matched {
    /// The whole label is a word of the lexicon.
    Whole,
    /// Its parts on ・ / 、 are.
    Compound,
    /// It ends with one: a Japanese noun phrase has its head at its end.
    Head,
}

/// What a word in a rating cell tells.
#[derive(Clone, Debug, PartialEq)]
pub struct ScaleWord {
    /// Kind of rating it stands for.
    pub kind: RatingKind,
    /// Family of words it belongs with.
    pub family: Option<String>,
}

/// Where 同上-like words point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointer {
    /// 同上.
    Above,
    /// 同左.
    Left,
}

/// The lexicon, ready for look-up.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
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
    filler_starts: Vec<String>,
    filler_ends: Vec<String>,
}

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
    form_part: Vec<WordsEntry>,
    filler_note: Vec<FillerEntry>,
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

impl Lexicon {
    /// The embedded lexicon.
    ///
    /// # Errors
    /// Only if the embedded file is broken, which a test excludes.
    pub fn embedded() -> Result<Lexicon, Error> {
        let mut lexicon = Lexicon::default();
        lexicon.add(EMBEDDED, Path::new("lexicon.toml"))?;
        Ok(lexicon)
    }

    /// Adds a user's entries; they win over those that stand already.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the line if the text is no lexicon.
    pub fn add(&mut self, text: &str, path: &Path) -> Result<(), Error> {
        let invalid = |reason: String| Error::Invalid { path: path.to_owned(), reason };
        let file: File = toml::from_str(text).map_err(|error| invalid(error.to_string()))?;
        for entry in file.header {
            let role = role(&entry.role).ok_or_else(|| invalid(format!("unknown role {:?}", entry.role)))?;
            for word in &entry.words {
                let meaning = Meaning {
                    role,
                    level: entry.level.as_deref().and_then(level),
                    note: if role == Role::Note { Some(entry.kind.as_deref().and_then(note_kind).unwrap_or(NoteKind::Other)) } else { None },
                    rating: if role == Role::Rating || role == Role::Achievement { Some(entry.kind.as_deref().and_then(rating_kind).unwrap_or(RatingKind::Grade)) } else { None },
                    rater: entry.rater.as_deref().and_then(rater),
                    alternatives: entry.alternatives.iter().filter_map(|name| self::role(name.split(':').next().unwrap_or(name))).collect(),
                    matched: Matched::Whole,
                    word: word.clone(),
                };
                let word_key = label_key(word);
                self.longest = self.longest.max(word_key.chars().count());
                self.headers.insert(word_key, meaning);
            }
        }
        for entry in file.value_status {
            let status = value_status(&entry.status).ok_or_else(|| invalid(format!("unknown status {:?}", entry.status)))?;
            self.statuses.extend(entry.words.iter().map(|word| (key(word), status)));
        }
        for entry in file.scale_word {
            let kind = rating_kind(&entry.kind).ok_or_else(|| invalid(format!("unknown kind {:?}", entry.kind)))?;
            for word in entry.words.iter().chain(&entry.word) {
                self.scales.insert(key(word), ScaleWord { kind, family: entry.family.clone() });
            }
        }
        for entry in file.same_as {
            let pointer = if entry.to == "left" { Pointer::Left } else { Pointer::Above };
            self.pointers.extend(entry.words.iter().map(|word| (key(word), pointer)));
        }
        for entry in file.indicator_marker {
            let role = role(&entry.role).ok_or_else(|| invalid(format!("unknown role {:?}", entry.role)))?;
            self.indicator_markers.extend(entry.words.into_iter().map(|word| (word, role)));
        }
        self.indicator_markers.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        self.group_words.extend(file.group_word.into_iter().flat_map(|entry| entry.words));
        self.form_parts.extend(file.form_part.into_iter().flat_map(|entry| entry.words).map(|word| label_key(&word)));
        self.form_titles.extend(file.form_title.into_iter().flat_map(|entry| entry.words));
        for entry in file.filler_note {
            self.filler_starts.extend(entry.starts);
            self.filler_ends.extend(entry.ends);
        }
        Ok(())
    }

    /// The header words, folded, in no order.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.headers.keys().map(String::as_str)
    }

    /// What a bare header word means: whole label, its parts, or its head. `label` has no period, brackets or markers left.
    pub fn meaning(&self, label: &str) -> Option<Meaning> {
        let whole = label_key(label);
        if whole.is_empty() {
            return None;
        }
        if let Some(meaning) = self.whole(label) {
            return Some(meaning.clone());
        }
        self.compound(&whole).or_else(|| self.department(&whole)).or_else(|| self.head(&whole))
    }

    /// The meaning of a whole label only.
    pub fn whole(&self, label: &str) -> Option<&Meaning> {
        let own = label_key(label);
        // 施策の名称 is 施策名称.
        self.headers.get(&own).or_else(|| (own.chars().count() >= 4 && own.contains('の')).then(|| self.headers.get(&own.replacen('の', "", 1)))?)
    }

    /// Parts on ・ 、 / and 及び: known parts decide; of notes, 課題 wins over what accompanies it.
    fn compound(&self, whole: &str) -> Option<Meaning> {
        let mut parts: Vec<&str> = whole.split(['・', '、', '/', ',', '&']).flat_map(|part| part.split("及び")).flat_map(|part| part.split("並びに")).collect();
        // 課題と今後の対応: と parts two words only where both are known.
        if let [one] = parts[..]
            && let Some((first, second)) = one.split_once('と')
            && self.headers.contains_key(first)
            && self.headers.contains_key(second)
        {
            parts = vec![first, second];
        }
        if parts.len() < 2 {
            return None;
        }
        let known: Vec<Meaning> = parts.iter().filter(|part| !part.is_empty()).filter_map(|part| self.headers.get(*part).cloned().or_else(|| self.head(part))).collect();
        if known.is_empty() || known.len() * 2 < parts.len() {
            return None;
        }
        let issue = known.iter().find(|meaning| meaning.note == Some(NoteKind::Issue));
        let title = known.iter().find(|meaning| meaning.role == Role::Title && meaning.matched == Matched::Whole);
        let mut chosen = issue.or(title).or(known.first())?.clone();
        chosen.matched = Matched::Compound;
        Some(chosen)
    }

    /// 担当 or 所管 and a kind of office: 担当室, 所管グループ.
    fn department(&self, whole: &str) -> Option<Meaning> {
        let opened = ["担当", "所管", "主管", "推進", "実施", "関係"].iter().find_map(|word| whole.strip_prefix(word))?;
        let office = ["室", "課", "部", "局", "署", "係", "班", "所", "グループ", "センター", "部署", "部局", "所属", "課名", "課等", "部課", "課室"].contains(&opened);
        let meaning = self.headers.get("担当課")?;
        office.then(|| Meaning { matched: Matched::Compound, ..meaning.clone() })
    }

    /// The longest word that ends the label, at least two characters.
    fn head(&self, whole: &str) -> Option<Meaning> {
        let starts: Vec<usize> = whole.char_indices().map(|(at, _)| at).collect();
        let from = starts.len().saturating_sub(self.longest);
        for (index, start) in starts.iter().enumerate().skip(from) {
            if starts.len() - index < 2 {
                break;
            }
            if let Some(meaning) = self.headers.get(&whole[*start..]) {
                let mut chosen = meaning.clone();
                chosen.matched = if index == 0 { Matched::Whole } else { Matched::Head };
                return Some(chosen);
            }
        }
        None
    }

    /// The status that a cell's words tell in place of a number.
    pub fn value_status(&self, text: &str) -> Option<ValueStatus> {
        self.statuses.get(&key(text)).copied()
    }

    /// What a phrase in a rating cell tells.
    pub fn scale_word(&self, text: &str) -> Option<&ScaleWord> {
        self.scales.get(&key(text))
    }

    /// Where a 同上-like word points.
    pub fn pointer(&self, text: &str) -> Option<Pointer> {
        self.pointers.get(&key(text)).copied()
    }

    /// The name of a part of a form (基本情報, 事業費等).
    pub fn is_form_part(&self, core: &str) -> bool {
        self.form_parts.contains(&label_key(core))
    }

    /// A note to the person who fills the form, no header.
    pub fn is_filler_note(&self, text: Normal<'_>) -> bool {
        let whole = key(text.trim().trim_matches(['(', ')', '※', '*', '。']));
        self.filler_ends.iter().any(|end| whole.ends_with(end.as_str())) || self.filler_starts.iter().any(|start| whole.starts_with(start.as_str()))
    }

    /// The nearest header words to an unknown one (shared characters), for a diagnostic.
    pub fn nearest(&self, label: &str, count: usize) -> Vec<String> {
        let whole: Vec<char> = label_key(label).chars().collect();
        let mut scored: Vec<(usize, &String)> = self
            .headers
            .keys()
            .map(|word| {
                let shared = word.chars().filter(|c| whole.contains(c)).count();
                (shared * 200 / (word.chars().count() + whole.len()).max(1), word)
            })
            .filter(|(score, _)| *score > 40)
            .collect();
        scored.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        scored.into_iter().take(count).map(|(_, word)| word.clone()).collect()
    }

    /// How many header words it knows.
    pub fn header_words(&self) -> usize {
        self.headers.len()
    }
}

/// The matching key of a label: folded, no white space, no trailing colon.
fn label_key(label: &str) -> String {
    let mut out = key(label);
    while out.ends_with([':', '：', '。', '*', '※']) {
        out.pop();
    }
    out
}

fn role(name: &str) -> Option<Role> {
    Some(match name {
        "label" => Role::Label,
        "title" => Role::Title,
        "section" => Role::Section,
        "department" => Role::Department,
        "municipality" => Role::Municipality,
        "target" => Role::Target,
        "result" => Role::Result,
        "deed" => Role::Deed,
        "target_value" => Role::TargetValue,
        "result_value" => Role::ResultValue,
        "baseline" => Role::Baseline,
        "achievement" => Role::Achievement,
        "cost_target" => Role::CostTarget,
        "cost_result" => Role::CostResult,
        "cost" => Role::Cost,
        "rating" => Role::Rating,
        "comment" => Role::Comment,
        "note" => Role::Note,
        "indicator" => Role::Indicator,
        "unit" => Role::Unit,
        "direction" => Role::Direction,
        "period" => Role::Period,
        "legend" => Role::Legend,
        "schedule" => Role::Schedule,
        _ => return None,
    })
}

fn level(name: &str) -> Option<Level> {
    Some(match name {
        "input" => Level::Input,
        "activity" => Level::Activity,
        "output" => Level::Output,
        "outcome" => Level::Outcome,
        _ => return None,
    })
}

fn note_kind(name: &str) -> Option<NoteKind> {
    Some(match name {
        "purpose" => NoteKind::Purpose,
        "subject" => NoteKind::Subject,
        "means" => NoteKind::Means,
        "legal_basis" => NoteKind::LegalBasis,
        "summary" => NoteKind::Summary,
        "approach" => NoteKind::Approach,
        "background" => NoteKind::Background,
        "effect" => NoteKind::Effect,
        "assessment" => NoteKind::Assessment,
        "opinion" => NoteKind::Opinion,
        "issue" => NoteKind::Issue,
        "next_step" => NoteKind::NextStep,
        "other" => NoteKind::Other,
        _ => return None,
    })
}

fn rating_kind(name: &str) -> Option<RatingKind> {
    Some(match name {
        "grade" => RatingKind::Grade,
        "progress" => RatingKind::Progress,
        "achievement" => RatingKind::Achievement,
        "disposition" => RatingKind::Disposition,
        _ => return None,
    })
}

fn rater(name: &str) -> Option<Rater> {
    Some(match name {
        "self" => Rater::SelfRating,
        "internal" => Rater::Internal,
        "external" => Rater::External,
        _ => return None,
    })
}

fn value_status(name: &str) -> Option<ValueStatus> {
    Some(match name {
        "not_set" => ValueStatus::NotSet,
        "pending" => ValueStatus::Pending,
        "not_surveyed" => ValueStatus::NotSurveyed,
        "not_applicable" => ValueStatus::NotApplicable,
        "withheld" => ValueStatus::Withheld,
        "blank" => ValueStatus::Blank,
        _ => return None,
    })
}
