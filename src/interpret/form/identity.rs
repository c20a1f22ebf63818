//! Identity (シートの事項): title, number, sections and departments of a sheet: its item, before anything is told of it.

use super::{Headers, Region};
use crate::interpret::Interpreter;
use crate::interpret::SheetPart;
use crate::interpret::item::{departments_in, titled};
use crate::japanese::label::is_number_alone;
use crate::model::grid::{Cell, Grid};
use crate::model::lexicon::Role;
use crate::model::record::{Fate, Item, StatementKind};

/// The cells of a sheet that name its item.
#[derive(Default)]
struct Naming<'a> {
    title: Option<&'a Cell>,
    /// The label beside the title.
    title_label: Option<&'a Cell>,
    label: Option<&'a Cell>,
    /// What stands beside its number: 施策番号.
    label_name: Option<&'a Cell>,
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
        let mut by_section = false;
        // A form without a title goes on about the item before it, or names one by its innermost section.
        if naming.title.is_none() {
            if self.still_names(&naming) {
                self.add_naming(grid, &naming);
                return;
            }
            if self.item.is_some() && naming.sections.is_empty() {
                return;
            }
            if naming.sections.is_empty() && naming.label.is_none() && naming.departments.is_empty() {
                return;
            }
            // The heading over the sheet names the item; the form tells what it stands under and who is responsible.
            if self.item.is_none() && !naming.departments.is_empty() && naming.label.is_none() && !self.sections.open.is_empty() {
                self.item_or_heading(&grid.place);
                self.add_naming(grid, &naming);
                return;
            }
            naming.title = naming.innermost_section();
            by_section = true;
        }
        let Some(title) = naming.title else { return };
        let (own_label, shown) = titled(&title.flat());
        let item = Item {
            parent: None,
            label: naming.label.map(|cell| cell.flat().into_owned()).or(own_label),
            title: (!shown.is_empty()).then_some(shown),
            path: self.sections.path(!naming.sections.is_empty()),
            departments: vec![],
            place: title.place.clone(),
            also: naming.label.iter().map(|label| label.place.clone()).collect(),
        };
        if let Some(label) = naming.label {
            self.use_range(label.place.range(), Fate::Recorded);
        }
        let item = self.push_item(item);
        self.sections_told = by_section;
        self.add_naming(grid, &naming);
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
                let told = headers.get(beside).and_then(|header| header.role());
                let Some(role) = told.filter(|role| !matches!(role, Role::Note) || !section).or(section.then_some(Role::Section)) else { continue };
                match role {
                    Role::Title if naming.title.is_none() && !is_told(cell) => {
                        naming.title = Some(cell);
                        naming.title_label = grid.cells.get(*beside);
                    }
                    // 実施項目 | 1-(1)-① | 市税収納率の向上: the number of the item, then its name.
                    Role::Title if naming.label.is_none() && !is_told(cell) && naming.title.is_some_and(|number| number.row == cell.row && is_number_alone(&number.flat())) => {
                        naming.label = naming.title.replace(cell);
                        naming.title_label = grid.cells.get(*beside);
                    }
                    // 推進項目, then 具体的な取組項目: the inner name is the item's, what it stands under a section.
                    Role::Title if !is_told(cell) && naming.names_inside(grid, cell, grid.cells.get(*beside)) => {
                        if let Some(outer) = naming.title.replace(cell) {
                            naming.sections.push((outer, naming.title_label));
                        }
                        naming.title_label = grid.cells.get(*beside);
                    }
                    Role::Label if naming.label.is_none() && cell.flat().chars().count() <= 12 => (naming.label, naming.label_name) = (Some(cell), grid.cells.get(*beside)),
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

    /// The form before this one named the item and nothing but notes was told of it: this one goes on to say what it stands under.
    fn still_names(&self, naming: &Naming) -> bool {
        let Some((item, _)) = &self.sheet else { return false };
        let notes_only = self.findings.statements.last().is_none_or(|last| last.item != *item || matches!(last.kind, StatementKind::Note(_)));
        let unrated = self.findings.ratings.last().is_none_or(|last| last.item != *item);
        let places = &self.findings.items[*item];
        self.item == Some(*item) && !naming.sections.is_empty() && naming.label.is_none() && notes_only && unrated && places.title.is_some() && !self.sections_told
    }

    /// Adds sections and departments to the open item.
    fn add_naming(&mut self, grid: &Grid, naming: &Naming) {
        let Some(item) = self.item else { return };
        self.sections_told |= !naming.sections.is_empty();
        for (cell, _) in &naming.sections {
            self.findings.items[item].path.push(cell.flat().into_owned());
            self.findings.items[item].also.push(cell.place.clone());
            self.use_range(cell.place.range(), Fate::Recorded);
        }
        for index in &naming.used {
            self.use_range(grid.cells[*index].place.range(), Fate::Header);
        }
        for cell in &naming.departments {
            self.findings.items[item].departments.extend(departments_in(cell));
            self.findings.items[item].also.push(cell.place.clone());
            self.use_range(cell.place.range(), Fate::Recorded);
        }
    }
}

/// Sentences or bullets: what is told, no name.
fn is_told(cell: &Cell) -> bool {
    cell.lines.iter().filter(|line| line.bullet || line.text.as_str().trim_end().ends_with('。')).count() >= 2 || cell.flat().chars().count() > 150
}

impl<'a> Naming<'a> {
    /// `cell` names what the title named so far is only the section of: a short name in the next rows, of no wider kind.
    fn names_inside(&self, grid: &Grid, cell: &Cell, label: Option<&Cell>) -> bool {
        let (Some(title), Some(outer), Some(inner)) = (self.title, self.title_label, label) else { return false };
        let project = |label: &Cell| label.flat().contains("事業");
        let text = cell.flat();
        let name = text.chars().count() <= 60 && !text.contains('。') && !cell.lines.iter().any(|line| line.bullet);
        let below =
            cell.row > title.row && cell.row <= title.row + 2 && outer.column == inner.column && grid.cell_at(title.row, outer.column) != grid.cell_at(cell.row, inner.column);
        name && below && !project(outer) && ["具体", "取組", "項目", "事項", "事業"].iter().any(|word| inner.flat().contains(word))
    }

    /// The section that the number is the number of (施策番号: 施策の名称); else the one in its row; else the innermost kind of section.
    fn innermost_section(&mut self) -> Option<&'a Cell> {
        const KINDS: [&str; 4] = ["事業", "取組", "施策", "政策"];
        let kind = |name: Option<&Cell>| name.and_then(|name| KINDS.iter().position(|kind| name.flat().contains(kind)));
        let own_kind = kind(self.label_name);
        let of_number = own_kind.and_then(|own| self.sections.iter().rposition(|(_, name)| kind(*name) == Some(own)));
        let beside_label = self.label.and_then(|label| self.sections.iter().rposition(|(cell, _)| cell.row == label.row));
        let innermost = (0..self.sections.len()).rev().min_by_key(|index| kind(self.sections[*index].1).unwrap_or(KINDS.len()));
        of_number.or(beside_label).or(innermost).map(|index| self.sections.remove(index).0)
    }
}
