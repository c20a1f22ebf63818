//! Stitch (綴じ合わせ): tables that a page break cut apart, put together again.

use crate::japanese::date::Setting;
use crate::japanese::mark::is_dash;
use crate::model::block::{Block, Line};
use crate::model::grid::Cell;
use crate::model::lexicon::Lexicon;
use crate::model::record::{Repair, RepairKind};
use crate::rebuild::columns::{self, Columns};
use crate::rebuild::draft::{Draft, Slot};
use crate::rebuild::kind;
use crate::rebuild::labels::Labels;
use crate::see::{key, see};
use foldhash::{HashMap, HashMapExt};
use std::borrow::Cow;

/// Rows by which the next page is judged.
const SAMPLE_ROWS: usize = 60;
/// As few rows may not tell which of them are heads.
const FEW_ROWS: usize = 4;
/// Rows go on with a table if their cells cost no more than this over the usual in its columns.
const GOES_ON: f32 = 0.9;

/// The first rows of a table, read.
pub struct Sample {
    draft: Draft,
    pub labels: Labels,
    columns: Columns,
    /// Mean cost of its own rows.
    usual: f32,
    /// Header rows, by words or looks.
    depth: usize,
}

impl Sample {
    /// Reads the first rows of a draft.
    pub fn of(draft: &Draft, lexicon: &Lexicon, setting: &Setting) -> Sample {
        let draft = draft.part(0, draft.rows.len().min(SAMPLE_ROWS));
        let labels = Labels::read(&draft, lexicon, setting);
        let depth = columns::top_rows(&draft, &labels);
        let body: Vec<usize> = (depth..draft.rows.len()).collect();
        let columns = Columns::of(&draft, &labels, &body);
        let usual = columns.mean(&draft, &labels, &body, body.len() > 1);
        Sample { draft, labels, columns, usual, depth }
    }

    /// More rows would tell more.
    pub fn is_short(&self) -> bool {
        self.draft.rows.len() < SAMPLE_ROWS
    }

    /// A table of years over numbers.
    pub fn is_cross(&self) -> bool {
        kind::cross_depth(&self.draft, &self.labels) > 0
    }

    /// Items stand as columns here and in `next`, and `next` names other attributes of them.
    pub fn goes_on_beside(&self, next: &Draft, labels: &Labels) -> bool {
        let names = |draft: &Draft| -> Vec<String> { (0..draft.rows.len()).filter_map(|row| draft.cell(row, 0).map(|cell| key(&cell.flat()))).collect() };
        let own = names(&self.draft);
        self.draft.printed_width() == next.printed_width()
            && kind::is_parallel(&self.draft, &self.labels, 0..self.draft.rows.len())
            && kind::is_parallel(next, labels, 0..next.rows.len())
            && !names(next).iter().any(|name| own.contains(name))
    }

    /// All rows of `next` look like the rows of this table, its first row no less than the others, and they do not name
    /// the same things again: without heads of its own it is no other table, and no second copy of a form.
    pub fn goes_on_in(&self, next: &Draft, labels: &Labels, lexicon: &Lexicon, setting: &Setting) -> bool {
        if self.depth == 0 && self.draft.rows.len() <= FEW_ROWS && self.draft.filled(0).len() == self.draft.printed_width() {
            // Too few rows to tell its header from: together with those of the next page they may.
            let mut both = self.draft.clone();
            append(&mut both, next.part(0, next.rows.len().min(SAMPLE_ROWS)), 0);
            let both = Sample::of(&both, lexicon, setting);
            let opened = columns::rows_unlike_body(next, labels, 0, next.rows.len()) > 0;
            return both.depth > 0 && both.depth < self.draft.rows.len() && !opened && next.rows.len() >= FEW_ROWS;
        }
        if self.depth == 0 || self.depth == self.draft.rows.len() {
            return false;
        }
        let rows: Vec<usize> = (0..next.rows.len().min(columns::WITNESSES)).collect();
        let cost = |rows: &[usize]| self.columns.mean(next, labels, rows, false) - self.usual;
        let names = |draft: &Draft, column: usize, rows: std::ops::Range<usize>| -> Vec<String> {
            rows.filter_map(|row| draft.cell(row, column).filter(|cell| !cell.is_blank())).map(|cell| key(&cell.flat())).collect()
        };
        // 1, 2, 3 in the first column count the rows: they begin again with each table, and the next column has the names.
        let counted = |names: &[String]| !names.is_empty() && names.iter().all(|name| name.chars().all(|c| c.is_ascii_digit()));
        let own = names(&self.draft, 0, self.depth..self.draft.rows.len());
        let other = names(next, 0, 0..rows.len());
        let (own, other) = if counted(&own) && counted(&other) { (names(&self.draft, 1, self.depth..self.draft.rows.len()), names(next, 1, 0..rows.len())) } else { (own, other) };
        let again = other.iter().filter(|name| own.contains(name)).count();
        let opened = columns::rows_unlike_body(next, labels, 0, next.rows.len()) > 0 && cost(&rows[..1]) > GOES_ON;
        cost(&rows) <= GOES_ON && !opened && again * 2 <= other.len()
    }
}

/// A page number or a running line: what a page prints beside its content.
pub fn is_page_furniture(text: &str, repeats: usize) -> bool {
    let body: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = body.trim_matches(['-', '－', '―', '–', '—', '‐', '−', '(', ')', '[', ']', '<', '>', 'p', 'P', '.', '頁', '/', 'ペ', 'ー', 'ジ', '~', '～']);
    let number = !bare.is_empty() && bare.chars().count() <= 7 && bare.chars().all(|c| c.is_ascii_digit() || matches!(c, '/' | '-'));
    let dressed = bare.len() < body.len() || bare.chars().all(|c| c.is_ascii_digit());
    (number && dressed) || (repeats >= 2 && body.chars().count() <= 40)
}

