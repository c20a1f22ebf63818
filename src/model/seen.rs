//! Texts (文言): every distinct text of a batch has a number and is read once, whatever the number of places it stands in.

use crate::japanese::date::{Era, whole_part};
use crate::japanese::mark::{Choice, Choices, Legend, choices, is_dash, is_dash_sign, legend};
use crate::japanese::number::{Quantity, is_unit, unit_note, whole_value};
use crate::japanese::text::{Text, key};
use crate::model::lexicon::{Lexicon, Matched, Meaning, Role, ScaleWord};
use crate::model::record::{RatingKind, ValueStatus};
use crate::model::sheet::TextId;
use crate::model::speech::{Speech, speech};
use foldhash::HashMap;
use rayon::prelude::*;
use std::borrow::Cow;
use std::sync::OnceLock;

/// Number of a text with its years and numbers as holes.
pub type AnchorId = u32;

/// Longest text that may be a label, in characters without white space.
const LONGEST_LABEL: usize = 60;
/// A mark that stands in place of words.
fn is_mark(character: char) -> bool {
    matches!(
        character,
        '○' | '●'
            | '◎'
            | '〇'
            | '◯'
            | '■'
            | '□'
            | '☑'
            | '☐'
            | '☒'
            | '✓'
            | '✔'
            | 'レ'
            | '△'
            | '▲'
            | '▼'
            | '▽'
            | '×'
            | '✕'
            | '✖'
            | '＊'
            | '*'
            | '★'
            | '☆'
            | '◇'
            | '◆'
            | '→'
            | '⇒'
            | '↗'
            | '↘'
            | '↑'
            | '↓'
            | '➡'
            | '⇨'
    )
}

/// What 部, 課 and 係 say as labels of their own, which inside other words say nothing of the kind.
const OFFICE: &str = "担当課";

/// A text, read.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Its lines, folded.
    pub lines: Vec<String>,
    /// Its lines joined as one word: a printed line end in a label is layout.
    pub flat: String,
    /// NFKC, no white space, lower case.
    pub key: String,
    /// `key` with numbers as holes.
    pub anchor: AnchorId,
    /// It is nothing but a number.
    pub number: Option<Quantity>,
    /// The year in brackets behind the number: `2,400（R8）`.
    pub dated: Option<String>,
    /// A word of a scale that opens it in brackets, and the rest: `【継続】現行の内容で継続する。`.
    pub opening: Option<(ScaleWord, String, String)>,
    /// It is nothing but marks (○, ●, →) or dashes.
    pub mark: bool,
    /// It is nothing but dashes.
    pub dash: bool,
    /// It ends like a sentence, or opens like a bullet.
    pub sentence: bool,
    /// What its grammar says.
    pub speech: Option<Speech>,
    /// What it says in place of a number: 集計中.
    pub status: Option<ValueStatus>,
    /// Short enough for a label.
    pub short: bool,
    /// It may be a label: short, no number, no mark, no sentence.
    pub may_label: bool,
    /// It names a year.
    pub year: bool,
    /// A bare grade, or one with its meaning: `A`, `◎`, `B（概ね順調）`, `４点`.
    pub grade: bool,
    /// It is nothing but a unit.
    pub unit: bool,
    /// The unit it tells for what stands under or beside it: `（単位：千円）`, `事業費（千円）`, `千円単位`.
    pub unit_note: Option<String>,
    /// It is nothing but a part of a year (上半期, 9月末), once that was asked.
    part: OnceLock<bool>,
    /// What its words mean.
    pub meaning: Option<Meaning>,
    /// A word of a scale.
    pub scale: Option<ScaleWord>,
    /// The members of a scale with their meanings, printed in it: `Ａ：順調　Ｂ：概ね順調`.
    pub legend: Option<Legend>,
    /// A list of options, printed in it.
    pub choices: Option<Choices>,
    /// The kind of scale that most of its options are words of.
    pub choices_kind: Option<RatingKind>,
}

