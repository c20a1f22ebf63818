//! The nouns (floor 2): what the stages hand to each other.
pub mod block;
pub mod diagnostic;
pub mod digest;
pub mod document;
pub mod form;
pub mod framed;
pub mod grid;
pub mod header;
pub mod lexicon;
pub mod place;
pub mod record;
pub mod residue;
pub mod seen;
pub mod sheet;
pub mod upright;
