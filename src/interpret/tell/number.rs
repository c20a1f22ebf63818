//! Number (数値): a value in its canonical unit, or the words that stand where one was due.
//!
//! The unit may stand in the cell, its headers or its indicator; the nearest holds.

use super::{Standing, Told};
use crate::interpret::Interpreter;
use crate::interpret::cell::{self, Part};
use crate::japanese::number::{Quantity, circle_zero, quantities, unit_scale};
use crate::japanese::text::Text;
use crate::model::block::Line;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::lexicon::Role;
use crate::model::record::{Fate, Level, Repair, RepairKind, Statement, StatementKind};
use crate::see::{see, whole_value};
use rust_decimal::Decimal;

impl Interpreter<'_> {
    /// A number, or the words that stand where one was due.
    pub(super) fn number(&mut self, part: &Part, standing: Standing, told: &mut Told) {
        let under = standing.under;
        let flat = whole_number(&part.lines).unwrap_or_else(|| cell::joined(&part.lines));
        let words = flat.as_str().trim().to_owned();
        let role = under.role().unwrap_or(Role::ResultValue);
        let kind = if matches!(role, Role::TargetValue | Role::CostTarget) { StatementKind::Target } else { StatementKind::Result };
        let level = match role {
            Role::Cost | Role::CostTarget | Role::CostResult => Some(Level::Input),
            // The indicator's own level goes before that of 計画 or 実績 over the number.
            _ => under.indicator.and_then(|indicator| self.findings.indicators[indicator].level).or(under.level),
        };
        let printed_unit = under.unit.clone().or_else(|| under.indicator.and_then(|indicator| self.findings.indicators[indicator].unit.clone()));
        let found = whole_value(flat.normal());
        let status = if found.is_none() { see(&words).status(self.lexicon) } else { None };
        if found.is_none() && status.is_none() {
            if is_due(&words) || !matches!(role, Role::TargetValue | Role::ResultValue | Role::Baseline) {
                self.findings.diagnostics.push(Diagnostic::at(Code::NumberUnread, format!("{words:?} is no number and no known status"), standing.place));
            }
            let mut here = under.clone();
            here.level = level;
            self.texts(part, standing.below(&here), kind, told);
            return;
        }
        let (value, unit) = match &found {
            Some(quantity) => measured(quantity, printed_unit.as_deref()),
            None => (None, printed_unit.as_deref().map(|unit| unit_scale(Text::new(unit).normal()).unit)),
        };
        self.use_text(&flat, Fate::Recorded);
        let words = match circle_zero(&words) {
            Some(mended) => {
                let before: String = words.chars().take(1).collect();
                self.findings.repairs.push(Repair { kind: RepairKind::Glyph, before, after: "〇".to_owned(), place: standing.place.with_range(flat.whole_source()) });
                mended
            }
            None => words,
        };
        let own = standing.statement(kind, words, flat.whole_source());
        told.statements.push(self.state(Statement { level, value, unit, value_status: status, baseline: role == Role::Baseline, ..own }));
    }
}

/// A number that a line end broke (`12,` over `000`): one that none of its lines is by itself.
fn whole_number(lines: &[Line]) -> Option<Text> {
    if lines.len() < 2 || lines.iter().any(|line| line.bullet) {
        return None;
    }
    let mut whole = Text::default();
    lines.iter().for_each(|line| whole.append(&line.text.trimmed()));
    let broken = lines.iter().any(|line| whole_value(line.text.normal()).is_none());
    (broken && whole_value(whole.normal()).is_some()).then_some(whole)
}

/// Longest words that stand where a number alone was due; longer ones tell what was done.
const LONGEST_UNREAD: usize = 16;

/// The words stand where a number was due and tell none: no sentence, and no text that counts something by itself.
fn is_due(words: &str) -> bool {
    let sentence = words.contains(['。', '、', '\n', '「']) || words.chars().nth(LONGEST_UNREAD).is_some();
    !sentence && quantities(Text::new(words).normal()).is_empty()
}

/// A number in its canonical unit: the cell's own, or the one its header or indicator tells.
pub(super) fn measured(quantity: &Quantity, printed_unit: Option<&str>) -> (Option<Decimal>, Option<String>) {
    match (&quantity.unit, printed_unit) {
        (Some(unit), _) => (Some(quantity.value), Some(unit.clone())),
        (None, Some(printed)) => {
            let scale = unit_scale(Text::new(printed).normal());
            (quantity.value.checked_mul(scale.factor).map(|value| value.normalize()), Some(scale.unit))
        }
        (None, None) => (Some(quantity.value), None),
    }
}
