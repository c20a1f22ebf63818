//! Fragment (断片): the text of one cell or line with its markup, to folded lines that know where they came from.
//!
//! Markup is paired, unclosed or with attributes; what is no known tag (`<5%`) stays text.

use crate::japanese::text::Text;
use crate::model::block::Line;
use std::ops::Range;

/// What a tag does to the text round it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    /// Ends the line.
    Break,
    /// Ends the line and opens a bullet.
    Bullet,
    /// Nothing.
    Inline,
    /// Bold begins or ends.
    Bold(bool),
    /// Ruby reading begins or ends: left out of the text.
    Ruby(bool),
}

/// Splits a fragment that stands at byte `base` of the document into lines.
pub fn lines(fragment: &str, base: usize) -> Vec<Line> {
    let mut assembly = Assembly::default();
    assembly.feed(fragment, base, false);
    assembly.finish()
}

/// The same for the inside of a quoted field, where a doubled quote is one.
pub fn quoted_lines(fragment: &str, base: usize) -> Vec<Line> {
    let mut assembly = Assembly::default();
    assembly.feed(fragment, base, true);
    assembly.finish()
}

/// Splits text without markup that stands at byte `base` of the document into lines.
pub fn plain_lines(printed: &str, base: usize) -> Vec<Line> {
    let mut assembly = Assembly::default();
    let mut at = 0;
    for part in printed.split('\n') {
        assembly.text(part, base + at);
        assembly.end_line();
        at += part.len() + 1;
    }
    assembly.finish()
}

/// Lines as they grow, fed by a reader in the order of the page.
#[derive(Default)]
pub(super) struct Assembly {
    lines: Vec<Line>,
    text: Text,
    bullet: bool,
    bold: bool,
    /// Some text of the line so far is not bold.
    light: bool,
    any: bool,
    ruby: bool,
}

impl Assembly {
    /// Takes text with its markup; `doubled`: a doubled quote is one.
    pub(super) fn feed(&mut self, fragment: &str, base: usize, doubled: bool) {
        let mut rest = 0;
        let bytes = fragment.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let step = match bytes[at] {
                b'<' => match tag(&fragment[at..]) {
                    Some((length, effect)) => {
                        self.text(&fragment[rest..at], base + rest);
                        self.apply(effect, base + at, length);
                        Some(length)
                    }
                    None => None,
                },
                b'&' => match entity(&fragment[at..]) {
                    Some((length, character)) => {
                        self.text(&fragment[rest..at], base + rest);
                        self.entity(character, base + at, length);
                        Some(length)
                    }
                    None => None,
                },
                b'\n' | b'\r' => {
                    self.text(&fragment[rest..at], base + rest);
                    self.end_line();
                    Some(1)
                }
                b'*' if fragment[at..].starts_with("**") => {
                    self.text(&fragment[rest..at], base + rest);
                    self.asterisks();
                    Some(2)
                }
                b'"' if doubled && fragment[at..].starts_with("\"\"") => {
                    self.text(&fragment[rest..at], base + rest);
                    self.entity('"', base + at, 2);
                    Some(2)
                }
                _ => None,
            };
            match step {
                Some(length) => {
                    at += length;
                    rest = at;
                }
                None => at += 1,
            }
        }
        self.text(&fragment[rest..], base + rest);
    }

    /// Takes text as it is printed.
    pub(super) fn text(&mut self, printed: &str, source: usize) {
        if printed.is_empty() || self.ruby {
            return;
        }
        self.text.push(printed, source);
        if !printed.trim().is_empty() {
            self.any = true;
            self.light |= !self.bold;
        }
    }

    /// Takes a character that stands for `length` bytes.
    pub(super) fn entity(&mut self, character: char, source: usize, length: usize) {
        if self.ruby {
            return;
        }
        let folded = Text::new(character.encode_utf8(&mut [0; 4]));
        self.text.push_as(folded.as_str(), source..source + length);
        self.any |= !character.is_whitespace();
    }

    /// Takes text that stands for other bytes than its own.
    pub(super) fn text_as(&mut self, printed: &str, source: Range<usize>) {
        if printed.is_empty() || self.ruby {
            return;
        }
        self.text.push_as(Text::new(printed).as_str(), source);
        if !printed.trim().is_empty() {
            self.any = true;
            self.light |= !self.bold;
        }
    }

    /// Bold begins or ends.
    pub(super) fn bold(&mut self, on: bool) {
        self.bold = on;
    }

    fn apply(&mut self, effect: Effect, _source: usize, _length: usize) {
        match effect {
            Effect::Break => self.end_line(),
            Effect::Bullet => {
                self.end_line();
                self.bullet = true;
            }
            Effect::Bold(on) => self.bold = on,
            Effect::Ruby(on) => self.ruby = on,
            Effect::Inline => {}
        }
    }

    fn asterisks(&mut self) {
        // A leftover `x**` makes what stands before it bold.
        if !self.bold && self.any {
            self.light = false;
        } else {
            self.bold = !self.bold;
        }
    }

    /// Ends the line.
    pub(super) fn end_line(&mut self) {
        let text = std::mem::take(&mut self.text);
        let bold = self.any && !self.light;
        for (piece, bullet) in split_bullets(&text) {
            let piece = tidied(&piece);
            if !piece.is_blank() {
                self.lines.push(Line { text: piece, bullet: bullet || self.bullet, bold });
                self.bullet = false;
            }
        }
        if self.any {
            self.bullet = false;
        }
        (self.any, self.light) = (false, false);
    }

    /// The lines.
    pub(super) fn finish(mut self) -> Vec<Line> {
        self.end_line();
        self.lines
    }
}

