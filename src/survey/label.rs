//! Label (見出しの判定): which cells of a form are labels, told from all its instances.
//!
//! Evidence of three kinds, added up in tenths: what recurs over the distinct sheets, what the words and the look say (the lexicon
//! vouches, it does not veto), and place: a text that fills a place where other sheets have another text is content, however often
//! it recurs. Names of thresholds say what was seen; all stand in [`Weights`].

use crate::model::lexicon::{Matched, Role};
use crate::model::seen::{AnchorId, Seen, Texts};
use crate::model::seen::{is_value_head, says_value};
use crate::model::sheet::{Area, Cell, Outlined, Sheet};
use crate::survey::cluster::Group;
use foldhash::{HashMap, HashMapExt, HashSet};
use std::collections::{BTreeMap, BTreeSet};

/// For each area of a sheet, whether each of its cells is a label.
pub type Labels = Vec<Vec<bool>>;

/// Weights of the evidence.
#[derive(Clone, Debug)]
pub struct Weights {
    /// Recurrence, for a doubling of sheets and a share half way from [`Weights::middle`] to all.
    pub recurrence: f64,
    /// The share of sheets at which recurrence says nothing.
    pub middle: f64,
    /// A place where other sheets have other texts.
    pub displaced: f64,
    /// The whole text is a word of the lexicon.
    pub known: f64,
    /// Its last part is.
    pub known_end: f64,
    /// Each step of length.
    pub look: f64,
    /// It stands several times in some sheets, not as often in each, and rules nothing.
    pub varies: f64,
    /// The source marks it as a header (`th`).
    pub marked: f64,
    /// In a batch too small to tell by recurrence: a text under a head and behind a content.
    pub under_head: f64,
    /// There, too: the only answer to the label left of it.
    pub answers: f64,
    /// From here on it is a label.
    pub cut: f64,
}

impl Default for Weights {
    fn default() -> Weights {
        Weights { recurrence: 3.0, middle: 0.55, displaced: 4.0, known: 3.0, known_end: 1.2, look: 1.0, varies: 12.0, marked: 2.0, under_head: 5.0, answers: 4.0, cut: 1.0 }
    }
}

/// How an anchor stands in its sheets.
#[derive(Clone, Debug, Default)]
struct Standing {
    count: f64,
    sheets: usize,
    /// Sheets in which it stands more than once, by times (1, 2, 3 and more).
    repeats: [usize; 3],
    /// In how many sheets it stands so many times.
    times: BTreeMap<usize, usize>,
    first: f64,
    alone: f64,
    end: f64,
    number_right: f64,
    number_below: f64,
    text_right: f64,
    in_heads: f64,
    /// In rows that stand alike in nearly all sheets.
    in_rows: f64,
    beside_mark: f64,
    /// In a row of labels alone over rows that hold more than labels.
    over_rows: f64,
    /// At a label's turn in a row of labels and contents by turns, less at a content's.
    turn: f64,
    rules: f64,
    /// It names an office right of a label that asks for one.
    office: f64,
    first_in_row: f64,
    /// The source marks it as a header.
    marked: f64,
    lefts: BTreeMap<AnchorId, usize>,
    /// Short texts to its right.
    rights: BTreeMap<AnchorId, usize>,
    /// They differ from sheet to sheet.
    right_varies: bool,
}

impl Standing {
    /// It stands the same number of times in every sheet, but for one in a hundred.
    fn is_fixed(&self, sheets: f64) -> bool {
        let most = self.times.values().copied().max().unwrap_or(0) as f64;
        sheets >= 3.0 && most >= sheets - (sheets / 100.0).floor()
    }

    /// It stands several times in some sheets, and not as often in each.
    fn varies(&self, sheets: f64) -> bool {
        let absent = sheets as usize - self.sheets.min(sheets as usize);
        let most = self.times.values().copied().chain([absent]).max().unwrap_or(0) as f64;
        self.times.keys().any(|times| *times > 1) && most < 0.6 * sheets
    }
}

/// What tells the labels of a form, for its own sheets and for one that comes later.
#[derive(Clone, Debug, Default)]
pub struct LabelModel {
    /// The score of each anchor.
    pub scores: HashMap<AnchorId, f64>,
    /// How far each place moves it, look by look.
    pub looks: Vec<BTreeMap<(Context, AnchorId), f64>>,
    /// Too few sheets for recurrence to tell: how labels and contents alternate in a row counts.
    pub few: bool,
}

impl LabelModel {
    /// Labels of a sheet.
    pub fn labels(&self, sheet: &Sheet, texts: &Texts) -> Labels {
        let cut = Weights::default().cut;
        let first = first_look(sheet, texts, &self.scores, cut);
        self.looks.iter().fold(first, |labels, look| {
            let moved = |context: Context, seen: &Seen| look.get(&(context, seen.anchor)).copied().unwrap_or(0.0);
            second_look(sheet, texts, &labels, &self.scores, self.few, moved)
        })
    }
}

