//! Table (一覧表): a grid with headers on top; each row is an item, or belongs to one.

use crate::interpret::Interpreter;
use crate::interpret::tell::{Told, tense};
use crate::interpret::under::{Printed, Under, plain};
use crate::japanese::label::leading_label;
use crate::japanese::mark::legend;
use crate::japanese::number::whole_value;
use crate::japanese::text::Text;
use crate::model::grid::{Cell, Grid, Origin, RowKind};
use crate::model::header::Header;
use crate::model::lexicon::{Meaning, Role};
use crate::model::record::{Fate, Indicator, Item, Level, NoteKind, RatingKind};

/// What a column is for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Use {
    Section,
    Title,
    Label,
    Department,
    Indicator,
    /// 活動指標 / 成果指標 beside each indicator.
    Kind,
    /// 目標 / 実績 row by row: says what the numbers of the row are.
    RowKind,
    Unit,
    /// Cells are told as records.
    Told,
}

struct Column {
    under: Under,
    usage: Use,
}

impl Interpreter<'_> {
    /// Reads a list.
    pub fn list(&mut self, grid: &Grid, index: usize) {
        let depth = grid.header_rows();
        let body: Vec<usize> = (depth..grid.height).collect();
        self.rows(grid, &(0..depth).collect::<Vec<_>>(), &body, 0, Some(index));
    }

    /// Reads the rows `body` under the header rows `heads`, from column `from` on.
    pub fn rows(&mut self, grid: &Grid, heads: &[usize], body: &[usize], from: usize, index: Option<usize>) {
        let mut columns = self.columns(grid, heads, body, from);
        self.settle_uses(grid, body, &mut columns);
        let titles: Vec<usize> = (0..columns.len()).filter(|column| columns[*column].usage == Use::Title).collect();
        let title = titles.last().copied();
        let facing: Option<Vec<usize>> = grid.facing.and_then(|first| self.grid_items.get(&first).cloned());
        let mut made: Vec<usize> = vec![];
        let mut groups: Vec<(String, String, crate::model::place::Place)> = vec![];
        let mut facing_row = 0;
        let mut current: Option<usize> = None;
        let mut group_item = false;
        let outer_item = self.item;
        self.whole_item = outer_item;
        for &row in body {
            if grid.rows[row] == RowKind::Group {
                let cell = grid.cell(row, 0);
                group_item = self.group(grid, row, body, cell, &columns, title, &mut groups, &mut current, &mut made);
                continue;
            }
            if grid.rows[row] == RowKind::Header {
                continue;
            }
            let item = if let Some(items) = &facing {
                let item = items.get(facing_row).copied();
                facing_row += 1;
                item
            } else {
                self.row_item(grid, row, &columns, title, &groups, &mut current, &mut made, group_item)
            };
            let Some(item) = item.or(outer_item) else {
                // Nothing names an item here.
                let place = grid.cell(row, from).place.clone();
                let has_text = (from..grid.width).any(|column| !grid.cell(row, column).is_blank());
                if has_text {
                    let item = self.item_or_heading(&place);
                    current = Some(item);
                    self.row(grid, row, &columns, item, title);
                }
                continue;
            };
            self.item = Some(item);
            self.row(grid, row, &columns, item, title);
        }
        if made.iter().any(|item| self.findings.items[*item].parent.is_some()) {
            self.item = outer_item;
        }
        if let Some(index) = index {
            self.grid_items.insert(index, made);
        }
    }

    /// The headers over each column, put together; a column without any takes those of its left neighbour.
    fn columns(&self, grid: &Grid, heads: &[usize], body: &[usize], from: usize) -> Vec<Column> {
        let mut out: Vec<Column> = vec![];
        for column in 0..grid.width {
            let mut printed: Vec<Printed> = vec![];
            let mut seen = vec![];
            for row in heads {
                let id = grid.cell_at(*row, column);
                let cell = &grid.cells[id];
                if cell.is_blank() || seen.contains(&id) || column < from && !cell.label {
                    continue;
                }
                seen.push(id);
                printed.push(Printed { header: Header::read(&cell.flat(), self.lexicon, self.setting), range: cell.place.range() });
            }
            let mut under = Under::new(&printed);
            let nameless = printed.is_empty();
            if nameless && column > from && !heads.is_empty() {
                let filled = body.iter().any(|row| !grid.cell(*row, column).is_blank());
                if filled && let Some(left) = out.last() {
                    under = left.under.clone();
                }
            }
            if under.unit.is_none() && self.unit.is_some() && under.meaning.as_ref().is_some_and(|meaning| matches!(meaning.role, Role::Cost | Role::CostTarget | Role::CostResult))
            {
                under.unit.clone_from(&self.unit);
            }
            let usage = match under.role() {
                Some(Role::Section) => Use::Section,
                Some(Role::Title) => Use::Title,
                Some(Role::Label) => Use::Label,
                Some(Role::Department) => Use::Department,
                Some(Role::Indicator) => Use::Indicator,
                Some(Role::Unit) => Use::Unit,
                _ => Use::Told,
            };
            out.push(Column { under, usage });
        }
        out
    }

    /// Weighs header words against position and content.
    fn settle_uses(&mut self, grid: &Grid, body: &[usize], columns: &mut [Column]) {
        let cells = |column: usize| -> Vec<&Cell> {
            body.iter().filter(|row| grid.rows[**row] == RowKind::Body).map(|row| grid.cell(*row, column)).filter(|cell| !cell.is_blank()).collect()
        };
        let naming = |column: usize| {
            let found = cells(column);
            let short = found
                .iter()
                .filter(|cell| cell.flat().chars().count() <= 45 && !cell.flat().contains('。') && !cell.lines.iter().any(|line| line.bullet) && !cell.flat().starts_with('【'))
                .count();
            !found.is_empty() && short * 4 >= found.len() * 3
        };
        // 指標 | 指標名: a column whose cells say only 活動指標 or 成果指標 tells the kind, the next one the name.
        let indicator_columns: Vec<usize> = (0..columns.len()).filter(|column| columns[*column].usage == Use::Indicator).collect();
        if indicator_columns.len() >= 2 {
            for &column in &indicator_columns[..indicator_columns.len() - 1] {
                let found = cells(column);
                if found.iter().all(|cell| self.lexicon.whole(&cell.flat()).is_some_and(|meaning| meaning.role == Role::Indicator)) {
                    columns[column].usage = Use::Kind;
                }
            }
        }
        for column in 0..indicator_columns.last().copied().unwrap_or(0) {
            let found = cells(column);
            if !found.is_empty() && found.iter().all(|cell| indicator_kind(&cell.flat()).is_some()) {
                columns[column].usage = Use::Kind;
            }
        }
        for column in 0..columns.len() {
            let found = cells(column);
            let kinds = found.iter().filter(|cell| self.row_kind(cell).is_some()).count();
            let timed = columns.iter().skip(column + 1).any(|other| other.under.period.is_some());
            if found.len() >= 2 && kinds == found.len() && timed && !matches!(columns[column].usage, Use::Indicator | Use::Label | Use::Unit) {
                columns[column].usage = Use::RowKind;
            }
        }
        // 課題 and its like over a column of short names at the left edge is a level over items.
        let title_at = columns.iter().position(|column| column.usage == Use::Title);
        for column in 0..columns.len() {
            let alternatives = columns[column].under.meaning.as_ref().map(|meaning| meaning.alternatives.clone()).unwrap_or_default();
            let left_of_title = title_at.is_none_or(|title| column < title);
            if columns[column].usage == Use::Told && alternatives.contains(&Role::Section) && column == 0 && left_of_title && naming(column) {
                columns[column].usage = Use::Section;
            }
        }
        // 項目 over 1-1, 1-2: numbers, no names.
        for column in 0..columns.len() {
            let found = cells(column);
            let code = |text: &str| text.chars().any(|c| c.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '.' | '(' | ')' | ' '));
            if columns[column].usage == Use::Section && !found.is_empty() && found.iter().all(|cell| code(&cell.flat())) && !columns.iter().any(|other| other.usage == Use::Label) {
                columns[column].usage = Use::Label;
            }
        }
        // A deed column whose cells begin with a title and go on with bullets names the items.
        if title_at.is_none() {
            let deed = (0..columns.len()).find(|column| {
                let meaning = columns[*column].under.meaning.as_ref();
                meaning.is_some_and(|meaning| meaning.alternatives.contains(&Role::Title) && meaning.role == Role::Deed) && {
                    let found = cells(*column);
                    let titled = found.iter().filter(|cell| opens_with_title(cell)).count();
                    titled * 2 >= found.len().max(1) || (titled > 0 && column_after_sections(columns, *column))
                }
            });
            if let Some(column) = deed {
                columns[column].usage = Use::Title;
            }
        }
        // No column names items by its header: the innermost section column does, if it names each row.
        if !columns.iter().any(|column| column.usage == Use::Title) {
            let indicators = columns.iter().any(|column| column.usage == Use::Indicator);
            if !(indicators && self.item.is_some())
                && let Some(column) = columns.iter().rposition(|column| column.usage == Use::Section)
                && columns[..column].iter().all(|left| matches!(left.usage, Use::Section | Use::Label))
                && (!indicators || naming(column))
            {
                columns[column].usage = Use::Title;
            }
        }
        // Of several title columns side by side the last names the item, those before it are levels over it.
        let titles: Vec<usize> = (0..columns.len()).filter(|column| columns[*column].usage == Use::Title).collect();
        if let Some((last, others)) = titles.split_last() {
            // A title column far right of the first told column is text, not a name.
            let first_told = columns.iter().position(|column| column.usage == Use::Told && !column.under.headers.is_empty()).unwrap_or(columns.len());
            let last = if *last > first_told && !others.is_empty() { *others.last().unwrap_or(last) } else { *last };
            for column in titles {
                if column < last {
                    columns[column].usage = Use::Section;
                } else if column > last {
                    columns[column].usage = Use::Told;
                    let meaning = plain(Role::Deed);
                    columns[column].under.meaning = Some(meaning);
                }
            }
        }
        // Sections right of the title are notes.
        if let Some(title) = columns.iter().position(|column| column.usage == Use::Title) {
            for column in columns.iter_mut().skip(title + 1) {
                if column.usage == Use::Section {
                    column.usage = Use::Told;
                    let mut meaning = plain(Role::Note);
                    meaning.note = Some(NoteKind::Other);
                    column.under.meaning = Some(meaning);
                }
            }
        }
        for column in 0..columns.len() {
            self.settle_told(&mut columns[column], &cells(column));
        }
        // Years alone over numbers: results, unless another column of that kind is told.
        let has_indicator = columns.iter().any(|column| column.usage == Use::Indicator);
        for column in columns.iter_mut() {
            if column.usage == Use::Told && column.under.meaning.is_none() && column.under.period.is_some() && has_indicator {
                column.under.meaning = Some(plain(Role::ResultValue));
                column.under.unknown = false;
            }
        }
    }

    /// What the cells of a told column look like, against its header.
    fn settle_told(&self, column: &mut Column, cells: &[&Cell]) {
        if column.usage != Use::Told || cells.is_empty() {
            return;
        }
        let marks = cells.iter().filter(|cell| self.is_mark(&cell.flat()) && whole_value(Text::new(&cell.flat()).normal()).is_none()).count();
        let mostly_marks = marks * 3 >= cells.len() * 2;
        match column.under.role() {
            Some(Role::Deed) => {
                let votes: i32 = cells.iter().map(|cell| tense(&cell.flat()).signum()).sum();
                let role = if votes > 0 || (votes == 0 && self.past_deeds) { Role::Result } else { Role::Target };
                let mut meaning = column.under.meaning.clone().unwrap_or_else(|| plain(role));
                meaning.role = role;
                column.under.meaning = Some(meaning);
                column.under.level = column.under.level.or(Some(Level::Activity));
            }
            Some(Role::Note | Role::Result | Role::Target) if mostly_marks => {
                let disposition = cells.iter().any(|cell| self.lexicon.scale_word(&cell.flat().replace(' ', "")).is_some_and(|word| word.kind == RatingKind::Disposition));
                let mut meaning = plain(Role::Rating);
                meaning.rating = Some(if disposition {
                    RatingKind::Disposition
                } else if column.under.role() == Some(Role::Result) {
                    RatingKind::Progress
                } else {
                    RatingKind::Grade
                });
                column.under.subject = column.under.headers.last().cloned().unwrap_or_default();
                column.under.meaning = Some(meaning);
            }
            None if mostly_marks && column.under.period.is_none() && !column.under.headers.is_empty() => {
                let mut meaning = plain(Role::Rating);
                meaning.rating = Some(RatingKind::Grade);
                column.under.subject = column.under.headers.last().cloned().unwrap_or_default();
                column.under.meaning = Some(meaning);
            }
            _ => {}
        }
    }

    /// A small table of codes and their meanings is a legend.
    pub fn legend_table(&mut self, grid: &Grid) -> bool {
        let skip = grid.header_rows();
        let found =
            self.legend_rows(grid, &(skip..grid.height).collect::<Vec<_>>()).or_else(|| (skip == 0).then(|| self.legend_rows(grid, &(1..grid.height).collect::<Vec<_>>()))?);
        found.is_some()
    }

    fn legend_rows(&mut self, grid: &Grid, body: &[usize]) -> Option<()> {
        if grid.width > 4 || body.len() < 2 || body.len() > 12 || self.heads_items(grid, body[0]) {
            return None;
        }
        let code_column = (0..grid.width.min(2)).find(|column| {
            body.iter().all(|row| {
                let flat = grid.cell(*row, *column).flat();
                // A column of percents is a column of figures.
                crate::japanese::mark::whole_mark(Text::new(&flat).normal()).is_some_and(|mark| mark.meaning.is_none() && mark.family != crate::japanese::mark::Family::Percent)
            })
        })?;
        let meaning_column = (code_column + 1..grid.width).find(|column| body.iter().all(|row| !grid.cell(*row, *column).is_blank()))?;
        let members: Vec<crate::japanese::mark::LegendMember> = body
            .iter()
            .filter_map(|row| {
                let raw = grid.cell(*row, code_column).flat();
                let mark = crate::japanese::mark::whole_mark(Text::new(&raw).normal())?;
                Some(crate::japanese::mark::LegendMember { code: mark.code, raw, meaning: Some(grid.cell(*row, meaning_column).flat()) })
            })
            .collect();
        let mut codes: Vec<&String> = members.iter().map(|member| &member.code).collect();
        codes.sort();
        codes.dedup();
        if codes.len() != members.len() {
            return None;
        }
        let polarity = crate::japanese::mark::polarity(&members);
        for cell in &grid.cells {
            self.use_range(cell.place.range(), Fate::Header);
        }
        self.legends.push(super::FoundLegend { legend: crate::japanese::mark::Legend { members, polarity }, place: grid.place.clone(), words: String::new() });
        Some(())
    }

    /// The heads over `first` name items, what is done or how far it came: numbers in the first column count rows, they are no codes.
    fn heads_items(&self, grid: &Grid, first: usize) -> bool {
        (0..first).flat_map(|row| (0..grid.width).map(move |column| (row, column))).any(|(row, column)| {
            let role = Header::read(&grid.cell(row, column).flat(), self.lexicon, self.setting).role();
            let of_items =
                matches!(role, Some(Role::Title | Role::Department | Role::Indicator | Role::Target | Role::Result | Role::TargetValue | Role::ResultValue | Role::Schedule));
            of_items || (column == 0 && role == Some(Role::Label))
        })
    }

    /// A row that opens a section or an item; returns whether rows under it belong to the item it opened.
    #[allow(clippy::too_many_arguments)]
    fn group(
        &mut self,
        grid: &Grid,
        row: usize,
        body: &[usize],
        cell: &Cell,
        columns: &[Column],
        title: Option<usize>,
        groups: &mut Vec<(String, String, crate::model::place::Place)>,
        current: &mut Option<usize>,
        made: &mut Vec<usize>,
    ) -> bool {
        let text = cell.flat();
        let next = body.iter().find(|other| **other > row).copied();
        let next_is_group = next.is_some_and(|next| grid.rows[next] == RowKind::Group);
        // Do the rows under it name items of their own?
        let under: Vec<usize> = body.iter().copied().filter(|other| *other > row).take_while(|other| grid.rows[*other] != RowKind::Group).collect();
        let named_below = title.is_some_and(|title| {
            under.iter().any(|other| {
                let cell = grid.cell(*other, title);
                !cell.is_blank() && !cell.flat().starts_with('【') && (title > 0 || cell.row == *other)
            })
        });
        let has_indicators = columns.iter().any(|column| column.usage == Use::Indicator);
        let style = pattern(&text);
        groups.retain(|group| group.2.end <= cell.place.start);
        if let Some(at) = groups.iter().position(|group| group.0 == style) {
            groups.truncate(at);
        }
        let is_item = !next_is_group && !named_below && (title == Some(0) || title.is_none() || has_indicators);
        if is_item {
            let mut path = self.sections.path(false);
            path.extend(groups.iter().map(|group| group.1.clone()));
            let item = self.open_item(&text, path, &cell.place);
            *current = Some(item);
            made.push(item);
            return true;
        }
        let group_words = self.lexicon.group_words.clone();
        if self.sections.has_style_of(&text, &group_words) {
            // The next section began between two parts of the table.
            groups.clear();
            self.sections.enter(&text, 0, &group_words, &cell.place);
            self.use_range(cell.place.range(), Fate::Recorded);
            *current = None;
            return false;
        }
        groups.push((style, text, cell.place.clone()));
        self.use_range(cell.place.range(), Fate::Recorded);
        *current = None;
        false
    }

    /// The item of a body row: a new one where its title cell begins, else the one before.
    #[allow(clippy::too_many_arguments)]
    fn row_item(
        &mut self,
        grid: &Grid,
        row: usize,
        columns: &[Column],
        title: Option<usize>,
        groups: &[(String, String, crate::model::place::Place)],
        current: &mut Option<usize>,
        made: &mut Vec<usize>,
        group_item: bool,
    ) -> Option<usize> {
        if group_item {
            return *current;
        }
        let title = title?;
        let cell = grid.cell(row, title);
        let begins = cell.row == row && !cell.is_blank();
        if !begins {
            if current.is_none() && (0..grid.width).any(|column| !grid.cell(row, column).is_blank()) {
                let item = self.untitled(&grid.cell(row, 0).place);
                *current = Some(item);
                made.push(item);
            }
            return *current;
        }
        if cell.flat().starts_with('【') && current.is_some() {
            return *current;
        }
        let (text, place) = title_of(cell);
        let mut path = self.sections.path(columns.iter().any(|column| column.usage == Use::Section));
        path.extend(groups.iter().map(|group| group.1.clone()));
        let mut sections: Vec<usize> = (0..title).filter(|column| columns[*column].usage == Use::Section).filter(|column| !grid.cell(row, *column).is_blank()).collect();
        // A cell of bullets alone names nothing: the section beside it, begun in this row, is the item.
        let mut named = text;
        let mut at = place;
        if named.is_empty() {
            let fresh = sections.iter().rposition(|column| grid.cell(row, *column).row == row);
            match fresh {
                Some(fresh) => {
                    let column = sections.remove(fresh);
                    let cell = grid.cell(row, column);
                    (named, at) = (cell.flat(), cell.place.clone());
                }
                None => return *current,
            }
        }
        for column in &sections {
            let cell = grid.cell(row, *column);
            path.push(cell.flat());
            self.use_range(cell.place.range(), Fate::Recorded);
        }
        let (label, shown) = super::item::titled(&named);
        // 細事業: part of the item the sheet is about.
        let header = columns[title].under.headers.last().cloned().unwrap_or_default();
        let parent = if header.starts_with('細') || header.starts_with("構成") || self.sheet_part.children { self.whole_item } else { None };
        if let Some(whole) = parent {
            let whole = &self.findings.items[whole];
            path = whole.path.iter().cloned().chain(whole.title.clone()).collect();
        }
        let mut item = Item { parent, label, title: (!shown.is_empty()).then_some(shown), path, departments: vec![], place: at, also: vec![] };
        for (column, spec) in columns.iter().enumerate() {
            let cell = grid.cell(row, column);
            if cell.is_blank() {
                continue;
            }
            if spec.usage == Use::Label && item.label.is_none() {
                item.label = Some(cell.flat());
                item.also.push(cell.place.clone());
                self.use_range(cell.place.range(), Fate::Recorded);
            }
        }
        for (column, spec) in columns.iter().enumerate() {
            if matches!(spec.usage, Use::Title | Use::Section | Use::Label | Use::Department) && column <= title + 1 {
                for range in &spec.under.ranges {
                    self.findings.used.push((range.clone(), Fate::Header));
                }
            }
        }
        let index = self.push_item(item);
        *current = Some(index);
        made.push(index);
        Some(index)
    }

    /// Tells the cells of a row.
    fn row(&mut self, grid: &Grid, row: usize, columns: &[Column], item: usize, title: Option<usize>) {
        let indicator = self.row_indicator(grid, row, columns, item);
        self.last_rating = None;
        let kind = columns.iter().position(|column| column.usage == Use::RowKind).map(|column| grid.cell(row, column)).and_then(|cell| {
            let header = Header::read(&cell.flat(), self.lexicon, self.setting);
            self.row_kind(cell).map(|meaning| (Printed { header, range: cell.place.range() }, meaning))
        });
        let mut waiting: Option<(usize, Told)> = None;
        for (column, spec) in columns.iter().enumerate() {
            let cell = grid.cell(row, column);
            if cell.is_blank() {
                let own = indicator.or_else(|| self.amount_beside(grid, row, columns, column, item));
                let told = kind.as_ref().filter(|_| spec.under.meaning.as_ref().is_none_or(|meaning| meaning.word.is_empty()));
                self.blank_value(grid, row, column, spec, item, own, told);
                continue;
            }
            if cell.row != row || (cell.column != column) {
                continue;
            }
            match spec.usage {
                Use::Title if Some(column) == title => self.rest_of_title(cell, item, spec),
                Use::Title | Use::Section | Use::Label | Use::Indicator | Use::Kind | Use::RowKind | Use::Unit => {
                    if spec.usage == Use::Section && self.findings.items[item].title.is_some() && column > title.unwrap_or(0) {
                        self.tell(item, &cell.lines, &cell.place, &cell.also, &spec.under);
                    }
                }
                Use::Department => {
                    let departments = super::item::departments(&cell.flat());
                    self.findings.items[item].departments.extend(departments);
                    self.findings.items[item].also.push(cell.place.clone());
                    self.use_range(cell.place.range(), Fate::Recorded);
                    for range in spec.under.ranges.clone() {
                        self.use_range(range, Fate::Header);
                    }
                }
                // 区分: 内容 or the name of the row's indicator says what the row holds.
                Use::Told if spec.under.note() == NoteKind::Other && spec.under.role() == Some(Role::Note) && self.names_row(cell, indicator) => {
                    self.use_range(cell.place.range(), Fate::Header);
                    for range in spec.under.ranges.clone() {
                        self.use_range(range, Fate::Header);
                    }
                }
                Use::Told => {
                    let mut under = spec.under.clone();
                    if let Some((printed, meaning)) = &kind
                        && (under.meaning.is_none() || under.meaning.as_ref().is_some_and(|meaning| meaning.word.is_empty()))
                    {
                        under.headers.push(printed.header.printed.clone());
                        under.ranges.push(printed.range.clone());
                        under.level = meaning.level.filter(|_| indicator.is_none()).or(under.level);
                        under.meaning = Some(meaning.clone());
                        under.unknown = false;
                    }
                    under.indicator = indicator.filter(|_| {
                        matches!(
                            under.role(),
                            Some(Role::TargetValue | Role::ResultValue | Role::Baseline | Role::Target | Role::Result | Role::Achievement | Role::Rating | Role::Comment) | None
                        )
                    });
                    if under.indicator.is_none() {
                        under.indicator = self.column_indicator(item, cell, &under);
                    }
                    if under.indicator.is_some() && matches!(under.role(), Some(Role::Rating)) && !self.rates_indicators(columns) {
                        under.indicator = None;
                    }
                    let first = self.findings.statements.len();
                    let told = self.tell(item, &cell.lines, &cell.place, &cell.also, &under);
                    if cell.origin == Origin::Shifted || cell.confidence < 0.5 {
                        for statement in &mut self.findings.statements[first..] {
                            statement.basis.confidence = statement.basis.confidence.min(cell.confidence);
                        }
                    }
                    // A text and its grade under one wide header: the text explains the grade.
                    if let Some((left, before)) = &waiting
                        && *left + 1 == column
                        && columns[*left].under.headers == under.headers
                        && before.assessment
                        && let [rating] = told.ratings[..]
                    {
                        self.explain(rating, &before.statements);
                    }
                    waiting = Some((column, told));
                }
            }
        }
    }

    /// The indicator of a blank in a column of amounts, where another year of the same amount is filled in its row.
    fn amount_beside(&mut self, grid: &Grid, row: usize, columns: &[Column], column: usize, item: usize) -> Option<usize> {
        let subject = &columns[column].under.subject;
        let other = (0..columns.len())
            .find(|other| *other != column && columns[*other].under.subject == *subject && columns[*other].usage == Use::Told && !grid.cell(row, *other).is_blank())?;
        self.column_indicator(item, grid.cell(row, other), &columns[other].under)
    }

    /// A cell that says what the numbers of its row are: 目標, 実績, 達成率.
    fn row_kind(&self, cell: &Cell) -> Option<Meaning> {
        let meaning = self.lexicon.whole(&cell.flat())?;
        let values =
            matches!(meaning.role, Role::Target | Role::Result | Role::TargetValue | Role::ResultValue | Role::Baseline | Role::Achievement | Role::CostTarget | Role::CostResult);
        values.then(|| {
            let mut meaning = meaning.clone();
            meaning.role = match meaning.role {
                Role::Target => Role::TargetValue,
                Role::Result => Role::ResultValue,
                other => other,
            };
            meaning
        })
    }

    /// A column of amounts (事業費, 効果額) names its own indicator, one for each item.
    fn column_indicator(&mut self, item: usize, cell: &Cell, under: &Under) -> Option<usize> {
        let cost = matches!(under.role(), Some(Role::Cost | Role::CostTarget | Role::CostResult));
        let amount = cost || (under.unit.is_some() && matches!(under.role(), Some(Role::Target | Role::Result | Role::TargetValue | Role::ResultValue)));
        let flat = cell.flat();
        let numeric = whole_value(Text::new(&flat).normal()).is_some() || self.lexicon.value_status(&flat).is_some();
        if !amount || !numeric || under.subject.is_empty() {
            return None;
        }
        let name = under.subject.clone();
        if let Some(known) = self.findings.indicators.iter().position(|known| known.item == item && known.name == name) {
            return Some(known);
        }
        let range = under.ranges.last().cloned().unwrap_or(cell.place.range());
        let level = if cost { Some(Level::Input) } else { under.level };
        self.findings.indicators.push(Indicator { item, name, level, unit: under.unit.clone(), upward: None, declared_empty: false, place: cell.place.with_range(range) });
        Some(self.findings.indicators.len() - 1)
    }

    /// Ratings of this table stand for its indicators: nothing but indicators and ratings is told by row.
    fn rates_indicators(&self, columns: &[Column]) -> bool {
        columns.iter().any(|column| column.usage == Use::Indicator)
    }

    /// Makes assessments the comment of a rating, and takes them from the notes.
    pub fn explain(&mut self, rating: usize, statements: &[usize]) {
        let mut text = vec![];
        for index in statements.iter().rev() {
            if *index + 1 == self.findings.statements.len()
                && let Some(statement) = self.findings.statements.pop()
            {
                text.insert(0, statement.text);
                self.findings.ratings[rating].places.extend(statement.places);
            }
        }
        if !text.is_empty() && self.findings.ratings[rating].comment.is_none() {
            self.findings.ratings[rating].comment = Some(text.join("\n"));
        }
    }

    /// The indicator a row is about.
    fn row_indicator(&mut self, grid: &Grid, row: usize, columns: &[Column], item: usize) -> Option<usize> {
        let Some(column) = columns.iter().position(|column| column.usage == Use::Indicator) else { return self.indicator_of_kind_cell(grid, row, item) };
        let cell = grid.cell(row, column);
        if cell.is_blank() && (column..grid.width).all(|other| grid.cell(row, other).is_blank()) {
            // The row names its kind and nothing else: declared empty.
            let kind = (0..column)
                .map(|other| grid.cell(row, other))
                .find_map(|cell| Some((self.lexicon.whole(&cell.flat()).filter(|meaning| meaning.role == Role::Indicator)?.level, cell.place.clone())));
            if let Some((level, place)) = kind {
                self.use_range(place.range(), Fate::Header);
                self.findings.indicators.push(Indicator { item, name: String::new(), level, unit: None, upward: None, declared_empty: true, place });
                return None;
            }
        }
        if cell.is_blank() {
            return self.findings.indicators.len().checked_sub(1).filter(|last| self.findings.indicators[*last].item == item);
        }
        if cell.row != row {
            return self.findings.indicators.iter().rposition(|known| known.place.start == cell.place.start);
        }
        let name = cell.flat();
        let header = Header::read(&name, self.lexicon, self.setting);
        let unit_column = columns.iter().position(|column| column.usage == Use::Unit);
        let mut unit = unit_column.map(|column| grid.cell(row, column)).filter(|cell| !cell.is_blank()).map(|cell| (cell.flat(), cell.place.clone()));
        let mut name = name;
        if unit.is_none()
            && let Some((range, found)) = crate::japanese::number::unit_note(Text::new(&name).normal())
        {
            name.replace_range(range, "");
            unit = Some((found, cell.place.clone()));
        }
        if let Some((_, place)) = &unit {
            self.use_range(place.range(), Fate::Recorded);
        }
        self.use_range(cell.place.range(), Fate::Recorded);
        for spec in columns.iter().filter(|column| matches!(column.usage, Use::Indicator | Use::Kind | Use::Unit)) {
            for range in spec.under.ranges.clone() {
                self.use_range(range, Fate::Header);
            }
        }
        // 区分: 活動指標 or 成果指標 in a column of its own.
        let kind = columns.iter().enumerate().filter(|(_, spec)| matches!(spec.usage, Use::Section | Use::Told | Use::Kind)).find_map(|(other, spec)| {
            let cell = grid.cell(row, other);
            if let Some(level) = indicator_kind(&cell.flat()).filter(|_| spec.usage == Use::Kind) {
                return Some((Some(level), cell.place.range(), spec.under.ranges.clone()));
            }
            let meaning = self.lexicon.whole(&cell.flat()).filter(|meaning| meaning.role == Role::Indicator && other < column)?;
            Some((meaning.level, cell.place.range(), spec.under.ranges.clone()))
        });
        let mut told_level = None;
        if let Some((level, range, heads)) = kind {
            told_level = level;
            self.use_range(range, Fate::Header);
            for head in heads {
                self.use_range(head, Fate::Header);
            }
        }
        let level = told_level.or(header.level).or(columns[column].under.level).or(self.sheet_part.level);
        self.findings.indicators.push(Indicator {
            item,
            name: name.trim().to_owned(),
            level,
            unit: unit.map(|(unit, _)| unit).or_else(|| self.unit.clone()),
            upward: None,
            declared_empty: false,
            place: cell.place.clone(),
        });
        Some(self.findings.indicators.len() - 1)
    }

    /// The cell is the one that named the row's indicator, or says no more than 内容.
    fn names_row(&self, cell: &Cell, indicator: Option<usize>) -> bool {
        indicator.is_some_and(|indicator| self.findings.indicators[indicator].place.start == cell.place.start)
            || matches!(crate::japanese::text::key(&cell.flat()).as_str(), "内容" | "取組内容" | "取組" | "実施内容")
    }

    /// 区分 with `成果指標<br>平均の待ち時間(分)` in a row of numbers: the first line tells the kind, the rest the name.
    fn indicator_of_kind_cell(&mut self, grid: &Grid, row: usize, item: usize) -> Option<usize> {
        let cell = (0..grid.width).map(|column| grid.cell(row, column)).find(|cell| {
            cell.row == row
                && cell.lines.len() >= 2
                && self.lexicon.whole(cell.lines[0].text.as_str()).is_some_and(|meaning| meaning.role == Role::Indicator && meaning.level.is_some())
        })?;
        let level = self.lexicon.whole(cell.lines[0].text.as_str()).and_then(|meaning| meaning.level);
        let mut name: String = cell.lines[1..].iter().map(|line| line.text.as_str().trim()).collect();
        let mut unit = None;
        if let Some((range, found)) = crate::japanese::number::unit_note(Text::new(&name).normal()) {
            name.replace_range(range, "");
            unit = Some(found);
        }
        self.use_range(cell.place.range(), Fate::Recorded);
        self.findings.indicators.push(Indicator { item, name: name.trim().to_owned(), level, unit, upward: None, declared_empty: false, place: cell.place.clone() });
        Some(self.findings.indicators.len() - 1)
    }

    /// A blank where the indicator's other years hold numbers is a fact.
    #[allow(clippy::too_many_arguments)]
    fn blank_value(&mut self, grid: &Grid, row: usize, column: usize, spec: &Column, item: usize, indicator: Option<usize>, kind: Option<&(Printed, Meaning)>) {
        // A row that was printed to its end before this column has nothing to say here.
        let last_printed = (0..grid.width).rev().find(|other| !grid.cell(row, *other).is_blank());
        if kind.is_some() && last_printed.is_some_and(|last| last < column) {
            return;
        }
        let mut under = spec.under.clone();
        if let Some((printed, meaning)) = kind {
            under.headers.push(printed.header.printed.clone());
            under.meaning = Some(meaning.clone());
        }
        if indicator.is_none() || spec.usage != Use::Told || spec.under.period.is_none() {
            return;
        }
        if !matches!(under.role(), Some(Role::TargetValue | Role::ResultValue | Role::Target | Role::Result | Role::CostTarget | Role::CostResult)) {
            return;
        }
        let others = (0..grid.width).any(|other| other != column && whole_value(Text::new(&grid.cell(row, other).flat()).normal()).is_some());
        if others {
            self.blank_statement(item, indicator, &grid.cell(row, column).place.clone(), &under);
        }
    }

    /// What follows the title in its own cell: deeds, or texts under inline headings.
    fn rest_of_title(&mut self, cell: &Cell, item: usize, spec: &Column) {
        if cell.flat().starts_with('【') {
            self.tell(item, &cell.lines, &cell.place, &cell.also, &spec.under);
            return;
        }
        let skip = if opens_with_title(cell) {
            title_lines(cell)
        } else if cell.lines.first().is_some_and(|line| line.bullet) {
            0
        } else {
            return;
        };
        let rest: Vec<crate::model::block::Line> = cell.lines[skip..].to_vec();
        if rest.is_empty() {
            return;
        }
        let under = if spec.under.role() == Some(Role::Deed) || spec.under.role() == Some(Role::Result) || spec.under.role() == Some(Role::Target) {
            spec.under.clone()
        } else {
            let mut under = spec.under.with_role(Role::Deed);
            under.level = Some(Level::Activity);
            under
        };
        self.tell(item, &rest, &cell.place, &cell.also, &under);
    }
}

