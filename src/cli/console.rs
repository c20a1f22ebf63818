//! Console (端末): what is printed, and what is said if it cannot be.

use crate::error::Error;
use std::fmt::Display;
use std::io::{self, Write as _};

/// Prints to standard output. A reader that has seen enough (`| head`) is no failure.
///
/// # Errors
/// [`Error::Write`] if it takes no more.
pub(super) fn print(text: &str) -> Result<(), Error> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(source) if source.kind() != io::ErrorKind::BrokenPipe => Err(Error::Write { path: "standard output".into(), source }),
        _ => Ok(()),
    }
}

/// Says something to the person on standard error; where nobody can hear it, nothing is lost but the word.
pub(super) fn say(words: impl Display) {
    let _ = writeln!(io::stderr().lock(), "{words}");
}
