//! Frame (枠): what rules each content cell of a sheet: labels over it, labels and names beside it, the section it stands in.

use crate::model::framed::Framed;
use crate::model::lexicon::Role;
use crate::model::seen::{AnchorId, Seen, Texts};
use crate::model::seen::{is_unit_note, is_value_head, says_value};
use crate::model::sheet::{Area, CellAt, Outlined, Sheet};
use crate::model::upright::is_letter;
use crate::survey::label::Labels;
use crate::survey::strip::{Run, Strips, runs, spans};
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What rules a column.
#[derive(Clone, Debug, Default, PartialEq)]
struct Column {
    heads: Vec<usize>,
    strip: u32,
}

/// A row with the heads over it.
struct RowFrame {
    row: u32,
    /// Runs of the row that are heads.
    head: bool,
    /// A text alone, over the heads of what follows.
    opens: bool,
    rule: Option<usize>,
    columns: Rc<Vec<Column>>,
    /// For each column, the head over a group of columns whose values the texts in it name.
    namers: Rc<Vec<Option<usize>>>,
}

/// Decisions about the rows of a form.
#[derive(Clone, Debug, Default)]
pub struct RowKinds {
    /// Labels whose rows are `label: value` although heads stand over them.
    pub beside: BTreeSet<AnchorId>,
    /// Heads under which units stand, whatever they are called.
    pub units: BTreeSet<AnchorId>,
}

/// Seen of the rows of a label under heads.
#[derive(Default)]
struct RowPool {
    filled: usize,
    one_text: usize,
    wide: usize,
    numbers: usize,
    /// Its first content is a word of a scale, and the second is none: a grade and its reason, though years stand over both.
    graded: usize,
}

impl RowKinds {
    /// Pools the rows of a form.
    pub fn decide(documents: &[usize], sheets: &[Sheet], labels: &BTreeMap<usize, Labels>, strips: &Strips, texts: &Texts) -> RowKinds {
        let mut pools: HashMap<AnchorId, RowPool> = HashMap::new();
        let mut units: HashMap<AnchorId, (usize, usize)> = HashMap::new();
        for document in documents {
            let mut strip = 0;
            for (index, area) in sheets[*document].areas.iter().enumerate().filter(|(_, area)| !area.line) {
                let own = &labels[document][index];
                for frame in walk(area, own, strips, texts, &mut strip) {
                    if frame.head || frame.rule.is_some() {
                        continue;
                    }
                    count_units(area, &frame, texts, &mut units);
                    for segment in segments(area, &frame, texts) {
                        pool_row(area, own, &segment, &frame, texts, &mut pools);
                    }
                }
            }
        }
        let beside = pools
            .into_iter()
            .filter(|(_, pool)| {
                pool.filled > 0 && (pool.graded * 10 >= pool.filled * 8 || pool.wide * 2 >= pool.filled || pool.one_text * 5 >= pool.filled * 4 && pool.numbers == 0)
            })
            .map(|(anchor, _)| anchor)
            .collect();
        let units = units.into_iter().filter(|(_, (all, units))| *units >= 2 && units * 10 >= all * 8).map(|(anchor, _)| anchor).collect();
        RowKinds { beside, units }
    }
}

/// Counts what stands under each innermost head of a row, and how much of it is nothing but a unit.
fn count_units(area: &Area, frame: &RowFrame, texts: &Texts, units: &mut HashMap<AnchorId, (usize, usize)>) {
    for index in area.row_range(frame.row) {
        let cell = &area.cells[index];
        let Some(head) = frame.columns.get(cell.column as usize).and_then(|column| column.heads.last()) else { continue };
        let seen = texts.get(cell.text);
        if *head != index && !seen.dash {
            let entry = units.entry(texts.get(area.cells[*head].text).anchor).or_default();
            entry.0 += 1;
            entry.1 += usize::from(seen.unit && seen.number.is_none());
        }
    }
}