/// Decides the labels of every sheet of a group.
pub fn decide(group: &Group, sheets: &[Sheet], texts: &Texts) -> (LabelModel, BTreeMap<usize, Labels>) {
    let weights = Weights::default();
    let blocks = Blocks::find(group, sheets, texts);
    let evidence = Evidence::gather(group, sheets, texts, &blocks);
    let scores = evidence.scores(texts, &weights);
    let mut labels: BTreeMap<usize, Labels> = group.documents.iter().map(|document| (*document, first_look(&sheets[*document], texts, &scores, weights.cut))).collect();
    let mut looks = vec![];
    let few = is_few(group.distinct.len());
    for _ in 0..2 {
        let contexts = Contexts::gather(group, sheets, texts, &labels, &blocks);
        let mut look = BTreeMap::new();
        let next = group
            .documents
            .iter()
            .map(|document| {
                let moved = |context: Context, seen: &Seen| *look.entry((context, seen.anchor)).or_insert_with(|| contexts.moved(context, seen, &evidence, &weights));
                (*document, second_look(&sheets[*document], texts, &labels[document], &scores, few, moved))
            })
            .collect();
        labels = next;
        looks.push(look);
    }
    (LabelModel { scores, looks, few }, labels)
}

/// Labels by the scores, moved by the places in which texts stand.
fn second_look(sheet: &Sheet, texts: &Texts, labels: &Labels, scores: &HashMap<AnchorId, f64>, few: bool, mut moved: impl FnMut(Context, &Seen) -> f64) -> Labels {
    let weights = Weights::default();
    let cut = weights.cut;
    let mut out = vec![];
    for (index, area) in sheet.areas.iter().enumerate() {
        let contexts = contexts(area, &labels[index], texts);
        let mut own = Vec::with_capacity(area.cells.len());
        for (at, (cell, context)) in area.cells.iter().zip(contexts).enumerate() {
            if let Some(label) = outlined(area, at) {
                own.push(label);
                continue;
            }
            let seen = texts.get(cell.text);
            let score = scores.get(&seen.anchor).filter(|_| seen.may_label);
            // A word of a scale that is a label's only answer is one, however often everybody gets it; several in a row are options.
            let graded = seen.scale.is_some() && area.row(cell.row).iter().filter(|other| texts.get(other.text).scale.is_some()).count() == 1;
            let answers = (few || graded) && context.1 == 0 && answers(area, &labels[index], at, texts);
            let place = if context.1 != 0 && is_listed(area, &labels[index], at, texts) {
                -weights.varies
            } else if !answers {
                0.0
            } else if graded {
                -weights.varies
            } else {
                -weights.answers
            };
            let letter = !area.line && crate::model::upright::is_letter(area, at, texts);
            own.push(letter || score.is_some_and(|score| if area.line { *score >= cut } else { score + moved(context, seen) + place >= cut }));
        }
        out.push(own);
    }
    out
}

fn first_look(sheet: &Sheet, texts: &Texts, scores: &HashMap<AnchorId, f64>, cut: f64) -> Labels {
    let is = |cell: &Cell| {
        let seen = texts.get(cell.text);
        seen.may_label && scores.get(&seen.anchor).is_some_and(|score| *score >= cut)
    };
    sheet.areas.iter().map(|area| area.cells.iter().enumerate().map(|(at, cell)| outlined(area, at).unwrap_or_else(|| is(cell))).collect()).collect()
}

/// What the outline of its prose says: its keys are labels, its names and values are none.
fn outlined(area: &Area, at: usize) -> Option<bool> {
    area.outlined.map(|outlined| outlined == Outlined::Key && at == 0)
}

/// The next filled cell below a cell, in its first column.
pub fn below<'a>(area: &'a Area, cell: &Cell, far: u32) -> Option<&'a Cell> {
    let from = cell.row + cell.rows;
    (from..area.rows.min(from + far)).find_map(|row| area.covering(row, cell.column).map(|index| &area.cells[index]))
}

/// Rows of several texts that stand alike in most sheets: no content does.
struct RowRepeats {
    rows: HashMap<Vec<AnchorId>, BTreeSet<usize>>,
    sheets: usize,
}

impl RowRepeats {
    fn gather(group: &Group, sheets: &[Sheet], texts: &Texts) -> RowRepeats {
        let mut rows: HashMap<Vec<AnchorId>, BTreeSet<usize>> = HashMap::new();
        for document in &group.distinct {
            for area in &sheets[*document].areas {
                for row in 0..area.rows {
                    let cells = area.row(row);
                    if cells.len() >= 3 && cells.iter().all(|cell| texts.get(cell.text).may_label) {
                        rows.entry(cells.iter().map(|cell| texts.get(cell.text).anchor).collect()).or_default().insert(*document);
                    }
                }
            }
        }
        RowRepeats { rows, sheets: group.distinct.len() }
    }

