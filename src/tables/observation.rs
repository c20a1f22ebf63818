//! Observations (観測値): a row a measured quantity and time, with its target, its result and its achievement side by side.

use crate::tables::bundle::Bundle;
use crate::tables::catalog::{Row, japanese, made};
use crate::tables::record::{Indicator, Rating, Statement, years};
use crate::tables::shape::{Table, Type};
use serde_json::{Value, json};
use std::collections::HashMap;

/// The table, without rows. `codes` are the lists of `level` and `value_status` of the contract.
pub fn table(level: &Type, status: &Type) -> Table {
    let rows: Vec<Row> = vec![
        ("observation_id", Type::Text, false, "Id of the row."),
        ("document_id", Type::Text, false, "Its document."),
        ("municipality_name", Type::Text, true, "Name of the municipality, where told."),
        ("item_id", Type::Text, false, "Its item."),
        ("title", Type::Text, true, "Title of the item."),
        ("indicator_id", Type::Text, true, "Its indicator; null where a value stands under none."),
        ("indicator", Type::Text, true, "Name of the indicator."),
        ("level", level.clone(), true, "Level of the logic model."),
        ("dimensions", Type::Text, true, "What tells two series of one indicator apart: `name=value`, several with `; `."),
        ("labels", Type::Text, true, "Markers it stood under, several with a space."),
        ("baseline", Type::Boolean, false, "A value of the base year."),
        ("fiscal_year", Type::Integer, true, "Fiscal year (April to March); the first where it covers several."),
        ("year_end", Type::Integer, true, "Last fiscal year where it covers several."),
        ("as_of", Type::Date, true, "The day a state is told for."),
        ("ordinal", Type::Integer, false, "1, 2 … among rows of the same item, indicator, dimensions and time."),
        ("target", Type::Number, true, "Number that was to be reached, in the unit."),
        ("result", Type::Number, true, "Number that was reached, in the unit."),
        ("achievement", Type::Number, true, "Printed 達成率, per cent."),
        ("unit", Type::Text, true, "Canonical unit of target and result."),
        ("target_status", status.clone(), true, "Why there is no target."),
        ("result_status", status.clone(), true, "Why there is no result."),
        ("target_text", Type::Text, true, "The target as printed."),
        ("result_text", Type::Text, true, "The result as printed."),
        ("target_id", Type::Text, true, "The target."),
        ("result_id", Type::Text, true, "The result."),
        ("achievement_id", Type::Text, true, "The rating that tells the achievement."),
        ("confidence", Type::Number, false, "The lowest confidence of what stands in the row."),
    ];
    let refers =
        [("document_id", "documents"), ("item_id", "items"), ("indicator_id", "indicators"), ("target_id", "targets"), ("result_id", "results"), ("achievement_id", "ratings")];
    let fields = made(rows, &refers);
    let english = "A measured quantity at a time: target, result and achievement side by side.";
    Table {
        name: "observations".to_owned(),
        one: "observation".to_owned(),
        key: vec!["observation_id".to_owned()],
        fields,
        japanese: japanese("observations"),
        english: english.to_owned(),
    }
}

/// What makes two records speak of the same thing and time.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    item: String,
    /// Where the indicator stands and what it is called: targets and ratings can have it as two rows.
    indicator: Option<(u64, String)>,
    dimensions: String,
    labels: String,
    baseline: bool,
    year: Option<i64>,
    end: Option<i64>,
    as_of: Option<String>,
}

/// A row under way.
struct Observation<'a> {
    key: Key,
    ordinal: usize,
    indicator: Option<&'a Indicator>,
    target: Option<&'a Statement>,
    result: Option<&'a Statement>,
    achievement: Option<&'a Rating>,
}

