//! Item of a row (行の事項): a new one where the title cell of a body row begins, else the one before.
//!
//! Sections beside the title and group rows over it are its path; its number and its departments may stand in columns of
//! their own.

use super::office::name_and_office;
use super::title::{opens_with_heading, title_of};
use super::{Opened, Table, Use};
use crate::interpret::Interpreter;
use crate::interpret::item::{departments, titled};
use crate::model::grid::{Origin, RowKind};
use crate::model::lexicon::{Cue, Role};
use crate::model::place::Place;
use crate::model::record::{Fate, Item};
use foldhash::{HashMap, HashMapExt};

impl Interpreter<'_> {
    /// The item of a body row: a new one where its title cell begins, else the one before.
    pub(super) fn row_item(&mut self, table: &Table, row: usize, opened: &mut Opened) -> Option<usize> {
        let (grid, title) = (table.grid, table.title);
        // Among items opened by rows of their own, one may have its name and its first text in one cell.
        if opened.by_group && !title.is_some_and(|title| grid.cell(row, title).row == row && opens_with_heading(grid.cell(row, title))) {
            return opened.current;
        }
        let title = title?;
        let cell = grid.cell(row, title);
        let begins = cell.row == row && !cell.is_blank();
        if !begins {
            if opened.current.is_none() && (0..grid.width).any(|column| !grid.cell(row, column).is_blank()) {
                let item = self.untitled(&grid.cell(row, 0).place);
                opened.current = Some(item);
                opened.made.push(item);
            }
            return opened.current;
        }
        if cell.flat().starts_with('【') && opened.current.is_some() {
            return opened.current;
        }
        for column in (0..title).filter(|column| table.columns[*column].usage == Use::Section && !grid.cell(row, *column).is_blank()) {
            self.sections.give_way(&grid.cell(row, column).flat());
        }
        let has_sections = table.columns.iter().any(|column| column.usage == Use::Section);
        let mut path = self.sections.path(has_sections);
        if has_sections {
            // Over a table that tells its sections itself, 重要業績評価指標の達成状況 is the table's name, no section.
            path.retain(|title| !self.names_table(title));
        }
        path.extend(opened.groups.iter().map(|group| group.text.clone()));
        let mut sections: Vec<usize> = (0..title).filter(|column| table.columns[*column].usage == Use::Section).filter(|column| !grid.cell(row, *column).is_blank()).collect();
        let Some((named, place)) = name_of(table, row, title, &mut sections) else { return opened.current };
        for column in &sections {
            let cell = grid.cell(row, *column);
            path.push(cell.flat().into_owned());
            self.use_range(cell.place.range(), Fate::Recorded);
        }
        for column in (title + 1..table.columns.len()).filter(|column| table.columns[*column].usage == Use::Section && !grid.cell(row, *column).is_blank()) {
            let cell = grid.cell(row, column);
            path.push(cell.flat().into_owned());
            self.use_range(cell.place.range(), Fate::Recorded);
            self.use_heads(&table.columns[column]);
        }
        // 1-(1) 水産物の高付加価値化 beside 共同加工場整備事業: the section is an item itself.
        let over = sections.last().and_then(|column| self.known_item(&grid.cell(row, *column).flat())).filter(|item| *item < opened.first);
        let parent = over.or_else(|| self.whole_of_parts(table, title));
        if let Some(whole) = parent {
            let whole = &self.findings.items[whole];
            path = whole.path.iter().cloned().chain(whole.title.clone()).collect();
        }
        // 待機児童の解消 (保育課): the office is no part of the name.
        let office = name_and_office(&named).filter(|_| table.offices);
        let (label, shown) = titled(office.map_or(named.as_str(), |(name, _)| name));
        let departments = office.map(|(_, offices)| departments(&offices.replace('・', "、"))).unwrap_or_default();
        let mut item = Item { parent, label, title: (!shown.is_empty()).then_some(shown), path, departments, place, also: vec![] };
        self.number_beside(table, row, &mut item);
        self.use_naming_heads(table, title);
        // The report comes back to an item of an earlier table.
        let known = item.label.as_deref().zip(item.title.as_deref()).and_then(|(label, title)| self.known_by(label, title));
        if let Some(known) = known.filter(|known| parent.is_none() && sections.is_empty() && *known < opened.first) {
            self.use_range(item.place.range(), Fate::Recorded);
            self.last_rating = None;
            opened.current = Some(known);
            opened.made.push(known);
            return Some(known);
        }
        let index = self.push_item(item);
        opened.current = Some(index);
        opened.made.push(index);
        Some(index)
    }

    /// 番号 and nothing that names an item: the rows are the items of an earlier list with just these numbers.
    pub(super) fn numbered_rows(&mut self, table: &Table) -> HashMap<usize, usize> {
        let labels: Vec<usize> = (0..table.columns.len()).filter(|column| table.columns[*column].usage == Use::Label).collect();
        let ([label], None, None) = (&labels[..], table.title, &self.sheet) else { return HashMap::new() };
        let rows: Vec<usize> = table.body.iter().copied().filter(|row| table.grid.rows[*row] == RowKind::Body && table.grid.cell(*row, *label).row == *row).collect();
        let numbers: Vec<String> = rows.iter().map(|row| table.grid.cell(*row, *label).flat().into_owned()).collect();
        if numbers.len() < 2 || numbers.iter().any(String::is_empty) {
            return HashMap::new();
        }
        let Some(items) = self.numbered(&numbers) else { return HashMap::new() };
        for (row, item) in rows.iter().zip(&items) {
            let place = table.grid.cell(*row, *label).place.clone();
            self.use_range(place.range(), Fate::Recorded);
            self.findings.items[*item].also.push(place);
        }
        self.use_heads(&table.columns[*label]);
        rows.into_iter().zip(items).collect()
    }

    /// A heading that says what a table tells: it ends in a word for what is told (達成状況, 課題と今後の方針).
    fn names_table(&self, title: &str) -> bool {
        let header = self.header(title);
        let told = header.meaning.as_ref().is_some_and(|meaning| matches!(meaning.role, Role::Result | Role::Note | Role::Rating | Role::Achievement | Role::Schedule));
        told && self.lexicon.before_cue(Cue::TableName, &header.core).is_some() || self.lexicon.before_cue(Cue::Listing, &header.core).is_some()
    }

    /// 細事業: the item the sheet is about, of which the rows are parts.
    fn whole_of_parts(&self, table: &Table, title: usize) -> Option<usize> {
        let header = table.columns[title].under.headers.last().cloned().unwrap_or_default();
        if header.starts_with('細') || header.starts_with("構成") || self.sheet_part.children { self.whole_item } else { None }
    }

    /// The item's number in a column of its own.
    fn number_beside(&mut self, table: &Table, row: usize, item: &mut Item) {
        for (column, spec) in table.columns.iter().enumerate() {
            let cell = table.grid.cell(row, column);
            // A number printed beside the item above is that item's.
            let above = cell.row != row && cell.origin == Origin::CarriedDown;
            if !cell.is_blank() && !above && spec.usage == Use::Label && item.label.is_none() {
                item.label = Some(cell.flat().into_owned());
                item.also.push(cell.place.clone());
                self.use_range(cell.place.range(), Fate::Recorded);
            }
        }
    }

    /// The heads of the columns that name items are used.
    fn use_naming_heads(&mut self, table: &Table, title: usize) {
        for spec in table.columns.iter().take(title + 2) {
            if matches!(spec.usage, Use::Title | Use::Section | Use::Label | Use::Department) {
                for range in &spec.under.ranges {
                    self.findings.used.push((range.clone(), Fate::Header));
                }
            }
        }
    }
}

/// The name a row gives its item. A cell of bullets alone names nothing: the section beside it, begun in this row, is the item.
fn name_of(table: &Table, row: usize, title: usize, sections: &mut Vec<usize>) -> Option<(String, Place)> {
    let (text, place) = title_of(table.grid.cell(row, title));
    if !text.is_empty() {
        return Some((text, place));
    }
    let fresh = sections.iter().rposition(|column| table.grid.cell(row, *column).row == row)?;
    let cell = table.grid.cell(row, sections.remove(fresh));
    Some((cell.flat().into_owned(), cell.place.clone()))
}
