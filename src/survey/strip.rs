//! Strip (見出し列): rows of labels over columns. Whether a run of labels rules what stands under it is decided once a form, from all
//! the places where that run stands; a strip belongs to its columns, not to its row.

use crate::model::seen::is_value_head;
use crate::model::seen::{AnchorId, Texts};
use crate::model::sheet::{Area, Cell, Sheet};
use crate::model::upright::is_letter;
use crate::survey::cluster::Group;
use crate::survey::label::Labels;
use foldhash::{HashMap, HashMapExt, HashSet};
use std::collections::{BTreeMap, BTreeSet};

/// Labels that follow each other in a row with nothing between.
#[derive(Clone, Debug)]
pub struct Run {
    /// Its row.
    pub row: u32,
    /// Its cells.
    pub cells: Vec<usize>,
    /// Column of what follows it in the row, if it is content.
    pub followed: Option<u32>,
    /// Anchors of its cells.
    pub key: Vec<AnchorId>,
}

/// The runs of labels of a row.
pub fn runs(area: &Area, labels: &[bool], row: u32, texts: &Texts) -> Vec<Run> {
    let mut out: Vec<Run> = vec![];
    let mut open: Option<Run> = None;
    for index in area.row_range(row) {
        let cell = &area.cells[index];
        if is_letter(area, index, texts) {
            continue;
        }
        if labels[index] {
            let run = open.get_or_insert_with(|| Run { row, cells: vec![], followed: None, key: vec![] });
            run.cells.push(index);
            run.key.push(texts.get(cell.text).anchor);
        } else if let Some(mut run) = open.take() {
            run.followed = Some(cell.column);
            out.push(run);
        }
    }
    out.extend(open);
    out
}

/// What was seen of a run at all its places.
#[derive(Clone, Debug, Default)]
struct Pool {
    count: usize,
    followed: usize,
    /// Places where nothing stands under any member: a part that was not filled in says nothing.
    idle: usize,
    /// For each member: content stands under it; nothing does; rows it covers.
    under: Vec<usize>,
    blank: Vec<usize>,
    rows: Vec<usize>,
    value_heads: usize,
    options: usize,
    units: usize,
    /// The row below holds contents alone, all of them under the run.
    bare: usize,
    /// It stands first in its row.
    leading: usize,
    sheets: HashSet<usize>,
}

/// The strips of a form, and the labels that stand alone in their rows.
#[derive(Clone, Debug, Default)]
pub struct Strips {
    /// Runs that rule downwards, and the first of their members that does.
    pub heads: BTreeMap<Vec<AnchorId>, usize>,
    /// Labels beside which nothing ever stands.
    pub lone: BTreeSet<AnchorId>,
}

impl Strips {
    /// The first member of a run that rules what is under it; none if the run is no strip.
    pub fn first(&self, key: &[AnchorId]) -> Option<usize> {
        self.heads.get(key).copied()
    }

    /// Nothing ever stands beside it.
    pub fn is_lone(&self, anchor: AnchorId) -> bool {
        self.lone.contains(&anchor)
    }

    /// Decides the strips of a form.
    pub fn decide(group: &Group, sheets: &[Sheet], labels: &BTreeMap<usize, Labels>, texts: &Texts) -> Strips {
        let mut pools: HashMap<Vec<AnchorId>, Pool> = HashMap::new();
        let mut alone: HashMap<AnchorId, (usize, usize)> = HashMap::new();
        for document in &group.distinct {
            for (index, area) in sheets[*document].areas.iter().enumerate().filter(|(_, area)| !area.line) {
                let own = &labels[document][index];
                for row in 0..area.rows {
                    let range = area.row_range(row);
                    for run in runs(area, own, row, texts) {
                        if run.cells.len() == 1 {
                            let entry = alone.entry(run.key[0]).or_default();
                            entry.0 += 1;
                            entry.1 += usize::from(range.len() == 1);
                        }
                        let pool = pools.entry(run.key.clone()).or_default();
                        pool.see(area, own, &run, texts);
                        pool.sheets.insert(*document);
                    }
                }
            }
        }
        let heads = pools.iter().filter_map(|(key, pool)| Some((key.clone(), pool.first(key)?))).collect();
        let lone = alone.into_iter().filter(|(_, (all, alone))| all == alone).map(|(anchor, _)| anchor).collect();
        Strips { heads, lone }
    }
}

