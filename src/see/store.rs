//! Store (控え): the texts that were seen, in shards, so that threads seldom wait for each other.
//!
//! Bounded: at most [`MOST_TEXTS`] texts and [`MOST_BYTES`] bytes of them, about 40 MB with all that is known of them. A shard that is full
//! begins anew; a text longer than [`LONGEST`] bytes is read each time.

use super::seen::{Seen, TextId};
use foldhash::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

/// Texts kept at a time.
pub const MOST_TEXTS: usize = 32_768;
/// Bytes of texts kept at a time.
pub const MOST_BYTES: usize = 4 << 20;
/// Longest text that is kept, in bytes.
pub const LONGEST: usize = 4096;

const SHARDS: usize = 32;

/// A part of the store.
#[derive(Default)]
struct Shard {
    known: HashMap<u64, Seen>,
    bytes: usize,
}

static STORE: LazyLock<Vec<Mutex<Shard>>> = LazyLock::new(|| (0..SHARDS).map(|_| Mutex::default()).collect());

/// What is known of a text. Of two texts with one id the first is kept; the other is read each time.
pub fn get(words: &str) -> Seen {
    let id = TextId::of(words);
    let Some(shard) = STORE.get(id.number() as usize % SHARDS).filter(|_| words.len() <= LONGEST) else { return Seen::new(words, id) };
    if let Some(known) = shard.lock().unwrap_or_else(PoisonError::into_inner).known.get(&id.number()) {
        return if known.words() == words { known.clone() } else { Seen::new(words, id) };
    }
    // Folded with the shard open to others: a second thread may do the same, to the same end.
    let seen = Seen::new(words, id);
    let mut shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
    if shard.known.len() >= MOST_TEXTS / SHARDS || shard.bytes + words.len() > MOST_BYTES / SHARDS {
        shard.known.clear();
        shard.bytes = 0;
    }
    shard.bytes += words.len();
    shard.known.entry(id.number()).or_insert(seen).clone()
}

/// How many texts are kept now.
#[cfg(test)]
pub fn kept() -> usize {
    STORE.iter().map(|shard| shard.lock().unwrap_or_else(PoisonError::into_inner).known.len()).sum()
}