fn pool_row(area: &Area, labels: &[bool], segment: &Segment, frame: &RowFrame, texts: &Texts, pools: &mut HashMap<AnchorId, RowPool>) {
    if segment.strip == 0 {
        return;
    }
    let Some(last) = segment.cells.iter().take_while(|index| labels[**index]).last() else { return };
    let all: Vec<usize> = segment.cells.iter().copied().filter(|index| !labels[*index]).collect();
    // Its own contents stand before the next label.
    let next_label = segment.cells.iter().position(|index| index == last).and_then(|at| segment.cells[at + 1..].iter().copied().find(|index| labels[*index]));
    let contents: Vec<usize> = all.iter().copied().filter(|index| next_label.is_none_or(|next| *index < next)).collect();
    let Some(first) = contents.first() else { return };
    let pool = pools.entry(texts.get(area.cells[*last].text).anchor).or_default();
    pool.filled += 1;
    if let [first, second] = contents[..] {
        let (first, second) = (texts.get(area.cells[first].text), texts.get(area.cells[second].text));
        pool.graded += usize::from(first.scale.is_some() && second.scale.is_none() && (second.sentence || !second.may_label));
    }
    if contents.len() == 1 && names_next_row(area, labels, frame.row, texts) {
        return;
    }
    let columns = &frame.columns;
    let leaf = |column: u32| columns.get(column as usize).and_then(|column| column.heads.last().copied());
    let cell = &area.cells[*first];
    let leaves: HashSet<usize> = (cell.column..cell.end()).filter_map(leaf).collect();
    let seen = texts.get(cell.text);
    // A column of the strip that could hold a second content.
    let others = (cell.end()..area.width).any(|column| columns[column as usize].strip == segment.strip && leaf(column).is_some_and(|head| !leaves.contains(&head)));
    pool.wide += usize::from(contents.len() == 1 && leaves.len() >= 2);
    pool.one_text += usize::from(contents.len() == 1 && (others || next_label.is_some()) && seen.number.is_none() && !seen.mark);
    pool.numbers += all.iter().filter(|index| texts.get(area.cells[**index].text).number.is_some()).count();
}

/// The next row holds numbers alone: what stands in this one names them.
fn names_next_row(area: &Area, labels: &[bool], row: u32, texts: &Texts) -> bool {
    if row + 1 >= area.rows {
        return false;
    }
    let next = area.row_range(row + 1);
    let values = next.clone().filter(|index| texts.get(area.cells[*index].text).number.is_some()).count();
    // ※ and － stand for numbers that are missing.
    let stands = |seen: &Seen| seen.number.is_some() || seen.mark || !seen.key.chars().any(char::is_alphanumeric);
    values >= 2 && next.clone().all(|index| !labels[index] && stands(texts.get(area.cells[index].text)))
}

/// Columns of a row under one strip, or under none.
struct Segment {
    strip: u32,
    cells: Vec<usize>,
}

/// Cuts a row where the strip over it changes. Columns before the first strip belong to it if it has no head for names.
fn segments(area: &Area, frame: &RowFrame, texts: &Texts) -> Vec<Segment> {
    let columns = &frame.columns;
    let first_strip = columns.iter().position(|column| column.strip > 0);
    let joins = first_strip.is_some_and(|at| {
        let heads = &columns[at].heads;
        heads.iter().map(|head| texts.get(area.cells[*head].text)).any(|seen| is_value_head(seen) || seen.scale.is_some())
    });
    let strip_at = |column: u32| {
        let strip = columns.get(column as usize).map_or(0, |column| column.strip);
        if strip == 0 {
            // A corner without a head between heads of one strip belongs to it.
            let left = columns[..(column as usize).min(columns.len())].iter().rev().map(|column| column.strip).find(|strip| *strip > 0);
            let right = columns[(column as usize).min(columns.len())..].iter().map(|column| column.strip).find(|strip| *strip > 0);
            if let (Some(left), Some(right)) = (left, right)
                && left == right
            {
                return left;
            }
        }
        if strip == 0 && joins && first_strip.is_some_and(|at| (column as usize) < at) { columns[first_strip.unwrap_or(0)].strip } else { strip }
    };
    let mut out: Vec<Segment> = vec![];
    for index in area.row_range(frame.row) {
        let strip = strip_at(area.cells[index].column);
        match out.last_mut() {
            Some(segment) if segment.strip == strip => segment.cells.push(index),
            _ => out.push(Segment { strip, cells: vec![index] }),
        }
    }
    out
}