    fn repeats(&self, seen: &[&Seen]) -> bool {
        if seen.len() < 3 || self.sheets < 2 {
            return false;
        }
        let key: Vec<AnchorId> = seen.iter().map(|seen| seen.anchor).collect();
        self.rows.get(&key).is_some_and(|sheets| sheets.len() * 10 >= self.sheets * 9 && sheets.len() >= 2)
    }
}

/// Most instances of a form that are looked for in a sheet.
const MOST_INSTANCES: usize = 200;

/// How many instances of its form each sheet holds: most labels that every sheet has stand a multiple of so many times in it.
fn instances(group: &Group, sheets: &[Sheet], texts: &Texts) -> HashMap<usize, usize> {
    let mut counts: HashMap<usize, HashMap<AnchorId, usize>> = HashMap::new();
    let mut spread: HashMap<AnchorId, usize> = HashMap::new();
    for document in &group.distinct {
        let own = counts.entry(*document).or_default();
        for cell in sheets[*document].areas.iter().flat_map(|area| &area.cells) {
            let seen = texts.get(cell.text);
            if seen.may_label {
                *own.entry(seen.anchor).or_default() += 1;
            }
        }
        for anchor in own.keys() {
            *spread.entry(*anchor).or_default() += 1;
        }
    }
    let all = group.distinct.len();
    // The largest number that nearly all labels stand a multiple of times.
    let most = |own: &HashMap<AnchorId, usize>| {
        let core: Vec<usize> = own.iter().filter(|(anchor, _)| spread[anchor] * 10 >= all * 9).map(|(_, count)| *count).collect();
        let highest = core.iter().copied().max().unwrap_or(1).min(MOST_INSTANCES);
        (1..=highest).rev().find(|times| core.iter().filter(|count| **count % times == 0).count() * 4 >= core.len() * 3).unwrap_or(1)
    };
    counts.iter().map(|(document, own)| (*document, most(own))).collect()
}

/// Labels of a block stand as often as each other in every sheet, however often that is: so many that do are no chance.
const TOGETHER: usize = 4;

/// Anchors that stand as often as several others in each of the sheets, not as often in all.
fn together(group: &Group, sheets: &[Sheet], texts: &Texts) -> HashSet<AnchorId> {
    let all = group.distinct.len();
    if all < TOGETHER {
        return HashSet::default();
    }
    let mut counts: HashMap<AnchorId, Vec<u32>> = HashMap::new();
    for (number, document) in group.distinct.iter().enumerate() {
        for cell in sheets[*document].areas.iter().flat_map(|area| &area.cells) {
            let seen = texts.get(cell.text);
            if seen.may_label {
                counts.entry(seen.anchor).or_insert_with(|| vec![0; all])[number] += 1;
            }
        }
    }
    let mut alike: HashMap<Vec<u32>, Vec<AnchorId>> = HashMap::new();
    for (anchor, counts) in counts {
        if counts.iter().any(|count| *count != counts[0]) && counts.iter().filter(|count| **count > 0).count() * 10 >= all * 9 {
            alike.entry(counts).or_default().push(anchor);
        }
    }
    alike.into_values().filter(|anchors| anchors.len() >= TOGETHER).flatten().collect()
}

/// What repeats inside the sheets of a form: whole instances of it, and blocks of labels.
struct Blocks {
    instances: HashMap<usize, usize>,
    together: HashSet<AnchorId>,
}

impl Blocks {
    fn find(group: &Group, sheets: &[Sheet], texts: &Texts) -> Blocks {
        Blocks { instances: instances(group, sheets, texts), together: together(group, sheets, texts) }
    }

    /// How many times an anchor that stands so many times in a sheet stands in each of its instances.
    fn each(&self, document: usize, times: usize) -> usize {
        let instances = self.instances.get(&document).copied().unwrap_or(1);
        if times.is_multiple_of(instances) { times / instances } else { times }
    }
}

struct Evidence {
    sheets: usize,
    standing: HashMap<AnchorId, Standing>,
    sample: HashMap<AnchorId, u32>,
}

