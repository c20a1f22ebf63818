//! Reader (読み手): the events of the parser to blocks.

use crate::model::block::{Block, Line, RawCell, RawRow, RawTable};
use crate::model::document::Metadata;
use crate::read::fragment::{self, Assembly};
use crate::read::inset;
use pulldown_cmark::{Event, MetadataBlockKind, Tag, TagEnd};
use std::ops::Range;

/// What the events of the page so far have made.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) blocks: Vec<Block>,
    metadata: Metadata,
    pub(super) assembly: Assembly,
    /// The open lists; true for numbered ones.
    lists: Vec<bool>,
    /// The next line is the first of its list item.
    opens_item: bool,
    pub(super) table: Option<RawTable>,
    /// Where the open cell begins.
    cell: usize,
    /// Inside code: text is taken as printed, line by line.
    pub(super) literal: bool,
    /// The bytes of an HTML block or of the front matter so far.
    pub(super) gathered: Option<Range<usize>>,
    /// What the cells of the open table leave out.
    pub(super) waiting: Vec<Block>,
    /// What stands before this byte is left out of the text, or told already.
    pub(super) past: usize,
}

impl<'a> Reader<'a> {
    /// At the start of a text.
    pub(super) fn new(text: &'a str) -> Reader<'a> {
        Reader {
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
            waiting: vec![],
            past: 0,
        }
    }

    /// What was read.
    pub(super) fn finish(mut self) -> (Vec<Block>, Metadata) {
        self.flush();
        (self.blocks, self.metadata)
    }

    /// Takes the next event.
    pub(super) fn event(&mut self, event: Event, range: Range<usize>) {
        if self.passes(&event, &range) {
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(printed) => self.printed(&printed, range),
            Event::Code(printed) => self.code(&printed, range),
            Event::InlineHtml(_) if self.leave_element(&range) => {}
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
            Tag::Strikethrough if self.text[range.clone()].starts_with("~~") => self.leave(range, "struck-out"),
            Tag::Link { .. } if self.text[range.clone()].starts_with("[^") => self.leave(range, "note-mark"),
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
                self.table = Some(RawTable { source: range, exact: true, ..RawTable::default() });
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
                if let Some(line) = fragment::joined(self.take()) {
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
            TagEnd::Table => {
                let text = self.text;
                if let Some(mut table) = self.table.take() {
                    let apart;
                    (table.rows, apart) = inset::nested(text, std::mem::take(&mut table.rows));
                    self.blocks.push(Block::Table(table));
                    self.blocks.extend(apart);
                }
                self.blocks.append(&mut self.waiting);
            }
            TagEnd::CodeBlock => {
                self.flush();
                self.literal = false;
            }
            TagEnd::HtmlBlock => {
                if let Some(range) = self.gathered.take() {
                    self.html_block(range);
                }
                self.flush();
            }
            TagEnd::MetadataBlock(kind) => self.front_matter(kind, range),
            _ => self.flush(),
        }
    }

    /// Text with tags, and the tables that open its lines.
    fn html_block(&mut self, range: Range<usize>) {
        let block = &self.text[..range.end];
        let last_table = inset::last_end(&block[range.start..]) + range.start;
        let mut at = range.start;
        while at < block.len() {
            if let Some(table) = (last_table > range.start).then(|| inset::range(block, at, last_table)).flatten() {
                self.flush();
                at = table.end;
                self.blocks.extend(inset::read(block, table));
            }
            let end = block[at..].find('\n').map_or(block.len(), |offset| at + offset + 1);
            self.assembly.feed(&block[at..end], at, false);
            at = end;
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
        // Inside a table it waits for the table's end.
        let waiting = if self.table.is_some() { &mut self.waiting } else { &mut self.blocks };
        std::mem::take(&mut self.assembly).finish_leaving(waiting)
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
