//! Heads (列見出し): the header cells over each column of a table, outermost first, put together into what its cells stand under.
//!
//! Only header words are read here; whether the cells below bear them out is weighed in `usage`.

use super::{Column, Use};
use crate::interpret::Interpreter;
use crate::interpret::under::{Printed, Under, is_bare_amount, plain};
use crate::model::grid::{Cell, Grid};
use crate::model::lexicon::Role;
use crate::model::record::Level;

impl Interpreter<'_> {
    /// The headers over each column, put together; a column without any takes those of its left neighbour.
    pub(super) fn columns(&self, grid: &Grid, heads: &[usize], body: &[usize], from: usize) -> Vec<Column> {
        let mut out: Vec<Column> = vec![];
        for column in 0..grid.width {
            let mut printed = self.heads_over(grid, heads, column, from);
            let bare = printed.iter().any(|printed| is_bare_amount(&printed.header.core));
            if bare && let Some(caption) = &self.caption {
                printed.insert(0, caption.clone());
            }
            let mut under = Under::new(&printed);
            if printed.is_empty() && column > from && !heads.is_empty() {
                let filled = body.iter().any(|row| !grid.cell(*row, column).is_blank());
                // 目標 / 実績 row by row need no head of their own.
                let own: Vec<&Cell> = body.iter().map(|row| grid.cell(*row, column)).filter(|cell| !cell.is_blank()).collect();
                let kinds = own.len() >= 2 && own.iter().all(|cell| self.row_kind(cell).is_some());
                if filled
                    && !kinds
                    && let Some(left) = out.last()
                {
                    under = left.under.clone();
                }
            }
            // 金額(千円): a head with a unit of money is one of costs.
            if under.meaning.is_none() && under.period.is_none() && under.unit.as_deref().is_some_and(|unit| unit.ends_with('円')) && is_bare_amount_head(&under) {
                let mut meaning = plain(Role::Cost);
                meaning.level = Some(Level::Input);
                (under.level, under.unknown) = (Some(Level::Input), false);
                under.meaning = Some(meaning);
            }
            let amounts = under.meaning.as_ref().is_some_and(|meaning| matches!(meaning.role, Role::Cost | Role::CostTarget | Role::CostResult));
            if under.unit.is_none() && under.headers.last().is_some_and(|head| is_share(head)) {
                // 構成比 beside amounts in 千円: a share, whatever the line over the table says of the amounts.
                under.unit = self.shares.then(|| "%".to_owned());
            } else if under.unit.is_none() && (amounts || (bare && self.caption.is_some())) {
                under.unit.clone_from(&self.unit);
            }
            let usage = use_of(under.role());
            out.push(Column { under, usage, fact: false, numbers: true });
        }
        settle_financing(&mut out);
        out
    }

    /// The header cells over one column, outermost first; left of `from` only labels are heads.
    fn heads_over(&self, grid: &Grid, heads: &[usize], column: usize, from: usize) -> Vec<Printed> {
        let mut printed: Vec<Printed> = vec![];
        let mut seen = vec![];
        for row in heads {
            let id = grid.cell_at(*row, column);
            let cell = &grid.cells[id];
            if cell.is_blank() || seen.contains(&id) || column < from && !cell.label {
                continue;
            }
            seen.push(id);
            printed.push(Printed { header: self.header(&cell.flat()), range: cell.place.range() });
        }
        printed
    }
}

/// 金額, 額, 費用: what it is an amount of is not said.
fn is_bare_amount_head(under: &Under) -> bool {
    under.subject.ends_with(['額', '費', '用', '金']) || under.subject.ends_with("コスト") || under.subject.is_empty()
}

/// その他 beside 国庫支出金 and 一般財源 is a source of the money as they are.
fn settle_financing(columns: &mut [Column]) {
    let cost = |column: Option<&Column>| column.is_some_and(|column| matches!(column.under.role(), Some(Role::Cost | Role::CostTarget | Role::CostResult)));
    for at in 1..columns.len() {
        let other = columns[at]
            .under
            .headers
            .last()
            .is_some_and(|header| matches!(header.split('(').next().unwrap_or(header), "その他" | "その他特定財源" | "その他財源" | "その他の財源"));
        if other && cost(columns.get(at - 1)) && cost(columns.get(at + 1)) && !cost(columns.get(at)) {
            let (meaning, level, unit) = (columns[at - 1].under.meaning.clone(), columns[at - 1].under.level, columns[at - 1].under.unit.clone());
            let under = &mut columns[at].under;
            (under.meaning, under.level, under.unknown) = (meaning, level, false);
            under.unit = under.unit.clone().or(unit);
            under.subject = under.headers.last().cloned().unwrap_or_default();
            columns[at].usage = Use::Told;
        }
    }
}

/// 構成比, 増減率: a head over shares.
fn is_share(head: &str) -> bool {
    let bare = head.split(['(', '（']).next().unwrap_or(head).replace(' ', "");
    ["構成比", "構成比率", "構成割合", "比率", "割合", "増減率", "増加率", "減少率", "伸び率", "伸率", "執行率", "収納率", "前年度比", "前年比", "対前年度比", "対前年比"]
        .iter()
        .any(|word| bare.ends_with(word))
}

/// What a column is for, going by its header word alone.
fn use_of(role: Option<Role>) -> Use {
    match role {
        Some(Role::Section) => Use::Section,
        Some(Role::Title) => Use::Title,
        Some(Role::Label) => Use::Label,
        Some(Role::Department) => Use::Department,
        Some(Role::Indicator) => Use::Indicator,
        Some(Role::Unit) => Use::Unit,
        _ => Use::Told,
    }
}
