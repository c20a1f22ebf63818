//! Web pages: every encoding gives the same records, furniture is told apart, and hostile pages are read to their end.

use crate::product::{product, product_of, root};
use hyotei::model::block::{Block, Line, RawTable};
use hyotei::model::document::Document;
use hyotei::read::html;
use serde_json::Value;
use std::path::PathBuf;

fn fixture(name: &str) -> PathBuf {
    root().join("fixtures/formats").join(name)
}

/// A page of the fixtures, decoded as the product decodes it.
fn page(name: &str) -> (String, Document) {
    let bytes = std::fs::read(fixture(name)).expect("the fixture reads");
    let text = hyotei::decode::decode(&bytes, html::declared(&bytes).as_deref()).text;
    let document = html::read(&text);
    (text, document)
}

fn line(line: &Line) -> String {
    format!("{}{}", if line.bullet { "・" } else { "" }, line.text.as_str())
}

fn table(table: &RawTable) -> Vec<String> {
    let cell = |cell: &hyotei::model::block::RawCell| {
        let span = if (cell.row_span, cell.column_span) == (1, 1) { String::new() } else { format!("({}x{})", cell.row_span, cell.column_span) };
        format!("{}{}{span}", if cell.heading { "#" } else { "" }, cell.lines.iter().map(line).collect::<Vec<_>>().join("/"))
    };
    let mut out: Vec<String> = table.caption.iter().map(|caption| format!("caption {}", line(caption))).collect();
    out.extend(table.rows.iter().map(|row| format!("{}| {}", if row.hidden { "hidden " } else { "" }, row.cells.iter().map(cell).collect::<Vec<_>>().join(" | "))));
    out
}

/// Blocks that are content, one a line.
pub fn content(document: &Document) -> Vec<String> {
    let mut out = vec![];
    for block in &document.blocks {
        match block {
            Block::Heading { level, line: heading } => out.push(format!("h{level} {}", line(heading))),
            Block::Line(free) => out.push(line(free)),
            Block::Bullet { depth, line: bullet } => out.push(format!("{depth} {}", line(bullet))),
            Block::Table(found) => out.extend(table(found)),
            Block::Blank | Block::Furniture { .. } => {}
        }
    }
    out
}

fn read(page: &str) -> Vec<String> {
    content(&html::read(page))
}

fn furniture(text: &str, document: &Document) -> Vec<(String, &'static str)> {
    let told = |block: &Block| match block {
        Block::Furniture { source, reason } => Some((text[source.clone()].to_owned(), *reason)),
        _ => None,
    };
    document.blocks.iter().filter_map(told).collect()
}

/// The records of a dataset, without what the bytes decide: ids and places.
fn records(name: &str) -> Value {
    let mut dataset = product(&fixture(name));
    let id = dataset["documents"][0]["document_id"].as_str().unwrap_or("?").to_owned();
    fn strip(value: &mut Value, id: &str) {
        match value {
            Value::String(text) => *text = text.replace(id, "document"),
            Value::Array(list) => list.iter_mut().for_each(|value| strip(value, id)),
            Value::Object(fields) => {
                fields.remove("source");
                fields.values_mut().for_each(|value| strip(value, id));
            }
            _ => {}
        }
    }
    strip(&mut dataset, &id);
    let tables = ["items", "indicators", "targets", "results", "ratings", "rating_scales", "notes"];
    tables.iter().map(|table| ((*table).to_owned(), dataset[*table].clone())).collect::<serde_json::Map<_, _>>().into()
}

#[test]
fn every_encoding_gives_the_same_records() {
    let wanted = records("page_utf8.html");
    assert_eq!(wanted["ratings"].as_array().map(Vec::len), Some(18), "six items, each rated twice and given a direction");
    for name in ["cp932", "eucjp", "iso2022jp", "utf16", "cp932_called_utf8"] {
        assert_eq!(records(&format!("page_{name}.html")), wanted, "{name}");
    }
}

#[test]
fn the_encoding_is_named_and_a_wrong_declaration_told() {
    let told = |name: &str| {
        let dataset = product(&fixture(name));
        let doubts = dataset["diagnostics"].as_array().map_or(0, |rows| rows.iter().filter(|row| row["code"] == "encoding-doubtful").count());
        (dataset["documents"][0]["encoding"].as_str().unwrap_or("").to_owned(), doubts)
    };
    assert_eq!(told("page_cp932.html"), ("Shift_JIS".to_owned(), 0));
    assert_eq!(told("page_eucjp.html"), ("EUC-JP".to_owned(), 0));
    assert_eq!(told("page_iso2022jp.html"), ("ISO-2022-JP".to_owned(), 0));
    assert_eq!(told("page_utf16.html"), ("UTF-16LE".to_owned(), 0));
    assert_eq!(told("page_utf8.html"), ("UTF-8".to_owned(), 0));
    assert_eq!(told("page_cp932_called_utf8.html"), ("Shift_JIS".to_owned(), 1));
}

