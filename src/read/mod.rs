//! Read (読取): decoded text to blocks. Every reader fills the same blocks; none interprets.
pub mod archive;
pub mod bound;
pub mod csv;
mod csv_lexer;
mod csv_shape;
pub mod format;
pub mod fragment;
mod grid;
pub mod html;
mod inset;
mod magic;
pub mod markdown;
pub mod mixed;
mod note_mark;
pub mod pdf;
pub mod refused;
pub mod sheet;
