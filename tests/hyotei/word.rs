//! Documents of Word: what each element becomes, the seeds by their real producers (`fixtures/make/word.py`), and hostile ones.

use crate::generator::random::Random;
use crate::gold;
use crate::product::{LEXICON, product_of, root};
use hyotei::model::block::{Block, Line, RawTable};
use hyotei::model::diagnostic::Code;
use hyotei::model::document::Document;
use hyotei::read::word;
use serde_json::Value;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

const SPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:w14=\"x14\" xmlns:mc=\"mc\" xmlns:v=\"v\" xmlns:wps=\"wps\"";

/// A package of these members.
fn package(members: &[(&str, String)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(vec![]));
    for (name, text) in members {
        writer.start_file(*name, SimpleFileOptions::default()).expect("starts");
        writer.write_all(text.as_bytes()).expect("writes");
    }
    writer.finish().expect("finishes").into_inner()
}

/// A document with this body, and with the parts that the tests refer to.
fn docx(body: &str) -> Vec<u8> {
    let relation = |kind: &str| format!("<Relationship Id=\"{kind}\" Type=\"http://x/{kind}\" Target=\"{kind}.xml\"/>");
    let kinds = ["styles", "numbering", "footnotes", "endnotes", "comments", "header", "footer"];
    let style = |id: &str, inner: &str| format!("<w:style w:type=\"paragraph\" w:styleId=\"{id}\">{inner}</w:style>");
    let level = |at: u8, format: &str, text: &str| format!("<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/></w:lvl>");
    let note = |id: u8, text: &str| format!("<w:footnote w:id=\"{id}\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> {text}</w:t></w:r></w:p></w:footnote>");
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let lists = format!(
        "<w:abstractNum w:abstractNumId=\"4\">{}{}</w:abstractNum><w:abstractNum w:abstractNumId=\"5\">{}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"4\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"5\"/></w:num>",
        level(0, "decimal", "(%1)"),
        level(1, "decimalEnclosedCircle", "%2"),
        level(0, "bullet", "\u{f06c}")
    );
    package(&[
        (
            "[Content_Types].xml",
            "<Types><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"
                .to_owned(),
        ),
        ("word/_rels/document.xml.rels", format!("<Relationships>{}</Relationships>", kinds.map(relation).concat())),
        ("word/document.xml", format!("<?xml version=\"1.0\"?><w:document {SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>")),
        (
            "word/styles.xml",
            format!(
                "<w:styles {SPACES}>{}{}{}</w:styles>",
                style("1", "<w:name w:val=\"heading 1\"/>"),
                style("a", "<w:name w:val=\"章題\"/><w:basedOn w:val=\"b\"/>"),
                style("b", "<w:name w:val=\"章題の元\"/><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr><w:rPr><w:b/></w:rPr>")
            ),
        ),
        ("word/numbering.xml", format!("<w:numbering {SPACES}>{lists}</w:numbering>")),
        (
            "word/footnotes.xml",
            format!(
                "<w:footnotes {SPACES}><w:footnote w:id=\"0\" w:type=\"separator\">{}</w:footnote>{}{}</w:footnotes>",
                paragraph("線"),
                note(1, "速報値である。"),
                note(2, "推計値である。")
            ),
        ),
        ("word/endnotes.xml", format!("<w:endnotes {SPACES}/>")),
        ("word/comments.xml", format!("<w:comments {SPACES}><w:comment w:id=\"1\">{}</w:comment></w:comments>", paragraph("校正中"))),
        ("word/header.xml", format!("<w:hdr {SPACES}>{}</w:hdr>", paragraph("楠木市"))),
        ("word/footer.xml", format!("<w:ftr {SPACES}>{}</w:ftr>", paragraph("1 ページ"))),
    ])
}

fn read(body: &str) -> Document {
    word::read(&docx(body), "x.docx")
}

