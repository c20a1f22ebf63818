//! Legend in lines (行ごとの凡例): one member a line, `A 達成`, `B 概ね達成`, …

use super::FoundLegend;
use crate::interpret::Interpreter;
use crate::japanese::mark::{Legend, LegendMember, polarity};
use crate::japanese::number::whole_value;
use crate::japanese::text::Text;
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

/// 良好に進捗 … 6項目(30.0%): how often it was given is no part of what it means.
fn without_count(meaning: &str) -> &str {
    let Some((words, count)) = meaning.rsplit_once(['…', '：', ':', ' ']) else { return meaning };
    let bare = count.trim().split('(').next().unwrap_or("").trim();
    let counted = whole_value(Text::new(bare).normal()).is_some_and(|count| count.bound.is_none());
    if counted { words.trim_end_matches(['…', ' ', '・', ':', '：']) } else { meaning }
}

/// The lines of numbers open sentences as well: a subject must stand over them.
fn subject_over(pieces: &[Piece], index: usize) -> Option<String> {
    pieces[index.saturating_sub(3)..index].iter().rev().find_map(|piece| {
        let Piece::Block { block: Block::Line(line) | Block::Heading { line, .. }, .. } = piece else { return None };
        let text = line.text.as_str().trim();
        (text.chars().count() <= 16 && !text.starts_with(['⇒', '→', '※', '・']) && !text.contains('。')).then(|| text.to_owned())
    })
}

/// The legend of one member a line that begins at a piece, and how many pieces it takes.
fn legend_lines(pieces: &[Piece], index: usize) -> Option<(usize, FoundLegend)> {
    let member = |piece: &Piece| -> Option<(LegendMember, Place)> {
        let Piece::Block { block: Block::Line(line) | Block::Bullet { line, .. }, place } = piece else { return None };
        let text = line.text.as_str().trim();
        let numbered = text.chars().next().is_some_and(|c| c.is_ascii_digit()) && text[1..].starts_with([':', '：', '…', '=']);
        let code = text.chars().next().filter(|c| numbered || matches!(c, 'A'..='E' | 'S' | '①'..='⑨' | 'Ⅰ'..='Ⅸ' | '◎' | '○' | '△' | '×' | '●' | '▲' | '☆'))?;
        let rest = &text[code.len_utf8()..];
        let meaning = without_count(rest.trim_start_matches([' ', ':', '：', '…', '=']));
        let set_apart = meaning.len() < rest.len();
        // Numbers open sentences of a list as well: a member of a legend is no sentence.
        let sentence = if numbered || ('①'..='⑨').contains(&code) { meaning } else { meaning.trim_end_matches('。') };
        let told = if numbered { sentence.trim_end_matches('。') } else { sentence };
        let short = !meaning.is_empty() && meaning.chars().count() <= 40 && !told.contains('。');
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
    Some((count, FoundLegend { legend: Legend { members, polarity }, place, words: subject_over(pieces, index).unwrap_or_default() }))
}
