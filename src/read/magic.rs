//! Magic (署名): binary formats told by their first bytes and, for containers, by what they hold.

use crate::read::format::{Foreign, Format};
use std::io::{BufReader, Cursor, Read, Seek};

const UNPACK: &str = "unpack it and give its files";
const SCAN: &str = "it holds a picture of the page; read it by OCR and give the text";

/// First bytes, the offset they stand at, and the format.
const SIGNS: &[(&[u8], usize, Foreign)] = &[
    (b"\x1f\x8b", 0, Foreign { name: "gzip", what: "a gzip archive", advice: UNPACK }),
    (b"BZh", 0, Foreign { name: "bzip2", what: "a bzip2 archive", advice: UNPACK }),
    (b"\xfd7zXZ\0", 0, Foreign { name: "xz", what: "an xz archive", advice: UNPACK }),
    (b"\x28\xb5\x2f\xfd", 0, Foreign { name: "zstd", what: "a zstd archive", advice: UNPACK }),
    (b"7z\xbc\xaf\x27\x1c", 0, Foreign { name: "7z", what: "a 7z archive", advice: UNPACK }),
    (b"Rar!\x1a\x07", 0, Foreign { name: "rar", what: "a RAR archive", advice: UNPACK }),
    (b"-lh", 2, Foreign { name: "lzh", what: "an LZH archive", advice: UNPACK }),
    (b"ustar", 257, Foreign { name: "tar", what: "a tar archive", advice: UNPACK }),
    (b"\x89PNG\r\n\x1a\n", 0, Foreign { name: "png", what: "a PNG image", advice: SCAN }),
    (b"\xff\xd8\xff", 0, Foreign { name: "jpeg", what: "a JPEG image", advice: SCAN }),
    (b"GIF87a", 0, Foreign { name: "gif", what: "a GIF image", advice: SCAN }),
    (b"GIF89a", 0, Foreign { name: "gif", what: "a GIF image", advice: SCAN }),
    (b"II*\0", 0, Foreign { name: "tiff", what: "a TIFF image", advice: SCAN }),
    (b"MM\0*", 0, Foreign { name: "tiff", what: "a TIFF image", advice: SCAN }),
    (b"WEBP", 8, Foreign { name: "webp", what: "a WebP image", advice: SCAN }),
    (b"{\\rtf", 0, Foreign { name: "rtf", what: "an RTF document", advice: "save it as a web page (HTML), text or a workbook" }),
    (b"SQLite format 3\0", 0, Foreign { name: "sqlite", what: "an SQLite database", advice: "export its tables as CSV" }),
    (b"PAR1", 0, Foreign { name: "parquet", what: "a Parquet file", advice: "export it as CSV" }),
];

