//! Body text (本文): lines and bullets under a heading that says what they are, as one text, or a line by itself.

use super::kind::Kind;
use crate::interpret::Interpreter;
use crate::interpret::under::Under;
use crate::model::block::{Block, Line};
use crate::model::grid::Piece;
use crate::model::place::Place;

impl Interpreter<'_> {
    /// Lines and bullets under a heading that says what they are: one text, as in a cell of a table.
    pub(super) fn body(&mut self, pieces: &[Piece], index: usize) {
        let Some(under) = self.role.clone() else { return };
        let mut lines: Vec<Line> = vec![];
        let mut whole: Option<Place> = None;
        let mut end = index;
        for (at, piece) in pieces.iter().enumerate().skip(index) {
            let Piece::Block { block, place } = piece else { break };
            let line = match block {
                Block::Line(line) => {
                    if at > index && self.is_headed(line) {
                        break;
                    }
                    if at > index && (self.is_legend(&line.text) || self.begins_legend_lines(pieces, at) || self.heads_legend(pieces, at, line)) {
                        break;
                    }
                    match self.kind_of(line, 0) {
                        Kind::Text => line.clone(),
                        Kind::Pair(header, _) if self.counts_in_role(&header) => line.clone(),
                        Kind::Furniture => {
                            self.leave(place.range(), "page-furniture");
                            continue;
                        }
                        _ => break,
                    }
                }
                Block::Bullet { line, .. } => {
                    let bare = Line { bullet: false, bold: false, ..line.clone() };
                    let goes_on = match self.kind_of(&bare, 0) {
                        Kind::Text | Kind::Heading(_) => true,
                        Kind::Pair(header, _) => self.counts_in_role(&header),
                        _ => false,
                    };
                    if at > index && !goes_on {
                        break;
                    }
                    line.clone()
                }
                _ => break,
            };
            end = at + 1;
            lines.push(line);
            let start = whole.as_ref().map_or(place.start, |whole| whole.start);
            whole = Some(Place { start, end: place.end, ..whole.unwrap_or_else(|| place.clone()) });
        }
        self.body_end = end;
        if let Some(place) = whole {
            if self.item.is_none() && self.chapter {
                self.leave(place.range(), "outside-items");
                return;
            }
            let item = self.item_or_heading(&place);
            self.tell(item, &lines, &place, &[], &under);
        }
    }

    /// A line that no heading speaks of: told if it has a heading inside.
    pub(super) fn text(&mut self, line: &Line, place: &Place) {
        let has_heading = line.text.as_str().contains(['【', '≪']);
        match self.item {
            Some(item) if has_heading => {
                self.tell(item, std::slice::from_ref(line), place, &[], &Under::default());
            }
            _ => self.leave(place.range(), "outside-items"),
        }
    }

    /// 評価の基準 on a line of its own, with the legend on the lines below.
    pub(super) fn heads_legend(&self, pieces: &[Piece], at: usize, line: &Line) -> bool {
        let text = line.text.as_str().trim();
        text.chars().count() <= 20 && !text.ends_with(['。', '、']) && at + 1 < pieces.len() && self.begins_legend_lines(pieces, at + 1)
    }
}
