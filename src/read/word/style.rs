//! Style (スタイル): what the styles of a document say of paragraphs and runs, with what they are based on.

use crate::read::sheet::container::{Archive, member};
use crate::read::sheet::xml;
use foldhash::{HashMap, HashMapExt};
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// So many styles may be based on one another.
const MOST_STEPS: usize = 32;

/// What is told of a run; `None` where nothing is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RunStyle {
    /// Bold.
    pub bold: Option<bool>,
    /// Struck out.
    pub struck: Option<bool>,
    /// Not shown.
    pub hidden: Option<bool>,
    /// Raised.
    pub raised: Option<bool>,
    /// Its font has signs in place of letters.
    pub signs: Option<bool>,
}

impl RunStyle {
    /// Takes what one property of a run tells.
    pub fn take(&mut self, name: &str, element: &BytesStart<'_>) {
        let on = || !matches!(xml::attribute(element, "val").as_deref(), Some("0" | "false" | "off"));
        match name {
            "b" => self.bold = Some(on()),
            "strike" | "dstrike" => self.struck = Some(on() || self.struck == Some(true)),
            "vanish" => self.hidden = Some(on()),
            "vertAlign" => self.raised = Some(xml::attribute(element, "val").as_deref() == Some("superscript")),
            "rFonts" => {
                let told = ["ascii", "hAnsi"].iter().find_map(|name| xml::attribute(element, name));
                self.signs = told.map(|font| font.starts_with("Wingdings")).or(self.signs);
            }
            _ => {}
        }
    }

    /// This over what another tells.
    pub fn over(self, other: RunStyle) -> RunStyle {
        RunStyle {
            bold: self.bold.or(other.bold),
            struck: self.struck.or(other.struck),
            hidden: self.hidden.or(other.hidden),
            raised: self.raised.or(other.raised),
            signs: self.signs.or(other.signs),
        }
    }
}

/// A style.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Level of outline, from 1; 0 where it says that there is none.
    pub heading: Option<u8>,
    /// A line of a table of contents.
    pub contents: bool,
    /// Number of the list.
    pub list: Option<u32>,
    /// Level in the list.
    pub level: Option<u8>,
    /// How far its paragraphs are moved in.
    pub indent: Option<u32>,
    /// Its runs.
    pub run: RunStyle,
    base: Option<String>,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub struct Styles {
    by_id: HashMap<String, Style>,
    /// Of paragraphs that name none.
    default: Style,
}

impl Styles {
    /// The style of a paragraph or run by its id; of one that is not defined its id says what it is.
    pub fn named(&self, id: &str) -> Cow<'_, Style> {
        self.by_id.get(id).map_or_else(|| Cow::Owned(Style::default().with_name(id)), Cow::Borrowed)
    }

    /// The style of paragraphs that name none.
    pub fn plain(&self) -> &Style {
        &self.default
    }
}

/// Reads `word/styles.xml`; what cannot be read is no style.
pub fn styles(archive: &mut Archive<'_>, path: &str) -> Styles {
    let mut raw: HashMap<String, Style> = HashMap::new();
    let mut default = None;
    let Some(source) = member(archive, path) else { return Styles::default() };
    let mut open: Option<(String, Style)> = None;
    let mut changed = 0_u32;
    // What could be read before an error is used.
    let _ = xml::each(source, |event| {
        match event {
            Event::Start(element) => match (element.local_name().as_ref(), &mut open) {
                _ if changed > 0 => changed += 1,
                ("pPrChange" | "rPrChange" | "tblStylePr", _) => changed = 1,
                ("style", _) => {
                    let id = xml::attribute(element, "styleId").unwrap_or_default();
                    if xml::is_on(element, "default") && xml::attribute(element, "type").as_deref() == Some("paragraph") {
                        default = Some(id.clone());
                    }
                    open = Some((id, Style::default()));
                }
                (name, Some((_, style))) => style.take(name, element),
                _ => {}
            },
            Event::End(_) if changed > 0 => changed -= 1,
            Event::End(element) if element.local_name().as_ref() == "style" => raw.extend(open.take()),
            _ => {}
        }
        true
    });
    let by_id: HashMap<String, Style> = raw.keys().map(|id| (id.clone(), whole(&raw, id))).collect();
    let default = default.and_then(|id| by_id.get(&id).cloned()).unwrap_or_default();
    Styles { by_id, default }
}

/// A style with what it is based on.
fn whole(raw: &HashMap<String, Style>, id: &str) -> Style {
    let mut out = raw.get(id).cloned().unwrap_or_default();
    let mut base = out.base.clone();
    for _ in 0..MOST_STEPS {
        let Some(under) = base.as_ref().and_then(|id| raw.get(id)) else { break };
        out.heading = out.heading.or(under.heading);
        out.contents |= under.contents;
        out.list = out.list.or(under.list);
        out.level = out.level.or(under.level);
        out.indent = out.indent.or(under.indent);
        out.run = out.run.over(under.run);
        base = under.base.clone();
    }
    out
}

impl Style {
    /// What the name of a style says: `heading 1`, `見出し 2`, `toc 1`.
    fn with_name(mut self, name: &str) -> Style {
        let name: String = name.nfkc().collect::<String>().to_lowercase();
        let numbered =
            |words: [&str; 2]| words.iter().find_map(|word| name.strip_prefix(word)).and_then(|rest| rest.trim().parse::<u8>().ok()).filter(|level| (1..=9).contains(level));
        let title = matches!(name.as_str(), "title" | "表題").then_some(1);
        self.heading = numbered(["heading", "見出し"]).or(title).or(self.heading);
        self.contents |= numbered(["toc", "目次"]).is_some();
        self
    }

    fn take(&mut self, name: &str, element: &BytesStart<'_>) {
        match name {
            "name" => *self = std::mem::take(self).with_name(&xml::attribute(element, "val").unwrap_or_default()),
            "basedOn" => self.base = xml::attribute(element, "val"),
            // The name of a heading says as much, and says it first.
            "outlineLvl" if self.heading.is_none() => self.heading = outline(element),
            "numId" => self.list = xml::number(element, "val"),
            "ind" => self.indent = indent(element).or(self.indent),
            "ilvl" => self.level = xml::number(element, "val").map(|level| level.min(8) as u8),
            other => self.run.take(other, element),
        }
    }
}

/// How far a property moves a paragraph in, in twentieths of a point.
pub fn indent(element: &BytesStart<'_>) -> Option<u32> {
    ["left", "start"].iter().find_map(|name| xml::number(element, name))
}

/// The level of outline that a property tells, from 1; 0 for text.
pub fn outline(element: &BytesStart<'_>) -> Option<u8> {
    xml::number(element, "val").map(|level| if level < 9 { level as u8 + 1 } else { 0 })
}
