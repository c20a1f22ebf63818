//! Addresses (番地): by what the slots of a form are told apart, decided from all its sheets.

use crate::model::form::Addresses;
use crate::model::framed::Framed;
use crate::model::seen::{AnchorId, Texts};
use crate::model::sheet::{CellAt, Sheet};
use std::collections::{BTreeMap, BTreeSet};

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
