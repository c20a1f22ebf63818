//! Crown (表の上と下): what a table's own rows hold beside the table: a title or a unit in a row over the head, a note in one under the
//! rows, the head printed again between them, and the names and numbers that a program gave to columns and rows without any.

use crate::japanese::number::unit_note;
use crate::model::block::{Block, Line, RawCell, RawRow, RawTable};
use crate::model::grid::{GridKind, Piece};
use crate::model::lexicon::Role;
use crate::model::place::Place;
use crate::rebuild::builder::{Builder, MOST_WIDTH};
use crate::rebuild::draft::Draft;
use crate::see::key;
use std::ops::Range;

/// Rows over a head that are no part of it.
const MOST_OVER: usize = 3;
/// Heads that a table may print over one another.
const MOST_HEADS: usize = 2;

impl Builder<'_> {
    /// Takes a table without what its own rows hold beside it.
    pub fn table(&mut self, printed: &RawTable, place: &Place) {
        let mut table = printed.clone();
        let mut left = unnamed(&mut table);
        let mut depth = self.list_depth(&table, place);
        let mut below = vec![];
        if let Some((over, inner, under)) = taken_off(&table)
            && (depth == 0 || over.is_empty())
        {
            let own = self.list_depth(&inner, place);
            if own > 0 {
                // A unit under the table is told before it is needed.
                let (units, notes): (Vec<Line>, Vec<Line>) = under.into_iter().partition(|line| unit_note(line.text.normal()).is_some());
                (table, depth, below) = (inner, own, notes);
                over.into_iter().chain(units).for_each(|line| self.line_beside(line, place));
            }
        }
        left.extend(repeated(&mut table, depth));
        let source = table.source.clone();
        self.clean_table(&table, &Place { start: source.start, end: source.end, ..place.clone() });
        below.into_iter().for_each(|line| self.line_beside(line, place));
        for block in furniture(left) {
            self.pieces.push(Piece::Block { block, place: place.clone() });
        }
    }

    /// Header rows of a list whose head names what its rows are about; 0 for any other table.
    fn list_depth(&self, table: &RawTable, place: &Place) -> usize {
        let draft = Draft::spread(table, place);
        if draft.width() > MOST_WIDTH {
            return 0;
        }
        let (labels, kind, depth) = self.read(&draft);
        let names =
            |row: usize| (0..draft.rows[row].len()).any(|column| matches!(labels.role(&draft, row, column), Some(Role::Title | Role::Label | Role::Indicator | Role::Section)));
        if kind == GridKind::List && (0..depth).any(names) { depth } else { 0 }
    }

    /// A row of the table that is none, as a line over or under it.
    fn line_beside(&mut self, line: Line, place: &Place) {
        let range = line.text.whole_source();
        let place = Place { row: None, column: None, table: None, start: range.start, end: range.end, ..place.clone() };
        let block = Block::Line(Line { bullet: false, ..line });
        if self.open.is_some() {
            self.close();
        }
        self.pieces.push(Piece::Block { block, place });
    }
}

/// Blanks the names that a program gave to columns without one (`Unnamed: 3`) and the running numbers it printed before the rows, from
/// 0 on, under no head; gives their bytes.
fn unnamed(table: &mut RawTable) -> Vec<Range<usize>> {
    let mut out = vec![];
    let looked = MOST_OVER + MOST_HEADS;
    for cell in table.rows.iter_mut().take(looked).flat_map(|row| &mut row.cells) {
        if let [line] = &cell.lines[..]
            && is_given(line.text.as_str())
        {
            blank(cell, &mut out);
        }
    }
    if let Some(first) = first_counted(table) {
        table.rows[first..].iter_mut().filter_map(|row| row.cells.first_mut()).for_each(|cell| blank(cell, &mut out));
    }
    out
}

fn blank(cell: &mut RawCell, out: &mut Vec<Range<usize>>) {
    out.extend(std::mem::take(&mut cell.lines).iter().map(|line| line.text.whole_source()));
}

/// `Unnamed: 3`, `Unnamed: 0_level_1`.
fn is_given(text: &str) -> bool {
    let Some(rest) = text.trim().strip_prefix("Unnamed:") else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let rest = rest.trim();
    digits(rest) || rest.split_once("_level_").is_some_and(|(column, level)| digits(column) && digits(level))
}

/// The first of the rows that are counted from 0 in a column without a head.
fn first_counted(table: &RawTable) -> Option<usize> {
    let number = |row: usize| table.rows[row].cells.first().and_then(|cell| if let [line] = &cell.lines[..] { line.text.as_str().trim().parse::<usize>().ok() } else { None });
    let head = |row: usize| table.rows[row].cells.first().is_some_and(RawCell::is_blank);
    let first = (0..table.rows.len().min(MOST_HEADS + MOST_OVER)).find(|row| number(*row).is_some()).filter(|first| *first > 0)?;
    let counted = (0..first).all(head) && (first..table.rows.len()).all(|row| number(row) == Some(row - first));
    let wide = table.rows[first].cells.len() > 2 && table.rows[first - 1].cells.iter().filter(|cell| !cell.is_blank()).count() >= 2;
    (counted && wide && table.rows.len() > first + 1).then_some(first)
}

