//! Values of evaluation Japanese that parse and print themselves (floor 1).
pub mod date;
pub mod era;
pub mod glyph;
pub mod label;
pub mod mark;
pub mod municipality;
pub mod number;
pub mod text;
