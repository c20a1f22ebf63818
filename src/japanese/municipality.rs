//! Municipality (自治体名): the name of a city, ward, town, village or prefecture that stands by itself.

use crate::japanese::text::Text;

/// The name of a municipality that stands by itself in a title or a site's name: `…｜凪浜市公式ウェブサイト`; the first one, or the last.
pub fn municipality(text: &str, from_end: bool) -> Option<String> {
    let folded = Text::new(text);
    let mut parts: Vec<&str> =
        folded.as_str().split(|c: char| c.is_whitespace() || "|｜/／:：-‐–—―>＞»›<()（）【】「」『』[]・,、©".contains(c)).filter(|part| !part.is_empty()).collect();
    if from_end {
        parts.reverse();
    }
    parts.into_iter().find_map(name)
}

/// The text is the name of a municipality, or of its office, and nothing more: `青葉市`, `青葉市役所`.
pub fn whole_municipality(text: &str) -> Option<String> {
    name(Text::new(text).as_str().trim())
}

fn name(part: &str) -> Option<String> {
    let mut name = part;
    while let Some(shorter) = SUFFIXES.iter().find_map(|suffix| name.strip_suffix(suffix)) {
        name = shorter;
    }
    let name = name.trim_start_matches("公式");
    let count = name.chars().count();
    let plain = name.chars().all(|c| ('\u{3041}'..='\u{30fe}').contains(&c) || ('\u{4e00}'..='\u{9fff}').contains(&c) || c == '々');
    let kind = name == "北海道" || name.ends_with(['市', '区', '町', '村', '都', '府', '県']);
    (plain && kind && (2..=10).contains(&count) && !COMMON.iter().any(|word| name.ends_with(word))).then(|| name.to_owned())
}

/// Common nouns with the endings of names.
const COMMON: [&str; 12] = ["都市", "政令市", "中核市", "地区", "校区", "学区", "全区", "各区", "各市", "市町", "市町村", "首都"];

const SUFFIXES: [&str; 14] =
    ["公式", "ウェブサイト", "ウェブページ", "WEBサイト", "Webサイト", "ホームページ", "オフィシャルサイト", "サイト", "ポータル", "役所", "役場", "県庁", "の", "トップページ"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_municipality_of_a_title() {
        assert_eq!(municipality("事務事業評価｜凪浜市公式ウェブサイト", true).as_deref(), Some("凪浜市"));
        assert_eq!(municipality("行政評価 - 三ツ森町役場", true).as_deref(), Some("三ツ森町"));
        assert_eq!(municipality("福祉のまちづくり", true), None);
    }

    #[test]
    fn a_name_and_nothing_more() {
        assert_eq!(whole_municipality("青葉市役所").as_deref(), Some("青葉市"));
        for other in ["健康都市", "下水道", "中央地区", "青葉市 事務事業評価", "1 青葉市", "関係市町村"] {
            assert_eq!(whole_municipality(other), None, "{other}");
        }
    }
}
