//! Cell (セルの中): one cell's lines to typed parts: inline headings (【成果目標】), lines that name a time or a kind, and
//! between them labelled segments.

use crate::japanese::date::{Period, Setting, whole_period};
use crate::japanese::label::{Carry, segments};
use crate::japanese::text::Text;
use crate::model::block::Line;
use crate::model::header::{Header, closing, level_word, matching};
use crate::model::lexicon::{Lexicon, Matched};
use crate::model::record::Level;
use crate::see::see;
use std::ops::Range;

/// A stretch of a cell under one inline heading (or under none).
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// The heading inside the cell, with its source bytes.
    pub heading: Option<(Header, Range<usize>)>,
    /// A time that a line of its own named.
    pub period: Option<(String, Period)>,
    /// A level that a line of its own named.
    pub level: Option<Level>,
    /// The lines under it.
    pub lines: Vec<Line>,
    /// Source bytes of the lines that named the time or level.
    pub named: Vec<Range<usize>>,
}

/// A labelled piece of a part.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Markers in full form.
    pub labels: Vec<String>,
    /// Source bytes of the markers.
    pub marker: Range<usize>,
    /// Normalised text, one line for each paragraph or bullet.
    pub text: String,
    /// Source bytes of the text.
    pub source: Range<usize>,
    /// The text with its way back.
    pub body: Text,
}

/// Splits a cell at its inline headings.
pub fn parts(lines: &[Line], lexicon: &Lexicon, setting: &Setting) -> Vec<Part> {
    let mut out = vec![Part::default()];
    // Of a cell of one line no two say a year.
    let yearly = lines.len() >= 2 && lines.iter().filter(|line| yearly_of(line, setting).is_some()).count() >= 2;
    for line in lines {
        let mut rest = line.clone();
        if yearly && let Some((period, text)) = yearly_of(line, setting) {
            let last = out.last().cloned().unwrap_or_default();
            let named = line.text.whole_source().start..text.whole_source().start;
            push(&mut out, Part { period: Some(period), named: vec![named], lines: vec![Line { text, ..line.clone() }], ..last });
            continue;
        }
        if !line.bullet
            && let Some(period) = sole_period(&rest.text, setting)
        {
            let last = out.last().cloned().unwrap_or_default();
            let part = Part { period: Some(period), named: vec![rest.text.whole_source()], lines: vec![], ..last };
            push(&mut out, part);
            continue;
        }
        while let Some(found) = heading(&rest.text, lexicon, setting) {
            let before = rest.text.slice(0..found.range.start).trimmed();
            if !before.is_blank()
                && let Some(last) = out.last_mut()
            {
                last.lines.push(Line { text: before, ..rest.clone() });
            }
            let source = rest.text.source(found.range.clone());
            let part = Part { heading: Some((found.header.clone(), source)), level: found.header.level, period: found.header.period.clone(), ..Part::default() };
            push(&mut out, part);
            rest = Line { text: rest.text.slice(found.range.end..rest.text.as_str().len()).trimmed(), bullet: false, bold: false };
        }
        if !rest.text.is_blank()
            && let Some(last) = out.last_mut()
        {
            last.lines.push(rest);
        }
    }
    out.retain(|part| !part.lines.is_empty() || part.heading.is_some());
    out
}

fn push(out: &mut Vec<Part>, part: Part) {
    if let Some(last) = out.last()
        && last.lines.is_empty()
        && last.heading.is_none()
        && last.named.is_empty()
    {
        out.pop();
    }
    out.push(part);
}

struct Found {
    range: Range<usize>,
    header: Header,
}