impl Pool {
    fn see(&mut self, area: &Area, labels: &[bool], run: &Run, texts: &Texts) {
        let members = run.cells.len();
        self.under.resize(members, 0);
        self.blank.resize(members, 0);
        self.rows.resize(members, 0);
        self.count += 1;
        self.followed += usize::from(run.followed.is_some());
        self.value_heads = run.cells.iter().filter(|index| is_value_head(texts.get(area.cells[**index].text))).count();
        self.units = run.cells.iter().map(|index| texts.get(area.cells[*index].text)).filter(|seen| seen.unit && !seen.year && seen.meaning.is_none()).count();
        self.options = run.cells.iter().filter(|index| texts.get(area.cells[**index].text).scale.is_some()).count();
        let mut spans = spans(area, run);
        // A second row of heads ends where the head over its last member does.
        if let Some(above) = run.row.checked_sub(1).filter(|above| !area.told && area.row_range(*above).all(|index| labels[index])) {
            let last = &mut spans[members - 1];
            let next = area.row(above).iter().map(|cell| cell.column).find(|column| *column > last.0);
            last.1 = next.map_or(last.1, |next| last.1.min(next));
        }
        let low = spans[0].0;
        let high = spans[members - 1].1;
        let tall = run.cells.iter().map(|index| area.cells[*index].rows).min().unwrap_or(1);
        // Rows of labels alone under the strip are its second rows.
        let mut row = run.row + tall;
        let mut skipped = 0;
        let (last_start, last_end) = spans[members - 1];
        let mut sub_heads = 0;
        while row < area.rows && skipped < 3 {
            let mut filled = area.row_range(row).filter(|index| (low..high).contains(&area.cells[*index].column)).peekable();
            if filled.peek().is_some() && !filled.all(|index| labels[index]) {
                break;
            }
            sub_heads = sub_heads.max(area.row_range(row).filter(|index| (last_start..last_end).contains(&area.cells[*index].column)).count());
            row += 1;
            skipped += 1;
        }
        // Where the source tells no spans the last label reaches to the edge: several contents in a row are not its own unless heads of theirs stand between.
        let crowded = !area.told && run.followed.is_none() && sub_heads < 2 && {
            let first = (row..area.rows.min(row + 2)).find(|row| !area.row_range(*row).is_empty());
            first.is_some_and(|row| area.row_range(row).filter(|index| (last_start..last_end).contains(&area.cells[*index].column) && !labels[*index]).count() > 1)
        };
        let next = row_below(area, run.row + tall);
        self.bare += usize::from(next.clone().is_some_and(|mut cells| cells.all(|index| !labels[index] && (low..high).contains(&area.cells[index].column))));
        self.leading += usize::from(area.row_range(run.row).start == run.cells[0]);
        let before: usize = self.under.iter().sum();
        for (at, (start, end)) in spans.iter().enumerate() {
            self.rows[at] += area.cells[run.cells[at]].rows as usize;
            let content = (row..area.rows.min(row + 2))
                .any(|row| area.row_range(row).any(|index| (*start..*end).contains(&area.cells[index].column) && !labels[index] && !marks_next(area, labels, index, texts)));
            self.under[at] += usize::from(content && !(crowded && at + 1 == members));
            // Names of rows may be labels: what stands under it in the first rows of contents counts.
            let filled = (row..area.rows.min(row + 2)).any(|row| area.row_range(row).any(|index| (*start..*end).contains(&area.cells[index].column)));
            self.blank[at] += usize::from(!filled);
        }
        self.idle += usize::from(self.under.iter().sum::<usize>() == before);
    }

