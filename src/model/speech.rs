//! Speech (文末): what the grammar of a text's end tells: what was done, what is to be done; a law, a group of people, a trouble.

/// What a text says by its grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speech {
    /// What was done: 開催した。
    Done,
    /// What is to be done: 開催する。
    Planned,
    /// What is aimed at, a way of being planned: 安心して暮らせるまちを実現する。
    Aim,
    /// What stands in the way: 後継者の確保が難しい。
    Trouble,
    /// A law or rule: 消防組織法第6条.
    Law,
    /// Those served: 市内の世帯, 障害のある方.
    People,
}

/// Longest name of a law or of those served, in characters.
const LONGEST_NAME: usize = 40;
/// Shortest text whose verb tells a plan, in characters.
const SHORTEST_PLAN: usize = 6;
/// How names of laws and rules end, before 第6条 and what stands in brackets.
const LAWS: [&str; 8] = ["法", "条例", "規則", "要綱", "要領", "規程", "政令", "省令"];
/// How names of those served end.
const PEOPLE: [&str; 22] = [
    "市民",
    "町民",
    "村民",
    "区民",
    "県民",
    "住民",
    "国民",
    "世帯",
    "児童",
    "生徒",
    "子ども",
    "保護者",
    "高齢者",
    "障害者",
    "利用者",
    "所有者",
    "来庁者",
    "事業者",
    "企業",
    "団体",
    "の方",
    "の者",
];
/// Verbs of state: what is so was neither done nor is it to be done.
const STATES: [&str; 8] = ["ている", "である", "がある", "もある", "はある", "となる", "できる", "いない"];
/// Verbs of aims.
const AIMS: [&str; 16] = [
    "実現する",
    "図る",
    "目指す",
    "めざす",
    "高める",
    "つなげる",
    "守る",
    "維持する",
    "整える",
    "整備する",
    "寄与する",
    "資する",
    "向上させる",
    "促進する",
    "状態にする",
    "確保する",
];
/// Ends of what stands in the way.
const TROUBLES: [&str; 14] = [
    "いない",
    "難しい",
    "難しくなっている",
    "必要がある",
    "課題である",
    "不足している",
    "要している",
    "見込まれる",
    "懸念される",
    "困難である",
    "減少している",
    "遅れている",
    "低下している",
    "求められている",
];
/// Ends of what is planned and has no verb.
const PLANS: [&str; 3] = ["予定", "方針", "見込み"];
/// Ends of what was done and has no verb.
const DEEDS: [&str; 2] = ["済み", "済"];

/// Reads the end of a text, given folded and without white space; of several sentences the last speaks.
pub fn speech(key: &str) -> Option<Speech> {
    let bare = key.trim_end_matches(['。', '．', '.', ')', '」']);
    let last = bare.rsplit('。').next().unwrap_or(bare);
    let last = last.trim_end_matches("こと").trim_end_matches("もの");
    let ends = |text: &str, ends: &[&str]| ends.iter().any(|end| text.ends_with(end));
    if !key.contains('。') && key.chars().count() <= LONGEST_NAME {
        if ends(bare.split(['第', '(']).next().unwrap_or(bare), &LAWS) {
            return Some(Speech::Law);
        }
        if ends(last, &PEOPLE) {
            return Some(Speech::People);
        }
    }
    if last.ends_with('た') || ends(last, &DEEDS) {
        Some(Speech::Done)
    } else if ends(last, &TROUBLES) {
        Some(Speech::Trouble)
    } else if ends(last, &STATES) {
        None
    } else if ends(last, &AIMS) {
        Some(Speech::Aim)
    } else {
        let verb = last.ends_with(['る', 'う', 'く', 'す', 'つ', 'む', 'ぶ', 'ぐ']) && last.chars().count() >= SHORTEST_PLAN;
        (verb || ends(last, &PLANS)).then_some(Speech::Planned)
    }
}

#[cfg(test)]
mod tests {
    use super::{Speech, speech};

    #[test]
    fn the_end_of_a_text_tells_what_it_says() {
        let cases = [
            ("現地調査を実施し、対象箇所を選定する。", Some(Speech::Planned)),
            ("計画した工事を年度内に完了した。", Some(Speech::Done)),
            ("説明会を開く。説明会を開いた。", Some(Speech::Done)),
            ("情報が部署ごとに管理され、共有が進んでいない。", Some(Speech::Trouble)),
            ("住み続けたいと思えるまちを実現する。", Some(Speech::Aim)),
            ("更新の時期を迎えている。", None),
            ("消防組織法第6条", Some(Speech::Law)),
            ("市内の世帯", Some(Speech::People)),
            ("総務課", None),
        ];
        for (text, told) in cases {
            assert_eq!(speech(text), told, "{text}");
        }
    }
}
