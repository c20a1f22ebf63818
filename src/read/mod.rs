//! Read (読取): decoded text to blocks. Every reader fills the same blocks; none interprets.
pub mod fragment;
pub mod html;
pub mod mixed;
