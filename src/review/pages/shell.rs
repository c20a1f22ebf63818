//! Shell (外枠): what every page has: its head with a policy that lets nothing run but our own script, and texts made safe to look at.

use crate::review::{Language, is_hidden};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// How every page looks.
pub const STYLE: &str = include_str!("review.css");

/// What every page does: links, roving focus, the text of hidden signs.
const COMMON: &str = include_str!("common.js");

/// A page to be made.
pub struct Page<'a> {
    /// Its title.
    pub title: String,
    /// Its own script, run behind the common one.
    pub script: &'static str,
    /// Its data for that script.
    pub data: Option<String>,
    /// The way back to the index.
    pub root: &'a str,
    /// Its language.
    pub language: Language,
    /// What stands in it.
    pub body: Markup,
}

impl Page<'_> {
    /// The page as HTML.
    pub fn html(self) -> String {
        let script = format!("\"use strict\";\n{COMMON}\n{}", self.script);
        // Neither network nor image nor frame: only this script and this style, known by their hashes.
        let policy = format!("default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'", hash(&script), hash(STYLE));
        let language = self.language;
        html! {
            (DOCTYPE)
            html lang=(language.code()) {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(policy);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="referrer" content="no-referrer";
                    title { (seen(&self.title)) " – hyotei" }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    header.top {
                        nav aria-label=(language.say("ページ", "pages")) { a href=(format!("{}index.html", self.root)) { "hyotei " (language.say("確認", "review")) } }
                        h1 { (visible(&self.title)) }
                    }
                    (self.body)
                    @if let Some(data) = &self.data { script type="application/json" id="data" { (PreEscaped(data)) } }
                    script { (PreEscaped(script)) }
                }
            }
        }
        .into_string()
    }
}

/// Data for a script: JSON in which no tag can begin or end.
pub fn data(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned()).replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// A text of the source to look at: signs that turn or hide others are shown by their names.
pub fn visible(text: &str) -> Markup {
    if !text.contains(is_hidden) {
        return html! { (text) };
    }
    let mut parts: Vec<(bool, String)> = vec![];
    for character in text.chars() {
        let hidden = is_hidden(character);
        match parts.last_mut() {
            Some((false, part)) if !hidden => part.push(character),
            _ if hidden => parts.push((true, named(character))),
            _ => parts.push((false, character.to_string())),
        }
    }
    html! { @for (hidden, part) in parts { @if hidden { span.sign { (part) } } @else { (part) } } }
}

/// The same for places that hold no markup: titles and attributes.
pub fn seen(text: &str) -> String {
    text.chars().fold(String::new(), |mut out, character| {
        if is_hidden(character) {
            out.push_str(&named(character))
        } else {
            out.push(character)
        }
        out
    })
}

fn named(character: char) -> String {
    format!("[U+{:04X}]", u32::from(character))
}

/// The hash of a script or style as a policy names it.
fn hash(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in Sha256::digest(text.as_bytes()).chunks(3) {
        let bits = (0..3).fold(0u32, |bits, at| bits << 8 | u32::from(chunk.get(at).copied().unwrap_or(0)));
        for at in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * at) & 63) as usize];
            out.push(if at <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_as_a_policy_writes_it() {
        assert_eq!(hash(""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    #[test]
    fn signs_that_turn_the_text_are_named() {
        assert_eq!(visible("a\u{202e}<b>").into_string(), "a<span class=\"sign\">[U+202E]</span>&lt;b&gt;");
        assert_eq!(seen("a\u{2066}b\n"), "a[U+2066]b\n");
    }

    #[test]
    fn data_ends_no_script() {
        assert_eq!(data(&"</script><!--"), "\"\\u003c/script>\\u003c!--\"");
    }

    #[test]
    fn a_page_holds_no_style_or_script_that_its_policy_does_not_name() {
        let page = Page { title: "</title><script>alert(1)</script>".to_owned(), script: "1;", data: None, root: "", language: Language::English, body: html! {} }.html();
        assert_eq!(page.matches("<script").count(), 1);
        assert_eq!(page.matches("</title>").count(), 1);
        assert!(page.contains("default-src 'none'; script-src 'sha256-"));
        // A script that held an end tag would end early, and its hash would be another's.
        assert!(!COMMON.contains("</") && !STYLE.contains("</"));
    }
}