const SLIDES: Foreign = Foreign { name: "presentation", what: "a presentation", advice: "save its text or tables as text, CSV or a workbook" };
const LOCKED: Foreign = Foreign { name: "encrypted_office", what: "an Office file with a password", advice: "open it with the password and save it without" };
const ICHITARO: Foreign = Foreign { name: "ichitaro", what: "an Ichitaro (一太郎) document", advice: "save it as text or a workbook" };
const OLE: Foreign = Foreign { name: "ole2", what: "an OLE2 container that holds no workbook", advice: "save its content as text, CSV or a workbook" };
const OPEN_DOCUMENT: Foreign = Foreign { name: "opendocument", what: "an OpenDocument file that is no spreadsheet", advice: "save it as a web page (HTML), text or a spreadsheet" };
const EPUB: Foreign = Foreign { name: "epub", what: "an EPUB book", advice: UNPACK };
const DOCUWORKS: Foreign = Foreign { name: "docuworks", what: "a DocuWorks document", advice: "save its text or its tables as text, CSV or a workbook" };
const OLD_WORD: Foreign = Foreign { name: "doc", what: "a Word document of the old binary format (.doc)", advice: "open it and save it as .docx" };
const XML_WORD: Foreign = Foreign { name: "word_xml", what: "a Word document as one file of XML", advice: "open it and save it as .docx" };
const OLE_SIGN: &[u8; 8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// Bytes of a container that are looked at together, whole entries of its directory.
const BLOCK: u64 = 1 << 16;
/// Bytes in which a container of letters says what it is.
const LETTERHEAD: usize = 4096;
const PACKAGE: Foreign = Foreign { name: "package", what: "an Office package that holds no workbook", advice: "save its content as text, CSV or a workbook" };

/// Tells a binary format; the extension only where a container is too damaged to say, or nothing else is known.
pub fn tell(bytes: &[u8], extension: &str) -> Option<Format> {
    // Producers put up to 1024 bytes before the header of a PDF.
    if bytes.starts_with(b"%PDF-") || (bytes.contains(&0) && bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-")) {
        return Some(Format::Pdf);
    }
    if is_package(bytes) {
        return Some(zip::ZipArchive::new(Cursor::new(bytes)).map_or_else(|_| damaged_package(bytes, extension), |mut archive| package(&mut archive)));
    }
    if bytes.starts_with(OLE_SIGN) {
        let mut names = Names::default();
        names.see(bytes);
        return Some(names.tell(extension));
    }
    for (sign, at, foreign) in SIGNS {
        if bytes.get(*at..).is_some_and(|rest| rest.starts_with(sign)) && (!sign.is_ascii() || is_whole_sign(bytes, foreign.name)) {
            return Some(Format::Unsupported(*foreign));
        }
    }
    if let Some(format) = in_text(&bytes[..bytes.len().min(LETTERHEAD)], extension) {
        return Some(format);
    }
    match extension {
        "xdw" | "xbd" if bytes.contains(&0) => Some(Format::Unsupported(DOCUWORKS)),
        _ => None,
    }
}

/// A ZIP or OLE2 container begins here.
pub fn is_container(start: &[u8]) -> bool {
    is_package(start) || start.starts_with(OLE_SIGN)
}

fn is_package(start: &[u8]) -> bool {
    start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") || start.starts_with(b"PK\x07\x08")
}

/// Tells what a container holds, read from where it lies; `None` if it is none, or too damaged to have a directory.
pub fn tell_container(file: &mut (impl Read + Seek), extension: &str) -> Option<Format> {
    let mut start = [0; 8];
    file.read_exact(&mut start).ok()?;
    file.rewind().ok()?;
    if is_package(&start) {
        return zip::ZipArchive::new(BufReader::new(file)).ok().map(|mut archive| package(&mut archive));
    }
    if start != *OLE_SIGN {
        return None;
    }
    let mut names = Names::default();
    let mut block = vec![];
    loop {
        block.clear();
        file.by_ref().take(BLOCK).read_to_end(&mut block).ok()?;
        names.see(&block);
        if block.is_empty() {
            return Some(names.tell(extension));
        }
    }
}

/// Containers that are written in letters: a page with its pictures as a mail (MHTML), a workbook or a document as XML.
fn in_text(start: &[u8], extension: &str) -> Option<Format> {
    let mail = [&b"MIME-Version:"[..], b"From: <Saved by", b"From: \"Saved by"].iter().any(|sign| start.starts_with(sign));
    let named = matches!(extension, "mht" | "mhtml") && contains(start, b"boundary=");
    if (mail || named) && contains(start, b"Content-Type:") {
        return Some(Format::WebArchive);
    }
    let xml = [&b"<?xml"[..], b"\xef\xbb\xbf<?xml", b"<Workbook", b"<w:wordDocument"].iter().any(|sign| start.starts_with(sign));
    let holds = |word: &[u8]| xml && contains(start, word);
    match () {
        _ if holds(b"<Workbook") && holds(b"urn:schemas-microsoft-com:office:spreadsheet") => Some(Format::XmlWorkbook),
        _ if holds(b"progid=\"Excel.Sheet\"") => Some(Format::XmlWorkbook),
        _ if holds(b"progid=\"Word.Document\"") || holds(b"<w:wordDocument") => Some(Format::Unsupported(XML_WORD)),
        _ => None,
    }
}

/// Letters alone are no sign: text may hold the same. What stands round them must fit too.
fn is_whole_sign(bytes: &[u8], name: &str) -> bool {
    match name {
        "lzh" => bytes.get(6) == Some(&b'-') && bytes.get(5).is_some_and(u8::is_ascii_alphanumeric),
        "webp" => bytes.starts_with(b"RIFF"),
        "rtf" => true,
        _ => bytes[..bytes.len().min(4096)].iter().any(|byte| *byte < 9),
    }
}

/// What a ZIP container is, by its members.
fn package(archive: &mut zip::ZipArchive<impl Read + Seek>) -> Format {
    let has = |name: &str| archive.index_for_name(name).is_some();
    if has("xl/workbook.xml") {
        return Format::Xlsx;
    }
    if has("xl/workbook.bin") {
        return Format::Xlsb;
    }
    if has("word/document.xml") {
        return Format::Word;
    }
    if has("ppt/presentation.xml") {
        return Format::Unsupported(SLIDES);
    }
    if has("[Content_Types].xml") {
        return by_content_types(archive);
    }
    if let Some(index) = archive.index_for_name("mimetype") {
        let kind = member_start(archive, index);
        if kind.starts_with("application/vnd.oasis.opendocument.spreadsheet") {
            return Format::Ods;
        }
        if kind.starts_with("application/vnd.oasis.opendocument") {
            return Format::Unsupported(OPEN_DOCUMENT);
        }
        if kind.starts_with("application/epub") {
            return Format::Unsupported(EPUB);
        }
    }
    Format::Zip
}

/// An Office package whose parts have other names than usual: its list of types says what it is.
fn by_content_types(archive: &mut zip::ZipArchive<impl Read + Seek>) -> Format {
    let Some(index) = archive.index_for_name("[Content_Types].xml") else { return Format::Zip };
    let types = member_start(archive, index);
    if types.contains("sheet.main+xml") || types.contains("ms-excel.sheet.macroEnabled.main") {
        Format::Xlsx
    } else if types.contains("ms-excel.sheet.binary") {
        Format::Xlsb
    } else if types.contains("wordprocessingml") {
        Format::Word
    } else if types.contains("presentationml") {
        Format::Unsupported(SLIDES)
    } else {
        Format::Unsupported(PACKAGE)
    }
}

/// The first 64 KiB of a member as text; empty if it cannot be read.
fn member_start(archive: &mut zip::ZipArchive<impl Read + Seek>, index: usize) -> String {
    let mut bytes = vec![];
    if let Ok(member) = archive.by_index(index) {
        let _ = member.take(1 << 16).read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A ZIP container without a directory: the names that stand before its members and its own name are all there is.
fn damaged_package(bytes: &[u8], extension: &str) -> Format {
    let length = bytes.get(26..28).map_or(0, |pair| usize::from(u16::from_le_bytes([pair[0], pair[1]])));
    let first = bytes.get(30..30 + length).unwrap_or_default();
    let of_a_package = matches!(first, b"[Content_Types].xml" | b"mimetype" | b"_rels/.rels") || first.starts_with(b"xl/") || first.starts_with(b"docProps/");
    if !of_a_package {
        return Format::Zip;
    }
    let holds = |name: &str| contains(bytes, name.as_bytes());
    match extension {
        "docx" | "docm" => Format::Word,
        "pptx" => Format::Unsupported(SLIDES),
        "odt" | "odp" => Format::Unsupported(OPEN_DOCUMENT),
        _ if holds("xl/workbook.xml") => Format::Xlsx,
        _ if ["xl/workbook.bin", "workbook.bin.rels", "xl/worksheets/sheet1.bin"].into_iter().any(holds) => Format::Xlsb,
        "xlsb" => Format::Xlsb,
        "ods" => Format::Ods,
        _ if first == b"mimetype" => Format::Ods,
        _ => Format::Xlsx,
    }
}

/// The bytes hold this word.
pub(super) fn contains(bytes: &[u8], word: &[u8]) -> bool {
    let Some(first) = word.first() else { return true };
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| byte == first) {
        if rest[at..].starts_with(word) {
            return true;
        }
        rest = &rest[at + 1..];
    }
    false
}

/// Names in the directory of an OLE2 container (entries of 128 bytes, UTF-16) that say what it is, and which of them were seen.
#[derive(Default)]
struct Names([bool; ENTRIES.len()]);

const ENTRIES: [&str; 5] = ["Workbook", "Book", "WordDocument", "PowerPoint Document", "EncryptedPackage"];

impl Names {
    /// Looks for them in a stretch that begins with an entry.
    fn see(&mut self, bytes: &[u8]) {
        for (name, seen) in ENTRIES.iter().zip(&mut self.0) {
            let wide: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
            *seen = *seen || bytes.chunks(128).any(|entry| entry.starts_with(&wide));
        }
    }

    /// What the container is.
    fn tell(&self, extension: &str) -> Format {
        let [workbook, book, word, slides, locked] = self.0;
        if workbook || book {
            Format::Xls
        } else if word {
            Format::Unsupported(OLD_WORD)
        } else if slides {
            Format::Unsupported(SLIDES)
        } else if locked {
            Format::Unsupported(LOCKED)
        } else if matches!(extension, "jtd" | "jtt" | "jtdc") {
            Format::Unsupported(ICHITARO)
        } else if extension == "xls" {
            // The directory may be cut off; the workbook reader says what is wrong.
            Format::Xls
        } else {
            Format::Unsupported(OLE)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(bytes: &[u8], extension: &str) -> Option<&'static str> {
        tell(bytes, extension).map(Format::name)
    }

    #[test]
    fn first_bytes_tell() {
        assert_eq!(name(b"%PDF-1.7\n", "txt"), Some("pdf"));
        assert_eq!(name(b"\x1f\x8b\x08\0", "csv"), Some("gzip"));
        assert_eq!(name(b"\x89PNG\r\n\x1a\n\0\0", ""), Some("png"));
        assert_eq!(name(b"\x20\x35-lh5-\x10\0\0", ""), Some("lzh"));
        assert_eq!(name(b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", ""), Some("zip"));
    }

    #[test]
    fn text_that_looks_a_little_like_it_stays_text() {
        for text in ["a -lh- b", "II 事業", "PK 戦", "本書は%PDF-1.7で", "x\ty"] {
            assert_eq!(name(text.as_bytes(), "xls"), None, "{text}");
        }
    }

    #[test]
    fn an_ole_container_is_told_by_its_directory() {
        let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        bytes.resize(1024, 0);
        assert_eq!(name(&bytes, ""), Some("ole2"));
        bytes.extend("Workbook".encode_utf16().flat_map(u16::to_le_bytes));
        bytes.resize(2048, 0);
        assert_eq!(name(&bytes, ""), Some("xls"));
    }
}