    /// The first member from which on the run rules downwards.
    fn first(&self, key: &[AnchorId]) -> Option<usize> {
        let members = self.under.len();
        // A label alone at the end of its row, with content under it wherever it stands.
        if members == 1 {
            return (self.leading == 0 && self.followed == 0 && self.under[0] == self.count && self.count > 1 && self.value_heads == 0).then_some(0);
        }
        // The same text in every member is no row of heads.
        if self.value_heads == 0 && members > 1 && key.iter().all(|anchor| *anchor == key[0]) {
            return None;
        }
        // A label and the word of a scale beside it: 今後の方向性 | 現状維持.
        if members == 2 && self.options == 1 && self.value_heads < 2 {
            return None;
        }
        // A unit among labels is that of its row.
        if self.units > 0 && self.units * 2 <= members {
            return None;
        }
        let mut first = 0;
        // A label that covers more rows than its neighbours, or has nothing under it, names the rows beside it.
        while first + 2 < members {
            let taller = self.rows[first] > self.rows[first + 1] + self.count / 2 && self.under[first] * 4 < self.count && self.blank[first] * 4 >= self.count * 3;
            let empty = self.under[first] == 0 && self.blank[first] * 10 >= self.count * 9;
            if !taller && !empty {
                break;
            }
            first += 1;
        }
        let rest = members - first;
        if rest < 2 {
            return None;
        }
        let ruling: usize = self.under[first..].iter().sum();
        let all = rest * (self.count - self.idle);
        let free = self.followed * 12 <= self.count;
        let yearly = self.value_heads >= 2 && ruling > 0 && (free || self.followed * 2 <= self.count || self.value_heads >= 3);
        let direct = free && ruling > 0 && ruling * 2 >= all;
        let partly = free && self.value_heads >= 1 && ruling > 0 && ruling * 3 >= all;
        // Only contents below, and all of them under the run.
        let bare = self.followed == 0 && self.bare * 10 >= self.count * 8 && self.count > 1;
        // Options over marks: only the one chosen has something under it.
        let chosen = free && self.options * 2 >= rest && self.options >= 3 && ruling > 0;
        (yearly || direct || partly || bare || chosen).then_some(first)
    }
}

/// The cells of the next filled row.
fn row_below(area: &Area, from: u32) -> Option<std::ops::Range<usize>> {
    (from..area.rows.min(from + 2)).map(|row| area.row_range(row)).find(|range| !range.is_empty())
}

/// A mark in a cell of its own right before a label chooses that label: it stands under nothing.
fn marks_next(area: &Area, labels: &[bool], index: usize, texts: &Texts) -> bool {
    let cell = &area.cells[index];
    let seen = texts.get(cell.text);
    seen.mark && !seen.dash && area.cells.get(index + 1).is_some_and(|next| next.row == cell.row && next.column == cell.end() && labels[index + 1])
}

/// Where a head ends that was left unmerged over the blanks to its right: a second row of heads stands under it and under each of them.
fn over_blanks(area: &Area, cell: &Cell, limit: u32) -> u32 {
    let (row, below) = (cell.row, cell.row + cell.rows);
    let blank = |column: &u32| area.covering(row, *column).is_none();
    let under = |column: u32| below < area.rows && area.covering(below, column).is_some_and(|index| area.cells[index].row == below);
    let end = cell.end();
    let free = (end..limit.min(area.width)).take_while(blank).take_while(|column| under(*column)).count() as u32;
    if cell.rows == 1 && free > 0 && end + free == limit.min(area.width) && under(cell.column) { end + free } else { end }
}

/// The columns that each label of a run rules: its own span where the source tells it, else up to the next label.
pub fn spans(area: &Area, run: &Run) -> Vec<(u32, u32)> {
    let members = run.cells.len();
    (0..members)
        .map(|at| {
            let cell = &area.cells[run.cells[at]];
            let next = run.cells.get(at + 1).map(|index| area.cells[*index].column);
            let end = match next {
                _ if area.told => over_blanks(area, cell, next.or(run.followed).unwrap_or(area.width)),
                Some(next) => next,
                None => run.followed.unwrap_or(area.width),
            };
            (cell.column, end.max(cell.column + 1))
        })
        .collect()
}
