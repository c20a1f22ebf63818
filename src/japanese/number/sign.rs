//! Sign (符号): a dash, a triangle or a word of less (減, マイナス) only before a number, and ¥.

use crate::japanese::number::read::Frame;
use rust_decimal::Decimal;

/// What stands directly before the figures.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge<'a> {
    /// The text before sign and ¥.
    pub left: &'a str,
    /// Where the quantity begins, from the start of the head.
    pub start: usize,
    pub negative: bool,
    /// ¥ stands before it.
    pub money: bool,
    /// A hyphen joins it to a word: 施策-3.
    pub hyphened: bool,
}

impl Edge<'_> {
    /// The value with its sign.
    pub fn signed(&self, value: Decimal) -> Decimal {
        if self.negative { -value } else { value }
    }
}

/// Reads sign and ¥ at the end of `head`.
pub(super) fn before<'a>(head: &'a str, frame: &Frame) -> Edge<'a> {
    let mut edge = Edge { left: head, start: head.len(), negative: false, money: false, hyphened: false };
    if let Some(left) = head.strip_suffix(['¥', '\\', '￥']) {
        edge = Edge { left, start: left.len(), money: true, ..edge };
    }
    let blanks = edge.left.bytes().rev().take(3).take_while(|byte| *byte == b' ').count();
    let bare = &edge.left[..edge.left.len() - blanks];
    if let Some((left, negative)) = worded(bare, frame) {
        return Edge { left, start: left.len(), negative, ..edge };
    }
    let Some(sign) = bare.chars().next_back() else { return edge };
    let left = &bare[..bare.len() - sign.len_utf8()];
    let prior = left.chars().next_back();
    let first = frame.floor == 0 && left.trim_start_matches(' ').is_empty();
    let alone = frame.cell && first;
    let taken = match sign {
        // A sign of a list in running text; at the start of a cell it can only be the number's.
        '▼' | '▵' | '—' | '―' | '─' | 'ー' if alone => true,
        '▼' | '▵' | '—' | '―' | '─' | 'ー' => blanks == 0 && prior.is_some_and(|c| matches!(c, '(' | '約' | '→' | '⇒' | '比' | '差')),
        // ○△× are marks, and so is △ with a blank in running text.
        '▲' | '△' => !prior.is_some_and(|c| matches!(c, '○' | '◎' | '×' | '△' | '▲' | '〇')) && (blanks == 0 || alone || sign == '▲' && first),
        '−' | '-' | '－' | '‐' | '‑' | '‒' | '–' | '﹣' => (blanks == 0 || alone) && is_open(prior, sign),
        '+' | '±' | '＋' => blanks == 0 && prior.is_none_or(|c| !c.is_ascii_alphanumeric()),
        _ => false,
    };
    if taken {
        edge = Edge { left, start: left.len(), negative: !matches!(sign, '+' | '±' | '＋'), ..edge };
    } else {
        edge.hyphened = blanks == 0 && matches!(sign, '-' | '−' | '‐' | '_' | '－');
    }
    edge
}

/// マイナス5人, 減5人: the sign is a word; 減 and 増 only where nothing but the number is there.
fn worded<'a>(bare: &'a str, frame: &Frame) -> Option<(&'a str, bool)> {
    if let Some(left) = bare.strip_suffix("マイナス") {
        return Some((left, true));
    }
    if let Some(left) = bare.strip_suffix("プラス") {
        return Some((left, false));
    }
    let left = bare.strip_suffix(['減', '増'])?;
    (frame.cell && frame.floor == 0 && left.trim().is_empty()).then(|| (left, bare.ends_with('減')))
}

/// ▽5人, ▿5: a sign of which no one knows whether it is a minus.
pub(super) fn is_unknown(body: &str) -> bool {
    body.starts_with(['▽', '▿'])
}

/// Before a minus: the start, a blank, a bracket, a particle, or a word of change.
fn is_open(prior: Option<char>, sign: char) -> bool {
    prior.is_none_or(|c| {
        c.is_whitespace()
            || matches!(
                c,
                '(' | ')'
                    | '「'
                    | '」'
                    | '、'
                    | '。'
                    | ':'
                    | ';'
                    | '/'
                    | '→'
                    | '⇒'
                    | '+'
                    | '～'
                    | '〜'
                    | '='
                    | '約'
                    | 'で'
                    | 'は'
                    | 'が'
                    | 'を'
                    | 'に'
                    | 'の'
                    | 'と'
                    | '比'
                    | '差'
                    | '減'
                    | '増'
                    | '率'
            )
            || sign == '−' && !c.is_ascii_alphanumeric()
    })
}