/// The rows of a document: every target and result that has an indicator, a number or a status stands in one of them.
pub fn rows(bundle: &Bundle) -> Vec<Value> {
    let indicators: HashMap<&str, &Indicator> = bundle.indicators.iter().map(|indicator| (indicator.indicator_id.as_str(), indicator)).collect();
    let mut all: Vec<Observation<'_>> = vec![];
    let mut known: HashMap<Key, Vec<usize>> = HashMap::new();
    let measured = |statement: &&Statement| statement.indicator_id.is_some() || statement.value.is_some() || statement.value_status.is_some();
    let targets = bundle.targets.iter().filter(measured).map(|statement| (statement, true));
    let mut statements: Vec<(&Statement, bool)> = targets.chain(bundle.results.iter().filter(measured).map(|statement| (statement, false))).collect();
    statements.sort_by_key(|(statement, _)| statement.source.start);
    for (statement, target) in statements {
        let indicator = statement.indicator_id.as_deref().and_then(|id| indicators.get(id)).copied();
        let (year, end, as_of) = years(statement.period.as_ref());
        let dimensions: Vec<String> = statement.dimensions.iter().map(|dimension| format!("{}={}", dimension.name, dimension.value)).collect();
        let key = Key {
            item: statement.item_id.clone(),
            indicator: indicator.map(|indicator| (indicator.source.start, indicator.name.clone())),
            dimensions: dimensions.join("; "),
            labels: statement.labels.join(" "),
            baseline: statement.baseline,
            year,
            end,
            as_of: as_of.map(str::to_owned),
        };
        let free = |row: &Observation<'_>| {
            let (own, other) = if target { (row.target, row.result) } else { (row.result, row.target) };
            let units = [statement.unit.as_ref(), other.and_then(|other| other.unit.as_ref())];
            // Without an indicator nothing says that a target and a result are of one thing.
            own.is_none() && indicator.is_some() && (units[0].is_none() || units[1].is_none() || units[0] == units[1])
        };
        let at = seat(&mut all, &mut known, key, indicator, free);
        if target { all[at].target = Some(statement) } else { all[at].result = Some(statement) }
    }
    for rating in bundle.ratings.iter().filter(|rating| rating.kind == "achievement" && rating.value.is_some()) {
        let Some(indicator) = rating.indicator_id.as_deref().and_then(|id| indicators.get(id)).copied() else { continue };
        let (year, end, as_of) = years(rating.period.as_ref());
        let mut key = Key {
            item: rating.item_id.clone(),
            indicator: Some((indicator.source.start, indicator.name.clone())),
            dimensions: String::new(),
            labels: String::new(),
            baseline: false,
            year,
            end,
            as_of: as_of.map(str::to_owned),
        };
        // A rating has no dimensions of its own: if only one series has this time, it is of that.
        let alike: Vec<&Key> =
            known.keys().filter(|other| (&other.item, &other.indicator, other.year, other.end, &other.as_of) == (&key.item, &key.indicator, year, end, &key.as_of)).collect();
        if let [only] = alike[..] {
            key = only.clone();
        }
        let at = seat(&mut all, &mut known, key, Some(indicator), |row| row.achievement.is_none());
        all[at].achievement = Some(rating);
    }
    let titles: HashMap<&str, Option<&str>> = bundle.items.iter().map(|item| (item.item_id.as_str(), item.title.as_deref())).collect();
    all.iter().enumerate().map(|(index, row)| value(bundle, &titles, index + 1, row)).collect()
}

/// The first row of a key that is free, or a new one.
fn seat<'a>(all: &mut Vec<Observation<'a>>, known: &mut HashMap<Key, Vec<usize>>, key: Key, indicator: Option<&'a Indicator>, free: impl Fn(&Observation<'a>) -> bool) -> usize {
    let places = known.entry(key.clone()).or_default();
    if let Some(at) = places.iter().find(|at| free(&all[**at])) {
        return *at;
    }
    places.push(all.len());
    all.push(Observation { key, ordinal: places.len(), indicator, target: None, result: None, achievement: None });
    all.len() - 1
}

fn value(bundle: &Bundle, titles: &HashMap<&str, Option<&str>>, number: usize, row: &Observation<'_>) -> Value {
    let text = |text: &str| if text.is_empty() { Value::Null } else { json!(text) };
    let (target, result) = (row.target, row.result);
    let level = target.or(result).and_then(|statement| statement.level.clone()).or_else(|| row.indicator.and_then(|indicator| indicator.level.clone()));
    let unit = [target, result].iter().flatten().find_map(|statement| statement.unit.clone()).or_else(|| row.indicator.and_then(|indicator| indicator.unit.clone()));
    let confidences = [target.map(|one| one.basis.confidence), result.map(|one| one.basis.confidence), row.achievement.map(|one| one.basis.confidence)];
    json!({
        "observation_id": format!("{}-o{number:04}", bundle.document.document_id),
        "document_id": bundle.document.document_id,
        "municipality_name": bundle.document.municipality_name,
        "item_id": row.key.item,
        "title": titles.get(row.key.item.as_str()).copied().flatten(),
        "indicator_id": row.indicator.map(|indicator| &indicator.indicator_id),
        "indicator": row.indicator.map(|indicator| &indicator.name),
        "level": level,
        "dimensions": text(&row.key.dimensions),
        "labels": text(&row.key.labels),
        "baseline": row.key.baseline,
        "fiscal_year": row.key.year,
        "year_end": row.key.end,
        "as_of": row.key.as_of,
        "ordinal": row.ordinal,
        "target": target.and_then(|one| one.value.clone()),
        "result": result.and_then(|one| one.value.clone()),
        "achievement": row.achievement.and_then(|one| one.value.clone()),
        "unit": unit,
        "target_status": target.and_then(|one| one.value_status.clone()),
        "result_status": result.and_then(|one| one.value_status.clone()),
        "target_text": target.map(|one| &one.text),
        "result_text": result.map(|one| &one.text),
        "target_id": target.map(|one| &one.id),
        "result_id": result.map(|one| &one.id),
        "achievement_id": row.achievement.map(|one| &one.id),
        "confidence": confidences.into_iter().flatten().fold(1.0, f64::min),
    })
}
