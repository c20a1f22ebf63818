//! Shift (行ずれ): a row of separated text that lost the blanks before its first cell stands under other columns than it means. Where its cells
//! look like those of other columns, and of no second place, it is moved there, and the repair is told.

use crate::japanese::number::whole_value;
use crate::japanese::text::Text;
use crate::model::block::RawTable;
use crate::model::record::{Repair, RepairKind};
use crate::model::sheet::Cell;
use crate::survey::layout::Printed;

/// Least columns of a table whose rows are moved.
const LEAST_COLUMNS: usize = 5;
/// Least cells of a row that is moved.
const LEAST_CELLS: usize = 3;
/// Least full rows that show how columns look.
const LEAST_ROWS: usize = 3;
/// Numbers that must find their column.
const LEAST_NUMBERS: usize = 2;

/// How a cell looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Rate,
    Number,
    Text,
}

fn look(text: &str) -> Look {
    match whole_value(Text::new(text).normal()) {
        Some(number) if number.unit.as_deref().is_some_and(|unit| matches!(unit, "%" | "％")) => Look::Rate,
        Some(_) => Look::Number,
        None => Look::Text,
    }
}

/// Moves rows that are shorter than the table's and stand at its left edge; what was moved.
pub fn short_rows(cells: &mut [Cell], table: &RawTable, texts: &Printed) -> Vec<Repair> {
    let lengths: Vec<usize> = table.rows.iter().map(|row| row.cells.iter().rposition(|cell| !cell.is_blank()).map_or(0, |last| last + 1)).collect();
    let Some(width) = lengths.iter().copied().max().filter(|width| *width >= LEAST_COLUMNS) else { return vec![] };
    let full: Vec<u32> = (0..lengths.len()).filter(|row| lengths[*row] == width).map(|row| row as u32).collect();

    if full.len() <= LEAST_ROWS {
        return vec![];
    }
    // A row that is shorter than the table's and stands at its left edge, cell by cell.
    let may_slide = |own: &[Cell]| {
        let row = own[0].row;
        let length = lengths[row as usize];
        let at_edge = || own.iter().enumerate().all(|(index, cell)| cell.column as usize == index && cell.columns == 1);
        row > full[0] && (LEAST_CELLS..width).contains(&length) && own.len() == length && at_edge()
    };
    if !cells.chunk_by(|a, b| a.row == b.row).any(may_slide) {
        return vec![];
    }
    // The look of a column, where nearly all full rows below the first agree in it.
    let mut seen: Vec<[usize; 3]> = vec![[0; 3]; width];
    for cell in cells.iter().filter(|cell| cell.row > full[0] && lengths[cell.row as usize] == width && (cell.column as usize) < width) {
        seen[cell.column as usize][look(texts.text(cell.text)) as usize] += 1;
    }
    let of_column = |column: usize| {
        let all: usize = seen[column].iter().sum();
        let [rates, numbers, texts] = seen[column];
        let nearly = |count: usize| all >= LEAST_ROWS && count * 10 >= all * 9;
        let number = nearly(rates + numbers).then_some(Look::Number);
        nearly(rates).then_some(Look::Rate).or(number).or(nearly(texts).then_some(Look::Text))
    };
    let columns: Vec<Option<Look>> = (0..width).map(of_column).collect();
    let mut repairs = vec![];
    for own in cells.chunk_by_mut(|a, b| a.row == b.row).filter(|own| may_slide(own)) {
        let looks: Vec<Look> = own.iter().map(|cell| look(texts.text(cell.text))).collect();
        let numbers = looks.iter().filter(|look| **look != Look::Text).count();
        let is = |look: Look, column: Look| look == column || (look, column) == (Look::Rate, Look::Number);
        let fits = |by: usize| looks.iter().enumerate().all(|(index, look)| columns[index + by].is_some_and(|column| is(*look, column)));
        let misses = looks.iter().enumerate().filter(|(index, look)| columns[*index].is_some_and(|column| !is(**look, column))).count();
        if misses < LEAST_NUMBERS || numbers < LEAST_NUMBERS {
            continue;
        }
        let places: Vec<usize> = (1..=width - own.len()).filter(|by| fits(*by)).collect();
        if let [by] = places[..] {
            let printed = own.iter().map(|cell| texts.text(cell.text)).collect::<Vec<_>>().join("\t");
            let place = own[0].place.with_range(own[0].place.start..own[own.len() - 1].place.end);
            repairs.push(Repair { kind: RepairKind::RowShift, before: printed.clone(), after: format!("{}{printed}", "\t".repeat(by)), place });
            own.iter_mut().for_each(|cell| cell.column += by as u32);
        }
    }
    repairs
}

#[cfg(test)]
mod tests {
    use crate::japanese::text::Text;
    use crate::model::block::{Block, Line, RawCell, RawRow, RawTable};
    use crate::model::document::Document;
    use crate::model::record::RepairKind;
    use crate::survey::layout::lay_out;

    const LIST: &str = "番号\t事業名\t指標\t目標\t実績\t達成率\n1\tあ事業\t参加者数\t100人\t90人\t90.0％\n2\tい事業\t開催回数\t10回\t12回\t120.0％\n相談件数\t50件\t45件\t90.0％\n3\tう事業\t設置数\t4基\t4基\t100.0％\n4\tえ事業\t満足度\t80点\t76点\t95.0％\n";

    fn columns_of(text: &str, row: u32) -> (Vec<u32>, Vec<RepairKind>) {
        let cell = |text: &str| RawCell::new(vec![Line::plain(Text::new(text))], 0..0);
        let rows = text.lines().map(|line| RawRow { cells: line.split('\t').map(cell).collect(), hidden: false }).collect();
        let document = Document { blocks: vec![Block::Table(RawTable { rows, ..RawTable::default() })], ..Document::default() };
        let (sheet, _) = lay_out(&document);
        let table = sheet.areas.iter().find(|area| !area.line).map(|area| area.row(row).iter().map(|cell| cell.column).collect());
        (table.unwrap_or_default(), sheet.repairs.iter().map(|repair| repair.kind).collect())
    }

    #[test]
    fn a_row_without_its_first_blanks_moves_to_the_only_columns_it_fits() {
        assert_eq!(columns_of(LIST, 3), (vec![2, 3, 4, 5], vec![RepairKind::RowShift]));
    }

    #[test]
    fn a_short_row_that_fits_where_it_stands_stays() {
        let text = LIST.replace("相談件数\t50件\t45件\t90.0％", "5\tお事業\t相談件数\t50件");
        assert_eq!(columns_of(&text, 3), (vec![0, 1, 2, 3], vec![]));
    }
}
