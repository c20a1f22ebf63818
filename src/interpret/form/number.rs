//! Number of a form (シートの数値): its row names the indicator, its column the year and whether it was due or reached.

use super::Headers;
use super::value::Value;
use crate::interpret::Interpreter;
use crate::interpret::indicator::without_unit;
use crate::interpret::item::indicator_name;
use crate::interpret::under::{Under, is_bare_amount, plain};
use crate::model::grid::Grid;
use crate::model::header::Header;
use crate::model::lexicon::{Cue, Lexicon, Matched, Role};
use crate::model::record::{Fate, Indicator, Level};
use foldhash::HashMap;

impl Interpreter<'_> {
    /// A number in a form: its row names the indicator, its column the year and whether it was due or reached.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn number_of_form(
        &mut self,
        grid: &Grid,
        headers: &Headers,
        region_unit: Option<String>,
        value: &Value,
        under: &mut Under,
        item: usize,
        known: &mut HashMap<(usize, String), usize>,
    ) {
        if under.unit.is_none() {
            under.unit.clone_from(&self.unit);
        }
        // The row's own name: the innermost label that is no mere 目標 / 実績.
        let named = value
            .beside
            .iter()
            .rev()
            .filter_map(|id| headers.get(id).map(|header| (id, header)))
            .find(|(_, header)| (!is_value_word(header) || is_effect_amount(header)) && !header.is_time() && !header.core.is_empty());
        // 効果額 over 計画額 and 実績額, beside nothing but a year: the head over the column names what is counted.
        let named = named.or_else(|| value.over.iter().filter_map(|id| headers.get(id).map(|header| (id, header))).find(|(_, header)| is_effect_amount(header)));
        let headers_of = |role: Role| value.beside.iter().filter_map(|id| headers.get(id)).any(|header| header.role() == Some(role));
        // 指標 | 広告収入: the row is an indicator, whatever its name sounds like.
        let effect = value.over.iter().filter_map(|id| headers.get(id)).any(|header| is_effect_amount(header));
        let cost = !headers_of(Role::Indicator)
            && !effect
            && value
                .beside
                .iter()
                .chain(&value.over)
                .filter_map(|id| headers.get(id))
                .any(|header| matches!(header.role(), Some(Role::Cost | Role::CostTarget | Role::CostResult)));
        // 現状 over the number of an indicator: where it started from.
        let start = value
            .over
            .iter()
            .rev()
            .filter_map(|id| headers.get(id))
            .find_map(|header| header.meaning.as_ref())
            .is_some_and(|meaning| meaning.alternatives.contains(&Role::Baseline));
        if headers_of(Role::Indicator) && start && under.period.is_none() {
            *under = under.with_role(Role::Baseline);
        }
        let Some((id, header)) = named else {
            if under.meaning.is_none() {
                under.meaning = Some(plain(Role::ResultValue));
            }
            return;
        };
        if value.over.is_empty() && !cost && under.meaning.is_none() {
            return;
        }
        let (index, mut unit) = self.indicator_of_label(grid, (*id, header), under, item, cost, known);
        // 事業費の推移(千円) over the names of the rows: its unit holds for all of them.
        if unit.is_none() && under.unit.is_none() {
            unit = region_unit;
            if self.findings.indicators[index].unit.is_none() {
                self.findings.indicators[index].unit.clone_from(&unit);
            }
        }
        under.indicator = Some(index);
        if under.unit.is_none() {
            under.unit = unit;
        }
        if let Some(role) = role_of_number(under, cost, self.lexicon) {
            let mut meaning = plain(role);
            meaning.matched = Matched::Compound;
            under.meaning = Some(meaning);
        }
    }

    /// The indicator that the label of a row names, once for all its years, and the unit printed with it.
    fn indicator_of_label(
        &mut self,
        grid: &Grid,
        (id, header): (usize, &Header),
        under: &Under,
        item: usize,
        cost: bool,
        known: &mut HashMap<(usize, String), usize>,
    ) -> (usize, Option<String>) {
        let (name, found) = without_unit(&grid.cells[id].flat());
        let unit = found.or_else(|| header.unit.clone());
        let key = (id, name.clone());
        if let Some(index) = known.get(&key) {
            return (*index, unit);
        }
        let level = if cost { Some(Level::Input) } else { under.level.or(header.level()) };
        let index = self.push_indicator(Indicator {
            item,
            name: indicator_name(&name).to_owned(),
            level,
            unit: unit.clone().or_else(|| under.unit.clone()),
            upward: None,
            declared_empty: false,
            place: grid.cells[id].place.clone(),
        });
        self.use_range(grid.cells[id].place.range(), Fate::Recorded);
        known.insert(key, index);
        (index, unit)
    }
}

/// A label that says no more than 目標 or 実績.
fn is_value_word(header: &Header) -> bool {
    matches!(header.role(), Some(Role::Target | Role::Result | Role::TargetValue | Role::ResultValue | Role::Baseline | Role::CostTarget | Role::CostResult | Role::Achievement))
        && header.meaning.as_ref().is_some_and(|meaning| meaning.matched == Matched::Whole)
}

/// 効果額, 財政効果額, 削減額: what was gained is a quantity of its own, whether due or reached.
fn is_effect_amount(header: &Header) -> bool {
    header.meaning.as_ref().is_some_and(|meaning| {
        meaning.level == Some(Level::Outcome)
            && meaning.word.ends_with('額')
            && !is_bare_amount(&meaning.word)
            && matches!(meaning.role, Role::Result | Role::Target | Role::ResultValue | Role::TargetValue)
    })
}

/// Whether a number was due or reached; `None` where its labels say so already.
fn role_of_number(under: &Under, cost: bool, lexicon: &Lexicon) -> Option<Role> {
    Some(match under.role() {
        Some(Role::CostTarget | Role::CostResult | Role::TargetValue | Role::ResultValue | Role::Baseline) => return None,
        Some(Role::Target) if cost => Role::CostTarget,
        Some(Role::Target) => Role::TargetValue,
        Some(Role::Result | Role::Deed) if cost => Role::CostResult,
        _ if cost => {
            // 25年度予算, 20年度決算: the head tells; a bare year is a settlement.
            if under.headers.iter().any(|header| lexicon.holds_cue(Cue::PlannedCost, header)) { Role::CostTarget } else { Role::CostResult }
        }
        _ => Role::ResultValue,
    })
}
