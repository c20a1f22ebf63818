//! Charset (文字集合の宣言): the encoding that a page declares in its first bytes.

/// Bytes in which a declaration may stand; the standard says 1024, pages are less careful.
const MOST_BYTES: usize = 4096;

/// The label of `<meta charset>` or `<meta http-equiv="Content-Type">`, or of an XML declaration.
pub fn declared(bytes: &[u8]) -> Option<String> {
    let opens = |at: usize| bytes.get(at..at + 5).is_some_and(|start| start.eq_ignore_ascii_case(b"<meta") || start.eq_ignore_ascii_case(b"<?xml"));
    if !memchr::memchr_iter(b'<', &bytes[..bytes.len().min(MOST_BYTES)]).any(opens) {
        return None;
    }
    let head: String = bytes[..bytes.len().min(MOST_BYTES)].iter().map(|byte| byte.to_ascii_lowercase() as char).collect();
    let mut at = 0;
    while let Some(found) = head[at..].find('<') {
        let start = at + found;
        let rest = &head[start..];
        if rest.starts_with("<!--") {
            at = start + rest.find("-->").map_or(rest.len(), |end| end + 3);
            continue;
        }
        let end = rest.find('>').unwrap_or(rest.len());
        let tag = &rest[..end];
        at = start + end.max(1);
        let name = if tag.starts_with("<?xml") {
            "encoding"
        } else if tag.starts_with("<meta") {
            "charset"
        } else {
            continue;
        };
        if let Some(label) = label(tag, name) {
            // A page that can be read for its declaration is not in UTF-16 (HTML standard).
            return Some(if label.starts_with("utf-16") || label.starts_with("utf16") { "utf-8".to_owned() } else { label });
        }
    }
    None
}

fn label(tag: &str, name: &str) -> Option<String> {
    let mut rest = tag;
    loop {
        rest = &rest[rest.find(name)? + name.len()..];
        let Some(value) = rest.trim_start().strip_prefix('=') else { continue };
        let value = value.trim_start().trim_start_matches(['"', '\'']);
        let label: String = value.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':')).take(40).collect();
        return (!label.is_empty()).then_some(label);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_of_every_form() {
        let of = |page: &str| declared(page.as_bytes());
        assert_eq!(of("<html><head><META http-equiv=Content-Type content='text/html; charset=x-sjis'>").as_deref(), Some("x-sjis"));
        assert_eq!(of("<html><meta charset=\"Shift_JIS\">").as_deref(), Some("shift_jis"));
        assert_eq!(of("<meta charset = \"EUC-JP\" />").as_deref(), Some("euc-jp"));
        assert_eq!(of("<?xml version='1.0' encoding='Shift_JIS'?><html>").as_deref(), Some("shift_jis"));
        assert_eq!(of("<!-- <meta charset=euc-jp> --><meta name=charset content=a><meta charset=utf-16le>").as_deref(), Some("utf-8"));
        assert_eq!(of("charset=utf-8 事業名\t評価"), None);
        assert_eq!(of(&format!("{}<meta charset=utf-8>", " ".repeat(5000))), None);
    }
}
