//! Label (記号): the markers of enumerations, told from words that only look alike.

use crate::japanese::text::Normal;
use std::ops::Range;

/// A labelled stretch of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Markers in full form: `ア(イ)`; two for `ウ・エ`; none for text before the first marker.
    pub labels: Vec<String>,
    /// Bytes of the marker; empty if there is none.
    pub marker: Range<usize>,
    /// Bytes of the text up to the next marker, untrimmed.
    pub body: Range<usize>,
}

/// The open parent labels, carried from cell to cell of one item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carry {
    stack: Vec<Atom>,
}

/// A family of markers; markers of one family count on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Family {
    Kana,
    BracketKana,
    BracketNumber,
    DotNumber,
    Circled,
    Roman,
    BracketLetter,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Atom {
    family: Family,
    rank: u32,
    text: String,
}

/// Marker groups found at a place: each group a chain (ア then (イ)).
struct Marker {
    chains: Vec<Vec<Atom>>,
    length: usize,
}

/// Kana in the order of enumerations.
const KANA: &str = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワ";

/// Cuts a cell at its markers. A cell that is nothing but a marker is one segment without labels.
pub fn segments(text: Normal<'_>, carry: &mut Carry) -> Vec<Segment> {
    let whole = text.as_str();
    let mut found: Vec<(Range<usize>, Vec<String>)> = vec![];
    let mut at = 0;
    let mut stack = carry.stack.clone();
    if whole.trim().chars().count() > 1 {
        while at < whole.len() {
            let step = whole[at..].chars().next().map_or(1, char::len_utf8);
            if opens(whole, at)
                && let Some(marker) = marker(&whole[at..])
                && believed(whole, at, &marker, &stack)
            {
                let mut labels = vec![];
                for chain in &marker.chains {
                    place(&mut stack, chain);
                    labels.push(stack.iter().map(|atom| atom.text.as_str()).collect::<String>());
                }
                found.push((at..at + marker.length, labels));
                at += marker.length;
            } else {
                at += step;
            }
        }
    }
    let only_marker = found.len() == 1 && whole.trim().len() == found[0].0.len();
    if found.is_empty() || only_marker {
        return vec![Segment { labels: vec![], marker: 0..0, body: 0..whole.len() }];
    }
    carry.stack = stack;
    let mut out = vec![];
    if !whole[..found[0].0.start].trim().is_empty() {
        out.push(Segment { labels: vec![], marker: 0..0, body: 0..found[0].0.start });
    }
    for (index, (range, labels)) in found.iter().enumerate() {
        let end = found.get(index + 1).map_or(whole.len(), |next| next.0.start);
        out.push(Segment { labels: labels.clone(), marker: range.clone(), body: range.end..end });
    }
    out
}

/// A marker may open here: at a line start, after a space, a full stop or a closing bracket.
fn opens(whole: &str, at: usize) -> bool {
    match whole[..at].chars().next_back() {
        None => true,
        Some(before) => before.is_whitespace() || matches!(before, '。' | '】' | '≫' | '・') && (before != '・' || at_line_start(whole, at)),
    }
}

fn at_line_start(whole: &str, at: usize) -> bool {
    whole[..at].trim_end_matches([' ', '・']).chars().next_back().is_none_or(|c| c == '\n')
}

/// The marker is one by its place, by its form, or because it counts on.
fn believed(whole: &str, at: usize, marker: &Marker, stack: &[Atom]) -> bool {
    let Some(first) = marker.chains.first().and_then(|chain| chain.first()) else { return false };
    if at_line_start(whole, at) || marker.chains.len() > 1 || marker.chains[0].len() > 1 || first.family == Family::BracketKana {
        return true;
    }
    let open = stack.iter().find(|atom| atom.family == first.family);
    match open {
        Some(open) => first.rank == open.rank + 1 || (first.rank == 1 && open.rank > 1),
        // The first of its family inside a line needs its second somewhere after it.
        None => first.rank == 1 && follows(&whole[at + marker.length..], first),
    }
}

fn follows(rest: &str, first: &Atom) -> bool {
    rest.char_indices()
        .any(|(at, _)| opens(rest, at) && at > 0 && marker(&rest[at..]).is_some_and(|marker| marker.chains[0][0].family == first.family && marker.chains[0][0].rank == 2))
}

/// Puts a chain on the stack: a family that is open is counted on, another stands under what is open.
fn place(stack: &mut Vec<Atom>, chain: &[Atom]) {
    for (index, atom) in chain.iter().enumerate() {
        if index == 0 {
            if let Some(open) = stack.iter().position(|other| other.family == atom.family) {
                stack.truncate(open);
            } else if atom.family == Family::Kana && stack.iter().any(|other| other.family == Family::BracketKana) && stack[0].family == Family::BracketKana {
                stack.clear();
            }
        }
        stack.push(atom.clone());
    }
}

