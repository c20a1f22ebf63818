//! Context (文脈): what follows or precedes a number and its unit and makes a date, a divisor or an idiom of them.

use crate::japanese::number::numeral::{Numeral, blank};
use crate::japanese::number::read::Frame;
use crate::japanese::number::unit::rate_at;
use crate::japanese::number::{UnitScale, bound};
use rust_decimal::Decimal;

/// The unit after a number; over a blank only where it cannot be the first word of a heading (`２ 施設の整備`).
pub(super) fn unit_after(whole: &str, end: usize) -> Option<(UnitScale, usize)> {
    let gap = blank(&whole[end..]);
    let (scale, length) = rate_at(&whole[end + gap..])?;
    let stop = end + gap + length;
    if gap > 0 {
        let next = whole[stop..].chars().next();
        let closed = next.is_none_or(|c| !c.is_alphanumeric() || c.is_whitespace()) || bound::after(&whole[stop..]).0 > 0;
        let pure = matches!(scale.unit.as_str(), "円" | "人" | "名" | "件" | "回" | "か所" | "%" | "冊" | "枚" | "台" | "歳" | "㎡" | "時間" | "ポイント") || scale.unit.is_ascii();
        if !closed && !pure {
            return None;
        }
    }
    Some((scale, stop))
}

/// 5年以内, 築30年: a length of time; 23年 and 5年目 are not. Gives its end.
pub(super) fn years(whole: &str, end: usize, numeral: &Numeral, head: &str) -> Option<usize> {
    let gap = blank(&whole[end..]);
    let after = whole[end + gap..].strip_prefix('年')?;
    if numeral.value >= Decimal::from(500) {
        return None;
    }
    let bounded =
        ["以上", "以内", "以下", "未満", "超", "程度", "余", "弱", "強化", "強", "ほど", "を超"].iter().find(|word| after.starts_with(**word)).is_some_and(|word| *word != "強化");
    let length = ["築", "築後", "任期", "任期は", "勤続", "期間", "期間は", "年数", "年数は", "約", "およそ"].iter().any(|word| head.ends_with(word));
    let goes_on = after.starts_with(['度', '間', '生', '目', '代', '月', '次', '前', '後', '末', '初']) || after.starts_with(|c: char| c.is_ascii_digit());
    (bounded || length && !goes_on).then(|| whole.len() - after.len())
}

/// 1人当たり, 2年につき, 1日平均: what something is measured by.
pub(super) fn is_divisor(after: &str, value: Decimal) -> bool {
    let rest = &after[blank(after)..];
    ["当たり", "あたり", "当り", "につき", "に付き", "ごと", "毎に", "おきに"].iter().any(|word| rest.starts_with(word)) || value == Decimal::ONE && rest.starts_with("平均")
}

/// A day of the month, a clock time, a class, a rank, an age that names a check-up.
pub(super) fn is_time(whole: &str, numeral: &Numeral, unit: &str, stop: usize, frame: &Frame) -> bool {
    let head = &whole[frame.floor..numeral.range.start];
    let after = &whole[stop..];
    match unit {
        "日" => !frame.cell && is_day(numeral, head, after, frame),
        "分" => head.ends_with('時'),
        "組" => head.ends_with('年'),
        "位" => !frame.cell,
        // （5点満点） tells the scale; in 5点満点中4点 it is the whole.
        "点" => after.starts_with("満点") && !after.starts_with("満点中"),
        "歳" => {
            let digits = after.bytes().take(3).take_while(u8::is_ascii_digit).count();
            let months = &after[digits..];
            digits > 0 && ["か", "カ", "ヶ", "ケ", "ヵ", "箇"].iter().any(|sign| months.strip_prefix(sign).is_some_and(|rest| rest.starts_with("月児") || rest.starts_with("月健")))
        }
        _ => false,
    }
}

/// 20日締切, 4月1日; but 30日以内, 週3日, 280日 are counted days.
fn is_day(numeral: &Numeral, head: &str, after: &str, frame: &Frame) -> bool {
    if let Some(before) = head.strip_suffix('月') {
        // 毎月20日 and 4月1日 are days; 月2日 are days in each month.
        return before.is_empty() && frame.floor > 0 || before.ends_with(['毎', '同', '翌', '前', '当', '今', '来', '各', '先', '隔']);
    }
    let counted = ["以上", "以内", "以下", "未満", "程度", "超", "余", "ほど", "を超", "分", "かけ", "ずつ"].iter().any(|word| after.starts_with(word));
    let label = head.trim_end_matches(['は', 'が', ':', ' ']);
    let measured = ["週", "年", "延べ", "延", "約", "計", "全", "のべ", "日数", "残り", "残", "平均", "およそ", "×", "丸"].iter().any(|word| label.ends_with(word));
    !(counted || measured || numeral.dressed || numeral.value > Decimal::from(31) || numeral.value.is_zero())
}

/// 24時間365日対応, 二十四時間体制: always open, nothing is measured.
pub(super) fn is_idiom(whole: &str, start: usize, value: Decimal, unit: &str, after: &str) -> bool {
    let hours = unit == "時間" && value == Decimal::from(24);
    let days = unit == "日" && value == Decimal::from(365);
    let service =
        ["365日", "対応", "体制", "営業", "受付", "受け付け", "開館", "開放", "稼働", "年中", "利用", "換気", "保育", "相談", "サポート", "運営", "運用", "監視", "常時", "テレビ"];
    let rest = after.trim_start_matches(['・', '、', 'の']);
    hours && service.iter().any(|word| rest.starts_with(word)) || days && (service[1..].iter().any(|word| rest.starts_with(word)) || ends_with_hours(&whole[..start]))
}

fn ends_with_hours(head: &str) -> bool {
    ["24時間", "24時間・", "24時間、", "二十四時間"].iter().any(|word| head.ends_with(word))
}
