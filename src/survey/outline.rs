//! Outline (箇条の形): prose that repeats the same keys under each name, told by its own repetition: in what style keys are printed
//! (`k：v`, `【k】v`, `k … v`, `k　v`, a key on its own line), and which lines name what follows. No key is known beforehand.

use crate::japanese::text::key;
use crate::model::block::{Block, Line};
use crate::model::document::Document;
use foldhash::{HashMap, HashMapExt, HashSet};
use std::ops::Range;

/// What a line of prose is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A key, and its value if one stands on the line; bytes of the folded text.
    Key(Range<usize>, Option<Range<usize>>),
    /// The name of what follows; bytes without the mark before it and brackets around it.
    Name(Range<usize>),
    /// It goes on with the value of the line before.
    Further,
}

/// How a key is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Style {
    /// In brackets, by the opening one.
    Bracketed(char),
    /// Before a sign: a colon, dots.
    Before(char),
    /// Before wide white space.
    Spaced,
    /// Alone on its line.
    Alone,
}

/// Brackets that keys stand in.
const BRACKETS: [(char, char); 9] = [('【', '】'), ('〈', '〉'), ('<', '>'), ('(', ')'), ('《', '》'), ('[', ']'), ('〔', '〕'), ('「', '」'), ('≪', '≫')];
/// Signs between a key and its value.
const SIGNS: [&str; 6] = [":", "…", "‥", "→", "⇒", "..."];
/// Marks before a name.
const MARKS: &str = "●■◆◇○▼▲▶□◎★☆※#*・ ";
/// Longest key, in characters.
const LONGEST_KEY: usize = 16;
/// Longest name, in characters.
const LONGEST_NAME: usize = 60;
/// Keys that recur in one style make it the document's.
const RECURRING: usize = 2;
/// Different keys line after line make it so as well.
const IN_A_ROW: usize = 4;

struct Printed<'a> {
    block: usize,
    text: &'a str,
    bullet: bool,
    told: Option<(Style, Range<usize>, Option<Range<usize>>)>,
    /// Its key, folded.
    key: String,
}

/// Reads the outline of a document: the part of each line block that has one.
pub fn outline(document: &Document) -> HashMap<usize, Part> {
    let mut lines: Vec<Printed<'_>> = vec![];
    // Where a table stands, the run of lines ends.
    let mut breaks: HashSet<usize> = HashSet::default();
    for (block, part) in document.blocks.iter().enumerate() {
        let (line, bullet): (&Line, bool) = match part {
            Block::Line(line) | Block::Heading { line, .. } => (line, line.bullet),
            Block::Bullet { line, .. } => (line, true),
            Block::Table(_) => {
                breaks.insert(lines.len());
                continue;
            }
            Block::Blank | Block::Furniture { .. } => continue,
        };
        let text = line.text.as_str();
        if !text.trim().is_empty() {
            let told = if bullet { None } else { split(text) };
            let key = told.as_ref().map_or_else(String::new, |(_, range, _)| key(&text[range.clone()]));
            lines.push(Printed { block, text, bullet, told, key });
        }
    }
    let keys = keys(&lines, &breaks);
    if keys.is_empty() {
        return HashMap::new();
    }
    let is_key = |line: &Printed<'_>| line.told.as_ref().is_some_and(|(style, ..)| keys.contains(&(*style, line.key.as_str())));
    let names = names(&lines, &breaks, is_key);
    let mut out = HashMap::new();
    let mut open = false;
    for (at, line) in lines.iter().enumerate() {
        if breaks.contains(&at) {
            open = false;
        }
        if let Some(range) = names.get(&at) {
            out.insert(line.block, Part::Name(range.clone()));
            open = false;
        } else if is_key(line)
            && let Some((_, range, value)) = &line.told
        {
            open = value.is_some();
            out.insert(line.block, Part::Key(range.clone(), value.clone()));
        } else if open && !line.bullet && line.block == lines[at - 1].block + 1 && !matches!(document.blocks[line.block], Block::Heading { .. }) {
            out.insert(line.block, Part::Further);
        } else {
            open = false;
        }
    }
    out
}

/// A line as a key and what follows it, in the one style it may be of.
fn split(text: &str) -> Option<(Style, Range<usize>, Option<Range<usize>>)> {
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len();
    let body = &text[start..end];
    let first = body.chars().next()?;
    let fits = |range: &Range<usize>| {
        let inner = text[range.clone()].trim();
        let length = inner.chars().count();
        (2..=LONGEST_KEY).contains(&length) && !inner.contains(['。', '、']) && inner.chars().any(|c| c.is_alphabetic()) && !inner.starts_with('※')
    };
    let filled = |range: Range<usize>| {
        let skipped = text[range.clone()].trim_start_matches([':', ' ']);
        let from = range.end - skipped.len();
        (!skipped.trim().is_empty()).then_some(from..range.end)
    };
    if let Some((open, close)) = BRACKETS.iter().find(|(open, _)| *open == first) {
        let inside = start + first.len_utf8();
        let at = text[inside..end].find(*close)? + inside;
        let after = at + close.len_utf8();
        let range = inside..at;
        return fits(&range).then(|| (Style::Bracketed(*open), range, filled(after..end)));
    }
    let signs = SIGNS.iter().filter_map(|sign| Some((body.find(sign)? + start, sign)));
    if let Some((at, sign)) = signs.min() {
        let range = start..start + text[start..at].trim_end().len();
        let sign_end = at + sign.len();
        let rest = text[sign_end..end].trim_start_matches(['…', '‥', '.']);
        let value = filled(end - rest.len()..end);
        return (fits(&range) && value.is_some()).then_some((Style::Before(sign.chars().next()?), range, value));
    }
    if let Some(at) = body.find([' ', '\t']) {
        let range = start..start + at;
        let value = filled(start + at..end);
        return (fits(&range) && value.is_some()).then_some((Style::Spaced, range, value));
    }
    let range = start..end;
    fits(&range).then_some((Style::Alone, range, None))
}

