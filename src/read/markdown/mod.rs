//! Markdown (マークダウン): CommonMark with tables, read for what it shows; every text keeps its bytes.

mod reader;
mod table;
mod text;

use crate::model::block::Block;
use crate::model::document::Metadata;
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

/// Reads Markdown into blocks and what its front matter says.
pub fn read(text: &str) -> (Vec<Block>, Metadata) {
    let mut reader = Reader::new(text);
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
    reader.finish()
}
