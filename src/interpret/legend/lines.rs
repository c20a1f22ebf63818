//! Legend in lines (行ごとの凡例): one member a line, `A 達成`, `B 概ね達成`, …

use super::FoundLegend;
use crate::interpret::Interpreter;
use crate::japanese::mark::{Legend, LegendMember, polarity};
use crate::model::block::Block;
use crate::model::grid::Piece;
use crate::model::place::Place;
use crate::see::see;

impl Interpreter<'_> {
    /// A legend of one member a line begins here.
    pub fn begins_legend_lines(&self, pieces: &[Piece], at: usize) -> bool {
        at < self.legend_end || legend_lines(pieces, at).is_some()
    }

    /// A legend told one member a line: `A 達成`, `B 概ね達成`, …
    pub fn take_legend_lines(&mut self, pieces: &[Piece], index: usize) -> bool {
        if index < self.legend_end {
            return true;
        }
        let Some((count, found)) = legend_lines(pieces, index) else { return false };
        self.legend_end = index + count;
        self.legends.push(found);
        true
    }
}

/// The legend of one member a line that begins at a piece, and how many pieces it takes.
fn legend_lines(pieces: &[Piece], index: usize) -> Option<(usize, FoundLegend)> {
    let member = |piece: &Piece| -> Option<(LegendMember, Place)> {
        let Piece::Block { block: Block::Line(line) | Block::Bullet { line, .. }, place } = piece else { return None };
        let text = line.text.as_str().trim();
        let numbered = text.chars().next().is_some_and(|c| c.is_ascii_digit()) && text[1..].starts_with([':', '：', '…', '=']);
        let code = text.chars().next().filter(|c| numbered || matches!(c, 'A'..='E' | 'S' | '①'..='⑨' | 'Ⅰ'..='Ⅸ' | '◎' | '○' | '△' | '×' | '●' | '▲' | '☆'))?;
        let rest = &text[code.len_utf8()..];
        let meaning = rest.trim_start_matches([' ', ':', '：', '…', '=']);
        let set_apart = meaning.len() < rest.len();
        // Numbers open sentences of a list as well: a member of a legend is no sentence.
        let sentence = if numbered || ('①'..='⑨').contains(&code) { meaning } else { meaning.trim_end_matches('。') };
        let short = !meaning.is_empty() && meaning.chars().count() <= 40 && !sentence.contains('。');
        let folded = if numbered { code.to_string() } else { see(&code.to_string()).mark()?.code.clone() };
        (set_apart && short).then(|| (LegendMember { code: folded, raw: code.to_string(), meaning: Some(meaning.to_owned()) }, place.clone()))
    };
    let mut found: Vec<(LegendMember, Place)> = vec![];
    for (member, place) in pieces[index..].iter().map_while(member) {
        // Two members under one sign are no legend: a long list is not read to its end from each of its lines.
        if found.iter().any(|(other, _)| other.code == member.code) {
            return None;
        }
        found.push((member, place));
    }
    if found.len() < 3 {
        return None;
    }
    let place = found[0].1.with_range(found[0].1.start..found[found.len() - 1].1.end);
    let count = found.len();
    let members: Vec<LegendMember> = found.into_iter().map(|(member, _)| member).collect();
    let polarity = polarity(&members);
    Some((count, FoundLegend { legend: Legend { members, polarity }, place, words: String::new() }))
}
