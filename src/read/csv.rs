//! CSV and TSV (区切り文字の表): records to tables; lines over a table (表題) and notes under it are lines.

use crate::model::block::{Block, Line, RawCell, RawRow, RawTable};
use crate::read::csv_lexer::{Field, Lexer};
use crate::read::csv_shape::best;
use crate::read::format::Format;
use crate::read::{fragment, inset};

/// Tells separated values; the name lets weaker evidence do.
pub fn tell(text: &str, extension: &str) -> Option<Format> {
    let named = matches!(extension, "csv" | "tsv" | "tab");
    if let Some((delimiter, _)) = directive(text) {
        return Some(if delimiter == b'\t' { Format::Tsv } else { Format::Csv });
    }
    let (delimiter, shape) = best(text, b",\t;")?;
    // Tabs with fragments of pages in the cells or headings round the tables: what OCR gives, whatever the file is called. Where
    // nothing needs quotes the mixed text reader loses nothing.
    if delimiter == b'\t' && (shape.tags || shape.headings) && !shape.quoting {
        return None;
    }
    let told = if named { shape.many * 2 >= shape.filled } else { shape.is_plain(delimiter) && (extension != "txt" || delimiter != b'\t' || shape.quoting) };
    let prose = matches!(extension, "md" | "markdown" | "html" | "htm");
    (told && !prose).then_some(if delimiter == b'\t' { Format::Tsv } else { Format::Csv })
}

/// Reads separated values into blocks.
pub fn read(text: &str, format: Format) -> Vec<Block> {
    let told = directive(text);
    let candidates: &[u8] = if format == Format::Tsv { b"\t" } else { b",;" };
    let delimiter = told.map(|(delimiter, _)| delimiter).or_else(|| best(text, candidates).map(|(delimiter, _)| delimiter)).unwrap_or(candidates[0]);
    let mut reader = Reader { text, blocks: vec![], rows: vec![], left: vec![] };
    let start = match told {
        Some((_, end)) => {
            reader.blocks.push(Block::Furniture { source: 0..end, reason: "delimiter-line" });
            end
        }
        None => text.len() - text.trim_start_matches('\u{feff}').len(),
    };
    for record in Lexer::new(text, delimiter, start) {
        reader.record(&record);
    }
    reader.end_table();
    reader.blocks
}

/// `sep=;` on the first line, as spreadsheets write it: the delimiter, and where the line ends.
fn directive(text: &str) -> Option<(u8, usize)> {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let line = text[start..].lines().next()?;
    let delimiter = line.strip_prefix("sep=")?.as_bytes();
    let end = (start + line.len() + text[start + line.len()..].bytes().take_while(|byte| matches!(byte, b'\r' | b'\n')).count().min(2)).min(text.len());
    (delimiter.len() == 1 && delimiter[0].is_ascii() && !delimiter[0].is_ascii_alphanumeric() && delimiter[0] != b'"').then(|| (delimiter[0], end))
}

struct Reader<'a> {
    text: &'a str,
    blocks: Vec<Block>,
    rows: Vec<RawRow>,
    /// What the cells of the open table leave out.
    left: Vec<Block>,
}

impl Reader<'_> {
    fn record(&mut self, record: &[Field]) {
        let row = RawRow { cells: record.iter().map(|field| self.cell(field)).collect(), hidden: false };
        let filled: Vec<usize> = (0..row.cells.len()).filter(|at| !row.cells[*at].is_blank()).collect();
        if filled.is_empty() {
            self.end_table();
            self.blocks.push(Block::Blank);
        } else if row.cells.len() == 1 || (self.rows.is_empty() && is_over_table(&row, &filled)) {
            self.end_table();
            self.lines(row);
        } else {
            self.rows.push(row);
        }
    }

    fn cell(&mut self, field: &Field) -> RawCell {
        let body = &self.text[field.body.clone()];
        let lines = if field.quoted { fragment::quoted_lines(body, field.body.start, &mut self.left) } else { fragment::lines_leaving(body, field.body.start, &mut self.left) };
        RawCell::new(lines, field.source.clone())
    }

    fn lines(&mut self, row: RawRow) {
        for cell in row.cells {
            for line in cell.lines {
                let depth = fragment::indent_in_cell(self.text, cell.source.start, line.text.whole_source().start);
                self.blocks.push(if line.bullet { Block::Bullet { depth, line } } else { Block::Line(line) });
            }
        }
    }

    fn end_table(&mut self) {
        let mut rows = std::mem::take(&mut self.rows);
        let body = rows.iter().rposition(|row| !is_note(row)).map_or(0, |last| last + 1);
        let notes = rows.split_off(body);
        // Columns that are blank to the last row are what a spreadsheet's export leaves behind.
        let width = rows.iter().filter_map(|row| row.cells.iter().rposition(|cell| !cell.is_blank())).max().map_or(0, |last| last + 1);
        for row in &mut rows {
            row.cells.truncate(width);
        }
        let ends = rows.first().and_then(|row| row.cells.first()).zip(rows.last().and_then(|row| row.cells.last()));
        if let Some((first, last)) = ends {
            let source = first.source.start..last.source.end;
            let (rows, apart) = inset::nested(self.text, rows);
            self.blocks.push(Block::Table(RawTable { rows, source, exact: true, ..RawTable::default() }));
            self.blocks.extend(apart);
        }
        self.blocks.append(&mut self.left);
        for row in notes {
            self.lines(row);
        }
    }
}

