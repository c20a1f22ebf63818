//! Form (評価シート): label cells beside or over value cells; one item a sheet.

use crate::interpret::Interpreter;
use crate::interpret::tell::Told;
use crate::interpret::under::{Printed, Under, plain};
use crate::japanese::number::{unit_note, whole_value};
use crate::japanese::text::Text;
use crate::model::grid::{Cell, Grid, RowKind};
use crate::model::header::Header;
use crate::model::lexicon::{Matched, Role};
use crate::model::record::{Fate, Indicator, Item, Level, NoteKind, RatingKind};
use std::collections::HashMap;

/// A value cell with the labels it stands beside and under.
struct Value {
    cell: usize,
    row: usize,
    /// Labels at its left, outermost first.
    beside: Vec<usize>,
    /// Labels over it, outermost first.
    over: Vec<usize>,
}

impl Interpreter<'_> {
    /// Reads a form.
    pub fn form(&mut self, grid: &Grid) {
        let headers: HashMap<usize, Header> = grid
            .cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| cell.label && !cell.is_blank())
            .map(|(index, cell)| (index, Header::read(&cell.flat(), self.lexicon, self.setting)))
            .collect();
        let regions = regions(grid, &headers);
        self.identity(grid, &headers, &regions);
        for region in &regions {
            // 費用(単位:千円) over a part of the sheet: its unit holds for the rows below.
            for row in &region.body {
                let filled: Vec<usize> = (0..grid.width).map(|column| grid.cell_at(*row, column)).filter(|id| !grid.cells[*id].is_blank()).collect();
                if let Some((first, rest)) = filled.split_first()
                    && rest.iter().all(|id| id == first)
                    && let Some(unit) = headers.get(first).and_then(|header| header.unit.clone())
                {
                    self.unit = Some(unit);
                    self.use_range(grid.cells[*first].place.range(), Fate::Header);
                }
            }
            if region.listed {
                let heads: Vec<usize> = region.heads.clone();
                let body: Vec<usize> = region.body.clone();
                let item = self.item_or_heading(&grid.place);
                self.item = Some(item);
                let from = body.iter().filter_map(|row| (0..grid.width).find(|column| !grid.cell(*row, *column).label && !grid.cell(*row, *column).is_blank())).min().unwrap_or(0);
                self.rows(grid, &heads, &body, from.min(region.first_head), None);
                self.item = Some(item);
            } else {
                let chosen = self.choice_cells(grid, &headers, &region.body);
                self.values(grid, &headers, region, &chosen);
            }
        }
        let listed: Vec<usize> = regions.iter().filter(|region| region.listed).flat_map(|region| region.body.iter().copied()).collect();
        self.empty_indicators(grid, &headers, &listed);
    }

    /// Title, number, sections and departments: the item, before anything is told of it.
    fn identity(&mut self, grid: &Grid, headers: &HashMap<usize, Header>, regions: &[Region]) {
        let mut title: Option<&Cell> = None;
        let mut label: Option<&Cell> = None;
        let mut sections: Vec<(&Cell, Option<&Cell>)> = vec![];
        let mut departments: Vec<&Cell> = vec![];
        let mut used: Vec<usize> = vec![];
        for region in regions.iter().filter(|region| !region.listed && region.heads.is_empty()) {
            for value in self.collect(grid, region) {
                let Some(beside) = value.beside.last() else { continue };
                let cell = &grid.cells[value.cell];
                // 位置付け | 第2章 支え合いのまち: what stands under a name of a section is one.
                let words = cell.flat();
                let section =
                    words.chars().count() <= 60
                        && !words.contains('。')
                        && self.lexicon.group_words.iter().any(|word| {
                            words.strip_prefix(word.as_str()).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || c == ' ' || ('Ⅰ'..='Ⅻ').contains(&c)))
                        })
                        || words.starts_with('第') && words.chars().nth(2).is_some_and(|c| matches!(c, '章' | '節' | '編'));
                let told = headers.get(beside).and_then(Header::role);
                let Some(role) = told.filter(|role| !matches!(role, Role::Note) || !section).or(section.then_some(Role::Section)) else { continue };
                match role {
                    Role::Title if title.is_none() => title = Some(cell),
                    Role::Label if label.is_none() && cell.flat().chars().count() <= 12 => label = Some(cell),
                    Role::Section => sections.push((cell, grid.cells.get(*beside))),
                    Role::Department => departments.push(cell),
                    _ => continue,
                }
                used.extend(value.beside.iter().copied());
            }
        }
        // A form without a title goes on about the item before it, or names one by its innermost section.
        if title.is_none() {
            if self.item.is_some() && sections.is_empty() {
                return;
            }
            if sections.is_empty() && label.is_none() && departments.is_empty() {
                return;
            }
            // The heading over the sheet names the item; the form tells what it stands under and who is responsible.
            if self.item.is_none() && !departments.is_empty() && label.is_none() && !self.sections.open.is_empty() {
                let item = self.item_or_heading(&grid.place);
                for (cell, _) in &sections {
                    self.findings.items[item].path.push(cell.flat());
                    self.findings.items[item].also.push(cell.place.clone());
                    self.use_range(cell.place.range(), Fate::Recorded);
                }
                for index in used {
                    self.use_range(grid.cells[index].place.range(), Fate::Header);
                }
                for cell in departments {
                    self.findings.items[item].departments.extend(super::item::departments(&cell.flat()));
                    self.findings.items[item].also.push(cell.place.clone());
                    self.use_range(cell.place.range(), Fate::Recorded);
                }
                return;
            }
            // 施策番号 beside 施策の名称: the number's row names the item; else the innermost kind of section does.
            let rank = |word: &str| ["事業", "取組", "施策", "政策"].iter().position(|kind| word.contains(kind)).unwrap_or(4);
            let beside_label = label.and_then(|label| sections.iter().rposition(|(cell, _)| cell.row == label.row));
            let innermost = (0..sections.len()).rev().min_by_key(|index| sections[*index].1.map_or(4, |label| rank(&label.flat())));
            match beside_label.or(innermost) {
                Some(index) => title = Some(sections.remove(index).0),
                None => return,
            }
        }
        let Some(title) = title else { return };
        let mut path = self.sections.path(!sections.is_empty());
        path.extend(sections.iter().map(|(cell, _)| cell.flat()));
        let (own_label, shown) = super::item::titled(&title.flat());
        let mut item = Item {
            parent: None,
            label: label.map(Cell::flat).or(own_label),
            title: (!shown.is_empty()).then_some(shown),
            path,
            departments: vec![],
            place: title.place.clone(),
            also: vec![],
        };
        for cell in label.into_iter().chain(sections.iter().map(|(cell, _)| *cell)).chain(departments.iter().copied()) {
            item.also.push(cell.place.clone());
            self.use_range(cell.place.range(), Fate::Recorded);
        }
        for cell in departments {
            item.departments.extend(super::item::departments(&cell.flat()));
        }
        for index in used {
            self.use_range(grid.cells[index].place.range(), Fate::Header);
        }
        let item = self.push_item(item);
        self.sheet = Some((item, self.sections.seen()));
        self.sheet_part = super::SheetPart::default();
    }

    /// Value cells of a region, in reading order.
    fn collect(&self, grid: &Grid, region: &Region) -> Vec<Value> {
        let mut out = vec![];
        for &row in &region.body {
            let mut seen = vec![];
            for column in 0..grid.width {
                let id = grid.cell_at(row, column);
                let cell = &grid.cells[id];
                if cell.label || cell.is_blank() || cell.row != row || cell.column != column || seen.contains(&id) {
                    continue;
                }
                seen.push(id);
                let over = region.over(grid, column);
                let beside = beside(grid, row, column, !over.is_empty());
                out.push(Value { cell: id, row, beside, over });
            }
        }
        out
    }

    /// Tells the values of a region.
    fn values(&mut self, grid: &Grid, headers: &HashMap<usize, Header>, region: &Region, done: &[usize]) {
        let mut values = self.collect(grid, region);
        values.retain(|value| !done.contains(&value.cell));
        let region_unit = region
            .heads
            .iter()
            .find_map(|row| (0..region.first_head.min(grid.width)).find_map(|column| headers.get(&grid.cell_at(*row, column)).and_then(|header| header.unit.clone())));
        let mut last: Option<(Value, Under, Told)> = None;
        let mut row_indicators: HashMap<(usize, String), usize> = HashMap::new();
        for value in values {
            let cell = &grid.cells[value.cell];
            let printed = |ids: &[usize]| -> Vec<Printed> {
                ids.iter().filter_map(|id| headers.get(id).map(|header| Printed { header: header.clone(), range: grid.cells[*id].place.range() })).collect()
            };
            let mut all = printed(&value.over);
            // The wide head names the time, the label beside it the matter: the label is inner.
            all.extend(printed(&value.beside));
            let mut under = Under::new(&all);
            // A head over the column that has a meaning of its own (目標, 実績, 評価) decides against a mere row name.
            self.decide(&mut under, &printed(&value.over), &printed(&value.beside), cell);
            let role = under.role();
            if matches!(role, Some(Role::Title | Role::Section | Role::Label | Role::Department)) && value.over.is_empty() {
                continue;
            }
            if all.is_empty() && self.item.is_none() {
                let range = cell.place.range();
                self.leave(range, "value-without-label");
                continue;
            }
            let item = self.item_or_heading(&cell.place);
            // Told already: the path or a department of the item.
            if self.findings.items[item].also.contains(&cell.place) {
                continue;
            }
            // 具体的な内容 under 今後の方向性: what is to be done about it.
            if let Some((_, before, _)) = &last
                && role == Some(Role::Note)
                && under.headers.last().is_some_and(|header| header.contains("具体") || header.ends_with("内容") || header.ends_with("詳細"))
                && (before.note() == NoteKind::NextStep || before.rating() == RatingKind::Disposition)
                && let Some(meaning) = &mut under.meaning
            {
                meaning.note = Some(NoteKind::NextStep);
            }
            let flat = cell.flat();
            let numeric = whole_value(Text::new(&flat).normal()).is_some() || (self.lexicon.value_status(&flat).is_some() && !value.over.is_empty());
            // その他 is a remark, but over numbers of years it is a row of the table (その他の財源).
            let remark = role == Some(Role::Note) && (under.period.is_none() || under.note() != NoteKind::Other);
            if numeric && !remark && !matches!(role, Some(Role::Rating | Role::Achievement | Role::Comment | Role::Label | Role::Period)) {
                self.number_of_form(grid, headers, region_unit.clone(), &value, &mut under, item, &mut row_indicators);
            }
            let told = self.tell(item, &cell.lines, &cell.place, &cell.also, &under);
            // A text and the grade beside it, under one head.
            if let Some((before, under_before, told_before)) = &last
                && before.row == value.row
                && told_before.assessment
                && under_before.headers == under.headers
                && let [rating] = told.ratings[..]
            {
                self.explain(rating, &told_before.statements.clone());
            }
            last = Some((value, under, told));
        }
    }

    /// Weighs the head over a column against the label beside the row.
    fn decide(&self, under: &mut Under, over: &[Printed], beside: &[Printed], cell: &Cell) {
        // 点数 and コメント over, 効果 beside: the label is what is rated, whatever it means elsewhere.
        let head = over
            .last()
            .and_then(|printed| printed.header.meaning.as_ref().filter(|meaning| matches!(meaning.role, Role::Rating | Role::Comment) && meaning.matched == Matched::Whole));
        if let (Some(head), Some(label)) = (head, beside.last()) {
            let words = cell.flat();
            let fits = head.role == Role::Comment || self.is_mark(&words) || self.lexicon.value_status(&words).is_some();
            let future = label.header.meaning.as_ref().is_some_and(|meaning| meaning.note == Some(NoteKind::NextStep));
            if fits && !future && !label.header.is_time() {
                under.subject = if label.header.core.is_empty() { label.header.printed.clone() } else { label.header.core.clone() };
                under.meaning = Some(head.clone());
                under.level = None;
                under.rater = over.iter().rev().find_map(|printed| printed.header.meaning.as_ref().and_then(|meaning| meaning.rater)).or(under.rater);
                return;
            }
            // A text that no grade could be, beside a label of its own: the row does not stand under the heads.
            if !fits && let Some(own) = label.header.meaning.as_ref().filter(|own| own.role == Role::Note && own.note != Some(NoteKind::Other)) {
                under.meaning = Some(own.clone());
                under.rater = None;
                return;
            }
        }
        let over_meaning = over.iter().rev().find_map(|printed| printed.header.meaning.clone());
        let beside_meaning = beside.iter().rev().find_map(|printed| printed.header.meaning.clone());
        let flat = cell.flat();
        if let (Some(over), Some(beside)) = (&over_meaning, &beside_meaning) {
            // 必要性 beside, 判断理由 over: the head says what stands here, the label what it is about.
            if beside.role == Role::Rating && matches!(over.role, Role::Comment | Role::Note | Role::Rating) {
                let subject = under.subject.clone();
                under.meaning = Some(over.clone());
                under.rater = over.rater.or(beside.rater).or(under.rater);
                under.subject = subject;
                return;
            }
            // 今後の方向性 beside, 判定 over: what is to become of it, in a few words.
            if beside.note == Some(NoteKind::NextStep) && over.role == Role::Rating && flat.chars().count() <= 20 && !flat.contains('。') {
                let mut meaning = over.clone();
                meaning.rating = Some(RatingKind::Disposition);
                under.subject = beside.word.clone();
                under.meaning = Some(meaning);
                return;
            }
            let value_words = matches!(
                over.role,
                Role::TargetValue
                    | Role::ResultValue
                    | Role::Target
                    | Role::Result
                    | Role::CostTarget
                    | Role::CostResult
                    | Role::Baseline
                    | Role::Achievement
                    | Role::Rating
                    | Role::Comment
            );
            let names = matches!(beside.role, Role::Indicator | Role::Cost | Role::Title | Role::Section);
            if value_words && (names || beside.matched == Matched::Head) && over.matched <= Matched::Compound {
                under.meaning = Some(over.clone());
                under.rater = over.rater.or(under.rater);
                if beside.role == Role::Cost && matches!(over.role, Role::Target | Role::TargetValue | Role::Result | Role::ResultValue) {
                    let target = matches!(over.role, Role::Target | Role::TargetValue);
                    under.meaning = Some(plain(if target { Role::CostTarget } else { Role::CostResult }));
                }
                return;
            }
        }
        // A mark beside the text of a deed: its rating.
        if self.is_mark(&flat) && whole_value(Text::new(&flat).normal()).is_none() {
            let told = matches!(under.role(), Some(Role::Result | Role::Target | Role::Deed | Role::Note) | None);
            let status = self.lexicon.value_status(&flat).is_some();
            if told && !status && (cell.column > 0) && !matches!(under.meaning.as_ref().and_then(|meaning| meaning.note), Some(NoteKind::Other)) {
                let subject =
                    under.headers.iter().rev().find(|header| beside.iter().any(|printed| printed.header.printed == **header && printed.header.meaning.is_some())).cloned();
                let kind = self.lexicon.scale_word(&flat.replace(' ', "")).map(|word| word.kind);
                let mut meaning = plain(Role::Rating);
                meaning.rating = kind.or(Some(crate::model::record::RatingKind::Grade));
                under.subject = subject.or(under.headers.last().cloned()).unwrap_or_default();
                under.meaning = Some(meaning);
            }
        }
    }

    /// A number in a form: its row names the indicator, its column the year and whether it was due or reached.
    #[allow(clippy::too_many_arguments)]
    fn number_of_form(
        &mut self,
        grid: &Grid,
        headers: &HashMap<usize, Header>,
        region_unit: Option<String>,
        value: &Value,
        under: &mut Under,
        item: usize,
        known: &mut HashMap<(usize, String), usize>,
    ) {
        let cell = &grid.cells[value.cell];
        if under.unit.is_none() {
            under.unit.clone_from(&self.unit);
        }
        // The row's own name: the innermost label that is no mere 目標 / 実績.
        let is_value_word = |header: &Header| {
            matches!(
                header.role(),
                Some(Role::Target | Role::Result | Role::TargetValue | Role::ResultValue | Role::Baseline | Role::CostTarget | Role::CostResult | Role::Achievement)
            ) && header.meaning.as_ref().is_some_and(|meaning| meaning.matched == Matched::Whole)
        };
        let named = value
            .beside
            .iter()
            .rev()
            .filter_map(|id| headers.get(id).map(|header| (id, header)))
            .find(|(_, header)| !is_value_word(header) && !header.is_time() && !header.core.is_empty());
        let cost =
            value.beside.iter().chain(&value.over).filter_map(|id| headers.get(id)).any(|header| matches!(header.role(), Some(Role::Cost | Role::CostTarget | Role::CostResult)));
        let Some((id, header)) = named else {
            if under.meaning.is_none() {
                under.meaning = Some(plain(Role::ResultValue));
            }
            return;
        };
        if value.over.is_empty() && !cost && under.meaning.is_none() {
            return;
        }
        let mut name = grid.cells[*id].flat();
        let mut unit = header.unit.clone();
        if let Some((range, found)) = unit_note(Text::new(&name).normal()) {
            name.replace_range(range, "");
            unit = Some(found);
        }
        let key = (*id, name.clone());
        let index = match known.get(&key) {
            Some(index) => *index,
            None => {
                let level = if cost { Some(Level::Input) } else { under.level.or(header.level()) };
                self.findings.indicators.push(Indicator {
                    item,
                    name: name.trim().to_owned(),
                    level,
                    unit: unit.clone().or_else(|| under.unit.clone()),
                    upward: None,
                    declared_empty: false,
                    place: grid.cells[*id].place.clone(),
                });
                self.use_range(grid.cells[*id].place.range(), Fate::Recorded);
                let index = self.findings.indicators.len() - 1;
                known.insert(key, index);
                index
            }
        };
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
        let role = match under.role() {
            Some(Role::CostTarget | Role::CostResult | Role::TargetValue | Role::ResultValue | Role::Baseline) => return,
            Some(Role::Target) if cost => Role::CostTarget,
            Some(Role::Target) => Role::TargetValue,
            Some(Role::Result | Role::Deed) if cost => Role::CostResult,
            _ if cost => {
                // 25年度予算, 20年度決算: the head tells; a bare year is a settlement.
                let words: String = under.headers.join(" ");
                if words.contains("予算") || words.contains("計画") || words.contains("見込") || words.contains("予定") { Role::CostTarget } else { Role::CostResult }
            }
            _ => Role::ResultValue,
        };
        let mut meaning = plain(role);
        meaning.matched = Matched::Compound;
        under.meaning = Some(meaning);
        let _ = cell;
    }

    /// An 指標 row that the sheet leaves blank.
    fn empty_indicators(&mut self, grid: &Grid, headers: &HashMap<usize, Header>, listed: &[usize]) {
        let mut sorted: Vec<(&usize, &Header)> = headers.iter().collect();
        sorted.sort_by_key(|(index, _)| **index);
        for (index, header) in sorted {
            let cell = &grid.cells[*index];
            if header.role() != Some(Role::Indicator) {
                continue;
            }
            let row = cell.row;
            let empty =
                (0..grid.width).all(|column| grid.cell_at(row, column) == *index || grid.cell(row, column).is_blank() || (column < cell.column && grid.cell(row, column).label));
            // Over a row of heads it is the name of a part of the sheet.
            let used_as_head = grid.rows[row] == RowKind::Header || grid.rows.get(row + 1) == Some(&RowKind::Header) || listed.contains(&row);
            if empty
                && !used_as_head
                && let Some(item) = self.item
            {
                self.use_range(cell.place.range(), Fate::Header);
                self.findings.indicators.push(Indicator {
                    item,
                    name: String::new(),
                    level: header.level(),
                    unit: None,
                    upward: None,
                    declared_empty: true,
                    place: cell.place.clone(),
                });
            }
        }
    }
}

