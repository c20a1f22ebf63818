//! Phrase of a scale (評価の言葉): short words that answer "how far" or "what next", whatever the sheet.
//!
//! Only where a mark alone does not prove a list (`○拡充・継続・縮小`, `◎達成 ○概ね達成`) must its words be of this kind;
//! `○広報・啓発` and `①研修の実施 ②窓口の設置` are bullets.

/// Stems that such words are made of.
const STEMS: [&str; 76] = [
    "拡充",
    "拡大",
    "充実",
    "強化",
    "継続",
    "維持",
    "縮小",
    "縮減",
    "廃止",
    "休止",
    "終了",
    "完了",
    "統合",
    "統廃合",
    "改善",
    "見直",
    "存続",
    "移管",
    "民営化",
    "新規",
    "推進",
    "重点化",
    "現行",
    "現状",
    "中止",
    "延期",
    "達成",
    "順調",
    "遅れ",
    "着手",
    "予定",
    "計画どおり",
    "計画通り",
    "計画以上",
    "計画以下",
    "進捗",
    "停滞",
    "実施",
    "検討",
    "高い",
    "低い",
    "普通",
    "良い",
    "良好",
    "悪い",
    "妥当",
    "適切",
    "適正",
    "十分",
    "満足",
    "不満",
    "有効",
    "必要",
    "不要",
    "できた",
    "できない",
    "できなかった",
    "ある",
    "ない",
    "あり",
    "なし",
    "はい",
    "いいえ",
    "直営",
    "委託",
    "補助",
    "上回",
    "下回",
    "該当",
    "非該当",
    "優",
    "向上",
    "低下",
    "横ばい",
    "未定",
    "可能",
];

/// Words that are too short to be looked for inside others.
const WHOLES: [&str; 20] = ["有", "無", "可", "否", "優", "良", "不可", "高", "中", "低", "大", "小", "多", "少", "適", "不適", "済", "未", "要", "否決"];

/// Longer ones are sentences.
const LONGEST: usize = 12;

/// The text is a short word of a scale: no sentence, no particles that join a noun to it, no figures.
pub fn is_scale_phrase(text: &str) -> bool {
    let joins = |c: char| matches!(c, 'の' | 'を' | 'へ' | '。' | '、' | '・' | ':' | ' ' | '\n') || c.is_numeric();
    let short = text.chars().nth(LONGEST).is_none() && !text.contains(joins);
    short && (WHOLES.contains(&text) || STEMS.iter().any(|stem| text.contains(stem)))
}

/// No words of a sentence and no figures, and at most `longest` characters.
pub fn is_short_word(text: &str, longest: usize) -> bool {
    !text.is_empty() && text.chars().nth(longest).is_none() && !text.contains(|c: char| c == '。' || c.is_ascii_digit())
}
