//! Ringed word (丸印を付けた語): one option with a ring among plain ones: `○拡充・継続・縮小`, `拡充 ○継続 縮小`.

use super::choices::{Choice, Choices};
use super::phrase::is_scale_phrase;

/// Rings and ticks that a filler puts to a printed word.
const RINGS: [char; 10] = ['○', '〇', '◯', '◎', '●', '☑', '✓', '✔', '■', '★'];

/// A tick that is a letter of words as well: it marks only what it stands before.
const TICK: char = 'レ';

/// Options set apart by dots or spaces, one of them with a ring; all must be words of a scale, or it is a bullet.
pub fn ringed(whole: &str) -> Option<Choices> {
    let rings = whole.matches(RINGS).count();
    if rings > 1 || rings == 0 && !whole.contains(TICK) {
        return None;
    }
    let mut options = vec![];
    let mut from = 0;
    for part in whole.split_inclusive([' ', '\n', '・', '、', '/', ',']) {
        let range = from..from + part.len();
        from = range.end;
        let printed = Choice::new(whole, range, false);
        if printed.text.is_empty() {
            continue;
        }
        let mut start = printed.range.start;
        let mut end = printed.range.end;
        if let Some(ring) = printed.text.chars().next().filter(|c| RINGS.contains(c) || rings == 0 && *c == TICK) {
            start += ring.len_utf8();
        } else if let Some(ring) = printed.text.chars().next_back().filter(|c| RINGS.contains(c)) {
            end -= ring.len_utf8();
        }
        // A ring by itself belongs to the word before it or to the one after it: nothing tells.
        let option = Choice::new(whole, start..end, end - start < printed.range.len());
        if !is_scale_phrase(&option.text) {
            return None;
        }
        options.push(option);
    }
    (options.len() >= 2 && options.iter().filter(|option| option.marked).count() == 1).then_some(Choices { options })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_before_or_behind_a_word_marks_it_and_bullets_do_not() {
        let shown = |text: &str| ringed(text).map(|list| list.options.iter().map(|option| format!("{}{}", option.text, if option.marked { "!" } else { "" })).collect::<Vec<_>>());
        assert_eq!(shown("拡充 継続○ 縮小"), Some(vec!["拡充".into(), "継続!".into(), "縮小".into()]));
        assert_eq!(shown("拡充・レ継続・縮小"), Some(vec!["拡充".into(), "継続!".into(), "縮小".into()]));
        for none in ["○広報・啓発", "○市民・企業・行政の協働", "拡充 ○ 継続", "○継続", "拡充・継続", "○拡充・○継続", "○事業の拡充・継続"]
        {
            assert_eq!(shown(none), None, "{none}");
        }
    }
}
