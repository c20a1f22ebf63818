//! Markup (標示): the tags, entities and asterisks that stand in a cell or line, and what each does.

/// What a sign of markup stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// A tag.
    Tag(Effect),
    /// A character that is written otherwise.
    Character(char),
    /// A line break.
    LineEnd,
    /// `**`.
    Asterisks,
}

/// What a tag does to the text round it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// Ends the line.
    Break,
    /// Ends the line and opens a bullet.
    Bullet,
    /// Nothing.
    Inline,
    /// Bold begins or ends.
    Bold(bool),
    /// Text that was struck out begins.
    Struck,
    /// Raised text begins.
    Raised,
    /// Ruby reading begins or ends: left out of the text.
    Ruby(bool),
}

/// The first byte from `at` on that may open a sign.
pub(super) fn next(fragment: &str, at: usize) -> Option<usize> {
    let found = fragment.as_bytes()[at..].iter().position(|byte| matches!(byte, b'<' | b'&' | b'\n' | b'\r' | b'*' | b'"'))?;
    Some(at + found)
}

/// Length and meaning of the sign at byte `at`; `doubled`: a doubled quote is one.
pub(super) fn sign(fragment: &str, at: usize, doubled: bool) -> Option<(usize, Sign)> {
    match fragment.as_bytes()[at] {
        b'<' => tag(&fragment[at..]).map(|(length, effect)| (length, Sign::Tag(effect))),
        b'&' => entity(&fragment[at..]).map(|(length, character)| (length, Sign::Character(character))),
        b'\n' | b'\r' => Some((1, Sign::LineEnd)),
        b'*' if fragment[at..].starts_with("**") => Some((2, Sign::Asterisks)),
        b'"' if doubled && fragment[at..].starts_with("\"\"") => Some((2, Sign::Character('"'))),
        _ => None,
    }
}

/// Length and effect of the tag that opens `text`; `None` if it is no tag of HTML.
fn tag(text: &str) -> Option<(usize, Effect)> {
    if text.starts_with("<!--") {
        return Some((text.find("-->").map_or(text.len(), |end| end + 3), Effect::Inline));
    }
    let body = &text[1..];
    let closing = body.starts_with('/');
    let name_start = usize::from(closing);
    let name_length = body[name_start..].bytes().take_while(u8::is_ascii_alphanumeric).count();
    let name = body.get(name_start..name_start + name_length)?;
    let effect = effect(&name.to_ascii_lowercase(), closing)?;
    let after = body.as_bytes().get(name_start + name_length)?;
    if !matches!(after, b'>' | b' ' | b'/' | b'\t' | b'\n' | b'\r') {
        return None;
    }
    let mut quote = None;
    for (at, byte) in body.bytes().enumerate().skip(name_start + name_length) {
        match (quote, byte) {
            (None, b'>') => return Some((at + 2, effect)),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), close) if open == close => quote = None,
            (None, b'<') => break,
            // A cut tag: a quoted value never runs over 500 bytes here.
            _ if at > 2000 => break,
            _ => {}
        }
    }
    None
}

fn effect(name: &str, closing: bool) -> Option<Effect> {
    Some(match name {
        // OCR often leaves a list without its elements: its text is a bullet all the same.
        "ul" | "ol" if !closing => Effect::Bullet,
        "p" | "br" | "div" | "ul" | "ol" | "dl" | "dt" | "dd" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "tr" | "table" | "tbody" | "thead" | "td" | "th" | "hr" | "section"
        | "blockquote" | "pre" | "caption" => Effect::Break,
        "li" => {
            if closing {
                Effect::Break
            } else {
                Effect::Bullet
            }
        }
        "b" | "strong" => Effect::Bold(!closing),
        "s" | "del" | "strike" if !closing => Effect::Struck,
        "sup" if !closing => Effect::Raised,
        "rt" | "rp" => Effect::Ruby(!closing),
        "i" | "u" | "s" | "em" | "span" | "sup" | "sub" | "font" | "small" | "big" | "a" | "ruby" | "rb" | "del" | "ins" | "img" | "center" | "mark" | "nobr" | "wbr" | "math"
        | "input" | "label" | "tt" | "code" | "strike" => Effect::Inline,
        _ => return None,
    })
}

/// The element that the tag of `length` bytes at `at` opens: its name, what is in it, and where its end tag ends. An element ends in its
/// own cell and line.
pub(super) fn element(text: &str, at: usize, length: usize) -> Option<(&'static str, &str, usize)> {
    let rest = text.get(at + length..)?;
    let opened = name_of(text.get(at + 1..)?);
    let name = ["strike", "del", "sup", "s"].into_iter().find(|name| opened == *name)?;
    let line = rest.split(['\t', '\n']).next().unwrap_or(rest);
    let close = line.match_indices("</").find(|(close, _)| name_of(&line[close + 2..]) == name)?.0;
    let end = line[close..].find('>')? + close + 1;
    Some((name, &line[..close], at + length + end))
}

/// The name that opens what stands behind `<` or `</`.
fn name_of(text: &str) -> String {
    text.chars().take_while(char::is_ascii_alphanumeric).take(12).map(|c| c.to_ascii_lowercase()).collect()
}

/// Text without its tags.
pub(super) fn untagged(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for character in text.chars() {
        match character {
            '<' => inside = true,
            '>' => inside = false,
            other if !inside => out.push(other),
            _ => {}
        }
    }
    out
}

/// Length and character of the entity that opens `text`.
fn entity(text: &str) -> Option<(usize, char)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let character = if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        char::from_u32(code)?
    } else {
        match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
            "yen" => '¥',
            "times" => '×',
            "middot" => '・',
            "hellip" => '…',
            "rarr" => '→',
            "minus" => '−',
            "ndash" => '–',
            "mdash" => '—',
            "deg" => '°',
            "bull" => '•',
            "copy" => '©',
            _ => return None,
        }
    };
    Some((end + 1, character))
}
