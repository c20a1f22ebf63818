//! Halves (左右の表): costs by year on the left of a sheet's grid, indicators on the right, rows that do not belong together.

use crate::model::lexicon::Role;
use crate::rebuild::draft::Draft;
use crate::rebuild::labels::Labels;
use crate::rebuild::split::part;
use crate::see::key;

/// Rows among which the heads of both halves stand.
const HEAD_ROWS: usize = 4;
/// Rows of costs that make the left half a table of costs.
const LEAST_COSTS: usize = 2;

/// Splits a draft where a head that names indicators follows heads of years over rows of costs; else it is returned whole.
pub fn split(draft: Draft, labels: &Labels) -> Vec<Draft> {
    match boundary(&draft, labels) {
        Some(column) => vec![part(&draft, 0, column), part(&draft, column, draft.width())],
        None => vec![draft],
    }
}

fn boundary(draft: &Draft, labels: &Labels) -> Option<usize> {
    (0..draft.rows.len().min(HEAD_ROWS)).find_map(|row| {
        let filled = draft.filled(row);
        let timed = |index: usize| labels.header(draft, row, filled[index]).is_some_and(|header| header.period.is_some());
        let indicator = (0..filled.len()).find(|index| labels.role(draft, row, filled[*index]) == Some(Role::Indicator) && (0..*index).any(timed))?;
        let first_time = (0..indicator).find(|index| timed(*index))?;
        let mut start = indicator;
        while start > first_time + 1 && !timed(start - 1) {
            start -= 1;
        }
        let years_right = (indicator + 1..filled.len()).any(timed);
        let column = filled[start];
        let costs = (row + 1..draft.rows.len())
            .filter(|below| {
                (0..filled[first_time]).any(|column| {
                    matches!(labels.role(draft, *below, column), Some(Role::Cost | Role::CostTarget | Role::CostResult))
                        || draft.cell(*below, column).is_some_and(|cell| key(&cell.flat()).ends_with('費'))
                })
            })
            .count();
        (years_right && costs >= LEAST_COSTS && column >= 2).then_some(column)
    })
}
