//! Outline (骨組み): what surrounds the cells of an XLSX sheet: merged ranges, hidden rows and columns, notes.

use crate::read::sheet::container::{Archive, member};
use crate::read::sheet::workbook::{Budget, MOST_COLUMNS, MOST_ROWS, Merge, Sheet};
use crate::read::sheet::xml;
use foldhash::{HashMap, HashMapExt};
use quick_xml::events::Event;

/// Names of the sheets and the members that hold them.
pub fn parts(archive: &mut Archive<'_>) -> HashMap<String, String> {
    let relations: HashMap<String, String> = relations(archive, "xl/workbook.xml").into_iter().map(|(id, _, target)| (id, target)).collect();
    let mut sheets = HashMap::new();
    let Some(source) = member(archive, "xl/workbook.xml") else { return sheets };
    // What could be read before an error is used.
    let _ = xml::each(source, |event| {
        if let Event::Start(element) = event
            && element.local_name().as_ref() == "sheet"
            && let (Some(name), Some(id)) = (xml::attribute(element, "name"), xml::attribute(element, "id"))
            && let Some(target) = relations.get(&id)
        {
            sheets.insert(name, target.clone());
        }
        true
    });
    sheets
}

/// Id, type and target member of the relations of a member.
pub fn relations(archive: &mut Archive<'_>, of: &str) -> Vec<(String, String, String)> {
    let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
    let mut out = vec![];
    let Some(source) = member(archive, &format!("{folder}/_rels/{file}.rels")) else { return out };
    let _ = xml::each(source, |event| {
        if let Event::Start(element) = event
            && element.local_name().as_ref() == "Relationship"
            && xml::attribute(element, "TargetMode").as_deref() != Some("External")
            && let (Some(id), Some(target)) = (xml::attribute(element, "Id"), xml::attribute(element, "Target"))
        {
            out.push((id, xml::attribute(element, "Type").unwrap_or_default(), resolved(folder, &target)));
        }
        true
    });
    out
}

/// The member that a target names: `../comments1.xml` seen from `xl/worksheets`.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').collect();
    for part in target.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "." | "" => {}
            other => parts.push(other),
        }
    }
    parts.join("/")
}

/// Reads merged ranges, hidden rows and hidden columns of a sheet.
pub fn read(archive: &mut Archive<'_>, path: &str, sheet: &mut Sheet, budget: &mut Budget) -> Result<(), String> {
    let Some(source) = member(archive, path) else { return Ok(()) };
    let mut row = 0;
    xml::each(source, |event| {
        let Event::Start(element) = event else { return true };
        match element.local_name().as_ref() {
            "col" if xml::is_on(element, "hidden") => {
                if let (Some(first), Some(last)) = (xml::number(element, "min"), xml::number(element, "max"))
                    && first >= 1
                {
                    sheet.hidden_columns.push(first - 1..=last.clamp(1, MOST_COLUMNS) - 1);
                }
            }
            "row" => {
                row = xml::number(element, "r").unwrap_or(row + 1);
                if xml::is_on(element, "hidden") && (1..=MOST_ROWS).contains(&row) {
                    extend(&mut sheet.hidden_rows, row - 1);
                }
            }
            "mergeCell" => {
                if let Some(((top, left), (bottom, right))) = xml::attribute(element, "ref").and_then(|range| xml::range(&range)) {
                    budget.merge(sheet, Merge { top, left, bottom, right });
                }
            }
            _ => {}
        }
        true
    })
}

/// Adds a row to ranges that grow downwards.
pub fn extend(ranges: &mut Vec<std::ops::RangeInclusive<u32>>, row: u32) {
    match ranges.last_mut() {
        Some(last) if *last.end() + 1 == row => *last = *last.start()..=row,
        _ => ranges.push(row..=row),
    }
}

/// Members that hold the notes of a sheet and were not read yet.
pub fn comments(archive: &mut Archive<'_>, path: &str, budget: &mut Budget) -> Vec<String> {
    relations(archive, path).into_iter().filter(|(_, kind, _)| kind.ends_with("/comments")).map(|(_, _, target)| target).filter(|target| budget.is_new(target)).collect()
}

/// Reads the notes of a sheet, and its threaded comments' plain copies.
pub fn notes(archive: &mut Archive<'_>, path: &str, sheet: &mut Sheet, budget: &mut Budget) {
    for target in comments(archive, path, budget) {
        let Some(source) = member(archive, &target) else { continue };
        let mut at = None;
        let mut text = String::new();
        let (mut inside, mut reading) = (false, false);
        let _ = xml::each(source, |event| {
            match event {
                Event::Start(element) => match element.local_name().as_ref() {
                    "comment" => {
                        at = xml::attribute(element, "ref").and_then(|range| xml::address(&range));
                        text.clear();
                    }
                    "t" => inside = true,
                    "rPh" => reading = true,
                    _ => {}
                },
                Event::End(element) => match element.local_name().as_ref() {
                    "comment" => {
                        if let Some((row, column)) = at.take() {
                            budget.note(sheet, row, column, std::mem::take(&mut text));
                        }
                    }
                    "t" => inside = false,
                    "rPh" => reading = false,
                    _ => {}
                },
                other => {
                    if inside
                        && !reading
                        && let Some(part) = xml::characters(other)
                    {
                        text.push_str(&part);
                    }
                }
            }
            true
        });
    }
}
