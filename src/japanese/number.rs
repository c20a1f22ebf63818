//! Number (数量): quantities in running text and in cells.

use crate::japanese::text::Normal;
use rust_decimal::Decimal;
use std::ops::Range;

/// How a number bounds what is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// 以上.
    AtLeast,
    /// 以下, 以内.
    AtMost,
    /// 超.
    MoreThan,
    /// 未満.
    LessThan,
}

/// A quantity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Bytes of the text it was read from.
    pub range: Range<usize>,
    /// In the unit below: 42億7,700万円 is 4277000000.
    pub value: Decimal,
    /// Canonical unit; a percent keeps its number and `%`.
    pub unit: Option<String>,
    /// 以上 and the like.
    pub bound: Option<Bound>,
    /// 約, 程度.
    pub approximate: bool,
    /// 延べ.
    pub cumulative: bool,
    /// 24区中20区: 20 of 24.
    pub of: Option<Decimal>,
    /// 10～20人: from 10 up to 20.
    pub upper: Option<Decimal>,
}

/// What one of a printed unit is worth in its canonical unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitScale {
    /// 千円: 1000.
    pub factor: Decimal,
    /// 千円: 円.
    pub unit: String,
}

/// Units and counters, longest first within a first character; a number followed by none of them has no unit.
const UNITS: &[&str] = &[
    "ポイント",
    "パーセント",
    "キログラム",
    "キロメートル",
    "メートル",
    "リットル",
    "トン",
    "ヘクタール",
    "ページ",
    "セット",
    "グループ",
    "チーム",
    "コース",
    "サイト",
    "アクセス",
    "クラス",
    "か所",
    "ヶ所",
    "カ所",
    "箇所",
    "ケ所",
    "ヵ所",
    "か月",
    "ヶ月",
    "カ月",
    "箇月",
    "ヵ月",
    "か国",
    "ヶ国",
    "カ国",
    "施策",
    "事業",
    "団体",
    "世帯",
    "施設",
    "地区",
    "地域",
    "組織",
    "法人",
    "会社",
    "企業",
    "学校",
    "時間",
    "件数",
    "人数",
    "回数",
    "店舗",
    "路線",
    "項目",
    "指標",
    "種類",
    "品目",
    "単位",
    "講座",
    "教室",
    "校区",
    "学区",
    "自治体",
    "市町村",
    "中学校下",
    "小学校",
    "中学校",
    "年間",
    "日間",
    "週間",
    "棟",
    "千円",
    "百万円",
    "億円",
    "kWh",
    "kW",
    "MWh",
    "MW",
    "t-CO2",
    "kg-CO2",
    "kg",
    "km2",
    "km",
    "cm",
    "mm",
    "ha",
    "m2",
    "m3",
    "㎡",
    "㎥",
    "㎏",
    "㎞",
    "㌶",
    "㍑",
    "㌧",
    "L",
    "ml",
    "t",
    "m",
    "g",
    "円",
    "人",
    "名",
    "件",
    "回",
    "区",
    "校",
    "園",
    "戸",
    "台",
    "社",
    "日",
    "点",
    "位",
    "枚",
    "冊",
    "頭",
    "本",
    "店",
    "局",
    "館",
    "軒",
    "班",
    "部",
    "課",
    "係",
    "室",
    "株",
    "羽",
    "匹",
    "隻",
    "席",
    "床",
    "基",
    "機",
    "組",
    "隊",
    "票",
    "通",
    "式",
    "丁",
    "票",
    "歳",
    "才",
    "倍",
    "分",
    "秒",
    "品",
    "作",
    "巻",
    "町",
    "村",
    "市",
    "県",
    "国",
    "社",
    "者",
    "口",
    "種",
    "筆",
    "橋",
    "団",
    "会",
    "題",
    "問",
    "例",
    "章",
    "つ",
    "個",
    "坪",
    "石",
    "駅",
    "店",
    "字",
    "便",
    "滴",
    "名分",
    "人工",
    "人日",
    "人月",
    "床",
    "度",
    "℃",
    "%",
];