impl Seen {
    /// The whole of it is a word of the lexicon.
    pub fn is_known(&self) -> bool {
        self.meaning.as_ref().is_some_and(|meaning| meaning.matched == Matched::Whole)
    }

    /// Length of the key in characters.
    pub fn length(&self) -> usize {
        self.key.chars().count()
    }
}

/// The distinct texts of a batch.
#[derive(Default)]
pub struct Texts {
    texts: Vec<Seen>,
    by_print: HashMap<String, TextId>,
    anchors: Vec<String>,
    by_anchor: HashMap<String, AnchorId>,
}

impl Texts {
    /// Takes the texts of a document in; the number of each.
    pub fn adopt(&mut self, texts: Vec<String>) -> Vec<TextId> {
        texts
            .into_iter()
            .map(|printed| {
                let next = self.by_print.len() as TextId;
                *self.by_print.entry(printed).or_insert(next)
            })
            .collect()
    }

    /// Reads every text taken in, each once; threads share the work, anchors are numbered in the order of texts.
    pub fn read(&mut self, lexicon: &Lexicon) {
        let mut printed: Vec<(&String, TextId)> = self.by_print.iter().map(|(text, id)| (text, *id)).collect();
        printed.sort_unstable_by_key(|(_, id)| *id);
        let read: Vec<(Seen, String)> = printed.par_iter().skip(self.texts.len()).map(|(text, _)| read(text, lexicon)).collect();
        for (mut seen, anchor) in read {
            seen.anchor = self.anchor_of(&anchor);
            self.texts.push(seen);
        }
    }

    /// A text by its number.
    pub fn get(&self, id: TextId) -> &Seen {
        &self.texts[id as usize]
    }

    /// How an anchor is printed.
    pub fn anchor(&self, id: AnchorId) -> &str {
        &self.anchors[id as usize]
    }

    /// How many anchors there are.
    pub fn anchors(&self) -> usize {
        self.anchors.len()
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// No text at all.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// The number of an anchor by its print; a new one where it is not known yet.
    pub fn anchor_of(&mut self, anchor: &str) -> AnchorId {
        if let Some(id) = self.by_anchor.get(anchor) {
            return *id;
        }
        let id = self.anchors.len() as AnchorId;
        self.anchors.push(anchor.to_owned());
        self.by_anchor.insert(anchor.to_owned(), id);
        id
    }
}

/// What a word in brackets behind a bare year says: `24年度（実績）`.
fn bracketed_meaning(flat: &str, core: &str, lexicon: &Lexicon) -> Option<Meaning> {
    if !(core.is_empty() || matches!(core, "年度" | "年") || names_year(&key(core)) && core.chars().count() <= 8) {
        return None;
    }
    let mut rest = flat;
    while let Some(open) = rest.find(['(', '（', '〔', '[']) {
        let inner = rest[open..].char_indices().nth(1).map(|(at, _)| &rest[open + at..])?;
        let close = inner.find([')', '）', '〕', ']'])?;
        if let Some(meaning) = lexicon.whole(without_year(&inner[..close])) {
            return Some(meaning.clone());
        }
        rest = &inner[close..];
    }
    None
}

/// What stands in the brackets round a whole text.
fn bracketed(flat: &str) -> Option<&str> {
    let flat = flat.trim();
    let inner = flat.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).or_else(|| flat.strip_prefix('（').and_then(|rest| rest.strip_suffix('）')))?;
    (!inner.contains(['(', ')', '（', '）'])).then_some(inner)
}

/// How many years after its own a label tells: 前年度支出済額; a sum carried over (翌年度繰越額) and a difference (前年度比) are the year's own.
pub fn relative_year(key: &str) -> Option<i32> {
    if ["繰越", "比", "増減", "差"].iter().any(|word| key.contains(word)) {
        return None;
    }
    RELATIVE_YEARS.into_iter().find_map(|(word, by)| key.starts_with(word).then_some(by))
}

