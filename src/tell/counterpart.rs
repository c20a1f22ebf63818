//! Counterparts (対になる行): a label whose word says nothing, beside one whose word does. Under each name stand 目安値 and 実績値: what is
//! no result is the target. Evidence of place alone; it names no word.

use crate::model::framed::Framed;
use crate::model::record::StatementKind;
use crate::model::seen::{AnchorId, Texts};
use crate::model::sheet::{CellAt, Sheet};
use foldhash::HashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Labels of pairs, by strip, with what they say of their rows.
pub type Counterparts = HashMap<(u32, AnchorId), StatementKind>;

/// Names with the same pair of labels, from which on a pair is no chance.
const FEWEST: usize = 2;

/// Finds them; `kind` is what a label's own word says.
pub fn find(sheet: &Sheet, frames: &[Framed], texts: &Texts, kind: impl Fn(CellAt) -> Option<StatementKind>) -> Counterparts {
    // Labels of the rows of each name, as many as stand beside numbers.
    let mut rows: BTreeMap<(u32, CellAt), BTreeMap<AnchorId, CellAt>> = BTreeMap::new();
    for frame in frames.iter().filter(|frame| frame.column && frame.over.is_none()) {
        if let (Some(label), Some(name)) = (frame.label, frame.names.first()) {
            rows.entry((frame.strip, *name)).or_default().insert(texts.get(sheet.cell(label).text).anchor, label);
        }
    }
    let mut pairs: BTreeMap<(u32, AnchorId, AnchorId), usize> = BTreeMap::new();
    let mut kinds: HashMap<(u32, AnchorId), StatementKind> = HashMap::default();
    let mut paired: BTreeMap<u32, BTreeSet<Vec<AnchorId>>> = BTreeMap::new();
    for ((strip, _), labels) in &rows {
        paired.entry(*strip).or_default().insert(labels.keys().copied().collect());
        let [(one, at_one), (other, at_other)] = labels.iter().collect::<Vec<_>>()[..] else { continue };
        for (mute, at_mute, at_told) in [(one, at_one, at_other), (other, at_other, at_one)] {
            let silent = texts.get(sheet.cell(*at_mute).text).meaning.is_none();
            let Some(told) = kind(*at_told).filter(|_| silent) else { continue };
            *pairs.entry((*strip, *mute, if mute == one { *other } else { *one })).or_default() += 1;
            let opposite = if told == StatementKind::Result { StatementKind::Target } else { StatementKind::Result };
            kinds.insert((*strip, *mute), opposite);
        }
    }
    // One pair for all names of the strip.
    kinds.retain(|(strip, mute), _| {
        let times: usize = pairs.iter().filter(|((own, anchor, _), _)| own == strip && anchor == mute).map(|(_, times)| *times).sum();
        times >= FEWEST && paired.get(strip).is_some_and(|sets| sets.len() == 1)
    });
    kinds
}