impl Evidence {
    fn gather(group: &Group, sheets: &[Sheet], texts: &Texts, blocks: &Blocks) -> Evidence {
        let mut standing: HashMap<AnchorId, Standing> = HashMap::new();
        let mut sample = HashMap::new();
        let rows = RowRepeats::gather(group, sheets, texts);
        let few = is_few(group.distinct.len());
        for document in &group.distinct {
            let mut inside: BTreeMap<AnchorId, usize> = BTreeMap::new();
            for area in &sheets[*document].areas {
                for row in 0..area.rows {
                    let cells = area.row(row);
                    let seen: Vec<&Seen> = cells.iter().map(|cell| texts.get(cell.text)).collect();
                    let heads = seen.len() >= 2 && seen.iter().all(|seen| seen.may_label) && seen.iter().filter(|seen| is_value_head(seen)).count() >= 2;
                    let repeated = rows.repeats(&seen);
                    let over_rows = few && over_data(area, row, &seen, texts);
                    let turns = few && alternates(&seen);
                    for (at, cell) in cells.iter().enumerate() {
                        let own = seen[at];
                        if !own.may_label {
                            continue;
                        }
                        *inside.entry(own.anchor).or_default() += 1;
                        sample.entry(own.anchor).or_insert(cell.text);
                        let left = at.checked_sub(1).map(|at| seen[at]);
                        let right = seen.get(at + 1).copied();
                        let under = below(area, cell, 40).map(|cell| texts.get(cell.text));
                        let told = |yes: bool| f64::from(u8::from(yes));
                        let entry = standing.entry(own.anchor).or_default();
                        entry.count += 1.0;
                        entry.first += told(left.is_none() && right.is_some());
                        entry.first_in_row += told(left.is_none());
                        entry.marked += told(cell.heading);
                        entry.alone += told(left.is_none() && right.is_none());
                        entry.end += told(left.is_some_and(|left| left.may_label) && right.is_none());
                        entry.number_right += told(right.is_some_and(|right| right.number.is_some()));
                        entry.text_right += told(right.is_some_and(|right| right.sentence || !right.short));
                        entry.number_below += told(under.is_some_and(|under| under.number.is_some()));
                        entry.in_heads += told(heads);
                        entry.in_rows += told(repeated);
                        entry.over_rows += told(over_rows);
                        if turns {
                            entry.turn += if at % 2 == 0 { 1.0 } else { -1.0 };
                        }
                        entry.beside_mark += told(left.is_some_and(|left| left.mark) || right.is_some_and(|right| right.mark));
                        let ruled = under.is_some_and(|under| under.number.is_some() || under.sentence || !under.short) || right.is_some_and(|right| !right.may_label);
                        entry.rules += told(ruled);
                        let asks = |left: &Seen| left.may_label && left.meaning.as_ref().is_some_and(|meaning| meaning.role == Role::Department);
                        entry.office += told(left.is_some_and(asks) && crate::model::seen::is_office(&own.key) && !own.is_known());
                        if let Some(right) = right.filter(|right| right.may_label && !ruled) {
                            *entry.rights.entry(right.anchor).or_default() += 1;
                        }
                        if let Some(left) = left.filter(|left| left.may_label) {
                            *entry.lefts.entry(left.anchor).or_default() += 1;
                        }
                    }
                }
            }
            for (anchor, times) in inside {
                let times = if blocks.together.contains(&anchor) { 1 } else { blocks.each(*document, times) };
                let entry = standing.entry(anchor).or_default();
                entry.sheets += 1;
                entry.repeats[times.min(3) - 1] += 1;
                *entry.times.entry(times).or_default() += 1;
            }
        }
        for entry in standing.values_mut() {
            // Short texts to its right that differ from sheet to sheet are content, too.
            let all: usize = entry.rights.values().sum();
            let most = entry.rights.values().copied().max().unwrap_or(0);
            if all >= 3 && most * 10 < all * 6 {
                entry.right_varies = true;
            }
        }
        Evidence { sheets: group.distinct.len(), standing, sample }
    }

    fn scores(&self, texts: &Texts, weights: &Weights) -> HashMap<AnchorId, f64> {
        self.standing
            .iter()
            .map(|(anchor, standing)| (*anchor, self.prior(standing, texts.get(self.sample[anchor]), weights) + self.recurrence(standing, texts.get(self.sample[anchor]), weights)))
            .collect()
    }