/// 目標(a), 実績(b): letters that a formula of the form uses.
fn is_formula_letter(unit: &str) -> bool {
    matches!(unit.trim(), "a" | "b" | "c" | "d" | "e" | "A" | "B" | "C" | "D" | "E" | "Ａ" | "Ｂ" | "Ｃ" | "Ｄ" | "ａ" | "ｂ" | "ｃ")
}

/// The unit that a label or note tells.
fn unit_told(flat: &str, folded: &Text) -> Option<String> {
    if let Some(unit) = bracketed(flat).filter(|unit| is_unit(unit) && !is_formula_letter(unit)) {
        return Some(unit.to_owned());
    }
    if let Some((_, unit)) = unit_note(folded.normal()).filter(|(range, unit)| unit != "単位" && !is_formula_letter(unit) && (range.start > 0 || flat.contains("単位"))) {
        return Some(unit);
    }
    // The last bracket may hold a remark: each is asked, the last first. One that opens the text is a marker.
    for (open, close) in [('(', ')'), ('（', '）')] {
        for (at, _) in flat.match_indices(open).collect::<Vec<_>>().into_iter().rev().filter(|(at, _)| *at > 0) {
            let inner = &flat[at + open.len_utf8()..];
            if let Some(end) = inner.find(close)
                && let Some(unit) = inner[..end]
                    .rsplit(['・', '、', '，', '/', '／'])
                    .next()
                    .filter(|unit| is_unit(unit) && *unit != "単位" && !is_formula_letter(unit) && (unit.len() == end || unit.ends_with('円')))
            {
                return Some(unit.to_owned());
            }
        }
    }
    // 千円単位
    let at = flat.find("円単位")?;
    let before = &flat[..at];
    let multiplier: String = before.chars().rev().take_while(|c| "千万百十億".contains(*c)).collect::<Vec<_>>().into_iter().rev().collect();
    Some(format!("{multiplier}円"))
}

/// The options of a cell. Where the print put the words of marks that stand alone on the lines above and below, they are joined by
/// their order: `おおむね やや / ● ○ ○ 不十分 / 十分 不十分`.
fn options(lines: &[String]) -> Option<Choices> {
    let spaced: String = lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
    let is_mark = |word: &str| word.chars().all(|c| matches!(c, '○' | '●' | '〇' | '◯' | '◎' | '□' | '■' | '☐' | '☑')) && word.chars().count() == 1;
    let marked: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].split_whitespace().any(is_mark)).collect();
    if let [at] = marked[..]
        && lines.len() > 1
    {
        let words: Vec<&str> = lines[at].split_whitespace().collect();
        let mut parts: Vec<(bool, String)> = vec![];
        for word in words {
            match parts.last_mut() {
                _ if is_mark(word) => parts.push((word.chars().all(|c| "●◎■☑".contains(c)), String::new())),
                Some((_, text)) => text.push_str(word),
                None => return choices(Text::new(&spaced).normal()),
            }
        }
        let empty: Vec<usize> = (0..parts.len()).filter(|part| parts[*part].1.is_empty()).collect();
        let above: Vec<&str> = at.checked_sub(1).map_or(vec![], |above| lines[above].split_whitespace().collect());
        let below: Vec<&str> = lines.get(at + 1).map_or(vec![], |below| below.split_whitespace().collect());
        if !empty.is_empty() && parts.len() >= 2 && (above.len() == empty.len() || below.len() == empty.len()) {
            for (order, part) in empty.iter().enumerate() {
                let first = above.get(order).copied().unwrap_or("");
                let second = below.get(order).copied().unwrap_or("");
                parts[*part].1 = format!("{first}{second}");
            }
            let options = parts.into_iter().map(|(marked, text)| Choice { range: 0..0, text, marked }).collect();
            return Some(Choices { options });
        }
    }
    choices(Text::new(&spaced).normal())
}