/// `ア`, `ア(イ)`, `ウ・エ`, `ア(ア)・ア(イ)・イ`, `(1)`, `①`, `1.` at the beginning of `text`.
fn marker(text: &str) -> Option<Marker> {
    let (chain, mut length) = chain(text)?;
    let bare_kana = chain.len() == 1 && chain[0].family == Family::Kana;
    let mut chains = vec![chain];
    loop {
        let rest = &text[length..];
        let separator = ['・', '、', ',', '､', '~', '～'].into_iter().find(|separator| rest.starts_with(*separator));
        let Some(separator) = separator else { break };
        let after = &rest[separator.len_utf8()..];
        let blank = after.len() - after.trim_start_matches(' ').len();
        let Some((next, more)) = self::chain(&after[blank..]) else { break };
        // `ウ・協働事業`: what follows the dot must be a marker by itself.
        if !ends_marker(&after[blank + more..], next.last().map(|atom| atom.family)) {
            break;
        }
        length += separator.len_utf8() + blank + more;
        chains.push(next);
    }
    let rest = &text[length..];
    let family = chains.last().and_then(|chain| chain.last()).map(|atom| atom.family);
    if !(ends_marker(rest, family) || bare_kana && rest.starts_with('・')) {
        return None;
    }
    // A dot or colon after the marker belongs to it.
    for mark in [':', '：', '.', '．', '、'] {
        if family == Some(Family::Kana) && rest.starts_with(mark) && !rest[mark.len_utf8()..].starts_with(|c: char| KANA.contains(c)) {
            length += mark.len_utf8();
            break;
        }
    }
    Some(Marker { chains, length })
}

/// What follows may follow a marker: a bare kana needs a break or a word that is not kana; `(1)` must not be `(1)次`.
fn ends_marker(rest: &str, family: Option<Family>) -> bool {
    let next = rest.chars().next();
    match family {
        Some(Family::Kana) => match next {
            None => true,
            Some(c) if c.is_whitespace() => true,
            Some('(') => !rest.starts_with("(1") && marker_in_bracket(rest),
            Some(':' | '：' | '.' | '．' | '・' | '、' | '「' | '【') => true,
            Some(c) => ('\u{4e00}'..='\u{9fff}').contains(&c),
        },
        Some(Family::Roman) => next.is_none_or(|c| c.is_whitespace() || matches!(c, '.' | '．' | '、') || ('\u{4e00}'..='\u{9fff}').contains(&c)),
        Some(Family::DotNumber) => next.is_some_and(|c| !c.is_ascii_digit()),
        Some(_) => !next.is_some_and(|c| matches!(c, '次' | '年' | '月' | '日' | '人' | '件' | '%' | ')')),
        None => false,
    }
}

fn marker_in_bracket(rest: &str) -> bool {
    rest.find(')').is_some_and(|end| end <= 8)
}

/// One chain: a marker and the markers under it.
fn chain(text: &str) -> Option<(Vec<Atom>, usize)> {
    let (first, mut length) = atom(text)?;
    let mut out = vec![first];
    while let Some((next, more)) = atom(&text[length..]) {
        let last = out[out.len() - 1].family;
        if next.family == last || matches!(next.family, Family::Kana | Family::DotNumber | Family::Roman) {
            break;
        }
        length += more;
        out.push(next);
        if out.len() == 3 {
            break;
        }
    }
    Some((out, length))
}

fn atom(text: &str) -> Option<(Atom, usize)> {
    let first = text.chars().next()?;
    let length = first.len_utf8();
    let make = |family, rank, text: String, length| Some((Atom { family, rank, text }, length));
    if let Some(rank) = kana_rank(first) {
        let next = text[length..].chars().next();
        if next.is_some_and(|c| ('\u{30a1}'..='\u{30fa}').contains(&c) || c == 'ー' || ('\u{3041}'..='\u{3096}').contains(&c)) {
            return None;
        }
        return make(Family::Kana, rank, first.to_string(), length);
    }
    if let Some(rank) = circled(first) {
        return make(Family::Circled, rank, first.to_string(), length);
    }
    if ('⑴'..='⒇').contains(&first) {
        return make(Family::BracketNumber, first as u32 - '⑴' as u32 + 1, first.to_string(), length);
    }
    if ('Ⅰ'..='Ⅻ').contains(&first) {
        return make(Family::Roman, first as u32 - 'Ⅰ' as u32 + 1, first.to_string(), length);
    }
    if first == '(' {
        let end = text.find(')')?;
        let inner = text[1..end].trim();
        let mut characters = inner.chars();
        let one = characters.next()?;
        let rest: String = characters.collect();
        if rest.is_empty()
            && let Some(rank) = kana_rank(one)
        {
            return make(Family::BracketKana, rank, format!("({one})"), end + 1);
        }
        if inner.len() <= 2 && inner.bytes().all(|byte| byte.is_ascii_digit()) {
            return make(Family::BracketNumber, inner.parse().ok()?, format!("({inner})"), end + 1);
        }
        if rest.is_empty() && one.is_ascii_lowercase() {
            return make(Family::BracketLetter, one as u32 - 'a' as u32 + 1, format!("({one})"), end + 1);
        }
        return None;
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=2).contains(&digits) {
        let after = text[digits..].chars().next()?;
        if matches!(after, '.' | '．' | ')' | '）') && !text[digits + after.len_utf8()..].starts_with(|c: char| c.is_ascii_digit()) {
            return make(Family::DotNumber, text[..digits].parse().ok()?, text[..digits].to_owned(), digits + after.len_utf8());
        }
    }
    None
}