/// Every quantity in a running text, in order.
pub fn quantities(text: Normal<'_>) -> Vec<Quantity> {
    let mut out: Vec<Quantity> = vec![];
    let whole = text.as_str();
    if !whole.bytes().any(|byte| byte.is_ascii_digit()) && !whole.contains(['一', '二', '三', '四', '五', '六', '七', '八', '九', '〇', '十', '百', '千']) {
        return out;
    }
    let mut at = 0;
    while at < whole.len() {
        let Some(found) = number_at(whole, at) else {
            at += whole[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        match quantity(whole, &found) {
            Some(quantity) => {
                at = quantity.range.end.max(found.range.end);
                // 24区中20区.
                if let Some(before) = out.last()
                    && whole[before.range.end..quantity.range.start].trim() == "中"
                    && before.unit.is_some()
                    && before.unit == quantity.unit
                {
                    let of = before.value;
                    let start = before.range.start;
                    out.pop();
                    out.push(Quantity { of: Some(of), range: start..quantity.range.end, ..quantity });
                    continue;
                }
                out.push(quantity);
            }
            None => at = found.range.end.max(at + 1),
        }
    }
    out
}

struct Number {
    range: Range<usize>,
    value: Decimal,
    kanji: bool,
    /// It had a decimal point, thousands commas or a myriad unit: surely a number.
    dressed: bool,
}

/// A number that begins at `at`: digits with commas and a point, mixed with 億 万 千, or kanji.
fn number_at(whole: &str, at: usize) -> Option<Number> {
    let rest = &whole[at..];
    let first = rest.chars().next()?;
    let before = whole[..at].chars().next_back();
    if first.is_ascii_digit() {
        if before.is_some_and(|c| c.is_ascii_digit() || c == '.' || (c.is_ascii_alphabetic() && c != 'R')) {
            return None;
        }
        let (mut value, mut length) = digits(rest)?;
        let mut dressed = rest[..length].contains([',', '.']);
        let mut total = Decimal::ZERO;
        let mut scaled = false;
        // 42億 7,700万: each part with its myriad.
        loop {
            let tail = &rest[length..];
            let blank = tail.len() - tail.trim_start_matches(' ').len();
            let Some((word, factor)) = MYRIADS.iter().find(|(word, _)| tail[blank..].starts_with(word)).filter(|(word, _)| myriad_fits(&tail[blank + word.len()..], word)) else {
                total = total.checked_add(value)?;
                break;
            };
            dressed = true;
            scaled = true;
            length += blank + word.len();
            total = total.checked_add(value.checked_mul(Decimal::from(*factor))?)?;
            let tail = &rest[length..];
            let blank = tail.len() - tail.trim_start_matches(' ').len();
            match digits(&tail[blank..]) {
                Some((next, more)) if tail[blank..].starts_with(|c: char| c.is_ascii_digit()) => {
                    // 3億5千万.
                    value = next;
                    length += blank + more;
                }
                _ => break,
            }
        }
        let _ = scaled;
        return Some(Number { range: at..at + length, value: total.normalize(), kanji: false, dressed });
    }
    if is_kanji_digit(first) && !before.is_some_and(|c| is_kanji_digit(c) || c == '第' || c == '数') {
        let length: usize = rest.chars().take_while(|c| is_kanji_digit(*c) || matches!(c, '万' | '億' | '兆')).map(char::len_utf8).sum();
        let value = kanji(&rest[..length])?;
        return Some(Number { range: at..at + length, value, kanji: true, dressed: false });
    }
    None
}

const MYRIADS: [(&str, u64); 9] = [
    ("兆", 1_000_000_000_000),
    ("千億", 100_000_000_000),
    ("百億", 10_000_000_000),
    ("億", 100_000_000),
    ("千万", 10_000_000),
    ("百万", 1_000_000),
    ("万", 10_000),
    ("千", 1_000),
    ("百", 100),
];

/// 千代田, 百貨店, 万全 are words.
fn myriad_fits(after: &str, word: &str) -> bool {
    match word {
        "千" | "百" => after.starts_with(['円', '人', '件', 'k', 't', '万', '億', '㎡', '世', '名', '枚', '本', 'ト']),
        _ => true,
    }
}

fn digits(text: &str) -> Option<(Decimal, usize)> {
    let bytes = text.as_bytes();
    let mut end = 0;
    let mut plain = String::new();
    let mut point = false;
    while end < bytes.len() {
        match bytes[end] {
            digit if digit.is_ascii_digit() => plain.push(digit as char),
            b',' if !point && grouped(&bytes[end + 1..]) && !plain.is_empty() => {}
            b'.' if !point && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) && !plain.is_empty() => {
                point = true;
                plain.push('.');
            }
            _ => break,
        }
        end += 1;
        if plain.len() > 26 {
            return None;
        }
    }
    (!plain.is_empty()).then(|| plain.parse().ok()).flatten().map(|value| (value, end))
}

/// Three digits and then no fourth.
fn grouped(bytes: &[u8]) -> bool {
    bytes.len() >= 3 && bytes[..3].iter().all(u8::is_ascii_digit) && !bytes.get(3).is_some_and(u8::is_ascii_digit)
}

fn is_kanji_digit(character: char) -> bool {
    matches!(character, '〇' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千' | '壱' | '弐' | '参' | '拾')
}

/// 三百二十, 二〇, 一万二千.
pub fn kanji(text: &str) -> Option<Decimal> {
    let digit = |c: char| {
        "〇一二三四五六七八九".chars().position(|d| d == c).or(match c {
            '壱' => Some(1),
            '弐' => Some(2),
            '参' => Some(3),
            _ => None,
        })
    };
    if text.chars().all(|c| digit(c).is_some()) {
        let figures: String = text.chars().filter_map(digit).map(|d| char::from(b'0' + d as u8)).collect();
        return (figures.len() <= 18).then(|| figures.parse().ok()).flatten();
    }
    let (mut total, mut section, mut current) = (0u64, 0u64, None::<u64>);
    for character in text.chars() {
        if let Some(value) = digit(character) {
            if current.is_some() {
                return None;
            }
            current = Some(value as u64);
            continue;
        }
        let unit = match character {
            '十' | '拾' => 10,
            '百' => 100,
            '千' => 1000,
            '万' => 10_000,
            '億' => 100_000_000,
            '兆' => 1_000_000_000_000,
            _ => return None,
        };
        if unit < 10_000 {
            section += current.take().unwrap_or(1) * unit;
        } else {
            let part = section + current.take().unwrap_or(0);
            if part == 0 {
                return None;
            }
            total = total.checked_add(part.checked_mul(unit)?)?;
            section = 0;
        }
    }
    Some(Decimal::from(total.checked_add(section)?.checked_add(current.unwrap_or(0))?))
}

/// Builds a quantity round a number: sign, unit, bound, range, ratio; `None` if it is no quantity.
fn quantity(whole: &str, number: &Number) -> Option<Quantity> {
    let before_all = whole[..number.range.start].trim_end_matches(' ');
    let (mut start, mut value) = (number.range.start, number.value);
    let sign = before_all.chars().next_back();
    let mut head = before_all;
    if let Some(sign) = sign.filter(|sign| matches!(sign, '▲' | '△' | '−' | '-' | '－' | '+' | '＋' | '±')) {
        let prior = before_all[..before_all.len() - sign.len_utf8()].chars().next_back();
        let touching = before_all.len() == number.range.start;
        let free = prior.is_none_or(|c| {
            c.is_whitespace()
                || matches!(c, '(' | '、' | '。' | '約' | ':' | '：' | '/' | '」' | 'で' | 'は' | 'が' | 'を' | 'に' | '比' | '→' | '+' | '～')
                || (matches!(sign, '▲') && !c.is_ascii_digit())
        });
        if free && (touching || matches!(sign, '▲' | '△')) {
            if matches!(sign, '▲' | '△' | '−' | '-' | '－') {
                value = -value;
            }
            start = before_all.len() - sign.len_utf8();
            head = before_all[..start].trim_end_matches(' ');
        } else if prior.is_some_and(|c| c.is_ascii_digit() || c.is_ascii_alphabetic()) {
            // 10-20, 03-1234: part of a code, unless a unit follows.
            return None;
        }
    }
    // `第3`, `No.3`, `R5`, law numbers and headings are no quantities.
    if head.ends_with(['第', '№', '#']) || head.ends_with("No.") || head.ends_with("No") {
        return None;
    }
    let era = ["平成", "令和", "昭和", "大正", "明治"];
    if era.iter().any(|era| head.ends_with(era)) {
        return None;
    }
    let after = &whole[number.range.end..];
    let mut end = number.range.end;
    // Times and ordinals.
    let blankless = after.trim_start_matches(' ');
    if ["年度", "年", "月", "時", "号", "階", "次", "番", "条", "項", "丁目", "番地", "歳児", "級", "学年", "等"].iter().any(|word| blankless.starts_with(word))
        && !["年間", "時間", "月分", "次元"].iter().any(|word| blankless.starts_with(word))
    {
        return None;
    }
    if blankless.starts_with('日') && (head.ends_with('月') || !number.dressed && value <= Decimal::from(31) && !blankless.starts_with("日間") && head.ends_with(['月', '/']))
    {
        return None;
    }
    if after.starts_with([':', '/']) && after[1..].starts_with(|c: char| c.is_ascii_digit()) && !number.kanji {
        // 1:2, 3/5 are ratios; 10:30 and dates are not.
        if let Some((second, length)) = digits(&after[1..]) {
            let next = after[1 + length..].chars().next();
            if next.is_some_and(|c| matches!(c, '/' | ':' | '.')) || head.ends_with('/') {
                return None;
            }
            if after.starts_with('/') && second > Decimal::ZERO && value < second && value < Decimal::from(1000) {
                return Some(Quantity { range: start..end + 1 + length, value, unit: None, bound: None, approximate: false, cumulative: false, of: Some(second), upper: None });
            }
            return None;
        }
    }
    if after.starts_with('-') && after[1..].starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    // 割, 分, 厘.
    if let Some((ratio, length)) = tenths(value, blankless) {
        end += after.len() - blankless.len() + length;
        return Some(close(whole, head, start, end, ratio, None, None));
    }
    let mut upper = None;
    for tilde in ["～", "〜", "~"] {
        if let Some(tail) = blankless.strip_prefix(tilde)
            && let Some(second) = number_at(tail, 0)
            && second.value > value
            && !tail[second.range.end..].trim_start_matches(' ').starts_with(['月', '年', '日', '時', '階', '号', '歳'])
        {
            upper = Some(second.value);
            end += after.len() - blankless.len() + tilde.len() + second.range.end;
            break;
        }
    }
    let tail = &whole[end..];
    let unit_text = tail.trim_start_matches(' ');
    let unit = unit_at(unit_text);
    if number.kanji {
        // 一体, 三鷹, 十分: a kanji numeral counts only before a counter that nothing lengthens into a word.
        let counted = unit.is_some_and(|unit| {
            matches!(
                unit,
                "人" | "名"
                    | "件"
                    | "回"
                    | "団体"
                    | "世帯"
                    | "円"
                    | "か所"
                    | "箇所"
                    | "ヶ所"
                    | "台"
                    | "校"
                    | "戸"
                    | "社"
                    | "冊"
                    | "枚"
                    | "施設"
                    | "地区"
                    | "区"
                    | "つ"
                    | "時間"
                    | "項目"
            )
        });
        let long = number.range.len() >= 6;
        let myriad = whole[number.range.clone()].contains(['万', '億', '百', '千']) && long;
        if !counted && !myriad && !(long && whole[number.range.clone()].chars().all(is_kanji_digit) && (unit.is_some() || number.range.len() == whole.trim().len())) {
            return None;
        }
        if !long && counted && head.chars().next_back().is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) {
            return None;
        }
        if unit_text.starts_with("人ひとり") || unit_text.starts_with("人一人") {
            return None;
        }
    }
    let mut canonical = None;
    if let Some(unit) = unit {
        let blank = tail.len() - unit_text.len();
        end += blank + unit.len();
        let scale = unit_scale_of(unit);
        value = value.checked_mul(scale.factor)?;
        upper = upper.and_then(|upper| upper.checked_mul(scale.factor));
        let mut name = scale.unit;
        // 人/年, 円/㎡.
        let rest = &whole[end..];
        if let Some(second) =
            rest.strip_prefix('/').and_then(|rest| unit_at(rest).or_else(|| rest.starts_with('年').then_some("年")).or_else(|| rest.starts_with('月').then_some("月")))
        {
            name = format!("{name}/{second}");
            end += 1 + second.len();
        }
        canonical = Some(name);
    } else if !number.dressed && !number.kanji && before_label(whole, start, end) {
        return None;
    }
    Some(close(whole, head, start, end, value, canonical, upper))
}

/// `(1)`, `1.`, `1)`, `1 見出し`: a marker, not a number.
fn before_label(whole: &str, start: usize, end: usize) -> bool {
    let before = whole[..start].chars().next_back();
    let after = whole[end..].chars().next();
    let opens = before.is_none_or(|c| c.is_whitespace() || matches!(c, '。' | '、'));
    match (before, after) {
        (Some('(' | '（'), Some(')' | '）')) => true,
        (_, Some(')' | '.' | '）')) if opens => true,
        (_, Some(c)) if opens && c.is_whitespace() => whole[..start].trim().is_empty() && !whole[end..].trim().is_empty(),
        (_, Some('-')) | (Some('-'), _) => true,
        (_, Some(c)) if ('\u{4e00}'..='\u{9fff}').contains(&c) || ('\u{3041}'..='\u{30ff}').contains(&c) => true,
        (Some(c), _) if c.is_ascii_alphabetic() => true,
        _ => false,
    }
}

fn tenths(value: Decimal, after: &str) -> Option<(Decimal, usize)> {
    let mut rest = after.strip_prefix('割')?;
    if rest.starts_with(['引', '合', '当', '増', '減', '高']) && !rest.starts_with(['増', '減']) {
        return None;
    }
    let ten = Decimal::from(10);
    let mut ratio = value / ten;
    let mut length = '割'.len_utf8();
    let mut step = ten * ten;
    for mark in ['分', '厘'] {
        if let Some((digit, used)) = digits(rest)
            && rest[used..].starts_with(mark)
        {
            ratio += digit / step;
            length += used + mark.len_utf8();
            rest = &rest[used + mark.len_utf8()..];
        }
        step *= ten;
    }
    Some((ratio.normalize(), length))
}

/// Words round the number: 約, 延べ, 以上, 未満 …
fn close(whole: &str, head: &str, start: usize, end: usize, value: Decimal, unit: Option<String>, upper: Option<Decimal>) -> Quantity {
    let (mut start, mut end) = (start, end);
    let (mut approximate, mut cumulative, mut bound) = (false, false, None);
    let mut head = head;
    loop {
        if let Some(rest) = ["約", "およそ", "概ね", "おおむね", "ほぼ"].iter().find_map(|word| head.strip_suffix(word)) {
            (head, approximate, start) = (rest, true, rest.len());
        } else if let Some(rest) = ["延べ", "のべ", "延"].iter().find_map(|word| head.strip_suffix(word)) {
            (head, cumulative, start) = (rest, true, rest.len());
        } else {
            break;
        }
    }
    loop {
        let rest = &whole[end..];
        let word = [
            ("以上", Some(Bound::AtLeast)),
            ("以下", Some(Bound::AtMost)),
            ("以内", Some(Bound::AtMost)),
            ("未満", Some(Bound::LessThan)),
            ("超", Some(Bound::MoreThan)),
            ("程度", None),
            ("弱", None),
            ("強", None),
            ("前後", None),
        ]
        .into_iter()
        .find(|(word, _)| rest.starts_with(word));
        match word {
            Some(("強", _)) if rest.starts_with("強化") => break,
            Some(("超", _)) if rest.starts_with("超過") => break,
            Some((word, Some(found))) => {
                bound = Some(found);
                end += word.len();
            }
            Some((word, None)) => {
                approximate = true;
                end += word.len();
            }
            None => break,
        }
    }
    Quantity { range: start..end, value: value.normalize(), unit, bound, approximate, cumulative, of: None, upper }
}

fn unit_at(text: &str) -> Option<&'static str> {
    let found = UNITS.iter().filter(|unit| text.starts_with(**unit)).max_by_key(|unit| unit.len())?;
    let after = text[found.len()..].chars().next();
    // `3件数`, `5分野`, `2市場`, `t` of a word.
    if found.is_ascii() && *found != "%" && after.is_some_and(|c| c.is_ascii_alphabetic()) {
        return None;
    }
    if matches!((*found, after), ("分", Some('野' | '類' | '析' | '科')) | ("日", Some('本')) | ("国", Some('際' | '庫')) | ("会", Some('議')) | ("部", Some('門'))) {
        return None;
    }
    Some(found)
}

