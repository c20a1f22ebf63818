//! Value (値のセル): each cell that is no label, told under the labels over and beside it, in reading order.

use super::region::beside;
use super::{Headers, Region};
use crate::interpret::Interpreter;
use crate::interpret::tell::{Told, is_number};
use crate::interpret::under::{Printed, Under};
use crate::japanese::mark::legend;
use crate::model::grid::Grid;
use crate::model::lexicon::Role;
use crate::model::record::{Fate, NoteKind, RatingKind};
use crate::see::see;
use foldhash::{HashMap, HashMapExt, HashSet};

/// Members from which codes with meanings are a legend, and no mark with its meaning.
const LEAST_MEMBERS: usize = 3;

/// A value cell with the labels it stands beside and under.
pub(super) struct Value {
    pub(super) cell: usize,
    pub(super) row: usize,
    /// Labels at its left, outermost first.
    pub(super) beside: Vec<usize>,
    /// Labels over it, outermost first.
    pub(super) over: Vec<usize>,
}

impl Interpreter<'_> {
    /// Value cells of a region, in reading order.
    pub(super) fn collect(&self, grid: &Grid, region: &Region) -> Vec<Value> {
        let mut out = vec![];
        for &row in &region.body {
            for column in 0..grid.width {
                let id = grid.cell_at(row, column);
                let cell = &grid.cells[id];
                if cell.label || cell.is_blank() || cell.row != row || cell.column != column {
                    continue;
                }
                let over = region.over(grid, column);
                let beside = beside(grid, row, column, !over.is_empty());
                out.push(Value { cell: id, row, beside, over });
            }
        }
        out
    }

    /// Tells the values of a region.
    pub(super) fn values(&mut self, grid: &Grid, headers: &Headers, region: &Region, done: &HashSet<usize>) {
        let mut values = self.collect(grid, region);
        values.retain(|value| !done.contains(&value.cell));
        let region_unit = region
            .heads
            .iter()
            .find_map(|row| (0..region.first_head.min(grid.width)).find_map(|column| headers.get(&grid.cell_at(*row, column)).and_then(|header| header.unit.clone())));
        let mut last: Option<(Value, Under, Told)> = None;
        let mut row_indicators: HashMap<(usize, String), usize> = HashMap::new();
        for value in values {
            let cell = &grid.cells[value.cell];
            let printed = |ids: &[usize]| -> Vec<Printed> {
                ids.iter().filter_map(|id| headers.get(id).map(|header| Printed { header: header.clone(), range: grid.cells[*id].place.range() })).collect()
            };
            let mut all = printed(&value.over);
            // The wide head names the time, the label beside it the matter: the label is inner.
            all.extend(printed(&value.beside));
            let mut under = Under::new(&all);
            // A head over the column that has a meaning of its own (目標, 実績, 評価) decides against a mere row name.
            self.decide(&mut under, &printed(&value.over), &printed(&value.beside), cell);
            let role = under.role();
            if matches!(role, Some(Role::Title | Role::Section | Role::Label | Role::Department)) && value.over.is_empty() {
                continue;
            }
            if all.is_empty() && self.item.is_none() {
                let range = cell.place.range();
                self.leave(range, "value-without-label");
                continue;
            }
            let item = self.item_or_heading(&cell.place);
            // Told already: the path or a department of the item.
            if self.findings.items[item].also.contains(&cell.place) {
                continue;
            }
            // 具体的な内容 under 今後の方向性: what is to be done about it.
            if let Some((_, before, _)) = &last
                && role == Some(Role::Note)
                && under.headers.last().is_some_and(|header| header.contains("具体") || header.ends_with("内容") || header.ends_with("詳細"))
                && (before.note() == NoteKind::NextStep || before.rating() == RatingKind::Disposition)
                && let Some(meaning) = &mut under.meaning
            {
                meaning.note = Some(NoteKind::NextStep);
            }
            let flat = cell.flat();
            if self.is_legend_beside(&flat, role, last.as_ref().filter(|(before, _, _)| before.row == value.row)) && self.take_legend(&flat, &cell.place) {
                self.use_range(cell.place.range(), Fate::Header);
                continue;
            }
            let numeric = is_number(&flat) || (see(&flat).status(self.lexicon).is_some() && !value.over.is_empty());
            // その他 is a remark, but over numbers of years it is a row of the table (その他の財源).
            let of_indicator = value.beside.iter().filter_map(|id| headers.get(id)).any(|header| header.role() == Some(Role::Indicator));
            let remark = role == Some(Role::Note) && (under.period.is_none() || under.note() != NoteKind::Other) && (!of_indicator || value.over.is_empty());
            if numeric && !remark && !matches!(role, Some(Role::Rating | Role::Achievement | Role::Comment | Role::Label | Role::Period)) {
                self.number_of_form(grid, headers, region_unit.clone(), &value, &mut under, item, &mut row_indicators);
            }
            // 令和５年度の主な取組と成果 over the part: what was done in it was done in that year.
            if under.period.is_none() && matches!(under.role(), Some(Role::Result | Role::Deed)) {
                under.period.clone_from(&self.sheet_part.period);
            }
            let told = self.tell(item, &cell.lines, &cell.place, &cell.also, &under);
            // A text and the grade beside it, under one head.
            if let Some((before, under_before, told_before)) = &last
                && before.row == value.row
                && told_before.assessment
                && under_before.headers == under.headers
                && let [rating] = told.ratings[..]
            {
                self.explain(rating, &told_before.statements);
            }
            last = Some((value, under, told));
        }
    }

    /// 評価区分 | Ｂ | Ａ：順調 Ｂ：おおむね順調 Ｃ：遅れ: what the mark before it may be, printed beside it in each sheet.
    fn is_legend_beside(&self, words: &str, role: Option<Role>, before: Option<&(Value, Under, Told)>) -> bool {
        let rated = before.is_some_and(|(_, _, told)| !told.ratings.is_empty()) && matches!(role, Some(Role::Rating | Role::Achievement));
        let seen = see(words);
        let unmarked = || seen.choices().is_none_or(|list| list.options.iter().all(|option| !option.marked));
        rated && unmarked() && legend(seen.folded().normal()).is_some_and(|legend| legend.members.len() >= LEAST_MEMBERS)
    }
}
