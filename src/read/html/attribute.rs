//! Attribute (属性): what the attributes of a tag say that a reader of pages must know.

use crate::read::html::name::reason_of;
use crate::read::html::tag::Tag;
use scraper::node::Element;

/// The attributes of an element.
#[derive(Clone, Copy)]
pub struct Attributes<'a>(pub &'a Element);

impl<'a> Attributes<'a> {
    /// There are none.
    pub fn is_empty(self) -> bool {
        self.0.attrs.is_empty()
    }

    /// The value of an attribute.
    pub fn get(self, name: &str) -> Option<&'a str> {
        self.0.attrs().find(|(known, _)| *known == name).map(|(_, value)| value)
    }
}

/// Where a link leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Target {
    /// No link, or an anchor without `href`.
    #[default]
    None,
    /// To a place on the same page.
    Fragment,
    /// To a file for download.
    File,
    /// To another page.
    Page,
}

impl Target {
    /// Where an `href` leads.
    pub fn of(href: &str) -> Target {
        let href = href.trim();
        if href.starts_with('#') {
            return Target::Fragment;
        }
        let path = href.split(['?', '#']).next().unwrap_or("");
        let name = path.rsplit('/').next().unwrap_or("");
        match name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).as_deref() {
            Some("pdf" | "xls" | "xlsx" | "xlsm" | "doc" | "docx" | "ppt" | "pptx" | "csv" | "zip" | "ods" | "odt" | "jtd") => Target::File,
            _ => Target::Page,
        }
    }
}

/// What the attributes of an element say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extra {
    /// `rowspan`; 0 means to the end of the group of rows.
    pub row_span: u32,
    /// `colspan`.
    pub column_span: u32,
    /// It is not shown.
    pub hidden: bool,
    /// It is no content, and why.
    pub furniture: Option<&'static str>,
    /// Only a name or class says so: what stands in it may say otherwise.
    pub by_name: bool,
    /// `role="presentation"`: a table that only lays out.
    pub presentation: bool,
    /// The page says that it is chosen (`checked`, `selected`).
    pub chosen: bool,
}

impl Default for Extra {
    fn default() -> Self {
        Extra { row_span: 1, column_span: 1, hidden: false, furniture: None, by_name: false, presentation: false, chosen: false }
    }
}

impl Extra {
    /// Reads the attributes of an element; `inner`: it stands in the main part of the page.
    pub fn read(tag: Tag, attributes: Attributes, inner: bool) -> Extra {
        let mut extra = Extra { furniture: by_tag(tag, inner), ..Extra::default() };
        if attributes.is_empty() {
            return extra;
        }
        if tag.is_cell() {
            extra.row_span = attributes.get("rowspan").and_then(count).unwrap_or(1);
            extra.column_span = attributes.get("colspan").and_then(count).unwrap_or(1).max(1);
        }
        let style = attributes.get("style").unwrap_or("");
        if extra.furniture.is_none() && strikes(style) {
            extra.furniture = Some("struck-out");
        }
        extra.hidden = attributes.get("hidden").is_some_and(|value| !value.eq_ignore_ascii_case("false"))
            || attributes.get("aria-hidden").is_some_and(|value| value.eq_ignore_ascii_case("true"))
            || hides(style);
        let role = attributes.get("role").map(|role| role.trim().to_ascii_lowercase());
        extra.presentation = matches!(role.as_deref(), Some("presentation" | "none"));
        extra.furniture = extra.furniture.or(match role.as_deref() {
            Some("navigation") => Some("navigation"),
            Some("banner") => Some("page-header"),
            Some("contentinfo") => Some("page-footer"),
            Some("complementary") => Some("aside"),
            Some("search") => Some("form-control"),
            _ => None,
        });
        extra.chosen = tag == Tag::Option && attributes.get("selected").is_some();
        if tag == Tag::Dialog && attributes.get("open").is_none() {
            extra.hidden = true;
        }
        if extra.furniture.is_none() && matches!(tag, Tag::Div | Tag::Section | Tag::Ul | Tag::Ol | Tag::P | Tag::Center | Tag::Inline) {
            let names = ["id", "class"].iter().filter_map(|name| attributes.get(name));
            for word in names.flat_map(str::split_ascii_whitespace) {
                match reason_of(word) {
                    Some("hidden") => extra.hidden = true,
                    Some(reason) if tag != Tag::Inline && !inner_only(reason, inner) => (extra.furniture, extra.by_name) = (Some(reason), true),
                    _ => {}
                }
            }
        }
        extra
    }