/// 活動 or 成果 in a column of its own: what kind of indicator the row names.
fn indicator_kind(text: &str) -> Option<Level> {
    match crate::japanese::text::key(text).as_str() {
        "活動" | "活動指標" | "アウトプット" | "事業量" | "実施" => Some(Level::Output),
        "成果" | "成果指標" | "アウトカム" | "効果" => Some(Level::Outcome),
        "投入" | "投入指標" | "インプット" => Some(Level::Input),
        _ => None,
    }
}

/// The title a cell opens with, and its place: all of it, or the lines before the first bullet.
fn title_of(cell: &Cell) -> (String, crate::model::place::Place) {
    if cell.lines.first().is_some_and(|line| line.bullet) {
        return (String::new(), cell.place.clone());
    }
    let count = if opens_with_title(cell) { title_lines(cell) } else { cell.lines.len() };
    let lines = &cell.lines[..count];
    let text = lines.iter().map(|line| line.text.as_str().trim()).collect::<Vec<_>>().join("");
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return (text, cell.place.clone()) };
    let (start, end) = (first.text.whole_source().start, last.text.whole_source().end);
    (text, if start < end { cell.place.with_range(start..end) } else { cell.place.clone() })
}

/// Lines before the first bullet.
fn title_lines(cell: &Cell) -> usize {
    cell.lines.iter().take_while(|line| !line.bullet).count()
}