fn paragraph(inner: &str) -> String {
    format!("<w:p>{inner}</w:p>")
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn styled(style: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{style}</w:rPr><w:t>{text}</w:t></w:r>")
}

/// A cell with these properties and this content.
fn cell(properties: &str, inner: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>")
}

fn plain(text: &str) -> String {
    cell("", &paragraph(&run(text)))
}

fn row(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

fn table(rows: &[String]) -> String {
    format!("<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"1\"/></w:tblGrid>{}</w:tbl>", rows.concat())
}

/// A table of one row that holds this cell and one more.
fn beside(inner: &str) -> String {
    table(&[row(&[cell("", inner), plain("隣")]), row(&[plain("甲"), plain("乙")])])
}

fn shown(lines: &[Line]) -> String {
    lines.iter().map(|line| format!("{}{}", if line.bullet { "・" } else { "" }, line.text.as_str())).collect::<Vec<_>>().join("/")
}

/// Each cell with the rows and columns that it covers, where more than one.
fn cells(table: &RawTable) -> Vec<Vec<String>> {
    let told = |cell: &hyotei::model::block::RawCell| match (cell.row_span, cell.column_span) {
        (1, 1) => shown(&cell.lines),
        (down, across) => format!("{} {down}x{across}", shown(&cell.lines)),
    };
    table.rows.iter().map(|row| row.cells.iter().map(told).collect()).collect()
}

fn tables(document: &Document) -> Vec<&RawTable> {
    document.blocks.iter().filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None }).collect()
}

/// Blocks that are no tables, each in a word; furniture with its text.
fn blocks(document: &Document) -> Vec<String> {
    let told = |block: &Block| match block {
        Block::Heading { level, line } => format!("{} {}", "#".repeat((*level).into()), line.text.as_str()),
        Block::Line(line) => format!("{}{}", if line.bold { "*" } else { "" }, line.text.as_str()),
        Block::Bullet { depth, line } => format!("{depth}・{}", line.text.as_str()),
        Block::Table(_) => "table".to_owned(),
        Block::Blank => String::new(),
        Block::Furniture { source, reason } => format!("{reason}: {}", &document.text[source.clone()]),
    };
    let furniture = ["page-header: 楠木市", "page-footer: 1 ページ", "aside: 校正中", "aside: 線", "aside:  速報値である。", "aside:  推計値である。"];
    document.blocks.iter().map(told).filter(|told| !furniture.contains(&told.as_str())).collect()
}

