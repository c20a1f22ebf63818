//! Header words (見出し語): the meaning of a label by the whole of it, by its parts, or by its head, in this order.

use crate::model::lexicon::{Lexicon, Matched, Meaning, Role, label_key};
use crate::model::record::NoteKind;
use foldhash::HashMap;
use std::collections::BTreeSet;

impl Lexicon {
    /// The header words, folded, in no order.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.headers.keys().map(String::as_str)
    }

    /// What a bare header word means: whole label, its parts, or its head. `label` has no period, brackets or markers left.
    pub fn meaning(&self, label: &str) -> Option<Meaning> {
        let whole = label_key(label);
        if whole.is_empty() {
            return None;
        }
        if let Some(meaning) = self.of_key(&whole) {
            return Some(meaning.clone());
        }
        self.compound(&whole).or_else(|| self.department(&whole)).or_else(|| self.head(&whole))
    }

    /// The meaning of a whole label only.
    pub fn whole(&self, label: &str) -> Option<&Meaning> {
        self.of_key(&label_key(label))
    }

    /// The meaning of a whole label of this key.
    pub fn of_key(&self, own: &str) -> Option<&Meaning> {
        // 取組工程，指標に対する評価: offices that write ，for 、.
        let comma = || own.contains(',').then(|| self.headers.get(&own.replace(',', "、")))?;
        // 施策の名称 is 施策名称.
        let particle = || (own.chars().count() >= 4 && own.contains('の')).then(|| self.headers.get(&own.replacen('の', "", 1)))?;
        // 根拠となる法令 is 根拠法令.
        let relative = || own.contains("となる").then(|| self.headers.get(&own.replacen("となる", "", 1)))?;
        self.headers.get(own).or_else(comma).or_else(particle).or_else(relative)
    }

    /// Parts on ・ 、 / and 及び: known parts decide; of notes, 課題 wins over what accompanies it.
    fn compound(&self, whole: &str) -> Option<Meaning> {
        // 年次計画、指標に対する評価: what is said of all the parts decides.
        if let Some((at, word)) = ["に対する", "についての", "に関する", "に係る"].iter().find_map(|word| whole.rfind(word).map(|at| (at, word)))
            && let Some(governing) = self.headers.get(&whole[at + word.len()..])
        {
            return Some(Meaning { matched: Matched::Compound, ..governing.clone() });
        }
        let mut parts: Vec<&str> = whole.split(['・', '、', '/', ',', '&']).flat_map(|part| part.split("及び")).flat_map(|part| part.split("並びに")).collect();
        // 課題と今後の対応: と parts two words only where both are known; after 課題 the end of the second is enough.
        if let [one] = parts[..]
            && let Some((first, second)) = one.split_once('と')
            && let Some(meaning) = self.headers.get(first)
            && (self.headers.contains_key(second) || meaning.note == Some(NoteKind::Issue) && self.head(second).is_some())
        {
            parts = vec![first, second];
        }
        if parts.len() < 2 {
            return None;
        }
        let known: Vec<Meaning> = parts.iter().filter(|part| !part.is_empty()).filter_map(|part| self.of_key(part).cloned().or_else(|| self.head(part))).collect();
        if known.is_empty() || known.len() * 2 < parts.len() {
            return None;
        }
        let issue = known.iter().find(|meaning| meaning.note == Some(NoteKind::Issue));
        let title = known.iter().find(|meaning| meaning.role == Role::Title && meaning.matched == Matched::Whole);
        let mut chosen = issue.or(title).or(known.first())?.clone();
        // 道路運送法、地域公共交通計画: parts that only end with known words are no more than that together.
        chosen.matched = if known.iter().any(|meaning| meaning.matched == Matched::Whole) { Matched::Compound } else { Matched::Head };
        Some(chosen)
    }

    /// 担当 or 所管 and a kind of office: 担当室, 所管グループ.
    fn department(&self, whole: &str) -> Option<Meaning> {
        let opened = ["担当", "所管", "主管", "所属", "推進", "実施", "関係"].iter().find_map(|word| whole.strip_prefix(word))?;
        const OFFICES: [&str; 21] =
            ["室", "課", "部", "局", "署", "係", "班", "所", "区", "区役所", "グループ", "センター", "部署", "部局", "所属", "課名", "課等", "部課", "課室", "局室", "区局"];
        // 担当区・局: of several kinds.
        let office = opened.split(['・', '、', '/', ',']).all(|part| OFFICES.contains(&part));
        let meaning = self.headers.get("担当課")?;
        office.then(|| Meaning { matched: Matched::Compound, ..meaning.clone() })
    }

    /// The longest word that ends the label, at least two characters.
    fn head(&self, whole: &str) -> Option<Meaning> {
        let starts: Vec<usize> = whole.char_indices().map(|(at, _)| at).collect();
        let from = starts.len().saturating_sub(self.longest);
        for (index, start) in starts.iter().enumerate().skip(from) {
            if starts.len() - index < 2 {
                break;
            }
            if let Some(meaning) = self.headers.get(&whole[*start..]) {
                let mut chosen = meaning.clone();
                chosen.matched = if index == 0 { Matched::Whole } else { Matched::Head };
                return Some(chosen);
            }
        }
        None
    }

    /// The nearest header words to an unknown one (shared characters), for a diagnostic.
    pub fn nearest(&self, label: &str, count: usize) -> Vec<String> {
        let whole: Vec<char> = label_key(label).chars().collect();
        let own: BTreeSet<char> = whole.iter().copied().collect();
        let index = self.by_character.get_or_init(|| Index::of(self.headers.keys()));
        let mut shared = vec![0usize; index.words.len()];
        for word in own.iter().filter_map(|character| index.holding.get(character)).flatten() {
            shared[*word as usize] += 1;
        }
        let near = |(word, length): &(String, usize), shared: usize| Some((shared * 200 / (length + whole.len()).max(1), word.clone())).filter(|(score, _)| *score > 40);
        let mut scored: Vec<(usize, String)> = index.words.iter().zip(shared).filter(|(_, shared)| *shared > 0).filter_map(|(word, shared)| near(word, shared)).collect();
        scored.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        scored.into_iter().take(count).map(|(_, word)| word).collect()
    }
}

/// The header words by the characters they are made of.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    /// Words and their characters' number.
    words: Vec<(String, usize)>,
    /// For each character the words it stands in, once for each time.
    holding: HashMap<char, Vec<u32>>,
}

impl Index {
    fn of<'a>(words: impl Iterator<Item = &'a String>) -> Index {
        let mut index = Index::default();
        for word in words {
            for character in word.chars() {
                index.holding.entry(character).or_default().push(index.words.len() as u32);
            }
            index.words.push((word.clone(), word.chars().count()));
        }
        index
    }
}
