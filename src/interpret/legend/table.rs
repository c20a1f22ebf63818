//! Legend table (凡例表): a small table of codes and their meanings is a legend, and tells nothing of an item.

use super::FoundLegend;
use crate::interpret::Interpreter;
use crate::japanese::mark::{Family, Legend, LegendMember, polarity, whole_mark};
use crate::japanese::text::Text;
use crate::model::grid::Grid;
use crate::model::header::Header;
use crate::model::lexicon::Role;
use crate::model::record::Fate;

impl Interpreter<'_> {
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
                whole_mark(Text::new(&flat).normal()).is_some_and(|mark| mark.meaning.is_none() && mark.family != Family::Percent)
            })
        })?;
        let meaning_column = (code_column + 1..grid.width).find(|column| body.iter().all(|row| !grid.cell(*row, *column).is_blank()))?;
        let members: Vec<LegendMember> = body
            .iter()
            .filter_map(|row| {
                let raw = grid.cell(*row, code_column).flat();
                let mark = whole_mark(Text::new(&raw).normal())?;
                Some(LegendMember { code: mark.code, raw, meaning: Some(grid.cell(*row, meaning_column).flat()) })
            })
            .collect();
        let mut codes: Vec<&String> = members.iter().map(|member| &member.code).collect();
        codes.sort();
        codes.dedup();
        if codes.len() != members.len() {
            return None;
        }
        let polarity = polarity(&members);
        for cell in &grid.cells {
            self.use_range(cell.place.range(), Fate::Header);
        }
        self.legends.push(FoundLegend { legend: Legend { members, polarity }, place: grid.place.clone(), words: String::new() });
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
}
