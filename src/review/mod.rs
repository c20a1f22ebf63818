//! Review (確認): what was read, shown to a person: as pages, as one record explained, and as the difference of two datasets.

pub mod difference;
pub mod explanation;
pub mod language;
pub mod original;
pub mod pages;
mod picture;
pub mod store;

pub use language::Language;

/// A character that turns, hides or steers what is shown: bidi controls, marks without width, control characters.
pub fn is_hidden(character: char) -> bool {
    character.is_control() && !matches!(character, '\n' | '\t')
        || matches!(character, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
