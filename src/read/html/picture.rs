//! Picture (画像): a picture that shows a mark is the mark.

use crate::japanese::mark::whole_mark;
use crate::japanese::text::Text;
use std::ops::Range;

/// A picture of a mark is the mark: its `alt`, and the bytes of the tag that hold it. In a cell it may be a grade (`Ａ`, `②`);
/// other pictures say nothing that is counted on.
pub fn sign<'a>(page: &str, tag: Range<usize>, alt: &'a str, in_cell: bool) -> Option<(&'a str, Range<usize>)> {
    let sign = alt.trim();
    let mut characters = sign.chars();
    let is_mark = |c: char| "◎○〇◯●△▲▽▼×✕☆★□■☑✓✔".contains(c);
    let single = characters.next().is_some_and(is_mark) && characters.next().is_none();
    if !(single || in_cell && whole_mark(Text::new(sign).normal()).is_some()) {
        return None;
    }
    let source = page.get(tag.clone())?;
    let is_value = |at: &usize| {
        let before = source[..*at].trim_end_matches(['"', '\'', ' ']);
        before.strip_suffix('=').is_some_and(|before| before.trim_end().to_ascii_lowercase().ends_with("alt"))
    };
    let at = tag.start + source.match_indices(sign).map(|(at, _)| at).find(is_value)?;
    Some((sign, at..at + sign.len()))
}
