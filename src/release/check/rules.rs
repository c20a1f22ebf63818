//! Rules (ルール): the thirty of 行政データにおける機械可読性に関するルール, 31 March 2026 (デジタル庁、PDL1.0), by number, each in a few words of ours.

use crate::release::check::Finding;
use Judged::{No, NotOurs, Yes};

/// A rule.
pub struct Rule {
    /// Its number.
    pub number: &'static str,
    /// What it asks for.
    pub asks: &'static str,
    /// Whether it is looked at.
    pub judged: Judged,
}

/// Whether a rule is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judged {
    /// Findings tell where it is broken.
    Yes,
    /// A release without workbooks cannot break it.
    NotOurs,
    /// A person has to look: nothing here says whether it is kept.
    No,
}

/// How names of files end that a machine reads.
pub const READABLE: [&str; 5] = [".csv", ".json", ".ndjson", ".parquet", ".sqlite"];

const fn rule(number: &'static str, asks: &'static str, judged: Judged) -> Rule {
    Rule { number, asks, judged }
}

/// All, and after them what we ask for beside them.
pub const ALL: [Rule; 32] = [
    rule("L1-01", "機械が直接読み取れるファイル形式", Yes),
    rule("L1-02", "1ファイルに1つの表", No),
    rule("L1-03", "空白の行・列で表を分断しない", Yes),
    rule("L1-04", "表の外に無関係な情報を置かない", No),
    rule("L1-05", "すべての列に意味の分かる項目名", Yes),
    rule("L1-06", "スペースや改行で体裁を整えない", Yes),
    rule("L1-07", "1セルに1データ", No),
    rule("L1-08", "機種依存文字を使わない", Yes),
    rule("L1-09", "空白とゼロを区別する", No),
    rule("L1-10", "【Excel】オブジェクトを使わない", NotOurs),
    rule("L1-11", "【Excel】書式で違いを表さない", NotOurs),
    rule("L1-12", "【Excel】セルを結合しない", NotOurs),
    rule("L1-13", "【Excel】不要な行・列を隠さない", NotOurs),
    rule("L1-14", "【CSV】1行に1データ", Yes),
    rule("L1-15", "【CSV】カンマを含む値は引用符で囲む", Yes),
    rule("L2-01", "数値は数値だけで書く", Yes),
    rule("L2-02", "前の行と同じ値を省略しない", No),
    rule("L2-03", "列の項目名は一意", Yes),
    rule("L2-04", "選択肢の表記を統一する", Yes),
    rule("L2-05", "選択肢と「その他」の内容を分ける", No),
    rule("L2-06", "【Excel】数式を残さない", NotOurs),
    rule("L3-01", "1行目は項目名、2行目からデータ", Yes),
    rule("L3-02", "コード表を別に付ける", Yes),
    rule("L3-03", "数値の列の特殊記号は定義する", No),
    rule("L3-04", "数値の単位を書く", No),
    rule("L3-05", "時間軸を西暦などで標準化する", Yes),
    rule("L3-06", "地域コード又は正式な地域名", No),
    rule("L3-07", "年によって形を変えない", No),
    rule("L3-08", "定義・更新履歴・文字コードを書く（様式の表の項目名は印字見出しのまま）", Yes),
    rule("L3-09", "縦持ち", No),
    rule("安全", "表計算ソフトが数式と見なすセル（= + - @）がない", Yes),
    rule("整合", "ファイル・ハッシュ値・キーがそろっている", Yes),
];

/// A finding.
pub fn finding(rule: &str, file: &str, line: Option<u64>, words: &str) -> Finding {
    Finding { rule: rule.to_owned(), file: file.to_owned(), line, words: words.to_owned() }
}
