//! Digest (要約値): SHA-256 of bytes, texts and streams, and the ids that are made of it.

use sha2::{Digest, Sha256};
use std::io::{self, Read};

/// Hexadecimal digits of an id: a document's, a form's, a sheet's.
const ID: usize = 16;

/// Hexadecimal digits, lower case.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// SHA-256 as hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The first 16 digits of a hash: the id of the document with these bytes, of the form with these labels.
pub fn id(sha256: &str) -> String {
    sha256.chars().take(ID).collect()
}

/// The hash of what begins with `start` and goes on in `rest`, and how many bytes that is.
///
/// # Errors
/// If it cannot be read to its end.
pub fn of_stream(start: &[u8], rest: &mut impl Read) -> io::Result<(String, u64)> {
    let mut hash = Sha256::new_with_prefix(start);
    let mut count = start.len() as u64;
    let mut buffer = vec![0; 1 << 16];
    loop {
        match rest.read(&mut buffer) {
            Ok(0) => return Ok((hex(&hash.finalize()), count)),
            Ok(length) => {
                hash.update(&buffer[..length]);
                count += length as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
