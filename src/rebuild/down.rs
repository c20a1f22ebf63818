//! Down (年度の行): rows of a form that open with a year each, under heads that say what was planned and done in it.
//!
//! `年度 | 計画 | 実績 | 評価` over `平成28年度 | 指針の改正 | … | Ｂ`: beside a year stand values, however short they are.

use crate::model::lexicon::{Matched, Role};
use crate::rebuild::draft::Draft;
use crate::rebuild::labels::{LABEL, Labels};

/// Fewest heads beside 年度.
const FEWEST_HEADS: usize = 2;

/// Beside a year at the edge, under heads of what is told, no cell is a label.
pub fn values_of_years(draft: &mut Draft, labels: &Labels) {
    let mut told: Option<Vec<bool>> = None;
    let mut below_heads = false;
    for row in 0..draft.rows.len() {
        let filled = draft.filled(row);
        let Some(first) = filled.first().copied() else { continue };
        if let Some(heads) = heads_beside_year(draft, labels, row, &filled) {
            (told, below_heads) = (Some(heads), true);
            continue;
        }
        let Some(heads) = &mut told else { continue };
        // 計画額 and 実績額 under 効果額: the heads go on.
        let all_labels = filled.iter().all(|column| labels.weight(draft, row, *column) >= LABEL);
        if below_heads && all_labels && (first > 0 || draft.rows[row][0] == draft.rows[row - 1][0]) {
            filled.iter().filter(|column| is_told(draft, labels, row, **column)).for_each(|column| heads[*column] = true);
            continue;
        }
        below_heads = false;
        if first > 0 || !opens_with_year(draft, labels, row) {
            told = None;
            continue;
        }
        for column in filled.into_iter().filter(|column| *column > 0 && heads.get(*column).copied().unwrap_or(false)) {
            let slot = draft.rows[row][column] as usize;
            draft.cells[slot].label = false;
        }
    }
}

/// Which columns stand under a head of what is told, where the row is one of heads and its first is 年度.
fn heads_beside_year(draft: &Draft, labels: &Labels, row: usize, filled: &[usize]) -> Option<Vec<bool>> {
    let year = labels.header(draft, row, 0).is_some_and(|header| header.role() == Some(Role::Period) && header.period.is_none());
    if !year || filled.iter().any(|column| labels.weight(draft, row, *column) < LABEL) {
        return None;
    }
    let told: Vec<bool> = (0..draft.width()).map(|column| column > 0 && is_told(draft, labels, row, column)).collect();
    (told.iter().filter(|told| **told).count() >= FEWEST_HEADS).then_some(told)
}

/// The head says what stands under it, and not what its rows are called.
fn is_told(draft: &Draft, labels: &Labels, row: usize, column: usize) -> bool {
    labels.header(draft, row, column).and_then(|header| header.meaning.as_ref()).is_some_and(|meaning| {
        let names = matches!(meaning.role, Role::Title | Role::Section | Role::Label | Role::Indicator | Role::Department | Role::Period | Role::Unit);
        meaning.matched <= Matched::Compound && !names
    })
}

/// The row opens with a year and nothing else.
pub fn opens_with_year(draft: &Draft, labels: &Labels, row: usize) -> bool {
    labels.header(draft, row, 0).is_some_and(|header| header.is_time() && header.period.as_ref().is_some_and(|(_, period)| !period.fiscal_years.is_empty()))
}

/// The rows of `next` go on with the years at the foot of `open`: its first year is the one after the last of them.
pub fn years_go_on(open: &Draft, open_labels: &Labels, next: &Draft, labels: &Labels) -> bool {
    let Some(last) = open.rows.len().checked_sub(1) else { return false };
    if next.rows.is_empty() || next.is_blank(0, 0) || next.filled(0).len() < 2 || !opens_with_year(open, open_labels, last) || !opens_with_year(next, labels, 0) {
        return false;
    }
    let year = |labels: &Labels, draft: &Draft, row: usize| labels.header(draft, row, 0).and_then(|header| header.period.as_ref().map(|(_, period)| period.fiscal_years.clone()));
    let (before, after) = (year(open_labels, open, last), year(labels, next, 0));
    matches!((before.as_deref(), after.as_deref()), (Some([.., before]), Some([after, ..])) if *after == *before + 1)
}

/// `取組番号 | 2 | 取組名 | 使用料の見直し` on top: the sheet of another item, whatever stood before it.
pub fn opens_sheet(draft: &Draft, labels: &Labels) -> bool {
    let [first, second, ..] = draft.filled(0)[..] else { return false };
    let names = labels
        .header(draft, 0, first)
        .and_then(|header| header.meaning.as_ref())
        .is_some_and(|meaning| meaning.matched == Matched::Whole && matches!(meaning.role, Role::Title | Role::Label));
    names && first == 0 && labels.weight(draft, 0, first) >= LABEL && labels.weight(draft, 0, second) < LABEL
}