    /// What words and look say.
    fn prior(&self, standing: &Standing, seen: &Seen, weights: &Weights) -> f64 {
        let count = standing.count.max(1.0);
        let length = seen.length();
        let mut score = match &seen.meaning {
            Some(meaning) if meaning.matched == Matched::Whole => weights.known,
            Some(_) if length <= 24 => weights.known_end,
            _ => 0.0,
        };
        if seen.year && length < 14 {
            score += 2.0;
        }
        let longest = seen.lines.iter().map(|line| line.chars().filter(|c| !c.is_whitespace()).count()).max().unwrap_or(0);
        let steps = usize::from(longest > 14) + usize::from(longest > 24) + 2 * usize::from(longest > 34) + usize::from(seen.key.contains('、'));
        score -= weights.look * steps as f64;
        score += weights.marked * standing.marked / count;
        score += standing.first / count + 0.7 * standing.text_right / count + 0.8 * (standing.number_below + standing.number_right) / count;
        score -= 1.5 * standing.end / count * if seen.meaning.is_some() { 0.4 } else { 1.0 };
        if opens_section(&seen.key) && standing.alone == standing.count {
            score += 1.5;
        }
        if (self.sheets as f64) < FEW {
            if standing.alone == standing.count && seen.short && crate::model::seen::is_heading_of_form(&seen.key) {
                score += 3.0;
            }
            score += 3.0 * standing.over_rows / count + 2.0 * standing.turn / count;
            // Right of a label that would rule nothing else, and ruling nothing itself.
            if !seen.is_known() && standing.end == standing.count && self.ends(standing) {
                score -= 3.0;
            }
        }
        score -= weights.varies * standing.office / count;
        score += 3.0 * standing.in_heads.max(standing.in_rows) / count;
        if has_code(&seen.key) && standing.in_heads == 0.0 {
            score -= 4.0;
        } else if seen.scale.is_some() && standing.in_heads == 0.0 {
            score -= 1.5;
        }
        if self.sheets >= 3 && standing.varies(self.sheets as f64) && standing.rules * 5.0 < count && standing.in_heads == 0.0 && standing.in_rows == 0.0 && !says_value(seen) {
            score -= weights.varies;
        }
        if self.sheets < 4 {
            let repeated: f64 = (standing.repeats[1] * 2 + standing.repeats[2] * 3) as f64;
            let all: f64 = standing.repeats.iter().sum::<usize>() as f64;
            score += repeated / all.max(1.0) * if standing.rules > 0.0 { 1.0 } else { 0.3 };
        }
        score
    }

    /// It always stands right of a label that would rule nothing else, and rules nothing itself.
    fn ends(&self, standing: &Standing) -> bool {
        let lefts: usize = standing.lefts.values().sum();
        standing.first_in_row == 0.0
            && lefts as f64 == standing.count
            && standing.rules == 0.0
            && standing.in_heads == 0.0
            && standing.in_rows == 0.0
            && standing.beside_mark == 0.0
    }

    /// What recurring says.
    fn recurrence(&self, standing: &Standing, seen: &Seen, weights: &Weights) -> f64 {
        if self.sheets < 2 {
            return 0.0;
        }
        let sheets = self.sheets as f64;
        let share = standing.sheets as f64 / sheets;
        // Skewed grades recur, too.
        if self.ends(standing) && (!seen.is_known() || seen.scale.is_some()) {
            return (0.1 * sheets).min(10.0) * share;
        }
        // A known word that rules something may be the label of a part that few sheets have.
        let least = if seen.is_known() && standing.rules * 2.0 >= standing.count { -2.5 } else { -8.0 };
        (weights.recurrence * (sheets + 1.0).log2() * (share - weights.middle) / 0.45).clamp(least, 10.0)
    }
}

/// A row of several short texts over rows most of whose cells are numbers, marks and sentences.
fn over_data(area: &Area, row: u32, seen: &[&Seen], texts: &Texts) -> bool {
    if seen.len() < 3 || !seen.iter().all(|seen| seen.may_label) {
        return false;
    }
    let mut rows = (row + 1..area.rows).map(|row| area.row(row)).filter(|cells| !cells.is_empty());
    let mut checked = 0;
    for _ in 0..4 {
        let Some(cells) = rows.next() else { break };
        let plain = cells.iter().filter(|cell| !texts.get(cell.text).may_label).count();
        if plain == 0 && checked == 0 {
            // A second row of heads.
            continue;
        }
        if plain < 2 || plain * 2 < cells.len() {
            return checked > 0;
        }
        checked += 1;
        if checked == 2 {
            return true;
        }
    }
    checked > 0
}

/// Label, content, label, content: every other text is a word that labels are.
fn alternates(seen: &[&Seen]) -> bool {
    if seen.len() < 4 || seen.len() % 2 == 1 {
        return false;
    }
    let known = |seen: &&&Seen| seen.is_known() && seen.scale.is_none();
    let labels = seen.iter().step_by(2).filter(known).count();
    let contents = seen.iter().skip(1).step_by(2).filter(known).count();
    let able = seen.iter().step_by(2).all(|seen| seen.may_label);
    able && contents == 0 && labels >= 1
}

fn opens_section(key: &str) -> bool {
    if key.starts_with(['≪', '【', '《', '<', '◆', '■', '●', '〔']) {
        return true;
    }
    let rest = key.trim_start_matches(['(', '第']);
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, 'Ⅰ'..='Ⅻ'));
    digits.len() < rest.len()
}

/// `A.順調`: a code and its meaning.
fn has_code(key: &str) -> bool {
    let mut characters = key.chars();
    matches!(characters.next(), Some('a'..='e' | 's')) && matches!(characters.next(), None | Some('.' | ':' | '(' | '+' | '-'))
}