/// Walks an area from top to bottom with the heads over each row.
fn walk(area: &Area, labels: &[bool], strips: &Strips, texts: &Texts, strip: &mut u32) -> Vec<RowFrame> {
    let mut columns: Rc<Vec<Column>> = Rc::new(vec![Column::default(); area.width as usize]);
    let mut namers: Rc<Vec<Option<usize>>> = Rc::new(vec![None; area.width as usize]);
    // Strips under which content has stood: a row of heads below is a new strip, not a second row.
    let mut used: HashSet<u32> = HashSet::new();
    let mut out = vec![];
    for row in 0..area.rows {
        let range = area.row_range(row);
        if range.is_empty() {
            continue;
        }
        let found = runs(area, labels, row, texts);
        let strip_runs: Vec<(&Run, usize)> = found.iter().filter_map(|run| Some((run, strips.first(&run.key)?))).collect();
        let all_labels = range.clone().all(|index| labels[index]);
        let mut rule = None;
        let mut head = false;
        // A text alone right over the next row of heads names what follows, and nothing stands over it: （2）地域公共交通の確保.
        let alone = range.len() == 1 && !all_labels && area.cells[range.start].column == 0 && strip_runs.is_empty();
        let opens = alone && next_heads(area, labels, row, strips, texts).is_some_and(|next| area.row_range(next).all(|index| labels[index]));
        if opens {
            columns = Rc::new(vec![Column::default(); area.width as usize]);
            namers = Rc::new(vec![None; area.width as usize]);
        }
        if range.len() == 1 && all_labels {
            let index = range.start;
            let cell = &area.cells[index];
            let anchor = texts.get(cell.text).anchor;
            let wide = area.told && cell.columns * 5 >= area.width * 4 && area.width > 1;
            let idle = columns.iter().all(|column| column.strip == 0);
            let over_heads = || cell.column == 0 && next_heads(area, labels, row, strips, texts).is_some();
            if strips.is_lone(anchor) && (wide || idle || over_heads()) || area.width == 1 {
                rule = Some(index);
                if !idle {
                    columns = Rc::new(vec![Column::default(); area.width as usize]);
                }
            } else if !idle && is_sub_head(&columns, &used, cell.column) {
                // A lone second row of heads.
                let mut next = (*columns).clone();
                place(&mut next, area, &[(cell.column, if area.told { cell.end() } else { area.width })], &[index], true, 0);
                columns = Rc::new(next);
                head = true;
            }
        }
        for (run, first) in strip_runs {
            let own: Vec<(u32, u32)> = spans(area, run).split_off(first);
            let cells = &run.cells[first..];
            let sub = is_sub_head(&columns, &used, own[0].0);
            let mut next = (*columns).clone();
            if sub {
                place(&mut next, area, &own, cells, true, 0);
                // A second row of heads beside contents of the left half opens a strip of its own.
                if range.clone().any(|index| area.cells[index].column < own[0].0 && !labels[index]) {
                    *strip += 1;
                    for column in &mut next[own[0].0 as usize..own.last().map_or(area.width, |span| span.1).min(area.width) as usize] {
                        column.strip = *strip;
                    }
                }
            } else {
                *strip += 1;
                // A blank among the heads ends what stood over its columns, too.
                let last = own.last().map_or(area.width, |span| span.1).min(area.width);
                next[own[0].0.min(last) as usize..last as usize].fill(Column::default());
                place(&mut next, area, &own, cells, false, *strip);
                let end = own.last().map_or(area.width, |span| span.1);
                let something_follows = range.clone().any(|index| area.cells[index].column >= end);
                if !something_follows {
                    for column in &mut next[end.min(area.width) as usize..] {
                        *column = Column::default();
                    }
                }
                let left_content = range.clone().any(|index| area.cells[index].column < own[0].0 && !labels[index]);
                // `所管課 | 地域振興課 | 国庫支出金 | 県支出金`: the left part is a row of a form, and the heads over it end.
                let left: Vec<usize> = range.clone().filter(|index| area.cells[*index].column < own[0].0).collect();
                let contents: Vec<usize> = left.iter().copied().filter(|index| !labels[*index]).collect();
                let answered = left.first().is_some_and(|first| labels[*first] && area.cells[*first].column == 0)
                    && matches!(&contents[..], [one] if texts.get(area.cells[*one].text).number.is_none() && !texts.get(area.cells[*one].text).mark);
                if answered || !left_content && own[0].0 * 3 <= area.width {
                    for column in &mut next[..own[0].0 as usize] {
                        *column = Column::default();
                    }
                }
            }
            columns = Rc::new(next);
            head = true;
        }
        if !head || !all_labels {
            for index in range.clone().filter(|index| !labels[*index]) {
                let cell = &area.cells[index];
                if let Some(column) = columns.get(cell.column as usize)
                    && !column.heads.contains(&index)
                {
                    used.insert(column.strip);
                }
            }
        }
        if head || rule.is_some() {
            namers = Rc::new(name_columns(&columns, area, texts));
        }
        out.push(RowFrame { row, head: head && all_labels, opens, rule, columns: Rc::clone(&columns), namers: Rc::clone(&namers) });
    }
    out
}

/// The next filled row, if heads stand in it.
fn next_heads(area: &Area, labels: &[bool], row: u32, strips: &Strips, texts: &Texts) -> Option<u32> {
    let next = (row + 1..area.rows).find(|row| !area.row_range(*row).is_empty())?;
    runs(area, labels, next, texts).iter().any(|run| strips.first(&run.key).is_some()).then_some(next)
}

