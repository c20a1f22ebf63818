//! Dated (元号のもとで): what is known of a text in documents of one era and year.

use super::look::Shape;
use super::seen::Seen;
use crate::japanese::date::{Era, Setting};
use crate::model::header::Header;
use crate::model::lexicon::Lexicon;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Readings that depend on what a year without an era means.
#[derive(Debug)]
pub struct Dated {
    era: Option<Era>,
    fiscal_year: Option<i32>,
    look: OnceLock<Option<Shape>>,
    /// Under the lexicon it was last read with.
    header: Mutex<Option<(u64, Arc<Header>)>>,
}

impl Dated {
    pub fn new(setting: &Setting) -> Dated {
        Dated { era: setting.era, fiscal_year: setting.fiscal_year, look: OnceLock::new(), header: Mutex::default() }
    }

    /// It was read under this era and year.
    pub fn holds(&self, setting: &Setting) -> bool {
        self.era == setting.era && self.fiscal_year == setting.fiscal_year
    }

    pub fn look(&self, seen: &Seen, setting: &Setting) -> Option<Shape> {
        *self.look.get_or_init(|| Shape::of(seen, setting))
    }

    pub fn header(&self, words: &str, lexicon: &Lexicon, setting: &Setting) -> Arc<Header> {
        if let Some((edition, known)) = self.header.lock().unwrap_or_else(PoisonError::into_inner).as_ref()
            && *edition == lexicon.edition()
        {
            return Arc::clone(known);
        }
        let header = Arc::new(Header::read(words, lexicon, setting));
        *self.header.lock().unwrap_or_else(PoisonError::into_inner) = Some((lexicon.edition(), Arc::clone(&header)));
        header
    }
}
