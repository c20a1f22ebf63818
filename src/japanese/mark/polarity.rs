//! Polarity (良し悪しの向き): which end of a legend is best, as its words tell.

use super::LegendMember;

/// Which end of a legend is best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Polarity {
    /// The first member.
    FirstIsBest,
    /// The last.
    FirstIsWorst,
    /// The words do not tell.
    Unknown,
}

const GOOD: [&str; 33] = [
    "に達した",
    "を超え",
    "大きく超え",
    "達成",
    "順調",
    "高い",
    "高く",
    "良",
    "十分",
    "優",
    "計画以上",
    "予定以上",
    "目標以上",
    "上回",
    "有効",
    "適切",
    "適正",
    "妥当",
    "計画どおり",
    "計画通り",
    "予定どおり",
    "予定通り",
    "完了",
    "成果が上",
    "満足",
    "実施",
    "期待以上",
    "大きい",
    "進んでいる",
    "向上",
    "効果があ",
    "効果が高",
    "効果が大",
];
const BAD: [&str; 39] = [
    "を要する",
    "届かな",
    "達しな",
    "達していない",
    "取り組んでいない",
    "未達成",
    "未達",
    "遅れ",
    "低い",
    "低く",
    "悪",
    "不十分",
    "劣",
    "下回",
    "できな",
    "未着手",
    "見直",
    "要改善",
    "不適切",
    "至らな",
    "停滞",
    "上がっていない",
    "不満",
    "未実施",
    "不適正",
    "不良",
    "していない",
    "しない",
    "低下",
    "小さい",
    "進んでいない",
    "困難",
    "以下",
    "妥当でない",
    "未完了",
    "効果がな",
    "効果が見られな",
    "効果がみられな",
    "効果が薄",
];
/// Denials of something bad.
const NOT_BAD: [&str; 7] = ["遅れはない", "遅れなし", "問題はない", "問題なし", "問題ない", "課題はない", "支障なし"];
/// What is to become of a project: no end of such a list is better.
const DISPOSITIONS: [&str; 14] = ["拡充", "拡大", "継続", "維持", "縮小", "縮減", "廃止", "休止", "統合", "終了", "中止", "新規", "改善", "見直"];
/// Words that take something off the one they stand with, and words that add to it.
const LESS: [&str; 8] = ["概ね", "おおむね", "ほぼ", "やや", "一部", "まあ", "少し", "どちらかといえば"];
const MORE: [&str; 7] = ["大きく", "大変", "大幅", "極めて", "非常に", "とても", "著しく"];

/// By the words of the first and the last meaning; by their shares where the words say the same.
pub fn polarity(members: &[LegendMember]) -> Polarity {
    let meaning = |member: Option<&LegendMember>| member.and_then(|member| member.meaning.clone()).unwrap_or_default();
    let (first, last) = (meaning(members.first()), meaning(members.last()));
    let (better, worse) = (weight(&first), weight(&last));
    let decided = match (better, worse) {
        // 継続 … 見直し: a way to go on, however bad 見直し sounds.
        (None, _) if is_disposition(&first) => return Polarity::Unknown,
        (_, None) if is_disposition(&last) => return Polarity::Unknown,
        (first, last) => first.unwrap_or(0).cmp(&last.unwrap_or(0)),
    };
    let decided = decided.then_with(|| match (share(&first), share(&last)) {
        (Some(first), Some(last)) => first.total_cmp(&last),
        _ => std::cmp::Ordering::Equal,
    });
    match decided {
        std::cmp::Ordering::Greater => Polarity::FirstIsBest,
        std::cmp::Ordering::Less => Polarity::FirstIsWorst,
        std::cmp::Ordering::Equal => Polarity::Unknown,
    }
}

fn is_disposition(meaning: &str) -> bool {
    DISPOSITIONS.iter().any(|word| meaning.contains(word))
}

/// Above 0 for good, below for bad; `None` if no word tells.
fn weight(meaning: &str) -> Option<i32> {
    let any = |words: &[&str]| words.iter().any(|word| meaning.contains(word));
    let bad = !any(&NOT_BAD) && (any(&BAD) && !(share(meaning).is_some() && meaning.contains("以下")) || meaning.contains("未満") && share(meaning).is_none());
    let good = any(&GOOD) || any(&NOT_BAD);
    let strength = if any(&LESS) {
        1
    } else if any(&MORE) {
        3
    } else {
        2
    };
    match (good, bad) {
        (_, true) => Some(-strength),
        (true, _) => Some(strength),
        _ => None,
    }
}

/// The first figure of a meaning with a bound or a share (`80%以上100%未満`, `7割`); what lies under a bound is less than it.
fn share(meaning: &str) -> Option<f64> {
    let bounded = ["%", "割", "以上", "未満", "以下", "超"].iter().any(|word| meaning.contains(word));
    let start = meaning.find(|c: char| c.is_ascii_digit()).filter(|_| bounded)?;
    let figure: &str = &meaning[start..];
    let end = figure.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(figure.len());
    let value: f64 = figure[..end].trim_end_matches('.').parse().ok()?;
    let under = figure[end..].trim_start_matches(['%', '割', '点']).starts_with(['未', '以']) && !figure[end..].trim_start_matches(['%', '割', '点']).starts_with("以上");
    Some(if under { value - 0.5 } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(first: &str, last: &str) -> Polarity {
        let member = |meaning: &str| LegendMember { code: String::new(), raw: String::new(), meaning: Some(meaning.to_owned()) };
        polarity(&[member(first), member(last)])
    }

    #[test]
    fn words_decide_and_then_shares() {
        assert_eq!(of("遅れはない", "大幅な遅れがある"), Polarity::FirstIsBest);
        assert_eq!(of("目標を大きく上回る", "概ね達成"), Polarity::FirstIsBest);
        assert_eq!(of("達成率90%以上", "達成率60%未満"), Polarity::FirstIsBest);
        assert_eq!(of("50%未満", "100%以上"), Polarity::FirstIsWorst);
        assert_eq!(of("目標に達した", "目標に届かない"), Polarity::FirstIsBest);
        assert_eq!(of("継続", "見直し"), Polarity::Unknown);
        assert_eq!(of("市民", "企業"), Polarity::Unknown);
    }
}