fn codes(document: &Document) -> Vec<Code> {
    document.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

#[test]
fn spans_and_merges_and_blank_columns_are_told() {
    let merged = |value: &str| cell(&format!("<w:vMerge{value}/>"), &paragraph(&run(if value.is_empty() { "" } else { "区分" })));
    let wide = |span: u32, text: &str| cell(&format!("<w:gridSpan w:val=\"{span}\"/>"), &paragraph(&run(text)));
    let indented = "<w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>".to_owned() + &wide(2, "計") + &plain("30") + "</w:tr>";
    let document = read(&table(&[
        row(&[merged(" w:val=\"restart\""), wide(2, "目標"), plain("実績")]),
        row(&[merged(""), plain("4年度"), plain("5年度"), plain("5年度")]),
        row(&[plain("甲"), plain("10"), plain("20")]),
        indented,
    ]));
    let expected: [&[&str]; 4] = [&["区分 2x1", "目標 1x2", "実績"], &["4年度", "5年度", "5年度"], &["甲", "10", "20", ""], &["", "計 1x2", "30"]];
    assert_eq!(cells(tables(&document)[0]), expected);
    assert!(document.text.contains("区分\t目標\t実績\n\t4年度") || document.text.contains("区分\t目標\t実績\n4年度\t5年度"), "{}", document.text);
}

#[test]
fn text_under_a_merged_cell_is_left_to_residue() {
    let merged = |value: &str, text: &str| cell(&format!("<w:vMerge w:val=\"{value}\"/>"), &paragraph(&run(text)));
    let document = read(&table(&[row(&[merged("restart", "甲"), plain("1")]), row(&[merged("continue", "隠れた"), plain("2")])]));
    assert_eq!(cells(tables(&document)[0]), [vec!["甲 2x1", "1"], vec!["2"]]);
    assert_eq!(blocks(&document), ["table", "under-a-merged-cell: 隠れた"]);
}

#[test]
fn a_table_in_a_cell_is_told_as_that_of_a_page() {
    let inner = |name: &str, goal: &str, done: &str| table(&[row(&[plain("指標名"), plain("目標値"), plain("実績値")]), row(&[plain(name), plain(goal), plain(done)])]);
    let body = table(&[
        row(&[plain("事業名"), plain("成果指標"), plain("評価")]),
        row(&[plain("図書館"), cell("", &(inner("貸出冊数", "120", "110") + "<w:p/>")), plain("A")]),
        row(&[plain("公園"), cell("", &(inner("点検数", "5", "6") + "<w:p/>")), plain("B")]),
    ]);
    let page = |name: &str, goal: &str, done: &str| format!("<table><tr><td>指標名<td>目標値<td>実績値<tr><td>{name}<td>{goal}<td>{done}</table>");
    let html = format!(
        "<!DOCTYPE html><table><tr><td>事業名<td>成果指標<td>評価<tr><td>図書館<td>{}<td>A<tr><td>公園<td>{}<td>B</table>",
        page("貸出冊数", "120", "110"),
        page("点検数", "5", "6")
    );
    let document = read(&body);
    let of_page = hyotei::read::html::read(&html);
    assert_eq!(cells(tables(&document)[0]), cells(tables(&of_page)[0]));
    assert_eq!(cells(tables(&document)[0])[1], ["指標名", "目標値", "実績値"]);
}

#[test]
fn headings_lists_and_numbers() {
    let item = |list: u8, level: u8, text: &str| paragraph(&format!("<w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>{}", run(text)));
    let headed = |style: &str, text: &str| paragraph(&format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}", run(text)));
    let document = read(
        &[
            headed("1", "評価の結果"),
            headed("a", "総括"),
            item(2, 0, "甲"),
            item(2, 1, "乙"),
            paragraph(&run("本文")),
            item(1, 0, "事業の概要"),
            paragraph(&run("本文")),
            item(1, 0, "丙"),
            item(1, 0, "丁"),
            headed("見出し3", "細目"),
        ]
        .concat(),
    );
    assert_eq!(blocks(&document), ["# 評価の結果", "## 総括", "0・甲", "乙", "本文", "(1) 事業の概要", "本文", "0・丙", "0・丁", "### 細目"]);
}

#[test]
fn a_mark_of_a_note_stays_apart_from_the_number() {
    let mark = |id: u8| format!("<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:footnoteReference w:id=\"{id}\"/></w:r>");
    let document = read(&table(&[
        row(&[plain("貸出冊数"), cell("", &paragraph(&(run("11,400") + &mark(2))))]),
        row(&[plain("来館者数"), cell("", &paragraph(&(run("450") + &styled("<w:vertAlign w:val=\"superscript\"/>", "1"))))]),
    ]));
    assert_eq!(cells(tables(&document)[0]), [["貸出冊数", "11,400"], ["来館者数", "450"]]);
    let told = blocks(&document);
    assert_eq!(told, ["table", "note-mark: ※1", "note-mark: 1", "※1 推計値である。"]);
    // The other note is led to by nothing.
    assert!(document.text.contains("速報値"));
}

#[test]
fn what_was_deleted_is_not_read_and_what_was_inserted_is() {
    let body = paragraph(&format!(
        "{}<w:del><w:r><w:delText>前の</w:delText></w:r></w:del><w:ins>{}</w:ins><w:moveFrom>{}</w:moveFrom>{}{}",
        run("予算"),
        run("新しい"),
        run("移す前"),
        styled("<w:strike/>", "旧"),
        styled("<w:dstrike w:val=\"0\"/>", "額")
    ));
    let joined = paragraph(&format!("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}", run("継"))) + &paragraph(&run("続"));
    let deleted = table(&[row(&[plain("甲"), plain("1")]), format!("<w:tr><w:trPr><w:del/></w:trPr>{}{}</w:tr>", plain("乙"), plain("2")), row(&[plain("丙"), plain("3")])]);
    let document = read(&(body + &joined + &deleted));
    assert_eq!(blocks(&document), ["予算新しい額", "struck-out: 旧", "継続", "table"]);
    assert_eq!(cells(tables(&document)[0]), [["甲", "1"], ["丙", "3"]]);
    assert!(!document.text.contains("前") && !document.text.contains('乙'));
}

#[test]
fn hidden_text_and_prompts_are_left_to_residue() {
    let prompt = format!("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>", run("ここをクリック"));
    let ruby = format!("<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>", run("けいぞく"), run("継続"));
    let document = read(&beside(&paragraph(&(styled("<w:vanish/>", "内部") + &ruby + &prompt + &run("する")))));
    assert_eq!(cells(tables(&document)[0])[0], ["継続する", "隣"]);
    assert_eq!(blocks(&document), ["table", "hidden: 内部", "ruby: けいぞく", "form-control: ここをクリック"]);
    assert_eq!(codes(&document), [Code::HiddenContent]);
}

#[test]
fn boxes_to_tick_are_marks() {
    let control = |checked: u8, sign: &str| {
        format!("<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val=\"{checked}\"/></w14:checkbox></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>", run(sign))
    };
    let symbol = |code: &str| format!("<w:r><w:sym w:font=\"Wingdings\" w:char=\"{code}\"/></w:r>");
    let field = |inner: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:checkBox>{inner}</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let list = "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:ddList><w:result w:val=\"1\"/><w:listEntry w:val=\"A\"/><w:listEntry w:val=\"B\"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    let line = |inner: String| paragraph(&inner);
    let content = [
        line(control(1, "☒") + &run("継続 ") + &control(0, "☐") + &run("廃止")),
        line(symbol("F0FE") + &run("継続 ") + &symbol("F0A8") + &run("廃止")),
        line(field("<w:default w:val=\"0\"/><w:checked/>") + &run("継続 ") + &field("<w:default w:val=\"0\"/>") + &run("廃止")),
        line(styled("<w:rFonts w:ascii=\"Wingdings\" w:hAnsi=\"Wingdings\"/>", "þ") + &run("継続")),
        line(list.to_owned()),
    ];
    let document = read(&beside(&content.concat()));
    assert_eq!(cells(tables(&document)[0])[0][0], "☑継続 □廃止/☑継続 □廃止/☑継続 □廃止/☑継続/B");
}

#[test]
fn a_text_box_is_read_once_and_after_its_paragraph() {
    let content = format!("<w:txbxContent>{}</w:txbxContent>", paragraph(&run("総合評価はＡ")));
    let drawn = format!(
        "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    );
    let document = read(&(paragraph(&(run("前") + &drawn + &run("後"))) + &beside(&paragraph(&(run("甲") + &drawn)))));
    assert_eq!(blocks(&document), ["前後", "総合評価はA", "table"]);
    assert_eq!(cells(tables(&document)[0])[0], ["甲/総合評価はA", "隣"]);
}

#[test]
fn breaks_tabs_controls_and_hidden_rows() {
    let broken = "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t><w:noBreakHyphen/><w:t>丁</w:t></w:r>";
    let controlled = format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", plain("枠"));
    let hidden = format!("<w:tr><w:trPr><w:hidden/></w:trPr>{}{}</w:tr>", plain("隠"), plain("9"));
    let rows = format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", row(&[cell("", &paragraph(broken)), controlled]));
    let document = read(&format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", table(&[rows, hidden])));
    assert_eq!(cells(tables(&document)[0]), [["甲/乙 丙-丁", "枠"], ["隠", "9"]]);
    assert_eq!(tables(&document)[0].rows.iter().map(|row| row.hidden).collect::<Vec<_>>(), [false, true]);
    assert_eq!(document.hidden.iter().map(|range| &document.text[range.clone()]).collect::<Vec<_>>(), ["隠\t9"]);
}

#[test]
fn a_frame_of_one_column_is_no_table() {
    let document = read(&table(&[row(&[plain("枠の中")]), row(&[cell("", &(paragraph(&run("表")) + &beside(&paragraph(&run("値")))))])]));
    assert_eq!(blocks(&document), ["枠の中", "表", "table"]);
}

#[test]
fn every_character_is_in_a_block() {
    for name in ["seeds/002_writer.docx", "seeds/003_python.docx", "form/1.docx", "form/1_writer.docx"] {
        let bytes = std::fs::read(root().join("fixtures/word").join(name)).expect("the fixture reads");
        let document = word::read(&bytes, name);
        let mut covered = vec![false; document.text.len()];
        let mut mark = |range: std::ops::Range<usize>| covered[range].fill(true);
        for block in &document.blocks {
            let mut lines = |lines: &[Line]| lines.iter().for_each(|line| line.text.source_stretches().for_each(&mut mark));
            match block {
                Block::Heading { line, .. } | Block::Line(line) | Block::Bullet { line, .. } => lines(std::slice::from_ref(line)),
                Block::Table(table) => table.rows.iter().for_each(|row| row.cells.iter().for_each(|cell| lines(&cell.lines))),
                Block::Furniture { source, .. } => mark(source.clone()),
                Block::Blank => {}
            }
        }
        let missing: String = document.text.char_indices().filter(|(at, one)| !one.is_whitespace() && *one != '・' && !covered[*at]).map(|(_, one)| one).collect();
        assert_eq!(missing, "", "{name}");
        // What the XML holds as text is in the text layer, in any order.
        let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).expect("an archive");
        let source = std::io::read_to_string(archive.by_name("word/document.xml").expect("the body")).expect("reads");
        for part in source.split("<w:t").skip(1).filter(|part| part.starts_with(['>', ' '])) {
            let text = part.split('>').nth(1).and_then(|rest| rest.split('<').next()).unwrap_or("").replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">");
            assert!(document.text.contains(text.trim()), "{name}: {text}");
        }
    }
}

#[test]
fn the_seeds_as_documents_are_read_as_their_gold_says() {
    let mut low = vec![];
    for seed in ["000_4d45a82e3f29414a", "001_1c07ef8cd5ea9620", "002_9f3e10c7832f9a78", "003_1d8c4c27c433e51d", "004_60d463c5be032d0a"] {
        for producer in ["python", "writer"] {
            let path = root().join(format!("fixtures/word/seeds/{}_{producer}.docx", &seed[..3]));
            for (table, score) in gold::score(&path, &root().join(format!("fixtures/gold/{seed}.gold.json"))) {
                if score.f1() < 0.98 {
                    low.push(format!("{seed} {producer} {table} {:.3}", score.f1()));
                }
            }
        }
    }
    assert!(low.is_empty(), "{low:#?}; run with HYOTEI_VERBOSE=1 --nocapture");
}

/// What a batch says: text, years and value of each target, result, rating and note.
fn told(batch: &Value) -> Vec<String> {
    let mut out = vec![];
    for table in ["items", "indicators", "targets", "results", "ratings", "notes"] {
        for row in batch[table].as_array().into_iter().flatten() {
            out.push(format!("{table} {} {} {} {} {} {} {}", row["title"], row["name"], row["text"], row["raw"], row["value"], row["unit"], row["period"]["fiscal_years"]));
        }
    }
    out.sort();
    out
}

fn batch(kind: &str) -> Value {
    let files: Vec<_> = (1..=4).map(|number| root().join(format!("fixtures/word/form/{number}.{kind}"))).collect();
    let found = hyotei::discover::discover(&files).expect("they are there");
    serde_json::from_slice(&hyotei::emit::write::json(&hyotei::pipeline::batch(&found, &LEXICON, None, |_| {}))).expect("it is JSON")
}

#[test]
fn a_batch_of_documents_is_one_form_and_says_what_pages_and_sheets_say() {
    let documents = batch("docx");
    assert_eq!(documents["forms"].as_array().map(Vec::len), Some(1));
    let id = &documents["forms"][0]["form_id"];
    assert!(documents["documents"].as_array().expect("documents").iter().all(|row| row["form_id"] == *id));
    for kind in ["html", "xlsx"] {
        let other = batch(kind);
        assert_eq!(told(&documents), told(&other), "{kind}");
        assert_eq!(other["forms"][0]["form_id"], *id, "{kind}");
    }
    assert!(told(&documents).iter().any(|row| row.contains("11400.0") || row.contains("11400")));
}

#[test]
fn a_workbook_of_xml_and_a_web_archive_say_what_their_twins_say() {
    let case = |name: &str| std::fs::read(root().join("fixtures/cases").join(name)).expect("the fixture reads");
    let archive = product_of("a.mht", case("mht.mht"));
    assert_eq!(archive["documents"][0]["format"], "mhtml");
    assert!(told(&archive).iter().any(|row| row.starts_with("results") && row.contains("11400")), "{:#?}", told(&archive));
    let workbook = product_of("a.xml", case("ss2003.xls"));
    assert_eq!(workbook["documents"][0]["format"], "spreadsheetml_2003");
    assert!(told(&workbook).iter().any(|row| row.starts_with("results") && row.contains("11400")), "{:#?}", told(&workbook));
}

#[test]
fn a_workbook_of_xml_is_read_as_excel_shows_it() {
    let data = |kind: &str, value: &str| format!("<Data ss:Type=\"{kind}\">{value}</Data>");
    let cell = |attributes: &str, inner: String| format!("<Cell {attributes}>{inner}</Cell>");
    let string = |value: &str| cell("", data("String", value));
    let rows = [
        format!("<Row>{}{}{}</Row>", cell("ss:MergeDown=\"1\"", data("String", "事業名")), cell("ss:MergeAcross=\"1\"", data("String", "令和5年度")), string("確認日")),
        format!("<Row>{}{}{}</Row>", cell("ss:Index=\"2\"", data("String", "目標")), string("実績"), string("")),
        format!(
            "<Row>{}{}{}{}</Row>",
            string("図書館"),
            cell("ss:StyleID=\"n\"", data("Number", "12000")),
            cell("ss:StyleID=\"p\"", data("Number", "0.953")),
            cell("ss:StyleID=\"d\"", data("DateTime", "2024-05-31T00:00:00.000"))
        ),
        format!("<Row ss:Index=\"4\" ss:Hidden=\"1\">{}{}</Row>", string("公園"), cell("ss:Index=\"3\"", data("Number", "5") + "<Comment><ss:Data>見込み</ss:Data></Comment>")),
    ];
    let style = |id: &str, code: &str| format!("<Style ss:ID=\"{id}\"><NumberFormat ss:Format=\"{code}\"/></Style>");
    let book = format!(
        "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Styles>{}{}{}</Styles><Worksheet ss:Name=\"評価\"><Table>{}</Table></Worksheet><Worksheet ss:Name=\"作業\"><Table/><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>",
        style("n", "#,##0"),
        style("p", "0.0%"),
        style("d", "Short Date"),
        rows.concat()
    );
    let document = hyotei::pipeline::read(&hyotei::model::document::Input { path: "a.xml".to_owned(), bytes: book.clone().into_bytes() });
    let expected = [vec!["事業名 2x1", "令和5年度 1x2", "確認日"], vec!["目標", "実績", ""], vec!["図書館", "12,000", "95.3%", "2024/5/31"], vec!["公園", "", "5", ""]];
    assert_eq!(cells(tables(&document)[0]), expected);
    assert!(tables(&document)[0].rows[3].hidden);
    assert!(document.blocks.iter().any(|block| matches!(block, Block::Line(line) if line.text.as_str() == "見込み")));
    assert_eq!(document.sheets, ["評価", "作業"]);
    for at in 0..200 {
        let mut broken = book.clone().into_bytes();
        broken.truncate(book.len() * at / 200);
        product_of("a.xml", broken);
    }
    let claimed = book.replace("ss:MergeAcross=\"1\"", "ss:MergeAcross=\"4294967295\"").replace("ss:Index=\"4\"", "ss:Index=\"4294967295\"");
    product_of("a.xml", claimed.into_bytes());
}

#[test]
fn the_page_of_an_archive_is_read_in_its_encoding() {
    let page = "<html><body><table><tr><th>事務事業名<th>総合評価<tr><td>図書館運営事業<td>Ｂ<tr><td>公園管理事業<td>Ａ</table></body></html>";
    let shift_jis = encoding_rs::SHIFT_JIS.encode(page).0;
    let quoted: String = shift_jis.iter().map(|byte| format!("={byte:02X}=\r\n")).collect();
    let letter = |body: &str| {
        format!(
            "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw==\r\n--b\r\nContent-Type: text/html; charset=\"Shift_JIS\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{body}\r\n--b--\r\n"
        )
    };
    let dataset = product_of("a.mhtml", letter(&quoted).into_bytes());
    assert_eq!((&dataset["documents"][0]["format"], &dataset["documents"][0]["encoding"]), (&Value::from("mhtml"), &Value::from("Shift_JIS")));
    assert_eq!(dataset["ratings"].as_array().map(Vec::len), Some(2));
    assert_eq!(told(&dataset), told(&product_of("a.html", page.as_bytes().to_vec())));
    let none = product_of("a.mht", b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx".to_vec());
    assert!(
        none["diagnostics"]
            .as_array()
            .into_iter()
            .flatten()
            .any(|row| row["code"] == "damaged-container" && row["message"].as_str().is_some_and(|message| message.contains("holds no page")))
    );
    let nested = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n".repeat(100_000);
    product_of("a.mht", format!("MIME-Version: 1.0\r\n{nested}").into_bytes());
}

/// The members of a document, with another body.
fn with_body(body: String) -> Vec<u8> {
    package(&[("word/document.xml", body)])
}

#[test]
fn ten_thousand_nested_tables_are_bounded() {
    let (open, close) = ("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p>", "<w:p/></w:tc><w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:tr></w:tbl>");
    let nested = read(&format!("{}{}", open.repeat(10_000), close.repeat(10_000)));
    assert!(codes(&nested).contains(&Code::LimitReached), "{:?}", nested.diagnostics);
    assert_eq!(nested.text.matches('甲').count(), 10_000);
    assert_eq!(nested.text.matches('乙').count(), 10_000);
    let boxes = "<w:p><w:r><w:txbxContent>".repeat(10_000) + "<w:p><w:r><w:t>甲</w:t></w:r></w:p>" + &"</w:txbxContent></w:r></w:p>".repeat(10_000);
    assert!(read(&boxes).text.contains('甲'));
    let elements = "<w:ins>".repeat(300_000) + &"</w:ins>".repeat(300_000);
    assert_eq!(codes(&read(&elements)), []);
}

#[test]
fn claimed_spans_cost_nothing() {
    let wide = |span: &str| cell(&format!("<w:gridSpan w:val=\"{span}\"/><w:vMerge w:val=\"restart\"/>"), &paragraph(&run("値")));
    let document = read(&table(&[row(&[wide("1000000"), wide("4294967295"), wide("-3")]), row(&[plain("甲"), wide("999999"), plain("乙")])]));
    assert_eq!(tables(&document)[0].rows.len(), 2);
    assert!(tables(&document)[0].rows.iter().flat_map(|row| &row.cells).all(|cell| cell.column_span <= 5));
    let many: Vec<String> = (0..2000).map(|number| plain(&number.to_string())).collect();
    let document = read(&table(&[row(&many), row(&many)]));
    assert!(codes(&document).contains(&Code::LimitReached));
    assert!(document.text.contains("1999"));
}

#[test]
fn damaged_documents_are_told_and_never_a_panic() {
    let cut = word::read(&with_body(format!("<w:document {SPACES}><w:body>{}<w:tbl><w:tr><w:tc><w:p><w:r><w:t>切れ", paragraph(&run("前")))), "cut.docx");
    assert!(cut.text.contains("前") && cut.text.contains("切れ"));
    assert!(cut.diagnostics.iter().any(|one| one.code == Code::DamagedContainer && one.message.contains("cut.docx: word/document.xml")), "{:?}", cut.diagnostics);
    let crossed = word::read(&with_body(format!("<w:document {SPACES}><w:body>{}<w:p></w:r></w:p></w:body></w:document>", paragraph(&run("前")))), "crossed.docx");
    assert!(crossed.text.contains('前') && crossed.diagnostics.iter().any(|one| one.message.contains("byte")), "{:?}", crossed.diagnostics);
    assert_eq!(codes(&word::read(b"PK\x03\x04", "none.docx")), [Code::DamagedContainer]);
    assert_eq!(codes(&word::read(&package(&[("word/styles.xml", String::new())]), "none.docx")), [Code::DamagedContainer]);
    let bomb = word::read(&with_body(" ".repeat(600 << 20)), "bomb.docx");
    assert_eq!(codes(&bomb), [Code::LimitReached]);
    // Bytes of the XML changed here and there, the same ones on every run.
    let whole = std::fs::read(root().join("fixtures/word/form/1.docx")).expect("reads");
    let mut archive = zip::ZipArchive::new(Cursor::new(&whole)).expect("an archive");
    let mut text = |name: &str| std::io::read_to_string(archive.by_name(name).expect("a member")).expect("reads");
    let (body, styles, lists, relations) = (text("word/document.xml"), text("word/styles.xml"), text("word/numbering.xml"), text("word/_rels/document.xml.rels"));
    let mut random = Random::new(3);
    for round in 0..300 {
        let mut broken = |text: &str| {
            let mut bytes = text.as_bytes().to_vec();
            for _ in 0..1 + random.below(4) {
                let at = random.below(bytes.len());
                match random.below(4) {
                    0 => bytes[at] = random.below(256) as u8,
                    1 => bytes.truncate(at.max(8)),
                    2 => drop(bytes.drain(at..(at + 40).min(bytes.len()))),
                    _ => {
                        let copied = bytes[at..(at + 200).min(bytes.len())].to_vec();
                        bytes.splice(at..at, copied);
                    }
                }
            }
            String::from_utf8_lossy(&bytes).into_owned()
        };
        let members = [
            ("word/document.xml", broken(&body)),
            ("word/styles.xml", broken(&styles)),
            ("word/numbering.xml", broken(&lists)),
            ("word/_rels/document.xml.rels", relations.clone()),
        ];
        let bytes = package(&members);
        let document = word::read(&bytes, "broken.docx");
        assert!(document.text.len() < 1 << 20);
        if round % 10 == 0 {
            product_of("broken.docx", bytes);
        }
    }
}

#[test]
fn what_is_no_report_is_named_as_what_it_is() {
    let cases: [(&str, &[u8], &str, &str); 6] = [
        ("~$評価.docx", b"\x05user\0\0\0", "lock_file", "lock file"),
        ("a.json", "{\"事業名\": \"図書館\"}".as_bytes(), "json", "JSON"),
        ("a.txt", "[{\"事業名\": \"図書館\"}]".as_bytes(), "json", "JSON"),
        ("a.py", "import os\nprint('評価')\n".as_bytes(), "source_code", "source code"),
        ("a.xml", b"<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?><w:wordDocument/>", "word_xml", "save it as .docx"),
        ("a.doc", &[], "doc", "save it as .docx"),
    ];
    for (name, bytes, format, words) in cases {
        let mut bytes = bytes.to_vec();
        if format == "doc" {
            bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
            bytes.resize(1024, 0);
            bytes.extend("WordDocument".encode_utf16().flat_map(u16::to_le_bytes));
            bytes.resize(2048, 0);
        }
        let dataset = product_of(name, bytes);
        assert_eq!(dataset["documents"][0]["format"], format, "{name}");
        let told = dataset["diagnostics"].as_array().into_iter().flatten().find(|row| row["code"] == "unsupported-format").unwrap_or_else(|| panic!("{name}: {dataset:#}"));
        assert!(told["message"].as_str().is_some_and(|message| message.contains(name) && message.contains(words)), "{told}");
    }
}
