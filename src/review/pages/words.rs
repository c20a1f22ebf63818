//! Words (用語): names of tables, roles and grounds for a person.

use crate::review::Language;

/// A name of the dataset, its word in Japanese and in English.
const WORDS: [(&str, &str, &str); 69] = [
    ("documents", "文書", "documents"),
    ("items", "事項", "items"),
    ("indicators", "指標", "indicators"),
    ("targets", "目標", "targets"),
    ("results", "実績", "results"),
    ("ratings", "評価", "ratings"),
    ("rating_scales", "評価区分", "rating scales"),
    ("notes", "記述", "notes"),
    ("repairs", "補修", "repairs"),
    ("residue", "残り", "residue"),
    ("diagnostics", "診断", "diagnostics"),
    ("forms", "様式", "forms"),
    ("title", "事項の名称", "title of the item"),
    ("section", "上位の区分", "section"),
    ("label", "番号", "number of the item"),
    ("department", "担当", "department"),
    ("rating", "評価", "rating"),
    ("rating:grade", "評価（段階）", "rating: grade"),
    ("rating:progress", "評価（進捗）", "rating: progress"),
    ("rating:achievement", "評価（達成）", "rating: achievement"),
    ("rating:disposition", "評価（方向性）", "rating: disposition"),
    ("comment", "評価の理由", "comment on a rating"),
    ("number", "数値", "number"),
    ("target", "目標（文）", "target in words"),
    ("target:input", "目標（投入）", "target: input"),
    ("target:activity", "目標（活動）", "target: activity"),
    ("target:output", "目標（業績）", "target: output"),
    ("target:outcome", "目標（成果）", "target: outcome"),
    ("result", "実績（文）", "result in words"),
    ("result:input", "実績（投入）", "result: input"),
    ("result:activity", "実績（活動）", "result: activity"),
    ("result:output", "実績（業績）", "result: output"),
    ("result:outcome", "実績（成果）", "result: outcome"),
    ("indicator", "指標名", "name of an indicator"),
    ("unit", "単位", "unit"),
    ("due", "期限", "due"),
    ("direction", "方向", "direction"),
    ("note", "記述", "note"),
    ("note:purpose", "目的", "note: purpose"),
    ("note:subject", "対象", "note: subject"),
    ("note:means", "手段", "note: means"),
    ("note:legal_basis", "根拠法令", "note: legal basis"),
    ("note:summary", "事業概要", "note: summary"),
    ("note:approach", "取組の考え方", "note: approach"),
    ("note:background", "現状", "note: background"),
    ("note:effect", "効果", "note: effect"),
    ("note:assessment", "評価の文", "note: assessment"),
    ("note:opinion", "意見", "note: opinion"),
    ("note:issue", "課題", "note: issue"),
    ("note:next_step", "今後の方針", "note: next step"),
    ("note:other", "その他の記述", "note: other"),
    ("choice", "選択肢", "option of a choice"),
    ("count", "評価の数", "count of ratings"),
    ("legend", "凡例", "legend"),
    ("form", "様式", "form"),
    ("header", "見出し", "header"),
    ("inline_heading", "欄内の見出し", "inline heading"),
    ("structure", "配置", "structure"),
    ("content", "内容", "content"),
    ("person", "人", "person"),
    ("evidence", "証拠", "evidence"),
    ("warning", "注意", "warning"),
    ("loss", "欠落", "loss"),
    ("carry_down", "下へ補った", "carried down"),
    ("row_shift", "列を直した", "moved"),
    ("split_join", "つないだ", "joined"),
    ("repeated_header", "見出しを補った", "head repeated"),
    ("value", "値", "value"),
    ("period", "時期", "period"),
];

/// The word for a name of the dataset; the name itself where there is none.
pub fn word(name: &str, language: Language) -> &str {
    WORDS.iter().find(|(own, _, _)| *own == name).map_or(name, |(_, japanese, english)| language.say(japanese, english))
}

/// The kind of a role, for its colour: its first word.
pub fn colour(holds: &str) -> &str {
    holds.split(':').next().unwrap_or(holds)
}
