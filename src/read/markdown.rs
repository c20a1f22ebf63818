//! Markdown (マークダウン): CommonMark with tables, read for what it shows; every text keeps its bytes.

use crate::model::block::{Block, Line, RawCell, RawRow, RawTable};
use crate::model::document::Metadata;
use crate::read::fragment::{self, Assembly};
use pulldown_cmark::{Event, MetadataBlockKind, Options, Parser, Tag, TagEnd};
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

/// Columns from which a line may be one that an editor wrapped; shorter ones were ended on purpose.
const WRAP: usize = 40;

/// Markdown by its content: a table with its rule, or headings with lists; tables of tabs are mixed text whatever the name is.
pub fn is_markdown(text: &str, extension: &str) -> bool {
    let (mut headings, mut bullets, mut tabs, mut tables) = (0, 0, 0, 0);
    let mut before = "";
    for line in text.lines() {
        let body = line.trim_start();
        headings += usize::from(body.starts_with('#') && body.trim_start_matches('#').starts_with(' '));
        bullets += usize::from(body.starts_with("- ") || body.starts_with("* "));
        tabs += usize::from(body.contains('\t'));
        tables += usize::from(before.contains('|') && is_rule(body));
        before = line;
    }
    if tables > 0 {
        return tabs <= tables;
    }
    match extension {
        "md" | "markdown" | "mdown" | "mkd" => tabs < 2,
        // Without a table the mixed text reader sees the same; a file that says it is plain text is read as such.
        "txt" => false,
        _ => headings >= 1 && bullets >= 2 && tabs == 0,
    }
}

/// `|:--|--:|`.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.contains('|') && line.contains('-') && line.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' '))
}

/// Reads Markdown into blocks and what its front matter says.
pub fn read(text: &str) -> (Vec<Block>, Metadata) {
    let mut reader = Reader {
        text,
        blocks: vec![],
        metadata: Metadata::default(),
        assembly: Assembly::default(),
        lists: vec![],
        opens_item: false,
        table: None,
        cell: 0,
        literal: false,
        gathered: None,
    };
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    // Text comes in pieces (`*`, `*`); what is printed together is taken together.
    let mut open: Option<Range<usize>> = None;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        let plain = matches!(&event, Event::Text(printed) if text[range.clone()] == **printed);
        match &mut open {
            Some(before) if plain && before.end == range.start => {
                before.end = range.end;
                continue;
            }
            _ => {}
        }
        if let Some(before) = open.take() {
            reader.printed(&text[before.clone()], before);
        }
        if plain {
            open = Some(range);
        } else {
            reader.event(event, range);
        }
    }
    if let Some(before) = open.take() {
        reader.printed(&text[before.clone()], before);
    }
    reader.flush();
    (reader.blocks, reader.metadata)
}

