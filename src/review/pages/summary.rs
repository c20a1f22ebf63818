//! Summary (概況): what the index tells of a document, and what the plots count.

use crate::emit::dataset::{DocumentRow, IndicatorRow, ItemRow, RatingKind, RatingRow, ResultRow, TargetRow};
use crate::error::Error;
use crate::japanese::date::{Setting, periods};
use crate::japanese::text::Text;
use crate::review::pages::plot::Series;
use crate::review::pages::record::Record;
use crate::review::store::{Lines, Store};
use std::collections::{BTreeMap, HashMap};

/// A grade: of which year, by which department, which.
pub type Graded = (Option<i32>, Option<String>, String);

/// A document in short.
#[derive(Clone, Debug)]
pub struct Summary {
    /// Its row.
    pub document: DocumentRow,
    /// Items, indicators, targets, results, ratings, notes.
    pub counts: [usize; 6],
    /// Mean confidence of its records.
    pub confidence: Option<f64>,
    /// Records below the mark.
    pub doubts: usize,
    /// Failed checks by their codes.
    pub checks: BTreeMap<String, usize>,
    /// Repairs.
    pub repairs: usize,
    /// Its source was found.
    pub original: bool,
    /// Its grades.
    pub grades: Vec<Graded>,
}

impl Summary {
    /// Of a document and its records.
    pub fn of(document: DocumentRow, records: &[Record], original: bool) -> Summary {
        let count = |table: &str| records.iter().filter(|record| record.table == table).count();
        let sure: Vec<f64> = records.iter().filter_map(|record| record.confidence).collect();
        let mut checks = BTreeMap::new();
        for record in records.iter().filter(|record| record.failed) {
            *checks.entry(record.head.clone()).or_default() += 1;
        }
        Summary {
            document,
            counts: ["items", "indicators", "targets", "results", "ratings", "notes"].map(count),
            confidence: (!sure.is_empty()).then(|| sure.iter().sum::<f64>() / sure.len() as f64),
            doubts: records.iter().filter(|record| record.is_doubtful()).count(),
            checks,
            repairs: count("repairs"),
            original,
            grades: vec![],
        }
    }

    /// How many checks failed.
    pub fn failed(&self) -> usize {
        self.checks.values().sum()
    }

    /// The share of its characters that reached a record or a header.
    pub fn covered(&self) -> f64 {
        let coverage = &self.document.coverage;
        if coverage.characters == 0 { 0.0 } else { (coverage.recorded + coverage.headers) as f64 / coverage.characters as f64 }
    }
}

/// Grades of a document: of overall ratings where it has such.
///
/// # Errors
/// [`Error::Invalid`] if a line of the dataset is no such row.
pub fn grades(store: &Store, lines: &Lines) -> Result<Vec<Graded>, Error> {
    let items: Vec<ItemRow> = store.rows(lines, "items")?;
    let office: HashMap<&str, &str> = items.iter().filter_map(|item| Some((item.item_id.as_str(), item.departments.first()?.name.as_str()))).collect();
    let parent: HashMap<&str, &str> = items.iter().filter_map(|item| Some((item.item_id.as_str(), item.parent_item_id.as_deref()?))).collect();
    let document: Vec<DocumentRow> = store.rows(lines, "documents")?;
    // A rating that names no year is of that of the title.
    let of_title = |document: &DocumentRow| periods(Text::new(document.title.as_deref()?).normal(), &Setting::default()).first()?.fiscal_years.first().copied();
    let only = |document: &DocumentRow| document.fiscal_years.first().filter(|_| document.fiscal_years.len() == 1).copied();
    let year = document.first().and_then(|document| only(document).or_else(|| of_title(document)));
    let rows: Vec<RatingRow> = store.rows(lines, "ratings")?;
    let graded = || rows.iter().filter(|row| matches!(row.kind, RatingKind::Grade | RatingKind::Progress) && !row.code.is_empty() && row.code.chars().count() <= 12);
    let overall = graded().any(|row| row.overall == Some(true));
    Ok(graded()
        .filter(|row| !overall || row.overall == Some(true))
        .map(|row| {
            let item = row.item_id.as_str();
            let name = office.get(item).or_else(|| parent.get(item).and_then(|whole| office.get(whole)));
            (row.period.as_ref().and_then(|period| period.fiscal_years.first().copied()).or(year), name.map(|name| (*name).to_owned()), row.code.clone())
        })
        .collect())
}

/// Indicators with targets or results of several years, those with most pairs first.
///
/// # Errors
/// [`Error::Invalid`] if a line of the dataset is no such row.
pub fn series(store: &Store, lines: &Lines) -> Result<Vec<Series>, Error> {
    let indicators: Vec<IndicatorRow> = store.rows(lines, "indicators")?;
    let items: HashMap<String, String> = store.rows::<ItemRow>(lines, "items")?.into_iter().filter_map(|item| Some((item.item_id, item.title?))).collect();
    let mut all: BTreeMap<String, Series> = BTreeMap::new();
    for row in store.rows::<TargetRow>(lines, "targets")? {
        let year = row.period.as_ref().filter(|period| period.fiscal_years.len() == 1).map(|period| period.fiscal_years[0]);
        if let (Some(indicator), Some(year), Some(value)) = (row.indicator_id, year, row.value) {
            all.entry(indicator).or_default().points.entry(year).or_default().0.get_or_insert(value.0);
        }
    }
    for row in store.rows::<ResultRow>(lines, "results")? {
        let year = row.period.as_ref().filter(|period| period.fiscal_years.len() == 1).map(|period| period.fiscal_years[0]);
        if let (Some(indicator), Some(year), Some(value)) = (row.indicator_id, year, row.value) {
            all.entry(indicator).or_default().points.entry(year).or_default().1.get_or_insert(value.0);
        }
    }
    let mut out = vec![];
    for row in indicators {
        let Some(mut series) = all.remove(&row.indicator_id).filter(|series| series.points.len() >= 2) else { continue };
        series.title = items.get(&row.item_id).map_or_else(|| row.name.clone(), |item| format!("{item}: {}", row.name));
        series.unit = row.unit.unwrap_or_default();
        out.push(series);
    }
    out.sort_by_key(|series| std::cmp::Reverse(series.pairs()));
    Ok(out)
}