fn unit_scale_of(unit: &str) -> UnitScale {
    let simple = |factor: u64, unit: &str| UnitScale { factor: Decimal::from(factor), unit: unit.to_owned() };
    match unit {
        "m2" | "㎡" => simple(1, "㎡"),
        "m3" | "㎥" => simple(1, "㎥"),
        "パーセント" | "%" | "％" => simple(1, "%"),
        "ヶ所" | "カ所" | "箇所" | "ケ所" | "ヵ所" | "か所" => simple(1, "か所"),
        "ヶ月" | "カ月" | "箇月" | "ヵ月" | "か月" => simple(1, "か月"),
        "㎏" => simple(1, "kg"),
        "㎞" => simple(1, "km"),
        "㌶" | "ヘクタール" => simple(1, "ha"),
        "トン" | "㌧" => simple(1, "t"),
        _ => {
            for (word, factor) in MYRIADS {
                if let Some(rest) = unit.strip_prefix(word)
                    && !rest.is_empty()
                {
                    return simple(factor, rest);
                }
            }
            if let Some(rest) = unit.strip_prefix("十")
                && !rest.is_empty()
            {
                return simple(10, rest);
            }
            simple(1, unit)
        }
    }
}

/// What one of a printed unit is worth: 千円 → 1000 円.
pub fn unit_scale(unit: Normal<'_>) -> UnitScale {
    let closed: String = unit.as_str().chars().filter(|c| !c.is_whitespace()).collect();
    let bare = closed.trim_matches(['(', ')', '[', ']', '【', '】', ':']);
    unit_scale_of(bare)
}

