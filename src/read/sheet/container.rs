//! Container (容器): whether the container of a workbook or a document may be opened: sizes are counted by decompressing, never believed.

use crate::model::diagnostic::{Code, Diagnostic};
use crate::read::magic::contains;
use std::io::{BufReader, Cursor, Read};
use zip::ZipArchive;
use zip::read::ZipFile;

/// Bytes that the members of one container may unpack to, together.
pub const MOST_UNPACKED: u64 = 512 << 20;
/// Times that a container may unpack to its own size, beyond [`UNSUSPECTED`] bytes.
pub const MOST_RATIO: u64 = 250;
/// Bytes that any container may unpack to, whatever its ratio.
pub const UNSUSPECTED: u64 = 64 << 20;
/// Members of a container.
pub const MOST_MEMBERS: usize = 20_000;

/// An opened container.
pub type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Opens a container and measures it; the error is a diagnostic.
pub fn open<'a>(bytes: &'a [u8], name: &str, diagnostics: &mut Vec<Diagnostic>) -> Result<Archive<'a>, Diagnostic> {
    let damaged = |error: &dyn std::fmt::Display| Diagnostic::new(Code::DamagedContainer, format!("{name}: the container is damaged: {error}"));
    let mut archive = Archive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    if archive.len() > MOST_MEMBERS {
        return Err(Diagnostic::new(Code::LimitReached, format!("{name}: more than {MOST_MEMBERS} members; it was not opened")));
    }
    let most = MOST_UNPACKED.min((bytes.len() as u64).saturating_mul(MOST_RATIO).max(UNSUSPECTED));
    let mut left = most;
    let mut buffer = vec![0; 1 << 16];
    for index in 0..archive.len() {
        let mut member = match archive.by_index(index) {
            Ok(member) => member,
            Err(error) => return Err(damaged(&error)),
        };
        let title = member.name().map_or_else(|_| String::new(), |title| title.into_owned());
        let mut look = Look::new(&title);
        loop {
            let count = match member.read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => count,
                Err(error) => {
                    diagnostics.push(damaged(&format!("{title}: {error}")));
                    break;
                }
            };
            if left < count as u64 {
                let message = format!("{name}: unpacks to more than {most} bytes (bound: {MOST_UNPACKED} bytes, {MOST_RATIO} times its size); it was not opened");
                return Err(Diagnostic::new(Code::LimitReached, message));
            }
            left -= count as u64;
            look.feed(&buffer[..count]);
        }
        if let Some(what) = look.found() {
            diagnostics.push(Diagnostic::new(Code::ExternalReference, format!("{name}: {title} {what}; nothing was fetched")));
        }
    }
    Ok(archive)
}

/// A member as XML; `None` if it is not there.
pub fn member<'a, 'b>(archive: &'a mut Archive<'b>, name: &str) -> Option<BufReader<ZipFile<'a, Cursor<&'b [u8]>>>> {
    let index = archive.index_for_name(name)?;
    archive.by_index(index).ok().map(BufReader::new)
}

/// Looks through a member for what refers to the outside.
struct Look {
    relations: bool,
    link: bool,
    external: bool,
    doctype: bool,
    tail: Vec<u8>,
}

impl Look {
    fn new(title: &str) -> Look {
        let link = title.contains("externalLinks/externalLink") && !title.contains("_rels") || title.ends_with("xl/connections.xml");
        Look { relations: title.ends_with(".rels"), link, external: false, doctype: false, tail: vec![] }
    }

    fn feed(&mut self, bytes: &[u8]) {
        if self.relations {
            // Relations are short; they are looked at whole.
            if self.tail.len() < 1 << 20 {
                self.tail.extend_from_slice(bytes);
            }
            return;
        }
        self.doctype |= contains(bytes, b"<!DOCTYPE");
        self.tail.extend_from_slice(&bytes[..bytes.len().min(9)]);
        self.doctype |= contains(&self.tail, b"<!DOCTYPE");
        self.tail = bytes[bytes.len().saturating_sub(9)..].to_vec();
    }

    fn found(mut self) -> Option<&'static str> {
        if self.relations {
            self.doctype = contains(&self.tail, b"<!DOCTYPE");
            let text = String::from_utf8_lossy(&self.tail);
            // A hyperlink is a thing to click, not a part of the file.
            self.external =
                text.split("<Relationship ").any(|one| one.contains("TargetMode=\"External\"") && !one.contains("/hyperlink\"") && !one.contains("/externalLinkPath\""));
        }
        match () {
            _ if self.doctype => Some("declares a document type, which was not read"),
            _ if self.link => Some("takes values from another workbook or source"),
            _ if self.external => Some("refers to a file outside the container"),
            _ => None,
        }
    }
}
