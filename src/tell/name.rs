//! Names (名称): what a number or grade is about: the label beside it, the name an author filled in, or the head over it.

use super::Teller;
use crate::model::form::Holds;
use crate::model::header::{rater_name, rater_word};
use crate::model::lexicon::Role;
use crate::model::seen::Seen;
use crate::model::seen::says_value;
use crate::model::sheet::CellAt;

impl Teller<'_> {
    /// A text that names nothing by itself: a year, 目標値, a unit.
    pub(super) fn says_only_value(&self, seen: &Seen) -> bool {
        let role = seen.meaning.as_ref().map(|meaning| meaning.role);
        says_value(seen) || seen.year && seen.length() < 14 || seen.unit || matches!(role, Some(Role::Unit | Role::Period)) || crate::model::seen::is_part(seen)
    }

    /// What a number is about, what stands over that name, and the row's word for target or result.
    pub(super) fn name_of(&self, index: usize) -> Option<(CellAt, Option<CellAt>)> {
        let frame = &self.frames[index];
        if let Some(over) = frame.over {
            return Some((over, frame.label));
        }
        let items = &self.scope.form.items;
        let heads_of = |at: CellAt| self.framed.get(&at).map_or(&[][..], |other| &self.frames[*other].heads[..]);
        let names_something = |head: &CellAt| {
            let seen = self.seen(*head);
            !self.says_only_value(seen) && !matches!(seen.meaning.as_ref().map(|meaning| meaning.role), Some(Role::Title | Role::Label | Role::Rating))
        };
        // A head over several columns names them; the last head does where nothing beside the number names it.
        let upper = &frame.heads[..frame.heads.len().saturating_sub(1)];
        let group = upper.iter().copied().rev().find(names_something);
        // Names beside it, nearest first: what authors filled in and labels, by column.
        let mut near: Vec<(u32, CellAt)> = frame
            .names
            .iter()
            .copied()
            .filter(|name| {
                let heads = heads_of(*name);
                let listed = heads.last().is_some_and(|head| items.lists.contains(&self.seen(*head).anchor));
                let held = self.framed.get(name).map(|at| self.holds(*at));
                !listed && !matches!(held, Some(Holds::Department | Holds::Rating(_) | Holds::Comment | Holds::Due | Holds::Direction | Holds::Label | Holds::Unit))
            })
            .map(|name| (self.sheet.cell(name).column, name))
            .collect();
        let row = self.sheet.cell(frame.at).row;
        let beside = frame.outer.iter().copied().filter(|outer| outer.0 == frame.at.0 && self.sheet.cell(*outer).row == row);
        near.extend(
            frame
                .label
                .into_iter()
                .chain(beside)
                .filter(|label| !self.says_only_value(self.seen(*label)) || self.seen(*label).unit && frame.unit.is_some_and(|unit| unit != *label))
                .map(|label| (self.sheet.cell(label).column, label)),
        );
        near.sort_by_key(|(column, at)| (std::cmp::Reverse(*column), *at));
        let same_group = |name: CellAt| {
            let heads = heads_of(name);
            heads.is_empty() || group.is_none_or(|group| heads.contains(&group)) || heads.first() == frame.heads.first()
        };
        // A column of names says it; what explains the name stands beside it, too.
        let is_name = |name: CellAt| self.framed.get(&name).is_some_and(|at| self.holds(*at) == Holds::Name);
        if near.iter().any(|(_, name)| is_name(*name) && same_group(*name)) {
            near.retain(|(_, name)| is_name(*name));
        }
        if let Some((_, name)) = near.iter().copied().find(|(_, name)| same_group(*name)) {
            let outer = frame.outer.last().copied().filter(|outer| *outer != name);
            return Some((name, outer));
        }
        if let Some(group) = group {
            return Some((group, frame.outer.last().copied()));
        }
        let long = |head: &CellAt| self.seen(*head).length() >= 3 && !self.seen(*head).year;
        if let Some(leaf) = frame.heads.last().copied().filter(|head| near.is_empty() && (names_something(head) || long(head))) {
            return Some((leaf, frame.outer.last().copied()));
        }
        let outer = frame.outer.iter().rev().copied().find(|outer| !self.says_only_value(self.seen(*outer)));
        near.first().map(|(_, name)| (*name, None)).or(outer.map(|outer| (outer, None)))
    }

    /// What a rating rates, as printed.
    pub(super) fn subject(&mut self, index: usize) -> String {
        let frame = &self.frames[index];
        if frame.column {
            if let Some(label) = frame.label
                && (frame.option.is_some_and(|option| self.seen(option).scale.is_some()) || !self.heads_tell_subject(frame.strip))
            {
                // Of several labels of the row, the nearest that names a grade: 二次評価 | 行政評価委員会.
                let graded = |at: &CellAt| self.seen(*at).meaning.as_ref().is_some_and(|meaning| meaning.role == Role::Rating);
                let row = self.sheet.cell(label).row;
                let beside = frame.outer.iter().rev().copied().filter(|outer| outer.0 == label.0 && self.sheet.cell(*outer).row == row && !self.is_group(*outer));
                // Where the row says who rates, the head over its labels says what is rated.
                if (rater_word(&self.seen(label).flat).is_some() || rater_name(&self.seen(label).flat).is_some())
                    && let Some(corner) = self.corner(label, frame.heads.last().copied()).filter(graded)
                {
                    return self.seen(corner).flat.clone();
                }
                let told = std::iter::once(label).chain(beside).find(graded).unwrap_or(label);
                return self.seen(told).flat.clone();
            }
            let names: Vec<String> = frame.heads.iter().map(|head| self.seen(*head).flat.clone()).collect();
            return names.join(" ");
        }
        let label = frame.label.or(frame.outer.last().copied());
        label.map_or_else(String::new, |label| self.seen(label).flat.clone())
    }

    /// The label goes on over the rows below: it names a group of them.
    fn is_group(&self, at: CellAt) -> bool {
        let area = &self.sheet.areas[at.0 as usize];
        let cell = self.sheet.cell(at);
        if area.told {
            return cell.rows > 1;
        }
        let below = cell.row + 1;
        below < area.rows && !area.row(below).is_empty() && area.row(below).iter().all(|other| other.column > cell.column)
    }

    /// The head over a row's label.
    fn corner(&self, label: CellAt, head: Option<CellAt>) -> Option<CellAt> {
        let area = &self.sheet.areas[label.0 as usize];
        let row = self.sheet.cell(head.filter(|head| head.0 == label.0)?).row;
        area.covering(row, self.sheet.cell(label).column).map(|index| (label.0, index as u32)).filter(|corner| *corner != label)
    }

    /// More heads than row labels of a strip have grades: what is rated stands in the heads.
    fn heads_tell_subject(&mut self, strip: u32) -> bool {
        if let Some(told) = self.told_by_heads.get(&strip) {
            return *told;
        }
        let rated = |(index, frame): (usize, &crate::model::framed::Framed)| {
            (frame.strip == strip && frame.option.is_none() && matches!(self.holds(index), Holds::Rating(_))).then(|| (frame.label, frame.heads.last().copied()))
        };
        let places: Vec<(Option<CellAt>, Option<CellAt>)> = self.frames.iter().enumerate().filter_map(rated).collect();
        let labels: std::collections::BTreeSet<Option<CellAt>> = places.iter().map(|(label, _)| *label).collect();
        let heads: std::collections::BTreeSet<Option<CellAt>> = places.iter().map(|(_, head)| *head).collect();
        let told = heads.len() > labels.len();
        self.told_by_heads.insert(strip, told);
        told
    }

    /// The indicator of the row that a grade stands in, where the row names one.
    pub(super) fn rated_indicator(&mut self, index: usize) -> Option<usize> {
        let frame = &self.frames[index];
        if !frame.column {
            return None;
        }
        let name = frame.names.iter().copied().find(|name| self.framed.get(name).is_some_and(|at| self.holds(*at) == Holds::Name))?;
        let item = self.item_of[index];
        let printed = super::text::title(self.seen(name), None);
        let key = crate::japanese::text::key(&printed);
        self.findings.indicators.iter().position(|indicator| indicator.item == item && crate::japanese::text::key(&indicator.name) == key)
    }

    /// The name of an indicator, told even where all its values are blank.
    pub(super) fn indicator_name(&mut self, index: usize) {
        let frame = &self.frames[index];
        self.use_labels(frame);
        let seen = self.seen(frame.at);
        if seen.dash {
            return;
        }
        let item = self.item_of[index];
        let name = super::text::named(&super::text::title(seen, self.decided(index)), self.scope.lexicon);
        self.used.insert(frame.at, crate::model::record::Fate::Recorded);
        let under = frame.outer.last().map_or_else(String::new, |outer| self.seen(*outer).flat.clone());
        let unit = frame.unit.map(|unit| self.seen(unit).flat.clone());
        self.indicator(item, &name, &under, unit, None, frame.at);
    }
}