/// 名称 opens the columns under 活動指標（令和６年度） and asks for names, whatever the head over it says: 名称 | 単位 | 計画 | 実績. For each column that does,
/// the head over the group.
fn name_columns(columns: &[Column], area: &Area, texts: &Texts) -> Vec<Option<usize>> {
    let group_of = |column: &Column| if let [.., group, leaf] = column.heads[..] { Some((group, leaf)) } else { None };
    let is_value = |leaf: usize| is_value_head(texts.get(area.cells[leaf].text));
    let namer = |(at, column): (usize, &Column)| {
        let (group, leaf) = group_of(column)?;
        let shares = |other: &Column| group_of(other).is_some_and(|(own, _)| own == group);
        let opens = !is_value(leaf) && (at == 0 || !shares(&columns[at - 1]));
        (opens && columns[at + 1..].iter().filter_map(group_of).any(|(own, leaf)| own == group && is_value(leaf))).then_some(group)
    };
    columns.iter().enumerate().map(namer).collect()
}

/// Heads stand over the column under which nothing has stood yet.
fn is_sub_head(columns: &[Column], used: &HashSet<u32>, column: u32) -> bool {
    columns.get(column as usize).is_some_and(|column| column.strip > 0 && !used.contains(&column.strip))
}

fn place(columns: &mut [Column], area: &Area, spans: &[(u32, u32)], cells: &[usize], sub: bool, strip: u32) {
    for ((start, end), cell) in spans.iter().zip(cells) {
        let parent = columns.get(*start as usize).and_then(|column| column.heads.last().copied());
        for column in *start..(*end).min(area.width) {
            let column = &mut columns[column as usize];
            if sub {
                if column.heads.last().copied() != parent {
                    break;
                }
            } else {
                *column = Column { heads: vec![], strip };
            }
            column.heads.push(*cell);
        }
        if sub {
            continue;
        }
    }
}

/// Reads off what rules each content cell of a sheet.
pub fn frames(sheet: &Sheet, labels: &Labels, strips: &Strips, kinds: &RowKinds, texts: &Texts) -> Vec<Framed> {
    let mut reader = Reader { sheet, labels, kinds, texts, out: vec![], caption: None, unit_note: None, rule: None, rule_note: None, last_named: None, last_measured: None };
    let mut strip = 0;
    for (index, area) in sheet.areas.iter().enumerate() {
        if area.line {
            reader.line(index as u32);
            continue;
        }
        let walked = walk(area, &labels[index], strips, texts, &mut strip);
        reader.table(index as u32, &walked);
    }
    reader.out
}

struct Reader<'a> {
    sheet: &'a Sheet,
    labels: &'a Labels,
    kinds: &'a RowKinds,
    texts: &'a Texts,
    out: Vec<Framed>,
    caption: Option<CellAt>,
    unit_note: Option<CellAt>,
    rule: Option<CellAt>,
    /// The unit that a full-width rule tells for its rows.
    rule_note: Option<CellAt>,
    /// The last name filled in beside a label: numbers of a row without a name belong to it.
    last_named: Option<CellAt>,
    /// The name beside a label that asks for an indicator, and the unit in its row: 指標名 | … | 単位 | 件.
    last_measured: Option<(CellAt, Option<CellAt>)>,
}

