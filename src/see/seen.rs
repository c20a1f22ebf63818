//! Seen (見た文): what is known of one text by its words alone.

use super::bare::Bare;
use super::dated::Dated;
use crate::japanese::date::Setting;
use crate::japanese::label::leading_label;
use crate::japanese::mark::{Choices, Mark, choices, whole_mark};
use crate::japanese::number::{Quantity, whole_value};
use crate::japanese::text::{Text, key};
use crate::model::header::{Header, rater_word};
use crate::model::lexicon::{Lexicon, Meaning, Pointer, ScaleWord, is_sum_word, label_key};
use crate::model::record::{Rater, ValueStatus};
use crate::see::look::Shape;
use foldhash::quality::FixedState;
use std::hash::BuildHasher;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The id of a text, told by its words: the same on every machine and for any number of threads. Two texts share one by chance in 2⁶⁴.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TextId(u64);

impl TextId {
    pub(super) fn of(words: &str) -> TextId {
        TextId(FixedState::with_seed(0x898b).hash_one(words))
    }

    pub(super) fn number(self) -> u64 {
        self.0
    }
}

/// Eras and years under which a text is kept; one more takes the place of the first.
const MOST_SETTINGS: usize = 8;

/// A text and what is known of it. A clone is another hold on the same.
#[derive(Clone, Debug)]
pub struct Seen {
    facts: Arc<Facts>,
}

#[derive(Debug)]
struct Facts {
    id: TextId,
    /// As it was printed, where folding changes that.
    printed: Option<Box<str>>,
    folded: Text,
    key: OnceLock<Box<str>>,
    label_key: OnceLock<Box<str>>,
    sum: OnceLock<bool>,
    number: OnceLock<Option<Box<Quantity>>>,
    mark: OnceLock<Option<Box<Mark>>>,
    choices: OnceLock<Option<Box<Choices>>>,
    label: OnceLock<Option<Box<(String, usize)>>>,
    rater: OnceLock<Option<Rater>>,
    bare: OnceLock<Box<Bare>>,
    dated: Mutex<Vec<Arc<Dated>>>,
}

impl Seen {
    pub(super) fn new(words: &str, id: TextId) -> Seen {
        let folded = Text::new(words);
        let printed = (folded.as_str() != words).then(|| words.into());
        let facts = Facts {
            id,
            printed,
            folded,
            key: OnceLock::new(),
            label_key: OnceLock::new(),
            sum: OnceLock::new(),
            number: OnceLock::new(),
            mark: OnceLock::new(),
            choices: OnceLock::new(),
            label: OnceLock::new(),
            rater: OnceLock::new(),
            bare: OnceLock::new(),
            dated: Mutex::default(),
        };
        Seen { facts: Arc::new(facts) }
    }

    /// Its id.
    pub fn id(&self) -> TextId {
        self.facts.id
    }

    /// The text as it was given.
    pub fn words(&self) -> &str {
        self.facts.printed.as_deref().unwrap_or(self.facts.folded.as_str())
    }

    /// The folded text.
    pub fn folded(&self) -> &Text {
        &self.facts.folded
    }

    /// Folding leaves it as it is.
    pub fn is_folded(&self) -> bool {
        self.facts.printed.is_none()
    }

    /// Its matching key.
    pub fn key(&self) -> &str {
        self.facts.key.get_or_init(|| key(self.words()).into())
    }

    /// Its matching key as a label.
    pub fn label_key(&self) -> &str {
        self.facts.label_key.get_or_init(|| label_key(self.words()).into())
    }

    /// It names a row of sums.
    pub fn is_sum(&self) -> bool {
        *self.facts.sum.get_or_init(|| is_sum_word(self.words()))
    }

    /// The number that it is as a whole.
    pub fn number(&self) -> Option<&Quantity> {
        self.facts.number.get_or_init(|| whole_value(self.facts.folded.normal()).map(Box::new)).as_deref()
    }

    /// The mark that it is as a whole.
    pub fn mark(&self) -> Option<&Mark> {
        self.facts.mark.get_or_init(|| whole_mark(self.facts.folded.normal()).map(Box::new)).as_deref()
    }

    /// The printed list of options that it is.
    pub fn choices(&self) -> Option<&Choices> {
        self.facts.choices.get_or_init(|| choices(self.facts.folded.normal()).map(Box::new)).as_deref()
    }

    /// The number that opens it as a title, and where the title begins.
    pub fn label(&self) -> Option<(String, usize)> {
        self.read_label().cloned()
    }

    /// A number opens it as a title.
    pub fn is_numbered(&self) -> bool {
        self.read_label().is_some()
    }

    fn read_label(&self) -> Option<&(String, usize)> {
        self.facts.label.get_or_init(|| leading_label(self.facts.folded.normal()).map(Box::new)).as_deref()
    }

    /// Who rates, by a word anywhere in it.
    pub fn rater(&self) -> Option<Rater> {
        *self.facts.rater.get_or_init(|| rater_word(self.words()))
    }

    /// What it says without markup.
    pub fn bare(&self) -> &Bare {
        self.facts.bare.get_or_init(|| Box::new(Bare::of(self.words())))
    }

    /// Why there is no number, where it says so.
    pub fn status(&self, lexicon: &Lexicon) -> Option<ValueStatus> {
        lexicon.status_of_key(self.key())
    }

    /// What it says as a word of a scale.
    pub fn scale_word<'a>(&self, lexicon: &'a Lexicon) -> Option<&'a ScaleWord> {
        lexicon.scale_word_of_key(self.key())
    }

    /// Where it points, as 同上 does.
    pub fn pointer(&self, lexicon: &Lexicon) -> Option<Pointer> {
        lexicon.pointer_of_key(self.key())
    }

    /// What it means as a whole label.
    pub fn whole<'a>(&self, lexicon: &'a Lexicon) -> Option<&'a Meaning> {
        lexicon.of_key(self.label_key())
    }

    /// What it looks like; `None` if it is blank.
    pub fn look(&self, setting: &Setting) -> Option<Shape> {
        self.under(setting).look(self, setting)
    }

    /// What it says as a header.
    pub fn header(&self, lexicon: &Lexicon, setting: &Setting) -> Arc<Header> {
        self.under(setting).header(self.words(), lexicon, setting)
    }

    /// What is known of it in documents of one era and year.
    fn under(&self, setting: &Setting) -> Arc<Dated> {
        let mut all = self.facts.dated.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = all.iter().find(|dated| dated.holds(setting)) {
            return Arc::clone(known);
        }
        if all.len() >= MOST_SETTINGS {
            all.remove(0);
        }
        let dated = Arc::new(Dated::new(setting));
        all.push(Arc::clone(&dated));
        dated
    }
}
