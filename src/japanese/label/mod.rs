//! Label (記号): the markers of enumerations, told from words that only look alike.

mod atom;
mod marker;
mod title;

pub use atom::atom;
pub use title::leading_label;

use crate::japanese::text::Normal;
use atom::{Atom, Family};
use marker::{Marker, marker};
use std::ops::Range;

/// A labelled stretch of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Markers in full form: `ア(イ)`; two for `ウ・エ`; none for text before the first marker.
    pub labels: Vec<String>,
    /// Bytes of the marker; empty if there is none.
    pub marker: Range<usize>,
    /// Bytes of the text up to the next marker, untrimmed.
    pub body: Range<usize>,
}

/// The open parent labels, carried from cell to cell of one item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carry {
    stack: Vec<Atom>,
}

/// A place where a marker stands, before anything says that it is believed.
struct Candidate {
    at: usize,
    marker: Marker,
    opens_line: bool,
}

/// Cuts a cell at its markers. A cell that is nothing but a marker is one segment without labels.
pub fn segments(text: Normal<'_>, carry: &mut Carry) -> Vec<Segment> {
    let whole = text.as_str();
    let uncut = || vec![Segment { labels: vec![], marker: 0..0, body: 0..whole.len() }];
    if whole.trim().chars().nth(1).is_none() {
        return uncut();
    }
    let candidates = candidates(whole);
    let seconds = seconds(&candidates);
    let mut found: Vec<(Range<usize>, Vec<String>)> = vec![];
    let mut stack = carry.stack.clone();
    for candidate in &candidates {
        let inside = found.last().is_some_and(|(range, _)| candidate.at < range.end);
        if inside || !believed(candidate, &stack, &seconds) {
            continue;
        }
        let mut labels = vec![];
        for chain in &candidate.marker.chains {
            place(&mut stack, chain);
            labels.push(stack.iter().map(|atom| atom.text.as_str()).collect::<String>());
        }
        found.push((candidate.at..candidate.at + candidate.marker.length, labels));
    }
    let only_marker = found.len() == 1 && whole.trim().len() == found[0].0.len();
    if found.is_empty() || only_marker {
        return uncut();
    }
    carry.stack = stack;
    let mut out = vec![];
    if !whole[..found[0].0.start].trim().is_empty() {
        out.push(Segment { labels: vec![], marker: 0..0, body: 0..found[0].0.start });
    }
    let ends: Vec<usize> = found.iter().skip(1).map(|next| next.0.start).chain([whole.len()]).collect();
    out.extend(found.into_iter().zip(ends).map(|((range, labels), end)| Segment { labels, body: range.end..end, marker: range }));
    out
}

/// Every place where a marker may open: at a line's beginning, after a space, a full stop or a closing bracket.
fn candidates(whole: &str) -> Vec<Candidate> {
    let mut out = vec![];
    let mut before = None;
    // Only spaces and bullets stand between the line's beginning and here.
    let mut opens_line = true;
    // Inside `ア、イ、ウ` no other marker opens: each place is looked at once.
    let mut taken = 0;
    for (at, character) in whole.char_indices() {
        let opens = match before {
            None => true,
            Some('・') => opens_line,
            Some(before) => char::is_whitespace(before) || matches!(before, '。' | '】' | '≫' | '〕' | '》'),
        };
        if opens
            && at >= taken
            && let Some(marker) = marker(&whole[at..])
        {
            if marker.chains.len() > 1 {
                taken = at + marker.length;
            }
            out.push(Candidate { at, marker, opens_line });
        }
        opens_line = character == '\n' || opens_line && matches!(character, ' ' | '・');
        before = Some(character);
    }
    out
}

/// For each family, where its second marker stands last.
fn seconds(candidates: &[Candidate]) -> [Option<usize>; Family::COUNT] {
    let mut out = [None; Family::COUNT];
    for candidate in candidates {
        if let Some(first) = candidate.marker.first().filter(|first| first.rank == 2) {
            out[first.family as usize] = Some(candidate.at);
        }
    }
    out
}