/// A title, a unit or a date that stands over the table, not in it.
fn is_over_table(row: &RawRow, filled: &[usize]) -> bool {
    match filled {
        [0] => row.cells.len() > 2,
        [one] => is_remark(&row.cells[*one]),
        [0, last] => row.cells.len() > 2 && is_remark(&row.cells[*last]),
        _ => false,
    }
}

/// `(単位:千円)`, `令和6年4月1日現在`.
fn is_remark(cell: &RawCell) -> bool {
    let [Line { text, .. }] = cell.lines.as_slice() else { return false };
    let text = text.as_str().trim().trim_matches(['(', ')', '[', ']', '【', '】']);
    text.starts_with("単位") || ((text.ends_with("現在") || text.ends_with("作成") || text.ends_with('日')) && text.contains('月'))
}

/// A note under the table: one cell that begins with the mark of a note.
fn is_note(row: &RawRow) -> bool {
    let mut filled = row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_blank());
    match (filled.next(), filled.next()) {
        (Some((0, cell)), None) => {
            cell.lines.first().is_some_and(|line| line.text.as_str().trim_start().starts_with(['※', '*', '注']) || line.text.as_str().trim_start().starts_with("(注"))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str, extension: &str) -> Option<&'static str> {
        tell(text, extension).map(Format::name)
    }

    #[test]
    fn the_delimiter_is_told_by_content() {
        assert_eq!(name("番号,事業,担当\n1,甲,総務課\n2,乙,財政課\n", "txt"), Some("csv"));
        assert_eq!(name("番号\t事業\n1\t甲\n", "csv"), Some("tsv"));
        assert_eq!(name("番号;事業;額\n1;甲;1,200\n2;乙;3,400\n", "csv"), Some("csv"));
        assert_eq!(name("番号\t事業\n1\t\"甲\n乙\"\n2\t丙\n", "txt"), Some("tsv"));
    }

    #[test]
    fn numbers_prose_and_mixed_text_are_no_separated_values() {
        assert_eq!(name("12,300\n14,500\n1,600\n", "txt"), None);
        assert_eq!(name("予算は1,200千円、決算は1,100千円。\n来年度は1,300千円。\n再来年度は1,400千円。\n", "txt"), None);
        assert_eq!(name("番号\t事業\n1\t甲\n2\t乙\n", "txt"), None);
        assert_eq!(name("番号\t事業\n1\t<p>甲</p>\n○ 次の表\n番号\t事業\n2\t<p>乙</p>\n", "tsv"), None);
        assert_eq!(name("番号\t事業\n1\t甲\n## 次の表\n番号\t事業\n2\t乙\n", "tsv"), None);
        assert_eq!(name("番号,事業\n1,甲\n■次の表\n番号,事業\n2,乙\n", "csv"), Some("csv"));
        assert_eq!(name("評価の文だけがある\n二行目\n", "csv"), None);
    }

    #[test]
    fn a_group_head_is_in_the_table_and_a_unit_is_not() {
        let cell = |text: &str| RawCell::new(fragment::lines(text, 0), 0..text.len());
        let row = |texts: &[&str]| RawRow { cells: texts.iter().map(|text| cell(text)).collect(), hidden: false };
        assert!(is_over_table(&row(&["令和5年度 事業一覧", "", ""]), &[0]));
        assert!(is_over_table(&row(&["", "", "（単位：千円）"]), &[2]));
        assert!(is_over_table(&row(&["事業一覧", "", "令和6年4月1日現在"]), &[0, 2]));
        assert!(!is_over_table(&row(&["", "実績", ""]), &[1]));
        assert!(!is_over_table(&row(&["事業名", ""]), &[0]));
    }
}
