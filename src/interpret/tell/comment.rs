//! Comment (評価の説明): text that explains a rating, before it, after it or on the lines under its mark.

use super::{Standing, Told};
use crate::interpret::Interpreter;
use crate::interpret::cell::{self, Part};
use crate::interpret::under::Under;
use crate::model::lexicon::Cue;
use crate::model::record::{Fate, NoteKind, Rating, StatementKind};
use crate::see::{key, see};

/// Ratings of an item that a comment may go back over.
const MOST_RATINGS: usize = 40;

impl Interpreter<'_> {
    /// Text that explains the rating before it; without one it is an assessment.
    pub(super) fn comment(&mut self, part: &Part, standing: Standing, told: &mut Told) {
        let Standing { item, place, under, .. } = standing;
        let flat = cell::joined(&part.lines);
        if see(flat.as_str().trim()).status(self.lexicon).is_some() {
            self.use_text(&flat, Fate::Recorded);
            return;
        }
        let goes_on = |rating: &usize| self.last_comment.as_ref().is_some_and(|(commented, headers)| commented == rating && *headers == under.headers);
        let named = self.rating_named(item, under);
        let target =
            named.or(self.last_rating).filter(|rating| self.findings.ratings[*rating].item == item && (self.findings.ratings[*rating].comment.is_none() || goes_on(rating)));
        let Some(rating) = target.filter(|rating| named.is_some() || !self.is_one_of_years(*rating, under)) else {
            self.texts(part, standing, StatementKind::Note(NoteKind::Assessment), told);
            return;
        };
        let text = flat.as_str().lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
        self.use_text(&flat, Fate::Recorded);
        self.last_comment = Some((rating, under.headers.clone()));
        let rating = &mut self.findings.ratings[rating];
        rating.comment = Some(match rating.comment.take() {
            Some(before) => before + "\n" + &text,
            None => text,
        });
        rating.places.push(place.with_range(flat.whole_source()));
        for range in under.ranges.clone() {
            self.use_range(range, Fate::Header);
        }
    }

    /// 総合評価の理由 beyond other ratings: it explains the rating of that name.
    fn rating_named(&self, item: usize, under: &Under) -> Option<usize> {
        let header = key(under.headers.last()?);
        let subject = self.lexicon.before_cue(Cue::Reason, &header).filter(|subject| subject.chars().count() >= 2)?;
        let own = |rating: &&Rating| rating.item == item;
        let at = self.findings.ratings.iter().rev().take_while(own).take(MOST_RATINGS).position(|rating| rating.comment.is_none() && key(&rating.subject) == subject)?;
        Some(self.findings.ratings.len() - 1 - at)
    }

    /// 進捗評価 | Ｂ | Ｂ | Ａ under years: a reason in a row of its own explains all of them, not the last one.
    fn is_one_of_years(&self, rating: usize, under: &Under) -> bool {
        let Some(before) = rating.checked_sub(1).and_then(|before| self.findings.ratings.get(before)) else { return false };
        let last = &self.findings.ratings[rating];
        let (here, there) = (&last.places[0], &before.places[0]);
        let years = |rating: &Rating| rating.period.as_ref().map(|(_, period)| period.fiscal_years.clone());
        let same_row = here.table == there.table && here.row == there.row && here.row.is_some();
        same_row
            && before.comment.is_none()
            && (before.item, &before.subject) == (last.item, &last.subject)
            && years(last).is_some_and(|own| years(before).is_some_and(|other| own != other))
            && under.period.is_none()
    }

    /// Makes assessments the comment of a rating, and takes them from the notes.
    pub fn explain(&mut self, rating: usize, statements: &[usize]) {
        let mut text = vec![];
        for index in statements.iter().rev() {
            if *index + 1 == self.findings.statements.len()
                && let Some(statement) = self.pop_statement()
            {
                text.insert(0, statement.text);
                self.findings.ratings[rating].places.extend(statement.places);
            }
        }
        if !text.is_empty() && self.findings.ratings[rating].comment.is_none() {
            self.findings.ratings[rating].comment = Some(text.join("\n"));
        }
    }
}
