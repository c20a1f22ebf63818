//! Known item (既出の事項): an item that the document named before, met again by its number and title.
//!
//! Reports list their items and come back to them: opinions on some of them, a table of what is left to do, the projects that
//! make them up. `1-(1)-①` there is ① under (1) under 1.

use super::Interpreter;
use super::item::titled;
use crate::japanese::label::is_number_alone;
use crate::model::record::Item;
use crate::see::{key, see};

/// More items of one title are no sign of any of them (その他).
const MOST_NAMESAKES: usize = 32;

impl Interpreter<'_> {
    /// The item that a number and title name, if just one of that title has the number.
    pub(super) fn known_item(&self, text: &str) -> Option<usize> {
        let (label, title) = composite(text).unwrap_or_else(|| titled(text));
        self.known_by(label.as_deref()?, &title)
    }

    /// The item of that number and title, if just one has them.
    pub(super) fn known_by(&self, label: &str, title: &str) -> Option<usize> {
        let mut fitting = self.namesakes(title).iter().copied().filter(|index| is_numbered(&self.findings.items[*index], label));
        let only = fitting.next()?;
        fitting.next().is_none().then_some(only)
    }

    /// The items of the last list that had just these numbers, in this order: 番号 alone names them in a later table.
    pub(super) fn numbered(&self, numbers: &[String]) -> Option<Vec<usize>> {
        let same = |items: &&Vec<usize>| {
            items.len() == numbers.len()
                && items.iter().zip(numbers).all(|(item, number)| self.findings.items[*item].label.as_deref().is_some_and(|label| bare(label) == bare(number)))
        };
        let last = self.grid_items.iter().filter(|(_, items)| same(items)).max_by_key(|(grid, _)| **grid)?;
        Some(last.1.clone())
    }

    /// The items of that title; none if it is no sign of any of them.
    pub(super) fn namesakes(&self, title: &str) -> &[usize] {
        self.titles.get(&key(title)).filter(|found| found.len() <= MOST_NAMESAKES).map_or(&[], Vec::as_slice)
    }
}

/// The item has the number, by itself or with those of what it stands under.
fn is_numbered(item: &Item, label: &str) -> bool {
    let Some(own) = &item.label else { return false };
    let wanted = bare(label);
    if bare(own) == wanted {
        return true;
    }
    let over: String = item.path.iter().filter_map(|section| see(section).label()).map(|(label, _)| bare(&label)).collect();
    let whole = over + &bare(own);
    !wanted.is_empty() && wanted.chars().count() > bare(own).chars().count() && whole == wanted
}

/// `1-(1) 水産物の高付加価値化`: a number of several parts before the title.
fn composite(text: &str) -> Option<(Option<String>, String)> {
    let body = text.trim();
    let (label, title) = body.split_once(' ')?;
    let parted = label.contains(['-', '－']) && is_number_alone(label);
    (parted && !title.trim().is_empty()).then(|| (Some(label.to_owned()), title.trim().to_owned()))
}

/// A number without what parts it.
fn bare(label: &str) -> String {
    label.chars().filter(|c| !matches!(c, '-' | '－' | '.' | '．' | '・' | ' ' | '第' | '章' | '節' | '項' | '号')).collect()
}