impl Reader<'_> {
    fn outer(&self) -> Vec<CellAt> {
        self.caption.into_iter().chain(self.rule).collect()
    }

    fn line(&mut self, area: u32) {
        let at = (area, 0);
        let seen = self.texts.get(self.sheet.cell(at).text);
        if self.sheet.areas[area as usize].outlined == Some(Outlined::Name) {
            self.caption = None;
            self.rule = None;
            self.out.push(Framed { at, names_part: true, ..Framed::default() });
            return;
        }
        let note = seen.unit_note.is_some();
        if note {
            self.unit_note = Some(at);
        }
        if is_unit_note(seen) {
            return;
        }
        if seen.legend.is_some() {
            let outer = self.outer();
            self.out.push(Framed { at, outer, legend: true, ..Framed::default() });
            return;
        }
        if self.labels[area as usize][0] {
            self.caption = Some(at);
            self.rule = None;
            if !note {
                self.unit_note = None;
            }
        } else if !(note && seen.length() <= 16) {
            let goes_on = self
                .out
                .last()
                .is_some_and(|last| last.label.is_none() && last.outer.last().copied() == self.caption && last.at.0 + 1 == area && self.sheet.areas[last.at.0 as usize].line);
            let outer = self.outer();
            self.out.push(Framed { at, outer, goes_on, unit_note: self.unit_note, ..Framed::default() });
        }
    }

    fn table(&mut self, area_at: u32, walked: &[RowFrame]) {
        let sheet = self.sheet;
        let area = &sheet.areas[area_at as usize];
        let labels = &self.labels[area_at as usize];
        self.rule = None;
        self.rule_note = None;
        let mut carried: Vec<Option<(u32, usize)>> = vec![None; area.width as usize];
        let mut names: HashMap<u32, Named> = HashMap::new();
        let mut across = Across::default();
        for frame in walked {
            if let Some(note) = frame.rule.filter(|rule| is_unit_note(self.texts.get(area.cells[*rule].text))) {
                self.unit_note = Some((area_at, note as u32));
                continue;
            }
            if let Some(rule) = frame.rule {
                self.rule = Some((area_at, rule as u32));
                self.rule_note = self.rule.filter(|_| self.texts.get(area.cells[rule].text).unit_note.is_some());
                carried.fill(None);
                if let Some(slot) = carried.first_mut() {
                    *slot = Some((frame.row, rule));
                }
                continue;
            }
            if frame.opens {
                carried.fill(None);
            }
            if frame.head {
                for index in area.row_range(frame.row) {
                    let cell = &area.cells[index];
                    let first = frame.columns.iter().position(|column| column.heads.contains(&index)) == frame.columns.iter().position(|column| column.strip > 0);
                    if frame.columns[cell.column as usize].heads.contains(&index) && !first {
                        continue;
                    }
                    carried[cell.column as usize] = Some((frame.row, index));
                }
                continue;
            }
            // A note inside the table tells the unit of what follows.
            for index in area.row_range(frame.row) {
                let seen = self.texts.get(area.cells[index].text);
                if is_unit_note(seen) && !frame.columns[area.cells[index].column as usize].heads.contains(&index) {
                    self.unit_note = Some((area_at, index as u32));
                }
            }
            let from = self.out.len();
            across.see(area, labels, frame.row, self.texts);
            let cut = segments(area, frame, self.texts);
            // A label left of a strip whose rows have labels of their own opens a row of its own: label and value.
            if let [left, right] = &cut[..]
                && left.strip == 0
                && left.cells.iter().all(|index| labels[*index])
                && !left.cells.is_empty()
                && !labels[right.cells[0]]
                && right.cells.iter().all(|index| self.texts.get(area.cells[*index].text).number.is_none())
                && names.get(&right.strip).is_some_and(|named| !named.labels.is_empty())
            {
                let cells: Vec<usize> = area.row_range(frame.row).collect();
                self.beside(area_at, frame, &cells, &mut carried);
                continue;
            }
            for segment in cut {
                let heads_here = segment.cells.iter().all(|index| labels[*index] && frame.columns[area.cells[*index].column as usize].heads.contains(index));
                if heads_here {
                    continue;
                }
                let last_label = segment.cells.iter().take_while(|index| labels[**index]).last().copied();
                let beside = last_label.is_some_and(|index| self.kinds.beside.contains(&self.texts.get(area.cells[index].text).anchor));
                if segment.strip == 0 || beside {
                    self.beside(area_at, frame, &segment.cells, &mut carried);
                } else {
                    self.under_heads(area_at, frame, &segment, &mut carried, &mut names);
                }
            }
            across.name(area, area_at, frame.row, &mut self.out[from..], self.texts);
            let asked = |framed: &Framed, role: Role| {
                let label = framed.label.map(|label| self.texts.get(sheet.cell(label).text));
                label.and_then(|label| label.meaning.as_ref()).is_some_and(|meaning| meaning.role == role)
            };
            let named = |framed: &&Framed| asked(framed, Role::Indicator) && self.texts.get(sheet.cell(framed.at).text).number.is_none();
            if let Some(name) = self.out[from..].iter().find(named) {
                let unit = self.out[from..].iter().find(|framed| asked(framed, Role::Unit)).map(|framed| framed.at);
                self.last_measured = Some((name.at, unit));
            }
            for framed in &self.out[from..] {
                let seen = self.texts.get(sheet.cell(framed.at).text);
                if !framed.column && framed.label.is_some() && seen.may_label && !seen.unit {
                    self.last_named = Some(framed.at);
                    break;
                }
            }
        }
        self.rule = None;
    }

    /// A row of labels and values side by side.
    fn beside(&mut self, area_at: u32, frame: &RowFrame, cells: &[usize], carried: &mut [Option<(u32, usize)>]) {
        let sheet = self.sheet;
        let area = &sheet.areas[area_at as usize];
        let labels = &self.labels[area_at as usize];
        let mut label: Option<usize> = None;
        let mut left: Option<usize> = None;
        let mut before: Option<usize> = None;
        let mut nth = 0;
        for (position, index) in cells.iter().enumerate() {
            let cell = &area.cells[*index];
            let seen = self.texts.get(cell.text);
            if labels[*index] {
                if label.is_some() && before == label {
                    left = label;
                } else if label.is_some() {
                    left = None;
                }
                label = Some(*index);
                nth = 0;
                carried[cell.column as usize] = Some((frame.row, *index));
                before = Some(*index);
                continue;
            }
            let mut framed = Framed { at: (area_at, *index as u32), outer: self.outer(), unit_note: self.rule_note.or(self.unit_note), nth, ..Framed::default() };
            nth += 1;
            let ruling = label.or_else(|| {
                let covering = (0..cell.column).rev().filter_map(|column| area.covering(frame.row, column)).find(|other| labels[*other]);
                covering.or_else(|| carried.iter().take(cell.column as usize + 1).flatten().max_by_key(|(row, index)| (*row, *index)).map(|(_, index)| *index))
            });
            if let Some(left) = left.or_else(|| label.and_then(|label| self.group_of(area, labels, frame.row, label, carried))) {
                framed.outer.push((area_at, left as u32));
            }
            framed.label = ruling.map(|index| (area_at, index as u32));
            if let Some((name, unit)) = self.corner_name(area, labels, ruling, frame.row, *index) {
                framed.over = Some((area_at, name as u32));
                framed.unit = unit.map(|unit| (area_at, unit as u32));
            }
            if seen.mark && !seen.dash {
                // A mark in a cell of its own stands for the option beside it.
                let next = cells.get(position + 1).copied().filter(|next| area.cells[*next].column <= cell.end() + 1);
                let option =
                    next.filter(|next| labels[*next] || self.texts.get(area.cells[*next].text).may_label).or(before.filter(|before| area.cells[*before].end() == cell.column));
                framed.option = option.map(|index| (area_at, index as u32));
            }
            self.out.push(framed);
            before = Some(*index);
        }
    }

    /// Years going down beside names that authors wrote over their columns: the name stands in the row of the label over the years.
    fn corner_name(&self, area: &Area, labels: &[bool], label: Option<usize>, row: u32, index: usize) -> Option<(usize, Option<usize>)> {
        let label = label.filter(|label| is_value_head(self.texts.get(area.cells[*label].text)))?;
        let cell = &area.cells[index];
        let own = self.texts.get(cell.text);
        if own.number.is_none() && !own.dash {
            return None;
        }
        let column = area.cells[label].column;
        let corner = (0..row).rev().find_map(|row| {
            let above = area.covering(row, column)?;
            let seen = self.texts.get(area.cells[above].text);
            if !labels[above] {
                return Some(None);
            }
            (!is_value_head(seen)).then_some(Some(above))
        })??;
        let from = area.cells[corner].row;
        let name = area.covering(from, cell.column).filter(|name| !labels[*name] && area.cells[*name].row == from)?;
        let seen = self.texts.get(area.cells[name].text);
        if seen.number.is_some() || seen.mark || seen.unit || seen.sentence || !seen.short {
            return None;
        }
        let unit = (from + 1..row).filter_map(|row| area.covering(row, cell.column)).find(|index| self.texts.get(area.cells[*index].text).unit);
        Some((name, unit))
    }

    /// The label to the left of a label that covers its row, or was carried down to it.
    fn group_of(&self, area: &Area, labels: &[bool], row: u32, label: usize, carried: &[Option<(u32, usize)>]) -> Option<usize> {
        let column = area.cells[label].column;
        if area.told {
            return (0..column).rev().filter_map(|column| area.covering(row, column)).find(|other| labels[*other] && *other != label);
        }
        carried.iter().take(column as usize).flatten().filter(|(_, index)| *index != label).max_by_key(|(row, index)| (*row, *index)).map(|(_, index)| *index)
    }

    /// A row under heads: names, then values.
    fn under_heads(&mut self, area_at: u32, frame: &RowFrame, segment: &Segment, carried: &mut [Option<(u32, usize)>], names: &mut HashMap<u32, Named>) {
        let sheet = self.sheet;
        let area = &sheet.areas[area_at as usize];
        let labels = &self.labels[area_at as usize];
        let texts = self.texts;
        let columns = &frame.columns;
        let heads_of = |column: u32| columns.get(column as usize).map_or(&[][..], |column| &column.heads);
        let role_of = |column: u32| heads_of(column).iter().rev().find_map(|head| texts.get(area.cells[*head].text).meaning.as_ref().map(|meaning| meaning.role));
        let namer = |column: u32| frame.namers.get(column as usize).copied().flatten();
        let is_value = |column: u32| namer(column).is_none() && heads_of(column).iter().any(|head| is_value_head(texts.get(area.cells[*head].text)));
        let kinds = self.kinds;
        let is_unit =
            |column: u32| role_of(column) == Some(Role::Unit) || heads_of(column).last().is_some_and(|head| kinds.units.contains(&texts.get(area.cells[*head].text).anchor));
        let in_units = |index: usize| is_unit(area.cells[index].column);
        let told_unit = |index: usize| in_units(index) && texts.get(area.cells[index].text).unit;
        let contents: Vec<usize> = segment.cells.iter().copied().filter(|index| !labels[*index]).collect();
        // Letters of an upright label go on down the rows and open nothing.
        let row_labels: Vec<usize> = segment.cells.iter().copied().filter(|index| labels[*index] && !is_letter(area, *index, texts) && !told_unit(*index)).collect();
        let mut filled: Vec<usize> = vec![];
        for index in &contents {
            let cell = &area.cells[*index];
            let seen = texts.get(cell.text);
            if seen.number.is_none() && !seen.mark && !is_value(cell.column) && !is_unit(cell.column) {
                filled.push(*index);
            }
        }
        let named = names.entry(segment.strip).or_default();
        // A text alone among the columns of values names the rows of numbers below it.
        let values = (0..area.width).filter(|column| is_value(*column) && columns[*column as usize].strip == segment.strip).count();
        if let [one] = contents[..]
            && values >= 3
            && is_value(area.cells[one].column)
            && texts.get(area.cells[one].text).number.is_none()
            && !texts.get(area.cells[one].text).mark
            && names_next_row(area, labels, frame.row, texts)
        {
            named.labels.retain(|(column, _)| row_labels.iter().all(|label| area.cells[*label].column > *column));
            named.labels.extend(row_labels.iter().map(|index| (area.cells[*index].column, *index)));
            named.cells.clear();
            named.over = Some(one);
            return;
        }
        if !filled.is_empty() || !row_labels.is_empty() {
            named.over = None;
        }
        // A new name in a column ends those in it and to its right; blanks go on with the name above.
        let numbered = contents.iter().filter(|index| !is_value(area.cells[**index].column) && !is_unit(area.cells[**index].column));
        if let Some(first) = filled.iter().chain(&row_labels).chain(numbered).map(|index| area.cells[*index].column).min() {
            let whole = filled.iter().any(|index| area.cells[*index].column <= named.from);
            named.cells.retain(|(column, _)| *column < first);
            if whole {
                named.cells.clear();
            }
            named.labels.retain(|(column, _)| *column < first);
        }
        for index in &filled {
            named.cells.push((area.cells[*index].column, *index));
            named.from = named.cells.iter().map(|(column, _)| *column).min().unwrap_or(0);
        }
        for index in &row_labels {
            named.labels.push((area.cells[*index].column, *index));
            carried[area.cells[*index].column as usize] = Some((frame.row, *index));
        }
        named.cells.sort_unstable();
        named.labels.sort_unstable();
        let units: Vec<usize> = segment.cells.iter().copied().filter(|index| told_unit(*index) || in_units(*index) && !labels[*index]).collect();
        if !units.is_empty() {
            named.units = units;
        } else {
            // A name of its own, or a label before the units, opens another row.
            let opened = row_labels.iter().map(|index| area.cells[*index].column).min();
            if !filled.is_empty() || opened.is_some_and(|label| named.units.iter().all(|unit| label < area.cells[*unit].column)) {
                named.units.clear();
            }
        }
        // 目標年度 tells when a value is due, 基準年 of when the base value is.
        let is_year = |index: usize| texts.get(area.cells[index].text).year && texts.get(area.cells[index].text).number.is_none();
        let dated = |role: Role| segment.cells.iter().copied().find(|index| role_of(area.cells[*index].column) == Some(role) && is_year(*index));
        let (due, based) = (dated(Role::Period), dated(Role::Baseline));
        let named = named.clone();
        // A letter of an upright label names nothing.
        let unnamed = named.cells.iter().all(|(_, index)| texts.get(area.cells[*index].text).length() <= 1);
        for index in contents {
            let cell = &area.cells[index];
            let at = |index: usize| (area_at, index as u32);
            let heads = heads_of(cell.column);
            let mut framed = Framed { at: at(index), outer: self.outer(), unit_note: self.rule_note.or(self.unit_note), column: true, strip: segment.strip, ..Framed::default() };
            framed.heads = heads.iter().map(|head| at(*head)).collect();
            let own_group = |column: u32| namer(column).is_none_or(|group| heads.contains(&group));
            framed.names = named.cells.iter().rev().filter(|(column, name)| *column < cell.column && *name != index && own_group(*column)).map(|(_, name)| at(*name)).collect();
            // Blocks side by side under heads of their own: what stands in the other one says nothing of this.
            let block = |column: u32| heads_of(column).first().copied().filter(|_| heads_of(column).len() > 1);
            let own = block(cell.column);
            let foreign = |column: u32| own.is_some() && block(column).is_some_and(|other| Some(other) != own);
            let named_here = named.cells.iter().chain(&named.labels).any(|(column, _)| *column < cell.column && block(*column) == own);
            let beside: Vec<usize> = named.labels.iter().filter(|(column, _)| *column < cell.column && !(named_here && foreign(*column))).map(|(_, label)| *label).collect();
            framed.label = beside.last().map(|label| at(*label));
            let group = beside.first().and_then(|label| self.group_of(area, labels, frame.row, *label, carried));
            framed.outer.extend(group.map(at));
            framed.outer.extend(beside.iter().rev().skip(1).rev().map(|label| at(*label)));
            // Of several units in a row the nearest to the left: 指標ア | 単位 | 実績 | 指標イ | 単位 | 実績.
            let before = named.units.iter().copied().rfind(|unit| area.cells[*unit].column < cell.column);
            framed.unit = before.or(named.units.first().copied()).filter(|unit| *unit != index).map(at);
            framed.over = named.over.map(at);
            let based = based.filter(|_| role_of(cell.column) == Some(Role::Baseline));
            framed.due = based.or(due).filter(|due| *due != index).map(at);
            if framed.names.is_empty() && framed.label.is_none() {
                framed.names.extend(self.last_named);
            }
            // 目標値 and 実績値 under years, below 指標名 | … | 単位 | 件, are of that indicator.
            let only_value = framed.label.is_none_or(|label| says_value(texts.get(self.sheet.cell(label).text)));
            if let Some((name, unit)) = self.last_measured.filter(|(name, _)| only_value && name.0 == area_at && unnamed) {
                framed.names = vec![name];
                framed.unit = framed.unit.or(unit);
            }
            let year_beside = area.row_range(frame.row).take_while(|other| *other < index).filter(|other| labels[*other]).last();
            if let Some((name, unit)) = self.corner_name(area, labels, year_beside, frame.row, index) {
                framed.label = year_beside.map(at);
                framed.over = Some(at(name));
                framed.unit = unit.map(at);
                framed.names.clear();
                framed.heads.clear();
                framed.column = false;
            }
            let seen = texts.get(cell.text);
            if seen.mark && !seen.dash {
                framed.option = heads.last().filter(|head| !texts.get(area.cells[**head].text).year).map(|head| at(*head));
            }
            self.out.push(framed);
        }
    }
}

