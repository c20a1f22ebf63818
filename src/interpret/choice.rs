//! Choice (選択肢): printed options in cells of their own, one marked in the cell beside it.

use crate::interpret::Interpreter;
use crate::interpret::tell::Reading;
use crate::interpret::under::{Printed, Under};
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::grid::{Cell, Grid};
use crate::model::header::Header;
use crate::model::place::Place;
use crate::model::record::{Fate, NoteKind, RatingKind};
use crate::see::see;
use foldhash::{HashMap, HashSet, HashSetExt};
use std::sync::Arc;

/// Longest option, in characters.
const LONGEST_OPTION: usize = 30;

/// Options under one label: cells of the marks and of the options, in order.
struct Group {
    label: usize,
    options: Vec<(usize, usize)>,
}

impl Interpreter<'_> {
    /// Files a rating for each list of options in cells; returns the cells that are done with.
    pub fn choice_cells(&mut self, grid: &Grid, headers: &HashMap<usize, Arc<Header>>, body: &[usize]) -> HashSet<usize> {
        let mut done = HashSet::new();
        for group in groups(grid, body) {
            if self.item.is_none() && !headers.contains_key(&group.label) {
                continue;
            }
            let place = grid.cells[group.label].place.clone();
            let item = self.item_or_heading(&place);
            self.choose(grid, headers, &group, item);
            done.extend(group.options.iter().flat_map(|(mark, option)| [*mark, *option]));
        }
        done
    }

    fn choose(&mut self, grid: &Grid, headers: &HashMap<usize, Arc<Header>>, group: &Group, item: usize) {
        let label = &grid.cells[group.label];
        let header = headers.get(&group.label).cloned().unwrap_or_else(|| self.header(&label.flat()));
        let under = Under::new(&[Printed { header: header.clone(), range: label.place.range() }]);
        let words: Vec<String> = group.options.iter().map(|(_, option)| grid.cells[*option].flat().into_owned()).collect();
        let marked: Vec<&Cell> = group.options.iter().filter(|(mark, _)| !grid.cells[*mark].is_blank()).map(|(_, option)| &grid.cells[*option]).collect();
        let told = words.iter().find_map(|word| see(word).scale_word(self.lexicon)).map(|word| word.kind);
        let disposition = under.meaning.as_ref().is_some_and(|meaning| meaning.note == Some(NoteKind::NextStep));
        let kind = told.unwrap_or(if disposition {
            RatingKind::Disposition
        } else if header.printed.contains('進') {
            RatingKind::Progress
        } else {
            under.rating()
        });
        for (mark, option) in &group.options {
            for cell in [mark, option] {
                self.use_range(grid.cells[*cell].place.range(), Fate::Recorded);
            }
        }
        self.use_range(label.place.range(), Fate::Header);
        let raw = marked.iter().map(|option| option.flat()).collect::<Vec<_>>().join("、");
        let places: Vec<Place> = marked.iter().map(|option| option.place.clone()).collect();
        if places.len() > 1 {
            self.findings.diagnostics.push(Diagnostic::at(Code::ChoiceAmbiguous, format!("more than one option is marked: {raw}"), &places[0]));
        }
        let code = see(&raw).mark().map_or_else(|| raw.clone(), |mark| mark.code.clone());
        let members = words.into_iter().map(|word| (word, None)).collect();
        self.push_rating(item, &under, Reading { kind, raw, code, value: None, status: None, members }, places);
    }
}

/// Lists of options: down two columns beside a tall label, or along a row.
fn groups(grid: &Grid, body: &[usize]) -> Vec<Group> {
    let mut out = vec![];
    let mut at = 0;
    while at < body.len() {
        let row = body[at];
        let Some(label) = (0..grid.width).map(|column| grid.cell_at(row, column)).find(|id| !grid.cells[*id].is_blank()) else {
            at += 1;
            continue;
        };
        let end = body[at..].iter().take_while(|other| (0..grid.width).any(|column| grid.cell_at(**other, column) == label)).count();
        let rows = &body[at..at + end.max(1)];
        let found = if grid.cells[label].label || rows.len() > 1 { down(grid, label, rows).or_else(|| along(grid, label, row)) } else { None };
        at += end.max(1);
        out.extend(found);
    }
    out
}

fn down(grid: &Grid, label: usize, rows: &[usize]) -> Option<Group> {
    if rows.len() < 2 {
        return None;
    }
    let from = (0..grid.width).rfind(|column| grid.cell_at(rows[0], *column) == label)? + 1;
    for mark in from..grid.width {
        for option in [mark.checked_sub(1).filter(|left| *left >= from), Some(mark + 1)].into_iter().flatten().filter(|column| *column < grid.width) {
            let fits = rows.iter().all(|row| {
                let others = (from..grid.width).filter(|column| *column != mark && *column != option).all(|column| grid.cell(*row, column).is_blank());
                others && may_mark(grid.cell(*row, mark)) && is_option(grid.cell(*row, option)) && grid.cell(*row, option).row == *row
            });
            if fits && rows.iter().any(|row| !grid.cell(*row, mark).is_blank()) {
                return Some(Group { label, options: rows.iter().map(|row| (grid.cell_at(*row, mark), grid.cell_at(*row, option))).collect() });
            }
        }
    }
    None
}

fn along(grid: &Grid, label: usize, row: usize) -> Option<Group> {
    let from = (0..grid.width).rfind(|column| grid.cell_at(row, *column) == label)? + 1;
    let end = (from..grid.width).rfind(|column| !grid.cell(row, *column).is_blank())? + 1;
    // Marks before their options; else after them.
    for first in [0, 1] {
        let pairs: Vec<(usize, usize)> = (from..end + 1 - first)
            .step_by(2)
            .map(|column| if first == 0 { (column, column + 1) } else { (column + 1, column) })
            .filter(|(mark, option)| (*mark).max(*option) < grid.width)
            .collect();
        let fits = pairs.len() >= 2 && pairs.iter().all(|(mark, option)| may_mark(grid.cell(row, *mark)) && is_option(grid.cell(row, *option)));
        let whole = pairs.iter().map(|(mark, option)| (*mark).max(*option)).max().is_some_and(|last| last + 1 >= end);
        if fits && whole && pairs.iter().any(|(mark, _)| !grid.cell(row, *mark).is_blank()) {
            return Some(Group { label, options: pairs.into_iter().map(|(mark, option)| (grid.cell_at(row, mark), grid.cell_at(row, option))).collect() });
        }
    }
    None
}

/// Blank, or the mark of a choice.
fn may_mark(cell: &Cell) -> bool {
    cell.is_blank() || is_choice_mark(&cell.flat())
}

fn is_choice_mark(text: &str) -> bool {
    matches!(text.trim(), "○" | "〇" | "◯" | "●" | "■" | "◎" | "レ" | "✓" | "✔" | "☑" | "✅" | "◉")
}

fn is_option(cell: &Cell) -> bool {
    let flat = cell.flat();
    !cell.is_blank()
        && flat.chars().count() <= LONGEST_OPTION
        && !flat.contains('。')
        && !is_choice_mark(&flat)
        && !flat.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '-' | '%' | '▲'))
}