/// Keys of the styles that the document prints its keys in.
fn keys<'a>(lines: &'a [Printed<'_>], breaks: &HashSet<usize>) -> HashSet<(Style, &'a str)> {
    let mut counts: HashMap<(Style, &str), usize> = HashMap::new();
    for line in lines {
        if let Some((style, ..)) = &line.told {
            *counts.entry((*style, &line.key)).or_default() += 1;
        }
    }
    let mut styles: HashMap<Style, usize> = HashMap::new();
    for ((style, _), count) in &counts {
        *styles.entry(*style).or_default() += usize::from(*count >= 2);
    }
    // Lines alone and words before a blank are keys only where many recur as often as each other.
    let weak = |style: &Style| matches!(style, Style::Alone | Style::Spaced);
    let mut active: HashSet<Style> = styles.iter().filter(|(style, recurring)| **recurring >= if weak(style) { IN_A_ROW } else { RECURRING }).map(|(style, _)| *style).collect();
    let mut run: (Option<Style>, HashSet<&str>) = (None, HashSet::default());
    let mut in_row: HashSet<Style> = HashSet::default();
    for (at, line) in lines.iter().enumerate() {
        let style = line.told.as_ref().filter(|(_, _, value)| value.is_some()).map(|(style, ..)| *style).filter(|style| !weak(style));
        if breaks.contains(&at) || style != run.0 {
            run = (style, HashSet::default());
        }
        if let Some(style) = style {
            run.1.insert(&line.key);
            if run.1.len() >= IN_A_ROW {
                in_row.insert(style);
            }
        }
    }
    active.extend(in_row.iter().copied());
    counts.into_iter().filter(|((style, _), count)| active.contains(style) && (*count >= 2 || in_row.contains(style) && !weak(style))).map(|(key, _)| key).collect()
}

/// Lines that name what follows: each stands before the same key, and no two are alike.
fn names(lines: &[Printed<'_>], breaks: &HashSet<usize>, is_key: impl Fn(&Printed<'_>) -> bool) -> HashMap<usize, Range<usize>> {
    let mut before: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut all: HashMap<&str, usize> = HashMap::new();
    for line in lines.iter().filter(|line| is_key(line)) {
        *all.entry(&line.key).or_default() += 1;
    }
    for at in 1..lines.len() {
        if is_key(&lines[at]) && !is_key(&lines[at - 1]) && !breaks.contains(&at) {
            before.entry(&lines[at].key).or_default().push(at - 1);
        }
    }
    let mut openers: Vec<(&str, Vec<usize>)> = before.into_iter().collect();
    openers.sort_unstable();
    let may_name = |at: &usize| {
        let text = lines[*at].text.trim();
        !lines[*at].bullet && text.chars().count() <= LONGEST_NAME && !text.ends_with('。')
    };
    for (opener, at) in openers {
        let all = all.get(opener).copied().unwrap_or(0);
        let sound: Vec<usize> = at.into_iter().filter(may_name).collect();
        let different: HashSet<&str> = sound.iter().map(|at| lines[*at].text.trim()).collect();
        if all >= 2 && sound.len() * 10 >= all * 8 && different.len() * 10 >= sound.len() * 9 {
            let alike = open_alike(lines, &sound);
            return sound.into_iter().map(|at| (at, named(&lines[at], alike))).collect();
        }
    }
    HashMap::new()
}

/// What a line opens with, the number in it apart: 推進項目：, 事業1：.
fn opening<'a>(line: &'a Printed<'_>) -> Option<(Style, &'a str)> {
    let (style, ..) = line.told.as_ref()?;
    (*style != Style::Alone).then(|| (*style, without_number(&line.key)))
}

/// All these lines open alike.
fn open_alike(lines: &[Printed<'_>], all: &[usize]) -> bool {
    let mut openings = all.iter().map(|at| opening(&lines[*at]));
    let first = openings.next().flatten();
    first.is_some() && openings.all(|other| other == first)
}

/// The name in a line; what all such lines open with (`alike`) is no part of it.
fn named(line: &Printed<'_>, alike: bool) -> Range<usize> {
    match &line.told {
        Some((_, _, Some(value))) if alike => value.clone(),
        _ => bare(line.text),
    }
}

/// A key without the number behind it.
fn without_number(key: &str) -> &str {
    key.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '①'..='⑳'))
}

/// A name without the mark before it and brackets around all of it.
fn bare(text: &str) -> Range<usize> {
    let trimmed = text.trim_start_matches(|c| MARKS.contains(c)).trim_start();
    let mut range = text.len() - trimmed.len()..text.trim_end().len();
    let inner = &text[range.clone()];
    for (open, close) in BRACKETS {
        let (first, last) = (inner.chars().next(), inner.chars().next_back());
        if first == Some(open) && last == Some(close) && inner.matches(open).count() == 1 {
            range = range.start + open.len_utf8()..range.end - close.len_utf8();
            break;
        }
    }
    if range.start < range.end { range } else { 0..text.len() }
}
