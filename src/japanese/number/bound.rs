//! Words round a number (修飾語): 約, 延べ, 以上, 未満, 程度 and their traps.

use crate::japanese::number::numeral::blank;
use crate::japanese::number::{Bound, Quantity};

/// What the words round a number say.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Words {
    pub bound: Option<Bound>,
    pub approximate: bool,
    pub cumulative: bool,
}

impl Words {
    /// Sets what the words say.
    pub fn dress(self, quantity: &mut Quantity) {
        quantity.bound = quantity.bound.or(self.bound);
        quantity.approximate |= self.approximate;
        quantity.cumulative |= self.cumulative;
    }
}

const ABOUT: [&str; 7] = ["約", "およそ", "おおよそ", "凡そ", "概ね", "おおむね", "ほぼ"];
const CUMULATIVE: [&str; 3] = ["延べ", "のべ", "延"];

/// Reads the words that end `head`; what is left of it goes back with them.
pub(super) fn before(head: &str) -> (&str, Words) {
    let mut words = Words::default();
    let mut rest = head;
    loop {
        let bare = unblanked(rest);
        if let Some(left) = ABOUT.iter().find_map(|word| bare.strip_suffix(word)).filter(|left| !makes_about_a_word(bare, left)) {
            (rest, words.approximate) = (left, true);
        } else if let Some(left) = CUMULATIVE.iter().find_map(|word| bare.strip_suffix(word)).filter(|left| !left.ends_with(['順', '遅', '繰', '圧', '蔓', '外'])) {
            (rest, words.cumulative) = (left, true);
        } else {
            break;
        }
    }
    if !words.cumulative
        && let Some(left) = counted_cumulatively(unblanked(rest))
    {
        (rest, words.cumulative) = (left, true);
    }
    (rest, words)
}

fn unblanked(text: &str) -> &str {
    let blanks = text.bytes().rev().take(3).take_while(|byte| *byte == b' ').count();
    &text[..text.len() - blanks]
}

/// 予約, 契約, 公約: 約 ends another word.
fn makes_about_a_word(bare: &str, left: &str) -> bool {
    bare.ends_with('約')
        && left.ends_with([
            '予', '契', '公', '規', '条', '婚', '要', '集', '解', '特', '誓', '制', '密', '倹', '節', '売', '先', '成', '盟', '協', '締', '確', '違', '口', '大', '旧', '新',
        ])
}

/// 延べ人数 1,500人, 延べ利用者数は1,200人: the text before 延べ.
fn counted_cumulatively(head: &str) -> Option<&str> {
    let bare = head.trim_end_matches(['は', 'が', 'で', ':', '：', '約', '計']);
    if bare.len() + 12 < head.len() || !bare.ends_with(['数', '員', '量', '額']) {
        return None;
    }
    let mut start = bare.len();
    for character in bare.chars().rev().take(12) {
        start -= character.len_utf8();
        if let Some(word) = CUMULATIVE[..2].iter().find(|word| bare[start..].starts_with(**word)) {
            let between = &bare[start + word.len()..];
            return (!between.contains(['、', '。', ' ', ')', '('])).then(|| &bare[..start]);
        }
    }
    None
}

/// Words after a number, what they mean, and what makes other words of them.
const AFTER: [(&str, Option<Bound>, &[&str]); 26] = [
    ("以上", Some(Bound::AtLeast), &[]),
    ("以下", Some(Bound::AtMost), &["の通り", "のとおり", "同じ"]),
    ("以内", Some(Bound::AtMost), &[]),
    ("未満", Some(Bound::LessThan), &[]),
    ("超え", Some(Bound::MoreThan), &[]),
    ("超", Some(Bound::MoreThan), &["過", "音", "高", "低", "特"]),
    ("を超える", Some(Bound::MoreThan), &[]),
    ("を超えた", Some(Bound::MoreThan), &[]),
    ("を超え", Some(Bound::MoreThan), &[]),
    ("を超す", Some(Bound::MoreThan), &[]),
    ("を上回る", Some(Bound::MoreThan), &[]),
    ("を上回った", Some(Bound::MoreThan), &[]),
    ("を下回る", Some(Bound::LessThan), &[]),
    ("を下回った", Some(Bound::LessThan), &[]),
    ("に満たない", Some(Bound::LessThan), &[]),
    ("まで", Some(Bound::AtMost), &["に", "増", "上", "低", "減", "改", "回", "縮", "拡", "引", "落", "達", "伸", "高", "下", "向", "の増", "の減"]),
    ("程度", None, &[]),
    ("前後", None, &[]),
    ("ほど", None, &[]),
    ("くらい", None, &[]),
    ("ぐらい", None, &[]),
    ("余り", None, &[]),
    ("あまり", None, &[]),
    ("余", None, &["剰", "裕", "る", "暇"]),
    ("弱", None, &["者", "い", "体"]),
    ("強", None, &["化", "い", "く", "み", "制", "調", "度", "力"]),
];

/// Reads the words that open `tail`; how many bytes they take.
pub(super) fn after(tail: &str) -> (usize, Words) {
    let mut words = Words::default();
    let mut end = 0;
    loop {
        let gap = blank(&tail[end..]);
        let rest = &tail[end + gap..];
        let Some((word, bound, _)) = AFTER.iter().find(|(word, _, others)| rest.strip_prefix(word).is_some_and(|after| !others.iter().any(|other| after.starts_with(other))))
        else {
            return (end, words);
        };
        // Over a blank only the plain words belong to the number.
        if gap > 0 && !matches!(*word, "以上" | "以下" | "以内" | "未満" | "超" | "程度" | "前後") {
            return (end, words);
        }
        match bound {
            Some(_) if words.bound.is_some() => return (end, words),
            Some(found) => words.bound = Some(*found),
            None => words.approximate = true,
        }
        end += gap + word.len();
    }
}