/// The rows at the top, and those at the bottom, that hold one text each, as lines; and the table without them.
fn taken_off(table: &RawTable) -> Option<(Vec<Line>, RawTable, Vec<Line>)> {
    let over = table.rows.iter().take(MOST_OVER + 1).take_while(|row| sole(&row.cells).is_some()).count();
    let below = table.rows[over..].iter().rev().take_while(|row| sole(&row.cells).is_some_and(is_note)).count();
    let rows = &table.rows[over..table.rows.len() - below];
    if over > MOST_OVER || over + below == 0 || rows.len() < 2 {
        return None;
    }
    let lines = |rows: &[RawRow]| rows.iter().filter_map(|row| sole(&row.cells)).flat_map(|cell| cell.lines.clone()).collect::<Vec<Line>>();
    let source = rows.first()?.cells.first()?.source.start..rows.last()?.cells.last()?.source.end;
    let inner = RawTable { rows: rows.to_vec(), source: source.start..source.end.max(source.start), ..table.clone() };
    Some((lines(&table.rows[..over]), inner, lines(&table.rows[table.rows.len() - below..])))
}

/// The one filled cell of a row, where it reaches down into no other row.
fn sole(cells: &[RawCell]) -> Option<&RawCell> {
    let mut filled = cells.iter().filter(|cell| !cell.is_blank());
    let first = filled.next().filter(|cell| cell.row_span <= 1)?;
    let whole = cells.len() > 1 || first.column_span > 1;
    (whole && filled.next().is_none()).then_some(first)
}

/// ※…, 注…, (単位:千円): what is printed under a table is about it.
fn is_note(cell: &RawCell) -> bool {
    let Some(line) = cell.lines.first() else { return false };
    let text = line.text.as_str().trim().trim_start_matches(['(', '[', '【']);
    text.starts_with(['※', '*', '注']) || text.starts_with("単位") && unit_note(line.text.normal()).is_some()
}

/// Drops the rows that print the head of the table again; gives their bytes. `depth` rows are the head.
fn repeated(table: &mut RawTable, depth: usize) -> Vec<Range<usize>> {
    let keys = |row: &RawRow| row.cells.iter().map(|cell| key(&cell.lines.iter().map(|line| line.text.as_str()).collect::<String>())).collect::<Vec<String>>();
    let depth = if depth == 0 { opens_again(&table.rows.iter().map(&keys).collect::<Vec<_>>()) } else { depth };
    let head: Vec<Vec<String>> = table.rows.iter().take(depth).map(&keys).collect();
    // One word alone, or numbers, may be content that comes again.
    let telling =
        head.iter().all(|row| row.iter().filter(|text| !text.is_empty()).count() >= 2 && !row.iter().any(|text| text.starts_with(|c: char| c.is_ascii_digit()) && text.len() < 3));
    if depth == 0 || depth > MOST_HEADS || !telling {
        return vec![];
    }
    let all: Vec<Vec<String>> = table.rows.iter().map(&keys).collect();
    let mut out = vec![];
    let mut again = vec![false; all.len()];
    for row in depth..all.len().saturating_sub(depth - 1) {
        if !again[row] && (0..depth).all(|at| all[row + at] == head[at]) {
            again[row..row + depth].fill(true);
        }
    }
    let mut index = 0;
    table.rows.retain(|row| {
        let kept = !again[index];
        index += 1;
        if !kept {
            out.extend(row.cells.iter().map(|cell| cell.source.clone()));
        }
        kept
    });
    out
}

/// How many rows that open the table open it again further down, though no word tells that they are heads.
fn opens_again(rows: &[Vec<String>]) -> usize {
    let Some(first) = rows.first() else { return 0 };
    let words: Vec<&String> = first.iter().filter(|text| !text.is_empty()).collect();
    let plain = words.iter().all(|text| crate::see::see(text).number().is_none() && text.chars().count() <= 20);
    if words.len() < 3 || !plain || words.iter().enumerate().any(|(at, text)| words[..at].contains(text)) {
        return 0;
    }
    let Some(again) = rows.iter().skip(2).position(|row| row == first).map(|at| at + 2) else { return 0 };
    1 + usize::from(rows.get(again + 1).is_some_and(|row| *row == rows[1]))
}

/// The bytes as residue.
fn furniture(ranges: Vec<Range<usize>>) -> impl Iterator<Item = Block> {
    ranges.into_iter().map(|source| Block::Furniture { source, reason: "furniture" })
}
