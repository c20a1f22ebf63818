//! Units (単位): numbers that stand without one where others of their kind have one.

use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::record::{Findings, Level};
use foldhash::{HashSet, HashSetExt};

/// Kinds of numbers: amounts of money are one, what indicators count is another.
fn kind(indicator: Option<usize>, level: Option<Level>) -> (bool, bool) {
    (indicator.is_some(), level == Some(Level::Input))
}

/// Tells each indicator, and each header over numbers of no indicator, once.
pub fn check(findings: &mut Findings) {
    let with_unit: HashSet<(bool, bool)> =
        findings.statements.iter().filter(|statement| statement.value.is_some() && statement.unit.is_some()).map(|statement| kind(statement.indicator, statement.level)).collect();
    let mut told = HashSet::new();
    let mut out = vec![];
    for statement in &findings.statements {
        if statement.value.is_none() || statement.unit.is_some() || !with_unit.contains(&kind(statement.indicator, statement.level)) {
            continue;
        }
        let header = statement.header.join(" / ");
        let name = statement.indicator.map_or(header, |indicator| findings.indicators[indicator].name.clone());
        if told.insert((statement.indicator, name.clone())) {
            out.push(Diagnostic::at(Code::UnitUnknown, format!("{} has no unit ({name})", statement.text), &statement.places[0]));
        }
    }
    findings.diagnostics.extend(out);
}