/// A unit told in a header or a note over a table: `(単位:千円)`, `予算額(千円)`.
pub fn unit_note(text: Normal<'_>) -> Option<(Range<usize>, String)> {
    let whole = text.as_str();
    if let Some(at) = whole.find("単位") {
        let after = &whole[at + "単位".len()..];
        let body = after.trim_start_matches([' ', ':', '：', '=']);
        if body.len() == after.len() {
            return None;
        }
        let end = body.find([')', '）', ']', '】', '、', '。', ' ', '・']).unwrap_or(body.len());
        let unit = body[..end].trim();
        let start = at;
        let stop = whole.len() - body.len() + end;
        return (!unit.is_empty() && unit.chars().count() <= 10).then(|| (start..stop, unit.to_owned()));
    }
    for (open, close) in [('(', ')'), ('[', ']'), ('【', '】'), ('〔', '〕')] {
        let Some(from) = whole.rfind(open) else { continue };
        let inner = &whole[from + open.len_utf8()..];
        let Some(end) = inner.find(close) else { continue };
        let inner = inner[..end].trim();
        if is_unit(inner) {
            return Some((from..from + open.len_utf8() + end + close.len_utf8(), inner.to_owned()));
        }
    }
    None
}

/// The whole text is a unit.
pub fn is_unit(text: &str) -> bool {
    let bare = text.trim();
    if bare.is_empty() || bare.chars().count() > 10 {
        return false;
    }
    let one = |part: &str| {
        let mut rest = part;
        for (word, _) in MYRIADS {
            if let Some(after) = part.strip_prefix(word).filter(|after| !after.is_empty()) {
                rest = after;
                break;
            }
        }
        unit_at(rest).is_some_and(|unit| unit.len() == rest.len()) || matches!(rest, "％" | "年" | "ポイント" | "pt")
    };
    one(bare) || bare.split_once('/').is_some_and(|(first, second)| one(first) && (one(second) || matches!(second, "年" | "月" | "日" | "年度")))
}

