//! Intake (受入): the bytes of a file, of standard input or of the members of an archive. What will not be read is told by its first bytes
//! (a container by its directory), and then its bytes are hashed and never held.

use crate::decode;
use crate::discover::Found;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::digest;
use crate::model::document::Input;
use crate::read::archive::{self, Member};
use crate::read::format::{self, Format};
use crate::read::refused::Refused;
use std::fs::File;
use std::io::{self, Read, Seek as _};

/// Largest file that is read, in bytes.
pub const MOST_BYTES: u64 = 256 << 20;
/// First bytes by which a file is told; even, so that UTF-16 stays whole.
const START: u64 = 1 << 16;

/// The bytes of a file, or of standard input; an archive gives one input a member.
pub fn load(file: &Found) -> Vec<Member> {
    let unread = |code: Code, words: String| vec![Err(Refused::unread(&file.name, vec![Diagnostic::new(code, format!("{}: {words}", file.name))]))];
    if let Some(why) = &file.refused {
        return unread(Code::Unreadable, format!("cannot be read: {why}"));
    }
    match taken(file) {
        Err(error) => unread(Code::Unreadable, format!("cannot be read: {error}")),
        Ok(Taken::TooLarge) => unread(Code::LimitReached, format!("larger than {MOST_BYTES} bytes; not read")),
        Ok(Taken::Refused(refused)) => vec![Err(refused)],
        Ok(Taken::Whole(bytes)) if format::of_bytes(&bytes, &file.name) == Some(Format::Zip) => archive::members(&file.name, &bytes),
        Ok(Taken::Whole(bytes)) => vec![Ok(Input { path: file.name.clone(), bytes })],
    }
}

/// The documents of a file, not read yet; what could not be loaded is left out.
pub fn inputs(file: &Found) -> Vec<Input> {
    load(file).into_iter().flatten().collect()
}

enum Taken {
    Whole(Vec<u8>),
    Refused(Refused),
    TooLarge,
}

fn taken(file: &Found) -> io::Result<Taken> {
    if file.name == "-" {
        return take(&file.name, &mut io::stdin().lock(), None);
    }
    let mut open = File::open(&file.path)?;
    if open.metadata()?.len() > MOST_BYTES {
        return Ok(Taken::TooLarge);
    }
    let container = format::of_container(&mut open, &file.name);
    open.rewind()?;
    take(&file.name, &mut open, container)
}

/// Takes in what is read; `known` is the format, where it is known already.
fn take(name: &str, from: &mut impl Read, known: Option<Format>) -> io::Result<Taken> {
    let mut bytes = vec![];
    from.by_ref().take(START).read_to_end(&mut bytes)?;
    let started = bytes.len() as u64 == START;
    let told = known.or_else(|| if started { format::of_start(&bytes, name) } else { format::of_bytes(&bytes, name) });
    let foreign = told.filter(|format| format.refusal().is_some());
    if foreign.is_some() || (told.is_none() && decode::is_binary(&bytes)) {
        // What no reader takes is hashed up to the same bound.
        let (sha256, count) = digest::of_stream(&bytes, &mut from.take(MOST_BYTES + 1 - bytes.len() as u64))?;
        return Ok(match foreign {
            _ if count > MOST_BYTES => Taken::TooLarge,
            Some(format) => Taken::Refused(Refused::format(name, format, sha256, count)),
            None if bytes.is_empty() => Taken::Whole(bytes),
            None => Taken::Refused(Refused::binary(name, sha256, count)),
        });
    }
    from.take(MOST_BYTES + 1 - bytes.len() as u64).read_to_end(&mut bytes)?;
    Ok(if bytes.len() as u64 > MOST_BYTES { Taken::TooLarge } else { Taken::Whole(bytes) })
}
