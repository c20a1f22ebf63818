//! Running numbers (行番号): the index that a program printed before the rows of its table, from 0 on, under no head.

use crate::model::block::{Block, RawRow};

/// Takes the index away; what was taken is residue.
pub fn take(rows: &mut [RawRow]) -> Vec<Block> {
    let Some((head, body)) = rows.split_first_mut() else { return vec![] };
    let is_head = head.cells.len() > 2 && head.cells[0].heading && head.cells[0].is_blank();
    let counts = |(index, row): (usize, &RawRow)| {
        let told = row.cells.first().filter(|cell| cell.heading && cell.row_span == 1 && cell.column_span == 1);
        told.and_then(|cell| if let [line] = &cell.lines[..] { line.text.as_str().parse::<usize>().ok() } else { None }) == Some(index)
    };
    if !is_head || body.len() < 2 || !body.iter().enumerate().all(counts) {
        return vec![];
    }
    let lines = body.iter_mut().filter_map(|row| row.cells.first_mut()).flat_map(|cell| std::mem::take(&mut cell.lines));
    lines.map(|line| Block::Furniture { source: line.text.whole_source(), reason: "furniture" }).collect()
}
