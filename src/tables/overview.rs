//! Overview (一覧): a row an item, with its overall grade, its disposition, its budget and settlement of the year and what to look at.

use crate::tables::bundle::Bundle;
use crate::tables::catalog::{Row, japanese, made};
use crate::tables::record::{Item, Rating, Statement, years};
use crate::tables::shape::{Table, Type};
use serde_json::{Value, json};
use std::collections::HashMap;

/// Confidence below which a record is a doubt.
const DOUBT: f64 = 0.5;

/// Names of rows of costs that stand for the whole, the surest first; spaces and marks apart.
const TOTALS: [&str; 9] = ["総事業費", "総コスト", "トータルコスト", "事業費合計", "事業費計", "事業費", "合計", "予算額", "決算額"];

/// The table, without rows.
pub fn table() -> Table {
    let rows: Vec<Row> = vec![
        ("item_id", Type::Text, false, "The item."),
        ("document_id", Type::Text, false, "Its document."),
        ("parent_item_id", Type::Text, true, "The item it is part of."),
        ("municipality_name", Type::Text, true, "Name of the municipality, where told."),
        ("fiscal_year", Type::Integer, true, "The year: the latest year of the document for which a result stands."),
        ("label", Type::Text, true, "Its number, as printed."),
        ("title", Type::Text, true, "Its title."),
        ("path", Type::Text, true, "Titles of what it stands under, outermost first, with ` > `."),
        ("department", Type::Text, true, "Who is responsible, several with `、`."),
        ("grade", Type::Text, true, "Its overall grade as printed: the last rating that the sheet calls overall, or its only grade."),
        ("grade_code", Type::Text, true, "The grade, folded."),
        ("grade_rank", Type::Integer, true, "Its rank, 1 is best; only from a legend."),
        ("grade_of", Type::Integer, true, "Of how many."),
        ("disposition", Type::Text, true, "拡充, 継続, 縮小, 廃止 as printed: the last one."),
        ("budget", Type::Number, true, "Budget (target of costs) of the year, yen."),
        ("budget_indicator", Type::Text, true, "The row of costs that it stands in."),
        ("settlement", Type::Number, true, "Settlement (result of costs) of the year, yen."),
        ("settlement_indicator", Type::Text, true, "The row of costs that it stands in."),
        ("indicators", Type::Integer, false, "How many indicators."),
        ("targets", Type::Integer, false, "How many targets."),
        ("results", Type::Integer, false, "How many results."),
        ("ratings", Type::Integer, false, "How many ratings."),
        ("notes", Type::Integer, false, "How many notes."),
        ("low_confidence", Type::Integer, false, "How many of its records have a confidence below 0.5."),
        ("warnings", Type::Integer, false, "Warnings of its document."),
        ("losses", Type::Integer, false, "Losses of its document."),
        ("grade_id", Type::Text, true, "The rating of the grade."),
        ("disposition_id", Type::Text, true, "The rating of the disposition."),
        ("budget_id", Type::Text, true, "The target of the budget."),
        ("settlement_id", Type::Text, true, "The result of the settlement."),
    ];
    let refers = [
        ("item_id", "items"),
        ("document_id", "documents"),
        ("parent_item_id", "items"),
        ("grade_id", "ratings"),
        ("disposition_id", "ratings"),
        ("budget_id", "targets"),
        ("settlement_id", "results"),
    ];
    let fields = made(rows, &refers);
    let english = "An item with its overall grade, disposition, budget and settlement of the year and counts of doubts.";
    Table { name: "overview".to_owned(), one: "overview".to_owned(), key: vec!["item_id".to_owned()], fields, japanese: japanese("overview"), english: english.to_owned() }
}

/// The rows of a document, one for each of its items.
pub fn rows(bundle: &Bundle) -> Vec<Value> {
    let names: HashMap<&str, &str> = bundle.indicators.iter().map(|indicator| (indicator.indicator_id.as_str(), indicator.name.as_str())).collect();
    let year = year(bundle);
    let severity = |word: &str| bundle.diagnostics.iter().filter(|row| row.severity == word).count();
    let (warnings, losses) = (severity("warning"), severity("loss"));
    bundle.items.iter().map(|item| row(bundle, item, &names, year, warnings, losses)).collect()
}

/// The latest year of the document for which a result stands; the latest one that a result tells where the document names none.
fn year(bundle: &Bundle) -> Option<i64> {
    let told: Vec<i64> = bundle.results.iter().filter(|result| result.value.is_some()).filter_map(|result| years(result.period.as_ref()).0).collect();
    let named = bundle.document.fiscal_years.iter().copied();
    named.clone().filter(|year| told.contains(year)).max().or_else(|| told.iter().copied().max()).or_else(|| named.max())
}