/// The marker is one by its place, by its form, or because it counts on.
fn believed(candidate: &Candidate, stack: &[Atom], seconds: &[Option<usize>; Family::COUNT]) -> bool {
    let marker = &candidate.marker;
    let Some(first) = marker.first() else { return false };
    let open = stack.iter().find(|atom| atom.family == first.family);
    let goes_on = match open {
        Some(open) => first.rank == open.rank + 1 || first.rank == 1 && open.rank > 1,
        // The first of its family inside a line needs its second somewhere after it.
        None => first.rank == 1 && seconds[first.family as usize].is_some_and(|second| second > candidate.at),
    };
    match first.family {
        _ if goes_on => true,
        // カ国, ケ所 and their like count; 二 alone begins a word that was printed spread out.
        Family::Kana if marker.tight && matches!(first.text.as_str(), "カ" | "ケ") => false,
        Family::Kanji => candidate.opens_line && first.rank == 1,
        _ => candidate.opens_line || marker.chains.len() > 1 || marker.chains[0].len() > 1 || first.family == Family::BracketKana,
    }
}

/// Puts a chain on the stack: a family that is open is counted on, another stands under what is open.
fn place(stack: &mut Vec<Atom>, chain: &[Atom]) {
    for atom in chain {
        if let Some(open) = stack.iter().position(|other| other.family == atom.family) {
            stack.truncate(open);
        } else if let Some(level) = atom.family.level().filter(|_| atom.rank > 1 || atom.family == Family::Kana) {
            // エ after a bare (ウ), `2.` after a bare (3): the list above goes on, its beginning stood elsewhere.
            let deeper = stack.iter().position(|other| other.family.level().is_some_and(|other| other > level));
            stack.truncate(deeper.unwrap_or(stack.len()));
        }
        stack.push(atom.clone());
    }
}

/// 2-3, (1)12, Ⅱ-1-(1)-①, 23: a number of one part or several, and no name.
pub fn is_number_alone(text: &str) -> bool {
    let sign = |c: char| c.is_ascii_digit() || matches!(c, '-' | '－' | '.' | '(' | ')' | ' ' | '①'..='⑳' | 'Ⅰ'..='Ⅻ');
    text.chars().all(sign) && text.chars().any(|c| !matches!(c, '-' | '－' | '.' | ' '))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::japanese::text::Text;

    fn shown(text: &str) -> Vec<String> {
        let text = Text::new(text);
        let mut carry = Carry::default();
        segments(text.normal(), &mut carry).iter().map(|s| format!("{}={}", s.labels.join("+"), text.as_str()[s.body.clone()].trim().replace('\n', "/"))).collect()
    }

    #[test]
    fn markers_cut_a_cell_and_take_their_full_form() {
        assert_eq!(shown("ア 平成23年度に再編 イ 地域ニーズ ウ 事業展開"), ["ア=平成23年度に再編", "イ=地域ニーズ", "ウ=事業展開"]);
        assert_eq!(shown("ア、イ 同上 ウ ・区役所"), ["ア+イ=同上", "ウ=・区役所"]);
        assert_eq!(shown("ア～エ 同上"), ["ア+イ+ウ+エ=同上"]);
        assert_eq!(shown("ア、 イ 同上"), ["ア+イ=同上"]);
        assert_eq!(shown("ア(ア)・ア(イ)・イ\n・導入\nア(ウ) 達成できた。"), ["ア(ア)+ア(イ)+イ=・導入", "ア(ウ)=達成できた。"]);
        assert_eq!(shown("ウ(ア) 協働 (イ) 各局"), ["ウ(ア)=協働", "ウ(イ)=各局"]);
        assert_eq!(shown("ア 企画 (イ) 大都市 イ 仕組み ウ・協働事業 ・職員"), ["ア=企画", "ア(イ)=大都市", "イ=仕組み", "ウ=・協働事業 ・職員"]);
    }

    #[test]
    fn words_that_look_alike_are_no_markers() {
        for plain in ["アンケートを実施 イベントを開催", "①", "区役所の再編(4月)", "電話(2)番", "イ", "(1)及び(2)に基づく", "(2)人が参加", "カ国語の案内"]
        {
            assert_eq!(shown(plain), [format!("={plain}")]);
        }
    }

    #[test]
    fn a_word_that_begins_like_a_counter_is_a_text() {
        assert_eq!(shown("①人材の育成\n②年次計画の策定"), ["①=人材の育成", "②=年次計画の策定"]);
        assert_eq!(shown("(1)日常生活の支援"), ["(1)=日常生活の支援"]);
    }
}
