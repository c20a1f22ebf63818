//! Page number (ノンブル): a number that a page prints of itself.

/// `－ 14 －`, `14 / 72`, `14ページ`, `P.14`: a number dressed as that of a page. A bare number may be a value.
pub fn is_page_number(text: &str) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

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
