//! Read (読取): decoded text to blocks. Every reader fills the same blocks; none interprets.
pub mod fragment;
pub mod mixed;
pub mod sheet;
