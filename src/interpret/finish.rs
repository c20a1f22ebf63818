//! Finish (仕上げ): what can only be said once the whole document is read.
//!
//! Scales are bound and rates checked, years gathered, and what was inferred, mended or not found is told once for the document.

use super::{Interpreter, scales, units};
use crate::japanese::date::{Basis as EraBasis, Period};
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::record::{Fate, Findings, RepairKind};
use std::collections::BTreeSet;

impl Interpreter<'_> {
    /// Binds scales, checks rates, gathers years.
    pub(super) fn finish(mut self) -> Findings {
        for section in &self.sections.open {
            if section.used {
                self.findings.used.push((section.place.range(), Fate::Recorded));
            }
        }
        self.leave_front_matter();
        scales::bind(&mut self.findings, &self.hints, &self.legends);
        scales::check_achievement(&mut self.findings);
        let years = self.years();
        self.tell_eras();
        units::check(&mut self.findings);
        self.findings.fiscal_years = years.into_iter().collect();
        let mended = self.findings.repairs.iter().filter(|repair| repair.kind == RepairKind::Glyph).count();
        if mended > 0 {
            self.findings.diagnostics.push(Diagnostic::new(Code::GlyphMended, format!("{mended} variant glyph(s) were mended")));
        }
        if self.findings.statements.is_empty() && self.findings.ratings.is_empty() {
            self.findings.diagnostics.push(Diagnostic::new(Code::NoRecords, "nothing was recognised as a target, result, rating or note"));
        }
        self.findings
    }

    /// The periods that headers told of statements and ratings.
    fn periods(&self) -> impl Iterator<Item = &Period> {
        let stated = self.findings.statements.iter().filter_map(|statement| statement.period.as_ref());
        stated.chain(self.findings.ratings.iter().filter_map(|rating| rating.period.as_ref())).map(|(_, period)| period)
    }

    /// The fiscal years the records are about; without any that of the document.
    fn years(&self) -> BTreeSet<i32> {
        let mut years: BTreeSet<i32> = self.periods().flat_map(|period| period.fiscal_years.iter().copied()).collect();
        if years.is_empty() {
            years.extend(self.setting.fiscal_year);
        }
        years
    }

    /// Tells of years printed without an era: those read by the setting, and those left unread.
    fn tell_eras(&mut self) {
        let inferred = self.periods().filter(|period| period.era == EraBasis::Inferred).count();
        let dated: usize = self.findings.statements.iter().flat_map(|s| &s.dates).filter(|(_, period)| period.era == EraBasis::Inferred).count();
        if inferred + dated > 0
            && let Some(era) = self.setting.era
        {
            let message = format!("{} year(s) printed without an era were read as {} ({})", inferred + dated, era.name(), self.setting.evidence.join("、"));
            self.findings.diagnostics.push(Diagnostic::new(Code::EraInferred, message));
        }
        if !self.setting.undecided.is_empty() {
            let years = self.setting.undecided.iter().map(|year| format!("{year}年")).collect::<Vec<_>>().join("、");
            self.findings.diagnostics.push(Diagnostic::new(Code::EraUnknown, format!("years without an era, and none is printed in the document: {years}; they were left unread")));
        }
    }
}