struct Reader<'a> {
    text: &'a str,
    blocks: Vec<Block>,
    metadata: Metadata,
    assembly: Assembly,
    /// The open lists; true for numbered ones.
    lists: Vec<bool>,
    /// The next line is the first of its list item.
    opens_item: bool,
    table: Option<RawTable>,
    /// Where the open cell begins.
    cell: usize,
    /// Inside code: text is taken as printed, line by line.
    literal: bool,
    /// The bytes of an HTML block or of the front matter so far.
    gathered: Option<Range<usize>>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(printed) => self.printed(&printed, range),
            Event::Code(printed) => self.code(&printed, range),
            Event::InlineHtml(_) => self.assembly.feed(&self.text[range.clone()], range.start, false),
            Event::Html(_) => self.gather(range),
            Event::SoftBreak => self.soft_break(range),
            Event::HardBreak => self.assembly.end_line(),
            Event::Rule => self.flush(),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag, range: Range<usize>) {
        match tag {
            Tag::Strong => self.assembly.bold(true),
            // One tilde is the wave of a range (4~6月、7~9月), two strike out.
            Tag::Strikethrough if !self.text[range.clone()].starts_with("~~") => self.assembly.text("~", range.start),
            Tag::Emphasis | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. } => {}
            Tag::List(first) => {
                self.flush();
                self.lists.push(first.is_some());
            }
            Tag::Item => {
                self.flush();
                self.opens_item = true;
                if self.lists.last() == Some(&true) {
                    let marker = self.text[range.clone()].find(|c: char| !c.is_ascii_digit()).map_or(0, |at| at + 2);
                    if let Some(marker) = self.text.get(range.start..(range.start + marker).min(range.end)) {
                        self.assembly.text(marker, range.start);
                    }
                }
            }
            Tag::CodeBlock(_) => {
                self.flush();
                self.literal = true;
            }
            Tag::HtmlBlock | Tag::MetadataBlock(_) => {
                self.flush();
                self.gathered = Some(range.start..range.start);
            }
            Tag::Table(_) => {
                self.flush();
                self.table = Some(RawTable { source: range, ..RawTable::default() });
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.rows.push(RawRow::default());
                }
            }
            Tag::TableCell => self.cell = range.start,
            _ => {
                if !(matches!(tag, Tag::Paragraph) && self.opens_item) {
                    self.flush();
                }
            }
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Strong => self.assembly.bold(false),
            TagEnd::Strikethrough if !self.text[range.clone()].starts_with("~~") => self.assembly.text("~", range.end - 1),
            TagEnd::Emphasis | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image => {}
            TagEnd::Heading(level) => {
                let mut lines = self.take().into_iter();
                if let Some(mut line) = lines.next() {
                    lines.for_each(|next| line.text.append(&next.text));
                    self.blocks.push(Block::Heading { level: level as u8, line: Line { bold: true, bullet: false, ..line } });
                }
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
                self.opens_item = false;
            }
            TagEnd::TableCell => {
                let lines = self.take();
                if let Some(table) = &mut self.table {
                    // The first row of a table is its head because Markdown knows no table without one: that tells nothing.
                    if let Some(row) = table.rows.last_mut() {
                        row.cells.push(RawCell::new(lines, range));
                    }
                }
            }
            TagEnd::TableHead => {
                self.end_row(range.clone());
                self.rule(range.end);
            }
            TagEnd::TableRow => self.end_row(range),
            TagEnd::Table => self.blocks.extend(self.table.take().map(Block::Table)),
            TagEnd::CodeBlock => {
                self.flush();
                self.literal = false;
            }
            TagEnd::HtmlBlock => {
                if let Some(range) = self.gathered.take() {
                    self.assembly.feed(&self.text[range.clone()], range.start, false);
                }
                self.flush();
            }
            TagEnd::MetadataBlock(kind) => self.front_matter(kind, range),
            _ => self.flush(),
        }
    }

    /// Text of the page. What the parser changed (an entity, an escape) stands for the bytes it was written with.
    fn printed(&mut self, printed: &str, range: Range<usize>) {
        if self.gathered.is_some() {
            self.gather(range);
        } else if self.text[range.clone()] != *printed {
            let mut characters = printed.chars();
            if let (Some(one), None) = (characters.next(), characters.next()) {
                self.assembly.entity(one, range.start, range.len());
            } else {
                self.assembly.text_as(printed, range);
            }
        } else if self.literal {
            for line in printed.split_inclusive('\n') {
                let start = range.start + (line.as_ptr() as usize - printed.as_ptr() as usize);
                self.assembly.text(line.trim_end_matches(['\n', '\r']), start);
                if line.ends_with('\n') {
                    self.assembly.end_line();
                }
            }
        } else {
            // An escape is left out of the event after it: `\|` is one sign of two bytes.
            let escaped = printed.starts_with(|c: char| c.is_ascii_punctuation()) && self.text[..range.start].bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1;
            let (sign, printed, start) = if escaped { (printed.chars().next(), &printed[1..], range.start + 1) } else { (None, printed, range.start) };
            if let Some(sign) = sign {
                self.assembly.entity(sign, range.start - 1, 2);
            }
            // Emphasis that CommonMark does not see beside Japanese letters (**担当課：**農林課) is left in the text.
            self.assembly.feed(printed, start, false);
        }
    }

    fn code(&mut self, printed: &str, range: Range<usize>) {
        match self.text[range.clone()].find(printed) {
            Some(at) => self.assembly.text(printed, range.start + at),
            None => self.assembly.text_as(printed, range),
        }
    }

    fn gather(&mut self, range: Range<usize>) {
        match &mut self.gathered {
            Some(gathered) => gathered.end = range.end,
            None => self.assembly.feed(&self.text[range.clone()], range.start, false),
        }
    }

    /// A line break in the source: an editor's wrap joins, as Japanese is written, without a space; any other ends the line.
    fn soft_break(&mut self, range: Range<usize>) {
        let before = self.text[..range.start].rsplit('\n').next().unwrap_or("").trim_end();
        let after = self.text[range.end..].lines().next().unwrap_or("").trim_start_matches(['>', ' ', '\u{3000}']);
        let (width, next) = (before.width(), after.width());
        let ended = before.ends_with(['。', '.', '：', ':', '」', '）', ')', '】', '>', '|']);
        let opens = after.starts_with(|c: char| fragment::is_cell_bullet(c) || matches!(c, '①'..='⑳' | '※' | '●' | '○' | '◎' | '■' | '□' | '◆' | '◇' | '【' | '(' | '（' | '<'));
        if width < WRAP || ended || opens || next > width + 8 {
            self.assembly.end_line();
        } else if before.ends_with(|c: char| c.is_ascii_alphanumeric()) && after.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            self.assembly.text_as(" ", range);
        }
    }

    /// Cells beyond the table's width, which CommonMark drops, are kept.
    fn end_row(&mut self, range: Range<usize>) {
        let text = self.text;
        let Some(row) = self.table.as_mut().and_then(|table| table.rows.last_mut()) else { return };
        let from = row.cells.last().map_or(range.start, |cell| cell.source.end).max(range.start);
        let rest = text.get(from..range.end).unwrap_or("");
        if rest.bytes().all(|byte| matches!(byte, b'|' | b'\n' | b'\r' | b' ' | b'\t' | b'>')) {
            return;
        }
        let mut at = from;
        for part in rest.trim_end().trim_end_matches('|').split('|') {
            if at > from {
                row.cells.push(RawCell::new(fragment::lines(part, at), at..at + part.len()));
            }
            at += part.len() + 1;
        }
    }

    /// The `|---|` line under a table's head is markup.
    fn rule(&mut self, from: usize) {
        let rest = &self.text[from..];
        let start = from + rest.len() - rest.trim_start().len();
        let line = self.text[start..].lines().next().unwrap_or("");
        if is_rule(line) {
            self.blocks.push(Block::Furniture { source: start..start + line.len(), reason: "table-rule" });
        }
    }

    /// `title:` between `---` lines.
    fn front_matter(&mut self, kind: MetadataBlockKind, range: Range<usize>) {
        self.gathered = None;
        if matches!(kind, MetadataBlockKind::YamlStyle) {
            let title = self.text[range.clone()].lines().find_map(|line| line.strip_prefix("title:"));
            self.metadata.title = title.map(|title| title.trim().trim_matches(['"', '\'']).to_owned()).filter(|title| !title.is_empty());
        }
        self.blocks.push(Block::Furniture { source: range, reason: "front-matter" });
    }

    fn take(&mut self) -> Vec<Line> {
        std::mem::take(&mut self.assembly).finish()
    }

    /// Ends what is open: its lines become blocks.
    fn flush(&mut self) {
        for line in self.take() {
            let Some(depth) = self.lists.len().checked_sub(1) else {
                self.blocks.push(if line.bullet { Block::Bullet { depth: 0, line } } else { Block::Line(line) });
                continue;
            };
            let depth = depth.min(100) as u8 * 2;
            let opens = std::mem::take(&mut self.opens_item);
            let numbered = self.lists.last() == Some(&true);
            self.blocks.push(match (opens, numbered) {
                // `1. 事業`: the number is a label and stays in the text.
                (true, true) if depth == 0 => Block::Line(line),
                (true, true) => Block::Bullet { depth, line },
                (true, false) => Block::Bullet { depth, line: Line { bullet: true, ..line } },
                // What goes on under an item stands under it.
                (false, _) => Block::Bullet { depth: depth + 1, line },
            });
        }
    }
}
