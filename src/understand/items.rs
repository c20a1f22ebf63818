//! Items (事項の名): which slot names the items of a form. A name is filled everywhere, differs everywhere, is short, no sentence, and
//! stands early; the lexicon vouches. Lists inside a sheet name items of their own where their rows hold more than numbers.

use crate::model::form::{Address, Addresses, Decided, Holds, Items};
use crate::model::framed::Framed;
use crate::model::lexicon::{Matched, Role};
use crate::model::seen::{AnchorId, Texts};
use crate::model::sheet::Sheet;
use crate::understand::pool::Pool;
use std::collections::{BTreeMap, BTreeSet};

/// Decides it; the slots chosen are marked in `slots`.
pub fn decide(framed: &[(&Sheet, &[Framed])], addresses: &Addresses, pools: &BTreeMap<Address, Pool>, slots: &mut BTreeMap<Address, Decided>, texts: &Texts) -> Items {
    let heading = heading(framed, texts);
    let candidates = pools.iter().filter(|(_, pool)| !pool.column || pool.count * 10 <= pool.sheets.len() * 12 && pool.beside.is_none());
    let mut scored: Vec<(f64, &Address)> = candidates.map(|(address, pool)| (score(pool, framed.len()) + named_by(pool, &heading), address)).collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    let mut best = scored.first().filter(|(score, _)| *score > 2.5);
    // A name that recurs inside the sheets names parts of what the sheet itself is about, where that has a name that does not.
    if best.is_some_and(|(_, address)| pools[*address].most > 1) {
        let own = |pool: &Pool| {
            let role = pool.meaning.as_ref().map(|meaning| meaning.role);
            pool.most == 1 && pool.sheets.len() * 10 >= framed.len() * 9 && matches!(role, Some(Role::Title | Role::Section))
        };
        best = scored.iter().find(|(score, address)| *score > 2.5 && own(&pools[*address])).or(best);
    }
    let title = best.map(|(_, address)| (*address).clone());
    let margin = match (scored.first(), scored.get(1)) {
        (Some(first), Some(second)) => ((first.0 - second.0) / first.0.max(1.0)).clamp(0.0, 1.0) as f32,
        _ => 1.0,
    };
    if let Some(title) = &title
        && let Some(slot) = slots.get_mut(title)
    {
        slot.holds = Holds::Title;
    }
    let mut lists = lists(framed, addresses, pools, slots, title.is_some(), texts);
    if let Some(title) = &title {
        // A title over the one value of its strip is the sheet's own.
        lists.retain(|list| !pools.get(title).is_some_and(|pool| pool.column) || title.last() != Some(&(*list + 1)));
    }
    let blocks = blocks(framed, &lists, texts);
    // A name that recurs inside the sheets beside a label of names, under the sheet's own.
    let part = scored.iter().filter(|(score, address)| *score > 2.5 && title.as_ref() != Some(*address)).map(|(_, address)| *address).find(|address| {
        let pool = &pools[*address];
        let named = pool.meaning.as_ref().is_some_and(|meaning| meaning.role == Role::Title && meaning.matched == Matched::Whole);
        named && pool.most > 1 && pool.distinct_within() > 0.6 && pool.sheets.len() * 2 > framed.len()
    });
    let part = part.cloned();
    if let Some(slot) = part.as_ref().and_then(|part| slots.get_mut(part)) {
        slot.holds = Holds::Title;
    }
    let repeats = title.as_ref().and_then(|title| pools.get(title)).is_some_and(|pool| pool.most > 1 && pool.distinct_within() > 0.6);
    Items { title, margin, lists, blocks, part, repeats }
}

/// Sheets from which on texts that differ from sheet to sheet tell items from questions.
const FEW_SHEETS: usize = 3;

/// A list in fewer than one sheet of so many is no part of the form.
const ANNEX: usize = 10;

/// Cells that stand first in a sheet: its heading is among them.
const FIRST_CELLS: usize = 3;

/// What the first cells of most sheets say: 事務事業評価シート is about 事務事業, 施策評価調書 about 施策.
fn heading(framed: &[(&Sheet, &[Framed])], texts: &Texts) -> Vec<String> {
    let mut counts: BTreeMap<AnchorId, (usize, String)> = BTreeMap::new();
    for (sheet, _) in framed {
        let first: BTreeSet<u32> = sheet.areas.iter().flat_map(|area| &area.cells).take(FIRST_CELLS).map(|cell| cell.text).collect();
        for text in first {
            let seen = texts.get(text);
            let entry = counts.entry(seen.anchor).or_insert_with(|| (0, seen.key.clone()));
            entry.0 += 1;
        }
    }
    counts.into_values().filter(|(count, key)| count * 2 > framed.len() && crate::model::seen::is_heading_of_form(key)).map(|(_, key)| key).collect()
}

