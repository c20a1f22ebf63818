//! XML of spreadsheets: attributes and events, read without any entity but the five of XML itself.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::BufRead;

/// An attribute by its local name.
pub fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|one| one.key.local_name().as_ref() == name)
        .map(|one| quick_xml::escape::unescape(&one.value).map_or_else(|_| one.value.to_string(), |value| value.into_owned()))
}

/// An attribute as a number.
pub fn number(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(element, name)?.trim().parse().ok()
}

/// `1` or `true`.
pub fn is_on(element: &BytesStart<'_>, name: &str) -> bool {
    matches!(attribute(element, name).as_deref(), Some("1" | "true" | "on"))
}

/// Calls `visit` for every event until it says `false`; the error is in words. End tags may be those of other elements.
pub fn each(source: impl BufRead, visit: impl FnMut(&Event<'_>) -> bool) -> Result<(), String> {
    walk(source, false, visit)
}

/// The same for XML whose end tags must be those of its elements.
pub fn each_whole(source: impl BufRead, visit: impl FnMut(&Event<'_>) -> bool) -> Result<(), String> {
    walk(source, true, visit)
}

fn walk(source: impl BufRead, check_end_names: bool, mut visit: impl FnMut(&Event<'_>) -> bool) -> Result<(), String> {
    let mut reader = Reader::from_reader(source);
    let settings = reader.config_mut();
    settings.expand_empty_elements = true;
    settings.check_end_names = check_end_names;
    let mut buffer = vec![];
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Eof) => return Ok(()),
            Ok(event) => {
                if !visit(&event) {
                    return Ok(());
                }
            }
            Err(error) => return Err(format!("{error} (byte {})", reader.error_position())),
        }
    }
}

/// The characters that a text event or a reference stands for.
pub fn characters(event: &Event<'_>) -> Option<String> {
    match event {
        Event::Text(text) => Some(text.xml10_content().into_owned()),
        Event::CData(text) => Some(text.xml10_content().into_owned()),
        Event::GeneralRef(reference) => Some(match reference.resolve_char_ref() {
            Ok(Some(character)) => character.to_string(),
            _ => match reference.as_ref() {
                "amp" => "&".to_owned(),
                "lt" => "<".to_owned(),
                "gt" => ">".to_owned(),
                "quot" => "\"".to_owned(),
                "apos" => "'".to_owned(),
                // An entity of a document type: kept as printed, never expanded.
                other => format!("&{other};"),
            },
        }),
        _ => None,
    }
}

/// Row and column, from 0, of an A1 address.
pub fn address(text: &str) -> Option<(u32, u32)> {
    let text = text.trim_matches('$');
    let letters = text.find(|c: char| !c.is_ascii_alphabetic())?;
    if !(1..=3).contains(&letters) {
        return None;
    }
    let column = text[..letters].bytes().fold(0u32, |sum, letter| sum * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    let row: u32 = text[letters..].trim_start_matches('$').parse().ok()?;
    Some((row.checked_sub(1)?, column - 1))
}

/// The two ends of `A1:C3`; a single address is both.
pub fn range(text: &str) -> Option<((u32, u32), (u32, u32))> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    Some((address(first)?, address(last)?))
}