#[test]
fn declarations_are_used_where_the_bytes_do_not_tell() {
    let decoded = |page: &[u8]| {
        let decoded = hyotei::decode::decode(page, html::declared(page).as_deref());
        (decoded.encoding, decoded.diagnostics.len())
    };
    // 「評価」 in Shift_JIS (95 5d 89 bf) and EUC-JP (c9 be b2 c1): four bytes are too few to guess from, the declaration decides.
    assert_eq!(decoded(b"<html><meta charset=windows-31j><p>\x95\x5d\x89\xbf"), ("Shift_JIS", 0));
    assert_eq!(decoded(b"<html><meta http-equiv='Content-Type' content='text/html; charset=cp932'><p>\x95\x5d\x89\xbf"), ("Shift_JIS", 0));
    assert_eq!(decoded(b"<html><meta charset=x-euc-jp><p>\xc9\xbe\xb2\xc1"), ("EUC-JP", 0));
    // A Western label fits any bytes and is not believed.
    let western: Vec<u8> = [b"<html><meta charset=iso-8859-1><p>".as_slice(), &b"\x8e\x96\x8b\xc6\x95\x5d\x89\xbf\x95\x5d".repeat(8)].concat();
    assert_eq!(decoded(&western), ("Shift_JIS", 1));
}

#[test]
fn an_old_page_is_read_alike_as_written_and_as_a_browser_writes_it() {
    let expected = [
        "h1 平成24年度 施策評価(概要)",
        "町では汐崎総合計画に基づき、施策を評価しました。",
        "h2 ① 観光の振興",
        "h0 目的",
        "来訪者を増やす。",
        "h0 課題",
        "宿泊が少ない。",
        "冬の誘客が弱い。",
        "caption 取組の状況",
        "| #取組 | #平成24年度の実績 | #評価",
        "| 案内の充実/(所管:産業課)(2x1) | ・看板を3基設置/・地図を配布 | A",
        "| 講座&研修を¥50,000で実施/・春/・秋 | B",
        "hidden | 旧事業 | 廃止 | D",
        "| 連携 |  | A",
        "| #年 | #人数",
        "| 23 | 1,200",
        "| 24 | 1,350",
        "Copyright © Shiosaki Town",
    ];
    for name in ["page_old_cp932.html", "page_old_browser_eucjp.html"] {
        let (text, document) = page(name);
        assert_eq!(content(&document), expected, "{name}");
        let reasons: Vec<_> = furniture(&text, &document).into_iter().map(|(_, reason)| reason).collect();
        let wanted = ["page-title", "navigation", "navigation", "breadcrumbs", "page-information", "ruby", "ruby", "ruby", "file-links", "page-link", "hidden"];
        assert_eq!(reasons.iter().filter(|reason| wanted.contains(reason)).collect::<Vec<_>>().len(), reasons.len(), "{name}: {reasons:?}");
        for reason in wanted {
            assert!(reasons.contains(&reason), "{name}: {reason} in {reasons:?}");
        }
        let metadata = &document.metadata;
        assert_eq!(metadata.publisher.as_deref(), Some("汐崎町"), "{name}");
        assert_eq!(metadata.updated.as_deref(), Some("2013-08-02"), "{name}");
        assert_eq!(metadata.title.as_deref(), Some("平成24年度 施策評価(概要)-汐崎町役場ホームページ"), "{name}");
    }
}

#[test]
fn lines_lead_back_to_their_bytes() {
    let text = "<html><body><h2>①&nbsp;<b>子育て</b></h2><p>延べ１,２００人&#xFF08;前年比&lt;<i>5</i>%)</p>";
    let document = html::read(text);
    let Some(Block::Heading { line: heading, .. }) = document.blocks.first() else { panic!("{:?}", document.blocks) };
    assert_eq!(heading.text.as_str(), "① 子育て");
    assert_eq!(&text[heading.text.source("①".len() + 1.."① 子育て".len())], "子育て");
    let Some(Block::Line(free)) = document.blocks.get(1) else { panic!("{:?}", document.blocks) };
    assert_eq!(free.text.as_str(), "延べ1,200人(前年比<5%)");
    let at = |part: &str| free.text.as_str().find(part).map(|start| &text[free.text.source(start..start + part.len())]);
    assert_eq!((at("1,200人"), at("("), at("<"), at("5")), (Some("１,２００人"), Some("&#xFF08;"), Some("&lt;"), Some("5")));
}

