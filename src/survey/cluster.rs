//! Cluster (様式分け): documents whose anchors overlap are of one form.

use crate::model::seen::{AnchorId, Texts};
use crate::model::sheet::Sheet;
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Documents of one form.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// Numbers of the documents, in their order.
    pub documents: Vec<usize>,
    /// Those that count: of the same sheet in two formats, or twice, one.
    pub distinct: Vec<usize>,
    /// Anchors that stand in at least half of them.
    pub core: BTreeSet<AnchorId>,
}

/// Share of the smaller set of anchors that two documents of one form have in common.
const OVERLAP: (usize, usize) = (1, 2);

/// Groups sheets by their anchors, greedily: each joins the group whose core it shares most of.
///
/// `documents` are the numbers of the sheets to group.
pub fn cluster(documents: &[usize], sheets: &[Sheet], texts: &Texts) -> Vec<Group> {
    let sets: Vec<BTreeSet<AnchorId>> = documents.iter().map(|document| anchors(&sheets[*document], texts)).collect();
    let mut spread: HashMap<AnchorId, usize> = HashMap::new();
    for anchor in sets.iter().flatten() {
        *spread.entry(*anchor).or_default() += 1;
    }
    struct Core {
        seen: BTreeMap<AnchorId, usize>,
        core: HashSet<AnchorId>,
        documents: Vec<usize>,
    }
    let mut groups: Vec<Core> = vec![];
    for (document, set) in documents.iter().copied().zip(&sets) {
        let mine: Vec<AnchorId> = set.iter().copied().filter(|anchor| spread[anchor] > 1 || documents.len() == 1).collect();
        let mut best: Option<(usize, usize, usize)> = None;
        for (index, group) in groups.iter().enumerate() {
            let shared = mine.iter().filter(|anchor| group.core.contains(anchor)).count();
            let smaller = mine.len().min(group.core.len()).max(1);
            if best.is_none_or(|(_, most, of)| shared * of > most * smaller) {
                best = Some((index, shared, smaller));
            }
        }
        let index = match best {
            Some((index, shared, smaller)) if shared * OVERLAP.1 >= smaller * OVERLAP.0 && shared > 0 => index,
            _ => {
                groups.push(Core { seen: BTreeMap::new(), core: mine.iter().copied().collect(), documents: vec![] });
                groups.len() - 1
            }
        };
        let group = &mut groups[index];
        group.documents.push(document);
        for anchor in &mine {
            *group.seen.entry(*anchor).or_default() += 1;
        }
        let half = group.documents.len();
        group.core = group.seen.iter().filter(|(_, count)| **count * 2 >= half).map(|(anchor, _)| *anchor).collect();
    }
    groups
        .into_iter()
        .map(|group| {
            let mut met = HashSet::new();
            let distinct = group.documents.iter().copied().filter(|document| met.insert(fingerprint(&sheets[*document], texts))).collect();
            Group { documents: group.documents, distinct, core: group.core.into_iter().collect() }
        })
        .collect()
}

/// The anchors of a sheet.
pub fn anchors(sheet: &Sheet, texts: &Texts) -> BTreeSet<AnchorId> {
    sheet.areas.iter().flat_map(|area| &area.cells).map(|cell| texts.get(cell.text)).filter(|seen| seen.may_label).map(|seen| seen.anchor).collect()
}

/// The same for two copies of a sheet, whatever the format.
pub fn fingerprint(sheet: &Sheet, texts: &Texts) -> u64 {
    let keys: BTreeSet<&str> = sheet.areas.iter().flat_map(|area| &area.cells).map(|cell| texts.get(cell.text).key.as_str()).collect();
    let mut hasher = DefaultHasher::new();
    keys.hash(&mut hasher);
    hasher.finish()
}
