//! Decode (復号): bytes to text. Order of evidence: byte-order mark, ISO-2022-JP escapes, UTF-16 pattern, valid UTF-8, what the
//! page declares, detection among the encodings of Japan.

use crate::model::diagnostic::{Code, Diagnostic};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

/// Decoded text and how it was decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text; bytes that are no character became U+FFFD.
    pub text: String,
    /// Name of the encoding.
    pub encoding: &'static str,
    /// What there is to say.
    pub diagnostics: Vec<Diagnostic>,
}

/// Decodes `bytes`; `declared` is a label that the format itself carries (`<meta charset>`).
pub fn decode(bytes: &[u8], declared: Option<&str>) -> Decoded {
    let mut diagnostics = Vec::new();
    let (encoding, skip) = choose(bytes, declared, &mut diagnostics);
    let (text, damaged) = encoding.decode_without_bom_handling(&bytes[skip..]);
    let mut text = text.into_owned();
    let mut name = encoding.name();
    if let Some(mended) = undouble(&text) {
        diagnostics.push(Diagnostic::new(Code::EncodingDoubtful, "the text was UTF-8 read as Windows-1252 and saved again; it was undone"));
        text = mended;
        name = "UTF-8 (double-encoded)";
    }
    if damaged {
        let count = text.matches('\u{fffd}').count();
        let line = text.find('\u{fffd}').map_or(1, |at| text[..at].matches('\n').count() + 1);
        diagnostics.push(Diagnostic::new(Code::EncodingDamage, format!("{count} place(s) are no character in {name}, first on line {line}; each became U+FFFD")));
    }
    if let Some(at) = private(&text) {
        let line = text[..at].matches('\n').count() + 1;
        diagnostics.push(Diagnostic::new(Code::PrivateCharacter, format!("private-use character (外字) on line {line}")));
    }
    Decoded { text, encoding: name, diagnostics }
}

/// No text: NUL bytes or many control bytes, and no UTF-16.
pub fn is_binary(bytes: &[u8]) -> bool {
    if Encoding::for_bom(bytes).is_some() || utf16(bytes).is_some() {
        return false;
    }
    let head = &bytes[..bytes.len().min(8192)];
    let control = head.iter().filter(|byte| **byte < 9 || (14..27).contains(*byte) || (28..32).contains(*byte) || **byte == 127).count();
    head.contains(&0) || control * 20 > head.len()
}

fn choose(bytes: &[u8], declared: Option<&str>, diagnostics: &mut Vec<Diagnostic>) -> (&'static Encoding, usize) {
    let declared = declared.and_then(by_label);
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        // A page in UTF-16 that declares UTF-8 was saved by a program that knew better than the page.
        if encoding == UTF_8 {
            disagree(declared, encoding, bytes, diagnostics);
        }
        return (encoding, length);
    }
    let escapes = |at: usize| matches!(bytes.get(at + 1..at + 3), Some(b"$B" | b"$@" | b"(I" | b"(J"));
    if memchr::memchr_iter(0x1b, bytes).any(escapes) && bytes.is_ascii() {
        disagree(declared, ISO_2022_JP, bytes, diagnostics);
        return (ISO_2022_JP, 0);
    }
    if let Some(encoding) = utf16(bytes) {
        return (encoding, 0);
    }
    // A file cut in the middle of its last character is still UTF-8.
    if valid_but_for_the_end(bytes) {
        disagree(declared, UTF_8, bytes, diagnostics);
        return (UTF_8, 0);
    }
    // What a Japanese label says and the bytes bear out needs no detection.
    if let Some(declared) = declared.filter(|declared| [SHIFT_JIS, EUC_JP, ISO_2022_JP].contains(declared))
        && damage(declared, bytes) == 0
    {
        return (declared, 0);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let guessed = detector.guess(Some(b"jp"), Utf8Detection::Allow);
    let guessed = if [SHIFT_JIS, EUC_JP, UTF_8].contains(&guessed) { guessed } else { least_damage(bytes) };
    let loss = damage(guessed, bytes);
    if let Some(declared) = declared {
        // Any bytes are valid in a Western encoding: it is believed only where no Japanese one fits.
        let japanese = [SHIFT_JIS, EUC_JP, ISO_2022_JP, UTF_8].contains(&declared);
        if damage(declared, bytes) <= loss && (japanese || loss > 0) {
            return (declared, 0);
        }
        disagree(Some(declared), guessed, bytes, diagnostics);
    }
    if damage(UTF_8, bytes) < loss {
        return (UTF_8, 0);
    }
    if bytes.iter().filter(|byte| **byte >= 0x80).count() < 12 {
        diagnostics.push(Diagnostic::new(Code::EncodingDoubtful, format!("{} was guessed from very few bytes", guessed.name())));
    }
    (guessed, 0)
}