/// The heading of the form says what this slot's label names.
fn named_by(pool: &Pool, heading: &[String]) -> f64 {
    let Some(label) = pool.path.last().filter(|_| !pool.column) else { return 0.0 };
    let key = crate::japanese::text::key(&crate::model::seen::label_core(label));
    let stem = ["名称", "名"].iter().find_map(|end| key.strip_suffix(end)).unwrap_or("");
    let told = stem.chars().count() >= 2 && heading.iter().any(|heading| heading.contains(stem));
    if told { 2.0 } else { 0.0 }
}

fn score(pool: &Pool, sheets: usize) -> f64 {
    let count = pool.count.max(1) as f64;
    let filled = pool.sheets.len() as f64 / sheets.max(1) as f64;
    let median = pool.median();
    let role = pool.meaning.as_ref().map(|meaning| meaning.role);
    let whole = pool.meaning.as_ref().is_some_and(|meaning| meaning.matched == Matched::Whole);
    let mut score = 2.0 * filled + 3.0 * pool.distinct() * (filled.min(1.0));
    score += if (4..=40).contains(&median) { 1.2 } else { -1.0 };
    score -= 3.0 * pool.sentences as f64 / count + 4.0 * (pool.numbers + pool.marks) as f64 / count + 3.0 * pool.years as f64 / count;
    // Offices and those served are what an item has.
    score -= 4.0 * pool.offices as f64 / count + 3.0 * (pool.people + pool.laws) as f64 / count;
    score -= 2.0 * pool.position / count;
    let times = count / pool.sheets.len().max(1) as f64;
    // The same names in another year's file are names still.
    if pool.distinct_within() < 0.95 {
        score -= 1.5 * (times - 1.3).max(0.0);
    }
    if pool.choices > 0 {
        score -= 3.0;
    }
    if !pool.labelled {
        score -= 2.0;
    }
    match role {
        Some(Role::Title) => score += if whole { 2.5 } else { 1.0 },
        Some(Role::Section) => score += 0.3 + 0.5 * pool.sections_before.min(4) as f64,
        Some(Role::Department | Role::Note | Role::Period | Role::Label | Role::Rating | Role::Cost | Role::Municipality | Role::Indicator | Role::Unit) => score -= 1.5,
        _ => {}
    }
    score
}

/// Heads of lists with one row each, several in a sheet.
fn blocks(framed: &[(&Sheet, &[Framed])], lists: &BTreeSet<AnchorId>, texts: &Texts) -> BTreeSet<AnchorId> {
    let mut seen: BTreeMap<AnchorId, (usize, usize, usize)> = BTreeMap::new();
    for (sheet, frames) in framed {
        let mut strips: BTreeMap<AnchorId, BTreeSet<u32>> = BTreeMap::new();
        for frame in frames.iter().filter(|frame| frame.column && frame.label.is_none()) {
            let Some(head) = frame.heads.last().map(|head| texts.get(sheet.cell(*head).text).anchor).filter(|head| lists.contains(head)) else { continue };
            seen.entry(head).or_default().0 += 1;
            strips.entry(head).or_default().insert(frame.strip);
        }
        for (head, strips) in strips {
            let entry = seen.entry(head).or_default();
            entry.1 += strips.len();
            entry.2 += 1;
        }
    }
    seen.into_iter().filter(|(_, (rows, strips, sheets))| rows * 10 <= strips * 11 && strips > sheets).map(|(head, _)| head).collect()
}

/// What a head is worth whose names stand in another list of their sheet as well.
const LINKS: f64 = 4.0;

/// Heads that stand over the same names in two lists of a sheet: what both lists are about.
fn linking(framed: &[(&Sheet, &[Framed])], texts: &Texts) -> BTreeSet<AnchorId> {
    let mut votes: BTreeMap<AnchorId, (usize, usize)> = BTreeMap::new();
    for (sheet, frames) in framed {
        let mut lists: BTreeMap<AnchorId, BTreeMap<u32, BTreeSet<&str>>> = BTreeMap::new();
        for frame in frames.iter().filter(|frame| frame.column && frame.label.is_none()) {
            let seen = texts.get(sheet.cell(frame.at).text);
            if let [head] = frame.heads[..]
                && seen.short
                && !seen.sentence
                && seen.number.is_none()
                && !seen.mark
                && !seen.grade
                && seen.scale.is_none()
            {
                lists.entry(texts.get(sheet.cell(head).text).anchor).or_default().entry(frame.strip).or_default().insert(&seen.key);
            }
        }
        for (head, strips) in lists.into_iter().filter(|(_, strips)| strips.len() > 1) {
            let all: BTreeSet<&str> = strips.values().flatten().copied().collect();
            let twice = all.iter().filter(|key| strips.values().filter(|strip| strip.contains(**key)).count() > 1).count();
            let vote = votes.entry(head).or_default();
            vote.0 += twice;
            vote.1 += all.len();
        }
    }
    votes.into_iter().filter(|(_, (twice, all))| *twice >= 2 && twice * 10 >= all * 6).map(|(head, _)| head).collect()
}

