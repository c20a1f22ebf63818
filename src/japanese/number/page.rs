//! Page number (ノンブル): a number that a page prints of itself.

/// `－ 14 －`, `14 / 72`, `14ページ`, `P.14`: a number dressed as that of a page. A bare number may be a value.
pub fn is_page_number(text: &str) -> bool {
    // The longest is `1234/1234`.
    if text.chars().filter(|letter| !letter.is_whitespace()).nth(9).is_some() {
        return false;
    }
    let body: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .map(|letter| if ('０'..='９').contains(&letter) { char::from_u32(letter as u32 - 0xFEE0).unwrap_or(letter) } else { letter })
        .collect();
    let digits = |part: &str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let dash = ['-', '－', '―', '–', '—', '‐', '−', '～', '~'];
    if let Some(number) = body.strip_suffix("ページ").or(body.strip_suffix('頁')).or(body.strip_prefix("P.")).or(body.strip_prefix("p.")) {
        return digits(number);
    }
    if let Some((page, of)) = body.split_once('/') {
        return digits(page) && digits(of) && page.parse::<u32>().ok() <= of.parse::<u32>().ok();
    }
    body.strip_prefix(dash).and_then(|rest| rest.strip_suffix(dash)).is_some_and(digits)
}

/// `2 評価の結果 ………… 1`: a line of a table of contents, a leader and the page at its end.
pub fn is_contents_entry(text: &str) -> bool {
    let text = text.trim();
    let entry = text.trim_end_matches(|c: char| is_digit(c) || matches!(c, 'P' | 'p' | 'Ｐ' | 'ｐ' | ' ' | '\u{3000}' | 'ペ' | 'ー' | 'ジ' | '頁' | '-' | '－'));
    let leader = |c: char| matches!(c, '…' | '‥' | '⋯' | '・' | '･' | '.' | '．' | '─' | '_');
    let name = entry.trim_end_matches(|c: char| leader(c) || matches!(c, ' ' | '\u{3000}'));
    let signs = entry[name.len()..].chars().filter(|c| leader(*c)).count();
    let dots = entry[name.len()..].contains(['…', '‥', '⋯']);
    let numbered = text[entry.len()..].contains(is_digit);
    numbered && (dots && !name.is_empty() || signs >= 3)
}

fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit() || ('０'..='９').contains(&letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_contents_has_a_leader_and_a_page() {
        for entry in ["2 評価の結果 ………… 1", "第１章　計画の概要　・・・・・・　１２", "3 事業の実施状況.....14ページ", "基本目標Ⅰ 意識づくり … 2"]
        {
            assert!(is_contents_entry(entry), "{entry}");
        }
        for other in ["◎…目標を達成 ○…80%以上", "講座・研修 3", "1.9%", "A…達成 B…未達成 1", "・・・", "令和4・5年度"] {
            assert!(!is_contents_entry(other), "{other}");
        }
    }

    #[test]
    fn a_page_number_is_dressed_as_one() {
        for page in ["- 14 -", "－　１４　－", "3 / 72", "14ページ", "P.5", "１２頁"] {
            assert!(is_page_number(page), "{page}");
        }
        for other in ["14", "- 14", "- 窓口の統合 -", "- 12345 -", "9 / 3", "5/", "P.", "2-3"] {
            assert!(!is_page_number(other), "{other}");
        }
    }
}