/// A place: the nearest label to the left, and the nearest above: the anchor plus one; 0 where there is none, [`BEHIND_CONTENT`] where there is none but a content.
pub type Context = (u32, u32);

/// What stands at the places of a form.
struct Contexts<'a> {
    sheets: f64,
    places: HashMap<Context, Filled>,
    /// Heads, as in [`Context`], under which names stand.
    naming: HashSet<u32>,
    /// Labels of blocks.
    blocks: &'a Blocks,
    /// Different years at a place, and the most of one sheet: the years of labels are those of the form.
    years: HashMap<(Context, AnchorId), (BTreeSet<String>, usize)>,
}

/// What stands at one place; texts that cannot be labels count as one.
#[derive(Default)]
struct Filled {
    /// Sheets that have something there.
    sheets: usize,
    /// Texts there, over all sheets.
    all: usize,
    /// Of them, words that labels are.
    known: usize,
    anchors: HashMap<u32, Filling>,
}

/// How one text fills a place.
#[derive(Default)]
struct Filling {
    /// Sheets that have it there.
    sheets: usize,
    /// How often it stands there.
    own: usize,
    /// Texts that stand there in the sheets that have it.
    all: usize,
    /// In how many sheets it stands there so many times in each instance of the form.
    times: BTreeMap<usize, usize>,
}

/// Sheets from which on recurrence tells what lists hold.
const FEW: f64 = 4.0;

/// Too few sheets for recurrence to tell what lists hold.
pub fn is_few(sheets: usize) -> bool {
    (sheets as f64) < FEW
}

/// The place behind a content with no label before it in its row.
pub const BEHIND_CONTENT: u32 = u32::MAX;

/// Texts that cannot be labels, as one.
const OTHER: u32 = u32::MAX;

