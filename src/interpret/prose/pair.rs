//! Pair (項目：値): `担当課：市民課` on a line of its own, or a department after its label.

use super::kind::Kind;
use crate::interpret::Interpreter;
use crate::interpret::under::{Printed, Under};
use crate::model::block::Line;
use crate::model::header::Header;
use crate::model::lexicon::{Matched, Role};
use crate::model::place::Place;
use crate::model::record::{Fate, NoteKind};
use std::sync::Arc;

impl Interpreter<'_> {
    /// `担当課：市民課` with a known label, or `所管　財政課` of a department.
    pub(super) fn pair_of(&self, line: &Line) -> Option<Kind> {
        let text = line.text.as_str();
        if let Some((label, _)) = text.split_once(' ').filter(|(label, value)| !value.trim().is_empty() && label.chars().count() <= 8 && value.chars().count() <= 40) {
            let header = self.header(label);
            if header.meaning.as_ref().is_some_and(|meaning| meaning.role == Role::Department && meaning.matched == Matched::Whole) {
                return Some(Kind::Pair(header, Line::plain(line.text.slice(label.len()..text.len()).trimmed())));
            }
        }
        self.labelled(line).map(|(header, value)| Kind::Pair(header, value))
    }

    /// `主な取組：…`: a known label, a colon and what it labels.
    pub(in crate::interpret) fn labelled(&self, line: &Line) -> Option<(Arc<Header>, Line)> {
        let text = line.text.as_str();
        let (label, value) = text.split_once(':')?;
        // 3つの視点から「3:高い」: the colon stands inside a quotation.
        let quoted = [('「', '」'), ('『', '』'), ('(', ')')].iter().any(|(open, close)| label.matches(*open).count() > label.matches(*close).count());
        if quoted || label.trim().is_empty() || label.chars().count() > 24 || value.trim().is_empty() {
            return None;
        }
        let header = self.header(label);
        let meaning = header.meaning.as_ref()?;
        if meaning.matched > Matched::Compound {
            return None;
        }
        Some((header, Line::plain(line.text.slice(label.len() + 1..text.len()).trimmed())))
    }

    /// 令和4年度実績 under 活動指標, 令和5年度決算 under 経費: a number of what the heading names.
    pub(super) fn counts_in_role(&self, header: &Header) -> bool {
        match self.role.as_ref().and_then(Under::role) {
            Some(Role::Indicator) => {
                matches!(header.role(), Some(Role::Indicator | Role::Target | Role::Result | Role::TargetValue | Role::ResultValue | Role::Baseline))
            }
            Some(Role::Cost) => matches!(header.role(), Some(Role::CostTarget | Role::CostResult)) && header.period.is_some(),
            _ => false,
        }
    }

    pub(super) fn pair(&mut self, header: &Arc<Header>, line: &Line, value: &Line, place: &Place) {
        let label_bytes = line.text.whole_source().start..value.text.whole_source().start;
        let value_place = place.with_range(value.text.whole_source());
        match header.role() {
            Some(Role::Title) => {
                let path = self.sections.path(false);
                self.open_item(value.text.as_str(), path, &value_place);
                self.use_range(label_bytes, Fate::Header);
                self.role = None;
            }
            Some(Role::Section) => {
                self.sections.enter(line.text.as_str().trim(), 0, &self.lexicon.group_words, place);
            }
            Some(Role::Label) => {
                if let Some(item) = self.item {
                    self.findings.items[item].label = Some(value.text.as_str().trim().to_owned());
                    self.findings.items[item].also.push(value_place.clone());
                    self.use_range(place.range(), Fate::Recorded);
                }
            }
            Some(Role::Period | Role::Unit | Role::Legend | Role::Direction | Role::Municipality) if self.item.is_none() => self.leave(place.range(), "outside-items"),
            _ => {
                // 計画期間：… over the whole report is about no item.
                if self.item.is_none() && header.meaning.as_ref().is_some_and(|meaning| meaning.note == Some(NoteKind::Other)) {
                    self.leave(place.range(), "outside-items");
                    return;
                }
                let item = self.item_or_heading(place);
                let under = Under::new(&[Printed { header: header.clone(), range: label_bytes }]);
                self.tell(item, std::slice::from_ref(value), &value_place, &[], &under);
                self.role = Some(under);
            }
        }
    }
}
