//! Opening (書き出し): what says that a text is a page, and not a text with tags in it.

/// Bytes at the head of a document in which it may say that it is a page.
const HEAD_BYTES: usize = 2048;
/// Lines by which a piece of a page is told.
const MOST_LINES: usize = 2000;

/// Tags that only a page has, anywhere in its head.
const PAGE: [&str; 4] = ["<!doctype html", "<html", "<head", "<body"];
/// Tags that a page or a piece of one opens with.
const FIRST: [&str; 4] = ["<meta", "<title", "<table", "<frameset"];
/// Tags of blocks: a text that is named as a page and holds one is a page.
const BLOCKS: [&str; 16] = ["<html", "<body", "<table", "<div", "<p", "<ul", "<ol", "<dl", "<h1", "<h2", "<h3", "<main", "<section", "<article", "<tr", "<td"];

/// The text is a web page or a large piece of one.
pub fn is_page(text: &str) -> bool {
    let body = body(text);
    let first = after_comments(body);
    if opens_with_any(first, &PAGE) || opens_with_any(first, &FIRST) {
        return true;
    }
    if !body.starts_with('<') {
        return false;
    }
    if tags(body).take_while(|tag| body.len() - tag.len() < HEAD_BYTES).any(|tag| opens_with_any(tag, &PAGE)) {
        return true;
    }
    !body.get(..5).is_some_and(|opening| opening.eq_ignore_ascii_case("<?xml")) && is_piece(body)
}

/// Tags of blocks stand in the text: enough where its name says that it is a page.
pub fn has_blocks(text: &str) -> bool {
    tags(after_comments(body(text))).any(|tag| opens_with_any(tag, &BLOCKS))
}

/// The text opens with this tag, in capitals or not.
pub fn opens_with(text: &str, tag: &str) -> bool {
    text.get(..tag.len()).is_some_and(|opening| opening.eq_ignore_ascii_case(tag)) && text[tag.len()..].starts_with(|c: char| c == '>' || c == '/' || c.is_ascii_whitespace())
}

fn opens_with_any(text: &str, tags: &[&str]) -> bool {
    tags.iter().any(|tag| opens_with(text, tag))
}

fn body(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
}

/// The text from each `<` on.
fn tags(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('<').map(|(at, _)| &text[at..])
}

/// Comments and the XML declaration may stand before the first tag.
fn after_comments(text: &str) -> &str {
    let mut rest = text;
    loop {
        let end = if rest.starts_with("<!--") {
            rest.find("-->").map(|at| at + 3)
        } else if rest.starts_with("<?") {
            rest.find('>').map(|at| at + 1)
        } else {
            None
        };
        match end {
            Some(end) => rest = rest[end..].trim_start(),
            None => return rest,
        }
    }
}

/// Rows of a table, or nearly every line a block, and no columns told by tabs.
fn is_piece(body: &str) -> bool {
    let (mut lines, mut tabbed, mut blocks, mut rows) = (0, 0, 0, 0);
    for line in body.lines().map(str::trim).filter(|line| !line.is_empty()).take(MOST_LINES) {
        lines += 1;
        tabbed += usize::from(line.contains('\t'));
        let lower = line.get(..line.len().min(12)).unwrap_or("").to_ascii_lowercase();
        blocks += usize::from(
            ["<div", "<table", "<tr", "<td", "<th", "<h1", "<h2", "<h3", "<ul", "<li", "<dl", "<section", "<main", "<article", "</"].iter().any(|name| lower.starts_with(name)),
        );
        rows += line.matches("<tr").count() + line.matches("<TR").count();
    }
    tabbed * 4 <= rows && (rows > 0 || blocks * 2 > lines)
}
