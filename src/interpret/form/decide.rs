//! Decide (見出しの優先): the head over a column against the label beside the row.
//!
//! Sheets print 必要性 | 判定 | 理由 as well as 実績 over and 指標 beside: which of the two says what a value is depends on
//! what each means and on whether the value fits.

use crate::interpret::Interpreter;
use crate::interpret::tell::is_number;
use crate::interpret::under::{Printed, Under, plain};
use crate::model::grid::Cell;
use crate::model::header::Header;
use crate::model::lexicon::{Matched, Meaning, Role};
use crate::model::record::{NoteKind, RatingKind};
use crate::see::see;

impl Interpreter<'_> {
    /// Weighs the head over a column against the label beside the row.
    pub(super) fn decide(&self, under: &mut Under, over: &[Printed], beside: &[Printed], cell: &Cell) {
        let flat = cell.flat();
        let decided = self.decide_graded(under, over, beside, &flat) || decide_matter(under, over, beside, &flat);
        if !decided {
            self.decide_mark(under, beside, cell, &flat);
        }
    }

    /// A head of grades or comments, over a label: returns whether that decides.
    fn decide_graded(&self, under: &mut Under, over: &[Printed], beside: &[Printed], flat: &str) -> bool {
        // 点数 and コメント over, 効果 beside: the label is what is rated, whatever it means elsewhere.
        let head = over
            .last()
            .and_then(|printed| printed.header.meaning.as_ref().filter(|meaning| matches!(meaning.role, Role::Rating | Role::Comment) && meaning.matched == Matched::Whole));
        let (Some(head), Some(label)) = (head, beside.last()) else { return false };
        let fits = head.role == Role::Comment || self.is_mark(flat) || see(flat).status(self.lexicon).is_some();
        let future = label.header.meaning.as_ref().is_some_and(|meaning| meaning.note == Some(NoteKind::NextStep));
        if fits && !future && !label.header.is_time() {
            under.subject = if label.header.core.is_empty() { label.header.printed.clone() } else { label.header.core.clone() };
            under.meaning = Some(head.clone());
            under.level = None;
            under.rater = over.iter().rev().find_map(|printed| printed.header.meaning.as_ref().and_then(|meaning| meaning.rater)).or(under.rater);
            return true;
        }
        // A text that no grade could be, beside a label of its own: the row does not stand under the heads.
        if !fits && let Some(own) = label.header.meaning.as_ref().filter(|own| own.role == Role::Note && own.note != Some(NoteKind::Other)) {
            under.meaning = Some(own.clone());
            under.rater = None;
            return true;
        }
        false
    }

    /// A mark beside the text of a deed: its rating.
    fn decide_mark(&self, under: &mut Under, beside: &[Printed], cell: &Cell, flat: &str) {
        if !self.is_mark(flat) || is_number(flat) {
            return;
        }
        // 実施方法 beside □直営 ■委託: the label asks for a fact.
        if see(flat).choices().is_some() && under.asks_fact() {
            return;
        }
        let told = matches!(under.role(), Some(Role::Result | Role::Target | Role::Deed | Role::Note) | None);
        let status = see(flat).status(self.lexicon).is_some();
        if told && !status && (cell.column > 0) && !matches!(under.meaning.as_ref().and_then(|meaning| meaning.note), Some(NoteKind::Other)) {
            // 必要性 before the question that the mark answers is what is rated.
            let rated =
                beside.iter().rev().find(|printed| printed.header.meaning.as_ref().is_some_and(|meaning| meaning.role == Role::Rating && meaning.matched == Matched::Whole));
            let rated = rated.map(|printed| printed.header.printed.clone());
            // What stands in brackets after it (担当課, 評価委員会) is no part of what is rated.
            let named = || beside.iter().rev().find(|printed| printed.header.meaning.is_some()).map(|printed| named_core(&printed.header));
            let subject = rated.or_else(named);
            let kind = see(&flat.replace(' ', "")).scale_word(self.lexicon).map(|word| word.kind);
            let mut meaning = plain(Role::Rating);
            // 進捗状況 over, a year beside: the year is not what is rated.
            let timed = beside.last().is_some_and(|printed| printed.header.is_time()) && !under.subject.is_empty();
            under.subject = subject.or_else(|| if timed { Some(under.subject.clone()) } else { under.headers.last().cloned() }).unwrap_or_default();
            // A mark under 進捗状況 rates progress.
            let progress = under.asks_progress().then_some(RatingKind::Progress);
            meaning.rating = kind.or(progress).or(Some(RatingKind::Grade));
            under.meaning = Some(meaning);
        }
    }
}

/// A header without its brackets, where they held no more than words.
fn named_core(header: &Header) -> String {
    if header.asides.is_empty() || header.core.is_empty() { header.printed.clone() } else { header.core.clone() }
}

/// The innermost meaning of some headers.
fn innermost(printed: &[Printed]) -> Option<&Meaning> {
    printed.iter().rev().find_map(|printed| printed.header.meaning.as_ref())
}

/// The head says what stands here, the label what it is about: returns whether that decides.
fn decide_matter(under: &mut Under, over: &[Printed], beside: &[Printed], flat: &str) -> bool {
    // The row has a name that means nothing (命名権の導入): the head says what stands here, the labels outside it what the row is part of.
    let named = beside.last().is_some_and(|label| label.header.meaning.is_none() && !label.header.is_time() && !label.header.filler);
    let (Some(over), Some(beside)) = (innermost(over), innermost(beside)) else { return false };
    if named && beside.role == Role::Note && over.matched <= Matched::Compound && matches!(over.role, Role::Target | Role::Result | Role::Schedule | Role::Note | Role::Deed) {
        under.meaning = Some(over.clone());
        under.level = over.level.or(under.level);
        return true;
    }
    // 必要性 beside, 判断理由 over: the head says what stands here, the label what it is about.
    if beside.role == Role::Rating && matches!(over.role, Role::Comment | Role::Note | Role::Rating) {
        under.meaning = Some(over.clone());
        under.rater = over.rater.or(beside.rater).or(under.rater);
        return true;
    }
    // 今後の方向性 beside, 判定 over: what is to become of it, in a few words.
    if beside.note == Some(NoteKind::NextStep) && over.role == Role::Rating && flat.chars().count() <= 20 && !flat.contains('。') {
        let mut meaning = over.clone();
        meaning.rating = Some(RatingKind::Disposition);
        under.subject = beside.word.clone();
        under.meaning = Some(meaning);
        return true;
    }
    let value_words = matches!(
        over.role,
        Role::TargetValue
            | Role::ResultValue
            | Role::Target
            | Role::Result
            | Role::CostTarget
            | Role::CostResult
            | Role::Baseline
            | Role::Achievement
            | Role::Rating
            | Role::Comment
    );
    let names = matches!(beside.role, Role::Indicator | Role::Cost | Role::Title | Role::Section);
    if !(value_words && (names || beside.matched == Matched::Head) && over.matched <= Matched::Compound) {
        return false;
    }
    under.meaning = Some(over.clone());
    under.rater = over.rater.or(under.rater);
    if beside.role == Role::Cost && matches!(over.role, Role::Target | Role::TargetValue | Role::Result | Role::ResultValue) {
        let target = matches!(over.role, Role::Target | Role::TargetValue);
        under.meaning = Some(plain(if target { Role::CostTarget } else { Role::CostResult }));
    }
    true
}
