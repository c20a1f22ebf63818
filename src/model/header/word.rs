//! Words in headers (見出しの中の語): a level or a rater that is told anywhere in a header, beside its role.

use crate::model::record::{Level, Rater};
use std::borrow::Cow;

/// アウトカム, アウトプット and their Japanese names, where a header carries them beside its role.
pub fn level_word(text: &str) -> Option<Level> {
    for (word, level) in [
        ("アウトカム", Level::Outcome),
        ("成果指標", Level::Outcome),
        ("成果目標", Level::Outcome),
        ("アウトプット", Level::Output),
        ("活動指標", Level::Output),
        ("業績", Level::Output),
        ("インプット", Level::Input),
        ("投入", Level::Input),
        ("アクティビティ", Level::Activity),
    ] {
        if text.contains(word) {
            return Some(level);
        }
    }
    None
}

/// Who rates, told by a word anywhere in a header (外部評価委員会, 所管課による評価).
pub fn rater_word(text: &str) -> Option<Rater> {
    let text: Cow<'_, str> = if text.contains(char::is_whitespace) { text.split_whitespace().collect::<String>().into() } else { text.into() };
    // Every word has one of these in it.
    if !text.contains(['評', '第', '外', '会', '考', '庁', '判', '採', '点']) {
        return None;
    }
    for (words, rater) in [
        (["外部評価", "第三者", "外部委員"], Rater::External),
        (["二次評価", "2次評価", "内部評価"], Rater::Internal),
        (["一次評価", "1次評価", "自己評価"], Rater::SelfRating),
        (["担当課の考え", "担当課評価", "所管課評価"], Rater::SelfRating),
        (["担当課の評価", "所管課の評価", "主管課評価"], Rater::SelfRating),
        (["評価会議", "経営会議", "庁内評価"], Rater::Internal),
        (["推進本部の評価", "本部評価", "庁議の決定"], Rater::Internal),
        (["自己判定", "自己採点", "自己点検"], Rater::SelfRating),
    ] {
        if words.iter().any(|word| text.contains(word)) {
            return Some(rater);
        }
    }
    None
}

/// Who rates, told by a whole header or by the name before a mark (自己, 本部), which mean nothing of the kind in longer words.
pub fn rater_name(text: &str) -> Option<Rater> {
    match text.trim() {
        "自己" | "担当課" | "所管課" | "担当部" | "担当部局" | "所管部" | "所管部局" | "主管課" | "原課" | "1次" | "一次" => Some(Rater::SelfRating),
        "本部" | "推進本部" | "行革本部" | "改革本部" | "内部" | "庁内" | "2次" | "二次" => Some(Rater::Internal),
        "外部" | "委員会" | "推進委員会" | "審議会" | "有識者" | "第三者" | "市民" | "3次" | "三次" => Some(Rater::External),
        _ => None,
    }
}