/// The white space that a printed line opens with in columns, a full-width space counting two.
pub fn indent(line: &str) -> u8 {
    let columns = line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\u{3000}' { 2 } else { 1 }).take(255).sum::<usize>();
    columns.min(255) as u8
}

/// The indent of the printed line of a cell in which byte `at` of the text stands.
pub fn indent_in_cell(text: &str, cell: usize, at: usize) -> u8 {
    let before = text.get(cell..at).unwrap_or("");
    indent(before.rsplit(['\n', '\r']).next().unwrap_or("").trim_start_matches('"'))
}

/// Bullets that never mean anything else inside a cell.
pub fn is_cell_bullet(character: char) -> bool {
    matches!(character, '・' | '•' | '‣' | '▪' | '◦' | '･')
}

/// Cuts `A ・B ・C` and `A。・B` before each bullet; the bullets themselves are left out.
pub fn split_bullets(text: &Text) -> Vec<(Text, bool)> {
    let whole = text.as_str();
    let mut cuts = vec![];
    let mut before = ' ';
    for (at, character) in whole.char_indices() {
        if is_cell_bullet(character) && (before == ' ' || before == '。' || before == '】') && !whole[..at].trim_end().ends_with(['・', '、', '｢', '「']) {
            cuts.push((at, character.len_utf8()));
        }
        before = character;
    }
    if cuts.is_empty() {
        return vec![(text.clone(), false)];
    }
    let mut out = vec![];
    if cuts[0].0 > 0 {
        out.push((text.slice(0..cuts[0].0), false));
    }
    for (index, (at, length)) in cuts.iter().enumerate() {
        let end = cuts.get(index + 1).map_or(whole.len(), |next| next.0);
        out.push((text.slice(at + length..end), true));
    }
    out
}

/// One space for each run of white space, none at the ends, and none inside a word that layout spread out (`課 題`).
pub fn tidied(text: &Text) -> Text {
    let whole = text.as_str();
    if !whole.contains("  ") && !whole.starts_with(' ') && !whole.ends_with(' ') && !is_spread(whole) {
        return text.clone();
    }
    let spread = is_spread(whole.trim());
    let mut out = Text::default();
    let mut from = 0;
    let mut blank = false;
    for (at, character) in whole.char_indices() {
        let space = character == ' ';
        if space && !blank {
            out.append(&text.slice(from..at));
        }
        if !space && blank {
            if !spread && !out.as_str().is_empty() {
                out.append(&text.slice(at - 1..at));
            }
            from = at;
        }
        if !space && !blank && at == 0 {
            from = 0;
        }
        blank = space;
    }
    if !blank {
        out.append(&text.slice(from..whole.len()));
    }
    out
}

/// A short label of single characters set apart by spaces: `課 題`, `実 施 内 容`, `備　考`.
fn is_spread(text: &str) -> bool {
    let mut count = 0;
    for part in text.split(' ').filter(|part| !part.is_empty()) {
        let mut characters = part.chars();
        match (characters.next(), characters.next()) {
            (Some(one), None) if ('\u{3041}'..='\u{9fff}').contains(&one) && !matches!(one, '\u{30fb}') => count += 1,
            _ => return false,
        }
    }
    (2..=12).contains(&count) && text.contains(' ')
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
        "rt" | "rp" => Effect::Ruby(!closing),
        "i" | "u" | "s" | "em" | "span" | "sup" | "sub" | "font" | "small" | "big" | "a" | "ruby" | "rb" | "del" | "ins" | "img" | "center" | "mark" | "nobr" | "wbr" | "math"
        | "input" | "label" | "tt" | "code" | "strike" => Effect::Inline,
        _ => return None,
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(fragment: &str) -> Vec<String> {
        lines(fragment, 0).iter().map(|line| format!("{}{}", if line.bullet { "・" } else { "" }, line.text.as_str())).collect()
    }

    #[test]
    fn markup_is_taken_away_and_breaks_lines() {
        assert_eq!(shown("<p>ア</p> <ul style=\"list-style-type: none\"> <li>再編。(4月)</li> <li>配置</li> </ul>"), ["ア", "・再編。(4月)", "・配置"]);
        assert_eq!(shown("<ul style=\"x\"> ・甲を実施 乙：1名 ・丙"), ["・甲を実施 乙:1名", "・丙"]);
    }

    #[test]
    fn what_is_no_tag_stays() {
        assert_eq!(shown("A<B かつ ＜事業効果＞ 5 &lt; 6 &foo;"), ["A<B かつ <事業効果> 5 < 6 &foo;"]);
    }

    #[test]
    fn a_spread_label_closes_up_and_words_do_not() {
        assert_eq!(shown("課　題"), ["課題"]);
        assert_eq!(shown("同 上"), ["同上"]);
        assert_eq!(shown("平成22年度　各区役所"), ["平成22年度 各区役所"]);
    }

    #[test]
    fn a_middle_dot_inside_a_word_is_no_bullet() {
        assert_eq!(shown("ウ・エ 区役所・局 ・開催"), ["ウ・エ 区役所・局", "・開催"]);
    }

    #[test]
    fn every_line_leads_back_to_its_bytes() {
        let fragment = "<p>第１&amp;２</p><b>区</b>";
        let found = lines(fragment, 0);
        assert_eq!(&fragment[found[0].text.whole_source()], "第１&amp;２");
        assert!(found[1].bold);
    }
}