/// A stretch of a form under one block of heads (or under none).
struct Region {
    heads: Vec<usize>,
    body: Vec<usize>,
    /// Its heads name indicators and units: its rows are read as a list.
    listed: bool,
    first_head: usize,
}

impl Region {
    /// Labels over a column, outermost first; a blank head belongs to the one at its left.
    fn over(&self, grid: &Grid, column: usize) -> Vec<usize> {
        let mut out: Vec<usize> = vec![];
        for row in &self.heads {
            let mut at = column;
            loop {
                let id = grid.cell_at(*row, at);
                let cell = &grid.cells[id];
                if cell.label && !cell.is_blank() {
                    if (at >= self.first_head || at == column) && !out.contains(&id) {
                        out.push(id);
                    }
                    break;
                }
                if at == 0 || at <= self.first_head {
                    break;
                }
                at -= 1;
            }
        }
        out
    }
}

/// Splits a form at its head rows.
fn regions(grid: &Grid, headers: &HashMap<usize, Header>) -> Vec<Region> {
    let mut out: Vec<Region> = vec![Region { heads: vec![], body: vec![], listed: false, first_head: 0 }];
    for row in 0..grid.height {
        if grid.rows[row] == RowKind::Header {
            let opens = out.last().is_none_or(|region| !region.body.is_empty() || region.heads.is_empty());
            if opens {
                out.push(Region { heads: vec![], body: vec![], listed: false, first_head: usize::MAX });
            }
            if let Some(region) = out.last_mut() {
                region.heads.push(row);
            }
        } else if let Some(region) = out.last_mut() {
            region.body.push(row);
        }
    }
    for region in &mut out {
        // Heads begin where the first value below stands; what is left of it names the region's rows.
        let first_value =
            region.body.iter().filter_map(|row| (0..grid.width).find(|column| !grid.cell(*row, *column).label && !grid.cell(*row, *column).is_blank())).min().unwrap_or(0);
        region.first_head = if region.heads.is_empty() { 0 } else { first_value };
        let roles: Vec<Role> =
            region.heads.iter().flat_map(|row| (0..grid.width).map(move |column| grid.cell_at(*row, column))).filter_map(|id| headers.get(&id).and_then(Header::role)).collect();
        region.listed = roles.contains(&Role::Indicator)
            && roles.len() >= 2
            && region.heads.iter().any(|row| {
                (0..grid.width).any(|column| {
                    column >= first_value.saturating_sub(1)
                        && headers.get(&grid.cell_at(*row, column)).and_then(Header::role) == Some(Role::Indicator)
                        && column_has_values(grid, region, column)
                })
            });
    }
    out.retain(|region| !region.body.is_empty());
    out
}

fn column_has_values(grid: &Grid, region: &Region, column: usize) -> bool {
    region
        .body
        .iter()
        .any(|row| !grid.cell(*row, column).is_blank() && (!grid.cell(*row, column).label || grid.cell(*row, column).row == *row && !grid.rows[*row].eq(&RowKind::Header)))
}

/// Labels at the left of a value: the nearest run of labels; under heads, the row's stub labels beyond other values as well.
fn beside(grid: &Grid, row: usize, column: usize, headed: bool) -> Vec<usize> {
    let mut out: Vec<usize> = vec![];
    let mut met = false;
    for left in (0..column).rev() {
        let id = grid.cell_at(row, left);
        let cell = &grid.cells[id];
        if cell.is_blank() {
            continue;
        }
        if cell.label {
            met = true;
            if !out.contains(&id) {
                out.push(id);
            }
        } else if met || !headed {
            if met {
                break;
            }
            // Another value between: without heads it belongs to the same label.
            continue;
        }
    }
    out.reverse();
    out
}
