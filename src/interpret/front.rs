//! Front matter (前付): what a report says of itself before its first item: 趣旨, 計画期間, how often the committee met.

use super::Interpreter;
use crate::model::diagnostic::Code;
use crate::model::record::{Fate, StatementKind};

/// So many items that are named show that the first, which is not, is none.
const FEWEST_NAMED: usize = 2;

impl Interpreter<'_> {
    /// Leaves notes to residue that stand before the first named item, under items that nothing names. Where further items of the document
    /// are made from headings, or the first have more than notes, the document has such items.
    pub(super) fn leave_front_matter(&mut self) {
        let findings = &mut self.findings;
        let count = (0..findings.items.len()).take_while(|item| self.guessed.contains(item)).count();
        let first = findings.statements.iter().position(|statement| statement.item >= count).unwrap_or(findings.statements.len());
        let (front, rest) = findings.statements.split_at(first);
        let plain = front.iter().all(|statement| matches!(statement.kind, StatementKind::Note(_)))
            && rest.iter().all(|statement| statement.item >= count && statement.same_as.iter().all(|other| *other >= first));
        let bare = findings.ratings.iter().all(|rating| rating.item >= count)
            && findings.indicators.iter().all(|indicator| indicator.item >= count)
            && findings.items.iter().all(|item| item.parent.is_none_or(|parent| parent >= count));
        if count == 0 || self.guessed.len() > count || findings.items.len() < count + FEWEST_NAMED || !plain || !bare || front.is_empty() {
            return;
        }
        let places = || front.iter().flat_map(|statement| &statement.places).chain(findings.items[..count].iter().map(|item| &item.place));
        let from = places().map(|place| place.start).min().unwrap_or(0);
        let to = places().map(|place| place.end).max().unwrap_or(from);
        findings.used.retain(|(range, fate)| *fate != Fate::Recorded || range.start < from || range.end > to);
        findings.reasons.push((from..to, "front-matter"));
        let told = |code: Code| matches!(code, Code::UntitledItem | Code::ItemCreated);
        findings.diagnostics.retain(|diagnostic| !(told(diagnostic.code) && diagnostic.place.as_ref().is_some_and(|place| place.start >= from && place.end <= to)));
        findings.statements.drain(..first);
        findings.items.drain(..count);
        for statement in &mut findings.statements {
            statement.item -= count;
            statement.same_as.iter_mut().for_each(|other| *other -= first);
        }
        findings.ratings.iter_mut().for_each(|rating| rating.item -= count);
        findings.indicators.iter_mut().for_each(|indicator| indicator.item -= count);
        for item in &mut findings.items {
            item.parent = item.parent.map(|parent| parent - count);
        }
    }
}