/// A short line without a full stop, then bullets.
fn opens_with_title(cell: &Cell) -> bool {
    let count = title_lines(cell);
    count > 0 && count < cell.lines.len() && count <= 2 && {
        let text: String = cell.lines[..count].iter().map(|line| line.text.as_str()).collect();
        text.chars().count() <= 60 && !text.contains('。')
    }
}

fn column_after_sections(columns: &[Column], column: usize) -> bool {
    column > 0 && columns[..column].iter().all(|left| matches!(left.usage, Use::Section | Use::Label))
}

/// The style of a group row's number, for nesting.
fn pattern(text: &str) -> String {
    match leading_label(Text::new(text).normal()) {
        Some((label, end)) => {
            let word: String = text.chars().take_while(|c| !c.is_ascii_digit()).take(4).collect();
            let kind: String = label
                .chars()
                .map(|c| {
                    if c.is_ascii_digit() {
                        'N'
                    } else if ('Ⅰ'..='Ⅻ').contains(&c) || matches!(c, 'I' | 'V' | 'X') {
                        'R'
                    } else if ('①'..='⑳').contains(&c) {
                        'C'
                    } else {
                        c
                    }
                })
                .collect();
            let _ = end;
            format!("{}{}", if word.chars().any(char::is_alphabetic) && !matches!(kind.as_str(), "R") { word } else { String::new() }, kind.replace("NN", "N").replace("RR", "R"))
        }
        None => "plain".to_owned(),
    }
}