fn row(bundle: &Bundle, item: &Item, names: &HashMap<&str, &str>, year: Option<i64>, warnings: usize, losses: usize) -> Value {
    let id = item.item_id.as_str();
    let ratings: Vec<&Rating> = bundle.ratings.iter().filter(|rating| rating.item_id == id).collect();
    let grades = || ratings.iter().filter(|rating| rating.kind == "grade" || rating.kind == "progress");
    let grade = grades().rfind(|rating| rating.overall == Some(true)).or_else(|| if grades().count() == 1 { grades().next() } else { None });
    let disposition = ratings.iter().rfind(|rating| rating.kind == "disposition" && !rating.raw.is_empty());
    let (budget, settlement) = (cost(&bundle.targets, id, names, year), cost(&bundle.results, id, names, year));
    let count = |ids: &mut dyn Iterator<Item = &str>| ids.filter(|owner| *owner == id).count();
    let confidences = (bundle.targets.iter().chain(&bundle.results).map(|row| (&row.item_id, row.basis.confidence)))
        .chain(bundle.ratings.iter().map(|row| (&row.item_id, row.basis.confidence)))
        .chain(bundle.notes.iter().map(|row| (&row.item_id, row.basis.confidence)));
    let departments: Vec<&str> = item.departments.iter().map(|department| department.name.as_str()).collect();
    let joined = |parts: Vec<&str>, between: &str| if parts.is_empty() { Value::Null } else { json!(parts.join(between)) };
    json!({
        "item_id": id,
        "document_id": bundle.document.document_id,
        "parent_item_id": item.parent_item_id,
        "municipality_name": bundle.document.municipality_name,
        "fiscal_year": year,
        "label": item.label,
        "title": item.title,
        "path": joined(item.path.iter().map(String::as_str).collect(), " > "),
        "department": joined(departments, "、"),
        "grade": grade.map(|rating| &rating.raw),
        "grade_code": grade.map(|rating| &rating.code),
        "grade_rank": grade.and_then(|rating| rating.rank),
        "grade_of": grade.and_then(|rating| rating.of),
        "disposition": disposition.map(|rating| &rating.raw),
        "budget": budget.and_then(|(row, _)| row.value.clone()),
        "budget_indicator": budget.map(|(_, name)| name),
        "settlement": settlement.and_then(|(row, _)| row.value.clone()),
        "settlement_indicator": settlement.map(|(_, name)| name),
        "indicators": count(&mut bundle.indicators.iter().map(|row| row.item_id.as_str())),
        "targets": count(&mut bundle.targets.iter().map(|row| row.item_id.as_str())),
        "results": count(&mut bundle.results.iter().map(|row| row.item_id.as_str())),
        "ratings": ratings.len(),
        "notes": count(&mut bundle.notes.iter().map(|row| row.item_id.as_str())),
        "low_confidence": confidences.filter(|(owner, confidence)| *owner == id && *confidence < DOUBT).count(),
        "warnings": warnings,
        "losses": losses,
        "grade_id": grade.map(|rating| &rating.id),
        "disposition_id": disposition.map(|rating| &rating.id),
        "budget_id": budget.map(|(row, _)| &row.id),
        "settlement_id": settlement.map(|(row, _)| &row.id),
    })
}

/// The cost of the item in the year that stands for the whole: by the surest name of a total, or the only one.
fn cost<'a>(statements: &'a [Statement], item: &str, names: &HashMap<&str, &'a str>, year: Option<i64>) -> Option<(&'a Statement, &'a str)> {
    let costs: Vec<(&Statement, &str)> = statements
        .iter()
        .filter(|row| {
            row.item_id == item
                && row.value.is_some()
                && row.unit.as_deref() == Some("円")
                && row.level.as_deref().is_none_or(|level| level == "input")
                && years(row.period.as_ref()) == (year, None, None)
                && year.is_some()
        })
        .filter_map(|row| Some((row, *names.get(row.indicator_id.as_deref()?)?)))
        .collect();
    let bare =
        |name: &str| name.chars().filter(|character| !character.is_whitespace() && !character.is_numeric() && !"()（）+＋:：①②③ABCＡＢＣ".contains(*character)).collect::<String>();
    let total = TOTALS.iter().find_map(|total| costs.iter().find(|(_, name)| bare(name) == *total));
    total.or(if costs.len() == 1 && costs[0].0.level.is_some() { costs.first() } else { None }).copied()
}