/// The kind of scale that most options are words of.
fn kind_of(choices: &Choices, lexicon: &Lexicon) -> Option<RatingKind> {
    let mut counts: Vec<(RatingKind, usize)> = vec![];
    for kind in choices.options.iter().filter_map(|option| scale_of(&option.text, lexicon)).map(|word| word.kind) {
        match counts.iter_mut().find(|(other, _)| *other == kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((kind, 1)),
        }
    }
    counts.into_iter().max_by_key(|(kind, count)| (*count, std::cmp::Reverse(*kind))).map(|(kind, _)| kind)
}

fn is_grade(folded: &Text, length: usize) -> bool {
    use crate::japanese::mark::{Family, whole_mark};
    whole_mark(folded.normal()).is_some_and(|mark| match mark.family {
        Family::Letter | Family::Symbol | Family::Stars | Family::Points => true,
        Family::CircledNumber => length <= 12,
        Family::Number | Family::Percent | Family::Phrase => false,
    })
}

/// Reads a text: its lines joined by line ends.
fn read(printed: &str, lexicon: &Lexicon) -> (Seen, String) {
    let lines: Vec<String> = printed.split('\n').map(str::to_owned).collect();
    let flat: String = lines.iter().map(|line| line.trim()).collect();
    let key = key(&flat);
    let anchor = holes(&key);
    let length = key.chars().count();
    let short = length > 0 && length <= LONGEST_LABEL;
    let folded = Text::new(&flat);
    let dated = if short { number_and_year(&flat) } else { None };
    let number = match &dated {
        Some((number, _)) => whole_value(Text::new(number).normal()),
        None if short => whole_value(folded.normal()).or_else(|| whole_value(Text::new(without_remark(&flat)?).normal())),
        None => None,
    };
    let dash = is_dash(&key);
    let mark = dash || length > 0 && key.chars().all(|c| is_mark(c) || is_dash_sign(c));
    let sentence = ends_as_sentence(&key);
    let year = short && names_year(&key);
    let number = number.filter(|number| !year || dated.is_some() || !matches!(number.unit.as_deref(), None | Some("年" | "年度")));
    let filled = key.chars().any(|c| c.is_alphanumeric() && !c.is_ascii_digit());
    let boxes = key.chars().filter(|c| matches!(c, '●' | '■' | '☑' | '✓' | '✔' | '◉' | '○' | '□' | '☐')).count();
    // A bare grade is a mark like ◎, and so is a number in a ring.
    let code = length == 1 && flat.trim().chars().all(|c| matches!(c.to_ascii_lowercase(), 'a'..='e' | 's' | '①'..='⑳' | 'Ⅰ'..='Ⅹ'));
    let status = if short { lexicon.status_of_key(&key) } else { None };
    let may_label = short && status.is_none() && number.is_none() && !mark && !code && !sentence && (filled || year) && boxes < 2;
    let choices = if length > 0 && length <= 200 { options(&lines) } else { None };
    let choices_kind = choices.as_ref().and_then(|choices| kind_of(choices, lexicon));
    let core = if may_label { label_core(&flat) } else { String::new() };
    let told = if number.is_none() && !mark && length >= 2 { speech(&key) } else { None };
    let seen = Seen {
        dated: number.as_ref().and(dated).map(|(_, year)| year),
        opening: opening_word(&flat, lexicon),
        number,
        mark,
        dash,
        sentence,
        speech: told,
        status,
        short,
        may_label,
        year,
        grade: short && is_grade(&folded, length),
        unit: short && (is_unit(&flat) || bracketed(&flat).is_some_and(is_unit)),
        unit_note: if length > 0 && length <= 100 { unit_told(&flat, &folded) } else { None },
        meaning: match core.as_str() {
            "部" | "課" | "係" | "局" | "室" => lexicon.whole(OFFICE).cloned(),
            // 次年度の取組 is a word of its own, and no 取組 of a year.
            _ if may_label => {
                bracketed_meaning(&flat, &core, lexicon).or_else(|| lexicon.whole(&flat).filter(|meaning| meaning.role == Role::Note).cloned()).or_else(|| lexicon.meaning(&core))
            }
            _ => None,
        },
        part: OnceLock::new(),
        scale: if short { scale_of(&flat, lexicon) } else { None },
        choices,
        choices_kind,
        legend: if flat.contains([':', '：', '…', '=', '＝']) && length <= 400 { legend(folded.normal()).filter(|legend| legend.members.len() >= 2) } else { None },
        anchor: 0,
        key,
        flat,
        lines,
    };
    (seen, anchor)
}