fn kana_rank(character: char) -> Option<u32> {
    KANA.chars().position(|kana| kana == character).map(|at| at as u32 + 1)
}

fn circled(character: char) -> Option<u32> {
    ('①'..='⑳').contains(&character).then(|| character as u32 - '①' as u32 + 1)
}

/// Words that stand before a title's number and are no part of it.
const NUMBER_WORDS: [&str; 12] = ["事項", "取組項目", "改革項目", "取組", "事業", "項目", "施策", "No.", "No", "NO.", "№", "実施項目"];

/// The number that opens a title or heading (`2-⑧` of `事項2-⑧ …`), and where the title begins.
pub fn leading_label(text: Normal<'_>) -> Option<(String, usize)> {
    let whole = text.as_str();
    let trimmed = whole.trim_start_matches([' ', '\n']);
    let offset = whole.len() - trimmed.len();
    for word in NUMBER_WORDS {
        if let Some(rest) = trimmed.strip_prefix(word) {
            let body = rest.trim_start_matches([' ', '.']);
            if let Some((label, length)) = number_label(body) {
                let tail = &body[length..];
                if tail.is_empty() || tail.starts_with([' ', '\n', ':', '：', '「', '【', '.', '．']) {
                    let skip = tail.len() - tail.trim_start_matches([' ', '\n', ':', '：', '.', '．']).len();
                    return Some((label, offset + word.len() + (rest.len() - body.len()) + length + skip));
                }
            }
        }
    }
    if let Some(rest) = trimmed.strip_prefix('第') {
        let digits: usize =
            rest.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')).map(char::len_utf8).sum();
        let unit = rest[digits..].chars().next()?;
        if digits > 0 && matches!(unit, '章' | '節' | '部' | '編' | '項') {
            let end = '第'.len_utf8() + digits + unit.len_utf8();
            return Some((trimmed[..end].to_owned(), offset + end + blank(&trimmed[end..])));
        }
        return None;
    }
    let (label, length) = number_label(trimmed)?;
    let tail = &trimmed[length..];
    let next = tail.chars().next();
    let spaced = next.is_none_or(|c| c.is_whitespace());
    let lone = label.chars().all(|c| c.is_ascii_digit());
    let romanish = label.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    let kana = label.chars().count() == 1 && label.chars().all(|c| KANA.contains(c));
    let kanji = label.chars().all(|c| "一二三四五六七八九十".contains(c));
    if (lone || romanish || kana || kanji) && length == label.len() {
        // `1 区の自律経営`, but not `1 次評価`, `24 区役所`, `5 年間`.
        if !spaced || tail.trim().is_empty() {
            return None;
        }
        let word = tail.trim_start();
        if lone
            && [
                "次",
                "人",
                "名",
                "件",
                "年",
                "月",
                "日",
                "回",
                "か所",
                "箇所",
                "ヶ所",
                "%",
                "円",
                "割",
                "時",
                "階",
                "歳",
                "点",
                "千円",
                "百万円",
                "億",
                "万",
                "団体",
                "世帯",
                "～",
                "〜",
                "-",
                "/",
                "カ所",
                "倍",
                "位",
            ]
            .iter()
            .any(|counter| word.starts_with(counter))
        {
            return None;
        }
        if lone && label.len() > 3 {
            return None;
        }
    }
    if tail.trim().is_empty() && length == trimmed.len() && !label.contains('-') {
        return None;
    }
    Some((label, offset + length + blank(tail)))
}

fn blank(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\n', '.', '．', ':', '：']).len()
}

