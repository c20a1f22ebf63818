//! Markdown (マークダウン): CommonMark with tables, read for what it shows; every text keeps its bytes.

mod reader;
mod table;
mod text;

use crate::model::block::Block;
use crate::model::document::Metadata;
use crate::read::grid;
use pulldown_cmark::{Event, Options, Parser};
use reader::Reader;
use std::ops::Range;
use table::is_rule;

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

/// A stretch of the page that is parsed by itself.
struct Segment {
    range: Range<usize>,
    /// It is a table drawn with `+---+`.
    drawn: bool,
}

/// Cuts the page before a table that follows a line of text without a blank line (the parser would take both for a paragraph), and round
/// drawn tables.
fn segments(text: &str) -> Vec<Segment> {
    let mut out = vec![];
    let (mut from, mut at) = (0, 0);
    let mut before = "";
    let mut fenced = false;
    let cells = |line: &str| line.trim().trim_matches('|').split('|').count();
    while at < text.len() {
        let end = text[at..].find('\n').map_or(text.len(), |length| at + length + 1);
        let line = text[at..end].trim_end();
        fenced ^= line.trim_start().starts_with("```");
        let drawn = if fenced { None } else { grid::range(text, at) };
        if let Some(drawn) = drawn {
            if from < at {
                out.push(Segment { range: from..at, drawn: false });
            }
            (from, at) = (drawn.end, drawn.end);
            out.push(Segment { range: drawn, drawn: true });
            before = "";
            continue;
        }
        let next = text[end..].lines().next().unwrap_or("");
        let opens = !fenced && line.contains('|') && is_rule(next) && cells(next) == cells(line) && !before.trim().is_empty() && !before.contains('|');
        if opens && from < at && !line.starts_with([' ', '\t', '>']) {
            out.push(Segment { range: from..at, drawn: false });
            from = at;
        }
        before = line;
        at = end;
    }
    if from < text.len() {
        out.push(Segment { range: from..text.len(), drawn: false });
    }
    out
}

/// Reads Markdown into blocks and what its front matter says.
pub fn read(text: &str) -> (Vec<Block>, Metadata) {
    let mut reader = Reader::new(text);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    // Text comes in pieces (`*`, `*`); what is printed together is taken together.
    let mut open: Option<Range<usize>> = None;
    let events = segments(text).into_iter().flat_map(|part| {
        let (start, drawn) = (part.range.start, part.drawn);
        let inner = if drawn { "" } else { &text[part.range.clone()] };
        let events = Parser::new_ext(inner, options).into_offset_iter().map(move |(event, range)| (Some(event), range.start + start..range.end + start));
        drawn.then_some((None, part.range)).into_iter().chain(events)
    });
    for (event, range) in events {
        let Some(event) = event else {
            if let Some(before) = open.take() {
                reader.printed(&text[before.clone()], before);
            }
            reader.drawn(range);
            continue;
        };
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
    reader.finish()
}
