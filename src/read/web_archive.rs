//! Web archive (ウェブアーカイブ, MHTML): the page of a page saved as a letter with all that belongs to it.

use crate::read::magic::contains;
use crate::read::sheet::quiet;
use mail_parser::{Encoding, MessageParser, MessagePart, MimeHeaders, PartType};

/// Letters that may be enclosed in one another.
const MOST_LETTERS: usize = 16;
/// Frames of a page that are read.
const MOST_FRAMES: usize = 256;

/// The page of an archive, as its bytes.
#[derive(Debug, PartialEq, Eq)]
pub struct Page {
    /// Its bytes; those of its frames follow.
    pub bytes: Vec<u8>,
    /// The encoding that the letter declares for it.
    pub charset: Option<String>,
}

/// The page of an archive.
///
/// # Errors
/// Why there is none.
pub fn page(bytes: &[u8]) -> Result<Page, String> {
    if memchr::memmem::find_iter(bytes, b"message/rfc822").nth(MOST_LETTERS).is_some() {
        return Err(format!("more than {MOST_LETTERS} letters stand in one another"));
    }
    quiet::guarded(|| {
        let letter = MessageParser::new().parse(bytes).ok_or("it has no head")?;
        let pages: Vec<&MessagePart<'_>> = letter.parts.iter().filter(|part| matches!(part.body, PartType::Html(_)) || is_page(part)).collect();
        let start = letter.content_type().and_then(|kind| kind.attribute("start")).map(|id| id.trim_matches(['<', '>']).to_owned());
        let first = pages.iter().position(|part| start.is_some() && part.content_id().map(|id| id.trim_matches(['<', '>'])) == start.as_deref()).unwrap_or(0);
        let main = pages.get(first).ok_or("it holds no page")?;
        let mut out = body(main, bytes);
        if contains(&out, b"<frameset") || contains(&out, b"<FRAMESET") {
            let frames = pages.iter().enumerate().filter(|(index, part)| *index != first && !part.content_location().is_some_and(|place| place.contains("tabstrip")));
            for (_, frame) in frames.take(MOST_FRAMES) {
                out.push(b'\n');
                out.extend(body(frame, bytes));
            }
        }
        let charset = main.content_type().and_then(|kind| kind.attribute("charset")).map(str::to_owned);
        Ok(Page { bytes: out, charset })
    })
}

fn is_page(part: &MessagePart<'_>) -> bool {
    part.content_type().is_some_and(|kind| kind.ctype() == "application" && kind.subtype() == Some("xhtml+xml"))
}

/// The bytes of a part as they were before they were made letters. The crate decodes them to text, too; ours to guess is the encoding.
fn body(part: &MessagePart<'_>, bytes: &[u8]) -> Vec<u8> {
    let raw = bytes.get(part.raw_body_offset() as usize..part.raw_end_offset() as usize).unwrap_or_default();
    match part.encoding {
        Encoding::QuotedPrintable => unquoted(raw),
        Encoding::Base64 => mail_parser::decoders::base64::base64_decode(raw).unwrap_or_else(|| part.contents().to_vec()),
        Encoding::None => raw.to_vec(),
    }
}

/// Quoted-printable; what is none stands as it is.
fn unquoted(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let mut at = 0;
    while let Some(byte) = raw.get(at) {
        let digit = |offset: usize| raw.get(at + offset).and_then(|byte| char::from(*byte).to_digit(16));
        match (byte, raw.get(at + 1), digit(1), digit(2)) {
            (b'=', Some(b'\r'), ..) if raw.get(at + 2) == Some(&b'\n') => at += 3,
            (b'=', Some(b'\n'), ..) => at += 2,
            (b'=', _, Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                at += 3;
            }
            (other, ..) => {
                out.push(*other);
                at += 1;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_bytes_are_told() {
        assert_eq!(unquoted(b"a=3D=\r\n=E8=A9=95=\nb=ZZ="), "a=評b=ZZ=".as_bytes());
    }

    #[test]
    fn the_page_that_the_letter_starts_with_is_read() {
        let letter = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"; start=\"<b>\"\r\n\r\n--x\r\nContent-Type: text/html\r\nContent-ID: <a>\r\n\r\n<p>甲\r\n--x\r\nContent-Type: text/html; charset=Shift_JIS\r\nContent-ID: <b>\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+iWs=\r\n--x--\r\n";
        assert_eq!(page(letter.as_bytes()), Ok(Page { bytes: b"<p>\x89k".to_vec(), charset: Some("Shift_JIS".to_owned()) }));
        assert_eq!(page(b"MIME-Version: 1.0\r\n\r\n"), Err("it holds no page".to_owned()));
    }
}