#[test]
fn what_is_a_page_and_what_is_text_with_tags() {
    assert!(html::is_page("\u{feff}\n<!DOCTYPE html>\n<p>x"));
    assert!(html::is_page("<!-- saved -->\n<HTML lang=ja>"));
    assert!(html::is_page("<table border=1>\n\t<tr>\n\t\t<td>事業名</td><td>評価</td>\n\t</tr>\n</table>"));
    assert!(!html::is_page("<p>事業名</p>\t<p>評価</p>\n<p>道路</p>\t<ul><li>A</li></ul>\n"));
    assert!(!html::is_page("事業名\t評価\n<html>という語\tB"));
    assert!(!html::is_page("<?xml version=\"1.0\"?><rss><channel></channel></rss>"));
    assert!(!html::is_page("<5%の事業\n"));
}

#[test]
fn tables_that_lay_out_are_dissolved_and_data_inside_stays() {
    // One cell, a role, prose in one column: no tables.
    assert_eq!(read("<html><table><tr><td><p>甲</p><p>乙</p></td></tr></table>"), ["甲", "乙"]);
    assert_eq!(read("<html><table role=presentation><tr><td>甲</td><td>乙</td></tr></table>"), ["甲", "乙"]);
    assert_eq!(read("<html><table><tr><td>甲</td></tr><tr><td>乙</td></tr></table>"), ["甲", "乙"]);
    // Two columns of data are one.
    assert_eq!(read("<html><table><tr><td>甲</td><td>乙</td></tr></table>"), ["| 甲 | 乙"]);
    assert_eq!(read("<html><table><tr><td>menu</td><td><h2>題</h2><table><tr><th>a</th><td>1</td></tr></table></td></tr></table>"), ["menu", "h2 題", "| #a | 1"]);
}

#[test]
fn spans_stay_in_their_group_and_feet_come_last() {
    let page = "<html><table><thead><tr><th rowspan=9>a<th>b<tfoot><tr><td>計<td>3<tbody><tr><td rowspan=0>x<td>1<tr><td>2<tr><td rowspan='4294967296' colspan=0>y</table>";
    assert_eq!(read(page), ["| #a | #b", "| x(3x1) | 1", "| 2", "| y(4294967295x1)", "| 計 | 3"]);
}

#[test]
fn lists_and_terms() {
    assert_eq!(read("<html><ul><li>甲<ul><li>乙</li></ul>続き<li><p>丙</p><p>丁</p></ul>"), ["0 ・甲", "1 ・乙", "続き", "0 ・丙", "丁"]);
    assert_eq!(read("<html><dl><dt>Ａ<dd>達成<dt>Ｂ<dd>未達成</dl>"), ["| #A | 達成", "| #B | 未達成"]);
    assert_eq!(read("<html><dl><div><dt>Ａ</dt><dd>達成</dd></div></dl>"), ["| #A | 達成"]);
    assert_eq!(read("<html><h2>第1章<br>総論</h2><pre>a\nb</pre>"), ["h2 第1章 総論", "a", "b"]);
    // An unclosed heading does not swallow the page.
    assert_eq!(read("<html><h2>題<p>本文<p>本文二"), ["h2 題", "本文", "本文二"]);
}

#[test]
fn hidden_elements_and_controls_are_furniture() {
    let text = "<html><body><div hidden>甲</div><p aria-hidden=true>乙</p><p>丙<span style='display:none'>丁</span>戊</p><select><option>己</select><button>庚</button>辛";
    let document = html::read(text);
    assert_eq!(content(&document), ["丙戊", "辛"]);
    let told: Vec<_> = furniture(text, &document);
    assert!(told.iter().any(|(source, reason)| source.contains('丁') && *reason == "hidden"), "{told:?}");
    assert!(told.iter().any(|(source, reason)| source.contains('己') && *reason == "form-control"), "{told:?}");
    assert!(document.diagnostics.iter().any(|diagnostic| diagnostic.code.as_str() == "hidden-content"));
}

#[test]
fn heads_and_feet_of_articles_are_content() {
    assert_eq!(
        read("<html><header><a href=/>市</a></header><main><header><h1>題</h1></header><table><tr class=header><td>a<td>b</table></main><footer>©</footer>"),
        ["h1 題", "| a | b"]
    );
    assert_eq!(read("<html><div class=header>事務事業評価表</div><p>x"), ["事務事業評価表", "x"]);
    assert_eq!(read("<html><div id=main-menu><a href=a>甲</a></div><div class=side><table><tr><td>a<td>b</table></div>"), ["| a | b"]);
}