/// Names of indicators that stand across a table, a column each, and their units: what stands below in a column is about its name.
#[derive(Default)]
struct Across {
    /// First and last column of each name, and its cell.
    names: Vec<(u32, u32, usize)>,
    units: Vec<(u32, usize)>,
    row: u32,
}

impl Across {
    /// Takes in the row of names (指標名 | 甲 | 乙) and that of units below it.
    fn see(&mut self, area: &Area, labels: &[bool], row: u32, texts: &Texts) {
        let range = area.row_range(row);
        let Some(first) = range.clone().next().filter(|first| labels[*first]) else { return };
        let rest: Vec<usize> = range.skip(1).collect();
        let meaning = texts.get(area.cells[first].text).meaning.as_ref();
        let Some(role) = meaning.filter(|meaning| meaning.matched != crate::model::lexicon::Matched::Head).map(|meaning| meaning.role) else { return };
        let plain = |index: &usize| {
            let seen = texts.get(area.cells[*index].text);
            seen.short && seen.number.is_none() && !seen.mark && !seen.sentence
        };
        if role == Role::Indicator && rest.len() >= 2 && rest.iter().all(|index| !labels[*index] && plain(index)) {
            let ends = rest.iter().skip(1).map(|next| area.cells[*next].column).chain([area.width]);
            self.names = rest.iter().zip(ends).map(|(index, end)| (area.cells[*index].column, if area.told { area.cells[*index].end() } else { end }, *index)).collect();
            self.units.clear();
            self.row = row;
        } else if role == Role::Unit && !self.names.is_empty() {
            self.units = rest.iter().filter(|index| texts.get(area.cells[**index].text).unit).map(|index| (area.cells[*index].column, *index)).collect();
        }
    }

