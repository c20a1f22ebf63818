//! Mixture (混ざった様式): one grid that holds rows of a form, a table of years and rows of a form again, told apart.
//!
//! A row of pairs (事業名 | 港まつり | 担当課 | 観光課) ends where a row of heads over years begins; it heads nothing of what stands below.

use crate::japanese::date::Setting;
use crate::model::lexicon::{Lexicon, Role};
use crate::rebuild::draft::Draft;
use crate::rebuild::labels::{LABEL, Labels};
use crate::rebuild::shape::Class;

/// Heads of years that a table of years has at least.
const LEAST_YEARS: usize = 2;
/// Rows looked at for numbers under years.
const WITNESSES: usize = 3;

/// The parts of a draft; one, where it is no mixture.
pub fn parts(draft: Draft, lexicon: &Lexicon, setting: &Setting) -> Vec<Draft> {
    if draft.rows.len() < 3 || draft.width() < 4 {
        return vec![draft];
    }
    let labels = Labels::read(&draft, lexicon, setting);
    let heads: Vec<usize> = (1..draft.rows.len() - 1).filter(|row| heads_years(&draft, &labels, *row)).collect();
    let Some(first) = heads.first().copied() else { return vec![draft] };
    let pairs = (0..first).filter(|row| is_pairs(&draft, &labels, *row)).count();
    let others = (0..first).filter(|row| !is_pairs(&draft, &labels, *row) && draft.filled(*row).len() > 1).count();
    if pairs == 0 || others > 0 {
        return vec![draft];
    }
    let mut cuts = heads;
    let last = cuts.last().copied().unwrap_or(first);
    let tail = (last + 2..draft.rows.len()).find(|row| opens_form(&draft, &labels, last, *row));
    cuts.extend(tail);
    let ends = cuts.iter().copied().chain([draft.rows.len()]);
    let mut out: Vec<Draft> = [0].into_iter().chain(cuts.iter().copied()).zip(ends).filter(|(from, to)| from < to).map(|(from, to)| draft.part(from, to)).collect();
    if let Some(opening) = out.first_mut() {
        opening.notes.clone_from(&draft.notes);
        opening.repairs.clone_from(&draft.repairs);
        opening.diagnostics.clone_from(&draft.diagnostics);
    }
    out
}

/// Label and value in turn, and nothing else: no heads of what stands below.
pub fn is_pairs(draft: &Draft, labels: &Labels, row: usize) -> bool {
    let filled = draft.filled(row);
    let begun = |column: usize| row == 0 || draft.rows[row - 1].get(column) != draft.rows[row].get(column);
    let known = |column: usize| labels.weight(draft, row, column) >= LABEL && labels.role(draft, row, column).is_some();
    let value = |column: usize| {
        let marked = draft.cell(row, column).is_some_and(|cell| cell.label);
        !marked && labels.weight(draft, row, column) < LABEL && labels.header(draft, row, column).is_none_or(|header| !header.is_time())
    };
    filled.len() >= 2
        && filled.len().is_multiple_of(2)
        && filled.iter().enumerate().all(|(index, column)| begun(*column) && if index % 2 == 0 { known(*column) } else { value(*column) })
}

/// Heads over years, with what they are years of, and numbers under them.
fn heads_years(draft: &Draft, labels: &Labels, row: usize) -> bool {
    let filled = draft.filled(row);
    let timed = |column: &usize| labels.header(draft, row, *column).is_some_and(|header| header.period.is_some() && header.is_time());
    let years: Vec<usize> = filled.iter().copied().filter(timed).collect();
    let begins = filled.first().is_some_and(|first| draft.rows[row - 1].get(*first) != draft.rows[row].get(*first));
    let names = filled.iter().filter(|column| !timed(column)).any(|column| matches!(labels.role(draft, row, *column), Some(Role::Indicator | Role::Unit)));
    let heads = filled.iter().all(|column| labels.weight(draft, row, *column) >= 0.35);
    let numbers = (row + 1..draft.rows.len().min(row + 1 + WITNESSES))
        .any(|below| years.iter().filter(|column| labels.shape(draft, below, **column).is_some_and(|shape| shape.class == Class::Number)).count() * 2 >= years.len());
    years.len() >= LEAST_YEARS && begins && names && heads && numbers
}

/// Below the numbers a label with a value as wide as several years.
fn opens_form(draft: &Draft, labels: &Labels, heads: usize, row: usize) -> bool {
    let Some(first_year) = draft.filled(heads).into_iter().find(|column| labels.header(draft, heads, *column).is_some_and(|header| header.is_time())) else { return false };
    let numbers = (first_year..draft.rows[row].len()).any(|column| labels.shape(draft, row, column).is_some_and(|shape| shape.class == Class::Number));
    let fresh = draft.rows[row].first() != draft.rows[row - 1].first();
    fresh && !numbers && (is_pairs(draft, labels, row) || draft.filled(row) == [0] && labels.weight(draft, row, 0) >= LABEL)
}
