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
    let mut scored: Vec<(f64, &Address)> =
        pools.iter().filter(|(_, pool)| !pool.column || pool.most == 1 && pool.beside.is_none()).map(|(address, pool)| (score(pool, framed.len()), address)).collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    let best = scored.first().filter(|(score, _)| *score > 2.5);
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
    let mut lists = lists(framed, addresses, pools, slots, texts);
    if let Some(title) = &title {
        // A title over the one value of its strip is the sheet's own.
        lists.retain(|list| !pools.get(title).is_some_and(|pool| pool.column) || title.last() != Some(&(*list + 1)));
    }
    let repeats = title.as_ref().and_then(|title| pools.get(title)).is_some_and(|pool| pool.most > 1 && pool.distinct() > 0.6);
    Items { title, margin, lists, repeats }
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
    score -= 2.0 * pool.position / count;
    let times = count / pool.sheets.len().max(1) as f64;
    if pool.distinct() < 0.95 {
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
        Some(Role::Section) => score += 0.3,
        Some(Role::Department | Role::Note | Role::Period | Role::Label | Role::Rating | Role::Cost | Role::Municipality | Role::Indicator | Role::Unit) => score -= 1.5,
        _ => {}
    }
    score
}

/// Heads of lists whose rows are items.
fn lists(framed: &[(&Sheet, &[Framed])], addresses: &Addresses, pools: &BTreeMap<Address, Pool>, slots: &mut BTreeMap<Address, Decided>, texts: &Texts) -> BTreeSet<AnchorId> {
    // For each strip: its columns of names, and whether its rows hold more than numbers.
    #[derive(Default)]
    struct Strip {
        names: BTreeMap<(u32, Address), usize>,
        rich: usize,
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
                }
                Some(Holds::Note(_) | Holds::Target(_) | Holds::Result(_) | Holds::Section | Holds::Name | Holds::Label) if frame.label.is_none() && !valued => {
                    *strip.names.entry((sheet.cell(frame.at).column, address)).or_default() += 1;
                }
                _ => {}
            }
        }
    }
    let mut out = BTreeSet::new();
    for strip in strips.values() {
        let mut best: Option<(f64, &Address)> = None;
        for ((column, address), times) in &strip.names {
            let Some(pool) = pools.get(address) else { continue };
            let role = pool.meaning.as_ref().map(|meaning| meaning.role);
            let share = |part: usize| part as f64 / pool.count.max(1) as f64;
            let mut score = pool.distinct() * 2.0 - 3.0 * share(pool.sentences) - 4.0 * share(pool.numbers + pool.marks) - 0.02 * f64::from(*column);
            score += match role {
                Some(Role::Title) => 3.0,
                Some(Role::Indicator | Role::Unit | Role::Label | Role::Department | Role::Period) => -3.0,
                Some(Role::Note | Role::Comment | Role::Target | Role::Result) => -1.5,
                _ => 0.0,
            };
            if pool.median() < 3 || pool.median() > 40 {
                score -= 2.0;
            }
            let rich = strip.rich * 3 >= *times;
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
