//! Counterparts (対になる行): a label whose word says nothing, beside one whose word does. Under each name stand 目安値 and 実績値: what is
//! no result is the target. Evidence of place alone; it names no word.

use crate::model::framed::Framed;
use crate::model::record::StatementKind;
use crate::model::seen::{AnchorId, Texts};
use crate::model::sheet::{CellAt, Sheet};
use foldhash::HashMap;
use std::collections::BTreeMap;

/// Labels of pairs, by strip, with what they say of their rows.
pub type Counterparts = HashMap<(u32, AnchorId), StatementKind>;

/// Names with the same pair of labels, from which on a pair is no chance.
const FEWEST: usize = 2;

/// Finds them; `kind` is what a label's own word says.
pub fn find(sheet: &Sheet, frames: &[Framed], texts: &Texts, kind: impl Fn(CellAt) -> Option<StatementKind>) -> Counterparts {
    // For each strip and name in it, the labels of its rows.
    let mut strips: BTreeMap<u32, BTreeMap<CellAt, BTreeMap<AnchorId, CellAt>>> = BTreeMap::new();
    for frame in frames.iter().filter(|frame| frame.column && frame.over.is_none()) {
        if let (Some(label), Some(name)) = (frame.label, frame.names.first()) {
            strips.entry(frame.strip).or_default().entry(*name).or_default().insert(texts.get(sheet.cell(label).text).anchor, label);
        }
    }
    let mut kinds = Counterparts::default();
    for (strip, names) in strips.iter().filter(|(_, names)| names.len() >= FEWEST) {
        // One pair for all names of the strip.
        let Some(labels) = names.values().next().filter(|first| first.len() == 2 && names.values().all(|labels| labels.keys().eq(first.keys()))) else { continue };
        let [(one, at_one), (other, at_other)] = labels.iter().collect::<Vec<_>>()[..] else { continue };
        for (mute, at_mute, at_told) in [(one, at_one, at_other), (other, at_other, at_one)] {
            let silent = texts.get(sheet.cell(*at_mute).text).meaning.is_none();
            let opposite = kind(*at_told).filter(|_| silent).map(|told| if told == StatementKind::Result { StatementKind::Target } else { StatementKind::Result });
            kinds.extend(opposite.map(|opposite| ((*strip, *mute), opposite)));
        }
    }
    kinds
}
