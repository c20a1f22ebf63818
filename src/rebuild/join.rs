//! Join (つなぎ): two cells that were one, made one again.

use crate::model::grid::Origin;
use crate::model::record::{Repair, RepairKind};
use crate::rebuild::draft::{Draft, Slot};

/// Joins the cell `tail` to `head`; a cell cut in mid-sentence is joined inside its line.
pub fn join(draft: &mut Draft, head: Slot, tail: Slot, kind: RepairKind, confidence: f32) {
    let tail_cell = std::mem::take(&mut draft.cells[tail as usize].lines);
    let tail_place = draft.cells[tail as usize].place.clone();
    let tail_also = std::mem::take(&mut draft.cells[tail as usize].also);
    let cut = is_cut(draft.cells[head as usize].lines.last().map(|line| line.text.as_str()), tail_cell.first().map(|line| (line.bullet, line.text.as_str())));
    let cell = &mut draft.cells[head as usize];
    let before = cell.lines.last().map_or(String::new(), |line| tail_of(line.text.as_str()));
    let mut lines = tail_cell.into_iter();
    if kind == RepairKind::PageJoin
        && cut
        && !cell.lines.is_empty()
        && let (Some(last), Some(first)) = (cell.lines.last_mut(), lines.next())
    {
        last.text.append(&first.text);
    }
    let after = before.clone() + if kind == RepairKind::PageJoin && cut { " + (joined in mid-sentence)" } else { " + (next line)" };
    cell.lines.extend(lines);
    cell.also.push(tail_place.clone());
    cell.also.extend(tail_also);
    (cell.origin, cell.confidence) = (Origin::Joined, confidence);
    draft.repairs.push(Repair { kind, before, after, place: tail_place });
}

/// `head` stops in mid-sentence and `tail` goes on.
pub fn is_cut(head: Option<&str>, tail: Option<(bool, &str)>) -> bool {
    let (Some(head), Some((bullet, tail))) = (head, tail) else { return false };
    let (head, tail) = (head.trim_end(), tail.trim_start());
    if bullet || tail.is_empty() || head.is_empty() {
        return false;
    }
    if head.ends_with(['、', '，', ',']) {
        return true;
    }
    if head.ends_with(['。', ')', '）', '」', '】', '％', '%']) || head.chars().count() < 5 {
        return false;
    }
    let opener = tail.chars().next().unwrap_or(' ');
    // A line never begins with these.
    if matches!(opener, '、' | '。' | ')' | '」' | 'を' | 'が' | 'っ' | 'ー' | 'ん' | 'に' | 'は' | 'の' | 'も' | 'へ') {
        return true;
    }
    let marker = matches!(opener, '・' | '●' | '○' | '◆' | '■' | '※' | '(' | '【' | '〈' | '①'..='⑳' | '<' | '-') || opener.is_ascii_digit();
    !marker && crate::japanese::label::leading_label(crate::japanese::text::Text::new(tail).normal()).is_none()
}

fn tail_of(text: &str) -> String {
    let count = text.chars().count();
    text.chars().skip(count.saturating_sub(12)).collect()
}
