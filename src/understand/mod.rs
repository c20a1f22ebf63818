//! Understand (役割の判定): what each slot of a form holds, decided once from the contents of all its instances.

pub mod items;
pub mod pool;
pub mod role;

use crate::model::sheet::{CellAt, Sheet};
use crate::survey::frame::Framed;
use crate::survey::text::{AnchorId, Texts};
use items::Items;
use pool::Pool;
use role::Decided;
use std::collections::{BTreeMap, BTreeSet};

/// The address of a slot: anchors of what rules it, outermost first; see [`Addresses::of`].
pub type Address = Vec<u32>;

/// How the slots of a form are told apart.
#[derive(Clone, Debug, Default)]
pub struct Addresses {
    /// Labels that stand more than once in most sheets: what stands over them joins in.
    repeated: BTreeSet<AnchorId>,
    /// Labels with several contents in a row: their number joins in.
    several: BTreeSet<AnchorId>,
}

impl Addresses {
    /// Decides it from the frames of a form's distinct sheets.
    pub fn decide(framed: &[(&Sheet, &[Framed])], texts: &Texts) -> Addresses {
        let mut times: BTreeMap<AnchorId, Vec<usize>> = BTreeMap::new();
        let mut rows: BTreeMap<AnchorId, (usize, usize)> = BTreeMap::new();
        for (sheet, frames) in framed {
            let anchor = |at: CellAt| texts.get(sheet.cell(at).text).anchor;
            let mut here: BTreeMap<AnchorId, BTreeSet<CellAt>> = BTreeMap::new();
            for frame in frames.iter().filter(|frame| !frame.column) {
                if let Some(label) = frame.label {
                    here.entry(anchor(label)).or_default().insert(label);
                    let entry = rows.entry(anchor(label)).or_default();
                    entry.0 += usize::from(frame.nth == 0);
                    entry.1 += usize::from(frame.nth == 1);
                }
            }
            for (label, places) in here {
                times.entry(label).or_default().push(places.len());
            }
        }
        let repeated = times.into_iter().filter(|(_, counts)| counts.iter().filter(|count| **count > 1).count() * 2 > counts.len()).map(|(label, _)| label).collect();
        let several = rows.into_iter().filter(|(_, (one, two))| *two * 4 >= *one && *two > 0).map(|(label, _)| label).collect();
        Addresses { repeated, several }
    }

    /// The address of a content: for a row under heads the label beside it and its heads, else its label.
    pub fn of(&self, sheet: &Sheet, frame: &Framed, texts: &Texts) -> Address {
        let anchor = |at: CellAt| texts.get(sheet.cell(at).text).anchor + 1;
        let mut out = vec![];
        if frame.column {
            out.push(1);
            out.push(frame.label.map_or(0, anchor));
            out.extend(frame.heads.iter().map(|head| anchor(*head)));
            return out;
        }
        out.push(2);
        let Some(label) = frame.label else {
            out.extend(frame.outer.last().map(|outer| anchor(*outer)));
            return out;
        };
        if self.repeated.contains(&texts.get(sheet.cell(label).text).anchor) {
            out.extend(frame.outer.last().map(|outer| anchor(*outer)));
        }
        out.push(anchor(label));
        if frame.nth > 0 && self.several.contains(&texts.get(sheet.cell(label).text).anchor) {
            out.push(u32::MAX - frame.nth);
        }
        out
    }
}

/// A form, understood.
#[derive(Clone, Debug)]
pub struct Understood {
    /// How its slots are told apart.
    pub addresses: Addresses,
    /// What each slot holds.
    pub slots: BTreeMap<Address, Decided>,
    /// What names its items.
    pub items: Items,
}

/// Decides a form's slots and items from its distinct sheets.
pub fn understand(framed: &[(&Sheet, &[Framed])], texts: &Texts) -> Understood {
    let addresses = Addresses::decide(framed, texts);
    let pools = Pool::gather(framed, &addresses, texts);
    let mut slots: BTreeMap<Address, Decided> = pools.iter().map(|(address, pool)| (address.clone(), role::decide(pool, framed.len()))).collect();
    let items = Items::decide(framed, &addresses, &pools, &mut slots, texts);
    Understood { addresses, slots, items }
}