/// How often each free line stands in the document.
pub fn repeats(blocks: &[Block]) -> HashMap<String, usize> {
    let mut out = HashMap::new();
    for block in blocks {
        if let Block::Line(line) | Block::Heading { line, .. } = block {
            *out.entry(key(line.text.as_str())).or_insert(0) += 1;
        }
    }
    out
}

/// A line that speaks of the table it stands over or under: a unit, a legend, a note.
pub fn is_table_note(line: &Line) -> bool {
    let text = line.text.as_str().trim();
    let opener = text.trim_start_matches(['(', '[', '【', '〔', '<', ' ']);
    opener.starts_with("単位") || opener.starts_with('※') || opener.starts_with("凡例") || opener.starts_with("注") || text.starts_with('*')
}

/// How many leading rows of `next` repeat the header rows of `first`.
pub fn repeated_header(first: &Draft, depth: usize, next: &Draft, next_row: usize, lexicon: &Lexicon) -> usize {
    // A merged cell counts once, where it begins: one part may have its spans, the other blanks.
    let row_keys = |draft: &Draft, row: usize| -> Vec<(usize, String)> {
        let begins = |column: &usize| {
            let slot = draft.rows[row][*column];
            (*column == 0 || draft.rows[row][*column - 1] != slot) && (row == 0 || draft.rows[row - 1].get(*column) != Some(&slot))
        };
        draft.filled(row).into_iter().filter(begins).map(|column| (column, key(&draft.cells[draft.rows[row][column] as usize].flat()))).collect()
    };
    // Whatever the table is: rows that open both parts alike, cell for cell, are its header.
    let most = first.rows.len().min(next.rows.len()).min(5);
    let same = (0..most).take_while(|row| alike(&row_keys(first, *row), &row_keys(next, *row), lexicon) && first.filled(*row).len() >= 2).count();
    if same > 0 && same < next.rows.len() && same < first.rows.len() && same >= depth {
        return same;
    }
    for skip in 0..depth {
        let mut same = 0;
        while skip + same < depth && next_row + same < next.rows.len() && alike(&row_keys(first, skip + same), &row_keys(next, next_row + same), lexicon) {
            same += 1;
        }
        if same > 0 && skip + same == depth {
            return same;
        }
    }
    0
}

/// The same cells in the same columns; one of six may differ by a slip of OCR. A table with one column more is another table.
pub fn alike(a: &[(usize, String)], b: &[(usize, String)], lexicon: &Lexicon) -> bool {
    if a.len() != b.len() || a.is_empty() {
        return false;
    }
    let shared = a.iter().zip(b).filter(|(x, y)| x.1 == y.1).count();
    shared * 6 >= a.len() * 5 && a.iter().zip(b).all(|(x, y)| x.1 == y.1 || may_be_slip(&x.1, &y.1, lexicon))
}

/// No slip of OCR makes 成果指標 of 活動指標 or another year: two words that are both known, or figures that differ, are two heads.
fn may_be_slip(a: &str, b: &str, lexicon: &Lexicon) -> bool {
    let figures = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    figures(a) == figures(b) && (see(a).whole(lexicon).is_none() || see(b).whole(lexicon).is_none())
}

/// Appends `next` to `first`, leaving out its first `skip` rows (a repeated header).
pub fn append(first: &mut Draft, mut next: Draft, skip: usize) {
    let shift = first.cells.len() as Slot;
    // What one page does not tell must be found for the whole.
    first.spans_told &= next.spans_told;
    first.page_starts.push(first.rows.len());
    for row in 0..skip.min(next.rows.len()) {
        for column in next.filled(row) {
            let cell = &next.cells[next.rows[row][column] as usize];
            first.repairs.push(Repair { kind: RepairKind::RepeatedHeader, before: cell.flat().into_owned(), after: String::new(), place: cell.place.clone() });
        }
    }
    let rows = next.rows.split_off(skip.min(next.rows.len()));
    first.kinds.extend(next.kinds.split_off(skip.min(next.kinds.len())));
    first.rows.extend(rows.into_iter().map(|row| row.into_iter().map(|slot| slot + shift).collect()));
    first.cells.extend(next.cells);
    first.spans.extend(next.spans);
    first.repairs.extend(next.repairs);
    first.diagnostics.extend(next.diagnostics);
    first.notes.extend(next.notes);
    first.place.end = first.place.end.max(next.place.end);
}

/// `| A | B | C |` over rows of numbers: how often each mark was given, no rows of the table before.
pub fn is_tally(draft: &Draft) -> bool {
    let flat = |row: usize, column: usize| draft.cell(row, column).map(Cell::flat).unwrap_or_default();
    let bare = |text: &str| see(text).mark().is_some_and(|mark| mark.meaning.is_none() && mark.value.is_none());
    let number = |text: &str| is_dash(text) || see(text).number().is_some();
    let heads: Vec<Cow<'_, str>> = draft.filled(0).into_iter().filter(|column| *column > 0).map(|column| flat(0, column)).collect();
    let marks = heads.iter().filter(|head| bare(head)).count();
    let over = marks >= 2 && heads.iter().all(|head| bare(head) || is_dash(head) || see(head).is_sum());
    over && draft.rows.len() >= 2 && (1..draft.rows.len()).all(|row| draft.filled(row).into_iter().filter(|column| *column > 0).all(|column| number(&flat(row, column))))
}
