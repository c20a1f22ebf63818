//! Style (見出しの記号): how a heading is marked. Headings marked alike stand side by side.

use crate::model::header::unbracketed;
use crate::see::see;

/// How a heading is marked; headings marked alike stand side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `## `.
    Markdown(u8),
    /// ● ○: a shape, filled or hollow.
    Shape(u8),
    /// `第1章`, `Ⅰ`, `1`, `(1)`, `①`, `ア`: the label with its number taken out.
    Numbered(String),
    /// 重点改革項目Ⅰ, 基本目標1: a word that opens sections.
    Worded(String),
    /// No mark at all.
    Plain,
}

/// The style of a heading, its text without ornament, and whether it is counted.
pub(super) fn style(text: &str, level: u8, group_words: &[String]) -> (Style, String, bool) {
    let body = text.trim();
    let ornament = body.chars().next().and_then(shape);
    let bare = body.trim_start_matches(['●', '○', '◎', '■', '□', '◆', '◇', '▼', '▽', '▲', '△', '★', '☆', '▶', '※']).trim();
    let bare = unbracketed(bare);
    let word = group_words.iter().find(|word| bare.starts_with(word.as_str()));
    let label = see(bare).label();
    let counted = series(bare);
    let numbered = word.is_some() || label.is_some() || counted.is_some();
    let title = bare.to_owned();
    let style = if level > 0 {
        Style::Markdown(level)
    } else if let Some(shape) = ornament {
        Style::Shape(shape)
    } else if let Some(word) = word {
        Style::Worded(word.clone())
    } else if let Some((label, _)) = label {
        Style::Numbered(pattern(&label))
    } else if let Some(word) = counted {
        Style::Worded(word)
    } else {
        Style::Plain
    };
    (style, title, numbered)
}

/// The word before a title's number: 柱 of `柱2 区政の運営`, 基本目標 of `基本目標Ⅰ …`. Such titles stand side by side wherever they are
/// printed, as a heading or as a row of a table.
pub(in crate::interpret) fn series(text: &str) -> Option<String> {
    let body = text.trim();
    let word: String = body.chars().take(LONGEST_SERIES + 1).take_while(|c| matches!(c, '\u{4e00}'..='\u{9fff}' | 'ぁ'..='ん' | 'ァ'..='ヶ' | 'ー')).collect();
    if word.is_empty() || word.chars().count() > LONGEST_SERIES || CAPTIONS.contains(&word.as_str()) {
        return None;
    }
    let rest = &body[word.len()..];
    // 部局名：総務部, 基本目標：…: the label counts as well as a number does.
    if rest.strip_prefix([':', '：']).is_some_and(|name| name.contains(char::is_alphabetic)) {
        return Some(word);
    }
    let number: usize = rest.chars().take_while(|c| c.is_ascii_digit() || matches!(c, 'Ⅰ'..='Ⅻ' | '①'..='⑳' | 'I' | 'V' | 'X')).map(char::len_utf8).sum();
    let tail = &rest[number..];
    (number > 0 && tail.starts_with([' ', ':', '「', '【', '-', '.']) && tail.chars().any(char::is_alphabetic)).then_some(word)
}

/// Longest word before a number, in characters.
const LONGEST_SERIES: usize = 8;
/// Words before a number that name a table or a sheet of paper, nothing that items stand under; and eras.
const CAPTIONS: [&str; 15] = ["表", "図", "別表", "資料", "別紙", "別添", "参考", "注", "様式", "写真", "平成", "令和", "昭和", "第", "約"];

fn shape(character: char) -> Option<u8> {
    Some(match character {
        '●' | '○' | '◎' => 1,
        '■' | '□' => 2,
        '◆' | '◇' => 3,
        '▼' | '▽' | '▲' | '△' | '▶' => 4,
        '★' | '☆' => 5,
        _ => return None,
    })
}

/// A label with its number taken out: `(1)` → `(N)`, `第2章` → `第N章`, `①` → `○N`, `2-⑧` → `N-○N`.
pub(in crate::interpret) fn pattern(label: &str) -> String {
    let mut out = String::new();
    for character in label.chars() {
        let sign = match character {
            '0'..='9' => "N",
            '①'..='⑳' => "○N",
            'Ⅰ'..='Ⅻ' | 'I' | 'V' | 'X' => "R",
            'ア'..='ン' => "カ",
            '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' => "漢",
            other => {
                out.push(other);
                continue;
            }
        };
        if !out.ends_with(sign) {
            out.push_str(sign);
        }
    }
    out
}