/// `2-⑧`, `1-2-3`, `1.2`, `(3)`, `①`, `Ⅱ`, `II`, `10.`, `10`, `ア` and the bytes they take.
fn number_label(text: &str) -> Option<(String, usize)> {
    let first = text.chars().next()?;
    if first.is_ascii_digit() || ('Ⅰ'..='Ⅻ').contains(&first) {
        let mut end = text.chars().take_while(|c| c.is_ascii_digit() || ('Ⅰ'..='Ⅻ').contains(c)).map(char::len_utf8).sum::<usize>();
        loop {
            let rest = &text[end..];
            let Some(separator) = rest.chars().next().filter(|c| matches!(c, '-' | '－' | '‐' | '−' | '.' | '―' | 'ー')) else { break };
            let after = &rest[separator.len_utf8()..];
            let Some(next) = after.chars().next() else { break };
            let more = if next.is_ascii_digit() {
                after.bytes().take_while(u8::is_ascii_digit).count()
            } else if circled(next).is_some() || ('Ⅰ'..='Ⅻ').contains(&next) {
                next.len_utf8()
            } else if next == '(' {
                match atom(after) {
                    Some((_, length)) => length,
                    None => break,
                }
            } else {
                break;
            };
            end += separator.len_utf8() + more;
        }
        let label = text[..end].to_owned();
        if first.is_ascii_digit() && end <= 3 && label.bytes().all(|byte| byte.is_ascii_digit()) {
            let after = text[end..].chars().next();
            if matches!(after, Some('.' | '．' | ')' | '）' | ':' | '：')) {
                let mark = after.map_or(0, char::len_utf8);
                return Some((label, end + mark));
            }
        }
        return Some((label, end));
    }
    if let Some((atom, length)) = atom(text)
        && atom.family != Family::DotNumber
    {
        return Some((atom.text, length));
    }
    let roman = text.bytes().take_while(|byte| matches!(byte, b'I' | b'V' | b'X')).count();
    if roman > 0 && !text[roman..].starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return Some((text[..roman].to_owned(), roman));
    }
    let kanji: usize = text.chars().take_while(|c| "一二三四五六七八九十".contains(*c)).map(char::len_utf8).sum();
    if kanji > 0 && text[kanji..].starts_with([' ', '、', '.', '．']) {
        return Some((text[..kanji].to_owned(), kanji));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::japanese::text::Text;

    fn shown(text: &str) -> Vec<String> {
        let text = Text::new(text);
        let mut carry = Carry::default();
        segments(text.normal(), &mut carry).iter().map(|s| format!("{}={}", s.labels.join("+"), text.as_str()[s.body.clone()].trim().replace('\n', "/"))).collect()
    }

    #[test]
    fn markers_cut_a_cell_and_take_their_full_form() {
        assert_eq!(shown("ア 平成23年度に再編 イ 地域ニーズ ウ 事業展開"), ["ア=平成23年度に再編", "イ=地域ニーズ", "ウ=事業展開"]);
        assert_eq!(shown("ア、イ 同上 ウ ・区役所"), ["ア+イ=同上", "ウ=・区役所"]);
        assert_eq!(shown("ア(ア)・ア(イ)・イ\n・導入\nア(ウ) 達成できた。"), ["ア(ア)+ア(イ)+イ=・導入", "ア(ウ)=達成できた。"]);
        assert_eq!(shown("ウ(ア) 協働 (イ) 各局"), ["ウ(ア)=協働", "ウ(イ)=各局"]);
        assert_eq!(shown("ア 企画 (イ) 大都市 イ 仕組み ウ・協働事業 ・職員"), ["ア=企画", "ア(イ)=大都市", "イ=仕組み", "ウ=・協働事業 ・職員"]);
    }

    #[test]
    fn words_that_look_alike_are_no_markers() {
        for plain in ["アンケートを実施 イベントを開催", "①", "区役所の再編(4月)", "電話(2)番", "イ"] {
            assert_eq!(shown(plain), [format!("={plain}")]);
        }
    }

    #[test]
    fn titles_give_their_numbers() {
        let label = |text: &str| leading_label(Text::new(text).normal()).map(|(label, end)| (label, Text::new(text).as_str()[end..].to_owned()));
        let some = |a: &str, b: &str| Some((a.to_owned(), b.to_owned()));
        assert_eq!(label("事項2-⑧ 区役所"), some("2-⑧", "区役所"));
        assert_eq!(label("①区長への"), some("①", "区長への"));
        assert_eq!(label("II 区政改革"), some("II", "区政改革"));
        assert_eq!(label("1 区の自律経営"), some("1", "区の自律経営"));
        assert_eq!(label("第2章 方針"), some("第2章", "方針"));
        for none in ["1次評価", "1 次評価", "24区役所", "5年間の成果", "平成25年度", "2階"] {
            assert_eq!(label(none), None, "{none}");
        }
    }
}
