//! Remark (添え書き): lines of a page about the page itself, not about its subject: told by their form.

use crate::japanese::text::Text;
use crate::read::html::line::Finished;
use crate::read::html::metadata::date;

/// Why a line is no content; `None` if it is. `before`: it stands before the first heading of the page.
pub fn furniture(line: &Finished, before: bool) -> Option<&'static str> {
    let text: String = line.lines.iter().map(|line| line.text.as_str()).collect();
    let text = text.trim();
    if line.file && !line.page && is_about_a_file(&line.rest) {
        return Some("file-links");
    }
    if line.fragment && !line.page && line.rest.trim().is_empty() {
        return Some("page-link");
    }
    if before && line.linked && line.rest.trim().is_empty() {
        return Some("navigation");
    }
    if line.linked && is_trail(text) {
        return Some("breadcrumbs");
    }
    if tells_update(text) && text.chars().count() <= 60 {
        return Some("page-information");
    }
    if text.contains("Adobe") && text.contains("Reader") {
        return Some("viewer-notice");
    }
    None
}

/// The date that a line tells as the page's last change.
pub fn updated(line: &Finished) -> Option<String> {
    let text: String = line.lines.iter().map(|line| line.text.as_str()).collect();
    // 公開日 … 最終更新日 …: what is called an update is later.
    let (updates, others) = LABELS.split_at(UPDATES);
    let first = |labels: &[&str]| labels.iter().filter_map(|label| text.find(label)).min();
    date(&text[first(updates).or_else(|| first(others))?..])
}

/// The first ones name an update, the others a day on which the page was put up.
const LABELS: [&str; 8] = ["最終更新日", "更新年月日", "ページ更新日", "更新日", "Last Update", "掲載日", "公開日", "登録日"];
const UPDATES: usize = 5;

fn tells_update(text: &str) -> bool {
    LABELS.iter().any(|label| text.starts_with(label)) && date(text).is_some()
}

/// `トップ > 市政情報 > 行政評価`.
fn is_trail(text: &str) -> bool {
    let begins = ["トップ", "ホーム", "HOME", "Home", "TOP", "現在位置", "現在地", "現在のページ"].iter().any(|word| text.starts_with(word));
    begins && text.contains(['>', '＞', '»', '›', '≫', '〉', '→'])
}

/// What stands round a link to a file: its kind and size.
pub(super) fn is_about_a_file(rest: &str) -> bool {
    let folded = Text::new(rest);
    let mut rest = folded.as_str();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c.is_ascii_digit() || "()[]{}［］【】〔〕:：/／.,、,・･~～-―|".contains(c));
        if rest.is_empty() {
            return true;
        }
        let word = FILE_WORDS.iter().find(|word| rest.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word)));
        match word {
            Some(word) => rest = &rest[word.len()..],
            None => return false,
        }
    }
}

const FILE_WORDS: [&str; 30] = [
    "PDF",
    "Excel",
    "エクセル",
    "Word",
    "ワード",
    "CSV",
    "ZIP",
    "XLSX",
    "XLS",
    "DOCX",
    "DOC",
    "一太郎",
    "形式",
    "ファイル",
    "データ",
    "サイズ",
    "容量",
    "KB",
    "MB",
    "キロバイト",
    "メガバイト",
    "バイト",
    "byte",
    "B",
    "ページ",
    "ダウンロード",
    "新しいウィンドウで開きます",
    "別ウィンドウで開く",
    "新規ウィンドウで開きます",
    "が開きます",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_round_a_link_to_a_file() {
        assert!(is_about_a_file("（PDF形式：１２３KB）") && is_about_a_file(" [PDFファイル／1.2MB]") && is_about_a_file(""));
        assert!(!is_about_a_file("を実施した"));
    }

    #[test]
    fn trails_and_dates() {
        assert!(is_trail("トップページ > 市政情報 > 行政評価"));
        assert!(!is_trail("目標値 > 実績値"));
        assert!(tells_update("最終更新日:令和6年9月27日"));
        assert!(!tells_update("更新日程は未定です"));
    }
}