#[test]
fn metadata_is_told_by_the_head() {
    let text = "<html lang=ja-JP><head><title>一覧 &amp; 表</title><link rel='alternate canonical' href='https://example.jp/a.html'><meta property=og:site_name content='凪浜市公式ホームページ'>\
        <meta name=article:modified_time content='2024-09-27T10:00:00+09:00'></head><body><p>x</p></body></html>";
    let metadata = html::read(text).metadata;
    assert_eq!(metadata.title.as_deref(), Some("一覧 & 表"));
    assert_eq!(metadata.language.as_deref(), Some("ja-JP"));
    assert_eq!(metadata.url.as_deref(), Some("https://example.jp/a.html"));
    assert_eq!(metadata.updated.as_deref(), Some("2024-09-27"));
    assert_eq!(metadata.publisher.as_deref(), Some("凪浜市"));
}

#[test]
fn a_picture_of_a_mark_is_the_mark_and_stands_in_its_alt() {
    let page = concat!(
        "<!DOCTYPE html><html><body><h1>評価結果</h1><table><tr><th>事務事業名</th><th>評価</th></tr>",
        "<tr><td>敬老会</td><td><img src=\"maru.gif\" alt=\"○\"></td></tr><tr><td>除雪</td><td><img alt='◎' src=niju.gif></td></tr></table>",
        "<p><img src=\"logo.gif\" alt=\"霞野市\">本文</p></body></html>"
    );
    let dataset = product_of("page.html", page.into());
    let ratings: Vec<(&str, &str)> = dataset["ratings"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|row| {
            let bytes = |name: &str| row["source"][name].as_u64().unwrap_or(0) as usize;
            (row["raw"].as_str().unwrap_or(""), page.get(bytes("start")..bytes("end")).unwrap_or(""))
        })
        .collect();
    assert_eq!(ratings, [("○", "○"), ("◎", "◎")]);
    let shown: Vec<String> = dataset["residue"].as_array().into_iter().flatten().filter_map(|row| row["text"].as_str()).map(str::to_owned).collect();
    assert!(shown.iter().any(|text| text.contains("霞野市") && text.contains("本文")), "{shown:?}");
}

#[test]
fn residue_of_tags_alone_is_told_from_text() {
    let page = "<!DOCTYPE html>\n<html lang=\"ja\">\n<body>\n<h1>評価結果</h1>\n<p>公開日 2023年11月2日 最終更新日 2024年3月5日</p>\n<div>\n本文です。\n</div>\n<ul><li><a href=\"a.pdf\">報告書（PDF：1KB）</a></li></ul>\n<table><tr><th>事務事業名</th><th>評価</th></tr>\n<tr><td>敬老会</td><td>Ａ</td></tr></table></body></html>";
    let dataset = product_of("page.html", page.into());
    let told: Vec<(&str, &str)> =
        dataset["residue"].as_array().into_iter().flatten().map(|row| (row["text"].as_str().unwrap_or(""), row["reason"].as_str().unwrap_or(""))).collect();
    for expected in [("<!DOCTYPE html>\n<html lang=\"ja\">\n<body>", "markup"), ("<div>", "markup"), ("<ul><li><a href=\"a.pdf\">報告書（PDF：1KB）</a></li></ul>", "links")]
    {
        assert!(told.contains(&expected), "{expected:?} in {told:?}");
    }
    assert_eq!(dataset["documents"][0]["updated"], "2024-03-05");
}

/// A page of a city that only leads to its reports beside one table of results.
#[test]
fn what_only_leads_elsewhere_makes_no_records() {
    let page = "<!DOCTYPE html><html lang=\"ja\"><body><header><h1>青葉市</h1></header><table><tr><td><a href=\"/a\">くらし</a></td><td><a href=\"/b\">観光</a></td></tr></table><h2>令和5年度 事務事業評価</h2><table><tr><th>部</th><th>評価表</th></tr><tr><td>総務部</td><td><a href=\"s.pdf\">事務事業評価シート [PDF:120KB]</a></td></tr></table><table><tr><th>事務事業名</th><th>評価</th></tr><tr><td><a href=\"x.pdf\">道路維持事業</a></td><td>Ａ</td></tr></table><ul><li><a href=\"4.html\">令和4年度の評価</a></li><li><a href=\"3.html\">令和3年度の評価</a></li></ul></body></html>";
    let dataset = product_of("links.html", page.into());
    let rows = |table: &str, field: &str| -> Vec<String> { dataset[table].as_array().into_iter().flatten().map(|row| row[field].as_str().unwrap_or("").to_owned()).collect() };
    assert_eq!(rows("items", "title"), ["道路維持事業"]);
    assert_eq!(rows("ratings", "code"), ["A"]);
    for table in ["notes", "targets", "results"] {
        assert_eq!(rows(table, "text"), [""; 0], "{table}");
    }
    let left: Vec<String> = rows("residue", "text");
    for words in ["くらし", "事務事業評価シート", "令和3年度の評価"] {
        assert!(left.iter().any(|text| text.contains(words)), "{words} in {left:?}");
    }
}
