//! Format (形式): what the bytes are, told by their content first and by the name only where content leaves it open.

use crate::read::{csv, html, magic, markdown, no_report};

/// A format that is read, or recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Free lines, headings, bullets and tab-separated tables whose cells hold HTML fragments.
    MixedText,
    /// A page.
    Html,
    /// Markdown.
    Markdown,
    /// Values separated by commas or semicolons.
    Csv,
    /// Values separated by tabs.
    Tsv,
    /// Office Open XML workbook.
    Xlsx,
    /// Binary workbook of Excel 97 to 2003.
    Xls,
    /// Binary workbook in a ZIP container.
    Xlsb,
    /// OpenDocument spreadsheet.
    Ods,
    /// An archive of documents.
    Zip,
    /// Pages as printed, with text.
    Pdf,
    /// Office Open XML document.
    Word,
    /// A page saved as a letter (MHTML).
    WebArchive,
    /// A workbook as one file of XML (SpreadsheetML 2003).
    XmlWorkbook,
    /// Recognised and not read.
    Unsupported(Foreign),
}

/// A format that is only recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// Name in the dataset (`png`).
    pub name: &'static str,
    /// What it is, for a person (`a PNG image`).
    pub what: &'static str,
    /// What to do to have it read.
    pub advice: &'static str,
}

/// A row of `hyotei formats`.
pub struct Listed {
    /// Name in the dataset.
    pub name: &'static str,
    /// What of it is read.
    pub read: &'static str,
    /// How it is told.
    pub told: &'static str,
}

/// Every format, in the order of the list.
pub const LIST: &[Listed] = &[
    Listed { name: "mixed_text", read: "lines, headings, bullets, tab-separated tables with HTML in their cells", told: "any text that is nothing else" },
    Listed { name: "html", read: "the page: tables, lists, headings, paragraphs", told: "<!doctype html>, <html>, or a page's tags at its start; .html, .htm" },
    Listed {
        name: "markdown",
        read: "tables, nested lists, headings, paragraphs, inline HTML",
        told: "a table with its |---| line, or # headings with lists and no tabs; .md, .markdown",
    },
    Listed { name: "csv", read: "tables; lines over and between them; quoted line breaks", told: "the same number of commas (or semicolons) in most lines; .csv" },
    Listed { name: "tsv", read: "as csv", told: "the same number of tabs in most lines and no free text between; .tsv, .tab, .csv" },
    Listed { name: "xlsx", read: "every sheet: tables, lines, merged cells (also .xlsm)", told: "a ZIP container with xl/workbook.xml" },
    Listed { name: "xls", read: "as xlsx", told: "an OLE2 container with a Workbook stream" },
    Listed { name: "xlsb", read: "as xlsx", told: "a ZIP container with xl/workbook.bin" },
    Listed { name: "ods", read: "as xlsx", told: "a ZIP container whose mimetype is OpenDocument spreadsheet" },
    Listed { name: "zip", read: "its members, each a document; an archive inside it once more", told: "a ZIP container that is none of the others" },
    Listed { name: "pdf", read: "text and ruled tables of its pages; no pictures", told: "%PDF- at its start" },
    Listed { name: "docx", read: "the document: tables, lists, headings, paragraphs, notes, text boxes (also .docm)", told: "a ZIP container with word/document.xml" },
    Listed { name: "mhtml", read: "its page, as html", told: "MIME-Version: or From: <Saved by at its start" },
    Listed { name: "spreadsheetml_2003", read: "as xlsx", told: "XML with a Workbook of urn:schemas-microsoft-com:office:spreadsheet" },
    Listed {
        name: "(others)",
        read: "recognised, not read: .doc, images, presentations, gzip, 7z, RAR, LZH, JSON, source code, lock files (~$…) …",
        told: "their first bytes; JSON by its structure; source code and lock files by their names",
    },
];

impl Format {
    /// The name in the dataset.
    pub fn name(self) -> &'static str {
        match self {
            Format::MixedText => "mixed_text",
            Format::Html => "html",
            Format::Markdown => "markdown",
            Format::Csv => "csv",
            Format::Tsv => "tsv",
            Format::Xlsx => "xlsx",
            Format::Xls => "xls",
            Format::Xlsb => "xlsb",
            Format::Ods => "ods",
            Format::Zip => "zip",
            Format::Pdf => "pdf",
            Format::Word => "docx",
            Format::WebArchive => "mhtml",
            Format::XmlWorkbook => "spreadsheetml_2003",
            Format::Unsupported(foreign) => foreign.name,
        }
    }

    /// A workbook.
    pub fn is_sheet(self) -> bool {
        matches!(self, Format::Xlsx | Format::Xls | Format::Xlsb | Format::Ods)
    }

    /// For a format that is recognised and not read: what it is, and what to do.
    pub fn refusal(self) -> Option<String> {
        let Format::Unsupported(foreign) = self else { return None };
        Some(format!("{}; this format is not read: {}", foreign.what, foreign.advice))
    }
}

/// Tells a binary format by the bytes; `None` for text and for what nothing is known of.
pub fn of_bytes(bytes: &[u8], name: &str) -> Option<Format> {
    magic::tell(bytes, &extension(name)).or_else(|| no_report::lock(bytes, file(name)).map(Format::Unsupported))
}

/// Tells a format by the first bytes of a longer file; `None` for a container, which has its directory further on.
pub fn of_start(start: &[u8], name: &str) -> Option<Format> {
    if magic::is_container(start) { Some(Format::Zip) } else { of_bytes(start, name) }
}

/// Tells what a container on the disk holds by its directory, without reading it; `None` if it is none, or damaged.
pub fn of_container(file: &mut (impl std::io::Read + std::io::Seek), name: &str) -> Option<Format> {
    magic::tell_container(file, &extension(name))
}

/// Tells the format of decoded text.
pub fn of_text(text: &str, name: &str) -> Format {
    let extension = extension(name);
    let extension = extension.as_str();
    if html::is_page(text) || matches!(extension, "html" | "htm" | "xhtml") && html::has_blocks(text) {
        return Format::Html;
    }
    if let Some(foreign) = no_report::text(text, extension) {
        return Format::Unsupported(foreign);
    }
    if let Some(format) = csv::tell(text, extension) {
        return format;
    }
    if markdown::is_markdown(text, extension) { Format::Markdown } else { Format::MixedText }
}

/// The name's extension in lower case, without the dot; empty if there is none.
pub fn extension(name: &str) -> String {
    file(name).rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_ascii_lowercase())
}

/// The name without the folders and archives that it stands in.
fn file(name: &str) -> &str {
    name.rsplit(['/', '!']).next().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_told_by_its_first_tag() {
        for page in
            ["<!DOCTYPE html>\n<html>", " \n<!-- x --><html lang=\"ja\">", "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"x\">", "<TABLE border=1><tr>", "\u{feff}<head>"]
        {
            assert_eq!(of_text(page, "x.txt"), Format::Html, "{page}");
        }
        for text in ["<p>事業</p>\t<b>目標</b>\n", "<5%\t<10%", "<headless>", "評価 <html> の書き方"] {
            assert_eq!(of_text(text, "x.txt"), Format::MixedText, "{text}");
        }
        assert_eq!(of_text("評価<br><p>概要</p>", "x.htm"), Format::Html);
    }

    #[test]
    fn names_of_members_have_extensions_too() {
        assert_eq!(extension("a.zip!評価/表.CSV"), "csv");
        assert_eq!(extension("a.b/c"), "");
    }
}