/// A number and the year in brackets behind it.
fn number_and_year(flat: &str) -> Option<(String, String)> {
    let trimmed = flat.trim();
    let body = trimmed.strip_suffix([')', '）'])?;
    let (number, year) = body.rsplit_once(['(', '（'])?;
    let (number, year) = (number.trim(), year.trim());
    let dated = !number.is_empty() && names_year(&key(year)) && number.contains(|c: char| c.is_ascii_digit());
    (dated && !is_same_year(number, year)).then(|| (number.to_owned(), year.to_owned()))
}

/// What statistics say of a number that may still change.
const PROVISIONAL: [&str; 12] = ["速報", "速報値", "暫定", "暫定値", "概数", "概算", "概算値", "推計", "推計値", "参考値", "見込", "見込値"];

/// A number without the remark behind it that it may still change: 5.4（速報値）.
fn without_remark(flat: &str) -> Option<&str> {
    let body = flat.trim().strip_suffix([')', '）'])?;
    let (number, remark) = body.rsplit_once(['(', '（'])?;
    PROVISIONAL.contains(&remark.trim()).then(|| number.trim())
}

/// The number is the western year that the brackets name by its era: 2022(R4).
fn is_same_year(number: &str, year: &str) -> bool {
    let folded = key(year);
    let letter = |era: Era| folded.strip_prefix(era.letter().to_ascii_lowercase());
    let Some((era, rest)) = Era::ALL.into_iter().find_map(|era| Some((era, folded.strip_prefix(era.name()).or_else(|| letter(era))?))) else { return false };
    let digits = &rest[..rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len()];
    let of_era = if rest.starts_with('元') { Some(1) } else { digits.parse().ok() };
    let western = key(number).trim_end_matches(['年', '度']).parse().ok();
    western.is_some() && western == of_era.and_then(|of_era| era.western(of_era))
}

/// A word of a scale in brackets that opens a text, and the rest.
fn opening_word(flat: &str, lexicon: &Lexicon) -> Option<(ScaleWord, String, String)> {
    for (open, close) in [('【', '】'), ('[', ']'), ('〔', '〕'), ('(', ')'), ('「', '」')] {
        if let Some(rest) = flat.trim().strip_prefix(open)
            && let Some(end) = rest.find(close)
            && let Some(word) = lexicon.scale_word(&rest[..end])
        {
            let after = rest[end + close.len_utf8()..].trim();
            return (!after.is_empty()).then(|| (word.clone(), rest[..end].to_owned(), after.to_owned()));
        }
    }
    None
}

/// The word a scale knows: `A.順調に推移している` by what follows the code, too.
fn scale_of(flat: &str, lexicon: &Lexicon) -> Option<ScaleWord> {
    let bare = flat.trim();
    let bare = bare.split(['(', '（']).next().unwrap_or(bare);
    lexicon.scale_word(bare).cloned().or_else(|| {
        let rest = bare.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '①'..='⑳'));
        let after = rest.trim_start_matches(['.', '．', ':', '：', '、', ' ']);
        if after.len() < rest.len() { lexicon.scale_word(after).cloned() } else { None }
    })
}

