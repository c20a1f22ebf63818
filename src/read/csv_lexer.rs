//! Lexer of separated values (区切り): records and fields after RFC 4180, with the byte span of each, and mercy for what
//! programs and people write otherwise.

use std::ops::Range;

/// A field of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its bytes, quotes included.
    pub source: Range<usize>,
    /// Its text, quotes left out.
    pub body: Range<usize>,
    /// It stood in quotes: a doubled quote inside is one.
    pub quoted: bool,
}

/// Reads records one after another. Every byte is looked at a bounded number of times, whatever the quotes are.
pub struct Lexer<'a> {
    text: &'a str,
    delimiter: u8,
    at: usize,
}

impl<'a> Lexer<'a> {
    /// Starts at byte `at`.
    pub fn new(text: &'a str, delimiter: u8, at: usize) -> Lexer<'a> {
        Lexer { text, delimiter, at }
    }

    fn field(&mut self) -> Field {
        let start = self.at;
        if let Some(field) = self.quoted(start) {
            return field;
        }
        let end = self.plain_end(start);
        self.at = end;
        Field { source: start..end, body: start..end, quoted: false }
    }

    /// A field in quotes; `None` if its quotes do not open and close it.
    fn quoted(&mut self, start: usize) -> Option<Field> {
        let bytes = self.text.as_bytes();
        let open = self.skip_spaces(start);
        // ="0012" is how spreadsheets are kept from reading a number.
        let open = if bytes.get(open) == Some(&b'=') && bytes.get(open + 1) == Some(&b'"') { open + 1 } else { open };
        if bytes.get(open) != Some(&b'"') {
            return None;
        }
        let close = self.closing(open + 1)?;
        let after = self.skip_spaces(close + 1);
        let ends = |at: usize| bytes.get(at).is_none_or(|byte| *byte == self.delimiter || matches!(byte, b'\n' | b'\r'));
        if ends(after) {
            self.at = after;
            return Some(Field { source: start..after, body: open + 1..close, quoted: true });
        }
        // `"甲"市`: the quotes are text. Where they span lines, the first is a stray one and the line ends as any other.
        if self.text[open..close].contains(['\n', '\r']) {
            return None;
        }
        let end = self.plain_end(close + 1);
        self.at = end;
        Some(Field { source: start..end, body: start..end, quoted: false })
    }

    /// The first quote from `at` that is not doubled.
    fn closing(&self, mut at: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        loop {
            at += memchr::memchr(b'"', bytes.get(at..)?)?;
            if bytes.get(at + 1) != Some(&b'"') {
                return Some(at);
            }
            at += 2;
        }
    }

    fn plain_end(&self, start: usize) -> usize {
        memchr::memchr3(self.delimiter, b'\n', b'\r', &self.text.as_bytes()[start..]).map_or(self.text.len(), |at| start + at)
    }

    fn skip_spaces(&self, mut at: usize) -> usize {
        while self.text.as_bytes().get(at) == Some(&b' ') {
            at += 1;
        }
        at
    }
}

impl Iterator for Lexer<'_> {
    type Item = Vec<Field>;

    fn next(&mut self) -> Option<Vec<Field>> {
        if self.at >= self.text.len() {
            return None;
        }
        let mut fields = vec![];
        loop {
            fields.push(self.field());
            match self.text.as_bytes().get(self.at) {
                Some(byte) if *byte == self.delimiter => self.at += 1,
                Some(b'\r') if self.text.as_bytes().get(self.at + 1) == Some(&b'\n') => {
                    self.at += 2;
                    return Some(fields);
                }
                Some(_) => {
                    self.at += 1;
                    return Some(fields);
                }
                None => return Some(fields),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<Vec<&str>> {
        Lexer::new(text, b',', 0).map(|record| record.into_iter().map(|field| &text[field.body]).collect()).collect()
    }

    #[test]
    fn quotes_hold_breaks_delimiters_and_quotes() {
        assert_eq!(shown("a,\"b\nc\",d\r\n\"e,\"\"f\"\"\",,g"), [vec!["a", "b\nc", "d"], vec!["e,\"\"f\"\"", "", "g"]]);
        assert_eq!(shown("a\rb,c\r\r\nd,"), [vec!["a"], vec!["b", "c"], vec![""], vec!["d", ""]]);
        assert_eq!(shown("\"\"\n\"\"\"\"\n"), [vec![""], vec!["\"\""]]);
    }

    #[test]
    fn spaces_and_the_sign_of_text_stand_round_quotes() {
        assert_eq!(shown("a, \"b,c\" ,=\"0012\"\n"), [vec!["a", "b,c", "0012"]]);
    }

    #[test]
    fn stray_quotes_cost_no_more_than_their_field() {
        assert_eq!(shown("\"甲\"市,乙\n丙,\"丁"), [vec!["\"甲\"市", "乙"], vec!["丙", "\"丁"]]);
        assert_eq!(shown("a,\"未定,5\nb,\"済\",6\n"), [vec!["a", "\"未定", "5"], vec!["b", "済", "6"]]);
        assert_eq!(shown("5\"管,3\n"), [vec!["5\"管", "3"]]);
    }

    #[test]
    fn sources_cover_the_quotes() {
        let text = "a,\"b\"";
        let record = Lexer::new(text, b',', 0).next().expect("a record");
        assert_eq!((&text[record[1].source.clone()], &text[record[1].body.clone()], record[1].quoted), ("\"b\"", "b", true));
    }
}