    /// Nothing in it differs from an element without attributes.
    pub fn is_plain(&self) -> bool {
        *self == Extra::default()
    }
}

/// Furniture by the element itself.
fn by_tag(tag: Tag, inner: bool) -> Option<&'static str> {
    Some(match tag {
        Tag::Nav => "navigation",
        Tag::Header if !inner => "page-header",
        Tag::Footer if !inner => "page-footer",
        Tag::Aside => "aside",
        Tag::Search | Tag::Select | Tag::Datalist | Tag::Button | Tag::Textarea => "form-control",
        Tag::Script | Tag::Noscript | Tag::Noembed | Tag::Noframes | Tag::Iframe => "script",
        Tag::Style => "style",
        Tag::Title => "page-title",
        Tag::Template => "hidden",
        Tag::Svg => "figure",
        Tag::Rt | Tag::Rp => "ruby",
        Tag::Del | Tag::S | Tag::Strike => "struck-out",
        _ => return None,
    })
}

/// A head or foot inside an article is the article's own.
fn inner_only(reason: &str, inner: bool) -> bool {
    inner && matches!(reason, "page-header" | "page-footer")
}

/// A count as HTML reads it: white space, then digits, whatever follows; beyond the largest it is the largest.
fn count(text: &str) -> Option<u32> {
    let text = text.trim_start_matches(|c: char| c.is_ascii_whitespace());
    let text = text.strip_prefix('+').unwrap_or(text);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (digits > 0).then(|| text[..digits].parse().unwrap_or(u32::MAX))
}

/// The style does not show the element.
fn hides(style: &str) -> bool {
    rules(style).any(|(name, mut words)| match name.as_str() {
        "display" => words.next().is_some_and(|value| value == "none"),
        "visibility" => words.next().is_some_and(|value| value == "hidden" || value == "collapse"),
        _ => false,
    })
}

/// The style draws a line through the text.
fn strikes(style: &str) -> bool {
    rules(style).any(|(name, mut words)| matches!(name.as_str(), "text-decoration" | "text-decoration-line") && words.any(|value| value == "line-through"))
}

/// Names of the rules of a style, and the words of their values.
fn rules(style: &str) -> impl Iterator<Item = (String, impl Iterator<Item = String>)> {
    let lower = |text: &str| text.trim().to_ascii_lowercase();
    style.split(';').filter_map(|rule| rule.split_once(':')).map(move |(name, value)| (lower(name), value.split(['!', ' ']).filter(|word| !word.is_empty()).map(lower)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_read_as_browsers_do() {
        assert_eq!(count(" 3px"), Some(3));
        assert_eq!(count("4294967296"), Some(u32::MAX));
        assert_eq!((count(""), count("-1"), count("三")), (None, None, None));
    }

    #[test]
    fn styles_that_hide() {
        assert!(hides("color:red; DISPLAY : none !important") && hides("visibility:hidden"));
        assert!(!hides("display:block") && !hides("none"));
        assert!(strikes("color:red;text-decoration: underline Line-Through") && !strikes("text-decoration:none"));
    }

    #[test]
    fn links_to_files() {
        assert_eq!(Target::of("/a/0211.PDF?x=1"), Target::File);
        assert_eq!((Target::of("#top"), Target::of("index.html#a")), (Target::Fragment, Target::Page));
    }
}
