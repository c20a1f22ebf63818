//! Words (文章): printed lines to the contract's text, names of items and offices, statements in words.

use super::Teller;
use crate::model::form::Decided;
use crate::model::record::{Fate, Level, Statement, StatementKind};
use crate::model::seen::Seen;

/// A line opens a paragraph, a bullet or a number.
fn opens(line: &str) -> bool {
    let mut characters = line.chars();
    let Some(first) = characters.next() else { return false };
    if "・●○◎◆■□＊*※◇▲△▼→⇒".contains(first) || matches!(first, '①'..='⑳' | '❶'..='❿') {
        return true;
    }
    let rest = line.trim_start_matches(['(', '（']);
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    digits.len() < rest.len() && digits.starts_with([')', '）', '.', '．', ' ']) && !digits[1..].starts_with(|c: char| c.is_ascii_digit())
}

/// Printed lines joined where the print only wrapped: one line a paragraph or bullet.
pub fn joined(lines: &[String]) -> String {
    let mut out = String::new();
    for line in lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()) {
        if !out.is_empty() && (opens(line) || out.ends_with('。') && line.starts_with('　')) {
            out.push('\n');
        } else if out.ends_with(|c: char| c.is_ascii_alphanumeric()) && line.starts_with(|c: char| c.is_ascii_alphabetic()) {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}

/// A line of its own that explains the name above it: a remark, or its unit.
fn explains(line: &str) -> bool {
    let inside = || line.strip_prefix(['(', '（'])?.strip_suffix([')', '）']);
    line.starts_with('※') || inside().is_some_and(|inside| inside.starts_with("単位") || crate::japanese::number::is_unit(inside))
}

/// A name on one line; lines that recur in the slot are labels, and a remark or unit below it on a line of its own is no part of it.
pub fn title(seen: &Seen, decided: Option<&Decided>) -> String {
    let keep: Vec<&String> =
        seen.lines.iter().filter(|line| !decided.is_some_and(|decided| seen.lines.len() > 1 && decided.inner.contains(&crate::japanese::text::key(line)))).collect();
    let lines = if keep.is_empty() { seen.lines.iter().collect() } else { keep };
    let mut lines = lines.into_iter().map(|line| line.trim());
    let first = lines.next().unwrap_or_default().to_owned();
    // What goes on below a remark is the remark.
    first + &lines.take_while(|line| !explains(line)).collect::<String>()
}

/// A name without the number that opens it, and that number: `(1)中央児童館管理運営事業`.
pub fn numbered(title: &str) -> (Option<String>, String) {
    // 〔1〕, 【2-1】: a number in brackets of any kind.
    let bracketed = title.strip_prefix(['〔', '【', '［', '[', '〈', '<']).and_then(|rest| rest.split_once(['〕', '】', '］', ']', '〉', '>']));
    if let Some((number, rest)) = bracketed.filter(|(number, rest)| !rest.trim().is_empty() && number.chars().all(|c| c.is_ascii_digit() || "-－.．".contains(c))) {
        return (Some(number.to_owned()), rest.trim().to_owned());
    }
    let folded = crate::japanese::text::Text::new(title);
    let Some((label, end)) = crate::japanese::label::leading_label(folded.normal()) else { return (None, title.to_owned()) };
    let rest = folded.as_str()[end..].trim_start_matches([' ', '　', '.', '．', '、']);
    // 1人1台端末: a number that counts is no label.
    let marked = label.starts_with(['(', '（', '①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨'])
        || folded.as_str()[end..].starts_with([' ', '　', '.', '．', '、'])
        || folded.as_str()[..end].ends_with([' ', '.', ')', '）']);
    if rest.is_empty() || !marked { (None, title.to_owned()) } else { (Some(label), rest.to_owned()) }
}

/// A subject without the unit behind it: 目標達成率（％）.
pub fn without_unit(subject: String) -> String {
    let trimmed = subject.trim_end();
    let Some(open) = trimmed.strip_suffix([')', '）']).and_then(|rest| rest.rfind(['(', '（'])) else { return subject };
    let inner = trimmed[open..].trim_matches(['(', '（', ')', '）']);
    let rest = trimmed[..open].trim_end();
    if crate::japanese::number::is_unit(inner) && !rest.is_empty() { rest.to_owned() } else { subject }
}

/// An indicator's name without a word in brackets that only says it is one: `（項目）届出件数`.
pub fn named(title: &str, lexicon: &crate::model::lexicon::Lexicon) -> String {
    let Some(rest) = title.strip_prefix(['(', '（']) else { return title.to_owned() };
    let Some(end) = rest.find([')', '）']) else { return title.to_owned() };
    let after = rest[end..].trim_start_matches([')', '）', ' ', '　']);
    let word = lexicon.whole(&rest[..end]).is_some_and(|meaning| meaning.role.is_naming());
    if word && !after.is_empty() { after.to_owned() } else { title.to_owned() }
}

/// Offices of a cell: one a line or between commas; ● marks the lead.
pub fn departments(seen: &Seen) -> Vec<(String, bool)> {
    let lines: Vec<&str> = seen.lines.iter().map(|line| line.trim()).collect();
    // A line that does not end an office goes on in the next.
    let mut names: Vec<String> = vec![];
    let ends = |name: &str| {
        name.ends_with(['課', '部', '局', '室', '所', '館', '係', '班', '署', '会', '院', '校', '園', ')', '）'])
            || name.ends_with("センター")
            || name.ends_with("グループ")
            || name.ends_with("チーム")
    };
    for line in lines {
        match names.last_mut() {
            Some(last) if !ends(last) && !last.ends_with(['、', ',', '，']) => last.push_str(line),
            _ => names.push(line.to_owned()),
        }
    }
    names
        .iter()
        .flat_map(|name| name.split(['、', ',', '，', '\n']))
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(|name| {
            let lead = name.starts_with(['●', '◎']);
            (name.trim_start_matches(['●', '◎', '○', '〇', '・']).trim().to_owned(), lead)
        })
        .filter(|(name, _)| !name.is_empty())
        .collect()
}

impl Teller<'_> {
    /// Times told in a text, with their words.
    fn dates(&self, text: &str) -> Vec<(String, crate::japanese::date::Period)> {
        let folded = crate::japanese::text::Text::new(text);
        let told = crate::japanese::date::periods(folded.normal(), self.scope.setting);
        told.into_iter().map(|period| (folded.as_str()[period.range.clone()].to_owned(), period)).collect()
    }

    /// A statement in words.
    pub(super) fn words(&mut self, index: usize, kind: StatementKind, level: Option<Level>) {
        let frame = &self.frames[index];
        let seen = self.seen(frame.at);
        let text = joined(&seen.lines);
        if seen.mark && !seen.dash && frame.option.is_none() || text.is_empty() {
            self.use_labels(frame);
            return;
        }
        let place = self.place(frame.at);
        if frame.goes_on
            && let Some(last) = self.last_statement
        {
            self.used.insert(frame.at, Fate::Recorded);
            let statement = &mut self.findings.statements[last];
            if statement.text.ends_with('。') || opens(&text) {
                statement.text.push('\n');
            }
            statement.text.push_str(&text);
            statement.places.push(place);
            return;
        }
        let header = self.use_labels(frame);
        self.used.insert(frame.at, Fate::Recorded);
        let period = self.period_of(index);
        let status = seen.status.filter(|_| !matches!(kind, StatementKind::Note(_)));
        let sure = self.decided(index).map_or(0.7, |decided| decided.sure) * if frame.label.is_some() || frame.column { 1.0 } else { 0.7 };
        let dates = self.dates(&text);
        let statement = Statement {
            slot: self.slot_of(index),
            kind,
            item: self.item_of[index],
            indicator: None,
            level,
            labels: vec![],
            text,
            value: None,
            unit: None,
            value_status: status,
            baseline: false,
            period,
            dates,
            same_as: vec![],
            header,
            places: vec![place],
            basis: self.basis(sure),
        };
        self.findings.statements.push(statement);
        self.last_statement = Some(self.findings.statements.len() - 1);
    }
}