/// A label without number, years, brackets and marks of emphasis: what the lexicon is asked.
pub fn label_core(flat: &str) -> String {
    let mut core = String::new();
    let mut depth = 0usize;
    for character in flat.chars() {
        match character {
            '(' | '（' | '【' | '[' | '［' | '〔' | '≪' | '《' | '<' | '＜' if !core.is_empty() => depth += 1,
            ')' | '）' | '】' | ']' | '］' | '〕' | '≫' | '》' | '>' | '＞' if depth > 0 => depth -= 1,
            '(' | '（' | '【' | '[' | '［' | '〔' | '≪' | '《' | '<' | '＜' | ')' | '）' | '】' | ']' | '］' | '〕' | '≫' | '》' | '>' | '＞' => {}
            _ if depth > 0 || character.is_whitespace() => {}
            _ => core.push(character),
        }
    }
    let core = core.split('※').next().unwrap_or("");
    let core = core.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '①'..='⑳' | 'Ⅰ'..='Ⅻ' | '.' | '．' | '、' | ':' | '：' | '★' | '◆' | '■' | '●' | '○' | '◎'));
    // 主要事業①, 活動指標2: the number that tells slots of one kind apart.
    let core = core.trim_end_matches(|c: char| matches!(c, '①'..='⑳' | 'Ⅰ'..='Ⅻ') || c.is_ascii_digit());
    without_year(core).to_owned()
}

/// The name of a form: 事務事業評価シート, 進捗管理表, 行政評価調書.
pub fn is_heading_of_form(key: &str) -> bool {
    let end = key.trim_end_matches(|c: char| c.is_ascii_digit() || "()（）年度令和平成号第".contains(c));
    ["評価", "シート", "調書", "表", "書", "票", "カルテ", "レビュー", "管理", "点検", "報告", "実績", "成果", "状況", "結果"].iter().any(|word| end.contains(word))
}

/// Years that a label tells by their distance from the sheet's own, in years after it.
const RELATIVE_YEARS: [(&str, i32); 8] = [("前々年度", -2), ("翌々年度", 2), ("前年度", -1), ("当年度", 0), ("本年度", 0), ("今年度", 0), ("翌年度", 1), ("次年度", 1)];

/// A label without the year that opens it: `令和6年度実績` asks for 実績.
fn without_year(core: &str) -> &str {
    let mut rest = core;
    for era in ["令和", "平成", "昭和", "R", "H", "S", "r", "h"] {
        if let Some(after) = rest.strip_prefix(era)
            && after.starts_with(|c: char| c.is_ascii_digit() || c == '元')
        {
            rest = after;
            break;
        }
    }
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '元');
    for (relative, _) in RELATIVE_YEARS {
        if let Some(after) = core.strip_prefix(relative).filter(|after| !after.is_empty()) {
            return after.trim_start_matches('の');
        }
    }
    if digits.len() == rest.len() && rest.len() == core.len() {
        return core.strip_prefix("年度").filter(|rest| !rest.is_empty() && core.len() < "年度".len()).unwrap_or(core);
    }
    let after = digits.strip_prefix("年度").or(digits.strip_prefix('年')).unwrap_or(digits);
    let mut after = after;
    for particle in ["以降", "における", "末", "の", "に"] {
        after = after.strip_prefix(particle).unwrap_or(after);
    }
    if after.is_empty() { core } else { after }
}

/// Numbers as holes, so that next year's sheet has the same anchors. A letter before a number keeps it (`A4`), but an era's does not.
fn holes(key: &str) -> String {
    // A digit, ① and its like (E2 91), or 元年.
    if !key.bytes().any(|byte| byte.is_ascii_digit() || byte == 0xe2) && !key.contains('元') {
        return key.to_owned();
    }
    let mut out = String::with_capacity(key.len());
    let characters: Vec<char> = key.chars().collect();
    let mut at = 0;
    while at < characters.len() {
        let character = characters[at];
        let circled = matches!(character, '①'..='⑳');
        if circled || character.is_ascii_digit() || character == '元' && characters.get(at + 1) == Some(&'年') {
            at += 1;
            while at < characters.len() && (characters[at].is_ascii_digit() || characters[at] == '.' && characters.get(at + 1).is_some_and(char::is_ascii_digit)) && !circled {
                at += 1;
            }
            out.push('#');
            continue;
        }
        out.push(character);
        at += 1;
    }
    out
}

