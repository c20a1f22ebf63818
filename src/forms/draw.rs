//! Draw (様式の図): each form as a person can check it: its first sheet with labels and slots in place, and what each slot holds.

use super::{Batch, Form};
use crate::survey::strip::runs;
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr;

/// Columns of a cell's print.
const WIDEST: usize = 16;

impl Batch {
    /// The forms, drawn: labels in 【】, contents plain, rows of heads with ▼.
    pub fn draw(&self) -> String {
        let mut out = String::new();
        for form in &self.forms {
            let title = form.understood.items.title.as_ref().and_then(|title| form.understood.slots.get(title)).map_or_else(|| "none".to_owned(), |slot| slot.path.join(" > "));
            let lists: Vec<&str> = form.understood.items.lists.iter().map(|list| self.texts.anchor(*list)).collect();
            let how = if form.given { ", given" } else { "" };
            let _ = writeln!(out, "form {} of {} sheets{how}\n  an item's name: {title}", form.form_id, form.sheets);
            if !lists.is_empty() {
                let _ = writeln!(out, "  rows of lists that are items: {}", lists.join(", "));
            }
            self.sheet(form, &mut out);
            out.push_str("  slots (what it holds, by, filled, different contents, confidence, labels)\n");
            for slot in form.understood.slots.values() {
                let by = if slot.by_person { "person" } else { "evidence" };
                let doubt = if slot.sure < 0.9 { " ?" } else { "" };
                let _ = writeln!(out, "    {:<20} {by:<8} {:>4} {:>5}  {:.2}{doubt}  {}", slot.holds.name(), slot.filled, slot.distinct, slot.sure, slot.path.join(" > "));
            }
            out.push('\n');
        }
        if self.forms.is_empty() {
            out.push_str("no form: nothing repeats over at least three sheets\n");
        }
        out
    }

    fn sheet(&self, form: &Form, out: &mut String) {
        let Some((document, labels)) = form.labels.iter().next() else { return };
        for (area, own) in self.sheets[*document].areas.iter().zip(labels) {
            for row in 0..area.rows {
                if area.row(row).is_empty() {
                    continue;
                }
                let head = runs(area, own, row, &self.texts).iter().any(|run| form.strips.first(&run.key).is_some());
                let cells: Vec<String> = area
                    .row_range(row)
                    .map(|index| {
                        let printed = cut(&self.texts.get(area.cells[index].text).flat);
                        if own[index] { format!("【{printed}】") } else { printed }
                    })
                    .collect();
                let _ = writeln!(out, "  {} {}", if head { "▼" } else { " " }, cells.join(" | "));
            }
        }
    }
}

/// A text cut to a cell's print.
fn cut(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        if UnicodeWidthStr::width(out.as_str()) + 2 > WIDEST {
            out.push('…');
            break;
        }
        out.push(character);
    }
    out
}
