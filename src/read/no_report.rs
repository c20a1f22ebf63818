//! No report (対象外): text that is no report: JSON, source code, and the files by which a program says that it has another one open.

use crate::read::format::Foreign;
use serde::de::IgnoredAny;

const JSON: Foreign = Foreign { name: "json", what: "JSON data", advice: "export it as CSV or a workbook" };
const CODE: Foreign = Foreign { name: "source_code", what: "source code of a program", advice: "give the documents that it makes or reads" };
const LOCK: Foreign = Foreign { name: "lock_file", what: "a lock file that an office program leaves while a document is open", advice: "give the document that it is named after" };

/// Bytes of the longest lock file.
const LONGEST_LOCK: usize = 4096;

/// Names of source code end so.
const CODE_NAMES: &[&str] = &[
    "bas", "bat", "c", "cc", "cls", "cmd", "cpp", "cs", "css", "go", "h", "hpp", "ipynb", "java", "js", "jsx", "kt", "lua", "mjs", "php", "pl", "ps1", "py", "r", "rb", "rs",
    "scss", "sh", "sql", "swift", "ts", "tsx", "vbs", "vue",
];

/// What a file of this name locks, if it is no document itself.
pub fn lock(bytes: &[u8], file: &str) -> Option<Foreign> {
    let named = file.starts_with("~$") || file.starts_with(".~lock.") && file.ends_with('#');
    (named && bytes.len() <= LONGEST_LOCK).then_some(LOCK)
}

/// What decoded text is that is no page: told by its structure, and by the name where that is left open.
pub fn text(text: &str, extension: &str) -> Option<Foreign> {
    let body = text.trim_start_matches('\u{feff}').trim_start();
    if body.starts_with(['{', '[']) && is_json(body, extension) {
        return Some(JSON);
    }
    let script = body.starts_with("#!/") || body.starts_with("<?php");
    (script || CODE_NAMES.contains(&extension)).then_some(CODE)
}

/// Whole, or each line by itself; what only its name calls so may be damaged.
fn is_json(body: &str, extension: &str) -> bool {
    if ["json", "jsonl", "ndjson", "geojson"].contains(&extension) {
        return true;
    }
    // [1] alone is a mark, not data.
    let whole = || body.contains(['"', '{']) && serde_json::from_str::<IgnoredAny>(body).is_ok();
    let mut lines = body.lines().filter(|line| !line.trim().is_empty()).take(20).peekable();
    let each = || lines.all(|line| line.trim_start().starts_with('{') && serde_json::from_str::<IgnoredAny>(line).is_ok());
    whole() || body.starts_with('{') && { each }()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(given: &str, extension: &str) -> Option<&'static str> {
        text(given, extension).map(|foreign| foreign.name)
    }

    #[test]
    fn what_is_no_report_is_named() {
        assert_eq!(told("{\"事業\": [1, 2]}", "txt"), Some("json"));
        assert_eq!(told("{\"a\":1}\n{\"a\":2}\n", "txt"), Some("json"));
        assert_eq!(told("{\"a\": cut", "json"), Some("json"));
        assert_eq!(told("#!/bin/sh\necho\n", ""), Some("source_code"));
        assert_eq!(told("import os\n", "py"), Some("source_code"));
        assert_eq!(lock(b"\x05\0", "~$評価.docx").map(|foreign| foreign.name), Some("lock_file"));
    }

    #[test]
    fn a_report_is_a_report() {
        for text in ["[1]", "{注} 事業名\t評価\n", "[令和5年度] 事業名\n", "事業名\t評価\n"] {
            assert_eq!(told(text, "txt"), None, "{text}");
        }
        assert_eq!(lock(b"PK", "評価.docx"), None);
    }
}