    /// Names the numbers and marks of a later row.
    fn name(&self, area: &Area, area_at: u32, row: u32, framed: &mut [Framed], texts: &Texts) {
        if self.names.is_empty() || row <= self.row {
            return;
        }
        // A row of one wide content is none of the matrix.
        for framed in framed.iter_mut().filter(|framed| framed.at.0 == area_at && framed.label.is_some()) {
            let cell = &area.cells[framed.at.1 as usize];
            let seen = texts.get(cell.text);
            let Some((start, end, name)) = self.names.iter().find(|(start, end, _)| (*start..*end).contains(&cell.column)) else { continue };
            if seen.number.is_some() || seen.dash || seen.scale.is_some() || seen.mark {
                framed.over = Some((area_at, *name as u32));
                framed.unit = self.units.iter().find(|(column, _)| (*start..*end).contains(column)).map(|(_, unit)| (area_at, *unit as u32)).or(framed.unit);
                framed.heads.clear();
                framed.column = false;
            }
        }
    }
}

/// Names and labels that hold on down a strip.
#[derive(Clone, Debug, Default)]
struct Named {
    cells: Vec<(u32, usize)>,
    labels: Vec<(u32, usize)>,
    from: u32,
    units: Vec<usize>,
    over: Option<usize>,
}