/// Heads of lists whose rows are items.
fn lists(
    framed: &[(&Sheet, &[Framed])],
    addresses: &Addresses,
    pools: &BTreeMap<Address, Pool>,
    slots: &mut BTreeMap<Address, Decided>,
    sheets_named: bool,
    texts: &Texts,
) -> BTreeSet<AnchorId> {
    // For each strip: its columns of names, and whether its rows hold more than numbers.
    #[derive(Default)]
    struct Strip {
        names: BTreeMap<(u32, Address), usize>,
        rich: usize,
        departments: usize,
    }
    let mut strips: BTreeMap<Vec<AnchorId>, Strip> = BTreeMap::new();
    for (sheet, frames) in framed {
        let mut heads: BTreeMap<u32, BTreeSet<AnchorId>> = BTreeMap::new();
        for frame in frames.iter().filter(|frame| frame.column) {
            heads.entry(frame.strip).or_default().extend(frame.heads.first().map(|head| texts.get(sheet.cell(*head).text).anchor));
        }
        for frame in frames.iter().filter(|frame| frame.column && !frame.heads.is_empty()) {
            let valued = frame.heads.iter().any(|head| crate::model::seen::is_value_head(texts.get(sheet.cell(*head).text)));
            let key: Vec<AnchorId> = heads[&frame.strip].iter().copied().collect();
            let address = addresses.of(sheet, frame, texts);
            let strip = strips.entry(key).or_default();
            match slots.get(&address).map(|slot| slot.holds) {
                Some(Holds::Department | Holds::Rating(_) | Holds::Comment) if frame.label.is_none() => {
                    // Marks under years are a schedule, no property of a row.
                    let yearly = frame.heads.iter().any(|head| crate::model::seen::is_value_head(texts.get(sheet.cell(*head).text)));
                    strip.rich += usize::from(!yearly);
                    strip.departments += usize::from(slots.get(&address).is_some_and(|slot| slot.holds == Holds::Department));
                }
                Some(Holds::Note(_) | Holds::Target(_) | Holds::Result(_) | Holds::Section | Holds::Name | Holds::Label) if frame.label.is_none() && !valued => {
                    *strip.names.entry((sheet.cell(frame.at).column, address)).or_default() += 1;
                }
                _ => {}
            }
        }
    }
    let linking = linking(framed, texts);
    let mut out = BTreeSet::new();
    for strip in strips.values() {
        let mut best: Option<(f64, &Address)> = None;
        for ((column, address), times) in &strip.names {
            let Some(pool) = pools.get(address) else { continue };
            // A list that hardly any sheet of a form has is an annex: its sheets are about what names the others.
            if sheets_named && pool.sheets.len() * ANNEX < framed.len() {
                continue;
            }
            let role = pool.meaning.as_ref().map(|meaning| meaning.role);
            let share = |part: usize| pool.share(part);
            let links = address.last().is_some_and(|last| linking.contains(&(last - 1)));
            let (distinct, linked) = if links { (1.0, LINKS) } else { (pool.distinct(), 0.0) };
            let mut score = linked + distinct * 2.0 - 3.0 * share(pool.sentences) - 4.0 * share(pool.numbers + pool.marks) - 0.02 * f64::from(*column);
            score += match role {
                Some(Role::Title) => 3.0,
                Some(Role::Indicator | Role::Unit | Role::Label | Role::Department | Role::Period) => -3.0,
                Some(Role::Note | Role::Comment | Role::Target | Role::Result) => -1.5,
                _ => 0.0,
            };
            if pool.median() < 3 || pool.median() > 40 {
                score -= 2.0;
            }
            // In one sheet alone, grades beside texts may be those of questions: an office beside each is one of an item.
            let rich = if framed.len() < FEW_SHEETS { strip.departments } else { strip.rich } * 3 >= *times;
            let titled = role == Some(Role::Title);
            if (titled || rich && score > 1.0 && pool.most > 1) && best.is_none_or(|(most, _)| score > most) && score > 0.5 {
                best = Some((score, address));
            }
        }
        if let Some((_, address)) = best {
            let last = address.last().copied().unwrap_or(0);
            out.insert(last - 1);
            if let Some(slot) = slots.get_mut(address) {
                slot.holds = Holds::Title;
            }
        }
    }
    out
}
