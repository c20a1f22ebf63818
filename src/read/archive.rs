//! Archive (書庫): the members of a ZIP file, each a document of its own. Nothing is written to disk, and every bound below holds
//! whatever the archive says of itself.

use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::digest;
use crate::model::document::Input;
use crate::read::format::{self, Format};
use crate::read::refused::Refused;
use encoding_rs::SHIFT_JIS;
use std::io::{Cursor, Read as _};
use zip::ZipArchive;
use zip::result::ZipError;

/// Members that are read of one file, those of archives inside it counted.
pub const MOST_MEMBERS: usize = 5_000;
/// Bytes of one member, unpacked.
pub const MOST_MEMBER_BYTES: u64 = 256 << 20;
/// Bytes of all members of one file, unpacked.
pub const MOST_TOTAL_BYTES: u64 = 512 << 20;
/// Unpacked bytes for each packed one, beyond [`FREE_BYTES`]; deflate cannot give more than 1032, documents stay under 50.
pub const MOST_RATIO: u64 = 200;
/// Bytes that a member may have whatever its ratio.
pub const FREE_BYTES: u64 = 4 << 20;

/// A member, or what there is to say of one that is not read.
pub type Member = Result<Input, Refused>;

/// The members of the archive at `path`, sorted by name; archives inside it are opened once.
pub fn members(path: &str, bytes: &[u8]) -> Vec<Member> {
    let mut unpacking = Unpacking { members: vec![], count: 0, total: 0 };
    unpacking.archive(path, bytes, 0);
    unpacking.members
}

struct Unpacking {
    members: Vec<Member>,
    count: usize,
    total: u64,
}

/// What the directory says of a member.
struct Entry {
    index: usize,
    name: String,
}

impl Unpacking {
    fn archive(&mut self, path: &str, bytes: &[u8], depth: usize) {
        let mut remarks = vec![];
        match ZipArchive::new(Cursor::new(bytes)) {
            Ok(mut archive) => self.entries(path, &mut archive, depth, &mut remarks),
            Err(error) => remarks.push(Diagnostic::new(Code::DamagedContainer, format!("{path}: the archive cannot be opened: {error}"))),
        }
        if !remarks.is_empty() {
            self.members.push(Err(Refused::unread(path, remarks)));
        }
    }

    fn entries(&mut self, path: &str, archive: &mut ZipArchive<Cursor<&[u8]>>, depth: usize, remarks: &mut Vec<Diagnostic>) {
        if archive.has_duplicate_names() {
            remarks.push(Diagnostic::new(Code::DamagedContainer, format!("{path}: members with the same name; only the last of each is read")));
        }
        let mut entries = vec![];
        for index in 0..archive.len() {
            let Ok(member) = archive.by_index_data(index) else { continue };
            let name = shown(&decoded(member.name_raw(), member.flags().as_u16() & 0x800 != 0));
            if !member.is_dir() && (is_unsafe(&name) || !is_hidden(&name)) {
                entries.push(Entry { index, name });
            }
        }
        if entries.is_empty() {
            remarks.push(Diagnostic::new(Code::EmptyDocument, format!("{path}: the archive holds no file")));
        }
        entries.sort_by(|a, b| (&a.name, a.index).cmp(&(&b.name, b.index)));
        let all = entries.len();
        for (done, entry) in entries.into_iter().enumerate() {
            if self.count >= MOST_MEMBERS || self.total >= MOST_TOTAL_BYTES {
                let bound = if self.count >= MOST_MEMBERS { format!("{MOST_MEMBERS} members") } else { format!("{MOST_TOTAL_BYTES} bytes") };
                remarks.push(Diagnostic::new(Code::LimitReached, format!("{path}: more than {bound} in one file; {} of {all} members were not read", all - done)));
                return;
            }
            self.count += 1;
            let full = format!("{path}!{}", entry.name);
            match self.member(archive, &entry) {
                Ok(bytes) => self.unpacked(full, bytes, depth),
                Err((code, words)) => {
                    let diagnostic = Diagnostic::new(code, format!("{full}: {words}"));
                    self.members.push(Err(Refused::unread(&full, vec![diagnostic])));
                }
            }
        }
    }