/// The text is nothing but one number with its dress.
pub fn whole_value(text: Normal<'_>) -> Option<Quantity> {
    let whole = text.as_str().trim();
    if whole.is_empty() || whole.chars().count() > 40 {
        return None;
    }
    let offset = text.as_str().len() - text.as_str().trim_start().len();
    let mut body = whole;
    // Footnote marks and brackets round it.
    for mark in ["※1", "※2", "※3", "*1", "*2", "※", "*"] {
        body = body.strip_suffix(mark).unwrap_or(body).trim_end();
    }
    let bare = if body.starts_with('(') && body.ends_with(')') { &body[1..body.len() - 1] } else { body };
    let shift = offset + if bare.len() < body.len() && body.starts_with('(') { 1 } else { 0 };
    let start = bare.find(|c: char| c.is_ascii_digit() || is_kanji_digit(c))?;
    let number = number_at(bare, start)?;
    let mut found = quantity(bare, &number).or_else(|| plain(bare, &number))?;
    let head = bare[..found.range.start].trim();
    let tail = bare[found.range.end..].trim();
    if !head.is_empty() || !(tail.is_empty() || (found.unit.is_none() && is_unit(tail))) {
        return None;
    }
    if !tail.is_empty() {
        let scale = unit_scale_of(tail);
        found.value = (found.value.checked_mul(scale.factor)?).normalize();
        found.unit = Some(scale.unit);
    }
    found.range = shift + found.range.start..shift + bare.trim_end().len();
    Some(found)
}

/// A bare number in a cell, which running text would take for a marker.
fn plain(bare: &str, number: &Number) -> Option<Quantity> {
    let head = bare[..number.range.start].trim();
    let negative = matches!(head, "▲" | "△" | "-" | "−" | "－");
    if !(head.is_empty() || negative) || !bare[number.range.end..].trim().is_empty() || number.kanji {
        return None;
    }
    let value = if negative { -number.value } else { number.value };
    Some(Quantity { range: 0..bare.len(), value, unit: None, bound: None, approximate: false, cumulative: false, of: None, upper: None })
}