/// It names a year: `令和6年度`, `R6`, `5年度`, `2024年`.
fn names_year(key: &str) -> bool {
    if !key.contains(|c: char| c.is_ascii_digit() || c == '元') {
        return false;
    }
    let characters: Vec<char> = key.chars().collect();
    let digit = |c: char| c.is_ascii_digit() || c == '元';
    let mut at = 0;
    while at < characters.len() {
        if !digit(characters[at]) || at > 0 && digit(characters[at - 1]) {
            at += 1;
            continue;
        }
        let start = at;
        while at < characters.len() && digit(characters[at]) {
            at += 1;
        }
        let before: String = characters[start.saturating_sub(2)..start].iter().collect();
        let era = before.ends_with("令和") || before.ends_with("平成") || before.ends_with("昭和");
        let letter = start > 0 && matches!(characters[start - 1], 'r' | 'h' | 's') && !(start > 1 && characters[start - 2].is_ascii_alphabetic()) && at - start <= 2;
        let fiscal = characters.get(at) == Some(&'年') && characters.get(at + 1) == Some(&'度');
        let western = at - start == 4 && matches!(characters[start], '1' | '2') && characters.get(at) == Some(&'年');
        if (era || letter || fiscal || western) && at - start <= 4 {
            return true;
        }
    }
    false
}

/// Longest label that ends as 行ったこと does, in characters.
const LONGEST_ASKED: usize = 8;

fn ends_as_sentence(key: &str) -> bool {
    let mut bare = Cow::Borrowed(key);
    if key.contains('(') {
        let mut out = String::new();
        let mut depth = 0usize;
        for character in key.chars() {
            match character {
                '(' => depth += 1,
                ')' if depth > 0 => depth -= 1,
                _ if depth == 0 => out.push(character),
                _ => {}
            }
        }
        bare = Cow::Owned(out);
    }
    // 行ったこと, できたこと ask; they end no sentence.
    let asks = bare.ends_with("こと") && bare.chars().count() <= LONGEST_ASKED;
    let ends = || ["した", "する", "ます", "ている", "ため", "こと"].iter().any(|end| bare.ends_with(end));
    bare.contains('。') || !asks && ends() || key.starts_with('・')
}

/// It is nothing but a part of a year (上半期, 9月末).
pub fn is_part(seen: &Seen) -> bool {
    *seen.part.get_or_init(|| whole_part(Text::new(&label_core(&seen.flat)).normal()).is_some())
}

/// It tells what a number under or beside it is: a year, 予算, 実績値.
pub fn is_value_head(seen: &Seen) -> bool {
    seen.year && seen.length() < 14 || says_value(seen)
}

/// Its word is a target's, a result's, a budget's …
pub fn says_value(seen: &Seen) -> bool {
    let Some(meaning) = &seen.meaning else { return false };
    let short = meaning.word.chars().count() <= 6;
    match meaning.role {
        Role::TargetValue | Role::ResultValue | Role::CostTarget | Role::CostResult | Role::Baseline | Role::Achievement => meaning.matched != Matched::Head || short,
        Role::Target | Role::Result => short && seen.length() <= 10 && meaning.matched != Matched::Head && meaning.word.chars().count() <= 2,
        _ => false,
    }
}

/// Longest text that is nothing but a unit note, in characters.
const LONGEST_UNIT_NOTE: usize = 12;

/// Nothing but the unit of what follows: （単位：千円）.
pub fn is_unit_note(seen: &Seen) -> bool {
    seen.unit_note.is_some() && seen.length() <= LONGEST_UNIT_NOTE && seen.key.contains("単位")
}

/// How names of offices end, and labels that ask for them: 推進責任課.
const OFFICES: [char; 7] = ['課', '部', '局', '室', '署', '係', '班'];

/// It ends as names of offices do.
pub fn is_office(key: &str) -> bool {
    key.trim_end().ends_with(OFFICES)
}

/// An empty box or ring.
pub fn is_off(key: &str) -> bool {
    key.chars().all(|c| "□☐◇".contains(c))
}
