//! Words in headers (見出しの中の語): a level or a rater that is told anywhere in a header, beside its role.

use crate::model::record::{Level, Rater};

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
    let text: String = text.chars().filter(|character| !character.is_whitespace()).collect();
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
