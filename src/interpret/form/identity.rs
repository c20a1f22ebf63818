//! Identity (シートの事項): title, number, sections and departments of a sheet: its item, before anything is told of it.

use super::{Headers, Region};
use crate::interpret::Interpreter;
use crate::interpret::SheetPart;
use crate::interpret::item::{departments, titled};
use crate::model::grid::{Cell, Grid};
use crate::model::header::Header;
use crate::model::lexicon::Role;
use crate::model::record::{Fate, Item};

/// The cells of a sheet that name its item.
#[derive(Default)]
struct Naming<'a> {
    title: Option<&'a Cell>,
    /// The label beside the title.
    title_label: Option<&'a Cell>,
    label: Option<&'a Cell>,
    /// Sections, each with the label beside it.
    sections: Vec<(&'a Cell, Option<&'a Cell>)>,
    departments: Vec<&'a Cell>,
    /// The labels of all these.
    used: Vec<usize>,
}

impl Interpreter<'_> {
    /// Title, number, sections and departments: the item, before anything is told of it.
    pub(super) fn identity(&mut self, grid: &Grid, headers: &Headers, regions: &[Region]) {
        let mut naming = self.naming(grid, headers, regions);
        // A form without a title goes on about the item before it, or names one by its innermost section.
        if naming.title.is_none() {
            if self.item.is_some() && naming.sections.is_empty() {
                return;
            }
            if naming.sections.is_empty() && naming.label.is_none() && naming.departments.is_empty() {
                return;
            }
            // The heading over the sheet names the item; the form tells what it stands under and who is responsible.
            if self.item.is_none() && !naming.departments.is_empty() && naming.label.is_none() && !self.sections.open.is_empty() {
                self.identity_under_heading(grid, &naming);
                return;
            }
            naming.title = naming.innermost_section();
        }
        let Some(title) = naming.title else { return };
        let Naming { label, sections, departments: responsible, used, .. } = naming;
        let mut path = self.sections.path(!sections.is_empty());
        path.extend(sections.iter().map(|(cell, _)| cell.flat()));
        let (own_label, shown) = titled(&title.flat());
        let mut item = Item {
            parent: None,
            label: label.map(Cell::flat).or(own_label),
            title: (!shown.is_empty()).then_some(shown),
            path,
            departments: vec![],
            place: title.place.clone(),
            also: vec![],
        };
        for cell in label.into_iter().chain(sections.iter().map(|(cell, _)| *cell)).chain(responsible.iter().copied()) {
            item.also.push(cell.place.clone());
            self.use_range(cell.place.range(), Fate::Recorded);
        }
        for cell in responsible {
            item.departments.extend(departments(&cell.flat()));
        }
        for index in used {
            self.use_range(grid.cells[index].place.range(), Fate::Header);
        }
        let item = self.push_item(item);
        self.sheet = Some((item, self.sections.seen()));
        self.sheet_part = SheetPart::default();
    }

    /// Looks the cells up that name the item.
    fn naming<'a>(&self, grid: &'a Grid, headers: &Headers, regions: &[Region]) -> Naming<'a> {
        let mut naming = Naming::default();
        for region in regions.iter().filter(|region| !region.listed && region.heads.is_empty()) {
            for value in self.collect(grid, region) {
                let Some(beside) = value.beside.last() else { continue };
                let cell = &grid.cells[value.cell];
                let section = self.is_section_name(&cell.flat());
                let told = headers.get(beside).and_then(Header::role);
                let Some(role) = told.filter(|role| !matches!(role, Role::Note) || !section).or(section.then_some(Role::Section)) else { continue };
                match role {
                    Role::Title if naming.title.is_none() => {
                        naming.title = Some(cell);
                        naming.title_label = grid.cells.get(*beside);
                    }
                    // 推進項目, then 具体的な取組項目: the inner name is the item's, what it stands under a section.
                    Role::Title if naming.names_inside(grid, cell, grid.cells.get(*beside)) => {
                        if let Some(outer) = naming.title.replace(cell) {
                            naming.sections.push((outer, naming.title_label));
                        }
                        naming.title_label = grid.cells.get(*beside);
                    }
                    Role::Label if naming.label.is_none() && cell.flat().chars().count() <= 12 => naming.label = Some(cell),
                    Role::Section => naming.sections.push((cell, grid.cells.get(*beside))),
                    Role::Department => naming.departments.push(cell),
                    _ => continue,
                }
                naming.used.extend(value.beside.iter().copied());
            }
        }
        naming
    }

    /// 位置付け | 第2章 支え合いのまち: what stands under a name of a section is one.
    fn is_section_name(&self, words: &str) -> bool {
        let grouped = |word: &String| words.strip_prefix(word.as_str()).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || c == ' ' || ('Ⅰ'..='Ⅻ').contains(&c)));
        let chapter = words.strip_prefix('第').is_some_and(|rest| {
            let number = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
            number.len() < rest.len() && number.starts_with(['章', '節', '編'])
        });
        words.chars().count() <= 60 && !words.contains('。') && (chapter || self.lexicon.group_words.iter().any(grouped))
    }

    /// The heading over the sheet names the item: the form adds to its path and departments.
    fn identity_under_heading(&mut self, grid: &Grid, naming: &Naming) {
        let item = self.item_or_heading(&grid.place);
        for (cell, _) in &naming.sections {
            self.findings.items[item].path.push(cell.flat());
            self.findings.items[item].also.push(cell.place.clone());
            self.use_range(cell.place.range(), Fate::Recorded);
        }
        for index in &naming.used {
            self.use_range(grid.cells[*index].place.range(), Fate::Header);
        }
        for cell in &naming.departments {
            self.findings.items[item].departments.extend(departments(&cell.flat()));
            self.findings.items[item].also.push(cell.place.clone());
            self.use_range(cell.place.range(), Fate::Recorded);
        }
    }
}

impl<'a> Naming<'a> {
    /// `cell` names what the title named so far is only the section of: a short name in the next rows, of no wider kind.
    fn names_inside(&self, grid: &Grid, cell: &Cell, label: Option<&Cell>) -> bool {
        let (Some(title), Some(outer), Some(inner)) = (self.title, self.title_label, label) else { return false };
        let project = |label: &Cell| label.flat().contains("事業");
        let text = cell.flat();
        let name = text.chars().count() <= 60 && !text.contains('。') && !cell.lines.iter().any(|line| line.bullet);
        let below = cell.row > title.row && cell.row <= title.row + 2 && outer.column == inner.column && grid.cell_at(title.row, outer.column) != grid.cell_at(cell.row, inner.column);
        name && below && !project(outer) && ["具体", "取組", "項目", "事項", "事業"].iter().any(|word| inner.flat().contains(word))
    }

    /// 施策番号 beside 施策の名称: the number's row names the item; else the innermost kind of section does.
    fn innermost_section(&mut self) -> Option<&'a Cell> {
        let rank = |word: &str| ["事業", "取組", "施策", "政策"].iter().position(|kind| word.contains(kind)).unwrap_or(4);
        let beside_label = self.label.and_then(|label| self.sections.iter().rposition(|(cell, _)| cell.row == label.row));
        let innermost = (0..self.sections.len()).rev().min_by_key(|index| self.sections[*index].1.map_or(4, |label| rank(&label.flat())));
        beside_label.or(innermost).map(|index| self.sections.remove(index).0)
    }
}
