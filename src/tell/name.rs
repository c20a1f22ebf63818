//! Names (名称): what a number or grade is about: the label beside it, the name an author filled in, or the head over it.

use super::Teller;
use super::number::role_of;
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
        let named = matches!(role, Some(Role::Cost | Role::Rating | Role::Direction | Role::Note | Role::Title | Role::Indicator | Role::Department));
        let era = matches!(seen.key.as_str(), "令和" | "平成" | "昭和" | "年度");
        era || says_value(seen) || seen.year && seen.length() < 14 && !named || seen.unit || matches!(role, Some(Role::Unit | Role::Period)) || crate::model::seen::is_part(seen)
    }

    /// What a number is about, what stands over that name, and the row's word for target or result.
    pub(super) fn name_of(&self, index: usize) -> Option<(CellAt, Option<CellAt>)> {
        let frame = &self.frames[index];
        if let Some(over) = frame.over {
            return Some((over, frame.label));
        }
        let heads_of = |at: CellAt| self.framed.get(&at).map_or(&[][..], |other| &self.frames[*other].heads[..]);
        let names_something = |head: &CellAt| {
            let seen = self.seen(*head);
            !self.says_only_value(seen) && !matches!(seen.meaning.as_ref().map(|meaning| meaning.role), Some(Role::Title | Role::Label | Role::Rating))
        };
        // A head over several columns names them; the last head does where nothing beside the number names it.
        let upper = &frame.heads[..frame.heads.len().saturating_sub(1)];
        let of_money = upper.iter().any(|head| self.says_money(*head) && names_something(head));
        // What stands left of an item's name groups items; no amount is of it.
        let of_item = frame.names.iter().filter(|name| self.names_row(**name)).map(|name| self.sheet.cell(*name).column).max();
        // Names beside it, nearest first: what authors filled in and labels, by column.
        let mut near: Vec<(u32, CellAt)> = frame
            .names
            .iter()
            .copied()
            .filter(|name| of_item.is_none_or(|of_item| self.sheet.cell(*name).column >= of_item))
            .filter(|name| {
                let held = self.framed.get(name).map(|at| self.holds(*at));
                let seen = self.seen(*name);
                // What was done or planned names no amount; nor does a word of a scale (拡充 before a name) or what stands for a value (集計中).
                let told = match held {
                    Some(Holds::Target(_) | Holds::Result(_)) => true,
                    Some(Holds::Note(_)) => seen.sentence || of_money,
                    _ => false,
                };
                let stands_for = held.is_some() && (seen.scale.is_some() || seen.status.is_some());
                !self.names_row(*name)
                    && !told
                    && !seen.dash
                    && !stands_for
                    && !matches!(held, Some(Holds::Department | Holds::Rating(_) | Holds::Comment | Holds::Due | Holds::Direction | Holds::Label | Holds::Unit))
            })
            .map(|name| (self.sheet.cell(name).column, name))
            .collect();
        let row = self.sheet.cell(frame.at).row;
        let beside = frame.outer.iter().copied().filter(|outer| outer.0 == frame.at.0 && self.sheet.cell(*outer).row == row);
        let rival = frame.label.filter(|label| self.rivals(index, *label));
        near.extend(
            frame
                .label
                .into_iter()
                .chain(beside)
                .filter(|label| self.role_of_counterpart(frame.strip, *label).is_none())
                .filter(|label| rival == Some(*label) || !self.says_only_value(self.seen(*label)) || self.seen(*label).unit && frame.unit.is_some_and(|unit| unit != *label))
                .map(|label| (self.sheet.cell(label).column, label)),
        );
        near.sort_by_key(|(column, at)| (std::cmp::Reverse(*column), *at));
        // 目標水準 over years, beside a name, says what the numbers are.
        let told = |head: &CellAt| matches!(self.seen(*head).meaning.as_ref().map(|meaning| meaning.role), Some(Role::Target | Role::Result));
        let group = upper.iter().copied().rev().find(|head| names_something(head) && (near.is_empty() || !told(head)));
        let is_name = |name: CellAt| self.framed.get(&name).is_some_and(|at| self.holds(*at) == Holds::Name);
        let same_group = |name: CellAt| {
            let heads = heads_of(name);
            // 年度別推移 over years says nothing of what a column of names says of the whole row.
            let mute = || heads.len() == 1 && group.is_some_and(|group| self.seen(group).meaning.is_none()) && is_name(name);
            heads.is_empty() || group.is_none_or(|group| heads.contains(&group)) || heads.first() == frame.heads.first() || mute()
        };
        // An indicator's name beside a cost says nothing of it.
        if frame.heads.last().is_some_and(|head| self.says_money(*head)) {
            let measure = frame.unit.filter(|unit| self.is_of_measure(*unit, frame.at)).map(|unit| self.sheet.cell(unit).column);
            near.retain(|(column, name)| measure.is_none_or(|unit| *column >= unit) || self.is_in_yen(*name));
            // Nor does it where a head names the amount: 指標 | 目標 | 実績 | 削減額（円）.
            if frame.heads.iter().any(|head| self.says_money(*head) && !self.says_only_value(self.seen(*head))) {
                near.retain(|(_, name)| !is_name(*name) || self.is_in_yen(*name));
            }
        }
        // A column of names says it; what explains the name stands beside it, too.
        if near.iter().any(|(_, name)| is_name(*name) && same_group(*name)) {
            near.retain(|(_, name)| is_name(*name));
        }
        if let Some((_, name)) = near.iter().copied().find(|(_, name)| same_group(*name)) {
            let outer = frame.outer.last().copied().filter(|outer| *outer != name);
            return Some((name, outer));
        }
        let leaf_names =
            frame.heads.last().copied().filter(|leaf| {
                near.is_empty() && upper.len() == 1 && names_something(leaf) && role_of(self.seen(*leaf)).is_none() && !crate::model::seen::is_part(self.seen(*leaf))
            });
        if let Some(group) = group {
            return Some(leaf_names.map_or((group, frame.outer.last().copied()), |leaf| (leaf, Some(group))));
        }
        let long = |head: &CellAt| self.seen(*head).length() >= 3 && !self.seen(*head).year;
        // 計 behind years sums what the row is about.
        let sums = |head: &CellAt| frame.label.is_some_and(|label| !self.seen(label).year) && crate::model::lexicon::is_sum_word(&self.seen(*head).flat);
        if let Some(leaf) = frame.heads.last().copied().filter(|head| near.is_empty() && !sums(head) && (names_something(head) || long(head))) {
            return Some((leaf, frame.outer.last().copied()));
        }
        let outer = frame.outer.iter().rev().copied().find(|outer| !self.says_only_value(self.seen(*outer)) && !self.is_heading(*outer));
        // The caption of a list of items names none of its columns: an amount is named by its own head.
        if near.is_empty()
            && frame.names.iter().any(|name| self.names_row(*name))
            && let Some(leaf) = frame.heads.last().copied().filter(|head| self.says_money(*head))
        {
            return Some((leaf, None));
        }
        // 令和７年度当初予算額 over or beside its amount, under nothing that names a cost.
        let of_cost = |at: CellAt| self.seen(at).meaning.as_ref().is_some_and(|meaning| meaning.role == Role::Cost);
        if near.is_empty() && !outer.is_some_and(of_cost) {
            let over = frame.heads.last().copied().filter(|head| self.says_money(*head) && self.seen(*head).key.contains('額'));
            let beside = || frame.label.filter(|label| !frame.column && self.says_money(*label) && self.seen(*label).year);
            if let Some(amount) = over.or_else(beside) {
                return Some((amount, outer));
            }
        }
        // 執行額 under a corner that names all rows (予算額・執行額), or under nothing but a caption, is told apart by itself.
        let own = frame.label.filter(|label| near.is_empty() && self.says_cost(*label) && !self.seen(*label).year);
        if let Some(label) = own.filter(|label| outer.is_none_or(|outer| outer.0 != frame.at.0 || self.seen(outer).key.contains(&self.seen(*label).key))) {
            return Some((label, None));
        }
        // The corner over the rows names them where nothing else does.
        if let Some(corner) = frame.heads.last().and_then(|head| self.leading(*head)).filter(|corner| near.is_empty() && frame.label.is_none() && names_something(corner)) {
            return Some((corner, None));
        }
        near.first().map(|(_, name)| (*name, None)).or(outer.map(|outer| (outer, None)))
    }

    /// Rows of one group whose labels all say 予算 are told apart by those labels: 当初予算, 補正予算.
    fn rivals(&self, index: usize, label: CellAt) -> bool {
        let frame = &self.frames[index];
        let Some(role) = role_of(self.seen(label)).filter(|_| self.says_cost(label)) else { return false };
        // Letters of an upright label are no group.
        let group_of = |frame: &crate::model::framed::Framed| frame.outer.iter().rev().copied().find(|outer| self.seen(*outer).length() > 1);
        let group = group_of(frame);
        self.frames.iter().any(|other| {
            other.strip == frame.strip
                && other.column
                && other.names == frame.names
                && group_of(other) == group
                && other.label.is_some_and(|rival| self.seen(rival).anchor != self.seen(label).anchor && self.says_cost(rival) && role_of(self.seen(rival)) == Some(role))
        })
    }

    /// The heading of the form or the body that publishes it names no amount.
    fn is_heading(&self, at: CellAt) -> bool {
        let seen = self.seen(at);
        at == (0, 0) && crate::model::seen::is_heading_of_form(&seen.key) || crate::japanese::municipality::whole_municipality(&seen.flat).is_some_and(|name| name == seen.flat)
    }

    /// The cell stands under a head whose rows are items.
    fn names_row(&self, at: CellAt) -> bool {
        let head = self.framed.get(&at).and_then(|frame| self.frames[*frame].heads.last());
        head.is_some_and(|head| self.scope.form.items.lists.contains(&self.seen(*head).anchor))
    }

    /// A unit that is no money, and is of what stands between it and a cell of its row: 指標 | 単位 | 目標 | 実績 | 総事業費.
    pub(super) fn is_of_measure(&self, unit: CellAt, at: CellAt) -> bool {
        if self.seen(unit).key.contains('円') {
            return false;
        }
        let area = &self.sheet.areas[at.0 as usize];
        let (from, to) = (self.sheet.cell(unit).column, self.sheet.cell(at).column);
        area.row_range(self.sheet.cell(at).row).filter(|index| (from + 1..to).contains(&area.cells[*index].column)).any(|index| {
            let frame = self.framed.get(&(at.0, index as u32)).map(|frame| &self.frames[*frame]);
            frame.is_some_and(|frame| !frame.heads.is_empty() && !frame.heads.iter().any(|head| self.says_money(*head)) && self.seen(frame.at).number.is_some())
        })
    }

    /// A head of money: 総事業費, 決算額.
    pub(super) fn says_money(&self, at: CellAt) -> bool {
        let seen = self.seen(at);
        let named = match &seen.meaning {
            Some(meaning) => matches!(meaning.role, Role::Cost | Role::CostTarget | Role::CostResult),
            // 精算額, 執行済額: what ends so is money, known or not.
            None => seen.key.ends_with(['額', '費']),
        };
        named || self.is_in_yen(at)
    }

    /// A unit of money stands in it: 削減額（円）.
    fn is_in_yen(&self, at: CellAt) -> bool {
        self.seen(at).unit_note.as_ref().is_some_and(|unit| unit.ends_with('円'))
    }

    fn says_cost(&self, at: CellAt) -> bool {
        self.seen(at).meaning.as_ref().is_some_and(|meaning| matches!(meaning.role, Role::CostTarget | Role::CostResult))
    }

    /// What a rating rates, as printed, without the unit behind it.
    pub(super) fn subject(&mut self, index: usize) -> String {
        super::text::without_unit(self.printed_subject(index))
    }

    fn printed_subject(&mut self, index: usize) -> String {
        let frame = &self.frames[index];
        if frame.column {
            // What the author filled in between the row's label and the grade is what the grade is about.
            let row = self.sheet.cell(frame.at).row;
            let after_label = |name: &CellAt| frame.label.is_none_or(|label| self.sheet.cell(label).column < self.sheet.cell(*name).column);
            // Of two columns beside a grade, the one headed 項目 says what is graded.
            let items = |at: CellAt, head: Option<CellAt>| head.is_some_and(|head| head != at && self.seen(head).key.ends_with("項目"));
            let under = |name: CellAt| self.frames.iter().find(|other| other.at == name).and_then(|other| other.heads.last().copied());
            if let Some(name) = frame.names.iter().copied().find(|name| self.sheet.cell(*name).row == row && items(*name, under(*name))).filter(|name| self.is_question(*name)) {
                return super::text::title(self.seen(name), None);
            }
            let asked = frame.names.iter().copied().find(|name| self.sheet.cell(*name).row == row && after_label(name));
            if let Some(name) = asked.filter(|name| self.is_question(*name) && self.asks_row_by_row(frame)) {
                return super::text::title(self.seen(name), None);
            }
            if let Some(label) = frame.label.filter(|label| {
                let means = |at: &CellAt, role: Role| self.seen(*at).meaning.as_ref().is_some_and(|meaning| meaning.role == role);
                let rates = |head: &CellAt| means(head, Role::Achievement);
                // 成果の達成度 under 判定 is what is judged.
                let judged = rates(label) && frame.heads.last().is_some_and(|head| means(head, Role::Rating));
                // The option under which a mark stands is what was chosen; the label asks.
                let chosen = frame.option.is_some_and(|option| self.seen(option).scale.is_some()) && frame.option == frame.heads.last().copied();
                judged || chosen || !self.says_only_value(self.seen(*label)) || frame.heads.iter().all(|head| self.says_only_value(self.seen(*head)) && !rates(head))
            }) && (frame.option.is_some_and(|option| self.seen(option).scale.is_some()) || !self.heads_tell_subject(frame.strip))
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

    /// The cell stands under a head that says its rows are what is rated: 評価項目, 視点, 項目.
    fn is_question(&self, at: CellAt) -> bool {
        let Some(frame) = self.frames.iter().position(|other| other.at == at) else { return false };
        !self.names_row(at) && self.frames[frame].column && matches!(self.holds(frame), Holds::Note(_) | Holds::Section)
    }

    /// Grades of this strip stand beside questions: no label of the row says more, or labels go on over several rows.
    fn asks_row_by_row(&mut self, frame: &crate::model::framed::Framed) -> bool {
        let strip = frame.strip;
        if frame.label.is_none() {
            return !self.heads_tell_subject(strip);
        }
        let rated = self.frames.iter().enumerate().filter(|(index, frame)| frame.strip == strip && matches!(self.holds(*index), Holds::Rating(_)));
        rated.filter_map(|(_, frame)| frame.label).any(|label| self.is_group(label) || self.seen(label).length() == 1)
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

    /// The label that opens the row of a head.
    fn leading(&self, head: CellAt) -> Option<CellAt> {
        let area = &self.sheet.areas[head.0 as usize];
        let first = area.row_range(self.sheet.cell(head).row).start;
        (first as u32 != head.1 && self.seen((head.0, first as u32)).may_label).then_some((head.0, first as u32))
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
            // Years over grades say when, not what.
            let head = frame.heads.last().copied().filter(|head| !self.says_only_value(self.seen(*head)));
            (frame.strip == strip && frame.option.is_none() && matches!(self.holds(index), Holds::Rating(_))).then_some((frame.label, head))
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
