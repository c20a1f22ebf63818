//! Pointer (同上・同左): the statements that a cell stands for when it says no more than that another holds here too.

use crate::interpret::Interpreter;
use crate::model::lexicon::Pointer;
use crate::model::record::Statement;

impl Interpreter<'_> {
    /// The statements that 同上 or 同左 stands for.
    pub(super) fn pointed(&self, statement: &Statement, pointer: Pointer) -> Vec<usize> {
        let here = &statement.places[0];
        let labelled = |other: &Statement| statement.labels.is_empty() || other.labels.iter().any(|label| statement.labels.contains(label));
        let mut found: Vec<usize> = vec![];
        let ditto = statement.text.trim() == "〃" && statement.period.is_some();
        match if ditto { Pointer::Left } else { pointer } {
            Pointer::Above => {
                let candidates: Vec<usize> = (0..self.findings.statements.len())
                    .filter(|index| {
                        let other = &self.findings.statements[*index];
                        other.item == statement.item
                            && other.places[0].column == here.column
                            && other.places[0].start < here.start
                            && labelled(other)
                            && self.lexicon.pointer(&other.text).is_none()
                    })
                    .collect();
                // The nearest header's statements, whole: 同上 under 業績目標 stands for all of 取組内容 above it.
                if let Some(last) = candidates.last() {
                    let header = self.findings.statements[*last].header.clone();
                    found.extend(candidates.iter().filter(|index| self.findings.statements[**index].header == header));
                }
            }
            Pointer::Left => {
                let in_row = |index: &usize| {
                    let other = &self.findings.statements[*index];
                    other.places[0].table == here.table && other.places[0].row == here.row && other.places[0].column < here.column && labelled(other)
                };
                let column = (0..self.findings.statements.len()).filter(in_row).filter_map(|index| self.findings.statements[index].places[0].column).max();
                found.extend((0..self.findings.statements.len()).filter(in_row).filter(|index| self.findings.statements[*index].places[0].column == column));
            }
        }
        found
    }
}