fn disagree(declared: Option<&'static Encoding>, used: &'static Encoding, bytes: &[u8], diagnostics: &mut Vec<Diagnostic>) {
    if let Some(declared) = declared
        && declared != used
        && (!bytes.is_ascii() || used == ISO_2022_JP)
    {
        diagnostics.push(Diagnostic::new(Code::EncodingDoubtful, format!("declared {}, but the bytes are {}", declared.name(), used.name())));
    }
}

/// Labels that pages use and the standard does not list.
fn by_label(label: &str) -> Option<&'static Encoding> {
    let label = label.trim().trim_matches(['"', '\'']).to_ascii_lowercase();
    match label.as_str() {
        "cp932" | "ms932" | "windows-932" => Some(SHIFT_JIS),
        "cp51932" | "eucjp" | "euc" => Some(EUC_JP),
        "jis" | "iso2022jp" | "cp50220" | "cp50221" => Some(ISO_2022_JP),
        _ => Encoding::for_label(label.as_bytes()),
    }
}

/// Where the first private-use character stands (U+E000 to U+F8FF).
fn private(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(0xee, 0xef, bytes).find(|at| bytes[*at] == 0xee || bytes[*at + 1] < 0xa4)
}

fn damage(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    encoding.decode_without_bom_handling(&bytes[..bytes.len().min(1 << 16)]).0.matches('\u{fffd}').count()
}

fn least_damage(bytes: &[u8]) -> &'static Encoding {
    [SHIFT_JIS, EUC_JP, UTF_8].into_iter().min_by_key(|encoding| damage(encoding, bytes)).unwrap_or(UTF_8)
}

fn valid_but_for_the_end(bytes: &[u8]) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    }
}

/// UTF-16 without a mark: half of its bytes at one parity are 0x00 or 0x30 (ASCII, kana, punctuation).
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let head = &bytes[..bytes.len().min(4096) & !1];
    let telling = |parity: usize| head.iter().skip(parity).step_by(2).filter(|byte| matches!(**byte, 0x00 | 0x30)).count() * 4 > head.len();
    let newline = |pair: [u8; 2]| head.chunks_exact(2).any(|chunk| chunk == pair);
    let encoding = if telling(1) && newline([b'\n', 0]) {
        UTF_16LE
    } else if telling(0) && newline([0, b'\n']) {
        UTF_16BE
    } else {
        return None;
    };
    (!encoding.decode_without_bom_handling(head).0.contains('\u{fffd}')).then_some(encoding)
}

/// UTF-8 that was read as Windows-1252 and encoded again (`å¹³æˆ`): undone where every character goes back.
fn undouble(text: &str) -> Option<String> {
    // U+00C2 to U+00EF open with this byte.
    memchr::memchr(0xc3, text.as_bytes())?;
    let suspicious = text.chars().take(4096).filter(|c| matches!(*c, '\u{c2}'..='\u{ef}')).count();
    let high = text.chars().take(4096).filter(|c| !c.is_ascii()).count();
    if suspicious < 8 || suspicious * 5 < high {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len());
    for character in text.chars() {
        match u32::from(character) {
            code @ 0..=0xff => bytes.push(code as u8),
            _ => {
                let mut buffer = [0; 4];
                let (encoded, _, bad) = encoding_rs::WINDOWS_1252.encode(character.encode_utf8(&mut buffer));
                if bad || encoded.len() != 1 {
                    return None;
                }
                bytes.push(encoded[0]);
            }
        }
    }
    let mended = String::from_utf8(bytes).ok()?;
    mended.chars().any(|c| ('\u{3040}'..='\u{9fff}').contains(&c)).then_some(mended)
}
