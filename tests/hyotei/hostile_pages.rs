//! Pages that no browser would write: deep, wide, cut off or endless; each is read to its end, in linear time.

use crate::pages::content;
use crate::product::product_of;
use hyotei::read::html;

/// Reads a page of so many pieces, and one of four times as many: the cost grows with the length and no faster.
fn assert_linear(name: &str, page: impl Fn(usize) -> String, pieces: usize) {
    crate::cost::assert_linear(name, page(pieces).as_str(), page(pieces * 4).as_str(), |page| {
        std::hint::black_box(html::read(page).blocks.len());
    });
}

#[test]
fn hostile_pages_are_read_to_their_end() {
    let many = 10_000;
    for (name, open, close) in [
        ("divisions", "<div>", "</div>"),
        ("tables", "<table><tr><td>", "</table>"),
        ("lists", "<ul><li>", "</ul>"),
        ("bold", "<b><i>", "</b>"),
        ("terms", "<dl><dt>", "</dl>"),
        ("spans", "<span hidden>", "</span>"),
    ] {
        let document = html::read(&format!("<html><body>{}甲{}乙", open.repeat(many), close.repeat(many)));
        let shown = format!("{:?}", content(&document));
        assert!(shown.contains('乙') || name == "spans", "{name}: {shown:.300}");
        assert_eq!(document.diagnostics.iter().any(|diagnostic| diagnostic.code.as_str() == "limit-reached"), name != "bold", "{name}");
        assert_linear(name, |count| format!("<html><body>{}", open.repeat(count)), many * 5);
    }
    let mega = 8 << 20;
    for (name, piece) in [
        ("entities", "&lt;&#12354;&nosuch;&"),
        ("rows", "<tr><td rowspan=4294967295 colspan=4294967295>甲<td>乙\n"),
        ("paragraphs", "<p>甲<p>乙</div></li></td>\n"),
        ("comments", "<!-- x -->甲<!"),
        ("ruby", "甲<rt>こう</rt>"),
        ("furniture", "<nav>甲</nav>乙<br>"),
        ("links", "<a href=x.pdf>甲<a href=#y>乙<li>"),
        ("attributes", "<p a=1 b='2' hidden=false style='x:y;;;' class='a b-c dE'>甲"),
        ("line feeds", "甲\n\n \r\n"),
        ("headings", "<h1>甲<h2>乙</h3>"),
        ("half tags", "<td <tr <table "),
    ] {
        assert_linear(name, |count| format!("<html><table>{}", piece.repeat(count)), mega / 4 / piece.len());
    }
}

#[test]
fn a_spread_span_and_deep_tables_reach_the_dataset() {
    let text = format!(
        "<html><body><table><tr><th>事務事業名</th><th>評価</th></tr><tr><td rowspan=4294967295 colspan=4294967295>道路整備事業</td><td>A</td></tr></table>{}甲",
        "<table><tr><td>".repeat(3000)
    );
    let dataset = product_of("hostile.html", text.into_bytes());
    assert_eq!(dataset["documents"][0]["format"], "html");
    assert!(dataset["diagnostics"].as_array().is_some_and(|rows| rows.iter().any(|row| row["code"] == "limit-reached")));
}