impl<'a> Contexts<'a> {
    fn gather(group: &Group, sheets: &[Sheet], texts: &Texts, labels: &BTreeMap<usize, Labels>, blocks: &'a Blocks) -> Contexts<'a> {
        let mut places: HashMap<Context, Filled> = HashMap::new();
        let mut naming = HashSet::default();
        let mut years: HashMap<(Context, AnchorId), (BTreeSet<String>, usize)> = HashMap::new();
        for document in &group.distinct {
            let mut here: HashMap<Context, HashMap<u32, usize>> = HashMap::new();
            let mut own_years: HashMap<(Context, AnchorId), BTreeSet<&str>> = HashMap::new();
            for (index, area) in sheets[*document].areas.iter().enumerate() {
                if area.line {
                    continue;
                }
                let contexts = contexts(area, &labels[document][index], texts);
                for (cell, context) in area.cells.iter().zip(contexts) {
                    let seen = texts.get(cell.text);
                    if seen.mark {
                        continue;
                    }
                    if asks_for_names(seen) {
                        naming.insert(seen.anchor + 1);
                    }
                    if seen.year && seen.may_label {
                        own_years.entry((context, seen.anchor)).or_default().insert(&seen.key);
                    }
                    if seen.is_known() || says_value(seen) {
                        places.entry(context).or_default().known += 1;
                    }
                    let what = if seen.may_label { seen.anchor } else { OTHER };
                    *here.entry(context).or_default().entry(what).or_default() += 1;
                }
            }
            for (context, own) in here {
                let filled = places.entry(context).or_default();
                let all: usize = own.values().sum();
                filled.sheets += 1;
                filled.all += all;
                for (anchor, times) in own {
                    let filling = filled.anchors.entry(anchor).or_default();
                    filling.sheets += 1;
                    filling.own += times;
                    filling.all += all;
                    *filling.times.entry(blocks.each(*document, times)).or_default() += 1;
                }
            }
            for (place, keys) in own_years {
                let entry = years.entry(place).or_default();
                entry.1 = entry.1.max(keys.len());
                entry.0.extend(keys.into_iter().map(str::to_owned));
            }
        }
        Contexts { sheets: group.distinct.len() as f64, places, naming, blocks, years }
    }

    /// How far the place moves the score of a text.
    fn moved(&self, context: Context, seen: &Seen, evidence: &Evidence, weights: &Weights) -> f64 {
        let Some(filled) = self.places.get(&context) else { return 0.0 };
        let standing = evidence.standing.get(&seen.anchor);
        let everywhere = standing.map_or(0, |standing| standing.sheets) as f64;
        let filling = filled.anchors.get(&seen.anchor);
        let here = filling.map_or(0, |filling| filling.sheets);
        let others = (filled.sheets - here) as f64;
        let lack = self.sheets - here as f64;
        let behind = context.0 == BEHIND_CONTENT;
        let free = (context.0 == 0 || behind) && context.1 == 0;
        let first = context.0 == 0;
        let heading = standing.is_some_and(|standing| standing.in_heads * 2.0 >= standing.count);
        let in_rows = standing.is_some_and(|standing| standing.in_rows * 2.0 >= standing.count);
        let tells_values = says_value(seen) || says_row(seen);
        let mut moved = 0.0;
        // A row of a list: only what leads it can be a label, and not where the head says that names stand below.
        let names = context.1 != 0 && self.naming.contains(&context.1) && !seen.is_known();
        if self.sheets < FEW && (behind && context.1 != 0 || names) && !tells_values && !heading {
            moved -= weights.under_head * (1.0 - (self.sheets - 1.0) / FEW);
        }
        // Names of a list's rows are content, also where every sheet lists the same: two years of one list.
        let row_names = names && filled.all >= 3 * filled.sheets && filled.known * 10 <= filled.all;
        if row_names && self.sheets >= 2.0 && !tells_values && !heading {
            moved -= weights.varies;
        }
        // A column of a list, behind other contents: what stands there by turns is content.
        let listed = behind && context.1 != 0 && filled.all >= 2 * filled.sheets && filled.anchors.len() >= 2;
        if listed && self.sheets >= FEW && !heading && !tells_values && !standing.is_some_and(|standing| standing.is_fixed(self.sheets)) {
            moved -= weights.varies;
        }
        // A column of a list whose rows mostly differ from sheet to sheet: rows that do not are content, too.
        let varied = || filled.anchors.values().filter(|filling| (filling.sheets as f64) < self.sheets).count() * 2 >= filled.anchors.len();
        let several = self.sheets >= 2.0 && self.sheets < FEW && first && context.1 != 0 && filled.all >= 3 * filled.sheets;
        if several && !heading && !tells_values && !seen.is_known() && varied() {
            moved -= weights.displaced;
        }
        // A place with another year in every sheet: the year of something, no label.
        if let Some((years, most)) = self.years.get(&(context, seen.anchor))
            && years.len() > 2 * most + 2
            && years.len() * 3 >= filled.sheets
        {
            return moved - weights.varies;
        }
        // What stands equally often in every sheet is displaced nowhere.
        if standing.is_some_and(|standing| standing.is_fixed(self.sheets)) {
            return moved;
        }
        // A row that stands alike in nearly all sheets is missing where its part of the form is.
        let part = in_rows && others <= 0.1 * self.sheets;
        let spared = free || part || heading || first && is_value_head(seen);
        if others >= (0.02 * self.sheets).max(1.0) && !spared {
            // The first of a row is a label or a row's name: both name.
            let weight = if first && context.1 == 0 { 0.0 } else { weights.displaced };
            moved -= weight * (self.sheets + 1.0).log2() * others / lack.max(1.0) * filling.map_or(0.0, |filling| substitution(filled, filling));
        } else if others == 0.0 && everywhere >= (0.15 * self.sheets).max(2.0) && everywhere < self.sheets && !free {
            moved += 1.5;
        }
        // Labels of a list stand the same number of times in every sheet; what an author fills in does not.
        if context.1 != 0 && self.sheets >= 3.0 && !self.blocks.together.contains(&seen.anchor) && !says_value(seen) && !heading && !in_rows {
            let times = || filling.iter().flat_map(|filling| &filling.times);
            let most = times().map(|(_, sheets)| *sheets).max().unwrap_or(0).max(filled.sheets - here) as f64;
            let all = filled.sheets as f64;
            let several = times().any(|(times, _)| *times > 1);
            if several && all >= 3.0 && most / all < 0.75 {
                moved -= weights.displaced * (self.sheets + 1.0).log2() * (1.0 - most / all);
            }
        }
        moved
    }
}

/// How far other texts stand in place of a text where it is missing, 0–1: a part that some sheets have in addition is no substitute.
fn substitution(filled: &Filled, filling: &Filling) -> f64 {
    let (with, without) = (filling.sheets as f64, (filled.sheets - filling.sheets) as f64);
    if with == 0.0 || without == 0.0 {
        return 0.0;
    }
    let (others_with, others_without) = ((filling.all - filling.own) as f64, (filled.all - filling.all) as f64);
    ((others_without / without - others_with / with) / (filling.own as f64 / with)).clamp(0.0, 1.0)
}

/// A word that tells what the numbers of a row are: 成果実績, 当初見込み.
fn says_row(seen: &Seen) -> bool {
    let told = |role: Role| matches!(role, Role::Target | Role::Result | Role::TargetValue | Role::ResultValue | Role::CostTarget | Role::CostResult | Role::Achievement);
    seen.length() <= 8 && seen.meaning.as_ref().is_some_and(|meaning| meaning.matched != Matched::Head && told(meaning.role))
}

/// A head under which names stand: 指標名, 事業名, 担当課.
fn asks_for_names(seen: &Seen) -> bool {
    seen.meaning.as_ref().is_some_and(|meaning| meaning.matched != Matched::Head && matches!(meaning.role, Role::Indicator | Role::Title | Role::Department))
}

/// A word of a scale, a grade or a unit behind contents in a row under heads, no mark beside it: how often it is given says nothing.
fn is_listed(area: &Area, labels: &[bool], at: usize, texts: &Texts) -> bool {
    let cell = &area.cells[at];
    let seen = texts.get(cell.text);
    if seen.scale.is_none() && (!seen.unit || seen.is_known()) && !seen.grade {
        return false;
    }
    let row = area.row_range(cell.row);
    let marked = |column: Option<u32>| column.and_then(|column| area.covering(cell.row, column)).is_some_and(|other| texts.get(area.cells[other].text).mark);
    let told = |other: usize| !labels[other] && !texts.get(area.cells[other].text).mark;
    !marked(cell.column.checked_sub(1)) && !marked(Some(cell.end())) && row.start < at && told(at - 1) && (row.start..at).any(told)
}

/// A label whose only answer a text can be stands left of it, and the text rules nothing itself: `事業名 | 国際交流協会補助金 | 所管課`.
fn answers(area: &Area, labels: &[bool], at: usize, texts: &Texts) -> bool {
    let cell = &area.cells[at];
    let seen = texts.get(cell.text);
    if seen.is_known() && seen.scale.is_none() || says_value(seen) {
        return false;
    }
    // A row of heads over years, or over rows of data, answers nothing.
    let row: Vec<&Seen> = area.row(cell.row).iter().map(|cell| texts.get(cell.text)).collect();
    if over_data(area, cell.row, &row, texts) {
        return false;
    }
    if area.row(cell.row).iter().filter(|cell| is_value_head(texts.get(cell.text))).count() >= 2 {
        return false;
    }
    let same_row = |other: usize| area.cells.get(other).is_some_and(|other| other.row == cell.row);
    let right_of_label = at > 0 && same_row(at - 1) && labels[at - 1];
    let free = !same_row(at + 1) || labels[at + 1];
    // What stands below is an answer to a label of its own row.
    let ruled = below(area, cell, 2).is_some_and(|under| {
        let number = area.row_range(under.row).find(|index| area.cells[*index].column == under.column);
        number.is_some_and(|number| !(labels[number] || number > 0 && area.cells[number - 1].row == under.row && labels[number - 1]))
    });
    right_of_label && free && !ruled
}

/// The place of every cell of an area.
fn contexts(area: &Area, labels: &[bool], texts: &Texts) -> Vec<Context> {
    let mut above: Vec<u32> = vec![0; area.width as usize];
    let mut naming: Vec<bool> = vec![false; area.width as usize];
    let mut out = vec![(0, 0); area.cells.len()];
    for row in 0..area.rows {
        let mut left = 0;
        let mut beside = false;
        let range = area.row_range(row);
        for index in range.clone() {
            let cell = &area.cells[index];
            // Right beside a label, that label names the place; elsewhere the head over it does, too.
            let asked = naming.get(cell.column as usize).copied().unwrap_or(false);
            out[index] = (left, if beside && !asked { 0 } else { above.get(cell.column as usize).copied().unwrap_or(0) });
            beside = labels[index];
            if labels[index] {
                left = texts.get(cell.text).anchor + 1;
            } else if left == 0 {
                left = BEHIND_CONTENT;
            }
        }
        // Only labels that follow each other with no content behind them can be heads of what is below.
        for run in crate::survey::strip::runs(area, labels, row, texts) {
            if run.cells.len() < 2 || run.followed.is_some() {
                continue;
            }
            for ((start, end), index) in crate::survey::strip::spans(area, &run).into_iter().zip(&run.cells) {
                let columns = start.min(area.width) as usize..end.min(area.width) as usize;
                let seen = texts.get(area.cells[*index].text);
                above[columns.clone()].fill(seen.anchor + 1);
                naming[columns].fill(asks_for_names(seen));
            }
        }
    }
    out
}

/// The anchors that are labels in most of the places where they stand, for a form's list of labels.
pub fn label_anchors(group: &Group, sheets: &[Sheet], texts: &Texts, labels: &BTreeMap<usize, Labels>) -> HashSet<AnchorId> {
    let mut counts: HashMap<AnchorId, (usize, usize)> = HashMap::new();
    for document in &group.distinct {
        for (index, area) in sheets[*document].areas.iter().enumerate() {
            for (cell, label) in area.cells.iter().zip(&labels[document][index]) {
                let entry = counts.entry(texts.get(cell.text).anchor).or_default();
                entry.0 += 1;
                entry.1 += usize::from(*label);
            }
        }
    }
    counts.into_iter().filter(|(_, (all, label))| label * 2 > *all).map(|(anchor, _)| anchor).collect()
}
