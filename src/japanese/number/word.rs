//! Kanji numerals in words (漢数字の語): 一部, 十分, 三重県 are no numbers, 十二回 and 一名 are.

/// Counters that make a number of a single kanji, and what makes a word of both: 一人暮らし, 百人町, 一円.
const COUNTERS: &[(&str, &[&str])] = &[
    ("人", &["ひ", "一", "静", "親", "旅", "芝", "囃", "衆", "様", "で", "の", "も", "は", "と", "だ", "っ", "当", "あ"]),
    ("名", &["高", "勝", "城", "代", "人", "士", "実"]),
    ("件", &["落", "の"]),
    ("回", &["忌", "生"]),
    ("つ", &["の目", "星", "子", "屋"]),
    ("か所", &[]),
    ("か月", &[]),
    ("か国", &[]),
    ("か年", &[]),
    ("団体", &[]),
    ("法人", &[]),
    ("世帯", &[]),
    ("台", &["風", "地", "頭", "座"]),
    ("校", &["区"]),
    ("社", &["会", "祭", "宮"]),
    ("冊", &[]),
    ("枚", &["岩", "目", "看板"]),
    ("施設", &[]),
    ("地区", &[]),
    ("事業", &[]),
    ("項目", &[]),
    ("種類", &[]),
    ("時間", &[]),
    ("週間", &[]),
    ("日間", &[]),
    ("年間", &[]),
    ("分野", &[]),
    ("課題", &[]),
    ("か国語", &[]),
    ("%", &[]),
];

/// Whether kanji numerals before this unit are a number.
pub(super) fn counts(numeral: &str, head: &str, unit: &str, after: &str) -> bool {
    let mut characters = numeral.chars();
    let (first, more) = (characters.next(), characters.next());
    if more.is_some() {
        // 千円, 百万円 are units; 十億円 is an amount.
        return !(unit == "円" && matches!(numeral, "百万" | "千万"));
    }
    // 統一, 唯一, 均一 and their like end in the numeral.
    if head.ends_with(['統', '唯', '均', '同', '画', '単', '逐', '択', '万', '専', '不', '随', '今']) {
        return false;
    }
    match (first, unit) {
        // 千円, 百円ショップ, 一円 (all over).
        (Some('一' | '百' | '千'), "円") => head.ends_with(['約', '金', '計', '各']),
        (Some('一'), "つ") => after.is_empty() || after.starts_with(['増', '減', '、', '。', ')']),
        (Some('一'), "人") => {
            after.is_empty() || ["増", "減", "、", "。", ")", "を配置", "を採用", "配置", "採用", "以上", "以下", "ずつ"].iter().any(|word| after.starts_with(word))
        }
        (Some('百' | '千'), "人") => !after.starts_with(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c)) || after.starts_with(['以', '未', '超', '程', '前', '増', '減']),
        (_, "円") => !after.starts_with(['墳', '寺', '山']),
        _ => COUNTERS.iter().find(|(word, _)| *word == unit).is_some_and(|(_, words)| !words.iter().any(|word| after.starts_with(word))),
    }
}
