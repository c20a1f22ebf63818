//! Letter (文字): fonts of a PDF: codes to characters and widths, by what the file says and by Adobe's tables where it says nothing.

use hayro_cmap::{BfString, CMap, CMapName, load_embedded};
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn};
use hayro_syntax::object::{Array, Dict, Name, String as Bytes};
use std::collections::HashMap;
use std::sync::Arc;

/// A font, ready to read codes.
#[derive(Clone)]
pub struct Letters<'a> {
    font: Font<'a>,
    /// Code to glyph number, where no table of characters is in the file.
    encoding: Option<Arc<CMap>>,
    /// Glyph number to character, by Adobe's table of the collection.
    collection: Option<Arc<CMap>>,
    /// Its name says that it is bold.
    pub bold: bool,
    /// Written in lines, not in columns.
    pub horizontal: bool,
}

/// A code read from a string.
pub struct Code {
    /// What it stands for; `None` if nothing tells.
    pub text: Option<String>,
    /// Bytes it took.
    pub length: usize,
    /// Advance in thousandths of the size.
    pub advance: (f64, f64),
}

impl Letters<'_> {
    /// Reads the code at a place of a string.
    pub fn read(&self, bytes: &[u8], at: usize) -> Code {
        let (code, length) = self.font.read_code(bytes, at);
        let length = length.max(1);
        let told = match self.font.glyph(self.font.map_code(code), code) {
            FontGlyph::Outline(glyph) => glyph.as_unicode(),
            FontGlyph::Type3(glyph) => glyph.as_unicode(),
        };
        let told = told.or_else(|| {
            let number = self.encoding.as_ref()?.lookup_cid_code(code, length as u8)?;
            self.collection.as_ref()?.lookup_bf_string(number)
        });
        let text = told.map(|told| match told {
            BfString::Char(one) => clean(&one.to_string()),
            BfString::String(several) => clean(&several),
        });
        let advance = self.font.code_advance(code);
        Code { text, length, advance: (advance.x, advance.y) }
    }
}

/// Without variation selectors and the characters that stand for nothing.
fn clean(text: &str) -> String {
    text.chars()
        .filter(|one| !matches!(one, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\0' | '\u{200b}' | '\u{feff}' | '\u{fffd}'))
        .map(|one| if one.is_control() { ' ' } else { one })
        .collect()
}

/// The fonts of a file, each made ready once.
pub struct Fonts<'a> {
    cache: FontCache<'a>,
    programs: FontResolverFn,
    maps: CMapResolverFn,
    ready: HashMap<(usize, usize), Option<Letters<'a>>>,
    tables: HashMap<Vec<u8>, Option<Arc<CMap>>>,
}

impl<'a> Fonts<'a> {
    /// None ready yet.
    pub fn new() -> Fonts<'a> {
        let programs: FontResolverFn = Arc::new(|query| match query {
            FontQuery::Standard(font) => Some(font.get_font_data()),
            FontQuery::Fallback(font) => Some(font.pick_standard_font().get_font_data()),
        });
        Fonts { cache: FontCache::new(), programs, maps: Arc::new(load_embedded), ready: HashMap::new(), tables: HashMap::new() }
    }

    /// The font that a dictionary describes.
    pub fn letters(&mut self, dict: &Dict<'a>) -> Option<Letters<'a>> {
        let key = (dict.data().as_ptr() as usize, dict.data().len());
        if let Some(ready) = self.ready.get(&key) {
            return ready.clone();
        }
        let made = self.make(dict);
        self.ready.insert(key, made.clone());
        made
    }

    fn make(&mut self, dict: &Dict<'a>) -> Option<Letters<'a>> {
        let font = self.cache.font(dict, &self.programs, &self.maps)?;
        let (mut encoding, mut collection) = (None, None);
        if !dict.contains_key(b"ToUnicode")
            && let Some(descendant) = dict.get::<Array<'_>>(b"DescendantFonts").and_then(|all| all.iter::<Dict<'_>>().next())
        {
            let ordering = descendant.get::<Dict<'_>>(b"CIDSystemInfo").and_then(|info| info.get::<Bytes<'_>>(b"Ordering"));
            if let Some(ordering) = ordering {
                encoding = dict.get::<Name<'_>>(b"Encoding").and_then(|name| self.table(name.as_ref()));
                collection = self.table(format!("Adobe-{}-UCS2", String::from_utf8_lossy(ordering.as_bytes())).as_bytes());
            }
        }
        let name = dict.get::<Name<'_>>(b"BaseFont").map(|name| String::from_utf8_lossy(name.as_ref()).into_owned()).unwrap_or_default();
        let horizontal = font.is_horizontal();
        Some(Letters { font, encoding, collection, bold: is_bold(&name), horizontal })
    }

    fn table(&mut self, name: &[u8]) -> Option<Arc<CMap>> {
        if let Some(table) = self.tables.get(name) {
            return table.clone();
        }
        let made = match name {
            b"Identity-H" => Some(Arc::new(CMap::identity_h())),
            b"Identity-V" => Some(Arc::new(CMap::identity_v())),
            _ => load_embedded(CMapName::from_bytes(name)).and_then(|bytes| CMap::parse(bytes, load_embedded)).map(Arc::new),
        };
        self.tables.insert(name.to_vec(), made.clone());
        made
    }
}

/// The name of a font says that it is bold.
fn is_bold(name: &str) -> bool {
    let name = name.rsplit('+').next().unwrap_or(name);
    ["Bold", "bold", "Heavy", "Black", "-W6", "-W7", "-W8", "-W9", "-EB", "-DB"].iter().any(|word| name.contains(word))
}
