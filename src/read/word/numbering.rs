//! Numbering (段落番号): what stands before the points of a list, which the file counts and does not write.

use crate::read::sheet::container::{Archive, member};
use crate::read::sheet::xml;
use crate::read::word::style;
use foldhash::{HashMap, HashSet, HashSetExt};
use quick_xml::events::Event;

/// Levels of a list.
const LEVELS: usize = 9;
/// Characters of a label; longer ones are none.
const LONGEST: usize = 40;

/// A level of a list.
#[derive(Clone, Debug, Default)]
struct Level {
    format: String,
    text: String,
    start: u32,
    indent: Option<u32>,
}

/// The lists of a document, and how far they are counted.
#[derive(Debug, Default)]
pub struct Numbering {
    definitions: HashMap<u32, Vec<Level>>,
    /// Definition of each list, and whether it begins anew.
    lists: HashMap<u32, (u32, bool)>,
    counts: HashMap<(u32, bool), [u32; LEVELS]>,
}

/// What stands before a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Label {
    /// A bullet.
    Bullet,
    /// A number as shown.
    Number(String),
}

/// Reads `word/numbering.xml`; what cannot be read is no list.
pub fn numbering(archive: &mut Archive<'_>, path: &str) -> Numbering {
    let mut out = Numbering::default();
    let Some(source) = member(archive, path) else { return out };
    let (mut definition, mut level, mut list) = (None, None, None);
    let mut anew = HashSet::new();
    let _ = xml::each(source, |event| {
        let Event::Start(element) = event else {
            if let Event::End(element) = event {
                match element.local_name().as_ref() {
                    "lvl" => level = None,
                    "abstractNum" => definition = None,
                    "num" => list = None,
                    _ => {}
                }
            }
            return true;
        };
        match element.local_name().as_ref() {
            "abstractNum" => definition = xml::number(element, "abstractNumId"),
            "num" => list = xml::number(element, "numId"),
            "lvl" => level = xml::number(element, "ilvl").map(|at| at as usize).filter(|at| *at < LEVELS && list.is_none()),
            "abstractNumId" => {
                if let (Some(list), Some(definition)) = (list, xml::number(element, "val")) {
                    out.lists.insert(list, (definition, false));
                }
            }
            "startOverride" => anew.extend(list),
            name @ ("numFmt" | "lvlText" | "start" | "ind") => {
                if let (Some(definition), Some(level)) = (definition, level) {
                    let levels = out.definitions.entry(definition).or_insert_with(|| vec![Level { start: 1, ..Level::default() }; LEVELS]);
                    let value = xml::attribute(element, "val").unwrap_or_default();
                    match name {
                        "numFmt" => levels[level].format = value,
                        "ind" => levels[level].indent = style::indent(element),
                        "lvlText" => levels[level].text = value.chars().take(LONGEST).collect(),
                        _ => levels[level].start = value.trim().parse().unwrap_or(1),
                    }
                }
            }
            _ => {}
        }
        true
    });
    for list in anew {
        out.lists.entry(list).and_modify(|told| told.1 = true);
    }
    out
}

impl Numbering {
    /// How far the points of a level of a list are moved in, where that is told.
    pub fn indent(&self, list: u32, level: u8) -> Option<u32> {
        let (definition, _) = self.lists.get(&list)?;
        self.definitions.get(definition)?.get(usize::from(level))?.indent
    }

    /// Counts on to the next point of a list; `None` if nothing stands before it.
    pub fn next(&mut self, list: u32, level: u8) -> Option<Label> {
        let at = usize::from(level).min(LEVELS - 1);
        let (definition, anew) = *self.lists.get(&list)?;
        let levels = self.definitions.get(&definition)?;
        let counts = self.counts.entry(if anew { (list, true) } else { (definition, false) }).or_default();
        counts[at] = counts[at].saturating_add(1);
        counts[at + 1..].fill(0);
        let own = &levels[at];
        if own.format == "bullet" {
            return Some(Label::Bullet);
        }
        let mut shown = String::new();
        let mut rest = own.text.chars().peekable();
        while let Some(character) = rest.next() {
            match rest.peek().and_then(|next| next.to_digit(10)).filter(|_| character == '%') {
                Some(digit) => {
                    rest.next();
                    let place = (digit as usize).clamp(1, LEVELS) - 1;
                    let number = counts[place].max(1).saturating_add(levels[place].start).saturating_sub(1);
                    shown.push_str(&numeral(&levels[place].format, number));
                }
                None => shown.push(character),
            }
        }
        (!shown.trim().is_empty()).then_some(Label::Number(shown))
    }
}

/// A number in a format of Word.
fn numeral(format: &str, number: u32) -> String {
    let letter = |row: &str| row.chars().nth(number.saturating_sub(1) as usize).map_or_else(|| number.to_string(), String::from);
    match format {
        "none" => String::new(),
        "decimalFullWidth" | "decimalFullWidth2" => number.to_string().chars().map(|digit| char::from_u32(u32::from(digit) + 0xfee0).unwrap_or(digit)).collect(),
        "decimalEnclosedCircle" => letter("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
        "decimalEnclosedParen" => format!("({number})"),
        "decimalZero" => format!("{number:02}"),
        "upperLetter" => letter("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        "lowerLetter" => letter("abcdefghijklmnopqrstuvwxyz"),
        "upperRoman" => letter("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"),
        "lowerRoman" => letter("ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ"),
        "aiueo" | "aiueoFullWidth" => letter("アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"),
        "iroha" | "irohaFullWidth" => letter("イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"),
        "japaneseCounting" | "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseCountingThousand" => kanji(number),
        _ => number.to_string(),
    }
}

fn kanji(number: u32) -> String {
    let digit = |number: u32| "〇一二三四五六七八九".chars().nth(number as usize).map_or(String::new(), String::from);
    match number {
        0..=9 => digit(number),
        10..=99 => {
            let tens = if number >= 20 { digit(number / 10) } else { String::new() };
            format!("{tens}十{}", if number.is_multiple_of(10) { String::new() } else { digit(number % 10) })
        }
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_counted_as_they_are_shown() {
        let level = |format: &str, text: &str| Level { format: format.to_owned(), text: text.to_owned(), start: 1, indent: None };
        let mut levels = vec![level("decimalFullWidth", "第%1章"), level("decimal", "%1-%2"), level("decimalEnclosedCircle", "%3"), level("bullet", "\u{f0b7}")];
        levels.resize(LEVELS, Level::default());
        let mut numbering = Numbering { definitions: HashMap::from_iter([(7, levels)]), lists: HashMap::from_iter([(1, (7, false))]), ..Numbering::default() };
        let told: Vec<Option<Label>> = [0, 1, 1, 2, 0, 1, 3, 4].into_iter().map(|level| numbering.next(1, level)).collect();
        let number = |shown: &str| Some(Label::Number(shown.to_owned()));
        assert_eq!(told, [number("第１章"), number("１-1"), number("１-2"), number("①"), number("第２章"), number("２-1"), Some(Label::Bullet), None]);
        assert_eq!(numbering.next(2, 0), None);
        assert_eq!([kanji(3), kanji(10), kanji(21)].concat(), "三十二十一");
    }
}