    /// The bytes of a member, within the bounds.
    fn member(&mut self, archive: &mut ZipArchive<Cursor<&[u8]>>, entry: &Entry) -> Result<Vec<u8>, (Code, String)> {
        if is_unsafe(&entry.name) {
            return Err((Code::UnsafePath, "the name leads outside the archive; the member was refused".to_owned()));
        }
        let damaged = |error: &dyn std::fmt::Display| (Code::DamagedContainer, format!("the member cannot be unpacked: {error}"));
        let about = archive.by_index_data(entry.index).map_err(|error| damaged(&error))?;
        if about.encrypted() {
            return Err((Code::UnsupportedFormat, "the member is encrypted; unpack it with its password and give the file".to_owned()));
        }
        if about.is_symlink() {
            return Err((Code::ExternalReference, "the member is a symbolic link; it is not followed".to_owned()));
        }
        let by_ratio = about.compressed_size().saturating_mul(MOST_RATIO).max(FREE_BYTES);
        let bound = by_ratio.min(MOST_MEMBER_BYTES).min(MOST_TOTAL_BYTES - self.total);
        let member = match archive.by_index(entry.index) {
            Ok(member) => member,
            Err(ZipError::UnsupportedArchive(why)) => {
                return Err((Code::UnsupportedFormat, format!("the member is packed in a way that is not read ({why}); unpack it and give the file")));
            }
            Err(ZipError::CompressionMethodNotSupported(method)) => {
                return Err((Code::UnsupportedFormat, format!("the member is packed by method {method}, which is not read; unpack it and give the file")));
            }
            Err(error) => return Err(damaged(&error)),
        };
        let mut bytes = vec![];
        let read = member.take(bound + 1).read_to_end(&mut bytes);
        // What was unpacked counts, even when it is thrown away: a thousand bombs cost no more than one.
        self.total = (self.total + bytes.len() as u64).min(MOST_TOTAL_BYTES);
        if bytes.len() as u64 > bound {
            let why = if bound == by_ratio { format!("more than {MOST_RATIO} times its packed size") } else { format!("more than {bound} bytes") };
            return Err((Code::LimitReached, format!("the member unpacks to {why}; it was not read")));
        }
        read.map_err(|error| damaged(&error))?;
        Ok(bytes)
    }

    fn unpacked(&mut self, path: String, bytes: Vec<u8>, depth: usize) {
        let told = format::of_bytes(&bytes, &path);
        if let Some(format) = told.filter(|format| format.refusal().is_some()) {
            // Reading from memory cannot fail.
            let (sha256, count) = digest::of_stream(&bytes, &mut std::io::empty()).unwrap_or_default();
            self.members.push(Err(Refused::format(&path, format, sha256, count)));
        } else if told != Some(Format::Zip) {
            self.members.push(Ok(Input { path, bytes }));
        } else if depth == 0 {
            self.archive(&path, &bytes, 1);
        } else {
            let words = format!("{path}: an archive in an archive in an archive; it was not opened");
            self.members.push(Err(Refused::unread(&path, vec![Diagnostic::new(Code::LimitReached, words)])));
        }
    }
}

/// A member's name: UTF-8 where the flag or the bytes say so, else cp932, which is what Japanese programs wrote for decades.
fn decoded(raw: &[u8], flagged: bool) -> String {
    let cp932 = || {
        let (name, damaged) = SHIFT_JIS.decode_without_bom_handling(raw);
        (!damaged).then(|| name.into_owned())
    };
    match std::str::from_utf8(raw) {
        // Half-width kana of cp932 can be valid UTF-8 by chance, but only for letters that Japanese names do not hold.
        Ok(name) if flagged || name.is_ascii() || name.chars().any(|c| c >= '\u{800}') => name.to_owned(),
        Ok(name) => cp932().unwrap_or_else(|| name.to_owned()),
        Err(_) if !flagged => cp932().unwrap_or_else(|| String::from_utf8_lossy(raw).into_owned()),
        Err(_) => String::from_utf8_lossy(raw).into_owned(),
    }
}

/// The name with `/` between its parts and no control characters.
fn shown(name: &str) -> String {
    name.chars().map(|c| if c == '\\' { '/' } else { c }).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// Absolute, with a drive, or going up.
fn is_unsafe(name: &str) -> bool {
    let drive = name.as_bytes().get(1) == Some(&b':') && name.as_bytes()[0].is_ascii_alphabetic();
    name.starts_with('/') || drive || name.split('/').any(|part| part == "..")
}

/// Hidden files and what macOS adds, as in folders.
fn is_hidden(name: &str) -> bool {
    name.split('/').any(|part| part == "__MACOSX" || (part.starts_with('.') && part != "." && part != ".."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_decoded_before_they_are_cut() {
        // 表 and 能 end in 0x5C, a backslash.
        let raw = SHIFT_JIS.encode("評価表/機能.csv").0.into_owned();
        assert!(raw.contains(&0x5c));
        assert_eq!(shown(&decoded(&raw, false)), "評価表/機能.csv");
        assert_eq!(decoded("評価表.csv".as_bytes(), false), "評価表.csv");
        assert_eq!(decoded(&[0xc3, 0xbd, 0xc4], false), "ﾃｽﾄ");
        assert_eq!(decoded(&[0xc3, 0xbd], false), "ﾃｽ");
        assert_eq!(shown("a\\b\u{7}.txt"), "a/b\u{fffd}.txt");
    }

    #[test]
    fn paths_out_of_the_archive_are_known() {
        for name in ["../x", "a/../../x", "/etc/passwd", "C:/x", "c:x"] {
            assert!(is_unsafe(name), "{name}");
        }
        for name in ["a/b", "..a/b", "a..b", "評価/表.csv"] {
            assert!(!is_unsafe(name), "{name}");
        }
    }
}
