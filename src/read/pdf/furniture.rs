//! Furniture (柱・ノンブル): page numbers and running heads, which stand on a page beside its content.

use crate::read::pdf::line::PrintedLine;
use crate::read::pdf::page::Piece;
use std::collections::{HashMap, HashSet};

/// Share of a page's height, over and under, in which furniture stands.
const MARGIN: f64 = 0.09;
/// A running head stands on this many pages, and on half of all.
const FEWEST_PAGES: usize = 3;

/// A page and what stands on it.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    pub height: f64,
    pub pieces: Vec<Piece>,
}

/// For each page: the indices of its pieces that are furniture. The first of the running heads stays: it may be the title.
pub fn furniture(sheets: &[Sheet], body: f64) -> Vec<HashSet<usize>> {
    let mut pages: HashMap<String, usize> = HashMap::new();
    for sheet in sheets {
        let own: HashSet<String> = margins(sheet).filter_map(|index| running(&sheet.pieces[index], body)).collect();
        for text in own {
            *pages.entry(text).or_default() += 1;
        }
    }
    let mut met = HashSet::new();
    sheets
        .iter()
        .map(|sheet| {
            let in_margin: HashSet<usize> = margins(sheet).collect();
            let is_furniture = |index: usize, piece: &Piece, met: &mut HashSet<String>| {
                let Piece::Line(line) = piece else { return false };
                if line.artifact || in_margin.contains(&index) && is_page_number(line) {
                    return true;
                }
                let Some(text) = running(piece, body).filter(|_| in_margin.contains(&index)) else { return false };
                let often = pages.get(&text).is_some_and(|count| *count >= FEWEST_PAGES && 2 * count >= sheets.len());
                often && !met.insert(text)
            };
            sheet.pieces.iter().enumerate().filter(|(index, piece)| is_furniture(*index, piece, &mut met)).map(|(index, _)| index).collect()
        })
        .collect()
}

/// Lines over everything else in the upper margin, and under everything else in the lower one.
fn margins(sheet: &Sheet) -> impl Iterator<Item = usize> + '_ {
    let over = sheet.pieces.iter().take_while(|piece| matches!(piece, Piece::Line(line) if line.area.bottom < MARGIN * sheet.height)).count();
    let under = sheet.pieces.iter().rev().take_while(|piece| matches!(piece, Piece::Line(line) if line.area.top > (1. - MARGIN) * sheet.height)).count();
    let count = sheet.pieces.len();
    (0..over).chain((count - under).max(over)..count)
}

/// The text of a line that could be a running head: no larger than the body.
fn running(piece: &Piece, body: f64) -> Option<String> {
    match piece {
        Piece::Line(line) if line.size <= body * 1.1 => Some(line.text.split_whitespace().collect()),
        _ => None,
    }
}

/// `- 3 -`, `3/12`, `3ページ`, `P.3`.
fn is_page_number(line: &PrintedLine) -> bool {
    let text: String = line.text.chars().filter(|one| !one.is_whitespace()).map(half_width).collect();
    let inner = text.trim_matches(['-', '－', '‐', '–', '—', '―', '−', 'ー', '(', ')', '（', '）', '〔', '〕']);
    let inner = ["Page", "page", "PAGE", "P.", "p.", "P", "p", "頁", "ページ"].iter().find_map(|word| inner.strip_prefix(word)).unwrap_or(inner);
    let inner = ["ページ", "頁"].iter().find_map(|word| inner.strip_suffix(word)).unwrap_or(inner);
    let mut parts = inner.split(['/', '／']);
    let is_number = |part: &str| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.next().is_some_and(is_number) && parts.next().is_none_or(is_number) && parts.next().is_none()
}

fn half_width(one: char) -> char {
    match one {
        '０'..='９' => char::from_u32(one as u32 - '０' as u32 + '0' as u32).unwrap_or(one),
        _ => one,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::pdf::print::Area;

    fn line(text: &str, top: f64) -> Piece {
        let area = Area { left: 100., top, right: 200., bottom: top + 10. };
        Piece::Line(PrintedLine { text: text.to_owned(), area, size: 10., bold: false, artifact: false })
    }

    #[test]
    fn page_numbers_are_told_from_numbers() {
        for (text, is) in [("- 3 -", true), ("３／１２", true), ("12ページ", true), ("P.4", true), ("5", true), ("1,234", false), ("3件", false), ("令和5", false)] {
            let Piece::Line(line) = line(text, 0.) else { continue };
            assert_eq!(is_page_number(&line), is, "{text}");
        }
    }

    #[test]
    fn a_running_head_stays_once_and_body_text_stays_always() {
        let sheet = |number: usize| Sheet { height: 800., pieces: vec![line("令和６年度 行政評価", 20.), line("本文", 400.), line(&format!("- {number} -"), 780.)] };
        let sheets: Vec<Sheet> = (1..=4).map(sheet).collect();
        let found: Vec<Vec<usize>> = furniture(&sheets, 10.)
            .into_iter()
            .map(|page| {
                let mut page: Vec<usize> = page.into_iter().collect();
                page.sort_unstable();
                page
            })
            .collect();
        assert_eq!(found, [vec![2], vec![0, 2], vec![0, 2], vec![0, 2]]);
    }
}