/// The first bracketed heading that opens the line or follows a space or a full stop, and means something.
fn heading(text: &Text, lexicon: &Lexicon, setting: &Setting) -> Option<Found> {
    let whole = text.as_str();
    let mut before = ' ';
    for (at, character) in whole.char_indices() {
        if matches!(character, '【' | '≪' | '《' | '<' | '〈' | '〔' | '[') && (before == ' ' || before == '。' || before == ')') {
            let close = closing(character);
            if let Some(length) = matching(&whole[at..], character, close) {
                let inner = &whole[at + character.len_utf8()..at + length - close.len_utf8()];
                let mut header = (*see(inner).header(lexicon, setting)).clone();
                header.printed = inner.to_owned();
                if header.level.is_none() {
                    header.level = level_word(inner);
                }
                let known =
                    header.meaning.as_ref().is_some_and(|meaning| meaning.matched <= Matched::Compound || (meaning.matched == Matched::Head && header.core.chars().count() <= 14));
                if known || header.is_time() || (header.level.is_some() && inner.chars().count() <= 20) {
                    return Some(Found { range: at..at + length, header });
                }
            }
        }
        before = character;
    }
    None
}

/// The line says nothing but a time.
fn sole_period(text: &Text, setting: &Setting) -> Option<(String, Period)> {
    let whole = text.as_str().trim();
    if whole.chars().count() > 24 {
        return None;
    }
    let bare = whole.trim_matches(['(', ')', '【', '】', '<', '>', '[', ']', '〔', '〕', '≪', '≫', '■', '◆', '●', ':']);
    let folded = Text::new(bare);
    // 1912.9, 2024.5: a number, whatever month it looks like.
    if is_decimal(folded.as_str()) {
        return None;
    }
    let period = whole_period(folded.normal(), setting)?;
    (!period.fiscal_years.is_empty() || period.start.is_some()).then(|| (bare.to_owned(), period))
}

/// Figures with a point and nothing else.
fn is_decimal(words: &str) -> bool {
    words.split_once('.').is_some_and(|(whole, rest)| [whole, rest].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())))
}

/// `令和4年度:制度の創設`: a year, and what it holds.
fn yearly_of(line: &Line, setting: &Setting) -> Option<((String, Period), Text)> {
    let whole = line.text.as_str();
    let at = whole.find(':').filter(|at| whole[..*at].chars().count() <= 14)?;
    let words = whole[..at].trim().trim_matches(['(', ')', '【', '】', '<', '>', '[', ']', '〔', '〕']);
    let year = words.ends_with("年度") || words.strip_prefix(['H', 'R']).is_some_and(|rest| rest == "元" || rest.bytes().all(|byte| byte.is_ascii_digit()));
    let period = whole_period(Text::new(words).normal(), setting).filter(|period| year && period.fiscal_years.len() == 1 && period.as_of.is_none())?;
    let body = line.text.slice(at + 1..whole.len()).trimmed();
    (!body.is_blank()).then(|| ((words.to_owned(), period), body))
}

/// Cuts the lines of a part into labelled pieces.
pub fn pieces(lines: &[Line], carry: &mut Carry) -> Vec<Piece> {
    let whole = joined(lines);
    let mut out = vec![];
    for segment in segments(whole.normal(), carry) {
        let body = whole.slice(segment.body.clone()).trimmed();
        let text = tidy(body.as_str());
        if text.is_empty() && segment.labels.is_empty() {
            continue;
        }
        out.push(Piece { labels: segment.labels, marker: whole.source(segment.marker), source: body.whole_source(), text, body });
    }
    // A label with nothing after it names what follows (ア → ア(ア)); it is no record.
    let filled: Vec<Piece> = out.iter().filter(|piece| !piece.text.is_empty()).cloned().collect();
    if filled.is_empty() { out } else { filled }
}

/// All lines as one text, `\n` between them and `・` before bullets.
pub fn joined(lines: &[Line]) -> Text {
    let mut whole = Text::default();
    for (index, line) in lines.iter().enumerate() {
        let start = line.text.whole_source().start;
        if index > 0 {
            whole.push_as("\n", start..start);
        }
        if line.bullet {
            whole.push_as("・", start..start);
        }
        whole.append(&line.text);
    }
    whole
}

/// One line for each paragraph or bullet, no blank ones, no white space at the ends.
fn tidy(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && *line != "・").collect::<Vec<_>>().join("\n")
}
