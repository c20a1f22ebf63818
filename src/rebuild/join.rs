//! Join (つなぎ): two cells that were one, made one again.

use crate::model::grid::{Cell, Origin};
use crate::model::record::{Repair, RepairKind};
use crate::rebuild::draft::{Draft, Slot};
use crate::see::see;

/// Joins the cell `tail` to `head`; a cell cut in mid-sentence is joined inside its line.
pub fn join(draft: &mut Draft, head: Slot, tail: Slot, kind: RepairKind, confidence: f32) {
    let cut = kind == RepairKind::PageJoin && is_cut(&draft.cells[head as usize], &draft.cells[tail as usize]);
    let mut lines = std::mem::take(&mut draft.cells[tail as usize].lines).into_iter();
    let tail_place = draft.cells[tail as usize].place.clone();
    let tail_also = std::mem::take(&mut draft.cells[tail as usize].also);
    let cell = &mut draft.cells[head as usize];
    let before = cell.lines.last().map_or(String::new(), |line| tail_of(line.text.as_str()));
    if cut && let (Some(last), Some(first)) = (cell.lines.last_mut(), lines.next()) {
        last.text.append(&first.text);
    }
    let after = before.clone() + if cut { " + (joined in mid-sentence)" } else { " + (next line)" };
    cell.lines.extend(lines);
    cell.also.push(tail_place.clone());
    cell.also.extend(tail_also);
    (cell.origin, cell.confidence) = (Origin::Joined, confidence);
    draft.repairs.push(Repair { kind, before, after, place: tail_place });
}

/// Characters of a sentence that was cut, before the cut.
pub const LEAST_HEAD: usize = 5;
/// The same where nothing but the sentence tells that it was cut.
const LONG_HEAD: usize = 15;

/// A sentence was cut, with enough of it before the cut to tell so by itself, and goes on; where `ends` is asked, to its end.
pub fn is_cut_sentence(head: &Cell, tail: &Cell, ends: bool) -> bool {
    let before = head.flat();
    let long = before.chars().count() > LONG_HEAD || before.ends_with('、');
    long && (!ends || tail.flat().contains('。')) && is_cut(head, tail)
}

/// `head` stops in mid-sentence and `tail` goes on.
pub fn is_cut(head: &Cell, tail: &Cell) -> bool {
    let (Some(head), Some(tail)) = (head.lines.last(), tail.lines.first()) else { return false };
    let bullet = tail.bullet;
    let (head, tail) = (head.text.as_str().trim_end(), tail.text.as_str().trim_start());
    if bullet || tail.is_empty() || head.is_empty() {
        return false;
    }
    if head.ends_with(['、', '，', ',']) {
        return true;
    }
    if head.ends_with(['。', ')', '）', '」', '】', '％', '%']) || head.chars().count() < LEAST_HEAD {
        return false;
    }
    let opener = tail.chars().next().unwrap_or(' ');
    // A line never begins with these.
    if matches!(opener, '、' | '。' | ')' | '」' | 'を' | 'が' | 'っ' | 'ー' | 'ん' | 'に' | 'は' | 'の' | 'も' | 'へ') {
        return true;
    }
    let marker = matches!(opener, '・' | '●' | '○' | '◆' | '■' | '※' | '(' | '【' | '〈' | '①'..='⑳' | '<' | '-') || opener.is_ascii_digit();
    !marker && see(tail).label().is_none()
}

fn tail_of(text: &str) -> String {
    let count = text.chars().count();
    text.chars().skip(count.saturating_sub(12)).collect()
}
