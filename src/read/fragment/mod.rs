//! Fragment (断片): the text of one cell or line with its markup, to folded lines that know where they came from.
//!
//! Markup is paired, unclosed or with attributes; what is no known tag (`<5%`) stays text.

mod assembly;
mod layout;
mod markup;

pub(super) use assembly::Assembly;
pub use layout::{indent, indent_in_cell, is_cell_bullet, split_bullets, tidied};

use crate::model::block::{Block, Line};

/// Splits a fragment that stands at byte `base` of the document into lines.
pub fn lines(fragment: &str, base: usize) -> Vec<Line> {
    lines_leaving(fragment, base, &mut vec![])
}

/// Splits a fragment into lines; what was struck out and the marks of notes go to `left`.
pub fn lines_leaving(fragment: &str, base: usize, left: &mut Vec<Block>) -> Vec<Line> {
    let mut assembly = Assembly::default();
    assembly.feed(fragment, base, false);
    assembly.finish_leaving(left)
}

/// The same for the inside of a quoted field, where a doubled quote is one.
pub fn quoted_lines(fragment: &str, base: usize, left: &mut Vec<Block>) -> Vec<Line> {
    let mut assembly = Assembly::default();
    assembly.feed(fragment, base, true);
    assembly.finish_leaving(left)
}

/// Splits text without markup that stands at byte `base` of the document into lines.
pub fn plain_lines(printed: &str, base: usize) -> Vec<Line> {
    plain_lines_leaving(printed, base, &[], &mut vec![])
}

/// Splits text without markup into lines, `out` of which is left out with its reason; marks of notes and what is left out go to `left`.
pub fn plain_lines_leaving(printed: &str, base: usize, out: &[(std::ops::Range<usize>, &'static str)], left: &mut Vec<Block>) -> Vec<Line> {
    let mut assembly = Assembly::default();
    let mut at = 0;
    for (range, reason) in out {
        if let Some(before) = printed.get(at..range.start) {
            feed_plain(&mut assembly, before, base + at);
            assembly.leave(base + range.start..base + range.end, reason);
            at = range.end;
        }
    }
    feed_plain(&mut assembly, printed.get(at..).unwrap_or(""), base + at);
    assembly.finish_leaving(left)
}

fn feed_plain(assembly: &mut Assembly, printed: &str, base: usize) {
    let mut at = 0;
    for (index, part) in printed.split('\n').enumerate() {
        if index > 0 {
            assembly.end_line();
        }
        assembly.text(part, base + at);
        at += part.len() + 1;
    }
}

/// Lines of a heading that markup broke, as one.
pub fn joined(lines: Vec<Line>) -> Option<Line> {
    let mut lines = lines.into_iter();
    let mut out = lines.next()?;
    lines.for_each(|next| out.text.append(&next.text));
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(fragment: &str) -> Vec<String> {
        lines(fragment, 0).iter().map(|line| format!("{}{}", if line.bullet { "・" } else { "" }, line.text.as_str())).collect()
    }

    #[test]
    fn markup_is_taken_away_and_breaks_lines() {
        assert_eq!(shown("<p>ア</p> <ul style=\"list-style-type: none\"> <li>再編。(4月)</li> <li>配置</li> </ul>"), ["ア", "・再編。(4月)", "・配置"]);
        assert_eq!(shown("<ul style=\"x\"> ・甲を実施 乙：1名 ・丙"), ["・甲を実施 乙:1名", "・丙"]);
    }

    #[test]
    fn what_is_no_tag_stays() {
        assert_eq!(shown("A<B かつ ＜事業効果＞ 5 &lt; 6 &foo;"), ["A<B かつ <事業効果> 5 < 6 &foo;"]);
    }

    #[test]
    fn a_spread_label_closes_up_and_words_do_not() {
        assert_eq!(shown("課　題"), ["課題"]);
        assert_eq!(shown("同 上"), ["同上"]);
        assert_eq!(shown("平成22年度　各区役所"), ["平成22年度 各区役所"]);
    }

    #[test]
    fn a_middle_dot_inside_a_word_is_no_bullet() {
        assert_eq!(shown("ウ・エ 区役所・局 ・開催"), ["ウ・エ 区役所・局", "・開催"]);
    }

    #[test]
    fn every_line_leads_back_to_its_bytes() {
        let fragment = "<p>第１&amp;２</p><b>区</b>";
        let found = lines(fragment, 0);
        assert_eq!(&fragment[found[0].text.whole_source()], "第１&amp;２");
        assert!(found[1].bold);
    }
}
