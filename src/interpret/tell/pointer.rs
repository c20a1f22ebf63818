//! Pointer (同上・同左): the statements that a cell stands for when it says no more than that another holds here too.

use crate::interpret::Interpreter;
use crate::model::lexicon::Pointer;
use crate::model::place::Place;
use crate::model::record::Statement;
use foldhash::HashMap;

/// How far back a pointer looks, in statements of its column or row.
const FARTHEST: usize = 256;

/// Statements by where they stand, in order.
#[derive(Default)]
pub struct Neighbours {
    /// Of an item in a column, without those that only point.
    columns: HashMap<(usize, Option<u32>), Vec<usize>>,
    /// Of a row of a table.
    rows: HashMap<(Option<u32>, u32), Vec<usize>>,
}

impl Neighbours {
    fn of(&mut self, item: usize, place: &Place) -> [Option<&mut Vec<usize>>; 2] {
        let row = place.row.map(|row| self.rows.entry((place.table, row)).or_default());
        [Some(self.columns.entry((item, place.column)).or_default()), row]
    }
}

impl Interpreter<'_> {
    /// Files a statement; one that only points is nothing to point to from below.
    pub fn push_statement(&mut self, statement: Statement, points: bool) -> usize {
        let index = self.findings.statements.len();
        let [column, row] = self.neighbours.of(statement.item, &statement.places[0]);
        for list in column.filter(|_| !points).into_iter().chain(row) {
            list.push(index);
        }
        self.findings.statements.push(statement);
        index
    }

    /// Takes the statement filed last back.
    pub(super) fn pop_statement(&mut self) -> Option<Statement> {
        let statement = self.findings.statements.pop()?;
        let index = self.findings.statements.len();
        for list in self.neighbours.of(statement.item, &statement.places[0]).into_iter().flatten() {
            list.pop_if(|last| *last == index);
        }
        Some(statement)
    }

    /// The statements that 同上 or 同左 stands for.
    pub(super) fn pointed(&self, statement: &Statement, pointer: Pointer) -> Vec<usize> {
        let here = &statement.places[0];
        let statements = &self.findings.statements;
        let labelled = |other: &Statement| statement.labels.is_empty() || other.labels.iter().any(|label| statement.labels.contains(label));
        let near = |list: Option<&Vec<usize>>, fits: &dyn Fn(&Statement) -> bool| -> Vec<usize> {
            let list = list.map_or(&[][..], Vec::as_slice);
            list[list.len().saturating_sub(FARTHEST)..].iter().copied().filter(|index| fits(&statements[*index]) && labelled(&statements[*index])).collect()
        };
        let ditto = statement.text.trim() == "〃" && statement.period.is_some();
        let mut found;
        match if ditto { Pointer::Left } else { pointer } {
            Pointer::Above => {
                found = near(self.neighbours.columns.get(&(statement.item, here.column)), &|other| other.places[0].start < here.start);
                // The nearest header's statements, whole: 同上 under 業績目標 stands for all of 取組内容 above it.
                if let Some(header) = found.last().map(|last| &statements[*last].header) {
                    found.retain(|index| statements[*index].header == *header);
                }
            }
            Pointer::Left => {
                found = near(here.row.and_then(|row| self.neighbours.rows.get(&(here.table, row))), &|other| other.places[0].column < here.column);
                let nearest = found.iter().map(|index| statements[*index].places[0].column).max();
                found.retain(|index| Some(statements[*index].places[0].column) == nearest);
            }
        }
        found
    }
}
