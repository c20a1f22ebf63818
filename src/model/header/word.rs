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

/// Who rates, told by the name in brackets behind the word (`二次評価（外部審査会）`) or before の (`委員会の判定`).
pub fn rater_beside(text: &str) -> Option<Rater> {
    let text: String = text.chars().filter(|character| !character.is_whitespace()).collect();
    let body = |(open, close): (char, char)| Some(text.split_once(open)?.1.rsplit_once(close)?.0.to_owned());
    let inside = [('(', ')'), ('（', '）')].into_iter().find_map(body);
    let before = text.split_once('の').map(|(before, _)| before.to_owned());
    inside.into_iter().chain(before).find_map(|name| rater_name(&name).or_else(|| office(&name)))
}

/// Who rates, by the kind of office that a name ends with.
fn office(name: &str) -> Option<Rater> {
    let ends = |words: &[&str]| words.iter().any(|word| name.ends_with(word));
    if name.contains("外部") || name.contains("有識者") || ends(&["審議会", "審査会", "委員会", "委員", "懇談会", "市民会議"]) && !name.contains("庁内") && !name.contains("内部")
    {
        Some(Rater::External)
    } else if ends(&["推進本部", "庁議", "政策会議", "経営会議", "企画課", "財政課", "行革担当"]) || name.contains("内部") || name.contains("庁内") {
        Some(Rater::Internal)
    } else if ends(&["担当課", "所管課", "主管課", "担当部", "所管部", "担当部署", "所管部署", "課長", "係長"]) {
        Some(Rater::SelfRating)
    } else {
        None
    }
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