impl Interpreter<'_> {
    /// A legend told by a line or a bracket.
    pub fn take_legend(&mut self, text: &str, place: &crate::model::place::Place) -> bool {
        let folded = Text::new(text);
        let Some(found) = legend(folded.normal()).or_else(|| self.phrase_legend(folded.as_str())).or_else(|| self.option_legend(folded.as_str())) else { return false };
        if found.members.iter().any(|member| member.meaning.as_ref().is_some_and(|meaning| meaning.contains('。'))) && found.members.len() < 3 {
            return false;
        }
        self.legends.push(super::FoundLegend { legend: found, place: place.clone(), words: text.to_owned() });
        true
    }

    /// A subject and the options it may have: `今後の方向性　拡大、改善して継続、縮小、廃止`.
    fn option_legend(&self, text: &str) -> Option<crate::japanese::mark::Legend> {
        let (subject, options) = text.trim().split_once([' ', ':', '：'])?;
        let header = Header::read(subject, self.lexicon, self.setting);
        let rated = header.meaning.as_ref().is_some_and(|meaning| meaning.role == Role::Rating || meaning.note == Some(NoteKind::NextStep) || meaning.role == Role::Direction);
        let words: Vec<&str> = options.split(['、', '・', '/', '／', ',']).map(str::trim).collect();
        let known = words.iter().filter(|word| self.lexicon.scale_word(word).is_some()).count();
        if !rated || words.len() < 3 || known * 2 < words.len() || words.iter().any(|word| word.is_empty() || word.chars().count() > 12 || word.contains('。')) {
            return None;
        }
        let members: Vec<crate::japanese::mark::LegendMember> =
            words.iter().map(|word| crate::japanese::mark::LegendMember { code: (*word).to_owned(), raw: (*word).to_owned(), meaning: None }).collect();
        Some(crate::japanese::mark::Legend { members, polarity: crate::japanese::mark::Polarity::Unknown })
    }

    /// A legend whose codes are words of a scale: `達成：… 一部達成：… 未達成：…`.
    fn phrase_legend(&self, text: &str) -> Option<crate::japanese::mark::Legend> {
        let mut found: Vec<(usize, usize, String)> = vec![];
        for (at, colon) in text.char_indices().filter(|(_, c)| matches!(c, ':' | '：' | '=' | '…')) {
            let before = &text[..at];
            let start = before.rfind([' ', '、', '。', '(', '※', '/', '\n', '】', ';']).map_or(0, |cut| cut + before[cut..].chars().next().map_or(1, char::len_utf8));
            let word = before[start..].trim();
            if self.lexicon.scale_word(word).is_some() && !found.iter().any(|other| other.2 == word) {
                found.push((start, at + colon.len_utf8(), word.to_owned()));
            }
        }
        if found.len() < 2 {
            return None;
        }
        let members: Vec<crate::japanese::mark::LegendMember> = found
            .iter()
            .enumerate()
            .map(|(index, (_, from, word))| {
                let end = found.get(index + 1).map_or(text.len(), |next| next.0);
                let meaning = text[*from..end].trim_matches([' ', '、', '。', '(', ')', '/', '…', ';']).to_owned();
                crate::japanese::mark::LegendMember { code: word.clone(), raw: word.clone(), meaning: Some(meaning) }
            })
            .collect();
        // The words themselves tell which end is best.
        let words: Vec<crate::japanese::mark::LegendMember> =
            members.iter().map(|member| crate::japanese::mark::LegendMember { meaning: Some(member.code.clone()), ..member.clone() }).collect();
        let polarity = crate::japanese::mark::polarity(&words);
        Some(crate::japanese::mark::Legend { members, polarity })
    }

    /// A blank where a number was due.
    pub fn blank_statement(&mut self, item: usize, indicator: Option<usize>, place: &crate::model::place::Place, under: &Under) {
        use crate::model::record::{Statement, StatementKind, ValueStatus};
        let role = under.role().unwrap_or(Role::ResultValue);
        let target = matches!(role, Role::TargetValue | Role::Target | Role::CostTarget);
        self.findings.statements.push(Statement {
            kind: if target { StatementKind::Target } else { StatementKind::Result },
            item,
            indicator,
            level: indicator.and_then(|indicator| self.findings.indicators[indicator].level).or(under.level),
            labels: vec![],
            text: String::new(),
            value: None,
            unit: indicator
                .and_then(|indicator| self.findings.indicators[indicator].unit.as_deref())
                .map(|unit| crate::japanese::number::unit_scale(Text::new(unit).normal()).unit),
            value_status: Some(ValueStatus::Blank),
            baseline: role == Role::Baseline,
            period: under.period.clone(),
            dates: vec![],
            same_as: vec![],
            header: under.headers.clone(),
            places: vec![place.clone()],
            basis: under.basis(),
        });
    }
}
